"""The READMEs are true: what they tell people to type runs, and prints what they show."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = {"README.md": "en", "README.zh.md": "zh"}
FENCE = re.compile(r"\s*(```+|~~~+)\s*(\S*)")
SHELLS = {"bash", "console", "sh", "shell", "zsh"}
PROMPT = "$ "

# Run as typed.
RUN = re.compile(r"((\.venv/bin/)?kg|python cli\.py)( |$)|make demo$")
# Planned only: tests that ran the tests would not end.
PLANNED = re.compile(r"make [a-z]+$")
# Set-up that needs the network or another shell; test_packaging.py installs in earnest.
SETUP = re.compile(
    r"git clone \S+( && cd \S+)?$|cd \S+$|(source|\.) \.venv/bin/activate$|pip install (-e )?\.$"
)


@dataclass(frozen=True)
class Step:
    """A command as shown, and the lines shown below it."""

    line: int
    command: str
    shown: tuple[str, ...]


def steps_of(markdown: str) -> list[Step]:
    """Return the commands of the code blocks, in order, each with what is shown of its output."""
    found: list[Step] = []
    fence = ""
    for number, line in enumerate(markdown.splitlines(), 1):
        opened = FENCE.match(line)
        if opened and (not fence or opened[1] == fence):
            fence = "" if fence else opened[1]
            open_step = False
        elif fence and line.startswith(PROMPT):
            found.append(Step(number, line.removeprefix(PROMPT).strip(), ()))
            open_step = True
        elif fence and open_step:
            last = found[-1]
            found[-1] = Step(last.line, last.command, (*last.shown, line.rstrip()))
    return found


def unprompted(markdown: str) -> list[int]:
    """Return the lines of shell blocks that show no prompt, and would go unchecked."""
    found, fence, is_shell = [], "", False
    lines = markdown.splitlines()
    for number, line in enumerate(lines, 1):
        opened = FENCE.match(line)
        if opened and (not fence or opened[1] == fence):
            is_shell = not fence and opened[2] in SHELLS
            if is_shell and not lines[number : number + 1][0].startswith(PROMPT):
                found.append(number)
            fence = "" if fence else opened[1]
    return found


def matches(shown: tuple[str, ...], output: str) -> bool:
    """Compare line by line; `…` stands for any text, alone on a line for any lines."""
    wanted = "\n".join(shown).strip("\n").split("\n")
    printed = "\n".join(line.rstrip() for line in output.splitlines()).strip("\n") + "\n"
    pattern = "".join(
        r"(?:.*\n)*?"
        if line.strip() == "…"
        else ".*".join(re.escape(part) for part in line.rstrip().split("…")) + "\n"
        for line in wanted
    )
    return re.fullmatch(pattern, printed) is not None


def kind_of(command: str) -> str:
    for kind, pattern in {"run": RUN, "planned": PLANNED, "setup": SETUP}.items():
        if pattern.match(command):
            return kind
    return "unknown"


def shared_form(command: str) -> str:
    """Take out what may differ between the languages: the choice of the language, comments."""
    return re.sub(r" --lang (zh|en)\b|\s+#.*$", "", command)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clone(tmp_path_factory, project_files):
    """A copy of the project with its environment already made, as after a first `make demo`."""
    folder = tmp_path_factory.mktemp("clone")
    for path in project_files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / ".venv" / ".installed").touch()
    return folder


@pytest.mark.parametrize("name", READMES)
def test_every_command_runs_and_prints_what_is_shown(clone, shell, name):
    steps = steps_of(read(name))
    assert steps, "no command is shown"
    faults = []
    for step in steps:
        where = f"{name}:{step.line}: {step.command}"
        kind = kind_of(step.command)
        if kind == "unknown":
            faults.append(f"{where}: this test does not know how to check it")
        elif kind == "planned":
            planned = shell(step.command.replace("make ", "make -n "), cwd=clone).stdout
            if ".venv/bin/" not in planned:
                faults.append(f"{where}: nothing to do\n{planned}")
        elif kind == "run":
            done = shell(step.command, cwd=clone, lang=READMES[name])
            # A README may show the answer alone, or with what stderr says before or after it.
            printed = (done.stdout, done.stderr + done.stdout, done.stdout + done.stderr)
            as_shown = any(matches(step.shown, output) for output in printed)
            if not (as_shown if step.shown else done.returncode == 0):
                faults.append(f"{where}: exit {done.returncode}; it prints\n{printed[-1]}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", READMES)
def test_no_command_goes_unchecked(name):
    assert unprompted(read(name)) == []


def test_both_languages_show_the_same_commands():
    shown = [[shared_form(step.command) for step in steps_of(read(name))] for name in READMES]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("name", READMES)
def test_what_the_readme_links_to_is_there(name):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)|(?:src|href)=\"([^\"#]+)", read(name))
    local = [a or b for a, b in targets if "://" not in (a or b) and "mailto:" not in (a or b)]
    assert local
    assert [target for target in local if not (ROOT / target).exists()] == []


SAMPLE = """\
# Title

    $ not in a fence

```console
$ make demo
…
| a |

$ kg partners x --lang zh  # ask
one
```

```json
{"$ ": 1}
```

```sh
pip install .
```
"""


def test_commands_and_what_is_shown_of_their_output_are_found():
    assert steps_of(SAMPLE) == [
        Step(6, "make demo", ("…", "| a |", "")),
        Step(10, "kg partners x --lang zh  # ask", ("one",)),
    ]
    assert unprompted(SAMPLE) == [18]
    assert shared_form("kg partners x --lang zh  # ask") == "kg partners x"


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        (("a", "b"), "a  \nb\n", True),
        (("a", "b"), "a\nc\n", False),
        (("a",), "a\nb\n", False),
        (("a", "…"), "a\nb\nc\n", True),
        (("…", "c"), "a\nb\nc\n", True),
        (("a", "…", "c"), "a\nb\nb\nc", True),
        (("a", "…", "c"), "a\nc", True),
        (("a", "…", "c"), "a\nb", False),
        (("at …/map.html",), "at x/y/map.html", True),
        (("at …/map.html",), "at x\n/map.html", False),
        (("(a|b)",), "a", False),
    ],
)
def test_shown_output_is_compared_with_what_is_printed(shown, output, same):
    assert matches(shown, output) is same


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("kg", "run"),
        ("kg partners 大连", "run"),
        (".venv/bin/kg --help", "run"),
        ("python cli.py partners 大连", "run"),
        ("make demo", "run"),
        ("make test", "planned"),
        ("git clone https://example.org/x.git && cd x", "setup"),
        ("pip install .", "setup"),
        ("pip install something-else", "unknown"),
        ("kgx", "unknown"),
        ("curl https://example.org", "unknown"),
    ],
)
def test_how_a_command_is_checked(command, kind):
    assert kind_of(command) == kind
