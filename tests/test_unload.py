"""Taking sources out gives what a build without their rows gives, or nothing at all."""

from __future__ import annotations

import hashlib
import os
import shutil

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KGError, LoadError, StoreError
from kg.loaders import build
from kg.loaders.adding import add
from kg.loaders.derive import RULES
from kg.loaders.removing import remove
from kg.namespaces import DERIVED, NAMES, RDF_TYPE
from kg.store import SHARES, build_info, current, dump, open_local, open_shares
from tests.conftest import TINY, write_tables
from tests.data_sets import HEAD
from tests.test_stages import HEADS, rows_of_sets

SOURCES = "id,title@zh,reliability,dcterms:source\n"
APART = b"#disagreesWith> <https://w3id.org/cooperation-kg/id/"
PLACES = "id,source,type,prefLabel@zh,altLabel@zh,within\n"


def source(*names):
    return SOURCES + "".join(f"{n},文件{n},web,https://example.org/{n}\n" for n in names)


def without(tables, gone):
    """The tables without the rows of some sources."""
    left = {}
    for name, text in tables.items():
        head, *rows = text.splitlines()
        column = 0 if name == "sources.csv" else head.split(",").index("source")
        kept = (
            [row for row in rows if row.split(",")[column] not in gone]
            if "source" in head or (name == "sources.csv")
            else rows
        )
        left[name] = "\n".join([head, *kept]) + "\n"
    return {name: text for name, text in left.items() if text.count("\n") > 1}


def plain(tables):
    """Tables without a column of sources are nobody's."""
    return {
        name: text
        for name, text in tables.items()
        if name == "sources.csv" or "source" in text.partition("\n")[0].split(",")
    }


def left_of(tables, gone):
    ours = plain(tables)
    return {**{n: t for n, t in tables.items() if n not in ours}, **without(ours, gone)}


def same(one, other):
    told = [{**build_info(at), "seal": None} for at in (one, other)]
    assert dump(open_local(one)) == dump(open_local(other))
    assert told[0] == told[1]
    assert len(open_local(one)) == len(open_local(other)), "the merge differs"
    records = [sorted(map(str, open_shares(at))) for at in (one, other)]
    assert records[0] == records[1]


def built(tmp_path, name, *tables):
    folders = [write_tables(tmp_path / f"{name}-{n}", one) for n, one in enumerate(tables) if one]
    build(tmp_path / name, folders)
    return tmp_path / name


def check(tmp_path, gone, *tables, packaged=None):
    """Taking sources out of a store of some tables gives the build of the others."""
    store = built(tmp_path, "store", *tables)
    remove(store, gone)
    if packaged:
        write_tables(tmp_path / "packaged", packaged)
    same(store, built(tmp_path, "left", *(left_of(one, gone) for one in tables)))
    return store


ONE = {
    "sources.csv": source("one"),
    "places.csv": PLACES
    + "place/xin,one,District,新区,新城,大连市\nplace/dalian,one,City,,滨城,\n",
    "pairings.csv": HEAD + "pairing/a,one,新区|上海市,,\npairing/b,one,大连市|贵州省,,\n",
}
TWO = {
    "sources.csv": source("two"),
    "places.csv": PLACES + "place/xin,two,District,新区,,大连市\n",
    "pairings.csv": HEAD + "pairing/a,two,place/xin|上海市,,\npairing/c,two,沈阳市|贵州省,,\n",
}


def test_what_rests_on_a_source_alone_goes_and_the_rest_stays(tiny, tmp_path):
    store = check(tmp_path, ["one"], ONE, TWO)
    text = dump(open_local(store)).decode()
    assert "新区" in text
    assert "新城" not in text
    assert "pairing/a" in text
    assert "pairing/b" not in text


