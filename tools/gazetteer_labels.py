"""Ids and labels of the units of the gazetteer."""

from __future__ import annotations

from collections import Counter

from gazetteer_names import GENERICS, english, slug, take_apart
from gazetteer_units import Unit, column, table


def ids(all_units: list[Unit]) -> dict[str, str]:
    """Give every unit an id that is plain where it can be and the same on every run."""
    provinces = {row["code"]: row["slug"] for row in table("gazetteer_provinces.csv")}
    stems = {
        u.key: provinces[u.key[:2]] if not u.parent else slug(take_apart(u.name, u.unit_type)[0])
        for u in all_units
    }
    taken = Counter(stems[u.key] for u in all_units if u.level != "county")
    slugs: dict[str, str] = {}
    for unit in all_units:
        plain = stems[unit.key]
        if unit.level == "county":
            slugs[unit.key] = f"{stems[unit.parent]}-{plain}"
        elif unit.parent and taken[plain] > 1:
            slugs[unit.key] = f"{provinces[unit.key[:2]]}-{plain}"
        else:
            slugs[unit.key] = plain
    return {key: f"place/{value}" for key, value in _told_apart(all_units, slugs).items()}


def _told_apart(all_units: list[Unit], slugs: dict[str, str]) -> dict[str, str]:
    uses = Counter(slugs.values())
    told = {
        unit.key: slugs[unit.key] + "-" + GENERICS[unit.unit_type][2]
        if unit.level == "county" and uses[slugs[unit.key]] > 1
        else slugs[unit.key]
        for unit in all_units
    }
    twice = [value for value, uses in Counter(told.values()).items() if uses > 1]
    if twice:
        raise ValueError(f"ids used twice: {sorted(twice)}")
    return told


def english_labels(all_units: list[Unit]) -> dict[str, str]:
    """Name every unit in English: by table where the name is no pinyin, else by rule."""
    provinces = {row["code"]: row["en"] for row in table("gazetteer_provinces.csv")}
    established = column("gazetteer_english.csv", "en", all_units)
    return {
        u.key: established.get(u.key)
        or (english(u.name, u.unit_type) if u.parent else provinces[u.key[:2]])
        for u in all_units
    }


def alternative_labels(all_units: list[Unit]) -> dict[str, str]:
    """Give abbreviations by table, and autonomous units the short names they go by."""
    labels = {row["code"] + "0000": row["altLabel"] for row in table("gazetteer_provinces.csv")}
    provinces = {u.name.removesuffix("省") for u in all_units if not u.parent}
    for unit in all_units:
        stem = take_apart(unit.name, unit.unit_type)[0] if unit.parent else ""
        if unit.unit_type == "autonomous-prefecture":
            # 海南 alone means the province and not 海南州.
            labels[unit.key] = f"{stem}州" if stem in provinces else f"{stem}|{stem}州"
        elif unit.unit_type in ("autonomous-county", "autonomous-banner"):
            labels[unit.key] = stem + unit.name[-1]
    return labels | column("gazetteer_short_names.csv", "altLabel", all_units)
