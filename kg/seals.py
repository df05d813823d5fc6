"""The files of a build: written down when it is made, compared when it is opened, on disk for good.

RocksDB takes what it finds for all there is: a manifest that has lost its last byte opens as an
empty store, and everything that is asked of it is denied.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from kg.errors import StoreError, Text

__all__ = [
    "broken",
    "changed_meanwhile",
    "claimed",
    "fresh_size",
    "grown",
    "room",
    "seal",
    "sums",
    "swap_in",
    "sweep",
    "sync",
]

LOCK = "LOCK"
# What the engine writes for people to read, or only to lock.
UNCOUNTED = ("LOG", LOCK)
# They name all other files, and are read whole every time. The engine compares check sums of each
# block that it reads of the others, but asks for the same block for ever where one does not fit,
# in queries that count or sort: it took 19 GB for a flipped byte.
SMALL = ("CURRENT", "MANIFEST-")
# A store of which more is waste than this is written anew.
ROOM = 1.5


def seal(folder: Path, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Size, time of writing and check sum of each file of a store, by its name.

    It is against accidents, and quick: whoever can write there can write a sum as well.

    Args:
        folder: where the files are.
        before: the seal of the store that this one came of; files that are the same, by hard
            links, are not read again.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "000001.sst").write_bytes(b"abc")
        >>> found = seal(folder)
        >>> found["files"]["000001.sst"][0], broken(folder, found)
        (3, None)
        >>> _ = (folder / "000001.sst").write_bytes(b"abd")
        >>> broken(folder, found)
        '000001.sst'
    """
    known = before["files"] if before and sums(before) else {}
    files = {}
    for name, stated in _stated(folder).items():
        same = not name.startswith(SMALL) and known.get(name, ())[:2] == stated
        files[name] = known[name] if same else [*stated, _sum(folder / name)]
    return {"files": files}


def broken(folder: Path, sealed: Mapping[str, Any]) -> str | None:
    """The name of the first file that is not as it was when it was sealed; None if all are.

    What was written since then is read whole, and gets the time that it had if nothing in it
    differs: a copy of a store is looked at once.

    Raises:
        OSError: if they cannot be read.
    """
    found: dict[str, list[int]] = _stated(folder)
    meant: dict[str, list[int]] = sealed["files"]
    names: set[str] = {*found, *meant}
    for name in sorted(names):
        if name not in found or name not in meant or found[name][0] != meant[name][0]:
            return name
        _, written, total = meant[name]
        touched = found[name][1] != written
        if touched or name.startswith(SMALL):
            if _sum(folder / name) != total:
                return name
            if touched:
                with suppress(OSError):
                    os.utime(folder / name, ns=(written, written))
    return None


def sums(sealed: object) -> bool:
    """Whether a seal has size, time and sum of every file: sums came later than sizes.

    >>> sums({"files": {"a.sst": [3, 0, 1]}}), sums({"files": {"a.sst": 3}})
    (True, False)
    """
    files = sealed.get("files") if isinstance(sealed, dict) else None
    return isinstance(files, dict) and all(
        isinstance(stated, list) and len(stated) == 3 for stated in files.values()
    )


def fresh_size(description: Path) -> list[int]:
    """Size and triples of the store of which a build is a change, when it was made at once.

    Args:
        description: ``build.json`` of the build.
    """
    return list(json.loads(description.read_text(encoding="utf-8"))["seal"].get("fresh", ()))


def grown(folder: Path, triples: int, fresh: Sequence[int]) -> bool:
    """Whether a store takes much more room than one that holds as much and was made at once.

    Args:
        folder: the store.
        triples: how many it holds.
        fresh: the size of such a store, and how many that one holds.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "000001.sst").write_bytes(b"abc" * 100)
        >>> grown(folder, 10, [100, 5]), grown(folder, 10, [95, 5])
        (False, True)
    """
    if not fresh:
        return False
    size, held = fresh
    return room(folder) * max(held, 1) > ROOM * size * max(triples, 1)


