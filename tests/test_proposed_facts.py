"""What a text says of itself is proposed and marked; several files and folders are registered."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys

import pytest

from kg.loaders import build_in_memory
from kg.loaders.registering import register
from kg.loaders.starting import start
from kg.texts.facts import propose_facts
from tests.reviewing import RUN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大连签约了\n来源：某日报 2024-06-19 08:00\n文", ("大连签约了", "某日报", "2024-06-19")),
        ("某某通知\n发布时间：2023年5月6日\n内容如下。", (None, None, "2023-05-06")),
        ("津甘协作通报\n2024年6月18日，天津市与甘肃省签约。\n完。", ("津甘协作通报", None, None)),
        ("新华社兰州6月18日电 两地签约。\n又。", (None, "新华社", None)),
        ("合作的通知\n正文。\n办公室\n2019年12月3日", ("合作的通知", None, "2019-12-03")),
        ("只有一行。", (None, None, None)),
        ("对口合作纪要\n发布日期：2024-13-40\n正文。", ("对口合作纪要", None, None)),
        ("对口合作纪要\n发布日期：9999-01-01\n正文。", ("对口合作纪要", None, None)),
        ("", (None, None, None)),
    ],
)  # fmt: skip
def test_head_and_foot_are_read_and_sentences_are_not(text, expected):
    assert propose_facts(text)[:3] == expected


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("两地签约 共话合作 - 新华网", "两地签约 共话合作"),
        ("两地签约共话合作_国内新闻_某某日报", "两地签约共话合作"),
        ("京沈合作座谈会召开-沈阳市人民政府", "京沈合作座谈会召开"),
        ("江门—七台河对口合作", "江门—七台河对口合作"),
        ("关于互联网", "关于互联网"),
        ("某会闭幕 | 本地专题", "某会闭幕 | 本地专题"),
        ("正文里有的题目——本地专题", "正文里有的题目"),
    ],
)
def test_a_title_is_without_what_its_site_adds(title, kept):
    assert propose_facts("正文里有的题目\n正文。", title).title == kept


@pytest.fixture
def mine(tmp_path):
    start(tmp_path / "mine")
    return tmp_path / "mine"


def rows(folder):
    with (folder / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_was_read_is_marked_and_what_was_given_is_not(mine, tmp_path):
    file = tmp_path / "大连 与上海.txt"
    file.write_text("大连与上海签约\n来源：大连日报 2024-06-19\n正文。\n", encoding="utf-8")
    found = register(mine, file, {"publisher": "我写的", "reliability": "媒体"})
    (row,) = rows(mine)
    assert row["id"] == found.id == "dalian-yushanghai"
    assert (row["publisher"], row["issued"]) == ("我写的", "2024-06-19")
    assert row["issuedInferred"] == "true"
    assert "2024-06-19" in row["issuedBasis@zh"]
    assert row["readFromText"] == "标题|发布日期"
    build_in_memory([mine])


def test_the_original_is_kept_with_its_hash(mine, tmp_path):
    file = tmp_path / "notice.html"
    file.write_text("<title>通知通知</title><p>大连市与上海市。</p>", encoding="utf-8")
    register(mine, file, {"reliability": "网页"})
    (row,) = rows(mine)
    original = mine / "texts" / "originals" / "notice.html"
    assert original.read_bytes() == file.read_bytes()
    assert row["originalSha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert row["sha256"] != row["originalSha256"]


def test_a_title_that_a_spreadsheet_would_run_is_none(mine, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("=HYPERLINK(1)\n正文。\n", encoding="utf-8")
    assert register(mine, file, {"reliability": "网页"}).title == "[a]"


def test_a_folder_is_registered_and_what_is_refused_is_named(mine, tmp_path):
    folder = tmp_path / "收到"
    folder.mkdir()
    for name in ("甲.txt", "乙.txt", "大连.txt", "大鏈.txt"):
        (folder / name).write_text(f"这里是{name}。\n", encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 x")
    (folder / "~$锁.docx").write_bytes(b"x")
    env = {**os.environ, "KG_LANG": "zh", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", RUN, *"source add 收到 --data mine --reliability 媒体".split()]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert "坏.pdf" in done.stderr
    assert "5 份文件中有 1 份没有登记" in done.stderr
    assert sorted(row["id"] for row in rows(mine)) == ["dalian", "dalian-2", "jia", "yi"]
    again = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert "未作改动" in again.stdout
    assert len(rows(mine)) == 4
