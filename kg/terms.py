"""What the ontology says about its own terms: which dates begin, what joins, how much it weighs.

A question needs a few of these facts, and reading the whole ontology takes as long as some
answers: so they are read from the store, which holds the ontology. What has it at hand takes
`kg.ontology.Ontology.facts`, which are the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from kg.namespaces import COOP, ONTOLOGY, local_name
from kg.sparql import Store
from kg.store import bind, each, run

__all__ = ["Facts", "dating", "facts", "in_order", "joining", "naming", "pairing_classes", "weight"]

# annotation -> term -> values, ours by their local names
Facts = Mapping[str, Mapping[str, list[str]]]

FACTS = f"""
SELECT ?term ?fact ?value WHERE {{
  VALUES ?fact {{ $facts }} GRAPH <{ONTOLOGY}> {{ ?term ?fact ?value }}
}}"""
# What a relation weighs on a path if nothing is said.
ORDINARY = 10


def facts(store: Store, *names: str) -> Facts:
    """The annotations ``coop:<name>`` of all our terms.

    Example:
        >>> import kg
        >>> facts(kg.open(":memory:"), "joins")["joins"]["Agreement"]
        ['signatory']
    """
    found: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in names}
    query = bind(FACTS, {"facts": [ox.NamedNode(COOP + name) for name in names]})
    for term, name, value in each(run(store, query)):
        # Concepts of the schemes have an order too, and short names that may be those of terms.
        if term.value.startswith(COOP):
            found[local_name(name.value)][local_name(term.value)].append(
                value.value.removeprefix(COOP)
            )
    if any(found.values()):
        return found
    # An endpoint may have been filled by another version of the ontology.
    from kg import ontology as ontologies

    return ontologies.load().facts


def in_order(numbered: Mapping[str, list[str]]) -> list[str]:
    """Terms by the numbers that an annotation gives them.

    >>> in_order({"date": ["30"], "validFrom": ["10"]})
    ['validFrom', 'date']
    """
    return sorted(numbered, key=lambda term: (int(numbered[term][0]), term))


def dating(known: Facts, class_name: str) -> list[str]:
    """The dates that may say when something of a class happened, in the order to try them.

    Needs ``datedBy`` and ``dateOrder``. What a figure counts up to dates figures alone.
    """
    by = known["datedBy"]
    states = {name for names in by.values() for name in names}
    return by.get(class_name) or [n for n in in_order(known["dateOrder"]) if n not in states]


def weight(known: Facts, *terms: str) -> int:
    """How much a relation weighs as a step of a path: as the first of these terms that says it."""
    said = known["pathWeight"]
    return next((int(said[term][0]) for term in terms if term in said), ORDINARY)


def naming(known: Facts, class_name: str) -> list[str]:
    """The properties of which the label of a nameless claim is made, in their order.

    Needs ``labelPattern``.

    >>> naming({"labelPattern": {"Participation": ["{agent}：{inActivity}"]}}, "Participation")
    ['agent', 'inActivity']
    """
    return [
        name
        for text in known["labelPattern"].get(class_name, ())[:1]
        for name in re.findall(r"\{(\w+)\}", text)
    ]


@cache
def pairing_classes() -> frozenset[str]:
    """The classes of which a claim is a pairing: its tie is one of the network of pairings.

    >>> sorted(pairing_classes())
    ['Pairing']
    """
    from kg.ontology import load

    ties = load().facts["tiesIn"]
    return frozenset(name for name, networks in ties.items() if "pairing" in networks)


def joining(known: Facts) -> dict[str, tuple[str, str]]:
    """Kinds of claims that join partners: kind -> (class, property that leads to those it joins).

    Those that say most come first, as on a path. Needs ``kindName``, ``joins`` and ``pathWeight``.

    Example:
        >>> import kg
        >>> known = facts(kg.open(":memory:"), "kindName", "joins", "pathWeight")
        >>> list(joining(known).items())[0]
        ('pairing', ('Pairing', 'partner'))
    """
    found = [
        (weight(known, name, term), kind, (name, term))
        for name, (kind,) in known["kindName"].items()
        for term in known["joins"].get(name, ())
    ]
    return {kind: ends for _, kind, ends in sorted(found)}
