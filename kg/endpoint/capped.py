"""Write query results with Oxigraph's own serialisers, and stop at the caps."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.endpoint.media import GRAPHS, RESULTS
from kg.namespaces import prefixes

__all__ = ["ControlError", "Counted", "TooLargeError", "write_graph", "write_results"]

BLOCK = 256
# What XML 1.0 has no way to write.
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")


class TooLargeError(OSError):
    """The answer is larger than the server gives."""


class ControlError(ValueError):
    """The answer holds a control character, and was to be XML."""


class Counted:
    """A sink that hands data on and refuses what goes past ``size`` bytes."""

    def __init__(self, send: Callable[[bytes], None], size: int) -> None:
        self.send = send
        self.left = size

    def write(self, data: bytes) -> int:
        """Hand data on."""
        self.left -= len(data)
        if self.left < 0:
            raise TooLargeError
        self.send(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class _Rows(io.RawIOBase):
    """Solutions as a lazy TSV file, so that the parser beside the serialiser reads so many rows.

    The serialisers take a whole result and offer no limit. Read back lazily, row by row, the same
    result is one row shorter than the cap wants, and memory stays flat.
    """

    def __init__(self, solutions: Any, cap: int, *, xml: bool) -> None:
        self.solutions = iter(solutions)
        heads = "\t".join(f"?{variable.value}" for variable in solutions.variables)
        self.waiting = f"{heads}\n".encode()
        self.cap = cap
        self.count = 0
        self.more = False
        self.xml = xml

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self.waiting) < size and (block := self._block()):
            self.waiting += block
        data, self.waiting = self.waiting[:size], self.waiting[size:]
        return data

    def _block(self) -> bytes:
        rows = list(itertools.islice(self.solutions, min(BLOCK, self.cap - self.count)))
        self.count += len(rows)
        if not rows and not self.more:
            self.more = next(self.solutions, None) is not None
        if self.xml:
            _refuse_control(term for row in rows for term in row)
        return "".join("\t".join(map(_term, row)) + "\n" for row in rows).encode()


def _refuse_control(terms: Iterable[Any]) -> None:
    """Refuse what XML has no way to write; the serialiser would write it all the same."""
    for term in terms:
        if isinstance(term, ox.Literal) and CONTROL.search(term.value):
            raise ControlError


def _term(term: Any) -> str:
    if term is None:
        return ""
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def write_results(results: Any, sink: Counted, media: str, cap: int) -> tuple[int, bool]:
    """Write SELECT or ASK results; rows written, and whether there would have been more."""
    if isinstance(results, ox.QueryBoolean):
        results.serialize(cast("IO[bytes]", sink), format=RESULTS[media])
        return 1, False
    rows = _Rows(results, cap, xml=media.endswith("+xml"))
    copy = ox.parse_query_results(cast("IO[bytes]", rows), format=ox.QueryResultsFormat.TSV)
    copy.serialize(cast("IO[bytes]", sink), format=RESULTS[media])
    return rows.count, rows.more


def write_graph(triples: Any, sink: Counted, media: str, cap: int) -> tuple[int, bool]:
    """Write triples; how many, and whether there would have been more."""
    count = 0
    source = iter(triples)

    def counted() -> Iterator[Any]:
        nonlocal count
        for triple in itertools.islice(source, cap):
            count += 1
            if media.endswith("+xml"):
                _refuse_control((triple.object,))
            yield triple

    output = cast("IO[bytes]", sink)
    ox.serialize(counted(), output, format=GRAPHS[media], prefixes=prefixes())
    return count, next(source, None) is not None
