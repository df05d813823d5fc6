"""Dates are kept and shown as sharp as they were printed, and never sharper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.dates import parse, show

READ = [
    ("2017", "2017-01-01", "2017-12-31"),
    ("2017-03", "2017-03-01", "2017-03-31"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("2017-02", "2017-02-01", "2017-02-28"),
    ("2017-12", "2017-12-01", "2017-12-31"),
    ("2017-03-18", "2017-03-18", "2017-03-18"),
    ("2016-02-29", "2016-02-29", "2016-02-29"),
    ("2017-03/2017-06", "2017-03-01", "2017-06-30"),
    ("2017/2018", "2017-01-01", "2018-12-31"),
    ("2018-03-15/2018-06", "2018-03-15", "2018-06-30"),
    ("2017/2017-06", "2017-01-01", "2017-06-30"),
    (" 2017-03 ", "2017-03-01", "2017-03-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
]

# As people write in China, and as a spreadsheet makes of 2017-03-01.
WRITTEN = [
    ("2017年", "2017-01-01", "2017-12-31"),
    ("2017年3月", "2017-03-01", "2017-03-31"),
    ("2017 年 03 月 18 日", "2017-03-18", "2017-03-18"),
    ("2017年3月18号", "2017-03-18", "2017-03-18"),
    ("2017/3", "2017-03-01", "2017-03-31"),
    ("2017/3/1", "2017-03-01", "2017-03-01"),
    ("2017年3月/2017年6月", "2017-03-01", "2017-06-30"),
]


@pytest.mark.parametrize(("text", "first", "last"), [*READ, *WRITTEN])
def test_a_date_is_its_first_and_last_possible_day(text, first, last):
    span = parse(text)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "/",
        "2017/",
        "/2017",
        "2017-13",
        "2017-00",
        "2017-00-01",
        "2017-13-45",
        "2017-02-29",
        "2017-04-31",
        "2017-03-00",
        "2017-3",
        "2017-3-18",
        "17-03-18",
        "20170318",
        "2017.03.18",
        "2017年13月",
        "2017/13",
        "2017/2/30",
        "17年3月",
        "3月18日",
        "2017-03-18T10:00",
        "2017-03-18 14:52:05",
        "0000",
        "00000",
        "-2017",
        "2018/2017",
        "2017/2018/2019",
        "2017-03-18/2017-03-17",
        "２０１７",
        "٢٠١٧",
        "²⁰¹⁷",
        "spring",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse(text)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2017-01-01", "2017-12-31", "2017"),
        ("2017-03-01", "2017-03-31", "2017-03"),
        ("2016-02-01", "2016-02-29", "2016-02"),
        ("2016-02-01", "2016-02-28", "2016-02-01/2016-02-28"),
        ("2017-03-18", "2017-03-18", "2017-03-18"),
        ("2017-03-18", None, "2017-03-18"),
        ("2017-03-01", "2017-06-30", "2017-03/2017-06"),
        ("2017-01-01", "2018-12-31", "2017/2018"),
        ("2017-01-01", "2017-06-30", "2017-01/2017-06"),
        ("2017-07-01", "2018-06-30", "2017-07/2018-06"),
        ("2017-03-02", "2017-03-31", "2017-03-02/2017-03-31"),
        ("9999-01-01", "9999-12-31", "9999"),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_days_are_shown_in_the_shortest_way_that_says_them(first, last, shown):
    assert show(first, last) == shown


def test_what_is_shown_reads_back_to_the_same_days():
    start = date(2015, 12, 30)
    for offset in range(0, 500, 3):
        for length in (0, 1, 27, 28, 29, 30, 31, 59, 364, 365, 366, 730):
            first = start + timedelta(days=offset)
            last = first + timedelta(days=length)
            assert parse(show(first, last)) == (first, last)


@pytest.mark.parametrize("text", [text.strip() for text, *_ in READ if text != "2017/2017-06"])
def test_the_shortest_way_is_the_one_it_was_written_in(text):
    written = text if text != "2018-03-15/2018-06" else "2018-03-15/2018-06-30"
    assert show(*parse(text)) == written
