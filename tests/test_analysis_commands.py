"""rank, communities, stats, timeline: what they rest on is said before any figure."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from kg import charts, dates
from kg.network import project
from kg.network.census import census
from kg.network.projections import simple
from kg.questions.timeline import timeline


@pytest.fixture
def ask(kg, part_location):
    return lambda *args, **more: kg("--store", part_location, *args, **more)


@pytest.mark.parametrize(
    ("measure", "theirs"),
    [
        ("degree", nx.degree_centrality),
        ("betweenness", nx.betweenness_centrality),
        ("closeness", nx.closeness_centrality),
    ],
)
def test_rank_keeps_the_json_contract_and_networkx_values(ask, part, measure, theirs):
    done = ask("rank", "--by", measure, "--format", "json")
    rows = json.loads(done.stdout)
    assert [set(row) for row in rows] == [{"entity", "value", "rank"}] * len(rows)
    expected = theirs(simple(project(part)))
    assert {row["entity"]["iri"]: row["value"] for row in rows} == pytest.approx(expected, abs=1e-9)
    values = [row["value"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert [row["rank"] for row in rows] == [1 + sum(w > v for w in values) for v in values]
    assert set(rows[0]["entity"]) == {"iri", "id", "type", "zh", "en"}
    assert "来源有偏" in done.stderr


@pytest.mark.parametrize(("lang", "words"), [("zh", "来源有偏"), ("en", "sources are biased")])
def test_the_bias_of_the_sources_comes_before_the_ranking(ask, lang, words):
    told = ask("rank", lang=lang).stdout
    assert told.index(words) < told.index({"zh": "名次", "en": "rank  "}[lang])
    assert {"zh": "并列", "en": "tied"}[lang] in told
    assert {"zh": "只算官方来源", "en": "Official sources alone"}[lang] in told


@pytest.mark.parametrize("projection", ["participants", "cooperation", "signatories"])
def test_nobody_is_ranked_and_that_is_said(ask, projection):
    done = ask("rank", "--projection", projection, "--format", "json")
    kinds = {row["entity"]["type"] for row in json.loads(done.stdout)}
    assert kinds
    assert "Person" not in kinds
    assert ("人不作排名" in done.stderr) is (projection != "signatories")


def test_limit_cuts_rows_and_says_who_shares_the_last_rank(ask):
    done = ask("rank", "--limit", 30)
    assert "未列出" in done.stdout
    assert len(json.loads(ask("rank", "--limit", 3, "--format", "json").stdout)) == 3


def test_an_empty_network_ranks_nobody_and_is_no_error(ask):
    done = ask("rank", "--stage", "签约", "--known-by", "2000", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    assert "排不出名次" in done.stderr


def test_a_wrong_date_is_refused_as_in_every_command(ask):
    done = ask("rank", "--as-of", "someday")
    assert done.exit_code == 1
    assert "2019-03" in done.stderr


def test_communities_say_algorithm_seed_and_modularity(ask):
    args = ("communities", "--projection", "cooperation", "--format", "json")
    found = json.loads(ask(*args).stdout)
    assert {"algorithm", "seed", "resolution", "modularity", "communities"} == set(found)
    members = [member["iri"] for row in found["communities"] for member in row["members"]]
    assert len(members) == len(set(members))
    assert found == json.loads(ask(*args).stdout)


def test_stats_count_classes_and_sources(ask, part):
    found = json.loads(ask("stats", "--format", "json").stdout)
    classes = {row["id"]: row for row in found["classes"]}
    assert classes["Task"]["stated"] == 51
    assert classes["City"]["stated"] < classes["City"]["known"]
    assert all(0 <= row["alone"] <= row["claims"] for row in found["sources"])
    assert census(part) == {key: found[key] for key in ("classes", "sources")}


@pytest.mark.parametrize("form", ["table", "csv", "tsv"])
@pytest.mark.parametrize("name", ["rank", "communities", "stats", "timeline"])
def test_every_form_is_printed(ask, name, form):
    done = ask(name, "--format", form)
    assert done.exit_code == 0
    assert done.stdout.strip()


def test_a_timeline_is_in_order_dated_as_printed_and_counts_the_undated(part):
    rows, undated = timeline(part)
    days = [dates.parse(row["date"]) for row in rows]
    assert days == sorted(days, key=lambda span: (span.first, span.last))
    assert all(row["sources"] for row in rows)
    # Those that are on no timeline are counted, each kind for itself.
    assert undated["pairing"].without > 0
    pairing = next(row for row in rows if row["iri"].endswith("pairing/dalian-shanghai"))
    assert (pairing["date"], pairing["zh"]) == ("2017-03", "大连市—上海市")


def test_a_timeline_can_be_of_one_entity_and_kind(ask):
    rows = json.loads(
        ask("timeline", "--about", "盘锦", "--kind", "event", "--format", "json").stdout
    )
    assert rows
    assert {row["kind"] for row in rows} == {"event"}


@pytest.mark.parametrize("name", ["t.svg", "t.html"])
def test_a_timeline_is_drawn_as_wellformed_and_offline(ask, tmp_path, name):
    done = ask("timeline", "-o", tmp_path / name)
    assert done.exit_code == 0, done.output
    text = (tmp_path / name).read_text(encoding="utf-8")
    if name.endswith("svg"):
        text = "".join(ET.fromstring(text).itertext())
    assert "大连市—上海市" in text
    assert "没有日期" in text
    assert "CC BY 4.0" in text
    assert "src=" not in text
    assert "<script" not in text


def test_a_ranking_is_drawn_with_names_and_values(ask, tmp_path):
    ask("rank", "--projection", "cooperation", "--level", "city", "-o", tmp_path / "r.svg")
    words = list(ET.parse(tmp_path / "r.svg").getroot().itertext())
    assert "大连市" in words
    # How many of how many a value is; what of equal rank follows no order says so.
    assert any(re.fullmatch(r"\d+ 个中的 \d+ 个", one) for one in words)
    assert any(one.endswith("=") for one in words)
    assert any("CC BY 4.0" in one for one in words)


def test_words_on_a_chart_are_words():
    drawn = charts.bars([("1", "<b>&", 1.0, "")], title="</svg>", notes=['"'])
    assert "<b>&" in "".join(ET.fromstring(drawn).itertext())


@pytest.mark.parametrize("values", [[], [0.0, 0.0]])
def test_a_chart_of_nothing_is_still_a_chart(values):
    entries = [("1", "a", value, "") for value in values]
    assert ET.fromstring(charts.bars(entries, title="t")) is not None
    assert ET.fromstring(charts.timeline([], kinds={}, title="t")) is not None


def test_kinds_on_a_timeline_differ_in_colour_and_shape():
    colours, shapes = zip(*charts.MARKS, strict=True)
    assert len(set(colours)) == len(set(shapes)) == len(charts.MARKS)
