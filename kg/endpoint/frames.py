"""How the server and its child processes talk: frames over pipes.

A request is four bytes of length and JSON. An answer is frames, each one byte that says what it
is, four bytes of length and the content: ``H`` a head as JSON, ``D`` data, ``E`` the end as JSON,
``X`` an error as JSON.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

__all__ = ["DATA", "END", "ERROR", "FRAME", "HEAD", "LENGTH", "read_request", "request", "write"]

HEAD, DATA, END, ERROR = b"H", b"D", b"E", b"X"
LENGTH = struct.Struct(">I")
FRAME = struct.Struct(">cI")


def request(value: dict[str, Any]) -> bytes:
    r"""A request as bytes.

    >>> request({"op": "stop"})
    b'\x00\x00\x00\x0e{"op": "stop"}'
    """
    text = json.dumps(value).encode("ascii")
    return LENGTH.pack(len(text)) + text


def read_request(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next request, or None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    text = stream.read(LENGTH.unpack(head)[0])
    value: dict[str, Any] = json.loads(text)
    return value


def write(stream: IO[bytes], kind: bytes, content: bytes | dict[str, Any]) -> None:
    """One frame of an answer."""
    if isinstance(content, dict):
        content = json.dumps(content).encode("ascii")
    stream.write(FRAME.pack(kind, len(content)) + content)
    stream.flush()
