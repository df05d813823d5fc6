"""`kg agreements`: what was agreed, and by whom."""

from __future__ import annotations

from kg.cli.answers import Column, few, print_rows, say_silence
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import complete_name
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
        "签署方，可多次使用，须全部签署；沪连 即上海和大连",
        "a signatory; all of several; a pairing means its partners",
    ),
)
@format_option
def command(party: tuple[str, ...], form_: str) -> None:
    """Print the agreements."""
    from kg.entities import describe
    from kg.names import resolve
    from kg.questions.agreements import agreements
    from kg.questions.partners import partners_of

    store = opened()
    parties = [one for name in party for one in partners_of(store, resolve(store, name))]
    rows = agreements(store, [one["iri"] for one in parties])
    titles = {row["iri"]: {"zh": row["title"]} for row in rows}
    if language() == "en" and form_ != "json":
        titles = describe(store, titles)
    columns = [
        Column("title", Text("协议", "agreement"), lambda row, lang: titles[row["iri"]][lang]),
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
    ]
    heading = Text(f"协议（{len(rows)}）", f"agreements: {len(rows)}")
    print_rows(store, rows, columns, form_, heading=heading)
    if not rows:
        zh = "、".join(one["zh"] for one in parties)
        en = ", ".join(one["en"] for one in parties)
        nothing = Text(f"图谱中没有{zh}签署的协议", f"The graph has no agreement signed by {en}")
        say_silence(store, nothing, form_, parties[0] if parties else None)
