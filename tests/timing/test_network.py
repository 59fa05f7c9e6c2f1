"""What can be kept, how early and how late, and which fewest bounds clash."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs
import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reflective_groups.timing import Bound, Network, Span
from reflective_groups.timing import network as network_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

INFINITE = float("inf")


@st.composite
def networks(draw: st.DrawFn, *, size: int = 6, spans: int = 4, highest: int = 6) -> Network:
    """A short row with spans of every kind: alone, at a boundary, nested, across each other."""
    length = draw(st.integers(1, size))
    lows = draw(st.lists(st.integers(0, highest), min_size=length, max_size=length))
    more = st.none() | st.integers(0, highest)
    highs = [None if (one := draw(more)) is None else low + one for low in lows]
    held: list[Span] = []
    for _ in range(draw(st.integers(0, spans))):
        begin = draw(st.integers(0, length))
        end = draw(st.integers(begin, length))
        reach = highest * max(1, end - begin)
        most = draw(st.none() | st.integers(0, reach))
        held.append(Span(begin, end, draw(st.integers(0, reach)), most))
    return Network(tuple(lows), tuple(highs), tuple(held))


def bounds_of(network: Network) -> list[Bound]:
    """Every side of every stretch and span that says anything."""
    found: list[Bound] = []
    for at, (low, high) in enumerate(zip(network.least, network.most, strict=True)):
        found += [Bound(at, at + 1, "least")] if low else []
        found += [Bound(at, at + 1, "most")] if high is not None else []
    for number, span in enumerate(network.spans):
        found += [Bound(span.begin, span.end, "least", number)] if span.least else []
        found += [Bound(span.begin, span.end, "most", number)] if span.most is not None else []
    return found


def length_of(network: Network, bound: Bound) -> int:
    if bound.span is None:
        low, high = network.least[bound.begin], network.most[bound.begin]
    else:
        span = network.spans[bound.span]
        low, high = span.least, span.most
    found = low if bound.side == "least" else high
    assert found is not None
    return found


def graph_of(network: Network, bounds: Iterable[Bound]) -> nx.MultiDiGraph:
    """The distance graph in which bounds clash exactly where there is a negative cycle."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(network.least) + 1))
    for point in range(len(network.least)):
        graph.add_edge(point + 1, point, weight=0)  # time does not run back
    for bound in bounds:
        length = length_of(network, bound)
        if bound.side == "least":
            graph.add_edge(bound.end, bound.begin, weight=-length)
        else:
            graph.add_edge(bound.begin, bound.end, weight=length)
    return graph


def clash(network: Network, bounds: Iterable[Bound]) -> bool:
    return nx.negative_edge_cycle(graph_of(network, bounds))


def solutions(network: Network) -> list[tuple[int, ...]]:
    """All the ways to place the boundaries of a very small network, one by one."""
    top = sum(length_of(network, bound) for bound in bounds_of(network))
    ranges = [
        range(low, (top if high is None else min(high, top)) + 1)
        for low, high in zip(network.least, network.most, strict=True)
    ]
    found: list[tuple[int, ...]] = []
    for lengths in itertools.product(*ranges):
        times = tuple(itertools.accumulate(lengths, initial=0))
        if all(
            span.least <= times[span.end] - times[span.begin]
            and (span.most is None or times[span.end] - times[span.begin] <= span.most)
            for span in network.spans
        ):
            found.append(times)
    return found


@given(networks(size=3, spans=2, highest=2))
def test_every_way_to_place_the_boundaries_agrees(network: Network) -> None:
    found = solutions(network)
    assert network.feasible == bool(found)
    if not found:
        assert network.earliest is None
        assert network.latest is None
        return
    assert network.earliest == tuple(map(min, zip(*found, strict=True)))
    assert network.latest is not None
    for point, latest in enumerate(network.latest):
        if latest < INFINITE:
            assert latest == max(times[point] for times in found)


@given(networks(size=12, spans=6, highest=20))
def test_networkx_agrees_on_what_can_be_kept_and_on_how_early_and_how_late(
    network: Network,
) -> None:
    graph = graph_of(network, bounds_of(network))
    assert network.feasible is not nx.negative_edge_cycle(graph)
    if not network.feasible:
        return
    late = nx.single_source_bellman_ford_path_length(graph, 0)
    early = nx.single_source_bellman_ford_path_length(graph.reverse(), 0)
    points = range(len(network.least) + 1)
    assert network.latest == tuple(late.get(point, INFINITE) for point in points)
    assert network.earliest == tuple(-early[point] for point in points)


@given(networks(size=12, spans=6, highest=20))
def test_a_conflict_cannot_hold_and_can_as_soon_as_any_one_of_it_is_gone(network: Network) -> None:
    found = network.conflict()
    assert bool(found) is not network.feasible
    if not found:
        return
    assert len(set(found)) == len(found)
    assert set(found) <= set(bounds_of(network))
    assert clash(network, found)
    for one in found:
        assert not clash(network, [bound for bound in found if bound != one])


@given(networks(size=4, spans=3))
def test_no_smaller_set_of_bounds_clashes_than_the_conflict(network: Network) -> None:
    found = network.conflict()
    assume(found)
    everything = bounds_of(network)
    for fewer in range(1, len(found)):
        for some in itertools.combinations(everything, fewer):
            assert not clash(network, some)


