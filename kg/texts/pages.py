"""Text out of HTML, as a reader of the page sees it: the article, without what stands around it.

Left out is what a browser does not show, and what every page of a site repeats: navigation, side
bars, footers. An element is taken for one of these by its tag, its role, or a class or id that is
one of the usual words; one that is only called so and holds the heading or the article is not.

Read as a stream, without a tree: the depth of what strangers nest costs nothing.
"""

from __future__ import annotations

import re
from typing import Any

from kg.texts.lines import Pieces, feed, one_space

__all__ = ["page_text"]

# What a browser does not show.
HIDDEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"}
HIDDEN |= {"rp", "datalist", "audio", "video", "canvas"}
BLOCKS = set(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select "
    "summary table tbody tfoot thead tr ul".split()
)
CELLS = {"td", "th"}
AROUND = {"nav", "aside", "footer"}
ROLES = {"navigation", "complementary", "contentinfo", "search", "menu", "menubar"}
# Whole words of a class or an id.
CALLED = set(
    "nav navbar navigation topnav subnav sidenav mainnav menu topmenu sidemenu submenu sidebar "
    "side-bar aside footer foot bottom-nav copyright breadcrumb breadcrumbs crumb crumbs sharebar "
    "share related recommend recommended hotnews hot-news friendlink friend-link friendlinks "
    "pagination pager".split()
)
# Where one of these stands the article is.
ARTICLE = {"h1", "article", "main"}
NONE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
SHOWN = re.compile(r"display\s*:\s*(?!none)[a-z]", re.IGNORECASE)
SIMPLE = re.compile(r"[.#][\w-]+")
# What is longer is no style sheet that hides a few things.
LONGEST_SHEET = 1_000_000


def page_text(page: str) -> tuple[str | None, str]:
    r"""The title of an HTML page and its visible text.

    Raises:
        ValueError: if it cannot be read to its end.

    Example:
        >>> page_text("<title>通知</title><p>大连&amp;<b>上海</b><br>签约<script>x</script>")
        ('通知', '大连&上海\n签约\n')
        >>> page_text("<div class=nav>首页</div><p>大连<i hidden>（注）</i></p><footer>权</footer>")
        (None, '大连\n')
    """
    target = _Page()
    from lxml import etree

    parser = etree.HTMLParser(
        target=target, encoding="utf-8", no_network=True, huge_tree=True, recover=True
    )
    feed(parser, page.encode("utf-8", "replace"))
    return " ".join("".join(target.title).split()) or None, target.pieces.text(target.article)


class _Page:
    """Takes the events of the HTML parser."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self.title: list[str] = []
        self.sheet: list[str] = []
        self.in_title = False
        self.hidden_names: set[str] = set()
        # Of each open element: its tag, whether it is hidden, whether it opened what is around.
        self.open: list[tuple[str, bool, bool]] = []
        self.hidden = 0
        self.kept = 0
        # The outermost element that is around the article, by number; 0 is the article.
        self.around = 0
        self.number = 0
        self.article = {0}

    def start(self, tag: str, attributes: Any) -> None:
        """A tag opens."""
        self.number += 1
        self.in_title = tag == "title" and not self.title
        named = _names(attributes)
        hidden = tag in HIDDEN or _is_hidden(tag, attributes) or bool(named & self.hidden_names)
        around = not self.around and _is_around(tag, attributes, named)
        self.open.append((tag, hidden, around))
        self.hidden += hidden
        if around:
            self.around = self.number
            if tag in AROUND:
                # Said by its tag: nothing in it makes an article of it.
                self.around = -self.number
        elif tag in ARTICLE and self.around > 0:
            self.article.add(self.around)
        self.kept += tag == "pre"
        if tag in BLOCKS or tag == "br":
            self._add("\n")
        elif tag in CELLS:
            self.pieces.open_cell(self.around)

    def end(self, tag: str) -> None:
        """A tag closes; the parser closes whatever was left open."""
        self.in_title = False
        while self.open:
            name, hidden, around = self.open.pop()
            self.hidden -= hidden
            self.kept -= name == "pre"
            if around:
                self.around = 0
            if name == "style":
                self.hidden_names |= _hiding("".join(self.sheet))
                self.sheet.clear()
            if name in CELLS:
                self.pieces.close_cell()
            if name == tag:
                break
        if tag in BLOCKS:
            self._add("\n")

    def data(self, text: str) -> None:
        """Characters, of which white space counts only in ``pre``."""
        tag = self.open[-1][0] if self.open else ""
        if self.in_title:
            self.title.append(text)
        elif tag == "style":
            self.sheet.append(text)
        elif not self.hidden:
            self._add(text if self.kept else one_space(text))

    def _add(self, text: str) -> None:
        self.pieces.add(text, self.around)

    def close(self) -> None:
        """The end of the page."""


def _names(attributes: Any) -> set[str]:
    """Its classes and its id, as a style sheet calls them."""
    classes = {f".{name}" for name in (attributes.get("class") or "").split()}
    ident = attributes.get("id")
    return classes | {f"#{ident}"} if ident else classes


def _is_hidden(tag: str, attributes: Any) -> bool:
    return (
        "hidden" in attributes
        or (tag == "dialog" and "open" not in attributes)
        or bool(NONE.search(attributes.get("style") or ""))
    )


def _is_around(tag: str, attributes: Any, named: set[str]) -> bool:
    if tag in ("html", "body") or tag in ARTICLE:
        return False
    called = {name[1:].lower() for name in named}
    return tag in AROUND or (attributes.get("role") or "").lower() in ROLES or bool(called & CALLED)


def _hiding(sheet: str) -> set[str]:
    """The classes and ids that a style sheet hides, and nowhere shows.

    >>> sorted(_hiding(".a, #b {display: none} .tab {display:none} .tab.on {display:block}"))
    ['#b', '.a']
    >>> _hiding("@media print { .a {display: none} }")
    set()
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    depth, selector = 0, ""
    plain = re.sub(r"/\*.*?\*/", "", sheet[:LONGEST_SHEET], flags=re.DOTALL)
    for piece in re.split(r"([{}])", plain):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif not depth:
            selector = piece
        elif depth == 1 and not selector.lstrip().startswith("@"):
            if NONE.search(piece):
                parts = [part.strip() for part in selector.split(",")]
                hidden |= {part for part in parts if SIMPLE.fullmatch(part)}
            elif SHOWN.search(piece):
                shown |= set(SIMPLE.findall(selector))
    return hidden - shown
