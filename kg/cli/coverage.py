"""`kg coverage`: what a programme announces, what of it is here, what is wanted."""

from __future__ import annotations

from kg.cli.answers import Column, counted, label, print_answer, say
from kg.cli.bilingual import argument
from kg.cli.bilingual import command as declare
from kg.cli.completion import complete_concept
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]


@declare(
    "coverage",
    Text(
        "各合作计划宣布了多少对，图谱里有多少（按最好的来源分级），还缺哪些。\n\n"
        "缺的是还没有找到发布者自己的页面，不等于没有结对；宣布的也不等于落实的。",
        "How many pairs each programme announces, how many are here (by the best source of each), "
        "and which are missing.\n\n"
        "What is missing has no page of its publisher yet; that is no denial. What is announced is "
        "not delivered.",
    ),
    "kg coverage",
    "kg coverage 汶川灾后重建对口支援",
    "kg --lang en coverage old-base-2022 --format json",
)
@argument("programme", required=False, shell_complete=complete_concept("programme"))
@format_option
def command(programme: str | None, form_: str) -> None:
    """Print the coverage of programmes."""
    from kg import asking

    store = opened()
    rows = asking.coverage(programme, store=store)
    heading = counted(Text("合作计划", "programmes"), rows)
    print_answer(store, rows, COLUMNS, form_, heading=heading)
    for row in rows if programme and form_ == "table" else ():
        _say_missing(row)


def _say_missing(row: Record) -> None:
    if not row["missing"]:
        say(Text("待查：没有列出", "wanted: none listed"))
        return
    said = [Text(*(_pair(entry, lang) for lang in ("zh", "en"))) for entry in row["missing"]]
    say(
        Text(
            f"待查（{len(said)}，未见发布者自己的页面）：{'；'.join(one.zh for one in said)}",
            f"wanted ({len(said)}, no page of the publisher seen): "
            f"{'; '.join(one.en for one in said)}",
        )
    )


def _pair(entry: Record, lang: str) -> str:
    if entry["words"]:
        return str(entry["words"])
    mark = "—" if lang == "zh" else "–"
    return mark.join(label(entry[key], lang) for key in ("one", "other"))


def _tier(name: str) -> Column:
    heads = {
        "official": Text("官方", "official"),
        "press": Text("媒体", "press"),
        "web": Text("网页", "web"),
        "weak": Text("弱", "weak"),
    }
    return Column(name, heads[name], lambda row, _: str(row["tiers"][name]))


COLUMNS = (
    Column(
        "programme", Text("合作计划", "programme"), lambda row, lang: label(row["programme"], lang)
    ),
    Column("id", None, lambda row, _: row["programme"]["id"]),
    Column("mechanism", Text("机制", "mechanism"), lambda row, lang: label(row["mechanism"], lang)),
    Column(
        "announced",
        Text("宣布", "announced"),
        lambda row, lang: str(row["announced"] or Text("未详", "not told").in_language(lang)),
        lambda row, _: row["announced"],
    ),
    Column("pairings", Text("已录", "here"), lambda row, _: str(row["pairings"])),
    Column("top", Text("其中顶层", "at the top"), lambda row, _: str(row["top"])),
    *(_tier(name) for name in ("official", "press", "web", "weak")),
    Column("implied", Text("仅可推得", "implied only"), lambda row, _: str(row["implied"])),
    Column("missing", Text("待查", "wanted"), lambda row, _: str(len(row["missing"]))),
)
