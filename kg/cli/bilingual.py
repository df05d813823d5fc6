"""Click commands whose help is written in Chinese and in English."""

from __future__ import annotations

import errno
import importlib
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from kg.characters import visible
from kg.errors import KGError, Text, sentence
from kg.language import choose, unspoken
from kg.resting import collector_at_rest

__all__ = [
    "OWN",
    "Command",
    "LazyGroup",
    "Option",
    "argument",
    "command",
    "fail",
    "language",
    "option",
]

# What the context of a command knows that has its process for itself, and may end it.
OWN = "kg.own"


USAGE_WORDS = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "[COMMAND] [ARGS]...": "[命令] [参数]…",
}


class _Formatter(click.HelpFormatter):
    """Headings end as their language ends them."""

    def write_heading(self, heading: str) -> None:
        """A heading: ``示例：`` or ``Examples:``."""
        colon = ":" if heading.isascii() else "："
        self.write(f"{'':>{self.current_indent}}{heading}{colon}\n")


class _Context(click.Context):
    formatter_class = _Formatter


def language(ctx: click.Context | None = None) -> str:
    """The language of this run; ``--lang`` wins once it has been parsed."""
    found = ctx or click.get_current_context(silent=True)
    chosen = found.find_root().params.get("lang") if found else None
    return choose(chosen)


class Option(click.Option):
    """An option with help in both languages."""

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def get_help_extra(self, ctx: click.Context) -> Any:
        """What click adds in brackets; whether it must be given is said in our words."""
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the language of this run."""
        needed = Text("（必填）", " (required)") if self.required else Text("", "")
        self.help = (self.text.zh + needed.zh, self.text.en + needed.en)[language(ctx) == "en"]
        return super().get_help_record(ctx)


class _Bilingual(click.Command):
    """What commands and groups share: every word of the help is ours, in both languages."""

    text: Text
    examples: tuple[str, ...] = ()
    context_class = _Context

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How to write the command."""
        prefix = Text("用法：", "Usage: ").in_language(language(ctx))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The options and arguments of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        words = USAGE_WORDS if language(ctx) == "zh" else {}
        return [words.get(piece, piece) for piece in pieces]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The description, as paragraphs."""
        self.help = self.text.in_language(language(ctx))
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, help among them."""
        records = [
            found
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (found := param.get_help_record(ctx))
        ]
        if records:
            with formatter.section(Text("选项", "Options").in_language(language(ctx))):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, in the language of this run."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = Text("显示本帮助", "show this help").in_language(language(ctx))
        return found

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, each of which runs on the packaged data."""
        if self.examples:
            title = Text("示例", "Examples").in_language(language(ctx))
            with formatter.section(title):
                for example in self.examples:
                    formatter.write(f"  {example}\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for the list of commands."""
        words = self.text.in_language(language())
        return re.split(r"[。：；]|[.:;] |\.$", words.split("\n")[0])[0]


class Command(_Bilingual):
    """A command with help and examples in both languages."""

    def __init__(
        self, *args: Any, text: Text, examples: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.examples = examples


class _Terminal(io.TextIOWrapper):
    """A terminal that shows what a store holds, and is not steered by it."""

    def write(self, text: str) -> int:
        """Write what can be seen."""
        return super().write(visible(text))


def _utf8(argument: str) -> str:
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(argument).decode("utf-8", "surrogateescape")
    return argument


class LazyGroup(_Bilingual, click.Group):
    """A group that imports a command's module when the command is used."""

    def __init__(
        self,
        *args: Any,
        modules: dict[str, str],
        text: Text,
        examples: tuple[str, ...] = (),
        groups: Sequence[tuple[Text, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules
        self.groups = groups or ((Text("命令", "Commands"), " ".join(modules)),)
        self.text = text
        self.examples = examples

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run ``kg``; what it reads and prints does not depend on the locale's encoding."""
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")
        if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
            sys.stdout = _Terminal(sys.stdout.detach(), "utf-8", "surrogateescape", None, True)
        # In a C locale, Python has given up on every character of the arguments.
        if not args and kwargs.get("args") is None:
            kwargs["args"] = [_utf8(argument) for argument in sys.argv[1:]]
            kwargs.setdefault("obj", {OWN: True})
        return super().main(*args, **{"prog_name": "kg", **kwargs})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which people need them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of one command."""
        if name not in self.modules:
            return None
        with collector_at_rest():
            found: click.Command = importlib.import_module(self.modules[name]).command
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command; one that is not there is answered with similar names."""
        if args[0] not in self.modules and not args[0].startswith("-"):
            raise click.UsageError(self._unknown(args[0]).in_language(language(ctx)), ctx=ctx)
        return super().resolve_command(ctx, args)

    def _unknown(self, name: str) -> Text:
        import difflib

        close = difflib.get_close_matches(name, self.modules, n=3)
        zh = f"（是否为 {'、'.join(close)}？）" if close else ""
        en = f" (did you mean {', '.join(close)}?)" if close else ""
        return Text(f"没有命令“{name}”{zh}", f"there is no command “{name}”{en}")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands of each group with their first sentence."""
        super().format_options(ctx, formatter)
        width = max(map(len, self.modules))
        for title, names in self.groups:
            found = {name: self.get_command(ctx, name) for name in names.split()}
            rows = [
                (f"{name:{width}}", one.get_short_help_str()) for name, one in found.items() if one
            ]
            with formatter.section(title.in_language(language(ctx))):
                formatter.write_dl(rows)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the options of ``kg`` itself."""
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            raise _refused(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the one place where a KGError becomes words and exit code 1."""
        if not ctx.params.get("lang") and (name := unspoken()):
            _say_unspoken(name, language(ctx))
        try:
            return super().invoke(ctx)
        except KGError as error:
            fail(error, language(ctx))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            fail(KGError(Text("写不下：磁盘已满", "no space left to write to")), language(ctx))
        except click.UsageError as error:
            raise _refused(error) from error


def _say_unspoken(name: str, lang: str) -> None:
    """What KG_LANG asks for is not there: told in both languages, for who reads which?"""
    now = Text("中文", "Chinese") if lang == "zh" else Text("英文", "English")
    said = Text(f"只有 zh（中文）和 en（英文），现用{now.zh}", "")
    head = sentence(f"KG_LANG={name}", said, None, "zh")
    tail = f"only zh (Chinese) and en (English) are spoken, now {now.en}"
    click.echo(f"（{head} / {tail}）", err=True)


def _refused(error: click.UsageError) -> click.UsageError:
    """Wrong usage, in the language of this run."""
    from kg.cli.refusals import in_chinese, misplaced

    if language(error.ctx) != "en":
        return in_chinese(error)
    if hint := misplaced(error):
        return click.UsageError(f"{error.message} {hint.en}", ctx=error.ctx)
    return error


def fail(error: KGError, lang: str) -> None:
    """Say on stderr what is wrong, and stop with exit code 1."""
    head = Text("错误：", "Error: ").in_language(lang)
    click.echo(head + error.message(lang), err=True)
    raise click.exceptions.Exit(1)


def command(name: str, text: Text, *examples: str) -> Callable[..., Any]:
    """Declare a command."""
    return click.command(name, cls=Command, text=text, examples=examples)


def option(*names: str, text: Text, **kwargs: Any) -> Callable[..., Any]:
    """Declare an option."""
    return click.option(*names, cls=Option, text=text, **kwargs)


argument = click.argument
