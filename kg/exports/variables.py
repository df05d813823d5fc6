"""Variables of exported tables: names that SPSS and Stata accept, and what they mean."""

from __future__ import annotations

from typing import NamedTuple

from kg.errors import Text

__all__ = ["VARIABLES", "Variable", "codebook"]


class Variable(NamedTuple):
    """A column: its label, its kind (``text``, ``number``, ``code``) and what it holds."""

    label: Text
    kind: str
    meaning: Text


def _of(zh: str, en: str, kind: str, zh_meaning: str, en_meaning: str) -> Variable:
    return Variable(Text(zh, en), kind, Text(zh_meaning, en_meaning))


# Lower case, ASCII, at most 32 characters, no word that SPSS or Stata reserves.
VARIABLES = {
    "node_id": _of("编号", "id", "code", "图谱中的编号", "id in the graph"),
    "node_type": _of("类", "class", "code", "本体中的类名", "class of the ontology"),
    "name_zh": _of("中文名", "Chinese name", "text", "全称", "full name"),
    "name_en": _of("英文名", "English name", "text", "英文名", "English name"),
    "gb2260": _of(
        "行政区划代码", "GB/T 2260 code", "code", "确有代码才填", "only where a code exists"
    ),
    "adm_level": _of(
        "级别",
        "level",
        "number",
        "0 省级，1 地级，2 县级和园区，3 乡级；其他为空",
        "0 province, 1 prefecture, 2 county and parks, 3 township; else empty",
    ),
    "lat": _of("纬度", "latitude", "number", "WGS84，单位度", "WGS84, degrees"),
    "lon": _of("经度", "longitude", "number", "WGS84，单位度", "WGS84, degrees"),
    "province_zh": _of("所在省份", "province", "text", "所在省份的名称", "province it lies in"),
    "a_id": _of("甲方编号", "first end", "code", "边的一端；有向关系的起点", "one end, or start"),
    "a_zh": _of("甲方名称", "name of first end", "text", "中文名", "Chinese name"),
    "a_en": _of("甲方英文名", "English name of first end", "text", "英文名", "English name"),
    "a_gb2260": _of("甲方代码", "code of first end", "code", "行政区划代码", "GB/T 2260 code"),
    "b_id": _of(
        "乙方编号", "other end", "code", "边的另一端；有向关系的终点", "other end, or goal"
    ),
    "b_zh": _of("乙方名称", "name of other end", "text", "中文名", "Chinese name"),
    "b_en": _of("乙方英文名", "English name of other end", "text", "英文名", "English name"),
    "b_gb2260": _of("乙方代码", "code of other end", "code", "行政区划代码", "GB/T 2260 code"),
    "relation": _of("关系", "relation", "code", "本体中的术语", "term of the ontology"),
    "relation_zh": _of("关系名称", "name of the relation", "text", "中文名", "Chinese name"),
    "directed": _of("有向", "directed", "number", "1 有向，0 无向", "1 directed, 0 not"),
    "claim_id": _of("陈述编号", "claim", "code", "说出这一关系的陈述", "the claim that states it"),
    "claim_type": _of("陈述的类", "class of the claim", "code", "本体中的类名", "class"),
    "property": _of("属性", "property", "code", "本体中的属性名", "property of the ontology"),
    "value": _of(
        "值", "value", "text", "编号或如原文所示的值", "id of what it leads to, or the value itself"
    ),
    "value_zh": _of("值的中文名", "Chinese name of the value", "text", "实体或概念才有", "of ids"),
    "value_en": _of("值的英文名", "English name of the value", "text", "实体或概念才有", "of ids"),
    "language": _of("语言", "language", "code", "文字的语言", "language of a text"),
    "source_id": _of("来源编号", "source", "code", "说出这个值的来源", "who states the value"),
    "read_by": _of(
        "由程序读出", "read by a program", "code", "未经核对，读出它的规则", "rule, unchecked"
    ),
    "form_id": _of("形式", "form", "code", "概念编号", "id of the concept"),
    "stage_id": _of("阶段", "stage", "code", "概念编号", "id of the concept"),
    "programme_id": _of("合作计划", "programme", "code", "计划编号", "id of the programme"),
    "field_ids": _of("领域", "fields", "code", "概念编号，以 | 分隔", "concepts, separated by |"),
    "since": _of("起始", "since", "text", "如原文所示的精度", "as sharp as printed"),
    "until": _of("截止", "until", "text", "如原文所示的精度", "as sharp as printed"),
    "facts": _of(
        "其他内容",
        "other facts",
        "text",
        "来源关于这条陈述所说的，各为“属性=值”，以；分隔",
        "what else sources say of the claim: property=value, separated by ；",
    ),
    "n_sources": _of("来源数", "number of sources", "number", "不同的来源", "different sources"),
    "source_ids": _of("来源编号", "sources", "code", "以 | 分隔", "separated by |"),
    "source_titles": _of("来源标题", "titles", "text", "以 | 分隔", "separated by |"),
    "issued": _of("发布日期", "issued", "text", "各来源的，以 | 分隔", "of each source, by |"),
    "locators": _of("位置", "places", "text", "原文中的位置，以 | 分隔", "where in it, by |"),
    "spans": _of(
        "字符区间",
        "characters",
        "text",
        "编号:起-止，以 | 分隔；网页无原文则为空",
        "id:start-end, by |; empty where no text is stored",
    ),
    "urls": _of("网址", "addresses", "text", "以 | 分隔", "separated by |"),
    "year": _of("年份", "year", "number", "公历年", "calendar year"),
    "tie_weight": _of("边权", "weight", "number", "把两者联系起来的陈述数", "number of claims"),
    "in_force": _of(
        "有效",
        "in force",
        "number",
        "1 该年有注明起始日期的陈述可能有效；空为未注明日期，不是 0",
        "1 a dated claim may hold in that year; empty where undated, which is not 0",
    ),
    "in_force_certain": _of(
        "确定有效",
        "certainly in force",
        "number",
        "1 其中有陈述确定该年全年有效",
        "1 one of them holds for certain on every day of that year",
    ),
    "n_reports": _of(
        "当年报道数", "reports", "number", "当年发布并说到的来源数", "sources issued that year"
    ),
    "v": _of(
        "行号", "row", "code", "这一行在矩阵中的列名", "the column of the matrix for this row"
    ),
    "id": _of("来源编号", "source", "code", "来源在图谱中的编号", "id of the source in the graph"),
    "title": _of("标题", "title", "text", "文件标题", "title of the document"),
    "publisher": _of("发布者", "publisher", "text", "发布的机构或媒体", "who published it"),
    "inferred": _of(
        "日期为推断", "date inferred", "code", "True 发布日期为推断", "True if issued is inferred"
    ),
    "reliability": _of(
        "来源性质", "reliability", "code", "本体中的概念", "concept of the ontology"
    ),
    "url": _of("网址", "address", "text", "网页地址", "address of the page"),
    "claim_ids": _of("陈述编号", "claims", "code", "以 | 分隔", "separated by |"),
}


def codebook(names: list[str]) -> list[list[str]]:
    """The variables of a table: name, labels, kind, meaning in both languages.

    >>> codebook(["year"])[1][:3]
    ['year', '年份', 'year']
    """
    heads = ["variable", "label_zh", "label_en", "kind", "meaning_zh", "meaning_en"]
    rows = []
    for name in names:
        known = VARIABLES.get(name)
        if known:
            rows.append([name, *known.label, known.kind, *known.meaning])
    return [heads, *rows]
