"""What people do with the page: find, select, filter, walk, compare, take along."""

from __future__ import annotations

import csv
import json

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "text",
    ["大连", "大連市", "dalian", "DL", "Dalian", "Dàlián", "连", "ｄａｌｉａｎ", "dalianshi"],
)
def test_a_place_is_found_however_one_writes_it(open_page, text) -> None:
    found = open_page().run("text => kg.find(text)", text)
    assert "place/dalian" in [node["id"] for node in found[:4]]
    assert set(found[0]) == {"zh", "en", "id"}


def test_a_name_selects_and_tells_facts_with_numbered_sources(open_page) -> None:
    seen = open_page()
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("dandong")
    seen.page.keyboard.press("Enter")
    words = seen.panel()
    for expected in (
        "丹东市",
        "扬州市",
        "旅游",
        "2018-03",
        "结对打造标杆",
        "行政区划代码",
        "210600",
    ):
        assert expected in words
    numbers = seen.page.locator("#panel ol .number").all_inner_texts()
    assert all(number.startswith("[") and int(number[1:-1]) >= 1 for number in numbers)
    assert "第 711–762 字符" in words
    assert seen.run("kg.state.selected") == "place/dandong"


def test_every_relation_in_the_panel_has_a_source(open_page) -> None:
    seen = open_page()
    seen.run("kg.select('place/dalian')")
    lines = seen.page.locator("#panel > ul > li.tie")
    assert lines.count() > 10
    assert [n for n in range(lines.count()) if not lines.nth(n).locator(".ref").count()] == []


