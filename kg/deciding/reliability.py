"""How far coders agree: what was found, whether sentences hold it, what its cells say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.analysis import agreement
from kg.deciding.codebook import codebook_version
from kg.deciding.coders import coders_of
from kg.deciding.columns import counts_of, kind_of
from kg.deciding.matching import Group, groups_of, sentences_of, settled_sentences
from kg.deciding.readings import Reading, Words, read_coder, words_of
from kg.deciding.sampling import MAIN, TRAINING, plan_of
from kg.errors import KGError, Text
from kg.namespaces import COOP
from kg.ontology import Class, Ontology, Property, load

__all__ = ["Coded", "coded", "reliability"]


@dataclass(frozen=True)
class Coded:
    """What several coders made of the same texts.

    ``settled`` has the sentences in which each coder decided something, by text and coder.
    """

    folder: Path
    readings: list[Reading]
    words: dict[str, Words]
    settled: dict[str, dict[str, set[int]]]
    groups: list[Group]
    phase: str | None

    def both(self, source: str) -> set[int]:
        """The sentences in which at least two coders decided something."""
        sets = list(self.settled[source].values())
        return {one for a, b in combinations(sets, 2) for one in a & b}


def coded(
    folder: Path,
    *,
    coders: Sequence[str] = (),
    sources: Collection[str] = (),
    classes: Collection[str] = (),
    training: bool = False,
) -> Coded:
    """Read what coders decided, each apart, and match it.

    Args:
        folder: the data set.
        coders: by default all who decided something.
        sources: ids of texts; by default those of the plan (`kg sample`), or all.
        classes: local names; by default all.
        training: the training round instead of what counts.

    Raises:
        KGError: if fewer than two coders decided something, or a name is unknown.
    """
    known = coders_of(folder)
    chosen = list(dict.fromkeys(coders)) or known
    strange = [one for one in chosen if one not in known]
    if strange or len(chosen) < 2:
        raise _too_few(folder, strange, known)
    both = [read_coder(folder, one) for one in chosen]
    readings = [reading for reading, _ in both]
    words = words_of(folder, both[0][1])
    plan = plan_of(folder)
    phase = (TRAINING if training else MAIN) if plan else None
    wanted = [
        one
        for one in (plan or words)
        if one in words and (one in sources if sources else phase in (None, plan.get(one)))
    ]
    if lost := [one for one in sources if one not in words]:
        what = Text("没有这个来源，或它没有原文", "there is no such source with a text")
        raise KGError(what, where="、".join(lost))
    settled = {
        source: {one.coder: settled_sentences(one, source, words[source]) for one in readings}
        for source in (wanted or sources)
    }
    # A text counts once two have decided something in it.
    settled = {
        source: by for source, by in settled.items() if sum(bool(one) for one in by.values()) > 1
    }
    groups = [
        group
        for source in settled
        for group in groups_of(readings, source)
        if not classes or group.kind in classes
    ]
    return Coded(folder, readings, words, settled, groups, phase)


def _too_few(folder: Path, strange: Sequence[str], known: Sequence[str]) -> KGError:
    if strange:
        what = Text(
            f"没有编码员 {'、'.join(strange)} 的取舍", f"{', '.join(strange)} decided nothing"
        )
    else:
        what = Text("不足两个编码员", "there are fewer than two coders")
    there = Text(
        f"已有：{'、'.join(known) or '无'}；kg review {folder} --coder 名字",
        f"there are: {', '.join(known) or 'none'}; `kg review {folder} --coder NAME`",
    )
    return KGError(what, where=str(folder), hint=there)


def reliability(found: Coded) -> dict[str, Any]:
    """Measures by class and property; None where a measure is not defined."""
    ontology = load()
    kinds = sorted({group.kind for group in found.groups})
    decisions = {
        one.coder: [made for source in found.settled for made in one.decisions[source]]
        for one in found.readings
    }
    versions = {made["codebook"] for some in decisions.values() for made in some}
    return {
        "coders": [
            {
                "coder": one.coder,
                "decisions": len(decisions[one.coder]),
                "blind": sum(made["blind"] == "yes" for made in decisions[one.coder]),
            }
            for one in found.readings
        ],
        "phase": found.phase,
        "documents": sorted(found.settled),
        "sentences": sum(len(found.both(source)) for source in found.settled),
        "codebook": codebook_version(found.folder),
        "codebooks": sorted(versions - {""}),
        "intervals": {
            "level": agreement.LEVEL,
            "draws": agreement.TIMES,
            "seed": agreement.SEED,
        },
        "classes": [_class(found, ontology.classes[COOP + kind], ontology) for kind in kinds],
    }


def _class(found: Coded, kind: Class, ontology: Ontology) -> dict[str, Any]:
    groups = [group for group in found.groups if group.kind == kind.name]
    # A claim counts where another coder has decided on its words, too.
    counted = [group for group in groups if _in_both(found, group)]
    coders = [one.coder for one in found.readings]
    pairs = list(combinations(coders, 2))
    shared = [group for group in counted if len(group.claims) > 1]
    return {
        "class": kind.name,
        **kind.label._asdict(),
        "found": {
            "claims": {one: sum(one in group.claims for group in counted) for one in coders},
            "matched": len(shared),
            "f1": _mean([_f1(found, counted, pair) for pair in pairs]),
            "f1_interval": agreement.spread(
                counted, lambda some: _mean([_f1(found, some, pair) for pair in pairs])
            ),
        },
        "sentences": _sentences(found, groups, pairs),
        "properties": [
            _property(name, term, kind, shared) for name, term in _terms(shared, ontology)
        ],
    }


def _in_both(found: Coded, group: Group) -> bool:
    numbers = sentences_of([group.span], found.words[group.source])
    return bool(numbers & found.both(group.source))


def _f1(found: Coded, groups: Sequence[Group], pair: tuple[str, str]) -> float | None:
    """Over what stands in sentences in which these two decided something."""
    near = [group for group in groups if _in_pair(found, group, pair)]
    first, second = (sum(name in group.claims for group in near) for name in pair)
    matched = sum(all(name in group.claims for name in pair) for group in near)
    return agreement.found_by_both(first, second, matched)


def _in_pair(found: Coded, group: Group, pair: tuple[str, str]) -> bool:
    one, other = (found.settled[group.source][name] for name in pair)
    return bool(sentences_of([group.span], found.words[group.source]) & one & other)


def _sentences(
    found: Coded, groups: Sequence[Group], pairs: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Whether a sentence has a claim of the class: units that are the same for everybody."""
    units = _units(found, groups)

    def by_pair(some: Sequence[dict[str, bool]]) -> list[list[tuple[bool, bool]]]:
        return [
            [(unit[one], unit[other]) for unit in some if one in unit and other in unit]
            for one, other in pairs
        ]

    def kappa(some: Sequence[dict[str, bool]]) -> float | None:
        return _mean([agreement.kappa(pair) for pair in by_pair(some)])

    def alpha(some: Sequence[dict[str, bool]]) -> float | None:
        return agreement.alpha([list(unit.values()) for unit in some])

    return {
        "n": len(units),
        "all": sum(all(unit.values()) for unit in units),
        "none": sum(not any(unit.values()) for unit in units),
        "agreement": _mean([agreement.share(pair) for pair in by_pair(units)]),
        "kappa": kappa(units),
        "kappa_interval": agreement.spread(units, kappa),
        "alpha": alpha(units),
        "alpha_interval": agreement.spread(units, alpha),
    }


