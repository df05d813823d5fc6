"""From cells to claims: each wrong cell, key or place in a text is named with its remedy."""

from __future__ import annotations

import pytest

from kg.loaders import build_in_memory
from kg.store import select
from tests.data_sets import GOOD, pairing, problems, value

# Cells


@pytest.mark.parametrize(
    ("cells", "column", "zh", "en"),
    [
        pytest.param(
            {"validFrom": "2017-13-45"},
            "validFrom",
            "“2017-13-45”不是日期（写作 2017、2017-03、2017-03-18 或 2017-03/2017-06）",
            "“2017-13-45” is not a date (write 2017, 2017-03, 2017-03-18 or 2017-03/2017-06)",
            id="no such month",
        ),
        *(
            pytest.param(
                {"validFrom": text}, "validFrom", f"“{text}”不是日期", "not a date", id=text
            )
            for text in (
                "2017-02-30",
                "2017-00",
                "2017/13/18",
                "2017年13月",
                "17-03",
                "0000",
                "2018/2017",
            )
        ),
        pytest.param(
            {"partner": "place/dalain|上海市"},
            "partner",
            "没有编号或名称为“place/dalain”的实体（是否为：place/dalian",
            "no entity has the id or name “place/dalain” (did you mean: place/dalian",
            id="unknown id",
        ),
        pytest.param(
            {"partner": "大莲市|上海市"},
            "partner",
            "没有编号或名称为“大莲市”的实体（是否为：大连市 place/dalian）",
            "did you mean: 大连市 place/dalian",
            id="unknown name",
        ),
        pytest.param(
            {"partner": "铁西区|上海市"},
            "partner",
            "“铁西区”可以指 2 个实体（请改写编号：place/anshan-tiexi、place/shenyang-tiexi）",
            "“铁西区” can mean 2 entities (give an id: place/anshan-tiexi, place/shenyang-tiexi)",
            id="ambiguous name",
        ),
        pytest.param(
            {"programme": "place/dalian"},
            "programme",
            "“place/dalian”是地级行政区（“所属计划”一列要填合作计划）",
            "“place/dalian” is of the class “prefecture-level unit” (“programme” takes",
            id="wrong class by id",
        ),
        pytest.param(
            {"programme": "大连市"},
            "programme",
            "“大连市”是地级行政区",
            "is of the class",
            id="by name",
        ),
        pytest.param(
            {"partner": "form/benchmark|上海市"},
            "partner",
            "“form/benchmark”是概念（“合作方”一列要填实体）",
            "“form/benchmark” is of the class “concept” (“partner” takes “entity”)",
            id="concept for an entity",
        ),
        pytest.param(
            {"evidence": "大连市"},
            "evidence",
            "“大连市”是地级行政区",
            "is of the class",
            id="a column that tables have no use for",
        ),
        pytest.param(
            {"form": "结对打造样版"},
            "form",
            "“结对打造样版”不在“形式”的取值之中（是否为：结对打造样板",
            "is not a value of “form” (did you mean: 结对打造样板",
            id="unknown concept",
        ),
        pytest.param(
            {"form": "benchmrk"}, "form", "不在“形式”的取值之中", "is not a value", id="concept id"
        ),
        pytest.param(
            {"form": "stage/signed"}, "form", "不在“形式”的取值之中", "is not a value", id="scheme"
        ),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_remedy(tiny, cells, column, zh, en):
    ((row, where, chinese, english),) = problems(tiny(pairing(**cells)))
    assert (row, where) == (2, column)
    assert zh in chinese
    assert en in english


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("form/benchmark", "form/benchmark"),
        ("benchmark", "form/benchmark"),
        ("结对打造标杆", "form/benchmark"),
    ],
)
def test_a_concept_is_written_by_id_or_label(tiny, text, concept):
    assert value(build_in_memory([tiny(pairing(form=text))]), "form") == [concept]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("２０１７－０３", "2017-03-01", "2017-03-31"),
        ("2017-03-18", "2017-03-18", "2017-03-18"),
        ("2017-03/2017-06", "2017-03-01", "2017-06-30"),
    ],
)
def test_a_date_is_kept_as_sharp_as_it_is(tiny, text, first, last):
    store = build_in_memory([tiny(pairing(validFrom=text))])
    assert value(store, "validFrom") == [first]
    assert value(store, "validFromLatest") == [last]


