"""A real cluster: the same numbers on any number of workers, and when one of them is killed."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from reflective_groups.simulation import Outcome, Progress, simulate, vary
from reflective_groups.simulation.comparing import compare
from reflective_groups.simulation.running import CHUNK
from reflective_groups.simulation.study import study_of
from tests.simulation.meetings import BALINT, TOGETHER
from tests.simulation.test_tally import same

if TYPE_CHECKING:
    from collections.abc import Iterator

# Dask's own warnings are not ours to mend
pytestmark = pytest.mark.filterwarnings("default")

MANY = 70 * CHUNK
"""More chunks than tasks, so that a task takes several."""
STUDY = study_of(BALINT, circumstances=TOGETHER, seed=3)


@pytest.fixture(scope="module")
def alone() -> Outcome:
    return simulate(STUDY, sessions=MANY, rows=False)


@pytest.fixture(params=[1, 2, 7])
def client(request: pytest.FixtureRequest) -> Iterator[Any]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=request.param,
            threads_per_worker=1,
            processes=request.param < 7,  # seven interpreters at once are too many for two cores
            dashboard_address=None,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_a_cluster_changes_no_number(client: Any, alone: Outcome) -> None:  # noqa: ANN401 -- Dask's client has no types
    with client.get_executor() as executor:
        assert same(simulate(STUDY, sessions=MANY, executor=executor).tally, alone.tally)


@pytest.mark.parametrize("client", [2], indirect=True)
def test_a_worker_that_is_killed_changes_no_number(client: Any, alone: Outcome) -> None:  # noqa: ANN401 -- as above
    killed: list[int] = []

    def progress(one: Progress) -> None:
        if not killed and one.sessions < one.of:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    with client.get_executor() as executor:
        outcome = simulate(STUDY, sessions=MANY, executor=executor, progress=progress)
    assert killed
    assert same(outcome.tally, alone.tally)
    assert killed[0] not in client.run(os.getpid).values()


@pytest.mark.parametrize("client", [2], indirect=True)
def test_a_comparison_and_a_precision_are_the_same_on_a_cluster(client: Any) -> None:  # noqa: ANN401 -- as above
    other = vary(STUDY, "members", 6)
    told: dict[str, Any] = {"sessions": 10**6, "until": {"a-b:turns": 1.0}, "rows": False}
    with client.get_executor() as executor:
        there = compare(STUDY, other, executor=executor, **told)
    here = compare(STUDY, other, **told)
    assert there.sessions == here.sessions
    assert same(there.tally, here.tally)
