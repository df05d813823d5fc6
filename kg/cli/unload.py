"""`kg unload`: take sources out of a store."""

from __future__ import annotations

import sys

from kg.cli.answers import say
from kg.cli.bilingual import argument
from kg.cli.bilingual import command as declare
from kg.cli.bounded import bounded
from kg.cli.build import progress_line
from kg.cli.opening import location
from kg.errors import Text

__all__ = ["command"]


@declare(
    "unload",
    Text(
        "从图谱里移去来源，连同只凭它们的行才有的一切：陈述、依据、名称、推导出来的内容。"
        "别的来源也说到的留下。\n\n"
        "结果与没有这些来源的行而重建的相同，用时只看移去多少。别处还要用到只有它们才有的内容时，"
        "列出在哪里用到，什么都不改。数据表不动：再用 kg build，表里的来源就又回来了。\n\n"
        "如 kg unload 002",
        "Take sources out of the store, with all that rests on their rows alone: claims, evidence, "
        "names, and what was derived. What other sources say too stays.\n\n"
        "The result is that of a build without the rows of these sources, and takes as long as "
        "what goes is large. Where others still need what only these define, it is listed where, "
        "and nothing is changed. The tables are not touched: the next `kg build` has again what "
        "they hold.\n\n"
        "As in `kg unload 002`.",
    ),
    "kg unload --help",
)
@argument("sources", nargs=-1, required=True, metavar="SOURCE...")
def command(sources: tuple[str, ...]) -> None:
    """Take the sources out and say what went."""
    from kg.loaders.removing import remove

    where = location()
    bounded(where, writing=True)
    gone = remove(where, sources, progress=progress_line if sys.stderr.isatty() else None)
    ids, build, triples = gone.sources, gone.info["build"], gone.info["triples"]
    noun = "source" if len(ids) == 1 else "sources"
    thing = "thing" if gone.subjects == 1 else "things"
    say(
        Text(
            f"已从 {where} 移去来源 {'、'.join(ids)}，其中说到 {gone.subjects} 项"
            f"（版本 {build}，共 {triples} 条三元组）。",
            f"Took {noun} {', '.join(ids)} out of {where}, which spoke of {gone.subjects} {thing} "
            f"(build {build}, {triples} triples).",
        )
    )
