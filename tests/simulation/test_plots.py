"""Pictures show the numbers, say that they are simulated, and stay legible where they are small."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pendulum
import pytest

import reflective_groups as rg
from reflective_groups.errors import MissingExtraError, ModelError, UnknownKeyError
from reflective_groups.simulation import (
    ALLEN_2018,
    PRESETS,
    SPEAKER,
    Circumstances,
    Estimate,
    Sweep,
    compare,
    converse,
    plots,
    simulate,
    sweep,
)
from reflective_groups.simulation.published import ALL_TURNS, LONG_TURNS, recorded
from reflective_groups.sources import Standing
from tests.simulation.meetings import BALINT, SOME_COME, meeting, phase, session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes

    from reflective_groups.simulation import Comparison, Conversation, Outcome

pytest.importorskip("matplotlib")

TABLES = json.loads(
    (Path(__file__).parents[1] / "published" / "meetings.json").read_text(encoding="utf-8")
)
BUSY = attrs.evolve(SOME_COME, late=ALLEN_2018, drift=0.05, spread=0.15)
MINUS = "\N{MINUS SIGN}"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return simulate(BALINT, sessions=600, seed=4, circumstances=BUSY)


@pytest.fixture(scope="module")
def six() -> Conversation:
    return converse(speakers=6, turns=100, sessions=40, seed=2)


@pytest.fixture(scope="module")
def both() -> Comparison:
    return compare(BALINT, meeting(minutes=100), sessions=200, seed=4, circumstances=BUSY)


@pytest.fixture(scope="module")
def points() -> Sweep:
    axes = {"slot": [100, 80], "behaviour": ["meeting", "contribution", "go_round"]}
    return sweep(BALINT, axes, sessions=40, measures=("turns", "longest_wait_s"), seed=4)


@pytest.fixture
def given() -> Axes:
    from matplotlib.figure import Figure

    return Figure().add_subplot()


def pictures(
    six: Conversation, outcome: Outcome, points: Sweep, both: Comparison
) -> Iterator[Callable[..., Axes]]:
    yield lambda **how: plots.airtime_by_rank(six, converse(8, turns=80, sessions=20), **how)
    yield lambda **how: plots.airtime_by_rank(outcome, **how)
    yield lambda **how: plots.overruns(outcome, **how)
    yield lambda **how: plots.heat_map(points, "slot", "behaviour", "longest_wait_s", **how)
    yield lambda **how: plots.differences(both, **how)
    yield lambda **how: plots.timeline(outcome.trace(1), **how)


def legend(axes: Axes) -> list[str]:
    told = axes.get_legend()
    assert told is not None
    return [text.get_text() for text in told.get_texts()]


def drawn(axes: Axes) -> dict[str, tuple[Any, Any]]:
    """The marks of each series that has intervals, by its label."""
    return {one.get_label(): one.lines[0].get_data() for one in axes.containers}


def ends(axes: Axes, place: int) -> Any:  # noqa: ANN401 -- the lower and upper ends of intervals
    (bars,) = axes.containers[place].lines[2]
    return np.array([segment[:, 1] for segment in bars.get_segments()])


# All pictures


def test_every_picture_says_what_it_shows_that_it_is_simulated_and_in_which_units(
    six: Conversation, outcome: Outcome, points: Sweep, both: Comparison
) -> None:
    for draw in pictures(six, outcome, points, both):
        axes = draw()
        assert "simulated" in axes.get_title(loc="left")
        assert axes.get_xlabel()


@pytest.mark.parametrize("wide", [480, 1_200])
def test_nothing_written_is_cut_off(
    six: Conversation, outcome: Outcome, points: Sweep, both: Comparison, wide: int
) -> None:
    for draw in pictures(six, outcome, points, both):
        figure: Any = draw().figure
        width, height = figure.get_size_inches()
        figure.set_dpi(wide / width)
        figure.savefig(io.BytesIO(), dpi=figure.dpi)
        box = figure.get_tightbbox()
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= width
        assert box.y1 <= height


def test_nothing_beside_the_differences_leaves_their_frame(both: Comparison) -> None:
    axes = plots.differences(both)
    axes.figure.draw_without_rendering()
    frame = axes.get_window_extent()
    assert axes.texts
    for text in axes.texts:
        assert text.get_window_extent().x1 <= frame.x1, text.get_text()


def test_given_axes_are_drawn_on_and_given_back(
    six: Conversation, outcome: Outcome, points: Sweep, both: Comparison
) -> None:
    from matplotlib.figure import Figure

    for draw in pictures(six, outcome, points, both):
        axes = Figure().add_subplot()
        assert draw(axes=axes) is axes
        assert axes.get_title(loc="left")


def test_no_picture_leaves_anything_behind() -> None:
    code = """
