"""Write docs/json.md and docs/json.zh.md: what every question answers, from `kg.records`.

Example:
    python tools/make_json_docs.py
"""

from __future__ import annotations

from pathlib import Path
from types import NoneType
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from kg.asking import QUESTIONS
from kg.endpoint.declared import TYPES, answered

ROOT = Path(__file__).resolve().parents[1]
PLAIN = {
    str: ("文字", "text"),
    int: ("整数", "whole number"),
    float: ("数", "number"),
    bool: ("true 或 false", "true or false"),
    NoneType: ("null", "null"),
}
# Questions whose answers are no records of the contract.
OTHERS = {"dataset", "frame", "map", "open", "query", "query_text"}

HEAD = {
    "en": """# JSON: the contract

What `--format json`, the [web API](operations.md) and [Python](python.md) give. Made by
`tools/make_json_docs.py` from `kg/records`, as the schemas of `/api/openapi.json` are; a test
holds every answer against them, and nothing else may stand in one.

Tokens never depend on the language. Dates are ISO, as sharp as printed; a range is
`2018-03/2018-06`. Where sources differ, a value is null and `conflicts` names it. Offsets count
code points of the raw text, half-open; they are null where no text is kept.

## Questions

| question | answer |
|---|---|
""",
    "zh": """# JSON 约定

`--format json`、[网页接口](operations.zh.md)和 [Python](python.zh.md) 给出的内容。本页由
`tools/make_json_docs.py` 据 `kg/records` 生成，`/api/openapi.json` 的模式也由此而来；
有测试逐一核对，答案里不会有约定之外的内容。

键名和代码不随界面语言而变。日期用 ISO 写法，精度同原文；一段时间写作 `2018-03/2018-06`。
各来源说法不一时，值为 null，并由 `conflicts` 列出。位置按原文的字符数计，含起不含止；
没有存原文的为 null。

## 问题

| 问题 | 答案 |
|---|---|
""",
}
SHAPES = {
    "en": "\n## Records\n\nA key marked ° may be missing.\n",
    "zh": "\n## 记录\n\n标 ° 的键可以没有。\n",
}
KEYS = {"en": "| key | value |\n|---|---|\n", "zh": "| 键 | 值 |\n|---|---|\n"}