def test_a_click_on_a_symbol_selects_and_on_the_ground_clears(open_page) -> None:
    seen = open_page(fragment="#view=network")
    box = next(n["box"] for n in seen.run("kg.nodes()") if n["id"] == "place/dalian")
    seen.page.mouse.click((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    seen.wait("kg.state.selected === 'place/dalian'")
    seen.page.keyboard.press("Escape")
    assert seen.run("kg.state.selected") is None


def test_a_click_on_a_line_tells_that_claim(open_page) -> None:
    seen = open_page()
    by = {label["text"]: label["box"] for label in seen.labels()}
    left, right = by["丹东市"], by["扬州市"]
    seen.page.mouse.click(left[2] + (right[0] - left[2]) * 0.2, (left[1] + left[3]) / 2)
    seen.wait("kg.state.kind === 'claim'")
    assert "丹东市—扬州市" in seen.panel()
    assert "[3]" in seen.panel()
    assert "claim=pairing/dandong-yangzhou" in seen.run("location.hash")


def test_the_legend_counts_and_filters(open_page) -> None:
    seen = open_page(fragment="#view=network")
    row = seen.page.locator("label.row:has(#filter-Park)")
    count = int(row.locator(".count").inner_text())
    parks = "kg.nodes().filter((node) => node.id.startsWith('park/')).length"
    assert seen.run(parks) == count > 5
    seen.page.uncheck("#filter-Park")
    assert seen.run(parks) == 0
    assert seen.run("document.activeElement.id") == "filter-Park"
    assert "hide=Park" in seen.run("location.hash")
    seen.page.check("#filter-Park")
    assert seen.run(parks) == count


def test_a_relation_taken_off_the_legend_leaves_the_list_too(open_page) -> None:
    seen = open_page(fragment="#view=list")
    rows = seen.page.locator("tr[data-edge]:visible")
    before = rows.count()
    seen.page.uncheck("#filter-Pairing")
    assert rows.count() == before - 28


def test_containment_is_off_at_first_and_can_be_drawn(open_page) -> None:
    seen = open_page(fragment="#view=network")
    assert not seen.page.is_checked("#filter-within")
    seen.page.check("#filter-within")
    assert "within=1" in seen.run("location.hash")


def test_a_path_has_relation_and_source_for_every_step(open_page) -> None:
    seen = open_page()
    seen.page.click("#openPath")
    for field, name in (("#pathFrom", "dandong"), ("#pathTo", "jinpu")):
        seen.page.fill(field, name)
        seen.page.press(field, "Enter")
    steps = seen.page.locator("#panel .hop")
    assert steps.count() >= 1
    assert [n for n in range(steps.count()) if not steps.nth(n).locator(".ref").count()] == []
    assert seen.run("location.hash").startswith("#path=place/dandong,place/jinpu")
    assert seen.run("kg.state.view") == "network"


def test_a_path_prefers_few_steps_and_says_when_there_is_none(open_page) -> None:
    seen = open_page()
    seen.run("kg.path('place/jinpu', 'place/pudong')")
    assert "1 步" in seen.panel()
    assert "结对" in seen.page.inner_text("#panel .hop")
    seen.run("kg.path('place/wuchang', 'place/panjin', false)")
    assert "没有路径" in seen.page.inner_text("#noPath")


def test_common_partners_of_several(open_page) -> None:
    seen = open_page()
    seen.run("kg.compare(['place/dalian', 'place/dandong'])")
    words = seen.panel()
    assert "大连市与丹东市的合作方" in words
    assert "上海市" in words
    assert "扬州市" in words
    assert "辽宁沿海经济带六城市协同推进优化营商环境框架协议" in words
    seen.page.locator("#panel button.chip").first.click()
    assert seen.run("kg.state.compare") == ["place/dandong"]


def test_time_hides_what_is_dated_otherwise_and_says_what_it_does_with_the_rest(open_page) -> None:
    seen = open_page(fragment="#view=list")
    everything = seen.page.locator("table.pairs tr[data-edge]:visible").count()
    seen.run("kg.setYear(2016)")
    assert "未注明日期" in seen.page.inner_text("#legend")
    kept = seen.page.locator("table.pairs tr[data-edge]:visible").count()
    assert 0 < kept < everything
    seen.page.uncheck("#undated")
    only = seen.page.locator("table.pairs tr[data-edge]:visible")
    assert only.count() == 1
    assert "2016" in only.inner_text()
    assert "year=2016" in seen.run("location.hash")
    seen.run("kg.setYear(null)")
    assert seen.page.locator("table.pairs tr[data-edge]:visible").count() == everything


@pytest.mark.parametrize("measure", ["ties", "degree", "betweenness", "closeness", "even"])
def test_the_size_of_symbols_names_its_formula(open_page, measure) -> None:
    seen = open_page(fragment="#view=network")
    seen.page.select_option("#size", measure)
    assert len(seen.page.inner_text("#formula")) > 5
    sizes = {
        node["id"]: node["box"][2] - node["box"][0]
        for node in seen.run("new Promise((done) => requestAnimationFrame(() => done(kg.nodes())))")
    }
    larger = sizes["place/dalian"] > sizes["place/fuxin"] + 0.5
    assert larger == (measure == "ties")


def test_what_sources_differ_on_is_marked_in_words(open_page) -> None:
    seen = open_page(size=(1440, 2400))
    assert any(label["text"].startswith("⚠") for label in seen.labels())
    seen.run("kg.select('place/jinpu')")
    assert "来源不一致：阶段" in seen.panel()
    seen.run("kg.setView('list')")
    assert "来源不一致：阶段" in seen.page.inner_text("#list")


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        (
            "#place/dalian&view=geo&lang=en",
            {"view": "geo", "lang": "en", "selected": "place/dalian"},
        ),
        ("#path=place/dandong,place/pudong", {"kind": "path", "view": "network"}),
        ("#compare=place/dalian,place/dandong", {"kind": "compare"}),
        ("#claim=pairing/panjin-wuxi", {"kind": "claim"}),
        ("#view=network&hide=Park&year=2018&size=degree", {"year": 2018, "size": "degree"}),
        ("#place/%E0%A4%A&view=nowhere&year=x&lang=xx", {"view": "pairs", "lang": "zh"}),
    ],
)
def test_a_link_opens_what_it_says(open_page, fragment, wanted) -> None:
    seen = open_page(fragment=fragment)
    found = seen.run("({...kg.state, hidden: 0, extra: 0})")
    assert {key: found[key] for key in wanted} == wanted
    assert seen.errors == []


def test_the_address_of_what_is_seen_opens_the_same(open_page) -> None:
    seen = open_page()
    seen.run("(kg.setView('geo'), kg.setLang('en'), kg.setYear(2018), kg.select('place/panjin'))")
    again = open_page(fragment=seen.run("location.hash"))
    script = "[kg.state.view, kg.state.lang, kg.state.year, kg.state.selected]"
    assert again.run(script) == seen.run(script) == ["geo", "en", 2018, "place/panjin"]


