from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from kg import maps
from kg.errors import Text
from kg.maps.excerpt import around, first_classes, keep_relevant
from kg.maps.style import NODES, edge_style
from kg.maps.summary import summary
from kg.maps.wording import STRINGS
from kg.ontology import load
from tests.map_big import big, hostile
from tests.map_parts import iri
from tests.map_sample import sample

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def page() -> str:
    return maps.render(sample())


def block(page: str, name: str) -> Any:
    found = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL
    )
    assert found
    return json.loads(found.group(1))


def test_the_page_carries_every_node_and_edge_once(page: str) -> None:
    network, data = sample(), block(page, "kg-data")
    assert len(data["nodes"]) == network.number_of_nodes()
    assert len(data["edges"]) == network.number_of_edges()
    assert page.count('<script type="application/json"') == 1


def test_no_address_is_loaded(page: str) -> None:
    loaded = re.findall(r'<(?:link|script|img|iframe)[^>]*(?:src|href)="([^"]*)"', page)
    assert loaded == []
    assert "sourceMappingURL" not in page
    assert "@import" not in page


def test_the_policy_names_exactly_the_scripts_of_the_page(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    directives = dict(part.strip().split(" ", 1) for part in unescape(policy[1]).split(";"))
    assert directives["default-src"] == "'none'"
    allowed = set(directives["script-src"].split())
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = {hashlib.sha256(text.encode()).digest() for text in scripts}
    assert allowed == {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes}


def test_hostile_labels_stay_text() -> None:
    page = maps.render(hostile())
    assert "<img" not in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "\u2028" not in "".join(re.findall(r"<script[^>]*>.*?</script>", page, re.DOTALL))


def test_scripts_off_the_list_has_every_pairing_and_source(page: str) -> None:
    body = page.split('<section id="list"')[1].split("</section>", maxsplit=1)[0]
    assert body.count('data-edge="') == sum(
        data["relation"] != "within" for *_, data in sample().edges(data=True)
    )
    assert [int(n) for n in re.findall(r'id="source-(\d+)"', body)] == list(range(1, 7))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "zh",
            (
                "据 3 份来源（截至 2019-03-13），指名的结对共 27 对：省级 3 对，地市级 16 对，"
                "区县和园区 8 对；另有 1 对没有指明对方；2 组只有数目。"
            ),
        ),
        (
            "en",
            (
                "3 sources up to 2019-03-13 name 27 pairings: 3 of provinces, 16 of cities, "
                "8 of districts and parks; 1 more leaves the partner open; 2 sets are only counted."
            ),
        ),
    ],
)
def test_it_opens_with_what_was_counted(lang: str, expected: str) -> None:
    said = summary(sample())["sentence"][lang]
    said = said.replace("2019年3月13日", "2019-03-13").replace("13 March 2019", "2019-03-13")
    assert said == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", "据 1 份来源（截至 2018年3月—2018年6月），指名的结对共 1 对：地市级 1 对。"),
        ("en", "1 source up to March 2018 – June 2018 names 1 pairing: 1 of cities."),
    ],
)
def test_of_one_it_speaks_in_the_singular_and_of_a_span_as_a_span(lang, expected) -> None:
    network = sample()
    pair = next(
        (a, b, key)
        for a, b, key, data in network.edges(keys=True, data=True)
        if data["relation"] == "Pairing"
        and all(network.nodes[end]["level"] == 1 and network.nodes[end]["id"] for end in (a, b))
    )
    part = network.edge_subgraph([pair]).copy()
    part.graph["groups"] = []
    source = {**part.edges[pair]["sources"][0], "issued": "2018-03/2018-06"}
    part.edges[pair]["sources"] = [source]
    assert summary(part)["sentence"][lang] == expected


def test_counts_without_names_are_told_one_by_one_and_never_added_up() -> None:
    how = " ".join(summary(sample())["how"]["en"])
    assert "District pairs of Dalian and Shanghai: 10 counted, 1 named" in how
    assert "Friendly federations of industry and commerce: 6 counted, 0 named" in how
    assert "15" not in how


