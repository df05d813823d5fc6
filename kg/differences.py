"""What sources differ on: contradiction, progress of stages, the wider word beside the narrower.

A plan of 2018 that supports a pairing and a report of 2019 that calls it signed tell a story. A
contradiction is what cannot be one: two stages of one date or of a date unknown, a step backwards.
Of two words of which one is the wider, the narrower holds, as the sharper of two dates does; words
that sources use for one another agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg import dates
from kg.claims import Statement, citations, iris
from kg.entities import Record, concept
from kg.errors import Text
from kg.namespaces import COOP, ONTOLOGY, PREFIXES
from kg.sparql import Store
from kg.store import each, run

if TYPE_CHECKING:
    from kg.records import Progress, SourceFacts

__all__ = [
    "Scale",
    "Step",
    "contested",
    "progress_of",
    "progress_words",
    "read_scale",
    "settled",
    "steps",
]

STAGE = "stage"
SCALE = f"""
SELECT ?concept ?property ?value WHERE {{
  VALUES ?property {{ skos:broader skos:closeMatch coop:progressOrder coop:leavesOpen }}
  GRAPH <{ONTOLOGY}> {{ ?concept ?property ?value }}
}}"""
BROADER, CLOSE = PREFIXES["skos"] + "broader", PREFIXES["skos"] + "closeMatch"

_Sources = Mapping[str, "SourceFacts"]


class Scale(NamedTuple):
    """What the ontology says of its concepts: how far a stage is, and what is wider than what.

    ``open`` are those that say nothing of what their scheme tells apart, ``alike`` those that
    sources use for one another.
    """

    order: Mapping[str, int]
    broader: Mapping[str, frozenset[str]]
    open: frozenset[str]
    alike: frozenset[frozenset[str]] = frozenset()

    def agree(self, one: str, other: str) -> bool:
        """Whether one thing can be called by both."""
        both = frozenset({one, other})
        return both in self.alike or self.wider(one, other) or self.wider(other, one)

    def wider(self, narrow: str, wide: str) -> bool:
        """Whether one concept says no more than another, and nothing that contradicts it."""
        if wide in self.open and narrow not in self.open:
            return True
        if wide in self.open and self._placed(narrow) and not self._placed(wide):
            # 交流合作 says little, and 对口合作 only by which mechanism.
            return True
        above, todo = set[str](), [narrow]
        while todo:
            for one in self.broader.get(todo.pop(), frozenset()) - above:
                above.add(one)
                todo.append(one)
        return wide in above

    def _placed(self, one: str) -> bool:
        """Whether a concept has wider or narrower ones."""
        return one in self.broader or any(one in found for found in self.broader.values())


class Step(NamedTuple):
    """A stage, the days of which one is when it was first reported, and who reports it."""

    days: tuple[str, str]
    stage: str
    said: list[Statement]


def read_scale(store: Store) -> Scale:
    """Read what the ontology in a store says of its concepts.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> scale = read_scale(kg.open())
        >>> scale.wider(ID + "form/benchmark", ID + "form/pairing")
        True
    """
    order: dict[str, int] = {}
    broader: dict[str, set[str]] = defaultdict(set)
    unsaid: set[str] = set()
    alike: set[frozenset[str]] = set()
    for item, name, value in each(run(store, SCALE)):
        if name.value == BROADER:
            broader[item.value].add(value.value)
        elif name.value == CLOSE:
            alike.add(frozenset({item.value, value.value}))
        elif name.value == COOP + "progressOrder":
            order[item.value] = int(value.value)
        elif value.value == "true":
            unsaid.add(item.value)
    above = {one: frozenset(found) for one, found in broader.items()}
    return Scale(order, above, frozenset(unsaid), frozenset(alike))


def settled(
    group: Iterable[Statement], name: str, sources: _Sources, scale: Scale
) -> tuple[str | None, bool]:
    """The concept that all statements can agree on, and whether they conflict.

    That is the one they give, the narrowest of several, what is wider than several that sources
    use for one another, or of stages the one reported last.
    """
    said = list(group)
    found = iris(said, name)
    if len(found) < 2:
        return next(iter(found), None), False
    if name == STAGE:
        told = steps(said, sources, scale)
        return (told[-1].stage, False) if told else (None, True)
    if contested(said, name, sources, scale):
        return None, True
    # Each agrees with each, so that one of them is as narrow as the others or narrower.
    narrow = [one for one in sorted(found) if not any(scale.wider(other, one) for other in found)]
    # Of several that sources use for one another, none is what all say; what is wider is.
    above = frozenset.intersection(*(scale.broader.get(one, frozenset()) for one in narrow))
    return (min(above) if len(narrow) > 1 and above else narrow[0]), False


def contested(
    group: Iterable[Statement], name: str, sources: _Sources, scale: Scale
) -> frozenset[str]:
    """The values of a property that contradict another one that is given."""
    pairs = [(value, one) for one in group for value in one.iris(name)]
    return frozenset(
        value
        for (first, a), (second, b) in combinations(pairs, 2)
        if first != second
        and not (
            _progress(first, a, second, b, sources, scale)
            if name == STAGE
            else scale.agree(first, second)
        )
        for value in (first, second)
    )


def _progress(
    first: str, a: Statement, second: str, b: Statement, sources: _Sources, scale: Scale
) -> bool:
    """Whether one of two stages was reported after the other, and is not behind it."""
    days, later = _reported(a, sources), _reported(b, sources)
    if days is None or later is None:
        return False
    if days != later and scale.order.get(first, -1) == scale.order.get(second, -2):
        # Whichever came first: a day in March, and some day of that year.
        return True
    if later < days:
        days, later, first, second = later, days, second, first
    if not days[1] < later[0] or first not in scale.order or second not in scale.order:
        return False
    return scale.order[first] <= scale.order[second]


def _reported(one: Statement, sources: _Sources) -> tuple[str, str] | None:
    """As of when a statement speaks: what it says itself, else when its source was issued."""
    if own := one.dates("asOf"):
        return own
    issued = sources[one.source]["issued"]
    if issued is None:
        return None
    span = dates.parse(issued)
    return span.first.isoformat(), span.last.isoformat()


def steps(group: Iterable[Statement], sources: _Sources, scale: Scale) -> list[Step]:
    """The stages that a claim went through, each as of when it was first reported, in order.

    None if fewer than two are reported, or if they contradict each other.
    """
    group = list(group)
    if contested(group, STAGE, sources, scale):
        return []
    said: dict[str, list[Statement]] = defaultdict(list)
    for one in group:
        for stage in one.iris(STAGE):
            said[stage].append(one)
    if len(said) < 2:
        return []
    found = []
    for stage, saying in said.items():
        spans = [days for one in saying if (days := _reported(one, sources))]
        # The one that ends first, so that 13 March comes before “in the year”.
        found.append(Step(min(spans, key=lambda span: (span[1], span[0])), stage, saying))
    return sorted(found, key=lambda one: (one.days[1], one.days[0]))


def progress_of(
    found: Iterable[Step], known: Mapping[str, Record], sources: _Sources
) -> list[Progress]:
    """Steps as the JSON contract has them; ``known`` holds the records of the stages."""
    return [
        {
            "date": dates.show(*one.days),
            "stage": concept(known[one.stage]),
            "sources": citations(one.said, sources),
        }
        for one in found
    ]


def progress_words(progress: Sequence[Record]) -> list[Text]:
    """Each step in words, by the year where years tell the steps apart.

    Example:
        >>> signed = {"zh": "签约", "en": "signed"}
        >>> plan = {"date": "2018-03/2018-06", "stage": {"zh": "支持", "en": "supported"}}
        >>> [words.zh for words in progress_words([plan, {"date": "2019-03-13", "stage": signed}])]
        ['2018 支持', '2019 签约']
        >>> progress_words([plan, {"date": "2018-10", "stage": signed}])[1].en
        'signed (2018-10)'
    """
    days = [one["date"] for one in progress]
    years = [{part[:4] for part in day.split("/")} for day in days]
    if all(len(one) == 1 for one in years) and len(set().union(*years)) == len(years):
        days = [day[:4] for day in days]
    return [
        Text(f"{day} {one['stage']['zh']}", f"{one['stage']['en']} ({day})")
        for day, one in zip(days, progress, strict=True)
    ]
