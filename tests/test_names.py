"""What people type, and the one entity it means: nothing is guessed, nobody is confused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import kg
from kg.errors import AmbiguousNameError, NameLookupError, UnknownNameError
from kg.loaders import build_in_memory
from kg.names import fold, resolve
from kg.names.keys import spoken
from kg.namespaces import ID
from kg.network import project
from kg.questions.search import search

# id -> everything that means it
MEANS = {
    "place/dalian": (
        "大连市 大连 大連 大連市 连 辽宁省大连市 辽宁大连 辽宁大连市 遼寧省大連市 "
        "_大连市_ 大_连 大连\\ "
        "dalian Dalian DALIAN dalianshi DL dl dls Da_Lian da_lian dà_lián Dàlián_Shì Ｄａｌｉａｎ "
        "Ｄ_Ｌ Dalian_City dalian-city place/dalian"
    ),
    "place/shanghai": "上海市 上海 沪 滬 Shanghai shanghai SH shàng_hǎi Shanghai_City 上　海",
    "place/beijing": "北京市 北京 京 Beijing BJ běijīng",
    "place/tianjin": "天津市 天津 津 Tianjin TJ",
    "place/chongqing": "重庆市 重庆 重慶 渝 Chongqing",
    "place/liaoning": "辽宁省 辽宁 遼寧 辽 遼 Liaoning LN Liaoning_Province liaoningsheng",
    "place/jilin": "吉林省 吉 Jilin_Province jilinsheng 吉林省_",
    "place/jilin-jilin": "吉林市 Jilin_City jilinshi 吉林省吉林市 吉林吉林市",
    "place/heilongjiang": "黑龙江省 黑龙江 黑龍江 黑 龙 龍 Heilongjiang HLJ",
    "place/jiangsu": "江苏省 江苏 江蘇 Jiangsu JS",
    "place/zhejiang": "浙江省 浙江 浙 Zhejiang ZJ",
    "place/guangdong": "广东省 广东 廣東 粤 粵 Guangdong GD",
    "organization/ndrc": "国家发改委 NDRC",
    "organization/shanghai-jiao-tong-university": "上海交大 SJTU",
    "place/inner-mongolia": "内蒙古自治区 内蒙古 內蒙古",
    "place/guangxi": "广西壮族自治区 广西",
    "place/ningxia": "宁夏回族自治区 宁夏",
    "place/xinjiang": "新疆维吾尔自治区 新疆",
    "place/hongkong": "香港特别行政区 香港",
    "place/shenyang": "沈阳市 沈阳 瀋陽 沈 Shenyang SY 辽宁省沈阳市 shěn_yáng",
    "place/xianyang": "咸阳市 咸阳 Xianyang 陕西咸阳",
    "place/changchun": "长春市 长春 長春 Changchun",
    "place/haerbin": "哈尔滨市 哈尔滨 哈爾濱 哈 Harbin haerbin HEB",
    "place/shenzhen": "深圳市 深圳 深 Shenzhen 广东深圳",
    "place/panjin": "盘锦市 盘锦 盤錦 panjin PJ",
    "place/wuxi": "无锡市 无锡 無錫",
    "place/anshan": "鞍山市 鞍山 Anshan 辽宁省鞍山市",
    "place/jiangsu-suzhou": "苏州市 苏州 蘇州市 江苏苏州 江苏省苏州市",
    "place/anhui-suzhou": "宿州市 宿州 安徽宿州",
    "place/jiangsu-taizhou": "泰州市 泰州 江苏泰州",
    "place/zhejiang-taizhou": "台州市 台州 浙江台州",
    "place/liaoyang": "辽阳市 辽阳 遼陽 Liaoyang",
    "place/liaoyang-liaoyang": "辽阳县 辽宁省辽阳县 辽阳市辽阳县",
    "place/chaoyang": "朝阳市 辽宁朝阳 辽宁省朝阳市",
    "place/chaoyang-chaoyang": "朝阳县",
    "place/beijing-chaoyang": "北京朝阳区 北京市朝阳区",
    "place/changchun-chaoyang": "长春朝阳区 吉林省长春市朝阳区 长春市朝阳区",
    "place/shenyang-tiexi": "沈阳铁西 沈阳市铁西区 沈阳铁西区 辽宁省沈阳市铁西区 瀋陽鐵西區",
    "place/anshan-tiexi": "鞍山铁西 鞍山市铁西区",
    "place/lianyungang": "连云港市 连云港 連雲港 Lianyungang 江苏连云港",
    "place/shanghai-pudong": "浦东新区 浦东 浦東新區 pudong 上海浦东 上海市浦东新区",
    "place/jinpu-new-area": "金普新区 金普新區",
    "place/yanbian": "延边朝鲜族自治州 延边州 延边",
    "place/yangtze-delta": "长三角地区 长三角 長三角 长江三角洲",
    "place/ningbo": "宁波市 宁波 甬 Ningbo",
    "facility/lianyungang-port": "连云港港",
    "facility/dalian-port": "大连港",
    "park/suzhou-industrial-park": "苏州工业园区 蘇州工業園區 Suzhou_Industrial_Park",
    "park/dalian-high-tech-zone": "大连高新区 大连高新技术产业园区 大連高新區",
    "park/shenfu": "沈抚新区 沈抚改革创新示范区 瀋撫新區",
    "pairing/dalian-shanghai": "沪连 连沪 滬連",
    "pairing/shenyang-beijing": "京沈 沈京",
    "pairing/changchun-tianjin": "津长 长津",
    "pairing/jilin-zhejiang": "吉浙 浙吉",
    "pairing/heilongjiang-guangdong": "黑粤 粤黑 龙粤 粤龙",
    "pairing/harbin-shenzhen": "深哈 哈深",
    "pairing/liaoning-jiangsu": "辽苏 苏辽 辽宁省—江苏省 Liaoning–Jiangsu",
    "pairing/panjin-wuxi": "盘锦—无锡 無錫—盤錦 盘锦市-无锡市 盘锦~无锡 Panjin–Wuxi,_Jiangsu",
    "place/tianjin-heping": "Heping_District,_Tianjin 天津市和平区 和平区（天津）",
    "place/dalian-lvshunkou": (
        "lǚ_shùn_kǒu_qū lüshunkou_qu lvshunkouqu lushunkouqu Lvshunkou Lüshunkou Lushunkou_District"
    ),
    "organization/state-council": "国务院 the_State_Council",
    "organization/dalian-drc": "大连市发改委 大连发改委 大連發改委",
    "organization/dalian-government": "大连市政府 大连政府",
}
# The same, as a user who thinks of it otherwise would type it.
ALSO = {
    "place/dalian": (
        "Dalian,_Liaoning Dalian_(Liaoning) 大连（辽宁） City_of_Dalian the_City_of_Dalian 大连—"
    ),
    "place/wuxi": "Wuxi,_Jiangsu Wuxi_(Jiangsu_Province) Wuxi_City",
    "place/jiangsu-suzhou": "Suzhou,_Jiangsu Suzhou，Jiangsu Suzhou_Jiangsu",
    "place/changchun-chaoyang": (
        "朝阳区（长春） 朝阳区(长春市) Chaoyang_District,_Changchun Chaoyang,_Changchun,_Jilin"
    ),
    "place/shenyang-tiexi": "Tiexi,_Shenyang Tiexi_District_(Shenyang) 铁西区，沈阳",
    "place/liaoning": "Province_of_Liaoning",
    "place/shanghai-pudong": "Pudong_New_District Pudong_District",
    "place/jinpu-new-area": "Jinpu_New_District",
    "facility/dalian-port": "Port_of_Dalian Dalian_Port dalian_port",
    "facility/lianyungang-port": "Lianyungang_Port",
    "park/dalian-high-tech-zone": "大连市高新区 大连市高新技术产业园区 大連市高新區",
    "park/jilin-economic-development-zone": "吉林市经济技术开发区 吉林经开区",
    "park/suzhou-industrial-park": "苏州市工业园区 江苏省苏州工业园区",
    "pairing/dalian-shanghai": (
        "大连市—上海市 上海—大连 Dalian–Shanghai shanghai-dalian 大連－上海 大连～上海"
    ),
}
MEANS = {
    ident: " ".join(filter(None, (MEANS.get(ident), ALSO.get(ident)))) for ident in MEANS | ALSO
}
PAIRS = [
    (name.replace("_", " "), ident) for ident, names in MEANS.items() for name in names.split(" ")
]

AMBIGUOUS = {
    "吉林": {"place/jilin", "place/jilin-jilin"},
    "Jilin": {"place/jilin", "place/jilin-jilin"},
    "朝阳区": {"place/beijing-chaoyang", "place/changchun-chaoyang"},
    "朝阳": {"place/chaoyang", "place/beijing-chaoyang", "place/changchun-chaoyang"},
    "铁西区": {"place/shenyang-tiexi", "place/anshan-tiexi", "place/siping-tiexi"},
    "鐵西": {"place/shenyang-tiexi", "place/anshan-tiexi", "place/siping-tiexi"},
    "长安区": {"place/xian-changan", "place/shijiazhuang-changan"},
    "长安": {"place/xian-changan", "place/shijiazhuang-changan"},
    "和平区": {"place/shenyang-heping", "place/tianjin-heping"},
    "鼓楼区": {"place/nanjing-gulou", "place/xuzhou-gulou", "place/fuzhou-gulou"},
    "海州区": {"place/fuxin-haizhou", "place/lianyungang-haizhou"},
    "苏": {"place/jiangsu", "place/jiangsu-suzhou"},
    "suzhou": {"place/jiangsu-suzhou", "place/anhui-suzhou"},
    "Wuxi": {"place/wuxi", "place/chongqing-wuxi"},
    "Taizhou": {"place/jiangsu-taizhou", "place/zhejiang-taizhou"},
    "Taizhou City": {"place/jiangsu-taizhou", "place/zhejiang-taizhou"},
}

# Near a name, and not a name.
UNKNOWN = (
    "赴辽 大莲 大连省 大连县 沈扬市 吉林州 京津 沪沪 大 市 省 区 新区 x 大连x 大连和上海 "
    "大连市政府采购 大连,上海 place/ place/nowhere 辽宁上海 上海市大连市 吉林省大连市 "
    "大连（上海） Dalian,_Jiangsu Dalian_of_Shanghai 大连—南京 大连—上海—沈阳 大连—大连 "
    "大连市市 大连市大连 大连新区 大连省高新区 上海市高新区 沈阳市经济技术开发区 the"
).split(" ")


def test_the_table_is_as_large_as_promised():
    assert len(PAIRS) + len(AMBIGUOUS) + len(UNKNOWN) > 200
    assert len({name for name, _ in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("name", "ident"), PAIRS)
def test_a_name_means_one_entity(packaged, name, ident):
    assert resolve(packaged, name)["id"] == ident


@pytest.mark.parametrize("ident", sorted(MEANS))
def test_an_id_and_an_iri_always_work(packaged, ident):
    for name in (ident, ID + ident, f" {ident} "):
        assert resolve(packaged, name)["iri"] == ID + ident


@pytest.mark.parametrize(("name", "candidates"), AMBIGUOUS.items())
def test_an_ambiguous_name_is_refused_with_all_it_may_mean(packaged, name, candidates):
    with pytest.raises(AmbiguousNameError) as error:
        resolve(packaged, name)
    assert candidates <= {candidate["id"] for candidate in error.value.candidates}
    for lang, hint in (("zh", "请写全名或编号"), ("en", "give the full name or the id")):
        head, *listed = error.value.message(lang).splitlines()
        assert name in head
        assert hint in head
        assert len(listed) == len(error.value.candidates)
        assert all(any(ident in line for line in listed) for ident in candidates)


def test_a_candidate_is_told_by_label_class_place_and_id(packaged):
    with pytest.raises(AmbiguousNameError) as error:
        resolve(packaged, "铁西区")
    assert "  铁西区（县级行政区，沈阳市）  place/shenyang-tiexi" in error.value.message("zh")
    assert "  Tiexi District (county-level unit in Shenyang)  place/shenyang-tiexi" in (
        error.value.message("en")
    )


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_nobody_has_is_never_answered_by_the_nearest(packaged, name):
    name = name.replace("_", " ")
    with pytest.raises(UnknownNameError) as error:
        resolve(packaged, name)
    assert f"没有名为“{name}”的实体" in error.value.message("zh")
    assert f"nothing is called “{name}”" in error.value.message("en")
    assert len(error.value.candidates) <= 5


@pytest.mark.parametrize(
    ("name", "suggestion"), [("大莲", "大连市"), ("沈扬市", "沈阳市"), ("Dalain", "大连市")]
)
def test_a_misspelt_name_gets_suggestions(packaged, name, suggestion):
    with pytest.raises(UnknownNameError) as error:
        resolve(packaged, name)
    assert suggestion in {candidate["zh"] for candidate in error.value.candidates}
    assert "名称相近的有" in error.value.message("zh")


def test_part_of_a_name_is_no_name_but_tells_whose(packaged):
    with pytest.raises(UnknownNameError) as error:
        resolve(packaged, "张江")
    assert [candidate["id"] for candidate in error.value.candidates][:1] == ["park/zhangjiang"]
    assert "名称里含有它的有" in error.value.message("zh")


@pytest.mark.parametrize("name", ["", " ", "　"])
def test_an_empty_name_is_told(packaged, name):
    with pytest.raises(UnknownNameError, match="empty"):
        resolve(packaged, name)


@pytest.mark.parametrize("name", ["盘锦—无锡", "Tiexi, Shenyang", "大连发改委"])
def test_search_finds_what_a_name_means(packaged, name):
    (row,), count = search(packaged, name)
    assert (count, row["id"]) == (1, resolve(packaged, name)["id"])


def test_a_title_may_be_long_and_may_have_its_article(packaged):
    title = (
        "Framework Agreement of the Six Cities of the Liaoning Coastal Economic Belt on Jointly "
        "Improving the Business Environment"
    )
    for name in (title, f"the {title}", title.lower()):
        assert resolve(packaged, name)["id"] == "agreement/six-cities-business-environment"


def test_every_name_that_is_printed_can_be_typed(packaged):
    network = project(packaged)
    for iri, node in network.nodes(data=True):
        if node["type"] == "open":
            continue
        for label in filter(None, (node["zh"], node["en"])):
            try:
                found = {resolve(packaged, label)["iri"]}
            except AmbiguousNameError as error:
                found = {candidate["iri"] for candidate in error.candidates}
            assert iri in found, label


HOSTILE = [
    "",
    " ",
    "\u3000",
    "\t\n",
    "|",
    "%",
    "'",
    '"',
    "\\",
    '大连" } UNION { ?x ?y ?z } #',
    "> . } DROP ALL ; #",
    "$key",
    "?entity",
    "place/../dalian",
    "place/dalian#x",
    "place/大连",
    "https://example.org/",
    ID,
    ID + "place/<x>",
    "javascript:alert(1)",
    "<script>",
    "\0",
    "\x1b[31m红\x1b[0m",
    "\u202e连大",
    "🏙️",
    "👨‍👩‍👧大连",
    "\ud800",
    "大\udfff连市x",
    "é" * 50,
    "[" * 50,
    "(" * 50,
    ".*",
    "大连" * 5000,
    "x" * 10_000,
    " " * 10_000,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered_quickly_with_a_refusal(packaged, name):
    started = time.process_time()
    with pytest.raises(NameLookupError) as error:
        resolve(packaged, name)
    assert time.process_time() - started < 5
    for lang in ("zh", "en"):
        message = error.value.message(lang)
        assert len(message) < 1000
        message.encode("utf-8")
        assert not [char for char in message if char < " " and char != "\n"]


def test_control_characters_do_not_hide_a_name(packaged):
    assert resolve(packaged, "大\u200b连\0市")["id"] == "place/dalian"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ｄalian　City", "daliancity"),
        ("Dàlián", "dalian"),
        ("Lüshunkou", "lushunkou"),
        ("中国（辽宁）自由贸易试验区", "中国辽宁自由贸易试验区"),
        ("“大连”·市", "大连市"),
        ("", ""),
    ],
)
def test_width_case_accents_and_punctuation_do_not_count(written, folded):
    assert fold(written) == folded
    assert fold(fold(written)) == fold(written)


# Pairs


def pairs(tiny, rows):
    table = "id,source,partner,partOf,start,end\n" + rows
    return build_in_memory([tiny({"pairings.csv": table})])


def test_a_pair_is_named_by_its_partners_abbreviations_in_both_orders(tiny):
    store = pairs(tiny, "pairing/a,s1,沈阳市|贵州省,,1,9\n")
    assert resolve(store, "沈黔")["id"] == resolve(store, "黔沈")["id"] == "pairing/a"


def test_of_a_pairing_and_its_parts_the_pair_is_the_whole(tiny):
    rows = "pairing/a,s1,大连市|上海市,,1,9\npairing/b,s1,大连市|上海市,pairing/a,1,9\n"
    assert resolve(pairs(tiny, rows), "沪连")["id"] == "pairing/a"


@pytest.mark.parametrize(
    "rows",
    ["", "pairing/a,s1,鞍山市|上海市,,1,9\n", "pairing/a,s1,大连市|上海市|沈阳市,,1,9\n"],
    ids=["no pairing", "no abbreviation", "three partners"],
)
def test_two_abbreviations_without_a_pairing_of_their_two_mean_nothing(tiny, rows):
    with pytest.raises(UnknownNameError):
        resolve(pairs(tiny, rows), "沪连")


def test_what_is_written_down_of_names_is_what_is_worked_out():
    lines = (Path(kg.__file__).parent / "names" / "pinyin.tsv").read_text(encoding="utf-8")
    known = {
        text: (said, where)
        for text, said, where in (line.split("\t") for line in lines.splitlines())
    }
    assert len(known) > 5000
    assert {text: said for text, (said, _) in known.items()} == {
        text: " ".join(spoken(text, place=where == "place")) for text, (_, where) in known.items()
    }