import sys, matplotlib
def settings():  # whoever asks for the backend gets pyplot with it
    return {key: matplotlib.rcParams[key] for key in matplotlib.rcParams if key != "backend"}
before = settings()
from reflective_groups.simulation import plots, converse, simulate
from reflective_groups.rules.examples import MEETING
plots.airtime_by_rank(converse(turns=50, sessions=5))
told = simulate(MEETING, sessions=5)
plots.overruns(told)
plots.timeline(told.trace(0))
print("matplotlib.pyplot" in sys.modules, before == settings())
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- our own lines
    assert run.stdout.split() == ["False", "True"]


def test_without_the_extra_the_error_says_how_to_install_it(
    six: Conversation,
    outcome: Outcome,
    points: Sweep,
    both: Comparison,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.startswith("matplotlib")]:
        monkeypatch.setitem(sys.modules, name, None)
    for draw in pictures(six, outcome, points, both):
        with pytest.raises(MissingExtraError, match=r"pip install 'reflective-groups\[plots\]'"):
            draw()


def test_a_picture_of_something_else_is_refused(outcome: Outcome, both: Comparison) -> None:
    wrong: Any = both
    with pytest.raises(ModelError, match="of Outcome, got Comparison"):
        plots.overruns(wrong)
    with pytest.raises(ModelError, match="of Trace, got Comparison"):
        plots.timeline(wrong)
    with pytest.raises(ModelError, match="of Sweep, got Comparison"):
        plots.heat_map(wrong, "a", "b", "c")
    wrong = outcome
    with pytest.raises(ModelError, match="of Comparison, got Outcome"):
        plots.differences(wrong)


# The share of each rank


def test_a_conversation_stands_with_its_intervals_beside_the_recorded_table(
    six: Conversation,
) -> None:
    axes = plots.airtime_by_rank(six)
    assert legend(axes) == [
        "simulated, meeting: 6 speakers, 100 turns",
        "recorded: 22 meetings of 6, 584 turns",
    ]
    ours, theirs = drawn(axes).values()
    assert list(ours[1]) == pytest.approx([100 * one.mean for one in six.turn_shares])
    assert list(theirs[1]) == pytest.approx(TABLES["T1_icsi_turn_share_pct"]["6"])
    assert [round(place) for place in ours[0]] == [1, 2, 3, 4, 5, 6]
    assert ends(axes, 0) == pytest.approx(
        np.array([(100 * one.low, 100 * one.high) for one in six.turn_shares])
    )
    assert ends(axes, 1) == pytest.approx(np.array(TABLES["T1_ci95"]["6"]))


def test_marks_of_one_rank_stand_beside_each_other(six: Conversation) -> None:
    axes = plots.airtime_by_rank(six, converse(8, turns=80, sessions=20))
    places = [tuple(place)[:6] for place, _ in drawn(axes).values()]
    assert len(places) == 4
    for rank in range(6):
        assert len({row[rank] for row in places}) == 4
        assert {round(row[rank]) for row in places} == {rank + 1}


def test_each_series_has_a_mark_and_a_line_of_its_own() -> None:
    talks = [converse(size, turns=60, sessions=5) for size in (4, 5, 6, 7)]
    axes = plots.airtime_by_rank(*talks, published=False)
    lines = [one.lines[0] for one in axes.containers]
    assert len({line.get_marker() for line in lines}) == 4
    assert len({line.get_linestyle() for line in lines}) == 4


