"""Chinese names of administrative units, taken apart and put into Latin letters."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from pypinyin import lazy_pinyin

HERE = Path(__file__).parent

# Unit type: what the name ends with, what that is in English, what it is in an id.
GENERICS: dict[str, tuple[str, str, str]] = {
    "prefecture-city": ("市", "", "shi"),
    "autonomous-prefecture": ("自治州", "Autonomous Prefecture", "zhou"),
    "prefecture": ("地区", "Prefecture", "diqu"),
    "league": ("盟", "League", "meng"),
    "district": ("区", "District", "qu"),
    "county": ("县", "County", "xian"),
    "county-city": ("市", "City", "shi"),
    "banner": ("旗", "Banner", "qi"),
    "autonomous-county": ("自治县", "Autonomous County", "xian"),
    "autonomous-banner": ("自治旗", "Autonomous Banner", "qi"),
    "forestry-district": ("林区", "Forestry District", "linqu"),
    "special-district": ("特区", "Special District", "tequ"),
}

# 清新区 ends in 新区 by chance, so the districts that are called 新区 are named one by one.
NEW_DISTRICTS: dict[str, str] = {
    "浦东新区": "New Area",
    "滨海新区": "New Area",
    "沈北新区": "New District",
}

PEOPLES: dict[str, str] = {
    "各族": "Various Nationalities",
    "满族": "Manchu",
    "回族": "Hui",
    "蒙古族": "Mongol",
    "蒙古": "Mongol",
    "朝鲜族": "Korean",
    "苗族": "Miao",
    "土家族": "Tujia",
    "侗族": "Dong",
    "瑶族": "Yao",
    "壮族": "Zhuang",
    "彝族": "Yi",
    "布依族": "Buyei",
    "水族": "Sui",
    "仡佬族": "Gelao",
    "仫佬族": "Mulao",
    "毛南族": "Maonan",
    "黎族": "Li",
    "畲族": "She",
    "羌族": "Qiang",
    "藏族": "Tibetan",
    "白族": "Bai",
    "傣族": "Dai",
    "哈尼族": "Hani",
    "佤族": "Va",
    "拉祜族": "Lahu",
    "布朗族": "Blang",
    "纳西族": "Naxi",
    "傈僳族": "Lisu",
    "普米族": "Pumi",
    "独龙族": "Derung",
    "怒族": "Nu",
    "景颇族": "Jingpo",
    "土族": "Tu",
    "撒拉族": "Salar",
    "保安族": "Bonan",
    "东乡族": "Dongxiang",
    "裕固族": "Yugur",
    "达斡尔族": "Daur",
    "鄂温克族": "Ewenki",
    "哈萨克族": "Kazakh",
    "哈萨克": "Kazakh",
    "塔吉克": "Tajik",
    "锡伯": "Xibe",
    "柯尔克孜": "Kyrgyz",
}
_PEOPLE = re.compile("|".join(sorted(PEOPLES, key=len, reverse=True)))
_PEOPLES_AT_END = re.compile(f"(?:{_PEOPLE.pattern})+$")


def _readings() -> dict[str, list[str]]:
    table = HERE.parent / "kg" / "names" / "readings.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return {row["text"]: row["pinyin"].split() for row in csv.DictReader(file)}


_READINGS = _readings()
_CORRECTED = re.compile("(" + "|".join(sorted(_READINGS, key=lambda t: (-len(t), t))) + ")")


def take_apart(name: str, unit_type: str) -> tuple[str, list[str]]:
    """Split a name into what is its own and the peoples it names, without its generic part.

    Example:
        >>> take_apart("本溪满族自治县", "autonomous-county")
        ('本溪', ['Manchu'])
        >>> take_apart("东乡族自治县", "autonomous-county")
        ('东乡', [])
        >>> take_apart("清新区", "district")
        ('清新', [])
    """
    generic = "新区" if name in NEW_DISTRICTS else GENERICS[unit_type][0]
    stem = name.removesuffix(generic)
    if unit_type == "banner":
        stem = stem.removesuffix("联合")
    if not (unit_type.startswith("autonomous") or stem.endswith("族")):
        return stem, []
    own = _PEOPLES_AT_END.sub("", stem)
    if not own:
        return stem.removesuffix("族"), []
    return own, [PEOPLES[people] for people in _PEOPLE.findall(stem[len(own) :])]


def syllables(stem: str) -> list[str]:
    """Read a name without its generic part: pypinyin, with our own corrections before it.

    Example:
        >>> syllables("长春"), syllables("长子"), syllables("吕梁")
        (['chang', 'chun'], ['zhang', 'zi'], ['lv', 'liang'])
    """
    read: list[str] = []
    for part in _CORRECTED.split(stem):
        read += _READINGS.get(part) or lazy_pinyin(part)
    if len(read) != len(stem):
        raise ValueError(f"no reading for every character of {stem}: {read}")
    return read


def slug(stem: str) -> str:
    """Write a name as the part of an id: lower-case letters only, ü as v (but lüe as lue).

    Example:
        >>> slug("旅顺口"), slug("略阳"), slug("西安")
        ('lvshunkou', 'lueyang', 'xian')
    """
    return "".join(syllables(stem)).replace("lve", "lue")


def latin(stem: str) -> str:
    """Write a name as one capitalised word, with ü and with the apostrophe the standard asks for.

    Example:
        >>> latin("西安"), latin("旅顺口"), latin("普洱")
        ("Xi'an", 'Lüshunkou', "Pu'er")
    """
    word = ""
    for syllable in syllables(stem):
        word += "'" if word and syllable[0] in "aeo" else ""
        word += re.sub("^([ln])v", "\\1ü", syllable)
    return word[0].upper() + word[1:]


def english(name: str, unit_type: str) -> str:
    """Name a unit in plain English; names of other origins come from a table, not from here.

    Example:
        >>> english("沈阳市", "prefecture-city"), english("新民市", "county-city")
        ('Shenyang', 'Xinmin City')
        >>> english("黔东南苗族侗族自治州", "autonomous-prefecture")
        'Qiandongnan Miao and Dong Autonomous Prefecture'
    """
    stem, peoples = take_apart(name, unit_type)
    generic = NEW_DISTRICTS.get(name, GENERICS[unit_type][1])
    joined = " and ".join(part for part in (", ".join(peoples[:-1]), *peoples[-1:]) if part)
    return " ".join(part for part in (latin(stem), joined, generic) if part)
