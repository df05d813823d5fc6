"""The sentence that the page opens with, and how its numbers were counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx

from kg.maps.wording import STRINGS
from kg.terms import pairing_classes

__all__ = ["long_date", "summary"]

MONTHS = (
    "January February March April May June July August September October November December"
).split()
OTHER = 9
_Json = dict[str, Any]


def summary(network: nx.MultiDiGraph) -> _Json:
    """`sentence`: how many pairs at which levels, from how many documents, as of when; `how`: why.

    Both in zh and en. A pairing counts once however many documents state it, on the level of its
    lower partner; one with an open partner is counted apart, and counts without names are not
    added up, because their scopes may overlap.
    """
    members = _members(network)
    named = {claim: ends for claim, ends in members.items() if not _is_open(network, ends)}
    levels = Counter(_level(network, ends) for ends in named.values())
    counted = [g for g in network.graph.get("groups", []) if g["count"] > len(g["named"])]
    documents = _documents(network)
    date = max((issued for issued in documents.values() if issued), default=None)
    result: _Json = {"sentence": {}, "how": {}}
    for index, lang in enumerate(("zh", "en")):

        def say(name: str, *values: object, index: int = index) -> str:
            return STRINGS[name][index].format(*values)

        def tell(name: str, count: int, say: Any = say) -> str:
            return str(say(f"{name}1" if count == 1 else name, count))

        parts = ("，" if lang == "zh" else ", ").join(
            say(f"level{n}", levels[n]) for n in sorted(levels)
        )
        left_open = len(members) - len(named)
        pairs = sum(levels.values())
        if not members and not counted:
            result["sentence"][lang] = say("sentenceNone")
            result["how"][lang] = []
            continue
        result["sentence"][lang] = STRINGS["sentence"][index].format(
            docs=tell("docs", len(documents)),
            asof=say("asof", long_date(date, lang)) if date else "",
            named=tell("1named" if len(documents) == 1 else "named", pairs),
            levels=say("levels", parts) if parts else "",
            open=tell("openCount", left_open) if left_open else "",
            unnamed=tell("unnamedCount", len(counted)) if counted else "",
        )
        how = [say("howPair"), say("howLevel")]
        if levels[OTHER]:
            how.append(say("howOther", _others(network, named.values(), lang)))
        if left_open:
            how.append(say("howOpen", left_open))
        if counted:
            each = ("；" if lang == "zh" else "; ").join(
                say("howGroup", g[lang] or g["zh"], g["count"], len(g["named"])) for g in counted
            )
            how.append(say("howUnnamed", each))
        result["how"][lang] = [*how, say("howDocs", len(documents))]
    return result


def _members(network: nx.MultiDiGraph) -> dict[str, set[str]]:
    claims: dict[str, set[str]] = {}
    for a, b, key, data in network.edges(keys=True, data=True):
        if data["relation"] in pairing_classes():
            claims.setdefault(data["claim"] or f"{a} {b} {key}", set()).update((a, b))
    return dict(sorted(claims.items()))


def _is_open(network: nx.MultiDiGraph, ends: set[str]) -> bool:
    return any(network.nodes[end]["type"] == "open" for end in ends)


def _level(network: nx.MultiDiGraph, ends: set[str]) -> int:
    ranks = [network.nodes[end]["level"] for end in ends]
    return OTHER if None in ranks else min(2, max(ranks))


def _others(network: nx.MultiDiGraph, pairings: Any, lang: str) -> str:
    """What the partners without an administrative level are: "ports 2, companies 1"."""
    kinds = network.graph.get("classes", {})
    counts: Counter[str] = Counter()
    for ends in pairings:
        found = {network.nodes[e]["type"] for e in ends if network.nodes[e]["level"] is None}
        if found:
            counts[min(found)] += 1
    order = {name: number for number, name in enumerate(kinds)}
    return ("、" if lang == "zh" else ", ").join(
        f"{kinds.get(kind, {}).get(lang) or kind} {counts[kind]}"
        for kind in sorted(counts, key=lambda k: (-counts[k], order.get(k, 999), k))
    )


def _documents(network: nx.MultiDiGraph) -> dict[str, str | None]:
    """The documents that name or count pairings, with their dates."""
    references = [
        *(
            ref
            for *_, data in network.edges(data=True)
            if data["relation"] in pairing_classes()
            for ref in data["sources"]
        ),
        *(ref for group in network.graph.get("groups", []) for ref in group["sources"]),
    ]
    return {ref["id"]: ref["issued"] for ref in references}


def long_date(date: str, lang: str) -> str:
    """A date as sharp as it is, as people write it.

    Example:
        >>> long_date("2018-03", "zh"), long_date("2022-02-25", "en")
        ('2018年3月', '25 February 2022')
        >>> long_date("2018-03/2018-06", "zh"), long_date("2018-03/2018-06", "en")
        ('2018年3月—2018年6月', 'March 2018 – June 2018')
    """
    if "/" in date:
        dash = "—" if lang == "zh" else " – "
        return dash.join(long_date(part, lang) for part in date.split("/"))
    parts = date.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return date
    if lang == "zh":
        return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    named = [
        parts[0],
        *(MONTHS[int(part) - 1] for part in parts[1:2]),
        *(str(int(part)) for part in parts[2:]),
    ]
    return " ".join(reversed(named))