def room(folder: Path) -> int:
    """How many bytes the files of a store take."""
    return sum(size for size, _ in _stated(folder).values())


def _stated(folder: Path) -> dict[str, list[int]]:
    """What the system says of each file: its size, and when it was written."""
    with os.scandir(folder) as entries:
        found = {
            entry.name: [(about := entry.stat()).st_size, about.st_mtime_ns]
            for entry in entries
            if not entry.name.startswith(UNCOUNTED)
        }
    return dict(sorted(found.items()))


def _sum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


def sync(path: Path, *, below: bool = True) -> None:
    """See that a file, or a folder and all ``below`` it, survives a power cut."""
    if path.is_dir():
        for entry in path.iterdir() if below else ():
            sync(entry)
        if sys.platform == "win32":
            # A folder cannot be opened there, and its entries are written with the file.
            return
    handle = os.open(path, os.O_RDONLY if sys.platform != "win32" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def changed_meanwhile(location: str | Path) -> StoreError:
    """What is said where two change a store at once, to the later one."""
    what = Text("图谱在此期间被改动", "the store was changed meanwhile")
    return StoreError(what, where=str(location), hint=Text("请再试一次", "try again"))


def swap_in(folder: Path, workplace: Path, current: str, base: Path | None) -> list[Path]:
    """Make a build the one in use; returns the builds that nobody opens any more.

    Args:
        folder: of the store.
        workplace: the build.
        current: the name of the file that names the build in use.
        base: the build that must be in use still.

    Raises:
        StoreError: if it is not.
    """
    with _alone(folder):
        if base is not None:
            named = (folder / current).read_text(encoding="ascii").strip()
            if folder / named != base:
                raise changed_meanwhile(folder)
        return _swapped(folder, workplace, current)


def _swapped(folder: Path, workplace: Path, current: str) -> list[Path]:
    found = (entry for entry in folder.iterdir() if entry.name.isdecimal())
    builds = sorted(found, key=lambda build: int(build.name))
    number = int(builds[-1].name) + 1 if builds else 1
    (workplace / LOCK).unlink(missing_ok=True)
    while True:
        try:
            workplace.rename(folder / f"{number:04}")
            break
        except OSError:
            # Another process took the number; it is never reused.
            if not (folder / f"{number:04}").exists():
                raise
            number += 1
    pointer = folder / f"{current}-{os.getpid()}"
    pointer.write_text(f"{number:04}\n", encoding="ascii")
    # What the pointer names must be there after a power cut, or the pointer of before.
    sync(pointer)
    sync(folder, below=False)
    pointer.replace(folder / current)
    sync(folder, below=False)
    return builds[:-1]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else puts a build into a folder, and keep others waiting meanwhile.

    Where folders cannot be locked (Windows), nobody waits.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some shared disks know no locks.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Make a folder to work in, and let others see that somebody works there."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    # Under its name it is locked from the beginning; Windows renames nothing that is open.
    made = folder / (LOCK if sys.platform == "win32" else f"{LOCK}.new")
    with made.open("wb") as file:
        _lock(file)
        if made.name != LOCK:
            made.replace(folder / LOCK)
        yield


def sweep(folder: Path, prefix: str) -> None:
    """Remove what those left who were killed: folders that nobody works in any more."""
    import shutil

    for left in folder.glob(f"{prefix}*"):
        number = left.name.removeprefix(prefix)
        if number.isdecimal() and not _is_worked_in(left, int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _is_worked_in(folder: Path, process: int) -> bool:
    """A lock says so; without one its process, whose number may be another's by now."""
    locks = sys.platform != "win32" and (folder / LOCK).exists()
    return _is_claimed(folder) if locks else _lives(process)


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        # Asking is ending there; what is locked cannot be removed anyway.
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _is_claimed(folder: Path) -> bool:
    """Whether somebody works there, perhaps on another machine that shares the disk."""
    with suppress(FileNotFoundError):
        try:
            with (folder / LOCK).open("r+b") as file:
                return not _lock(file)
        except OSError:
            return True
    return False


def _lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
