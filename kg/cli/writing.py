"""Write what a command made, and say where it is."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.answers import say
from kg.errors import KGError, Text, reason

__all__ = ["write_file"]


def write_file(path: Path, content: bytes) -> None:
    """Write a file, or standard output for ``-``; a file is announced on stderr.

    Raises:
        KGError: if it cannot be written.
    """
    try:
        with click.open_file(str(path), "wb") as file:
            file.write(content)
    except OSError as error:
        why = reason(error)
        what = Text(f"写不了：{why.zh}", f"cannot be written: {why.en}")
        raise KGError(what, where=str(path)) from error
    if str(path) != "-":
        say(Text(f"已写好 {path}。", f"Wrote {path}."), err=True)
