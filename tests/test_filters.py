"""One filter for every command: words in any form, narrower ones included, unknown ones refused."""

from __future__ import annotations

import json

import pytest

NETWORKS = ("rank", "communities", "stats")
KINDS = {
    "field": ("旅游", "tourism", "field/tourism"),
    "form": ("共建园区", "joint-park"),
    "stage": ("签约", "signed", "stage/signed"),
    "programme": ("东北地区与东部地区对口合作", "northeast-east", "programme/northeast-east"),
    "source": ("002", "source/002", "https://w3id.org/cooperation-kg/source/002"),
    "reliability": ("官方", "official", "reliability/official"),
}


@pytest.fixture
def ask(kg, packaged_location):
    return lambda *args, **more: kg("--store", packaged_location, *args, **more)


def ties(ask, *limits):
    """The pairings that `kg rank` counts under some limits."""
    done = ask("stats", "--format", "json", *limits)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)["coverage"]["claims"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", [*NETWORKS, ("partners", "大连")])
def test_an_unknown_word_is_refused_with_the_known_ones(ask, command, kind, lang):
    words = (command,) if isinstance(command, str) else command
    done = ask(*words, f"--{kind}", "nonsense", "--format", "json", lang=lang)
    assert done.exit_code == 1, (done.stdout, done.stderr)
    assert done.stdout == ""
    assert {"zh": "可用：", "en": "known: "}[lang] in done.stderr
    assert "nonsense" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("tasks", "--field", "nonsense"),
        ("tasks", "--plan", "nonsense"),
        ("tasks", "--area", "nonsense"),
        ("figures", "--indicator", "nonsense"),
        ("figures", "--stage", "nonsense"),
        ("sources", "--reliability", "nonsense"),
        ("list", "Pairing", "--where", "field=nonsense"),
        ("list", "Pairing", "--where", "programme=nonsense"),
        ("list", "Observation", "--where", "indicator=nonsense"),
        ("list", "Observation", "--where", "unit=nonsense"),
        ("list", "Observation", "--where", "qualifier=nonsense"),
        ("list", "Agreement", "--where", "agreementType=nonsense"),
        ("query", "pairings-in-field", "--param", "field=nonsense"),
        ("query", "only-in-source", "--param", "source=nonsense"),
        ("list", "Pairing", "--where", "nonsense=1"),
        ("path", "大连", "上海", "--only", "nonsense"),
        ("agreements", "--party", "nonsense"),
        ("timeline", "--about", "nonsense"),
        ("conflicts", "nonsense"),
        ("map", "nonsense", "-o", "x.html"),
    ],
)
def test_so_it_is_in_every_other_command(ask, arguments):
    done = ask(*arguments)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "nonsense" in done.stderr


@pytest.mark.parametrize(
    ("class_name", "wide", "narrow"),
    [
        ("Observation", "indicator=signed-projects", "indicator=signed-trade-projects"),
        ("Observation", "unit=元", "unit=yuan"),
        ("Programme", "mechanism=counterpart-cooperation", "mechanism=对口合作"),
    ],
)
def test_a_list_takes_the_same_words_and_narrower_ones(packaged, class_name, wide, narrow):
    from kg.concepts import find_concept, named
    from kg.questions.listing import listing

    found = [
        {row["iri"] for row in listing(packaged, class_name, [tuple(where.split("="))])}
        for where in (wide, narrow)
    ]
    assert found[0] >= found[1] > set()
    kind, word = wide.split("=")
    assert named(packaged, kind, word) <= find_concept(packaged, kind, word)


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_of_a_word_gives_the_same_network(ask, kind):
    found = {ties(ask, f"--{kind}", word) for word in KINDS[kind]}
    assert len(found) == 1
    assert found != {0}


def test_a_network_and_a_list_of_partners_rest_on_the_same_claims(ask):
    for limits in (
        ["--field", "产业"],
        ["--programme", "northeast-east", "--reliability", "official"],
        ["--source", "002", "--as-of", "2018"],
        ["--known-by", "2018", "--stage", "支持"],
    ):
        done = ask("partners", "大连", "--format", "json", *limits)
        partners = {row["partner"]["iri"] for row in json.loads(done.stdout)} - {None}
        rows = json.loads(ask("rank", "--by", "strength", "--format", "json", *limits).stdout)
        degree = {row["entity"]["zh"]: row["value"] for row in rows}
        assert degree.get("大连市", 0) == len(partners), limits
