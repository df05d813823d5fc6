"""The query page, the pages of entities and sources, and what they load."""

from __future__ import annotations

import json
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
from kg.errors import Text
from kg.namespaces import ID, SOURCE

__all__ = ["asset", "card", "entity", "home", "named", "network"]

# The map brings a policy of its own, by the hashes of its scripts.
FRAMED = {"Content-Security-Policy": "frame-ancestors 'self'"}
VIEWS = ("pairs", "network", "geo")

# What is written on the pages.
WORDS = {
    "title": Text("区域合作知识图谱", "Regional Cooperation in China"),
    "lead": Text(
        "谁与谁结对，哪份文件说的，截至何时，原文何处。选一个问题，或直接写 SPARQL。",
        "Who is paired with whom, which document says so, as of when, and where in the text. "
        "Choose a question, or write SPARQL.",
    ),
    "skip": Text("跳到正文", "Skip to content"),
    "skip_query": Text("跳过问题，直接写查询语句", "Skip the questions, write a query"),
    "find": Text("地区、机构、园区……", "Place, organisation, park …"),
    "find_label": Text("按名称查找", "Find by name"),
    "go": Text("查找", "Find"),
    "other_language": Text("English", "中文"),
    "questions": Text("问题", "Questions"),
    "filter": Text("筛选问题", "Filter the questions"),
    "query": Text("查询语句（SPARQL）", "Query (SPARQL)"),
    "run": Text("运行", "Run"),
    "run_hint": Text("按 Ctrl + Enter 也可运行。", "Ctrl + Enter runs it."),
    "running": Text("正在查询……", "Running …"),
    "rows": Text("{n} 行，{t} 秒", "{n} rows, {t} s"),
    "row": Text("1 行，{t} 秒", "1 row, {t} s"),
    "triples": Text("三元组，{t} 秒", "triples, {t} s"),
    "more": Text(
        "只显示前 {n} 行，后面还有；下载 CSV 可得全部。",
        "Only the first {n} rows are shown; there are more. The CSV has all of them.",
    ),
    "none": Text("没有结果。", "No results."),
    "table": Text("表格", "Table"),
    "network": Text("网络图", "Network"),
    "csv": Text("下载 CSV", "Download CSV"),
    "no_entities": Text(
        "结果里没有可以画出的实体。", "The results hold no entity that could be drawn."
    ),
    "failed": Text("服务器没有答复。", "The server did not answer."),
    "no_question": Text("没有符合的问题。", "No question fits."),
    "results": Text("结果", "Results"),
    "fill": Text("填入条件", "Fill in"),
    "names": Text("又名", "Also"),
    "facts": Text("基本情况", "Facts"),
    "relations": Text("关系", "Relations"),
    "sources": Text("来源", "Sources"),
    "map": Text("网络图", "Map"),
    "map_large": Text("在新页打开", "Open in full"),
    "data": Text("数据", "Data"),
    "here": Text("本页内容", "On this page"),
    "inferred": Text("推断", "inferred"),
    "undated": Text("日期不详", "no date"),
    "link": Text("原文链接", "link"),
    "characters": Text("第 {n} 字", "characters {n}"),
    "missing": Text("没有找到", "Not found"),
    "similar": Text("是不是要找：", "Did you mean:"),
    "home": Text("回到查询页", "Back to the query page"),
    "endpoint": Text("SPARQL 端点", "SPARQL endpoint"),
    "api": Text("网页接口", "Web API"),
    "editors": Text("编者附记", "Editors' notes"),
    "conflict": Text("来源不一", "sources differ"),
    "prefixes": Text("常用前缀已经声明，不必再写。", "The usual prefixes are declared already."),
}


async def home(request: Request) -> Response:
    """The query page."""
    return _page(request, "home.html.j2")


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
        found = await _asked(request, "page", {"name": name})
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
    notes = _notes(found, language(request))
    groups = _groups(found, language(request))
    return _page(request, "entity.html.j2", found=found, groups=groups, notes=notes, iri=iri)


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


async def network(request: Request) -> Response:
    """`/map?id=…`: the map of some entities, or of one and what is around it."""
    given = parameters(request.scope["query_string"])
    view = (given.get("view") or ["network"])[0]
    if view not in VIEWS:
        raise refuse(400, f"view 须为 {'、'.join(VIEWS)}", f"view is one of {', '.join(VIEWS)}")
    asked = {
        "ids": given.get("id", [])[:500],
        "lang": language(request),
        "view": view,
        "plain": "plain" in given,
    }
    html = await _asked(request, "drawing", asked)
    return HTMLResponse(html, headers=FRAMED)


async def asset(request: Request) -> Response:
    """A style sheet or script of these pages."""
    return templates.asset(request, "query", "query.css", "map.css", "print.css")


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
        steps=lambda progress: " → ".join(
            step.in_language(lang) for step in progress_words(progress)
        ),
        **given,
    )


def _link(record: dict[str, Any]) -> str:
    """The page of an entity or a source on this server."""
    iri = record.get("iri") or ""
    if iri.startswith(ID):
        return f"/id/{iri[len(ID) :]}"
    return f"/source/{iri[len(SOURCE) :]}" if iri.startswith(SOURCE) else ""


def _notes(found: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """The sources in the order in which facts name them; each fact gets their numbers."""
    numbers: dict[str, int] = {}
    notes: list[dict[str, Any]] = []
    for row in [*found["facts"], *found["relations"]]:
        row["numbers"] = []
        for source in row["sources"]:
            if source["id"] not in numbers:
                numbers[source["id"]] = len(numbers) + 1
                notes.append({**source, "number": len(numbers), "places": {}, "corrected": []})
            note = notes[numbers[source["id"]] - 1]
            note["corrected"] += [
                words.in_language(lang)
                for words in source_notes(source)
                if words.in_language(lang) not in note["corrected"]
            ]
            _place(note["places"], source)
            if note["number"] not in row["numbers"]:
                row["numbers"].append(note["number"])
    for note in notes:
        found_at = sorted(note["places"].items(), key=lambda one: min(one[1], default=(0, 0)))
        note["places"] = {
            locator: [f"{start}–{end}" for start, end in sorted(spans)]
            for locator, spans in found_at
        }
    return notes


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
