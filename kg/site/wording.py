"""The words of the site, in both languages."""

from __future__ import annotations

from kg.errors import Text
from kg.maps.wording_pages import PAGES

__all__ = ["WORDS"]

WORDS = PAGES | {
    "find": Text("地区、机构、园区、结对……", "Place, organization, park, pairing …"),
    "no_hit": Text("没有这个名称", "No such name"),
    "no_script": Text(
        "查找要用脚本；也可从下面的清单进入。",
        "The search needs scripts; the lists below lead to every page.",
    ),
    "questions": Text("问题和答案", "Questions and answers"),
    "terms": Text("本体", "Ontology"),
    "downloads": Text("下载", "Downloads"),
    "about": Text("说明", "About"),
    "propose": Text("补充一对", "Propose a pairing"),
    "lists": Text("全部页面", "All pages"),
    "nothing_rests": Text("没有陈述以此为据。", "No claim rests on it."),
    "source": Text("来源", "source"),
    "publisher": Text("发布者", "Publisher"),
    "date": Text("日期", "Date"),
    "reliability": Text("可靠程度", "Reliability"),
    "address": Text("原文网址", "Address"),
    "notes": Text("编者附记", "Editors’ notes"),
    "rows": Text("{n} 行", "{n} rows"),
    "no_rows": Text("没有结果。", "No results."),
    "more_rows": Text(
        "这里只列前 {n} 行，CSV 里是全部。", "The first {n} rows are shown; the CSV has all."
    ),
    "asked_with": Text("问的是", "Asked with"),
    "ask_else": Text(
        "要换成别的条件，请在本机运行：", "To ask with other values, run this where the data are:"
    ),
    "sparql": Text("查询语句（SPARQL）", "The query (SPARQL)"),
    "version": Text("数据版本 {version}（{build}）", "data version {version}, build {build}"),
    "licence": Text(
        "数据采用 CC BY 4.0；事实本身不受著作权约束。",
        "Data under CC BY 4.0; facts themselves are free.",
    ),
    "classes": Text("类", "Classes"),
    "properties": Text("属性", "Properties"),
    "concepts": Text("词表", "Vocabularies"),
    "subclass": Text("属于", "Below"),
    "domain": Text("用于", "Of"),
    "range": Text("取值", "Value"),
    "text_value": Text("文字", "text"),
    "file": Text("文件", "File"),
    "size": Text("大小", "Size"),
    "what": Text("内容", "What it holds"),
}
