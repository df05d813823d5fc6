"""`kg verify`: evidence against the raw texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.folders import data_option
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json
from kg.cli.problems import print_problems, problem_records
from kg.errors import Text
from kg.namespaces import identifier

if TYPE_CHECKING:
    from kg.validation import Verification

__all__ = ["command"]

SHOWN = 5


@declare(
    "verify",
    Text(
        "拿原文核对依据：原文的 SHA-256 相符，字符区间在原文之内，"
        "区间里有相关一方的名称或所录的数字；做不到的，表里要写明理由。\n\n"
        "原文是 --sources 目录里的“来源编号.txt”。不给目录时只查不需要原文的部分："
        "区间不超出登录的字符数，每条陈述都有依据或网址。",
        "Hold the evidence against the raw texts: the SHA-256 matches, the span lies within the "
        "text, and it holds a name of somebody concerned or the figure; where it cannot, the "
        "table gives the reason.\n\n"
        "The texts are the files <source id>.txt in the folder of --sources. Without it, only "
        "what needs no text is checked: spans within the length on record, and evidence or an "
        "address for every claim.",
    ),
    "kg verify",
    "kg verify --format json",
)
@option(
    "--sources",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    text=Text("原文目录，可多次使用", "a folder of raw texts; may be repeated"),
)
@option(
    "--only",
    multiple=True,
    metavar="SOURCE",
    text=Text("只核对这个来源，可多次使用", "check this source only; may be repeated"),
)
@data_option
@format_option
def command(
    folders: tuple[Path, ...], only: tuple[str, ...], data: tuple[Path, ...], form_: str
) -> None:
    """Verify and say what fails."""
    from kg.validation import read_origins, verify

    found = verify(opened(), folders, origins=read_origins(data), only=only)
    if form_ == "json":
        print_json(_record(found))
    else:
        print_problems(found.failures, form_)
        click.echo(_summary(found).in_language(language()), err=form_ != "table")
    if found.failures:
        raise click.exceptions.Exit(1)


def _record(found: Verification) -> dict[str, object]:
    return {
        "checked": found.checked,
        **{
            name: found.outcomes.get(name, 0)
            for name in ("name", "figure", "exception", "unread", "failed")
        },
        "needlessExceptions": found.needless,
        "byAddress": found.by_address,
        "elsewhere": list(found.elsewhere),
        "exceptions": [
            {
                "claim": span.claim,
                "source": identifier(span.source),
                "start": span.start,
                "end": span.end,
                "reason": span.exception,
            }
            for span in found.exceptions
        ],
        "failures": problem_records(found.failures),
    }


def _summary(found: Verification) -> Text:
    count = {name: found.outcomes.get(name, 0) for name in ("name", "figure", "exception")}
    held = sum(count.values())
    unread, failed = found.outcomes.get("unread", 0), found.outcomes.get("failed", 0)
    zh, en = [f"依据共 {found.checked} 处"], [f"{found.checked} pieces of evidence"]
    if held or failed:
        zh.append(
            f"通过 {held} 处（有名称 {count['name']}，有数字 {count['figure']}，"
            f"写明理由 {count['exception']}），不符 {failed} 处"
        )
        en.append(
            f"{held} pass ({count['name']} by a name, {count['figure']} by the figure, "
            f"{count['exception']} by a reason given), {failed} fail"
        )
    if unread:
        if found.elsewhere:
            few = found.elsewhere[:SHOWN]
            more = f"等 {len(found.elsewhere)} 个" if len(found.elsewhere) > SHOWN else ""
            zh.append(f"{unread} 处未核对，所给目录里没有附带来源的原文（{'、'.join(few)}{more}）")
            rest = f" and {len(found.elsewhere) - SHOWN} more" if more else ""
            en.append(
                f"{unread} not checked, of packaged sources whose texts are not in the folders "
                f"({', '.join(few)}{rest})"
            )
        else:
            zh.append(f"{unread} 处未读原文（请给出 --sources）")
            en.append(f"{unread} not read, for want of --sources")
    zh.append(f"{found.by_address} 条陈述只有网址")
    en.append(f"{found.by_address} claims have an address only")
    if found.needless:
        zh.append(f"{found.needless} 处理由其实不必写")
        en.append(f"{found.needless} reasons are not needed")
    return Text("；".join(zh) + "。", "; ".join(en) + ".")
