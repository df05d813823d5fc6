"""The path that the page finds is the one that `kg path` tells."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from importlib import resources

import pytest

from kg import maps
from kg.errors import NoPathError
from kg.network import project
from kg.questions.path.routes import paths

PAIRS = 150

# The scripts of the page that know its data and seek a path, with what they ask of a browser.
BROWSER = """
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const document = { getElementById: (id) => ({ textContent: texts[id] }) };
const self = {}, top = self, location = { search: "" };
"""
ASK = """
const byIri = new Map(data.nodes.map((node) => [node.iri, node]));
const answer = (hop) => [iriOf(hop.from), hop.edge.relation, hop.edge.claim ?? null, iriOf(hop.to)];
console.log(JSON.stringify(JSON.parse(texts.pairs).map(([from, to]) =>
  findPath(byIri.get(from).id, byIri.get(to).id, true)?.map(answer) ?? null)));
"""


def on_the_page(html, pairs):
    found = re.findall(
        r'<script type="application/json" id="([\w-]+)">(.*?)</script>', html, re.DOTALL
    )
    files = resources.files("kg") / "static"
    own = [(files / f"{name}.js").read_text(encoding="utf-8") for name in ("model", "path")]
    done = subprocess.run(
        ["node", "-e", "\n".join([BROWSER, *own, ASK])],
        input=json.dumps({**dict(found), "pairs": json.dumps(pairs)}),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_told(network, start, end):
    try:
        (row,) = paths(network, start, end)
    except NoPathError:
        return None
    # A partner that the source leaves open has no IRI in the answer.
    return [
        [hop["from"]["iri"], hop["relation"], hop["claim"], hop["to"]["iri"]] for hop in row["hops"]
    ]


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_the_page_finds_the_path_that_is_told(packaged):
    network = project(packaged)
    html = maps.render(network)
    # The page leaves out what has no relation but `within`.
    drawn = json.loads(re.search(r'id="kg-data">(.*?)</script>', html, re.DOTALL)[1])["nodes"]
    named = sorted(node["iri"] for node in drawn if node["type"] != "open")
    chance = random.Random(20)
    pairs = [chance.sample(named, 2) for _ in range(PAIRS)]
    found = on_the_page(html, pairs)
    told = [as_told(network, *pair) for pair in pairs]
    # Most are connected, and by more than one step: the test would see another order.
    assert sum(bool(hops) and len(hops) > 2 for hops in told) > PAIRS // 2
    opened = [
        hops and [[None if one and one.endswith("#open") else one for one in hop] for hop in hops]
        for hops in found
    ]
    assert [pair for pair, a, b in zip(pairs, opened, told, strict=True) if a != b] == []


def test_the_way_back_is_the_way_there(packaged):
    network = project(packaged)
    named = sorted(iri for iri, data in network.nodes(data=True) if data["type"] != "open")
    chance = random.Random(21)
    for start, end in (chance.sample(named, 2) for _ in range(20)):
        there, back = as_told(network, start, end), as_told(network, end, start)
        assert (there is None) == (back is None)
        walked = [hop[::-1] for hop in reversed(back or [])]
        assert there is None or there == [[a, r, c, b] for a, c, r, b in walked]
