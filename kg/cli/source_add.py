"""`kg source add`: register a document with its text and hash."""

from __future__ import annotations

import datetime
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.errors import KGError, LoadError, Problem, Text
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
        "登记文件（.txt、.html、.docx、.pdf），一份、几份或整个目录：取出文字存为 编号.txt，"
        "原件存在旁边的 originals，把两者的 SHA-256、字数和来历写进 sources.csv。\n\n"
        "原有的行和列一概不动；同一份文件再登记一次，只告诉你它已在那里。编号取自文件名，汉字用拼音。"
        "没有写明的标题、发布者、发布日期，文中有的就读出来，并标明是读出的；"
        "文中没有标题的，用写在方括号里的文件名。\n\n"
        "如 kg source add 通知.docx --id panjin-2024 --data my-data --reliability 媒体",
        "Register documents (.txt, .html, .docx, .pdf), one, several or a folder: the text is kept "
        "as ID.txt, the original in `originals` beside it, and SHA-256 of both, length and origin "
        "go into sources.csv.\n\n"
        "Rows and columns that are there stay as they are; a document that is registered already "
        "is found again. The id is the name of the file, Chinese in pinyin. Title, publisher and "
        "date that you do not give are read from the text where it has them, and said to be so; "
        "without a title, the name of the file stands in brackets.\n\n"
        "As in `kg source add notice.docx --id panjin-2024 --data my-data --reliability press`.",
    ),
    "kg source add --help",
)
@argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE|DIR...",
    type=click.Path(path_type=Path, exists=True),
)
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
    files: tuple[Path, ...],
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
    """Register each document and say where everything is."""
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
    found = _documents(files)
    if len(found) > 1 and (ident or title or title_en or url):
        what = Text(
            "--id、--title、--url 只用于一份文件", "--id, --title and --url are for one file"
        )
        raise KGError(what, hint=Text("请逐份登记", "register them one by one"))
    _register(found, data, given, ident=ident, texts=texts, encoding=encoding)


def _documents(files: tuple[Path, ...]) -> list[Path]:
    """The files, and those of folders that can be read, in the order of their names."""
    from kg.texts.documents import SUFFIXES

    found: list[Path] = []
    for path in files:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES)
            found += [
                one for one in inside if one.is_file() and not one.name.startswith((".", "~$"))
            ]
        else:
            found.append(path)
    if not found:
        known = ", ".join(SUFFIXES)
        what = Text(
            f"目录里没有可读的文件（{known.replace(', ', '、')}）", f"no file to read ({known})"
        )
        raise KGError(what, where=str(files[0]))
    return found


def _register(found: list[Path], data: Path, given: dict[str, str], **more: Any) -> None:
    """One after the other; what is refused is said, and does not stop the others."""
    refused = 0
    for file in found:
        try:
            _report(_registered(data, file, given, **more))
        except KGError as error:
            if len(found) == 1:
                raise
            refused += 1
            colon = "：" if language() == "zh" else ": "
            told = error.message(language())
            where = "" if str(file) in told else f"{file}{colon}"
            click.echo(where + told, err=True)
    if refused:
        words = Text(
            f"{len(found)} 份文件中有 {refused} 份没有登记",
            f"{refused} of {len(found)} files were not registered",
        )
        raise KGError(words)


def _registered(data: Path, file: Path, given: dict[str, str], **more: Any) -> Registered:
    from kg.loaders.registering import register

    try:
        return register(data, file, given, **more)
    except LoadError as error:
        raise LoadError([_as_typed(problem) for problem in error.problems]) from error


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
            f"  登记  {found.table}\n{_inferred(found, 'zh')}"
            f"查一段话的位置：kg locate {found.id} '一段原文' --sources {folder}",
            f"Registered source {found.id}, {found.title}, {found.length} characters.\n"
            f"  text    {found.text}\n"
            f"  record  {found.table}\n{_inferred(found, 'en')}"
            f"Where a passage stands: kg locate {found.id} 'a passage' --sources {folder}",
        )
    )


CALLED = {
    "title@zh": Text("标题", "title"),
    "publisher": Text("发布者", "publisher"),
    "issued": Text("发布日期", "date"),
}


def _inferred(found: Registered, lang: str) -> str:
    """What was read from the text, to be looked at."""
    if not found.inferred:
        return ""
    colon, comma = ("：", "；") if lang == "zh" else (": ", "; ")
    told = comma.join(
        f"{CALLED[head].in_language(lang)}{colon}{value}" for head, value in found.inferred
    )
    head = Text("  据文读出，请核对  ", "  read from the text, please check  ")
    return f"{head.in_language(lang)}{told}\n"
