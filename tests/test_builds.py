"""From tables to a checked store: all problems at once, stacked data sets, equal builds."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys

import pytest

from kg.errors import LoadError
from kg.loaders import build, build_in_memory
from kg.names import resolve
from kg.namespaces import ENTITIES, SOURCE
from kg.store import build_info, dump, identity, open_store, select
from tests.data_sets import GOOD, HEAD, pairing, problems, value

# Quotes

TEXT = "甲市与乙市结对。\n甲市与丙市结对。\n哈哈哈。"


@pytest.fixture
def quoted(tiny, tmp_path):
    """A source whose raw text is there, and a pairing that quotes it."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "own.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    digest = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()

    def folder(quote, *, sha256=digest, source="own", **cells):
        sources = (
            "id,title@zh,reliability,textLength,sha256\n"
            f"own,自己的,reliability/web,{len(TEXT)},{sha256}\n"
        )
        cells = {"source": source, "start": "", "end": "", "quote": quote, **cells}
        return tiny({"sources.csv": sources, **pairing(**cells)}), texts

    return folder


def test_a_quote_is_found_in_code_points_of_the_raw_text(quoted):
    folder, texts = quoted("乙市结对|甲市与丙市")
    store = build_in_memory([folder], texts=texts)
    spans = [iri.rpartition("char=")[2] for iri in value(store, "evidence", graph="own")]
    assert spans == ["3,7", "9,14"]
    assert TEXT[3:7] == "乙市结对"


@pytest.mark.parametrize(
    ("quote", "zh", "en"),
    [
        ("丁市", "原文中没有这段文字（请照原文（繁简、标点）抄录", "does not have these words"),
        (
            "甲市",
            "原文中有 2 处相同的文字（请把引文抄长一些，或在 start、end 填其中一处，如 0、2：0–2 …",
            "the text has it 2 times",
        ),
        ("哈哈", "原文中有 2 处相同的文字", "the text has it 2 times"),
    ],
)
def test_a_quote_that_is_missing_or_not_alone_is_refused(quoted, quote, zh, en):
    folder, texts = quoted(quote)
    ((row, column, chinese, english),) = problems(folder, texts=texts)
    assert (row, column) == (2, "quote")
    assert zh in chinese
    assert en in english


def test_a_quote_without_the_folder_of_texts_says_which_option_is_missing(quoted):
    folder, _ = quoted("乙市")
    ((_, column, zh, en),) = problems(folder)
    assert column == "quote"
    assert "加上 --sources 目录" in zh
    assert "add --sources DIR" in en


def test_a_quote_with_offsets_needs_no_text(quoted):
    folder, _ = quoted("乙市", start="3", end="5")
    assert value(build_in_memory([folder]), "evidence", graph="own")


def test_a_text_with_another_hash_is_not_the_text_on_record(quoted):
    folder, texts = quoted("乙市", sha256="0" * 64)
    ((_, _, zh, en),) = problems(folder, texts=texts)
    assert "own.txt 与登记的 SHA-256 不符，不是依据所指的那份文本" in zh
    assert "own.txt: its SHA-256 differs: not the text that the evidence points into" in en


@pytest.mark.parametrize(
    ("raw", "zh"),
    [(None, "原文目录里没有 own.txt"), ("甲市".encode("gb18030"), "own.txt 不是 UTF-8")],
)
def test_a_text_that_cannot_be_read_is_named(quoted, raw, zh):
    folder, texts = quoted("乙市")
    (texts / "own.txt").unlink()
    if raw:
        (texts / "own.txt").write_bytes(raw)
    ((_, _, chinese, _),) = problems(folder, texts=texts)
    assert zh in chinese


# All at once


THREE = (
    "id,source,partner,validFrom,start,end\n"
    "pairing/a,s1,大连市|上海市,2017-13-45,1,9\n"
    "pairing/b,s1,大连市|place/nowhere,,1,9\n"
    "pairing/c,,沈阳市|上海市,,1,9\n"
    "pairing/d,s1,鞍山市|上海市,,1,9\n"
)


def test_three_defects_give_three_messages_in_the_order_of_the_rows(tiny):
    found = problems(tiny({"pairings.csv": THREE}))
    assert [(row, column) for row, column, *_ in found] == [
        (2, "validFrom"),
        (3, "partner"),
        (4, "source"),
    ]