def _units(found: Coded, groups: Sequence[Group]) -> list[dict[str, bool]]:
    units = []
    for source in sorted(found.settled):
        words = found.words[source]
        here = [group for group in groups if group.source == source]
        has = {
            one.coder: sentences_of([s for group in here for s in _spans(group, one.coder)], words)
            for one in found.readings
        }
        for number in sorted(found.both(source)):
            by = found.settled[source]
            units.append({one: number in has[one] for one in by if number in by[one]})
    return units


def _spans(group: Group, coder: str) -> tuple[tuple[int, int], ...]:
    return group.claims[coder].spans if coder in group.claims else ()


def _terms(groups: Sequence[Group], ontology: Ontology) -> list[tuple[str, Property]]:
    terms = {
        name: term
        for group in groups
        for claim in group.claims.values()
        for name, term in claim.terms.items()
    }
    return sorted(terms.items())


def _property(name: str, term: Property, kind: Class, groups: Sequence[Group]) -> dict[str, Any]:
    """Agreement about one cell of what both found; a cell that is left empty says so, too."""
    filled = [
        [claim.cells.get(name, frozenset()) for claim in group.claims.values()]
        for group in groups
        if any(name in claim.cells for claim in group.claims.values())
    ]
    pairs = [pair for values in filled for pair in combinations(values, 2)]
    scale = _scale(term, kind)
    return {
        "property": name,
        **term.label._asdict(),
        "scale": scale,
        "n": len(filled),
        "one_left_open": sum(any(not value for value in values) for values in filled),
        "agreement": agreement.share(pairs),
        "alpha": _alpha(scale, filled),
        "alpha_interval": agreement.spread(filled, lambda some: _alpha(scale, some)),
    }


def _scale(term: Property, kind: Class) -> str:
    what = kind_of(term)
    if what in ("concept", "entity"):
        return "nominal" if counts_of(kind, term)[1] == 1 else "set"
    return "ratio" if what == "number" else "nominal"


def _alpha(scale: str, filled: Sequence[Sequence[frozenset[str]]]) -> float | None:
    if scale == "set":
        return agreement.alpha(filled, agreement.masi)
    if scale == "nominal":
        return agreement.alpha(filled)
    numbers = [[_number(value) for value in values] for values in filled]
    known = [[one for one in values if one is not None] for values in numbers]
    below = any(one < 0 for values in known for one in values)
    return agreement.alpha(known, agreement.interval if below else agreement.ratio)


def _number(value: frozenset[str]) -> float | None:
    try:
        return float(next(iter(value), ""))
    except ValueError:
        return None


def _mean(values: Sequence[float | None]) -> float | None:
    """Of pairs of coders; of two coders, their value."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
