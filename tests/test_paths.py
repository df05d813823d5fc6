"""`kg path`: sentences an editor would print, and what is said where there is no path."""

from __future__ import annotations

import json
import random
import re

import pytest

from kg.asking.nearby import nearest
from kg.errors import NoPathError
from kg.names import resolve
from kg.network import project
from kg.questions.path.called import again, called
from kg.questions.path.phrases import PHRASES, Hop, clauses
from kg.questions.path.routes import paths


@pytest.fixture(scope="session")
def network(packaged):
    return project(packaged)


def between(packaged, network, start, end, **limits):
    ends = [resolve(packaged, name)["iri"] for name in (start, end)]
    return paths(network, *ends, **limits)


# Names in a sentence

NAMED = {
    ("Agreement", "合作备忘录", "Memorandum of Two"): ("《合作备忘录》", "the Memorandum of Two"),
    ("Agreement", "《协议》", "Agreement"): ("《协议》", "the Agreement"),
    ("Plan", "关于印发《方案》的通知", "Notice"): ("《关于印发〈方案〉的通知》", "the Notice"),
    ("Document", "规划（2016—2020年）", "Plan"): ("《规划（2016—2020年）》", "the Plan"),
    ("Task", "“双创”合作", "“Fund plus base”"): (
        "任务“‘双创’合作”",
        "the task “‘Fund plus base’”",
    ),
    ("Project", "石墨谷项目", "Graphite Valley"): (
        "“石墨谷项目”",
        "the project “Graphite Valley”",
    ),
    ("Event", "“创客嘉年华”活动", "Maker Carnival"): (
        "“创客嘉年华”活动",
        "the event “Maker Carnival”",
    ),
    ("Programme", "东西部协作", "East–West"): ("“东西部协作”", "the programme “East–West”"),
    ("City", "大连市", "Dalian"): ("大连市", "Dalian"),
    ("NewArea", "金普新区", "Jinpu New Area"): ("金普新区", "Jinpu New Area"),
    ("Region", "长三角地区", "Yangtze River Delta"): ("长三角地区", "the Yangtze River Delta"),
    ("Region", "东北地区", "Northeast China"): ("东北地区", "Northeast China"),
    ("Person", "胡玉亭", "Hu Yuting"): ("胡玉亭", "Hu Yuting"),
}
SUPER = {
    "Plan": ["Document"],
    "GovernmentBody": ["Organization"],
    "Company": ["Organization"],
    "University": ["Organization"],
    "Port": ["Facility"],
}
NAMED |= {
    (kind, "某", en): ("某", said)
    for kind, en, said in (
        ("GovernmentBody", "State Council", "the State Council"),
        (
            "GovernmentBody",
            "Dalian Municipal People's Government",
            "the Dalian Municipal People's Government",
        ),
        ("Company", "Dalian Hengli", "Dalian Hengli"),
        ("University", "Tongji University", "Tongji University"),
        ("University", "School of Law, Tongji", "the School of Law, Tongji"),
        ("Port", "Port of Dalian", "the Port of Dalian"),
    )
}


@pytest.mark.parametrize(("node", "said"), NAMED.items(), ids=lambda one: one[1])
def test_a_name_stands_in_a_sentence_with_its_marks_or_its_article(node, said):
    kind, zh, en = node
    attributes = {"type": kind, "types": [kind, *SUPER.get(kind, ())], "zh": zh, "en": en}
    assert called(attributes) == said


def test_what_has_no_name_is_called_by_its_id():
    node = {"type": "Observation", "id": "observation/a", "zh": None, "en": None}
    assert called(node) == ("observation/a", "observation/a")


# Sentences

SAID = {
    "丹东 大连": """
        丹东市与大连市同为《辽宁沿海经济带六城市协同推进优化营商环境框架协议》的签署方（2022-02-25）[1]。
        Dandong and Dalian both signed the Framework Agreement of the Six Cities of the Liaoning
            Coastal Economic Belt on Jointly Improving the Business Environment (2022-02-25) [1].
        """,
    "胡玉亭 大连": """
        胡玉亭在辽宁沿海经济带工作推进会议上演讲（2022-02-25）[1]；该活动有大连市参加[1]。
        Hu Yuting speaks at the event “Work Meeting on Advancing the Liaoning Coastal Economic
            Belt” (2022-02-25) [1]; that event is attended by Dalian [1].
        """,
    "诸大建 同济大学": """
        诸大建任职于同济大学（2018-10-11）[1]。
        Zhu Dajian holds an office at Tongji University (2018-10-11) [1].
        """,
    "丹东 本溪": """
        丹东市与本溪市同在辽宁省[1]。
        Dandong and Benxi are both in Liaoning [1].
        """,
    "辽宁省 盘锦": """
        盘锦市位于辽宁省[1]。
        Panjin is in Liaoning [1].
        """,
    "大连 国务院": """
        大连市是《上海市与大连市对口合作实施方案》的当事方[1][2][3]；该方案由国务院批准[4]。
        Dalian is a party to the Implementation Plan for Counterpart Cooperation between
            Shanghai and Dalian [1][2][3]; that plan was approved by the State Council [4].
        """,
}


