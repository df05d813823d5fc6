"""`kg diff`: what changed between two stores, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.answers import joined, say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.bounded import bounded
from kg.cli.opening import location
from kg.cli.output import print_json, print_values
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

__all__ = ["command"]

PACKAGED = "packaged"
TYPE = {"id": "rdf:type", "zh": "类", "en": "class"}
CHANGES = {
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
    "changed": Text("改动", "changed"),
}
GROUPS = {
    "source": Text("来源", "Sources"),
    "claim": Text("陈述", "Claims"),
    "entity": Text("名称与地名表", "Names and gazetteer"),
    "note": Text("编者附记", "Editors' notes"),
    "term": Text("术语与取值", "Terms and concepts"),
}


@declare(
    "diff",
    Text(
        "比较两个图谱，逐句说明有什么变化：新增、删去和改动的陈述，各属哪个来源。\n\n"
        "A、B 可写图谱目录、--store 目录里的版本号（如 0001）、端点网址，"
        "或 packaged（随软件附带的数据）；packaged@0.1.0 是较早发布的一版，"
        "从 --releases 目录里的发布文件读取。由数据推导的内容不另外列出。",
        "Compare two stores, and say in sentences what changed: claims added, removed and "
        "changed, with their sources.\n\n"
        "A and B are store directories, numbers of builds in the directory of --store (0001), "
        "addresses of endpoints, or `packaged`; packaged@0.1.0 is an earlier release, "
        "read from its files in the directory of --releases. What is derived from the data is "
        "not told again.",
    ),
    "kg diff packaged packaged",
    "kg diff packaged packaged --format json",
)
@argument("before", metavar="A")
@argument("after", metavar="B")
@option(
    "--format",
    "form_",
    type=click.Choice(["table", "json", "csv", "tsv"]),
    default="table",
    text=Text(
        "输出格式：table 是句子，csv、tsv 每行一个属性",
        "output format: table means sentences; csv and tsv have one line per property",
    ),
)
@option(
    "--releases",
    envvar="KG_RELEASES",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    text=Text(
        "存放发布文件的目录（也可用环境变量 KG_RELEASES 指定）",
        "the directory of releases (or KG_RELEASES)",
    ),
)
def command(before: str, after: str, form_: str, releases: Path | None) -> None:
    """Print the changes."""
    from kg import asking

    found = asking.diff(_store(before, releases), _store(after, releases))
    if form_ == "json":
        print_json(found)
    elif form_ != "table":
        _values(found, form_)
    elif not found:
        say(Text("没有变化。", "Nothing changed."))
    else:
        _sentences(found)


def _store(name: str, releases: Path | None) -> Store:
    from kg.loaders.packaged import cached_build
    from kg.loaders.releases import released
    from kg.resources import shipped
    from kg.store import open_build, open_store

    bounded(name)
    kind, at, version = name.partition("@")
    if kind == PACKAGED and at and version != shipped()[0]:
        return released(version, releases)
    if kind == PACKAGED:
        return open_store(cached_build())
    if name.isdecimal() and not Path(name).exists():
        return open_build(Path(location()) / f"{int(name):04}")
    if (Path(name) / "build.json").is_file():
        return open_build(Path(name))
    return open_store(name)


def _values(found: list[Record], form: str) -> None:
    heads = ["change", "group", "subject", "source", "property", "was", "is"]
    lang = language()
    lines = []
    for record in found:
        start = [record["change"], record["group"], record["subject"]["id"], record["source"]]
        # Something may be new without more being said of it than what it is.
        for one in record["properties"] or [{"property": TYPE, "was": [], "is": []}]:
            was, now = ("|".join(_word(v, lang) for v in one[side]) for side in ("was", "is"))
            lines.append([*start, one["property"]["id"], was, now])
    print_values(heads, lines, form)


def _sentences(found: list[Record]) -> None:
    lang = language()
    first = True
    for group, title in GROUPS.items():
        told = [record for record in found if record["group"] == group]
        if told:
            if not first:
                click.echo()
            first = False
            click.echo(f"{title.in_language(lang)}{_counts(told, lang)}")
            for record in told:
                click.echo(f"  {_sentence(record, lang)}")


def _counts(found: list[Record], lang: str) -> str:
    numbers = [
        f"{words.in_language(lang)} {count}"
        for change, words in CHANGES.items()
        if (count := sum(record["change"] == change for record in found))
    ]
    return f"（{'，'.join(numbers)}）" if lang == "zh" else f" ({', '.join(numbers)})"


def _sentence(record: Record, lang: str) -> str:
    parts = [_part(one, record["change"], lang) for one in record["properties"]]
    said = ("；" if lang == "zh" else "; ").join(parts)
    head = _head(record).in_language(lang)
    if not said:
        return f"{head}。" if lang == "zh" else f"{head}."
    return f"{head}：{said}。" if lang == "zh" else f"{head}: {said}."


def _head(record: Record) -> Text:
    subject, source = record["subject"], record["source"]
    kind = subject["class"] or {"zh": "", "en": ""}
    zh = f"{kind['zh']}“{subject['zh']}”" if subject["zh"] != subject["id"] else kind["zh"]
    en = f"{kind['en']} “{subject['en']}”" if subject["en"] != subject["id"] else kind["en"]
    zh, en = f"{zh}（{subject['id']}）", f"{en.strip()} ({subject['id']})".strip()
    change = record["change"]
    if source is None:
        words = {
            "added": Text(f"新增{zh}", f"added {en}"),
            "removed": Text(f"删去{zh}", f"removed {en}"),
            "changed": Text(zh, en),
        }
    elif record["others"]:
        others = "、".join(record["others"]), ", ".join(record["others"])
        words = {
            "added": Text(
                f"来源 {source} 也陈述{zh}（原有来源 {others[0]}）",
                f"source {source} states {en} as well (so does {others[1]})",
            ),
            "removed": Text(
                f"来源 {source} 不再陈述{zh}（仍有来源 {others[0]}）",
                f"source {source} no longer states {en} ({others[1]} still does)",
            ),
            "changed": Text(f"来源 {source} 所述{zh}", f"what source {source} says of {en}"),
        }
    else:
        words = {
            "added": Text(f"新增{zh}，来源 {source}", f"added {en}, source {source}"),
            "removed": Text(f"删去{zh}，来源 {source}", f"removed {en}, source {source}"),
            "changed": Text(f"来源 {source} 所述{zh}", f"what source {source} says of {en}"),
        }
    return words[change]


def _part(one: Record, change: str, lang: str) -> str:
    name = one["property"][lang]
    was, now = (_listed(one[side], lang) for side in ("was", "is"))
    if was == now:
        # Two things of one name are told apart by their ids.
        was, now = (_listed(one[side], lang, ids=True) for side in ("was", "is"))
    if change != "changed":
        return f"{name}{'' if lang == 'zh' else ' '}{was or now}"
    if was and now:
        return Text(f"{name}由{was}改为{now}", f"{name} was {was}, is {now}").in_language(lang)
    if now:
        return Text(f"{name}增加{now}", f"{name} has {now} added").in_language(lang)
    return Text(f"{name}去掉{was}", f"{name} has {was} removed").in_language(lang)


def _listed(values: list[Any], lang: str, *, ids: bool = False) -> str:
    # Words that are there in this language stand for those in the other one.
    own = [v for v in values if not isinstance(v, dict) or lang in v or "start" in v]
    words = [_word(value, lang) for value in own or values]
    if ids:
        named = zip(words, own or values, strict=True)
        words = [
            f"{word} {v['id']}" if isinstance(v, dict) and "id" in v else word for word, v in named
        ]
    spans = [isinstance(value, dict) and "start" in value for value in own or values]
    quoted = [word if span else f"“{word}”" for word, span in zip(words, spans, strict=True)]
    return joined(quoted, lang)


def _word(value: Any, lang: str) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "start" in value:
        span = f"{value['start']}–{value['end']}"
        return Text(f"第 {span} 字符", f"characters {span}").in_language(lang)
    return str(value.get(lang) or next(iter(value.values())))
