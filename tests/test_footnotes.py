"""Answers are longer than their footnotes: a source is told once, its places together."""

from __future__ import annotations

import re

import pytest


def footnotes(shown: str, head: str) -> list[str]:
    return shown.split(f"\n{head}\n")[1].splitlines()


@pytest.mark.parametrize(("lang", "head"), [("zh", "来源"), ("en", "Sources")])
def test_a_source_of_many_rows_is_told_once_with_all_its_places(asked, lang, head):
    shown = asked("--lang", lang, "show", "沪连").stdout
    notes = footnotes(shown, head)
    named = {"zh": "来源 002，", "en": "source 002, "}[lang]
    assert sum(named in line for line in notes) == 1
    marks = {int(one) for one in re.findall(r"\[(\d+)\]", shown.split(f"\n{head}\n")[0])}
    told = [int(one) for line in notes for one in re.findall(r"\[(\d+)\] ", line)]
    assert sorted(told) == sorted(marks)
    assert len(notes) < len(shown.splitlines()) / 4


def test_seven_pairs_have_fewer_footnotes_than_lines(asked):
    shown = asked("partners", "辽宁", "--below", "--form", "结对打造标杆").stdout
    rows, notes = shown.split("\n来源\n")
    assert len(notes.splitlines()) < len(rows.splitlines())
    assert "任务11" in notes


def test_in_full_every_place_is_told_with_its_characters(asked):
    shown = asked("show", "沪连", "--cite", "full").stdout
    notes = footnotes(shown, "来源")
    assert all(re.match(r"\[\d+\] 来源 |    ", line) for line in notes)
    assert "第 10928–10996 字符" in shown
    assert "10928" not in asked("show", "沪连").stdout


def test_one_place_alone_keeps_its_characters(asked):
    shown = asked("partners", "盘锦")
    assert "任务7，第 2808–2839 字符" in shown.stdout
    assert "--cite full" not in shown.stderr
    assert "--cite full" in asked("show", "沪连").stderr


def test_a_part_of_a_text_is_named_once_for_all_its_places(asked):
    notes = footnotes(asked("tasks", "--plan", "沪连方案").stdout, "来源")
    assert sum("上海—大连方案" in line for line in notes) == 1
    assert re.search(r"上海—大连方案：\[1\] 任务1；\[2\] 任务2；", "\n".join(notes))


def test_corrections_are_told_below_the_places(tmp_path, kg, tiny):
    tables = {
        "pairings.csv": (
            "id,source,partner,stage,validFrom,start,end,locator\n"
            "pairing/a,s1,大连市|上海市,,2017,1,9,第1段\n"
            "pairing/b,s1,大连市|贵州省,,2018,11,19,第2段\n"
        ),
        "corrections.csv": (
            "claim,property,was,is,kind,reason@zh,by,date\n"
            "pairing/a,validFrom,2017,2016,wrong-in-source,他处作2016年,甲,2026-01-01\n"
        ),
    }
    store = str(tmp_path / "store")
    done = kg("--store", store, "build", "--data", str(tiny(tables)))
    assert done.exit_code == 0, done.output
    notes = footnotes(kg("--store", store, "partners", "大连").stdout, "来源")
    assert "    [1] 第2段；[2] 第1段" in notes
    assert re.search(r"^    \[2\] .*他处作2016年", notes[-1])
