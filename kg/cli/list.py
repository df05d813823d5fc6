"""`kg list`: everything of one class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from kg.cli.answers import (
    Column,
    all_option,
    counted,
    everything,
    few,
    label,
    print_answer,
    yes_or_no,
)
from kg.cli.bilingual import argument, option
from kg.cli.bilingual import command as declare
from kg.cli.completion import complete_class, complete_name
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text
from kg.namespaces import local_name
from kg.remarks import remark
from kg.terms import naming

__all__ = ["command"]

ID = Text("编号", "id")
# How many properties a table shows: those that most rows have.
SHOWN = 4
# When it was and how far it went is asked first, however few rows know it.
FIRST = ("date", "signedOn", "issued", "issuedOn", "stage")
# As whom and on what: shown beside the others.
BESIDE = ("role", "topic")
# These take room and tell little; they are shown where there is nothing else.
LAST = {"mentions", "outcome", "programme", "inGroup", "issuedBasis", "coverage"}
# Long or of no interest beside a name.
LEFT_OUT = {
    "altLabel",
    "definition",
    "lat",
    "long",
    "measure",
    "goal",
    "principle",
    "basis",
    "scopeNote",
}


@declare(
    "list",
    Text(
        "列出某一类的全部内容，可按任何属性筛选。\n\n"
        "CLASS 写中文、英文类名或表名，如 园区、Park、parks；kg ontology 列出全部类和属性。"
        "属性也写中文或英文：--where 领域=旅游，--where signedOn=2022，--where 名称=高新；"
        "within 包括其下各级。",
        "List everything of a class, filtered by any property.\n\n"
        "CLASS is a class name in either language or the name of a table: Park, parks; `kg "
        "ontology` lists classes and properties. --where field=tourism, --where signedOn=2022, "
        "--where name=port; `within` takes in what lies deeper.",
    ),
    "kg list 园区 --where within=大连",
    "kg list events --where date=2018-10 --format csv",
    "kg list Project --where 领域=农业 --where stage=落实",
    "kg list 结对关系 --supporter 上海 --supported 喀什地区",
    "kg --lang en list PolicyTransfer --where to=Dalian",
)
@argument("name", metavar="CLASS", shell_complete=complete_class)
@option(
    "--where",
    multiple=True,
    metavar="PROPERTY=VALUE",
    text=Text("属性=值，可多次使用，须全部符合", "a filter; all of several must fit"),
)
@option(
    "--supporter",
    metavar="NAME",
    shell_complete=complete_name,
    text=Text("结对关系中的支援方", "of pairings: who supports"),
)
@option(
    "--supported",
    metavar="NAME",
    shell_complete=complete_name,
    text=Text("结对关系中的受援方", "of pairings: who is supported"),
)
@format_option
@cite_option
@all_option
def command(name: str, form_: str, **given: Any) -> None:
    """Print the rows of a class."""
    from kg import asking
    from kg.questions.classes import class_labels, find_class

    store = opened()
    answer = asking.list_class(name, store=store, **given)
    kind = class_labels(store)[find_class(store, name)]
    print_answer(store, answer, _columns(answer), form_, heading=counted(kind, answer))


def _columns(rows: list[Record]) -> list[Column]:
    from kg.ontology import load

    known = load()
    counts = Counter(name for row in rows for name in row["properties"])
    # What a narrower property says too: 当事方 beside 签署方.
    terms = [term for name in counts if (term := known.column(name))]
    told = {local_name(wider) for term in terms for wider in term.ancestors} | LAST
    # What the name is made of.
    told |= {name for kind in {row["type"] for row in rows} for name in naming(known.facts, kind)}
    order = {name: (name not in FIRST, name in told, -counts[name], name) for name in counts}
    names = sorted(counts, key=order.__getitem__)
    shown = [name for name in names if name not in {*LEFT_OUT, *BESIDE}][:SHOWN]
    shown += [name for name in BESIDE if name in counts]
    if everything():
        shown = names
    columns = [
        Column("id", ID, lambda row, _: row["id"]),
        Column("name", Text("名称", "name"), label),
        Column("type", None, lambda row, _: row["type"]),
    ]
    for name in [*shown, *sorted(set(names) - set(shown))]:
        term = known.column(name)
        head = term.label if term and name in shown else None
        if head and head.zh == ID.zh:
            # What a plan numbers stands beside the id.
            head = Text("序号", head.en)
        # In CSV, `source` is where the row comes from.
        key = "dcterms:source" if name == "source" else name
        columns.append(Column(key, head, _shown(name, few), _shown(name, _piped)))
    return columns


def _piped(words: list[str], lang: str) -> str:
    return "|".join(words)


def _shown(name: str, join: Callable[[list[str], str], str]) -> Callable[[Record, str], Any]:
    def shown(row: Record, lang: str) -> str:
        values = row["properties"].get(name, ())
        # Several texts stand in both languages; those of this one say it all.
        ours = [one for one in values if isinstance(one, str) or one[lang]] or values
        words = [one if isinstance(one, str) else label(one, lang) for one in ours]
        if join is few:
            told = remark if name == "basis" else yes_or_no
            words = [told(word, lang) for word in words]
        return join([word for word in words if word], lang)

    return shown
