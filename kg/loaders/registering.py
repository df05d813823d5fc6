"""Register a document: its text beside the data, its hash and origin in sources.csv."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.characters import INVISIBLE
from kg.errors import KGError, LoadError, Problem, Text, reason
from kg.formulas import harmless
from kg.loaders.appending import aligned, append_line
from kg.loaders.checks import check_rows
from kg.loaders.idents import fresh, slug
from kg.loaders.known import known_things
from kg.loaders.quads import row_quads
from kg.loaders.rows import SOURCE_CLASS, SOURCE_PATTERN, Row, read_rows
from kg.loaders.starting import TEXTS, write_new
from kg.loaders.stems import table_name
from kg.loaders.tables import Table, read_folder
from kg.namespaces import identifier
from kg.ontology import load
from kg.resources import find
from kg.texts.documents import MAX_BYTES, Extract, read_document
from kg.texts.facts import propose_facts
from kg.texts.files import read_bytes

__all__ = ["Registered", "register"]

LONGEST_TITLE = 200
ORIGINALS = "originals"
CALLED = {"title@zh": "标题", "publisher": "发布者", "issued": "发布日期"}


@dataclass(frozen=True)
class Registered:
    """A source with its text; ``added`` is false where it was there already.

    ``inferred`` holds what was read from the text and not stated, as (header, value).
    """

    id: str
    text: Path
    table: Path
    title: str
    length: int
    added: bool
    inferred: tuple[tuple[str, str], ...] = ()


def register(
    data: Path,
    file: Path,
    facts: Mapping[str, str],
    *,
    ident: str | None = None,
    texts: Path | None = None,
    encoding: str | None = None,
) -> Registered:
    """Write the text of a document and its row in ``sources.csv``; nothing is overwritten.

    Args:
        data: the data folder.
        file: the document.
        facts: cells of the row by header, such as ``title@zh`` or ``issued``; what is missing of
            title, publisher and date is read from the document and said to be so; without any
            title, the name of its file stands in brackets.
        ident: id of the source; by default the name of the file, in pinyin.
        texts: folder of raw texts; by default ``texts`` in the data folder.
        encoding: of a text that is not UTF-8.

    Returns:
        What was registered; a document whose text is registered already is found again.

    Raises:
        KGError: if the document cannot be read, or its id or its place is taken.
        LoadError: if the row would not load; nothing has been written then.
    """
    if not data.is_dir():
        hint = Text(f"运行 kg init {data} 新建", f"`kg init {data}` makes one")
        raise KGError(
            Text("没有这个数据目录", "there is no such data folder"), where=str(data), hint=hint
        )
    extract = read_document(file, encoding)
    content = extract.text.encode("utf-8")
    sha256 = hashlib.sha256(content).hexdigest()
    folder, table = texts or data / TEXTS, data / "sources.csv"
    known = _known(data)
    twin = next((row for row in known if _value(row, "sha256") == sha256), None)
    if twin is not None:
        ident = identifier(twin.iri)
        path = _write_text(folder, ident, content)
        title = _value(twin, "title")
        return Registered(ident, path, table, title, len(extract.text), added=False)
    ident = _free_id(ident, known) if ident else _derived_id(file.stem, known)
    said, inferred = _with_proposed(facts, extract)
    # One title, whatever it holds: | would make two of it.
    title = said.get("title@zh", f"[{file.stem}]").replace("|", "｜")
    original = read_bytes(file, MAX_BYTES)
    kept = original if original != content else None
    cells = {
        **said,
        "id": ident,
        "title@zh": title,
        "sha256": sha256,
        "textLength": str(len(extract.text)),
        "originalSha256": hashlib.sha256(original).hexdigest() if kept else "",
    }
    line, headers = aligned(table, cells)
    line = [str(harmless(cell)) for cell in line]
    _check(table, headers, line)
    path = _write_text(folder, ident, content)
    if kept:
        _keep_original(folder, f"{ident}{file.suffix.lower()}", kept)
    append_line(table, headers, line)
    return Registered(ident, path, table, title, len(extract.text), True, inferred)


def _with_proposed(
    facts: Mapping[str, str], extract: Extract
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The facts, with what the document says of itself where nobody did."""
    found = propose_facts(extract.text, _title(extract.title))
    headline = _title(found.title)
    proposed = {"title@zh": headline, "publisher": found.publisher, "issued": found.issued}
    read = {head: text for head, text in proposed.items() if text and not facts.get(head)}
    more: dict[str, str] = dict(read)
    if "issued" in read:
        more |= {"issuedInferred": "true", "issuedBasis@zh": f"据文中“{found.basis}”"}
    if read:
        more["readFromText"] = "|".join(CALLED[head] for head in read)
    return {**more, **facts}, tuple(read.items())


