"""`kg query`: SPARQL."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.opening import opened, place
from kg.cli.output import print_table
from kg.errors import QueryError, Text, reason
from kg.namespaces import curie, prefixes
from kg.store import is_remote, open_store

__all__ = ["command"]


# A query overflows the stack of the engine from some 9,500 characters on (that many !, the
# shortest way found); a process of its own costs a tenth of a second, so that shorter ones, which
# is nearly all of them, do without.
LONG = 4_000
# How an update begins, behind comments and prefixes. Nothing is tried twice: two dozen spaces
# were once split in every possible way.
UPDATE = re.compile(
    r"(?:\s++|#[^\n]*+\n|(?:PREFIX\s++[^\s<]*+\s*+|BASE\s*+)<[^>]*+>)*+"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


@declare(
    "query",
    Text(
        "运行 SPARQL 查询。常用前缀已声明；默认图是各来源的合并，GRAPH ?来源 {…} 给出出处。\n\n"
        "QUERY 是随软件附带的查询的名称（见 kg queries），或查询文件，- 为标准输入；"
        "也可用 -e 直接写查询。实体参数可写任何名称。",
        "Run a SPARQL query. Prefixes are declared; the default graph is the merge of all "
        "sources, and GRAPH ?source {…} gives the provenance.\n\n"
        "QUERY is the name of a packaged query (see `kg queries`), or a file, - for standard "
        "input; or give the query with -e. Parameters that are entities take any name.",
    ),
    "kg query partners --param entity=盘锦",
    "kg query figures-of-indicator --param indicator=practices-adopted",
    "kg query tasks-naming --param entity=大连 --show",
    "kg query -e 'SELECT ?x { ?x a coop:Municipality }'",
    "kg query -e 'SELECT (COUNT(*) AS ?n) { ?x a coop:Task }' --format csv",
)
@argument("query", required=False, type=click.Path(path_type=Path, allow_dash=True))
@option("-e", "expression", metavar="SPARQL", text=Text("查询语句", "the query itself"))
@option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    text=Text("附带查询的参数，可多次使用", "a parameter of a packaged query; may be repeated"),
)
@option(
    "--show",
    is_flag=True,
    text=Text("只显示 SPARQL，不运行", "print the SPARQL and do not run it"),
)
@option(
    "--format",
    "form_",
    type=click.Choice(["table", "json", "xml", "csv", "tsv", "turtle", "ntriples"]),
    default="table",
    text=Text(
        "输出格式（json 是 SPARQL Results JSON）", "output format (json is SPARQL Results JSON)"
    ),
)
@option(
    "--allow-network",
    is_flag=True,
    text=Text("允许 SERVICE 访问网络", "let SERVICE reach the network"),
)
def command(
    query: Path | None,
    expression: str | None,
    params: tuple[str, ...],
    show: bool,
    form_: str,
    allow_network: bool,
) -> None:
    """Run a query and print its results."""
    from kg.queries import load, prepare, standalone
    from kg.sparql import check_query
    from kg.store import run

    packaged = load().get(str(query)) if expression is None else None
    given = _given(params)
    if given and packaged is None:
        raise QueryError(
            Text("--param 只用于随软件附带的查询", "--param is for packaged queries"),
            hint=Text("运行 kg queries 查看", "`kg queries` lists them"),
        )
    text = "" if packaged else _text(query, expression)
    check_query(text, allow_network=allow_network)
    _refuse_update(text)
    if packaged:
        store = opened()
        text = prepare(store, packaged, given, language())
    elif len(text) > LONG and not show:
        store = _apart(allow_network=allow_network)
    else:
        store = opened()
    if show:
        click.echo(standalone(text))
    else:
        _print(run(store, text), form_)


def _apart(*, allow_network: bool) -> Any:
    """What a long query is asked of; an endpoint is another process already."""
    from kg.cli.apart import Apart

    where = place()
    return open_store(where) if is_remote(where) else Apart(where, allow_network=allow_network)


def _refuse_update(text: str) -> None:
    """Say plainly that a change is none of this command's business; the parser would not."""
    if UPDATE.match(text):
        raise QueryError(
            Text("这是更新语句；kg query 只查询，不改动", "this is an update; kg query only reads"),
            hint=Text(
                "要改数据，请改数据表后运行 kg build，或用 kg serve --writable",
                "to change the data, edit the tables and run `kg build`, or use "
                "`kg serve --writable`",
            ),
        )


