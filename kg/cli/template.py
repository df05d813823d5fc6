"""`kg template`: an empty table with headers."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, option
from kg.cli.bilingual import command as declare
from kg.errors import KGError, Text

__all__ = ["command", "headers_option"]

headers_option = option(
    "--headers",
    type=click.Choice(["name", "zh"]),
    default="name",
    text=Text(
        "表头用属性名（默认）还是中文名称；两种都能载入",
        "head the columns by the names of the properties (default) or by their Chinese labels",
    ),
)


@declare(
    "template",
    Text(
        "给出某一类的空表，只有表头。CLASS 可写类的中文名、英文名或表名。\n\n"
        "列与随软件附带的同类表一致；编号、来源、名称在前，原文依据在后。"
        "CSV 的文件名（.xlsx 的工作表名）决定它是哪一类的表，不要改。",
        "Make an empty table of a class, with headers only. CLASS is its Chinese or English name, "
        "or the name of its table.\n\n"
        "The columns are those of the packaged table: id, source and names first, evidence last. "
        "The name of a CSV, or of the sheet of an .xlsx, tells the class: leave it as it is.",
    ),
    "kg template Pairing",
    "kg template 结对关系 --headers zh",
    "kg template observations -o observations.xlsx",
)
@argument("name", metavar="CLASS")
@option(
    "-o",
    "output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    metavar="FILE",
    text=Text(
        "输出 .csv 或 .xlsx 文件，或放文件的目录；默认标准输出",
        "a .csv or .xlsx file, or the folder for one; by default standard output",
    ),
)
@headers_option
@option(
    "--all",
    "everything",
    is_flag=True,
    text=Text("列出这类表可用的全部列", "every column that such a table may have"),
)
def command(name: str, output: Path, headers: str, everything: bool) -> None:
    """Print or write the table."""
    from kg.loaders.headers import blank_table, csv_bytes
    from kg.loaders.starting import write_new
    from kg.loaders.workbook import blank_workbook

    given = {"chinese": headers == "zh", "everything": everything}
    blank = blank_table(name, **given)
    if str(output) == "-":
        click.echo(csv_bytes(blank, mark=False), nl=False)
        return
    path = output / f"{blank.stem}.csv" if output.is_dir() else output
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise KGError(
            Text(f"后缀不能是“{suffix}”", f"the suffix cannot be “{suffix}”"),
            where=str(path),
            hint=Text("可用：.csv、.xlsx，或已有的目录", "known: .csv, .xlsx, or a folder"),
        )
    if suffix == ".csv" and path.stem != blank.stem:
        raise KGError(
            Text("CSV 的文件名决定它是哪一类的表", "the name of a CSV tells the class of its rows"),
            where=str(path),
            hint=Text(f"请写作 {blank.stem}.csv", f"call it {blank.stem}.csv"),
        )
    write_new(path, blank_workbook([name], **given) if suffix != ".csv" else csv_bytes(blank))
    say(Text(f"已写好 {path}。", f"Wrote {path}."), err=True)