def test_longer_turns_stand_beside_the_table_of_longer_turns() -> None:
    talk = converse(8, turns=100, sessions=20, behaviour="contribution")
    axes = plots.airtime_by_rank(talk)
    label = "recorded: 9 meetings of 8, 395 turns, no intervals"
    assert legend(axes)[1:] == [label]
    assert list(drawn(axes)[label][1]) == pytest.approx(TABLES["T1_turnB_share_pct"]["8"])


def test_a_table_is_drawn_once_for_all_that_it_belongs_to(six: Conversation) -> None:
    again = converse(speakers=6, turns=100, sessions=40, behaviour="no_memory")
    assert sum("recorded" in label for label in legend(plots.airtime_by_rank(six, again))) == 1


def test_where_there_is_no_table_the_legend_says_so_in_the_end() -> None:
    ten = converse(speakers=10, turns=100, sessions=10)
    axes = plots.airtime_by_rank(ten)
    assert legend(axes)[1:] == ["no recorded table for 10 with such turns"]
    own = attrs.evolve(PRESETS["meeting"], words_mean=2.2)
    other = converse(speakers=6, turns=100, sessions=10, behaviour=own)
    assert legend(plots.airtime_by_rank(other))[1:] == ["no recorded table for 6 with such turns"]


def test_a_table_may_be_left_out(six: Conversation) -> None:
    assert len(legend(plots.airtime_by_rank(six, published=False))) == 1


def test_conversations_that_are_called_the_same_are_numbered(six: Conversation) -> None:
    labels = legend(plots.airtime_by_rank(six, six, published=False))
    assert [label[:13] for label in labels] == ["1) simulated,", "2) simulated,"]


def test_ranks_of_an_outcome_are_of_those_who_were_there(outcome: Outcome) -> None:
    axes = plots.airtime_by_rank(outcome)
    assert axes.get_ylabel() == "share of airtime, %"
    assert legend(axes) == [
        "simulated, contribution: 10 people, 600 sessions",
        "no recorded table of airtime",
    ]
    ((_, shares),) = drawn(axes).values()
    everyone = [
        sorted((one for one in row if not math.isnan(one)), reverse=True)
        for row in zip(
            *(values for name, values in outcome.columns.items() if name.startswith("airtime_s/")),
            strict=True,
        )
    ]
    first = [100 * row[0] / sum(row) for row in everyone]
    last = [100 * row[9] / sum(row) for row in everyone if len(row) == 10]
    assert 1 < len(last) < 600
    assert shares[0] == pytest.approx(sum(first) / 600, rel=1e-4)
    assert shares[9] == pytest.approx(sum(last) / len(last), rel=1e-4)
    assert list(shares) == sorted(shares, reverse=True)


def test_a_rank_that_one_session_has_is_drawn_without_an_interval() -> None:
    axes = plots.airtime_by_rank(simulate(BALINT, sessions=1))
    ((_, shares),) = drawn(axes).values()
    assert np.isfinite(shares).all()
    (lines,) = axes.containers[0].lines[2]
    assert all(segment.size == 0 for segment in lines.get_segments())
    axes.figure.draw_without_rendering()


def test_turns_and_airtime_have_no_axis_in_common(six: Conversation, outcome: Outcome) -> None:
    for talks in ((), (six, outcome)):
        with pytest.raises(ModelError, match="at least one and of one kind"):
            plots.airtime_by_rank(*talks)


def test_ranks_of_an_outcome_need_its_rows() -> None:
    with pytest.raises(ModelError, match="rows were not kept"):
        plots.airtime_by_rank(simulate(BALINT, sessions=10, rows=False))


# Recorded tables


