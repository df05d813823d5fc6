"""Table rows as typed rows: which class, which id, which source, which cells."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.errors import Problem, Text
from kg.loaders.hints import nearest
from kg.loaders.stems import table_name, unknown_table, with_keys, without_notes
from kg.loaders.tables import Table
from kg.names import proposed
from kg.namespaces import CLAIM, COOP, ID, PREFIXES, SOURCE, local_name, prefixes
from kg.ontology import Class, Ontology, Property

__all__ = [
    "ID_PATTERN",
    "LANG_STRING",
    "NOTE",
    "OF_SOURCE",
    "RESERVED",
    "SOURCE_CLASS",
    "SOURCE_PATTERN",
    "Cell",
    "Row",
    "head_of_ids",
    "read_rows",
    "split",
]

NOTE, SOURCE_CLASS = COOP + "EditorialNote", COOP + "Source"
# Whose word a note is about; the note itself is no source's.
OF_SOURCE = COOP + "ofSource"
LANG_STRING = PREFIXES["rdf"] + "langString"

# Columns that are not properties: the key of the row and its evidence.
RESERVED = ("id", "source", "type", "start", "end", "quote", "locator", "exception")
# What an id is made of.
NAMING = ("partner", "合作方", "prefLabel@zh", "名称@zh", "prefLabel", "名称")
# What an input method leaves where a bar was meant; in a title it is a character like others.
FULL_BAR = "｜"
LANGUAGES = ("zh", "en")
# Ids that are shorter than the name of their class.
CALLED = {"name": "name-use"}
ALIAS = PREFIXES["skos"] + "altLabel"
FREE = {LANG_STRING, PREFIXES["xsd"] + "string", PREFIXES["xsd"] + "anyURI"}
ID_PATTERN = re.compile(r"[a-z]+(-[a-z]+)*/[a-z0-9]+([._-][a-z0-9]+)*")
SOURCE_PATTERN = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


@dataclass(frozen=True)
class Cell:
    """A filled cell under a property: header as written, language tag if any, values."""

    header: str
    property: Property
    language: str | None
    values: tuple[str, ...]

    def language_of(self, value: str) -> str:
        """The language of a value; a header without one leaves it to the script."""
        return self.language or ("zh" if re.search(r"[\u3400-\u9fff]", value) else "en")


@dataclass(frozen=True)
class Row:
    """One claim as one document states it."""

    file: str
    number: int
    table: Class
    iri: str
    source: str | None
    classes: tuple[Class, ...]
    cells: tuple[Cell, ...]
    reserved: dict[str, str]
    # The headers of its table by the properties that they name.
    heads: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def is_a(self, ancestor: str) -> bool:
        """Whether one of the row's classes is ``ancestor`` or below it."""
        return any(ancestor in found.ancestors for found in self.classes)

    def is_like(self, other: Row) -> bool:
        """Whether the two may be rows of one thing: one's table holds the other's class."""
        one, two = self.table.ancestors, other.table.ancestors
        return one <= two or two <= one

    def texts(self, iri: str) -> tuple[str, ...]:
        """The values under a property, as written."""
        return tuple(
            text for cell in self.cells if cell.property.iri == iri for text in cell.values
        )

    @property
    def place(self) -> str:
        """File and row; what comes from RDF has no row."""
        return f"{self.file}:{self.number}" if self.number else self.file

    def problem(self, column: str, what: Text, hint: Text | None = None) -> Problem:
        """A problem in this row; where its id was redirected, that may be the reason."""
        was, now = self.reserved.get("was"), self.reserved["id"]
        if was:
            what = Text(
                f"{what.zh}（编号 {was} 已改为 {now}）",
                f"{what.en} (the id {was} was replaced by {now})",
            )
        return Problem(self.file, self.number, self.heads.get(column, column), what, hint)


def read_rows(tables: Iterable[Table], ontology: Ontology, problems: list[Problem]) -> list[Row]:
    """Typed rows of all tables; rows with problems in their key are left out."""
    rows: list[Row] = []
    for table in tables:
        stem = table_name(table.stem, ontology)
        if stem is None:
            problems.append(unknown_table(table, ontology))
            continue
        main = ontology.tables[stem]
        table, written = with_keys(without_notes(replace(table, stem=stem)))
        columns = _columns(table, main, ontology, problems)
        heads = {term.iri: head for head, (term, _) in (columns or {}).items() if term} | written
        if columns is not None:
            for number, cells in table.rows:
                row = _row(table, main, columns, heads, number, cells, ontology, problems)
                if row:
                    rows.append(row)
    return rows


_Column = tuple[Property | None, str | None]
_Columns = dict[str, _Column]


