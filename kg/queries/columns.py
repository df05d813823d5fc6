"""What columns of answers are called: variables of packaged questions, in both languages."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import Text
from kg.queries.heads import load

__all__ = ["HEADS", "columns", "head"]

# What stands before or after another word says which of several it is.
BEFORE = {
    "early_": Text("较早的{0}", "earlier {0}"),
    "first_": Text("第一个{0}", "first {0}"),
    "late_": Text("较晚的{0}", "later {0}"),
    "other_": Text("另一个{0}", "other {0}"),
    "second_": Text("第二个{0}", "second {0}"),
}
AFTER = {
    "_latest": Text("{0}（最晚）", "{0} (latest)"),
    "_name": Text("{0}", "{0}"),
    "_number": Text("{0}序号", "{0} number"),
    "_printed": Text("{0}（原文写法）", "{0} (as printed)"),
}
HEADS = {
    "about": Text("关于", "about"),
    "above": Text("上级", "above"),
    "address": Text("地址", "address"),
    "again": Text("再次", "again"),
    "agent": Text("经办方", "agent"),
    "agreement": Text("协议", "agreement"),
    "agreements": Text("协议数", "agreements"),
    "area": Text("方面", "area"),
    "areas": Text("方面数", "areas"),
    "as_of": Text("截至", "as of"),
    "back": Text("回程", "back"),
    "basis": Text("口径", "basis"),
    "broader": Text("更宽的领域", "broader"),
    "by": Text("由谁", "by"),
    "capacity": Text("身份", "capacity"),
    "child": Text("下级", "child"),
    "city": Text("城市", "city"),
    "claim": Text("陈述", "claim"),
    "claims": Text("陈述数", "claims"),
    "class": Text("类", "class"),
    "date": Text("日期", "date"),
    "day": Text("日期", "day"),
    "definition": Text("定义", "definition"),
    "denominator": Text("分母", "denominator"),
    "document": Text("文件", "document"),
    "early": Text("较早的", "earlier"),
    "end": Text("另一方", "end"),
    "entities": Text("实体数", "entities"),
    "entity": Text("实体", "entity"),
    "event": Text("活动", "event"),
    "exchange": Text("人员交流", "exchange"),
    "fact": Text("事实", "fact"),
    "field": Text("领域", "field"),
    "figure": Text("数字", "figure"),
    "form": Text("形式", "form"),
    "from": Text("起", "from"),
    "group": Text("成组结对", "group"),
    "in_one": Text("前者中", "in the first"),
    "in_other": Text("后者中", "in the second"),
    "indicator": Text("指标", "indicator"),
    "inferred": Text("推定", "inferred"),
    "initiative": Text("举措", "initiative"),
    "inner": Text("内层", "inner"),
    "is": Text("应为", "is"),
    "issued": Text("发布日期", "issued"),
    "kind": Text("种类", "kind"),
    "last_stated": Text("最后提到", "last stated"),
    "late": Text("较晚的", "later"),
    "level": Text("级别", "level"),
    "locator": Text("位置", "place in the text"),
    "lower": Text("下限", "lower bound"),
    "measure": Text("举措", "measure"),
    "mechanism": Text("合作机制", "mechanism"),
    "member": Text("成员", "member"),
    "name": Text("名称", "name"),
    "named": Text("有名的", "named"),
    "number": Text("序号", "number"),
    "office": Text("办公机构", "office"),
    "one": Text("前者", "one"),
    "only": Text("仅此", "only"),
    "other": Text("后者", "other"),
    "outer": Text("外层", "outer"),
    "pairing": Text("结对", "pairing"),
    "pairings": Text("结对数", "pairings"),
    "parent": Text("上级", "parent"),
    "part": Text("部分", "part"),
    "partner": Text("合作方", "partner"),
    "partner_above": Text("合作方的上级", "above the partner"),
    "partners": Text("合作方数", "partners"),
    "party": Text("参与方", "party"),
    "person": Text("人物", "person"),
    "place": Text("地点", "place"),
    "places": Text("地点数", "places"),
    "plan": Text("方案", "plan"),
    "planned": Text("计划", "planned"),
    "printed": Text("原文写法", "as printed"),
    "programme": Text("合作计划", "programme"),
    "project": Text("项目", "project"),
    "property": Text("属性", "property"),
    "province": Text("省份", "province"),
    "publisher": Text("发布者", "publisher"),
    "qualifier": Text("约数词", "qualifier"),
    "reason": Text("理由", "reason"),
    "reliability": Text("可靠程度", "reliability"),
    "reported": Text("已报告", "reported"),
    "role": Text("角色", "role"),
    "round": Text("轮次", "round"),
    "safeguard": Text("保障措施", "safeguard"),
    "safeguards": Text("保障措施数", "safeguards"),
    "sibling": Text("同级", "sibling"),
    "side": Text("哪一方", "side"),
    "signatory": Text("签署方", "signatory"),
    "signed_on": Text("签署日期", "signed on"),
    "since": Text("起始", "since"),
    "source": Text("来源", "source"),
    "sources": Text("来源数", "sources"),
    "stage": Text("阶段", "stage"),
    "start": Text("起点", "start"),
    "supported": Text("受援方", "supported"),
    "supported_by": Text("支援它的", "supported by"),
    "supporter": Text("支援方", "supporter"),
    "supporters": Text("支援方数", "supporters"),
    "supports": Text("支援的", "supports"),
    "task": Text("任务", "task"),
    "tasks": Text("任务数", "tasks"),
    "text": Text("文字", "text"),
    "there": Text("有无", "there"),
    "title": Text("标题", "title"),
    "topic": Text("主题", "topic"),
    "total": Text("总数", "total"),
    "transfer": Text("经验复制", "policy transfer"),
    "transfers": Text("经验复制数", "policy transfers"),
    "type": Text("类型", "type"),
    "unit": Text("单位", "unit"),
    "until": Text("止", "until"),
    "upper": Text("上限", "upper bound"),
    "value": Text("值", "value"),
    "wanted": Text("待查", "wanted"),
    "was": Text("原为", "was"),
    "what": Text("内容", "what"),
    "words": Text("词", "words"),
}


def head(variable: str, lang: str) -> str:
    """A variable in words; one that no packaged question uses stays as it is.

    Args:
        variable: its name, without the question mark.
        lang: ``zh`` or ``en``.

    Example:
        >>> head("partner_name", "zh"), head("as_of_latest", "en"), head("x", "zh")
        ('合作方', 'as of (latest)', 'x')
    """
    if variable in HEADS:
        return HEADS[variable].in_language(lang)
    for end, words in AFTER.items():
        if variable.endswith(end):
            return words.in_language(lang).format(head(variable.removesuffix(end), lang))
    for start, words in BEFORE.items():
        if variable.startswith(start):
            return words.in_language(lang).format(head(variable.removeprefix(start), lang))
    return variable


@cache
def columns() -> tuple[str, ...]:
    """The variables that the packaged questions answer with, sorted.

    Example:
        >>> "partner_name" in columns()
        True
    """
    selects = (
        re.search(r"SELECT\s(.*?)(?:WHERE|\{)", query.text, re.DOTALL) for query in load().values()
    )
    # Of what is computed the name alone.
    alias = re.compile(r"\(.*?\bAS\s+(\?\w+)\s*\)", re.DOTALL)
    found = [alias.sub(r"\1", one[1]) for one in selects if one]
    return tuple(sorted({name for one in found for name in re.findall(r"\?(\w+)", one)}))
