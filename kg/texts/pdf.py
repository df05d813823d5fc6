"""Text out of PDF, read in a process of its own: what kills a parser kills that one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.children import tried
from kg.errors import KGError, Text
from kg.memory import limit_memory, machine_memory
from kg.texts.printed import Piece, running_text

__all__ = ["main", "pdf_text"]

# 2,000 full pages take a tenth of it; what needs more is a bomb.
MEMORY = 1 << 30
SECONDS = 120
MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
# A page with fewer characters holds a number and a stamp, and otherwise a picture.
FEW = 8
REASONS = {
    "locked": (
        Text("加了密码", "it is locked by a password"),
        Text("请先另存为不带密码的文件", "save it without the password"),
    ),
    "damaged": (
        Text("打不开，可能已损坏，或不是 PDF", "it is damaged, or no PDF"),
        Text("请换一份完好的文件", "find a sound copy"),
    ),
    "scan": (
        Text(
            "是扫描件：页面是图片，没有文字层", "it is a scan: its pages are pictures without text"
        ),
        Text("扫描件要先识别成文字", "scans need OCR first"),
    ),
    "bomb": (
        Text("读它要用的内存太多", "it takes too much memory to read"),
        Text("请另存为 .txt，或换一份文件", "save it as .txt, or find another copy"),
    ),
    "large": (
        Text("页数太多", "it has too many pages"),
        Text(f"至多 {MOST_PAGES} 页", f"at most {MOST_PAGES}"),
    ),
}


def pdf_text(path: Path) -> tuple[str | None, str]:
    """The title that a PDF gives itself, and its text.

    Raises:
        KGError: if it is locked, damaged, a scan, or too much work.
    """
    try:
        ended = tried("kg.texts.pdf", str(path), seconds=SECONDS)
        # The parser has no other way to say that memory is out than to be killed.
        killed = {"reason": "bomb" if ended.returncode < 0 else "damaged"}
        found = json.loads(ended.stdout) if ended.returncode == 0 else killed
    except KGError as error:
        raise KGError(error.what, where=str(path)) from error
    except ValueError:
        found = {"reason": "damaged"}
    if "reason" in found:
        what, hint = REASONS[found["reason"]]
        raise KGError(what, where=str(path), hint=hint)
    return found["title"], found["text"]


def main(path: str) -> None:
    """Read a file and write what is in it, or why nothing is, as JSON."""
    limit_memory(min(MEMORY, machine_memory()))
    try:
        found = _read(path)
    except MemoryError:
        found = {"reason": "bomb"}
    sys.stdout.write(json.dumps(found))


def _read(path: str) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        return {"reason": "locked" if "assword" in str(error) else "damaged"}
    if len(document) > MOST_PAGES:
        return {"reason": "large"}
    pages: list[list[Piece]] = []
    room = MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = list(_pieces(document[number], room))
        except pdfium.PdfiumError:
            return {"reason": "damaged"}
        room -= sum(len(piece.text) for piece in page)
        pages.append(page)
    if sum(len(piece.text.strip()) for page in pages for piece in page) < FEW * max(1, len(pages)):
        return {"reason": "scan"}
    title = document.get_metadata_dict().get("Title", "").strip()
    # What a word processor puts there by itself is the name of a file.
    made = ("microsoft word", "untitled", "无标题", "about:blank", "http")
    named = title and not title.lower().startswith(made) and "." not in title[-6:]
    return {"title": title if named else None, "text": running_text(pages)}


def _pieces(page: Any, room: int) -> Iterator[Piece]:
    """Runs of characters that stand side by side, in the order in which they were printed."""
    text = page.get_textpage()
    # A hyphen at the end of a line comes as no character.
    words = text.get_text_range().replace("\ufffe", "-")
    run: list[Any] = []
    for number, char in enumerate(words[:room]):
        if char in "\r\n" or number >= text.count_chars():
            yield from _run(run)
            run = []
        elif char.isspace():
            # The space that a reader sees between two words has no box of its own.
            run += [(char, None)] if run else []
        else:
            box = text.get_charbox(number, loose=True)
            if run and _apart(next(one for _, one in reversed(run) if one), box):
                yield from _run(run)
                run = []
            run.append((char, box))
    yield from _run(run)


def _apart(before: tuple[float, ...], box: tuple[float, ...]) -> bool:
    height = max(before[3] - before[1], box[3] - box[1], 1.0)
    moved = abs((before[1] + before[3]) - (box[1] + box[3])) > height
    return moved or not -0.7 * height < box[0] - before[2] < 0.8 * height


def _run(run: list[Any]) -> Iterator[Piece]:
    boxes = [box for _, box in run if box]
    if boxes:
        words = "".join(char for char, _ in run).strip()
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        yield Piece(left, bottom, max(b[2] for b in boxes), max(b[3] for b in boxes), words)


if __name__ == "__main__":
    main(*sys.argv[1:])
