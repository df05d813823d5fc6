"""The first sentence of a sheet: who with whom, how, since when, how far, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.entities import Record
from kg.errors import Text

if TYPE_CHECKING:
    from kg.records import Entity, PartnerRow, SourceFacts
    from kg.records.sheets import SaidRow

__all__ = [
    "RELIABILITY",
    "listed",
    "of_circle",
    "of_claim",
    "of_pairing",
    "of_programme",
    "resting",
]

RELIABILITY = {
    "official": Text("官方", "official"),
    "press": Text("媒体", "press"),
    "web": Text("网页", "web"),
    "weak": Text("弱来源", "weak"),
}
# From this place on the scale of stages on something is agreed; before it is only meant to be.
AGREED = 40
NAMED = 3


def listed(
    records: Sequence[Mapping[str, Any]], most: int = NAMED, *, of: Text | None = None
) -> Text:
    """Names in a row, of many the first few and how many there are.

    >>> cities = [{"zh": name, "en": name} for name in "ABCD"]
    >>> listed(cities).zh, listed(cities[:2]).en, listed(cities, of=Text("个领域", "fields")).zh
    ('A、B、C等 4 方', 'A and B', 'A、B、C等 4 个领域')
    """
    names = list(dict.fromkeys((one["zh"], one["en"]) for one in records))
    zh, en = ([name[number] for name in names[:most]] for number in (0, 1))
    unit = of or Text("方", "")
    if len(names) > most:
        more = f"{len(names) - most} more{' ' if unit.en else ''}{unit.en}"
        return Text(f"{'、'.join(zh)}等 {len(names)} {unit.zh}", f"{', '.join(en)} and {more}")
    last = f"{', '.join(en[:-1])} and {en[-1]}" if len(en) > 1 else "".join(en)
    return Text("、".join(zh), last)


def of_pairing(
    rows: Sequence[PartnerRow],
    said: Sequence[SaidRow],
    sources: Iterable[SourceFacts],
    reached: int | None,
) -> Text:
    """The sentence of a pairing.

    Args:
        rows: one for each two that it joins, as `kg.questions.joined.pairings` has them.
        said: who said what of it.
        sources: those that say so.
        reached: the furthest stage that any source reports, on the scale of the ontology.
    """
    row = rows[0]
    planned = reached is not None and reached < AGREED
    zh, en = _joined(rows, planned=planned)
    told = [*_when(row, said), *_far(row, planned=planned)]
    told = [*_under(row), *_how(row), *told, *_fields(row)]
    zh = "，".join([zh, *(one.zh for one in told)])
    en = ", ".join([en, *(one.en for one in told)])
    rests = resting(sources, said)
    return Text(f"{zh}。{rests.zh}", f"{en}. {rests.en}")


def _joined(rows: Sequence[PartnerRow], *, planned: bool) -> tuple[str, str]:
    directed = [row for row in rows if row["side"]]
    if directed:
        one = listed([row["of"] for row in directed])
        other = listed([row["partner"] for row in directed])
        meant = ("拟", "is to support") if planned else ("", "supports")
        return f"{one.zh}{meant[0]}支援{other.zh}", f"{one.en} {meant[1]} {other.en}"
    ends = {}
    for row in rows:
        for end in (row["of"], row["partner"]):
            ends[end["id"] or end["zh"]] = end
    names = listed(list(ends.values()), 6)
    zh = "与".join(one["zh"] for one in ends.values()) if len(ends) == 2 else names.zh
    return (
        (f"{zh}拟结对", f"{names.en} are to be paired")
        if planned
        else (f"{zh}结对", f"{names.en} are paired")
    )


def _under(row: PartnerRow) -> Iterable[Text]:
    mechanism, programme = row["mechanism"], row["programme"]
    if mechanism:
        yield Text(f"机制为{mechanism['zh']}", f"mechanism: {mechanism['en']}")
    if programme:
        yield Text(f"计划为{programme['zh']}", f"programme: {programme['en']}")


def _how(row: PartnerRow) -> Iterable[Text]:
    form = row["form"]
    if form and form["zh"] != (row["mechanism"] or form)["zh"]:
        yield Text(f"形式为{form['zh']}", f"form: {form['en']}")


def _when(row: PartnerRow, said: Sequence[SaidRow]) -> Iterable[Text]:
    for key, zh, en in (("from", "{}起", "since {}"), ("until", "至 {}", "until {}")):
        if day := row[key]:  # type: ignore[literal-required]
            yield Text(zh.format(f"{day} " if key == "from" else day), en.format(day))
        elif key in row["conflicts"]:
            name = "validFrom" if key == "from" else "validUntil"
            days = sorted(_disputed(said, name))
            what = Text("起始", "beginning") if key == "from" else Text("终止", "end")
            yield Text(
                f"{what.zh}说法不一（{'／'.join(days)}）",
                f"{what.en} disputed ({' / '.join(days)})",
            )


def _disputed(said: Sequence[SaidRow], name: str) -> set[str]:
    rows = [row for row in said if row["property"] == name]
    return {str(one["value"]) for row in rows for one in row["values"]}


def _far(row: PartnerRow, *, planned: bool) -> Iterable[Text]:
    stage = row["stage"]
    if not stage:
        return
    if planned:
        yield Text(
            f"来源只说到“{stage['zh']}”，没有来源说已签约或确立",
            f"which sources call “{stage['en']}”: none reports it signed or established",
        )
    else:
        yield Text(f"阶段为{stage['zh']}", f"stage: {stage['en']}")


def _fields(row: PartnerRow) -> Iterable[Text]:
    if row["fields"]:
        names = listed(row["fields"], 4, of=Text("个领域", "fields"))
        yield Text(f"涉及{names.zh}", f"in {names.en}")


def resting(sources: Iterable[SourceFacts], said: Sequence[SaidRow] = ()) -> Text:
    """On how many sources of what kind something rests, and on what they differ."""
    counts = Counter(one["reliability"] for one in sources)
    number = sum(counts.values())
    kinds = [(words, counts[kind]) for kind, words in RELIABILITY.items() if counts[kind]]
    zh = "、".join(f"{words.zh} {count}" for words, count in kinds)
    en = ", ".join(f"{count} {words.en}" for words, count in kinds)
    differ = [row for row in said if row["conflict"]]
    if number == 1:
        kind = kinds[0][0] if kinds else Text("未分级", "not graded")
        rests = Text(f"只有 1 个来源（{kind.zh}）", f"One source says so ({kind.en})")
    else:
        rests = Text(f"{number} 个来源（{zh}）", f"{number} sources say so ({en})")
    if not differ:
        return Text(f"{rests.zh}{'说到' if number != 1 else ''}。", f"{rests.en}.")
    names = "、".join(row["zh"] for row in differ), ", ".join(row["en"] for row in differ)
    return Text(f"{rests.zh}说到，{names[0]}的说法不一。", f"{rests.en} and differ on: {names[1]}.")


def of_circle(entity: Entity, rows: Sequence[PartnerRow], beneath: int) -> Text:
    """The sentence of a place or an organization: with whom, by mechanism and direction."""
    name = Text(entity["zh"], entity["en"])
    inside = (
        [Text(f"所辖各地和园区另有 {beneath} 对", f"{beneath} more pairs of what lies within it")]
        if beneath
        else []
    )
    if not rows and not inside:
        return Text(
            f"图谱中没有{name.zh}的结对；没有记载，不等于没有。",
            f"The graph has no pairing of {name.en}; that is no denial.",
        )

    def key(row: PartnerRow) -> tuple[str, str, str]:
        mechanism = row["mechanism"] or {
            "id": "~",
            "zh": "机制未注明",
            "en": "mechanism not stated",
        }
        return mechanism["zh"], mechanism["en"], row["side"] or ""

    told = []
    for (zh, en, side), group in groupby(sorted(rows, key=key), key=key):
        names = listed([row["partner"] for row in group])
        verb = {
            "supported": Text(f"支援{names.zh}", f"supports {names.en}"),
            "supporter": Text(f"受{names.zh}支援", f"is supported by {names.en}"),
        }.get(side, Text(f"与{names.zh}结对", f"is paired with {names.en}"))
        told.append(Text(f"{verb.zh}（{zh}）", f"{verb.en} ({en})"))
    told += inside
    return Text(
        f"{name.zh}{'；'.join(one.zh for one in told)}。",
        f"{name.en} {'; '.join(one.en for one in told)}.",
    )


def of_programme(covered: Record) -> Text:
    """The sentence of a programme: what is announced, what is here, what is wanted."""
    name, told, here = covered["programme"], covered["announced"], covered["pairings"]
    missing = len(covered["missing"])
    announced = (
        Text(f"公布 {told} 对", f"{told} pairs announced")
        if told
        else Text("公布的对数未详", "number of announced pairs not told")
    )
    wanted = [Text(f"待查 {missing} 对", f"{missing} wanted")] if missing else []
    parts = [announced, Text(f"图谱收录 {here} 对", f"{here} here"), *wanted]
    return Text(
        f"{name['zh']}（{covered['mechanism']['zh']}）：{'，'.join(one.zh for one in parts)}。"
        "公布的不等于落实的，没有收录不等于没有。",
        f"{name['en']} ({covered['mechanism']['en']}): {', '.join(one.en for one in parts)}. "
        "What is announced is not delivered; what is not here is not denied.",
    )


# What says of a claim who acted, and when, in the order of a sentence.
ACTED = ("signatory", "issuer", "party", "organizer", "about", "from", "to", "participant", "place")
DATED = ("signedOn", "issuedOn", "date", "validFrom", "asOf")


def of_claim(
    entity: Entity, kind: Text, said: Sequence[SaidRow], sources: Iterable[SourceFacts]
) -> Text:
    """The sentence of anything else that sources state: what it is, who, when, how far."""
    rows = {row["property"]: row for row in said}
    told = []
    for name in [
        *[one for one in ACTED if one in rows][:2],
        *[one for one in DATED if one in rows][:1],
    ]:
        values = [one["value"] for one in rows[name]["values"]]
        records = [one if isinstance(one, dict) else {"zh": one, "en": one} for one in values]
        names = listed(
            [{"zh": one["zh"] or one["en"], "en": one["en"] or one["zh"]} for one in records], 6
        )
        told.append(Text(f"{rows[name]['zh']}：{names.zh}", f"{rows[name]['en']}: {names.en}"))
    zh = "；".join([f"{entity['zh']}（{kind.zh}）", *(one.zh for one in told)])
    en = "; ".join([f"{entity['en']} ({kind.en})", *(one.en for one in told)])
    rests = resting(sources, said)
    return Text(f"{zh}。{rests.zh}", f"{en}. {rests.en}")
