"""The words of the query page, in both languages."""

from __future__ import annotations

from kg.errors import Text
from kg.maps.wording_pages import PAGES

__all__ = ["WORDS"]

WORDS = PAGES | {
    "examples": Text(
        "大连|沪连|吉林省—浙江省|对口支援新疆（2010年起）",
        "Dalian|Dalian–Shanghai|Jilin–Zhejiang|Counterpart Support for Xinjiang (from 2010)",
    ),
    "questions_and_sparql": Text("现成的问题和 SPARQL", "Questions and SPARQL"),
    "everything": Text("全部记载", "All that is recorded"),
    "where_found": Text("出处", "Where it is said"),
    "lead": Text(
        "谁与谁结对，哪份文件说的，截至何时，原文何处。选一个问题，或直接写 SPARQL。",
        "Who is paired with whom, which document says so, as of when, and where in the text. "
        "Choose a question, or write SPARQL.",
    ),
    "skip_query": Text("跳过问题，直接写查询语句", "Skip the questions, write a query"),
    "find": Text("地区、机构、园区……", "Place, organisation, park …"),
    "go": Text("查找", "Find"),
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
