"""The static site: a page for everything, links that lead somewhere, only changes rewritten."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest

from kg.errors import KGError
from kg.exports import read_csv
from kg.loaders import build_in_memory, building
from kg.namespaces import COOP, ENTITIES, ID, RDF_TYPE, SOURCE
from kg.site import Written, write
from kg.site.addresses import place_of
from tests.conftest import TINY, write_tables

HOSTILE = '</td></table><script>alert(1)</script>"><img src=x onerror=alert(1)>'
CELL = '"' + HOSTILE.replace('"', '""') + '"'
HEAD = "id,source,partner,supporter,supported,stage,programme,validFrom,start,end,locator\n"
TABLES = {
    "organizations.csv": (
        f"id,type,prefLabel@zh,prefLabel@en\norganization/bad,Company,{CELL},bad\n"
    ),
    "people.csv": "id,prefLabel@zh,prefLabel@en\nperson/li,李四,Li Si\n",
    "events.csv": (
        "id,source,prefLabel@zh,prefLabel@en,date,place,start,end\n"
        "event/talk,s1,座谈会,Talk,2018-10-11,place/dalian,20,30\n"
    ),
    "participations.csv": (
        "id,source,agent,inActivity,role,start,end\n"
        "participation/li,s1,person/li,event/talk,role/attendee,20,30\n"
    ),
    "mechanisms.csv": "id,prefLabel@zh,prefLabel@en\nmechanism/aid,对口协作,Collaboration\n",
    "programmes.csv": (
        "id,source,prefLabel@zh,prefLabel@en,mechanism,start,end\n"
        "programme/water,s1,南水北调中线对口协作（2013年起）,Counterpart Collaboration along the "
        "Middle Route of the South–North Water Transfer (from 2013),mechanism/aid,40,50\n"
    ),
    "pairings.csv": HEAD
    + "pairing/dalian-shanghai,s1,,place/shanghai,place/dalian,,,2017,0,10,第1段\n"
    + "pairing/dalian-shanghai,s2,,place/shanghai,place/dalian,,,2018,0,10,\n"
    + "pairing/bad,s3,organization/bad|place/anshan,,,,,,,,<i>第2段</i>\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Builds a store of a small data set and some tables."""
    base = tmp_path_factory.mktemp("data")
    folder = write_tables(base / "packaged", TINY)
    find = building.find

    def build(tables, name="mine"):
        return build_in_memory([write_tables(base / name, tables)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "find", lambda name: folder if name == "data" else find(name))
        yield build


@pytest.fixture(scope="module")
def store(built):
    return built(TABLES)


@pytest.fixture(scope="module")
def folder(store, tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("made") / "site"
    write(store, made)
    return made


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.html")):
        if file.name != "map.html":
            yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def parsed(html: str):
    """The page as a browser has it; anything that the standard calls an error fails."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def test_every_page_is_html_and_every_link_leads_to_a_file_and_a_place_in_it(folder):
    trees = {name: parsed(html) for name, html in pages(folder)}
    idents = {
        name: {one.attrib["id"] for one in tree.iter() if "id" in one.attrib}
        for name, tree in trees.items()
    }
    assert {"index.html", "en/index.html", "id/place/dalian.html", "source/s1.html"} <= set(trees)
    for name, tree in trees.items():
        for one in tree.iter():
            for key in ("href", "src", "data-names"):
                address = urlsplit(one.attrib.get(key, ""))
                if not one.attrib.get(key) or address.scheme:
                    continue
                path = posixpath.join(posixpath.dirname(name), unquote(address.path))
                target = posixpath.normpath(path) if address.path else name
                assert (folder / target).is_file(), (name, one.attrib[key])
                if address.fragment and target in idents:
                    assert unquote(address.fragment) in idents[target], (name, one.attrib[key])


def test_no_page_asks_anybody_for_anything(folder):
    for name, html in pages(folder):
        for one in parsed(html).iter():
            if one.tag in ("script", "img", "iframe", "link"):
                address = one.attrib.get("src") or one.attrib.get("href") or ""
                assert not address.startswith(("http:", "https:", "//")), (name, address)
        assert "default-src 'none'" in html


def test_names_and_words_of_sources_stay_words(folder):
    for name, html in pages(folder):
        tree = parsed(html)
        assert not {one.tag for one in tree.iter()} & {"img", "i"}, name
        scripts = list(tree.iter("script"))
        assert all(one.attrib.get("src") and not one.text for one in scripts), name
        assert not [one for one in tree.iter() if any(key.startswith("on") for key in one.attrib)]
    index = (folder / "static" / "names.js").read_text(encoding="utf-8")
    assert (
        HOSTILE
        in json.loads(index.removeprefix("window.KG_NAMES=").rstrip(";\n"))["names"][
            [one[0] for one in _names(folder)].index("id/organization/bad")
        ]
    )


def _names(folder: Path) -> list[list[str]]:
    index = (folder / "static" / "names.js").read_text(encoding="utf-8")
    found: list[list[str]] = json.loads(index.removeprefix("window.KG_NAMES=").rstrip(";\n"))[
        "names"
    ]
    return found


@pytest.mark.parametrize(
    "name", ["place/../../../stolen", "place//a", "place/a?b=1#c", "..", "place/" + "长" * 300]
)
def test_an_id_that_only_rdf_can_have_stays_in_the_folder(built, tmp_path, name):
    store = built(TABLES, "rdf")
    thing, kind = ox.NamedNode(ID + name), ox.NamedNode(COOP + "Event")
    for graph in (SOURCE + "s1", ENTITIES):
        store.add(ox.Quad(thing, ox.NamedNode(RDF_TYPE), kind, ox.NamedNode(graph)))
    site = tmp_path / "deep/site"
    write(store, site)
    assert [file.name for file in tmp_path.iterdir()] == ["deep"]
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["site"]
    assert (site / place_of(ID + name)).is_file()
    listed = (site / "list/Event.html").read_text(encoding="utf-8")
    (address,) = set(re.findall(r'href="\.\./(id/[^"]*)"', listed)) - {"id/event/talk.html"}
    assert (site / unquote(address)).is_file()
    assert unquote(address).removesuffix(".html") in {unquote(one[0]) for one in _names(site)}


def test_what_no_source_speaks_of_has_no_page_and_no_entry(folder):
    assert not (folder / "id/place/liupanshui.html").exists()
    listed = {one[0] for one in _names(folder)}
    assert "id/place/dalian" in listed
    assert "id/place/liupanshui" not in listed
    there = {
        file.relative_to(folder).with_suffix("").as_posix() for file in folder.glob("id/**/*.html")
    }
    assert listed == there


def test_persons_ask_not_to_be_listed_and_nobody_else_does(folder):
    asking = {name for name, html in pages(folder) if 'content="noindex"' in html}
    places = ("id/person/li.html", "list/Person.html")
    assert asking == {lang + place for lang in ("", "en/") for place in places}


def test_a_source_tells_what_rests_on_it_in_the_order_of_its_text(folder):
    html = (folder / "source/s1.html").read_text(encoding="utf-8")
    assert html.index("第1段") < html.index("座谈会")
    assert "id/pairing/dalian-shanghai.html" in html
    english = (folder / "en/source/s1.html").read_text(encoding="utf-8")
    assert "para. 1" in english


def test_answers_stand_as_tables_with_all_rows_in_a_csv(folder):
    html = (folder / "question/partners.html").read_text(encoding="utf-8")
    assert '<a href="../id/place/shanghai.html">上海市</a>' in html
    assert '<th scope="col">合作方</th>' in html
    heads, rows = read_csv((folder / "question/partners.csv").read_bytes())
    assert {"partner", "partner_name"} <= set(heads)
    assert "上海市" in rows[0]


def test_downloads_hold_what_the_store_holds(folder, store):
    (trig,) = folder.glob("downloads/*.trig.zip")
    with zipfile.ZipFile(trig) as packed:
        (name,) = packed.namelist()
        assert b"pairing:dalian-shanghai" in packed.read(name)
    (tables,) = folder.glob("downloads/*-tables.zip")
    with zipfile.ZipFile(tables) as packed:
        described = json.loads(packed.read("datapackage.json"))
        assert {one["path"] for one in described["resources"]} <= set(packed.namelist())


def test_a_second_run_rewrites_only_what_changed_and_removes_what_is_gone(store, built, tmp_path):
    first = write(store, tmp_path / "site")
    assert first.written == first.files
    again = write(store, tmp_path / "site")
    assert again == Written(first.files, 0, 0, first.size)
    gone = ("events.csv", "participations.csv", "people.csv")
    kept = {name: table for name, table in TABLES.items() if name not in gone}
    less = write(built(kept, "less"), tmp_path / "site")
    assert not (tmp_path / "site/id/event/talk.html").exists()
    assert not (tmp_path / "site/id/event").exists()
    assert less.removed == first.files - less.files


def test_a_folder_with_other_files_is_left_alone(store, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.docx").write_bytes(b"years of work")
    with pytest.raises(KGError) as refused:
        write(store, tmp_path / "mine")
    assert "kg site" in refused.value.what.zh
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("listed", ['{"../thesis.docx": ""}', '{"/etc/passwd": ""}', "[1]", "{"])
def test_a_manifest_that_somebody_else_wrote_removes_nothing(store, tmp_path, listed):
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/site.json").write_text(listed, encoding="utf-8")
    with pytest.raises(KGError):
        write(store, tmp_path / "site")
    assert (tmp_path / "thesis.docx").exists()


def test_work_that_was_broken_off_goes_on(store, tmp_path):
    def stop(what, done, all_):
        if what.en == "questions and answers":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(store, tmp_path / "site", progress=stop)
    done = write(store, tmp_path / "site")
    assert 0 < done.written < done.files


def test_the_command_says_what_it_wrote_and_what_it_would_not(kg, tiny, tmp_path):
    data = tiny(TABLES)
    assert kg("--store", tmp_path / "store", "build", data).exit_code == 0
    told = kg("--store", tmp_path / "store", "site", tmp_path / "out")
    assert told.exit_code == 0
    assert re.search(r"个文件.*改写.*index\.html", told.stderr)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/a.txt").write_text("a", encoding="utf-8")
    refused = kg("--store", tmp_path / "store", "site", tmp_path / "full")
    assert refused.exit_code == 1
    assert "不是 kg site 写的网站" in refused.stderr
