"""What to write instead of a value that means nothing: in the words of who fills in a table."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable
from decimal import Decimal

from kg.characters import half_width
from kg.errors import Text
from kg.loaders.hints import LONGEST, nearest
from kg.loaders.known import Known
from kg.loaders.rows import Row
from kg.names import fold, likely
from kg.namespaces import COOP, identifier
from kg.ontology import Concept, Ontology, Property
from kg.texts.figures import factor, read_figure

__all__ = ["of_concept", "of_date", "of_number", "of_reference", "that_fit"]

FEW, SHOWN = 100, 8
# For so many values of a column that mean nothing, something near is looked for.
HINTED = 50
DATES = Text(
    "写作 2017、2017-03、2017-03-18 或 2017-03/2017-06",
    "write 2017, 2017-03, 2017-03-18 or 2017-03/2017-06",
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# The day before the first of Excel's calendar, which has a 29 February 1900.
EPOCH = datetime.date(1899, 12, 30)
SERIAL = re.compile(r"[2-6]\d{4}", re.ASCII)
SHORTENED = re.compile(r"([A-Za-z]{3})-(\d{2})", re.ASCII)
SCALED = re.compile(r"([百千万亿]+)(.+)")
# Somebody who is meant and not named.
UNNAMED = re.compile(
    r"有关|相关|未明确|未点名|未写明|不明|不详|若干|部分|多个|多家|其他|其它|等地|一些|各[省市县区地]"
)


def of_date(text: str) -> Text:
    """How to write a date that was not understood.

    >>> of_date("42795").zh
    '这是 Excel 的日期序号，即 2017-03-01；请写 2017-03-01，并把整列的格式设为“文本”'
    """
    plain = half_width(text)
    if SERIAL.fullmatch(plain):
        day = (EPOCH + datetime.timedelta(int(plain))).isoformat()
        return Text(
            f"这是 Excel 的日期序号，即 {day}；请写 {day}，并把整列的格式设为“文本”",
            f"it is a date as Excel counts days, {day}: write {day}, and format the column as text",
        )
    found = SHORTENED.fullmatch(plain)
    if found and found[1].lower() in MONTHS:
        month = f"20{found[2]}-{MONTHS.index(found[1].lower()) + 1:02}"
        return Text(
            f"这是 Excel 改写的日期，原来若是年月，请写 {month}，并把整列的格式设为“文本”",
            f"Excel has rewritten it; if it was a year and a month, write {month}, and format the "
            "column as text",
        )
    if re.fullmatch(r"\d{1,2}月(\d{1,2}[日号]?)?", plain, re.ASCII):
        return Text("要写明年份，如 2017-03-18", "the year is wanted, as in 2017-03-18")
    return DATES


def of_number(text: str, term: Property) -> Text:
    """How to write a number: its unit, its scale and what it is only about have columns.

    >>> from kg.ontology import load
    >>> of_number("16.5亿元", load().column("value")).zh
    '写 1650000000，单位写 元，“16.5亿元”写在“原文写法”列'
    """
    found = read_figure(text)
    if not found or found.number is None:
        return Text("只写数字，不带单位和逗号", "digits only, without unit or commas")
    plain = f"{found.number.normalize():f}"
    zh, en = [f"写 {plain}"], [f"write {plain}"]
    if term.iri == COOP + "value":
        if unit := found.unit:
            zh.append(f"单位写 {unit}")
            en.append(f"{unit} as its unit")
        if about := found.words:
            zh.append(f"“{about}”写在“限定”列")
            en.append(f"“{about}” into the column “qualifier”")
        zh.append(f"“{text}”写在“原文写法”列")
        en.append(f"“{text}” into the column “printed”")
    return Text("，".join(zh), ", ".join(en))


def of_concept(text: str, term: Property, scheme: dict[str, Concept]) -> Text:
    """The nearest of the values of a column, and where all are listed."""
    labels = sorted(found.label.zh for found in scheme.values())
    ids = sorted(identifier(iri) for iri in scheme)
    known = ids if text.isascii() else labels
    if len(known) <= SHOWN:
        return nearest(text, known)
    close = difflib.get_close_matches(text[:LONGEST], known, n=3, cutoff=0.6)
    zh, en = f"全部 {len(scheme)} 个见 kg ontology {term.label.zh}", ""
    en = f"`kg ontology {term.header}` lists all {len(scheme)}"
    if close:
        head = nearest(text, known)
        return Text(f"{head.zh}；{zh}", f"{head.en}; {en}")
    near = _defined(text, scheme) or _sharing(text, labels)
    if near:
        shown = "、".join(near), ", ".join(near)
        return Text(f"最接近的是 {shown[0]}；{zh}", f"the nearest is {shown[1]}; {en}")
    head = nearest("", known)
    return Text(f"{head.zh}；{zh}", f"{head.en}; {en}")


def _defined(text: str, scheme: dict[str, Concept]) -> list[str]:
    """What has the word among its other names or in its definition: 新材料 is 新兴产业."""
    if len(text) < 2:
        return []
    return sorted(
        found.label.zh
        for found in scheme.values()
        if any(text in words for words in (*found.labels, found.definition.zh))
    )[:3]


def _sharing(text: str, labels: Iterable[str]) -> list[str]:
    """What shares two characters in a row with it."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return [label for label in labels if any(pair in label for pair in pairs)][:3]


