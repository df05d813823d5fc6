"""Pages made of templates, and the style sheets and scripts that they load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.endpoint.reading import refuse
from kg.endpoint.replies import language
from kg.errors import Text
from kg.maps.templates import environment
from kg.resources import find

__all__ = ["asset", "page"]

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def page(
    request: Request,
    template: str,
    words: Mapping[str, Text],
    headers: Mapping[str, str],
    status: int = 200,
    **given: Any,
) -> Response:
    """A page in the language of the request.

    Args:
        request: what is answered.
        template: the template, by its folder and name.
        words: what the template says, in both languages.
        headers: headers besides the language.
        status: the status.
        **given: what the template tells.
    """
    lang = language(request)
    other = "en" if lang == "zh" else "zh"
    html = _template(template).render(
        lang=lang,
        other=other,
        other_address=f"{request.url.path}?lang={other}",
        words={key: text.in_language(lang) for key, text in words.items()},
        **given,
    )
    return HTMLResponse(html, status, {"Content-Language": lang, **headers})


@cache
def _template(name: str) -> jinja2.Template:
    folder, _, file = name.partition("/")
    return environment(folder).get_template(file)


def asset(request: Request, folder: str, sheet: str, *shared: str) -> Response:
    """A style sheet or script, by its exact name.

    Args:
        request: what is answered.
        folder: where the files of these pages are.
        sheet: the one style sheet of the pages: of two, one may be late, and the page stands there
            with half its style.
        *shared: style sheets of maps, which it begins with.

    Raises:
        Failed: 404 for any other name.
    """
    name = request.path_params["name"]
    content = _assets(folder, sheet, shared).get(name)
    if content is None:
        raise refuse(404, "没有这个文件", "there is no such file")
    kind = TYPES[Path(name).suffix]
    return Response(content, headers={"Content-Type": kind, "Cache-Control": "no-cache"})


@cache
def _assets(folder: str, sheet: str, shared: tuple[str, ...]) -> dict[str, bytes]:
    static = find("static")
    files = sorted((static / folder).iterdir())
    found = {file.name: file.read_bytes() for file in files if file.suffix in TYPES}
    before = b"".join((static / name).read_bytes() for name in shared)
    return found | {sheet: before + found[sheet]}
