"""Words that the pages of the server and those of a site share."""

from __future__ import annotations

from kg.errors import Text

__all__ = ["PAGES"]

PAGES = {
    "ask": Text(
        "谁与谁结对，哪份文件说的，截至何时，原文何处",
        "Who is paired with whom, which document says so, as of when, and where in it",
    ),
    "for_example": Text("例如：", "For example:"),
    "whole_map": Text("结对地图", "The map of pairings"),
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
    "no_place": Text("位置不详", "no place"),
    "title": Text("区域合作知识图谱", "Regional Cooperation in China"),
    "skip": Text("跳到正文", "Skip to content"),
    "find_label": Text("按名称查找", "Find by name"),
    "other_language": Text("English", "中文"),
    "csv": Text("下载 CSV", "Download CSV"),
    "inferred": Text("推断", "inferred"),
    "undated": Text("日期不详", "no date"),
}