@pytest.mark.parametrize("gone", [["two"], ["one", "two"], ["s3"]])
def test_any_of_several_sources_can_go(tiny, tmp_path, gone):
    fewer = TINY["sources.csv"].splitlines()
    kept = "\n".join(line for line in fewer if line.split(",")[0] not in gone) + "\n"
    check(tmp_path, gone, ONE, TWO, packaged={**TINY, "sources.csv": kept})


def test_what_was_taken_out_can_be_loaded_again(tiny, tmp_path):
    store = built(tmp_path, "store", ONE, TWO)
    before = build_info(store)["build"]
    remove(store, ["two"])
    assert build_info(store)["build"] != before
    add(store, [tmp_path / "store-1"])
    same(store, built(tmp_path, "whole", ONE, TWO))


@pytest.mark.parametrize(
    ("tables", "zh", "en"),
    [
        # A pairing of a place that only the other source describes.
        (
            {"pairings.csv": HEAD + "pairing/d,two,place/xin|贵州省,,\n"},
            "[pairing/d two]：partner：用到“place/xin”，只有来源 one 有它的内容",
            "refers to “place/xin”, which is described by source one alone",
        ),
        # A place that has a name by the other source alone.
        (
            {"places.csv": PLACES + "place/xin,two,District,,新港,大连市\n"},
            "只有来源 one 有它的中文名称",
            "its Chinese name is given by source one alone",
        ),
        # A place that is called by a name that only the other source gives it.
        (
            {
                "places.csv": PLACES + "place/xin,two,District,新区,,大连市\n",
                "pairings.csv": HEAD + "pairing/d,two,新城|贵州省,,\n",
            },
            "有表用“新城”称它，只有来源 one 才使这个名称说得通",
            "a table calls it “新城”",
        ),
        # A place whose class only the other source states.
        (
            {"places.csv": PLACES + "place/xin,two,,新区,,大连市\n"},
            "只有来源 one 写明它的类",
            "its class is stated by source one alone",
        ),
    ],
)
def test_what_others_need_is_listed_and_nothing_changed(tiny, tmp_path, tables, zh, en):
    two = {"sources.csv": source("two"), **tables}
    store = built(tmp_path, "store", ONE, two)
    before = current(store), dump(open_local(store))
    with pytest.raises(LoadError) as caught:
        remove(store, ["one"])
    assert zh in caught.value.message("zh")
    assert en in caught.value.message("en")
    assert "图谱未变" in caught.value.message("zh")
    assert (current(store), dump(open_local(store))) == before
    assert [path.name for path in store.glob("building-*")] == []
    # A build of what is left refuses too, or would mean something else.
    remove(store, ["one", "two"])
    same(store, built(tmp_path, "left"))


def test_a_correction_goes_with_what_it_corrects_and_a_disagreement_keeps_the_others(
    tiny, tmp_path
):
    notes = {
        "corrections.csv": "claim,source,property,was,is,kind,reason@zh,by,date\n"
        "pairing/a,one,partner,上海市,贵州省,misread,看错,某人,2026-11-22\n",
        "disagreements.csv": "claim,reason@zh,by,date\n"
        "pairing/b|pairing/c|pairing/e,不一,某人,2026-11-22\n"
        "pairing/b|pairing/c,又不一,某人,2026-11-22\n",
    }
    two = {
        "sources.csv": source("two"),
        "pairings.csv": HEAD + "pairing/c,two,沈阳市|贵州省,,\npairing/e,two,鞍山市|贵州省,,\n",
    }
    store = built(tmp_path, "store", ONE, two, notes)
    assert dump(open_local(store)).count(APART) == 6
    remove(store, ["one"])
    left = built(tmp_path, "left", left_of(ONE, ["one"]), two, notes)
    assert dump(open_local(store)).count(APART) == 2
    same(store, left)


def test_a_correction_that_names_no_source_stands_against_it(tiny, tmp_path):
    notes = {
        "corrections.csv": "claim,property,was,is,kind,reason@zh,by,date\n"
        "pairing/a,partner,上海市,贵州省,misread,看错,某人,2026-11-22\n"
    }
    store = built(tmp_path, "store", ONE, TWO, notes)
    with pytest.raises(LoadError, match="要看原来的表"):
        remove(store, ["one"])
    assert remove(store, ["one", "two"]).subjects
    same(store, built(tmp_path, "left"))


