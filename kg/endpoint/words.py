"""The words of the query page, in both languages."""

from __future__ import annotations

from kg.errors import Text

__all__ = ["WORDS"]

WORDS = {
    "ask": Text(
        "谁与谁结对，哪份文件说的，截至何时，原文何处",
        "Who is paired with whom, which document says so, as of when, and where in it",
    ),
    "examples": Text(
        "大连|沪连|吉林省—浙江省|对口支援新疆（2010年起）",
        "Dalian|Dalian–Shanghai|Jilin–Zhejiang|Counterpart Support for Xinjiang (from 2010)",
    ),
    "for_example": Text("例如：", "For example:"),
    "whole_map": Text("结对地图", "The map of pairings"),
    "questions_and_sparql": Text("现成的问题和 SPARQL", "Questions and SPARQL"),
    "programmes": Text(
        "合作计划：公布了多少，图谱里有多少", "Programmes: what is announced, what is here"
    ),
    "programme": Text("合作计划", "programme"),
    "announced": Text("公布", "announced"),
    "here": Text("收录", "here"),
    "wanted": Text("待查", "wanted"),
    "announced_is_not": Text(
        "公布的不等于落实的，没有收录不等于没有。",
        "What is announced is not delivered; what is not here is not denied.",
    ),
    "lines": Text(
        "图谱中的 {n} 对；只画海岸，不画任何边界。",
        "The {n} pairs of the graph; coasts only, no border of any kind.",
    ),
    "everything": Text("全部记载", "All that is recorded"),
    "rested": Text("以此为据的陈述，按在文中的位置", "What rests on it, by place in the text"),
    "no_place": Text("位置不详", "no place"),
    "where_found": Text("出处", "Where it is said"),
    "title": Text("区域合作知识图谱", "Regional Cooperation in China"),
    "lead": Text(
        "谁与谁结对，哪份文件说的，截至何时，原文何处。选一个问题，或直接写 SPARQL。",
        "Who is paired with whom, which document says so, as of when, and where in the text. "
        "Choose a question, or write SPARQL.",
    ),
    "skip": Text("跳到正文", "Skip to content"),
    "skip_query": Text("跳过问题，直接写查询语句", "Skip the questions, write a query"),
    "find": Text("地区、机构、园区……", "Place, organisation, park …"),
    "find_label": Text("按名称查找", "Find by name"),
    "go": Text("查找", "Find"),
    "other_language": Text("English", "中文"),
    "questions": Text("问题", "Questions"),
    "filter": Text("筛选问题", "Filter the questions"),
    "query": Text("查询语句（SPARQL）", "Query (SPARQL)"),
    "run": Text("运行", "Run"),
    "run_hint": Text("按 Ctrl + Enter 也可运行。", "Ctrl + Enter runs it."),
    "running": Text("正在查询……", "Running …"),
    "rows": Text("{n} 行，{t} 秒", "{n} rows, {t} s"),
    "row": Text("1 行，{t} 秒", "1 row, {t} s"),
    "triples": Text("三元组，{t} 秒", "triples, {t} s"),
    "more": Text(
        "只显示前 {n} 行，后面还有；下载 CSV 可得全部。",
        "Only the first {n} rows are shown; there are more. The CSV has all of them.",
    ),
    "none": Text("没有结果。", "No results."),
    "table": Text("表格", "Table"),
    "network": Text("网络图", "Network"),
    "address": Text("{n}（编号）", "{n} (id)"),
    "csv": Text("下载 CSV", "Download CSV"),
    "no_entities": Text(
        "结果里没有可以画出的实体。", "The results hold no entity that could be drawn."
    ),
    "failed": Text("服务器没有答复。", "The server did not answer."),
    "no_question": Text("没有符合的问题。", "No question fits."),
    "results": Text("结果", "Results"),
    "fill": Text("填入条件", "Fill in"),
    "names": Text("又名", "Also"),
    "facts": Text("基本情况", "Facts"),
    "relations": Text("关系", "Relations"),
    "sources": Text("来源", "Sources"),
    "map": Text("网络图", "Map"),
    "map_large": Text("在新页打开", "Open in full"),
    "data": Text("数据", "Data"),
    "inferred": Text("推断", "inferred"),
    "undated": Text("日期不详", "no date"),
    "link": Text("原文链接", "link"),
    "characters": Text("第 {n} 字", "characters {n}"),
    "missing": Text("没有找到", "Not found"),
    "similar": Text("是不是要找：", "Did you mean:"),
    "home": Text("回到首页", "Back to the first page"),
    "refused": Text("没有做成", "That did not work"),
    "endpoint": Text("SPARQL 端点", "SPARQL endpoint"),
    "api": Text("网页接口", "Web API"),
    "editors": Text("编者附记", "Editors' notes"),
    "conflict": Text("来源不一", "sources differ"),
    "prefixes": Text("常用前缀已经声明，不必再写。", "The usual prefixes are declared already."),
}
