"""How a fit, what can be kept, and the search for a conflict grow with the number of phases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

import reflective_groups as rg
from reflective_groups.planning import fit
from reflective_groups.timing import Network, Span

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (10, 100, 1_000)
MOST_TOGETHER = 100


def flat(size: int) -> rg.Protocol:
    """So many phases one after the other; blocks, since a sequence has its limit."""
    blocks = [
        rg.sequence(
            *(
                rg.Phase(name=f"p{number}", time=rg.between(rg.minutes(1), rg.minutes(3)))
                for number in range(min(size, MOST_TOGETHER))
            )
        ).rounds(rg.times(1), name=f"block{block}")
        for block in range(max(1, size // MOST_TOGETHER))
    ]
    return rg.Protocol(key="x", title="X", session=rg.sequence(*blocks))


def nested(size: int) -> rg.Protocol:
    """Rounds of rounds, each of the usual number or fewer."""
    turn = rg.sequence(
        *(
            rg.Phase(name=f"p{number}", time=rg.between(rg.minutes(1), rg.minutes(3)))
            for number in range(5)
        )
    ).rounds(rg.Count(least=1, usual=2, most=2), name="turns")
    often = size // 10
    session = turn.rounds(rg.Count(least=1, usual=often, most=often), name="cases")
    return rg.Protocol(key="x", title="X", session=session)


SHAPES = {"flat": flat, "rounds of rounds": nested}


def row(size: int, slot: int) -> Network:
    """A row of stretches of different lengths, with spans over tens of them, in a slot."""
    least = tuple(60 + 7 * (number % 11) for number in range(size))
    most = tuple(length + 120 for length in least)
    spans = (Span(at, at + 10, most=1_500) for at in range(0, size, 20))
    return Network(least, most, (*spans, Span(0, size, most=slot * size)))


def graph_of(network: Network) -> nx.MultiDiGraph:
    """The distance graph of the same bounds."""
    graph = nx.MultiDiGraph()
    for at, (low, high) in enumerate(zip(network.least, network.most, strict=True)):
        graph.add_edge(at + 1, at, weight=-low)
        graph.add_edge(at, at + 1, weight=high)
    for span in network.spans:
        graph.add_edge(span.begin, span.end, weight=span.most)
    return graph


def measure(benchmark: Any, what: str, against: str, run: Callable[[], object]) -> object:  # noqa: ANN401 -- the plugin gives its fixture no type
    """Say what is measured, and what to set it against."""
    benchmark.extra_info.update({"is": what, "against": against})
    return benchmark.pedantic(run, rounds=7, iterations=1, warmup_rounds=1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", SHAPES)
def test_fit(benchmark: Any, shape: str, size: int) -> None:  # noqa: ANN401 -- the same
    protocol = SHAPES[shape](size)
    name, base = f"fit {size} phases, {shape}", f"fit 10 phases, {shape}"
    found = measure(benchmark, name, base, lambda: fit(protocol, rg.minutes(2 * size)))
    assert len(found) == size  # type: ignore[arg-type] -- what the plugin gives back has no type


@pytest.mark.parametrize("size", SIZES)
def test_feasible(benchmark: Any, size: int) -> None:  # noqa: ANN401 -- the same
    name, base = f"keep {size} stretches", f"networkx, keep {size} stretches"
    assert measure(benchmark, name, base, lambda: row(size, 200).feasible)


@pytest.mark.parametrize("size", SIZES)
def test_networkx_feasible(benchmark: Any, size: int) -> None:  # noqa: ANN401 -- the same
    graph = graph_of(row(size, 200))
    name, base = f"networkx, keep {size} stretches", ""
    assert not measure(benchmark, name, base, lambda: nx.negative_edge_cycle(graph))


@pytest.mark.parametrize("size", SIZES)
def test_conflict(benchmark: Any, size: int) -> None:  # noqa: ANN401 -- the same
    name, base = f"conflict among {size} stretches", f"networkx, any clash among {size}"
    assert measure(benchmark, name, base, lambda: row(size, 60).conflict())


@pytest.mark.parametrize("size", SIZES)
def test_networkx_conflict(benchmark: Any, size: int) -> None:  # noqa: ANN401 -- the same
    graph = graph_of(row(size, 60))
    name, base = f"networkx, any clash among {size}", ""
    assert measure(benchmark, name, base, lambda: nx.negative_edge_cycle(graph))


@pytest.mark.parametrize("size", SIZES)
def test_infeasible(benchmark: Any, size: int) -> None:  # noqa: ANN401 -- the same
    protocol = flat(size)

    def refused() -> rg.Infeasible:
        with pytest.raises(rg.Infeasible) as error:
            fit(protocol, rg.minutes(size // 2))
        return error.value

    name, base = f"say why {size} phases do not fit", f"fit {size} phases, flat"
    found = measure(benchmark, name, base, refused)
    assert found.conflict  # type: ignore[attr-defined] -- what the plugin gives back has no type
