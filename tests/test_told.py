"""What an editor in a spreadsheet writes is read where it can mean one thing, and else told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from kg.errors import LoadError
from kg.loaders import build_in_memory
from tests.conftest import write_tables
from tests.data_sets import GOOD, HEAD, PARTNERS, pairing, partners_of, problems, value

NOTED = "id,source,partner,start,end,备注\npairing/a,s1,大连市|上海市,1,9,回头再查 | 待定\n"

TEXT = "大连市签署“對口合作”協議。\n大连市⼈⺠政府与上海市，2017年。\n"
SOURCE_ROW = (
    "id,title@zh,reliability,textLength,sha256\n"
    f"own,自己的,web,{len(TEXT)},{hashlib.sha256(TEXT.encode()).hexdigest()}\n"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("pairings.csv", GOOD.replace("|", "｜"), id="a full-width bar"),
        pytest.param("结对关系.csv", GOOD, id="the class in Chinese"),
        pytest.param("pairings.csv", NOTED, id="a column of notes"),
        pytest.param("pairings.csv", NOTED.replace("备注", "Notes"), id="notes in English"),
        pytest.param("pairings.csv", "sep=,\n" + GOOD, id="a line for Excel"),
        pytest.param("pairings.csv", "sep=,\r\n" + GOOD.replace("\n", "\r\n"), id="the same, CRLF"),
    ],
)
def test_tables_as_editors_make_them_are_read(tiny, name, content):
    assert partners_of(build_in_memory([tiny({name: content})])) == PARTNERS


def test_a_sheet_of_notes_is_left_alone_and_sheets_have_chinese_names(tiny):
    folder = tiny({"说明.csv": "先看这里,\n然后\n"})
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "说明"
    sheet.append(["怎样填写"])
    sheet.merge_cells("A1:C1")
    sheet = book.create_sheet("结对关系")
    for line in GOOD.splitlines():
        sheet.append(line.split(","))
    book.save(folder / "book.xlsx")
    assert partners_of(build_in_memory([folder])) == PARTNERS


def test_a_chinese_name_of_a_table_is_corrected_by_chinese_names(tiny):
    [(_, _, zh, en)] = problems(tiny({"结对.csv": GOOD}))
    assert "结对.csv：没有叫“结对”的表（是否为：结对关系、成组结对" in zh
    assert "there is no table “结对” (did you mean: 结对关系, 成组结对" in en


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2017年3月", "2017-03-01", "2017-03-31"),
        ("2017/3/1", "2017-03-01", "2017-03-01"),
        ("２０１７年３月", "2017-03-01", "2017-03-31"),
    ],
)
def test_dates_are_read_as_they_are_written_in_china(tiny, cell, first, last):
    store = build_in_memory([tiny(pairing(validFrom=cell))])
    assert value(store, "validFrom") == [first]
    assert value(store, "validFromLatest") == [last]


def test_a_bar_in_a_title_is_part_of_it(tiny):
    store = build_in_memory(
        [
            tiny(
                {
                    "agreements.csv": "id,source,title,signatory,start,end\n"
                    "agreement/a,s1,原创｜大连与上海,大连市｜上海市,1,9\n"
                }
            )
        ]
    )
    rows = store.query(
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?t { GRAPH ?g {"
        "<https://w3id.org/cooperation-kg/id/agreement/a> dcterms:title ?t } }"
    )
    assert {row["t"].value for row in rows} == {"原创｜大连与上海"}
    assert len(value(store, "signatory", about="agreement/a")) == 2


def test_problems_stand_in_the_order_of_the_rows(tiny):
    rows = "".join(
        f"pairing/{name},s1,{partner},{start},9\n"
        for name, partner, start in (
            ("a", "无此市|上海市", "x"),
            ("b", "大连市", "y"),
            ("c", "无彼市|上海市", "1"),
        )
    )
    found = [(row, column) for row, column, *_ in problems(tiny({"pairings.csv": HEAD + rows}))]
    assert found == sorted(found)
    assert len(found) == 5


# What a cell may say, as the command line takes it

SAID = {
    "天津市和平区|大连市": {"tianjin-heping", "dalian"},
    "天津和平区|大连市": {"tianjin-heping", "dalian"},
    "辽宁省 大连市|上海市": {"dalian", "shanghai"},
    "中国辽宁省大连市|北京市市辖区东城区": {"dalian", "beijing-dongcheng"},
    "重庆市县城口县|大连市": {"chongqing-chengkou", "dalian"},
    "Tiexi, Shenyang|Dalian, Liaoning Province, China": {"shenyang-tiexi", "dalian"},
    "大连市、上海市": {"dalian", "shanghai"},
    "大连市；天津市和平区": {"dalian", "tianjin-heping"},
    "沪连": {"shanghai", "dalian"},
    "中衞市|濬縣": {"zhongwei", "hebi-xun"},
    "⻓海县|⻘岛市": {"dalian-changhai", "qingdao"},
    "辽宁省、上海市": {"liaoning", "shanghai"},
    # The table of names has it.
    "襄樊市|大连市": {"xiangyang", "dalian"},
    "襄樊|吉林市": {"xiangyang", "jilin-jilin"},
}
PART = "pairing/told-part,own,和平区|朝阳区,mechanism/told-0,pairing/told-whole,0,3\n"
WHOLE = "pairing/told-whole,own,长春市|天津市,mechanism/told-0,,0,3\n"
FORMER = "id,source,about,nameText,asOf,start,end\nname/told,own,襄阳市,襄樊市,2010,0,3\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The packaged data with rows that say everything in other words."""
    rows = [
        f'pairing/told-{number},own,"{cell}",mechanism/told-{number},0,3\n'
        for number, cell in enumerate(SAID)
    ]
    tables = {
        "sources.csv": SOURCE_ROW,
        "names.csv": FORMER,
        "mechanisms.csv": "id,prefLabel@zh\n"
        + "".join(f"mechanism/told-{number},机制{number}\n" for number in range(len(SAID))),
        "pairings.csv": "id,source,partner,mechanism,start,end\n" + "".join(rows),
        "结对关系.csv": "id,source,partner,mechanism,partOf,start,end\n" + WHOLE + PART,
    }
    return build_in_memory([write_tables(tmp_path_factory.mktemp("told"), tables)])


