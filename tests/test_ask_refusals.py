"""Wrong input, and what people are told: what is wrong, and what to do instead."""

from __future__ import annotations

import pytest

# Arguments, exit code, what the Chinese and the English message must say.
WRONG = {
    "an ambiguous name": (["partners", "朝阳区"], 1, "可以指", "can mean"),
    "a name nobody has": (["partners", "阿特兰蒂斯"], 1, "没有名为", "nothing is called"),
    "an id nobody has": (["show", "pairing/panjin-wuxy"], 1, "pairing/panjin-wuxi", "Panjin–Wuxi"),
    "an empty name": (["partners", ""], 1, "名称是空的", "the name is empty"),
    "another ambiguous name": (["path", "铁西区", "大连市"], 1, "铁西区", "Tiexi"),
    "no name": (["partners"], 2, "缺少参数 NAME", "Missing argument"),
    "two names": (["partners", "大连", "上海"], 2, "NAME --with 上海", "NAME --with 上海"),
    "names where options are meant": (
        ["agreements", "大连", "上海"],
        2,
        "是否要写 kg agreements --party 大连 --party 上海？",
        "Did you mean kg agreements --party 大连 --party 上海?",
    ),
    "a source to list": (["sources", "000"], 2, "是否要写 kg show 000？", "mean kg show 000?"),
    "one name twice": (["partners", "大连", "--with", "大連"], 1, "写了两次", "is given twice"),
    "an empty search": (["search", " "], 1, "没有写要找的词", "no word"),
    "half a plan": (["tasks", "--plan", "上海大连"], 1, "相近的有：上海市与大连市", "similar: "),
    "a day in a filter": (["list", "Event", "--where", "date=x"], 1, "2019-03", "2019-03"),
    "an option before its command": (
        ["--format", "json", "tasks"],
        2,
        "各命令的选项写在命令之后",
        "Options of a command stand behind it",
    ),
    "a command nobody has": (["partnrs"], 2, "是否为 partners", "did you mean partners"),
    "an option nobody has": (["partners", "大连", "--feild", "x"], 2, "--field", "--field"),
    "an option without value": (["partners", "大连", "--field"], 2, "后面要有值", "requires"),
    "a kind that is none": (["partners", "大连", "--kind", "x"], 1, "结对（pairing）", "pairing"),
    "a format that is none": (["tasks", "--format", "pdf"], 2, "可选：table", "not one of"),
    "a language that is none": (["--lang", "fr", "tasks"], 2, "可选：zh、en", "not one of"),
    "an unknown field": (["partners", "大连", "--field", "旅行社"], 1, "可用：", "known: "),
    "an unknown form": (["partners", "大连", "--form", "x"], 1, "结对打造标杆", "benchmark"),
    "an unknown stage": (["partners", "大连", "--stage", "x"], 1, "签约", "signed"),
    "an unknown programme": (["partners", "大连", "--programme", "x"], 1, "合作计划", "programme"),
    "an unknown level": (["partners", "大连", "--level", "x"], 1, "地级行政区（City）", "City"),
    "an unknown reliability": (["partners", "大连", "--reliability", "x"], 1, "官方", "official"),
    "a day that is none": (["partners", "大连", "--as-of", "去年"], 1, "2019-03", "not a date"),
    "the 31st of June": (["figures", "--as-of", "2018-06-31"], 1, "不是日期", "not a date"),
    "an unknown indicator": (["figures", "--indicator", "x"], 1, "kg list Indicator", "lists all"),
    "much of an indicator": (
        ["figures", "--indicator", "挂人数"],
        1,
        "挂职人数",
        "officials seconded",
    ),
    "an unknown plan": (["tasks", "--plan", "x"], 1, "可用：", "there is no plan"),
    "an unknown area": (["tasks", "--area", "x"], 1, "可用：", "there is no area"),
    "an unknown class": (["list", "城堡"], 1, "没有“城堡”这一类", "there is no class"),
    "a filter without =": (["list", "Park", "--where", "大连"], 1, "属性=值", "PROPERTY=VALUE"),
    "an unknown property": (["list", "Park", "--where", "x=1"], 1, "within", "no property"),
    "a relation that is none": (["path", "盘锦", "大连", "--only", "x"], 1, "Pairing", "Pairing"),
    "no path": (
        ["path", "盘锦", "沈抚改革创新示范区", "--only", "结对"],
        1,
        "不加限制则有",
        "without limits there is one",
    ),
    "a pairing as an end": (["path", "沪连", "盘锦"], 1, "请写其中的一方", "one of its partners"),
    "no hops": (["path", "盘锦", "大连", "--max-length", "0"], 2, "至少为 1", "range"),
    "one thing twice": (["path", "盘锦", "盘锦市"], 1, "同一个", "the same"),
    "quotes without texts": (["show", "盘锦", "--quotes"], 2, "--sources", "--sources"),
    "a folder that is not there": (["grep", "x", "--sources", "nowhere"], 2, "没有目录", "exist"),
    "texts nowhere": (["grep", "x", "--sources", "."], 1, "没有原文", "no raw text"),
    "a style that is none": (["cite", "000", "--style", "mla"], 2, "gbt7714", "gbt7714"),
    "nothing to cite": (["cite", "三沙"], 1, "无从引用", "nothing to cite"),
    "a number that is none": (["search", "大连", "--limit", "many"], 2, "不是整数", "integer"),
    "an entity to cite": (["cite", "盘锦"], 1, "kg show place/panjin", "neither a source nor"),
    "nothing to look for": (["grep", " ", "--sources", "."], 1, "没有写要找的词", "no word"),
    "the language behind the command": (
        ["partners", "大连", "--lang", "en"],
        2,
        "要写在命令之前：kg --lang … partners",
        "stands before the command: kg --lang … partners",
    ),
    "a query file that is not there": (["query", "x.rq"], 1, "没有这个文件", "No such file"),
    "a map in no folder": (["map", "-o", "nowhere/m.html"], 1, "没有这个文件或目录", "No such"),
    "an update": (["query", "-e", "INSERT DATA { <a:b> <a:c> 1 }"], 1, "更新语句", "an update"),
    "a gap that is none": (["gaps", "--kind", "x"], 1, "任务（task）", "known: task"),
}