def _keep_original(folder: Path, name: str, content: bytes) -> None:
    """The document as it came, beside its text: what was left out can be looked up."""
    place = folder / ORIGINALS
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise KGError(
            reason(error, Text("写不了：", "cannot be written: ")), where=str(place)
        ) from error
    if not (place / name).is_file() or (place / name).read_bytes() != content:
        write_new(place / name, content)


def _title(found: str | None) -> str | None:
    """The title a document gives itself, unless a spreadsheet would run it, or it is no title."""
    found = " ".join(INVISIBLE.sub(" ", found or "").split())
    if not found or found.startswith(("=", "+", "-", "@")) or len(found) > LONGEST_TITLE:
        return None
    return found


def _known(data: Path) -> list[Row]:
    """The sources of the data folder and of the packaged data; the other tables do not matter."""
    ontology = load()
    problems: list[Problem] = []
    tables = [
        table
        for folder in (data, find("data"))
        for table in read_folder(folder, problems)
        if (name := table_name(table.stem, ontology)) and ontology.tables[name].iri == SOURCE_CLASS
    ]
    ours = [
        problem for problem in problems if re.search(r"\b(sources|来源)(\.\w+|\])$", problem.file)
    ]
    rows = read_rows(tables, ontology, ours)
    if ours:
        raise LoadError(ours)
    return rows


def _value(row: Row, header: str) -> str:
    found = [cell.values[0] for cell in row.cells if cell.property.header == header and cell.values]
    return found[0] if found else ""


def _derived_id(stem: str, known: Sequence[Row]) -> str:
    """The name of a file as an id, in pinyin where it is Chinese: two files may come out alike."""
    if stem.isascii():
        return _free_id(stem.lower(), known)
    return fresh(slug(stem), {identifier(row.iri) for row in known})


def _free_id(ident: str, known: Sequence[Row]) -> str:
    if not SOURCE_PATTERN.fullmatch(ident):
        raise KGError(
            Text(f"“{ident}”不能作编号", f"“{ident}” cannot be an id"),
            hint=Text(
                "请用 --id 写一个编号：小写字母、数字和连字符，如 panjin-2024",
                "give one with --id: lower-case letters, digits and hyphens, such as panjin-2024",
            ),
        )
    taken = {identifier(row.iri): row for row in known}
    if ident in taken:
        title = _value(taken[ident], "title")
        raise KGError(
            Text(f"编号“{ident}”已用于《{title}》", f"the id “{ident}” is taken by “{title}”"),
            where=f"{taken[ident].file}:{taken[ident].number}",
            hint=Text("请用 --id 另取编号", "choose another with --id"),
        )
    return ident


def _write_text(folder: Path, ident: str, content: bytes) -> Path:
    path = folder / f"{ident}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == content:
            return path
    except OSError as error:
        what = reason(error, Text("写不了：", "cannot be written: "))
        raise KGError(what, where=str(folder)) from error
    write_new(path, content)
    return path


def _check(table: Path, headers: Sequence[str], line: Sequence[str]) -> None:
    """What the loader would say of the row is said before it is written."""
    ontology = load()
    problems: list[Problem] = []
    number = len(_lines(table)) + 1 if table.is_file() else 2
    filled = [(head, cell) for head, cell in zip(headers, line, strict=True) if head]
    blank = Table(
        str(table),
        "sources",
        tuple(head for head, _ in filled),
        ((number, tuple(cell for _, cell in filled)),),
    )
    for header, cell in filled:
        if INVISIBLE.search(cell):
            what = Text("含有看不见的控制字符", "holds invisible control characters")
            problems.append(
                Problem(str(table), number, header, what, Text("请重新输入", "retype it"))
            )
    rows = read_rows([blank], ontology, problems)
    known = known_things(rows, ontology)
    found = [(row, row_quads(row, (), known, problems)) for row in rows]
    problems += check_rows(found, ontology, problems)
    if problems:
        raise LoadError(problems)


def _lines(table: Path) -> list[list[str]]:
    text = table.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))
