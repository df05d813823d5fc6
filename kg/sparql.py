"""SPARQL: who answers it, what text may reach the engine, and what its complaints mean.

No parser of ours can be trusted to see what Oxigraph sees, so the raw text decides
(docs/architecture.md, "Safety").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import QueryError, Text

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = [
    "MAX_QUERY_BYTES",
    "Store",
    "check_query",
    "form",
    "mentions",
    "prologue",
    "rows_of",
    "selected",
    "syntax_error",
]

MAX_QUERY_BYTES = 1_000_000
MAX_NESTING = 500
MAX_REASON = 160
# Of the line that is wrong, so much is looked at.
SEEN = 300
# What stands in strings, IRIs and comments does not nest, and must not seem to close anything. A
# string that nobody closes goes on to the end of its line, or of the text: were it tried again
# from each of its quotes, 40 KB of them would take a quarter of a minute.
BRACKET = (
    r"""(?sm)\"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3}|\\?\Z)|'{3}(?:[^'\\]++|\\.|'(?!''))*+(?:'{3}|\\?\Z)"""
    r"""|"(?:[^"\\\n]++|\\[^\n])*+(?:"|\\?$)|'(?:[^'\\\n]++|\\[^\n])*+(?:'|\\?$)"""
    r"""|<[^<>"{}|^`\\\s]*+>|\#[^\n]*+|([][(){}])"""
)

# Where a pattern begins, or a dataset; a variable may have either name.
PATTERN = r"(?i)(?<![?$\w])(?:FROM|WHERE)\b|\{"
FORM = r"(?i)\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b"
NOISE = (
    r"""(?m)<[^<>"{}|^`\\\s]*+>|\#[^\n]*+"""
    r"""|"(?:[^"\\\n]++|\\[^\n])*+(?:"|\\?$)|'(?:[^'\\\n]++|\\[^\n])*+(?:'|\\?$)"""
)


class Store(Protocol):
    """What can be asked and read: a store of pyoxigraph, or an endpoint far away."""

    def query(
        self,
        query: str,
        *,
        prefixes: Any = None,
        base_iri: str | None = None,
        default_graph: Any = None,
        named_graphs: Any = None,
    ) -> Any:
        """Solutions, triples or a boolean, as `pyoxigraph.Store.query` gives them."""

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads."""

    def quads_for_pattern(
        self, subject: None, predicate: None, object: None, graph_name: ox.DefaultGraph, /
    ) -> Iterator[ox.Quad]:
        """All of the merge."""


def check_query(text: str, *, allow_network: bool = False) -> None:
    """Refuse what must not reach the parser: network access, size, nesting.

    Raises:
        QueryError: with the reason.
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise QueryError(
            Text("查询里有不成字符的代码", "the query holds half a character (a lone surrogate)"),
            hint=Text("请重新输入", "retype it"),
        )
    if not allow_network and mentions(text, "service"):
        raise QueryError(
            Text(
                "查询文本里含有 service，可能访问网络，因此不执行",
                "the text contains `service`, which may reach the network, and is refused",
            ),
            hint=Text("确需访问请加 --allow-network", "add --allow-network if you mean it"),
        )
    if len(text.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
        raise QueryError(Text("查询超过 1 MB", "the query is larger than 1 MB"))
    if _nests_deeper(text, MAX_NESTING):
        raise QueryError(
            Text(f"查询的括号嵌套超过 {MAX_NESTING} 层", f"brackets nest deeper than {MAX_NESTING}")
        )


def mentions(text: str, word: str) -> bool:
    r"""Whether the raw text holds a word anywhere, in any case, also behind ``\u`` escapes.

    >>> mentions("SERV\u0049CE <http://example.org/>", "service")
    True
    """
    return word in (text + _unescaped(text)).lower()


def _unescaped(text: str) -> str:
    # By the letter of SPARQL, \\uXXXX is resolved before keywords are read.
    return re.sub(
        r"\\u([0-9a-fA-F]{4})|\\U00([01][0-9a-fA-F]{5})",
        lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)),
        text,
    )


def _nests_deeper(text: str, most: int) -> bool:
    depth = 0
    for found in re.finditer(BRACKET, text):
        if bracket := found[1]:
            depth += 1 if bracket in "([{" else -1
            if depth > most:
                return True
    return False