# The first lines of the docstrings, in Chinese.
WORDS = {
    "Agreement": "来源报告的协议。",
    "Candidate": "一个名称可能指的实体，以及所在地、代码、级别；完全相符时 `score` 为 100。",
    "Change": "一样东西在一个来源里的一处变化；`others` 是前后都有这条陈述的其他来源。",
    "ChangedProperty": "一个属性只有先前（`was`）或只有后来（`is`）才有的值。",
    "ChangedThing": "变化的是什么，属于哪一类。",
    "Citation": "一个来源，或一条陈述在一个来源中的引用格式。",
    "Communities": "网络的社群，以及划分的方法。",
    "Community": "抱成一团的实体。",
    "Compared": "一个方面、领域、点名的实体或结对，以及各方案里的哪几项任务；"
    "`only` 写明只有哪一份方案有。方案在任务之外写明的结对没有任务。",
    "ComparedPlan": "一份方案，以及图谱里它的方面数、任务数和保障措施数。",
    "Comparison": "两份方案并排比较。",
    "Concept": "词表中的一个词：形式、领域、阶段、项目、指标或单位。",
    "Conflict": "各来源的说法不能同时成立的属性。",
    "Correction": "编辑更正了什么：来源写错的，或从来源误录的。",
    "Counted": "来源说到一类中的多少个，图谱里共有多少个。",
    "CountedPairings": "按机制、合作计划、级别、年代或来源分级，各有多少条结对。",
    "CountedSource": "一个来源及以它为据的陈述数；`alone` 是只以它为据的。",
    "Coverage": "网络以什么为据。",
    "Digest": "一条陈述的概要；阶段不止一个时 `stage` 为最后一个，矛盾的为 null，见 `conflicts`。",
    "Entity": "有名称的事物；`type` 是它的类的本地名。",
    "Fact": "实体的一个属性及其一个值。",
    "Figure": "来源报告的数字；数值按基本单位计，`printed` 照录原文。",
    "Found": "查到的，以及说到它的来源；不是按名称、而是在文字里查到的，`words` 是那些文字。",
    "Gap": "来源留下的空白；是任务的，`plan` 是它所在的方案。",
    "Happening": "有日期的事。",
    "Hop": "路径中的一步；`relation` 是关系的本地名，名称是这一步的说法。",
    "Leaning": "多数陈述的一端在哪里：地方，以及有多少条。",
    "Listed": "某一类中的一个；`properties` 按本地名列出属性。",
    "NumberedTask": "方案里的一项任务及其编号。",
    "Matched": "外来的一个名称；只有一个实体可指时才有 `entity`。",
    "Names": "实体的全部名称，按语言。",
    "OpenPartner": "来源没有点名的合作方，照录原文。",
    "Standing": "一条陈述的结束有何依据，以及到所问之时是否已经结束；"
    "不问日期的，到最晚的来源为止。",
    "PartnerRow": "据一条陈述而来的合作方；`of` 是所问的实体，或它下级的实体。"
    "先后到了几个阶段的，`stage` 是最后一个，`progress` 逐一列出。",
    "Passage": "原文中的一处，以及以此为据的陈述；一字不差的 `exact` 为 true。",
    "PathRecord": "两个实体之间的一条路，用一句话说明，注有来源号。",
    "Progress": "一条陈述到过的一个阶段，及最早说到它的日期（没有截至日期的，用发布日期）。",
    "Rank": "实体的一项指标值；值相同则名次相同。",
    "Relation": "实体的一项关系，指出（`out`）或指入（`in`），附另一端陈述的概要。",
    "Said": "来源或编辑所用语言的文字。",
    "Shown": "关于一个实体的全部已知内容；`progress` 是它自己的进展；有关系未列出时才有 `totals`。",
    "Source": "一个来源及其中的一处，每段依据一条；没有原文的，位置为 null。",
    "SourceFacts": "一份文件；日期是推断的，`inferred` 为 true。",
    "SourceRow": "来源清单中的一份文件，它以自身为来源。",
    "Span": "一处依据：从第几个字到第几个字，含起不含止。",
    "Stated": "属性的几个值之一，以及给出它的来源。",
    "Stats": "图谱里有什么，它的网络怎样连在一起。",
    "Task": "方案的一项任务。",
    "Words": "两种语言的文字。",
    "CountedGroup": "来源只报总数、没有逐一点名的成组结对：多少对，其中图谱里有名的多少对。",
    "Covered": "一轮合作计划公布了多少对，图谱里有多少（按最好的来源分级），还缺哪些。",
    "Line": "两点之间的一对，按 IRI；`directed` 表示由 `one` 支援 `other`。",
    "Quoted": "来源及其中的一处；手边有原文的，附短短一段引文。",
    "Rested": "以一份文件为据的一条陈述，以及它在文中的位置。",
    "SaidRow": "一个属性，以及各来源给出的全部说法。",
    "SaidTable": "关于一条陈述谁说了什么：来源按日期排列，日期不详的在后。",
    "SaidValue": "属性的一个值，以及给出它的来源；与别的来源相矛盾的，`disputed` 为 true。",
    "Sheet": "一样东西的证据页上的全部内容；`pairings` 是它自己的结对，`beneath` 是它之下的；"
    "`earlier`、`later` 是同样双方在前、在后的其他结对，`others` 是时间无从比较的；"
    "`left_out` 写明各有多少没有列出，`texts` 是可以引用原文的来源。",
    "Spot": "一个地方的位置；自己没有坐标的，标在它所在的 `inside`。",
    "Tiers": "按最好的来源分级的结对数。",
    "Wanted": "已经公布或很可能有、但还没有找到页面的一对。",
}


def pages() -> dict[str, str]:
    """The two pages by name."""
    return {f"{name}.md": _page(lang) for name, lang in (("json", "en"), ("json.zh", "zh"))}


def _page(lang: str) -> str:
    asked = sorted(set(QUESTIONS) - OTHERS)
    text = HEAD[lang] + "".join(f"| `{name}` | {_kind(answered(name), lang)} |\n" for name in asked)
    text += SHAPES[lang]
    for name, kind in sorted(TYPES.items()):
        first = (kind.__doc__ or "").partition("\n")[0].replace("``", "`")
        text += f"\n### {name}\n\n{WORDS[name] if lang == 'zh' else first}\n\n{KEYS[lang]}"
        for key, hint in sorted(get_type_hints(kind, include_extras=True).items()):
            optional = get_origin(hint) is NotRequired
            shown = _kind(get_args(hint)[0] if optional else hint, lang)
            text += f"| `{key}`{'°' if optional else ''} | {shown} |\n"
    return text


def _kind(hint: Any, lang: str) -> str:
    english = lang == "en"
    if is_typeddict(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if hint in PLAIN:
        return PLAIN[hint][english]
    among = get_args(hint)
    if get_origin(hint) is Literal:
        return (" or " if english else " 或 ").join(f"`{one}`" for one in among)
    inner = [_kind(one, lang) for one in among]
    if get_origin(hint) is list:
        return f"list of {inner[0]}" if english else f"{inner[0]}的列表"
    if get_origin(hint) is dict:
        return f"{inner[1]} by name" if english else f"按名称列出的{inner[1]}"
    return (" or " if english else "或").join(inner)


if __name__ == "__main__":
    for name, text in pages().items():
        (ROOT / "docs" / name).write_text(text, encoding="utf-8", newline="\n")
