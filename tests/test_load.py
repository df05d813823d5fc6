"""Adding to a store gives what a build of everything together gives, or nothing at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import LoadError
from kg.loaders import revising
from kg.loaders.adding import add
from kg.store import build_info, dump, open_local, open_store
from tests.conftest import write_tables
from tests.data_sets import GOOD, HEAD, SOURCES, TABLES, partners_of

BASE = "https://w3id.org/cooperation-kg/"
PREFIXES = f"""
@prefix coop: <{BASE}ontology#> .
@prefix place: <{BASE}id/place/> .
@prefix pairing: <{BASE}id/pairing/> .
@prefix stage: <{BASE}id/stage/> .
@prefix source: <{BASE}source/> .
@prefix graph: <{BASE}graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def store(tiny, kg):
    """A store of the small data set and one pairing."""
    assert (
        kg("--store", "s", "build", "--data", tiny({"pairings.csv": GOOD}, "good")).exit_code == 0
    )
    return "s"


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def state(store):
    return Path(store, "CURRENT").read_text(), dump(open_store(store))


def refused(store, path, zh, en):
    with pytest.raises(LoadError) as caught:
        add(store, [path])
    assert zh in caught.value.message("zh")
    assert en in caught.value.message("en")
    assert {problem.file.partition("[")[0] for problem in caught.value.problems} == {str(path)}


def files(folder):
    return sorted(folder.glob("*.csv"))


def same_as_build(kg, store, tmp_path, *folders):
    assert (
        kg("--store", "whole", "build", *(arg for f in folders for arg in ("--data", f))).exit_code
        == 0
    )
    # The seal tells the files apart, which hold the same.
    one, other = ({**build_info(at), "seal": None} for at in (store, "whole"))
    assert one == other
    assert dump(open_store(store)) == dump(open_store("whole"))
    both = [len(open_local(one)) for one in (store, "whole")]
    assert both[0] == both[1], "the merge differs"


# Tables


def test_loading_tables_gives_what_a_build_gives(store, kg, tmp_path):
    mine = write_tables(tmp_path / "mine", TABLES)
    result = kg("--store", store, "load", *files(mine))
    assert result.exit_code == 0, result.stderr
    assert "新增 4 条" in result.stdout
    same_as_build(kg, store, tmp_path, tmp_path / "good", mine)


def test_one_table_after_the_other_gives_the_same(store, kg, tmp_path):
    mine = write_tables(tmp_path / "mine", TABLES)
    for name in ("sources.csv", "places.csv", "pairings.csv"):
        assert kg("--store", store, "load", mine / name).exit_code == 0
    same_as_build(kg, store, tmp_path, tmp_path / "good", mine)


def test_the_same_twice_changes_nothing(store, kg, tmp_path):
    mine = write_tables(tmp_path / "mine", TABLES)
    kg("--store", store, "load", *files(mine))
    before = state(store)
    for lang, words in (("zh", "没有新内容"), ("en", "Nothing new")):
        again = kg("--store", store, "load", *files(mine), lang=lang)
        assert again.exit_code == 0
        assert words in again.stdout
    assert state(store) == before


def test_corrections_and_redirects_apply_to_what_the_store_holds(store, kg, tmp_path):
    notes = {
        "corrections.csv": "claim,property,was,is,kind,reason@zh,by,date\n"
        "pairing/a,partner,大连市,沈阳市,misread,看错,某人,2026-11-22\n",
        "redirects.csv": "was,is,reason@zh,by,date\nplace/old,place/dalian,合并,某人,2026-11-22\n",
    }
    mine = write_tables(tmp_path / "notes", notes)
    result = kg("--store", store, "load", *files(mine))
    assert result.exit_code == 0, result.stderr
    assert "更正 1 条" in result.stdout
    assert partners_of(open_store(store)) == {"place/shenyang", "place/shanghai"}
    same_as_build(kg, store, tmp_path, tmp_path / "good", mine)
    late = write_tables(
        tmp_path / "late",
        {"pairings.csv": HEAD + "pairing/c,s2,place/old|铁西区,1,9\n".replace("铁西区", "鞍山市")},
    )
    assert kg("--store", store, "load", *files(late)).exit_code == 0
    same_as_build(kg, store, tmp_path, tmp_path / "good", mine, late)