@pytest.mark.parametrize(("ends", "said"), SAID.items(), ids=SAID)
def test_a_path_reads_as_an_editor_would_write_it(packaged, network, ends, said):
    (row,) = between(packaged, network, *ends.split())
    zh, _, en = said.strip().partition("\n")
    assert (row["zh"], row["en"]) == (zh, " ".join(en.split()))


@pytest.mark.parametrize("name", sorted(PHRASES))
def test_every_relation_has_its_words_in_both_languages(name):
    for pattern in filter(None, PHRASES[name]):
        wanted = {"{a}", "{b}"} if pattern in PHRASES[name][:2] else {"{a}", "{b}", "{m}"}
        assert all(set(re.findall(r"\{\w\}", words)) == wanted for words in pattern)


def test_the_words_cover_every_relation_of_the_data(network):
    assert {data["relation"] for *_, data in network.edges(data=True)} <= set(PHRASES)


def test_a_relation_of_ones_own_is_told_by_its_label():
    node = {"type": "City", "zh": "甲市", "en": "A"}
    other = {"type": "City", "zh": "乙市", "en": "B"}
    edge = {"relation": "twin", "zh": "友城", "en": "twin", "symmetric": False, "claim": None}
    told = [clauses([Hop(node, other, edge, along)])[0][0] for along in (True, False)]
    assert told == [
        ("甲市的“友城”是乙市", "A has B as its “twin”"),
        ("乙市的“友城”是甲市", "B has A as its “twin”"),
    ]


def test_a_day_of_one_event_is_not_said_of_two():
    place = {"type": "City", "zh": "大连市", "en": "Dalian"}
    events = [{"type": "Event", "zh": name, "en": name} for name in ("论坛", "会议")]
    edges = [
        {
            "relation": "participant",
            "zh": "参加方",
            "en": "participant",
            "symmetric": False,
            "claim": name,
            "from": day,
        }
        for name, day in (("a", None), ("b", "2022"))
    ]
    hops = [Hop(events[0], place, edges[0], True), Hop(place, events[1], edges[1], False)]
    assert [words.zh for words, _ in clauses(hops)] == [
        "论坛有大连市参加",
        "大连市参加会议（2022）",
    ]
    edges[0]["from"] = "2022"
    assert [words.zh for words, _ in clauses(hops)] == ["论坛与会议都有大连市参加（2022）"]


def test_a_department_is_no_place(packaged, network):
    (row,) = between(
        packaged, network, "大连市发展和改革委员会振兴老工业基地处", "大连市发展和改革委员会"
    )
    assert "隶属大连市发展和改革委员会" in row["zh"]


def test_two_of_a_kind_are_not_told_apart_by_that_event():
    events = [{"type": "Event", "zh": name, "en": name} for name in ("论坛", "揭牌", "讲座")]
    assert again(events[1], [events[0], events[1]]) == ("揭牌", "the event “揭牌”")
    assert again(events[1], [{"type": "City", "zh": "", "en": ""}, events[1]]) == (
        "该活动",
        "that event",
    )


@pytest.mark.parametrize(
    "ends", [("盘锦", "浦东新区"), ("胡玉亭", "上海"), ("同济大学", "大连理工大学")]
)
def test_footnotes_come_in_order_and_mean_what_the_table_means(asked, ends):
    for path in asked("path", *ends, "--k", "5").stdout.split("路径 ")[1:]:
        said, table = path.split("\n")[1], path.partition("──\n")[2].partition("\n\n")[0]
        marks = list(dict.fromkeys(re.findall(r"\[(\d+)\]", said)))
        assert marks == [str(number + 1) for number in range(len(marks))]
        in_table = dict.fromkeys(re.findall(r"\[(\d+)\]", table))
        assert list(in_table) == marks
        below = path.partition("\n来源\n")[2].partition("\n\n")[0]
        assert sorted(set(re.findall(r"\[(\d+)\]", below)), key=int) == marks


# No path


