"""The store as tables: what is exported loads back, and gives the same store."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import exports, resources
from kg.errors import KGError
from kg.exports import dataset, stacking
from kg.loaders import build_in_memory, building
from kg.namespaces import BASE, COOP, ID, SOURCE
from kg.store import build_info, create, dump
from tests.conftest import write_tables

# A data set with all that is lost or doubled on the way through the store: names that differ,
# two classes, spans that rows share, reasons, intervals, formulas, and what editors noted.
MINE = {
    "sources.csv": (
        "id,title@zh,title@en,issued,reliability,publisher,dcterms:source\n"
        "my-1,我的来源,My source,2020-05,reliability/press,我,https://example.org/1\n"
        "my-2,另一来源,Another,2021,reliability/official,我,https://example.org/2\n"
    ),
    "pairings.csv": (
        "id,source,partner,form,stage,validFrom,openPartner@zh,basis,start,end,locator,exception\n"
        "pairing/a,my-1,大连市|沪,form/model,支持,2018-03/2018-06,,=1+1,10|30,20|40,甲|乙,|缘由\n"
        "pairing/a,my-2,大连市|上海市,form/benchmark,签约,2018,,,,,,\n"
        "pairing/a,s1,大连市|上海市,,签约,2017-03,,,10,20,丙,\n"
        "pairing/b,my-1,鞍山市,,支持,,某市,,10|50,20|60,甲|丁,同一缘由\n"
    ),
    "places.csv": (
        "id,source,type,prefLabel@zh,prefLabel@en,altLabel@zh,within,flag\n"
        "place/town,my-1,Township|NewArea,某镇,Some Town,@小镇|-镇,place/dalian,\n"
        "place/town,my-2,NewArea,某镇,Some Town,,place/dalian,flag/coastal-city\n"
        "place/dalian,,City,,,连城,,\n"
    ),
    "events.csv": (
        "id,source,prefLabel@zh,prefLabel@en,date,participant,mentions\n"
        "event/a,my-1,某活动,An event,2020-01-02,大连市,上海市\n"
        "event/a,my-2,某会,An event,2020-01,大连市,\n"
        "event/packaged,my-2,新会,,2021,,\n"
    ),
    "agreements.csv": (
        "id,source,title@zh,title@en,signatory,signedOn\n"
        "agreement/a,my-1,某协议,An agreement,大连市|上海市,2019\n"
        "agreement/a,my-2,某某协议,An agreement,大连市|上海市,2019-05\n"
    ),
    "units.csv": 'id,prefLabel@zh,prefLabel@en,definition@zh\nunit/x,条,piece,"一条\n两条"\n',
    "indicators.csv": "id,prefLabel@zh,prefLabel@en\nindicator/x,某数,a figure\n",
    "observations.csv": (
        "id,source,about,indicator,unit,printed,value,asOf\n"
        "observation/a,my-1,大连市,indicator/x,unit/x,4.50条,4.50,2019\n"
    ),
    "corrections.csv": (
        "claim,source,property,was,is,kind,reason@zh,by,date\n"
        "pairing/a,my-1,stage,支持,推动,misread,误读,我,2020-01-01\n"
        "event/a,my-2,participant,,上海市,misread,漏录,我,2020-01-02\n"
        "event/a,my-1,mentions,上海市,,misread,误录,我,2020-01-03\n"
        "pairing/b,my-1,stage,支持,推动,wrong-in-source,照录,我,2020-01-03\n"
        "pairing/packaged,s1,stage,支持,推动,misread,误读,我,2020-01-04\n"
    ),
    "redirects.csv": "was,is,reason@zh,by,date\nplace/old,place/town,改名,我,2020-01-01\n",
    "disagreements.csv": (
        "claim,reason@zh,by,date\npairing/a|pairing/packaged,不一,我,2020-01-01\n"
    ),
}
PACKAGED = {
    "pairings.csv": "id,source,partner,stage,start,end\npairing/packaged,s1,鞍山市|沪,支持,1,9\n",
    "events.csv": "id,source,prefLabel@zh,start,end\nevent/packaged,s1,先前的会,1,9\n",
}


@pytest.fixture
def mine(tiny, tmp_path, monkeypatch):
    """A small packaged data set, and a data set to stack on it."""
    for module in (dataset, stacking, resources):
        monkeypatch.setattr(module, "find", building.find)
    # What is shipped is read once in a process.
    resources.shipped.cache_clear()
    write_tables(tmp_path / "packaged", PACKAGED)
    yield tiny(MINE)
    resources.shipped.cache_clear()


def written(tables, folder, *, workbook=False):
    folder.mkdir()
    if workbook:
        (folder / "all.xlsx").write_bytes(exports.write_xlsx(tables))
        return folder
    for table in tables:
        (folder / f"{table.name}.csv").write_bytes(exports.write_csv(table.heads, table.rows))
    return folder


@pytest.mark.parametrize("workbook", [False, True])
@pytest.mark.parametrize("own", [True, False])
def test_the_tables_of_a_store_build_the_same_store(mine, tmp_path, own, workbook):
    store = build_in_memory([mine])
    back = written(exports.data_tables(store, own=own), tmp_path / "back", workbook=workbook)
    assert dump(build_in_memory([back])) == dump(store)


def test_own_tables_hold_no_row_of_the_packaged_data(mine):
    tables = {table.name: table for table in exports.data_tables(build_in_memory([mine]), own=True)}
    rows = {(table.name, *row[:2]) for table in tables.values() for row in table.rows}
    assert ("pairings", "pairing/packaged", "s1") not in rows
    assert ("pairings", "pairing/a", "s1") in rows
    assert {row[0] for row in tables["sources"].rows} == {"my-1", "my-2"}
    stages = {
        row[1]: row[tables["pairings"].heads.index("stage")]
        for row in tables["pairings"].rows
        if row[0] == "pairing/a"
    }
    # Corrected in the store; here as it was, for the correction is applied when it is read back.
    assert stages["my-1"] == "stage/supported"
    assert exports.data_tables(build_in_memory(), own=True) == []


def test_the_packaged_tables_alone_build_the_packaged_store(packaged, tmp_path, root, monkeypatch):
    folder = written(exports.data_tables(packaged), tmp_path / "alone")
    (folder / "VERSION").write_bytes((root / "data" / "VERSION").read_bytes())
    find = building.find
    monkeypatch.setattr(building, "find", lambda name: folder if name == "data" else find(name))
    assert dump(build_in_memory()) == dump(packaged)


def test_the_packaged_tables_change_nothing_on_top_of_the_packaged_data(
    kg, packaged_location, tmp_path
):
    done = kg("--store", packaged_location, "export", "--shape", "tables", "-o", tmp_path / "all")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "all" / "pairings.csv").read_bytes().startswith(b"\xef\xbb\xbfid,source,")
    built = building.build(tmp_path / "store", [tmp_path / "all"])
    assert built["build"] == build_info(packaged_location)["build"]


def test_tables_leave_out_what_the_build_adds(packaged):
    tables = {table.name: table for table in exports.data_tables(packaged)}
    heads = {head for table in tables.values() for head in table.heads}
    assert not {head for head in heads if head.endswith(("Latest", "Transitive", "Key"))}
    # An agreement's signatories are its parties too; that is derived.
    assert "party" not in tables["agreements"].heads
    assert "prefLabel@zh" not in tables["agreements"].heads


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("basis", ox.Literal("甲|乙")),
        ("unheardOf", ox.Literal("甲")),
        ("about", ox.NamedNode("https://example.org/x")),
    ],
)
def test_what_no_table_can_say_is_refused(name, value):
    store = create()
    graph, claim = ox.NamedNode(SOURCE + "s1"), ox.NamedNode(ID + "pairing/a")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(ox.Quad(claim, kind, ox.NamedNode(COOP + "Pairing"), graph))
    store.add(ox.Quad(claim, ox.NamedNode(COOP + name), value, graph))
    with pytest.raises(KGError, match="cannot be written as a table") as caught:
        exports.data_tables(store)
    assert ".nq" in caught.value.message("zh")
    assert BASE not in caught.value.message("en")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["--shape", "tables", "-o", "a.csv"], "目录或 .xlsx", "directory or an .xlsx"),
        (["--shape", "tables", "-o", "-"], "目录或 .xlsx", "directory or an .xlsx"),
        (["--own", "-o", "a.csv"], "--own 只用于", "--own goes with"),
        (["--shape", "tables", "-o", "full"], "别的表：old.csv", "other tables: old.csv"),
    ],
)
def test_data_tables_go_where_they_can_be_read_back(
    kg, packaged_location, tmp_path, arguments, zh, en
):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "old.csv").write_bytes(b"id\n")
    arguments = [str(tmp_path / "full") if word == "full" else word for word in arguments]
    for language, words in (("zh", zh), ("en", en)):
        done = kg("--store", packaged_location, "export", *arguments, lang=language)
        assert done.exit_code == 1
        assert words in done.stderr


def test_a_store_of_the_packaged_data_has_no_tables_of_its_own(kg, packaged_location, tmp_path):
    done = kg(
        "--store", packaged_location, "export", "--shape", "tables", "--own", "-o", tmp_path / "no"
    )
    assert done.exit_code == 0, done.output
    assert "没有写出任何表" in done.stderr
    assert not (tmp_path / "no").exists()