def _columns(
    table: Table, main: Class, ontology: Ontology, problems: list[Problem]
) -> _Columns | None:
    columns: _Columns = {}
    before = len(problems)
    named: dict[_Column, str] = {}
    for header in table.headers:
        column: _Column = (None, None)
        if header == "source" and NOTE in main.ancestors:
            column = (ontology.properties[OF_SOURCE], None)
        elif header not in RESERVED:
            column = _column(table, main, header, ontology, problems)
        twin = header if header in columns else named.get(column) if column[0] else None
        if twin is not None:
            what = Text(f"列“{header}”出现了两次", f"the column “{header}” stands twice")
            if twin != header:
                what = Text(
                    f"“{header}”与“{twin}”是同一列", f"“{header}” and “{twin}” are one column"
                )
            hint = Text(
                "多个值写在一格里，用 | 分隔", "put several values into one cell, with | between"
            )
            problems.append(Problem(table.file, 1, header, what, hint))
        columns[header] = column
        named.setdefault(column, header)
    for header in _key_columns(main):
        if header not in columns:
            what = Text(f"缺少“{header}”列", f"the column “{header}” is missing")
            hint = Text(
                "每一行都要有编号 id 和来源 source", "every row needs its id and its source"
            )
            problems.append(Problem(table.file, 1, header, what, hint))
    return columns if len(problems) == before else None


def _key_columns(main: Class) -> tuple[str, ...]:
    # A note of the editors is known by what it says.
    if NOTE in main.ancestors:
        return ()
    return ("id", "source") if CLAIM in main.ancestors else ("id",)


def _column(
    table: Table, main: Class, header: str, ontology: Ontology, problems: list[Problem]
) -> _Column:
    def refuse(what: Text, hint: Text | None = None) -> None:
        problems.append(Problem(table.file, 1, header, what, hint))

    named = ontology.columns(header)
    found = next((term for term in named if _fits(term, main, ontology)), None)
    found = found or ontology.column(header)
    language = header.partition("@")[2].strip() or None
    if found is None:
        what = Text(f"没有“{header}”这一列", f"unknown column “{header}”")
        refuse(what, nearest(header.partition("@")[0], _fitting(header, main, ontology)))
    elif not _fits(found, main, ontology):
        domain = ontology.classes.get(found.domain)
        label = domain.label if domain else Text(found.domain, found.domain)
        refuse(
            Text(
                f"“{found.label.zh}”只用于{label.zh}，不用于{main.label.zh}",
                f"“{found.label.en}” belongs to {label.en}, not to {main.label.en}",
            )
        )
    elif "@" in header and found.range != LANG_STRING:
        what = Text(f"“{found.label.zh}”不分语言", f"“{found.label.en}” has no language")
        refuse(what, Text(f"写作 {found.header}", f"write {found.header}"))
    elif "@" in header and language not in LANGUAGES:
        what = Text(f"没有语言“{language or ''}”", f"no language “{language or ''}”")
        refuse(what, Text("可用：zh、en", "known: zh, en"))
    return found, language


def _fitting(header: str, main: Class, ontology: Ontology) -> list[str]:
    """The columns a table may have, those of its own class first, in the header's script."""
    fitting = [
        term
        for term in ontology.properties.values()
        if _fits(term, main, ontology) and not term.header.endswith("Latest")
    ]
    fitting.sort(key=lambda term: (term.domain != main.iri, term.header))
    if header.isascii():
        return [*(term.header for term in fitting), *RESERVED]
    return [term.label.zh for term in fitting]


def _fits(term: Property, main: Class, ontology: Ontology) -> bool:
    # A column may belong to a sub-class of the table's class: originPlace in organizations.csv.
    domain = ontology.classes.get(term.domain)
    below = domain is not None and main.iri in domain.ancestors
    return below or ontology.is_a(main.iri, term.domain)


def _row(
    table: Table,
    main: Class,
    columns: _Columns,
    heads: Mapping[str, str],
    number: int,
    values: tuple[str, ...],
    ontology: Ontology,
    problems: list[Problem],
) -> Row | None:
    texts = dict(zip(table.headers, values, strict=True))
    reserved = {name: texts.get(name, "") for name in RESERVED}
    is_source, is_note = main.iri == SOURCE_CLASS, NOTE in main.ancestors
    if is_note and not reserved["id"]:
        reserved["id"] = _note_id(table.stem, values)
    found = _key_problems(reserved, is_source, needs_source=CLAIM in main.ancestors)
    if found and found[0][0] == "id" and not is_source:
        found[0] = (*found[0][:2], _id_hint(table.stem, main, texts))
    classes, wrong = _classes(reserved["type"], main, ontology)
    problems += [
        Problem(table.file, number, heads.get(column, column), what, hint)
        for column, what, hint in found + wrong
    ]
    if found or wrong:
        return None
    cells = tuple(
        Cell(header, term, language, _values(texts[header], term))
        for header, (term, language) in columns.items()
        if term is not None and texts[header]
    )
    return Row(
        file=table.file,
        number=number,
        table=main,
        iri=(SOURCE if is_source else ID) + reserved["id"],
        source=SOURCE + reserved["source"] if reserved["source"] and not is_note else None,
        classes=classes,
        cells=cells,
        reserved=reserved,
        heads=heads,
    )


