"""Damage files of a store at random, and ask it: right, refused, or something that must not be.

    python -m benchmarks.damage STORE 500 --seed 1

One trial flips a byte, cuts a file or fills a part with zeros, asks, and mends the file again.
An answer must be that of the whole store; else the store must be told as damaged.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

QUERY = "SELECT (COUNT(?s) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
QUESTIONS = (
    ("query", "-e", QUERY),
    ("partners", "大连"),
    ("search", "大连"),
    ("sources",),
    ("show", "大连"),
)
# A child that ran into something that is no refusal.
BROKEN = 3
# More than any question here takes.
MEMORY = 4 << 30


def damaged(content: bytes, drawn: random.Random) -> bytes:
    """The content of a file with one thing wrong in it.

    Example:
        >>> damaged(b"abcdef", random.Random(1)) == b"abcdef"
        False
    """
    if not content:
        return b"x"
    place = drawn.randrange(len(content))
    way = drawn.choice(("flip", "flip", "cut", "zeros", "bit"))
    if way == "cut":
        return content[:place]
    if way == "zeros":
        long = min(len(content) - place, drawn.choice((8, 512, 4096)))
        found = content[:place] + bytes(long) + content[place + long :]
        if found != content:
            return found
    mask = 1 << drawn.randrange(8) if way == "bit" else 0xFF
    return content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]


def asked(location: Path, question: tuple[str, ...]) -> tuple[int, str, str]:
    """Exit code and what is printed, by a process of its own that imports nothing anew."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _answer(location, question, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return code, texts[0], texts[1]


def _answer(location: Path, question: tuple[str, ...], out: int, err: int) -> None:
    os.dup2(out, 1)
    os.dup2(err, 2)
    code = BROKEN
    try:
        from kg.cli import main
        from kg.memory import limit_memory

        limit_memory(MEMORY)
        printed = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8")
        told = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), "utf-8")
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(told):
            try:
                main(["--store", str(location), "--lang", "en", *question])
            except SystemExit as ended:
                code = int(ended.code or 0)
            finally:
                if code == BROKEN:
                    traceback.print_exc()
                printed.flush()
                told.flush()
    finally:
        os._exit(code)


def trials(location: Path, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """What was damaged and what came of it: ``right``, ``refused``, or what is wrong.

    Args:
        location: a store, which is left as it was.
        count: how many trials.
        seed: of the drawing.
    """
    from kg.store import current

    drawn = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "store"
        shutil.copytree(location, copy)
        meant = {question: asked(copy, question) for question in QUESTIONS}
        if any(code for code, *_ in meant.values()):
            raise SystemExit(f"{location} answers nothing as it is: {meant}")
        files = sorted(path for path in copy.rglob("*") if path.is_file())
        assert current(copy).is_dir()
        for number in range(count):
            path = drawn.choice(files)
            kept = path.read_bytes()
            path.write_bytes(damaged(kept, drawn))
            question = QUESTIONS[number % len(QUESTIONS)]
            code, out, err = asked(copy, question)
            path.write_bytes(kept)
            what = f"{number} {path.relative_to(copy)} {question[0]}"
            yield what, _outcome((code, out, err), meant[question])


def _outcome(found: tuple[int, str, str], meant: tuple[int, str, str]) -> str:
    code, out, err = found
    if found[:2] == meant[:2]:
        return "right"
    if code == 1 and "Traceback" not in err and not out:
        return "refused"
    return f"exit {code}: {(err or out)[-300:]}"


def main() -> None:
    """Try, and tell what was wrong; the exit code says whether anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("trials", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    import kg.asking
    import kg.cli.partners
    import kg.cli.query
    import kg.cli.search
    import kg.cli.show
    import kg.cli.sources  # noqa: F401

    counts: Counter[str] = Counter()
    for what, outcome in trials(given.store, given.trials, given.seed):
        plain = outcome in ("right", "refused")
        counts[outcome if plain else "wrong"] += 1
        if not plain:
            print(what, outcome, flush=True)
    print(dict(counts))
    sys.exit(bool(counts["wrong"]))


if __name__ == "__main__":
    main()
