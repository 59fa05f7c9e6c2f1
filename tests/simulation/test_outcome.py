"""What a study came to: columns, what is known exactly, traces, series, and who is away."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest

import reflective_groups as rg
from reflective_groups.errors import ModelError, UnknownKeyError
from reflective_groups.planning import plan
from reflective_groups.simulation import (
    ALLEN_2018,
    SPEAKER,
    Circumstances,
    Late,
    Pace,
    Study,
    Trace,
    simulate,
)
from tests.simulation.meetings import (
    BALINT,
    MEMBERS,
    ROUND,
    SOME_COME,
    TALK,
    TOGETHER,
    meeting,
    phase,
    session,
)

if TYPE_CHECKING:
    from reflective_groups.simulation import Outcome

FAR = 4.5
"""Standard errors: once in 150,000 such tests somebody is this far off."""


def near(outcome: Outcome, name: str, exact: float) -> bool:
    told = outcome.mean(name)
    error = max(told.half_width / 1.96, 1e-4 * abs(exact), 1e-9)
    return abs(told.mean - exact) <= FAR * error


# Columns


@pytest.fixture(scope="module")
def some_come() -> Outcome:
    told = attrs.evolve(TOGETHER, late=ALLEN_2018, leaders_come=0.9)
    return simulate(BALINT, sessions=4_000, seed=5, circumstances=told)


def test_measures_are_those_of_the_rows(some_come: Outcome) -> None:
    for name, values in some_come.columns.items():
        told = values[~np.isnan(values)].astype(np.float64)
        measure = some_come[name]
        assert measure.mean.count == len(told)
        assert measure.mean.mean == pytest.approx(told.mean(), rel=1e-5, abs=1e-5)
        assert (measure.least, measure.most) == (told.min(), told.max())
        assert measure.quantile(0.5).mean == pytest.approx(float(np.quantile(told, 0.5)), rel=1e-6)
        low, high = measure.quantile(0.5).low, measure.quantile(0.5).high
        assert low <= measure.quantile(0.5).mean <= high
        assert measure.spread == pytest.approx(told.std(ddof=1), rel=1e-3, abs=1e-5)


def test_quantiles_of_a_tally_are_those_of_its_rows(some_come: Outcome) -> None:
    tallied = simulate(some_come.study, sessions=4_000, rows=False)
    for name in ("overrun_s", "gini", "turns", "members_there", "late_s"):
        for share in (0.05, 0.5, 0.95):
            exact = some_come.quantile(name, share).mean
            assert tallied.quantile(name, share).mean == pytest.approx(exact, rel=2e-3, abs=1e-3)


def test_an_interval_of_ninety_five_in_a_hundred_holds_the_truth_that_often() -> None:
    truth = simulate(BALINT, sessions=200_000, seed=1, rows=False).mean("overrun_s").mean
    held = 0
    for seed in range(200):
        told = simulate(BALINT, sessions=400, seed=1_000 + seed).mean("overrun_s")
        held += told.low <= truth <= told.high
    assert 0.90 <= held / 200 <= 0.99


def test_airtime_adds_up_over_people_and_over_roles(some_come: Outcome) -> None:
    columns = some_come.columns
    people = np.nansum([v for k, v in columns.items() if k.startswith("airtime_s/")], axis=0)
    roles = np.nansum([v for k, v in columns.items() if k.startswith("role_airtime_s/")], axis=0)
    np.testing.assert_allclose(people, roles, rtol=1e-5)
    assert np.isnan(columns["airtime_s/Ann"]).mean() == pytest.approx(0.2, abs=0.03)


def test_phases_add_up_to_the_whole(some_come: Outcome) -> None:
    columns = some_come.columns
    phases = sum(values for name, values in columns.items() if name.startswith("length_s/"))
    np.testing.assert_allclose(phases, columns["duration_s"], rtol=1e-5)
    over = columns["duration_s"] + columns["late_s"] - 90 * 60
    np.testing.assert_allclose(columns["overrun_s"], over, atol=0.01)


def test_a_column_that_is_not_there_is_named_with_those_that_are(some_come: Outcome) -> None:
    with pytest.raises(UnknownKeyError, match="no column 'joy'; there is members_there"):
        some_come["joy"]
    with pytest.raises(ModelError, match="from 0 to 1"):
        some_come.quantile("turns", 1.5)


# Beside what is known without chance


@pytest.mark.parametrize(
    "circumstances",
    [
        SOME_COME,
        TOGETHER,
        Circumstances(
            attendance=rg.Attendance(expected=0.7, persons=(rg.Likely("Ann", 0.2),)),
            late=ALLEN_2018,
        ),
        Circumstances(drop_out=0.1, meeting=4, quorum=5),
    ],
    ids=["alone", "together", "one_seldom", "drop_out"],
)
def test_who_comes_and_how_late_is_as_computed(circumstances: Circumstances) -> None:
    outcome = simulate(
        BALINT, sessions=40_000, seed=8, circumstances=attrs.evolve(circumstances, quorum=5)
    )
    assert {"members_there", "quorum", "late_s"} <= set(outcome.exact)
    for name, exact in outcome.exact.items():
        assert near(outcome, name, exact), (name, exact, outcome.mean(name))


def test_what_presenters_who_stay_away_leave_is_as_computed() -> None:
    offered = attrs.evolve(BALINT, presenters=("Ann", "Ben"))
    circumstances = Circumstances(no_shows=0.3, quorum=7)
    outcome = simulate(offered, sessions=20_000, seed=8, circumstances=circumstances)
    assert outcome.exact["quorum"] == pytest.approx(1 - 0.3**2)
    assert near(outcome, "quorum", outcome.exact["quorum"])
    assert near(outcome, "volunteers", 2 * 0.7)


@pytest.mark.parametrize("spread", [0.0, 0.3])
def test_phases_that_one_person_fills_and_go_rounds_last_as_computed(spread: float) -> None:
    protocol = session(
        phase("present", 10, speaks=(rg.PRESENTER,)),
        phase("check_in", 12, speaks=(rg.EVERYONE,), order=rg.Order.IN_TURN),
        phase("write", 5, silent=(rg.EVERYONE,)),
    )
    circumstances = Circumstances(
        drift=0.1, spread=spread, late=(Late(by=rg.minutes(5), share=0.5),)
    )
    outcome = simulate(
        meeting(protocol, minutes=27), sessions=40_000, seed=2, circumstances=circumstances
    )
    assert {"duration_s", "overrun_s", "length_s/check_in", "length_s/write"} <= set(outcome.exact)
    for name, exact in outcome.exact.items():
        assert near(outcome, name, exact), (name, exact, outcome.mean(name))


def test_nothing_is_called_exact_that_chance_has_a_hand_in() -> None:
    assert "duration_s" not in simulate(BALINT, sessions=10).exact
    late = simulate(BALINT, sessions=10, circumstances=attrs.evolve(SOME_COME, spread=0.2)).exact
    assert not any(name.startswith("length_s/") for name in late)
    clock = Circumstances(pace=Pace.CLOCK, spread=0.2)
    assert "duration_s" not in simulate(meeting(ROUND), sessions=10, circumstances=clock).exact


# Who is away, and what becomes of the plan


def test_a_session_for_which_no_plan_can_be_made_is_not_held() -> None:
    pairs = rg.Protocol(
        key="my.own",
        title="Our own",
        session=phase("talk", 10, speaks=(rg.LEADER,)),
    )
    circumstances = Circumstances(leaders_come=0.5)
    outcome = simulate(
        meeting(pairs, leaders=("Kim",), minutes=10), sessions=2_000, circumstances=circumstances
    )
    held, leaders = outcome.columns["held"], outcome.columns["leaders_there"]
    np.testing.assert_array_equal(held, leaders)
    assert np.isnan(outcome.columns["duration_s"][held == 0]).all()
    assert not np.isnan(outcome.columns["duration_s"][held == 1]).any()
    away = int(np.flatnonzero(held == 0)[0])
    with pytest.raises(ModelError, match="was not held"):
        outcome.trace(away)


def test_people_who_are_said_to_be_absent_never_come() -> None:
    away = attrs.evolve(BALINT, absent=("Ann", "Kim"))
    outcome = simulate(away, sessions=500, circumstances=SOME_COME)
    assert outcome.mean("airtime_s/Ann").count == 0
    assert outcome["leaders_there"].most == 1
    assert outcome["members_there"].most == 7


def test_volunteers_present() -> None:
    circumstances = Circumstances(volunteers=0.3)
    outcome = simulate(BALINT, sessions=3_000, seed=4, circumstances=circumstances)
    assert near(outcome, "volunteers", 8 * 0.3)
    trace = outcome.trace(11)
    presenting = [one for one in trace.timeline if one.path.endswith("present")]
    first = {one.holders(rg.PRESENTER)[0] for one in presenting}
    assert len(first) == 2
    times = [outcome.columns[f"airtime_s/{name}"].mean() for name in MEMBERS]
    assert max(times) / min(times) < 1.15  # whoever presents is drawn by lot, and so all alike


# One session


def recount(trace: Trace, name: str) -> float:
    return sum(one.length.total_seconds() for one in trace.turns if one.holders(SPEAKER) == (name,))


@pytest.mark.parametrize("number", [0, 1, 17, 2_500])
def test_a_trace_is_the_session_of_its_row(some_come: Outcome, number: int) -> None:
    row = {name: values[number] for name, values in some_come.columns.items()}
    trace = some_come.trace(number)
    assert len(trace.turns) == row["turns"]
    assert len(trace.meeting.members) == row["members_there"]
    for name in MEMBERS:
        here = name not in trace.meeting.absent
        assert here is not bool(np.isnan(row[f"airtime_s/{name}"]))
        if here:
            assert recount(trace, name) == pytest.approx(row[f"airtime_s/{name}"], abs=0.01)
    for one in trace.timeline:
        told = row[f"length_s/{one.path}"]
        assert one.length.total_seconds() == pytest.approx(told, abs=0.01)


def test_a_trace_has_the_people_and_roles_of_the_plan_for_those_who_came(
    some_come: Outcome,
) -> None:
    for number in range(40):
        trace = some_come.trace(number)
        planned = plan(trace.meeting).timeline
        assert trace.planned == planned
        assert [(one.path, one.held) for one in trace.timeline] == [
            (one.path, one.held) for one in planned
        ]
        for one, other in itertools.pairwise(trace.timeline):
            assert one.end == other.start
        for turn in trace.turns:
            (where,) = [one for one in trace.timeline if one.path == turn.path]
            assert where.start <= turn.start
            assert turn.end <= where.end + rg.minutes(0.001)


def test_a_trace_is_checked_and_written_like_a_plan(some_come: Outcome) -> None:
    trace = next(one for one in map(some_come.trace, range(4_000)) if len(one.meeting.members) < 4)
    assert "RG101" in rg.check(trace.meeting).codes
    assert rg.loads(rg.dumps(trace.timeline), as_=rg.Timeline) == trace.timeline
    assert str(trace).startswith("18:")


def test_a_session_that_is_not_there_has_no_trace(some_come: Outcome) -> None:
    with pytest.raises(ModelError, match="numbered from 0 to 3999"):
        some_come.trace(4_000)


def test_a_long_session_is_traced_to_its_end() -> None:
    long = meeting(session(phase("talk", 1_200, speaks=(rg.MEMBER,))), minutes=1_200)
    outcome = simulate(long, sessions=3, behaviour="meeting")
    assert len(outcome.trace(1).turns) == outcome.columns["turns"][1] > 4_096


# Small groups, managers, and others whose plan is their own


def trios() -> rg.Protocol:
    talk = phase("talk", 20, speaks=(rg.EVERYONE,))
    return session(talk.in_groups_of(3), phase("close", 10, speaks=(rg.EVERYONE,)))


def test_small_groups_go_side_by_side_and_the_slowest_is_waited_for() -> None:
    outcome = simulate(meeting(trios(), leaders=(), minutes=30), sessions=300)
    trace = outcome.trace(3)
    groups = [one for one in trace.timeline if one.group]
    assert {one.group for one in groups} == {1, 2}
    assert len({one.start for one in groups}) == 1
    close = next(one for one in trace.timeline if one.path == "close")
    assert close.start == max(one.end for one in groups)
    for turn in trace.turns:
        if turn.group:
            (where,) = [one for one in groups if one.group == turn.group]
            assert turn.holders(SPEAKER)[0] in where.holders(rg.EVERYONE)


def test_who_is_told_to_sit_together_does_so_when_somebody_is_away() -> None:
    told = (("Ann", "Dot", "Eva"), ("Ben", "Cem", "Hal"), ("Fay", "Gus"))
    given = meeting(trios(), leaders=(), minutes=30, small_groups=told)
    outcome = simulate(given, sessions=60, circumstances=SOME_COME)
    for number in range(20):
        trace = outcome.trace(number)
        assert trace.planned == plan(trace.meeting).timeline
        for one in trace.timeline:
            if one.group:
                together = set(one.holders(rg.EVERYONE))
                assert any(together <= set(row) for row in told)


# Series


def test_in_a_series_whoever_drops_out_stays_away_for_the_rest_of_the_course() -> None:
    meetings = (BALINT,) * 6
    study = Study(meetings=meetings, circumstances=Circumstances(drop_out=0.2), seed=6)
    outcome = simulate(study, sessions=6 * 500)
    numbers = outcome.columns["meeting"].reshape(500, 6)
    assert (numbers == np.arange(1, 7)).all()
    there = ~np.isnan(outcome.columns["airtime_s/Eva"].reshape(500, 6))
    assert there[:, 0].all()
    assert (there[:, 1:] <= there[:, :-1]).all()
    for which in range(6):
        share = there[:, which].mean()
        assert share == pytest.approx(0.8**which, abs=FAR * 0.5 / np.sqrt(500))


def test_a_series_is_simulated_as_it_is_planned() -> None:
    series = rg.load_series("docs/series/two_cases.toml")
    held = simulate(series, sessions=39)
    agendas = rg.planning.programme(series).agendas
    assert len(held.study.meetings) == len(agendas)
    assert held.study.circumstances.attendance == series.attendance
    for number in (0, 5, len(agendas) - 1):
        trace = held.trace(number)
        assert trace.meeting.start == agendas[number].meeting.start
        assert set(trace.meeting.absent) >= set(agendas[number].meeting.absent)


def test_a_study_is_of_one_group() -> None:
    with pytest.raises(ModelError, match="all be of one group"):
        Study(meetings=(BALINT, meeting(TALK, members=("Ann", "Ben"))))


def test_what_people_see_names_the_seed_and_the_behaviour() -> None:
    told = str(simulate(BALINT, sessions=100, seed=77)).splitlines()
    assert told[0] == "100 sessions, seed 77, contribution: power, sigma 0.6, gamma 0.6"
    assert any(line.startswith("overrun_s") for line in told)
    assert not any("Ann" in line for line in told)