def test_a_thousand_rows_with_one_problem_are_told_in_few_lines_and_kept_all(tiny):
    rows = "".join(f"pairing/p{n},s1,大连市|place/no-{n},1,9\n" for n in range(1000))
    with pytest.raises(LoadError) as caught:
        build_in_memory([tiny({"pairings.csv": HEAD + rows + "pairing/x,,大连市|上海市,1,9\n"})])
    assert len(caught.value.problems) == 1001
    zh, en = (caught.value.message(lang).splitlines() for lang in ("zh", "en"))
    assert len(zh) == len(en) == 8
    assert zh[5].endswith("pairings.csv：partner：另有 995 处同类问题（行 7, 8, 9, 10, 11 …）")
    assert en[5].endswith("partner: 995 more problems of this kind (rows 7, 8, 9, 10, 11 …)")
    assert "pairings.csv:1002：source：没有写来源" in zh[6]
    assert zh[7] == "共 1001 处问题，未载入任何内容"
    assert en[7] == "1001 problems, nothing was loaded"


def test_one_more_problem_is_told_in_the_singular(tiny):
    rows = "".join(f"pairing/p{n},s1,大连市|place/no-{n},1,9\n" for n in range(6))
    with pytest.raises(LoadError) as caught:
        build_in_memory([tiny({"pairings.csv": HEAD + rows})])
    assert "partner: 1 more problem of this kind (row 7)" in caught.value.message("en")


def test_a_source_whose_zeros_a_spreadsheet_dropped_is_recognized(tiny):
    tables = {
        "sources.csv": "id,title@zh,reliability,dcterms:source\n003,x,web,https://example.org/\n",
        "pairings.csv": "id,source,partner\npairing/a,3,大连市|上海市\n",
    }
    with pytest.raises(LoadError) as caught:
        build_in_memory([tiny(tables)])
    assert "是否为：003；电子表格会去掉前面的零" in caught.value.message("zh")


@pytest.mark.parametrize(("lang", "said"), [("zh", "id：没有写编号"), ("en", "id: no id is given")])
def test_a_row_without_an_id_is_told_so(tiny, lang, said):
    with pytest.raises(LoadError) as caught:
        build_in_memory([tiny({"pairings.csv": HEAD + ",s1,大连市|上海市,1,9\n"})])
    assert said in caught.value.message(lang)


def test_different_problems_are_never_folded_into_each_other(tiny):
    rows = "".join(
        f"pairing/p{n},s1,大连市|{partner},1,9\n"
        for n, partner in enumerate(["铁西区", "无此地"] * 4)
    )
    with pytest.raises(LoadError) as caught:
        build_in_memory([tiny({"pairings.csv": HEAD + rows})])
    message = caught.value.message("zh")
    assert message.count("可以指 2 个实体") == 4
    assert message.count("没有编号或名称为") == 4


# Stacked data sets


def test_a_later_data_set_adds_names_and_facts_to_a_known_place(tiny):
    folder = tiny(
        {"places.csv": "id,altLabel@zh\nplace/dalian,滨城\n", **pairing(partner="滨城|上海市")}
    )
    store = build_in_memory([folder])
    assert value(store, "partner") == ["place/dalian", "place/shanghai"]


def test_a_later_data_set_cannot_rename_a_place_or_take_a_documents_id(tiny):
    places = "id,prefLabel@zh\nplace/dalian,滨城\n"
    sources = "id,title@zh,reliability\ns1,另一份文件,reliability/web\n"
    found = problems(tiny({"places.csv": places, "sources.csv": sources}))
    assert [column for _, column, *_ in found] == ["prefLabel@zh", "id"]
    assert "有不同的名称：大连市、滨城（其余的写进 altLabel）" in found[0][2]
    assert "sources.csv:3 重复：编号相同" in found[1][2]


def test_the_order_of_tables_and_rows_does_not_matter(tiny):
    one = tiny({"pairings.csv": GOOD + "pairing/b,s2,沈阳市|贵州省,1,9\n"}, "one")
    two = tiny(
        {"pairings.csv": HEAD + "pairing/b,s2,贵州省|沈阳市,1,9\n" + GOOD.removeprefix(HEAD)}, "two"
    )
    assert dump(build_in_memory([one])) == dump(build_in_memory([two]))


def test_a_place_without_source_stands_in_the_gazetteer_and_with_one_in_its_graph(tiny):
    places = (
        "id,source,type,prefLabel@zh,prefLabel@en,within,start,end\n"
        "place/x,s1,District,某县,X,大连市,1,9\n"
    )
    store = build_in_memory([tiny({"places.csv": places})])
    graphs = {
        (row["p"].value.rpartition("#")[2], row["g"].value)
        for row in select(store, "SELECT ?g ?p { GRAPH ?g { id:place\\/x ?p ?o } }")
    }
    assert ("within", SOURCE + "s1") in graphs
    assert ("prefLabel", ENTITIES) in graphs
    assert ("prefLabel", SOURCE + "s1") not in graphs


