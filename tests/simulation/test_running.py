"""Many sessions on any number of workers: the same numbers, stopped and gone on with."""

from __future__ import annotations

import concurrent.futures
import pickle
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest

import reflective_groups as rg
from reflective_groups.errors import DocumentError, Infeasible, ModelError
from reflective_groups.simulation import Behaviour, Circumstances, Outcome, Progress, simulate
from reflective_groups.simulation.running import CHUNK, part
from reflective_groups.simulation.study import study_of
from tests.simulation.meetings import BALINT, TALK, TOGETHER, meeting, phase, session
from tests.simulation.test_tally import same

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = 5 * CHUNK + 100


@pytest.fixture(scope="module")
def alone() -> Outcome:
    return simulate(BALINT, sessions=MANY, seed=3, circumstances=TOGETHER)


def again(**told: Any) -> Outcome:  # noqa: ANN401 -- options of `simulate`
    return simulate(BALINT, **{"sessions": MANY, "seed": 3, "circumstances": TOGETHER, **told})


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_threads_change_no_number(alone: Outcome, workers: int) -> None:
    other = again(workers=workers)
    assert same(other.tally, alone.tally)
    np.testing.assert_array_equal(other.rows, alone.rows)


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_processes_change_no_number(alone: Outcome, workers: int) -> None:
    with concurrent.futures.ProcessPoolExecutor(workers) as pool:
        assert same(again(executor=pool).tally, alone.tally)
        np.testing.assert_array_equal(again(executor=pool, rows=True).rows, alone.rows)


def test_fewer_sessions_are_the_first_of_more(alone: Outcome) -> None:
    fewer = again(sessions=CHUNK + 7)
    assert alone.rows is not None
    np.testing.assert_array_equal(fewer.rows, alone.rows[: CHUNK + 7])


def test_another_seed_gives_other_sessions(alone: Outcome) -> None:
    assert not same(again(seed=4).tally, alone.tally)


def test_rows_are_kept_as_asked(alone: Outcome) -> None:
    tallied = again(rows=False)
    assert tallied.rows is None
    assert same(tallied.tally, alone.tally)
    with pytest.raises(ModelError, match="rows were not kept"):
        tallied.columns  # noqa: B018 -- asking is refused


class Elsewhere(concurrent.futures.Executor):
    """A pool that does the work at once, and counts what it is handed."""

    def __init__(self) -> None:
        self.handed = 0

    def submit(
        self,
        fn: Callable[..., Any],
        /,
        *args: Any,  # noqa: ANN401 -- as the class it stands for
        **kwargs: Any,  # noqa: ANN401
    ) -> concurrent.futures.Future[Any]:
        self.handed += 1
        done: concurrent.futures.Future[Any] = concurrent.futures.Future()
        sent = pickle.loads(pickle.dumps((fn, args, kwargs)))  # noqa: S301 -- our own
        done.set_result(pickle.loads(pickle.dumps(sent[0](*sent[1], **sent[2]))))  # noqa: S301
        return done


def test_an_executor_gets_seeds_and_gives_back_aggregates(alone: Outcome) -> None:
    pool = Elsewhere()
    other = again(executor=pool)
    assert other.rows is None
    assert same(other.tally, alone.tally)
    assert pool.handed == 6
    assert len(pickle.dumps(study_of(BALINT))) < 50_000


def test_what_comes_back_does_not_grow_with_the_sessions() -> None:
    study = study_of(BALINT)
    few, many = (len(pickle.dumps(part(study, 0, n * CHUNK, keep=False))) for n in (8, 32))
    assert many < 2 * few


# Precision


def test_a_study_ends_when_it_is_precise_enough() -> None:
    outcome = again(sessions=1_000_000, until={"overrun_s": 3.0, "turns": 2.0}, rows=False)
    assert outcome.mean("overrun_s").half_width <= 3
    assert outcome.mean("turns").half_width <= 2
    assert outcome.sessions % CHUNK == 0
    before = again(sessions=outcome.sessions - CHUNK, rows=False)
    assert max(before.mean("overrun_s").half_width / 3, before.mean("turns").half_width / 2) > 1


@pytest.mark.parametrize("workers", [2, 7])
def test_where_it_ends_does_not_depend_on_workers(workers: int) -> None:
    told: dict[str, Any] = {"sessions": 10**9, "until": {"overrun_s": 3.0}, "rows": False}
    one = again(**told)
    assert same(again(workers=workers, **told).tally, one.tally)
    assert same(again(executor=Elsewhere(), **told).tally, one.tally)


# Stopping and going on


