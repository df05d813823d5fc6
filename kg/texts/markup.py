"""Text out of WordprocessingML, as a reader sees it; and XML and JSON that would never end.

All are read as a stream, without a tree: the depth of what strangers nest costs nothing.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import Any

from kg.errors import KGError, Text
from kg.texts.lines import Pieces, feed

__all__ = ["check_json", "check_xml", "word_text"]

# RDF/XML and JSON-LD nest a few levels; what nests thousands takes for ever.
DEEPEST = 100
# Brackets of JSON, outside its strings; a string that nobody closes goes on to the end.
BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|([][{}])', re.DOTALL)

# What stands twice in a Word file: as it was before it was moved, and for programs that are old.
DOUBLES = {"moveFrom", "Fallback"}
WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# A row of a table is one line, its cells in it one after the other.
LINES = {"p", "tr"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def word_text(part: bytes) -> str:
    """The text of a part of a Word file.

    Raises:
        ValueError: if it is not well-formed, or declares a document type, which Word never does.
    """
    target = _Word()
    from lxml import etree

    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    feed(parser, part)
    return target.pieces.text()


def check_xml(path: Path) -> None:
    """Refuse XML that could blow up in a parser: with entities, or nested without end.

    Raises:
        KGError: with the reason.
        OSError: if it cannot be read.
    """
    from lxml import etree

    parser = etree.XMLParser(
        target=_Depth(), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                parser.feed(piece)
        parser.close()
    except etree.LxmlError as error:
        reason = str(error)
        raise KGError(
            Text(f"不是正确的 XML：{reason}", f"not well-formed XML: {reason}")
        ) from error


def check_json(path: Path) -> None:
    """Refuse JSON that is nested without end: JSON-LD of 20,000 levels takes 4 GB to read.

    Raises:
        KGError: with the reason.
        OSError: if it cannot be read.
    """
    if not path.stat().st_size:
        return
    depth = 0
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        for found in BRACKET.finditer(content):
            if bracket := found[1]:
                depth += 1 if bracket in b"[{" else -1
                if depth > DEEPEST:
                    what = Text(f"嵌套超过 {DEEPEST} 层", f"it nests deeper than {DEEPEST}")
                    hint = Text("请另存为 Turtle（.ttl）", "save it as Turtle (.ttl)")
                    raise KGError(what, hint=hint)


class _Depth:
    """Takes the events of the XML parser, and only counts."""

    def __init__(self) -> None:
        self.depth = 0

    def doctype(self, *_: Any) -> None:
        """With it come entities, which may multiply."""
        raise KGError(
            Text("声明了文档类型（DOCTYPE）", "it declares a document type (DOCTYPE)"),
            hint=Text("请另存为 Turtle（.ttl）", "save it as Turtle (.ttl)"),
        )

    def start(self, *_: Any) -> None:
        """An element opens."""
        self.depth += 1
        if self.depth > DEEPEST:
            what = Text(f"嵌套超过 {DEEPEST} 层", f"it nests deeper than {DEEPEST}")
            raise KGError(what, hint=Text("请另存为 Turtle（.ttl）", "save it as Turtle (.ttl)"))

    def end(self, _: str) -> None:
        """An element closes."""
        self.depth -= 1

    def close(self) -> None:
        """The end of the file."""


class _Word:
    """Takes the events of the XML parser."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self.inside: list[str] = []
        self.doubled = 0

    def doctype(self, *_: Any) -> None:
        """The standard forbids it; with it come entities."""
        raise ValueError("a document type is declared")

    def start(self, tag: str, _: Any) -> None:
        """An element opens."""
        name = _word_name(tag)
        self.inside.append(name)
        self.doubled += name in DOUBLES
        if name in LINES:
            self.pieces.add("\n")
        elif name == "tc":
            self.pieces.open_cell()
        elif name in SIGNS and not self.doubled and "r" in self.inside[-2:-1]:
            self.pieces.add(SIGNS[name])

    def end(self, tag: str) -> None:
        """An element closes."""
        self.inside.pop()
        name = _word_name(tag)
        self.doubled -= name in DOUBLES
        if name in LINES:
            self.pieces.add("\n")
        elif name == "tc":
            self.pieces.close_cell()

    def data(self, text: str) -> None:
        """Characters, which are words only in ``w:t``."""
        if self.inside and self.inside[-1] == "t" and not self.doubled:
            self.pieces.add(text)

    def close(self) -> None:
        """The end of the part."""


def _word_name(tag: str) -> str:
    for namespace in WORD:
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    # AlternateContent and its Fallback have a namespace of their own; nothing else of it counts.
    return "Fallback" if tag.endswith("}Fallback") else ""
