"""Which characters no text here holds: one rule for whatever comes in, and whatever goes out.

Control characters steer terminals and have no place in XML (XLSX, GEXF, GraphML); the marks that
turn the direction of writing make a text read otherwise than it is.
"""

from __future__ import annotations

import re

__all__ = ["INVISIBLE", "visible"]

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""The text with a sign in place of each character that no text may hold.

    >>> visible("a\x1b[31mb\u202e") == "a\ufffd[31mb\ufffd"
    True
    """
    return INVISIBLE.sub("\ufffd", text)
