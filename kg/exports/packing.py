"""ZIP files whose bytes depend on what they hold alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["packed"]

# A ZIP keeps a date for each file; the same data give the same bytes, whenever they are packed.
EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files in one ZIP, in the order of their names.

    Example:
        >>> packed({"b": b"2", "a": b"1"}) == packed({"a": b"1", "b": b"2"})
        True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
