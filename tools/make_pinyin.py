"""Write down how the packaged names are said, so that a build need not work it out.

Run it after a change of names in `data/`, or of the version of pypinyin. What is missing here is
worked out as it is needed; nothing is wrong without it, only slower.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from kg.loaders import build_in_memory

# `kg.names.keys` itself is the function of that name.
keys: Any = importlib.import_module("kg.names.keys")
TABLE = Path(keys.__file__).parent / "pinyin.tsv"


def needed() -> dict[str, bool]:
    """What a build of the packaged data asks for, and whether it is a place's."""
    asked: dict[str, bool] = {}
    known = keys.pinyin

    def noted(text: str, *, place: bool = False) -> list[str]:
        asked[text] = place or asked.get(text, False)
        spoken: list[str] = keys.spoken(text, place=place)
        return spoken

    keys.pinyin = noted
    try:
        build_in_memory()
    finally:
        keys.pinyin = known
    return dict(sorted(asked.items()))


def main() -> None:
    """Write the table."""
    if not TABLE.exists():
        TABLE.write_text("", encoding="utf-8")
    lines = [
        f"{text}\t{' '.join(keys.spoken(text, place=place))}\t{'place' if place else ''}\n"
        for text, place in needed().items()
    ]
    TABLE.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
