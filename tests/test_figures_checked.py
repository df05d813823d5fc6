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
        ("元", "近210元", "210", "qualifier", "原文写“近210元”，不是确数，“限定”却没有填"),
        ("元", "30余元", "30", "qualifier", "“余”的意思"),
    ],
)
def test_what_does_not_fit_is_said(tiny, unit, printed, number, column, said):
    ((_, where, zh, en),) = problems(tiny(_tables(unit, printed, number)))
    assert where == column
    assert said in zh
    assert printed in en


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
    ],
)
def test_a_value_is_computed_from_what_is_printed(tiny, unit, printed, number, qualifier, kept):
    store = build_in_memory([tiny(_tables(unit, printed, number, qualifier))])
    assert value(store, "value", graph="s3", about="observation/x") == [kept]
