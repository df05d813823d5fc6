"""What click says of wrong usage, in Chinese; in English click's own words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import IO, Any

import click

from kg.errors import Text

__all__ = ["in_chinese", "misplaced"]

GLOBAL = ("--lang", "--store")
EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)")
# What is meant by words that a command does not take.
MEANT = {
    "partners": "partners NAME --with {}",
    "search": "search '… {}'",
    "show": "show '… {}'",
    "tasks": "tasks --mentions {}",
    "agreements": "agreements --party {}",
    "figures": "figures --about {}",
    "timeline": "timeline --about {}",
    "list": "list CLASS --where 名称={}",
    "gaps": "gaps --kind {}",
    "sources": "show {}",
}

# What click says -> how a Chinese editor would; groups are kept.
WORDS = (
    (r"No such option:? '?(?P<a>[^'.]+)'?\.?", "没有选项 {a}"),
    (r"Missing command\.", "没有写命令"),
    (r"Got unexpected extra arguments? \((?P<a>.*)\)", "多余的参数：{a}"),
    (r"Option '?(?P<a>[^']+)'? requires an argument\.", "选项 {a} 后面要有值"),
    (r"Option '?(?P<a>[^']+)'? requires (?P<b>\d+) arguments\.", "选项 {a} 后面要有 {b} 个值"),
    (r"Option '?(?P<a>[^']+)'? does not take a value\.", "选项 {a} 后面不带值"),
    (r"'(?P<a>.*)' is not one of (?P<b>.*)\.", "“{a}”不在可选值之内（可选：{b}）"),
    (r"'(?P<a>.*)' is not '(?P<b>.*)'\.", "“{a}”不在可选值之内（可选：{b}）"),
    (r"'(?P<a>.*)' is not a valid (?:integer|int|integer range)\.", "“{a}”不是整数"),
    (r"'(?P<a>.*)' is not a valid (?:float|float range|number)\.", "“{a}”不是数"),
    (r"(?P<a>\S+) is not in the range x>=(?P<b>\S+)\.", "{a} 太小（至少为 {b}）"),
    (r"(?P<a>\S+) is not in the range x<=(?P<b>\S+)\.", "{a} 太大（至多为 {b}）"),
    (
        r"(?P<a>\S+) is not in the range (?P<b>\S+?)<=x<=(?P<c>\S+)\.",
        "{a} 超出范围（应在 {b} 与 {c} 之间）",
    ),
    (r"(?:File|Path) '(?P<a>.*)' does not exist\.", "没有文件“{a}”"),
    (r"Directory '(?P<a>.*)' does not exist\.", "没有目录“{a}”"),
    (r"Directory '(?P<a>.*)' is a file\.", "“{a}”是文件，这里要目录"),
    (r"File '(?P<a>.*)' is a directory\.", "“{a}”是目录，这里要文件"),
    (r"\w+ '(?P<a>.*)' is not readable\.", "“{a}”读不了"),
    (r"\w+ '(?P<a>.*)' is not writable\.", "“{a}”写不了"),
)


class _Refused(click.UsageError):
    """A usage error that speaks Chinese."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Usage, where to find help, and what is wrong."""
        lines = []
        if self.ctx is not None:
            lines = [self.ctx.get_usage(), f"运行 {self.ctx.command_path} --help 查看帮助。", ""]
        click.echo("\n".join([*lines, f"错误：{self.message}"]), file=file, err=file is None)


def in_chinese(error: click.UsageError) -> click.UsageError:
    """The same refusal in Chinese; what has no Chinese words keeps click's."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError | _Refused):
        return error
    return _Refused(_words(error), ctx=error.ctx)


def misplaced(error: click.UsageError) -> Text | None:
    """Where what was written in the wrong place belongs."""
    if error.ctx is None:
        return None
    program, _, command = error.ctx.command_path.partition(" ")
    name = getattr(error, "option_name", None)
    if name in GLOBAL and command:
        example = f"{program} {name} … {command} …"
        return Text(f"要写在命令之前：{example}", f"It stands before the command: {example}")
    if name and command == "list":
        # Whatever a class has is a filter there, and none has an option of its own.
        from kg.ontology import load

        term = name.lstrip("-")
        if load().column(term):
            example = f"{program} {command} … --where {term}=…"
            return Text(f"按属性筛选写作 {example}", f"A filter is written {example}")
    if name and not command:
        example = f"{program} … {name} …"
        return Text(
            f"各命令的选项写在命令之后：{example}",
            f"Options of a command stand behind it: {example}",
        )
    found = EXTRA.fullmatch(error.message)
    if found is None or command not in MEANT:
        return None
    template, words = MEANT[command], found["words"]
    if command in ("partners", "tasks", "agreements"):
        # These take the option once for each name.
        words = words.replace(" ", f" {template.split()[-2]} ")
    example = f"{program} {template.format(words)}"
    return Text(f"是否要写 {example}？", f"Did you mean {example}?")


def _words(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    message = _translated(error.message)
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} 的值不对：{message}"
    if hint := misplaced(error):
        return f"{message}（{hint.zh}）"
    close: Sequence[str] | None = getattr(error, "possibilities", None)
    return f"{message}（是否为 {'、'.join(close)}？）" if close else message


def _missing(error: click.MissingParameter) -> str:
    choices = getattr(getattr(error.param, "type", None), "choices", None)
    allowed = f"（可选：{'、'.join(str(one) for one in choices)}）" if choices else ""
    kind = "选项" if getattr(error.param, "param_type_name", "") == "option" else "参数"
    return f"缺少{kind} {_name(error)}{allowed}"


def _name(error: click.BadParameter) -> str:
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
    names = [hint] if isinstance(hint, str) else list(hint or ())
    return "、".join(name.strip("'") for name in names)


def _translated(message: str) -> str:
    for pattern, words in WORDS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            groups = {name: _list(text) for name, text in found.groupdict().items()}
            return words.format(**groups)
    return message


def _list(text: str) -> str:
    return (
        "、".join(part.strip("'") for part in text.split("', '"))
        if "', '" in text
        else (text.strip("'"))
    )