@pytest.mark.parametrize("size", [4, 6, 8])
def test_the_tables_in_the_package_are_those_of_the_record(size: int) -> None:
    key = str(size)
    every, longer = ALL_TURNS[size], LONG_TURNS[size]
    assert every.turns == TABLES["T1_turns_per_meeting"][key]
    assert longer.turns == TABLES["T1_turnB_turns_per_meeting"][key]
    assert every.meetings == longer.meetings == TABLES["T1_meetings"][key]
    percent = [[100 * one for one in (s.mean, s.low, s.high)] for s in every.shares]
    recorded_ = zip(TABLES["T1_icsi_turn_share_pct"][key], TABLES["T1_ci95"][key], strict=True)
    assert percent == [pytest.approx([mean, *interval]) for mean, interval in recorded_]
    assert [100 * one.mean for one in longer.shares] == pytest.approx(
        TABLES["T1_turnB_share_pct"][key]
    )
    assert all(math.isnan(end) for one in longer.shares for end in (one.low, one.high))
    for table, name in ((every, "T4_icsi_aba"), (longer, "T4_turnB_aba")):
        assert [table.aba.mean, table.aba.low, table.aba.high] == TABLES[name][key]
        assert table.aba.count == table.meetings
        assert table.speakers == len(table.shares) == size


def test_there_are_no_more_tables_than_the_record_has() -> None:
    assert {str(size) for size in ALL_TURNS} == set(TABLES["T1_icsi_turn_share_pct"])
    assert {str(size) for size in LONG_TURNS} == set(TABLES["T1_turnB_share_pct"])


def test_each_table_says_where_it_comes_from() -> None:
    for table in (*ALL_TURNS.values(), *LONG_TURNS.values()):
        assert table.standing_of("shares") is Standing.DERIVED
        assert [one.source.key for one in table.citations_of("aba")] == ["M1", "M2"]


def test_lengths_decide_which_turns_a_behaviour_means() -> None:
    for name in ("meeting", "no_memory", "strangers", "floor_6"):
        assert recorded(PRESETS[name], 6) is ALL_TURNS[6]
    assert recorded(PRESETS["contribution"], 4) is LONG_TURNS[4]
    assert recorded(attrs.evolve(PRESETS["meeting"], gamma=0.1, name="ours"), 8) is ALL_TURNS[8]
    assert recorded(PRESETS["meeting"], 5) is None
    for name in ("words_mean", "words_by_share", "words_between", "words_within"):
        assert recorded(attrs.evolve(PRESETS["meeting"], **{name: 0.5}), 6) is None


# Overruns


def bars(axes: Axes) -> list[tuple[float, float, float, str | None]]:
    return [
        (one.get_x(), one.get_x() + one.get_width(), one.get_height(), one.get_hatch())
        for one in axes.patches
    ]


def test_bars_hold_every_session_on_its_side_of_the_planned_end(outcome: Outcome) -> None:
    axes = plots.overruns(outcome)
    found = bars(axes)
    assert sum(height for _, _, height, _ in found) == pytest.approx(100)
    minutes = outcome.columns["overrun_s"] / 60
    for left, right, height, hatch in found:
        inside = (minutes > left) & (minutes <= right)
        assert height == pytest.approx(100 * inside.mean(), abs=1e-6)
        assert bool(hatch) == (left >= 0)
    assert any(left == 0 for left, *_ in found)
    assert axes.lines[0].get_xdata()[0] == 0


def test_the_legend_tells_how_many_end_later_and_the_median(outcome: Outcome) -> None:
    late = 100 * (outcome.columns["overrun_s"] > 0).mean()
    median = outcome.quantile("overrun_s", 0.5)
    told = legend(plots.overruns(outcome))
    assert told[0] == "planned end"
    assert re.fullmatch(r"median: [\d.]+ min \[[\d.]+, [\d.]+\]", told[1])
    numbers = [float(one) for one in re.findall(r"[\d.]+", told[1])]
    assert numbers == pytest.approx(
        [one / 60 for one in (median.mean, median.low, median.high)], abs=0.06
    )
    assert told[2] == f"by then: {100 - late:.0f} %"
    assert told[3].startswith(f"later: {late:.0f} % [")
    low, high = map(float, re.findall(r"\[(\d+), (\d+)\]", told[3])[0])
    assert low < late < high


