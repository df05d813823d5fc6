"""What editors note is English in English; JSON keeps the words of the table."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from kg.remarks import remark

DATA = Path(__file__).parents[1] / "data"


def parts():
    found = Counter()
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found.update(one for one in (row.get("basis") or "").split("；") if one)
    return found


def test_what_the_packaged_tables_note_is_known_in_english():
    found = parts()
    chinese = {one for one in found if remark(one, "en") == one and not one.isascii()}
    assert chinese == set()


def test_no_english_is_kept_for_what_no_table_notes():
    from kg.remarks import PARTS

    known = [line.split("\t")[0] for line in PARTS.read_text(encoding="utf-8").splitlines()]
    assert known == sorted(set(known))
    assert set(known) <= set(parts())


def test_commands_tell_notes_in_the_language_asked_for(kg, packaged_location):
    store = ("--store", str(packaged_location))
    english = kg(*store, "--lang", "en", "show", "observation/dongtai-capacity-kitchen-waste")
    assert "design capacity, kitchen waste a day" in english.stdout
    plant = "project/dongtai-organic-waste-plant"
    table = kg(*store, "--lang", "en", "figures", "--about", plant)
    assert "by two companies one after the other" in table.stdout
    rows = kg(*store, "--lang", "en", "figures", "--about", "京沈", "--format", "json")
    assert {row["basis"][:2] for row in json.loads(rows.stdout)} == {"高端", "京沈", "20"}
