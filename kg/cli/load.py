"""`kg load`: add tables or RDF to a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.bounded import bounded
from kg.cli.build import progress_line
from kg.cli.folders import texts_of
from kg.cli.opening import location
from kg.errors import Text

if TYPE_CHECKING:
    from kg.loaders.adding import Added

__all__ = ["command"]

# So many sources are named of those that were replaced.
SHOWN = 5


@declare(
    "load",
    Text(
        "向已有的图谱添加数据表或 RDF：先检查全部内容，没有问题才换上新图谱。\n\n"
        "数据表为 .csv、.xlsx，RDF 为 .ttl、.trig、.nt、.nq、.jsonld、.rdf。"
        "写数据目录，就载入其中全部的表，"
        "引文在它的 texts 里找。一次载入的内容算一份数据集，与连同原有数据一起重建的结果相同；"
        "用时只看载入多少，不看图谱多大；同样的内容再载入一次，什么都不变。"
        "RDF 按图区分来源（source/编号），不在图里的三元组用 --source 写明来源。\n\n"
        "文件改过了要换上，用 --replace：表里写到的来源，原有的行先移去（同 kg unload），"
        "再载入现在的行。\n\n"
        "如 kg load pairings.csv，又如 kg load new.ttl --source 002",
        "Add tables or RDF to a store: all is checked first, and the store before is replaced only "
        "if all is well.\n\n"
        "Tables are .csv and .xlsx, RDF is .ttl, .trig, .nt, .nq, .jsonld and .rdf. Of a data "
        "folder all tables are loaded, and quotes are looked for in its `texts`. What is loaded "
        "at once is one data set, and gives what a build of everything together gives; it takes "
        "as long as it is large itself, whatever the size of the store. What is there already "
        "changes nothing. In RDF the graph tells the source (source/ID); for triples in no graph, "
        "--source does.\n\n"
        "A document that was changed takes the place of what it said before with --replace: of the "
        "sources in these tables, the rows that are there are taken out first (as by `kg unload`)."
        "\n\n"
        "As in `kg load pairings.csv`, or `kg load new.ttl --source 002`.",
    ),
    "kg load --help",
)
@argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE|DIR...",
    type=click.Path(path_type=Path, exists=True),
)
@option(
    "--source",
    metavar="ID",
    text=Text("RDF 中不在任何图里的三元组的来源", "the source of triples that are in no graph"),
)
@option(
    "--replace",
    is_flag=True,
    text=Text("表里写到的来源，原有的行先移去", "take out first what these sources said before"),
)
@option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    text=Text("原文目录，用来定位 quote 列的引文", "raw texts, in which quotes are located"),
)
def command(
    files: tuple[Path, ...], source: str | None, replace: bool, sources: Path | None
) -> None:
    """Add the files and say what was new."""
    from kg.loaders.adding import add

    where = location()
    bounded(where, writing=True)
    progress = progress_line if sys.stderr.isatty() else None
    texts = sources or texts_of(files)
    added = add(where, files, source=source, replace=replace, texts=texts, progress=progress)
    for notice in added.notices:
        click.echo(notice.message(language()), err=True)
    say(_told(added, where))


def _told(added: Added, where: str) -> Text:
    build = added.info["build"]
    if not added.rows and not added.corrected:
        return Text(
            f"没有新内容，{where} 未变（版本 {build}）。",
            f"Nothing new: {where} is unchanged (build {build}).",
        )
    zh, en = [f"新增 {added.rows} 条"], [f"{added.rows} new rows"]
    if added.corrected:
        zh.append(f"更正 {added.corrected} 条")
        en.append(f"{added.corrected} corrected")
    if added.present:
        zh.append(f"另有 {added.present} 条已在图谱中")
        en.append(f"{added.present} were there already")
    if added.replaced:
        ids = added.replaced[:SHOWN]
        more = len(added.replaced) > SHOWN
        zh.append(f"换上了来源 {'、'.join(ids)}{' 等' if more else ''}现在的内容")
        en.append(f"in place of what {', '.join(ids)}{' …' if more else ''} said before")
    triples = added.info["triples"]
    return Text(
        f"已载入 {where}：{'，'.join(zh)}（版本 {build}，共 {triples} 条三元组）。",
        f"Loaded into {where}: {', '.join(en)} (build {build}, {triples} triples).",
    )
