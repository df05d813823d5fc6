"""The words of the site, in both languages."""

from __future__ import annotations

from kg.errors import Text

__all__ = ["WORDS"]

WORDS = {
    "title": Text("区域合作知识图谱", "Regional Cooperation in China"),
    "skip": Text("跳到正文", "Skip to content"),
    "other_language": Text("English", "中文"),
    "find": Text("地区、机构、园区、结对……", "Place, organization, park, pairing …"),
    "find_label": Text("按名称查找", "Find by name"),
    "no_hit": Text("没有这个名称", "No such name"),
    "no_script": Text(
        "查找要用脚本；也可从下面的清单进入。",
        "The search needs scripts; the lists below lead to every page.",
    ),
    "ask": Text(
        "谁与谁结对，哪份文件说的，截至何时，原文何处",
        "Who is paired with whom, which document says so, as of when, and where in it",
    ),
    "for_example": Text("例如：", "For example:"),
    "map": Text("结对地图", "The map of pairings"),
    "questions": Text("问题和答案", "Questions and answers"),
    "terms": Text("本体", "Ontology"),
    "downloads": Text("下载", "Downloads"),
    "about": Text("说明", "About"),
    "propose": Text("补充一对", "Propose a pairing"),
    "lists": Text("全部页面", "All pages"),
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
    "rested": Text("以此为据的陈述，按在文中的位置", "What rests on it, by place in the text"),
    "nothing_rests": Text("没有陈述以此为据。", "No claim rests on it."),
    "no_place": Text("位置不详", "no place"),
    "source": Text("来源", "source"),
    "publisher": Text("发布者", "Publisher"),
    "date": Text("日期", "Date"),
    "undated": Text("日期不详", "no date"),
    "inferred": Text("推断", "inferred"),
    "reliability": Text("可靠程度", "Reliability"),
    "address": Text("原文网址", "Address"),
    "notes": Text("编者附记", "Editors’ notes"),
    "rows": Text("{n} 行", "{n} rows"),
    "no_rows": Text("没有结果。", "No results."),
    "more_rows": Text(
        "这里只列前 {n} 行，CSV 里是全部。", "The first {n} rows are shown; the CSV has all."
    ),
    "csv": Text("下载 CSV", "Download CSV"),
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
