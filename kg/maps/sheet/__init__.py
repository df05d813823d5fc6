"""The evidence sheet of one thing as a page that needs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from kg.entities import Record
from kg.maps.sheet.locator import locator
from kg.maps.sheet.strip import strip
from kg.maps.sheet.view import Numbers, figure_words, pair, said_view, when
from kg.maps.sheet.wording import WORDS
from kg.maps.templates import environment
from kg.ontology import load
from kg.questions.sheet.headline import RELIABILITY
from kg.resources import find

__all__ = ["body", "page"]

STYLES = ("map.css", "print.css", "sheet.css")
LISTS = ("pairings", "beneath", "siblings", "earlier", "later", "others")


def _nowhere(_: Record) -> str:
    return ""


def body(
    sheet: Record,
    lang: str,
    link: Callable[[Record], str] = _nowhere,
    numbers: Numbers | None = None,
    *,
    alone: bool = False,
) -> Markup:
    """The sheet as a part of a page.

    Args:
        sheet: as `kg.sheet` gives it.
        lang: ``zh`` or ``en``.
        link: the address of an entity or a source; nothing where it has none.
        numbers: what keeps the numbers of sources, for a page that goes on with them.
        alone: whether its title is that of the whole page.

    Example:
        >>> import kg
        >>> "吉林省—浙江省" in body(kg.sheet("吉林省—浙江省"), "zh")
        True
    """
    numbers = Numbers() if numbers is None else numbers
    tables = [said_view(table, numbers, lang) for table in sheet["said"]]
    lists = {name: [_listed(row, numbers, lang) for row in sheet[name]] for name in LISTS}
    figures = [
        {
            "words": figure_words(row, lang),
            "as_of": row["asOf"],
            "numbers": numbers.of(row["sources"]),
        }
        for row in sheet["figures"]
    ]
    groups = [{**one, "numbers": numbers.of(one["sources"])} for one in sheet["groups"]]
    coverage = [{**one, "numbers": numbers.of(one["sources"])} for one in sheet["coverage"]]
    own = sheet["said"][0]["sources"] if sheet["said"] else []
    dated = [numbers.sources[one["id"]] for one in own]
    words = {key: text.in_language(lang) for key, text in WORDS.items()}
    given = {
        "sheet": sheet,
        "top": "h1" if alone else "h2",
        "part": "h2" if alone else "h3",
        "lang": lang,
        "words": words,
        "link": link,
        "tables": tables,
        "lists": lists,
        "figures": figures,
        "groups": groups,
        "coverage": coverage,
        "sources": list(numbers.sources.values()),
        "undated": sum(not one["issued"] for one in dated),
        "reliability": {key: text.in_language(lang) for key, text in RELIABILITY.items()},
        "locator": locator(
            sheet["spots"], sheet["lines"], lang, words["where"], sheet["entity"]["iri"]
        ),
        "tiers": lambda told: _tiers(told, lang),
        "strip": strip(dated, words["strip"]),
    }
    return Markup(environment("sheet").get_template("body.html.j2").render(given))


def page(sheet: Record, lang: str = "zh") -> str:
    """The sheet as a file of its own, which asks nobody for anything.

    Args:
        sheet: as `kg.sheet` gives it.
        lang: ``zh`` or ``en``.

    Example:
        >>> import kg
        >>> page(kg.sheet("吉林省—浙江省"))[:15]
        '<!doctype html>'
    """
    styles = "\n".join(
        (find("static") / name).read_text(encoding="utf-8").replace("\r\n", "\n") for name in STYLES
    )
    return (
        environment("sheet")
        .get_template("page.html.j2")
        .render(
            lang=lang,
            title=sheet["entity"][lang],
            unlisted=sheet["entity"]["type"] in load().facts["unranked"],
            words={key: text.in_language(lang) for key, text in WORDS.items()},
            body=body(sheet, lang, alone=True),
            styles=Markup(styles),
            policy=_policy(styles),
        )
    )


def _listed(row: Record, numbers: Numbers, lang: str) -> dict[str, Any]:
    # A programme is of one mechanism, and says more.
    under = [one[lang] for one in (row["programme"] or row["mechanism"],) if one]
    stage = row["stage"][lang] if row["stage"] else ""
    told = [*under, when(row, lang), stage]
    return {
        "claim": {"iri": row["claim"]},
        "pair": pair(row, lang),
        "told": [one for one in told if one],
        "conflicts": bool(row["conflicts"]),
        "numbers": numbers.of(row["sources"]),
    }


def _tiers(told: Record, lang: str) -> str:
    counted = [
        f"{text.in_language(lang)} {told[name]}" for name, text in RELIABILITY.items() if told[name]
    ]
    return ("、" if lang == "zh" else ", ").join(counted) or "0"


def _policy(styles: str) -> str:
    """A content security policy: this style, and nothing else that acts or is fetched."""
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
