"""Faster than a person waits, with 600 nodes on a small machine."""

from __future__ import annotations

import time

import pytest

from kg import maps
from tests.map_big import big

pytestmark = pytest.mark.browser

# The promise is 3 s and 200 ms on two cores; machines that run many things at once get more.
SLOW = 5


def test_600_nodes_are_made_in_time() -> None:
    network = big(546)
    assert network.number_of_nodes() == 600
    # The processor's time: what else the machine does is not the page's fault.
    start = time.process_time()
    maps.render(network)
    assert time.process_time() - start < 2 * SLOW


def test_600_nodes_are_ready_in_time(open_page, files) -> None:
    files("big")
    start = time.perf_counter()
    open_page("big", fragment="#view=network")
    assert time.perf_counter() - start < 3 * SLOW


def test_selecting_takes_no_time_one_would_notice(open_page) -> None:
    seen = open_page("big", fragment="#view=network")
    took = seen.run(
        """async () => {
          const all = [];
          for (let i = 0; i < 9; i++) {
            const start = performance.now();
            kg.select(`place/p0${100 + i * 13}`);
            await new Promise(requestAnimationFrame);
            all.push(performance.now() - start);
          }
          return all.sort((a, b) => a - b)[4];
        }"""
    )
    assert took < 200 * SLOW


def test_ten_times_the_places_do_not_take_ten_times_as_long(open_page, files) -> None:
    """The page stays usable past its limit: what is left out costs nothing."""

    def ready(name: str) -> float:
        files(name)
        times = []
        for _ in range(2):
            start = time.perf_counter()
            open_page(name, fragment="#view=network")
            times.append(time.perf_counter() - start)
        return min(times)

    assert ready("huge") < 5 * ready("big") + 1
