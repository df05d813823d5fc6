"""Data sets one after the other: whoever builds them together and whoever loads them agree."""

from __future__ import annotations

import hashlib
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import LoadError
from kg.loaders import build, build_in_memory
from kg.loaders.adding import add
from kg.store import build_info, current, dump, open_local
from tests.conftest import write_tables
from tests.data_sets import HEAD, TABLES, problems, value

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


def test_a_folder_is_loaded_with_its_texts(tiny, kg, tmp_path):
    text = "甲市与乙市结对。"
    mine = write_tables(
        tmp_path / "mine",
        {
            "sources.csv": "id,title@zh,reliability,textLength,sha256\n"
            f"own,自己的,web,{len(text)},{hashlib.sha256(text.encode()).hexdigest()}\n",
            "pairings.csv": "id,source,partner,quote\npairing/q,own,大连市|上海市,乙市结对\n",
        },
    )
    write_tables(mine / "texts", {"own.txt": text})
    assert kg("--store", "s", "build").exit_code == 0
    result = kg("--store", "s", "load", mine)
    assert result.exit_code == 0, result.stderr
    kg("--store", "whole", "build", mine)
    same("s", "whole")


def test_a_store_that_was_edited_takes_no_load_and_says_what_to_do(tiny, kg, tmp_path):
    kg("--store", "s", "build")
    path = current("s") / "build.json"
    path.write_text(path.read_text().replace("{", '{"edited": true,', 1))
    mine = write_tables(tmp_path / "mine", TABLES)
    for lang, words in (("zh", "kg export --own"), ("en", "build anew with them by `kg build`")):
        result = kg("--store", "s", "load", mine, lang=lang)
        assert result.exit_code == 1
        assert words in result.stderr


def test_figures_and_former_names_are_loaded_as_they_are_built(tiny, tmp_path):
    one = {
        "indicators.csv": "id,prefLabel@zh,prefLabel@en\nindicator/things,件数,things\n",
        "pairings.csv": HEAD + "pairing/a,s1,大连市|上海市,1,9\n",
    }
    two = {
        "observations.csv": HEADS["observations.csv"] + "observation/o,s3,件数,pairing/a,2个\n",
        "names.csv": HEADS["names.csv"] + "name-use/u,s3,大连市,旧名\n",
    }
    three = {
        "names.csv": HEADS["names.csv"] + "name-use/v,s3,上海市,旧名\n",
        "places.csv": "id,type,altLabel@zh\nplace/dalian,City,滨\n",
    }
    sets = folders(tmp_path, one, two, three)
    build(tmp_path / "whole", sets)
    same(loaded(tmp_path, sets), tmp_path / "whole")


# Any split


CITIES = ("大连市", "沈阳市", "鞍山市", "上海市", "贵州省", "六盘水市", "辽宁省")
FIELDS = ("field/tourism", "field/health", "")


@st.composite
def rows_of_sets(draw):
    """Data sets: aliases, places in places, pairings stated again, figures and names about them."""
    sets, names = [], list(CITIES)
    pairs = {}
    for number in range(draw(st.integers(2, 4))):
        places, pairings, uses, figures = [], [], [], []
        for one in range(draw(st.integers(0, 2))):
            ident, name = f"place/n{number}-{one}", f"新{'甲乙丙丁'[number]}{'子丑'[one]}区"
            places.append(f"{ident},,District,{name},,{draw(st.sampled_from(names))}")
            names.append(name)
        if draw(st.booleans()):
            places.append(f"place/dalian,,City,,{'滨海北良'[number]},")
        for one in range(draw(st.integers(0, 4))):
            both = frozenset(draw(st.lists(st.sampled_from(names), min_size=2, max_size=2)))
            if len(both) == 2:
                ident = pairs.setdefault(both, f"pairing/p{number}-{one}")
                text = draw(st.sampled_from(("s1", "s3")))
                key = f"{ident},{text}"
                if not any(row.startswith(key + ",") for rows in sets for row in rows[1]):
                    span = "1,9" if text == "s1" else ","
                    field = draw(st.sampled_from(FIELDS))
                    pairings.append(f"{key},{'|'.join(sorted(both))},{field},{span}")
        if pairs and draw(st.booleans()):
            about = draw(st.sampled_from(sorted(pairs.values())))
            figures.append(f"observation/o{number},s3,件数,{about},{number + 1}个")
            uses.append(f"name-use/u{number},s3,{draw(st.sampled_from(names))},旧名{number}")
        pairings = list({row.rsplit(",", 4)[0]: row for row in pairings[::-1]}.values())
        sets.append((places, pairings, uses, figures))
    return sets


HEADS = {
    "places.csv": "id,source,type,prefLabel@zh,altLabel@zh,within\n",
    "pairings.csv": "id,source,partner,field,start,end\n",
    "names.csv": "id,source,about,nameText\n",
    "observations.csv": "id,source,indicator,about,printed\n",
}


@settings(
    max_examples=int(os.environ.get("KG_SPLITS", "3")),
    deadline=None,
    database=None,
    derandomize="KG_SPLITS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(sets=rows_of_sets(), first=st.integers(0, 3))
def test_any_split_into_a_build_and_loads_gives_the_build(tiny, tmp_path_factory, sets, first):
    tmp_path = tmp_path_factory.mktemp("split")
    tables = [
        {name: HEADS[name] + "\n".join(rows) + "\n" for name, rows in zip(HEADS, one, strict=True)}
        for one in sets
    ]
    filled = [{n: text for n, text in one.items() if text != HEADS[n] + "\n"} for one in tables]
    filled[0]["indicators.csv"] = "id,prefLabel@zh,prefLabel@en\nindicator/things,件数,things\n"
    found = folders(tmp_path, *filled)
    found = [folder for folder in found if any(folder.iterdir())]
    try:
        build(tmp_path / "whole", found)
    except LoadError as refused:
        with pytest.raises(LoadError) as caught:
            loaded(tmp_path, found, min(first, len(found)))
        told = {one.message("en") for one in refused.problems}
        assert {one.message("en") for one in caught.value.problems} <= told
    else:
        same(loaded(tmp_path, found, min(first, len(found))), tmp_path / "whole")
