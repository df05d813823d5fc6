"""The command line as people use it: exit codes, streams, languages, encodings."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from importlib import metadata

import click
import pyoxigraph as ox
import pytest
from wcwidth import wcswidth

from kg.cli import main

HEAD = "id,source,partner,validFrom,start,end\n"
GOOD = HEAD + "pairing/a,s1,大连市|上海市,2017-03,1,9\n"
THREE_DEFECTS = (
    HEAD
    + "pairing/a,s1,大连市|上海市,2017-13-45,1,9\n"
    + "pairing/b,s1,大连市|place/nowhere,,1,9\n"
    + "pairing/c,,沈阳市|上海市,,1,9\n"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


# Building


def test_a_table_with_three_defects_gives_three_messages_and_the_old_store_still_answers(
    tiny, kg, tmp_path
):
    store = tmp_path / "store"
    assert kg("--store", store, "build", "--data", tiny({"pairings.csv": GOOD})).exit_code == 0
    bad = tiny({"pairings.csv": THREE_DEFECTS}, "bad")
    for lang, last in (
        ("zh", "共 3 处问题，未载入任何内容"),
        ("en", "3 problems, nothing was loaded"),
    ):
        result = kg("--store", store, "build", "--data", bad, lang=lang)
        assert (result.exit_code, result.stdout) == (1, "")
        *lines, total = result.stderr.splitlines()
        assert total == last
        assert len(lines) == 3
        for line, place in zip(lines, ("2", "3", "4"), strict=True):
            assert f"{bad}/pairings.csv:{place}" in line
    answer = kg("--store", store, "partners", "大连", "--format", "json")
    assert answer.exit_code == 0
    assert [row["partner"]["zh"] for row in json.loads(answer.stdout)] == ["上海市"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["图谱已建好", "地级行政区", "来源"]),
        ("en", ["Built", "prefecture-level", "sources"]),
    ],
)
def test_a_build_says_what_it_built(tiny, kg, lang, words):
    result = kg("--store", "s", "build", "--data", tiny({"pairings.csv": GOOD}), lang=lang)
    assert result.exit_code == 0
    assert not [word for word in words if word not in result.stdout]
    assert lang == "zh" or not CHINESE.search(result.stdout)


def test_a_store_in_memory_is_not_built(kg):
    result = kg("--store", ":memory:", "build")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--store" in result.stderr


def test_a_missing_data_folder_is_a_problem_and_a_missing_sources_folder_a_usage_error(tiny, kg):
    tiny({})
    result = kg("build", "--data", "nowhere")
    assert result.exit_code == 1
    assert "nowhere：没有这个数据目录（请检查 --data）" in result.stderr
    assert kg("build", "--sources", "nowhere").exit_code == 2


# Partners


def test_three_ways_to_write_dalian_give_the_same_answer(asked):
    answers = [asked("partners", name, "--format", "json") for name in ("大连市", "大連", "Dalian")]
    assert [answer.exit_code for answer in answers] == [0, 0, 0]
    one, two, three = (answer.stdout for answer in answers)
    assert one == two == three
    assert "上海市" in {row["partner"]["zh"] for row in json.loads(one)}


@pytest.mark.parametrize("name", ["大连市", "盘锦", "鞍山市", "苏州工业园区"])
def test_tokens_of_the_json_do_not_depend_on_the_language(asked, name):
    zh, en = (asked("--lang", lang, "partners", name, "--format", "json") for lang in ("zh", "en"))
    assert zh.stdout == en.stdout


def test_the_table_names_document_date_and_characters(asked):
    zh = asked("partners", "盘锦", "--source", "002")
    assert zh.exit_code == 0
    assert re.search(r"^无锡市 .*结对打造标杆.*新兴产业.*支持.*\[1\]$", zh.stdout, re.MULTILINE)
    assert re.search(r"^\[1\] 来源 002，.*2018-03.*任务7，第 \d+–\d+ 字符", zh.stdout, re.MULTILINE)
    en = asked("--lang", "en", "partners", "Panjin", "--source", "002")
    assert re.search(r"^Wuxi .*\[1\]$", en.stdout, re.MULTILINE)
    assert re.search(r"^\[1\] source 002, .*2018-03.*characters \d+–\d+", en.stdout, re.MULTILINE)


def test_an_open_partner_says_that_the_source_names_none(asked):
    assert "江苏省有关城市（来源未点名）" in asked("partners", "鞍山市").stdout
    assert "(not named by the source)" in asked("--lang", "en", "partners", "鞍山市").stdout


def test_known_and_without_partners_is_an_answer_and_unknown_is_not(asked):
    known = asked("partners", "三沙市")
    assert known.exit_code == 0
    assert "三沙市" in known.stdout
    empty = asked("partners", "三沙市", "--format", "json")
    assert (empty.exit_code, json.loads(empty.stdout)) == (0, [])
    unknown = asked("partners", "大莲")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "没有名为“大莲”的实体" in unknown.stderr
    assert "place/dalian" in unknown.stderr


def test_an_ambiguous_name_lists_its_candidates_on_stderr(asked):
    result = asked("partners", "铁西区")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "沈阳市）  place/shenyang-tiexi" in result.stderr
    assert "鞍山市）  place/anshan-tiexi" in result.stderr


@pytest.mark.parametrize("kind", ["agreement", "event", "all"])
def test_other_kinds_are_kept_apart(asked, kind):
    rows = json.loads(asked("partners", "大连市", "--kind", kind, "--format", "json").stdout)
    kinds = {row["kind"] for row in rows}
    assert kinds == ({"pairing", "agreement", "event"} if kind == "all" else {kind})


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_every_line_of_csv_and_tsv_has_its_source(asked, form, delimiter):
    result = asked("partners", "大连市", "--format", form)
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline=""), delimiter=delimiter))
    assert len(rows) >= 4
    assert all(row["source"] and row["title"] for row in rows)
    assert all(row["start"] or row["url"] for row in rows)
    assert {row["partner_id"] for row in rows} >= {"place/shanghai"}
    assert result.stdout_bytes.endswith(b"\r\n") == (form == "csv")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["大连市", "鞍山市", "沈阳市"])
def test_columns_align_in_a_terminal(asked, name, lang):
    lines = asked("--lang", lang, "partners", name).stdout.splitlines()
    rule = next(n for n, line in enumerate(lines) if line.startswith("──"))
    starts = [found.start() for found in re.finditer(r"─+", lines[rule])]
    table = lines[rule - 1 : rule] + lines[rule + 1 : lines.index("", rule)]
    # The line that opens a group is no row.
    for line in (one for one in table if " · " not in one):
        for start in starts[1:]:
            before = ""
            for char in line:
                if wcswidth(before) >= start:
                    break
                before += char
            assert wcswidth(before) <= start
            assert not before or len(before) == len(line) or before.endswith("  ")


# Which store


def test_without_a_store_the_packaged_data_answer_and_say_so(kg, packaged_location):
    for lang, words in (("zh", "随软件附带的数据"), ("en", "packaged data")):
        result = kg("partners", "盘锦", "--format", "json", lang=lang)
        assert result.exit_code == 0
        assert json.loads(result.stdout)[0]["partner"]["id"] == "place/wuxi"
        assert words in result.stderr
        assert "kg build" in result.stderr


def test_a_store_that_was_asked_for_and_is_not_there_is_an_error(kg):
    for result in (
        kg("--store", "mine", "partners", "大连"),
        kg("partners", "大连", env={"KG_STORE": "mine"}),
    ):
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "错误：mine：这里还没有图谱（请先运行 kg build）\n"


def test_a_store_of_ones_own_is_used_without_a_word(tiny, kg):
    folder = tiny({"pairings.csv": GOOD})
    assert kg("build", "--data", folder).exit_code == 0
    for settings in ({}, {"env": {"KG_STORE": "kg-store"}}):
        result = kg("partners", "上海", "--format", "json", **settings)
        assert [row["partner"]["zh"] for row in json.loads(result.stdout)] == ["大连市"]
        assert result.stderr == ""


def test_a_store_in_memory_holds_the_packaged_data(tiny, kg):
    tiny({"pairings.csv": GOOD})
    result = kg("--store", ":memory:", "query", "-e", "ASK { ?x a coop:City }")
    assert (result.stdout, result.stderr) == ("true\n", "")


def test_what_is_not_a_store_is_not_touched(kg, tmp_path):
    (tmp_path / "empty" / "file").write_text("x", encoding="utf-8")
    for command in (("partners", "大连"), ("build",)):
        result = kg("--store", "file", *command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "file：这不是图谱目录" in result.stderr
    assert (tmp_path / "empty" / "file").read_text(encoding="utf-8") == "x"


# Usage, languages


@pytest.mark.parametrize(
    "args",
    [
        ("nix",),
        ("partners",),
        ("partners", "a", "b", "c"),
        ("partners", "大连", "--nix"),
        ("partners", "大连", "--format", "yaml"),
        ("--lang", "fr", "partners", "大连"),
        ("export",),
        ("map",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_two_and_leaves_stdout_empty(kg, args):
    result = kg(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(
    ("option", "environment", "chinese"),
    [
        ((), {}, True),
        ((), {"LANG": "C"}, True),
        ((), {"LANG": "en_US.UTF-8"}, False),
        ((), {"LANG": "zh_CN.GB18030"}, True),
        ((), {"LANG": "en_US.UTF-8", "KG_LANG": "zh"}, True),
        ((), {"LANG": "zh_CN.UTF-8", "KG_LANG": "en"}, False),
        ((), {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
        (("--lang", "en"), {"KG_LANG": "zh"}, False),
        (("--lang", "zh"), {"KG_LANG": "en", "LANG": "en_US.UTF-8"}, True),
    ],
)
def test_language_is_option_then_environment_then_locale_then_chinese(
    asked, option, environment, chinese
):
    result = asked(*option, "partners", "三沙市", lang=None, env=environment)
    assert bool(CHINESE.search(result.stdout)) == chinese
    refused = asked(*option, "partners", "nix-nix-nix", lang=None, env=environment)
    assert refused.stderr.startswith("错误：" if chinese else "Error: ")


@pytest.mark.parametrize("lang", ["fr", "中文", "fr_FR.UTF-8"])
def test_a_language_that_is_not_spoken_is_told_once_on_stderr(asked, lang):
    result = asked("partners", "三沙市", "--format", "json", lang=lang)
    assert (result.exit_code, result.stdout.strip()) == (0, "[]")
    assert result.stderr.count(f"KG_LANG={lang}") == 1
    assert result.stderr.startswith(f"（KG_LANG={lang}：只有 zh（中文）和 en（英文），现用中文 / ")
    assert "only zh (Chinese) and en (English) are spoken, now Chinese）\n" in result.stderr
    english = asked("partners", "三沙市", lang=lang, env={"LANG": "en_GB.UTF-8"})
    assert "现用英文 / only zh" in english.stderr
    assert "now English）\n" in english.stderr
    assert "KG_LANG" not in asked("--lang", "en", "partners", "三沙市", lang=lang).stderr


@pytest.mark.parametrize(
    "environment", [{"LANG": "fr_FR.UTF-8"}, {"KG_LANG": ""}, {"KG_LANG": "en_US.UTF-8"}]
)
def test_a_locale_is_no_wish_for_a_language(asked, environment):
    assert "KG_LANG" not in asked("partners", "大连市", lang=None, env=environment).stderr


@pytest.mark.parametrize("term", ["Pairing", "coop:Pairing", "结对关系", "partner", "合作方"])
def test_a_term_of_the_ontology_is_found_by_any_of_its_names(kg, term):
    rows = json.loads(kg("ontology", term, "--format", "json").stdout)
    assert {row["id"] for row in rows} <= {"coop:Pairing", "coop:partner"}
    assert all(row["definition"]["zh"] and row["definition"]["en"] for row in rows)
    assert kg("ontology", "Nix").exit_code == 1


def test_an_export_goes_to_a_file_or_stdout_and_refuses_other_formats(tiny, kg, tmp_path):
    kg("build", "--data", tiny({"pairings.csv": GOOD}))
    assert kg("export", "-o", "g.nq").exit_code == 0
    raw = (tmp_path / "empty" / "g.nq").read_bytes()
    assert len(list(ox.parse(raw, format=ox.RdfFormat.N_QUADS))) == len(raw.splitlines()) > 100
    assert kg("export", "-o", "-").stdout_bytes == raw
    assert kg("export", "-o", "g.pdf").exit_code == 1
    for place in ("nowhere/g.nq", "."):
        result = kg("export", "-o", place)
        assert result.exit_code in (1, 2)
        assert result.stderr


# Encodings of the world outside

LOCALES = {
    "C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "GBK": {
        "LC_ALL": "C",
        "PYTHONIOENCODING": "gbk",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
}


@pytest.mark.parametrize("setting", LOCALES.values(), ids=LOCALES)
def test_output_into_a_pipe_is_utf8_in_every_locale(root, packaged_location, tmp_path, setting):
    def run(*args):
        return subprocess.run(
            [sys.executable, root / "cli.py", "--store", packaged_location, *args],
            cwd=tmp_path,
            env={**os.environ, "KG_LANG": "zh", **setting},
            capture_output=True,
            check=False,
            timeout=60,
        )

    table = run("partners", "大连市")
    assert table.returncode == 0
    assert "上海市" in table.stdout.decode("utf-8")
    unknown = run("partners", "大莲")
    assert unknown.returncode == 1
    assert "没有名为“大莲”的实体" in unknown.stderr.decode("utf-8")
    assert b"Traceback" not in unknown.stderr


def test_arguments_that_are_not_utf8_are_refused_without_a_traceback(
    root, packaged_location, tmp_path
):
    result = subprocess.run(
        [
            sys.executable,
            root / "cli.py",
            "--store",
            packaged_location,
            "partners",
            b"\xff\xfe\xb4\xf3",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


def test_a_reader_that_closes_the_pipe_early_is_no_traceback(root, packaged_location, tmp_path):
    command = [sys.executable, root / "cli.py", "--store", packaged_location, "export", "-o", "-"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize(("lang", "words"), [("zh", "可以先试试："), ("en", "To begin with:")])
def test_kg_alone_says_what_one_does_first(kg, lang, words):
    """Every line of it is a command that is there."""
    said = kg("--lang", lang)
    lines = [line.split() for line in said.stdout.splitlines() if line.startswith("  kg ")]
    assert said.exit_code == 0
    assert words in said.stdout
    assert len(lines) == 5
    assert {line[1] for line in lines} <= set(main.list_commands(click.Context(main)))
    assert kg(lang=lang).stdout == said.stdout


def test_the_doctor_says_what_is_missing(kg, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    told = json.loads(kg("--store", tmp_path / "none", "doctor", "--format", "json").stdout)
    assert "kg build" in told["store"]["missing"]["zh"]
    assert told["browser"]["missing"]
    assert told["data"]["found"]
    assert told["pyoxigraph"] == {"found": metadata.version("pyoxigraph"), "missing": None}


def test_the_doctor_looks_at_a_damaged_store(kg, tmp_path):
    (tmp_path / "CURRENT").write_text("build-x", encoding="ascii")
    said = kg("--store", tmp_path, "doctor")
    assert said.exit_code == 0
    assert "这不是图谱目录" in said.stdout
