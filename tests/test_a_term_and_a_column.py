"""A term in the ontology and a column in a table: seen everywhere, without a line of code."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import TINY, write_tables

TERM = """
coop:budgetNote a owl:DatatypeProperty ;
    rdfs:label "预算说明"@zh, "note on the budget"@en ;
    skos:definition "结对所用预算的说明。"@zh, "What is said of the budget of a pairing."@en ;
    rdfs:domain coop:Pairing ; rdfs:range xsd:string .

coop:League a owl:Class ;
    rdfs:subClassOf coop:Entity, coop:Claim ;
    rdfs:label "城市同盟"@zh, "league of cities"@en ;
    skos:definition "几个城市结成的同盟。"@zh, "A league that cities form."@en ;
    coop:table "leagues" ;
    coop:displayOrder 395 ;
    coop:joins coop:ally ;
    coop:kindName "league" ;
    coop:tiesIn "cooperation" .

coop:ally a owl:ObjectProperty ;
    rdfs:label "盟友"@zh, "ally"@en ;
    skos:definition "加入同盟的一方。"@zh, "Who joins a league."@en ;
    rdfs:domain coop:League ; rdfs:range coop:Entity ;
    coop:edgeSymmetric false .
"""
NOTE = "每年两千万元"
TABLES = {
    "sources.csv": "id,title@zh,reliability,dcterms:source\nnew,新的,web,https://example.org/new\n",
    "places.csv": "id,source,type,prefLabel@zh,prefLabel@en\n"
    "place/jia,new,City,甲某市,Jia\nplace/yi,new,City,乙某市,Yi\n",
    "pairings.csv": "id,source,partner,basis,budgetNote\n"
    f"pairing/jia-yi,new,甲某市|乙某市,口头约定,{NOTE}\n",
    "leagues.csv": "id,source,prefLabel@zh,prefLabel@en,ally,date\n"
    "league/both,new,两市同盟,League of Two,甲某市|乙某市,2020-05\n",
}
QUERY = "SELECT ?note WHERE { GRAPH ?source { <%s> coop:budgetNote ?note } }"
PAIRING = "https://w3id.org/cooperation-kg/id/pairing/jia-yi"


@pytest.fixture(scope="module")
def told(root, tmp_path_factory):
    """What `kg` of a copy with one more term says of the pairing, by the name of the answer."""
    place = tmp_path_factory.mktemp("own")
    shutil.copytree(root / "kg", place / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    (place / "kg" / "shapes.ttl").symlink_to(root / "shapes.ttl")
    # Nothing here is asked of the packaged data, and drawing them takes most of a minute.
    write_tables(place / "kg" / "data", TINY)
    ontology = (root / "ontology.ttl").read_text(encoding="utf-8")
    (place / "kg" / "ontology.ttl").write_text(ontology + TERM, encoding="utf-8")
    (place / "note.rq").write_text(QUERY % PAIRING, encoding="utf-8")
    mine = write_tables(place / "mine", TABLES)
    asked = {
        "build": ["build", "--data", str(mine)],
        "show": ["show", "pairing/jia-yi", "--format", "json"],
        "list": ["list", "Pairing", "--where", f"budgetNote={NOTE}", "--format", "json"],
        "partners": ["partners", "甲某市", "--format", "json"],
        "table": ["partners", "甲某市"],
        "allies": ["partners", "甲某市", "--kind", "league", "--format", "json"],
        "called": ["partners", "甲某市", "--kind", "城市同盟"],
        "all": ["partners", "甲某市", "--kind", "all"],
        "timeline": ["timeline", "--kind", "城市同盟"],
        "chart": ["timeline", "--about", "甲某市", "-o", "timeline.html"],
        "rank": ["rank", "--projection", "cooperation", "--source", "new"],
        "path": ["path", "甲某市", "乙某市", "--format", "json"],
        "query": ["query", "note.rq", "--format", "json"],
        "map": ["map", "-o", "map.html"],
        "gexf": ["export", "-o", "net.gexf"],
        "graphml": ["export", "-o", "net.graphml"],
        "edges": ["export", "--shape", "edges", "-o", "edges.csv"],
        "tables": ["export", "--shape", "tables", "--own", "-o", "back"],
    }
    script = (
        "import json, sys\nfrom click.testing import CliRunner\nfrom kg.cli import main\n"
        "run = CliRunner().invoke\nanswers = {}\n"
        "for name, args in json.load(sys.stdin).items():\n"
        "    done = run(main, ['--store', 'store', *args])\n"
        "    assert done.exit_code == 0, (name, done.stderr, done.exception)\n"
        "    answers[name] = done.stdout\n"
        "json.dump(answers, sys.stdout)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(place), "KG_LANG": "zh"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        cwd=place,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), place


def test_answers_of_commands_have_it(told):
    said, _ = told
    facts = {fact["property"]: fact for fact in json.loads(said["show"])["facts"]}
    assert facts["budgetNote"]["value"] == NOTE
    assert facts["budgetNote"]["zh"] == "预算说明"
    (listed,) = json.loads(said["list"])
    assert listed["properties"]["budgetNote"] == [NOTE]
    (row,) = json.loads(said["partners"])
    assert row["facts"] == {"basis": ["口头约定"], "budgetNote": [NOTE]}
    (path,) = json.loads(said["path"])
    assert path["hops"][0]["facts"] == row["facts"]
    assert NOTE in said["query"]
    assert "说明" in said["table"]
    assert "口头约定" in said["table"]


def test_a_class_of_ones_own_joins_partners_and_has_its_place_in_time(told):
    said, place = told
    (row,) = json.loads(said["allies"])
    assert (row["partner"]["zh"], row["kind"], row["from"]) == ("乙某市", "league", "2020-05")
    assert "两市同盟" in said["called"]
    assert "城市同盟" in said["called"]
    assert {"结对", "城市同盟"} <= set(said["all"].split())
    assert "2020-05  城市同盟  两市同盟" in said["timeline"]
    assert "两市同盟" in (place / "timeline.html").read_text(encoding="utf-8")
    assert "甲某市" in said["rank"]


def test_the_map_has_it_with_its_label(told):
    html = (told[1] / "map.html").read_text(encoding="utf-8")
    block = re.search(
        r'<script type="application/json" id="kg-data">(.*?)</script>', html, re.DOTALL
    )
    edges = [edge for edge in json.loads(block[1])["edges"] if edge.get("claim") == PAIRING]
    assert edges[0]["facts"] == [
        {"property": "basis", "zh": "说明", "en": "basis", "value": "口头约定"},
        {"property": "budgetNote", "zh": "预算说明", "en": "note on the budget", "value": NOTE},
    ]


def test_files_for_other_programs_have_it(told):
    place = told[1]
    gexf = ET.parse(place / "net.gexf").getroot()
    values = {one.get("for"): one.get("value") for one in gexf.iter() if one.get("value") == NOTE}
    declared = {one.get("id") for one in gexf.iter() if one.tag.endswith("attribute")}
    assert values == {"budgetNote": NOTE}
    assert "budgetNote" in declared
    graphml = ET.parse(place / "net.graphml").getroot()
    keys = {one.get("id"): one.get("attr.name") for one in graphml.iter() if one.get("attr.name")}
    assert [keys[one.get("key")] for one in graphml.iter() if one.text == NOTE] == ["budgetNote"]
    with (place / "edges.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["claim_id"] == "pairing/jia-yi"]
    assert row["facts"] == f"basis=口头约定；budgetNote={NOTE}"
    with (place / "back" / "pairings.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["budgetNote"] == NOTE


@pytest.mark.browser
def test_the_panel_of_the_map_tells_it(told, browser):
    page = browser.new_page()
    page.goto((told[1] / "map.html").as_uri() + "#claim=pairing/jia-yi")
    page.wait_for_selector("#panel.open")
    words = page.inner_text("#panel")
    assert "预算说明" in words
    assert NOTE in words
    page.close()
