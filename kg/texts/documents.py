"""The plain text of a document (.txt, .html, .docx, .pdf) that somebody else wrote.

Documents are untrusted: nothing is fetched, no entity is expanded, every size is bounded, and what
is no text is refused by name.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.characters import simplified
from kg.errors import KGError, Text
from kg.texts.files import opened, read_bytes

__all__ = ["MAX_BYTES", "SUFFIXES", "Extract", "read_document"]

MAX_BYTES = 50_000_000
# A page of nothing but angle brackets takes a second and a half for each megabyte.
MAX_PAGE = 20_000_000
MAX_CHARACTERS = 20_000_000
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
# Pages that call themselves GB2312 hold what only its successor has.
SUCCESSOR = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
# Browsers read Big5 with the characters of Hong Kong.
SUCCESSOR |= dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs")
# Of running Chinese 99 characters in 100 are of the first level of GB 2312; read wrongly, 60.
COMMON, FEWEST, LOOKED_AT = 0.75, 20, 5_000
# Either can be read as the other without an error; by what people call them.
EITHER = {"gb18030": "gb18030", "big5hkscs": "big5"}
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Extract:
    r"""The text of a document, lines ending in ``\n``, and the title it gives itself, if any."""

    text: str
    title: str | None = None


def read_document(path: Path, encoding: str | None = None) -> Extract:
    """The text of a document; the suffix of its file says how it is read.

    Args:
        path: the file.
        encoding: of a .txt or .html file that is not UTF-8 and does not say what it is.

    Raises:
        KGError: if it cannot be read, is too large, is damaged, or holds no text.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise KGError(
            Text(f"不读后缀为“{suffix}”的文件", f"files ending in “{suffix}” are not read"),
            where=str(path),
            hint=Text(
                "请另存为 .txt、.html、.docx 或 .pdf；扫描件要先识别成文字",
                "save it as .txt, .html, .docx or .pdf; scans need OCR first",
            ),
        )
    if suffix == ".docx":
        found = _word(path)
    elif suffix == ".pdf":
        found = _pdf(path)
    else:
        page = suffix != ".txt"
        content = read_bytes(path, MAX_PAGE if page else MAX_BYTES)
        text = _decoded(path, content, encoding, page=page)
        found = Extract(text) if suffix == ".txt" else _page(text, path)
    return _whole(found, path)


def _too_large(path: Path) -> KGError:
    return KGError(
        Text("文件太大", "it is too large"),
        where=str(path),
        hint=Text("至多 50 MB、两千万字", "at most 50 MB and twenty million characters"),
    )


def _decoded(path: Path, content: bytes, given: str | None, *, page: bool) -> str:
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    declared = DECLARED.search(content[:4096]) if page else None
    name = given or marked or (declared[1].decode("ascii") if declared else "utf-8")
    name = SUCCESSOR.get(name.lower(), name)
    try:
        text = content.decode(name).removeprefix("\ufeff")
        if name in EITHER and not _is_running_chinese(text):
            raise _other_encoding(path, content, name, text)
        return text
    except LookupError:
        what = Text(f"没有编码“{name}”", f"there is no encoding “{name}”")
    except ValueError:
        what = Text(f"文件不是 {name} 编码", f"it is not {name}")
    hint = Text(
        "请另存为 UTF-8，或用 --encoding 写明编码，如 gb18030",
        "save it as UTF-8, or name its encoding with --encoding, such as gb18030",
    )
    raise KGError(what, where=str(path), hint=hint)


def _is_running_chinese(text: str) -> bool:
    """Whether most of its characters are such as are used; little text proves nothing.

    >>> _is_running_chinese("大連市與上海市" * 3), _is_running_chinese("獵畄籔瓣﹚甅" * 5)
    (True, False)
    """
    known = simplified(text[:LOOKED_AT])
    han = [char for char in known if "\u3400" <= char <= "\u9fff"]
    common = sum(b"\xb0" <= char.encode("gb2312", "replace") < b"\xd8" for char in han)
    return len(han) < FEWEST or common >= COMMON * len(han)


def _other_encoding(path: Path, content: bytes, name: str, text: str) -> KGError:
    other = next(one for one in EITHER if one != name)
    hint = Text(
        "请用 --encoding 写明编码，或另存为 UTF-8",
        "name its encoding with --encoding, or save it as UTF-8",
    )
    try:
        if _is_running_chinese(content.decode(other)):
            hint = Text(
                f"看来是 {EITHER[other]}：--encoding {EITHER[other]}",
                f"it looks like {EITHER[other]}: --encoding {EITHER[other]}",
            )
    except ValueError:
        pass
    shown = " ".join(text.split())[:12]
    return KGError(
        Text(
            f"按 {EITHER[name]} 读出来不成中文：“{shown}…”",
            f"read as {EITHER[name]} it is no Chinese: “{shown}…”",
        ),
        where=str(path),
        hint=hint,
    )


def _page(text: str, path: Path) -> Extract:
    from kg.texts.pages import page_text

    title, lines = page_text(_refuse_binary(text, path))
    return Extract(lines, title)


def _word(path: Path) -> Extract:
    from kg.texts.markup import word_text

    try:
        with opened(path, MAX_BYTES) as file, zipfile.ZipFile(file) as archive:
            texts = [word_text(part) for part in _parts(path, archive)]
    except (*DAMAGED, ValueError) as error:
        raise KGError(
            Text(
                "打不开，可能已损坏、加了密码，或不是 .docx", "it is damaged, locked, or no .docx"
            ),
            where=str(path),
            hint=Text("请用 Word 或 WPS 另存为 .docx", "save it again as .docx"),
        ) from error
    return Extract("".join(texts))


def _pdf(path: Path) -> Extract:
    from kg.texts.pdf import pdf_text

    with opened(path, MAX_BYTES):
        # A plain file of bounded size: the process that reads it opens it anew.
        pass
    title, text = pdf_text(path)
    return Extract(text, title)


def _parts(path: Path, archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The body, then foot- and endnotes; never more than the limit, whatever the archive says."""
    room = MAX_BYTES
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name != "word/document.xml" and name not in archive.namelist():
            continue
        with archive.open(name) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise _too_large(path)
        yield content


def _refuse_binary(text: str, path: Path) -> str:
    if "\0" in text:
        raise KGError(
            Text("这不是文本文件", "this is no text"),
            where=str(path),
            hint=Text("请另存为 .txt、.html 或 .docx", "save it as .txt, .html or .docx"),
        )
    return text


def _whole(found: Extract, path: Path) -> Extract:
    text = _refuse_binary(found.text, path).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS:
        raise _too_large(path)
    if not text.strip():
        raise KGError(
            Text("里面没有文字", "it holds no text"),
            where=str(path),
            hint=Text("扫描件要先识别成文字", "scans need OCR first"),
        )
    return Extract(text, found.title)
