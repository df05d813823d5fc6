"""Write docs/cli.md and docs/http.md, each in Chinese too, and the reference in docs/python.md.

Commands tell of themselves (`kg --help`), functions by their docstrings, the web API by its OpenAPI
description: these pages say no more and nothing else. A test holds them to it.

Example:
    python tools/make_reference_docs.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import kg
from kg.cli import GROUPS, main
from kg.endpoint.openapi import describe
from kg.errors import Text

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- reference, by tools/make_reference_docs.py -->\n", "<!-- end of reference -->\n"
MADE = Text(
    "<!-- 由 tools/make_reference_docs.py 生成，请勿手改 -->\n",
    "<!-- made by tools/make_reference_docs.py: do not edit -->\n",
)
CLI = Text(
    """# 命令

每个命令的用法，与 `kg --help`、`kg 命令 --help` 所说的一样。`kg` 之后、命令之前可写：
""",
    """# Commands

What `kg --help` and `kg COMMAND --help` say. Between `kg` and the command may stand:
""",
)
HTTP = Text(
    """# 网页接口

`kg serve` 启动后，下列问题可用 GET 提出，答案是 JSON，与 `kg … --format json` 相同，各类型见
[JSON 约定](json.zh.md)。完整描述在 `/api/openapi.json`。SPARQL 端点、限额和写入见
[运行说明](operations.zh.md)。

出错时的状态：400 问得不对，404 没有这个名称，503 忙，504 超时；正文
`{"error": {"zh", "en"}}` 说明哪里不对、怎样改。
""",
    """# Web API

What `kg serve` answers to GET, as JSON: the same as `kg … --format json`, in the types of the
[JSON contract](json.md). `/api/openapi.json` has the whole description; SPARQL, limits and writing
are described in [operations](operations.md).

