"""Two studies side by side, many points of one, and things set by their path."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import pytest

import reflective_groups as rg
from reflective_groups.errors import ModelError, PathError
from reflective_groups.simulation import (
    PRESETS,
    Circumstances,
    Study,
    compare,
    problem,
    simulate,
    sweep,
    vary,
)
from tests.simulation.meetings import BALINT, SOME_COME, TALK, meeting
from tests.simulation.test_tally import same

STUDY = Study(meetings=(BALINT,), seed=5)


# Two of them


def test_the_same_study_twice_does_not_differ() -> None:
    both = compare(STUDY, STUDY, sessions=500)
    for name in both.shared:
        if name.startswith("airtime_s") or "/" not in name:
            assert both.difference(name).mean == 0
            assert both.less(name).mean == 0.5


def test_each_side_is_what_it_is_alone() -> None:
    other = vary(STUDY, "slot", 100)
    both = compare(STUDY, other, sessions=600)
    for side, study in (("a", STUDY), ("b", other)):
        alone = simulate(study, sessions=600)
        for name in both.shared:
            np.testing.assert_array_equal(both.columns[f"{side}:{name}"], alone.columns[name])
    turns = both.columns["a:turns"] - both.columns["b:turns"]
    assert both.difference("turns").mean == pytest.approx(turns.mean(), abs=1e-4)
    assert both.less("turns").mean == pytest.approx((turns < 0).mean() + (turns == 0).mean() / 2)


def test_common_chance_tells_apart_in_fewer_sessions() -> None:
    other = vary(STUDY, "behaviour.gamma", 0.5)
    common = compare(STUDY, other, sessions=2_000)
    own = compare(STUDY, other, sessions=2_000, common=False)
    for name in ("gini", "longest_wait_s"):
        assert common.difference(name).half_width < 0.85 * own.difference(name).half_width
        apart = abs(common.difference(name).mean - own.difference(name).mean)
        assert apart < 3 * own.difference(name).half_width
    assert "same chance" in str(common)
    assert "different chance" in str(own)


def test_common_chance_needs_one_seed() -> None:
    with pytest.raises(ModelError, match="these have 5 and 6"):
        compare(STUDY, attrs.evolve(STUDY, seed=6))
    assert compare(STUDY, attrs.evolve(STUDY, seed=6), seed=7, sessions=10).pair.b.seed == 7


def test_workers_change_no_comparison() -> None:
    other = vary(STUDY, "members", 6)
    one = compare(STUDY, other, sessions=5_000, rows=False, circumstances=SOME_COME)
    two = compare(STUDY, other, sessions=5_000, rows=False, circumstances=SOME_COME, workers=3)
    assert same(one.tally, two.tally)


def test_a_comparison_ends_when_the_difference_is_known() -> None:
    both = compare(STUDY, vary(STUDY, "slot", 95), sessions=10**6, until={"a-b:turns": 1.0})
    assert both.difference("turns").half_width <= 1
    assert both.sessions < 100_000


def test_what_only_one_has_is_not_compared() -> None:
    both = compare(STUDY, vary(STUDY, "members", 6), sessions=50)
    assert "airtime_s/Ann" in both.shared
    assert "airtime_s/Hal" not in both.shared


# Paths


@pytest.mark.parametrize(
    ("path", "value", "asked"),
    [
        ("behaviour", "meeting", lambda s: s.behaviour == PRESETS["meeting"]),
        ("behaviour.sigma", 0.2, lambda s: s.behaviour.sigma == 0.2),
        ("circumstances.attendance", 0.7, lambda s: s.circumstances.attendance.expected == 0.7),
        (
            "circumstances.attendance.expected",
            0.7,
            lambda s: s.circumstances.attendance.chance("x") == 0.7,
        ),
        ("circumstances.shock", 0.1, lambda s: s.circumstances.shock == 0.1),
        ("slot", 80, lambda s: s.meetings[0].slot == rg.minutes(80)),
        ("slot", rg.minutes(80), lambda s: s.meetings[0].slot == rg.minutes(80)),
        ("members", 6, lambda s: len(s.meetings[0].members) == 6),
        ("members", 12, lambda s: s.meetings[0].members[-1].name == "member 4"),
        ("leaders", 1, lambda s: len(s.meetings[0].leaders) == 1),
        ("group.setting", rg.Setting.ONLINE, lambda s: s.meetings[0].group.online),
        ("group.setting", "online", lambda s: s.meetings[0].group.online),
        ("circumstances.pace", "clock", lambda s: str(s.circumstances.pace) == "clock"),
        ("meeting.first", True, lambda s: s.meetings[0].first),
        ("protocol", "balint.uk", lambda s: s.meetings[0].protocol.key == "balint.uk"),
        ("protocol.title", "Ours", lambda s: s.meetings[0].protocol.title == "Ours"),
        ("protocol.size.absolute_least", 5, lambda s: s.quorum == 5),
        (
            "protocol.discuss.time",
            20,
            lambda s: s.meetings[0].protocol.phase("discuss").time == rg.exactly(rg.minutes(20)),
        ),
        (
            "protocol.cases/discuss.time",
            rg.between(rg.minutes(20), rg.minutes(25)),
            lambda s: s.meetings[0].protocol.phase("discuss").time.most == rg.minutes(25),
        ),
        ("protocol.cases.count", 1, lambda s: s.meetings[0].protocol.part("cases").count.most == 1),
    ],
)
def test_a_path_sets_what_it_names(path: str, value: object, asked: Any) -> None:  # noqa: ANN401 -- a question
    changed = vary(STUDY, path, value)
    assert asked(changed)
    assert not asked(STUDY)
    assert changed.digest != STUDY.digest


def test_what_is_set_loses_its_old_source() -> None:
    changed = vary(STUDY, "behaviour.sigma", 0.2).behaviour
    assert changed.standing_of("sigma") is rg.Standing.DEFAULT
    assert changed.standing_of("gamma") is rg.Standing.DERIVED


@pytest.mark.parametrize(
    ("path", "value", "error", "message"),
    [
        ("mood", 1, PathError, "a path begins with one of behaviour"),
        ("behaviour.mood", 1, PathError, "Behaviour has no 'mood'; it has .*gamma"),
        ("protocol.lunch.time", 1, PathError, "no part at 'lunch'"),
        ("protocol.discuss.mood", 1, PathError, "Phase has no 'mood'"),
        ("slot.minutes", 1, PathError, "a path begins with"),
        ("behaviour.sigma", -1, ModelError, "Behaviour.sigma"),
        ("members", 2.5, ModelError, "whole number"),
        ("members", -1, ModelError, "whole number"),
        ("protocol", "balint.moon", ModelError, "a key of the catalogue"),
        ("slot", 0, ModelError, "Meeting.slot"),
        ("group.setting", "moon", ModelError, "no 'moon'; there is in_person, online"),
    ],
)
def test_a_path_that_names_nothing_is_refused(
    path: str, value: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        vary(STUDY, path, value)


def test_a_smaller_group_is_named_nowhere_with_those_who_left() -> None:
    named = attrs.evolve(
        BALINT,
        presenters=("Hal", "Ann"),
        absent=("Gus",),
        order=("Fay", "Ann"),
        small_groups=(("Ann", "Hal"), ("Gus",)),
    )
    fewer = vary(Study(meetings=(named,)), "members", 3).meetings[0]
    assert (fewer.presenters, fewer.absent, fewer.order) == (("Ann",), (), ("Ann",))
    assert fewer.small_groups == (("Ann",),)


# Many points


def test_a_sweep_is_what_each_of_its_points_is_alone() -> None:
    axes = {"members": [6, 8], "circumstances.attendance": [1, 0.7]}
    table = sweep(STUDY, axes, sessions=300)
    assert [(row["members"], row["circumstances.attendance"]) for row in table.rows] == [
        (6, 1),
        (6, 0.7),
        (8, 1),
        (8, 0.7),
    ]
    for row, point in zip(table.rows, table, strict=True):
        study = vary(
            vary(STUDY, "members", row["members"]),
            "circumstances.attendance",
            row["circumstances.attendance"],
        )
        alone = simulate(study, sessions=300, rows=False)
        assert row["turns"] == alone.mean("turns").mean
        assert row["turns.low"] == alone.mean("turns").low
        assert row["overrun_s.median"] == alone.quantile("overrun_s", 0.5).mean
        assert (row["seed"], row["version"], row["study"]) == (5, rg.__version__, study.digest)
        assert point.sessions == row["sessions"] == 300


def test_what_a_reader_sees_is_a_table() -> None:
    told = str(sweep(STUDY, {"slot": [90, 95]}, sessions=50, measures=("turns",)))
    assert [line.split()[0] for line in told.splitlines()] == ["slot", "90", "95"]


@pytest.mark.parametrize("design", ["latin", "sobol"])
def test_designs_fill_the_space_between_the_ends(design: str) -> None:
    axes = {"members": (6, 9), "behaviour.gamma": (0.0, 0.9)}
    one, two = (
        sweep(STUDY, axes, design=design, points=16, sessions=16, measures=("turns",))
        for _ in range(2)
    )
    assert one.rows == two.rows
    members = [row["members"] for row in one.rows]
    gammas = [row["behaviour.gamma"] for row in one.rows]
    assert sorted(set(members)) == [6, 7, 8, 9]
    assert all(members.count(number) == 4 for number in set(members))
    assert sorted(int(gamma / 0.9 * 16) for gamma in gammas) == list(range(16))


def test_salib_draws_and_judges() -> None:
    from SALib.analyze import sobol as judging
    from SALib.sample import sobol as drawing

    axes = {"slot": (85, 110), "behaviour.gamma": (0.0, 0.9)}
    asked = problem(axes)
    drawn = drawing.sample(asked, 16, seed=1)
    table = sweep(STUDY, axes, design=drawn, sessions=100, measures=("aba",))
    found = judging.analyze(asked, np.array([row["aba"] for row in table.rows]), seed=1)
    first = dict(zip(asked["names"], found["S1"], strict=True))
    assert first["behaviour.gamma"] > 0.7
    assert abs(first["slot"]) < 0.2
    assert all(isinstance(row["slot"], int) for row in table.rows)


@pytest.mark.parametrize(
    ("axes", "told", "message"),
    [
        ({}, {}, "at least one axis"),
        ({"members": []}, {}, "needs its values in a list"),
        ({"members": "68"}, {}, "needs its values in a list"),
        ({"members": [6]}, {"design": "spiral"}, "no design 'spiral'"),
        ({"members": [6]}, {"points": 4}, "as many points as it has"),
        ({"members": [6, 8]}, {"design": "latin"}, "needs from 1 to"),
        ({"members": [6, 7, 8]}, {"design": "latin", "points": 4}, "two numbers"),
        ({"members": [6, 8]}, {"design": "sobol", "points": 6}, "power of two"),
        ({"members": [6, 8]}, {"design": [[6, 1]]}, "a row has 2 numbers"),
        ({"members": [6, 8]}, {"measures": ("joy",)}, "no column 'joy'"),
        ({"behaviour.sigma": [0.5, -1]}, {}, "Behaviour.sigma"),
    ],
)
def test_bad_sweeps_are_refused_before_any_work(
    axes: dict[str, Any], told: dict[str, Any], message: str
) -> None:
    seen: list[object] = []
    with pytest.raises(ModelError, match=message):
        sweep(STUDY, axes, sessions=10, progress=seen.append, **told)
    assert seen == []


def test_progress_counts_points() -> None:
    seen: list[str] = []
    sweep(STUDY, {"members": [6, 7, 8]}, sessions=16, progress=lambda one: seen.append(str(one)))
    assert len(seen) == 3


def test_more_people_wait_longer_and_share_less_evenly() -> None:
    table = sweep(meeting(TALK, minutes=30), {"members": [4, 8, 12]}, sessions=1_000)
    for name in ("gini", "longest_wait_s"):
        found = [row[name] for row in table.rows]
        assert found == sorted(found)
    assert [row["aba"] for row in table.rows] == sorted(
        (row["aba"] for row in table.rows), reverse=True
    )


def test_a_study_of_a_series_is_swept_as_a_whole() -> None:
    study = Study(meetings=(BALINT, BALINT), circumstances=Circumstances(drop_out=0.1))
    table = sweep(study, {"members": [6, 8]}, sessions=200, measures=("members_there",))
    assert [row["members"] for row in table.rows] == [6, 8]
    assert table.rows[0]["members_there"] == pytest.approx(6 * 0.95, abs=0.2)
    assert len(vary(study, "members", 6).meetings) == 2
