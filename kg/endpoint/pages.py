"""The query page, the pages of entities and sources, and what they load."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.differences import progress_words
from kg.editorial import source_notes
from kg.endpoint import templates
from kg.endpoint.media import GRAPHS, choose
from kg.endpoint.reading import parameters, refuse
from kg.endpoint.replies import collected, language, streamed
from kg.endpoint.spool import Failed
from kg.endpoint.words import WORDS
from kg.locators import located
from kg.namespaces import ID, SOURCE
from kg.queries.columns import columns, head

__all__ = ["asset", "card", "entity", "home", "named", "network", "queries", "refused"]

# The map brings a policy of its own, by the hashes of its scripts.
FRAMED = {"Content-Security-Policy": "frame-ancestors 'self'"}
VIEWS = ("pairs", "network", "geo")


async def home(request: Request) -> Response:
    """Where one begins: search, the programmes with their counts, the map."""
    from kg.maps.sheet.locator import locator

    found = await _asked(request, "home", {})
    lang = language(request)
    label = WORDS["whole_map"].in_language(lang)
    overview = locator(found["spots"], found["lines"], lang, label)
    return _page(request, "home.html.j2", found=found, overview=overview)


async def queries(request: Request) -> Response:
    """The packaged questions, and a place to write SPARQL."""
    lang = language(request)
    return _page(request, "query.html.j2", heads={name: head(name, lang) for name in columns()})


async def entity(request: Request) -> Response:
    """A page, or RDF, about what an IRI of ours names."""
    place = request.url.path.lstrip("/")
    iri = (SOURCE + place[7:]) if place.startswith("source/") else ID + place[3:]
    accept = request.headers.get("accept")
    media = choose(accept, ["text/html", *GRAPHS])
    if media is None:
        raise refuse(406, "没有所要求的格式", "none of the formats asked for is offered")
    name = place.partition("/")[2]
    try:
        folder = request.app.state.sources
        found = await _asked(request, "entity", {"name": name, "folder": folder})
    except Failed as failed:
        if media != "text/html":
            raise
        return _page(request, "missing.html.j2", failed.status, failed=failed)
    if found["entity"]["iri"] != iri:
        # A name, or an id that was given up: what it means has an address of its own.
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(_link(found["entity"]) + query, 301)
    if media != "text/html":
        return await _described(request, iri, media)
    lang = language(request)
    numbers, sheet = _sheet(found["sheet"], lang)
    notes = _notes(found, lang, numbers)
    groups = _groups(found, lang)
    given = {"found": found, "groups": groups, "notes": notes, "sheet": sheet}
    return _page(request, "entity.html.j2", **given)


def _sheet(sheet: Any, lang: str) -> tuple[dict[str, int], str]:
    """The sheet with which the page of a thing begins, and the numbers that it gave to sources."""
    from kg.maps.sheet import body
    from kg.maps.sheet.view import Numbers

    if sheet is None:
        return {}, ""
    numbers = Numbers()
    drawn = body(
        sheet, lang, lambda one: f"{_link(one)}?lang={lang}" if _link(one) else "", numbers
    )
    return {ident: one["number"] for ident, one in numbers.sources.items()}, drawn


async def named(request: Request) -> Response:
    """`/entity?name=…`: to the page of what a name means, for a browser without scripts."""
    given = parameters(request.scope["query_string"])
    name = (given.get("name") or [""])[0].strip()[:200]
    if not name:
        return RedirectResponse(f"/?lang={language(request)}", 303)
    try:
        found = await _asked(request, "page", {"name": name})
    except Failed as failed:
        return _page(request, "missing.html.j2", failed.status, failed=failed)
    return RedirectResponse(f"{_link(found['entity'])}?lang={language(request)}", 303)


async def card(request: Request) -> Response:
    """`/reconcile/preview?id=…`: what an entity is, in a frame of a page of an allowed site."""
    given = parameters(request.scope["query_string"])
    found = await _asked(request, "page", {"name": (given.get("id") or [""])[0][:200]})
    response = _page(request, "preview.html.j2", found=found)
    # Where a policy names who may frame a page, X-Frame-Options no longer counts.
    framing = " ".join(["'self'", *request.app.state.origins])
    policy = f"default-src 'none'; style-src 'self'; frame-ancestors {framing}"
    response.headers["Content-Security-Policy"] = policy
    return response


def refused(request: Request, failed: Failed) -> Response:
    """What went wrong, on a page that looks like the others."""
    return _page(request, "missing.html.j2", failed.status, failed=failed)


async def network(request: Request) -> Response:
    """`/map?id=…`: the map of some entities, or of one and what is around it.

    `/map?programme=…` is that of a round, `/map?all=1` of everything; where nothing is said one
    chooses on the first page.
    """
    given = parameters(request.scope["query_string"])
    if not given.keys() & {"id", "programme", "all"}:
        return RedirectResponse(f"/?lang={language(request)}#programmes", 303)
    view = (given.get("view") or ["network"])[0]
    if view not in VIEWS:
        raise refuse(400, f"view 须为 {'、'.join(VIEWS)}", f"view is one of {', '.join(VIEWS)}")
    asked = {
        "ids": given.get("id", [])[:500],
        "programme": (given.get("programme") or [""])[0][:200],
        "lang": language(request),
        "view": view,
        "plain": "plain" in given,
    }
    html = await _asked(request, "drawing", asked)
    return HTMLResponse(html, headers=FRAMED)


async def asset(request: Request) -> Response:
    """A style sheet or script of these pages."""
    return templates.asset(request, "query", "query.css", "map.css", "print.css", "sheet.css")


async def _asked(request: Request, question: str, given: dict[str, Any]) -> Any:
    order = {"op": "ask", "question": question, "given": given}
    _, content = await collected(request, order, drawing=question == "drawing")
    return json.loads(content)


async def _described(request: Request, iri: str, media: str) -> Response:
    limits = request.app.state.pool.limits
    order = {
        "op": "query",
        "query": f"DESCRIBE <{iri}>",
        "base": iri,
        "results": None,
        "graphs": media,
        "rows": limits.rows,
        "size": limits.size,
    }
    return await streamed(request, order)


def _page(request: Request, template: str, status: int = 200, **given: Any) -> Response:
    lang = language(request)
    return templates.page(
        request,
        f"query/{template}",
        WORDS,
        {"Vary": "Accept, Accept-Language"},
        status,
        link=_link,
        located=lambda place: located(place, lang),
        steps=lambda progress: " → ".join(
            step.in_language(lang) for step in progress_words(progress)
        ),
        **given,
    )


def _link(record: Mapping[str, Any]) -> str:
    """The page of an entity or a source on this server."""
    iri = record.get("iri") or ""
    if iri.startswith(ID):
        return f"/id/{iri[len(ID) :]}"
    return f"/source/{iri[len(SOURCE) :]}" if iri.startswith(SOURCE) else ""


def _notes(found: dict[str, Any], lang: str, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """The sources that facts name, by number; those that the sheet numbered keep theirs."""
    notes: dict[str, dict[str, Any]] = {}
    for row in [*found["facts"], *found["relations"]]:
        row["numbers"] = []
        for source in row["sources"]:
            number = numbers.setdefault(source["id"], len(numbers) + 1)
            told = {**source, "number": number, "places": {}, "corrected": []}
            note = notes.setdefault(source["id"], told)
            note["corrected"] += [
                words.in_language(lang)
                for words in source_notes(source)
                if words.in_language(lang) not in note["corrected"]
            ]
            _place(note["places"], source)
            if note["number"] not in row["numbers"]:
                row["numbers"].append(note["number"])
    for note in notes.values():
        found_at = sorted(note["places"].items(), key=lambda one: min(one[1], default=(0, 0)))
        note["places"] = {
            locator: [f"{start}–{end}" for start, end in sorted(spans)]
            for locator, spans in found_at
        }
    return sorted(notes.values(), key=lambda note: note["number"])


def _place(places: dict[str | None, Any], source: dict[str, Any]) -> None:
    """Add where in a source something stands: each locator once, with its stretches of text."""
    locator, start, end = source["locator"], source["start"], source["end"]
    if locator is None and start is None:
        return
    spans = places.setdefault(locator, set())
    if start is not None:
        spans.add((start, end))


def _groups(found: dict[str, Any], lang: str) -> list[tuple[str, list[dict[str, Any]]]]:
    classes = found["classes"]

    def heading(row: dict[str, Any]) -> str:
        kind = classes.get(row["entity"]["type"] or "")
        own = str(row[lang])
        dot = "·" if lang == "zh" else " · "
        return own if row["direction"] == "out" or not kind else f"{kind[lang]}{dot}{own}"

    return [(name, list(rows)) for name, rows in groupby(found["relations"], key=heading)]
