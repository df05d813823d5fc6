"""What is said of a thing, by property, as the JSON contract has it.

``{property: [value, ...]}``: properties by their local names, values as strings, ``{"zh", "en"}``
or entities. Whatever the ontology declares and a table holds is there, without a line of code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import Any

import pyoxigraph as ox

from kg import dates
from kg.claims import ABOUT_EVIDENCE, Statement
from kg.entities import Record, entity, text_of
from kg.namespaces import COOP, PREFIXES, RDF_TYPE, local_name
from kg.terms import Facts

__all__ = ["HIDDEN", "claim_facts", "properties", "referred", "relations"]

# Told elsewhere: class, name, and the place in the text.
HIDDEN = frozenset(
    {
        RDF_TYPE,
        PREFIXES["skos"] + "prefLabel",
        PREFIXES["dcterms"] + "title",
        *ABOUT_EVIDENCE,
        COOP + "pointBasis",
    }
)

_Values = Mapping[str, list[Any]]


def relations(known: Facts) -> frozenset[str]:
    """The properties that the ontology declares relations: what they say of a claim ties it.

    Needs ``edgeSource``, ``edgeTarget`` and ``edgeSymmetric``.
    """
    ends = (name for end in ("edgeSource", "edgeTarget") for name in known[end].values())
    names = {*known["edgeSymmetric"], *(name for (name,) in ends)}
    return frozenset(COOP + name for name in names)


def claim_facts(
    group: Iterable[Statement], known: Mapping[str, Record], skip: Set[str]
) -> dict[str, list[Any]]:
    """What the statements of one claim say of it together, but for the properties ``skip``.

    Args:
        group: the statements.
        known: records of what they refer to, see `referred`.
        skip: IRIs of properties.
    """
    said = list(group)
    values: dict[str, list[Any]] = defaultdict(list)
    for one in said:
        for name in one.values.keys() - skip:
            values[name] += one.values[name]
    return properties(values, known, said)


def referred(group: Iterable[Statement], skip: Set[str]) -> set[str]:
    """The IRIs of what `claim_facts` needs records of."""
    return {
        term.value
        for one in group
        for name in one.values.keys() - HIDDEN - skip
        for term in one.values[name]
        if isinstance(term, ox.NamedNode)
    }


def properties(
    values: _Values, known: Mapping[str, Record], said: Iterable[Statement] = ()
) -> dict[str, list[Any]]:
    """Values by property.

    Args:
        values: RDF terms by the IRI of the property.
        known: records of the things among them.
        said: the statements that the values are from; a date of each is told as it gives it.

    Example:
        >>> properties({COOP + "value": [ox.Literal("5")]}, {})
        {'value': ['5']}
    """
    statements = list(said)
    result: dict[str, list[Any]] = {}
    for name in sorted(values.keys() - HIDDEN):
        terms = sorted(set(values[name]), key=str)
        header, latest = local_name(name), COOP + local_name(name) + "Latest"
        if header.endswith("Latest"):
            continue
        tagged = [term for term in terms if getattr(term, "language", None)]
        if values.get(latest):
            result[header] = _dates(name, latest, values, statements)
        elif len(tagged) == 2 and len(terms) == 2:
            result[header] = [dict(text_of(tagged))]
        else:
            # Of several texts, which one translates which is not stored.
            result[header] = [
                dict(text_of([term])) if term in tagged else _value(term, known) for term in terms
            ]
    return result


def _dates(name: str, latest: str, values: _Values, said: Iterable[Statement]) -> list[str]:
    """The dates of each source as it gives them: days of two sources make no interval."""
    holders: list[_Values] = [one.values for one in said if name in one.values]
    return sorted(
        {
            dates.show(first.value, last.value)
            for found in holders or [values]
            for first, last in zip(
                sorted(found[name], key=str),
                sorted(found.get(latest, found[name]), key=str),
                strict=False,
            )
        }
    )


def _value(term: Any, known: Mapping[str, Record]) -> Any:
    if isinstance(term, ox.NamedNode):
        return entity(known[term.value])
    return str(term.value)
