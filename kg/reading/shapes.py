"""New things by their shape: they are proposed, never matched to something similar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.reading.abroad import abroad_in, strangers_in, townships_in
from kg.reading.folding import Folded
from kg.reading.mentions import Mention
from kg.reading.organizations import organizations_in
from kg.reading.things import Thing
from kg.reading.zones import zones_in

__all__ = ["new_mentions"]


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
    spans = [(zone.start, zone.end) for zone in zones]
    for mention in known:
        inside = [
            1
            for start, end in spans
            if start < mention.end
            and mention.start < end
            and (mention.start, mention.end) != (start, end)
            and not (mention.start == start and mention.thing.type != "Park")
        ]
        if not inside:
            yield mention