def _id_hint(stem: str, main: Class, texts: Mapping[str, str]) -> Text:
    """How ids of a table are written, with one for the row where its partners or name make one."""
    head, _ = head_of_ids(main, (), stem.removesuffix("s").replace("_", "-"))
    words = next((texts[name] for name in NAMING if texts.get(name)), "")
    parts = [proposed(word) for word in split(words.replace(FULL_BAR, "|"))[:4]]
    example = f"{head}/{'-'.join(parts)}" if parts and all(parts) else ""
    zh, en = f"，如 {example}" if example else "", f", such as {example}" if example else ""
    return Text(
        f"编号用小写字母、数字和连字符；本表写作 {head}/…{zh}",
        f"ids are lower-case letters, digits and hyphens, in this table {head}/…{en}",
    )


def head_of_ids(
    main: Class, classes: Iterable[Class], otherwise: str = ""
) -> tuple[str, frozenset[str]]:
    """What ids of a table begin with, and all that ids of things of some classes may begin with.

    Its own kind, else that of the class above: cities are places.
    """
    kinds = {name for name, iri in prefixes().items() if iri == f"{ID}{name}/"}
    names = [_kebab(main.iri), *(_kebab(iri) for iri in sorted(main.ancestors))]
    own = [name for name in (*names, *CALLED) if name in kinds and CALLED.get(name, name) in names]
    every = {*names, *(_kebab(iri) for one in classes for iri in (one.iri, *one.ancestors))}
    return (own or [otherwise])[0], frozenset(k for k in kinds if CALLED.get(k, k) in every)


# Asked for every row of the data, and there are some tens of classes.
@functools.cache
def _kebab(iri: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", local_name(iri)).lower()


def _note_id(stem: str, values: tuple[str, ...]) -> str:
    """The same note has the same id wherever it stands.

    >>> _note_id("corrections", ("pairing/a-b", "stage", "signed", "supported"))
    'correction/854596a34aea'
    """
    content = "\x1f".join(values).encode("utf-8")
    return f"{stem.removesuffix('s')}/{hashlib.sha256(content).hexdigest()[:12]}"


def split(text: str) -> tuple[str, ...]:
    """The values of a cell, which ``|`` separates.

    >>> split("place/dalian | place/shanghai")
    ('place/dalian', 'place/shanghai')
    """
    return tuple(part for piece in text.split("|") if (part := piece.strip()))


def _values(text: str, term: Property) -> tuple[str, ...]:
    free = term.range in FREE and term.iri != ALIAS
    return split(text if free else text.replace(FULL_BAR, "|"))


def _key_problems(
    reserved: dict[str, str], is_source: bool, *, needs_source: bool
) -> list[tuple[str, Text, Text | None]]:
    found: list[tuple[str, Text, Text | None]] = []
    pattern = SOURCE_PATTERN if is_source else ID_PATTERN
    if not pattern.fullmatch(reserved["id"]):
        example = "000" if is_source else "place/dalian"
        shown = reserved["id"]
        found.append(
            (
                "id",
                Text(f"编号“{shown}”不合规", f"“{shown}” is not an id")
                if shown
                else Text("没有写编号", "no id is given"),
                Text(
                    f"编号用小写字母、数字和连字符，如 {example}",
                    f"ids are lower-case letters, digits and hyphens, such as {example}",
                ),
            )
        )
    if needs_source and not reserved["source"]:
        found.append(
            (
                "source",
                Text("没有写来源", "no source is given"),
                Text("填写 sources 表中的来源编号", "give the id of a row of the table sources"),
            )
        )
    return found


def _classes(
    names: str, main: Class, ontology: Ontology
) -> tuple[tuple[Class, ...], list[tuple[str, Text, Text | None]]]:
    known = {
        found.name: found for found in ontology.classes.values() if main.iri in found.ancestors
    }
    by_label = {found.label.zh: found for found in known.values()}
    classes: list[Class] = []
    wrong: list[tuple[str, Text, Text | None]] = []
    for name in split(names):
        found = known.get(name) or by_label.get(name)
        if found:
            classes.append(found)
        else:
            what = Text(
                f"“{name}”不是一种{main.label.zh}", f"“{name}” is not a kind of {main.label.en}"
            )
            wrong.append(("type", what, nearest(name, sorted(known))))
    return tuple(classes) or (main,), wrong
