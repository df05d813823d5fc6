"""Printed, value and qualifier of a figure say the same, or the build says where they do not."""

from __future__ import annotations

import pytest

from kg.loaders import build_in_memory
from tests.data_sets import problems, value

TABLES = {
    "indicators.csv": "id,prefLabel@zh,prefLabel@en,definition@zh,definition@en\n"
    "indicator/aid,援助资金,Aid,援助的资金。,Money.\n",
    "units.csv": "id,prefLabel@zh,prefLabel@en\nunit/yuan,元,yuan\nunit/percent,%,percent\n",
}
HEAD = "id,source,about,indicator,unit,printed,value,qualifier\n"


def _tables(unit, printed, number, qualifier=""):
    row = f"observation/x,s3,大连市,indicator/aid,{unit},{printed},{number},{qualifier}\n"
    return TABLES | {"observations.csv": HEAD + row}


@pytest.mark.parametrize(
    ("unit", "printed", "number", "column", "said"),
    [
        (
            "元",
            "16.5亿元",
            "16.5",
            "value",
            "数值 16.5 与原文写法“16.5亿元”不符（应为 1650000000；",
        ),
        ("元", "16.5億元", "1560000000", "value", "应为 1650000000"),
        ("元", "三百五十元", "35", "value", "应为 350；"),
        ("元", "十六亿元", "16", "value", "应为 1600000000；"),
        ("元", "3000多万元", "3000", "value", "应为 30000000；"),
        ("%", "16.5亿元", "1650000000", "unit", "单位“%”与原文写法“16.5亿元”不符（应为 元"),
    ],
)
def test_what_does_not_fit_is_said(tiny, unit, printed, number, column, said):
    ((_, where, zh, en),) = problems(tiny(_tables(unit, printed, number)))
    assert where == column
    assert said in zh
    assert printed in en


@pytest.mark.parametrize(
    ("printed", "column", "given", "said"),
    [
        ("近210元", "qualifier", "over", "限定与原文写法“近210元”不符（应为 qualifier/nearly；"),
        ("30余元", "qualifier", "约", "应为 qualifier/over；"),
        ("30余元", "lower", "40", "下限 40 与原文写法“30余元”不符（应为 30；"),
        ("1—2元", "upper", "3", "上限 3 与原文写法“1—2元”不符（应为 2；"),
    ],
)
def test_qualifier_and_bounds_are_as_printed(tiny, printed, column, given, said):
    row = f"observation/x,s3,大连市,indicator/aid,元,{printed},{given}\n"
    head = f"id,source,about,indicator,unit,printed,{column}\n"
    ((_, where, zh, _),) = problems(tiny(TABLES | {"observations.csv": head + row}))
    assert (where, said in zh) == (column, True)


def test_a_share_is_no_percentage(tiny):
    ((_, where, zh, _),) = problems(tiny(_tables("%", "约75%", "0.75", "about")))
    assert (where, "应为 75；" in zh) == ("value", True)


@pytest.mark.parametrize(
    ("unit", "printed", "number", "qualifier", "kept"),
    [
        ("元", "16.5亿元", "", "", "1650000000"),
        ("%", "26.9%", "26.9%", "", "26.9"),
        ("元", "两千元", "2000", "", "2000"),
        ("元", "约75元", "", "about", "75"),
        ("元", "2公顷", "20000", "", "20000"),
        ("元", "三百五十元", "", "", "350"),
        ("元", "十六億元", "", "", "1600000000"),
        ("元", "3亿5000万元", "", "", "350000000"),
        ("%", "压缩至百分之三十", "", "to", "30"),
    ],
)
def test_a_value_is_computed_from_what_is_printed(tiny, unit, printed, number, qualifier, kept):
    store = build_in_memory([tiny(_tables(unit, printed, number, qualifier))])
    assert value(store, "value", graph="s3", about="observation/x") == [kept]


@pytest.mark.parametrize(
    ("printed", "qualifier", "lower", "upper"),
    [
        ("近210元", "nearly", [], ["210"]),
        ("三十余元", "over", ["30"], []),
        ("50元以上", "at-least", ["50"], []),
        ("约75元", "about", [], []),
        ("1 —2元", "range", ["1"], ["2"]),
    ],
)
def test_qualifier_and_bounds_are_filled_in_from_what_is_printed(
    tiny, printed, qualifier, lower, upper
):
    store = build_in_memory([tiny(_tables("元", printed, ""))])
    said = {
        name: value(store, name, graph="s3", about="observation/x")
        for name in ("qualifier", "lower", "upper")
    }
    assert said == {"qualifier": [f"qualifier/{qualifier}"], "lower": lower, "upper": upper}


@pytest.mark.parametrize("printed", ["三四百元", "三百五元", "翻一番", "三成", "数十元", "一半"])
def test_what_is_no_single_number_has_no_value(tiny, printed):
    store = build_in_memory([tiny(_tables("元", printed, ""))])
    assert value(store, "value", graph="s3", about="observation/x") == []
