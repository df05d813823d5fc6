"""The packaged questions with their answers, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from kg.entities import describe
from kg.errors import KGError, Text
from kg.exports import write_csv
from kg.namespaces import ID, curie
from kg.queries import Query, defaults, load, prepare, standalone
from kg.queries.columns import head
from kg.site.addresses import LANGUAGES, page_of
from kg.site.pages import Progress, Site, linker, render
from kg.sparql import Store
from kg.store import Row, each, run

if TYPE_CHECKING:
    from kg.records import Entity

__all__ = ["Answer", "answers", "question_pages"]

# As many rows stand on a page; the CSV has them all.
MOST = 500
# What names an id is called as the id, and this behind it.
NAME = "_name"


class Answer(NamedTuple):
    """A question as asked with its default values, and its rows.

    ``given`` holds parameters as people call them, ``asked`` as the command line takes them.
    """

    query: Query
    given: list[tuple[str, str]]
    asked: list[tuple[str, str]]
    sparql: str
    heads: list[str]
    rows: list[Row]

    def csv(self) -> bytes:
        """All rows, for a spreadsheet."""
        cells = [[_text(row.get(head)) for head in self.heads] for row in self.rows]
        return write_csv(self.heads, cells)

    @property
    def shown(self) -> list[str]:
        """The columns of a page: an id stands behind its name, where the answer has both."""
        return [head for head in self.heads if f"{head}{NAME}" not in self.heads]

    def table(
        self, store: Store, lang: str, link: Callable[[Mapping[str, Any]], str]
    ) -> list[list[dict[str, Any]]]:
        """The first rows as a page shows them: things by name, linked if they have a page."""
        rows = self.rows[:MOST]
        terms = {term.value for row in rows for term in row.values()}
        known = describe(store, {iri for iri in terms if iri.startswith(ID)})
        names = {iri: _name(record, lang) for iri, record in known.items() if record["type"]}
        return [[_cell(row, head, names, link) for head in self.shown] for row in rows]


def answers(store: Store, lang: str) -> Iterator[Answer]:
    """Every packaged question that can be asked with its default values.

    Args:
        store: an open store.
        lang: of labels in the answers.
    """
    spoken = defaults(store)
    for query in load().values():
        try:
            text = prepare(store, query, {}, lang)
        except KGError:
            # What it asks about by default is not in this store: it has no answer to show.
            continue
        rows = _rows(run(store, text))
        values = spoken[query.name]
        heads = list(dict.fromkeys(name for row in rows for name in row))
        named = query.parameters
        yield Answer(
            query,
            [(one.label.in_language(lang), values[one.name][lang]) for one in named],
            [(one.name, one.default) for one in named],
            standalone(text),
            heads,
            rows,
        )


def _rows(found: Any) -> list[Row]:
    """The rows of an answer; yes or no is one of one cell."""
    if isinstance(found, ox.QueryBoolean):
        return [{"yes": ox.Literal(bool(found))}]
    names = [variable.value for variable in found.variables]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in each(found)
    ]


def _text(term: Any) -> str:
    if term is None:
        return ""
    return curie(term.value) if isinstance(term, ox.NamedNode) else str(term.value)


def _name(record: Entity, lang: str) -> str:
    return record["en"] if lang == "en" else record["zh"]


def _cell(
    row: Row, head: str, names: Mapping[str, str], link: Callable[[Mapping[str, Any]], str]
) -> dict[str, Any]:
    term = row.get(head)
    meant = row.get(head.removesuffix(NAME)) if head.endswith(NAME) else term
    address = link({"iri": meant.value}) if isinstance(meant, ox.NamedNode) else ""
    number = isinstance(term, ox.Literal) and "integer" in term.datatype.value
    name = names.get(term.value) if isinstance(term, ox.NamedNode) else None
    return {"text": name or _text(term), "link": address, "number": number}


def question_pages(store: Store, site: Site, told: Progress) -> Iterator[tuple[str, bytes]]:
    """A page and a CSV for every packaged question, and the list of them."""
    count = len(load())
    for lang in LANGUAGES:
        listed = []
        for number, one in enumerate(answers(store, lang), 1):
            name = one.query.name
            place, table = f"question/{name}.html", page_of(f"question/{name}.csv", lang)
            title = one.query.title.in_language(lang)
            given = {
                "title": title,
                "name": name,
                "given": one.given,
                "asked": one.asked,
                "heads": [head(name, lang) for name in one.shown],
                "rows": one.table(store, lang, linker(site, place, lang)),
                "count": len(one.rows),
                "csv": f"{name}.csv",
                "sparql": one.sparql,
            }
            if one.rows:
                yield table, one.csv()
            yield page_of(place, lang), render(site, "question.html.j2", place, lang, **given)
            listed.append({"name": name, "title": title, "count": len(one.rows)})
            told(Text("问题和答案", "questions and answers"), number, count)
        place = "questions.html"
        given = {"questions": listed}
        yield page_of(place, lang), render(site, "questions.html.j2", place, lang, **given)
