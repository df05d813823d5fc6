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


def needed() -> list[str]:
    """What a build of the packaged data asks for."""
    asked: set[str] = set()
    known = keys.pinyin

    def noted(text: str) -> list[str]:
        asked.add(text)
        spoken: list[str] = keys.spoken(text)
        return spoken

    keys.pinyin = noted
    try:
        build_in_memory()
    finally:
        keys.pinyin = known
    return sorted(asked)


def main() -> None:
    """Write the table."""
    if not TABLE.exists():
        TABLE.write_text("", encoding="utf-8")
    lines = [f"{text}\t{' '.join(keys.spoken(text))}\n" for text in needed()]
    TABLE.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
