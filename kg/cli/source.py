"""`kg source`: documents."""

from __future__ import annotations

from kg.cli.bilingual import LazyGroup
from kg.errors import Text

__all__ = ["command"]

command = LazyGroup(
    name="source",
    modules={"add": "kg.cli.source_add"},
    text=Text(
        "登记来源文件，见 kg source add --help；已登记的用 kg sources 查看。",
        "Register documents: see `kg source add --help`; `kg sources` lists those registered.",
    ),
    examples=("kg source add --help",),
)
