"""Several coders on one folder: each has tables and decisions of their own in ``coders/NAME``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.deciding.ledger import LEDGER
from kg.errors import KGError, Text, reason
from kg.loaders.fitting import Loaded, load_all
from kg.loaders.rows import SOURCE_CLASS, Row
from kg.loaders.starting import TEXTS
from kg.loaders.tables import read_folder
from kg.namespaces import CLAIM

__all__ = ["CODERS", "at_work", "coder_folder", "coders_of", "load_reading", "without_settled"]

# Where the readings of coders lie beside the tables of a folder; a build does not read them.
CODERS = "coders"
LOCK = ".at-work"
# A name that is a folder's on every system, and nobody's way out of it.
NAME = re.compile(r"[\w\u3400-\u9fff](?:[\w .\u3400-\u9fff-]{0,38}[\w\u3400-\u9fff-])?")


def coder_folder(folder: Path, coder: str) -> Path:
    """Where a coder's own tables and decisions lie.

    Raises:
        KGError: if no folder can be called so.

    Example:
        >>> coder_folder(Path("mine"), "王").as_posix()
        'mine/coders/王'
    """
    if not NAME.fullmatch(coder):
        what = Text(
            "编码员的名字只用汉字、字母、数字、空格、点、横线，不超过 40 个字符",
            "a coder's name is letters, digits, spaces, dots and dashes, at most 40 characters",
        )
        raise KGError(what, where=f"--coder {coder}")
    return folder / CODERS / coder


def coders_of(folder: Path) -> list[str]:
    """Who has decided something in a folder, in the order of their names.

    >>> coders_of(Path("nowhere"))
    []
    """
    found = folder / CODERS
    if not found.is_dir():
        return []
    return sorted(one.name for one in found.iterdir() if (one / LEDGER).is_file())


def without_settled(rows: Sequence[Row], folder: Path, own: Path) -> list[Row]:
    """The rows that a coder sees: of the folder's own texts no claims but the coder's.

    What is settled is left out, so that nobody codes what others have decided; so is what the
    coder's own tables say as well.
    """

    def lies_in(row: Row, where: Path) -> bool:
        return Path(row.file.partition("[")[0]).parent == where

    texts = {row.iri for row in rows if row.is_a(SOURCE_CLASS) and lies_in(row, folder)}
    mine = {(row.iri, row.source) for row in rows if lies_in(row, own)}
    return [
        row
        for row in rows
        if not lies_in(row, folder)
        or not ((row.source in texts and row.is_a(CLAIM)) or (row.iri, row.source) in mine)
    ]


def load_reading(folder: Path, own: Path) -> Loaded:
    """A data set as somebody reads it.

    Args:
        folder: the data set.
        own: where its reader's tables lie, in it or itself.

    Raises:
        LoadError: with every problem.
    """
    texts = folder / TEXTS if (folder / TEXTS).is_dir() else None
    if own == folder:
        return load_all([folder], texts)
    # A coder who accepted nothing yet has no tables.
    accepted = own.is_dir() and bool(read_folder(own, []))
    folders = [folder, own] if accepted else [folder]
    return load_all(folders, texts, lambda rows: without_settled(rows, folder, own))


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Keep others from deciding in a folder while somebody does.

    Raises:
        KGError: if somebody does, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    except OSError as error:
        what = reason(error, Text("写不了：", "cannot be written: "))
        raise KGError(what, where=str(folder)) from error
    with file:
        if not _taken(file.fileno()):
            raise KGError(
                Text("已有一个 kg review 在这里取舍", "a `kg review` is at work here already"),
                where=str(folder),
                hint=Text(
                    "请用已打开的那一页，或先停止它；另一人请用 --coder 另起名字",
                    "use its page or stop it; somebody else takes a name of their own by --coder",
                ),
            )
        yield


def _taken(file: int) -> bool:
    """Lock an open file until it is closed, if nobody else has."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
