"""What the site has once: style and scripts, the map, downloads, the ontology, what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.concepts import choices
from kg.errors import Text
from kg.exports import catalogue, distributions
from kg.namespaces import COOP, ID, identifier, local_name
from kg.ontology import load
from kg.questions.coverage import coverage
from kg.questions.sheet.shared import Shared
from kg.resources import find
from kg.site.addresses import LANGUAGES, page_of, place_of
from kg.site.downloads import Download, downloads
from kg.site.lookup import lookup
from kg.site.pages import Progress, Site, render
from kg.site.prose import ABOUT, LEAD, PROPOSE, fields
from kg.site.things import Things, names_of
from kg.sparql import Store

__all__ = ["about", "download_page", "map_page", "static", "terms"]

STYLES = ("map.css", "print.css", "sheet.css", "query/query.css", "site/site.css")
SCRIPTS = ("search.js", "propose.js")
CATALOGUE = Text(
    "数据集的目录说明（DCAT），供数据目录收录", "the data set for catalogues of data sets (DCAT)"
)

_Files = Iterator[tuple[str, bytes]]


def static(shared: Shared, found: Things) -> _Files:
    """One style sheet, the scripts, the index of names."""
    folder = find("static")
    yield "static/site.css", b"".join((folder / name).read_bytes() for name in STYLES)
    for name in SCRIPTS:
        yield f"static/{name}", (folder / "site" / name).read_bytes()
    keys = names_of(shared.store, found.things)
    yield "static/names.js", lookup(found.things, keys, shared.labels)


def map_page(store: Store, found: Things, told: Progress) -> _Files:
    """The map, which speaks both languages and leads to the sheets."""
    from kg.maps import render as drawn
    from kg.network import project

    told(Text("地图", "the map"), 0, 1)
    named = {identifier(iri): place_of(iri) for iri in found.things}
    there = sorted(name for name, place in named.items() if place == f"id/{name}.html")
    leading = {"zh": "id/{id}.html", "en": "en/id/{id}.html", "there": there}
    yield "map.html", drawn(project(store), sheets=leading).encode("utf-8")
    told(Text("地图", "the map"), 1, 1)


def download_page(store: Store, site: Site, told: Progress) -> _Files:
    """The files for download, and the page that lists them."""
    words, files = Text("下载文件", "files for download"), []
    for number, one in enumerate(downloads(store, site.version), 1):
        yield f"downloads/{one.name}", one.content
        files.append(one)
        told(words, number, number)
    what = {one.name: one.what for one in files}
    contents = {one.name: one.content for one in files}
    described = catalogue(store, distributions(contents, what))
    yield "downloads/catalogue.ttl", described
    files.append(Download("catalogue.ttl", CATALOGUE, described))
    for lang in LANGUAGES:
        listed = [
            {
                "name": one.name,
                "what": one.what.in_language(lang),
                "size": _size(len(one.content)),
                "digest": one.digest,
            }
            for one in files
        ]
        place = "downloads.html"
        yield page_of(place, lang), render(site, "downloads.html.j2", place, lang, files=listed)


def _size(count: int) -> str:
    """Bytes as people read them.

    >>> _size(900), _size(123_456), _size(7_654_321)
    ('1 KB', '123 KB', '7.7 MB')
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} KB"


def terms(site: Site) -> _Files:
    """The ontology: every class, property and concept with its definition."""
    ontology = load()
    ours = [term for iri, term in ontology.classes.items() if iri.startswith(COOP)]
    properties = [term for iri, term in ontology.properties.items() if iri.startswith(COOP)]
    known = {local_name(term.iri): term.label for term in ours}
    known |= {local_name(term.iri): term.label for term in properties}
    above = {
        term.iri: sorted(map(local_name, (term.ancestors - {term.iri}) & ontology.classes.keys()))
        for term in ours
    }
    concepts = sorted(ontology.concepts.values(), key=lambda term: (term.scheme, term.iri))
    for lang in LANGUAGES:
        given = {
            "classes": sorted(ours, key=lambda term: term.order),
            "properties": sorted(properties, key=lambda term: term.header),
            "concepts": concepts,
            "known": known,
            "above": above,
            "lang_number": LANGUAGES.index(lang),
            "local": local_name,
            "short": lambda iri: iri.removeprefix(ID),
            "colon": "：" if lang == "zh" else ": ",
            "comma": "，" if lang == "zh" else ", ",
        }
        place = "terms.html"
        yield page_of(place, lang), render(site, "terms.html.j2", place, lang, **given)


def about(shared: Shared, site: Site) -> _Files:
    """What this is, and the form by which one proposes a pairing."""
    mechanisms = [
        {"id": one.zh, "zh": one.zh, "en": one.en} for one in choices(shared.store, "mechanism")
    ]
    programmes = [row["programme"] for row in coverage(shared.store)]
    for lang in LANGUAGES:
        parts = [
            (heading.in_language(lang), [words.in_language(lang) for words in paragraphs])
            for heading, paragraphs in ABOUT
        ]
        cited = Text(
            "cooperation-kg 贡献者. 中国区域合作知识图谱：数据集[DS]. "
            f"版本 {site.version}（{site.build}）. CC BY 4.0.",
            "The cooperation-kg contributors. Regional cooperation in China: data set. "
            f"Version {site.version}, build {site.build}. CC BY 4.0.",
        )
        given = {"parts": parts, "citation": cited.in_language(lang)}
        yield (
            page_of("about.html", lang),
            render(site, "about.html.j2", "about.html", lang, **given),
        )
        said = {key: words.in_language(lang) for key, words in PROPOSE.items()}
        form: dict[str, Any] = {
            **said,
            "lead": [words.in_language(lang) for words in LEAD],
            "fields": fields(lang, mechanisms, programmes),
        }
        place = "propose.html"
        yield page_of(place, lang), render(site, "propose.html.j2", place, lang, **form)
