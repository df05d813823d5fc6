"""The words of what can be asked of relations on a page: how firm, by what, in which table."""

# ruff: noqa: E501, ISC004 (one entry, one line per language; Chinese counts double)

from __future__ import annotations

__all__ = ["ASKED"]

ASKED: dict[str, tuple[str, str]] = {
    # how firmly
    "evidence": ("{0} 份来源，最可靠的是：{1}", "{0} sources, the most reliable of them: {1}"),
    "unknownGrade": ("未注明", "not stated"),
    "stageSigns": ("线型：进展到哪一步", "Line: how far it has come"),
    "stageWords": ("各阶段的含义", "What the stages mean"),
    "phase_planned": ("计划", "planned"),
    "phase_signed": ("确立或签约", "established or signed"),
    "phase_implemented": ("落实", "implemented"),
    "phase_ended": ("中止或终止", "suspended or ended"),
    "phase_unknown": ("来源没有写阶段", "no stage stated"),
    "dotSigns": ("圆点：谁这样说", "Dots: who says so"),
    "dotNote": (
        "一点是一份来源，最可靠的在前；多于 {0} 份的，一个点加数目。",
        "One dot for each source, the most reliable first; more than {0} are one dot and their number.",
    ),
    # facets
    "fieldHit": ("领域，{0} 条结对", "field, {0} pairings"),
    "exportGeojson": ("GeoJSON 点", "GeoJSON points"),
    "facets": ("只看", "Show only"),
    "moreFacets": ("更多条件", "More to ask by"),
    "clear": ("清除", "Clear"),
    "any": ("不限", "any"),
    "facet_between": ("省际", "Provinces"),
    "inside": ("{0}内部", "inside {0}"),
    "geoGatheredShort": (
        "按省合并：支援方粗、受援方细；点选看逐条，放大看各地",
        "By province, broad at who supports; select a band, zoom in for places",
    ),
    "geoGathered": (
        "按省合并：一条带是两省之间的全部结对，数字是几条，由支援方（粗）到受援方（细），圆环是省内结对；点选看逐条，放大看各地。不画任何边界。",
        "Gathered by province: a band is all pairings between two, with their number, from who supports (broad) to who is "
        "supported (narrow); a ring, those inside one. Select one for its rows, zoom in for places. No borders of any kind.",
    ),
    "facet_mechanism": ("机制", "Mechanism"),
    "facet_programme": ("轮次", "Round"),
    "facet_direction": ("方向", "Direction"),
    "facet_supporter": ("支援方", "Supporting"),
    "facet_supported": ("受援方", "Supported"),
    "facet_stage": ("进展", "Progress"),
    "facet_reliability": ("最可靠的来源", "Best source"),
    "facet_sources": ("来源数", "Sources"),
    "direction_directed": ("写明谁支援谁", "who supports whom is stated"),
    "direction_open": ("没有写明方向", "no direction stated"),
    "atLeast": ("至少 {0} 份", "at least {0}"),
    "begunFrom": ("起始不早于", "Begun in or after"),
    "begunTo": ("起始不晚于", "Begun in or before"),
    "begunSince": ("{0} 年以来新起始", "Begun since {0}"),
    "begunUntil": ("{1} 年以前（含）起始", "Begun up to {1}"),
    "begunBetween": ("{0}—{1} 年起始", "Begun {0}–{1}"),
    "begunUnsure": (
        "其中 {0} 条的起始日期写得较宽或各来源不一致，只是可能在这几年。",
        "{0} of them may have begun then: the date is wide, or sources differ.",
    ),
    "begunUndated": (
        "另有 {0} 条没有起始日期，未列。",
        "{0} more have no date of beginning and are not listed.",
    ),
    "answerLost": (
        "其中 {0} 条至少一方没有坐标，图上没有画出。",
        "{0} of them join something without coordinates and are not on the drawing.",
    ),
    "noAnswer": ("来源没有记载这样的关系。", "No source states such a relation."),
    "answerRest": ("列出其余 {0} 条", "List the other {0}"),
    "matrix_sides": ("支援方 × 受援方", "Supporting × supported"),
    "matrix_fields": ("领域 × 省际", "Fields × provinces"),
    "matrix_pairs": ("各省际的小图", "A map for each pair of provinces"),
    "pairMapsLeft": (
        "另有 {0} 组省际，每组 {1} 条以下，没有画；数目见“领域 × 省际”。",
        "{0} more, of at most {1} pairings each, are not drawn; their numbers are in “Fields × provinces”.",
    ),
    "matrixNote_pairs": (
        "每两省一幅，结对多的在前，各按自己的范围；线由支援方（粗）到受援方（细），来源没有写方向的一样粗。不画任何边界。点一幅，只看这一组。",
        "One for each pair of provinces, those with the most pairings first, each of its own scale; lines run from who supports "
        "(broad) to who is supported (narrow), of even width where no source states a direction. No borders of any kind. "
        "Select one to see it alone.",
    ),
    "matrix_maps": ("各计划的小图", "A map for each programme"),
    "corner_sides": ("支援方 ↓　受援方 →", "supporting ↓ supported →"),
    "corner_fields": ("领域 ↓　省际 →", "field ↓ provinces →"),
    "matrixNote_sides": (
        "数字是来源写明支援方和受援方的结对条数，按省合计；空格表示来源没有记载。点数字看逐条。",
        "Numbers of pairings whose sources say who supports whom, by province; where a cell is empty no source states one. "
        "Select a number for its rows.",
    ),
    "matrixNote_fields": (
        "数字是来源写明领域的结对条数；一条可以有几个领域。空格表示来源没有记载。点数字看逐条。",
        "Numbers of pairings whose sources state a field; one may have several. Where a cell is empty no source states one. "
        "Select a number for its rows.",
    ),
    "matrixNote_maps": (
        "同一比例尺；带由支援方（粗）到受援方（细），圆环是省内结对。不画任何边界。点一幅，只看这一个。",
        "All of one scale; bands run from who supports (broad) to who is supported (narrow), rings are inside one province. "
        "No borders of any kind. Select one to see it alone.",
    ),
    "matrixCell": ("{0}，{1}：{2} 条", "{0}, {1}: {2}"),
    "pairCount": ("{0} 条结对", "{0} pairings"),
    "lineColour": ("连线颜色", "Line colour"),
    "colour_relation": ("按关系", "by relation"),
    "colour_field": ("按领域", "by field"),
    "colour_others": ("其他领域或没有写", "other fields, or none stated"),
    "colour_none": ("没有写领域", "no field stated"),
}
