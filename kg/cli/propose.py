"""`kg propose`: drafts of claims, read out of texts by rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kg.cli.bilingual import argument, language
from kg.cli.bilingual import command as declare
from kg.cli.folders import data_option
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.errors import Text

__all__ = ["command"]

HEADS = (
    "source",
    "class",
    "what",
    "locator",
    "certainty",
    "known",
    "start",
    "end",
    "quote",
    "rule",
)
SHOWN = {
    "class": Text("类", "class"),
    "what": Text("草稿", "draft"),
    "locator": Text("位置", "at"),
    "certainty": Text("把握", "certainty"),
    "known": Text("图谱里", "in the graph"),
    "quote": Text("原文", "words"),
}
CLASSES = {
    "Pairing": Text("结对关系", "pairing"),
    "Agreement": Text("协议", "agreement"),
    "Observation": Text("数据", "figure"),
    "Event": Text("活动", "event"),
    "PolicyTransfer": Text("经验复制", "policy transfer"),
    "PersonnelExchange": Text("人员交流", "exchange"),
    "Project": Text("项目", "project"),
}
CERTAINTIES = {"stated": Text("写明", "stated"), "doubtful": Text("存疑", "doubtful")}
LONGEST = 40


@declare(
    "propose",
    Text(
        "从文本中按规则读出陈述的草稿：结对关系、协议、数据，以及文中的名称；不联网，不用语言模型，"
        "不录入任何东西，逐条由人取舍。\n\n"
        "给文件（.txt、.html、.docx），或给已登记来源的编号；后者的原文取自 --data 目录的 texts。"
        "名称和已有的陈述取自图谱。json 含文中全部名称，表格只列陈述。",
        "Read drafts of claims out of texts by rule: pairings, agreements, figures, and the names "
        "in the text. Offline, without a language model; nothing is recorded, a person decides.\n\n"
        "Give files (.txt, .html, .docx), or the ids of registered sources, whose texts are in the "
        "folder texts of --data. Names and known claims are those of the graph. JSON has every "
        "name in the text; tables list claims only.",
    ),
    "kg propose --help",
)
@argument("documents", nargs=-1, required=True, metavar="SOURCE|FILE...")
@data_option
@format_option
def command(documents: tuple[str, ...], data: tuple[Path, ...], form_: str) -> None:
    """Print the drafts."""
    from kg.reading import propose

    drafts = propose(opened(), documents, data)
    if form_ == "json":
        print_json(drafts)
        return
    claims = [draft for draft in drafts if draft["class"] != "Mention"]
    if form_ == "table":
        _print_table(claims, len(drafts) - len(claims))
    else:
        print_values(HEADS, [[_cell(draft, head) for head in HEADS] for draft in claims], form_)


def _print_table(claims: Sequence[dict[str, Any]], mentions: int) -> None:
    lang = language()
    if claims:
        rows = [[_shown(draft, head, lang) for head in SHOWN] for draft in claims]
        print_table([head.in_language(lang) for head in SHOWN.values()], rows)
    words = Text(
        f"草稿 {len(claims)} 条，名称 {mentions} 处；都没有录入",
        f"{len(claims)} drafts, {mentions} names; nothing was recorded",
    )
    click.echo(words.in_language(lang), err=True)


def _cell(draft: dict[str, Any], head: str) -> Any:
    if head == "what":
        return _what(draft, "zh")
    return (draft["id"] or "true") if head == "known" and draft["known"] else draft[head]


def _shown(draft: dict[str, Any], head: str, lang: str) -> str:
    if head == "class":
        return CLASSES[draft["class"]].in_language(lang)
    if head == "what":
        return _what(draft, lang)
    if head == "certainty":
        return CERTAINTIES[draft["certainty"]].in_language(lang)
    if head == "known":
        return str(draft["id"] or "") if draft["known"] else ""
    words = " ".join(str(draft[head]).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _what(draft: dict[str, Any], lang: str) -> str:
    """What a draft says, in short."""
    cells = draft["cells"]
    if cells.get("supporter"):
        sides = _names(cells["supporter"], lang), _names(cells["supported"], lang)
        return f"{sides[0]}→{sides[1]}{_manner(cells, lang)}"
    if cells.get("partner"):
        return f"{_names(cells['partner'], lang, '—')}{_manner(cells, lang)}"
    if "signatory" in cells:
        parties = _names(cells["signatory"], lang)
        return f"《{cells['title']}》{parties}"
    if "printed" in cells:
        about = _names([cells["about"]], lang) if cells["about"] else ""
        return f"{about}{cells['indicator']['zh']}：{cells['printed']}"
    return str(cells.get("prefLabel") or cells.get("topic") or "")


def _manner(cells: dict[str, Any], lang: str) -> str:
    mechanism = cells["mechanism"]
    return f"（{mechanism[lang] or mechanism['zh']}）" if mechanism else ""


def _names(entities: Sequence[dict[str, Any]], lang: str, between: str = "、") -> str:
    return between.join((one["en"] if lang == "en" else None) or one["full"] for one in entities)
