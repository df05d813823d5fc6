"""The raw text of a source: found, its hash checked, decoded. Everybody reads it here.

Raw texts are third parties' and never in the repository; whoever has them names their folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg.errors import KGError, Text
from kg.texts.files import read_bytes

__all__ = ["read_raw"]

MAX_BYTES = 100_000_000


def read_raw(folders: Iterable[Path], source: str, sha256: str | None) -> str | None:
    """The raw text of a source; None if no folder has it.

    Args:
        folders: where to look for ``<id>.txt``; the first that has it counts.
        source: the id.
        sha256: the hash on record, hexadecimal; None if there is none to compare with.

    Raises:
        KGError: if it is not the one on record, too large, or no text.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "own.txt").write_text("大连市", encoding="utf-8")
        >>> read_raw([folder], "own", None), read_raw([folder], "002", None)
        ('大连市', None)
    """
    # An id names a file here, and nothing outside the folder.
    if Path(source).name != source:
        return None
    files = (folder / f"{source}.txt" for folder in folders)
    path = next((found for found in files if found.is_file()), None)
    if path is None:
        return None
    where = str(path)
    raw = read_bytes(path, MAX_BYTES)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        what = Text("不是 UTF-8 文本", "not UTF-8")
        hint = Text("请用 kg source add 登记", "register it with `kg source add`")
        raise KGError(what, where=where, hint=hint) from error
    if sha256 and hashlib.sha256(raw).hexdigest() != sha256:
        what = Text(
            "与登记的 SHA-256 不符，不是依据所指的那份文本",
            "its SHA-256 differs: not the text that the evidence points into",
        )
        hint = Text("请换回原来的文件", "put the original file back")
        raise KGError(what, where=where, hint=hint)
    return text
