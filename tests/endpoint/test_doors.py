"""One door: the command line, the web API and `import kg` answer and refuse alike."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest

import kg as library
from kg.asking.answers import Answer
from kg.endpoint.declared import QUESTIONS, declared
from kg.errors import KGError
from tests.endpoint.conftest import serving

# Which claims and sources are heard.
LIMITS: dict[str, Any] = {
    "field": ["旅游"],
    "form": ["结对打造标杆"],
    "stage": ["签约"],
    "mechanism": ["对口合作"],
    "programme": ["northeast-east"],
    "plan": ["沪连方案"],
    "source": ["002"],
    "reliability": ["官方"],
    "as-of": "2018-06",
    "known-by": "2018-12",
}
# What each question is given; the first line of a question is what it must be given.
GIVEN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "agreements": ({}, {"party": ["大连", "丹东"], "below": True}),
    "cite": ({"name": "pairing/jinpu-pudong"}, {"style": "apa"}),
    "communities": (
        {},
        {
            "seed": 3,
            "resolution": "1.5",
            "projection": "cooperation",
            "level": ["city"],
            "weight": "shared",
            **LIMITS,
        },
    ),
    "compare": ({"one": "辽苏方案", "other": "plan/shanghai-dalian"}, {}),
    "conflicts": ({}, {"about": "沈抚新区"}),
    "coverage": ({}, {"programme": "汶川灾后重建对口支援"}),
    "figures": (
        {},
        {
            "about": "大连",
            "indicator": "signed-projects",
            "stage": "签约",
            "as-of": "2018-12",
            "class": "Event",
            "below": True,
        },
    ),
    "gaps": ({}, {"kind": ["open", "group"]}),
    "list": (
        {"name": "结对关系"},
        {"where": ["mechanism=对口支援"], "supporter": "上海", "supported": "莎车县"},
    ),
    "partners": (
        {"name": "大连"},
        {
            "kind": "all",
            "with": ["丹东"],
            "level": ["City", "园区"],
            "below": True,
            "above": True,
            "supporter": True,
            "supported": True,
            **LIMITS,
        },
    ),
    "path": (
        {"from": "盘锦", "to": "浦东新区"},
        {"k": 2, "max-length": 5, "only": ["结对", "within"], "without": ["提到"]},
    ),
    "rank": (
        {},
        {
            "by": "closeness",
            "limit": 5,
            "projection": "cooperation",
            "level": ["city", "county"],
            "weight": "shared",
            **LIMITS,
        },
    ),
    "search": ({"q": "高新"}, {"limit": 5, "words": True}),
    "sheet": ({"name": "沪连"}, {}),
    "show": ({"name": "盘锦"}, {}),
    "sources": ({}, {"reliability": ["official", "媒体"]}),
    "stats": ({}, {"projection": "signatories", "level": ["all"], "weight": "shared", **LIMITS}),
    "tasks": (
        {},
        {
            "plan": "plan/shanghai-dalian",
            "area": "开展产业务实合作",
            "field": "旅游",
            "mentions": ["大连"],
            "words": "全域旅游",
        },
    ),
    "timeline": ({}, {"about": "大连", "kind": ["agreement", "event"]}),
}
# All that read the network read it anew for every question and door, and take the limits, the
# projection, levels and weights by one declaration at each: partners tries each limit alone, rank
# the rest, and here they are tried together.
NETWORK = {"projection", "level", "weight", *LIMITS}
TOGETHER = {"communities": NETWORK, "rank": {*LIMITS}, "stats": NETWORK}
# What is an argument on the command line and no option.
POSITIONAL = {"name", "from", "to", "q", "one", "other"}

CASES = [
    (question, {**needed, **dict(more)})
    for question, (needed, optional) in GIVEN.items()
    for more in [
        (),
        *((one,) for one in optional.items() if one[0] not in TOGETHER.get(question, ())),
        *(
            tuple(one for one in optional.items() if one[0] not in LIMITS)
            for _ in (1,)
            if question in TOGETHER
        ),
        *(combinations(optional.items(), 2) if question == "tasks" else ()),
        tuple(optional.items()),
    ]
]
# Kinds in words.
CASES += [
    ("partners", {"name": "大连", "kind": "协议"}),
    ("gaps", {"kind": ["任务", "open"]}),
    ("communities", {"seed": 0}),
    ("timeline", {"about": "大连", "kind": ["活动", "agreement"]}),
]
# Each of these had another answer at some door, or an empty one at all.
REFUSED = [
    ("path", {"from": "沪连", "to": "盘锦"}),
    ("path", {"from": "盘锦", "to": "盘锦"}),
    ("partners", {"name": "大连", "with": ["大连"]}),
    ("partners", {"name": "大连", "field": ["不存在的领域"]}),
    ("partners", {"name": "大连", "as-of": "2018-13"}),
    ("partners", {"name": "朝阳区"}),
    ("partners", {"name": "大连", "level": ["不存在的级"]}),
    ("tasks", {"plan": "不存在的方案"}),
    ("tasks", {"mentions": ["不存在的地方"]}),
    ("compare", {"one": "沪连方案", "other": "不存在的方案"}),
    ("compare", {"one": "沪连方案", "other": "plan/shanghai-dalian"}),
    ("figures", {"indicator": "不存在的指标"}),
    ("coverage", {"programme": "不存在的计划"}),
    ("list", {"name": "不存在的类"}),
    ("list", {"name": "园区", "where": ["不存在=大连"]}),
    ("list", {"name": "园区", "where": ["大连"]}),
    ("sources", {"reliability": ["不存在"]}),
    ("rank", {"field": ["不存在"]}),
    ("rank", {"programme": ["nonsense"]}),
    ("rank", {"source": ["nosuch"]}),
    ("communities", {"stage": ["不存在"]}),
    ("stats", {"known-by": "去年"}),
    ("rank", {"level": ["协议"]}),
    ("show", {"name": "不存在的地方"}),
    ("cite", {"name": "不存在的地方"}),
    ("partners", {"name": "大连", "kind": "不存在"}),
    ("partners", {"name": "沪连", "kind": "agreement"}),
    ("partners", {"name": "大连", "with": ["沪连"]}),
    ("gaps", {"kind": ["不存在"]}),
    ("timeline", {"kind": ["不存在"]}),
]
# What is no limit at one door is none at another: an empty word, a number too small.
EMPTY = [
    ("partners", {"name": "大连", "as-of": ""}),
    ("list", {"name": "结对关系", "supporter": ""}),
    ("rank", {"known-by": ""}),
    ("figures", {"about": ""}),
    ("coverage", {"programme": ""}),
    ("figures", {"as-of": ""}),
    ("figures", {"stage": ""}),
    ("tasks", {"plan": ""}),
    ("tasks", {"field": ""}),
    ("timeline", {"about": ""}),
    ("rank", {"limit": -1}),
    ("search", {"q": "高新", "limit": 0}),
    ("path", {"from": "大连", "to": "盘锦", "k": 0}),
    ("path", {"from": "大连", "to": "盘锦", "max-length": 0}),
    ("communities", {"seed": -1}),
    ("communities", {"resolution": "nan"}),
]


@pytest.fixture(scope="module")
def server(part_location, tmp_path_factory):
    """One that takes its time: what all sources say is read for some of the questions."""
    folder = tmp_path_factory.mktemp("doors")
    with serving(part_location, "--timeout", "60", folder=folder) as running:
        yield running


@pytest.fixture
def asked(kg, part_location):
    """Ask at the command line."""
    return lambda *words: kg("--store", part_location, *words)


def words(given: dict[str, Any], question: str) -> list[str]:
    """The arguments of the command line."""
    positional = POSITIONAL | {{"conflicts": "about", "coverage": "programme"}.get(question, "")}
    told = [str(value) for name, value in given.items() if name in positional]
    for name, value in given.items():
        if name not in positional:
            for one in value if isinstance(value, list) else [value]:
                told += [f"--{name}"] if one is True else [f"--{name}", str(one)]
    return told


def python(question: str, given: dict[str, Any], store: Any) -> Any:
    known = declared(question)
    named = {known[name].python: value for name, value in given.items()}
    if "resolution" in named:
        named["resolution"] = float(named["resolution"])
    answer = getattr(library, QUESTIONS[question])(**named, store=store)
    return answer.content if isinstance(answer, Answer) else answer


def label(case: Any) -> str:
    return case if isinstance(case, str) else " ".join(str(one) for one in case.values())[:60]


def test_every_question_and_parameter_is_tried():
    assert set(GIVEN) == set(QUESTIONS)
    for question, (needed, optional) in GIVEN.items():
        # `most` is --all the other way round.
        assert {*needed, *optional} == set(declared(question)) - {"most"}, question
        assert set(needed) == {name for name, one in declared(question).items() if one.required}


@pytest.mark.parametrize(("question", "given"), CASES, ids=label)
def test_all_doors_give_the_same(question, given, asked, part, server):
    done = asked(question, *words(given, question), "--format", "json")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert json.loads(json.dumps(python(question, given, part))) == printed
    params = {name: str(v).lower() if v is True else v for name, v in given.items()}
    answer = server.client.get(f"api/{question}", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.json() == printed


@pytest.mark.parametrize(("question", "given"), REFUSED, ids=label)
def test_all_doors_refuse_alike(question, given, asked, part, server):
    done = asked(question, *words(given, question), "--format", "json")
    assert (done.exit_code, done.stdout) == (1, "")
    with pytest.raises(KGError) as refused:
        python(question, given, part)
    answer = server.client.get(f"api/{question}", params=given)
    assert answer.status_code in (400, 404)
    error = answer.json()["error"]
    for lang in ("zh", "en"):
        assert error[lang] == refused.value.message(lang)
    assert refused.value.message("zh") in done.stderr


@pytest.mark.parametrize(("question", "given"), EMPTY, ids=label)
def test_no_door_takes_an_empty_word_or_too_small_a_number(question, given, asked, part, server):
    done = asked(question, *words(given, question), "--format", "json")
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    with pytest.raises(KGError):
        python(question, given, part)
    assert server.client.get(f"api/{question}", params=given).status_code == 400


def test_a_pairing_is_answered_once_whatever_the_kind(packaged):
    assert len(library.partners("沪连", "all", store=packaged)) == 2


@pytest.mark.parametrize(
    ("ask", "kind", "see"),
    [
        (lambda store: library.partners("旅顺口区", store=store), "silence", None),
        (lambda store: library.partners("辽宁", store=store), "hint", ("kind", "all")),
        (lambda store: library.search("区", limit=2, store=store), "left_out", ("limit", "N")),
        (lambda store: library.timeline(store=store), "left_out", None),
    ],
)
def test_an_answer_says_what_the_command_line_says_beside_its_rows(packaged, ask, kind, see):
    found = [notice for notice in ask(packaged).notices if notice.kind == kind]
    assert see in [notice.see for notice in found]
    assert all(notice.words.zh and notice.words.en for notice in found)


@pytest.fixture(scope="module")
def all_ranked(part):
    return library.rank(store=part)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, value in LIMITS.items() if name != "as-of"]
)
def test_rank_and_partners_agree_on_what_is_heard(part, all_ranked, name, value):
    limit = {name.replace("-", "_"): value}
    everybody = [row["entity"]["id"] for row in all_ranked]
    ranked = {row["entity"]["id"] for row in library.rank(store=part, **limit)}
    assert len(ranked) < len(everybody)
    # The first and some of all others: there are several hundred.
    some = {*everybody[:20], *everybody[::20], *sorted(ranked)[::10]}
    paired = {one for one in some if _named(library.partners(one, store=part, **limit))}
    assert ranked & some == paired


def _named(rows: Any) -> list[Any]:
    """A partner that a source leaves open is no end of a tie."""
    return [row for row in rows if row["partner"]["iri"]]
