"""Values of parameters: what people type -> RDF terms, then the question is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from kg import dates
from kg.concepts import named
from kg.entities import describe
from kg.errors import KGError, QueryError, Text, UnknownNameError
from kg.names import resolve
from kg.namespaces import ID, PREFIXES, identifier, prefixes
from kg.ontology import load as load_ontology
from kg.queries.heads import Parameter, Query, load
from kg.sparql import Store
from kg.store import Row, bind, select

__all__ = ["ask", "defaults", "prepare", "standalone"]


def ask(store: Store, name: str, /, *, lang: str = "zh", **given: str) -> list[Row]:
    """Ask a packaged question.

    Args:
        store: an open store.
        name: the name of the query, ``partners``.
        lang: the language of labels in the answer.
        **given: values of parameters as people write them; the others keep their defaults.

    Raises:
        QueryError: if there is no such query or parameter, or a value cannot be read.
        NameLookupError: if a name does not mean exactly one entity.

    Example:
        >>> import kg
        >>> rows = ask(kg.open(), "partners", entity="盘锦")
        >>> sorted({row["partner_name"].value for row in rows})
        ['无锡市']
    """
    known = load()
    if name not in known:
        raise QueryError(
            Text(f"没有叫“{name}”的查询", f"there is no query “{name}”"),
            hint=Text("运行 kg queries 查看全部", "`kg queries` lists them all"),
        )
    return select(store, prepare(store, known[name], given, lang))


def prepare(store: Store, query: Query, given: Mapping[str, str], lang: str = "zh") -> str:
    """The SPARQL of a question with its parameters filled in.

    Raises:
        QueryError: for an unknown parameter or a value that cannot be read.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            zh, en = "、".join(known) or "无", ", ".join(known) or "none"
            raise QueryError(
                Text(f"没有参数“{name}”", f"no parameter “{name}”"),
                where=query.name,
                hint=Text(f"可用：{zh}", f"known: {en}"),
            )
    terms = {
        name: _term(store, parameter, given.get(name, parameter.default))
        for name, parameter in known.items()
    }
    return bind(query.text, {**terms, "lang": ox.Literal(lang)})


def defaults(store: Store) -> dict[str, dict[str, dict[str, str]]]:
    """What parameters stand at by default, as people would write it: question, name, language.

    A name stands for an id only where the question understands it as that.

    Example:
        >>> import kg
        >>> defaults(kg.open())["partners"]["entity"]["zh"]
        '大连市'
    """

    def iri(parameter: Parameter) -> str:
        # A word of a vocabulary may stand there without it: parks for field/parks.
        short = parameter.kind == "concept" and parameter.scheme and "/" not in parameter.default
        return ID + (f"{parameter.scheme}/" if short else "") + parameter.default

    known: Any = describe(store, [iri(one) for q in load().values() for one in q.parameters])

    def words(query: Query, parameter: Parameter, lang: str) -> str:
        name = str(known[iri(parameter)][lang])
        try:
            same = prepare(store, query, {parameter.name: name}) == prepare(store, query, {})
        except KGError:
            same = False
        return name if same else parameter.default

    return {
        query.name: {
            one.name: {lang: words(query, one, lang) for lang in ("zh", "en")}
            for one in query.parameters
        }
        for query in load().values()
    }


def standalone(text: str) -> str:
    """A query with the ``PREFIX`` lines it needs, to be pasted into any endpoint.

    >>> print(standalone("SELECT ?x { GRAPH graph:entities { ?x a coop:City } }"))
    PREFIX coop: <https://w3id.org/cooperation-kg/ontology#>
    PREFIX graph: <https://w3id.org/cooperation-kg/graph/>
    <BLANKLINE>
    SELECT ?x { GRAPH graph:entities { ?x a coop:City } }
    """
    used = set(re.findall(r"([a-z][a-z-]*):", re.sub(r"<[^>]*>|\"[^\"]*\"", "", text)))
    lines = [f"PREFIX {name}: <{iri}>" for name, iri in prefixes().items() if name in used]
    return "\n".join([*lines, "", text.strip()])


def _term(store: Store, parameter: Parameter, value: str) -> Any:
    text = value.strip()
    if parameter.kind in ("entity", "claim"):
        return ox.NamedNode(resolve(store, text, sources=True)["iri"])
    if parameter.kind == "concept" and parameter.scheme:
        return _word(store, parameter, parameter.scheme, text)
    if parameter.kind == "class":
        return _class(parameter, text)
    if parameter.kind == "source":
        return _word(store, parameter, "source", text)
    if parameter.kind == "date":
        return _date(parameter, text)
    return ox.Literal(text)


def _refused(parameter: Parameter, text: str, what: Text, hint: Text | None = None) -> QueryError:
    said = Text(f"“{text}”不是{what.zh}", f"“{text}” is not {what.en}")
    return QueryError(said, where=f"--param {parameter.name}", hint=hint)


def _word(store: Store, parameter: Parameter, kind: str, text: str) -> ox.NamedNode:
    """A concept or a source by any of its names; the question itself adds what is narrower."""
    try:
        found = sorted(named(store, kind, text))
    except UnknownNameError as error:
        where = f"--param {parameter.name}"
        raise QueryError(error.what, where=where, hint=error.hint) from error
    if len(found) > 1:
        listed = ", ".join(map(identifier, found))
        hint = Text(f"可以指：{listed}", f"it can mean: {listed}")
        label = Text(f"一个{parameter.label.zh}", f"one {parameter.label.en}")
        raise _refused(parameter, text, label, hint)
    return ox.NamedNode(found[0])


def _class(parameter: Parameter, text: str) -> ox.NamedNode:
    for found in load_ontology().classes.values():
        if text in (found.name, found.label.zh, found.label.en):
            return ox.NamedNode(found.iri)
    hint = Text("运行 kg ontology 查看全部的类", "`kg ontology` lists the classes")
    raise _refused(parameter, text, Text("本体里的类", "a class of the ontology"), hint)


def _date(parameter: Parameter, text: str) -> ox.Literal:
    try:
        last = dates.parse(text).last
    except ValueError as error:
        hint = Text("写作 2019、2019-03 或 2019-03-18", "write 2019, 2019-03 or 2019-03-18")
        raise _refused(parameter, text, Text("日期", "a date"), hint) from error
    return ox.Literal(last.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
