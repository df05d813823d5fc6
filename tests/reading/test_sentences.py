"""Sentences of many styles with the pairs that they tell, and what they only seem to tell."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.reading.expected import wrong_pairs

LINES = (Path(__file__).parent / "pairings.txt").read_text(encoding="utf-8").splitlines()
READ = LINES[: LINES.index("# not read yet")]
LATER = LINES[len(READ) :]


def cases(lines):
    for line in lines:
        text, arrow, pairs = line.partition("=>")
        if arrow and not line.startswith("#"):
            wanted = [one.strip() for one in pairs.split(";") if one.strip()]
            yield text.strip().replace("\\n", "\n").replace("\\t", "\t"), wanted


@pytest.mark.parametrize(("text", "pairs"), list(cases(READ)), ids=itertools.count())
def test_the_pairs_of_a_sentence_are_read_and_no_others(text, pairs, read):
    assert wrong_pairs(read(text), pairs) == []


@pytest.mark.parametrize(("text", "pairs"), list(cases(LATER)), ids=itertools.count())
@pytest.mark.xfail(strict=True, reason="not read yet")
def test_what_is_not_read_yet(text, pairs, read):
    drafts = read(text)
    assert wrong_pairs(drafts, pairs) == []
    signs = {
        "→" if one["cells"]["supporter"] else "—" for one in drafts if one["class"] == "Pairing"
    }
    assert signs == {"→" if "→" in one else "—" for one in pairs}