FIGURES = "id,source,about,indicator,printed,value,start,end\n"
INDICATORS = "id,prefLabel@zh,prefLabel@en\nindicator/n,数,number\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("210", "210"), ("２１０", "210"), ("1.50", "1.5"), ("-3", "-3"), ("007", "7"), ("1e3", None)]
    + [(text, None) for text in ("1,000", "近210", "约", "½", "²", "٣", "NaN", "9" * 30, "1..2")],
)
def test_a_figure_is_a_plain_number_or_refused(tiny, text, kept):
    row = f'observation/a,s1,大连市,indicator/n,{"x"},"{text}",1,9\n'
    folder = tiny({"observations.csv": FIGURES + row, "indicators.csv": INDICATORS})
    if kept:
        assert value(build_in_memory([folder]), "value", about="observation/a") == [kept]
    else:
        ((number, column, zh, en),) = problems(folder)
        assert (number, column) == (2, "value")
        assert "不是数" in zh or "太长" in zh
        assert "not a number" in en or "too long" in en


# Keys, sources, evidence


@pytest.mark.parametrize(
    ("cells", "column", "zh", "en"),
    [
        ({"id": ""}, "id", "没有写编号", "no id"),
        (
            {"id": "结对1"},
            "id",
            "编号用小写字母、数字和连字符；本表写作 pairing/…，如 pairing/dalian-shanghai",
            "lower-case letters",
        ),
        ({"id": "Pairing/A"}, "id", "不合规", "is not an id"),
        ({"id": "pairing/a b"}, "id", "不合规", "is not an id"),
        ({"id": "pairing/../a"}, "id", "不合规", "is not an id"),
        ({"id": "a"}, "id", "不合规", "is not an id"),
        ({"id": "place/dalian"}, "id", "“place/dalian”已用于地方", "is taken by a place"),
        (
            {"source": ""},
            "source",
            "没有写来源（填写 sources 表中的来源编号）",
            "no source is given",
        ),
        ({"source": "s9"}, "source", "没有来源“s9”（", "has no source “s9”"),
        ({"source": "第一份文件"}, "source", "没有来源“第一份文件”", "has no source"),
        ({"partner": ""}, "partner", "缺少内容（结对至少有两方", "missing (a pairing has two"),
        ({"partner": " | "}, "partner", "缺少内容", "missing"),
        ({"partner": "大连市"}, "partner", "只有 1 个值（结对至少有两方", "has only 1"),
        ({"partner": "大连市|place/dalian"}, "partner", "只有 1 个值", "has only 1"),
        ({"form": "benchmark|model"}, "form", "有 2 个值（一个来源只写一种形式）", "has 2 values"),
        ({"validFrom": "2017|2018"}, "validFrom", "有 2 个值", "has 2 values"),
        ({"end": ""}, "start", "start 与 end 不成对（两列各写同样多的整数", "do not pair up"),
        ({"start": ""}, "start", "start 与 end 不成对", "do not pair up"),
        ({"start": "1|2"}, "start", "start 与 end 不成对", "do not pair up"),
        (
            {"start": "", "end": ""},
            "quote",
            "没有原文依据（请填引文（或 start、end））",
            "no evidence",
        ),
        ({"end": "101"}, "start", "1–101 不在原文之内（原文共 100 个字符）", "has 100 characters"),
        ({"start": "9", "end": "1"}, "start", "9–1 不在原文之内", "is not within the text"),
        ({"start": "9"}, "start", "9–9 不在原文之内", "is not within the text"),
        ({"start": "-1"}, "start", "“-1”不是字符位置（写整数，多个用 | 分隔）", "is not an offset"),
        ({"end": "9.0"}, "end", "“9.0”不是字符位置", "is not an offset"),
        ({"end": "²"}, "end", "“²”不是字符位置", "is not an offset"),
        ({"end": "9" * 5000}, "end", "9…”不是字符位置", "9…” is not an offset"),
    ],
)
def test_a_wrong_key_or_place_is_named_with_its_remedy(tiny, cells, column, zh, en):
    (row, where, chinese, english), *more = problems(tiny(pairing(**cells)))
    assert (row, where) == (2, column)
    # What is taken for a claim is no partner either, and that is said as well.
    assert not more or column == "id"
    assert zh in chinese
    assert en in english
    assert len(chinese) < 300


