from __future__ import annotations

import itertools
import math

import pytest

from kg import layout
from kg.layout.sides import Claim, face_parents, take_sides
from tests.map_big import big
from tests.map_parts import iri
from tests.map_sample import sample


@pytest.fixture(scope="module")
def network():
    return sample()


def closest(positions: dict[str, tuple[float, float]]) -> float:
    return min(
        max(abs(a[0] - b[0]), abs(a[1] - b[1]))
        for a, b in itertools.combinations(positions.values(), 2)
    )


def test_partners_stand_on_the_side_that_covers_them(network) -> None:
    seats = layout.pairs(network).seats
    sides = {seat.node: seat.side for seat in seats}
    assert {sides[iri(f"place/{name}")] for name in ("liaoning", "dalian", "jinpu")} == {-1}
    assert {sides[iri(f"place/{name}")] for name in ("jiangsu", "shanghai", "pudong")} == {1}


def test_the_open_partner_faces_the_city(network) -> None:
    page = layout.pairs(network)
    line = next(n for n in page.lines if page.seats[n.right].node.endswith("#open"))
    assert page.seats[line.left].node == iri("place/anshan")
    assert page.seats[line.left].y == page.seats[line.right].y


def test_rows_are_nested_under_the_pairing_they_are_part_of(network) -> None:
    page = layout.pairs(network)
    at = {seat.node: seat for seat in page.seats}
    assert at[iri("place/liaoning")].depth == at[iri("place/dalian")].depth == 0
    assert at[iri("place/dandong")].depth == at[iri("place/jinpu")].depth == 1
    below = sorted(seat.y for seat in page.seats if seat.depth == 0)
    dalian = at[iri("place/dalian")].y
    following = min((y for y in below if y > dalian), default=page.height)
    assert dalian < at[iri("place/jinpu")].y < following


def test_a_city_that_the_programme_names_is_a_peer_of_the_provinces(network) -> None:
    at = {seat.node: seat for seat in layout.pairs(network).seats}
    assert at[iri("place/shenyang")].depth == 0
    assert at[iri("place/heilongjiang")].y < at[iri("place/shenyang")].y


def test_counted_but_unnamed_pairs_have_a_slot(network) -> None:
    assert [(slot.group, slot.missing) for slot in layout.pairs(network).slots] == [
        (iri("group/districts"), 9),
        (iri("group/fic"), 6),
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_no_two_rows_share_a_height(network, narrow: bool) -> None:
    page = layout.pairs(network, narrow=narrow)
    spots = {(seat.side, round(seat.y, 1)) for seat in page.seats}
    assert len(spots) == len(page.seats)


def test_north_is_up_and_east_is_right(network) -> None:
    at = layout.geo(network).positions
    assert at[iri("place/harbin")][1] < at[iri("place/dalian")][1] < at[iri("place/shanghai")][1]
    assert at[iri("place/beijing")][0] < at[iri("place/dandong")][0]


def test_geographic_symbols_do_not_cover_each_other(network) -> None:
    found = layout.geo(network, symbol=19.0)
    assert closest(found.closer[8]) >= 18.9 / 8
    touching = [
        math.dist(found.points[p], found.points[q])
        for (p, a), (q, b) in itertools.combinations(found.positions.items(), 2)
        if max(abs(a[0] - b[0]), abs(a[1] - b[1])) < 18.9
    ]
    assert all(apart < 38 for apart in touching)


def test_no_geographic_symbol_stands_farther_from_its_place_than_its_size(network) -> None:
    crowded = big(900)
    for number, (_, data) in enumerate(crowded.nodes(data=True)):
        data["lat"], data["long"] = 38 + number % 30 / 20, 121 + number % 31 / 20
    found = layout.geo(crowded, symbol=19.0)
    assert len(found.positions) > 900
    for scale, at in {1: found.positions, **found.closer}.items():
        for key, (x, y) in at.items():
            home = found.points[key]
            assert math.dist((x, y), home) <= 19.0 / scale + 0.1


def test_places_without_coordinates_are_not_put_anywhere(network) -> None:
    assert iri("park/shenda") not in layout.geo(network).positions


@pytest.mark.parametrize("make", [sample, lambda: big(300)], ids=["sample", "330 nodes"])
def test_network_symbols_do_not_cover_each_other(make) -> None:
    (at,) = layout.spread(make())
    assert closest(at.first) >= 25.0


def test_what_comes_later_stands_clear_and_moves_nobody_far() -> None:
    network = big(300)
    first = [key for key in network if "/place/" in key][:100]
    (at,) = layout.spread(network, first=first)
    assert sorted(at.first) == sorted(first)
    assert set(at.whole) == set(network)
    assert closest(at.first) >= 25.0
    assert closest(at.whole) >= 22.0
    left, right = sorted(first, key=lambda key: at.first[key][0])[:: len(first) - 1]
    assert at.whole[left][0] < at.whole[right][0]


def test_the_closer_one_looks_the_truer_the_place(network) -> None:
    found = layout.geo(network)

    def astray(positions: dict[str, tuple[float, float]]) -> float:
        return sum(
            abs(x - found.points[key][0]) + abs(y - found.points[key][1])
            for key, (x, y) in positions.items()
        )

    steps = [astray(found.positions), *(astray(at) for _, at in sorted(found.closer.items()))]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] < steps[0] / 2


