"""Options that several commands share: where the raw texts are, where rows came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.bilingual import language, option
from kg.errors import Text

__all__ = ["data_option", "texts_of", "texts_option"]

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)

# Who looks for a word may mean what the graph says, which needs no text.
UNTOLD = Text(
    "原文不随软件附带：请用 --sources 指明存放 000.txt 等原文的目录（自己的数据在 DIR/texts）；"
    "只查图谱里的文字，可用 kg search '{}' --words",
    "the raw texts are not shipped: name the folder that holds 000.txt and so on with --sources "
    "(DIR/texts of your own data); `kg search '{}' --words` looks into what the graph says",
)


def _told(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path:
    if folder is None:
        word = ctx.params.get("text") or "…"
        raise click.UsageError(UNTOLD.in_language(language(ctx)).format(word), ctx=ctx)
    return folder


texts_option = option(
    "--sources",
    "folder",
    callback=_told,
    type=FOLDER,
    metavar="DIR",
    text=Text("原文目录", "the folder of raw texts"),
)
data_option = option(
    "--data",
    multiple=True,
    type=FOLDER,
    metavar="DIR",
    text=Text(
        "建库时另加的数据目录，用来指出文件和行号",
        "the further data folders of the build, to name file and row",
    ),
)


def texts_of(folders: Iterable[Path]) -> Path | None:
    """Where `kg source add` keeps the texts of the last data folder that has some."""
    from kg.loaders.starting import TEXTS

    found = [folder / TEXTS for folder in folders if (folder / TEXTS).is_dir()]
    return found[-1] if found else None