def test_a_small_network_is_drawn_whole_and_a_large_one_begins_with_places_and_papers() -> None:
    part = around(sample(), iri("place/dalian"))
    assert first_classes(part) == sorted({data["type"] for _, data in part.nodes(data=True)})
    first = first_classes(big(300))
    assert {"Province", "City", "District"} <= set(first)
    assert "Task" not in first


def test_around_a_place_stand_its_ties_and_what_is_part_of_its_pairings() -> None:
    part = around(sample(), iri("place/dalian"))
    assert {iri("place/shanghai"), iri("place/jinpu"), iri("place/pudong")} <= set(part)
    assert iri("place/liaoning") in part
    assert iri("place/guangdong") not in part
    assert set(part) < set(around(sample(), iri("place/dalian"), depth=2))
    assert {group["iri"] for group in part.graph["groups"]} == {
        iri("group/districts"),
        iri("group/fic"),
    }


def test_every_class_has_a_sign_of_its_own() -> None:
    signs = [(style.color, style.shape) for style in NODES.values()]
    assert len(signs) == len(set(signs))
    script = (ROOT / "kg" / "static" / "shapes.js").read_text(encoding="utf-8")
    assert [s for _, s in signs if not re.search(rf"\b{s}: \[", script)] == []


def test_every_relation_has_a_line_of_its_own() -> None:
    known = load()
    names = [found.name for found in known.classes.values() if found.edge]
    names += [p.header for p in known.properties.values() if p.edge_symmetric is not None]
    lines = {name: (edge_style(name).color, edge_style(name).dash) for name in names}
    assert len(set(lines.values())) == len(names) > 20
    own = {(edge_style(f"r{n}").color, edge_style(f"r{n}").dash) for n in range(50)}
    assert len(own) > 10
    assert not own & set(lines.values())


def test_the_line_of_a_relation_is_the_same_on_every_map() -> None:
    """It once depended on what else a map drew: a relation was ochre here and green there."""
    drawn = (sample(), around(sample(), iri("event/forum2")))
    pages = [block(maps.render(network), "kg-data") for network in drawn]
    one, two = (
        {r["id"]: (r["color"], r["dash"], r["width"]) for r in page["relations"]} for page in pages
    )
    assert 1 < len(two) < len(one)
    assert two.items() <= one.items()


def test_what_is_asked_for_by_name_is_never_left_out() -> None:
    network = big(900)
    last = iri("task/t89")
    page = maps.render(network, select=last)
    data = block(page, "kg-data")
    assert data["opening"]["select"] == "task/t89"
    assert any(node["iri"] == last for node in data["nodes"])


def test_traditional_characters_are_known_to_the_page(page: str) -> None:
    known = block(page, "kg-data")["traditional"]
    assert known["連"] == "连"
    assert known["遼"] == "辽"


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(page: str) -> None:
    frame = maps.show(sample(), height=500)._repr_html_()
    assert 'height="500"' in frame
    assert "allow-same-origin" not in frame
    assert unescape(frame.split('srcdoc="')[1].split('"')[0]) == page


def test_containment_is_not_a_tie(page: str) -> None:
    meta = block(page, "kg-data")["meta"]
    assert meta["ties"] == sum(d["relation"] != "within" for *_, d in sample().edges(data=True))


def test_a_big_network_is_cut_and_says_so() -> None:
    network = big(1400)
    page = maps.render(network)
    assert len(block(page, "kg-data")["nodes"]) == 1400
    assert str(network.number_of_nodes() - 1400) in page.split('class="leftout"')[1][:400]


def test_title_and_language_can_be_chosen() -> None:
    page = maps.render(sample(), lang="en", view="geo", title=Text("大连市", "Dalian & all"))
    assert "<title>Dalian &amp; all</title>" in page
    assert block(page, "kg-data")["view"] == "geo"


def test_the_file_is_utf8_with_lf(tmp_path: Path) -> None:
    maps.write(sample(), tmp_path / "map.html")
    written = (tmp_path / "map.html").read_bytes()
    assert b"\r" not in written
    assert "大连市" in written.decode("utf-8")


