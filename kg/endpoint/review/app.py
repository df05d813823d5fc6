"""The application: pages and a small API for one folder of one person, behind a token."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Collection
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.deciding.columns import claim_classes
from kg.deciding.desk import Desk, own_sources, page_of
from kg.deciding.forms import column_of
from kg.deciding.reliability import Coded
from kg.deciding.sampling import plan_of
from kg.deciding.things import complete
from kg.endpoint import templates
from kg.endpoint.guard import LOOPBACK, Guard
from kg.endpoint.reading import body, parameters, refuse
from kg.endpoint.replies import refusal
from kg.endpoint.review.orders import ORDERS, pending
from kg.endpoint.review.settling import SETTLING, Cases, cases_of, texts_of
from kg.endpoint.review.words import WORDS
from kg.endpoint.spool import Failed
from kg.errors import KGError

__all__ = ["application"]

# What somebody decides at once; a form of a claim has a few thousand characters.
MOST, SECONDS = 4_000_000, 30.0


def application(
    desk: Desk,
    *,
    token: str,
    lang: str = "zh",
    found: Coded | None = None,
    hosts: Collection[str] = LOOPBACK,
) -> Starlette:
    """The pages as an ASGI application.

    Args:
        desk: the folder.
        token: without it, nothing is shown or taken.
        lang: the language for those who ask for none.
        found: what several coders read, where that is to be settled.
        hosts: the names under which it may be reached.
    """
    coding = [
        Route("/", _kept(_list)),
        Route("/text/{source}", _kept(_text)),
        Route("/api/text/{source}", _kept(_state)),
        Route("/api/text/{source}/{order}", _kept(_order), methods=["POST"]),
    ]
    settling = [
        Route("/", _kept(_settle_list)),
        Route("/settle/{source}", _kept(_settle)),
        Route("/api/settle/{source}", _kept(_cases)),
        Route("/api/settle/{source}/{order}", _kept(_settle_order), methods=["POST"]),
    ]
    app = Starlette(
        routes=[
            *(settling if found else coding),
            Route("/api/classes", _kept(_classes)),
            Route("/api/complete", _kept(_complete)),
            Route("/static/{name}", _asset),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={Failed: _failed, HTTPException: _http_error},
    )
    app.state.desk = desk
    app.state.token = token
    app.state.lang = lang
    app.state.classes = None
    app.state.cases = Cases(found) if found else None
    # One thing at a time: tables are read, changed and written.
    app.state.turn = asyncio.Lock()
    return app


def _kept(handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Only for who has the token: other programs and users of this machine have not."""

    async def checked(request: Request) -> Response:
        token = request.app.state.token
        name = "kg-review-" + hashlib.sha256(token.encode()).hexdigest()[:8]
        given = (parameters(request.scope["query_string"]).get("token") or [""])[0]
        if given and request.method == "GET" and _same(given, token):
            response = RedirectResponse(_without_token(request), 303)
            response.set_cookie(name, token, httponly=True, samesite="strict", path="/")
            return response
        if not _same(request.cookies.get(name, ""), token):
            raise refuse(
                403,
                "请打开 kg review 给出的地址（其中有令牌）",
                "open the address that `kg review` printed: it holds the token",
            )
        found: Response = await handler(request)
        return found

    return checked


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _without_token(request: Request) -> str:
    return str(request.url.remove_query_params("token").replace(scheme="", netloc=""))


async def _in_turn(request: Request, work: Callable[..., Any] | None, *given: Any) -> Any:
    """Work on the folder, one after the other, and say what is refused."""
    async with request.app.state.turn:
        try:
            assert work is not None
            return await run_in_threadpool(work, *given)
        except KGError as error:
            raise Failed(400, {one: error.message(one) for one in ("zh", "en")}) from error


