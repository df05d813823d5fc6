"""Questions over the sources, asked through the command line in both languages.

``goldens/ask.txt`` holds them: a question, the command with the columns that matter, the answer.
Each answer is checked against the sources; ``…`` at its end allows for what later data add.
"""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

GOLDEN = Path(__file__).parent / "goldens" / "ask.txt"


class Question(NamedTuple):
    """A question with the command that asks it and the lines it must give."""

    words: str
    command: str
    columns: tuple[str, ...]
    answer: tuple[str, ...]
    complete: bool


def questions(text: str) -> list[Question]:
    found = []
    for block in text.removeprefix("? ").split("\n? "):
        words, command, *answer = block.strip("\n").split("\n")
        line, _, columns = command.removeprefix("$ ").partition(" | ")
        more = answer[-1:] == ["…"]
        lines = tuple(answer[:-1] if more else answer)
        found.append(Question(words, line, tuple(columns.split()), lines, not more))
    return found


ALL = questions(GOLDEN.read_text(encoding="utf-8"))


def project(output: str, columns: tuple[str, ...]) -> list[str]:
    """The chosen columns of TSV, each line once; the heads alone are no answer."""
    if not columns:
        return [line for line in output.splitlines() if not line.startswith("partner,")]
    rows = list(csv.reader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE))
    chosen = [rows[0].index(name) for name in columns]
    return list(dict.fromkeys("\t".join(row[i] for i in chosen) for row in rows[1:]))


def test_there_are_forty_questions_in_both_languages():
    assert len(ALL) >= 40
    assert sum("--lang en" in question.command for question in ALL) >= 8


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.words)
def test_a_question_is_answered_rightly(kg, packaged_location, question):
    arguments = shlex.split(question.command)[1:]
    form = ["--format", "tsv"] if question.columns else []
    done = kg("--store", packaged_location, *arguments, *form)
    assert done.exit_code == 0, done.output
    found = project(done.stdout, question.columns)
    if question.complete:
        assert found == list(question.answer)
    else:
        assert [line for line in question.answer if line not in found] == []


def test_questions_are_read_from_the_golden_file():
    text = "? A?\n$ kg partners x | a b\n1\t2\n…\n? B?\n$ kg show y\nz\n"
    assert questions(text) == [
        Question("A?", "kg partners x", ("a", "b"), ("1\t2",), False),
        Question("B?", "kg show y", (), ("z",), True),
    ]


def test_columns_are_projected_and_lines_given_once():
    assert project("a\tb\tc\n1\t2\t3\n1\t2\t4\n", ("b", "a")) == ["2\t1"]