@pytest.mark.parametrize(
    ("table", "text", "zh", "en"),
    [
        (
            "pairings.csv",
            HEAD + "pairing/a,s1,大连市|上海市,2,9\n",
            "编号和来源都相同",
            "same id, same source",
        ),
        (
            "pairings.csv",
            HEAD + "pairing/x,s2,大连市|上海市,1,9\n",
            "请用同一编号 pairing/a",
            "use the same id",
        ),
        (
            "pairings.csv",
            HEAD + "pairing/a,s2,大连市|沈阳市,1,9\n",
            "合作方却不同",
            "the partners are not",
        ),
        (
            "pairings.csv",
            HEAD + "pairing/x,s2,大连市|铁西区,1,9\n",
            "可以指 2 个实体",
            "can mean 2",
        ),
        (
            "pairings.csv",
            HEAD + "pairing/x,s9,大连市|沈阳市,1,9\n",
            "没有来源“s9”",
            "no source “s9”",
        ),
        (
            "pairings.csv",
            HEAD + "pairing/x,s1,大连市|沈阳市,1,900\n",
            "不在原文之内",
            "not within the text",
        ),
        (
            "places.csv",
            "id,prefLabel@zh\nplace/dalian,大莲市\n",
            "有不同的名称",
            "has different names",
        ),
        (
            "places.csv",
            "id,prefLabel@zh\npairing/a,甲\n",
            "已用于结对关系",
            "is taken by a pairing",
        ),
        ("sources.csv", SOURCES.replace("new", "s1"), "编号相同", "same id"),
        ("nothing.csv", "id\nx/y\n", "没有叫“nothing”的表", "no table “nothing”"),
    ],
)
def test_tables_are_checked_against_what_the_store_holds(store, kg, tmp_path, table, text, zh, en):
    before = state(store)
    path = write(tmp_path, table, text)
    refused(store, path, zh, en)
    assert state(store) == before


def test_every_problem_of_every_file_is_told_and_nothing_loaded(store, kg, tmp_path):
    before = state(store)
    good = write(tmp_path, "sources.csv", SOURCES)
    bad = write(tmp_path, "pairings.csv", HEAD + "pairing/x,new,大连市|无此地,,\n")
    worse = write(tmp_path, "x.ttl", PREFIXES + "place:dalian coop:wrong stage:signed .")
    other = write(tmp_path, "x.txt", "")
    result = kg("--store", store, "load", good, bad, worse, other)
    assert result.exit_code == 1
    for words in ("无此地", "--source", "“.txt”", "共 3 处问题"):
        assert words in result.stderr
    assert state(store) == before


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("nowhere", "kg build"),
        (":memory:", "--store"),
        ("http://127.0.0.1:9/sparql", "连接不上"),
    ],
)
def test_something_can_only_be_added_to_a_store_that_is_there(kg, tmp_path, where, hint):
    result = kg("--store", where, "load", write(tmp_path, "sources.csv", SOURCES))
    assert result.exit_code == 1
    assert hint in result.stderr


def test_a_store_that_changes_meanwhile_is_left_as_it_then_is(store, kg, tmp_path, monkeypatch):
    mine = write_tables(tmp_path / "mine", TABLES)
    change = revising.change

    def slowly(*args, **kwargs):
        # As somebody else who builds.
        shutil.copytree(Path(store, "0001"), Path(store, "0002"))
        Path(store, "CURRENT").write_text("0002\n", encoding="ascii")
        return change(*args, **kwargs)

    monkeypatch.setattr(revising, "change", slowly)
    result = kg("--store", store, "load", *files(mine))
    assert result.exit_code == 1
    assert "图谱在此期间被改动（请再试一次）" in result.stderr
    assert Path(store, "CURRENT").read_text(encoding="ascii") == "0002\n"
    assert [path.name for path in Path(store).glob("building-*")] == []


