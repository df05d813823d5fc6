"""The index by which the site finds names without a server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from kg.entities import Record
from kg.errors import Text
from kg.maps.characters import traditional
from kg.site.addresses import place_of

__all__ = ["lookup"]


def lookup(
    things: Mapping[str, Record], keys: Mapping[str, list[str]], labels: Mapping[str, Text]
) -> bytes:
    """A script that holds the names of what has a page, those first that are asked for most.

    A script and not JSON: a page that is opened from disk may load nothing else.

    Args:
        things: what has a page, by IRI.
        keys: its folded names, by IRI.
        labels: what classes are called.

    Example:
        >>> place = {"iri": "https://w3id.org/cooperation-kg/id/place/dalian", "type": "City"}
        >>> one = place | {"id": "place/dalian", "zh": "大连市", "en": "Dalian"}
        >>> found = lookup({one["iri"]: one}, {one["iri"]: ["大连"]}, {"City": Text("市", "city")})
        >>> '["id/place/dalian","大连市","Dalian",0,"大连"]' in found.decode()
        True
    """
    kinds = list(dict.fromkeys(one["type"] or "" for one in things.values()))
    names = [
        [
            quote(place_of(iri).removesuffix(".html")),
            one["zh"],
            one["en"],
            kinds.index(one["type"] or ""),
            " ".join(keys[iri]),
        ]
        for iri, one in things.items()
    ]
    told = {
        "kinds": [list(labels.get(kind, Text(kind, kind))) for kind in kinds],
        "simple": traditional({letter for one in names for letter in f"{one[1]}{one[4]}"}),
        "names": names,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    # Line separators end a line of a script in old browsers.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.KG_NAMES={text};\n".encode()