def test_counts_are_drawn_where_rows_were_not_kept(outcome: Outcome) -> None:
    counted = simulate(BALINT, sessions=600, seed=4, circumstances=BUSY, rows=False)
    kept, other = bars(plots.overruns(outcome)), bars(plots.overruns(counted))
    assert [one[:2] for one in kept] == [one[:2] for one in other]
    assert [one[2] for one in kept] == pytest.approx([one[2] for one in other], abs=0.5)
    assert legend(plots.overruns(counted))[2:] == legend(plots.overruns(outcome))[2:]


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("count", "seconds"), [(7, 4_000), (13, 5_401)])
def test_what_ends_on_time_is_not_late_by_a_hair(count: int, seconds: int, rows: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    each = dt.timedelta(seconds=seconds) / count
    roles = (rg.PRESENTER, rg.LEADER) * 7
    phases = (
        attrs.evolve(phase(f"p{number}", 5, speaks=(role,)), time=rg.exactly(each))
        for number, role in enumerate(roles[:count])
    )
    held = attrs.evolve(
        meeting(session(*phases), leaders=("Kim",)), slot=dt.timedelta(seconds=seconds)
    )
    axes = plots.overruns(simulate(held, sessions=20, rows=rows))
    assert legend(axes)[2:] == ["by then: 100 %", "later: 0 % [0, 16]"]
    assert [height for *_, height, _ in bars(axes)] == [100]


def test_what_ends_on_time_stands_with_what_ends_early() -> None:
    exact = session(
        phase("present", 20, speaks=(rg.PRESENTER,)), phase("close", 10, speaks=(rg.LEADER,))
    )
    held = simulate(
        meeting(exact, leaders=("Kim",), minutes=30),
        sessions=200,
        seed=3,
        circumstances=Circumstances(late=ALLEN_2018),
    )
    punctual = 100 * (held.columns["overrun_s"] == 0).mean()
    assert 30 < punctual < 70
    first, *others = (one for one in bars(plots.overruns(held)) if one[2])
    assert first == (pytest.approx(-0.25), 0, pytest.approx(punctual), "")
    assert [(right, hatch) for _, right, _, hatch in others] == [(5, "////"), (10, "////")]


def test_sessions_that_were_not_held_are_told_and_not_drawn() -> None:
    seldom = Circumstances(attendance=rg.Attendance(expected=0.02), leaders_come=0.2)
    some = simulate(BALINT, sessions=300, seed=1, circumstances=seldom)
    held = some["duration_s"].mean.count
    assert 0 < held < 300
    axes = plots.overruns(some)
    assert axes.get_title(loc="left").endswith(f"{held} held of 300 simulated sessions")
    assert sum(height for *_, height, _ in bars(axes)) == pytest.approx(100)
    nobody = Circumstances(attendance=rg.Attendance(expected=0.0), leaders_come=0.0)
    with pytest.raises(ModelError, match="no session was held"):
        plots.overruns(simulate(BALINT, sessions=20, circumstances=nobody))


# Two axes of a sweep


def cells(axes: Axes) -> dict[tuple[float, float], str]:
    return {text.get_position(): text.get_text() for text in axes.texts}


def test_each_cell_tells_its_point(points: Sweep) -> None:
    axes = plots.heat_map(points, "slot", "behaviour", "turns")
    across = [one.get_text() for one in axes.get_xticklabels()]
    up = [one.get_text() for one in axes.get_yticklabels()]
    assert across == ["80", "100"]
    assert up == ["meeting", "contribution", "go_round"]
    told = cells(axes)
    assert len(told) == 6
    for point in points:
        place = (across.index(str(point.inputs["slot"])), up.index(point.inputs["behaviour"]))
        one = point.found["turns"]
        mean, half = (float(number) for number in told[place].split("\n± "))
        assert mean == pytest.approx(one.mean, abs=0.5)
        assert half == pytest.approx(one.half_width, abs=0.5)
    image: Any = axes.images[0].get_array()
    assert image[up.index("go_round"), 0] == pytest.approx(
        next(
            point.found["turns"].mean
            for point in points
            if point.inputs == {"slot": 80, "behaviour": "go_round"}
        )
    )


def test_the_lowest_is_at_the_bottom_and_seconds_become_minutes(points: Sweep) -> None:
    axes = plots.heat_map(points, "behaviour", "slot", "longest_wait_s")
    assert axes.get_ylim() == (-0.5, 1.5)
    assert axes.get_ylabel() == "slot, minutes"
    assert axes.get_xlabel() == "behaviour"
    assert axes.get_title(loc="left").startswith("Longest wait, min: simulated")
    one = next(p for p in points if p.inputs == {"slot": 80, "behaviour": "meeting"})
    assert float(cells(axes)[0, 0].split("\n")[0]) == pytest.approx(
        one.found["longest_wait_s"].mean / 60, abs=0.6
    )


def test_what_is_written_stands_out_from_its_cell(points: Sweep) -> None:
    axes = plots.heat_map(points, "slot", "behaviour", "turns")
    image: Any = axes.images[0]
    values = image.get_array()
    dark = {
        float(values[row, column]): text.get_color() == "white"
        for text in axes.texts
        for column, row in [text.get_position()]
    }
    assert dark[min(dark)]
    assert not dark[max(dark)]


def test_intervals_are_left_out_where_there_is_no_room_and_the_title_says_no_more() -> None:
    axes = {"behaviour.gamma": [0.1 * step for step in range(9)], "slot": [90]}
    many = sweep(BALINT, axes, sessions=5, measures=("aba",))
    drawn_ = plots.heat_map(many, "behaviour.gamma", "slot", "aba")
    assert all("±" not in text for text in cells(drawn_).values())
    assert "95 %" not in drawn_.get_title(loc="left")
    other = plots.heat_map(many, "slot", "behaviour.gamma", "aba")
    assert all("±" in text for text in cells(other).values())
    assert "95 %" in other.get_title(loc="left")


def test_a_cell_that_nobody_can_tell_says_so(points: Sweep) -> None:
    first, *others = points
    unknown = {"turns": Estimate(math.nan, math.nan, math.nan, 0)}
    changed = attrs.evolve(points, points=(attrs.evolve(first, found=unknown), *others))
    axes = plots.heat_map(changed, "slot", "behaviour", "turns")
    assert list(cells(axes).values()).count("not told") == 1
    axes.figure.draw_without_rendering()


def test_lengths_of_time_are_sorted_and_told_in_minutes() -> None:
    axes = {"slot": [rg.minutes(100), rg.minutes(90)], "members": [8]}
    drawn_ = plots.heat_map(
        sweep(BALINT, axes, sessions=5, measures=("turns",)), "slot", "members", "turns"
    )
    assert [one.get_text() for one in drawn_.get_xticklabels()] == ["90 min", "100 min"]
    assert drawn_.get_xlabel() == "slot"


def test_another_axis_must_have_one_value() -> None:
    axes = {"slot": [90, 100], "members": [6, 8], "behaviour.gamma": [0.1, 0.5]}
    three = sweep(BALINT, axes, sessions=2, measures=("turns",))
    with pytest.raises(ModelError, match=r"members has 2 values beside them"):
        plots.heat_map(three, "slot", "behaviour.gamma", "turns")
    fixed = sweep(BALINT, axes | {"members": [6]}, sessions=2, measures=("turns",))
    assert len(cells(plots.heat_map(fixed, "slot", "behaviour.gamma", "turns"))) == 4


def test_every_combination_must_be_there_and_once() -> None:
    axes = {"slot": (80, 100), "members": (6, 8)}
    for design in (
        [(80, 6), (100, 8)],
        [(80, 6), (100, 8), (80, 8), (100, 6), (100, 6)],
        [(80, 6), (100, 8), (80, 8), (80, 8)],
    ):
        told = sweep(BALINT, axes, design=design, sessions=2, measures=("turns",))
        with pytest.raises(ModelError, match=r"each of 2 × 2 combinations of slot and members"):
            plots.heat_map(told, "slot", "members", "turns")


def test_axes_and_measures_that_are_not_there_are_named(points: Sweep) -> None:
    with pytest.raises(UnknownKeyError, match="no axis 'members'; there is slot, behaviour"):
        plots.heat_map(points, "slot", "members", "turns")
    with pytest.raises(UnknownKeyError, match="no measure 'gini'; there is turns"):
        plots.heat_map(points, "slot", "behaviour", "gini")
    with pytest.raises(ModelError, match="got slot twice"):
        plots.heat_map(points, "slot", "slot", "turns")


# Two studies side by side


def marks(axes: Axes) -> dict[float, tuple[float, str]]:
    """Where the mark of each row stands, and what kind it is."""
    return {
        float(line.get_ydata()[0]): (float(line.get_xdata()[0]), str(line.get_marker()))
        for line in axes.lines
        if line.get_marker() in {"o", "<", ">"}
    }


def test_differences_stand_in_standard_deviations_with_their_intervals(both: Comparison) -> None:
    axes = plots.differences(both, names=["turns", "gini"])
    for place, name in enumerate(("turns", "gini")):
        usual = math.sqrt((both[f"a:{name}"].spread ** 2 + both[f"b:{name}"].spread ** 2) / 2)
        told = both.difference(name)
        assert marks(axes)[place] == (pytest.approx(told.mean / usual), "o")
        (interval,) = (
            line for line in axes.lines if line.get_marker() == "|" and line.get_ydata()[0] == place
        )
        assert list(interval.get_xdata()) == pytest.approx([told.low / usual, told.high / usual])
    low, high = axes.get_ylim()
    assert low > high, "the first row is on top"


def test_beside_each_stands_its_own_unit_and_how_often_a_has_less(both: Comparison) -> None:
    axes = plots.differences(both, names=["longest_wait_s", "duration_s"])
    first, second = (text.get_text() for text in axes.texts)
    told = both.difference("longest_wait_s")
    number, odds = first.split("\n")
    found = [float(one.replace(MINUS, "-")) for one in re.findall(rf"{MINUS}?[\d.]+", number)]
    assert found == pytest.approx([one / 60 for one in (told.mean, told.low, told.high)], abs=0.006)
    assert " min [" in number
    assert odds == f"a less in {100 * both.less('longest_wait_s').mean:.0f} of 100"
    assert second.endswith("\na always less")
    assert both.less("duration_s").mean == 1


def test_a_difference_without_end_is_an_arrow_at_the_edge(both: Comparison) -> None:
    longer = compare(BALINT, meeting(minutes=120), sessions=50, seed=4)
    axes = plots.differences(longer, names=["duration_s", "aba"])
    place, mark = marks(axes)[0]
    assert mark == "<"
    assert place == pytest.approx(-2.2)
    assert marks(axes)[1][1] == "o"
    more = compare(meeting(leaders=("Kim",)), BALINT, sessions=50, seed=4)
    fewer = compare(BALINT, meeting(leaders=("Kim",)), sessions=50, seed=4)
    assert marks(plots.differences(more, names=["leaders_there"]))[0][1] == "<"
    assert marks(plots.differences(fewer, names=["leaders_there"]))[0][1] == ">"
    assert plots.differences(fewer, names=["leaders_there"]).texts[0].get_text() == (
        "1 [1, 1]\na never less"
    )
    assert both.sessions == 200


def test_unless_named_they_are_the_columns_that_differ_and_are_nobodys_own(
    both: Comparison,
) -> None:
    shown = [label.get_text() for label in plots.differences(both).get_yticklabels()]
    assert shown == [
        "duration",
        "overrun",
        "turns",
        "one before last again",
        "Gini of airtime",
        "evenness of airtime",
        "longest wait",
    ]


def test_two_that_never_differ_are_always_the_same() -> None:
    axes = plots.differences(compare(BALINT, BALINT, sessions=30))
    assert {text.get_text() for text in axes.texts} == {"always the same"}
    assert {place for place, _ in marks(axes).values()} == {0.0}


def test_a_person_and_a_phase_may_be_named(both: Comparison) -> None:
    axes = plots.differences(both, names=["airtime_s/Ann", "length_s/cases[1]/discuss"])
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "airtime of Ann",
        "length of cases[1]/discuss",
    ]