def test_a_start_on_which_sources_differ_is_a_range_and_drawn_for_its_years(open_page) -> None:
    seen = open_page("packaged", fragment="#place/jilin")
    assert any(
        "⚠" in label["text"] and "2016／2017／2017-03" in label["text"] for label in seen.labels()
    )
    assert "2016–17 年起" in seen.panel()
    seen.run("kg.state.undated = false; kg.setYear(2016)")
    assert any("2016／2017／2017-03" in label["text"] for label in seen.labels())


@pytest.mark.parametrize("view", ["pairs", "network", "geo"])
def test_png_svg_and_json_are_taken_along(open_page, view, tmp_path) -> None:
    seen = open_page(fragment=f"#view={view}")
    saved = {}
    for kind in ("Png", "Svg", "Json"):
        seen.page.click("#export summary")
        with seen.page.expect_download() as waiting:
            seen.page.click(f"#export{kind}")
        saved[kind] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(saved[kind])
    assert saved["Png"].read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    drawing = saved["Svg"].read_text(encoding="utf-8")
    assert all(words in drawing for words in ("大连市", "build-0001", "2022-02-25"))
    assert drawing.count("<path") > 40
    # What left the page says what its signs mean, whose it is and where it is from.
    assert all(words in drawing for words in ("地级行政区", "CC BY 4.0", "https://w3id.org/"))
    told = json.loads(saved["Json"].read_text(encoding="utf-8"))
    assert {"entities", "relations", "groups", "sources"} <= set(told)
    pairing = next(r for r in told["relations"] if r["claim"] and "dandong-yangzhou" in r["claim"])
    assert set(pairing["from"]) == {"iri", "id", "type", "zh", "en"}
    assert pairing["sources"][0]["start"] == 711


def test_the_csv_has_the_rows_that_answer_what_is_asked(open_page, tmp_path) -> None:
    seen = open_page("five", fragment="#field=tourism")
    seen.page.click("#export summary")
    with seen.page.expect_download() as waiting:
        seen.page.click("#exportCsv")
    waiting.value.save_as(tmp_path / "view.csv")
    with (tmp_path / "view.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert ("丹东市", "扬州市") in {(row["from"], row["to"]) for row in rows}
    assert all("旅游" in row["field"] and row["source"] for row in rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_citation_is_copied_with_place_and_build(open_page, lang) -> None:
    seen = open_page(fragment=f"#lang={lang}")
    seen.run("kg.select('place/dandong')")
    seen.page.locator("#panel ol button.link").first.click()
    seen.wait("kg.state.copied")
    copied = seen.run("kg.state.copied")
    assert "build-0001" in copied
    assert "0.1.0" in copied
    assert "{place}" not in copied
    # As `kg cite` has it: GB/T 7714 in Chinese, APA in English.
    kind, place = ("[EB/OL]", "第 ") if lang == "zh" else (" (n.d.). ", "characters ")
    assert kind in copied
    assert place in copied


def test_a_notebook_shows_it_inline(open_page) -> None:
    seen = open_page("notebook", wait=None)
    frame = seen.page.frame_locator("iframe")
    frame.locator("html.js #canvas canvas").wait_for(timeout=30_000)
    frame.locator("[data-view=network]").click()
    assert frame.locator("#main[data-showing=network]").count() == 1
    assert seen.errors == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("盘锦 无锡", "pairing/panjin-wuxi"),
        ("无锡盘锦", "pairing/panjin-wuxi"),
        ("丹东旅游", "pairing/dandong-yangzhou"),
        ("旅游 丹东", "pairing/dandong-yangzhou"),
        ("tourism dandong", "pairing/dandong-yangzhou"),
        ("panjin wuxi", "pairing/panjin-wuxi"),
    ],
)
def test_a_pairing_is_found_by_its_ends_and_its_field(open_page, text, claim) -> None:
    seen = open_page("five")
    seen.page.fill("#search", text)
    seen.page.keyboard.press("Enter")
    assert seen.run("kg.state.kind") == "claim"
    assert f"claim={claim}" in seen.run("location.hash")


@pytest.mark.parametrize("text", ["大连", "盘锦 大庆", "旅游", "旅游 旅游", "丹东农业", ""])
def test_no_pairing_is_found_that_is_not_spoken_of(open_page, text) -> None:
    assert open_page("five").run("text => kg.findRelations(text)", text) == []


