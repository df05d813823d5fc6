"""Which program, which data, which ontology, which build: told wherever an answer may go."""

from __future__ import annotations

import io
import json
import zipfile
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import __version__, exports
from kg.maps import render
from kg.network import project
from kg.questions.versions import versions
from kg.resources import shipped
from kg.store import build_info


def test_kg_version_tells_program_data_ontology_and_build(kg, tiny):
    data, ontology = shipped()
    none = f"kg {__version__}\n数据 {data}\n本体 {ontology}\n构建 无（尚未建库）\n"
    assert kg("--version", env={"XDG_CACHE_HOME": "c"}).stdout == none
    tiny({"unused.csv": "id\n"})
    assert kg("--store", "s", "build").exit_code == 0
    build = build_info("s")["build"]
    for given in (("--store", "s", "--version"), ("--version", "--store", "s")):
        zh, en = (kg(*given, lang=lang).stdout.splitlines() for lang in ("zh", "en"))
        assert zh[-1] == f"构建 {build}（s，数据 0.0.1）"
        assert en == [
            f"kg {__version__}",
            f"data {data}",
            f"ontology {ontology}",
            f"build {build} (s, data 0.0.1)",
        ]


@pytest.mark.parametrize(
    ("store", "words"),
    [
        ("https://example.org/sparql", "build not asked for (https://example.org/sparql"),
        (":memory:", "build none (:memory:"),
        ("file", "build cannot be told (file: "),
    ],
)
def test_what_has_no_build_at_hand_is_told_and_not_asked(kg, store, words, tmp_path):
    (tmp_path / "empty" / "file").mkdir()
    (tmp_path / "empty" / "file" / "x").touch()
    result = kg("--store", store, "--version", lang="en")
    assert result.exit_code == 0
    assert words in result.stdout


def test_every_export_says_its_versions(packaged, asked, tmp_path):
    about = versions(packaged)
    assert about[:3] == (__version__, *shipped())
    head = f"# {about.line()}\n".encode()
    for suffix, form in ((".trig", ox.RdfFormat.TRIG), (".ttl", ox.RdfFormat.TURTLE)):
        content = exports.write_rdf(packaged, suffix)
        assert content.startswith(head)
        assert next(iter(ox.parse(content, format=form)))
    network = project(packaged)
    graph = nx.read_graphml(io.BytesIO(exports.write_graphml(network)), force_multigraph=True)
    assert graph.graph | {"licence": "CC BY 4.0"} == {
        **graph.graph,
        "program": f"cooperation-kg {__version__}",
        "data": about.data,
        "ontology": about.ontology,
        "build": about.build,
        "licence": "CC BY 4.0",
    }
    gexf = ET.fromstring(exports.write_gexf(network))
    (told,) = [one.text for one in gexf.iter() if one.tag.endswith("description")]
    assert told
    assert f"build {about.build}" in told
    page = render(network)
    assert f'content="cooperation-kg {__version__}"' in page
    assert about.build in page
    asked("export", "--shape", "package", "-o", tmp_path / "p")
    described = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    assert (described["version"], described["build"]) == (about.data, about.build)
    assert described["ontology"].endswith(f"/ontology/{about.ontology}")


def test_a_workbook_is_the_same_bytes_whenever_it_is_written(monkeypatch):
    table = exports.Table("nodes", ["a", "b"], [["大连", 1.5], ["=1", None]])
    first = exports.write_xlsx([table])
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert exports.write_xlsx([table]) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
