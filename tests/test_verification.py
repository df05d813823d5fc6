"""`kg verify`: every piece of evidence is held against the raw texts, and failures name the row."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from pathlib import Path

import pytest

from kg.loaders import build_in_memory
from kg.namespaces import SOURCE
from kg.validation import read_origins, verify
from kg.validation.spans import Wanted, plain

# Traditional characters, a reading in brackets, a name broken by a line end, full-width digits.
TEXT = "大連市与上海市結對。\n營商環(huán)境，沈\n陽。投資３.５億元。連日陰雨。沪連攜手。"
HASH = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
SOURCES = (
    "id,title@zh,reliability,issued,textLength,sha256,dcterms:source\n"
    f"t1,测试文件,reliability/official,2020,{len(TEXT)},{HASH},\n"
    "w1,测试网页,reliability/web,2020,,,https://example.org/w1\n"
)
HEAD = "id,source,partner,start,end,exception\n"
PAIRING = "pairing/one,t1,place/dalian|place/shanghai"


def at(words: str) -> str:
    """The span of some words of the text, as two cells."""
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


@pytest.fixture
def check(tiny, tmp_path, monkeypatch):
    """Build tables, verify them against the text, with failures named by row."""
    module = importlib.import_module("kg.validation.origins")
    find = module.find
    monkeypatch.setattr(
        module, "find", lambda name: tmp_path / "packaged" if name == "data" else find(name)
    )
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "t1.txt").write_text(TEXT, encoding="utf-8", newline="")

    def run(tables, *, text=None, folders=None, only=("t1", "w1")):
        if text is not None:
            (texts / "t1.txt").write_text(text, encoding="utf-8", newline="")
        folder = tiny({"sources.csv": SOURCES, **tables})
        store = build_in_memory([folder])
        where = [texts] if folders is None else folders
        return verify(store, where, origins=read_origins([folder]), only=only)

    return run


def pairing(span: str, exception: str = "") -> dict[str, str]:
    return {"pairings.csv": f"{HEAD}{PAIRING},{span},{exception}\n"}


@pytest.mark.parametrize("words", ["大連市", "上海市結對", "沪連攜手", "与上海"])
def test_a_name_of_a_partner_in_the_span_is_enough(check, words):
    found = check(pairing(at(words)))
    assert found.outcomes == {"name": 1}
    assert found.failures == ()


@pytest.mark.parametrize("words", ["連日陰雨", "營商環(huán)境", "結對"])
def test_a_span_without_a_name_fails_in_the_words_of_the_table(check, words):
    (problem,) = check(pairing(at(words))).failures
    assert Path(problem.file).name == "pairings.csv"
    assert (problem.row, problem.column) == (2, "start")
    assert words in problem.what.zh
    assert words in problem.what.en


def test_every_span_of_a_row_is_checked_by_itself(check):
    spans = [at("大連市"), at("連日陰雨")]
    starts, ends = ("|".join(span.split(",")[side] for span in spans) for side in (0, 1))
    found = check(pairing(f"{starts},{ends}"))
    assert found.outcomes == {"failed": 1, "name": 1}


def test_a_reason_in_the_table_excuses_a_span_and_is_counted(check):
    found = check(pairing(at("連日陰雨"), "承上文"))
    assert found.failures == ()
    assert [(span.exception, span.source) for span in found.exceptions] == [
        ("承上文", SOURCE + "t1")
    ]
    assert check(pairing(at("大連市"), "承上文")).needless == 1


def test_a_reason_is_the_row_s_own_and_not_that_of_every_row_with_the_span(check):
    """Two rows may rest on one span: one of them is named in it, the other is not."""
    span = at("大連市")
    rows = f"{PAIRING},{span},承上文\npairing/two,t1,place/anshan|place/liupanshui,{span},{{}}\n"
    found = check({"pairings.csv": HEAD + rows.format("指两市")})
    assert found.outcomes == {"exception": 1, "name": 1}
    assert [span.exception for span in found.exceptions] == ["指两市"]
    assert found.needless == 1
    found = check({"pairings.csv": HEAD + rows.format("")})
    assert found.outcomes == {"failed": 1, "name": 1}


def test_the_printed_figure_is_enough_and_another_is_not(check):
    table = "id,source,about,indicator,printed,start,end\n"
    row = "observation/one,t1,place/anshan,indicator/x,{},{}\n"
    indicators = "id,prefLabel@zh,prefLabel@en\nindicator/x,甲,x\n"

    def printed(figure):
        tables = {"observations.csv": table + row.format(figure, at("投資３.５億元"))}
        return check({**tables, "indicators.csv": indicators}).outcomes

    assert printed("3.5亿元") == {"figure": 1}
    assert printed("35亿元") == {"failed": 1}


def test_a_dated_name_counts(check):
    head = "id,source,about,nameText,start,end"
    names = f"{head}\nname/one,t1,place/anshan,营商环境,{at('大連市')}\n"
    pair = f"{HEAD}pairing/two,t1,place/anshan|place/liaoning,{at('營商環(huán)境')},\n"
    found = check({"names.csv": names, "pairings.csv": pair})
    assert found.outcomes["name"] == 1
    assert [Path(problem.file).name for problem in found.failures] == ["names.csv"]


def test_a_name_broken_by_a_line_end_is_found(check):
    row = f"pairing/two,t1,place/shenyang|place/liaoning,{at('沈' + chr(10) + '陽')},\n"
    assert check({"pairings.csv": HEAD + row}).outcomes == {"name": 1}


def test_another_text_than_the_one_on_record_is_refused_once(check):
    found = check(pairing(at("大連市")), text=TEXT + " ")
    assert found.outcomes == {"failed": 1}
    (problem,) = found.failures
    assert (Path(problem.file).name, problem.row, problem.column) == ("sources.csv", 2, "sha256")


def test_a_text_that_is_not_there_is_a_failure(check, tmp_path):
    (problem,) = check(pairing(at("大連市")), folders=[tmp_path]).failures
    assert "t1.txt" in problem.what.zh


def test_without_texts_only_the_length_on_record_is_checked(check):
    assert check(pairing(at("連日陰雨")), folders=[]).outcomes == {"unread": 1}


def test_a_page_without_text_stands_by_its_address(check):
    found = check({"pairings.csv": f"{HEAD}pairing/one,w1,place/dalian|place/shanghai,,,\n"})
    assert (found.by_address, found.checked, found.failures) == (1, 0, ())


def test_evidence_in_a_source_without_text_fails(check):
    found = check({"pairings.csv": f"{HEAD}pairing/one,w1,place/dalian|place/shanghai,1,2,\n"})
    assert found.outcomes == {"failed": 1}


def test_only_the_sources_named_are_checked(check):
    assert check(pairing(at("連日陰雨")), only=["w1"]).checked == 0


@pytest.mark.parametrize(
    ("raw", "same"),
    [
        ("遼寧", "辽宁"),
        ("環(huán)境", "环境"),
        ("環（huán）境", "环境"),
        ("沈\n陽", "沈阳"),
        ("３.５％", "3.5%"),
        ("（遼寧）", "(辽宁)"),
    ],
)
def test_how_a_text_is_folded(raw, same):
    assert plain(raw) == same


def test_one_character_is_a_name_only_beside_another():
    wanted = Wanted()
    wanted.add_names(["沪", "连", "大连市"])
    assert wanted.found_in("連接滬上") is None
    assert wanted.found_in("沪连两地") == "name"


def test_the_command_says_what_it_checked_and_fails_when_something_fails(kg, packaged_location):
    done = kg("--store", packaged_location, "verify", "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["failures"] == []
    assert told["unread"] == told["checked"] > 900
    assert told["byAddress"] > 30

    done = kg("--store", packaged_location, "verify", "--sources", ".", lang="en")
    assert done.exit_code == 1
    assert "the folder of raw texts has no 000.txt" in done.stdout


@pytest.mark.sources
def test_every_piece_of_evidence_of_the_packaged_data_holds(packaged):
    if not os.environ.get("KG_SOURCES"):
        pytest.skip("KG_SOURCES is not set: the raw texts are not part of the repository")
    found = verify(packaged, [Path(os.environ["KG_SOURCES"])], origins=read_origins())
    assert [problem.message("en") for problem in found.failures] == []
    assert "unread" not in found.outcomes
    assert found.outcomes["name"] > 800
    # Reasons are for what cannot be otherwise.
    assert found.outcomes["exception"] < found.checked / 5