def test_only_the_sheets_that_lie_beside_a_map_are_linked(tmp_path: Path) -> None:
    maps.write(sample(), tmp_path / "alone.html")
    assert block((tmp_path / "alone.html").read_text("utf-8"), "kg-data")["sheets"] is None
    (tmp_path / "id" / "place").mkdir(parents=True)
    (tmp_path / "id" / "place" / "dalian.html").write_text("", encoding="utf-8")
    maps.write(sample(), tmp_path / "map.html")
    sheets = block((tmp_path / "map.html").read_text("utf-8"), "kg-data")["sheets"]
    assert sheets["there"] == ["place/dalian"]


def test_every_word_exists_in_both_languages() -> None:
    for key, (zh, en) in STRINGS.items():
        assert zh, key
        assert en, key
        assert set(re.findall(r"\{\w*\}", zh)) == set(re.findall(r"\{\w*\}", en)), key


def plain_pyvis(network: Any) -> str:
    """What pyvis makes of a network by itself: the checks above must find fault with it."""
    from pyvis.network import Network

    plain = Network(directed=True, cdn_resources="remote")
    for key, data in network.nodes(data=True):
        plain.add_node(key, label=data["zh"], title=data["zh"])
    return plain.generate_html()


def test_the_checks_find_fault_with_a_plain_page() -> None:
    page = plain_pyvis(hostile())
    assert re.findall(r'<(?:link|script|img|iframe)[^>]*(?:src|href)="([^"]*)"', page)
    assert "Content-Security-Policy" not in page


def test_same_network_same_bytes_whatever_the_hash_seed_and_locale() -> None:
    code = "import hashlib; from kg import maps; from tests.map_sample import sample; "
    code += "print(hashlib.sha256(maps.render(sample()).encode()).hexdigest())"
    digests = set()
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        ran = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(ran.stdout)
    assert len(digests) == 1


def test_the_sample_has_what_it_is_for() -> None:
    assert iri("place/dalian") in sample()


def without_pairings() -> Any:
    """A part of the sample in which something is tied, and nothing paired."""
    network = sample()
    kept = [
        edge for edge in network.edges(keys=True) if network.edges[edge]["relation"] != "Pairing"
    ][:12]
    part = network.edge_subgraph(kept).copy()
    part.graph["groups"] = []
    return part


@pytest.mark.parametrize("view", ["pairs", "geo"])
def test_without_pairings_it_opens_with_what_can_be_drawn(view: str) -> None:
    data = block(maps.render(without_pairings(), view=view), "kg-data")
    assert data["view"] == ("network" if view == "pairs" else view)


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有结对关系"), ("en", "hold no pairings")])
def test_without_pairings_it_says_so_instead_of_counting_none(lang: str, words: str) -> None:
    said = summary(without_pairings())
    assert words in said["sentence"][lang]
    assert "0" not in said["sentence"][lang]
    assert said["how"][lang] == []


def test_a_part_lists_only_the_sources_that_it_cites() -> None:
    data = block(maps.render(maps.around(sample(), iri("place/anshan"))), "kg-data")
    cited = {
        ref[0]
        for record in [
            *data["edges"],
            *data["groups"],
            *(f for n in data["nodes"] for f in n["facts"]),
        ]
        for ref in record["refs"]
    }
    assert cited == set(range(1, len(data["sources"]) + 1))
    assert len(cited) < len(sample().graph["sources"])


def test_every_kind_of_source_has_its_word_in_both_languages() -> None:
    from kg.loaders import build_in_memory
    from kg.network import project

    kinds = {source["reliability"] for source in project(build_in_memory()).graph["sources"]}
    assert len(kinds) > 2
    assert [kind for kind in kinds if kind not in STRINGS] == []


def test_ones_own_is_never_left_out_and_the_view_says_what_is_least_relevant() -> None:
    network = big(300)
    own = {iri("task/t0"), iri("task/t1")} & set(network)
    assert own
    kept = {view: set(keep_relevant(network, 40, own, view)) for view in ("pairs", "network")}
    assert all(own <= found and len(found) == 40 for found in kept.values())
    # More of one's own than the limit has room for: all of it.
    assert len(keep_relevant(network, 1, own)) == len(own)
    page = block(maps.render(network, limit=40, keep=own), "kg-data")
    assert page["meta"]["drawn"] == 40
    assert own <= {node["iri"] for node in page["nodes"]}
