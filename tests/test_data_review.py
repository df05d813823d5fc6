"""What was found when the five sources were read again stands in the store as it should.

``data_review.txt`` holds it: thing, source, property, values. Each line was seen to fail.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.namespaces import COOP, ENTITIES, ID, PREFIXES, SOURCE
from kg.store import select

EXPECTED = Path(__file__).with_name("data_review.txt")
LINE = re.compile(r"(?P<thing>\S+) (?P<source>\S+) (?P<property>\S+) =(?: (?P<values>.*))?")
NAMES = {"prefLabel": PREFIXES["skos"] + "prefLabel"}


def lines():
    text = EXPECTED.read_text(encoding="utf-8")
    found = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [LINE.fullmatch(line).groupdict() for line in found]


def shown(term):
    if isinstance(term, ox.NamedNode):
        return re.sub(f"^({ID}|.*#char=)", "", term.value)
    return term.value


@pytest.mark.parametrize(
    "line", lines(), ids=lambda line: "{thing} {source} {property}".format(**line)
)
def test_the_store_says_what_the_source_says(packaged, line):
    name, _, language = line["property"].partition("@")
    rows = select(
        packaged,
        "SELECT DISTINCT ?value { GRAPH $graph { $thing $property ?value } }",
        graph=ox.NamedNode(ENTITIES if name in NAMES else SOURCE + line["source"]),
        thing=ox.NamedNode(ID + line["thing"]),
        property=ox.NamedNode(NAMES.get(name, COOP + name)),
    )
    terms = [row["value"] for row in rows]
    if language:
        terms = [term for term in terms if term.language == language]
    wanted = [value for value in (line["values"] or "").split("|") if value]
    assert sorted(map(shown, terms)) == sorted(wanted)


def test_nothing_counts_for_a_day_after_its_source_was_published(packaged):
    late = select(
        packaged,
        "SELECT ?claim ?source { GRAPH ?source { ?claim coop:asOfLatest ?day }"
        " GRAPH graph:sources { ?source coop:issuedLatest ?issued } FILTER(?day > ?issued) }",
    )
    assert [shown(row["claim"]) for row in late] == []