def test_columns_that_the_two_do_not_share_are_refused(both: Comparison) -> None:
    with pytest.raises(UnknownKeyError, match="no column 'airtime_s/Zoe'; there is members"):
        plots.differences(both, names=["airtime_s/Zoe"])


def test_one_session_each_has_no_interval_and_is_drawn() -> None:
    one = compare(BALINT, meeting(minutes=100), sessions=1)
    plots.differences(one).figure.draw_without_rendering()


# One session


def test_each_person_has_a_row_with_their_turns_in_minutes(outcome: Outcome, given: Axes) -> None:
    trace = outcome.trace(1)
    axes = plots.timeline(trace, axes=given)
    gone = set(trace.meeting.absent)
    there = [one.name for one in BALINT.group.everyone if one.name not in gone]
    assert gone
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == [f"{name} (leads)" if name in {"Kim", "Lee"} else name for name in there]
    start = BALINT.start.astimezone(dt.UTC)
    for place, (name, row) in enumerate(zip(there, axes.collections, strict=True)):
        turns = [turn for turn in trace.turns if turn.holders(SPEAKER) == (name,)]
        boxes = [path.get_extents() for path in row.get_paths()]
        assert len(boxes) == len(turns)
        for turn, box in zip(turns, boxes, strict=True):
            begin = (turn.start.astimezone(dt.UTC) - start).total_seconds() / 60
            assert box.x0 == pytest.approx(begin, abs=1e-6)
            assert box.width == pytest.approx(turn.length.total_seconds() / 60, abs=1e-6)
            assert box.y0 < place < box.y1


