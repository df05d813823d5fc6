"""Every refusal, in Chinese and English: where, what is wrong, how to mend it.

::

    KGError
    ├── OntologyError          ontology.ttl or shapes.ttl cannot be found or read
    ├── StoreError             the store is missing, in use, foreign or outdated
    │   └── NoStoreError       nothing there yet
    ├── LoadError              tables that cannot be loaded; carries every Problem
    ├── QueryError             SPARQL that cannot be run
    ├── NameLookupError        a name that does not mean exactly one entity
    │   ├── UnknownNameError
    │   └── AmbiguousNameError
    ├── NoPathError            nothing connects two entities
    └── AnalysisError          a network that a measure is not defined on

Every message reads ``WHERE: WHAT (HINT)``.
"""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = [
    "AmbiguousNameError",
    "AnalysisError",
    "KGError",
    "LoadError",
    "NameLookupError",
    "NoPathError",
    "NoStoreError",
    "OntologyError",
    "Problem",
    "QueryError",
    "StoreError",
    "Text",
    "UnknownNameError",
    "reason",
    "sentence",
]


# As in kg.characters, and tabs, which would move what stands behind them.
UNPRINTABLE = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
LONG_QUOTE = r"“([^”]{60})[^”]{20,}”"
# Of problems that differ in their values alone, this many are shown in full.
SHOWN_ALIKE = 5


class Text(NamedTuple):
    """The same words in Chinese and in English.

    >>> Text("来源", "source").in_language("en")
    'source'
    """

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The words in ``lang``: ``"zh"`` or ``"en"``."""
        return self.en if lang == "en" else self.zh


# What the system says of a file, for readers of Chinese; the rest is told in its own words.
REASONS = {
    errno.EACCES: "没有权限",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EEXIST: "已经存在",
    errno.EISDIR: "这是目录，不是文件",
    errno.ENOENT: "没有这个文件或目录",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EPERM: "不允许这样做",
    errno.EROFS: "文件系统只读",
}


def reason(error: OSError, said: Text | None = None) -> Text:
    """Why a file could not be read or written, after what is said of it.

    >>> reason(FileNotFoundError(errno.ENOENT, "No such file or directory"), Text("读不出：", "?"))
    Text(zh='读不出：没有这个文件或目录', en='?No such file or directory')
    """
    words = error.strerror or str(error)
    zh, en = said or ("", "")
    return Text(zh + REASONS.get(error.errno or 0, words), en + words)


def sentence(where: str, what: Text, hint: Text | None, lang: str) -> str:
    """One line, ``WHERE: WHAT (HINT)``, punctuated for its language.

    >>> sentence("a.csv:2", Text("缺少编号", "no id"), Text("请补上", "add one"), "zh")
    'a.csv:2：缺少编号（请补上）'
    """
    colon, left, right = (": ", " (", ")") if lang == "en" else ("：", "（", "）")
    head = f"{where}{colon}" if where else ""
    tail = f"{left}{hint.in_language(lang)}{right}" if hint else ""
    # What people typed is quoted back to them, and must not steer their terminal.
    said = re.sub(LONG_QUOTE, r"“\1…”", f"{head}{what.in_language(lang)}{tail}")
    return re.sub(UNPRINTABLE, "\ufffd", said)


class KGError(Exception):
    """Anything this package refuses, with the reason in both languages."""

    def __init__(self, what: Text, *, where: str = "", hint: Text | None = None) -> None:
        super().__init__(sentence(where, what, hint, "en"))
        self.what = what
        self.where = where
        self.hint = hint

    def message(self, lang: str) -> str:
        """The whole message in ``lang``."""
        return sentence(self.where, self.what, self.hint, lang)

    def __str__(self) -> str:
        """The whole message, candidates and all, in both languages: what Python shows of it."""
        return "\n".join(dict.fromkeys((self.message("zh"), self.message("en"))))


class OntologyError(KGError):
    """The ontology or the shapes cannot be found or read."""


class StoreError(KGError):
    """A store that cannot be opened or replaced."""


class NoStoreError(StoreError):
    """There is no store at the place that was named."""


class QueryError(KGError):
    """SPARQL that is refused, cannot be parsed or cannot be run."""


class AnalysisError(KGError):
    """A network on which the measure is not defined."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a table: ``file:row: column: what (hint)``; row 1 holds the headers."""

    file: str
    row: int
    column: str
    what: Text
    hint: Text | None = None

    def __lt__(self, other: Problem) -> bool:
        return self._place() < other._place()

    def _place(self) -> tuple[str, int, str, Text]:
        return self.file, self.row, self.column, self.what

    def message(self, lang: str) -> str:
        """The problem as one line in ``lang``."""
        where = f"{self.file}:{self.row}" if self.row else self.file
        if self.column:
            where += (": " if lang == "en" else "：") + self.column
        return sentence(where, self.what, self.hint, lang)


