"""`kg propose`: drafts of claims, read out of texts by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.folders import data_option
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.cli.writing import write_file
from kg.errors import KGError, Text

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
    "Participation": Text("参与", "participation"),
}
CERTAINTIES = {"stated": Text("写明", "stated"), "doubtful": Text("存疑", "doubtful")}
LONGEST = 40


@declare(
    "propose",
    Text(
        "从文本中按规则读出陈述的草稿：结对关系、协议、数据，以及文中的名称；不联网，不用语言模型，"
        "不录入任何东西，逐条由人取舍（kg review）。\n\n"
        "给文件（.txt、.html、.docx、.pdf），或给已登记来源的编号；"
        "后者的原文取自 --data 目录的 texts。"
        "名称和已有的陈述取自图谱。json 含文中全部名称，表格只列陈述。"
        "--data 目录里已有取舍的草稿不再列出，加 --all 才列。\n\n"
        "-o 写成 .xlsx：每表一张工作表，删去不要的行，放进数据目录即可建图谱。"
        "--accept stated 不经人看就录入写明的草稿，每条都标明是哪条规则读出的，所有回答都会注明。",
        "Read drafts of claims out of texts by rule: pairings, agreements, figures, and the names "
        "in the text. Offline, without a language model; nothing is recorded, a person decides "
        "(`kg review`).\n\n"
        "Give files (.txt, .html, .docx, .pdf), or the ids of registered sources, whose texts are "
        "in the folder texts of --data. Names and known claims are those of the graph. JSON has "
        "every name in the text; tables list claims only. What was decided on in a folder of "
        "--data is not listed again, unless with --all.\n\n"
        "-o writes an .xlsx with a sheet for each table: delete the rows you refuse, put the file "
        "into a data folder, build. --accept stated takes in what is stated without anybody "
        "looking; each row says by which rule it was read, and so does every answer.",
    ),
    "kg propose --help",
)
@argument("documents", nargs=-1, required=True, metavar="SOURCE|FILE...")
@data_option
@option(
    "-o",
    "output",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    text=Text("写成工作簿", "write a workbook"),
)
@option(
    "--accept",
    "accepted",
    type=click.Choice(["stated"]),
    text=Text(
        "不看就录入写明的草稿，写进 --data 的那个目录",
        "take in what is stated, unseen, into the one folder of --data",
    ),
)
@option(
    "--class",
    "classes",
    multiple=True,
    type=click.Choice(list(CLASSES)),
    text=Text("只要这一类，可多次使用", "this class only; may be repeated"),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    text=Text("已有取舍的也列出", "list what was decided on, too"),
)
@format_option
def command(
    documents: tuple[str, ...],
    data: tuple[Path, ...],
    output: Path | None,
    accepted: str | None,
    classes: tuple[str, ...],
    everything: bool,
    form_: str,
) -> None:
    """Print the drafts, write them, or take them in."""
    if accepted:
        _accept(documents, data, classes)
        return
    drafts, settled = _drafts(documents, data, classes, everything=everything)
    claims = [draft for draft in drafts if draft["class"] != "Mention"]
    if output:
        _write(output, claims, data)
    elif form_ == "json":
        print_json(drafts)
    elif form_ == "table":
        _print_table(claims, len(drafts) - len(claims))
    else:
        print_values(HEADS, [[_cell(draft, head) for head in HEADS] for draft in claims], form_)
    if settled:
        say(_left_out(settled), err=True)


def _drafts(
    documents: Sequence[str], data: Sequence[Path], classes: Sequence[str], *, everything: bool
) -> tuple[list[dict[str, Any]], int]:
    """The drafts that are asked for, and how many were left out because they are decided."""
    from kg.deciding.ledger import decided, draft_key
    from kg.reading import MOST_DRAFTS, propose

    found = propose(_store(documents, data), documents, data)
    for source, count in Counter(draft["source"] for draft in found).items():
        if count >= MOST_DRAFTS:
            say(_cut(source), err=True)
    found = [draft for draft in found if not classes or draft["class"] in classes]
    settled = {} if everything else decided(data)
    claims = [draft for draft in found if draft["class"] != "Mention"]
    gone = {
        id(draft)
        for draft in claims
        if settled and (draft["source"], draft_key(draft["source"], draft)) in settled
    }
    return [draft for draft in found if id(draft) not in gone], len(gone)


def _cut(source: str) -> Text:
    from kg.reading import MOST_DRAFTS

    return Text(
        f"{source}：只列开头的 {MOST_DRAFTS:,} 条，后面的没有读；请把文件分成几份",
        f"{source}: only the first {MOST_DRAFTS:,} are listed, the rest was not read; "
        "split the file",
    )


def _store(documents: Sequence[str], data: Sequence[Path]) -> Any:
    """What is asked; with the folders of --data where one of them registers what it lacks."""
    from kg.loaders.fitting import held_in, load_all
    from kg.reading import is_registered

    store = opened()
    lacking = [one for one in documents if not Path(one).exists() and not is_registered(store, one)]
    tabled = [one for one in data if any(one.glob("*.csv")) or any(one.glob("*.xlsx"))]
    return held_in(load_all(tabled, _texts(data))) if tabled and lacking else store


def _left_out(count: int) -> Text:
    noun = "draft was" if count == 1 else "drafts were"
    return Text(
        f"另有 {count} 条已有取舍，没有列出（加 --all 查看）",
        f"{count} {noun} decided on before and not listed (see --all)",
    )


def _write(output: Path, claims: Sequence[dict[str, Any]], data: Sequence[Path]) -> None:
    from kg.deciding.workbook import drafts_workbook
    from kg.loaders.fitting import load_all
    from kg.reading import read_lexicon

    if output.suffix.lower() != ".xlsx":
        what = Text("只写 .xlsx 文件", "only .xlsx files are written")
        raise KGError(what, where=str(output))
    places = read_lexicon(opened()).places
    within = {full: place.id for full, place in places.items() if place.id}
    write_file(output, drafts_workbook(claims, load_all(data, _texts(data)), within))


def _texts(data: Sequence[Path]) -> Path | None:
    return next((folder / "texts" for folder in data if (folder / "texts").is_dir()), None)


def _accept(documents: Sequence[str], data: Sequence[Path], classes: Sequence[str]) -> None:
    """Take in what is stated; what would not load is told and stays a draft."""
    from kg.deciding import accept_stated, open_desk

    if len(data) != 1:
        what = Text("--accept 要用 --data 指明一个目录", "--accept needs one folder, by --data")
        raise KGError(what)
    desk = open_desk(data[0], "kg propose")
    for source in documents:
        done, left = accept_stated(desk, source, classes)
        say(
            Text(
                f"{source}：录入 {len(done)} 条，都标明未经核对；{len(left)} 条录不进",
                f"{source}: {len(done)} taken in, all marked as unchecked; "
                f"{len(left)} would not load",
            )
        )
        for draft, problems in left:
            told = "; ".join(one.message(language()) for one in problems)
            click.echo(f"  {draft[language()]}: {told}", err=True)


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
