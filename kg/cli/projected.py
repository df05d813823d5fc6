"""The options that choose a simple network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from kg.cli.bilingual import option
from kg.cli.completion import complete_class
from kg.cli.limits import limit_options
from kg.errors import Text

__all__ = ["projection_options"]

NAMES = ("pairing", "signatories", "participants", "cooperation")

OPTIONS = (
    option(
        "--projection",
        type=click.Choice(NAMES),
        default="pairing",
        text=Text(
            "网络：结对、共同签署、共同参与，或全部合作",
            "the network: pairings, co-signatories, co-participants, or all cooperation",
        ),
    ),
    option(
        "--level",
        multiple=True,
        metavar="LEVEL",
        shell_complete=complete_class,
        text=Text(
            "只留下某级地方（省级、地级、县级、乡级），all 为各级地方和园区；可多次使用",
            "keep places of one level only (province, city, county, township), or places and parks "
            "of all; may be repeated",
        ),
    ),
    option(
        "--weight",
        type=click.Choice(["claims", "shared"]),
        default="claims",
        text=Text(
            "边权：陈述数；或各陈述按参与方数均分",
            "weight of a tie: its claims, or each claim shared among those it ties",
        ),
    ),
)


def projection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a network."""
    command = limit_options(command)
    for add in reversed(OPTIONS):
        command = add(command)
    return command
