"""What holds when: the truth table of docs/time.md, in Python, on the map and end to end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import dates, exports
from kg.claims import Statement
from kg.conditions import conditions
from kg.loaders import build_in_memory
from kg.names import resolve
from kg.namespaces import COOP, ID
from kg.network import project
from kg.network.projections import simple
from kg.ontology import load
from kg.questions.partners import partners
from kg.validity import Round, Validity, holding, standing, validity

DOCS = Path(__file__).resolve().parents[1] / "docs"
ANSWERS = {"certain": "certain", "possible": "possible", "no": None}
IN_CHINESE = {"确定": "certain", "可能": "possible", "否": "no"}


def rows(page):
    """What sources say, what is asked and the answer, of each row of a table."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^\| `(.+?)` \| `(.+?)` \| (\S+) \|", text, re.MULTILINE)


ROUND, LATER = ID + "programme/round", ID + "programme/later"
TERMS = load().facts
TABLE = rows("time.md")


def parted(words):
    """What each source says, and what is said of the round: `validFrom 2017; round …`."""
    sources, _, around = words.partition("; round ")
    said = [dict(pair.split() for pair in one.split(",")) for one in sources.split(";")]
    return said, dict(pair.split() for pair in around.split(",")) if around else {}


def heard(sources):
    """Statements and records of sources that say `validFrom 2017, issued 2019; …`."""
    statements, records = [], {}
    said, around = parted(sources)
    for number, facts in enumerate(said):
        records[str(number)] = {"issued": facts.pop("issued", None)}
        values: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for name, day in facts.items():
            span = dates.parse(day)
            values[COOP + name] = [ox.Literal(span.first.isoformat())]
            values[COOP + name + "Latest"] = [ox.Literal(span.last.isoformat())]
        if around:
            values[COOP + "programme"] = [ox.NamedNode(ROUND)]
        statements.append(Statement("claim", str(number), values))
    return statements, records


def known_of(sources):
    said, records = heard(sources)
    return validity(said, records, TERMS, {ROUND: round_of(parted(sources)[1])})


def round_of(told):
    """A round by itself; that rounds are read so from a store is shown end to end below."""
    days = {name: whole(day) for name, day in told.items() if name != "duration"}
    begins, ends = days.get("validFrom"), days.get("validUntil")
    if "duration" in told:
        first, last = (dates.later(day, told["duration"]) for day in begins or ())
        ends = first, last
    if "replaced" in days:
        return Round(begins, days["replaced"], "replaced", LATER)
    return Round(begins, ends, "term" if ends else None)


def whole(day):
    span = dates.parse(day)
    return span.first.isoformat(), span.last.isoformat()


def test_both_languages_have_one_table():
    chinese = [(*said, IN_CHINESE[answer]) for *said, answer in rows("time.zh.md")]
    assert chinese == TABLE
    assert len(TABLE) > 40


@pytest.mark.parametrize(("sources", "asked", "answer"), TABLE)
def test_the_rule_gives_what_the_table_says(sources, asked, answer):
    assert holding(known_of(sources), dates.parse(asked)) == ANSWERS[answer]


