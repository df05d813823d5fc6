"""Where the page of a thing is in the site, and how one page refers to another."""

from __future__ import annotations

from kg.namespaces import ID, SOURCE

__all__ = ["LANGUAGES", "page_of", "place_of", "relative"]

# The first language stands at the root, the other in a folder.
LANGUAGES = ("zh", "en")


def place_of(iri: str) -> str:
    """The place of a thing's page within the pages of a language; nothing for other IRIs.

    >>> place_of("https://w3id.org/cooperation-kg/id/place/dalian")
    'id/place/dalian.html'
    >>> place_of("https://w3id.org/cooperation-kg/source/002")
    'source/002.html'
    """
    if iri.startswith(ID):
        return f"id/{iri.removeprefix(ID)}.html"
    return f"source/{iri.removeprefix(SOURCE)}.html" if iri.startswith(SOURCE) else ""


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
    """
    return "../" * page.count("/") + target
