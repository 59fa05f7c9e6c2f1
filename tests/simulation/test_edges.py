"""Meetings at the edge: somebody missing, odd names and numbers, files that are no checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest

import reflective_groups as rg
from reflective_groups.errors import DocumentError, ModelError
from reflective_groups.simulation import (
    ALLEN_2018,
    Circumstances,
    Study,
    compare,
    simulate,
    sweep,
    vary,
)
from tests.simulation.meetings import BALINT, SOME_COME, meeting, phase, session

if TYPE_CHECKING:
    from pathlib import Path


def test_a_small_group_short_of_one_does_not_cancel_the_meeting() -> None:
    nine = tuple(f"m{number}" for number in range(9))
    trios = (nine[:3], nine[3:6], nine[6:])
    told = meeting("triad.peer", nine, (), minutes=120, small_groups=trios)
    outcome = simulate(
        told, sessions=300, circumstances=Circumstances(attendance=rg.Attendance(expected=0.9))
    )
    assert outcome.mean("held").mean == 1


def test_nobody_takes_the_floor_of_a_presenter_who_is_not_there() -> None:
    away = Circumstances(attendance=rg.Attendance(expected=0.0))
    assert simulate(meeting("balint.uk"), sessions=50, circumstances=away).mean("held").mean == 0


def test_a_phase_may_be_called_what_it_likes() -> None:
    talk = session(phase("a", 10, speaks=(rg.MEMBER,)), phase("spare", 10, speaks=(rg.MEMBER,)))
    outcome = simulate(meeting(talk, minutes=20), sessions=50)
    assert outcome.mean("length_s/spare").mean > 600
    assert outcome.mean("duration_s").mean > 1_200


def test_questions_are_no_measure_of_who_shares_the_floor() -> None:
    asked = session(phase("ask", 10, asks=(rg.MEMBER,), answers=(rg.PRESENTER,)))
    outcome = simulate(meeting(asked, minutes=10), sessions=50)
    for name in ("gini", "entropy", "aba"):
        assert outcome.mean(name).count == 0
    assert outcome.mean("turns").mean > 10


def test_a_chance_that_is_0_or_1_in_a_comparison_has_an_interval() -> None:
    both = compare(BALINT, vary(Study(meetings=(BALINT,)), "slot", 100), sessions=100)
    assert both.less("duration_s").mean == 1
    assert 0.9 < both.less("duration_s").low < 1
    assert both.mean("a:quorum").low < 1


def test_one_leader_fewer_leaves_each_member_as_they_are() -> None:
    study = Study(meetings=(BALINT,))
    one = vary(study, "leaders", 1)
    common, own = (compare(study, one, sessions=600, common=shared) for shared in (True, False))
    name = "airtime_s/Dot"
    assert common.difference(name).half_width < 0.5 * own.difference(name).half_width


def test_a_first_meeting_is_varied_too() -> None:
    first = Study(meetings=(meeting("balint.uk", first=True, minutes=100),))
    lengths = [
        simulate(vary(first, "protocol.discuss.time", minutes), sessions=20)
        .mean("length_s/cases[1]/discuss")
        .mean
        for minutes in (20, 25)
    ]
    assert lengths[1] - lengths[0] == pytest.approx(300, abs=30)


def test_a_series_keeps_its_attendance_beside_other_circumstances() -> None:
    series = rg.load_series("docs/series/two_cases.toml")
    late = simulate(series, sessions=24, circumstances=Circumstances(late=ALLEN_2018))
    assert late.study.circumstances.attendance == series.attendance
    assert late.study.circumstances.late == ALLEN_2018
    told = simulate(series, sessions=24, circumstances=SOME_COME)
    assert told.study.circumstances.attendance == SOME_COME.attendance


def test_numbers_of_numpy_are_numbers() -> None:
    sizes = np.arange(6, 8)
    table = sweep(BALINT, {"members": sizes}, sessions=np.int64(32), measures=("turns",))  # type: ignore[dict-item, arg-type]
    plain = sweep(BALINT, {"members": [6, 7]}, sessions=32, measures=("turns",))
    assert [row["turns"] for row in table.rows] == [row["turns"] for row in plain.rows]
    assert Study(meetings=(BALINT,), seed=np.int64(4)) == Study(meetings=(BALINT,), seed=4)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_length_without_end_is_refused(value: float) -> None:
    with pytest.raises(ModelError, match="finite"):
        vary(Study(meetings=(BALINT,)), "slot", value)


def test_an_axis_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ModelError, match="from 12 up to 6"):
        sweep(BALINT, {"members": (12, 6)}, design="latin", points=4, sessions=10)


def test_a_checkpoint_in_no_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    seen: list[Any] = []
    with pytest.raises(DocumentError, match="no such folder"):
        simulate(BALINT, sessions=10, checkpoint=tmp_path / "a" / "b.npz", progress=seen.append)
    assert seen == []


def test_an_empty_file_is_no_checkpoint(tmp_path: Path) -> None:
    kept = tmp_path / "study.npz"
    kept.touch()
    with pytest.raises(DocumentError, match="no checkpoint"):
        simulate(BALINT, sessions=10, checkpoint=kept)


def test_who_manages_whom_does_not_matter_where_nobody_is_split() -> None:
    people = tuple(
        rg.Person(name, manages=("Ben",) if name == "Ann" else ()) for name in ("Ann", "Ben", "Cem")
    )
    group = rg.Group(members=(*people, "Dot", "Eva", "Fay"), leaders=("Kim",))
    managed = attrs.evolve(BALINT, group=group)
    plain = attrs.evolve(
        managed, group=attrs.evolve(group, members=tuple(one.name for one in group.members))
    )
    rows = [simulate(one, sessions=200, circumstances=SOME_COME).rows for one in (managed, plain)]
    np.testing.assert_array_equal(*rows)
