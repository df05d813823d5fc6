"""What spreadsheets do to tables: every table here was saved by somebody in a hurry."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import LoadError
from kg.loaders import build_in_memory
from tests.data_sets import PARTNERS, partners_of, refused

HEAD = "id,source,partner,start,end\n"
ROW = "pairing/a,s1,大连市|上海市,1,9\n"
GOOD = HEAD + ROW


# Read


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD, id="plain"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="byte-order mark"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(GOOD.replace("\n", "\r"), id="CR alone"),
        pytest.param(GOOD.rstrip("\n"), id="no newline at the end"),
        pytest.param(GOOD + "\n,,,,\n\n", id="empty rows"),
        pytest.param(HEAD + " pairing/a ,s1, 大连市 | | 上海市 |, 1 , 9 \n", id="bars and spaces"),
        pytest.param(HEAD + "pairing/a,s1,大连市|上海市,１,９\n", id="full-width digits"),
        pytest.param(HEAD + "\u200bpairing/a\ufeff,s1,大连市|上海市,1,9\n", id="zero-width edges"),
        pytest.param(HEAD + "pairing/a,s1,\u3000大连市|上海市,1,9\n", id="ideographic space"),
        pytest.param(HEAD.replace(",end", ",end,locator,form") + ROW, id="short rows"),
        pytest.param(HEAD.replace("\n", ",,\n") + ROW.replace("\n", ",,\n"), id="emptied columns"),
        pytest.param(HEAD.replace(",start", ",,start") + ROW.replace(",1,", ",,1,"), id="gap"),
        pytest.param('"id","source","partner","start","end"\n' + ROW, id="quoted headers"),
        pytest.param(HEAD + 'pairing/a,s1,"大连市|\n上海市",1,9\n', id="newline in a cell"),
        pytest.param(HEAD.replace("partner", "合作方") + ROW, id="Chinese header"),
        pytest.param(HEAD.replace("partner", "coop:partner") + ROW, id="CURIE as header"),
        pytest.param(HEAD + "pairing/a,s1,大連市|Shanghai,1,9\n", id="traditional and English"),
        pytest.param(HEAD + "pairing/a,s1,place/dalian|place/shanghai,1,9\n", id="ids"),
    ],
)
def test_is_read_as_meant(tiny, content):
    assert partners_of(build_in_memory([tiny({"pairings.csv": content})])) == PARTNERS


def test_a_table_of_headers_alone_is_a_table(tiny):
    assert partners_of(build_in_memory([tiny({"pairings.csv": HEAD})])) == set()


def test_other_files_in_the_folder_are_left_alone(tiny):
    folder = tiny({"pairings.csv": GOOD, "notes.txt": "x", "~$book.xlsx": b"", ".a.csv": "x"})
    (folder / "backup.csv").mkdir()
    assert partners_of(build_in_memory([folder])) == PARTNERS


# Refused by name


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        pytest.param(
            GOOD.encode("gb18030"),
            "pairings.csv:2：文件不是 UTF-8，看来是 GB18030（GBK）（请在 Excel 或 WPS 里另存为"
            "“CSV UTF-8（逗号分隔）”）",
            "pairings.csv:2: not UTF-8; it looks like GB18030 (GBK) (in a spreadsheet program, "
            "save it as “CSV UTF-8 (comma delimited)”)",
            id="GB18030",
        ),
        pytest.param(
            HEAD.encode() + b"pairing/a,s1,\xe9\xff,1,9\n",
            "pairings.csv:2：文件不是 UTF-8（请在",
            "pairings.csv:2: not UTF-8 (in a spreadsheet program",
            id="Latin-1",
        ),
        pytest.param(
            GOOD.encode("utf-16"), "pairings.csv:1：文件不是 UTF-8", "not UTF-8", id="UTF-16"
        ),
        pytest.param(
            b"", "pairings.csv：表是空的（第一行应是表头", "the table is empty", id="empty"
        ),
        pytest.param(b"\xef\xbb\xbf", "表是空的", "the table is empty", id="mark alone"),
        pytest.param("\n,,\n \n", "表是空的", "the table is empty", id="blank"),
        pytest.param(
            "\n" + GOOD, "pairings.csv:1：第一行是空的", "the first row is empty", id="late headers"
        ),
        pytest.param(
            HEAD + 'pairing/a,s1,"大连市|上海市,1,9\n' + ROW,
            "pairings.csv:2：不是正确的 CSV：有一个引号没有结束（请检查这一行的引号是否成对）",
            "pairings.csv:2: not well-formed CSV: a quote is never closed",
            id="unclosed quote",
        ),
        pytest.param(
            GOOD + 'pairing/b,s1,"大连市"|上海市,1,9\n',
            "pairings.csv:3：不是正确的 CSV：引号之后还有文字",
            "pairings.csv:3: not well-formed CSV: there is text after a closing quote",
            id="text after quote",
        ),
        pytest.param(
            HEAD + f"pairing/a,s1,{'大' * 140_000},1,9\n",
            "pairings.csv:2：不是正确的 CSV：有一格太长",
            "a cell is too long",
            id="endless cell",
        ),
        pytest.param(
            HEAD + "pairing/a,s1,大连市,上海市,1,9\n",
            "pairings.csv:2：有 6 格，表头只有 5 列（请补上表头；CSV 中含逗号",
            "pairings.csv:2: 6 cells under 5 headers",
            id="too many cells",
        ),
        pytest.param(
            GOOD.replace(",", ";"),
            "pairings.csv:1：各列用分号分隔（请另存为“CSV UTF-8（逗号分隔）”）",
            "pairings.csv:1: the columns are separated by semicolons",
            id="semicolons",
        ),
        pytest.param(GOOD.replace(",", "\t"), "各列用制表符分隔", "separated by tabs", id="tabs"),
        pytest.param(
            HEAD.replace(",start", ",,start") + ROW.replace(",1,", ",x,1,"),
            "pairings.csv:1：第 4 列有内容而没有表头（请补上表头，或清空这一列）",
            "pairings.csv:1: column 4 has no header",
            id="no header",
        ),
        *(
            pytest.param(
                HEAD + f"pairing/a,s1,大连{char}市|上海市,1,9\n",
                "pairings.csv:2：partner：含有看不见的控制字符（请重新输入）",
                "pairings.csv:2: partner: holds invisible control characters (retype it)",
                id=f"control character {ord(char):#04x}",
            )
            for char in "\0\x07\x1b\x7f"
        ),
    ],
)
def test_is_refused_saying_where_what_and_how_to_mend_it(tiny, content, zh, en):
    chinese, english = refused(tiny({"pairings.csv": content}))
    assert len(chinese) == len(english) == 1
    assert zh in chinese[0]
    assert en in english[0]


@pytest.mark.parametrize("suffix", ["xls", "xlsb", "xlsm", "et", "ods", "numbers", "tsv"])
def test_a_format_that_is_not_read_is_not_passed_over(tiny, suffix):
    (zh,), (en,) = refused(tiny({f"pairings.{suffix}": "x", "places.csv": "id\n"}))
    assert zh == f"pairings.{suffix}：不读 .{suffix} 文件（请另存为 .xlsx 或 CSV UTF-8）"
    assert f".{suffix} files are not read" in en


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("nowhere", "没有这个数据目录（请检查 --data）", "there is no such data folder"),
        ("file", "没有这个数据目录（请检查 --data）", "there is no such data folder"),
        ("empty", "目录里没有表", "there is no table in this folder"),
        ("texts", "目录里没有表", "there is no table in this folder"),
    ],
)
def test_a_folder_without_tables_is_a_mistake(tiny, tmp_path, name, zh, en):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    tiny({"s1.txt": "x"}, "texts")
    chinese, english = refused(tmp_path / name)
    assert [line.startswith(f"{tmp_path / name}：{zh}") for line in chinese] == [True]
    assert en in english[0]


def test_two_folders_with_tables_of_one_name_are_told_apart(tiny):
    one, two = tiny({"pairings.csv": GOOD}, "one"), tiny({"pairings.csv": ""}, "two")
    with pytest.raises(LoadError) as caught:
        build_in_memory([one, two])
    assert caught.value.problems[0].file == str(two / "pairings.csv")


def test_a_table_that_cannot_be_opened_is_a_problem_like_others(tiny, monkeypatch):
    folder = tiny({"pairings.csv": GOOD})
    opened = os.open

    def locked(path, *flags):
        if Path(path).name == "pairings.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *flags)

    monkeypatch.setattr(os, "open", locked)
    (zh,), _ = refused(folder)
    assert zh == "pairings.csv：读不出：没有权限"


# Headers


@pytest.mark.parametrize(
    ("head", "column", "zh", "en"),
    [
        ("source,partner", "id", "缺少“id”列", "the column “id” is missing"),
        ("id,partner", "source", "缺少“source”列", "the column “source” is missing"),
        ("id,source,parnter", "parnter", "是否为：partner", "did you mean: partner"),
        ("id,source,合做方", "合做方", "是否为：合作方", "did you mean: 合作方"),
        ("id,source,locater", "locater", "是否为：locator", "did you mean: locator"),
        ("id,source,partner,partner", "partner", "出现了两次", "stands twice"),
        ("id,source,partner,合作方", "合作方", "“合作方”与“partner”是同一列", "are one column"),
        ("id,source,partner,end,end", "end", "列“end”出现了两次", "stands twice"),
        ("id,source,value", "value", "只用于", "not to pairing"),
        ("id,source,partner@zh", "partner@zh", "不分语言（写作 partner）", "has no language"),
        ("id,source,openPartner@fr", "openPartner@fr", "没有语言“fr”（可用：zh、en）", "zh, en"),
        ("id,source,openPartner@中文", "openPartner@中文", "没有语言“中文”", "no language"),
        ("id,source,openPartner@", "openPartner@", "没有语言“”", "no language"),
    ],
)
def test_a_wrong_header_is_named_once_with_what_would_be_right(tiny, head, column, zh, en):
    chinese, english = refused(tiny({"pairings.csv": head + "\n"}))
    assert len(chinese) == 1
    assert chinese[0].startswith(f"pairings.csv:1：{column}：")
    assert zh in chinese[0]
    assert en in english[0]


def test_the_columns_of_the_class_itself_are_suggested_first(tiny):
    (zh,), _ = refused(tiny({"pairings.csv": "id,source,zzzzzz\n"}))
    listed = zh.partition("可用：")[2].partition(" …")[0].split("、")
    assert "openPartner" in listed
    assert not [name for name in listed if name.endswith("Latest")]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("pairing", "pairings"), ("Pairings", "pairings"), ("oganizations", "organizations")],
)
def test_an_unknown_table_gets_the_nearest_name(tiny, name, hint):
    (zh,), (en,) = refused(tiny({f"{name}.csv": GOOD}))
    assert zh.startswith(f"{name}.csv：没有叫“{name}”的表（是否为：{hint}")
    assert f"there is no table “{name}” (did you mean: {hint}" in en
