"""What a user relies on in the packaged gazetteer."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

FILE = Path(__file__).parents[1] / "data" / "gazetteer.csv"
TOOLS = Path(__file__).parents[1] / "tools"
COLUMNS = (
    "id,type,prefLabel@zh,prefLabel@en,altLabel@zh,gb2260,within,lat,long,pointBasis,level,unitType"
)
Rows = dict[str, dict[str, str]]

# The list of points is older than these units, or older than where they now are (余杭区).
WITHOUT_POINT = [
    "130181",
    "130682",
    "320812",
    "330110",
    "330114",
    "330383",
    "360113",
    "440309",
    "440310",
    "440311",
    "632803",
    "659005",
    "659007",
    "659008",
    "659009",
    "659010",
    "659011",
    "659012",
]


@pytest.fixture(scope="module")
def rows() -> Rows:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def named(rows: Rows, name: str) -> set[str]:
    return {key for key, row in rows.items() if row["prefLabel@zh"] == name}


def province(rows: Rows, key: str) -> str:
    while parent := rows[key]["within"]:
        key = parent
    return key


def test_file_opens_the_same_everywhere() -> None:
    data = FILE.read_bytes()
    assert data.startswith(COLUMNS.encode() + b"\n"), "no BOM, and the columns in their order"
    text = data.decode("utf-8")
    assert text.endswith("\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u3000\ufeff\ufffd]", text)
    assert all(cell == cell.strip() for line in csv.reader(text.splitlines()) for cell in line)


def test_rows_stand_in_the_order_of_their_codes(rows: Rows) -> None:
    codes = [row["gb2260"] for row in rows.values() if row["gb2260"]]
    assert codes == sorted(codes)


def test_ids_are_unique_and_plain(rows: Rows) -> None:
    with FILE.open(encoding="utf-8") as file:
        assert len(rows) == sum(1 for _ in file) - 1
    assert all(re.fullmatch(r"place/[a-z]+(-[a-z]+)*", key) for key in rows)


@pytest.mark.parametrize(
    ("levels", "count"),
    [
        ({"province"}, 34),
        ({"sub-provincial"}, 15),
        ({"sub-provincial", "prefecture"}, 333),
        ({"county"}, 2844),
    ],
)
def test_every_unit_is_there(rows: Rows, levels: set[str], count: int) -> None:
    assert sum(row["level"] in levels for row in rows.values()) == count


def test_levels_classes_and_unit_types_agree(rows: Rows) -> None:
    classes = {
        "province": {"Province", "Municipality"},
        "sub-provincial": {"City"},
        "prefecture": {"City"},
        "county": {"District", "District|NewArea"},
    }
    assert not [key for key, row in rows.items() if row["type"] not in classes[row["level"]]]
    endings = {
        "autonomous-banner": "自治旗",
        "autonomous-county": "自治县",
        "autonomous-prefecture": "自治州",
        "autonomous-region": "自治区",
        "banner": "旗",
        "county": "县",
        "county-city": "市",
        "district": "区",
        "forestry-district": "林区",
        "league": "盟",
        "municipality": "市",
        "prefecture": "地区",
        "prefecture-city": "市",
        "province": "省",
        "sar": "特别行政区",
        "special-district": "特区",
    }
    for key, row in rows.items():
        assert row["prefLabel@zh"].endswith(endings[row["unitType"]]), key


def test_parents_exist_and_are_of_a_level_above(rows: Rows) -> None:
    allowed = {
        "province": {""},
        "sub-provincial": {"province"},
        "prefecture": {"province"},
        "county": {"province", "sub-provincial", "prefecture"},
    }
    for key, row in rows.items():
        above = rows[row["within"]]["level"] if row["within"] else ""
        assert above in allowed[row["level"]], key


def test_codes_are_unique_and_lie_within_the_parent(rows: Rows) -> None:
    codes = {key: row["gb2260"] for key, row in rows.items() if row["gb2260"]}
    assert all(re.fullmatch("[1-8][0-9]{5}", code) for code in codes.values())
    assert [code for code, uses in Counter(codes.values()).items() if uses > 1] == []
    for key, code in codes.items():
        assert code[:2] == codes[province(rows, key)][:2], key
        if rows[rows[key]["within"] or key]["type"] == "City":
            assert code[:4] == codes[rows[key]["within"]][:4], key


def test_only_new_districts_of_the_list_lack_a_code(rows: Rows) -> None:
    assert {row["prefLabel@zh"] for row in rows.values() if not row["gb2260"]} == {
        "西沙区",
        "南沙区",
    }


@pytest.mark.parametrize("name", ["市辖区", "县", "省直辖县级行政区划", "金普新区", "苏州工业园区"])
def test_containers_and_zones_are_no_divisions(rows: Rows, name: str) -> None:
    assert named(rows, name) == set()


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("朝阳区", {"place/beijing-chaoyang", "place/changchun-chaoyang"}),
        ("铁西区", {"place/shenyang-tiexi", "place/anshan-tiexi", "place/siping-tiexi"}),
        ("龙港区", {"place/huludao-longgang"}),
        ("浦东新区", {"place/shanghai-pudong"}),
        ("金州区", {"place/dalian-jinzhou"}),
        ("吉林省", {"place/jilin"}),
        ("吉林市", {"place/jilin-jilin"}),
        ("苏州市", {"place/jiangsu-suzhou"}),
        ("宿州市", {"place/anhui-suzhou"}),
    ],
)
def test_a_name_means_as_many_places_as_in_life(rows: Rows, name: str, places: set[str]) -> None:
    assert named(rows, name) == places


@pytest.mark.parametrize(
    ("short", "places"),
    [
        ("沪", {"place/shanghai"}),
        ("沈", {"place/shenyang"}),
        ("连", {"place/dalian"}),
        ("宁", {"place/ningxia", "place/nanjing"}),
        ("内蒙古", {"place/inner-mongolia"}),
        ("延边", {"place/yanbian"}),
    ],
)
def test_short_names_are_known(rows: Rows, short: str, places: set[str]) -> None:
    assert {k for k, row in rows.items() if short in row["altLabel@zh"].split("|")} == places


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("610000", "Shaanxi"),
        ("210200", "Dalian"),
        ("230100", "Harbin"),
        ("610100", "Xi'an"),
        ("141100", "Lüliang"),
        ("222400", "Yanbian Korean Autonomous Prefecture"),
        ("210181", "Xinmin City"),
        ("210521", "Benxi Manchu Autonomous County"),
        ("330382", "Yueqing City"),
        ("411100", "Luohe"),
        ("130726", "Yu County"),
        ("310112", "Minhang District"),
        ("361124", "Yanshan County"),
        ("441803", "Qingxin District"),
    ],
)
def test_english_labels_read_the_characters_right(rows: Rows, code: str, english: str) -> None:
    assert [r["prefLabel@en"] for r in rows.values() if r["gb2260"] == code] == [english]


def test_points_lie_in_china_and_near_their_parent(rows: Rows) -> None:
    for key, row in rows.items():
        if not row["lat"]:
            assert (row["long"], row["pointBasis"]) == ("", ""), key
            continue
        lat, long = float(row["lat"]), float(row["long"])
        assert 3 < lat < 54, key
        assert 73 < long < 136, key
        assert row["pointBasis"] in {"converted-gcj02", "approximate"}, key
        parent = rows.get(row["within"], row)
        # As far as the widest reach: 三沙市 and 阿拉善盟, 内蒙古 and 新疆.
        north, east = (6, 6) if parent["type"] == "City" else (9, 12)
        assert abs(lat - float(parent["lat"])) < north, key
        assert abs(long - float(parent["long"])) < east, key


def test_points_are_missing_only_where_it_is_known(rows: Rows) -> None:
    assert [row["gb2260"] for row in rows.values() if not row["lat"]] == WITHOUT_POINT


@pytest.mark.parametrize("module", ["gazetteer_names", "gazetteer_points", "gazetteer_units"])
def test_examples_of_the_tools_run(module: str) -> None:
    tool = TOOLS / f"{module}.py"
    run = subprocess.run(
        [sys.executable, "-B", "-m", "doctest", str(tool)], capture_output=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, b"")
