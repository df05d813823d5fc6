"""`kg source add`: register a document with its text and hash."""

from __future__ import annotations

import datetime
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, option
from kg.cli.bilingual import command as declare
from kg.errors import LoadError, Problem, Text
from kg.namespaces import curie

if TYPE_CHECKING:
    from kg.loaders.registering import Registered

__all__ = ["command"]

OPTIONS = {
    "dcterms:issued": "--issued",
    "dcterms:publisher": "--publisher",
    "dcterms:source": "--url",
    "dcterms:title": "--title",
    "coop:issuedBasis": "--inferred",
    "coop:reliability": "--reliability",
}


@declare(
    "add",
    Text(
        "登记一份文件（.txt、.html、.docx）：取出文字存为 编号.txt，"
        "把 SHA-256、字数和来历写进 sources.csv。\n\n"
        "原有的行和列一概不动；同一份文件再登记一次，只告诉你它已在那里。"
        "没有标题时用文件自带的标题，或写在方括号里的文件名。\n\n"
        "如 kg source add 通知.docx --id panjin-2024 --data my-data --reliability 媒体",
        "Register a document (.txt, .html, .docx): its text is kept as ID.txt, and SHA-256, length "
        "and origin go into sources.csv.\n\n"
        "Rows and columns that are there stay as they are; a document that is registered already "
        "is found again. Without a title, its own is taken, or the name of its file in "
        "brackets.\n\n"
        "As in `kg source add notice.docx --id panjin-2024 --data my-data --reliability press`.",
    ),
    "kg source add --help",
)
@argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    text=Text("数据目录，见 kg init", "the data folder, see `kg init`"),
)
@option(
    "--id",
    "ident",
    text=Text("来源编号；默认取文件名", "id of the source; by default the name of the file"),
)
@option("--title", text=Text("标题；自拟的写在方括号里", "its title; your own in brackets"))
@option("--title-en", text=Text("英文标题", "its title in English"))
@option("--publisher", text=Text("发布者", "who published it"))
@option(
    "--issued",
    text=Text(
        "发布日期，如 2024、2024-05、2024-05-06 或 2024-05/2024-07",
        "when it was published: 2024, 2024-05, 2024-05-06 or 2024-05/2024-07",
    ),
)
@option(
    "--inferred",
    metavar="TEXT",
    text=Text("发布日期是推断的，依据是什么", "the date is inferred, and from what"),
)
@option("--url", text=Text("网址", "its address"))
@option(
    "--reliability",
    required=True,
    text=Text("可靠程度：官方、媒体、网页、弱来源", "official, press, web or weak"),
)
@option(
    "--sources",
    "texts",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="RAWDIR",
    text=Text("原文目录；默认是数据目录下的 texts", "the raw texts; by default `texts` in DIR"),
)
@option(
    "--encoding",
    text=Text(
        "文字的编码，如 gb18030；不是 UTF-8、自己又没写明时用",
        "encoding such as gb18030, of a text that is not UTF-8 and does not say what it is",
    ),
)
def command(
    file: Path,
    data: Path,
    ident: str | None,
    title: str | None,
    title_en: str | None,
    publisher: str | None,
    issued: str | None,
    inferred: str | None,
    url: str | None,
    reliability: str,
    texts: Path | None,
    encoding: str | None,
) -> None:
    """Register the document and say where everything is."""
    from kg.loaders.registering import register

    facts = {
        "title@zh": title,
        "title@en": title_en,
        "publisher": publisher,
        "issued": issued,
        "issuedInferred": ("true" if inferred else "false") if issued or inferred else None,
        "issuedBasis@zh": inferred,
        "reliability": reliability,
        "dcterms:source": url,
        "recordedOn": datetime.datetime.now().astimezone().date().isoformat(),
    }
    given = {header: value.strip() for header, value in facts.items() if value}
    try:
        found = register(data, file, given, ident=ident, texts=texts, encoding=encoding)
    except LoadError as error:
        raise LoadError([_as_typed(problem) for problem in error.problems]) from error
    _report(found)


def _as_typed(problem: Problem) -> Problem:
    """A problem of the row that is not there yet is one of the option that it came from."""
    from kg.ontology import load

    term = load().column(problem.column) if problem.column else None
    option = OPTIONS.get(curie(term.iri)) if term else None
    return replace(problem, file=option, row=0, column="") if option else problem


def _report(found: Registered) -> None:
    zh = found.title if found.title.startswith(("[", "《")) else f"《{found.title}》"
    if not found.added:
        say(
            Text(
                f"这份文件已登记：来源 {found.id}，{zh}，未作改动。",
                f"Registered already: source {found.id}, {found.title}; nothing was changed.",
            )
        )
        return
    folder = shlex.quote(str(found.text.parent))
    say(
        Text(
            f"已登记来源 {found.id}，{zh}，{found.length} 个字符。\n"
            f"  原文  {found.text}\n"
            f"  登记  {found.table}\n"
            f"查一段话的位置：kg locate {found.id} '一段原文' --sources {folder}",
            f"Registered source {found.id}, {found.title}, {found.length} characters.\n"
            f"  text    {found.text}\n"
            f"  record  {found.table}\n"
            f"Where a passage stands: kg locate {found.id} 'a passage' --sources {folder}",
        )
    )
