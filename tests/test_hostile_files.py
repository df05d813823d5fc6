"""Files that strangers wrote: none of them takes for ever, all memory, or the process along."""

from __future__ import annotations

import csv
import io
import os
import resource
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pytest

from kg.errors import KGError, LoadError, Problem
from kg.exports.graphs import write_gexf, write_graphml
from kg.exports.tables import Table as ExportTable
from kg.exports.tables import write_xlsx
from kg.loaders import build
from kg.loaders.tables import read_file
from kg.texts.documents import read_document

HEADS = ("id", "type", "prefLabel@zh", "within")
CITY = ("place/x", "City", "某市", "place/liaoning")


@contextmanager
def quickly(seconds=10):
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


def workbook(path, *cells, merged=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "gazetteer"
    sheet.append(HEADS)
    sheet.append(CITY)
    for place, value in cells:
        sheet[place] = value
        sheet[place].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    if merged:
        rewrite(path, lambda text: text.replace("</sheetData>", f"</sheetData>{merged}"))
    return path


def rewrite(path, change):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            sheet = name.startswith("xl/worksheets/")
            archive.writestr(name, change(content.decode()) if sheet else content)


def told(path):
    problems: list[Problem] = []
    tables = read_file(path, problems)
    return tables, [problem.message("en") for problem in problems]


def test_a_formatted_empty_cell_far_away_is_nothing(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("A1048576", None), ("XFD1", None))
    with quickly():
        tables, problems = told(path)
    assert problems == []
    assert [table.rows for table in tables] == [((2, CITY),)]


def test_a_cell_far_below_is_a_row_like_any_other(tmp_path):
    with quickly():
        tables, problems = told(workbook(tmp_path / "a.xlsx", ("A90000", "place/y")))
    assert problems == []
    assert [number for number, _ in tables[0].rows] == [2, 90000]


def test_cells_beyond_all_bounds_are_refused_by_name(tmp_path):
    far = [(f"XFD{row}", "x") for row in range(1048076, 1048577)]
    with quickly():
        tables, problems = told(workbook(tmp_path / "a.xlsx", *far))
    assert tables == []
    assert len(problems) == 1
    assert "XFD1048576 is too far away" in problems[0]


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 250_000_000)
    with quickly(5):
        tables, problems = told(path)
    assert tables == []
    assert "it unpacks to more than 200 MB (save it as CSV UTF-8)" in problems[0]


@pytest.mark.parametrize("area", ["A1:XFD1048576", "&#65;1:XFD1048576"])
def test_merged_cells_without_end_are_refused(tmp_path, area):
    merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    with quickly(5):
        tables, problems = told(workbook(tmp_path / "a.xlsx", merged=merged))
    assert tables == []
    assert len(problems) == 1


def test_a_hundred_thousand_rows_that_mean_nothing_cost_no_search_each(tiny, tmp_path):
    rows = "".join(f"place/x{n},City,某{n}市,place/none-{n}\n" for n in range(3000))
    with quickly(30), pytest.raises(LoadError) as error:
        build(tmp_path / "store", [tiny({"gazetteer.csv": ",".join(HEADS) + "\n" + rows})])
    assert len(error.value.problems) == 3000
    assert "是否为" in error.value.problems[0].message("zh")
    assert error.value.problems[-1].hint is None


def test_rows_are_read_in_time_that_grows_as_they_do(tmp_path):
    def took(count):
        buffer = io.StringIO()
        csv.writer(buffer).writerows([HEADS, *([CITY] * count)])
        path = tmp_path / f"{count}.csv"
        path.write_text(buffer.getvalue(), encoding="utf-8")
        begun = time.process_time()
        (table,) = read_file(path, [])
        assert len(table.rows) == count
        return time.process_time() - begun

    took(1000)
    assert took(200_000) < 12 * took(50_000)


def test_a_chain_of_places_is_refused_and_twenty_levels_are_not(tiny, tmp_path):
    def chain(length):
        lines = ["place/a0,City,甲0,place/liaoning"]
        lines += [f"place/a{n},District,甲{n},place/a{n - 1}" for n in range(1, length)]
        return tiny({"gazetteer.csv": "\n".join([",".join(HEADS), *lines])}, f"chain-{length}")

    assert build(tmp_path / "store", [chain(20)])
    with quickly(20), pytest.raises(LoadError) as error:
        build(tmp_path / "store", [chain(2000)])
    assert "lies 21 levels deep, 20 at most" in error.value.problems[0].message("en")


# What is no plain file


