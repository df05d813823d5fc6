"""Read requests: parameters and bodies, bounded in size and time, UTF-8 or refused."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from urllib.parse import unquote_to_bytes

from starlette.requests import ClientDisconnect, Request

from kg.endpoint.spool import Failed

__all__ = ["Parameters", "body", "media_type", "number", "parameters", "refuse", "single", "text"]

Parameters = dict[str, list[str]]


def refuse(status: int, zh: str, en: str) -> Failed:
    """A request that is answered with a status and a sentence."""
    return Failed(status, {"zh": zh, "en": en})


async def body(request: Request, most: int, seconds: float) -> bytes:
    """The body.

    Raises:
        Failed: 413 if it is too large, 408 if it comes too slowly.
    """
    length = request.headers.get("content-length", "")
    if length and _number(length, most) is None:
        raise _too_large(most)
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except TimeoutError as error:
        raise refuse(408, "请求内容来得太慢", "the body came too slowly") from error
    except ClientDisconnect as error:
        raise refuse(400, "连接中断", "the connection was closed") from error
    return b"".join(parts)


def _too_large(most: int) -> Failed:
    size = f"{most >> 20} MB"
    return refuse(413, f"请求内容超过 {size}", f"the body is larger than {size}")


def media_type(request: Request) -> str:
    """The media type of the body, without its parameters.

    Raises:
        Failed: 415 if it says another encoding than UTF-8.
    """
    name, *rest = request.headers.get("content-type", "").lower().split(";")
    for parameter in rest:
        key, _, value = parameter.strip().partition("=")
        if key == "charset" and value.strip('"') not in {"utf-8", "utf8", "us-ascii"}:
            raise refuse(415, "只接受 UTF-8 编码", "only UTF-8 is accepted")
    return name.strip()


def parameters(encoded: bytes) -> Parameters:
    """URL-encoded parameters, decoded strictly.

    Raises:
        Failed: 400 if they are not UTF-8.

    Example:
        >>> parameters(b"query=ASK+%7B%7D&x=1&x=%E5%A4%A7")
        {'query': ['ASK {}'], 'x': ['1', '大']}
    """
    found: Parameters = defaultdict(list)
    for pair in encoded.split(b"&"):
        if pair:
            name, _, value = pair.partition(b"=")
            found[_decoded(name)].append(_decoded(value))
    return dict(found)


def _decoded(value: bytes) -> str:
    return text(unquote_to_bytes(value.replace(b"+", b" ")))


def text(value: bytes) -> str:
    """Bytes as UTF-8.

    Raises:
        Failed: 400 if they are not.
    """
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse(400, "请求内容不是 UTF-8", "the request is not UTF-8") from error


def single(given: Parameters, name: str) -> str | None:
    """A parameter that may be given once.

    Raises:
        Failed: 400 if it is given several times.
    """
    values = given.get(name, [])
    if len(values) > 1:
        raise refuse(400, f"参数 {name} 只能有一个", f"give one {name}")
    return values[0] if values else None


def number(given: Parameters, name: str, most: int, least: int = 1) -> int | None:
    """A parameter that is a number from ``least`` to ``most``; None if it is not given.

    Raises:
        Failed: 400 if it is something else.

    Example:
        >>> number({"k": ["7"]}, "k", 20), number({}, "k", 20)
        (7, None)
    """
    value = single(given, name)
    found = None if value is None else _number(value, most)
    if value is not None and (found is None or found < least):
        raise refuse(
            400,
            f"{name} 须为 {least} 到 {most} 的整数",
            f"{name} is a number from {least} to {most}",
        )
    return found


def _number(value: str, most: int) -> int | None:
    # The length first: what has thousands of digits is not worth reading, and Python refuses to.
    if not (value.isascii() and value.isdigit()) or len(value) > len(str(most)):
        return None
    return found if (found := int(value)) <= most else None
