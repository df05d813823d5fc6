"""Pages of the site from templates: where they lie, what they link to, in which language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from kg.errors import Text
from kg.maps.templates import environment
from kg.resources import __version__
from kg.site.addresses import LANGUAGES, page_of, place_of, relative
from kg.site.wording import WORDS

__all__ = ["Progress", "Site", "linker", "render"]

# How far the work is: what is done now, how many of how many.
Progress = Callable[[Text, int, int], None]

BOX = Markup(
    '<input id="name" type="search" autocomplete="off" spellcheck="false" role="combobox" '
    'aria-expanded="false" aria-controls="hits" aria-autocomplete="list" aria-label="{label}" '
    'placeholder="{find}" data-none="{none}">'
    '<ul id="hits" class="hits" role="listbox" aria-label="{label}" hidden></ul>'
)


@dataclass(frozen=True)
class Site:
    """What all pages share: which things have one, and what data they show."""

    version: str
    build: str
    iris: Collection[str]
    labels: Mapping[str, Text] = field(default_factory=dict)


def linker(site: Site, place: str, lang: str) -> Callable[[Mapping[str, Any]], str]:
    """The address of a record's page as the page at a place refers to it; nothing if it has none.

    >>> iri = "https://w3id.org/cooperation-kg/id/a/b"
    >>> link = linker(Site("1", "b", {iri}), "index.html", "en")
    >>> link({"iri": iri}), link({"iri": None})
    ('../en/id/a/b.html', '')
    """
    page = page_of(place, lang)

    def link(record: Mapping[str, Any]) -> str:
        iri = record.get("iri") or ""
        return relative(page_of(place_of(iri), lang), page) if iri in site.iris else ""

    return link


def render(site: Site, template: str, place: str, lang: str, **given: Any) -> bytes:
    """A page.

    Args:
        site: what all pages share.
        template: the name of the template.
        place: of the page within those of its language, ``index.html``.
        lang: ``zh`` or ``en``.
        **given: what the template tells.
    """
    page = page_of(place, lang)
    (other,) = set(LANGUAGES) - {lang}
    words = {key: text.in_language(lang) for key, text in WORDS.items()}
    box = BOX.format(label=words["find_label"], find=words["find"], none=words["no_hit"])
    told = {
        "lang": lang,
        "other": other,
        "words": words,
        "version": site.version,
        "build": site.build,
        "program": __version__,
        "labels": {name: {"zh": one.zh, "en": one.en} for name, one in site.labels.items()},
        "to": lambda target: relative(page_of(target, lang), page),
        "file": lambda target: relative(target, page),
        "map": relative("map.html", page) + ("" if lang == LANGUAGES[0] else f"#lang={lang}"),
        "link": linker(site, place, lang),
        "translation": relative(page_of(place, other), page),
        "box": lambda: box,
    }
    html = environment("site").get_template(template).render(**told, **given)
    return html.encode("utf-8")
