"""`kg serve`: endpoint and query page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.opening import store_folder
from kg.errors import Text

__all__ = ["command", "port_option", "say_started"]


def port_option(default: int) -> Callable[..., Any]:
    """The option that says on which port to serve."""
    return option(
        "--port",
        type=click.IntRange(0, 65535),
        default=default,
        metavar="PORT",
        text=Text(
            f"端口，默认 {default}；0 表示任一空闲端口",
            f"the port, {default} by default; 0 takes a free one",
        ),
    )


def say_started(told: Text, *, stays: bool = True) -> bool:
    """Say where a server answers and, if it stays, how it is stopped; returns whether it does."""
    say(told)
    if stays:
        say(Text("（按 Ctrl+C 停止）", "(Ctrl-C stops it)"), err=True)
    return stays


@declare(
    "serve",
    Text(
        "启动 SPARQL 端点和查询网页，只在本机可访问，按 Ctrl+C 停止。\n\n"
        "默认只读。加 --writable 后可用 /update 和 /store 修改；每次修改生成一个新版本。",
        "Serve a SPARQL endpoint and a query page, to this machine only, until Ctrl-C.\n\n"
        "Read-only. With --writable, /update and /store change the store; each change makes a "
        "new build.",
    ),
    "kg serve --check",
    "kg serve --port 0 --timeout 5 --check",
)
@port_option(7654)
@option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    text=Text("监听的地址，默认只在本机", "the address to listen on, by default this machine only"),
)
@option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=30.0,
    metavar="SECONDS",
    text=Text("每个查询的时限，默认 30 秒", "seconds a query may take, 30 by default"),
)
@option(
    "--max-rows",
    type=click.IntRange(1, 10_000_000),
    default=100_000,
    metavar="N",
    text=Text("一次结果的最多行数，默认 100000", "rows an answer may have, 100000 by default"),
)
@option("--writable", is_flag=True, text=Text("允许修改", "allow changes"))
@option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    text=Text("另外接受的主机名，例如反向代理的域名", "a further host name, as of a reverse proxy"),
)
@option(
    "--allow-origin",
    multiple=True,
    metavar="ORIGIN",
    text=Text("允许哪个网站的网页来查询（CORS）", "a site whose pages may ask here (CORS)"),
)
@option(
    "--sources",
    "folder",
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    text=Text(
        "原文目录（来源编号.txt）；证据页从中引用短句",
        "raw texts, named SOURCE.txt, of which sheets quote a few words",
    ),
)
@option(
    "--check",
    is_flag=True,
    text=Text("启动、报告地址，随即停止", "start, say the address, and stop at once"),
)
def command(
    port: int,
    host: str,
    timeout: float,
    max_rows: int,
    writable: bool,
    allow_host: tuple[str, ...],
    allow_origin: tuple[str, ...],
    folder: str | None,
    check: bool,
) -> None:
    """Serve until told to stop."""
    from kg.endpoint import Limits
    from kg.endpoint.server import serve

    def started(address: str) -> bool:
        told = Text(
            f"查询网页：{address}\nSPARQL 端点：{address}sparql",
            f"Query page: {address}\nSPARQL endpoint: {address}sparql",
        )
        return say_started(told, stays=not check)

    serve(
        str(store_folder(writable=writable)),
        host=host,
        port=0 if check and _by_default() else port,
        limits=Limits(timeout=timeout, rows=max_rows),
        writable=writable,
        lang=language(),
        hosts=allow_host,
        origins=allow_origin,
        sources=folder and str(Path(folder).resolve()),
        started=started,
    )


def _by_default() -> bool:
    source = click.get_current_context().get_parameter_source("port")
    return source is click.core.ParameterSource.DEFAULT
