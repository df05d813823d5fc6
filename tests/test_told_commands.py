"""What is said to who fills in tables: what is new, all values, whose text is not here."""

from __future__ import annotations

import hashlib
import json

import pytest

import kg as package
from kg.errors import AmbiguousNameError, LoadError
from kg.loaders import build_in_memory
from tests.conftest import write_tables
from tests.data_sets import GOOD, HEAD

TEXT = "大连市与上海市。\n"
OWN = (
    "id,title@zh,reliability,textLength,sha256\n"
    f"own,自己的,web,{len(TEXT)},{hashlib.sha256(TEXT.encode()).hexdigest()}\n"
)


def test_a_build_ends_with_what_is_new_in_two_lines(tiny, kg):
    folder = tiny({"pairings.csv": GOOD})
    first = kg("--store", "s", "build", "--data", folder).stdout.splitlines()
    assert len(first) == 2
    again = kg("--store", "s", "build", "--data", folder).stdout.splitlines()
    assert again == [first[0], "与上一版相同，没有变化。"]
    write_tables(folder, {"结对关系.csv": HEAD + "pairing/b,s1,铁西区（沈阳）|上海市,1,9\n"})
    more = kg("--store", "s", "build", "--data", folder, lang="en").stdout.splitlines()
    assert len(more) == 2
    assert more[1].endswith("): new: 1 of “pairing”.")
    less = kg("--store", "s", "build").stdout.splitlines()
    assert less[1].endswith("相比：少了 结对关系 2。")


def test_a_build_of_other_content_says_so(tiny, kg):
    folder = tiny({"pairings.csv": GOOD})
    kg("--store", "s", "build", "--data", folder)
    write_tables(folder, {"pairings.csv": GOOD.replace(",1,9", ",1,8")})
    told = kg("--store", "s", "build", "--data", folder).stdout
    assert told.endswith("相比：数目未变，内容有改动。\n")


@pytest.mark.parametrize(
    ("term", "ident", "words"),
    [("形式", "form/sister-cities", "国内两地结为友好城市"), ("stage", "stage/signed", "协议")],
)
def test_all_values_of_a_property_are_listed_with_their_definitions(kg, term, ident, words):
    told = kg("ontology", term).stdout
    line = next(line for line in told.splitlines() if line.startswith(ident))
    assert words in line
    [row] = json.loads(kg("ontology", term, "--format", "json").stdout)
    [one] = [value for value in row["values"] if value["id"] == ident]
    assert one["definition"]["zh"]
    assert one["definition"]["en"]
    assert ident in kg("ontology", term, "--format", "csv").stdout


def test_where_values_are_rows_it_says_how_they_are_listed(kg):
    told = kg("ontology", "指标").stdout
    assert "取值用 kg list 指标 列出；新增的写在 indicators.csv。" in told


def test_a_property_is_no_class_and_is_told_where_its_values_are(kg, packaged_location):
    done = kg("--store", packaged_location, "list", "形式")
    assert done.exit_code == 1
    assert "“形式”是属性，取值用 kg ontology 形式 列出" in done.stderr


def test_texts_that_nobody_has_are_not_counted_as_wrong(kg, tmp_path):
    tables = {"sources.csv": OWN, "pairings.csv": HEAD + "pairing/own,own,大连市|贺州市,0,7\n"}
    folder = write_tables(tmp_path / "own", tables)
    assert kg("--store", "s", "build", "--data", folder).exit_code == 0
    (folder / "own.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    done = kg("--store", "s", "verify", "--sources", folder)
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 1)
    assert "通过 1 处" in done.stdout
    assert "不符 0 处" in done.stdout
    assert "未核对，所给目录里没有附带来源的原文（000、001" in done.stdout
    # One that is asked for, and one of one's own, are still missed.
    assert kg("--store", "s", "verify", "--sources", folder, "--only", "000").exit_code == 1
    (folder / "own.txt").unlink()
    assert kg("--store", "s", "verify", "--sources", folder).exit_code == 1


def test_python_errors_have_both_languages_and_all_candidates(packaged):
    with pytest.raises(AmbiguousNameError) as caught:
        package.partners("朝阳区", store=packaged)
    said = str(caught.value)
    assert "“朝阳区”可以指 2 个实体" in said
    assert "can mean 2 entities" in said
    assert said.count("place/changchun-chaoyang") == 2


def test_python_errors_of_tables_have_every_problem(tiny):
    folder = tiny({"pairings.csv": HEAD + "pairing/a,s1,无此市|上海市,1,9\n"})
    with pytest.raises(LoadError) as caught:
        build_in_memory([folder])
    assert "pairings.csv:2：partner：没有编号或名称为“无此市”的实体" in str(caught.value)
    assert "no entity has the id or name “无此市”" in str(caught.value)


def test_a_note_about_two_partners_is_told_the_id_of_their_pairing(tiny, kg):
    note = (
        "claim,property,was,is,reason@zh,kind,by,date\n"
        "大连市—上海市,validFrom,2017,2016,另一处,来源有误,某人,2024\n"
    )
    folder = tiny({"pairings.csv": GOOD, "corrections.csv": note})
    done = kg("--store", "s", "build", "--data", folder)
    assert "此行未用：图谱里没有 大连市—上海市（要写编号：pairing/a）" in done.stderr


def test_a_folder_is_built_with_its_texts(kg, tmp_path):
    tables = {
        "sources.csv": OWN,
        "pairings.csv": "id,source,合作方,quote\npairing/own,own,大连市|贺州市,大连市与上海市\n",
    }
    folder = write_tables(tmp_path / "own", tables)
    write_tables(folder / "texts", {"own.txt": TEXT})
    assert kg("--store", "s", "build", folder).exit_code == 0
    assert "[1]" in kg("--store", "s", "show", "pairing/own").stdout


def test_a_missing_value_is_told_under_the_header_of_the_table(tiny, kg):
    rows = "id,source,合作方,起始,start,end\npairing/a,s1,,,1,9\n"
    done = kg("--store", "s", "build", tiny({"pairings.csv": rows}))
    assert "pairings.csv:2：合作方：缺少内容" in done.stderr


def test_what_is_wrong_in_an_option_is_told_under_it(kg, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    kg("init", "d")
    given = ("source", "add", path, "--data", "d", "--reliability", "媒体")
    done = kg(*given, "--issued", "2004年9月31日")
    assert done.exit_code == 1
    assert done.stderr.startswith("错误：--issued：“2004年9月31日”不是日期")
    assert kg(*given, "--issued", "2004年9月16日").exit_code == 0


def test_sources_in_a_table_with_a_chinese_name_are_known(kg, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(TEXT, encoding="utf-8")
    write_tables(tmp_path / "d", {"来源.csv": OWN})
    done = kg("source", "add", path, "--data", tmp_path / "d", "--reliability", "媒体")
    assert "已登记：来源 own" in done.stdout


def test_radicals_are_found_as_the_characters_they_look_like(kg, tmp_path):
    path = tmp_path / "kx.txt"
    path.write_text("⼤连市与⻓海县签约，⼈⺠政府。\n", encoding="utf-8")
    kg("init", "d")
    kg("source", "add", path, "--data", "d", "--reliability", "媒体")
    kg("--store", "s", "build", "d")
    for words, start in (("人民政府", 10), ("长海县", 4)):
        done = kg("--store", "s", "locate", "kx", words, "--sources", "d/texts", "--format", "json")
        assert [row["start"] for row in json.loads(done.stdout)] == [start]
    assert "⻓海县" in kg("--store", "s", "grep", "长海县", "--sources", "d/texts").stdout
