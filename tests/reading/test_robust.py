"""Any characters, any length: places stay right, and time is bounded."""

from __future__ import annotations

import random
import time

import pytest

from kg.reading import MOST_DRAFTS

ALPHABET = (
    "大连市上海与和、对口合作签署协议《》“”()\n\t|→—0123456789亿元%年月日,，。；帮扶由分别双方两市"
    "aāé👍\u200b\u202e\x00\ue003\U00020000"
)
HOSTILE = {
    "no end": "大连市与上海市" * 3000,
    "a list": "大连市、" * 5000,
    "brackets": "(" * 20000,
    "digits": "1" * 20000,
    "titles": "《" * 20000,
    "zones": "高新区" * 6000,
    "lines": "\n" * 20000,
    "countries": "日本的" * 6000,
    "references": "两市签署" * 5000,
}


@pytest.mark.parametrize("seed", range(20))
def test_every_quote_stands_where_it_is_said_to(seed, read):
    chance = random.Random(seed)
    text = "".join(chance.choice(ALPHABET) for _ in range(1500))
    for draft in read(text):
        assert text[draft["start"] : draft["end"]] == draft["quote"]


@pytest.mark.parametrize("seed", range(5))
def test_any_unicode_is_read(seed, read):
    chance = random.Random(seed)
    planes = [chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))
              for _ in range(3000)]  # fmt: skip
    read("".join(map(chr, planes)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_takes_no_longer_than_its_length(text, read):
    begin = time.process_time()
    read(text)
    # A shared machine and coverage slow this down tenfold; what is quadratic takes minutes.
    assert time.process_time() - begin < 20


def test_a_hundred_short_documents_are_read_in_seconds(read):
    text = (
        "2019年，大连市与上海市签署《战略合作协议》，投资12.5亿元。遂川县由深圳市坪山区对口帮扶。\n"
        * 20
    )
    begin = time.process_time()
    for _ in range(100):
        read(text[:1000])
    assert time.process_time() - begin < 10


def test_of_a_long_text_no_more_than_can_be_decided_on_is_drafted(read):
    # A pair that is told again and again counts once, and hides no end.
    text = "大连市投资3亿元。大连市与上海市结对。\n" * 20_000
    begin = time.process_time()
    drafts = read(text)
    assert len(drafts) == MOST_DRAFTS
    assert drafts[-1]["end"] < len(text) / 2
    assert time.process_time() - begin < 120
