"""What is exported opens elsewhere and loads back, with every source."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import exports
from kg.exports.variables import VARIABLES
from kg.network import project
from kg.network.projections import simple

# Words that SPSS (first line) or Stata (the rest) keep for themselves.
RESERVED = set(
    """
    all and by eq ge gt le lt ne not or to with
    _all _b _coef _cons _n _rc _skip aggregate array boolean break byte case catch class
    colvector complex const continue default delegate delete do double else enum end export
    external float for friend function global goto if in inline int local long mata matrix
    namespace new null numeric operator private protected public quad return rowvector scalar
    short static strl string struct super switch template this throw try typedef typename union
    unsigned using void
    """.split()
)


@pytest.fixture(scope="module")
def network(packaged):
    return project(packaged)


@pytest.fixture(scope="module")
def ties(network):
    return simple(network)


@pytest.mark.parametrize("name", VARIABLES)
def test_variable_names_suit_spss_and_stata(name):
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name)
    assert name not in RESERVED
    assert VARIABLES[name].label.zh != VARIABLES[name].label.en
    assert len(VARIABLES[name].label.en) <= 80


def tables(network, ties):
    return [
        exports.nodes(network),
        exports.edges(network),
        exports.dyad_years(network, ties),
    ]


def test_every_column_of_a_table_is_in_the_codebook(network, ties):
    for table in [*tables(network, ties), exports.sources(network)]:
        heads, *rows = exports.codebook(table.heads)
        assert [row[0] for row in rows] == table.heads
        assert all(all(cell for cell in row) for row in rows)
        assert len(heads) == 6


def text(value):
    return "" if value is None else str(value)


def test_csv_opens_in_excel_and_loads_back(network, ties):
    for table in [*tables(network, ties), exports.matrix(ties), exports.sources(network)]:
        content = exports.write_csv(table.heads, table.rows)
        assert content.startswith(b"\xef\xbb\xbf")
        heads, rows = exports.read_csv(content)
        assert heads == table.heads
        assert rows == [[text(value) for value in row] for row in table.rows]


def test_xlsx_holds_the_same_and_no_formula(network, ties):
    from openpyxl import load_workbook

    hostile = exports.Table("x", ["a"], [["=1+1"], ["+2"], [None], [3]])
    given = [*tables(network, ties), hostile]
    book = load_workbook(io.BytesIO(exports.write_xlsx(given)))
    for table in given:
        first, *rows = book[table.name].iter_rows(values_only=True)
        assert list(first) == table.heads
        shown = [[value if value != "" else None for value in row] for row in table.rows]
        assert [list(row) for row in rows] == shown
    assert [cell.data_type for cell in book["x"]["A"][1:3]] == ["s", "s"]


def test_every_relation_is_exported_with_its_claim_and_source(network):
    table = exports.edges(network)
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    assert len(rows) == network.number_of_edges()
    assert all(row["n_sources"] >= 1 and row["source_ids"] for row in rows)
    assert all(row["claim_id"] for row in rows if row["relation"] != "within")
    dalian = next(row for row in rows if row["claim_id"] == "pairing/dalian-shanghai")
    assert (dalian["a_zh"], dalian["a_gb2260"], dalian["b_zh"]) == ("大连市", "210200", "上海市")
    assert "002" in dalian["source_ids"].split("|")
    assert re.search(r"\b00\d:\d+-\d+", dalian["spans"])


def test_the_matrix_is_symmetric_and_sums_to_the_ties(ties):
    rows = [row[3:] for row in exports.matrix(ties).rows]
    assert all(rows[i][j] == rows[j][i] for i in range(len(rows)) for j in range(len(rows)))
    assert sum(map(sum, rows)) == 2 * ties.size("weight")
    assert all(rows[i][i] == 0 for i in range(len(rows)))


def test_a_dyad_without_a_date_is_reported_and_never_said_not_to_hold(network, ties):
    table = exports.dyad_years(network, ties)
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    assert {row["in_force"] for row in rows} <= {1, None}
    keys = [(row["a_id"], row["b_id"], row["year"]) for row in rows]
    assert len(keys) == len(set(keys))
    started = [row["year"] for row in rows if row["claim_ids"] == "pairing/dalian-shanghai"]
    assert min(started) == 2017
    assert all(row["in_force"] or row["n_reports"] for row in rows)


GEXF = {"g": "http://www.gexf.net/1.2draft"}


def gexf_edges(content):
    """Edges of pairings by claim."""
    return {
        edge.find("g:attvalues/g:attvalue[@for='claim']", GEXF).get("value"): edge
        for edge in ET.fromstring(content).iterfind(".//g:edge", GEXF)
        if edge.find("g:attvalues/g:attvalue[@for='relation']", GEXF).get("value") == "Pairing"
    }


def test_gexf_tells_when_each_relation_held(network):
    content = exports.write_gexf(network)
    edges = gexf_edges(content)
    assert edges["pairing/dalian-shanghai"].get("start") == "2017-03-01"
    undated = [edge for edge in edges.values() if edge.get("start") is None]
    marks = [edge.find("g:attvalues/g:attvalue[@for='dated']", GEXF) for edge in undated]
    assert undated
    assert {found.get("value") for found in marks} <= {"no", "yes"}
    assert content == exports.write_gexf(network)


def test_gexf_tells_of_each_edge_whether_it_has_a_direction(network):
    root = ET.fromstring(exports.write_gexf(network))
    marks = [
        mark.get("value")
        for mark in root.iterfind(".//g:edge/g:attvalues/g:attvalue[@for='symmetric']", GEXF)
    ]
    expected = ["yes" if one else "no" for *_, one in network.edges(data="symmetric")]
    assert marks == expected
    assert set(expected) == {"yes", "no"}


def test_gexf_of_pairings_alone_is_undirected(network):
    ties = [key for *key, symmetric in network.edges(keys=True, data="symmetric") if symmetric]
    pairings = network.edge_subgraph([tuple(key) for key in ties])
    back = nx.read_gexf(io.BytesIO(exports.write_gexf(pairings)))
    assert not back.is_directed()
    assert back.number_of_edges() == len(ties)


def test_gexf_holds_to_its_schema(network):
    """What the schema of GEXF 1.2 asks, by hand: it cannot be fetched offline."""
    root = ET.fromstring(exports.write_gexf(network))
    meta, graph = root
    assert [part.tag.partition("}")[2] for part in meta] == ["creator", "description"]
    assert [child.tag.partition("}")[2] for child in graph] == [
        "attributes",
        "attributes",
        "nodes",
        "edges",
    ]
    assert graph.get("timeformat") == "date"
    nodes = [node.get("id") for node in graph.iterfind("g:nodes/g:node", GEXF)]
    assert len(nodes) == len(set(nodes)) == network.number_of_nodes()
    kinds = {"string": str, "integer": int, "double": float}
    for holder, group in zip(graph[:2], ("nodes/g:node", "edges/g:edge"), strict=True):
        declared = {found.get("id"): kinds[found.get("type")] for found in holder}
        for value in graph.iterfind(f"g:{group}/g:attvalues/g:attvalue", GEXF):
            declared[value.get("for")](value.get("value"))
    for edge in graph.iterfind("g:edges/g:edge", GEXF):
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
        times = [edge.get(name) for name in ("start", "end") if edge.get(name)]
        assert times == sorted(times)


def test_gexf_holds_every_node_and_edge(network):
    back = nx.read_gexf(io.BytesIO(exports.write_gexf(network)))
    assert back.number_of_nodes() == network.number_of_nodes()
    assert back.number_of_edges() == network.number_of_edges()


def test_graphml_loads_back_with_labels_and_sources(network):
    back = nx.read_graphml(io.BytesIO(exports.write_graphml(network)), force_multigraph=True)
    assert back.nodes["place/dalian"]["zh"] == "大连市"
    assert back.number_of_edges() == network.number_of_edges()
    assert all(data["sources"] for *_, data in back.edges(data=True))


@pytest.mark.parametrize("suffix", [name for name, named in exports.RDF.items() if named])
def test_rdf_with_sources_loads_back_quad_for_quad(
    kg, packaged_location, packaged, tmp_path, suffix
):
    formats = {
        ".nq": ox.RdfFormat.N_QUADS,
        ".trig": ox.RdfFormat.TRIG,
        ".jsonld": ox.RdfFormat.JSON_LD,
    }
    file = tmp_path / f"graph{suffix}"
    done = kg("--store", packaged_location, "export", "-o", file)
    assert done.exit_code == 0, done.output
    content = file.read_bytes()
    stored = {str(quad) for quad in packaged if not isinstance(quad.graph_name, ox.DefaultGraph)}
    assert {str(quad) for quad in ox.parse(content, format=formats[suffix])} == stored
    assert content == exports.write_rdf(packaged, suffix)


def test_turtle_holds_the_merge(packaged):
    content = exports.write_rdf(packaged, ".ttl")
    merged = set(packaged.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert len(set(ox.parse(content, format=ox.RdfFormat.TURTLE))) == len(merged)


@pytest.mark.parametrize(("name", "title"), [("Task", "任务台账"), ("Project", "项目台账")])
def test_ledgers_have_chinese_headings_and_a_source_in_every_row(packaged, name, title):
    table = exports.ledger(packaged, name)
    assert table.name == title
    assert all(re.search("[一-鿿]", head) for head in table.heads)
    place = table.heads.index("来源编号")
    assert table.rows
    assert all(row[place] for row in table.rows)
    assert [row[0] for row in table.rows] == list(range(1, len(table.rows) + 1))


def test_the_tasks_of_both_plans_stand_in_their_order(packaged):
    rows = exports.ledger(packaged, "Task").rows
    assert len(rows) == 51
    assert [row[2] for row in rows[:24]] == [str(number) for number in range(1, 25)]


@pytest.mark.parametrize("name", ["a.ttl", "a.graphml", "a.gexf", "a.csv", "a.xlsx"])
def test_the_command_writes_each_format(kg, packaged_location, tmp_path, name):
    done = kg("--store", packaged_location, "export", "-o", tmp_path / name)
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).stat().st_size > 1000
    assert (tmp_path / "a.codebook.csv").exists() == (name == "a.csv")


@pytest.mark.parametrize("name", ["a.doc", "a"])
def test_an_unknown_format_is_refused_with_those_known(kg, packaged_location, name):
    done = kg("--store", packaged_location, "export", "-o", name)
    assert done.exit_code == 1
    assert ".gexf" in done.stderr


def test_a_shape_is_for_tables(kg, packaged_location):
    done = kg("--store", packaged_location, "export", "--shape", "edges", "-o", "a.nq")
    assert done.exit_code == 1
    assert "--shape" in done.stderr


FORMULAS = ["=1+1", "@SUM(A1)", "-大连", "+沪", "\t=1", "-1+2"]


def test_csv_shows_no_spreadsheet_a_formula_and_loads_back(network):
    rows = [[text] for text in [*FORMULAS, "-12.5", "+3", " =x", "大连"]]
    content = exports.write_csv(["a"], rows)
    lines = content.decode("utf-8-sig").split("\r\n")[1 : len(FORMULAS) + 1]
    assert all(line.lstrip('"').startswith(" ") for line in lines)
    assert b"\r\n-12.5\r\n+3\r\n" in content
    assert exports.read_csv(content)[1][: len(FORMULAS) + 2] == rows[: len(FORMULAS) + 2]
