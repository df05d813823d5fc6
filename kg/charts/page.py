"""A timeline as a page: years as columns of marks, then every entry with its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from kg.charts.drawing import mark
from kg.charts.timeline import Entry, marks_of
from kg.resources import find

__all__ = ["page"]

# The highest column of the overview, in pixels.
HIGH = 132


def page(
    entries: Sequence[tuple[Entry, str]],
    *,
    kinds: Mapping[str, str],
    undated: Mapping[str, str],
    title: str,
    lang: str,
    notes: Sequence[str],
) -> str:
    """One HTML file, which asks nobody for anything: on a phone one column.

    Args:
        entries: in order of time, each with its sources in words.
        kinds: what to call each kind, in the order of the legend.
        undated: what is said of those of a kind that have no date.
        title: what is shown.
        lang: ``zh`` or ``en``.
        notes: what it holds and leaves out; the last ones stand at the foot.

    Example:
        >>> entry = Entry("event", "2018-05", "2018-05-01", "2018-05-31", "洽谈会")
        >>> told = {"kinds": {"event": "活动"}, "undated": {}, "notes": ["共 1 项。", "CC BY"]}
        >>> "<h2>2018" in page([(entry, "[1] 甲")], title="大事记", lang="zh", **told)
        True
    """
    marks = marks_of(kinds)
    counts = Counter(entry.kind for entry, _ in entries)
    shown = [kind for kind in kinds if counts[kind] or kind in undated]
    signs = {kind: _sign(*marks[kind]) for kind in shown}
    legend = "".join(
        f"<li>{signs[kind]} {escape(kinds[kind])} <b>{counts[kind]}</b>"
        + (f' <span class="soft">{escape(undated[kind])}</span>' if kind in undated else "")
        + "</li>"
        for kind in shown
    )
    years = [
        (year, list(rows)) for year, rows in groupby(entries, key=lambda one: one[0].first[:4])
    ]
    parts = [_year(year, rows, signs, kinds, lang) for year, rows in years]
    first, *rest = notes
    return PAGE.format(
        lang={"zh": "zh-Hans"}.get(lang, lang),
        title=escape(title),
        styles=(find("static") / "timeline.css").read_text(encoding="utf-8"),
        note=escape(first),
        legend=legend,
        overview=_overview(years, [(kind, marks[kind][0]) for kind in shown]),
        parts="\n".join(parts),
        foot="".join(f"<p>{escape(note)}</p>" for note in rest),
    )


def _sign(color: str, shape: str) -> str:
    return (
        f'<svg class="sign" viewBox="0 0 14 14" aria-hidden="true">{mark(7, 7, color, shape)}</svg>'
    )


def _overview(
    years: Sequence[tuple[str, Sequence[tuple[Entry, str]]]], kinds: Sequence[tuple[str, str]]
) -> str:
    """A column for each year, its kinds in their colours; the years of the entries read it out."""
    if not years:
        return ""
    counted = {year: Counter(entry.kind for entry, _ in rows) for year, rows in years}
    most = max(sum(found.values()) for found in counted.values())
    span = range(int(years[0][0]), int(years[-1][0]) + 1)
    columns = []
    for year in span:
        found = counted.get(str(year), Counter())
        stack = "".join(
            f'<i style="height:{found[kind] / most * HIGH:.1f}px;background:{color}"></i>'
            for kind, color in kinds
            if found[kind]
        )
        told = f"<b>{sum(found.values())}</b>" if sum(found.values()) * 4 > most else ""
        named = f"<span>{year}</span>" if year % 5 == 0 else ""
        columns.append(f"<div>{told}{stack}{named}</div>")
    return f'<div class="years" aria-hidden="true">{"".join(columns)}</div>'


def _year(
    year: str,
    rows: Sequence[tuple[Entry, str]],
    signs: Mapping[str, str],
    kinds: Mapping[str, str],
    lang: str,
) -> str:
    lines = "\n".join(
        f'<li><span class="when">{signs[entry.kind]}<span class="off">{escape(kinds[entry.kind])}'
        f'</span> {escape(entry.printed)}</span> <span class="what">{escape(entry.words)}</span>'
        f'<span class="by">{"<br>".join(escape(one) for one in told.split(chr(10)))}</span></li>'
        for entry, told in rows
    )
    count = f"（{len(rows)}）" if lang == "zh" else f" ({len(rows)})"
    return f"<section><h2>{year}{count}</h2>\n<ul>\n{lines}\n</ul></section>"


PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{styles}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="soft">{note}</p>
<ul class="legend">{legend}</ul>
{overview}
{parts}
<div class="foot">{foot}</div>
</main>
</body>
</html>
"""
