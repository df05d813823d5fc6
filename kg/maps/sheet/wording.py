"""The words of the evidence sheet, in both languages."""

from __future__ import annotations

from kg.errors import Text

__all__ = ["WORDS"]

WORDS = {
    "sheet": Text("证据页", "Evidence sheet"),
    "names": Text("又名", "Also"),
    "said": Text("谁说了什么", "Who said what"),
    "how": Text(
        "一列一个来源，按日期排列；⚠ 为说法不一，— 为该来源没有说。点开一格看出处。",
        "A column for each source, by date; ⚠ where they differ, — where one is silent. "
        "Open a cell to see where it stands.",
    ),
    "how_listed": Text(
        "一行一种说法，后面是给出它的来源；⚠ 为说法不一。点开看出处。",
        "A line for each value with the sources that give it; ⚠ where they differ. Open one to see "
        "where it stands.",
    ),
    "differs": Text("说法不一", "sources differ"),
    "silent": Text("没有说", "silent"),
    "where": Text("在哪里", "Where they are"),
    "no_borders": Text(
        "只画海岸，不画任何边界（Natural Earth）。",
        "Coasts only, no border of any kind (Natural Earth).",
    ),
    "directed": Text("箭头由支援方指向受援方。", "Arrows lead from who supports."),
    "inside": Text(
        "空心：没有自己的坐标，标在所在地 {0}。", "Hollow: no point of its own, shown at {0}."
    ),
    "unplaced": Text("没有画出：{0}。", "Not drawn: {0}."),
    "strip": Text("来源的日期", "Dates of the sources"),
    "undated": Text("{0} 个来源日期不详", "{0} sources have no date"),
    "no_date": Text("日期不详", "no date"),
    "inferred": Text("推定", "inferred"),
    "pairings": Text("结对", "Pairings"),
    "stated": Text("其中写明的结对", "Pairings that it states"),
    "beneath": Text("其下的结对", "Pairings beneath"),
    "counted": Text(
        "{0}：来源说有 {1} 对，图谱有名的 {2} 对", "{0}: {1} by the source, {2} here by name"
    ),
    "uncounted": Text(
        "{0}：来源没有说几对，图谱有名的 {1} 对", "{0}: no number given, {1} here by name"
    ),
    "siblings": Text("同属一个上级的结对", "Pairings under the same one"),
    "earlier": Text("任一方此前的其他结对", "Earlier pairings of either"),
    "later": Text("任一方此后的其他结对", "Later pairings of either"),
    "others": Text(
        "任一方的其他结对（时间重叠，或无从比较）",
        "Other pairings of either (overlapping, or undated)",
    ),
    "more": Text("另有 {0} 对", "{0} more"),
    "more_figures": Text("另有 {0} 个数字", "{0} more figures"),
    "more_said": Text(
        "另有 {0} 条陈述没有列在这里，各有自己的证据页。",
        "{0} more claims are not shown here; each has a sheet of its own.",
    ),
    "coverage": Text("这一轮收录了多少", "How much of the programme is here"),
    "announced": Text("公布 {0} 对", "{0} announced"),
    "not_announced": Text("公布的对数未详", "number announced not told"),
    "here": Text("图谱有 {0} 对（{1}）", "{0} here ({1})"),
    "wanted": Text("待查 {0} 对", "{0} wanted"),
    "denial": Text("没有收录，不等于没有。", "What is not here is not denied."),
    "figures": Text("数字", "Figures"),
    "as_of": Text("截至 {0}", "as of {0}"),
    "no_as_of": Text("截至时间未注明", "as of: not told"),
    "add": Text("口径不同，不能相加。", "Of different basis: they do not add up."),
    "editors": Text("编者附记", "Editors’ notes"),
    "sources": Text("来源", "Sources"),
    "original": Text("原文", "original"),
    "characters": Text("第 {0} 字符", "characters {0}"),
    "more_places": Text("等 {0} 处", "and {0} places in all"),
    "no_place": Text("没有存原文，位置不详", "no text kept, no place in it"),
    "no_texts": Text(
        "手边没有原文，本页没有引文；有原文的可用 kg sheet --sources DIR 生成。",
        "No texts were at hand, so nothing is quoted; `kg sheet --sources DIR` quotes those that "
        "you have.",
    ),
    "some_texts": Text(
        "引文每处至多 80 字，取自手边的原文（来源 {0}），经 SHA-256 核对；引文不在数据许可之内。",
        "Quotations have at most 80 characters, from the texts at hand (sources {0}), checked by "
        "SHA-256; they are not under the licence of the data.",
    ),
    "cite": Text("引用这一页", "To cite this page"),
    "link": Text("永久地址", "Permanent link"),
    "report": Text("发现错误？", "An error?"),
    "how_report": Text(
        "请记下编号 {0}、是哪个来源的哪一处、应为什么，写成 corrections.csv 的一行交给数据的编者。",
        "Note the id {0}, which source and place it is about and what it should be: one row of "
        "corrections.csv for the editors of the data.",
    ),
    "data": Text("数据版本 {0}（{1}），CC BY 4.0", "Data version {0} ({1}), CC BY 4.0"),
    "supports": Text("支援", "supports"),
    "read_by": Text("由规则读出，未经人核对", "read by a rule, seen by nobody"),
    "ends": Text("双方", "Partners"),
    "mechanism": Text("机制", "Mechanism"),
    "since": Text("起止", "Dates"),
    "stage": Text("阶段", "Stage"),
}
