"""`kg validate`: the packaged data conform, every shape bites, and problems name file and row."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection

from kg.loaders import build_in_memory, building
from kg.namespaces import COOP, EDITORS, ENTITIES, PREFIXES, SOURCE, SOURCES, local_name
from kg.validation import origins, read_origins, validate, verify
from tests.conftest import write_tables

ROOT = Path(__file__).resolve().parents[1]
SH = rdflib.Namespace(PREFIXES["sh"])
SHAPES = rdflib.Graph().parse(str(ROOT / "shapes.ttl"))
XSD = PREFIXES["xsd"]
DATE, INTEGER = ox.NamedNode(XSD + "date"), ox.NamedNode(XSD + "integer")


def constraints():
    """Every (class, shape, property, kind of constraint) of shapes.ttl."""
    for node, target in sorted(SHAPES.subject_objects(SH.targetClass)):
        for shape in sorted(SHAPES.objects(node, SH.property)):
            path = SHAPES.value(shape, SH.path)
            if isinstance(path, rdflib.BNode):
                among = SHAPES.value(path, SH.alternativePath) or rdflib.RDF.nil
                paths = [str(one) for one in Collection(SHAPES, among)]
            else:
                paths = [str(path)]
            for kind in ("minCount", "maxCount", "pattern", "lessThan", "lessThanOrEquals"):
                limit = SHAPES.value(shape, SH[kind])
                if limit is not None:
                    yield str(target), local_name(str(shape)), tuple(paths), kind, str(limit)


CONSTRAINTS = sorted(constraints())
# Notes of the editors, of which the packaged data have not every kind.
SIGNED = "说明,编者,2026-11-22\n"
NOTES = {
    "corrections.csv": "claim,property,was,is,kind,reason@zh,by,date\n"
    f"place/dalian,altLabel@zh,,甲甲,misread,{SIGNED}"
    f"place/anshan,altLabel@zh,,乙乙,misread,{SIGNED}",
    "redirects.csv": "was,is,reason@zh,by,date\n"
    f"place/a,place/dalian,{SIGNED}place/b,place/anshan,{SIGNED}",
}


def instances(store, target):
    """Things of a class, each with the graph that describes it."""
    rows = store.query(
        f"SELECT DISTINCT ?x ?g {{ GRAPH ?h {{ ?x a <{target}> }} GRAPH ?g {{ ?x a ?c }}"
        f"FILTER(STRSTARTS(STR(?g), '{SOURCE}')"
        f" || ?g IN (<{EDITORS}>, <{ENTITIES}>, <{SOURCES}>)) }}"
    )
    claims = {
        row["x"].value for row in store.query(f"SELECT ?x {{ GRAPH ?g {{ ?x a <{COOP}Claim> }} }}")
    }
    found = sorted((row["x"].value, row["g"].value) for row in rows)
    return [(x, g) for x, g in found if not (g == ENTITIES and x in claims)]


def another(old):
    """Another value of the same kind."""
    if isinstance(old, ox.NamedNode):
        return ox.NamedNode(old.value + "-another")
    if old.datatype.value == XSD + "date":
        return ox.Literal(f"{int(old.value[:4]) - 1}{old.value[4:]}", datatype=old.datatype)
    if old.datatype.value in (XSD + "integer", XSD + "decimal"):
        return ox.Literal("987654", datatype=old.datatype)
    return ox.Literal(old.value + "x")


def broken(store, key, used):
    """Break one constraint on one thing that no other test breaks; return the thing."""
    target, _, paths, kind, limit = key
    thing, graph = next(pair for pair in instances(store, target) if (pair, paths) not in used)
    used.add(((thing, graph), paths))
    subject, where = ox.NamedNode(thing), ox.NamedNode(graph)
    names = [ox.NamedNode(path) for path in paths]
    old = [quad for name in names for quad in store.quads_for_pattern(subject, name, None, where)]

    def add(name, value):
        store.add(ox.Quad(subject, ox.NamedNode(name), value, where))

    if kind == "minCount":
        for quad in old:
            store.remove(quad)
    elif kind == "maxCount":
        sample = old or list(store.quads_for_pattern(None, names[0], None, None))
        value = sample[0].object if sample else ox.Literal("2020-01-01", datatype=DATE)
        for number in range(int(limit) + 1 - len(old)):
            value = another(value) if number or old else value
            add(paths[0], value)
    elif kind == "pattern":
        add(paths[0], ox.Literal("不合规"))
    else:
        # Both ends of an order that must not be: numbers or dates, whichever the property takes.
        for name, bad in ((paths[0], "9"), (limit, "1")):
            for quad in list(store.quads_for_pattern(subject, ox.NamedNode(name), None, where)):
                store.remove(quad)
            dated = name.endswith(("From", "Latest"))
            text, datatype = (f"200{bad}-01-01", DATE) if dated else (bad, INTEGER)
            add(name, ox.Literal(text, datatype=datatype))
    return thing


def test_the_packaged_data_conform(packaged):
    found = validate(packaged, origins=read_origins())
    assert [problem.message("en") for problem in found.problems] == []
    assert found.graphs > 40
    assert found.things > 4000


@pytest.fixture(scope="module")
def all_broken(tmp_path_factory):
    """One store in which every constraint is broken once, and what is found in it."""
    store = build_in_memory([write_tables(tmp_path_factory.mktemp("notes"), NOTES)])
    used = set()
    things = {key: broken(store, key, used) for key in CONSTRAINTS}
    return things, validate(store).problems


@pytest.mark.parametrize("key", CONSTRAINTS, ids=lambda key: f"{key[1]}-{key[3]}")
def test_every_shape_bites(all_broken, key):
    things, problems = all_broken
    thing = things[key].removeprefix(PREFIXES["id"]).removeprefix(SOURCE)
    column = local_name(key[2][0])
    told = [p for p in problems if p.file.split(": ")[-1] == thing and p.column == column]
    if "#char=" in thing:
        # Of evidence the claim is named, which stands in a table.
        told = [p for p in problems if p.column == column]
    assert told, f"{key[1]} {key[3]} on {thing}"


@pytest.mark.parametrize("shape", sorted({key[1] for key in CONSTRAINTS}))
def test_every_shape_says_in_both_languages_what_it_wants(shape):
    messages = SHAPES.objects(
        rdflib.URIRef(f"https://w3id.org/cooperation-kg/shapes#{shape}"), SH.message
    )
    assert sorted(message.language for message in messages) == ["en", "zh"]


def test_every_property_of_the_shapes_is_in_the_ontology():
    from kg.ontology import load

    known = load()
    assert {key[0] for key in CONSTRAINTS} - {PREFIXES["oa"] + "TextPositionSelector"} <= set(
        known.classes
    )
    asked = {path for key in CONSTRAINTS for path in key[2]}
    assert asked <= set(known.properties)


# What is wrong is put into a small store: what to check is the same, and each check takes seconds
# less than on the packaged data.
ONE = PREFIXES["id"] + "pairing/dalian-shanghai"
SMALL = {
    "pairings.csv": "id,source,partner,stage,start,end\n"
    "pairing/dalian-shanghai,s1,place/dalian|place/shanghai,supported,1,9\n",
    "events.csv": "id,source,prefLabel@zh,date,start,end\nevent/fair,s2,交易会,2018-05,1,9\n",
    "plans.csv": "id,source,prefLabel@zh,start,end\nplan/one,s1,方案,9,10\n",
    "areas.csv": "id,source,prefLabel@zh,number,partOf,start,end\n"
    "area/one,s1,方面,1,plan/one,10,15\n",
    "tasks.csv": "id,source,prefLabel@zh,number,partOf,start,end\n"
    "task/one,s1,任务,1,area/one,15,20\n",
}


@pytest.fixture
def folder(tiny, monkeypatch):
    """Small tables, which are also where `read_origins` looks."""
    monkeypatch.setattr(origins, "find", building.find)
    return tiny(SMALL)


@pytest.fixture
def change(folder):
    """A store of the small tables, and how to add triples to the source s1."""
    store = build_in_memory([folder])

    def add(subject, name, value, graph=SOURCE + "s1"):
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(name), value, ox.NamedNode(graph)))

    return store, add


def test_a_small_store_conforms(change):
    found = validate(change[0])
    assert (found.graphs, found.problems) == (4, ())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("stage", "id/stage/signed", "有 2 个值"),
        ("partner", "id/pairing/dalian-shanghai", "不是实体"),
        ("indicator", "id/indicator/projects", "只用于数据"),
        ("partnerr", "id/place/dalian", "没有属性"),
    ],
)
def test_a_problem_names_file_row_and_column(change, folder, name, value, words):
    store, add = change
    add(ONE, COOP + name, ox.NamedNode("https://w3id.org/cooperation-kg/" + value))
    (problem,) = validate(store, origins=read_origins([folder])).problems
    table = str(folder / "pairings.csv")
    assert (problem.file, problem.row, problem.column) == (table, 2, name)
    assert words in problem.message("zh")


def test_a_literal_of_the_wrong_type_is_found(change):
    store, add = change
    add(ONE, COOP + "validFrom", ox.Literal("2018"))
    (problem,) = validate(store).problems
    assert "xsd:date" in problem.message("zh")
    assert "xsd:date" in problem.message("en")


FIGURES = {
    "indicators.csv": "id,prefLabel@zh,prefLabel@en,definition@zh,definition@en\n"
    "indicator/aid,援助资金,Aid,援助的资金。,Money.\n",
    "units.csv": "id,prefLabel@zh,prefLabel@en\nunit/yuan,元,yuan\nunit/person,人,person\n",
    "observations.csv": "id,source,about,indicator,unit,printed,value\n"
    "observation/x,s3,place/dalian,indicator/aid,unit/yuan,近16.5亿元,1650000000\n",
}
FIGURE = PREFIXES["id"] + "observation/x"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("value", ox.Literal("16.5", datatype=ox.NamedNode(XSD + "decimal")), "应为 1650000000"),
        ("unit", ox.NamedNode(PREFIXES["id"] + "unit/person"), "应为 元"),
        ("qualifier", ox.NamedNode(PREFIXES["id"] + "qualifier/over"), "应为 qualifier/nearly"),
        ("qualifier", None, "不是确数"),
    ],
)
def test_a_figure_is_as_printed(tiny, name, value, words):
    store = build_in_memory([tiny(FIGURES)])
    assert validate(store).problems == verify(store, [], only=["s3"]).failures == ()
    update = f"DELETE WHERE {{ GRAPH <{SOURCE}s3> {{ <{FIGURE}> <{COOP}{name}> ?x }} }}"
    store.update(update)
    if value is None:
        store.update(update.replace(name, "upper"))
    else:
        it = (ox.NamedNode(FIGURE), ox.NamedNode(COOP + name), value, ox.NamedNode(SOURCE + "s3"))
        store.add(ox.Quad(*it))
    for (problem,) in (validate(store).problems, verify(store, [], only=["s3"]).failures):
        assert (problem.file, problem.column) == ("s3: observation/x", name)
        assert words in problem.message("zh")
    assert verify(store, [], only=["s2"]).failures == ()


@pytest.mark.parametrize("inside", [False, True])
def test_one_pairing_has_one_id(change, inside):
    store, add = change
    other = PREFIXES["id"] + "pairing/sh-dl"
    add(other, PREFIXES["rdf"] + "type", ox.NamedNode(COOP + "Pairing"))
    for place in ("dalian", "shanghai"):
        add(other, COOP + "partner", ox.NamedNode(PREFIXES["id"] + "place/" + place))
    if inside:
        add(other, COOP + "partOf", ox.NamedNode(ONE))
    found = [problem for problem in validate(store).problems if problem.column == "id"]
    assert [(one.file, "同一结对" in one.message("zh")) for one in found] == (
        [] if inside else [("s1: pairing/sh-dl", True)]
    )


def test_two_sources_may_contradict_each_other(change):
    store, add = change
    other = SOURCE + "s2"
    add(ONE, PREFIXES["rdf"] + "type", ox.NamedNode(COOP + "Pairing"), other)
    for name, value in (("partner", "place/dalian"), ("partner", "place/anshan")):
        add(ONE, COOP + name, ox.NamedNode(PREFIXES["id"] + value), other)
    add(ONE, COOP + "stage", ox.NamedNode(PREFIXES["id"] + "stage/ended"), other)
    assert validate(store).problems == ()


def test_what_a_source_only_refers_to_need_not_be_described_there(change):
    store, add = change
    event, task = PREFIXES["id"] + "event/fair", ox.NamedNode(PREFIXES["id"] + "task/one")
    add(event, COOP + "statedIn", task, SOURCE + "s2")
    assert validate(store).problems == ()


def test_the_command_says_that_all_is_well(kg, folder, tmp_path):
    store = ("--store", tmp_path / "store")
    built = kg(*store, "build", "--data", folder)
    assert built.exit_code == 0, built.output
    done = kg(*store, "validate", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"graphs": 4, "things": 23, "problems": []}
    assert "没有问题" in kg(*store, "validate").stdout
    assert "no problems" in kg(*store, "validate", lang="en").stdout


def test_the_command_fails_when_something_is_wrong(kg, monkeypatch, change):
    from kg.cli import validate as command

    store, add = change
    add(ONE, COOP + "stage", ox.NamedNode(PREFIXES["id"] + "stage/signed"))
    monkeypatch.setattr(command, "opened", lambda: store)
    done = kg("validate", lang="en")
    as_json = json.loads(kg("validate", "--format", "json").stdout)
    as_csv = kg("validate", "--format", "csv").stdout.splitlines()
    assert done.exit_code == 1
    assert "stage: has 2 values (one source gives one stage)" in done.stdout
    assert "1 problem." in done.stdout
    assert as_json["problems"][0]["what"] == {"zh": "有 2 个值", "en": "has 2 values"}
    assert as_csv[0] == "file,row,column,what,hint"
    assert ",stage,有 2 个值,一个来源只写一个阶段" in as_csv[1]
