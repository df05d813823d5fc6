"""Make data/gazetteer.csv from two published lists and the correction tables beside this file.

Example:
    python tools/make_gazetteer.py china-division-2.7.0.tgz adcodes.csv data/gazetteer.csv
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from gazetteer_labels import alternative_labels, english_labels, ids
from gazetteer_points import to_wgs84
from gazetteer_units import SPECIAL_PROVINCES, Row, Unit, column, read_divisions, read_points, units

COLUMNS = (
    "id",
    "type",
    "prefLabel@zh",
    "prefLabel@en",
    "altLabel@zh",
    "gb2260",
    "within",
    "lat",
    "long",
    "pointBasis",
    "level",
    "unitType",
)
NEW_AREAS = ("310115", "120116")


def points(
    all_units: list[Unit], printed: dict[str, tuple[str, float, float]]
) -> dict[str, tuple[str, str, str]]:
    """Give each unit its point in WGS84 and on what it rests, where the list has one."""
    successors = column("gazetteer_points.csv", "fromCode", all_units)
    expected = column("gazetteer_points.csv", "fromName", all_units)
    found: dict[str, tuple[str, str, str]] = {}
    for unit in all_units:
        source = successors.get(unit.key, unit.key)
        if source not in printed:
            continue
        name, lat, long = printed[source]
        if expected.get(unit.key, name) != name:
            raise ValueError(f"gazetteer_points.csv: {source} is now {name}")
        same = unit.name.rstrip("省市区县") == name.rstrip("省市区县")
        if unit.key[:2] in SPECIAL_PROVINCES:
            same = False  # Whether points outside the mainland are shifted cannot be told.
        else:
            lat, long = to_wgs84(lat, long)
        basis = "converted-gcj02" if same else "approximate"
        found[unit.key] = (f"{lat:.4f}", f"{long:.4f}", basis)
    return found


def entity_type(unit: Unit) -> str:
    """Tell the classes of a unit in the ontology."""
    if unit.unit_type == "municipality":
        return "Municipality"
    if unit.level == "county":
        return "District|NewArea" if unit.key in NEW_AREAS else "District"
    return "City" if unit.parent else "Province"


def rows(all_units: list[Unit], printed: dict[str, tuple[str, float, float]]) -> list[Row]:
    """Make the rows of the gazetteer, by code."""
    slugs, labels = ids(all_units), english_labels(all_units)
    others, places = alternative_labels(all_units), points(all_units, printed)
    made = []
    for unit in sorted(all_units, key=lambda u: u.key):
        lat, long, basis = places.get(unit.key, ("", "", ""))
        values = (
            slugs[unit.key],
            entity_type(unit),
            unit.name,
            labels[unit.key],
            others.get(unit.key, ""),
            unit.code,
            slugs[unit.parent] if unit.parent else "",
            lat,
            long,
            basis,
            unit.level,
            unit.unit_type,
        )
        made.append(dict(zip(COLUMNS, values, strict=True)))
    return made


def main() -> None:
    """Read the paths from the command line and write the gazetteer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("divisions", type=Path, help="china-division-2.7.0.tgz, from npm")
    parser.add_argument("adcodes", type=Path, help="cpca/resources/adcodes.csv, cpca 0.5.5")
    parser.add_argument("out", type=Path, help="the gazetteer to write")
    given = parser.parse_args()
    made = rows(units(read_divisions(given.divisions)), read_points(given.adcodes))
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


if __name__ == "__main__":
    main()