OF_THE_LIBRARY = ("Usage", "Error", "Try '", "Invalid value", "Missing", "is not", "No such")


def told(kg, location, arguments, lang):
    chosen = [] if arguments[0] == "--lang" else ["--lang", lang]
    return kg("--store", location, *chosen, *arguments, lang=lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("what", sorted(WRONG))
def test_wrong_input_is_told_what_is_wrong(kg, packaged_location, what, lang):
    arguments, code, zh, en = WRONG[what]
    done = told(kg, packaged_location, arguments, lang)
    assert done.exit_code == code
    assert done.stdout == ""
    assert {"zh": zh, "en": en}[lang] in done.stderr
    assert "Traceback" not in done.stderr
    if lang == "zh":
        assert "错误：" in done.stderr
        # Nor is there English of the library in it.
        assert [words for words in OF_THE_LIBRARY if words in done.stderr] == []


def test_wrong_usage_says_where_help_is(kg):
    assert "运行 kg partners --help 查看帮助。" in kg("partners").stderr
    assert "Try 'kg partners --help' for help." in kg("partners", lang="en").stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["partners", "大连", "--kind"], "协议"),
        (["gaps", "--kind"], "未点名"),
        (["timeline", "--kind"], "方案"),
    ],
)
def test_kinds_are_given_in_words_too(kg, packaged_location, command, words):
    assert kg("--store", packaged_location, *command, words).exit_code == 0


@pytest.mark.parametrize("command", ["agreement", "event", "pairing", "all"])
def test_a_known_place_that_no_source_speaks_of_is_not_an_unknown_name(
    kg, packaged_location, command
):
    done = kg("--store", packaged_location, "partners", "三沙", "--kind", command)
    assert done.exit_code == 0
    assert "地名表" in done.stdout
    assert "000、001、002、003、004" in done.stdout
    assert "不等于没有" in done.stdout


def test_an_empty_answer_for_a_program_is_empty_and_explained_on_stderr(kg, packaged_location):
    done = kg("--store", packaged_location, "partners", "三沙", "--format", "json")
    assert done.stdout.strip() == "[]"
    assert "地名表" in done.stderr