def test_what_a_redirect_moved_goes_with_its_source(tiny, tmp_path):
    old = {
        "sources.csv": source("one", "two"),
        "places.csv": PLACES + "place/gang,one,City,钢都,钢城,\nplace/gang,two,City,钢都,铁城,\n",
    }
    notes = {
        "redirects.csv": "was,is,reason@zh,by,date\nplace/gang,place/anshan,合并,某人,2026-11-22\n"
    }
    store = check(tmp_path, ["one"], old, notes)
    text = dump(open_local(store)).decode()
    assert "钢都" in text
    assert "铁城" in text
    assert "钢城" not in text


def test_an_unknown_source_is_told_with_the_nearest(tiny, kg, tmp_path):
    kg("--store", "s", "build", write_tables(tmp_path / "one", ONE))
    for lang, words in (("zh", "图谱里没有来源“onne”（是否为：one）"), ("en", "no source “onne”")):
        result = kg("--store", "s", "unload", "onne", lang=lang)
        assert result.exit_code == 1
        assert words in result.stderr
    with pytest.raises(KGError, match="行政区划表不能移去"):
        remove("s", ["gazetteer"])
    with pytest.raises(StoreError, match="只能从本机"):
        remove(":memory:", ["one"])


def test_the_command_says_what_went(tiny, kg, tmp_path):
    kg("--store", "s", "build", write_tables(tmp_path / "one", ONE))
    result = kg("--store", "s", "unload", "source/one")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("已从 s 移去来源 one，其中说到 4 项（版本 ")


def test_records_that_are_damaged_or_of_other_rules_refuse_a_change(tiny, kg, tmp_path):
    one = write_tables(tmp_path / "one", ONE)
    kg("--store", "s", "build", one)
    path = current("s") / "build.json"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace('"rules": ', '"rules": 9'), encoding="utf-8")
    for words in (["unload", "one"], ["load", one]):
        result = kg("--store", "s", *words)
        assert result.exit_code == 1
        assert "另一版本的推导规则" in result.stderr
        assert "请用 kg build 重建" in result.stderr
    path.write_text(good, encoding="utf-8")
    name = next((current("s") / SHARES).glob("MANIFEST-*"))
    name.write_bytes(name.read_bytes()[:-1])
    result = kg("--store", "s", "unload", "one")
    assert result.exit_code == 1
    assert "已损坏" in result.stderr


def test_the_rules_have_another_number_when_the_same_rows_yield_other_quads(tiny, tmp_path):
    """A store that other rules made refuses a change: raise ``RULES`` with what is pinned here."""
    store = open_local(built(tmp_path, "store", ONE, TWO))
    made = [
        quad
        for graph in (DERIVED, NAMES)
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        # Super-classes follow from the ontology, whose own fingerprint is compared.
        if quad.predicate.value != RDF_TYPE
    ]
    lines = "\n".join(sorted(map(str, made))).encode()
    assert (RULES, len(made), hashlib.sha256(lines).hexdigest()[:12]) == (1, 98, "5158f4c8d3aa")


# A document that was changed


def test_a_changed_document_takes_the_place_of_what_it_said(tiny, kg, tmp_path):
    one = write_tables(tmp_path / "one", ONE)
    two = write_tables(tmp_path / "two", TWO)
    assert kg("--store", "s", "build", one, two).exit_code == 0
    changed = {
        **ONE,
        "places.csv": PLACES + "place/xin,one,District,新区,新都,大连市\n",
        "pairings.csv": HEAD + "pairing/a,one,新区|上海市,,\npairing/f,one,鞍山市|贵州省,,\n",
    }
    write_tables(one, changed)
    assert kg("--store", "s", "load", one, "--replace").exit_code == 0
    kg("--store", "whole", "build", one, two)
    same("s", "whole")
    again = kg("--store", "s", "load", one, "--replace")
    assert "没有新内容" in again.stdout
    # Without it, what the source said before stays.
    write_tables(one, {"pairings.csv": HEAD + "pairing/g,one,鞍山市|上海市,,\n"})
    assert kg("--store", "s", "load", one / "pairings.csv").exit_code == 0
    assert b"pairing/f" in dump(open_local("s"))


