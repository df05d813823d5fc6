"""New things by their shape: they are proposed, never matched to something similar."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kg.reading.abroad import abroad_in, strangers_in, townships_in
from kg.reading.folding import Folded
from kg.reading.mentions import Mention
from kg.reading.organizations import organizations_in
from kg.reading.things import Thing
from kg.reading.zones import zones_in

__all__ = ["new_mentions"]

LONGEST = 40


def new_mentions(folded: Folded, known: Sequence[Mention]) -> list[Mention]:
    """Known mentions and new ones, in order; what lies inside a new one stays beside it."""
    text = folded.text
    zones = zones_in(text, known)
    found = [*_without_covered(known, zones), *zones]
    found += [*abroad_in(text, found), *strangers_in(text, found), *townships_in(text, found)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    found += list(organizations_in(text, found))
    longest: dict[int, int] = {}
    for mention in found:
        if mention.thing.type == "Foreign":
            longest[mention.start] = max(mention.end, longest.get(mention.start, 0))
    spans = {(m.start, m.end) for m in found if m.thing.type == "Foreign"}
    found = [m for m in found if m.thing.type == "Foreign" or (m.start, m.end) not in spans]
    kept = [
        mention
        for mention in dict.fromkeys(found)
        if mention.thing.type != "Foreign" or mention.end == longest[mention.start]
    ]
    return _named_before(sorted(kept, key=lambda mention: (mention.start, -mention.end)))


def _named_before(mentions: Sequence[Mention]) -> list[Mention]:
    """滨海新区 after 绍兴滨海新区 is that one, unless the text names where the other lies."""
    places = {mention.thing.zh for mention in mentions}
    zones: dict[str, Thing] = {}
    result = []
    for mention in mentions:
        thing = mention.thing
        if mention.form in ("official", "bare", "zone", "listed") and not places & set(thing.above):
            longer = next((zone for name, zone in zones.items() if name.endswith(thing.zh)), None)
            if longer is not None and longer is not thing and longer.zh != thing.zh:
                mention = Mention(mention.start, mention.end, longer, "named before")
        if thing.type in ("Park", "NewArea"):
            zones[thing.zh] = thing
        result.append(mention)
    return result


def _without_covered(known: Iterable[Mention], zones: Sequence[Mention]) -> Iterator[Mention]:
    """Known names but those that a longer zone's name begins or ends in the middle of."""
    ordered = sorted(zones, key=lambda zone: zone.start)
    for mention in known:
        # No zone's name is so long that one further away could reach here.
        first = bisect_left(ordered, mention.start - LONGEST, key=lambda zone: zone.start)
        last = bisect_left(ordered, mention.end, key=lambda zone: zone.start)
        if not any(_covers(zone, mention) for zone in ordered[first:last]):
            yield mention


def _covers(zone: Mention, mention: Mention) -> bool:
    if zone.end <= mention.start or (zone.start, zone.end) == (mention.start, mention.end):
        return False
    return zone.start != mention.start or mention.thing.type == "Park"
