"""The pages' scripts: Node reads each, and what needs no browser answers as it should."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest

from kg import dates
from kg.maps import render
from kg.names.keys import fold
from kg.network import project
from tests.page_scripts import STATIC, answered


@pytest.fixture(scope="module")
def node():
    found = shutil.which("node")
    if found is None:
        pytest.skip("missing tool: no node on the PATH (Debian: nodejs)")
    return found


@pytest.fixture(scope="module")
def data(packaged):
    html = render(project(packaged))
    found = re.search(
        r'<script type="application/json" id="kg-data">(.*?)</script>', html, re.DOTALL
    )
    return json.loads(found[1])


@pytest.fixture
def ask(node, data):
    """What expressions give on a page; several share its state, in their order."""

    def run(*asked, **changed):
        answers = answered(node, data | changed, asked)
        return answers[0] if len(asked) == 1 else answers

    return run


def test_node_reads_every_script(node):
    scripts = sorted(STATIC.rglob("*.js"))
    assert len(scripts) > 20
    for script in scripts:
        done = subprocess.run(
            [node, "--check", str(script)], capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr


def test_a_map_declares_nothing_twice_and_nothing_in_vain():
    """The scripts of a map share one scope, which the linter sees file by file only."""
    texts = [script.read_text("utf-8") for script in STATIC.glob("*.js")]
    whole = "\n".join(texts)
    declared = re.findall(r"^(?:const|let|(?:async )?function) ([\w$]+)", whole, re.MULTILINE)
    assert len(declared) > 100
    assert sorted(declared) == sorted(set(declared))
    written = Counter(re.findall(r"(?<![\w$])(?:(?<!\.)|(?<=\.\.\.))[\w$]+", whole))
    assert [name for name in declared if written[name] < 2] == []


# Search


def test_a_name_is_folded_as_the_command_line_folds_it(ask, data):
    every = {name for node in data["nodes"] for name in (node["zh"], node["en"], *node["names"])}
    names = sorted(name for name in every if name)
    names += [
        "Ｄalian　City",
        "Dàlián",
        "《长江三角洲》、（沪）",
        "“一带一路”",
        "St. John’s, Québec",
        "ḍ̇",
    ]
    assert ask(f"{json.dumps(names)}.map(fold)") == [fold(name) for name in names]


def test_every_name_finds_its_entity(ask, data):
    missed = ask(
        "data.nodes.flatMap((node) => [node.zh, node.en, ...node.names].filter(Boolean)"
        ".filter((name) => !find(name).includes(node)).map((name) => [node.id, name]))"
    )
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("大连", "place/dalian"),
        ("大連", "place/dalian"),
        (" Dàlián ", "place/dalian"),
        ("dalian city", "place/dalian"),
        ("dalianshi", "place/dalian"),
        ("上海", "place/shanghai"),
    ],
)
def test_what_is_typed_finds_first(ask, typed, first):
    assert ask(f"find({json.dumps(typed)})[0].id") == first


def test_nothing_typed_or_known_finds_nothing(ask):
    assert ask('["", " ", "（）", "没有这样的名字"].map((text) => find(text).length)') == [
        0,
        0,
        0,
        0,
    ]


# Time


def dated(first, until=None, **said):
    """A pairing as the page has it: the days on which it can have begun and ended."""
    spans = [dates.parse(day) if day else (None, None) for day in (first, until)]
    days = [day and day.isoformat() for span in spans for day in span]
    when = {"when": [*days, None]} if any(days) else {}
    return {"from": first, "until": until, "relation": "Pairing", **when, **said}


@pytest.mark.parametrize(
    ("edge", "year", "seen"),
    [
        (dated("2017"), 2016, False),
        (dated("2017"), 2017, True),
        (dated("2017"), 2030, True),
        (dated("2017-03-18", "2019"), 2018, True),
        (dated("2017-03-18", "2019"), 2019, True),
        (dated("2017-03-18", "2019"), 2020, False),
        (dated(None, "2019-06"), 2019, True),
        (dated(None, "2019-06"), 2020, False),
        (dated(None), 1990, True),
        (dated("2017", relation="within"), 1990, True),
    ],
)
def test_a_claim_is_drawn_in_the_years_in_which_it_may_hold(ask, edge, year, seen):
    assert ask(f"(state.year = {year}, inTime({json.dumps(edge)}))") is seen


def test_what_has_no_date_is_drawn_as_chosen_and_any_time_draws_all(ask):
    edge = json.dumps(dated(None))
    assert ask(f"(state.year = 2018, state.undated = false, inTime({edge}))") is False
    assert ask(f"(state.undated = false, inTime({edge}))") is True


# Paths


@pytest.fixture(scope="module")
def graphs(data):
    """What a path may go along, without and with containment."""
    ties = {relation["id"] for relation in data["relations"] if relation["tie"]}
    both = {False: nx.Graph(), True: nx.Graph()}
    for edge in data["edges"]:
        both[True].add_edge(edge["a"], edge["b"])
        if edge["relation"] in ties:
            both[False].add_edge(edge["a"], edge["b"])
    return both


@pytest.mark.parametrize("within", [False, True])
def test_a_path_has_the_fewest_steps_and_hangs_together(ask, data, graphs, within):
    ids = [node["id"] for node in data["nodes"]]
    pairs = [[a, b] for a in ids[::60] for b in ids[7::45] if a != b]
    assert len(pairs) > 100
    found = ask(
        f"{json.dumps(pairs)}.map(([a, b]) => findPath(a, b, {json.dumps(within)})"
        "?.map(({ from, to, edge }) => [from, to, edge.a, edge.b]))"
    )
    graph = graphs[within]
    for (start, end), hops in zip(pairs, found, strict=True):
        if hops is None:
            assert not (start in graph and end in graph and nx.has_path(graph, start, end))
            continue
        assert len(hops) == nx.shortest_path_length(graph, start, end)
        assert [hops[0][0], *(hop[1] for hop in hops)] == [*(hop[0] for hop in hops), end]
        assert hops[0][0] == start
        assert all({a, b} == {c, d} for a, b, c, d in hops)


# Comparing


def test_common_partners_are_the_partners_of_each(ask, data):
    def partners(ident):
        ends = [{e["a"], e["b"]} for e in data["edges"] if e["relation"] == "Pairing"]
        return {other for pair in ends if ident in pair for other in pair - {ident}}

    compared = ["place/liaoning", "place/heilongjiang"]
    regions = ask(f"(state.compare = {json.dumps(compared)}, inCommon(true))")
    assert set(regions) == partners(compared[0]) & partners(compared[1]) - set(compared)
    assert ask("(state.compare = ['place/liaoning'], inCommon(true))") == []


# Sources


def test_places_in_a_text_come_in_its_order(ask):
    refs = [
        [1, "第2段", 363, 380],
        [1, "第1段", 5, 9],
        [1, "第2段", 320, 337],
        [1, "附表", None, None],
    ]
    assert ask(f"placesIn({json.dumps(refs)})") == [
        "附表",
        "第1段，第 5–9 字符",
        "第2段，第 320–337、363–380 字符",
    ]


def test_a_citation_takes_the_place_in_as_it_is_and_leaves_no_hole(ask, data):
    number = json.dumps(len(data["sources"]) // 2)
    whole, without, english = ask(
        f"cite(data.sources[{number}], ['第1段$&$1'])",
        f"cite(data.sources[{number}], [])",
        f"(state.lang = 'en', cite(data.sources[{number}], []))",
    )
    assert "第1段$&$1" in whole
    assert "{place}" not in whole + without + english
    assert "()" not in english


def test_only_web_addresses_become_links(ask):
    addresses = ["https://example.org/", "http://example.org", "javascript:alert(1)", "", None]
    assert ask(f"{json.dumps(addresses)}.map(isAddress)") == [True, True, False, False, False]


# The address


def test_what_is_seen_is_in_the_address_and_back(ask):
    given = ask(
        "(Object.assign(state, { kind: 'path', path: { from: 'place/dalian', to: 'place/shanghai', "
        "within: false }, view: 'geo', lang: 'en', year: 2018, undated: false, "
        "region: 'a,b&c=%' }), "
        "location.hash = '#' + hashParts().join('&'))",
        "readHash()",
    )
    assert "%252C" not in given[0]
    assert given[1] == {
        "node": None,
        "path": ["place/dalian", "place/shanghai"],
        "without": "within",
        "view": "geo",
        "lang": "en",
        "year": "2018",
        "undated": "0",
        "region": "a,b&c=%",
    }


def test_an_address_that_is_no_address_opens_the_page_as_it_is(ask, data):
    assert ask("(location.hash = '#%E0%A4&=&nowhere', readHash())") == {
        "view": data["view"],
        "lang": data["lang"],
        "node": None,
    }


# The JSON of the page


def test_what_is_taken_along_is_what_the_page_knows(ask, data):
    taken = ask("asJson()")
    assert len(taken["entities"]) == len(data["nodes"])
    assert len(taken["relations"]) == len(data["edges"])
    assert len(taken["sources"]) == len(data["sources"])
    cited = [source for relation in taken["relations"] for source in relation["sources"]]
    assert cited
    assert all(source["title"] for source in cited)


def test_a_line_begins_and_ends_at_its_ends(ask):
    way = "[{ x: 0, y: 0 }, { x: 10, y: 20 }, { x: 20, y: 0 }]"
    assert ask(f"[0, 0.5, 1].map((share) => onWay({way}, share))") == [[0, 0], [10, 10], [20, 0]]


# What is asked of relations


def test_a_facet_counts_what_it_leaves(ask):
    told = ask(
        "FACETS.map((facet) => facetChoices(facet).map(([id, count]) => {"
        " state.facets = { [facet.key]: id };"
        " const left = data.edges.filter((edge) => isOfView(edge) && isAsked(edge)).length;"
        " state.facets = {};"
        " return [facet.key, id, count, left, shortId(facet.key, id)]; })).flat()"
    )
    assert {key for key, *_ in told} == {
        "between",
        "mechanism",
        "programme",
        "direction",
        "supporter",
        "supported",
        "stage",
        "reliability",
        "sources",
    }
    assert [row for row in told if row[2] != row[3] or not row[2]] == []
    # Two answers never share an address.
    assert len({(key, short) for key, _, _, _, short in told}) == len(told)


def test_what_is_asked_is_in_the_address_and_back(ask):
    before, after = ask(
        "(state.facets = { mechanism: 'mechanism/east-west', supporter: 'place/shanghai' },"
        " state.from = 2018, location.hash = '#' + hashParts().join('&'))",
        "(state.facets = {}, state.from = null, readFacets(readHash()),"
        " [state.facets, state.from, state.to])",
    )
    assert "supporter=place/shanghai" in before
    assert "from=2018" in before
    assert after[0]["supporter"] == "place/shanghai"
    assert after[1:] == [2018, None]


def test_new_since_a_year_is_what_may_have_begun_then_and_nothing_undated(ask):
    found = ask(
        "(state.from = 2018, data.edges.filter((edge) => isPairing(edge) && isAsked(edge))"
        ".map((edge) => [edge.when?.[0], edge.when?.[1], begun(edge)]))"
    )
    assert len(found) > 10
    assert all(last and last >= "2018" for _, last, _ in found)
    assert all((first >= "2018") == (how == "certain") for first, _, how in found)


def test_columns_that_are_asked_close_up(ask, data):
    whole = data["views"]["pairs"]
    layout, kept = ask(
        "(state.field = 'field/industry', closeUp(data.views.pairs, isAsked))",
        "data.views.pairs.lines.filter(([, , n]) => isAsked(data.edges[n])).map((line) => line[2])",
    )
    assert [line[2] for line in layout["lines"]] == kept
    assert 3 < len(kept) < len(whole["lines"]) / 3
    rows = sorted({seat[3] for seat in layout["seats"]})
    assert min(b - a for a, b in pairwise(rows)) >= 20
    assert layout["height"] < len(rows) * 40 + len(layout["headings"]) * 90
    claims = {data["edges"][number]["claim"] for number in kept}
    assert sum(heading["count"] for heading in layout["headings"]) == len(claims)
    # Everybody faces whom they faced.
    seats = [[whole["seats"][n][0] for n in line[:2]] for line in whole["lines"] if line[2] in kept]
    assert [[layout["seats"][n][0] for n in line[:2]] for line in layout["lines"]] == seats


def test_every_stage_has_its_line_and_every_source_its_dot(ask, data):
    assert {stage["phase"] for stage in data["stages"]} == {"planned", "signed", "implemented"}
    sources, grades = ask(
        "data.edges.map((edge) => new Set(edge.refs.map(([n]) => n)).size)",
        "data.edges.map(gradesOf)",
    )
    assert [len(found) for found in grades] == sources
    assert all(found == sorted(found) for found in grades)


def test_where_sources_differ_each_value_has_its_sources(ask, data):
    edges = [edge for edge in data["edges"] if edge.get("apart")]
    assert len(edges) > 5
    for edge in edges:
        cited = {ref[0] for ref in edge["refs"]}
        assert set(edge["apart"]) == set(edge["conflicts"])
        for values in edge["apart"].values():
            assert len(values) > 1
            assert all(value["by"] and set(value["by"]) <= cited for value in values)
    words = ask("data.edges.filter((edge) => edge.apart).map(apartLines)")
    assert all(len(lines) > 2 for lines in words)