def refused(asked, *arguments, lang="zh"):
    done = asked("--lang", lang, "path", *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    return done.stderr


@pytest.mark.parametrize(
    ("ends", "pairings"),
    [
        (("沈阳", "长春"), ("沈阳市—北京市", "长春市—天津市")),
        (("北京", "广州"), ("沈阳市—北京市", "齐齐哈尔市—广州市")),
    ],
)
def test_no_path_tells_the_programme_that_both_belong_to(asked, ends, pairings):
    said = refused(asked, *ends, "--only", "signatory")
    line = next(line for line in said.splitlines() if "东北地区与东部地区对口合作" in line)
    assert re.search(rf"{pairings[0]} (\[\d+\])+；{pairings[1]} (\[\d+\])+$", line)
    marks = list(dict.fromkeys(re.findall(r"\[\d+\]", line)))
    notes = [row.strip() for row in said.splitlines() if row.strip().startswith("[")]
    assert set(marks) <= {note.partition(" ")[0] for note in notes}
    assert all("来源 " in note for note in notes)


def test_no_path_tells_the_programme_in_english(asked):
    said = refused(asked, "沈阳", "长春", "--only", "signatory", lang="en")
    assert "both have pairings under “Counterpart Cooperation between Northeast" in said
    assert re.search(r"Shenyang–Beijing (\[\d+\])+; Changchun–Tianjin (\[\d+\])+\n", said)
    assert "[1] source " in said


def test_a_part_shares_the_programme_of_what_it_lies_in(asked):
    said = refused(asked, "沈抚新区", "中国（上海）自由贸易试验区", "--only", "signatory")
    assert "东北地区与东部地区对口合作" in said


def test_a_programme_shortens_no_path(packaged, network):
    programme = resolve(packaged, "东北地区与东部地区对口合作")["iri"]
    for row in between(packaged, network, "沈阳", "大连", k=20):
        assert programme not in {hop["to"]["iri"] for hop in row["hops"]}


def test_no_path_says_what_was_searched_and_what_would_connect(asked):
    said = refused(asked, "盘锦", "沈抚改革创新示范区", "--only", "结对")
    assert "只走结对关系，在 " in said
    assert "不加限制则有 2 步的路径" in said
    said = refused(asked, "盘锦", "浦东新区", "--without", "within", "--max-length", "1")
    assert "不走位于，" in said
    assert "1 步之内" in said
    assert "不限步数则有 3 步的路径，用到的关系：签署方、经验复制" in said
    said = refused(asked, "盘锦", "浦东新区", "--only", "协议", "--max-length", "1", lang="en")
    assert "using only signatory" in said
    assert "without limits there is one of 3 hops, by signatory, policy transfer" in said


def test_no_path_says_that_no_source_speaks_of_an_end(asked):
    limits = ("--without", "within")
    said = refused(asked, "三沙", "大连", *limits)
    assert "没有来源提到三沙市" in said
    assert "no source speaks of Sansha" in refused(asked, "三沙", "大连", *limits, lang="en")


def test_a_figure_that_is_no_node_is_not_said_to_be_unmentioned(asked):
    said = refused(asked, "observation/agri-fair-2019-days", "大连")
    assert "没有来源提到" not in said
    assert "没有来源提到三沙市" in refused(asked, "三沙", "大连", "--without", "within")


def test_python_is_told_the_same(packaged, network):
    from kg.errors import NoPathError

    with pytest.raises(NoPathError) as error:
        between(packaged, network, "沈阳", "长春", only=["signatory"])
    assert "沈阳市—北京市" in error.value.message("zh")
    assert "Shenyang–Beijing" in error.value.message("en")


# Limits


@pytest.mark.parametrize(("option", "value"), [("--k", "0"), ("--k", "x"), ("--max-length", "0")])
def test_a_number_that_makes_no_sense_is_wrong_usage(asked, option, value):
    done = asked("path", "盘锦", "无锡", option, value)
    assert (done.exit_code, done.stdout) == (2, "")


def test_paths_are_all_different_and_within_their_length(asked):
    done = asked("path", "盘锦", "浦东", "--k", "50", "--max-length", "3", "--format", "json")
    rows = json.loads(done.stdout)
    ways = {tuple(hop["to"]["id"] for hop in row["hops"]) for row in rows}
    assert len(ways) == len(rows) > 5
    assert {len(row["hops"]) for row in rows} <= {1, 2, 3}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_found_nearby_is_what_is_found_in_the_whole(packaged, network, seed):
    drawn = random.Random(seed)
    nodes = [
        iri
        for iri, data in sorted(network.nodes(data=True))
        if data["type"] != "open" and network.degree(iri) > 0
    ]
    for count in (1, 1, 2, 3):
        start, end = drawn.sample(nodes, 2)
        longest = drawn.choice((None, None, 2, 4))
        found = nearest(packaged, start, end, k=count, max_length=longest)
        try:
            meant = paths(network, start, end, k=count, max_length=longest)
        except NoPathError:
            meant = []
        assert found == meant, (start, end)