@given(networks(size=12, spans=6, highest=20))
def test_where_the_fewest_take_too_long_to_find_none_of_the_conflict_can_be_spared(
    network: Network,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_module, "_MOST_TRIED", 0)
        found = network.conflict()
    assert bool(found) is not network.feasible
    assert len(set(found)) == len(found)
    assert set(found) <= set(bounds_of(network))
    assert not found or clash(network, found)
    for one in found:
        assert not clash(network, [bound for bound in found if bound != one])


def test_a_conflict_with_none_to_spare_is_told_where_the_search_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network_module, "_MOST_TRIED", 0)
    network = Network((5, 0, 20, 4), (10, None, 30, 6), (Span(0, 3, most=24), Span(1, 4, 9, 40)))
    assert network.conflict() == (
        Bound(0, 1, "least"),
        Bound(2, 3, "least"),
        Bound(0, 3, "most", 0),
    )


def test_a_way_leads_back_along_all_that_may_not_last_longer() -> None:
    short = Network((0, 0, 1), (3, 4, None), (Span(0, 2, least=8), Span(1, 3, most=9)))
    assert short.conflict() == (
        Bound(0, 1, "most"),
        Bound(1, 2, "most"),
        Bound(0, 2, "least", 0),
    )


def test_what_is_put_off_again_and_again_but_never_far_clashes_too() -> None:
    held = (*(Span(1, 3, least=10) for _ in range(3)), Span(1, 4, most=9))
    network = Network((0,) * 4, (None,) * 4, held)
    assert not network.feasible
    assert len(network.conflict()) == 2


def test_a_hundred_spans_across_each_other_still_have_a_conflict() -> None:
    size = 150
    held = tuple(Span(at, at + 3, 700 + at % 7, 1_400 - at % 5) for at in range(size - 2))
    network = Network((200,) * size, (600,) * size, (*held, Span(0, size, most=34_000)))
    found = network.conflict()
    assert clash(network, found)
    for one in found:
        assert not clash(network, [bound for bound in found if bound != one])


@given(networks(size=30, spans=20, highest=20))
def test_with_many_spans_the_conflict_is_one_all_the_same(network: Network) -> None:
    found = network.conflict()
    assert bool(found) is not network.feasible
    assert not found or clash(network, found)


@given(networks())
def test_bounds_come_in_order_of_time_the_stretches_before_the_spans(network: Network) -> None:
    found = network.conflict()
    assert list(found) == sorted(found, key=lambda one: (one.span is not None, one.begin, one.end))


def test_of_a_row_that_is_too_long_the_longest_stretches_are_named() -> None:
    row = Network((10, 1, 30, 2, 20), (None,) * 5, (Span(0, 5, most=45),))
    told = [(one.begin, one.side, one.span) for one in row.conflict()]
    assert told == [(2, "least", None), (4, "least", None), (0, "most", 0)]


def test_a_time_at_which_nothing_can_have_passed_is_a_conflict_of_its_own() -> None:
    late = Network((5, 5), (10, 10), (Span(0, 0, 3, 3), Span(0, 2, most=1)))
    assert not late.feasible
    assert late.conflict() == (Bound(0, 0, "least", 0),)
    assert Network((5,), (10,), (Span(0, 0, 0, 3), Span(1, 1, most=0))).feasible


def test_a_span_over_one_stretch_clashes_with_the_stretch_itself() -> None:
    short = Network((5, 0), (8, None), (Span(0, 1, 6, 7), Span(0, 1, 9), Span(1, 2, 4)))
    assert set(short.conflict()) == {Bound(0, 1, "most", 0), Bound(0, 1, "least", 1)}
    wide = Network((0, 0), (None, None), (Span(0, 2, 4, 3),))
    assert wide.conflict() == (Bound(0, 2, "least", 0), Bound(0, 2, "most", 0))


def test_a_row_without_spans_can_always_be_kept() -> None:
    free = Network((5, 10), (6, None))
    assert free.feasible
    assert free.conflict() == ()
    assert free.earliest == (0, 5, 15)
    assert free.latest == (0, 6, INFINITE)
    assert Network((), ()).latest == (0,)


def test_spans_that_clash_apart_from_each_other_are_all_looked_at() -> None:
    row = Network((0,) * 40, (None,) * 40)
    pairs = [Span(4 * n, 4 * n + 2, least=5) for n in range(10)]
    over = [Span(4 * n, 4 * n + 3, most=9) for n in range(10)]
    assert attrs.evolve(row, spans=(*pairs, *over)).feasible
    held = attrs.evolve(row, spans=(*pairs, *over, *(Span(4 * n, 4 * n + 3, 10) for n in range(9))))
    assert len(held.conflict()) == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda: Network((5,), (4,)),
        lambda: Network((-1,), (4,)),
        lambda: Network((1,), (4, 5)),
        lambda: Network((1,), (4,), (Span(1, 0),)),
        lambda: Network((1,), (4,), (Span(0, 2),)),
        lambda: Network((1,), (4,), (Span(-1, 1),)),
        lambda: Network((1,), (4,), (Span(0, 1, -1),)),
    ],
)
def test_a_row_that_cannot_be_is_refused(make: Callable[[], Network]) -> None:
    with pytest.raises(ValueError, match=r"cannot last|has no place|argument 2 is longer"):
        make()