class LoadError(KGError):
    """Tables that cannot be loaded, or sources that cannot be taken out, with every problem."""

    def __init__(
        self, problems: Sequence[Problem], outcome: Text | None = None, hint: Text | None = None
    ) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        zh, en = outcome or ("未载入任何内容", "nothing was loaded")
        super().__init__(Text(f"共 {count} 处问题，{zh}", f"{count} {noun}, {en}"), hint=hint)

    def message(self, lang: str) -> str:
        """The problems, one a line, then their number; of many alike, the first few."""
        lines = []
        # In the order in which a table is mended: by file and row.
        for place, alike in self._places():
            if place < SHOWN_ALIKE:
                lines.append(alike[place].message(lang))
            elif place == SHOWN_ALIKE:
                lines.append(_more(alike, lang))
        return "\n".join([*lines, super().message(lang)])

    def _places(self) -> Iterator[tuple[int, list[Problem]]]:
        """For each problem those that are like it, and the how-manieth it is of them."""
        kinds = [
            (found.file, found.column, re.sub(r"“.*?”|\d+", "", found.what.en, flags=re.DOTALL))
            for found in self.problems
        ]
        groups: dict[tuple[str, str, str], list[Problem]] = {}
        for kind, problem in zip(kinds, self.problems, strict=True):
            groups.setdefault(kind, []).append(problem)
        seen: Counter[tuple[str, str, str]] = Counter()
        for kind in kinds:
            yield seen[kind], groups[kind]
            seen[kind] += 1


def _more(alike: Sequence[Problem], lang: str) -> str:
    """The line that stands for all but the first few."""
    file, column, more = alike[0].file, alike[0].column, len(alike) - SHOWN_ALIKE
    where = file + ((": " if lang == "en" else "：") + column if column else "")
    noun, line = ("problem", "row") if more == 1 else ("problems", "rows")
    what = Text(f"另有 {more} 处同类问题", f"{more} more {noun} of this kind")
    rows = ", ".join(str(problem.row) for problem in alike[SHOWN_ALIKE:][:SHOWN_ALIKE])
    dots = " …" if more > SHOWN_ALIKE else ""
    return sentence(where, what, Text(f"行 {rows}{dots}", f"{line} {rows}{dots}"), lang)


class NameLookupError(KGError):
    """A name that does not mean exactly one entity; carries the candidates or suggestions."""

    def __init__(
        self, what: Text, *, hint: Text | None, candidates: Sequence[Mapping[str, Any]]
    ) -> None:
        super().__init__(what, hint=hint)
        self.candidates = tuple(candidates)

    def message(self, lang: str) -> str:
        """The message, then one candidate a line: label, class, where it is, id."""
        lines = [super().message(lang)]
        for candidate in self.candidates:
            kind = candidate["class"].in_language(lang)
            inside = candidate["within"].in_language(lang)
            what = f"{kind}，{inside}" if inside else kind
            if lang == "en":
                what = f"{kind} in {inside}" if inside else kind
                lines.append(f"  {candidate['en']} ({what})  {candidate['id']}")
            else:
                lines.append(f"  {candidate['zh']}（{what}）  {candidate['id']}")
        return "\n".join(lines)


class UnknownNameError(NameLookupError):
    """No entity has this name; the candidates are suggestions, never answers."""


class AmbiguousNameError(NameLookupError):
    """Several entities have this name."""


class NoPathError(KGError):
    """Nothing connects two entities; carries what is known of both all the same."""

    def __init__(self, what: Text, *, hint: Text | None, known: Sequence[Text]) -> None:
        super().__init__(what, hint=hint)
        self.known = tuple(known)

    def message(self, lang: str) -> str:
        """The message, then one thing known a line."""
        lines = [f"  {words.in_language(lang)}" for words in self.known]
        return "\n".join([super().message(lang), *lines])
