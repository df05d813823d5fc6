"""Options that several commands share: where the raw texts are, where rows came from."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.bilingual import option
from kg.errors import Text

__all__ = ["data_option", "texts_option"]

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)

texts_option = option(
    "--sources",
    "folder",
    required=True,
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