@pytest.mark.parametrize(
    ("table", "content", "column", "zh"),
    [
        ("sources", "id,title@zh,reliability\nx,,web\n", "title@zh", "缺少内容（来源要有标题"),
        ("sources", "id,title@zh,reliability\nx,甲,\n", "reliability", "缺少内容"),
        ("sources", "id,title@zh,reliability\nsource/x,甲,web\n", "id", "如 000"),
        ("sources", "id,title@zh,reliability,textLength\nx,甲,web,²\n", "textLength", "不是整数"),
        ("sources", "id,title@zh,reliability,sha256\nx,甲,web,abc\n", "sha256", "64 位十六进制"),
        (
            "sources",
            "id,title@zh,reliability,dcterms:source\nx,甲,web,www.x.y\n",
            "dcterms:source",
            "“www.x.y”不是网址（以 http:// 或 https:// 开头）",
        ),
        (
            "sources",
            "id,title@zh,reliability,issuedInferred\nx,甲,web,大概\n",
            "issuedInferred",
            "是非",
        ),
        ("places", "id,type,prefLabel@zh\nplace/x,Citty,某\n", "type", "是否为：City"),
        (
            "places",
            "id,type,prefLabel@zh\nplace/x,Company,某\n",
            "type",
            "不是一种地方（可用：City",
        ),
        ("places", "id,type,prefLabel@en\nplace/x,City,X\n", "prefLabel@zh", "没有中文名称"),
        ("places", "id,type,prefLabel\nplace/x,City,X\n", "prefLabel@zh", "没有中文名称"),
        ("places", "id,prefLabel@zh\nplace/x,甲|乙\n", "prefLabel@zh", "有不同的名称：甲、乙"),
        (
            "places",
            "id,prefLabel@zh,gb2260\nplace/x,甲,21\n",
            "gb2260",
            "“21”不合规（区划代码是六位",
        ),
    ],
)
def test_a_wrong_source_or_place_is_named_with_its_remedy(tiny, table, content, column, zh):
    ((row, where, chinese, _),) = problems(tiny({f"{table}.csv": content}))
    assert (row, where) == (2, column)
    assert zh in chinese


@pytest.mark.parametrize("kind", ["City", "地级行政区", "District|NewArea"])
def test_a_type_is_written_by_name_or_label_and_may_be_several(tiny, kind):
    places = f"id,type,prefLabel@zh\nplace/x,{kind},某地\n"
    store = build_in_memory([tiny({"places.csv": places})])
    rows = select(store, "SELECT ?c { GRAPH graph:entities { id:place\\/x a ?c } }")
    assert len(rows) == kind.count("|") + 1


def test_several_spans_stand_beside_each_other(tiny):
    store = build_in_memory([tiny(pairing(start="1|20", end="9|30", locator="第2段"))])
    selectors = value(store, "evidence")
    assert [iri.rpartition("#")[2] for iri in selectors] == ["char=1,9", "char=20,30"]


def test_an_id_twice_under_one_source_is_an_error_and_under_two_is_not(tiny):
    twice = GOOD + "pairing/a,s1,大连市|上海市,20,30\n"
    ((row, column, zh, en),) = problems(tiny({"pairings.csv": twice}))
    assert (row, column) == (3, "id")
    assert "pairings.csv:2 重复：编号和来源都相同（同一来源说的写在同一行）" in zh
    assert "pairings.csv:2: same id, same source" in en
    store = build_in_memory(
        [tiny({"pairings.csv": twice.replace("s1,大连市|上海市,20", "s2,大连市|上海市,20")})]
    )
    assert (
        len(
            select(
                store, "SELECT ?s { GRAPH ?s { id:pairing\\/a coop:partner id:place\\/dalian } }"
            )
        )
        == 2
    )


@pytest.mark.parametrize(
    "other", ["上海市|大连市", "place/shanghai|place/dalian", "Dalian|上海市", "大連市|沪"]
)
def test_the_same_pairing_under_two_ids_is_seen_however_it_is_written(tiny, other):
    table = GOOD + f"pairing/b,s2,{other},1,9\n"
    ((row, column, zh, en),) = problems(tiny({"pairings.csv": table}))
    assert (row, column) == (3, "id")
    assert "pairings.csv:2 是同一结对：合作方、计划和上级都相同（请用同一编号 pairing/a）" in zh
    assert "use the same id, pairing/a" in en