def special(folder, name):
    path = folder / name
    if name.startswith("pipe"):
        os.mkfifo(path)
    elif name.startswith("endless"):
        path.symlink_to("/dev/zero")
    elif name.startswith("kernel"):
        path.symlink_to("/proc/kmsg")
    else:
        path.mkdir()
    return path


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="reads /proc")
@pytest.mark.parametrize("name", ["pipe", "endless", "kernel", "folder"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ttl", "jsonld", "rdf"])
def test_what_is_no_plain_file_is_not_loaded(tmp_path, packaged_location, root, name, suffix):
    path = special(tmp_path, f"{name}.{suffix}")
    code = (
        "import sys; from pathlib import Path; from kg.errors import Problem\n"
        "from kg.loaders.tables import read_file; from kg.loaders.rdf import FORMATS, read_rdf\n"
        "path, problems = Path(sys.argv[1]), []\n"
        "if path.suffix in FORMATS: assert not read_rdf(path, None, (), problems)\n"
        "else: assert not read_file(path, problems)\n"
        "print(problems[0].message('en'))\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    assert ended.stderr == ""
    assert "no plain file" in ended.stdout or "Is a directory" in ended.stdout


@pytest.mark.parametrize("name", ["pipe", "endless", "folder"])
@pytest.mark.parametrize("suffix", ["txt", "html", "docx"])
def test_what_is_no_plain_file_is_no_document(tmp_path, name, suffix):
    with pytest.raises(KGError) as error:
        read_document(special(tmp_path, f"{name}.{suffix}"))
    assert error.value.message("zh").partition("：")[2].startswith(("不是普通文件", "读不出：这是"))


# RDF


DEEP = "<https://example.org/s> <https://example.org/p> "
HOSTILE = {
    "terms in terms": ("ttl", DEEP + ("<<( " + DEEP) * 30_000 + "<x:o>" + " )>>" * 30_000 + " ."),
    "terms in terms, lines": (
        "nt",
        DEEP + ("<<( " + DEEP) * 30_000 + "<x:o>" + " )>>" * 30_000 + " .",
    ),
    "a huge literal": ("ttl", f'{DEEP}"{"x" * 20_000_000}" .'),
    "deep JSON": ("jsonld", '{"x:p":' * 20_000 + "1" + "}" * 20_000),
    "deep lists": ("jsonld", "[" * 50_000 + "]" * 50_000),
    "laughs": (
        "rdf",
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><r>&j;</r>",
    ),
}


@pytest.mark.parametrize(("suffix", "text"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_rdf_is_refused_without_a_crash(kg, packaged_location, suffix, text):
    path = Path(f"hostile.{suffix}")
    path.write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    found = kg("--store", packaged_location, "load", path, "--source", "002")
    assert found.exit_code == 1
    assert found.stderr.startswith("错误：hostile.")
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before, 1_000_000)


def test_brackets_that_nest_little_are_read_however_many(kg, packaged_location):
    lines = [f'<https://example.org/s{n}> <https://example.org/p> "({n})" .' for n in range(300)]
    Path("many.ttl").write_text("\n".join(lines), encoding="utf-8")
    found = kg("--store", packaged_location, "load", "many.ttl", "--source", "002")
    assert "嵌套" not in found.stderr


# Characters that nobody sees


INVISIBLE = ["\x01", "\x1b[31m", "\x85", "\x9b31m", "\u202e", "\u2066", "\uffff"]


@pytest.mark.parametrize("sign", INVISIBLE)
def test_no_table_and_no_rdf_brings_characters_that_nobody_sees(
    tiny, tmp_path, kg, packaged_location, sign
):
    row = ",".join(("place/x", "City", f"某{sign}市", "place/liaoning"))
    with pytest.raises(LoadError) as error:
        build(tmp_path / "store", [tiny({"gazetteer.csv": f"{','.join(HEADS)}\n{row}\n"})])
    assert "含有看不见的控制字符" in error.value.message("zh")
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    line = f'<https://w3id.org/cooperation-kg/id/place/dalian> {label} "大{sign}连"@zh .\n'
    Path("a.nt").write_text(line, encoding="utf-8")
    found = kg("--store", packaged_location, "load", "a.nt", "--source", "002")
    assert "有 1 条含有看不见的控制字符" in found.stderr


@pytest.mark.parametrize("title", ["a&#8;b", "a&#27;[31mb", "a&#x202e;b", "a\x9bb"])
def test_a_page_whose_title_holds_them_leaves_a_folder_that_can_be_built(kg, tiny, tmp_path, title):
    data = tiny({"sources.csv": "id,title@zh,reliability,sha256,textLength\n"})
    page = Path("page.html")
    page.write_text(f"<meta charset=utf-8><title>{title}</title><p>正文", encoding="utf-8")
    added = kg("source", "add", page, "--data", data, "--reliability", "网页")
    assert added.exit_code == 0, added.stderr
    assert build(tmp_path / "store", [data])
    other = Path("other.html")
    other.write_text("<meta charset=utf-8><p>别的", encoding="utf-8")
    options = ("--data", data, "--reliability", "网页", "--title", "a\x08")
    given = kg("source", "add", other, *options)
    assert given.exit_code == 1
    assert "控制字符" in given.stderr


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_is_in_a_store_all_the_same_breaks_no_file(sign):
    book = write_xlsx([ExportTable("a", ["x"], [[f"大{sign}连"]])])
    (cell,) = openpyxl.load_workbook(io.BytesIO(book))["a"]["A2":"A2"][0]
    assert "\ufffd" in cell.value
    network = nx.MultiDiGraph()
    node = {"type": "City", "zh": f"大{sign}连", "en": None, "level": None}
    network.add_node("https://w3id.org/cooperation-kg/id/place/x", **node, lat=None, long=None)
    for written in (write_graphml(network), write_gexf(network)):
        text = ElementTree.fromstring(written)
        assert "\ufffd" in ElementTree.tostring(text, encoding="unicode")
