"""Kinds given as tokens, which no language changes, or in words: 结对 for pairing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from kg.errors import Text

__all__ = ["Kinds"]


class Kinds(click.Choice[str]):
    """A choice of tokens; each may also be given by its name in either language."""

    def __init__(self, words: Mapping[str, Text]) -> None:
        super().__init__(list(words))
        self.words = words

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """The token."""
        tokens = (token for token, words in self.words.items() if value in words)
        return super().convert(next(tokens, value), param, ctx)