def test_phases_are_bands_with_their_names(outcome: Outcome) -> None:
    trace = outcome.trace(1)
    axes = plots.timeline(trace)
    (above,) = axes.child_axes
    names = [label.get_text() for label in above.get_xticklabels()]
    assert names[:4] == ["present 1", "clarify 1", "discuss 1", "return 1"]
    assert names[4:] == ["present 2", "clarify 2", "discuss 2", "return 2"]
    start = BALINT.start.astimezone(dt.UTC)
    begins = [(one.start.astimezone(dt.UTC) - start).total_seconds() / 60 for one in trace.timeline]
    assert [one.get_x() for one in axes.patches] == pytest.approx(begins)
    colours = [one.get_facecolor() for one in axes.patches]
    assert all(one != other for one, other in itertools.pairwise(colours))


def test_the_planned_end_is_marked_and_all_that_was_held_is_in_the_picture(
    outcome: Outcome,
) -> None:
    late = next(k for k in range(50) if outcome.columns["overrun_s"][k] > 600)
    axes = plots.timeline(outcome.trace(late))
    (planned,) = (line for line in axes.lines if line.get_linestyle() == "--")
    assert planned.get_xdata()[0] == 90
    assert axes.get_xlim()[1] > 100
    assert axes.get_xlim()[0] == 0