# RDF


RDF = {
    "new.ttl": """
source:new a coop:Source ; dcterms:title "新的"@zh ; coop:reliability <ID/reliability/web> ;
  dcterms:source "https://example.org/new"^^xsd:anyURI .
place:pulandian a coop:District, coop:Place ; skos:prefLabel "普兰店区"@zh ;
  skos:altLabel "普兰店"@zh-CN ; coop:within place:dalian .
place:dalian skos:altLabel "滨城"@zh .
pairing:b a coop:Pairing ; coop:supporter place:shanghai ; coop:supported place:pulandian ;
  coop:stage stage:signed ; coop:validFrom "2017-03-01"^^xsd:date ;
  coop:validFromLatest "2017-03-31"^^xsd:date .
""",
    "new.trig": """
graph:sources { source:new a coop:Source ; dcterms:title "新的"@zh ;
  coop:reliability <ID/reliability/web> ; dcterms:source <https://example.org/new> . }
graph:entities { place:pulandian a coop:District ; skos:prefLabel "普兰店区"@zh ;
  skos:altLabel "普兰店"@zh . place:dalian skos:altLabel "滨城"@zh . }
source:new { place:dalian a coop:City . place:pulandian coop:within place:dalian .
pairing:b a coop:Pairing ; coop:partner place:shanghai, place:pulandian ;
  coop:supporter place:shanghai ; coop:supported place:pulandian ;
  coop:stage stage:signed ; coop:validFrom "2017-03-01"^^xsd:date ;
  coop:validFromLatest "2017-03-31"^^xsd:date . }
""",
}


@pytest.mark.parametrize("name", RDF)
def test_rdf_gives_the_same_store_as_tables_that_say_the_same(store, kg, tmp_path, name):
    path = write(tmp_path, name, PREFIXES + RDF[name].replace("ID/", BASE + "id/"))
    result = kg("--store", store, "load", path, "--source", "new")
    assert result.exit_code == 0, result.stderr
    same_as_build(kg, store, tmp_path, tmp_path / "good", write_tables(tmp_path / "mine", TABLES))
    before = state(store)
    assert kg("--store", store, "load", path, "--source", "new").exit_code == 0
    assert state(store) == before


def test_an_export_of_the_store_itself_is_nothing_new(store, kg, tmp_path):
    before = state(store)
    for name in ("all.nq", "all.trig", "all.jsonld"):
        kg("--store", store, "export", "-o", tmp_path / name)
        result = kg("--store", store, "load", tmp_path / name)
        assert "没有新内容" in result.stdout, result.stderr
    assert state(store) == before


def test_evidence_in_rdf_is_that_of_the_tables(store, kg, tmp_path):
    span = "<source/s1#char=20,30>"
    text = (
        PREFIXES
        + f"""@base <{BASE}> . @prefix oa: <http://www.w3.org/ns/oa#> .
    source:s1 {{ pairing:c a coop:Pairing ; coop:partner place:anshan, place:shanghai ;
      coop:evidence {span} , <source/s1#char=40,50> .
      {span} a oa:TextPositionSelector ; oa:start 20 ; oa:end 30 ; coop:locator "第2段" . }}"""
    )
    path = write(tmp_path, "x.trig", text)
    result = kg("--store", store, "load", path)
    assert result.exit_code == 0, result.stderr
    row = "pairing/c,s1,鞍山市|上海市,20|40,30|50,第2段|\n"
    mine = {"pairings.csv": HEAD.replace("\n", ",locator\n") + row}
    same_as_build(kg, store, tmp_path, tmp_path / "good", write_tables(tmp_path / "mine", mine))