def test_pairings_of_a_field_are_asked_for_with_their_number(open_page) -> None:
    seen = open_page("five")
    edges = seen.run("JSON.parse(document.querySelector('#kg-data').textContent).edges")
    wanted = {
        edge["id"]
        for edge in edges
        if edge["relation"] == "Pairing" and "field/tourism" in [f["id"] for f in edge["fields"]]
    }
    assert len(wanted) > 1
    seen.page.select_option("#field", "field/tourism")
    lines = {label["line"] for label in seen.labels() if label["line"]}
    assert lines
    assert lines <= wanted
    assert f" {len(wanted)} " in seen.page.inner_text("#fieldNote")
    assert "field=tourism" in seen.run("location.hash")
    answers = seen.page.locator("#panel li.tie")
    assert answers.count() == len(wanted)
    assert seen.page.locator("#panel li.tie .ref").count() >= len(wanted)
    answers.first.locator("button").click()
    assert seen.run("kg.state.kind") == "claim"
    seen.page.select_option("#field", "")
    assert len({label["line"] for label in seen.labels()}) > len(lines)


def test_a_field_holds_what_is_narrower_and_its_link_opens_the_same(open_page) -> None:
    seen = open_page("five", fragment="#view=list&field=industry")
    fields = seen.run("JSON.parse(document.querySelector('#kg-data').textContent).fields")
    narrower = {one["id"] for one in fields if "field/industry" in one["broader"]}
    rows = seen.page.locator("tr[data-edge]:visible")
    assert seen.page.locator("#field").input_value() == "field/industry"
    assert rows.count() > 5
    shown = seen.run(
        """() => { const all = JSON.parse(document.querySelector('#kg-data').textContent).edges;
        const by = new Map(all.map((edge) => [edge.id, edge]));
        return [...document.querySelectorAll('tr[data-edge]')].filter((row) => !row.hidden)
          .map((row) => by.get(row.dataset.edge)).filter((edge) => edge.relation !== 'within')
          .map((edge) => edge.fields.map((field) => field.id)); }"""
    )
    assert all(set(found) & (narrower | {"field/industry"}) for found in shown)
    assert any("field/industry" not in found for found in shown)


@pytest.mark.parametrize(
    ("fragment", "title"),
    [
        ("", "区域合作地图"),
        ("#place/dandong", "丹东市 · 区域合作地图"),
        ("#lang=en&place/dandong", "Dandong · Map of regional cooperation"),
        ("#claim=pairing/dandong-yangzhou", "丹东市—扬州市 · 区域合作地图"),
        ("#path=place/dandong,place/pudong", "丹东市—浦东新区 · 区域合作地图"),
    ],
)
def test_the_tab_says_what_is_shown(open_page, fragment, title) -> None:
    assert open_page(fragment=fragment).page.title() == title


def test_the_link_of_a_file_is_said_to_open_here_only(open_page) -> None:
    seen = open_page()
    seen.page.click("#export summary")
    seen.page.click("#copyLink")
    seen.page.wait_for_selector("#status:has-text('只能在这台电脑上打开')")


def test_code_to_embed_is_offered_where_others_may_frame_the_page(open_page) -> None:
    seen = open_page()
    seen.page.click("#export summary")
    assert seen.page.is_visible("#copyEmbed")
    assert seen.page.is_hidden("#noEmbed")
    # The server refuses to be framed by others, and its menu says what to do instead.
    seen = open_page("served", "#lang=en")
    seen.page.click("#export summary")
    assert seen.page.is_hidden("#copyEmbed")
    assert "kg site" in seen.page.inner_text("#noEmbed")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wider_date_stands_under_the_same_word_as_the_nearer_one(open_page, lang) -> None:
    seen = open_page("packaged", f"#claim=pairing/dalian-shanghai&lang={lang}")
    heads = seen.page.locator("#panel dl").first.locator("dt").all_inner_texts()
    assert len(heads) == len(set(heads))
    since = {"zh": "起始", "en": "Since"}[lang]
    told = f"""[...document.querySelectorAll('#panel dt')]
      .find((one) => one.textContent === '{since}')
      .nextElementSibling.nextElementSibling.textContent"""
    assert seen.run(told).startswith("2017[")
