"""The text as it is read: simplified, half-width, no glosses; each place leads to the raw text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.names import simplified

__all__ = ["Folded", "Sentence", "fold_text", "sentences"]

TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
GLOSS = re.compile(rf"(?<=[\u3400-\u9fff])[(（][a-zü{TONES}]{{1,7}}[)）]")
TONED = re.compile(rf"(?<=[\u3400-\u9fff])[(（][a-zü]{{0,6}}[{TONES}]")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]+")
# 2019 年 3 月: white space that typesetting put between a number and its unit.
LOOSE = re.compile(
    r"(?<=\d)[ \t](?=[年月日号万亿个家名人项元%对])|(?<=[年月约近达超共第])[ \t](?=\d)"
)
ENDS = re.compile(r"[。！？!?；;\n\r\u2028\u2029][”’』」）)]*")
# Nobody writes longer sentences, but a table or an attack may have no full stop at all.
LONGEST = 600
PAUSE = re.compile(r"[，,、：:\s]")


@dataclass(frozen=True)
class Folded:
    """A text as it is read.

    ``breaks`` and ``shifts`` say from which place on how many characters were left out before.
    """

    raw: str
    text: str
    breaks: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a span stands in the raw text, in code points."""
        return self._raw(start), self._raw(end - 1) + 1 if end > start else self._raw(start)

    def _raw(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.breaks, place) - 1]

    def quote(self, start: int, end: int) -> str:
        """The characters of the raw text."""
        first, last = self.origin(start, end)
        return self.raw[first:last]


@dataclass(frozen=True)
class Sentence:
    """Where a sentence stands in the folded text, and in which line, counted from 1."""

    start: int
    end: int
    line: int


def fold_text(raw: str) -> Folded:
    """Fold a text, one character for one character, and leave out what only disturbs.

    >>> folded = fold_text("拉薩(sà)與無錫２０１９年")
    >>> folded.text, folded.quote(0, 2)
    ('拉萨与无锡2019年', '拉薩')
    """
    text = raw.translate(_table(raw))
    removed = sorted(_removed(text))
    pieces, breaks, shifts, done, gone = [], [0], [0], 0, 0
    for start, end in removed:
        if start < done:
            continue
        pieces.append(text[done:start])
        gone += end - start
        breaks.append(end - gone)
        shifts.append(gone)
        done = end
    pieces.append(text[done:])
    return Folded(raw, "".join(pieces), tuple(breaks), tuple(shifts))


def _table(raw: str) -> dict[int, str]:
    table = {}
    for char in set(raw):
        # The quotation marks and the dash of Chinese print are as wide as a character already.
        wide = unicodedata.normalize("NFKC", char)
        simple = simplified(wide) if len(wide) == 1 else char
        if simple != char and len(simple) == 1:
            table[ord(char)] = simple
    return table


def _removed(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (INVISIBLE, LOOSE):
        yield from (found.span() for found in pattern.finditer(text))
    if TONED.search(text):
        yield from (found.span() for found in GLOSS.finditer(text))
    yield from _wrapped(text)


def _wrapped(text: str) -> Iterator[tuple[int, int]]:
    """Line breaks that only the width of a page made: most lines are as long as the longest."""
    lines = text.split("\n")
    lengths = [len(line.rstrip()) for line in lines]
    full = max(lengths, default=0) * 0.85
    if len(lines) < 6 or not 18 <= full <= 120 or re.search(r"[|\t→]", text):
        return
    long = sum(length >= full for length in lengths)
    if long < 0.6 * sum(length > 0 for length in lengths):
        return
    place = 0
    for line, length in zip(lines, lengths, strict=True):
        end = place + len(line)
        if length >= full and re.match(
            r"[\u3400-\u9fff,，、\d]\n[\u3400-\u9fff\d]", text[end - 1 : end + 2]
        ):
            yield place + length, end + 1
        place = end + 1


def sentences(folded: Folded) -> Iterator[Sentence]:
    r"""The sentences of a text, in order; what is endless is cut.

    >>> [found.line for found in sentences(fold_text("大连。上海。\n沈阳"))]
    [1, 1, 2]
    """
    text, start, line = folded.text, 0, 1
    for found in [*ENDS.finditer(text), None]:
        end = found.end() if found else len(text)
        while end - start > LONGEST:
            pauses = [place.end() for place in PAUSE.finditer(text, start, start + LONGEST)]
            cut = pauses[-1] if pauses else start + LONGEST
            yield Sentence(start, cut, line)
            start = cut
        if text[start:end].strip():
            yield Sentence(start, end, line)
        line += text.count("\n", start, end)
        start = end
