"""`kg agreements`: what was agreed, and by whom."""

from __future__ import annotations

from kg.cli.answers import Column, all_option, counted, few, print_answer
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import complete_name
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.errors import Text

__all__ = ["command"]


@declare(
    "agreements",
    Text(
        "来源写明的协议：谁签的，哪天签的。方案“支持”某事不等于已签协议。",
        "The agreements that sources report: who signed, and when. That a plan supports "
        "something does not make it signed.",
    ),
    "kg agreements",
    "kg agreements --party 大连 --party 丹东",
    "kg --lang en agreements --party Dalian --format json",
)
@option(
    "--party",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_name,
    text=Text(
        "签署方，可多次使用，须全部签署；沪连 即上海和大连，沿海六市 即其各成员",
        "a signatory; all of several; a pairing means its partners, a region its members",
    ),
)
@option("--below", is_flag=True, text=Text("加上辖内各方签署的", "also signed by what lies inside"))
@format_option
@cite_option
@all_option
def command(party: tuple[str, ...], below: bool, form_: str) -> None:
    """Print the agreements."""
    from kg import asking
    from kg.entities import describe

    store = opened()
    answer = asking.agreements(party, below=below, store=store)
    if language() == "en" and form_ != "json":
        # The contract has the title as printed, which is Chinese.
        titles = describe(store, {row["iri"] for row in answer})
        for row in answer:
            row["title"] = titles[row["iri"]]["en"]
    print_answer(store, answer, COLUMNS, form_, heading=counted(Text("协议", "agreements"), answer))


COLUMNS = (
    Column("title", Text("协议", "agreement"), lambda row, _: row["title"]),
    Column("iri", None, lambda row, _: row["iri"]),
    Column(
        "signatories",
        Text("签署方", "signatories"),
        lambda row, lang: few([one[lang] for one in row["signatories"]], lang, 7),
        lambda row, lang: "|".join(one[lang] for one in row["signatories"]),
    ),
    Column(
        "signedOn",
        Text("签署日期", "signed on"),
        lambda row, lang: row["signedOn"] or Text("未注明", "undated").in_language(lang),
        lambda row, _: row["signedOn"],
    ),
)
