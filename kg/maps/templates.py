"""Where pages are made of templates: everything that is not markup is text."""

from __future__ import annotations

from functools import cache

import jinja2

from kg.resources import find

__all__ = ["environment"]


@cache
def environment(folder: str) -> jinja2.Environment:
    """The templates of a folder of ``kg/templates``, and the parts that several share.

    >>> environment("sheet").from_string("{{ words }}").render(words="<b>")
    '&lt;b&gt;'
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([find("templates") / name for name in (folder, "parts")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )
