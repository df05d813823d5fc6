"""Answers as tables, CSV and TSV: nothing runs over the edge, nothing is cut off or computed."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys

import pytest
from wcwidth import wcswidth

from kg.cli.output import print_values
from kg.cli.tables import fold

LONG = (
    "辽宁沿海经济带六城市 大连商品交易所战略合作框架协议（“互联网+”、6方面27项）",
    "Framework Agreement of the Six Cities (Liaoning Coastal Economic Belt), 2022-02-25",
    "organization/shanghai-party-committee",
    "[1][2][3][4][5][6][10][11]",
    "Donaudampfschifffahrtsgesellschaft",
    "",
)


@pytest.mark.parametrize("room", [6, 12, 17, 40])
@pytest.mark.parametrize("text", LONG)
def test_a_folded_text_fits_and_loses_nothing(text, room):
    lines = fold(text, room)
    assert all(wcswidth(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("mark", "，。、；：）》”")
def test_no_line_begins_with_punctuation_that_ends_something(mark):
    assert fold(f"大连大连{mark}上海", 8)[1].startswith(f"连{mark}") or mark == "”"
    assert not any(line.startswith(mark) for line in fold(f"大连大连{mark}上海", 8))


def seen_in_a_terminal(root, location, width, *arguments):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, root / "cli.py", "--store", location, *arguments],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "KG_LANG": "zh", "COLUMNS": str(width)},
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # Linux ends a terminal so.
        pass
    os.close(ours)
    assert done.wait(60) == 0
    return said.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_fits_the_terminal(root, packaged_location, width, lang):
    asked = ["--lang", lang, "partners", "大连", "--kind", "all"]
    said = seen_in_a_terminal(root, packaged_location, width, *asked)
    table = said[: said.index({"zh": "\n来源\n", "en": "\nSources\n"}[lang])]
    assert [line for line in table.splitlines() if wcswidth(line) > width] == []
    assert table.count({"zh": "葫芦岛市", "en": "Huludao"}[lang]) >= 6
    assert "\x1b" not in said


def test_a_pipe_gets_every_row_on_one_line(asked):
    lines = asked("agreements", "--party", "大连", env={"COLUMNS": "60"}).stdout.splitlines()
    assert sum("大连商品交易所" in line and line.endswith("[1]") for line in lines) == 1


RISKY = ["=1+1", "+x", "-x", "@SUM(A1)"]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_spreadsheet_computes_a_cell_and_numbers_stay_numbers(capsys, form):
    print_values(["a"], [[cell] for cell in [*RISKY, "-5", -5, 2.5, "大连"]], form)
    cells = capsys.readouterr().out.splitlines()[1:]
    assert cells == [*(f" {cell}" for cell in RISKY), "-5", "-5", "2.5", "大连"]


@pytest.mark.parametrize(
    "command", [["agreements"], ["sources"], ["list", "Source"], ["show", "000"]]
)
def test_no_two_columns_have_one_name(asked, command):
    head = next(csv.reader(io.StringIO(asked(*command, "--format", "csv").stdout, newline="")))
    assert len(set(head)) == len(head)


def test_quotes_go_into_csv_too(asked, tmp_path, root):
    done = asked("show", "盘锦", "--sources", root)
    assert done.exit_code == 2
    assert "--quotes" in done.stderr
