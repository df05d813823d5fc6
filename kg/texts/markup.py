"""Text out of HTML and WordprocessingML, as a reader sees it: blocks become lines.

All are read as a stream, without a tree: the depth of what strangers nest costs nothing.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import Any

from kg.errors import KGError, Text

__all__ = ["check_json", "check_xml", "page_text", "word_text"]

# RDF/XML and JSON-LD nest a few levels; what nests thousands takes for ever.
DEEPEST = 100
# Brackets of JSON, outside its strings; a string that nobody closes goes on to the end.
BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|([][{}])', re.DOTALL)

# What a browser does not show.
HIDDEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"}
BLOCKS = set(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select "
    "summary table tbody tfoot thead tr ul".split()
)
CELLS = {"td", "th"}
# What stands twice in a Word file: as it was before it was moved, and for programs that are old.
DOUBLES = {"moveFrom", "Fallback"}
WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def page_text(page: str) -> tuple[str | None, str]:
    r"""The title of an HTML page and its visible text.

    Raises:
        ValueError: if it cannot be read to its end.

    Example:
        >>> page_text("<title>通知</title><p>大连&amp;<b>上海</b><br>签约<script>x</script>")
        ('通知', '大连&上海\n签约\n')
    """
    target = _Page()
    from lxml import etree

    parser = etree.HTMLParser(
        target=target, encoding="utf-8", no_network=True, huge_tree=True, recover=True
    )
    _feed(parser, page.encode("utf-8", "replace"))
    return " ".join("".join(target.title).split()) or None, _lines("".join(target.found))


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
    _feed(parser, part)
    return _lines("".join(target.found))


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


def _feed(parser: Any, content: bytes) -> None:
    from lxml import etree

    try:
        parser.feed(content)
        parser.close()
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error


class _Page:
    """Takes the events of the HTML parser."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.title: list[str] = []
        self.hidden = 0
        self.kept = 0
        self.in_title = False

    def start(self, tag: str, _: Any) -> None:
        """A tag opens."""
        self.in_title = tag == "title" and not self.title
        if tag in HIDDEN:
            self.hidden += 1
        self.kept += tag == "pre"
        if tag in BLOCKS or tag == "br":
            self.found.append("\n")
        elif tag in CELLS:
            self.found.append("\t")

    def end(self, tag: str) -> None:
        """A tag closes; the parser closes whatever was left open."""
        self.in_title = False
        if tag in HIDDEN:
            self.hidden -= 1
        self.kept -= tag == "pre"
        if tag in BLOCKS:
            self.found.append("\n")

    def data(self, text: str) -> None:
        """Characters, of which white space counts only in ``pre``."""
        if self.in_title:
            self.title.append(text)
        elif not self.hidden:
            folded = text if self.kept else _one_space(text)
            self.found.append(folded)

    def close(self) -> None:
        """The end of the page."""


class _Word:
    """Takes the events of the XML parser."""

    def __init__(self) -> None:
        self.found: list[str] = []
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
        if name == "p":
            self.found.append("\n")
        elif name in SIGNS and not self.doubled and "r" in self.inside[-2:-1]:
            self.found.append(SIGNS[name])

    def end(self, tag: str) -> None:
        """An element closes."""
        self.inside.pop()
        name = _word_name(tag)
        self.doubled -= name in DOUBLES
        if name == "p":
            self.found.append("\n")

    def data(self, text: str) -> None:
        """Characters, which are words only in ``w:t``."""
        if self.inside and self.inside[-1] == "t" and not self.doubled:
            self.found.append(text)

    def close(self) -> None:
        """The end of the part."""


def _word_name(tag: str) -> str:
    for namespace in WORD:
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    # AlternateContent and its Fallback have a namespace of their own; nothing else of it counts.
    return "Fallback" if tag.endswith("}Fallback") else ""


def _one_space(text: str) -> str:
    words = " ".join(part for part in text.replace("\xa0", " ").split() if part)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and words else ""
    return before + words + after


def _lines(text: str) -> str:
    """Lines without the space around them; what is empty is no line."""
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line)
