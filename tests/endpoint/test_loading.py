"""Loads and unloads while a server answers: every answer is of the old store or the new."""

from __future__ import annotations

import shutil
import threading

from benchmarks.growing import write
from kg.loaders.adding import add
from kg.loaders.removing import remove
from kg.store import open_local, select
from tests.endpoint.conftest import serving

COUNT = "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x a coop:Pairing } }"
PREFIX = "PREFIX coop: <https://w3id.org/cooperation-kg/ontology#> "


def test_who_asks_during_loads_gets_the_old_or_the_new(packaged_location, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(packaged_location, store)
    more = write(tmp_path / "more", 50, first=10**6)

    def count():
        return int(select(open_local(store), COUNT)[0]["n"].value)

    meant = [count()]
    heard: list[tuple[int, str]] = []
    over = threading.Event()
    with serving(store, folder=tmp_path) as server:

        def ask():
            while not over.is_set():
                answer = server.client.get(
                    "sparql", params={"query": PREFIX + COUNT}, headers={"Accept": "text/csv"}
                )
                heard.append((answer.status_code, answer.text.split()[-1]))

        asking = [threading.Thread(target=ask) for _ in range(2)]
        for one in asking:
            one.start()
        for _ in range(2):
            add(store, [more])
            meant.append(count())
            remove(store, ["g1000000"])
            meant.append(count())
        over.set()
        for one in asking:
            one.join()
        last = server.client.get(
            "sparql", params={"query": PREFIX + COUNT}, headers={"Accept": "text/csv"}
        )
    assert len(set(meant)) == 2
    assert {status for status, _ in heard} == {200}
    assert {int(number) for _, number in heard} <= set(meant)
    assert int(last.text.split()[-1]) == meant[0]
