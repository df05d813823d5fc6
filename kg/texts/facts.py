"""What a text says of itself: its title, who published it, when. Proposed, never given."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

__all__ = ["Proposed", "propose_facts"]


class Proposed(NamedTuple):
    """Facts that a text gives of itself, None if it gives none, and the words they stand in."""

    title: str | None
    publisher: str | None
    issued: str | None
    basis: str


# Datelines stand in the first lines, and some in the last.
HEAD, FOOT, MOST = 15, 4, 1_500
DATED = re.compile(
    r"(?:发布时间|发布日期|发文日期|成文日期|刊发时间|发表时间|日期|时间)[：:\s]*"
    r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)"
)
# A line that is nothing but a date, or a date with source and hour.
LINE = re.compile(
    r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)\s*日?(?:\s+\d{1,2}[:：]\d{2})*"
)
SOURCE = re.compile(
    r"(?:稿件来源|信息来源|文章来源|来源|稿源|发布机构|发布单位|发文机关)[：:]\s*([^\s|｜，,。；;：:（）()\d]{2,30})"
)
WIRE = re.compile(r"(新华社|中新社|中新网)[\u3400-\u9fff]{0,8}\d{1,2}月\d{1,2}日电")
# 标题 - 新华网, 标题_新闻频道_央视网: what pages of a site end their titles with.
SITE = re.compile(
    r"\s*[-–—_|｜·»]{1,2}\s*[^-–—_|｜·»]{0,14}"
    r"(?:网|报|日报|晚报|时报|新闻|频道|在线|客户端|电视台|通讯社|新华社|门户|资讯|政务|人民政府|央视|"
    r"官网|首页|委员会|发改委|新浪|搜狐|网易|腾讯|澎湃|\.com|\.cn|\.com\.cn)\s*$"
)
ENDED = re.compile(r"[。；;，,：:]$")
SHORT, LONG = 5, 60


def propose_facts(text: str, title: str | None = None) -> Proposed:
    r"""What the head of a text gives: lines such as 来源：…, a dateline, a headline.

    Args:
        text: the text.
        title: what the document's own data call it.

    Example:
        >>> propose_facts("大连与上海签约\n来源：大连日报 2024-06-19 08:00\n大连市……")[:3]
        ('大连与上海签约', '大连日报', '2024-06-19')
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = "\n".join(lines[:HEAD])[:MOST]
    basis = []
    publisher = SOURCE.search(head) or WIRE.search(head)
    if publisher:
        basis.append(publisher[0])
    issued, said = _issued(head, [*lines[:HEAD], *lines[HEAD:][-FOOT:]])
    if said:
        basis.append(said.strip())
    headline = _without_site(title, lines) if title else _headline(lines)
    return Proposed(headline, publisher[1] if publisher else None, issued, "；".join(basis))


def _without_site(title: str, lines: list[str]) -> str:
    """The title of a page without what its site adds.

    >>> _without_site("大连与上海签约_国内新闻_某某网", []), _without_site("京沈对口合作-专题", [])
    ('大连与上海签约', '京沈对口合作-专题')
    """
    named = next((line for line in lines[:HEAD] if SHORT <= len(line) < len(title)), None)
    if named and re.match(re.escape(named) + r"\s*[-–—_|｜·»]", title):
        return named
    while (found := SITE.search(title)) and found.start() >= SHORT:
        title = title[: found.start()]
    return title


def _issued(head: str, lines: list[str]) -> tuple[str | None, str]:
    found = DATED.search(head)
    if not found:
        # Where it stands in a sentence, a date is one of something told.
        short = (line for line in lines if len(line) <= LONG and not ENDED.search(line))
        matches = ((line, LINE.search(line)) for line in short)
        found = next((one for line, one in matches if one and _alone(line, one)), None)
    if not found:
        return None, ""
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None, ""
    return (day.isoformat(), found[0]) if 1949 <= day.year <= date.today().year else (None, "")


def _alone(line: str, found: re.Match[str]) -> bool:
    """Whether a line is a dateline: beside the date at most a name and a clock."""
    rest = (line[: found.start()] + line[found.end() :]).strip(" \t（）()[]【】|｜")
    return (
        not rest
        or bool(SOURCE.search(rest))
        or re.fullmatch(r"[\u3400-\u9fff]{2,12}[报社网台]", rest) is not None
    )


def _headline(lines: list[str]) -> str | None:
    if len(lines) < 2 or not SHORT <= len(lines[0]) <= LONG:
        return None
    first = lines[0]
    plain = not ENDED.search(first) and "\t" not in first and not SOURCE.search(first)
    return first if plain and not LINE.fullmatch(first) else None
