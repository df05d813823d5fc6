"""Run the review pages on a port of this machine until somebody stops it."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from kg.deciding.desk import Desk
from kg.deciding.reliability import Coded
from kg.endpoint.review.app import application
from kg.endpoint.server import run

__all__ = ["serve_review"]


def serve_review(
    desk: Desk,
    *,
    port: int = 7655,
    lang: str = "zh",
    token: str = "",
    found: Coded | None = None,
    started: Callable[[str], bool] = lambda _: True,
) -> None:
    """Serve the pages of a folder until SIGINT or SIGTERM.

    Args:
        desk: the folder.
        port: the port; 0 takes a free one.
        lang: the language for those who ask for none.
        found: what several coders read, where that is to be settled.
        token: what opens the pages; by default one that nobody can guess.
        started: called with the address, token included, once it answers; False stops the server.

    Raises:
        StoreError: if the port is taken.
    """
    token = token or secrets.token_urlsafe(16)
    app = application(desk, token=token, lang=lang, found=found)
    run(app, "127.0.0.1", port, lambda address: started(f"{address}?token={token}"))