PAIR = "source:s3 { pairing:c a coop:Pairing ; coop:partner place:anshan, place:shanghai ; %s . }"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "graph:derived { place:dalian coop:pairedWith place:anshan . }",
            "graph:derived",
            "the build writes",
        ),
        ("graph:names { place:dalian coop:nameKey 'x' . }", "graph:names", "leave this graph out"),
        ("graph:ontology { stage:x a skos:Concept . }", "graph:ontology", "the build writes"),
        (
            "<http://example.org/g> { place:dalian coop:within place:anshan . }",
            "不认得图",
            "unknown graph",
        ),
        ("place:dalian coop:within place:anshan .", "加上 --source 编号", "add --source ID"),
        (
            "graph:entities { pairing:c a coop:Pairing ; coop:partner place:anshan . }",
            "没有来源",
            "no source",
        ),
        (PAIR % "coop:field []", ".trig:12：有空白节点", "blank node"),
        (PAIR % "coop:stagee stage:signed", "是否为：coop:stage", "did you mean: coop:stage"),
        (PAIR % "coop:stage stage:sined", "是否为：stage/signed", "did you mean: stage/signed"),
        (PAIR % "coop:stage 'signed'", "这里要写编号（IRI）", "an id (IRI) is wanted"),
        (PAIR % "coop:outcome place:dalian", "这里要写文字", "a text is wanted"),
        (PAIR % "coop:outcome 'x'@fr", "没有语言“fr”", "no language “fr”"),
        (PAIR % "coop:validFrom '2024-13-01'^^xsd:date", "不是日期", "is not a date"),
        (PAIR % "coop:validFromLatest '2024-12-01'^^xsd:date", "没有最早日期", "only the latest"),
        (PAIR % "coop:shortNameKey 'x'", "由建库推导", "is derived by the build"),
        (PAIR % "coop:mentions <http://example.org/x>", "不是本图谱的编号", "no id of this graph"),
        (PAIR % "a coop:Paring", "是否为：coop:Pairing", "did you mean: coop:Pairing"),
        (PAIR % "coop:evidence source:s3", "不是依据的写法", "is not evidence"),
        (
            "source:s3 { pairing:c coop:partner place:anshan . }",
            "没有写是哪一类",
            "class is not given",
        ),
        (
            "source:s9 { pairing:c a coop:Pairing ; coop:partner place:anshan, place:dalian . }",
            "没有来源“s9”",
            "no source “s9”",
        ),
        (
            "source:s3 { place:x a coop:City ; coop:within place:dalian . }",
            "没有中文名称",
            "no Chinese name",
        ),
        (
            "source:s3 { <http://example.org/x> a coop:City . }",
            "不是本图谱的编号",
            "no id of this graph",
        ),
        ("source:s3 { oops", "不是正确的 .trig", "not well-formed .trig"),
    ],
)
def test_rdf_that_has_no_place_here_is_refused_by_name(store, kg, tmp_path, text, zh, en):
    before = state(store)
    path = write(tmp_path, "x.trig", PREFIXES + "\n" + text)
    refused(store, path, zh, en)
    assert state(store) == before


REMOTE = '{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://example.org/x"}'
LAUGHS = '<!DOCTYPE r [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.jsonld", REMOTE, "不联网"),
        ("x.rdf", LAUGHS, "DOCTYPE"),
        ("x.rdf", "<a>" * 200 + "</a>" * 200, "嵌套超过 100 层"),
        ("x.rdf", "<a>", "不是正确的 XML"),
        ("x.ttl", "", "没有新内容"),
    ],
)
def test_what_would_reach_the_network_or_blow_up_is_refused(store, kg, tmp_path, name, text, words):
    result = kg("--store", store, "load", write(tmp_path, name, text), "--source", "s3")
    assert words in result.stderr + result.stdout
