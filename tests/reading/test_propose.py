"""`kg propose`: what comes out, in which shape, and what is refused."""

from __future__ import annotations

import json

import pytest

from kg.reading.known import mark_known
from tests.reviewing import article

TEXT = "大連市與上海市開展對口合作，簽署《戰略合作協議》，投資12.5億元。\n遂川县与坪山区结对。"


def test_a_draft_has_the_shape_of_the_contract(read):
    drafts = read(TEXT)
    pairing = next(one for one in drafts if one["class"] == "Pairing")
    assert list(pairing) == [
        "class", "id", "cells", "start", "end", "locator", "quote", "rule", "certainty", "known",
    ]  # fmt: skip
    one, other = pairing["cells"]["partner"]
    assert one == {
        "iri": "https://w3id.org/cooperation-kg/id/place/dalian",
        "id": "place/dalian",
        "type": "City",
        "zh": "大连市",
        "en": "Dalian",
        "full": "辽宁省大连市",
    }
    assert other["full"] == "上海市"
    assert pairing["cells"]["mechanism"]["id"] == "mechanism/counterpart-cooperation"


def test_a_place_in_the_text_is_told_in_code_points_of_the_raw_text(read):
    text = "🚄🚄 大連（lián）市與上海市開展對口合作。"
    for draft in read(text):
        assert text[draft["start"] : draft["end"]] == draft["quote"]
    pairing = next(one for one in read(text) if one["class"] == "Pairing")
    assert pairing["quote"].startswith("大連")


def test_figures_have_their_value_in_the_base_unit(read):
    figure = next(one for one in read(TEXT) if one["class"] == "Observation")
    assert figure["cells"]["value"] == 1_250_000_000
    assert figure["cells"]["unit"]["id"] == "unit/yuan"
    assert figure["cells"]["printed"] == "12.5亿元"


@pytest.mark.parametrize(
    ("text", "indicator", "unit"),
    [
        ("大连市实施帮扶项目12个。", "帮扶项目", "unit/project"),
        ("大连市新增就业300人。", "就业", "unit/person"),
        ("大连市今年以来增长率5%。", "增长率", "unit/percent"),
        ("大连市共有企业30家。", "企业", "unit/organization"),
        ("惠及40个贫困村。", "惠及贫困村", "unit/village"),
        ("大连市推出举措12个。", "推出举措", None),
    ],
)
def test_words_at_the_edges_are_whole_and_pieces_are_counted_by_what_they_are(
    read, text, indicator, unit
):
    (figure,) = (one for one in read(text) if one["class"] == "Observation")
    assert figure["cells"]["indicator"]["zh"] == indicator
    assert (figure["cells"]["unit"] or {}).get("id") == unit


@pytest.mark.parametrize(
    ("text", "day", "inferred"),
    [
        ("截至2023年底，大连市引进项目23个。", "2023", False),
        ("截至6月30日，大连市引进项目23个。", "2024-06-30", True),
        ("截至目前，大连市引进项目23个。", "2024-08-01", True),
        ("大连市引进项目23个，截至2023年投资2亿元。", None, False),
    ],
)
def test_a_figure_counts_as_of_the_day_before_it_in_its_sentence(read, text, day, inferred):
    figure = next(one for one in read(text, issued="2024-08-01") if one["cells"].get("value") == 23)
    assert figure["cells"]["asOf"] == day
    assert figure["cells"].get("inferred", []) == (["asOf"] if inferred else [])


def test_whom_money_goes_to_is_not_whose_it_is(read):
    text = "截至2023年底，天津市累计向甘肃省投入财政援助资金16.5亿元。"
    (figure,) = (one for one in read(text) if one["class"] == "Observation")
    assert figure["cells"]["about"]["zh"] == "天津市"
    assert figure["cells"]["indicator"]["zh"] == "投入财政援助资金"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("浙江省对口支援那曲地区、嘉黎县以来，已投入资金20亿元。", "浙江省"),
        ("北京市在和田地区实施项目12个。", "北京市"),
        ("在和田地区实施项目12个。", "和田地区"),
    ],
)
def test_who_is_aided_is_not_who_acts(read, text, whose):
    (figure,) = (one for one in read(text) if one["class"] == "Observation")
    assert figure["cells"]["about"]["zh"] == whose


def test_a_date_beside_others_is_not_when_these_began(read):
    text = "大连市与日本北九州市于1979年5月1日结为友好城市，与韩国仁川广域市也建立了友好城市关系。"
    since = {
        draft["cells"]["partner"][1]["zh"]: draft["cells"]["validFrom"]
        for draft in read(text)
        if draft["class"] == "Pairing"
    }
    assert since["北九州市"] == "1979-05-01"
    assert since.get("仁川广域市") is None
    own = "2017年，大连市与上海市建立对口合作关系。"
    (pair,) = (draft for draft in read(own) if draft["class"] == "Pairing")
    assert pair["cells"]["validFrom"] == "2017"


def test_the_year_of_a_title_is_not_the_day_of_signing(read):
    text = "7月6日，哈尔滨市与深圳市签署《2021年对口合作工作计划》。"
    (agreement,) = (one for one in read(text, issued="2022-07-08") if one["class"] == "Agreement")
    assert agreement["cells"]["signedOn"] == "2022-07-06"


def test_mountain_and_sea_name_no_places(read):
    pairs = "宁波市鄞州区与衢州市衢江区、绍兴市柯桥区与丽水市青田县等"
    text = f"余姚市、常山县、宁海县。{pairs}结成山海协作对子。"
    drafts = [draft for draft in read(text) if draft["class"] == "Pairing"]
    assert {draft["cells"]["mechanism"]["zh"] for draft in drafts} == {"山海协作"}
    assert len(drafts) == 2