def test_what_others_need_stays_in_a_changed_document_or_it_is_refused(tiny, kg, tmp_path):
    one = write_tables(tmp_path / "one", ONE)
    two = {"sources.csv": source("two"), "pairings.csv": HEAD + "pairing/d,two,新区|贵州省,,\n"}
    kg("--store", "s", "build", one, write_tables(tmp_path / "two", two))
    before = dump(open_local("s"))
    write_tables(
        one,
        {
            **ONE,
            "places.csv": PLACES + "place/dalian,one,City,,滨城,\n",
            "pairings.csv": HEAD + "pairing/b,one,大连市|贵州省,,\n",
        },
    )
    result = kg("--store", "s", "load", one, "--replace")
    assert result.exit_code == 1
    assert "用到“place/xin”" in result.stderr
    assert dump(open_local("s")) == before
    write_tables(one, {**ONE, "places.csv": ONE["places.csv"].replace("新区,新城", "新区,新都")})
    assert kg("--store", "s", "load", one, "--replace").exit_code == 0
    kg("--store", "whole", "build", one, tmp_path / "two")
    same("s", "whole")


# Any order


SOURCED = ("t0", "t1", "t2", "t3")


@st.composite
def changes(draw):
    """Data sets of own sources, and an order in which they are loaded and taken out."""
    sets = draw(rows_of_sets())
    tables = []
    for number, one in enumerate(sets):
        found = {}
        for (name, head), rows in zip(HEADS.items(), one, strict=True):
            lines = []
            for row in rows:
                cells = row.split(",")
                # Each set has two sources, and may repeat what an earlier one calls something.
                cells[1] = draw(st.sampled_from(SOURCED[: number + 1]))
                if name == "pairings.csv":
                    cells[-2:] = ["", ""]
                lines.append(",".join(cells))
            if lines:
                found[name] = head + "\n".join(dict.fromkeys(lines)) + "\n"
        tables.append(found)
    tables[0]["sources.csv"] = source(*SOURCED)
    tables[0]["indicators.csv"] = "id,prefLabel@zh,prefLabel@en\nindicator/things,件数,things\n"
    order = draw(st.lists(st.sampled_from(SOURCED), max_size=3))
    places = [draw(st.integers(0, len(tables))) for _ in order]
    return tables, list(zip(places, order, strict=True))


@settings(
    max_examples=int(os.environ.get("KG_SPLITS", "4")),
    deadline=None,
    database=None,
    derandomize="KG_SPLITS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(drawn=changes())
def test_any_order_of_loads_and_unloads_gives_the_build_of_what_is_left(
    tiny, tmp_path_factory, drawn
):
    tmp_path = tmp_path_factory.mktemp("order")
    tables, order = drawn
    store = tmp_path / "store"
    build(store, [])
    left: list[dict[str, str]] = []
    for number, one in enumerate(tables):
        folder = write_tables(tmp_path / f"set{number}", one)
        try:
            if one:
                add(store, [folder])
            left.append(one)
        except LoadError:
            pass
        for _, name in [turn for turn in order if turn[0] == number]:
            before = dump(open_local(store))
            fewer = [left_of(one, [name]) for one in left]
            if all(name not in one.get("sources.csv", "") for one in left):
                continue
            try:
                remove(store, [name])
                left = fewer
            except LoadError:
                assert dump(open_local(store)) == before
    same(store, built(tmp_path, "whole", *left))
    shutil.rmtree(tmp_path)
