"""Citations of sources and claims: GB/T 7714, APA, BibTeX; with locator and data version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims import citations, read_sources, read_statements, unplaced
from kg.entities import Record, describe
from kg.errors import KGError, Text
from kg.locators import located
from kg.namespaces import COOP, DATASET, GAZETTEER, PREFIXES, SOURCE, SOURCES, identifier
from kg.questions.sources import titles
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Citation, Source

__all__ = ["STYLES", "cite", "written"]

ABOUT = f"SELECT ?property ?value WHERE {{ GRAPH <{SOURCES}> {{ $subject ?property ?value }} }}"

STYLES = ("gbt7714", "apa", "bibtex")

MONTHS = {
    f"{number:02}": name
    for number, name in enumerate(
        "January February March April May June July August September October November "
        "December".split(),
        1,
    )
}
# BibTeX counts braces also behind a backslash, so that none may stand alone.
TEX = {char: f"\\{char}" for char in "#$%&_"} | {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def cite(store: Store, iri: str, style: str = "gbt7714") -> list[Citation]:
    """One citation per source of a claim, or the one of a source.

    Args:
        store: an open store.
        iri: of a claim or a source.
        style: ``gbt7714``, ``apa`` or ``bibtex``.

    Returns:
        ``{"citation", "style", "source", "locator", "version", "build", "iri", "sources"}``.

    Raises:
        KGError: if no source states it.

    Example:
        >>> import kg
        >>> row, = cite(kg.open(), "https://w3id.org/cooperation-kg/source/000")
        >>> row["citation"].startswith("国际在线（转自大连日报）. 大连")
        True
    """
    if style not in STYLES:
        raise KGError(
            Text(f"没有“{style}”这种格式", f"there is no style “{style}”"),
            hint=Text("可用：" + "、".join(STYLES), "known: " + ", ".join(STYLES)),
        )
    if iri.startswith(SOURCE):
        record = read_sources(store, [iri])[iri]
        places = [unplaced(record)]
        about = None
    else:
        statements = read_statements(store, [iri]).get(iri, [])
        places = citations(statements, read_sources(store, {one.source for one in statements}))
        about = describe(store, [iri])[iri]
    if not places:
        raise KGError(
            Text(
                "它不是来源，也不是来源写明的陈述，无从引用",
                "it is neither a source nor a claim that a source states: there is nothing to cite",
            ),
            where=identifier(iri),
            hint=Text(
                f"kg show {identifier(iri)} --all --format csv 列出说到它的陈述及编号",
                f"`kg show {identifier(iri)} --all --format csv` lists the claims that name it, "
                "with their ids",
            ),
        )
    dataset = _facts(store, DATASET)
    version = dataset.get(PREFIXES["owl"] + "versionInfo", "")
    build = dataset.get(PREFIXES["dcterms"] + "identifier", "")[:12]
    english = titles(store, "en") if style != "gbt7714" else {}
    by_source: dict[str, list[Source]] = {}
    for place in places:
        by_source.setdefault(place["id"], []).append(place)
    return [
        {
            "citation": written(
                style,
                found[0],
                key=_key(identifier(iri) if about else "source", ident),
                english=english.get(ident, ""),
                seen=_facts(store, SOURCE + ident).get(COOP + "recordedOn", ""),
                locator=_locator(found) or "",
                locator_en=_locator_en(found),
                about=about["zh"] if about else "",
                about_en=about["en"] if about else "",
                iri=iri,
                version=version,
                build=build,
            ),
            "style": style,
            "source": ident,
            "locator": _locator(found),
            "version": version,
            "build": build,
            "iri": iri,
            "sources": found,
        }
        for ident, found in by_source.items()
    ]


def _facts(store: Store, iri: str) -> dict[str, str]:
    rows = select(store, ABOUT, subject=ox.NamedNode(iri))
    return {row["property"].value: row["value"].value for row in rows}


def written(style: str, source: Record, **told: str) -> str:
    """A citation of one source.

    Args:
        style: one of ``STYLES``.
        source: its record; the locator in it does not count.
        **told: ``locator`` and ``locator_en``, ``english`` (the title), ``seen`` (when it was
            looked at), ``about`` and ``about_en`` (what is cited for), ``key`` (BibTeX); all of
            these may be left out. ``iri``, ``version`` and ``build`` may not.
    """
    part = {
        **dict.fromkeys(("key", "english", "seen", "about", "about_en"), ""),
        **dict.fromkeys(("locator", "locator_en"), ""),
        **{name: source[name] or "" for name in ("title", "publisher", "issued", "url")},
        "inferred": "yes" if source["inferred"] else "",
        "kind": _kind(source),
        **told,
    }
    return {"gbt7714": _gbt7714, "apa": _apa, "bibtex": _bibtex}[style](part)


def _key(*names: str) -> str:
    return re.sub(r"\W+", "-", "-".join(names)).strip("-")


def _locator(places: list[Source]) -> str | None:
    names = dict.fromkeys(place["locator"] for place in places if place["locator"])
    spans = [f"{place['start']}–{place['end']}" for place in places if place["start"] is not None]
    words = [*names, *([f"第 {'、'.join(spans)} 字符"] if spans else [])]
    return "，".join(words) or None


def _locator_en(places: list[Source]) -> str:
    names = dict.fromkeys(located(place["locator"], "en") for place in places if place["locator"])
    spans = [f"{place['start']}–{place['end']}" for place in places if place["start"] is not None]
    return ", ".join([*names, *([f"characters {', '.join(spans)}"] if spans else [])])


def _kind(source: Record) -> str:
    """The code of GB/T 7714 for what a source is, as far as its record tells.

    A newspaper is told by its name (大连日报); a web page that reprints one is a web page. What is
    official and has no address may be anything.
    """
    if SOURCE + source["id"] == GAZETTEER:
        return "DS"
    on_line = "/OL" if source["url"] else ""
    if source["reliability"] == "press" and (source["publisher"] or "").endswith("报"):
        return f"N{on_line}"
    return "EB/OL" if on_line or source["reliability"] != "official" else "Z"


def _gbt7714(part: dict[str, str]) -> str:
    """GB/T 7714—2015, sequential: 责任者. 题名[类型]. (日期)[引用日期]. 地址.

    What appeared in a newspaper stands under the name of the newspaper: 题名[N]. 报纸名, 日期.
    """
    issued = f"[{part['issued']}]" if part["inferred"] else part["issued"]
    seen = f"[{part['seen']}]" if part["seen"] and part["kind"].endswith("/OL") else ""
    if part["kind"].startswith("N"):
        author = "佚名"
        dated = f"{part['publisher']}{', ' if issued else ''}{issued}"
    else:
        author = part["publisher"] or "佚名"
        dated = f"({issued})" if issued else ""
    head = f"{author}. {part['title']}[{part['kind']}]"
    text = ". ".join([head, *filter(None, (f"{dated}{seen}", part["locator"], part["url"]))]) + "."
    named = f"“{part['about']}”，" if part["about"] else ""
    data = f"数据版本 {part['version']}（{part['build']}）"
    return f"{text} 见：cooperation-kg，{named}{data}，{part['iri']}"


def _apa(part: dict[str, str]) -> str:
    issued = "–".join(map(_apa_date, part["issued"].split("/"))) or "n.d."
    if part["inferred"]:
        issued = f"ca. {issued}"
    title = part["title"] + (f" [{part['english'].strip('[]')}]" if part["english"] else "")
    place = f" ({part['locator_en']})" if part["locator_en"] else ""
    author = f"{part['publisher']}. ({issued}). " if part["publisher"] else ""
    text = f"{author}{title}{place}." if author else f"{title}{place}. ({issued})."
    url = f" {part['url']}" if part["url"] else ""
    named = f"“{part['about_en']}”, " if part["about_en"] else ""
    return (
        f"{text}{url} As recorded in cooperation-kg, {named}data version {part['version']} "
        f"(build {part['build']}), {part['iri']}"
    )


def _apa_date(date: str) -> str:
    """``2019-03-13`` as ``2019, March 13``."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return " ".join(
        filter(None, (f"{year}," if month else year, MONTHS.get(month), day.lstrip("0")))
    )


def _bibtex(part: dict[str, str]) -> str:
    note = f"cooperation-kg data {part['version']} (build {part['build']}), {part['iri']}"
    fields = {
        "title": part["title"],
        "author": part["publisher"],
        "year": part["issued"][:4],
        "date": part["issued"],
        "pages": part["locator"],
        "url": part["url"],
        "urldate": part["seen"] if part["url"] else "",
        "note": note + ("; date inferred" if part["inferred"] else ""),
    }
    # An address is taken letter by letter: a backslash in it would lead elsewhere.
    written = {
        name: text if name == "url" else _escaped(text) for name, text in fields.items() if text
    }
    if part["publisher"]:
        # The name of an institution is no first and last name.
        written["author"] = f"{{{written['author']}}}"
    lines = [f"  {name} = {{{text}}}" for name, text in written.items()]
    return f"@misc{{{part['key']},\n" + ",\n".join(lines) + "\n}"


def _escaped(text: str) -> str:
    return "".join(TEX.get(char, char) for char in text)
