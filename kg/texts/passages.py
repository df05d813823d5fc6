"""Where a passage stands in a text, and what copying has changed of it.

Offsets are those of the text as it is, whatever is disregarded.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence

from kg.characters import simplified, unified
from kg.errors import Text

__all__ = ["as_copied", "changed", "longest_part", "word_for_word"]

# Comparing costs: what is similar is looked for in so much of a text, for so much of a passage.
COMPARED, LONGEST = 100_000, 200
SHORTEST = 4
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("‘’‚‛＇", "'"))
SCRIPT, MARKS = Text("繁简", "traditional or simplified"), Text("引号", "quotation marks")
WIDTH, CASE = Text("全角半角", "width"), Text("大小写", "case")
SPACE = Text("空白", "white space")
KINDS = (MARKS, SCRIPT, WIDTH, CASE, SPACE)


def word_for_word(text: str, passage: str) -> list[tuple[int, int]]:
    """Every place where the text has the passage; radicals are the characters they look like.

    >>> word_for_word("哈哈哈", "哈哈"), word_for_word("⼈⺠政府", "人民")
    ([(0, 2), (1, 3)], [(0, 2)])
    """
    return list(_places(unified(text), unified(passage)))


def as_copied(text: str, passage: str) -> list[tuple[int, int]]:
    """Every place where the text has it but for script, width, case, quotation marks and space.

    >>> as_copied("称“對口\u3000合作”", '称"对口合作"')
    [(0, 8)]
    """
    wanted = "".join(_fold(passage)[0])
    letters, offsets = _fold(text)
    found = _places("".join(letters), wanted) if wanted else ()
    return [(offsets[start], offsets[end - 1] + 1) for start, end in found]


def changed(words: str, passage: str) -> list[Text]:
    """What a passage has otherwise than the words that it was copied from.

    >>> changed("“對口”", '"对口"')[0].zh, len(changed("“對口”", '"对口"'))
    ('引号', 2)
    """
    found = []
    for kind in KINDS:
        others = [one for one in KINDS if one != kind]
        if _fold(words, others)[0] != _fold(passage, others)[0]:
            found.append(kind)
    # Width and quotation marks change both ＂ and what stands for it.
    return found or [one for one in KINDS if _fold(words, [one])[0] == _fold(passage, [one])[0]]


def longest_part(text: str, passage: str) -> tuple[int, int] | None:
    """The longest part of the passage that the text does have, if that is more than a word.

    >>> longest_part("四平市与金华市签署协议。", "四平市与金华市签订协议")
    (0, 8)
    """
    words, where = _fold(text[:COMPARED])
    wanted = _fold(passage[:LONGEST])[0]
    matcher = difflib.SequenceMatcher(None, wanted, words, autojunk=False)
    match = matcher.find_longest_match()
    # Of a passage that holds nothing but signs without width, no text has a part.
    if not match.size or match.size < min(SHORTEST, len(wanted)):
        return None
    return where[match.b], where[match.b + match.size - 1] + 1


def _places(text: str, passage: str) -> Iterator[tuple[int, int]]:
    # Places may overlap: 哈哈 stands twice in 哈哈哈.
    for match in re.finditer(f"(?={re.escape(passage)})", text):
        yield match.start(), match.start() + len(passage)


def _fold(text: str, kinds: Sequence[Text] = KINDS) -> tuple[list[str], list[int]]:
    """What counts in a text, letter by letter, and where each letter stands in it."""
    converted = simplified(text) if SCRIPT in kinds else text
    # Conversion keeps the length; a text of which that were not true stays as it is.
    same = converted if len(converted) == len(text) else text
    same = same.translate(QUOTES) if MARKS in kinds else same
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(same):
        wide = unicodedata.normalize("NFKC", char) if WIDTH in kinds else char
        for letter in wide.casefold() if CASE in kinds else wide:
            if SPACE in kinds and (letter.isspace() or unicodedata.category(letter) == "Cf"):
                continue
            letters.append(letter)
            offsets.append(offset)
    return letters, offsets