def test_another_programme_or_parent_makes_another_pairing(tiny):
    table = (
        "id,source,partner,partOf,start,end\n"
        "pairing/a,s1,大连市|上海市,,1,9\n"
        "pairing/b,s1,大连市|上海市,pairing/a,1,9\n"
    )
    store = build_in_memory([tiny({"pairings.csv": table})])
    assert len(select(store, "SELECT ?x { ?x a coop:Pairing }")) == 2


def test_another_mechanism_makes_another_pairing_where_no_round_is_known(tiny):
    kinds = (
        "mechanism/aid,,援助,Aid,甲类援助。,Aid of one kind.\n"
        "mechanism/trade,,贸易,Trade,乙类合作。,Trade of one kind.\n"
    )
    mechanisms = "id,source,prefLabel@zh,prefLabel@en,definition@zh,definition@en\n" + kinds
    table = (
        "id,source,partner,mechanism,start,end\n"
        "pairing/a,s1,大连市|上海市,mechanism/trade,1,9\n"
        "pairing/b,s1,大连市|上海市,mechanism/aid,1,9\n"
    )
    folder = tiny({"pairings.csv": table, "mechanisms.csv": mechanisms})
    assert len(select(build_in_memory([folder]), "SELECT ?x { ?x a coop:Pairing }")) == 2
    again = table + "pairing/c,s2,上海市|大连市,mechanism/aid,1,9\n"
    ((row, _, zh, _),) = problems(tiny({"pairings.csv": again, "mechanisms.csv": mechanisms}))
    assert (row, "用同一编号 pairing/b" in zh) == (4, True)


def test_one_id_with_different_partners_is_two_pairings(tiny):
    table = GOOD + "pairing/a,s2,大连市|贵州省,1,9\n"
    ((row, column, zh, en),) = problems(tiny({"pairings.csv": table}))
    assert (row, column) == (3, "partner")
    assert "pairings.csv:2 相同，合作方却不同（不同的结对用不同的编号）" in zh
    assert "different pairings have different ids" in en


def test_an_open_partner_is_the_second_party(tiny):
    cells = {"partner": "鞍山市", "openPartner__zh": "有关城市", "openPartner__en": "some cities"}
    store = build_in_memory([tiny(pairing(**cells))])
    assert value(store, "openPartner") == ["some cities", "有关城市"]


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("lat", ("38.9", "999"), "纬度在"),
        ("lat", ("-90", "90.1"), "纬度在"),
        ("long", ("121.6", "-181"), "经度在"),
        ("long", ("180", "1e3"), "不是数"),
        ("within", ("place/dalian", "place/b"), "绕回了自己"),
    ],
)
def test_a_place_lies_on_the_earth_and_in_nothing_that_lies_in_it(tiny, column, values, words):
    def places(value):
        head = f"id,type,prefLabel@zh,prefLabel@en,{column},start,end,source\n"
        rows = f"place/a,NewArea,甲新区,Jia,{value},1,9,s1\nplace/b,NewArea,乙新区,Yi,"
        return head + rows + ("place/a" if column == "within" else "") + ",1,9,s1\n"

    good, bad = values
    build_in_memory([tiny({"places.csv": places(good)})])
    found = problems(tiny({"places.csv": places(bad)}, "bad"))
    assert (found[0][0], found[0][1]) == (2, column)
    assert words in found[0][2]


@pytest.mark.parametrize(
    "cell", ["大连|上海", "大連市|上海市", "大連|place/shanghai", "Dalian|Shanghai", "连|沪"]
)
def test_a_cell_takes_any_name_that_means_one_thing(tiny, cell):
    store = build_in_memory([tiny(pairing(partner=cell))])
    assert value(store, "partner") == ["place/dalian", "place/shanghai"]


@pytest.mark.parametrize("cell", ["铁西|上海", "鐵西區|上海"])
def test_a_short_name_that_means_several_is_refused_with_their_ids(tiny, cell):
    ((_, column, message, _),) = problems(tiny(pairing(partner=cell)))
    assert column == "partner"
    assert "place/anshan-tiexi" in message
    assert "place/shenyang-tiexi" in message