@pytest.mark.parametrize("cell", SAID)
def test_a_cell_takes_what_a_command_takes(told, cell):
    about = f"pairing/told-{list(SAID).index(cell)}"
    found = value(told, "partner", graph="own", about=about)
    assert set(found) == {f"place/{ident}" for ident in SAID[cell]}


def test_a_district_is_that_of_the_pairing_that_the_row_is_part_of(told):
    found = value(told, "partner", graph="own", about="pairing/told-part")
    assert found == ["place/changchun-chaoyang", "place/tianjin-heping"]


# What is told of what cannot be read

PAIRING = {
    "id": "pairing/x",
    "source": "own",
    "partner": "大连市|上海市",
    "validFrom": "",
    "field": "",
    "form": "",
    "programme": "",
    "start": "0",
    "end": "3",
    "quote": "",
}
FIGURE = {
    "id": "observation/x",
    "source": "own",
    "about": "大连市",
    "indicator": "签约金额",
    "unit": "元",
    "printed": "x",
    "value": "1",
    "start": "0",
    "end": "3",
}
REFUSED = [
    ("partner", "未明确|大连市", "没有点名的一方写进“未点名的合作方”列", "open"),
    ("partner", "山东省有关城市|大连市", "没有点名的一方写进", "open"),
    ("partner", "沈阳市|铁西区", "“铁西区”可以指 3 个实体", "can mean 3"),
    ("partner", "闸北区|大连市", "已经撤销（2015，国函〔2015〕183号）", "no more (2015"),
    ("validFrom", "42795", "即 2017-03-01；请写 2017-03-01", "2017-03-01"),
    ("validFrom", "Mar-17", "请写 2017-03，", "write 2017-03,"),
    ("validFrom", "3月18日", "要写明年份", "the year is wanted"),
    ("field", "新材料", "最接近的是 新兴产业；全部 ", "`kg ontology field` lists all"),
    ("form", "友城", "见 kg ontology 形式", "`kg ontology form` lists all"),
    ("programme", "对口合作", "programme/northeast-east", "northeast-east"),
    ("id", "1", "本表写作 pairing/…，如 pairing/dalian-shanghai", "pairing/…"),
    ("source", "s9", "这份数据里有：own", "these data have: own"),
    (
        "quote",
        '签署"对口合作"协议',
        "原文第 3–13 字符是“签署“對口合作”協議”，只有引号、繁简不同",
        "differ",
    ),
    ("quote", "上海市签订“對口合作”協議", "最长的相同部分在 ", "longest part"),
    (
        "quote",
        "大连市",
        "请把引文抄长一些，或在 start、end 填其中一处，如 0、3",
        "quote more",
    ),
]
FIGURES = [
    (
        "value",
        "16.5亿元",
        "写 1650000000，单位写 元，“16.5亿元”写在“原文写法”列",
        "write 1650000000",
    ),
    ("value", "约1,210", "写 1210，“约”写在“限定”列", "write 1210"),
    ("unit", "亿元", "单位写 元，数值写 100000000", "100000000"),
    ("unit", "个", "个（项目） unit/project", "unit/project"),
    (
        "indicator",
        "社会捐款捐物",
        "indicator/social-aid；要新增，在 indicators.csv 写一行（kg template 指标）",
        "write a row of indicators.csv",
    ),
]