class StopError(Exception):
    pass


def stopping_after(parts: int) -> Callable[[Progress], None]:
    told: list[Progress] = []

    def progress(one: Progress) -> None:
        told.append(one)
        if len(told) == parts:
            raise StopError

    return progress


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize("parts", [1, 3])
def test_a_stopped_study_goes_on_without_changing_a_number(
    alone: Outcome, tmp_path: Path, parts: int, *, rows: bool
) -> None:
    kept = tmp_path / "study.npz"
    with pytest.raises(StopError):
        again(rows=rows, checkpoint=kept, progress=stopping_after(parts))
    seen: list[int] = []
    done = again(rows=rows, checkpoint=kept, progress=lambda one: seen.append(one.sessions))
    assert seen[0] == (parts + 1) * CHUNK
    assert seen[-1] == MANY
    assert same(done.tally, alone.tally)
    if rows:
        np.testing.assert_array_equal(done.rows, alone.rows)
    seen.clear()
    once_more = again(rows=rows, checkpoint=kept, progress=lambda one: seen.append(one.sessions))
    assert seen == []
    assert same(once_more.tally, alone.tally)


@pytest.mark.parametrize(
    "other", [{"seed": 4}, {"sessions": MANY - 1}, {"rows": False}, {"behaviour": "meeting"}]
)
def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path, other: dict[str, Any]) -> None:
    kept = tmp_path / "study.npz"
    with pytest.raises(StopError):
        again(checkpoint=kept, progress=stopping_after(1))
    with pytest.raises(DocumentError, match="belongs to another study"):
        again(checkpoint=kept, **other)


def test_a_file_that_is_no_checkpoint_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    kept = tmp_path / "letter.txt"
    kept.write_text("Dear Ann,\n")
    with pytest.raises(DocumentError, match="no checkpoint"):
        again(checkpoint=kept)
    assert kept.read_text() == "Dear Ann,\n"


def test_progress_is_told_in_order_to_the_end() -> None:
    seen: list[Progress] = []
    again(progress=seen.append, workers=3)
    assert [one.sessions for one in seen] == [*range(CHUNK, MANY, CHUNK), MANY]
    assert {one.of for one in seen} == {MANY}


# What is refused, before any work is handed out


class NoWork(concurrent.futures.Executor):
    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002
        pytest.fail("work was handed out")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"sessions": 0}, "sessions must be a whole number from 1"),
        ({"sessions": -5}, "sessions must be"),
        ({"sessions": 2.5}, "sessions must be"),
        ({"sessions": True}, "sessions must be"),
        ({"sessions": 10**9, "rows": True}, "would take .* GiB"),
        ({"workers": 0}, "workers must be"),
        ({"until": {"joy": 1}}, "no column 'joy'"),
        ({"until": {"turns": 0}}, "half-width above 0"),
        ({"until": {"turns": "1"}}, "half-width above 0"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
    ],
)
def test_bad_orders_are_refused_at_once(told: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        simulate(BALINT, **{"executor": NoWork(), **told})


def test_bad_behaviours_and_circumstances_cannot_be_made() -> None:
    with pytest.raises(ModelError, match=r"Behaviour\.sigma"):
        Behaviour(sigma=-0.1)
    with pytest.raises(ModelError, match=r"Circumstances\.shock"):
        Circumstances(shock=1)
    with pytest.raises(rg.UnknownKeyError, match="no behaviour 'loud'"):
        simulate(BALINT, behaviour="loud")


NOBODY_SPEAKS = (
    session(rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)))),
    session(phase("talk", 10, silent=(rg.MEMBER,))),
    session(phase("talk", 10, speaks=(rg.LEADER,))),
)


@pytest.mark.parametrize("protocol", NOBODY_SPEAKS)
def test_a_phase_in_which_nobody_may_speak_is_refused_at_once(protocol: rg.Protocol) -> None:
    with pytest.raises(ModelError, match=r"talk: nobody who is there has the floor"):
        simulate(meeting(protocol, leaders=()), executor=NoWork())


def test_a_slot_that_is_too_short_is_refused_at_once() -> None:
    with pytest.raises(Infeasible):
        simulate(meeting(minutes=20), executor=NoWork())


def test_it_takes_a_meeting_a_series_or_a_study() -> None:
    with pytest.raises(ModelError, match="a study is of a Meeting or a Series, got Protocol"):
        simulate(TALK)  # type: ignore[arg-type]
    study = study_of(BALINT, seed=9)
    assert simulate(study, sessions=10).study.seed == 9
    assert attrs.evolve(study, seed=10).digest != study.digest
