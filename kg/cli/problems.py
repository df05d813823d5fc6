"""Print problems in the words of the tables: file, row, column, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from kg.cli.bilingual import language
from kg.cli.output import print_values
from kg.errors import Problem

__all__ = ["print_problems", "problem_records"]


def problem_records(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON has them; ``row`` is None where no row of a table is known."""
    return [
        {
            "file": found.file,
            "row": found.row or None,
            "column": found.column or None,
            "what": found.what._asdict(),
            "hint": found.hint._asdict() if found.hint else None,
        }
        for found in problems
    ]


def print_problems(problems: Sequence[Problem], form: str) -> None:
    """One problem a line, as `kg build` says them, or its parts as CSV or TSV."""
    lang = language()
    if form == "table":
        for found in problems:
            click.echo(found.message(lang))
        return
    lines = [
        [
            found.file,
            found.row or None,
            found.column,
            found.what.in_language(lang),
            found.hint.in_language(lang) if found.hint else None,
        ]
        for found in problems
    ]
    print_values(["file", "row", "column", "what", "hint"], lines, form)
