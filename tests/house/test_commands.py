"""Every command explains itself in both languages, with examples that run on the packaged data."""

from __future__ import annotations

import shlex
import subprocess
import sys

import click
import pytest

from kg.cli import main

HEADINGS = {"zh": "示例", "en": "Examples"}
# What click says by itself, in English whatever the language.
CLICKS_OWN = ("Usage:", "Options:", "Commands:", "Show this message", "[required]", "[default:")
# What one answer needs none of; each costs tens or hundreds of milliseconds to import.
HEAVY = {"IPython", "jinja2", "networkx", "numpy", "openpyxl", "pyshacl", "pyvis", "rdflib"}

COMMANDS = sorted(main.list_commands(click.Context(main)))


def examples(text: str, heading: str) -> list[str]:
    """Return the command lines under the heading."""
    lines = [line.strip() for line in text.splitlines()]
    starts = [n for n, line in enumerate(lines) if line.rstrip(":：") == heading]
    return [line for line in lines[starts[0] + 1 :] if line.startswith("kg ")] if starts else []


def is_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


@pytest.fixture
def help_of(kg):
    def text(name, lang):
        return kg(name, "--help", lang=lang).stdout

    return text


def test_the_commands_of_the_design_are_there():
    assert {"build", "map", "ontology", "partners", "query"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_complete_in_both_languages(help_of, name):
    zh, en = help_of(name, "zh"), help_of(name, "en")
    for text in (zh, en):
        assert name in text
    prose = [line for line in en.splitlines() if not line.strip().startswith("kg ")]
    assert is_chinese(zh)
    assert [words for words in CLICKS_OWN if words in zh] == []
    assert [line for line in prose if is_chinese(line)] == []
    assert examples(zh, HEADINGS["zh"]), "no example under 示例"
    assert len(examples(zh, HEADINGS["zh"])) == len(examples(en, HEADINGS["en"]))
    for line in examples(zh, HEADINGS["zh"]) + examples(en, HEADINGS["en"]):
        assert name in line.split()


# They read all that is stated, for every example anew; all names are known in the part as well.
READING_ALL = {"communities", "export", "map", "path", "rank", "site", "stats", "validate"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_run_on_the_packaged_data(
    help_of, kg, shell, packaged_location, part_location, name, tmp_path, monkeypatch
):
    # A line that both languages show runs once, in the first.
    lines = {
        line: lang
        for lang in sorted(HEADINGS)
        for line in examples(help_of(name, lang), HEADINGS[lang])
    }
    for line, lang in lines.items():
        # Tables are those of all that was loaded, as a package is.
        if name in READING_ALL and not ("tables" in line or "package" in line):
            monkeypatch.setenv("KG_STORE", str(part_location))
        else:
            monkeypatch.delenv("KG_STORE", raising=False)
        program, *arguments = shlex.split(line)
        assert program == "kg"
        # A server has an event loop of its own, and here the browser's may be running.
        done = (
            shell(line, cwd=tmp_path, lang=lang) if name == "serve" else kg(*arguments, lang=lang)
        )
        code = done.returncode if name == "serve" else done.exit_code
        assert code == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_the_list_of_commands_is_in_both_languages(shell, tmp_path):
    for lang in HEADINGS:
        text = shell("kg --help", cwd=tmp_path, lang=lang).stdout
        assert is_chinese(text) == (lang == "zh")
        assert lang == "en" or [words for words in CLICKS_OWN if words in text] == []
        assert [name for name in COMMANDS if name not in text] == []


def test_one_answer_imports_nothing_heavy(tmp_path):
    code = (
        "import sys\n"
        "from kg.cli import main\n"
        "sys.argv = ['kg', 'partners', '大连', '--format', 'json']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    for _ in range(2):  # The first may have to build the store that the second finds.
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "kg.cli" in loaded
    assert loaded & HEAVY == set()
    # A store that is there needs nothing of what builds one, a name of today no other characters.
    assert loaded & {"hashlib", "kg.loaders.building", "kg.ontology", "opencc"} == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x\n示例：\n  kg a\n  kg b\n", ["kg a", "kg b"]),
        ("示例\n\n  kg a\n\nOptions:\n  --x", ["kg a"]),
        ("  kg a\n示例：\n  look\n", []),
        ("kg a\n", []),
    ],
)
def test_examples_are_the_command_lines_below_the_heading(text, found):
    assert examples(text, "示例") == found