def test_who_is_spoken_of_is_not_carried_into_the_next_paragraph(read):
    text = "支持长春市朝阳区建设。\n2018年互访47次，落地项目28个。"
    figures = [one for one in read(text) if one["class"] == "Observation"]
    assert [one["cells"]["about"] for one in figures] == [None, None]


def test_concepts_are_called_by_their_own_names(concepts):
    assert concepts.mechanism("扶贫协作")["zh"] == "东西部协作"
    assert concepts.unit("元")["zh"] == "元"


def test_a_folder_that_was_not_built_knows_its_dates_and_how_far_to_trust(asked, tmp_path):
    folder = article(tmp_path / "mine", "6月1日，大连市与上海市签署《合作协议》。\n", "n7")
    sources = folder / "sources.csv"
    sources.write_text(sources.read_text("utf-8-sig").replace("媒体", "weak"), "utf-8-sig")
    found = asked("propose", "n7", "--data", str(folder), "--format", "json")
    (agreement,) = (one for one in json.loads(found.stdout) if one["class"] == "Agreement")
    assert agreement["cells"]["signedOn"] == "2024-06-01"
    assert agreement["certainty"] == "doubtful"


def test_what_a_weak_source_says_is_doubtful(read):
    claims = [one for one in read(TEXT, weak=True) if one["class"] != "Mention"]
    assert claims
    assert {one["certainty"] for one in claims} == {"doubtful"}


def test_the_command_prints_json_csv_and_a_table(asked, tmp_path):
    file = tmp_path / "一.txt"
    file.write_text(TEXT, encoding="utf-8")
    drafts = json.loads(asked("propose", str(file), "--format", "json").stdout)
    assert {one["class"] for one in drafts} == {"Mention", "Pairing", "Agreement", "Observation"}
    assert {one["source"] for one in drafts} == {"一"}
    assert asked("propose", str(file), "--format", "csv").stdout.startswith("source,class,what,")
    shown = asked("propose", str(file)).stdout
    assert "辽宁省大连市—上海市（对口合作）" in shown
    assert "Dalian—Shanghai" in asked("--lang", "en", "propose", str(file)).stdout


def test_a_registered_source_is_read_from_the_data_folder(asked, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "n1.txt").write_text(TEXT, encoding="utf-8")
    found = asked("propose", "n1", "--data", str(tmp_path), "--format", "json")
    assert {one["source"] for one in json.loads(found.stdout)} == {"n1"}


def test_what_is_neither_file_nor_source_is_refused(asked):
    refused = asked("propose", "nowhere")
    assert refused.exit_code == 1
    assert "既不是文件" in refused.stderr


def test_a_claim_that_the_graph_holds_gets_its_id(asked, tmp_path):
    file = tmp_path / "again.txt"
    file.write_text("大连市与上海市开展对口合作。遂川县与坪山区结对。", encoding="utf-8")
    drafts = json.loads(asked("propose", str(file), "--format", "json").stdout)
    found = [(one["id"], one["known"]) for one in drafts if one["class"] == "Pairing"]
    assert found == [("pairing/dalian-shanghai", True), (None, False)]


def test_what_contradicts_the_graph_is_said(asked, tmp_path):
    file = tmp_path / "other.txt"
    file.write_text("1990年5月，大连市与上海市建立对口合作关系。", encoding="utf-8")
    drafts = json.loads(asked("propose", str(file), "--format", "json").stdout)
    pairing = next(one for one in drafts if one["class"] == "Pairing")
    assert pairing["cells"]["validFrom"] == "1990-05"
    assert [one["property"] for one in pairing["contradicts"]] == ["validFrom"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("绍兴市分别与日本西宫市、韩国昌原市签订协议书。", "绍兴市+西宫市 绍兴市+昌原市"),
        ("会上，义乌与汶川、诸暨与沐川签署了结对协议。", "义乌市+汶川县 诸暨市+沐川县"),
        ("嘉善县与庆元县、九寨沟县共同签订了合作协议。", "嘉善县+庆元县+九寨沟县"),
        ("大连市与上海市签署《协议》，沈阳市与北京市签署备忘录。", "大连市+上海市 沈阳市+北京市"),
    ],
)
def test_who_signs_apart_has_an_agreement_apart(read, text, parties):
    found = [one for one in read(text) if one["class"] == "Agreement"]
    told = ["+".join(who["zh"] for who in one["cells"]["signatory"]) for one in found]
    assert " ".join(told) == parties


def test_how_many_sign_is_no_agreement_and_told_again_is_the_same(read):
    text = "平湖市与青田县签订合作协议。根据平湖市政府、青田县政府的合作协议，园区年内开工。"
    assert sum(one["class"] == "Agreement" for one in read(text)) == 1
    counted = "绍兴市与27个外国城市签署了友好交流备忘录。"
    assert [one for one in read(counted) if one["class"] == "Agreement"] == []


def test_what_was_a_prefecture_is_read_with_its_suffix(read):
    names = {one["quote"] for one in read("福建省援助林芝地区。") if one["class"] == "Mention"}
    assert names == {"福建省", "林芝地区"}
    names = {one["quote"] for one in read("大连地区生产总值增长。") if one["class"] == "Mention"}
    assert names == {"大连"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("湖州市对口支援柯坪县。", "pairing/huzhou-akesu-keping-support"),
        ("嘉兴市对口支援沙雅县。", "pairing/jiaxing-akesu-shaya-support"),
    ],
)
def test_who_is_paired_with_and_without_a_round_is_known_as_without(read, packaged, text, claim):
    drafts = [one for one in read(text) if one["class"] == "Pairing"]
    mark_known(packaged, drafts)
    assert [(one["known"], one["id"]) for one in drafts] == [(True, claim)]
