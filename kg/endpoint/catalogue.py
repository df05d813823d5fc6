"""The data set for catalogues of data sets: DCAT at `/dataset` and `/.well-known/dcat`."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.replies import collected

__all__ = ["catalogue"]


async def catalogue(request: Request) -> Response:
    """What the server holds, in which versions, under which licence, and how it is asked."""
    order = {"op": "ask", "question": "catalogue", "given": {"base": str(request.base_url)}}
    _, content = await collected(request, order)
    return Response(json.loads(content), media_type="text/turtle")
