"""Data sets one after the other: whoever builds them together and whoever loads them agree."""

from __future__ import annotations

import pytest

from kg.errors import LoadError
from kg.loaders import build, build_in_memory
from kg.loaders.adding import add
from kg.store import build_info, dump, open_local
from tests.conftest import write_tables
from tests.data_sets import HEAD, problems, value

# A place of my own, and a park of the same name in a data set that comes later.
PLACES = "id,type,prefLabel@zh,within\n"
ONE = {
    "places.csv": PLACES + "place/tianhe,District,天河区,大连市\n",
    "pairings.csv": HEAD + "pairing/t,s1,天河|上海市,1,9\n",
}
TWO = {"parks.csv": "id,prefLabel@zh,within\npark/tianhe,天河,沈阳市\n"}
USED = {"pairings.csv": HEAD + "pairing/u,s2,天河|贵州省,1,9\n"}
MEANT = ["place/shanghai", "place/tianhe"]


def folders(tmp_path, *tables):
    return [write_tables(tmp_path / f"set{n}", one) for n, one in enumerate(tables)]


def loaded(tmp_path, folders, first=1):
    """A store of the first so many folders, with the others loaded one by one."""
    where = tmp_path / f"loaded{first}"
    build(where, folders[:first])
    for folder in folders[first:]:
        add(where, sorted(folder.glob("*.csv")))
    return where


def same(one, other):
    told = [{**build_info(at), "seal": None} for at in (one, other)]
    assert told[0] == told[1]
    assert dump(open_local(one)) == dump(open_local(other))
    assert len(open_local(one)) == len(open_local(other)), "the merge differs"


def test_a_name_means_what_its_own_data_set_and_earlier_ones_call_so(tiny, tmp_path):
    sets = folders(tmp_path, ONE, TWO, USED)
    store = build_in_memory(sets[:2])
    assert value(store, "partner", about="pairing/t") == MEANT
    build(tmp_path / "whole", sets[:2])
    same(loaded(tmp_path, sets[:2]), tmp_path / "whole")
    # Where both are known, the park is called so as it stands.
    assert value(build_in_memory(sets), "partner", about="pairing/u", graph="s2") == [
        "park/tianhe",
        "place/guizhou",
    ]


def test_what_only_a_later_data_set_knows_is_refused_alike(tiny, tmp_path):
    later = {"places.csv": PLACES + "place/late,District,后来区,大连市\n"}
    early = {"pairings.csv": HEAD + "pairing/e,s1,后来区|上海市,1,9\n"}
    sets = folders(tmp_path, early, later)
    told = problems(*sets)
    assert [(row, column) for row, column, *_ in told] == [(2, "partner")]
    with pytest.raises(LoadError) as caught:
        loaded(tmp_path, sets)
    assert [one.message("zh") for one in caught.value.problems] == [zh for _, _, zh, _ in told]
    assert build_in_memory(sets[::-1])


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        # A name in Chinese that only a later data set gives.
        (
            {"places.csv": "id,type,prefLabel@en\nplace/x,District,X\n"},
            {"places.csv": "id,prefLabel@zh\nplace/x,某区\n"},
            "prefLabel@zh",
        ),
        # Two pairings that only a later row tells apart.
        (
            {
                "pairings.csv": HEAD
                + "pairing/a,s1,大连市|上海市,1,9\npairing/b,s1,大连市|上海市,1,9\n"
            },
            {
                "pairings.csv": "id,source,partner,partOf,start,end\n"
                "pairing/b,s2,大连市|上海市,pairing/a,1,9\n"
            },
            "id",
        ),
        # A slip that only a later correction mends.
        (
            {"pairings.csv": HEAD + "pairing/a,s1,大连市|无此地,1,9\n"},
            {
                "corrections.csv": "claim,property,was,is,kind,reason@zh,by,date\n"
                "pairing/a,partner,无此地,沈阳市,misread,看错,某人,2026-11-22\n"
            },
            "partner",
        ),
    ],
)
def test_what_is_wrong_in_a_data_set_is_not_made_good_by_a_later_one(
    tiny, tmp_path, first, second, column
):
    sets = folders(tmp_path, first, second)
    assert column in [found for _, found, *_ in problems(*sets)]
    assert problems(sets[0])


NOTES = {
    "corrections.csv": "claim,property,was,is,kind,reason@zh,by,date\n"
    "pairing/a,partner,大连市,沈阳市,misread,看错,某人,2026-11-22\n",
    "redirects.csv": "was,is,reason@zh,by,date\nplace/ansteel,place/anshan,合并,某人,2026-11-22\n",
}
BEFORE_NOTES = {
    "places.csv": PLACES + "place/ansteel,City,钢都,辽宁省\n",
    "pairings.csv": HEAD + "pairing/a,s1,大连市|上海市,1,9\npairing/b,s1,钢都|贵州省,1,9\n",
    "disagreements.csv": "claim,reason@zh,by,date\npairing/a|pairing/b,不一,某人,2026-11-22\n",
}
AFTER_NOTES = {
    "pairings.csv": HEAD + "pairing/a,s2,大连市|上海市,1,9\npairing/c,s2,钢都|上海市,1,9\n"
}


def test_notes_of_a_later_data_set_change_what_earlier_ones_say(tiny, tmp_path):
    sets = folders(tmp_path, BEFORE_NOTES, NOTES, AFTER_NOTES)
    build(tmp_path / "whole", sets)
    store = open_local(tmp_path / "whole")
    assert value(store, "partner") == ["place/shanghai", "place/shenyang"]
    assert value(store, "partner", about="pairing/b") == ["place/anshan", "place/guizhou"]
    # A note that stands applies to what comes after it.
    assert value(store, "partner", graph="s2") == ["place/shanghai", "place/shenyang"]
    assert value(store, "partner", about="pairing/c", graph="s2") == [
        "place/anshan",
        "place/shanghai",
    ]
    assert b"place/ansteel>" not in dump(store)
    for first in (1, 2):
        same(loaded(tmp_path, sets, first), tmp_path / "whole")


def test_a_correction_that_makes_two_pairings_one_is_refused_alike(tiny, tmp_path):
    one = {
        "pairings.csv": HEAD + "pairing/a,s1,大连市|上海市,1,9\npairing/b,s1,沈阳市|上海市,1,9\n"
    }
    sets = folders(tmp_path, one, {"corrections.csv": NOTES["corrections.csv"]})
    assert any("请用同一编号" in zh for *_, zh, _ in problems(*sets))
    with pytest.raises(LoadError, match="请用同一编号"):
        loaded(tmp_path, sets)