def _given(params: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for text in params:
        name, equals, value = text.partition("=")
        if not equals:
            what = Text(f"“{text}”应写作 参数=值", f"write “{text}” as PARAMETER=VALUE")
            raise click.UsageError(what.in_language(language()))
        given[name.strip()] = value
    return given


def _text(file: Path | None, expression: str | None) -> str:
    if (file is None) == (expression is None):
        raise click.UsageError(
            Text("请给出一个查询：QUERY 或 -e", "give one query: QUERY or -e").in_language(
                language()
            )
        )
    if expression is not None:
        return expression
    assert file is not None
    try:
        with click.open_file(str(file), "rb") as opened_file:
            return str(opened_file.read().decode("utf-8-sig"))
    except OSError as error:
        why = reason(error)
        what = Text(f"读不出：{why.zh}", f"cannot be read: {why.en}")
        hint = Text("附带的查询见 kg queries", "`kg queries` lists the packaged queries")
        raise QueryError(what, where=str(file), hint=hint) from error
    except UnicodeDecodeError as error:
        raise QueryError(Text("不是 UTF-8 文件", "not UTF-8"), where=str(file)) from error


def _print(results: Any, form: str) -> None:
    import pyoxigraph as ox

    if isinstance(results, ox.QueryTriples):
        if form not in ("table", "turtle", "ntriples"):
            what = Text(f"{form} 只用于 SELECT 和 ASK", f"{form} is for SELECT, ASK")
            hint = Text("可用：turtle、ntriples", "known: turtle, ntriples")
            raise QueryError(what, hint=hint)
        triples = list(results)
        syntax = ox.RdfFormat.N_TRIPLES if form == "ntriples" else ox.RdfFormat.TURTLE
        prefixes = None if form == "ntriples" else _prefixes(triples)
        _write(ox.serialize(triples, format=syntax, prefixes=prefixes))
    elif form == "table":
        _table(results)
    else:
        formats = {
            "json": ox.QueryResultsFormat.JSON,
            "xml": ox.QueryResultsFormat.XML,
            "csv": ox.QueryResultsFormat.CSV,
            "tsv": ox.QueryResultsFormat.TSV,
        }
        if form not in formats:
            what = Text(
                f"{form} 只用于 CONSTRUCT 和 DESCRIBE", f"{form} is for CONSTRUCT, DESCRIBE"
            )
            raise QueryError(what)
        _write(results.serialize(format=formats[form]))


def _prefixes(triples: list[Any]) -> dict[str, str]:
    """The prefixes that something in the triples needs."""
    terms = {term for triple in triples for term in triple}
    terms |= {t.datatype for t in terms if hasattr(t, "datatype") and not t.language}
    used = {
        max(found, key=len)
        for term in terms
        if (found := [name for name in prefixes().values() if str(term.value).startswith(name)])
    }
    return {name: namespace for name, namespace in prefixes().items() if namespace in used}


def _write(content: bytes | None) -> None:
    text = (content or b"").decode("utf-8")
    click.echo(text, nl=not text.endswith("\n"))


def _table(results: Any) -> None:
    import pyoxigraph as ox

    if isinstance(results, ox.QueryBoolean):
        click.echo("true" if results else "false")
        return
    heads = [variable.value for variable in results.variables]
    rows = [[_shown(solution[name]) for name in heads] for solution in results]
    print_table(heads, rows)


def _shown(term: Any) -> str:
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    return str(getattr(term, "value", term))
