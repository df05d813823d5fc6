"""Where in a source's raw text a row rests: offsets given, or found from a quote.

Offsets count code points of the raw text, half-open ``[start, end)``; the selector's IRI is
``<source>#char=start,end`` (RFC 5147).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.characters import half_width
from kg.errors import KGError, Problem, Text
from kg.loaders.hints import LONGEST, nearest
from kg.loaders.rows import Row, split
from kg.namespaces import identifier
from kg.texts.passages import as_copied, changed, longest_part, word_for_word
from kg.texts.raw import read_raw

__all__ = ["Document", "Span", "find_spans", "notes", "read_documents"]

Span = tuple[int, int]
CONTEXT = 12
OFFSET = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class Document:
    """What is known of a source: length and hash of its raw text, or its address, or neither.

    ``folder`` is where its row stands.
    """

    length: int | None
    sha256: str | None
    has_address: bool
    folder: str = ""


def read_documents(rows: list[Row]) -> dict[str, Document]:
    """The sources that the tables describe, by IRI."""
    documents = {}
    for row in rows:
        cells = {cell.property.header: cell.values[0] for cell in row.cells if cell.values}
        length = half_width(cells.get("textLength", ""))
        documents[row.iri] = Document(
            length=int(length) if OFFSET.fullmatch(length) else None,
            sha256=cells.get("sha256"),
            has_address="source" in cells,
            folder=str(Path(row.file).parent),
        )
    return documents


def find_spans(
    row: Row, documents: Mapping[str, Document], texts: Path | None, problems: list[Problem]
) -> list[Span]:
    """The spans of a row; a row about a stored text must have at least one."""
    if row.source is None:
        return []
    document = documents.get(row.source)
    if document is None:
        problems.append(
            row.problem(
                "source",
                Text(
                    f"sources 表里没有来源“{row.reserved['source']}”",
                    f"the table sources has no source “{row.reserved['source']}”",
                ),
                _known_source(row, documents),
            )
        )
        return []
    given = row.reserved["start"] or row.reserved["end"]
    if row.reserved["quote"] and (texts or not given):
        return _quoted(row, document, texts, problems)
    return _given(row, document, problems)


def _known_source(row: Row, documents: Mapping[str, Document]) -> Text:
    """The nearest ids, or those of the same folder.

    0 or 1 is 000 or 001 after a spreadsheet took it for a number.
    """
    ident, folder = row.reserved["source"], str(Path(row.file).parent)
    known = sorted(identifier(iri) for iri in documents)
    own = sorted(identifier(iri) for iri, found in documents.items() if found.folder == folder)
    close = difflib.get_close_matches(ident[:LONGEST], known, n=3, cutoff=0.6)
    same = [one for one in known if one != ident and one.lstrip("0") == ident.lstrip("0")]
    same = same if ident.isdecimal() else []
    if not same and own and set(close).isdisjoint(own):
        listed = [*own[:8], *("…" for _ in own[8:9])]
        near = "；是否为：" + "、".join(close) if close else ""
        return Text(
            f"这份数据里有：{'、'.join(listed)}{near}",
            f"these data have: {', '.join(listed)}"
            + near.replace("；是否为：", "; did you mean: ").replace("、", ", "),
        )
    if not same:
        return nearest(ident, known)
    shown = "、".join(same), ", ".join(same)
    return Text(
        f"是否为：{shown[0]}；电子表格会去掉前面的零，请把这一列的格式设为文本",
        f"did you mean: {shown[1]}; spreadsheets drop leading zeros: format the column as text",
    )


def notes(row: Row, column: str, count: int, problems: list[Problem]) -> list[str]:
    """What the columns ``locator`` and ``exception`` say of each of ``count`` spans.

    One text serves all spans; a ``|`` list is aligned with them and may have empty places.
    """
    parts = [part.strip() for part in row.reserved[column].split("|")]
    if len(parts) == 1:
        return parts * count
    if count and len(parts) != count:
        what = Text(
            f"写了 {len(parts)} 个值，依据有 {count} 处",
            f"{len(parts)} values for {count} spans",
        )
        hint = Text("只写一个，或与依据一一对应", "write one, or one for each span")
        problems.append(row.problem(column, what, hint))
        return [""] * count
    return parts[:count]


def _given(row: Row, document: Document, problems: list[Problem]) -> list[Span]:
    starts, ends = (split(half_width(row.reserved[name])) for name in ("start", "end"))
    if not starts and not ends:
        if document.length is not None:
            what = Text("没有原文依据", "no evidence is given")
            hint = Text("请填引文（或 start、end）", "give a quote (or start and end)")
            problems.append(row.problem("quote", what, hint))
        return []
    for name, offsets in (("start", starts), ("end", ends)):
        wrong = [offset for offset in offsets if not OFFSET.fullmatch(offset)]
        if wrong:
            what = Text(f"“{wrong[0]}”不是字符位置", f"“{wrong[0]}” is not an offset")
            hint = Text("写整数，多个用 | 分隔", "whole numbers, separated by |")
            problems.append(row.problem(name, what, hint))
            return []
    if len(starts) != len(ends):
        what = Text("start 与 end 不成对", "start and end do not pair up")
        hint = Text("两列各写同样多的整数，用 | 分隔", "as many numbers in each, separated by |")
        problems.append(row.problem("start", what, hint))
        return []
    spans = [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
    for start, end in spans:
        if not start < end or (document.length is not None and end > document.length):
            what = Text(f"{start}–{end} 不在原文之内", f"{start}–{end} is not within the text")
            hint = Text(
                f"原文共 {document.length} 个字符", f"the text has {document.length} characters"
            )
            problems.append(row.problem("start", what, hint if document.length else None))
            return []
    return spans


def _quoted(
    row: Row, document: Document, texts: Path | None, problems: list[Problem]
) -> list[Span]:
    text = _raw_text(row, document, texts, problems)
    if text is None:
        return []
    spans = []
    for quote in split(row.reserved["quote"]):
        found = word_for_word(text, quote)
        if len(found) == 1:
            spans += found
        elif found:
            problems.append(row.problem("quote", *_several(text, found)))
        else:
            what = Text("原文中没有这段文字", "the text does not have these words")
            problems.append(row.problem("quote", what, _as_the_text_has_it(text, quote)))
    return spans


def _several(text: str, found: list[Span]) -> tuple[Text, Text]:
    start, end = found[0]
    listed = "；".join(_in_context(text, *span) for span in found[:5])
    return (
        Text(f"原文中有 {len(found)} 处相同的文字", f"the text has it {len(found)} times"),
        Text(
            f"请把引文抄长一些，或在 start、end 填其中一处，如 {start}、{end}：{listed}",
            f"quote more, or put one of the places into start and end, such as {start} and {end}: "
            f"{listed.replace('；', '; ')}",
        ),
    )


def _as_the_text_has_it(text: str, quote: str) -> Text:
    """What the text has instead, to be copied as it is."""
    if similar := as_copied(text, quote):
        start, end = similar[0]
        words = text[start:end]
        kinds = changed(words, quote)
        zh, en = "、".join(kind.zh for kind in kinds), " and ".join(kind.en for kind in kinds)
        shown = words.replace("\n", "⏎")
        return Text(
            f"原文第 {start}–{end} 字符是“{shown}”，只有{zh}不同：可照此改，"
            f"或在 start、end 填 {start}、{end}",
            f"characters {start}–{end} of the text are “{shown}”, which differ in {en} only: copy "
            f"them, or put {start} and {end} into start and end",
        )
    part = longest_part(text, quote)
    if part is None:
        return Text("请照原文（繁简、标点）抄录", "copy them exactly as the text has them")
    start, end = part
    words = _in_context(text, start, end)
    return Text(
        f"请照原文（繁简、标点）抄录；最长的相同部分在 {words}",
        f"copy them exactly as the text has them; the longest part that it has is at {words}",
    )


def _in_context(text: str, start: int, end: int) -> str:
    around = text[max(0, start - CONTEXT) : end + CONTEXT].replace("\n", " ")
    return f"{start}–{end} …{around}…"


def _raw_text(
    row: Row, document: Document, texts: Path | None, problems: list[Problem]
) -> str | None:
    source = row.reserved["source"]
    if texts is None:
        what = Text("有引文而没有原文目录", "a quote needs the folder of raw texts")
        hint = Text("加上 --sources 目录", "add --sources DIR")
        problems.append(row.problem("quote", what, hint))
        return None
    try:
        text = read_raw([texts], source, document.sha256)
    except KGError as error:
        name = Path(error.where).name
        what = Text(f"{name} {error.what.zh}", f"{name}: {error.what.en}")
        problems.append(row.problem("quote", what, error.hint))
        return None
    if text is None:
        what = Text(f"原文目录里没有 {source}.txt", f"the raw texts have no {source}.txt")
        problems.append(row.problem("quote", what, Text("请检查 --sources", "check --sources")))
    return text
