"""The two published lists, read, and the administrative units that they name."""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gazetteer_names import GENERICS

HERE = Path(__file__).parent
Row = dict[str, str]

MUNICIPALITIES = ("11", "12", "31", "50")
# China-division prints these three without a code; adcodes.csv has their codes and points.
SPECIAL_PROVINCES = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}
SUB_PROVINCIAL = (
    "210100",
    "210200",
    "220100",
    "230100",
    "320100",
    "330100",
    "330200",
    "350200",
    "370100",
    "370200",
    "420100",
    "440100",
    "440300",
    "510100",
    "610100",
)
CONTAINERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
# The first ending that fits is the unit type, so 自治县 stands before 县.
PREFECTURE_TYPES = ("autonomous-prefecture", "prefecture", "league", "prefecture-city")
COUNTY_TYPES = (
    "autonomous-county",
    "autonomous-banner",
    "county",
    "county-city",
    "banner",
    "district",
)
SPECIAL_COUNTIES = {"429021": "forestry-district", "520203": "special-district"}


@dataclass(frozen=True)
class Unit:
    """One administrative unit; `key` is its code in the list, `code` the one it really has."""

    key: str
    code: str
    name: str
    level: str
    unit_type: str
    parent: str


def table(name: str) -> list[Row]:
    """Read one of the tables beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_divisions(archive: Path) -> dict[str, str]:
    """Read six-digit codes and names of all rows of the china-division package."""
    names: dict[str, str] = {}
    with tarfile.open(archive) as tar:
        for member, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
            file = tar.extractfile(f"package/dist/{member}.csv")
            if file is None:
                raise ValueError(f"{archive}: no {member}.csv")
            for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")):
                names[row["code"] + zeros] = row["name"]
    return names


def read_points(path: Path) -> dict[str, tuple[str, float, float]]:
    """Read name and printed point of each code of cpca's adcodes.csv that has a point."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["adcode"][:6]: (row["name"], float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
            if row["latitude"] and row["longitude"]
        }


def is_zone(code: str) -> bool:
    """Tell the statistical codes of development zones (71 to 79) from those of divisions.

    Example:
        >>> is_zone("320576"), is_zone("230751")
        (True, False)
    """
    return "71" <= code[4:] <= "79"


def unit_type(code: str, name: str, among: Iterable[str]) -> str:
    """Tell the type of a unit by the end of its name.

    Example:
        >>> unit_type("210521", "本溪满族自治县", COUNTY_TYPES)
        'autonomous-county'
    """
    if code in SPECIAL_COUNTIES:
        return SPECIAL_COUNTIES[code]
    return next(kind for kind in among if name.endswith(GENERICS[kind][0]))


def province_type(code: str, name: str) -> str:
    """Tell the type of a province-level unit.

    Example:
        >>> province_type("310000", "上海市"), province_type("150000", "内蒙古自治区")
        ('municipality', 'autonomous-region')
    """
    if code[:2] in MUNICIPALITIES:
        return "municipality"
    endings = {"自治区": "autonomous-region", "特别行政区": "sar", "省": "province"}
    return next(kind for end, kind in endings.items() if name.endswith(end))


def units(names: dict[str, str]) -> list[Unit]:
    """Make the units of the list, without its artificial rows and with our changes."""
    changes = {row["code"]: row for row in table("gazetteer_changes.csv")}
    for code, change in changes.items():
        if names[code] != change["name"]:
            raise ValueError(f"gazetteer_changes.csv: {code} is now {names[code]}")
    kept = names | {code + "0000": name for code, name in SPECIAL_PROVINCES.items()}
    kept = {code: n for code, n in kept.items() if n not in CONTAINERS and not is_zone(code)}
    return [
        _unit(code, kept, changes.get(code, {}))
        for code in sorted(kept)
        if changes.get(code, {}).get("action") != "drop"
    ]


def _unit(code: str, kept: dict[str, str], change: Row) -> Unit:
    name = change.get("newName") or kept[code]
    if code.endswith("0000"):
        return Unit(code, code, name, "province", province_type(code, name), "")
    province = code[:2] + "0000"
    if code.endswith("00"):
        level = "sub-provincial" if code in SUB_PROVINCIAL else "prefecture"
        return Unit(code, code, name, level, unit_type(code, name, PREFECTURE_TYPES), province)
    parent = code[:4] + "00" if code[:4] + "00" in kept else province
    own = "" if change else code
    return Unit(code, own, name, "county", unit_type(code, name, COUNTY_TYPES), parent)


def column(name: str, header: str, all_units: list[Unit]) -> dict[str, str]:
    """Read one column of a table by code, after checking that each code still has its name."""
    rows = table(name)
    known = {(unit.key, unit.name) for unit in all_units}
    strange = [row for row in rows if (row["gb2260"], row["name"]) not in known]
    if strange:
        raise ValueError(f"{name}: not in the list: {strange}")
    return {row["gb2260"]: row[header] for row in rows}