def test_taking_a_sources_rows_away_takes_its_claims_and_nothing_else(tiny):
    other = "pairing/b,s2,沈阳市|贵州省,1,9\npairing/a,s2,大连市|上海市,1,9\n"
    both = dump(build_in_memory([tiny({"pairings.csv": GOOD + other}, "both")])).splitlines()
    one = dump(build_in_memory([tiny({"pairings.csv": GOOD}, "one")])).splitlines()
    own = f" <{SOURCE}s2> .".encode()
    described = b"/graph/"
    assert [line for line in both if line.endswith(own)]
    assert not [line for line in one if line.endswith(own)]
    claims = [line for line in both if not line.endswith(own) and described not in line.split()[-2]]
    assert claims == [line for line in one if described not in line.split()[-2]]
    # Of what is derived, only what follows from the claims that went is gone.
    gone = set(both) - set(one)
    assert all(
        line.endswith(own)
        or b"shenyang" in line
        or b"guizhou" in line
        or b"pairing/b" in line
        or b"graph/sources" in line
        for line in gone
    )


# Builds


def test_building_twice_changes_nothing(tiny, tmp_path):
    folder = tiny({"pairings.csv": GOOD})
    first, second = (build(tmp_path / "store", [folder]) for _ in range(2))
    assert first == second
    again = build(tmp_path / "other", [folder, tiny({"notes.csv": ""}, "x")][:1])
    assert again == first


def test_a_failed_build_leaves_the_old_store_answering_and_nothing_behind(tiny, tmp_path):
    location = tmp_path / "store"
    build(location, [tiny({"pairings.csv": GOOD})])
    before = {path: path.stat().st_mtime_ns for path in sorted(location.rglob("*"))}
    with pytest.raises(LoadError):
        build(location, [tiny({"pairings.csv": THREE}, "bad")])
    assert {path: path.stat().st_mtime_ns for path in sorted(location.rglob("*"))} == before
    assert value(open_store(location), "partner") == ["place/dalian", "place/shanghai"]


def test_a_failed_first_build_leaves_no_folder(tiny, tmp_path):
    with pytest.raises(LoadError):
        build(tmp_path / "store", [tiny({"pairings.csv": THREE})])
    assert not (tmp_path / "store").exists()


def test_readers_of_the_old_build_are_not_disturbed(tiny, tmp_path):
    location = tmp_path / "store"
    build(location, [tiny({"pairings.csv": GOOD})])
    reader = open_store(location)
    build(location, [tiny({"pairings.csv": GOOD.replace("上海市", "贵州省")})])
    assert value(reader, "partner") == ["place/dalian", "place/shanghai"]
    assert value(open_store(location), "partner") == ["place/dalian", "place/guizhou"]


def test_builds_are_numbered_and_the_one_before_is_kept(tiny, tmp_path):
    location = tmp_path / "store"
    for _ in range(3):
        build(location)
    assert sorted(path.name for path in location.iterdir()) == ["0002", "0003", "CURRENT"]
    assert (location / "CURRENT").read_text(encoding="ascii") == "0003\n"
    assert build_info(location)["ontologyVersion"]


def test_a_later_row_that_leaves_the_class_open_keeps_the_class_that_is_known(tiny):
    """I add a name to 大连市; it stays a city."""
    mine = tiny({"places.csv": "id,altLabel@zh\nplace/dalian,滨城\n"})
    store = build_in_memory([mine])
    found = resolve(store, "滨城")
    assert (found["id"], found["type"]) == ("place/dalian", "City")
    assert not select(store, "SELECT ?x { GRAPH graph:entities { ?x a coop:Place } }")


DUMP = """
import sys
from kg.loaders import build_in_memory
from kg.store import dump
sys.stdout.buffer.write(dump(build_in_memory()))
"""


def test_two_builds_are_equal_byte_for_byte_whatever_the_hash_seed_and_the_locale(root):
    """The seed changes the order of sets, the locale what an unguarded open() would write."""
    settings = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DUMP],
            cwd=root,
            env={**os.environ, **one},
            stdout=subprocess.PIPE,
        )
        for one in settings
    ]
    one, two = (process.communicate(timeout=120)[0] for process in running)
    assert len(one) > 1_000_000
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def test_the_id_of_a_build_knows_no_order_and_every_line_but_its_own(packaged):
    lines = [line + b"\n" for line in dump(packaged).splitlines()]
    told = identity(packaged)
    assert told
    lines = [line for line in lines if f'"{told}"'.encode() not in line]
    random.Random(1).shuffle(lines)
    total = sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines)
    assert f"{total:012x}"[-12:] == told
    assert f"{total - int.from_bytes(hashlib.sha256(lines[0]).digest()):012x}"[-12:] != told
