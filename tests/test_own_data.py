"""A data set of one's own: start it, register documents, find passages, build."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from kg.loaders.headers import blank_table
from kg.loaders.rows import read_rows
from kg.loaders.tables import Table
from kg.ontology import load
from tests.data_sets import partners_of

CLASSES = sorted(found.name for found in load().classes.values() if found.tables)
TEXT = "甲文。\n2024年5月，大连市与上海市签署结对协议。\n大連市與 上海市，再次簽署“結對協議”。\n"


def headers(content: str | bytes) -> list[str]:
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    return next(csv.reader(io.StringIO(text, newline="")))


# Empty tables


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize(
    "settings", [{}, {"chinese": True}, {"everything": True}, {"chinese": True, "everything": True}]
)
def test_the_loader_takes_every_column_of_every_template(name, settings):
    blank = blank_table(name, **settings)
    problems = []
    row = (2, tuple("" for _ in blank.headers))
    read_rows([Table("t.csv", blank.stem, blank.headers, (row,))], load(), problems)
    assert [problem for problem in problems if problem.row == 1 or not problem.row] == []
    assert len(set(blank.headers)) == len(blank.headers)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Pairing", "pairings"),
        ("结对关系", "pairings"),
        ("pairings", "pairings"),
        ("chamber of commerce", "chambers"),
        ("商会", "chambers"),
        ("Place", "places"),
        ("gazetteer", "gazetteer"),
    ],
)
def test_a_table_is_asked_for_by_any_name_of_its_class(kg, name, stem):
    result = kg("template", name, "-o", ".")
    assert result.exit_code == 0, result.stderr
    assert f"{stem}.csv" in result.stderr


def test_key_and_names_come_first_and_evidence_last(kg):
    found = headers(kg("template", "organizations").stdout)
    assert found[:6] == ["id", "source", "type", "prefLabel@zh", "prefLabel@en", "altLabel@zh"]
    assert found[-4:] == ["start", "end", "quote", "locator"]
    assert {"originPlace", "hostPlace"} <= set(found)
    assert "type" not in headers(kg("template", "agreements").stdout)


def test_headers_may_be_chinese_and_are_then_the_same_columns(kg):
    zh = headers(kg("template", "结对关系", "--headers", "zh").stdout)
    en = headers(kg("template", "结对关系").stdout)
    assert "合作方" in zh
    columns = [[load().column(name) for name in names] for names in (zh, en)]
    assert columns[0] == columns[1]


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (["结对"], "没有叫“结对”的类（是否为：结对关系", "there is no class"),
        (["Pairings!x"], "是否为：Pairing", "did you mean: Pairing"),
        (["Entity"], "实体没有自己的表", "no table of its own"),
        (["Pairing", "-o", "x.csv"], "请写作 pairings.csv", "call it pairings.csv"),
        (["Pairing", "-o", "pairings.ods"], "后缀不能是“.ods”", "cannot be “.ods”"),
        (["Pairing", "-o", "no/pairings.csv"], "写不了", "cannot be written"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_way_out(kg, args, zh, en):
    for lang, words in (("zh", zh), ("en", en)):
        result = kg("template", *args, lang=lang)
        assert (result.exit_code, result.stdout) == (1, "")
        assert words in result.stderr


def test_a_template_overwrites_nothing(kg, tmp_path):
    path = tmp_path / "pairings.csv"
    path.write_text("mine", encoding="utf-8")
    result = kg("template", "Pairing", "-o", tmp_path)
    assert result.exit_code == 1
    assert "文件已存在，不覆盖" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"


# A folder of one's own


@pytest.mark.parametrize("style", ["name", "zh"])
def test_a_new_data_folder_builds_as_it_is(tiny, kg, style):
    tiny({})
    assert kg("--store", "before", "build").exit_code == 0
    made = kg("init", "mine", "--headers", style)
    assert made.exit_code == 0
    assert "kg --store my-store build mine" in made.stdout
    built = kg("--store", "after", "build", "mine")
    assert built.exit_code == 0, built.stderr


def test_a_workbook_made_by_template_builds(tiny, kg, tmp_path):
    tiny({})
    folder = tmp_path / "book"
    folder.mkdir()
    assert kg("template", "任务", "-o", folder / "什么都行.xlsx").exit_code == 0
    assert kg("--store", "s", "build", "--data", folder).exit_code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_with_something_in_it_is_left_alone(kg, tmp_path, lang):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pairings.csv").write_text("x", encoding="utf-8")
    result = kg("init", tmp_path / "mine", lang=lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "pairings.csv" in result.stderr
    assert "kg template" in result.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["pairings.csv"]


def test_the_raw_texts_stay_out_of_a_repository(kg):
    kg("init", "mine")
    assert "/texts/\n" in Path("mine", ".gitignore").read_text(encoding="utf-8")


# From a document to an answer


@pytest.fixture
def mine(tiny, kg, tmp_path):
    """A data folder with one registered text."""
    tiny({})
    kg("init", "mine")
    (tmp_path / "empty" / "doc-1.txt").write_text(TEXT, encoding="utf-8", newline="\r\n")
    return kg("source", "add", "doc-1.txt", "--data", "mine", "--reliability", "press")


def test_a_document_is_registered_located_quoted_and_answers(mine, kg, tmp_path):
    assert mine.exit_code == 0, mine.stderr
    folder = tmp_path / "empty" / "mine"
    assert (folder / "texts" / "doc-1.txt").read_bytes() == TEXT.encode("utf-8")
    (row,) = csv.DictReader(io.StringIO((folder / "sources.csv").read_text(encoding="utf-8-sig")))
    assert row["sha256"] == hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    assert (row["textLength"], row["title@zh"]) == (str(len(TEXT)), "[doc-1]")
    kg("--store", "packaged", "build")
    place = json.loads(
        kg(
            *("--store", "packaged", "locate", "doc-1", "大连市与上海市"),
            *("--sources", folder / "texts", "--format", "json"),
        ).stdout
    )[0]
    with (folder / "pairings.csv").open("a", encoding="utf-8") as file:
        cells = {
            "id": "pairing/a",
            "source": "doc-1",
            "partner": "大连市|上海市",
            "start": str(place["start"]),
            "end": str(place["end"]),
        }
        names = headers((folder / "pairings.csv").read_bytes())
        csv.DictWriter(file, names).writerow(cells)
    built = kg("--store", "s", "build", "--data", folder)
    assert built.exit_code == 0, built.stderr
    from kg.store import open_store

    assert partners_of(open_store("s")) == {"place/dalian", "place/shanghai"}
    assert kg("--store", "s", "verify", "--sources", folder / "texts").exit_code in (0, 1)
    told = kg("--store", "s", "locate", "doc-1", "上海市签署", "--sources", folder / "texts")
    assert "大连市—上海市" in told.stdout
    assert "还没有来源" not in told.stderr


def test_the_same_file_twice_is_already_there(mine, kg, tmp_path):
    table = tmp_path / "empty" / "mine" / "sources.csv"
    before = table.read_bytes()
    again = kg(*"source add doc-1.txt --data mine --id other --reliability web".split())
    assert again.exit_code == 0
    assert "已登记：来源 doc-1" in again.stdout
    assert table.read_bytes() == before


def test_rows_and_columns_that_are_there_stay_as_they_are(mine, kg, tmp_path):
    table = tmp_path / "empty" / "mine" / "sources.csv"
    head = '标题@zh,"id",可靠程度,许可\r\n'
    rows = '"一,\r\n二",old-1,press,\r\n旧,old-2,web'
    table.write_bytes(("\ufeff" + head + rows).encode("utf-8"))
    args = ["--data", "mine", "--id", "new", "--reliability", "网页"]
    (tmp_path / "empty" / "b.txt").write_text("乙文", encoding="utf-8")
    added = kg("source", "add", "b.txt", *args)
    assert added.exit_code == 0, added.stderr
    first, *rest = table.read_bytes().decode("utf-8").split("\r\n", 1)
    assert headers(first.removeprefix("\ufeff")) == [
        *headers(head),
        "recordedOn",
        "sha256",
        "textLength",
    ]
    assert rest[0].startswith(rows + "\r\n")
    assert rest[0].removeprefix(rows + "\r\n").startswith("[b],new,网页,,")
    assert kg("--store", "s", "build", "--data", "mine").exit_code == 0


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (["--id", "s1"], "编号“s1”已用于", "is taken by"),
        (["--id", "../x"], "“../x”不能作编号", "cannot be an id"),
        (["--id", "文件"], "请用 --id 写一个编号", "give one with --id"),
        (["--issued", "二〇二四"], "不是日期", "is not a date"),
        (["--url", "ftp://x"], "不是网址", "is not a web address"),
        (["--reliability", "官媒"], "可用：媒体、官方、弱来源、网页", "not a value of"),
        (["--data", "nowhere"], "kg init nowhere", "kg init nowhere"),
    ],
)
def test_a_registration_that_would_not_load_writes_nothing(mine, kg, tmp_path, args, zh, en):
    folder = tmp_path / "empty" / "mine"
    (tmp_path / "empty" / "b.txt").write_text("乙文", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    given = ["--data", "mine", "--reliability", "press", *args]
    # As shipped: which ids are taken is read from the packaged sources.
    if args == ["--id", "s1"]:
        given[-1] = "000"
        zh = zh.replace("s1", "000")
    for lang, words in (("zh", zh), ("en", en)):
        result = kg("source", "add", "b.txt", *given, lang=lang)
        assert (result.exit_code, result.stdout) == (1, "")
        assert words in result.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("沪连签约 | 新闻网", "沪连签约 ｜ 新闻网"),
        ("=HYPERLINK(1)", "[page]"),
        ("@x", "[page]"),
        ("长" * 300, "[page]"),
        ("", "[page]"),
    ],
)
def test_a_page_names_itself_unless_a_spreadsheet_would_run_its_name(
    mine, kg, tmp_path, title, kept
):
    page = f"<title>{title}</title><p>文"
    (tmp_path / "empty" / "page.html").write_text(page, encoding="utf-8")
    added = kg("source", "add", "page.html", "--data", "mine", "--reliability", "web")
    assert added.exit_code == 0, added.stderr
    text = (tmp_path / "empty" / "mine" / "sources.csv").read_text(encoding="utf-8-sig")
    *_, row = csv.DictReader(io.StringIO(text))
    assert row["title@zh"] == kept


# Passages


def located(kg, tmp_path, passage, *args, lang="zh"):
    (tmp_path / "texts").mkdir(exist_ok=True)
    (tmp_path / "texts" / "mine.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    return kg(*("locate", "mine", passage), "--sources", tmp_path / "texts", *args, lang=lang)


@pytest.fixture
def told(tiny, kg):
    """An empty store to ask; the text is not registered."""
    tiny({})
    kg("build")


def spans(result):
    return [(row["start"], row["end"], row["exact"]) for row in json.loads(result.stdout)]


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("大连市与上海市签署结对协议", [(12, 25, True)]),
        ("2024年", [(4, 9, True)]),
        ("２０２４年", [(4, 9, False)]),
        ("大連市與 上海市", [(27, 35, True)]),
        ("大連市與上海市", [(12, 19, False), (27, 35, False)]),
        ("签署 ‘结对协议’", []),
        ('签署"结对协议"', [(38, 46, False)]),
        ("市", [(14, 15, True), (18, 19, True), (29, 30, True), (34, 35, True)]),
    ],
)
def test_every_place_is_told_with_offsets_into_the_text_as_it_is(
    told, kg, tmp_path, passage, found
):
    result = located(kg, tmp_path, passage, "--format", "json")
    assert (spans(result) if found else result.exit_code) == (found or 1)


def test_several_places_are_not_chosen_among_and_loose_matches_are_marked(told, kg, tmp_path):
    zh = located(kg, tmp_path, "大連市與上海市")
    assert "共 2 处，请按上下文选用" in zh.stderr
    assert "原文没有一字不差的" in zh.stderr
    assert "折叠后" in zh.stdout
    en = located(kg, tmp_path, "大連市與上海市", lang="en")
    assert "2 places: choose by the context" in en.stderr
    assert "folded" in en.stdout


def test_csv_has_each_offset_once(told, kg, tmp_path):
    result = located(kg, tmp_path, "2024年", "--format", "csv")
    assert len(set(headers(result.stdout))) == len(headers(result.stdout))
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["start"], row["end"], row["exact"]) == ("4", "9", "true")


def test_a_passage_that_is_not_there_is_answered_with_what_comes_nearest(told, kg, tmp_path):
    zh = located(kg, tmp_path, "大连市与上海市没有签署")
    assert (zh.exit_code, zh.stdout) == (1, "")
    assert "最长的相同部分在 12–19：“大连市与上海市”" in zh.stderr
    en = located(kg, tmp_path, "大连市与上海市没有签署", lang="en")
    assert "the longest part that it has is at 12–19" in en.stderr


@pytest.mark.parametrize("source", ["../texts/mine", "mime", "/etc/passwd", "s3"])
def test_only_texts_of_the_folder_are_read(told, kg, tmp_path, source):
    located(kg, tmp_path, "甲")
    result = kg("locate", source, "甲", "--sources", tmp_path / "texts")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "mine" in result.stderr
