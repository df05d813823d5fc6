"""The options that limit which claims and sources are heard, alike for every command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kg.cli.bilingual import option
from kg.cli.completion import complete_concept
from kg.errors import Text

__all__ = ["limit_options"]

WORDS = {
    "field": Text("领域，含其下各级；可多次使用", "field, with all below it; repeatable"),
    "form": Text("合作形式", "form"),
    "stage": Text("阶段，如 支持、签约、完成", "stage: supported, signed, completed …"),
    "mechanism": Text("合作机制，如 对口支援、东西部协作", "mechanism, with its programmes"),
    "programme": Text("合作计划的一轮", "programme: one dated round"),
    "plan": Text(
        "这个方案写明的，含其各项任务；可用简称，如 沪连方案", "stated by this plan or its tasks"
    ),
    "source": Text("只据这个来源；可多次使用", "only by this source; repeatable"),
    "reliability": Text(
        "只据这类来源：官方、媒体、网页、弱来源", "only by sources: official, press, web, weak"
    ),
}
DAYS = {
    "as-of": Text(
        "这一天、月或年可能有效的；未注明时间的也列出并标明",
        "may hold on that day, month or year; undated ones are kept and marked",
    ),
    "known-by": Text("只据这时之前（含）发布的来源", "only by sources issued by then"),
}


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options whose values `kg.conditions.conditions` takes."""
    for name, words in reversed(DAYS.items()):
        command = option(f"--{name}", metavar="DATE", text=words)(command)
    for name, words in reversed(WORDS.items()):
        command = option(
            f"--{name}",
            multiple=True,
            metavar=name.upper(),
            shell_complete=complete_concept(name),
            text=words,
        )(command)
    return command