Refusals are 400 (asked wrongly), 404 (no such name), 503 (busy) and 504 (took too long); their body
`{"error": {"zh", "en"}}` says what is wrong and how to mend it.
""",
)


def pages() -> dict[str, str]:
    """The files as they should be, by path."""
    named = {"zh": ".zh", "en": ""}
    found = {
        f"docs/{name}{ending}.md": MADE.in_language(lang) + make(lang)
        for name, make in (("cli", commands), ("http", questions))
        for lang, ending in named.items()
    }
    return found | {"docs/python.md": _between("docs/python.md", functions())}


def commands(lang: str) -> str:
    """Every command, group by group."""
    parts = [CLI.in_language(lang), _options(main, lang)]
    with click.Context(main, info_name="kg") as context:
        context.params["lang"] = lang
        for title, names in GROUPS:
            parts.append(f"## {title.in_language(lang)}\n")
            for name in names.split():
                command = main.get_command(context, name)
                assert command is not None
                parts += _command(command, f"kg {name}", lang)
    return "\n".join(parts)


def _command(command: Any, path: str, lang: str) -> Iterator[str]:
    usage = " ".join([path, *(_argument(one) for one in command.params if _is_argument(one))])
    yield f"### {path}\n"
    if isinstance(command, click.Group):
        yield f"{command.text.in_language(lang)}\n"
        with click.Context(command, info_name=path) as context:
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                yield from _command(below, f"{path} {name}", lang)
        return
    yield f"`{usage}`\n"
    yield f"{command.text.in_language(lang)}\n"
    if table := _options(command, lang):
        yield table
    if command.examples:
        yield "\n".join(["```sh", *command.examples, "```"]) + "\n"


def _is_argument(one: click.Parameter) -> bool:
    return isinstance(one, click.Argument)


def _argument(one: click.Parameter) -> str:
    name = one.make_metavar(click.Context(click.Command("kg")))
    return name if one.required else f"[{name.strip('[]')}]"


def _options(command: Any, lang: str) -> str:
    """The options of a command as a table; nothing if it has none."""
    context = click.Context(command)
    rows = []
    for one in command.params:
        if isinstance(one, click.Option) and hasattr(one, "text"):
            names = ", ".join(f"`{name}`" for name in [*one.opts, *one.secondary_opts])
            value = "" if one.is_flag else one.make_metavar(context)
            kind = f" `{_cell(value.strip('[]'))}`" if value else ""
            needed = Text("（必填）", " (required)").in_language(lang) if one.required else ""
            rows.append(f"| {names}{kind} | {_cell(one.text.in_language(lang) + needed)} |")
    head = Text("| 选项 | 说明 |", "| option | what |").in_language(lang)
    return "\n".join([head, "|---|---|", *rows]) + "\n" if rows else ""


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def questions(lang: str) -> str:
    """Every question of the web API with its parameters."""
    described = describe("http://127.0.0.1:7654/")
    parts = [HTTP.in_language(lang)]
    for path, said in described["paths"].items():
        asked = said["get"]
        parts.append(f"## {path}\n")
        parts.append(f"{_about(path, asked['summary'], lang)}\n")
        schema = asked["responses"]["200"]["content"]["application/json"]["schema"]
        answer = Text("答案：", "Answers: ").in_language(lang)
        parts.append(f"{answer}{_kind(schema)}\n")
        if asked["parameters"]:
            parts.append(_parameters(asked["parameters"], lang))
    return "\n".join(parts)


def _about(path: str, summary: str, lang: str) -> str:
    """What a question is: in Chinese, as its command says."""
    name = path.removeprefix("/api/")
    if lang == "en" or name not in main.modules:
        return f"{summary}."
    command: Any = main.get_command(click.Context(main), name)
    return str(command.text.zh.split("\n")[0])


def _parameters(found: list[dict[str, Any]], lang: str) -> str:
    head = Text("| 参数 | 值 | 必填 |", "| parameter | value | required |").in_language(lang)
    yes = Text("是", "yes").in_language(lang)
    rows = [
        f"| `{one['name']}` | {_value(one['schema'], lang)} | {yes if one['required'] else ''} |"
        for one in found
    ]
    return "\n".join([head, "|---|---|---|", *rows]) + "\n"


def _value(schema: dict[str, Any], lang: str) -> str:
    if "enum" in schema:
        return ("、" if lang == "zh" else ", ").join(f"`{one}`" for one in schema["enum"])
    if schema["type"] == "array":
        several = Text("，可多次", ", may be repeated").in_language(lang)
        return _value(schema["items"], lang) + several
    if schema["type"] == "integer":
        least, most = schema["minimum"], schema["maximum"]
        return Text(f"整数，{least} 至 {most}", f"integer, {least} to {most}").in_language(lang)
    if schema["type"] == "boolean":
        return Text("`true` 或 `false`", "`true` or `false`").in_language(lang)
    pattern = schema.get("pattern", "")
    if pattern.startswith("^(1[0-9]"):
        return Text("日期，年、年月或年月日", "a date: year, month or day").in_language(lang)
    if "maxLength" in schema:
        most = schema["maxLength"]
        return Text(f"文字，至多 {most} 字", f"text, at most {most} characters").in_language(lang)
    return Text("小数，小于 100", "decimal, below 100").in_language(lang)


def _kind(schema: dict[str, Any]) -> str:
    """The type of an answer, as docs/json.md names it."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if schema.get("type") == "array":
        return f"[{_kind(schema['items'])}, …]"
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    return f"`{schema.get('type', 'object')}`"


def functions() -> str:
    """Every function of `kg`: how it is called, and its docstring."""
    parts = ["## Reference\n"]
    for name in sorted(set(kg.__all__) - {"__version__"}):
        function = getattr(kg, name)
        signature = re.sub(r"'([^']*)'", r"\1", str(inspect.signature(function)))
        parts.append(f"### kg.{name}\n")
        parts.append(f"```text\n{name}{signature}\n```\n")
        parts.append(_docstring(inspect.getdoc(function) or ""))
    return "\n".join(parts)


# Sections of a docstring, as Google writes them.
HEADINGS = re.compile(r"^(Args|Returns|Raises|Example|Yields):$", re.MULTILINE)


def _docstring(said: str) -> str:
    text, *sections = HEADINGS.split(said)
    lines = [text.strip(), ""]
    for heading, body in zip(sections[::2], sections[1::2], strict=True):
        inside = inspect.cleandoc(body)
        if heading == "Example":
            lines += ["```pycon", inside, "```", ""]
        elif heading == "Args":
            lines += [_listed(inside), ""]
        else:
            lines += [f"*{heading}:* {' '.join(inside.split())}", ""]
    return "\n".join(lines)


def _listed(body: str) -> str:
    """Arguments as a list; what is indented belongs to the line before."""
    joined = re.sub(r"\n\s+", " ", body)
    return re.sub(r"^(\S+): ", r"- `\1`: ", joined, flags=re.MULTILINE)


def _between(path: str, text: str) -> str:
    before, _, rest = (ROOT / path).read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{path} lacks the markers of the reference")
    return f"{before}{BEGIN}\n{text}\n{end}{after}"


if __name__ == "__main__":
    for path, text in pages().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
