"""What editors note: corrections, disagreements, ids that were replaced; and a source taken out."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import Any

import pytest

from kg.claims import citations, read_sources, read_statements
from kg.editorial import correction_sentence, notes_on, read_corrections
from kg.loaders import build, build_in_memory
from kg.names import resolve
from kg.namespaces import ID, SOURCE
from kg.questions.conflicts import conflicts
from kg.resources import find
from kg.store import dump
from tests.data_sets import GOOD, pairing, problems, value

CORRECTION = "claim,source,property,was,is,kind,reason@zh,by,date\n"
MISREAD, WRONG = "misread", "来源有误"
PLACES = (
    "id,source,type,prefLabel@zh,prefLabel@en,within,start,end\n"
    "place/old,s1,NewArea,甲新区,Jia New Area,place/dalian,1,9\n"
    "place/new,s2,NewArea,乙新区,Yi New Area,place/dalian,1,9\n"
)
REDIRECT = "was,is,reason@zh,by,date\n"


def correction(*cells: str) -> dict[str, str]:
    return {"corrections.csv": CORRECTION + ",".join([*cells, "看错了", "编者", "2026-11"]) + "\n"}


def told(folders, tables=None):
    """The notices of a build."""
    found = []
    build(folders[0].parent / "store", folders, notify=found.append)
    return [(notice.row, notice.column, notice.message("zh")) for notice in found]


def sources_of(store, iri=ID + "pairing/a"):
    group = read_statements(store, [iri])[iri]
    return citations(group, read_sources(store, {one.source for one in group}))


def test_what_was_misread_is_mended_and_the_answer_says_so(tiny):
    tables = pairing(stage="签约") | correction(
        "pairing/a", "s1", "stage", "stage/signed", "支持", MISREAD
    )
    store = build_in_memory([tiny(tables)])
    assert value(store, "stage") == ["stage/supported"]
    (source,) = sources_of(store)
    (found,) = source["corrections"]
    assert (found["was"]["en"], found["is"]["zh"]) == ("signed", "支持")
    assert (found["property"], found["date"]) == ("stage", "2026-11")
    assert correction_sentence(found).zh == (
        "更正：“阶段”原录“签约”，现改为“支持”（看错了；编者，2026-11）"
    )
    assert "was recorded as “signed” and is now “supported”" in correction_sentence(found).en


def test_what_is_wrong_in_the_source_stays_as_the_source_has_it(tiny):
    tables = pairing(validFrom="2071") | correction("pairing/a", "", "起始", "2071", "2017", WRONG)
    store = build_in_memory([tiny(tables)])
    assert value(store, "validFrom") == ["2071-01-01"]
    (found,) = sources_of(store)[0]["corrections"]
    assert found["kind"] == "wrong-in-source"
    assert correction_sentence(found).zh.startswith("来源有误：“起始”作“2071”，照录；当为“2017”")


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("", "2018-05", ["2018-05-01"]),
        ("2017", "2017-03/2017-06", ["2017-03-01"]),
        ("2017-01/2017-12", "2018", ["2018-01-01"]),
        ("2017", "", []),
    ],
)
def test_a_value_is_added_changed_or_taken_away_with_its_twin(tiny, was, now, expected):
    tables = pairing(validFrom="2017" if was else "")
    tables |= correction("pairing/a", "", "validFrom", was, now, MISREAD)
    store = build_in_memory([tiny(tables)])
    assert value(store, "validFrom") == expected
    assert len(value(store, "validFromLatest")) == len(expected)


def test_one_value_of_several_is_mended_and_only_where_the_source_is_meant(tiny):
    two = GOOD + "pairing/a,s2,大连市|上海市,1,9\n"
    tables = {
        "pairings.csv": two.replace("partner,", "partner,field,").replace(
            "海市,", "海市,农业|金融,"
        )
    }
    tables |= correction("pairing/a", "s2", "field", "农业", "tourism", MISREAD)
    store = build_in_memory([tiny(tables)])
    assert value(store, "field", graph="s1") == ["field/agriculture", "field/finance"]
    assert value(store, "field", graph="s2") == ["field/finance", "field/tourism"]
    assert ["corrections" in source for source in sources_of(store)] == [False, True]


def test_a_name_is_added_to_a_thing_that_several_sources_speak_of(tiny):
    rows = PLACES + "place/old,s2,NewArea,甲新区,Jia New Area,place/dalian,1,9\n"
    tables = {"places.csv": rows} | correction("place/old", "", "altLabel@zh", "", "旧区", MISREAD)
    assert resolve(build_in_memory([tiny(tables)]), "旧区")["id"] == "place/old"


def test_a_label_of_the_gazetteer_can_be_corrected(tiny):
    tables = correction("place/anshan", "", "prefLabel@en", "Anshan", "Anshan City", MISREAD)
    store = build_in_memory([tiny(tables)])
    assert resolve(store, "Anshan City")["en"] == "Anshan City"
    assert [note.zh.partition("（")[0] for note in notes_on(store, ID + "place/anshan")] == [
        "更正：“名称”原录“Anshan”，现改为“Anshan City”"
    ]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (("pairing/a", "", "stge", "签约", "支持", MISREAD), "property", "stage"),
        (("pairing/a", "", "stage", "签约", "支特", MISREAD), "is", "支特"),
        (("pairing/a", "", "validFrom", "2017-13-45", "2018", MISREAD), "was", "不是日期"),
        (("pairing/a", "", "stage", "签约", "stage/signed", MISREAD), "is", "相同"),
        (("pairing/a", "", "stage", "签约", "支持", "错了"), "kind", "错了"),
        (("pairing/a", "", "stage", "签约", "支持", ""), "kind", "录入有误"),
        (("pairing/a", "", "stage", "", "", MISREAD), "was", "原值或现值"),
        (("", "", "stage", "签约", "支持", MISREAD), "claim", "一条陈述"),
    ],
)
def test_a_correction_that_cannot_be_read_is_refused_by_row_and_column(tiny, cells, column, words):
    found = problems(tiny(pairing(stage="签约") | correction(*cells)))
    assert (2, column) in [problem[:2] for problem in found]
    assert any(words in problem[2] for problem in found)


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (("pairing/b", "", "stage", "签约", "支持", MISREAD), "claim", "pairing/a"),
        (("pairing/a", "s2", "stage", "签约", "支持", MISREAD), "source", "没有说到"),
        (("pairing/a", "", "stage", "启动", "支持", MISREAD), "was", "现为：签约"),
        (("pairing/a", "s9", "stage", "签约", "支持", MISREAD), "source", "s9"),
    ],
)
def test_a_correction_that_applies_to_nothing_is_told_and_blocks_nothing(
    tiny, cells, column, words
):
    tables = pairing(stage="签约") | correction(*cells)
    folder = tiny(tables)
    ((row, where, message),) = told([folder])
    assert (row, where) == (2, column)
    assert words in message
    assert read_corrections(build_in_memory([folder])) == {}


def test_my_corrections_survive_a_new_version_of_what_they_correct(tiny):
    """The packaged row says now what the correction said: nothing is lost, nothing refused."""
    mine = tiny(correction("pairing/a", "", "stage", "签约", "支持", MISREAD), "mine")
    before = tiny(pairing(stage="签约"), "before")
    after = tiny(pairing(stage="支持"), "after")
    for folder in (before, after):
        assert value(build_in_memory([folder, mine]), "stage") == ["stage/supported"]


def test_a_disagreement_is_a_conflict_and_stands_in_no_source(tiny):
    two = GOOD + "pairing/b,s2,鞍山市|上海市,1,9\n"
    note = "claim,reason@zh,by,date\npairing/a|pairing/b,两个来源指同一件事,编者,2026-11-22\n"
    store = build_in_memory([tiny({"pairings.csv": two, "disagreements.csv": note})])
    (row,) = [found for found in conflicts(store) if found["property"] == "disagreesWith"]
    values: Any = row["values"]
    assert [one["value"]["id"] for one in values] == ["pairing/a", "pairing/b"]
    assert value(store, "disagreesWith", graph="s1") == []
    assert notes_on(store, ID + "pairing/b")[0].zh == (
        "与“大连市—上海市”说法不一（两个来源指同一件事；编者，2026-11-22）"
    )


def test_a_disagreement_with_a_claim_that_is_gone_is_told(tiny):
    note = "claim,reason@zh,by,date\npairing/a|pairing/b,两个来源指同一件事,编者,2026-11-22\n"
    folder = tiny({"pairings.csv": GOOD, "disagreements.csv": note})
    assert [found[:2] for found in told([folder])] == [(2, "claim")]
    assert conflicts(build_in_memory([folder])) == []


def test_rows_references_and_look_ups_follow_a_replaced_id(tiny):
    mine = tiny(
        {
            "places.csv": PLACES,
            "pairings.csv": "id,source,partner,start,end\n"
            "pairing/a,s1,place/old|place/shanghai,1,9\n",
        }
    )
    later = tiny(
        {"redirects.csv": REDIRECT + "place/old,place/new,同一个新区,编者,2026-11-22\n"}, "b"
    )
    store = build_in_memory([mine, later])
    assert value(store, "partner") == ["place/new", "place/shanghai"]
    for name in ("place/old", ID + "place/old", "甲新区", "Jia New Area", "乙新区"):
        assert resolve(store, name)["id"] == "place/new", name
    assert resolve(store, "place/old")["zh"] == "乙新区"
    assert [note.zh for note in notes_on(store, ID + "place/new")] == [
        "原编号 place/old（同一个新区；编者，2026-11-22）"
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("place/old,place/old,x,编者,2026", "绕回"),
        ("place/old,place/new,x,编者,2026\nplace/new,place/old,x,编者,2026", "绕回"),
        ("place/old,place/new,x,编者,2026\nplace/old,place/dalian,x,编者,2026", "已改为 place/new"),
        ("某新区,place/new,x,编者,2026", "不是编号"),
        ("place/old,,x,编者,2026", "新编号"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(tiny, rows, words):
    folders = tiny({"places.csv": PLACES}), tiny({"redirects.csv": REDIRECT + rows + "\n"}, "b")
    assert any(words in problem[2] for problem in problems(*folders))


def test_an_id_that_was_given_up_is_not_used_anew_in_the_same_tables(tiny):
    tables = {
        "places.csv": PLACES,
        "redirects.csv": REDIRECT + "place/old,place/new,同一个,编者,2026\n",
    }
    ((row, column, message, _),) = problems(tiny(tables))
    assert (row, column) == (2, "id")
    assert "停用" in message


def test_a_chain_of_redirects_leads_to_its_end(tiny):
    rows = "place/oldest,place/old,x,编者,2025\nplace/old,place/new,x,编者,2026\n"
    folders = [tiny({"places.csv": PLACES}), tiny({"redirects.csv": REDIRECT + rows}, "b")]
    assert resolve(build_in_memory(folders), "place/oldest")["id"] == "place/new"


TWICE = (
    "id,source,prefLabel@zh,partner,field,start,end\n"
    "pairing/a,s1,甲乙,大连市|上海市,field/health,1,9\n"
    "pairing/b,s1,乙甲,大连市|{partner},field/agriculture,11,15\n"
)


def test_two_ids_of_one_source_are_merged(tiny):
    head, one, other = TWICE.format(partner="上海市").splitlines(keepends=True)
    merge = {"redirects.csv": REDIRECT + "pairing/b,pairing/a,同一个,编者,2026\n"}
    tables = {
        "pairings.csv": head
        + other.replace("pairing/b,s1", "pairing/b,s2")
        + "pairing/b,s1,乙甲,上海市|大连市,field/tourism,11,15\n"
    }
    folders = tiny({"pairings.csv": head + one}), tiny(merge, "b"), tiny(tables, "c")
    store = build_in_memory(folders)
    assert value(store, "field") == ["field/health", "field/tourism"]
    spans = {(source["id"], source["start"], source["end"]) for source in sources_of(store)}
    assert spans == {("s1", 1, 9), ("s1", 11, 15), ("s2", 11, 15)}


def test_a_redirect_hides_no_row_that_stands_twice(tiny):
    row = "pairing/b,s1,甲乙,大连市|上海市,field/tourism,16,20\n"
    head, one, _ = TWICE.format(partner="上海市").splitlines(keepends=True)
    merge = {"redirects.csv": REDIRECT + "pairing/b,pairing/a,同一个,编者,2026\n"}
    folders = tiny({"pairings.csv": head + one}), tiny(merge, "b")
    ((number, column, message, _),) = problems(
        *folders, tiny({"pairings.csv": head + 2 * row}, "c")
    )
    assert (number, column) == (3, "id")
    assert "pairings.csv:2 重复" in message


def test_what_a_redirect_makes_wrong_is_told_as_its_doing(tiny):
    tables = {"pairings.csv": TWICE.format(partner="沈阳市")}
    merge = {"redirects.csv": REDIRECT + "pairing/b,pairing/a,同一个,编者,2026\n"}
    ((row, column, message, _),) = problems(tiny(tables), tiny(merge, "b"))
    assert (row, column) == (3, "partner")
    assert "编号 pairing/b 已改为 pairing/a" in message


def test_a_place_is_not_redirected_to_a_pairing(tiny):
    merge = {"redirects.csv": REDIRECT + "place/old,pairing/a,同一个,编者,2026\n"}
    folders = tiny({"places.csv": PLACES, "pairings.csv": GOOD}), tiny(merge, "b")
    ((row, column, message, _),) = problems(*folders)
    assert (row, column) == (2, "is")
    assert "“place/old”是" in message
    assert "“pairing/a”是结对关系" in message


def test_a_redirect_to_nothing_is_told(tiny):
    folder = tiny({"redirects.csv": REDIRECT + "place/old,place/nowhere,x,编者,2026\n"})
    assert [found[:2] for found in told([folder])] == [(2, "is")]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_answers_show_a_correction_in_every_form(kg, tiny, tmp_path, form):
    tables = pairing(stage="签约") | correction("pairing/a", "", "stage", "签约", "支持", MISREAD)
    build(tmp_path / "store", [tiny(tables)])
    store = str(tmp_path / "store")
    for command in (["partners", "大连"], ["show", "pairing/a"]):
        done = kg("--store", store, *command, "--format", form)
        assert done.exit_code == 0
        assert "看错了" in done.stdout, command
        if form == "json" and command[0] == "partners":
            (source,) = json.loads(done.stdout)[0]["sources"]
            assert source["corrections"][0]["kind"] == "misread"


def without(source: str, folder):
    """The packaged tables without the rows of one source."""
    for path in find("data").iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".csv":
            head, *rows = csv.reader(io.StringIO(text))
            mine = [head.index("source")] if "source" in head else []
            mine += [head.index("id")] if path.stem == "sources" else []
            kept = [row for row in rows if not any(row[column] == source for column in mine)]
            if not kept:
                continue
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows([head, *kept])
            text = out.getvalue()
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def graphs(store) -> dict[str, set[bytes]]:
    found: dict[str, set[bytes]] = defaultdict(set)
    for line in dump(store).splitlines():
        triple, _, graph = line.removesuffix(b" .").rpartition(b" ")
        found[graph.decode()[1:-1]].add(triple)
    return found


# Two of the five texts, and a page of the web.
@pytest.mark.parametrize("source", ["001", "002", "zjol-jinhua-20180810"])
def test_taking_a_source_out_takes_out_its_claims_and_nothing_else(
    packaged, source, tmp_path, monkeypatch
):
    from kg.loaders import building

    before = graphs(packaged)
    folder = without(source, tmp_path)
    monkeypatch.setattr(building, "find", lambda name: folder if name == "data" else find(name))
    after = graphs(build_in_memory())
    assert SOURCE + source in before
    assert SOURCE + source not in after
    said = [name for name in before if name.startswith(SOURCE) and name != SOURCE + source]
    assert {name: before[name] for name in said} == {name: after[name] for name in said}
