"""Where the page of a thing is in the site, and how one page refers to another."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from kg.namespaces import ID, SOURCE

__all__ = ["LANGUAGES", "page_of", "place_of", "relative"]

# The first language stands at the root, the other in a folder.
LANGUAGES = ("zh", "en")
# What a part of a path may be long: with `.html` behind it, file systems take it.
LONGEST = 200


def place_of(iri: str) -> str:
    """The place of a thing's page within the pages of a language; nothing for other IRIs.

    >>> place_of("https://w3id.org/cooperation-kg/id/place/dalian")
    'id/place/dalian.html'
    >>> place_of("https://w3id.org/cooperation-kg/source/002")
    'source/002.html'

    RDF may hold ids that no table takes; their files lie in the folder all the same:

    >>> place_of("https://w3id.org/cooperation-kg/id/place/../a?b")
    'id/place/%2E%2E/a%3Fb.html'
    """
    for folder, base in (("id", ID), ("source", SOURCE)):
        if iri.startswith(base):
            parts = iri.removeprefix(base).split("/")
            return f"{folder}/{'/'.join(map(_part, parts))}.html"
    return ""


def _part(words: str) -> str:
    """A part of a path that any file system takes and that leads nowhere else."""
    if not words.strip("."):
        return words.replace(".", "%2E") or "%"
    safe = quote(words, safe="")
    if len(safe) <= LONGEST:
        return safe
    return f"{safe[:LONGEST]}-{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def page_of(place: str, lang: str) -> str:
    """The file of a page in a language.

    >>> page_of("index.html", "zh"), page_of("index.html", "en")
    ('index.html', 'en/index.html')
    """
    return place if lang == LANGUAGES[0] else f"{lang}/{place}"


def relative(target: str, page: str) -> str:
    """The address of a file as a page refers to it, so that the site works wherever it lies.

    >>> relative("static/site.css", "en/id/place/dalian.html")
    '../../../static/site.css'
    >>> relative("en/index.html", "index.html")
    'en/index.html'
    >>> relative("id/a/%2E%2E.html", "index.html")
    'id/a/%252E%252E.html'
    """
    return "../" * page.count("/") + quote(target)