def test_an_empty_network_has_empty_layouts() -> None:
    import networkx as nx

    empty = nx.MultiDiGraph()
    assert layout.spread(empty)[0].first == {}
    assert layout.geo(empty).positions == {}
    assert layout.bundles(empty, {}) == []
    assert layout.pairs(empty).seats == []


def test_layouts_do_not_depend_on_the_order_of_nodes(network) -> None:
    import networkx as nx

    turned = nx.MultiDiGraph()
    turned.graph.update(network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert layout.spread(turned) == layout.spread(network)
    assert layout.geo(turned) == layout.geo(network)
    points = layout.geo(network).points
    assert layout.bundles(turned, points) == layout.bundles(network, points)


def curve(network, bundle, edge, share: float):
    points = layout.geo(network).points
    x0, y0, x1, y1 = bundle.bends[edge]
    ways = zip(points[edge[0]], (x0, y0), (x1, y1), points[edge[1]], strict=True)
    weights = [(1 - share) ** 3, 3 * (1 - share) ** 2 * share, 3 * (1 - share) * share**2, share**3]
    return [sum(w * c for w, c in zip(weights, way, strict=True)) for way in ways]


def test_lines_between_the_same_provinces_run_together(network) -> None:
    found = layout.bundles(network, layout.geo(network).points)
    ends = (iri("place/liaoning"), iri("place/jiangsu"))
    bundle = next(bundle for bundle in found if bundle.ends == ends)
    assert bundle.tight
    assert len(bundle.bends) >= 5
    points = layout.geo(network).points

    def widest(middles) -> float:
        return max(math.dist(a, b) for a, b in itertools.combinations(middles, 2))

    straight = [
        [(p + q) / 2 for p, q in zip(points[a], points[b], strict=True)] for a, b, _ in bundle.bends
    ]
    assert (
        widest([curve(network, bundle, edge, 0.5) for edge in bundle.bends]) < widest(straight) / 2
    )


def test_every_pairing_on_the_map_is_in_one_bundle_named_north_first(network) -> None:
    points = layout.geo(network).points
    found = layout.bundles(network, points)
    edges = [edge for bundle in found for edge in bundle.bends]
    wanted = [
        (a, b, key)
        for a, b, key, data in network.edges(keys=True, data=True)
        if data["relation"] == "Pairing" and a in points and b in points
    ]
    assert sorted(edges) == sorted(wanted)
    assert all(points[north][1] <= points[south][1] for north, south in (b.ends for b in found))


def test_where_places_lie_all_over_lines_stay_straight() -> None:
    network = big(300)
    points = layout.geo(network).points
    loose = [bundle for bundle in layout.bundles(network, points) if not bundle.tight]
    assert loose
    bundle = max(loose, key=lambda bundle: len(bundle.bends))
    (a, b, _), (x0, y0, x1, y1) = min(bundle.bends.items())
    aside = abs(
        (points[b][0] - points[a][0]) * (y0 - points[a][1])
        - (points[b][1] - points[a][1]) * (x0 - points[a][0])
    )
    assert aside < 0.3 * math.dist(points[a], points[b]) ** 2
    assert math.isfinite(x1 + y1)


def test_what_is_part_of_a_pairing_faces_as_it_does_and_who_supports_stands_left(network) -> None:
    dalian, shanghai = iri("place/dalian"), iri("place/shanghai")
    jinpu, pudong = iri("place/jinpu"), iri("place/pudong")
    whole = Claim("whole", None, None, members={dalian, shanghai})
    whole.directed.update(supporter={shanghai}, supported={dalian})
    part = Claim("part", None, "whole", members={jinpu, pudong})
    for claim in (whole, part):
        take_sides(network, claim, None)
    assert (whole.left, whole.right) == ([shanghai], [dalian])
    part.left, part.right = [jinpu], [pudong]
    face_parents(network, {"whole": whole, "part": part}, {"whole": None, "part": "whole"})
    assert (part.left, part.right) == ([pudong], [jinpu])
