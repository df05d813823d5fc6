"""Read files that strangers name: plain ones only, no larger than they may be, without waiting."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from kg.errors import KGError, Text, reason

__all__ = ["opened", "read_bytes"]


@contextmanager
def opened(path: Path, most: int) -> Iterator[IO[bytes]]:
    """A plain file, opened for reading.

    A pipe, a device or what the system makes up while it is read may have no end, or no beginning.

    Args:
        path: the file; a link is followed.
        most: bytes that it may have.

    Raises:
        KGError: if it is none, is larger, or cannot be read.
    """
    with _plain(path, most) as file:
        yield file


def _plain(path: Path, most: int) -> IO[bytes]:
    # Whoever opens a pipe waits for its other end, unless told not to.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with ExitStack() as stack:
        try:
            file = stack.enter_context(os.fdopen(os.open(path, flags), "rb"))
            state = os.fstat(file.fileno())
            # The system calls those files, too, that it makes up while they are read.
            made_up = not state.st_size and file.read(1) != b""
        except OSError as error:
            raise _unread(path, error) from error
        if made_up or not stat.S_ISREG(state.st_mode):
            raise KGError(
                Text("不是普通文件", "this is no plain file"),
                where=str(path),
                hint=Text("目录、管道和设备不读", "folders, pipes and devices are not read"),
            )
        if state.st_size > most:
            raise _too_large(path, most)
        stack.pop_all()
        return file
    raise AssertionError


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a plain file.

    Raises:
        KGError: if it is none, is larger than ``most``, or cannot be read.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "a.txt"
        >>> _ = path.write_bytes(b"abc")
        >>> read_bytes(path, 3)
        b'abc'
    """
    with opened(path, most) as file:
        try:
            content = file.read(most + 1)
        except OSError as error:
            raise _unread(path, error) from error
    if len(content) > most:
        raise _too_large(path, most)
    return content


def _unread(path: Path, error: OSError) -> KGError:
    return KGError(reason(error, Text("读不出：", "cannot be read: ")), where=str(path))


def _too_large(path: Path, most: int) -> KGError:
    size = f"{most // 1_000_000} MB"
    what = Text(f"文件太大，超过 {size}", f"it is too large: more than {size}")
    return KGError(what, where=str(path))