def of_reference(text: str, term: Property, known: Known, row: Row | None) -> Text | None:
    """What may have been meant by a name that means nothing."""
    if UNNAMED.search(text) and (open_ := _open_column(term, known.ontology)):
        return Text(
            f"没有点名的一方写进“{open_.label.zh}”列，“{term.label.zh}”只写点了名的",
            f"who is not named goes into the column “{open_.label.en}”, "
            f"“{term.label.en}” takes those who are",
        )
    if row and (found := _scaled(text, term, known, row)):
        return found
    if gone := _gone(text, known):
        return gone
    # To look for what resembles it takes a twentieth of a second: of a million, the first are told.
    known.hinted[term.iri] += 1
    if known.hinted[term.iri] > HINTED:
        return None
    new = _new_row(term, known.ontology)
    hint = that_fit(text, term, known) if new and _like(text, _fitting(term, known)) else None
    hint = hint or _similar(text, term, known)
    hint = hint or that_fit(text, term, known) or _not_listed(text, known)
    if hint and new:
        return Text(f"{hint.zh}；{new.zh}", f"{hint.en}; {new.en}")
    return hint or new


def _gone(text: str, known: Known) -> Text | None:
    """Where a unit went that was merged or divided."""
    from kg.names.former import former_units

    units = former_units(text)
    went = {one for unit in units for one in (unit.successor, *unit.absorbed_by) if one}
    if not went:
        return None
    when = "、".join(unit.decided for unit in units)
    zh = "、".join(f"{known.labels.get(iri, '')} {identifier(iri)}" for iri in sorted(went))
    en = ", ".join(identifier(iri) for iri in sorted(went))
    return Text(f"已经撤销（{when}），原地今属：{zh}", f"no more ({when}); today: {en}")


def _open_column(term: Property, ontology: Ontology) -> Property | None:
    """The column for those whom a source does not name: openPartner beside partner."""
    names = {term.header, *(iri.removeprefix(COOP) for iri in term.ancestors)}
    found = (ontology.column(f"open{name[:1].upper()}{name[1:]}") for name in sorted(names))
    return next((column for column in found if column), None)


def _scaled(text: str, term: Property, known: Known, row: Row) -> Text | None:
    """亿元: the scale belongs to the value."""
    found = SCALED.fullmatch(text)
    if term.iri != COOP + "unit" or not found or fold(found[2]) not in known.names:
        return None
    unit, values = found[2], row.texts(COOP + "value")
    try:
        value = f"{(Decimal(half_width(values[0])) * factor(found[1])).normalize():f}"
    except (ArithmeticError, IndexError):
        return Text(f"单位写 {unit}，数值按它折算", f"write {unit}, and the value in it")
    return Text(f"单位写 {unit}，数值写 {value}", f"write {unit}, and {value} as the value")


def that_fit(text: str, term: Property, known: Known) -> Text | None:
    """What would do, where that is not much: units, indicators, programmes."""
    fitting = _fitting(term, known)
    near = _like(text, fitting) or (fitting if len(fitting) <= FEW else [])
    if not near:
        return None
    shown = [f"{label} {ident}" for label, ident in near[:SHOWN]]
    more = " …" if len(near) > SHOWN else ""
    zh, en = "、".join(shown) + more, ", ".join(shown) + more
    return Text(f"可用：{zh}", f"known: {en}")


def _fitting(term: Property, known: Known) -> list[tuple[str, str]]:
    """Label and id of all that a column takes."""
    return sorted(
        (label, identifier(iri))
        for iri, label in known.labels.items()
        if known.ontology.takes(term, known.classes[iri])
    )


def _like(text: str, fitting: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those whose name is part of the text, or has it as a part."""
    return [pair for pair in fitting if text in pair[0] or pair[0] in text]


def _new_row(term: Property, ontology: Ontology) -> Text | None:
    """Where a new one is written down, if the column takes what has a table of its own."""
    found = ontology.classes.get(term.range)
    if not found or not found.tables:
        return None
    table = min(found.tables, key=len) if found.iri != COOP + "Place" else "places"
    return Text(
        f"要新增，在 {table}.csv 写一行（kg template {found.label.zh}）",
        f"for a new one, write a row of {table}.csv (`kg template {found.name}`)",
    )


def _similar(text: str, term: Property, known: Known) -> Text | None:
    """The nearest ids of the same kind for an id, the nearest names for a name."""
    kind, slash, _ = text.partition("/")
    if slash:
        ids = [identifier(iri) for iri in known.classes]
        same_kind = sorted(ident for ident in ids if ident.startswith(f"{kind}/"))
        return nearest(text, same_kind) if same_kind else None
    key, names = fold(text)[:LONGEST], known.shorts if text.isascii() else known.names
    near = difflib.get_close_matches(key, names, n=10, cutoff=0.6)
    shown = [
        f"{name} {identifier(iri)}"
        for name in likely(key, near, names)
        for iri in sorted(names[name])
        if known.ontology.takes(term, known.classes[iri])
    ][:5]
    zh, en = "、".join(shown), ", ".join(shown)
    return Text(f"是否为：{zh}", f"did you mean: {en}") if shown else None


def _not_listed(text: str, known: Known) -> Text | None:
    """Of a county that is not in the list of administrative units, the day of the list."""
    if not known.listed or not re.search(r"[市区县旗]$", text):
        return None
    return Text(
        f"地名表截至 {known.listed}，此前撤并、更名的不在其中；请写现名，或在 names.csv 记下旧名",
        f"the list of places is of {known.listed}, without those merged or renamed before: write "
        "the present name, or put the former one into names.csv",
    )
