"""Rules of events, exchanges, transfers and projects carry their tests with them."""

from __future__ import annotations

import pytest

from kg.deciding.forms import form_of
from kg.reading.words import read_rules

ROWS = read_rules("happenings")["rule"]
KINDS = {row["class"] for row in ROWS}


def said(draft):
    """Cells as an example has them."""
    cells = draft["cells"]
    told = {"name": cells.get("prefLabel"), "topic": cells.get("topic")}
    told["place"] = (cells.get("place") or {}).get("zh")
    for side in ("from", "to"):
        told[side] = cells[side][0]["zh"] if side in cells else None
    return {name: value for name, value in told.items() if value}


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_examples_are_read_and_counter_examples_are_not(row, read):
    for example in row["examples"]:
        found = [one for one in read(example["text"]) if one["class"] == row["class"]]
        wanted = {name: value for name, value in example.items() if name != "text"}
        assert [said(one) for one in found] == [wanted]
        assert [one["rule"] for one in found] == [row["id"]]
    for text in row["counter"]:
        assert [one for one in read(text) if one["class"] in KINDS] == []


def test_drafts_of_happenings_are_doubtful_and_fill_their_tables(read):
    text = "2019年5月16日，四平市与金华市在四平市召开对口合作联席会议。"
    (event,) = (one for one in read(text) if one["class"] == "Event")
    assert event["certainty"] == "doubtful"
    assert text[event["start"] : event["end"]] == event["quote"]
    form = form_of(event)
    assert form["cells"]["prefLabel@zh"] == ["对口合作联席会议"]
    assert form["cells"]["date"] == ["2019-05-16"]
    assert [one["zh"] for one in form["cells"]["participant"]] == ["四平市", "金华市"]