def test_the_map_follows_the_same_table(root):
    node = shutil.which("node")
    if node is None:
        pytest.skip("missing tool: no node on the PATH (Debian: nodejs)")
    cases = []
    for sources, asked, _ in TABLE:
        known, span = known_of(sources), dates.parse(asked)
        cases.append([list(known.days), span.first.isoformat(), span.last.isoformat()])
    script = """
      const fs = require("fs");
      const { file, cases } = JSON.parse(fs.readFileSync(0, "utf8"));
      const time = new Function("data", "relations", "state",
        fs.readFileSync(file, "utf8") + "; return holding;");
      const holding = time({ edges: [] }, new Map(), {});
      console.log(JSON.stringify(cases.map((given) => holding(...given))));
    """
    given = json.dumps({"file": str(root / "kg/static/time.js"), "cases": cases})
    done = subprocess.run(
        [node, "-e", script], input=given, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [ANSWERS[answer] for *_, answer in TABLE]


def test_the_reason_why_something_is_no_longer_said_to_hold():
    told = {
        "validFrom 2008, validUntil 2012, issued 2019": ("ended", "2012-12-31"),
        "issued 2018; round validFrom 2008-06, duration P3Y": ("term", "2011-06-30"),
        "issued 2024; round validFrom 1997, replaced 2010-03": ("replaced", "2010-03-31"),
        "validFrom 2016, issued 2020; round validFrom 1997, replaced 2010-03": ("stated", None),
        "validFrom 2008, validUntil 2012; round validFrom 2008, replaced 2010": ("ended", None),
        "validFrom 2008": ("unknown", None),
    }
    for words, (reason, last) in told.items():
        found = standing(known_of(words))
        assert found.reason == reason, words
        assert last is None or found.days[1] == last, words
        assert found.by == (LATER if reason == "replaced" else None)
        assert found.over("2024-01-01") == (reason in ("ended", "term", "replaced"))
        assert not found.over("2010-01-01")


# What begins it -> the table, the property of its parties, that of its name, the network it ties.
TOLD_IN = {
    "validFrom": ("pairings", "partner", "", "pairing"),
    "signedOn": ("agreements", "signatory", "title@zh", "signatories"),
    "date": ("events", "participant", "prefLabel@zh", "participants"),
}


@pytest.fixture
def told(tiny):
    """A store in which what each row of the table says stands; and where, by these words."""
    tables = {"sources": [], "places": []}
    where = {}
    for row, words in enumerate(dict.fromkeys(sources for sources, *_ in TABLE)):
        file, ends, title, projection = TOLD_IN[
            next((name for name in ("signedOn", "date") if name in words), "validFrom")
        ]
        claim, place = f"{file[:-1]}/row-{row}", f"place/row-{row}"
        where[words] = (ID + claim, ID + place, projection)
        tables["places"].append({"id": place, "type": "City", "prefLabel@zh": f"第{row}市"})
        told, around = parted(words)
        programme = programmes(tables, row, around) if around else ""
        for number, dated in enumerate(told):
            cells = {"id": f"row-{row}-{number}", "title@zh": "文件", "reliability": "web"}
            cells |= {"issued": dated.pop("issued", ""), "dcterms:source": "https://example.org/a"}
            tables["sources"].append(cells)
            said = {"id": claim, "source": cells["id"], ends: f"大连市|{place}", **dated}
            said |= {"programme": programme} if programme else {}
            tables.setdefault(file, []).append(said | ({title: "某事"} if title else {}))
    return build_in_memory([tiny({f"{name}.csv": written(tables[name]) for name in tables})]), where


def programmes(tables, row, around):
    """Rows of a round, and of the later one that replaces it."""
    source = {"id": f"of-round-{row}", "title@zh": "文件", "reliability": "web"}
    tables["sources"].append(source | {"dcterms:source": "https://example.org/a"})
    later = around.pop("replaced", None)
    told = [{"id": f"programme/round-{row}", "prefLabel@zh": f"第{row}轮", **around}]
    if later:
        replaces = {"replaces": told[0]["id"], "validFrom": later}
        told.append({"id": f"programme/later-{row}", "prefLabel@zh": f"第{row}轮之后", **replaces})
    kind = {"id": "mechanism/kind", "prefLabel@zh": "某机制"}
    tables.setdefault("mechanisms", [kind])
    rows = [one | {"source": source["id"], "mechanism": kind["id"]} for one in told]
    tables.setdefault("programmes", []).extend(rows)
    return told[0]["id"]


def written(rows):
    heads = list(dict.fromkeys(head for cells in rows for head in cells))
    lines = [heads, *([cells.get(head, "") for head in heads] for cells in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def test_lists_and_networks_answer_as_the_table_says(told):
    store, where = told
    dalian = resolve(store, "大连市")["iri"]
    for asked in sorted({asked for _, asked, _ in TABLE}):
        limits = conditions(store, as_of=asked)
        rows = partners(store, dalian, "all", limits=limits)
        holds = {row["claim"]: row["holds"] for row in rows}
        network = project(store, limits)
        for sources, _, answer in (row for row in TABLE if row[1] == asked):
            claim, place, projection = where[sources]
            assert holds.get(claim) == ANSWERS[answer], (sources, asked)
            tied = simple(network, projection).has_edge(dalian, place)
            assert tied == (answer != "no"), (sources, asked)


def test_dyads_have_the_years_that_the_table_says(told):
    store, where = told
    network = project(store)
    checked = 0
    for projection in ("pairing", "signatories", "participants"):
        table = exports.dyad_years(network, simple(network, projection))
        rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
        force = {
            (row["claim_ids"], row["year"]): row["in_force_certain"]
            for row in rows
            if row["in_force"]
        }
        for sources, asked, answer in TABLE:
            known = known_of(sources)
            if where[sources][2] != projection or len(asked) != 4 or not known.begins:
                continue
            # A claim without an end has no rows beyond the year of the data.
            if int(asked) <= int(network.graph["data_date"][:4]):
                found = force.get((where[sources][0].removeprefix(ID), int(asked)), "no")
                assert found == {"certain": 1, "possible": None, "no": "no"}[answer], sources
                checked += 1
    assert checked > 10


def days(first, count):
    return [(first + timedelta(n)).isoformat() for n in range(count)]


def test_the_rule_is_what_trying_every_reading_gives():
    """Over a few days: every beginning, end and asked day that the dates can mean."""
    line = days(date(2018, 1, 1), 5)
    spans = [(a, b) for a, b in product(line, line) if a <= b]
    for begins, ends, (first, last) in product([None, *spans], [None, *spans], spans):
        if begins and ends and begins[0] > ends[1]:
            continue
        asked = dates.Span(date.fromisoformat(first), date.fromisoformat(last))
        started = days_of(begins) if begins else [line[0]]
        ended = days_of(ends) if ends else [line[-1]]
        readings = [b <= day <= e for b in started for e in ended for day in days_of((first, last))]
        found = holding(Validity(begins, ends), asked)
        assert (found is not None) == any(readings)
        if begins and ends:
            assert (found == "certain") == all(readings)
        else:
            assert found != "certain"


def days_of(span):
    first = date.fromisoformat(span[0])
    return days(first, (date.fromisoformat(span[1]) - first).days + 1)
