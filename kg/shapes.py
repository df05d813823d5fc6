"""The simple constraints of shapes.ttl: counts, patterns and order that `build` checks.

The whole of SHACL runs in `kg validate`; what can be said of one row is said at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError, Text
from kg.namespaces import PREFIXES
from kg.resources import find

__all__ = ["Constraint", "load_constraints"]

SH = PREFIXES["sh"]


@dataclass(frozen=True)
class Constraint:
    """One property shape: how many values a row may have, and what they look like.

    ``paths`` holds one property, or the alternatives of which any counts; no value of it is
    greater than one of ``until``.
    """

    target: str
    paths: frozenset[str]
    minimum: int
    maximum: int | None
    pattern: str | None
    message: Text | None
    until: str | None = None


@cache
def load_constraints() -> list[Constraint]:
    """The simple constraints, sorted by class and property.

    Example:
        >>> any(found.maximum == 1 for found in load_constraints())
        True
    """
    facts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    path = find("shapes.ttl")
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            facts[_key(quad.subject)][quad.predicate.value].append(quad.object)
    except (OSError, SyntaxError) as error:
        what = Text(f"约束无法读取：{error}", f"the shapes cannot be read: {error}")
        raise OntologyError(what, where=str(path)) from error
    found = [
        _constraint(target.value, facts[_key(shape)], facts)
        for about in list(facts.values())
        for target in about[SH + "targetClass"]
        for shape in about[SH + "property"]
    ]
    return sorted(found, key=lambda constraint: (constraint.target, sorted(constraint.paths)))


def _key(term: Any) -> str:
    return str(term)


def _constraint(target: str, about: dict[str, list[Any]], facts: Any) -> Constraint:
    def value(name: str) -> str | None:
        found = about[SH + name]
        return str(found[0].value) if found else None

    words = {literal.language: literal.value for literal in about[SH + "message"]}
    maximum = value("maxCount")
    return Constraint(
        target=target,
        paths=frozenset(_paths(about[SH + "path"][0], facts)),
        minimum=int(value("minCount") or 0),
        maximum=int(maximum) if maximum else None,
        pattern=value("pattern"),
        message=Text(words["zh"], words["en"]) if words else None,
        until=value("lessThanOrEquals"),
    )


def _paths(path: Any, facts: Any) -> list[str]:
    """A property, or the members of ``[ sh:alternativePath ( … ) ]``."""
    if isinstance(path, ox.NamedNode):
        return [path.value]
    rdf = PREFIXES["rdf"]
    members, node = [], facts[_key(path)][SH + "alternativePath"][0]
    while _key(node) in facts and facts[_key(node)][rdf + "first"]:
        members.append(facts[_key(node)][rdf + "first"][0].value)
        node = facts[_key(node)][rdf + "rest"][0]
    return members
