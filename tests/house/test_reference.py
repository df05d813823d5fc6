"""The pages of commands, functions and the web API say what these say of themselves."""

from __future__ import annotations

import pytest

from tools.make_reference_docs import pages


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_reference_pages_are_those_that_are_made(root, made):
    for path, text in made.items():
        written = (root / path).read_text(encoding="utf-8")
        assert written == text, f"{path} is out of date; run: python tools/make_reference_docs.py"


def test_no_command_and_no_question_is_missing(made):
    from kg.cli import COMMANDS
    from kg.endpoint.declared import QUESTIONS

    for lang in ("", ".zh"):
        assert all(f"### kg {name}\n" in made[f"docs/cli{lang}.md"] for name in COMMANDS)
        assert all(f"## /api/{name}\n" in made[f"docs/http{lang}.md"] for name in QUESTIONS)
