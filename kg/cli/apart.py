"""Ask the store in a process of its own: a query that ends the engine ends that one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from kg.children import environment
from kg.endpoint import frames
from kg.errors import QueryError, Text
from kg.memory import allowed_memory

__all__ = ["Apart"]

ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"


class Apart:
    """Answers ``query`` as a store does, from a child process that has it open."""

    def __init__(self, location: str, *, allow_network: bool = False) -> None:
        self.location = location
        self.allow_network = allow_network

    def query(self, query: str, *, prefixes: Mapping[str, str]) -> Any:
        """Ask; the child declares the prefixes itself.

        Raises:
            QueryError: if the query is wrong, or the child does not survive it.
        """
        order = {
            "op": "query",
            "query": query,
            "base": None,
            "results": ROWS,
            "graphs": TRIPLES,
            "rows": 1 << 62,
            "size": 1 << 62,
            "network": self.allow_network,
        }
        head, content = self._asked(order)
        if head["kind"] == "graph":
            return list(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
        return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)

    def _asked(self, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        memory = allowed_memory()
        command = [sys.executable, "-P", "-m", "kg.endpoint.child", "read", self.location]
        with subprocess.Popen(
            [*command, str(memory)],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What the engine says when it breaks down is no help to anybody.
            stderr=subprocess.DEVNULL,
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            try:
                # Whether it is ready, then the answer.
                self._answer(child.stdout, memory)
                child.stdin.write(frames.request(order))
                child.stdin.flush()
                return self._answer(child.stdout, memory)
            finally:
                child.kill()

    def _answer(self, stream: Any, memory: int) -> tuple[dict[str, Any], bytes]:
        head: dict[str, Any] = {}
        parts: list[bytes] = []
        while len(begun := stream.read(frames.FRAME.size)) == frames.FRAME.size:
            kind, length = frames.FRAME.unpack(begun)
            content = stream.read(length)
            if kind == frames.DATA:
                parts.append(content)
            elif kind == frames.END:
                return head, b"".join(parts)
            elif kind == frames.ERROR:
                words = json.loads(content)
                raise QueryError(Text(words["zh"], words["en"]))
            else:
                head = json.loads(content)
                if "ready" in head:
                    return head, b""
        size = f"{memory >> 30} GB"
        raise QueryError(
            Text(
                f"查询太深，或所需内存超过 {size}，未能执行",
                f"the query is too deep, or needs more than {size} of memory, and was not run",
            ),
            hint=Text("请简化查询", "make it simpler"),
        )