async def _list(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    sources = await _in_turn(request, own_sources, desk)
    plan = plan_of(desk.home)
    order = {source: number for number, source in enumerate(plan)}
    sources.sort(key=lambda one: order.get(one["id"], len(order)))
    return _page(request, "list.html.j2", sources=sources, folder=desk.home, phases=plan)


async def _text(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    source = request.path_params["source"]
    sources = await _in_turn(request, own_sources, desk)
    found = next((one for one in sources if one["id"] == source and one["text"]), None)
    if found is None:
        raise refuse(404, "没有这个来源，或它没有原文", "there is no such source with a text")
    return _page(request, "text.html.j2", source=found)


async def _state(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    source = request.path_params["source"]

    def work() -> dict[str, Any]:
        told = {"pending": pending(desk, source), "coder": desk.coder, "blind": desk.blind}
        return page_of(desk, source) | told

    return _json(await _in_turn(request, work))


async def _settle_list(request: Request) -> Response:
    state = request.app.state
    sources = await _in_turn(request, texts_of, state.desk, state.cases)
    return _page(request, "cases.html.j2", sources=sources, folder=state.desk.home)


async def _settle(request: Request) -> Response:
    state, source = request.app.state, request.path_params["source"]
    sources = await _in_turn(request, texts_of, state.desk, state.cases)
    found = next((one for one in sources if one["id"] == source), None)
    if found is None:
        raise refuse(404, "没有这个来源", "there is no such source")
    return _page(request, "settle.html.j2", source=found)


async def _cases(request: Request) -> Response:
    state, source = request.app.state, request.path_params["source"]
    return _json(await _in_turn(request, cases_of, state.desk, state.cases, source))


async def _settle_order(request: Request) -> Response:
    work = SETTLING.get(request.path_params["order"])
    given = await _given(request, work)
    state, source = request.app.state, request.path_params["source"]
    return _json(await _in_turn(request, work, state.desk, state.cases, source, given))


async def _classes(request: Request) -> Response:
    state = request.app.state
    if state.classes is None:
        state.classes = await _in_turn(request, claim_classes, state.desk.loaded)
    return _json(state.classes)


async def _complete(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    given = parameters(request.scope["query_string"])
    kind, header, text = ((given.get(name) or [""])[0][:200] for name in ("class", "column", "q"))

    def work() -> list[dict[str, Any]]:
        term = column_of(desk.loaded, kind, header)
        near = given.get("near", [])[:200]
        return complete(text, term, desk.things, desk.loaded, near) if term else []

    return _json(await _in_turn(request, work))


async def _order(request: Request) -> Response:
    work = ORDERS.get(request.path_params["order"])
    given = await _given(request, work)
    desk: Desk = request.app.state.desk
    return _json(await _in_turn(request, work, desk, request.path_params["source"], given))


async def _given(request: Request, work: Callable[..., Any] | None) -> Any:
    """What somebody decided. A form of another site cannot send it: it is no form's media type."""
    if work is None:
        raise refuse(404, "没有这个地址", "there is nothing here")
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise refuse(415, "请求内容须为 JSON", "the body must be JSON")
    try:
        return json.loads(await body(request, MOST, SECONDS))
    except (ValueError, RecursionError) as error:
        raise refuse(400, "请求内容不是 JSON", "the body is not JSON") from error


def _json(content: Any) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})


async def _asset(request: Request) -> Response:
    return templates.asset(request, "review", "review.css", "map.css")


def _page(request: Request, template: str, **given: Any) -> Response:
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    desk: Desk = request.app.state.desk
    words = {**WORDS, "no_draft": WORDS["no_draft_blind" if desk.blind else "no_draft"]}
    given = {"coder": desk.coder, "blind": desk.blind, **given}
    return templates.page(request, f"review/{template}", words, headers, **given)


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Failed)
    return refusal(request, error)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {"zh": "没有这个地址", "en": "there is nothing here"}
    if error.status_code == 405:
        words = {"zh": "这里不接受这种请求方法", "en": "this method is not allowed here"}
    return refusal(request, Failed(error.status_code, words))
