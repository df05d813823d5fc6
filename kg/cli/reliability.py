"""`kg reliability`: how far coders agree, by class and property."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.cli.writing import write_file
from kg.errors import Text

__all__ = ["command"]

MEASURES = ("f1", "kappa", "alpha")
BOUNDS = tuple(f"{name}_{end}" for name in MEASURES for end in ("low", "high"))
HEADS = ("class", "property", "scale", "n", "agreement", *MEASURES, *BOUNDS)
SHOWN = {
    "class": Text("类", "class"),
    "property": Text("什么", "what"),
    "n": Text("单位数", "units"),
    "agreement": Text("一致率", "agreement"),
    "f1": Text("F1", "F1"),
    "kappa": Text("κ", "κ"),
    "alpha": Text("α", "α"),
}
FOUND = Text("找到的陈述", "claims found")
SENTENCES = Text("句子里有没有", "sentence has one")


@declare(
    "reliability",
    Text(
        "几个编码员的一致性，按类、按属性：读各人用 kg review --coder 所作的取舍，互不影响。\n\n"
        "找到没有：F1，两条陈述怎样算同一条见 --codebook。句子里有没有某类陈述：一致率、Cohen κ、"
        "Krippendorff α。配上的陈述各格的值：一致率、α（多值用 MASI 距离，数用比率距离）。"
        "没有定义的写“—”。有 kg sample 的方案时只算正式的各篇，--training 只算训练的。",
        "How far coders agree, by class and property: of what each decided apart with "
        "`kg review --coder`.\n\n"
        "Found or not: F1, under the matching rule of --codebook. Whether a sentence has a claim "
        "of the class: percentage, Cohen's κ, Krippendorff's α. Cells of matched claims: "
        "percentage, α (sets by MASI, numbers as ratios). What is not defined is —. With a plan "
        "of `kg sample` its main texts count; --training takes the training round.",
    ),
    "kg reliability --help",
)
@argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME",
    text=Text("只比这几人，可多次使用", "these coders only; may be repeated"),
)
@option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    text=Text("只算这几篇，可多次使用", "these texts only; may be repeated"),
)
@option(
    "--class",
    "classes",
    multiple=True,
    metavar="CLASS",
    text=Text("只算这几类，可多次使用", "these classes only; may be repeated"),
)
@option("--training", is_flag=True, text=Text("只算训练的各篇", "the training round instead"))
@option(
    "--disagreements",
    is_flag=True,
    text=Text("列出不一致之处，各人怎么读", "list where they differ, reading by reading"),
)
@option(
    "--long",
    "long",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    text=Text("另写一份长表，给 R 用", "write a long table for R, too"),
)
@option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE.md",
    text=Text("另写编码手册，注明版本", "write the codebook with its version, too"),
)
@format_option
def command(folder: Path, long: Path | None, codebook: Path | None, **given: Any) -> None:
    """Compare and print."""
    from kg.deciding.codebook import codebook as handbook
    from kg.deciding.disagreeing import disagreements
    from kg.deciding.reliability import coded, reliability

    form, differing = given.pop("form_"), given.pop("disagreements")
    if codebook:
        write_file(codebook, handbook(folder, language()).encode("utf-8"))
    found = coded(folder, **(given | {"classes": _named(given["classes"])}))
    told = reliability(found)
    if long:
        write_file(long, _long(found))
    if form == "json":
        print_json(told | {"disagreements": disagreements(found)})
    elif differing:
        _print_disagreements(disagreements(found), form)
    elif form == "table":
        _print_measures(told)
    else:
        rows = [[row[head] for head in HEADS] for row in _rows(told, None)]
        print_values(HEADS, rows, form)
    for notice in _notices(told):
        say(notice, err=True)


def _named(classes: tuple[str, ...]) -> list[str]:
    from kg.loaders.headers import blank_table
    from kg.ontology import load

    tables = load().tables
    return [tables[blank_table(one).stem].name for one in classes]


def _long(found: Any) -> bytes:
    import csv
    import io

    from kg.deciding.disagreeing import LONG, long_table
    from kg.formulas import harmless

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LONG)
    writer.writerows([[harmless(row[head]) for head in LONG] for row in long_table(found)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _rows(told: dict[str, Any], lang: str | None) -> list[dict[str, Any]]:
    """All measures as rows; in a language, or by their names."""
    rows = []
    for kind in told["classes"]:
        name = kind[lang] if lang else kind["class"]
        found, sentences = kind["found"], kind["sentences"]
        of = {"class": name, **dict.fromkeys(HEADS[1:])}
        what = FOUND.in_language(lang) if lang else "found"
        claims = "/".join(str(count) for count in found["claims"].values())
        rows.append(of | {"property": what, "n": claims} | _measured(found))
        what = SENTENCES.in_language(lang) if lang else "sentence"
        measures = {key: sentences[key] for key in ("n", "agreement")}
        rows.append(of | {"property": what, **measures} | _measured(sentences))
        for one in kind["properties"]:
            measures = {key: one[key] for key in ("scale", "n", "agreement")} | _measured(one)
            rows.append(of | {"property": one[lang] if lang else one["property"], **measures})
    return rows


def _measured(told: dict[str, Any]) -> dict[str, Any]:
    """The measures of a unit with both ends of their intervals."""
    found = {name: told[name] for name in MEASURES if name in told}
    for name in tuple(found):
        low, high = told[f"{name}_interval"] or (None, None)
        found |= {f"{name}_low": low, f"{name}_high": high}
    return found


def _print_measures(told: dict[str, Any]) -> None:
    lang = language()
    heads = [head.in_language(lang) for head in SHOWN.values()]
    rows = [[_with_interval(row, key) for key in SHOWN] for row in _rows(told, lang)]
    if rows:
        print_table(heads, rows)


def _with_interval(row: dict[str, Any], key: str) -> str:
    low, high = row.get(f"{key}_low"), row.get(f"{key}_high")
    shown = _shown(row[key])
    return shown if low is None else f"{shown} [{_shown(low)}, {_shown(high)}]"


def _shown(value: Any) -> str:
    return "—" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def _print_disagreements(items: list[dict[str, Any]], form: str) -> None:
    lang = language()
    heads = ["source", "start", "end", "class", "coder", "reading", "words", "differs"]
    shown = [
        Text("来源", "source"),
        Text("类", "class"),
        Text("编码员", "coder"),
        Text("读作", "reading"),
        Text("依据", "words"),
        Text("不同的格", "differs in"),
    ]
    rows = [row for one in items for row in _readings(one, lang)]
    if form == "table":
        if rows:
            print_table([head.in_language(lang) for head in shown], [[r[0], *r[3:]] for r in rows])
    else:
        print_values(heads, rows, form)


def _readings(one: dict[str, Any], lang: str) -> list[list[Any]]:
    place = [one["source"], one["start"], one["end"], one["class"]]
    differs = "、".join(one["differs"])
    rows = [
        [*place, coder, read[lang], " ".join(read["quote"].split()), differs]
        for coder, read in one["readings"].items()
    ]
    absent = Text("没有录", "not recorded").in_language(lang)
    unread = Text("还没有看", "not decided on yet").in_language(lang)
    for coder, said in one["said"].items():
        notes = [made["why"] or made["memo"] for made in said if made["why"] or made["memo"]]
        told = unread if coder in one["open"] else absent
        rows.append([*place, coder, "；".join([told, *notes]), "", ""])
    return rows


def _notices(told: dict[str, Any]) -> list[Text]:
    """What the measures rest on, and what weakens them."""
    phase = {"training": Text("训练的", "training "), "main": Text("正式的", "main ")}
    of = phase.get(told["phase"], Text("", ""))
    names = [one["coder"] for one in told["coders"]]
    count = len(told["documents"])
    found = [
        Text(
            f"{'、'.join(names)}都有取舍的{of.zh}原文 {count} 篇，句子 {told['sentences']} 句；"
            f"编码手册 {told['codebook']}",
            f"{', '.join(names)}: {count} {of.en}texts in which two decided something, "
            f"{told['sentences']} sentences; codebook {told['codebook']}",
        )
    ]
    of_units = told["intervals"]
    found.append(
        Text(
            f"方括号里是 {of_units['level']:.0%} 区间：句子、陈述各自有放回地重抽 "
            f"{of_units['draws']:,} 次，取百分位数；种子 {of_units['seed']}",
            f"in brackets {of_units['level']:.0%} intervals: sentences and claims drawn anew "
            f"{of_units['draws']:,} times with replacement, percentiles; seed {of_units['seed']}",
        )
    )
    for one in told["coders"]:
        seen = one["decisions"] - one["blind"]
        if seen:
            found.append(
                Text(
                    f"{one['coder']}的 {one['decisions']} 条取舍中，{seen} 条是看着草稿作的："
                    "这样的一致，有一部分是机器的（kg review --blind 遮住草稿）",
                    f"{seen} of {one['decisions']} decisions by {one['coder']} were made with the "
                    "drafts in view: part of such agreement is the machine's "
                    "(`kg review --blind` hides them)",
                )
            )
    if len(told["codebooks"]) > 1:
        versions = ", ".join(told["codebooks"])
        found.append(
            Text(
                f"取舍时用的编码手册不止一版：{versions.replace(', ', '、')}",
                f"decisions were made under several versions of the codebook: {versions}",
            )
        )
    return found