def syntax_error(query: str, message: str) -> Text:
    """The engine's complaint about a query or an update: where it is wrong, and by what."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return Text(f"SPARQL 有误：{message}", f"the SPARQL is wrong: {message}")
    line, column = int(found[1]), int(found[2])
    text = (query.split("\n") + [""] * line)[line - 1]
    before, rest = text[max(0, column - 1 - SEEN) : column - 1], text[column - 1 :][:SEEN]
    prefixed = re.search(r"([\w-]*):\S*\s*$", before)
    if prefixed and "Prefix not found" in found[3]:
        name = prefixed[1]
        return Text(
            f"SPARQL 第 {line} 行：前缀“{name}:”没有声明",
            f"SPARQL error in line {line}: the prefix “{name}:” is not declared",
        )
    token = re.match(r"\s*(\w+|\S{0,20})", rest)
    shown = token[1] if token and token[1] else ""
    reason = " ".join(found[3].split())
    # The parser may list every character that could have followed: of no help to anybody.
    reason = reason if len(reason) <= MAX_REASON else ""
    zh = f"，不应出现“{shown}”" if shown else "，语句在这里不完整"
    en = f", at “{shown}”" if shown else ", where the query ends too early"
    return Text(
        f"SPARQL 第 {line} 行第 {column} 列有误{zh}" + (f"（{reason}）" if reason else ""),
        f"SPARQL error in line {line}, column {column}{en}" + (f" ({reason})" if reason else ""),
    )


def form(query: str) -> str:
    r"""What a query asks for: SELECT, ASK, CONSTRUCT or DESCRIBE; empty if nothing of these.

    >>> form("# ask\nSELECT * {}")
    'SELECT'
    """
    found = re.search(FORM, re.sub(NOISE, " ", query))
    return found[1].upper() if found else ""


def selected(query: str) -> set[str] | None:
    """The variables that a SELECT names; None if it names none, or is none.

    >>> sorted(selected("SELECT ?a (COUNT(?b) AS ?n) WHERE { ?a ?p ?b }")), selected("SELECT * {}")
    (['a', 'n'], None)
    """
    blank = re.sub(NOISE, " ", query)
    found = re.search(FORM, blank)
    if not found or found[1].upper() != "SELECT":
        return None
    head = re.split(PATTERN, blank[found.end() :], maxsplit=1)[0]
    outside = re.sub(r"\(", " ( ", head).replace(")", " ) ").split()
    names, depth = set(), 0
    for before, word in pairwise(["", *outside]):
        depth += (word == "(") - (word == ")")
        if word[0] in "?$" and (depth == 0 or (depth == 1 and before.upper() == "AS")):
            names.add(word[1:])
    return names or None


def prologue(query: str, prefixes: Mapping[str, str], base: str | None) -> str:
    """The prefixes that the query uses; an engine may refuse those it declares again."""
    text = re.sub(NOISE, " ", query)
    used = set(re.findall(r"([A-Za-z][\w-]*):", text))
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w-]*):", text))
    lines = [f"BASE <{base}>"] if base else []
    lines += [
        f"PREFIX {name}: <{iri}>"
        for name, iri in prefixes.items()
        if name in used and name not in declared
    ]
    return "".join(f"{line}\n" for line in lines)


def rows_of(query: str) -> str | None:
    """What has as many rows as a CONSTRUCT or DESCRIBE starts from; None if it has no pattern."""
    # What could be mistaken for a bracket or a word is blanked, so that places stay the same.
    blank = re.sub(NOISE, lambda found: " " * len(found[0]), query)
    form = re.search(FORM, blank)
    assert form is not None
    place = form.end()
    if form[1].upper() == "CONSTRUCT" and blank[place:].lstrip().startswith("{"):
        depth = 0
        for found in re.finditer(r"[{}]", blank):
            depth += 1 if found[0] == "{" else -1
            place = found.end()
            if depth == 0:
                break
    pattern = re.search(PATTERN, blank[place:])
    if not pattern:
        return None
    return f"{query[: form.start()]}SELECT (1 AS ?kg_one) {query[place + pattern.start() :]}"