def table(blank, cases):
    lines = [",".join(blank)]
    for number, (column, cell, *_) in enumerate(cases):
        row = {**blank, "id": f"{blank['id']}{number}", column: cell}
        if column == "quote":
            row |= {"start": "", "end": ""}
        lines.append(",".join('"' + text.replace('"', '""') + '"' for text in row.values()))
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def refusals(tmp_path_factory):
    """What is said of tables with one mistake in every row."""
    tables = {
        "sources.csv": SOURCE_ROW,
        "pairings.csv": table(PAIRING, REFUSED),
        "observations.csv": table(FIGURE, FIGURES),
        "texts.md": "",
    }
    folder = write_tables(tmp_path_factory.mktemp("refused"), tables)
    (folder / "own.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    with pytest.raises(LoadError) as caught:
        build_in_memory([folder], texts=folder)
    found = {}
    for one in caught.value.problems:
        told = [one.message(lang) for lang in ("zh", "en")]
        found[Path(one.file).stem, one.row, one.column] = told
    return found


@pytest.mark.parametrize(
    ("name", "number", "case"),
    [
        (name, number, case)
        for name, cases in (("pairings", REFUSED), ("observations", FIGURES))
        for number, case in enumerate(cases, start=2)
    ],
)
def test_what_cannot_be_read_is_told_with_what_can(refusals, name, number, case):
    column, _, zh, en = case
    chinese, english = refusals[name, number, column]
    assert zh in chinese
    assert en in english


def test_no_place_elsewhere_is_offered_for_one_that_is_gone(refusals):
    said = "".join(message for found in refusals.values() for message in found)
    assert not [name for name in ("钦北区", "路北区", "吉县", "莎车县") if name in said]


def test_a_quote_may_hold_characters_for_radicals(tmp_path):
    row = "pairing/told,own,大连市|贺州市,大连市人民政府\n"
    tables = {"sources.csv": SOURCE_ROW, "pairings.csv": "id,source,partner,quote\n" + row}
    folder = write_tables(tmp_path / "own", tables)
    (folder / "own.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    store = build_in_memory([folder], texts=folder)
    [span] = value(store, "evidence", graph="own", about="pairing/told")
    assert span.endswith("#char=15,22")
