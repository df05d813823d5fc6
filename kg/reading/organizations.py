"""Organisations named after a place: 长岭县工商联(商会), 上海市松原商会."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.reading.mentions import Mention
from kg.reading.things import Thing
from kg.reading.words import longest_first, words
from kg.reading.zones import KEEP

__all__ = ["organizations_in"]

ORGANIZATION = (
    ("FederationOfIndustryAndCommerce", re.compile("工商业联合会$|工商联$")),
    ("ChamberOfCommerce", re.compile("商会$|企业联合会$|企业家协会$")),
    ("University", re.compile("大学$|学院$|党校$|学校$|中学$|小学$")),
    ("Hospital", re.compile("医院$|卫生院$")),
    ("Company", re.compile("公司$|集团$|银行$|出版社$|旅行社$")),
    ("MediaOrganization", re.compile("电视台$|电台$|报社$|日报$|融媒体中心$")),
    ("ResearchInstitute", re.compile("研究院$|研究所$|设计院$")),
    ("GovernmentBody", re.compile("[局厅委办]$|委员会$|法院$|检察院$")),
)
# No organisation is named after more places that stand side by side.
MOST = 5
HEADS = longest_first(words("organizations", "chambers"))
# 山东省工商联五金机电商会: a chamber of a trade under the federation.
TRADE = r"(?:(?<=工商联)[^\W\d_与和及同跟的在是到对向将签缔结为等会]{2,8}商会)?"
CHAMBER = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{HEADS})(?:[(（](?:总)?商会[)）])?{TRADE}")
# 甲与乙对口合作领导小组: a body of both, and no organisation of the second.
JOINT_BODY = re.compile("(?:对口|结对|东西部|山海协作|帮扶协作|区域合作|战略合作)")
JOINER = re.compile("[与和同、—–-]$")
OTHER = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9()（）]{{0,16}}?(?:{longest_first(words('organizations', 'others'))})"
)
INNER_STOP = re.compile(
    "[与和及在到对将由把为给跟同向从以的了是至往赴于等]|企业|干部|签|共|开展|举行|召开|代表"
)


def organizations_in(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """Organisations named after a place: 长岭县工商联(商会), 上海市松原商会."""
    done = -1
    for number, mention in enumerate(known):
        if mention.start < done or mention.thing.type == "Country":
            continue
        # 上海市松原商会: the last of the places that stand side by side has the suffix.
        last, end = number, mention.end
        while last + 1 < min(len(known), number + MOST) and known[last + 1].start <= end:
            last += 1
            end = max(end, known[last].end)
        for pattern in (CHAMBER, OTHER):
            found = pattern.match(text, end)
            if found and not _interrupted(found[0]) and not _of_both(text, mention, found[0]):
                name = text[mention.start : found.end()]
                if (
                    mention.thing.type == "Park"
                    and pattern is OTHER
                    and not found[0].endswith("公司")
                ):
                    continue
                done = found.end()
                yield Mention(mention.start, done, _organization(name, mention.thing), "shape")
                break


def _interrupted(between: str) -> bool:
    kept = KEEP.sub("", between)
    return bool(INNER_STOP.search(kept[:-2]))


def _of_both(text: str, mention: Mention, rest: str) -> bool:
    joined = JOINER.search(text, max(0, mention.start - 1), mention.start)
    return bool(joined and JOINT_BODY.match(rest))


def _organization(name: str, place: Thing) -> Thing:
    official = name.replace("工商联", "工商业联合会")
    kind = "Organization"
    bare = re.sub(r"[(（](?:总)?商会[)）]$", "", official)
    if "对外友好协会" in bare:
        return Thing(None, None, kind, official)
    for found, pattern in ORGANIZATION:
        if pattern.search(bare):
            kind = found
            break
    else:
        if re.search("协会$|联谊会$|促进会$|联合会$", bare):
            kind = "ChamberOfCommerce"
    return Thing(None, None, kind, official)
