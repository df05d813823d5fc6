"""The page inside a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

__all__ = ["Inline"]


@dataclass(frozen=True)
class Inline:
    """A page that a notebook shows in a frame.

    Example:
        >>> Inline("<p>", 300)._repr_html_().count("&lt;p&gt;")
        1
    """

    page: str
    height: int

    def __repr__(self) -> str:
        """Short: the page itself is megabytes."""
        return f"<map, {len(self.page)} characters>"

    def _repr_html_(self) -> str:
        # Its own origin: neither does the page see the notebook, nor the notebook's style the page.
        return (
            f'<iframe srcdoc="{escape(self.page)}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>'
        )