def test_small_groups_share_one_band() -> None:
    nine = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal", "Ida")
    triads = meeting("triad.peer", members=nine, leaders=(), minutes=120)
    trace = simulate(triads, sessions=1).trace(0)
    axes = plots.timeline(trace)
    (above,) = axes.child_axes
    names = [label.get_text() for label in above.get_xticklabels()]
    assert len(names) == len(set(names)) == len(axes.patches) == 12
    assert names[0] == "agree roles 1"
    last = [one for one in trace.timeline if one.path.endswith("rounds[3]/observer_feedback")]
    begins, stops = (
        [(getattr(one, end) - triads.start).total_seconds() / 60 for one in last]
        for end in ("start", "end")
    )
    assert len(set(begins)) == len(set(stops)) == 3
    band = axes.patches[-1]
    assert names[-1] == "observer feedback 3"
    assert band.get_x() == pytest.approx(min(begins))
    assert band.get_x() + band.get_width() == pytest.approx(max(stops))


def test_minutes_go_on_while_the_clocks_are_put_back() -> None:
    night = attrs.evolve(BALINT, start=pendulum.datetime(2026, 10, 25, 0, 30, tz="Europe/London"))
    axes = plots.timeline(simulate(night, sessions=1).trace(0))
    assert axes.patches[0].get_x() == 0
    last = axes.patches[-1]
    assert 90 < last.get_x() + last.get_width() < 100
