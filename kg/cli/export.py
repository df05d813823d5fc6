"""`kg export`: the graph for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.opening import opened
from kg.cli.writing import write_file
from kg.errors import KGError, QueryError, Text, reason
from kg.sparql import Store

__all__ = ["command"]

NETWORKS = (".graphml", ".gexf")
TABLES = (".csv", ".xlsx", ".parquet")
RDF = (".nq", ".trig", ".ttl", ".jsonld")
PACKAGED = ("nodes", "edges", "statements", "sources")
PACKAGE, DATA, DCAT = "package", "tables", "dcat"
SHAPES = (*PACKAGED, "matrix", "dyad-year", "ledger", PACKAGE, DATA, DCAT)


@declare(
    "export",
    Text(
        "导出图谱，格式由文件名决定：\n\n"
        "RDF：.nq、.trig、.jsonld 分来源，.ttl 是合并图；网络：.graphml、.gexf（边带起止时间）；"
        "表格：.csv（Excel 可直接打开）、.xlsx、.parquet，形状由 --shape 选择，"
        "同时写出变量说明。\n\n"
        "--shape package 在目录里写成一个数据包（Data Package）：实体、关系、逐条陈述、来源各一个 "
        "CSV，由 datapackage.json 逐列说明。\n\n"
        "--shape dcat 写出数据集的目录说明（DCAT，.ttl），"
        "旁边名为 cooperation-kg-… 的文件列为下载。\n\n"
        "--shape tables 把全部数据写成 kg build --data 能读回的表：输出为目录时每类一个 CSV，"
        ".xlsx 则每类一个工作表；加 --own 只写随软件附带的数据之外的部分。\n\n"
        "同样的数据导出的文件逐字节相同。",
        "Export the graph; the name of the file tells the format.\n\n"
        "RDF: .nq, .trig, .jsonld by source, .ttl is the merge; networks: .graphml, .gexf (edges "
        "with start and end); tables: .csv (opens in Excel), .xlsx, .parquet, in the shape of "
        "--shape, with a codebook beside.\n\n"
        "--shape package writes a Data Package into a directory: nodes, edges, statements and "
        "sources as CSV, every column described in datapackage.json.\n\n"
        "--shape dcat describes the data set for catalogues (DCAT, .ttl); files beside it called "
        "cooperation-kg-… are listed as its downloads.\n\n"
        "--shape tables writes all data as tables that `kg build --data` reads back: into a "
        "directory, one CSV per class, or into one .xlsx, a sheet per class; with --own only what "
        "the packaged data do not have.\n\n"
        "The same data give the same files, byte for byte.",
    ),
    "kg export -o graph.nq",
    "kg export -o network.gexf",
    "kg export --shape edges -o edges.csv",
    "kg export -o cooperation.xlsx",
    "kg export --shape ledger --ledger Project -o 项目台账.xlsx",
    "kg export --shape tables -o tables/",
    "kg export --shape package -o package/",
    "kg export --shape dcat -o catalogue.ttl",
)
@option(
    "-o",
    "output",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    text=Text(
        "输出文件，- 为标准输出（N-Quads）；--shape tables 时可为目录",
        "the file; - is standard output (N-Quads); for --shape tables also a directory",
    ),
)
@option(
    "--shape",
    type=click.Choice(SHAPES),
    text=Text(
        "表格的形状：实体、关系、逐条陈述、来源、矩阵、逐年结对、台账（默认关系，.xlsx 默认"
        "实体、关系、矩阵、逐年结对），或数据包，或可读回的数据表",
        "shape of a table (edges by default, of an .xlsx nodes, edges, matrix and dyad-year), or "
        "a Data Package, or the data tables themselves",
    ),
)
@option(
    "--projection",
    type=click.Choice(["pairing", "signatories", "participants", "cooperation"]),
    default="pairing",
    text=Text(
        "矩阵和逐年表所用的网络：结对、共同签署、共同参与、全部合作",
        "the network of matrix and dyad-year",
    ),
)
@option(
    "--ledger",
    "which",
    type=click.Choice(["Task", "Project"]),
    default="Task",
    text=Text("哪种台账：任务或项目", "which ledger: tasks or projects"),
)
@option(
    "--own",
    is_flag=True,
    text=Text(
        "只写随软件附带的数据之外的部分（用于 --shape tables）",
        "only what the packaged data do not have (with --shape tables)",
    ),
)
def command(output: Path, shape: str | None, projection: str, which: str, own: bool) -> None:
    """Write one file, and its codebook."""
    suffix = output.suffix.lower() if str(output) != "-" else ".nq"
    if own and shape != DATA:
        raise QueryError(Text("--own 只用于 --shape tables", "--own goes with --shape tables"))
    if shape == PACKAGE or (shape == DATA and suffix != ".xlsx"):
        _check_folder(output, suffix)
        _write_folder(opened(), output, shape, own=own)
        return
    _check(output, suffix, shape)
    store = opened()
    if shape == DATA:
        _write_workbook(store, output, own=own)
        return
    if shape == DCAT:
        _write_catalogue(store, output)
    elif suffix in RDF:
        _write_rdf(store, output, suffix)
    elif suffix in NETWORKS:
        from kg.exports import write_gexf, write_graphml
        from kg.network import project

        write = write_gexf if suffix == ".gexf" else write_graphml
        write_file(output, write(project(store)))
    else:
        _write_tables(store, output, suffix, shape, projection, which)


def _packaged(store: Store) -> list[Any]:
    return [table for name in PACKAGED for table in _tables(store, name, "pairing", "Task")]


def _write_folder(store: Store, output: Path, shape: str, *, own: bool) -> None:
    """A CSV for each table, and what their columns hold."""
    from kg.exports import DESCRIPTOR, describe, write_csv
    from kg.questions.versions import versions

    loads = shape == DATA
    tables = _data(store, own=own) if loads else _packaged(store)
    files = {table.name: write_csv(table.heads, table.rows) for table in tables}
    try:
        if files:
            output.mkdir(parents=True, exist_ok=True)
            _check_alone(output, {f"{name}.csv" for name in files})
            described = describe(tables, files, versions(store), loads=loads)
            (output / DESCRIPTOR).write_bytes(described)
        for name, content in files.items():
            (output / f"{name}.csv").write_bytes(content)
    except OSError as error:
        what = reason(error, Text("写不了：", "cannot be written: "))
        raise KGError(what, where=str(output)) from error
    if files:
        count, rows = len(files), sum(len(table.rows) for table in tables)
        told = f"{count} {'table' if count == 1 else 'tables'}"
        told += f" with {rows} {'row' if rows == 1 else 'rows'}"
        say(
            Text(
                f"已写好 {count} 张表，共 {rows} 行，在 {output}。",
                f"Wrote {told} to {output}.",
            ),
            err=True,
        )


def _write_workbook(store: Store, output: Path, *, own: bool) -> None:
    from kg.exports import write_xlsx

    tables = _data(store, own=own)
    if tables:
        write_file(output, write_xlsx(tables))


def _data(store: Store, *, own: bool) -> list[Any]:
    from kg.exports import data_tables

    tables = data_tables(store, own=own)
    if not tables:
        say(
            Text(
                "图谱里只有随软件附带的数据，没有写出任何表。",
                "The store holds the packaged data and nothing else: no table was written.",
            ),
            err=True,
        )
    return tables


def _check_folder(output: Path, suffix: str) -> None:
    """What ends like a file that cannot hold several tables is no folder."""
    if str(output) == "-" or suffix in (*RDF, *NETWORKS, *TABLES):
        raise QueryError(
            Text("数据表要写进目录或 .xlsx 文件", "data tables go into a directory or an .xlsx"),
            where=str(output),
            hint=Text("例如 -o tables/", "for instance -o tables/"),
        )


def _check_alone(output: Path, names: set[str]) -> None:
    """Tables left there from before would be read back with the others."""
    others = sorted(path.name for path in output.iterdir() if path.suffix in TABLES)
    left = [name for name in others if name not in names]
    if left:
        zh, en = "、".join(left[:5]), ", ".join(left[:5])
        raise QueryError(
            Text(f"目录里还有别的表：{zh}", f"the directory holds other tables: {en}"),
            where=str(output),
            hint=Text("请换一个空目录", "choose an empty directory"),
        )


def _check(output: Path, suffix: str, shape: str | None) -> None:
    known = (*RDF, *NETWORKS, *TABLES)
    if suffix not in known:
        raise QueryError(
            Text(f"不认识的格式“{suffix}”", f"unknown format “{suffix}”"),
            where=str(output),
            hint=Text(
                f"文件名以 {'、'.join(known)} 之一结尾",
                f"let the name end in one of {', '.join(known)}",
            ),
        )
    if shape == DCAT:
        if suffix != ".ttl":
            raise QueryError(
                Text("--shape dcat 写成 .ttl", "--shape dcat is written as .ttl"),
                where=str(output),
                hint=Text("例如 -o catalogue.ttl", "for instance -o catalogue.ttl"),
            )
    elif shape and suffix not in TABLES:
        raise QueryError(
            Text(f"--shape 只用于表格，{suffix} 不是", f"--shape is for tables, not {suffix}"),
            where=str(output),
            hint=Text("文件名以 .csv 或 .xlsx 结尾", "let the name end in .csv or .xlsx"),
        )


def _write_catalogue(store: Store, output: Path) -> None:
    from kg.exports import catalogue, distributions

    beside = (path for path in output.parent.glob("cooperation-kg-*") if path.is_file())
    files = {path.name: path.read_bytes() for path in beside if path != output}
    write_file(output, catalogue(store, distributions(files, {})))


def _write_rdf(store: Store, output: Path, suffix: str) -> None:
    from kg.exports import write_rdf

    if suffix == ".ttl":
        say(
            Text(
                "Turtle 没有命名图：写出的是合并图，看不出哪个来源说了什么。"
                "要出处请用 .trig 或 .nq。",
                "Turtle has no named graphs: this is the merge, which does not tell what each "
                "source says. For provenance use .trig or .nq.",
            ),
            err=True,
        )
    write_file(output, write_rdf(store, suffix))


def _write_tables(
    store: Store, output: Path, suffix: str, shape: str | None, projection: str, which: str
) -> None:
    from kg.exports import Table, codebook, write_csv, write_parquet, write_xlsx

    if suffix != ".xlsx":
        (table,) = _tables(store, shape or "edges", projection, which)
        parquet = suffix == ".parquet"
        write_file(output, write_parquet(table) if parquet else write_csv(table.heads, table.rows))
        heads, *rows = codebook(table.heads)
        if rows:
            beside = output.with_name(f"{output.stem}.codebook.csv")
            write_file(beside, write_csv(heads, rows))
        return
    wanted = [shape] if shape else ["nodes", "edges", "matrix", "dyad-year", "sources"]
    tables = [found for name in wanted for found in _tables(store, name, projection, which)]
    heads, *rows = codebook(list(dict.fromkeys(name for found in tables for name in found.heads)))
    if rows:
        tables.append(Table("codebook", heads, rows))
    write_file(output, write_xlsx(tables))


def _tables(store: Store, shape: str, projection: str, which: str) -> list[Any]:
    from kg import exports

    if shape == "ledger":
        return [exports.ledger(store, which)]
    if shape == "statements":
        return [exports.statements(store)]
    from kg.network import project
    from kg.network.projections import simple

    network = project(store)
    makers = {
        "nodes": lambda: exports.nodes(network),
        "edges": lambda: exports.edges(network),
        "matrix": lambda: exports.matrix(simple(network, projection)),
        "dyad-year": lambda: exports.dyad_years(network, simple(network, projection)),
        "sources": lambda: exports.sources(network),
    }
    return [makers[shape]()]
