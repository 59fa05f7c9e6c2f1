"""Pictures of what was simulated, drawn with Matplotlib on any axes or on a figure of their own.

No picture needs pyplot or changes a setting. On a figure of yours, `layout="constrained"` keeps
room for what is written round the axes. What tells things apart is a mark, a hatch or a word, so
that prints in grey can be read; every title says that what is shown was simulated.
"""

from __future__ import annotations

# Matplotlib leaves keyword arguments without a type, and with them most of its methods.
# pyright: reportUnknownMemberType=false
import datetime as dt
import itertools
import math
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import numpy as np

from reflective_groups.errors import MissingExtraError, ModelError, UnknownKeyError
from reflective_groups.simulation.comparing import Comparison
from reflective_groups.simulation.conversation import Conversation
from reflective_groups.simulation.estimate import Estimate, chance_of, mean_of
from reflective_groups.simulation.frames import as_cells
from reflective_groups.simulation.outcome import Outcome
from reflective_groups.simulation.published import recorded
from reflective_groups.simulation.sweeping import Point, Sweep
from reflective_groups.simulation.tally import Counts
from reflective_groups.simulation.traces import SPEAKER, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from numpy.typing import NDArray

    from reflective_groups.simulation.published import Recorded

T = TypeVar("T")

_WIDE = 6.4
"""Inches; the pictures are made to be read at 480 pixels."""
_SMALL, _TITLE = 8.5, 10.5
"""Points."""
_INK, _GREY, _PALE = "#1a1a1a", "#6e6e6e", "#e8e8e8"
_SERIES = (
    ("#0072b2", "o", "-"),
    ("#d55e00", "s", "--"),
    ("#009e73", "^", "-."),
    ("#7b4b94", "v", ":"),
)
"""Colours that colour-blind people can tell apart, each with a mark and a line of its own."""
_OPEN = ("D", "P", "X", "h")
"""Marks of recorded tables, which are drawn without a filling."""
_WORDS = {
    "members_there": "members there",
    "leaders_there": "leaders there",
    "quorum": "share with enough members",
    "held": "share of sessions held",
    "volunteers": "members who offered a matter",
    "late_s": "late beginning",
    "aba": "one before last again",
    "gini": "Gini of airtime",
    "entropy": "evenness of airtime",
    "role_airtime_s": "airtime as",
    "airtime_s": "airtime of",
    "length_s": "length of",
}
"""Columns as people say them; of all others the underscores go."""
_MINUTE = 60.0
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1_440)
"""Minutes that a bar of overruns may stand for."""
_BARS = 40
_ROOM = 8
"""Cells in a row of a heat map that still have room for their intervals."""
_FAR = 2.0
"""Standard deviations from which on a difference is an arrow."""


# The share of each rank


def airtime_by_rank(
    *talks: Conversation | Outcome, axes: Axes | None = None, published: bool = True
) -> Axes:
    """Who has how much of the talk: the share of each rank, with 95 % intervals.

    >>> from reflective_groups.simulation import converse
    >>> picture = airtime_by_rank(converse(speakers=6, turns=200, sessions=50))
    >>> picture.get_ylabel()
    'share of turns, %'

    Conversations show shares of turns, and beside them, where it is `published`, the table of
    recorded meetings of as many speakers (four, six or eight) with turns of the same kind; where
    there is none, the legend says so. Outcomes show shares of airtime, for which there is no table;
    ranks are of all who were there, leaders and presenters among them.

    Raises `ModelError` for both kinds together, which have no axis in common, and for an outcome
    whose rows were not kept; `MissingExtraError` without the extra `plots`.
    """
    kinds = {type(talk) for talk in talks}
    if kinds not in ({Conversation}, {Outcome}):
        message = "airtime_by_rank takes conversations or outcomes, at least one and of one kind"
        raise ModelError(message)
    series = [_ranked(talk) for talk in talks]
    tables, missing = _tables(talks) if published else ([], [])
    axes = _axes(axes, 4.2)
    count = len(series) + len(tables)
    shifts = iter(np.linspace(-0.1, 0.1, count) * min(count - 1, 3) if count > 1 else [0.0])
    labels = _distinct([label for label, _ in series])
    shown = [
        _intervals(axes, ranks, next(shifts), label, color=colour, marker=mark, linestyle=line)
        for label, (_, ranks), (colour, mark, line) in zip(
            labels, series, itertools.cycle(_SERIES), strict=False
        )
    ]
    for table, mark in zip(tables, itertools.cycle(_OPEN), strict=False):
        style = {"color": _INK, "marker": mark, "linestyle": "none", "markerfacecolor": "white"}
        shown.append(_intervals(axes, table.shares, next(shifts), _source(table), **style))
    shown.extend(axes.plot([], [], " ", label=one)[0] for one in missing)
    most = max(len(ranks) for _, ranks in series)
    what = "turns" if kinds == {Conversation} else "airtime"
    axes.set_xticks(range(1, most + 1))
    axes.set_xlabel("rank, taken in each session afterwards", fontsize=_SMALL)
    axes.set_ylabel(f"share of {what}, %", fontsize=_SMALL)
    axes.set_ylim(bottom=0)
    axes.legend(handles=shown, fontsize=_SMALL, frameon=False, loc="upper right")
    return _titled(axes, f"Share of {what} by rank, simulated")


def _ranked(talk: Conversation | Outcome) -> tuple[str, Sequence[Estimate]]:
    if isinstance(talk, Conversation):
        name = talk.behaviour.name or str(talk.behaviour)
        return f"simulated, {name}: {talk.speakers} speakers, {talk.turns} turns", talk.turn_shares
    name = talk.study.behaviour.name or str(talk.study.behaviour)
    columns = [values for key, values in talk.columns.items() if key.startswith("airtime_s/")]
    ranks = _airtime(np.column_stack(columns).astype(np.float64))
    return f"simulated, {name}: {len(columns)} people, {talk.sessions} sessions", ranks


def _airtime(airtime_s: NDArray[np.float64]) -> tuple[Estimate, ...]:
    with np.errstate(invalid="ignore"):  # a session in which nobody spoke has no shares
        shares = airtime_s / np.nansum(airtime_s, axis=1, keepdims=True)
    ranks = -np.sort(-shares, axis=1)  # those who were away are not numbers, and sort last
    found = (mean_of(ranks[:, place]) for place in range(ranks.shape[1]))
    return tuple(one for one in found if one.count)


def _tables(talks: Sequence[Conversation | Outcome]) -> tuple[list[Recorded], list[str]]:
    """The tables to draw beside conversations, and what to say where there is none."""
    found: dict[int, Recorded] = {}
    missing: dict[str, None] = {}
    for talk in talks:
        if isinstance(talk, Outcome):
            missing["no recorded table of airtime"] = None
            continue
        table = recorded(talk.behaviour, talk.speakers)
        if table is None:
            missing[f"no recorded table for {talk.speakers} with such turns"] = None
        else:
            found[id(table)] = table
    return list(found.values()), list(missing)


def _source(table: Recorded) -> str:
    known = "" if math.isfinite(table.shares[0].low) else ", no intervals"
    return f"recorded: {table.meetings} meetings of {table.speakers}, {table.turns} turns{known}"


def _intervals(
    axes: Axes, ranks: Sequence[Estimate], shift: float, label: str, **style: str
) -> Artist:
    place = np.arange(1, len(ranks) + 1) + shift
    mean = np.array([100 * one.mean for one in ranks])
    ends = np.array([(100 * one.low, 100 * one.high) for one in ranks])
    ends[~np.isfinite(ends)] = np.nan  # drawn without an interval
    drawn: dict[str, Any] = {"capsize": 3, "linewidth": 1, "markersize": 5} | style
    return cast(
        "Artist",
        axes.errorbar(
            place, mean, yerr=(mean - ends[:, 0], ends[:, 1] - mean), label=label, **drawn
        ),
    )


# How far over the planned end


def overruns(outcome: Outcome, axes: Axes | None = None) -> Axes:
    """How long before or after the planned end sessions end, in minutes.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> overruns(simulate(MEETING, sessions=200)).get_xlabel()
    'end after the planned end, minutes'

    Where rows were not kept, the tally's counts are drawn, to 0.05 % of each overrun. Raises
    `ModelError` where no session was held.
    """
    minutes, weights = _overruns(_given(outcome, Outcome))
    if not len(minutes):
        message = "no session was held, so that none has an end"
        raise ModelError(message)
    axes = _axes(axes, 3.8)
    from matplotlib.patches import Patch

    held = float(weights.sum())
    edges = _edges(float(minutes.min()), float(minutes.max()))
    # bars take in their right end, so that what ends on time stands with what ends early
    heights = np.histogram(-minutes, -edges[::-1], weights=100 * weights / held)[0][::-1]
    over = edges[:-1] >= 0
    late = chance_of(int(held), float(weights[minutes > 0].sum()) / held)
    ends = f"[{100 * late.low:.0f}, {100 * late.high:.0f}]"
    median = outcome.quantile("overrun_s", 0.5)
    told = [_number(one / _MINUTE, median.half_width / _MINUTE) for one in _three(median)]
    label = f"median: {told[1]} min [{told[0]}, {told[2]}]"
    shown: list[Artist] = [
        axes.axvline(0, color=_INK, linewidth=2, label="planned end"),
        axes.axvline(median.mean / _MINUTE, color="#d55e00", linestyle="--", label=label),
    ]
    for some, filling, hatch, words in (
        (~over, "white", "", f"by then: {_percent(1 - late.mean)}"),
        (over, "#9ecae1", "////", f"later: {_percent(late.mean)} {ends}"),
    ):
        style: dict[str, Any] = {"facecolor": filling, "hatch": hatch, "edgecolor": _INK}
        axes.bar(edges[:-1][some], heights[some], np.diff(edges)[some], align="edge", **style)
        shown.append(Patch(label=words, **style))
    axes.set_xlabel("end after the planned end, minutes", fontsize=_SMALL)
    axes.set_ylabel("sessions, %", fontsize=_SMALL)
    axes.set_ylim(0, 1.35 * float(heights.max()))  # the legend stands above the bars
    axes.legend(handles=shown, fontsize=_SMALL, loc="upper right", edgecolor="none")
    several = f"{int(held)} simulated sessions"
    if held < outcome.sessions:
        several = f"{int(held)} held of {outcome.sessions} simulated sessions"
    return _titled(axes, f"When sessions end: {several}")


def _overruns(outcome: Outcome) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minutes, and how many sessions have so many."""
    place = outcome.names.index("overrun_s")
    if outcome.rows is not None:
        told = outcome.rows[:, place].astype(np.float64)
        told = told[~np.isnan(told)]
        return _on_time(told), np.ones(len(told))
    counts = outcome.tally.counts[place]
    cells = [
        Counts(counts.cell[at : at + 1], counts.count[at : at + 1]).quantile(0.0)
        for at in range(len(counts.cell))
    ]
    return _on_time(np.array(cells)), counts.count.astype(np.float64)


def _on_time(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minutes; half a second is on time, as sums of single floats miss the end by a hair."""
    return np.where(np.abs(seconds) < 0.5, 0.0, seconds) / _MINUTE  # noqa: PLR2004 -- half a second


def _edges(least: float, most: float) -> NDArray[np.float64]:
    """Whole steps from before the first to the last, with the planned end between two bars."""
    step = next((one for one in _STEPS if (most - least) / one <= _BARS), _STEPS[-1])
    first, last = math.ceil(least / step) - 1, math.ceil(most / step)
    return step * np.arange(first, last + 1, dtype=np.float64)


def _percent(share: float) -> str:
    if 0 < share < 0.01:  # noqa: PLR2004 -- what would be written as nothing
        return "less than 1 %"
    if 0.99 < share < 1:  # noqa: PLR2004 -- what would be written as all
        return "more than 99 %"
    return f"{100 * share:.0f} %"


# Two axes of a sweep


def heat_map(sweep: Sweep, x: str, y: str, measure: str, axes: Axes | None = None) -> Axes:
    """A measure over two axes of a sweep, with each mean and half of its interval written down.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import sweep
    >>> points = sweep(MEETING, {"slot": [80, 100], "members": [6, 8]}, sessions=100)
    >>> heat_map(points, "slot", "members", "turns").get_xlabel()
    'slot, minutes'

    Raises `ModelError` where another axis has more than one value, or where a combination of the
    two is missing or stands there twice; `UnknownKeyError` for an axis or measure that the sweep
    does not have.
    """
    _given(sweep, Sweep)
    _known("axis", (x, y), sweep.axes)
    _known("measure", (measure,), sweep.measures)
    across, up, found = _grid(sweep, x, y)
    reading = _reading(measure)
    one = [[found[right, above].found[measure] for right in across] for above in up]
    means = np.array([[each.mean / reading.scale for each in row] for row in one])
    halves = np.array([[each.half_width / reading.scale for each in row] for row in one])
    axes = _axes(axes, max(3.4, 0.42 * len(up) + 1.4))
    image = axes.imshow(means, origin="lower", aspect="auto", cmap="cividis")
    axes.figure.colorbar(image, ax=axes).set_label(reading.label, fontsize=_SMALL)
    for column, row in itertools.product(range(len(across)), range(len(up))):
        _cell(axes, column, row, means[row, column], halves[row, column], image, len(across))
    axes.set_xticks(range(len(across)), [_tick(value) for value in across], fontsize=_SMALL)
    axes.set_yticks(range(len(up)), [_tick(value) for value in up], fontsize=_SMALL)
    axes.set_xlabel(_path(x, across), fontsize=_SMALL)
    axes.set_ylabel(_path(y, up), fontsize=_SMALL)
    ends = " ± half of their 95 % intervals" if len(across) <= _ROOM else ""
    return _titled(axes, f"{_capital(reading.label)}: simulated means{ends}")


def _grid(
    sweep: Sweep, x: str, y: str
) -> tuple[list[object], list[object], dict[tuple[object, object], Point]]:
    if x == y:
        message = f"heat_map needs two axes, and got {x} twice"
        raise ModelError(message)
    columns = {name: as_cells([point.inputs[name] for point in sweep]) for name in sweep.axes}
    for name, cells in columns.items():
        several = list(dict.fromkeys(cells))
        if name not in {x, y} and len(several) > 1:
            message = (
                f"heat_map shows {x} and {y}, and {name} has {len(several)} values beside them; "
                "sweep with one of them"
            )
            raise ModelError(message)
    across, up = _ordered(columns[x]), _ordered(columns[y])
    found = dict(zip(zip(columns[x], columns[y], strict=True), sweep, strict=True))
    if not len(found) == len(sweep) == len(across) * len(up):
        message = (
            f"heat_map needs each of {len(across)} × {len(up)} combinations of {x} and {y} once, "
            f"as a factorial design has them; here are {len(sweep)} points"
        )
        raise ModelError(message)
    return across, up, found


def _ordered(cells: Sequence[object]) -> list[object]:
    """Numbers and lengths of time from the least on, and names as they came."""
    different = list(dict.fromkeys(cells))
    for kind in ((int, float), dt.timedelta):
        if all(isinstance(one, kind) for one in different):
            return sorted(different, key=lambda one: cast("Any", one))
    return different


def _cell(
    axes: Axes, column: int, row: int, mean: float, half: float, image: ScalarMappable, across: int
) -> None:
    known = math.isfinite(mean)
    red, green, blue, _ = cast("Any", image).to_rgba(mean) if known else (1, 1, 1, 1)
    dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5  # noqa: PLR2004 -- half of white
    words = _number(mean, half) if known else "not told"
    if math.isfinite(half) and across <= _ROOM:
        words += f"\n± {_number(half, half)}"
    axes.text(
        column,
        row,
        words,
        color="white" if dark else _INK,
        ha="center",
        va="center",
        fontsize=max(5.0, min(_SMALL, 80 / across)),
    )


def _path(path: str, values: Sequence[object]) -> str:
    """An axis by its path; numbers there are minutes where a length of time is set."""
    timed = path.rpartition(".")[2] in {"slot", "time"}
    if timed and all(isinstance(one, int | float) for one in values):
        return f"{path}, minutes"
    return path


def _tick(value: object) -> str:
    if isinstance(value, dt.timedelta):
        return f"{value.total_seconds() / _MINUTE:g} min"
    return f"{value:g}" if isinstance(value, float) else str(value)


# Two studies side by side


def differences(
    comparison: Comparison, names: Sequence[str] | None = None, axes: Axes | None = None
) -> Axes:
    """How much more a has than b, a row a column, session by session and with 95 % intervals.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import compare
    >>> longer = attrs.evolve(MEETING, slot=MEETING.slot * 2)
    >>> picture = differences(compare(MEETING, longer, sessions=100), names=["turns", "aba"])
    >>> [label.get_text() for label in picture.get_yticklabels()]
    ['turns', 'one before last again']

    Differences stand in standard deviations between sessions, so that they can stand side by side;
    what is further than two is an arrow. Beside each stands the difference in its own unit, and in
    how many of 100 sessions a has less than b, where sessions that have the same count half. Unless
    `names` are given, they are the columns that differ and are of no single person, role or phase.

    Raises `UnknownKeyError` for a name that the two do not share.
    """
    _given(comparison, Comparison)
    shown = _varying(comparison) if names is None else tuple(names)
    _known("column", shown, comparison.shared)
    rows = [_difference(comparison, name) for name in shown]
    axes = _axes(axes, 1.3 + 0.42 * len(rows))
    far = max((abs(end) for row in rows for end in row.ends if math.isfinite(end)), default=0.0)
    limit = 1.1 * min(_FAR, max(0.1, far))
    for place, row in enumerate(rows):
        _difference_row(axes, place, row, limit)
    axes.axvline(0, color=_INK, linewidth=1.2)
    step = next(one for one in (0.05, 0.1, 0.2, 0.5, 1.0) if limit / one <= 3)  # noqa: PLR2004 -- ticks a side
    ticks = step * np.arange(-math.floor(limit / step), math.floor(limit / step) + 1)
    axes.set_xlim(-1.15 * limit, 3.4 * limit)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xticks(ticks, [_number(float(tick)) for tick in ticks], fontsize=_SMALL)
    axes.set_yticks(range(len(rows)), [row.words for row in rows], fontsize=_SMALL)
    axes.set_xlabel(
        "a less b, in standard deviations between sessions", fontsize=_SMALL, loc="left"
    )
    return _titled(axes, f"How a and b differ: {comparison.sessions} simulated sessions each")


@attrs.frozen(kw_only=True)
class _Difference:
    words: str
    at: float
    ends: tuple[float, float]
    told: str


def _varying(comparison: Comparison) -> tuple[str, ...]:
    plain = tuple(name for name in comparison.shared if "/" not in name)
    return tuple(name for name in plain if not _same(comparison, name)) or plain


def _same(comparison: Comparison, name: str) -> bool:
    one = comparison[f"a-b:{name}"]
    return one.least == one.most == 0


def _difference(comparison: Comparison, name: str) -> _Difference:
    reading, found = _reading(name), comparison.difference(name)
    spreads = [comparison[f"{one}:{name}"].spread for one in ("a", "b")]
    usual = math.sqrt(sum(one * one for one in spreads) / 2)
    low, at, high = (_standardised(one, usual) for one in _three(found))
    unit = f" {reading.unit}" if reading.unit else ""
    half = found.half_width / reading.scale
    low_told, told, high_told = (_number(one / reading.scale, half, 2) for one in _three(found))
    words = f"{told}{unit} [{low_told}, {high_told}]\n{_odds(comparison.less(name).mean)}"
    return _Difference(
        words=reading.words,
        at=at,
        ends=(low, high),
        told="always the same" if _same(comparison, name) else words,
    )


def _standardised(value: float, usual: float) -> float:
    if value == 0 or not math.isfinite(usual):
        return 0.0 if value == 0 else math.nan
    return value / usual if usual else math.copysign(math.inf, value)


def _odds(less: float) -> str:
    """How likely a has less, in words.

    >>> _odds(0.98), _odds(0.999), _odds(0.0)
    ('a less in 98 of 100', 'a nearly always less', 'a never less')
    """
    if math.isnan(less):
        return "nobody can tell"
    if less in {0.0, 1.0}:
        return "a always less" if less else "a never less"
    rounded = round(100 * less)
    if rounded in {0, 100}:
        return "a nearly always less" if rounded else "a hardly ever less"
    return f"a less in {rounded} of 100"


def _difference_row(axes: Axes, place: int, row: _Difference, limit: float) -> None:
    inside = abs(row.at) <= limit
    if inside:
        ends = np.clip(row.ends, -limit, limit)
        axes.plot(ends, [place, place], "-|", color="#0072b2", linewidth=2, markersize=8)
        axes.plot([row.at], [place], "o", color="#0072b2", markersize=5)
    elif not math.isnan(row.at):
        end = math.copysign(limit, row.at)
        axes.plot([0, end], [place, place], ":", color=_GREY, linewidth=1)
        axes.plot([end], [place], ">" if end > 0 else "<", color="#0072b2", markersize=7)
    axes.text(1.25 * limit, place, row.told, va="center", ha="left", fontsize=_SMALL - 0.5)


# One session


def timeline(trace: Trace, axes: Axes | None = None) -> Axes:
    """Who spoke when in one session: a row a person, and the phases behind.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> timeline(simulate(MEETING, sessions=10).trace(3)).get_xlabel()
    'minutes after the planned start (dashed: the planned end)'

    Turns of a second or two are wider than they were, so that they can be seen. Rows bear names:
    give the group invented names or roles before sharing.
    """
    meeting = _given(trace, Trace).meeting
    people = [one for one in meeting.group.everyone if one.name not in meeting.absent]
    rows = {person.name: place for place, person in enumerate(people)}
    axes = _axes(axes, 1.9 + 0.24 * len(people))
    start = meeting.start.astimezone(dt.UTC)
    bands = _bands(trace, start)
    for number, (begin, end) in enumerate(bands.values()):
        axes.axvspan(begin, end, facecolor=_PALE if number % 2 else "white", zorder=0)
        axes.axvline(begin, color=_GREY, linewidth=0.5, zorder=0.5)
    for name, place in rows.items():
        turns = [
            (_after(start, turn.start), turn.length.total_seconds() / _MINUTE)
            for turn in trace.turns
            if name in turn.holders(SPEAKER)
        ]
        axes.broken_barh(turns, (place - 0.36, 0.72), facecolor=_INK, edgecolor=_INK, linewidth=0.4)
    leaders = {person.name for person in meeting.group.leaders}
    labels = [f"{name} (leads)" if name in leaders else name for name in rows]
    axes.set_yticks(range(len(rows)), labels, fontsize=_SMALL)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    slot = meeting.slot.total_seconds() / _MINUTE
    axes.axvline(slot, color="#d55e00", linewidth=1.5, linestyle="--")
    last = max(slot, *(end for _, end in bands.values()))
    axes.set_xlim(0, 1.01 * last)
    axes.set_xlabel("minutes after the planned start (dashed: the planned end)", fontsize=_SMALL)
    above = axes.secondary_xaxis("top")
    marks = [(begin + end) / 2 for begin, end in bands.values()]
    above.set_xticks(marks, list(bands), rotation=90, fontsize=_SMALL - 1)
    above.tick_params(length=0)
    return _titled(axes, f"Who spoke when: simulated session {trace.session}")


def _bands(trace: Trace, start: dt.datetime) -> dict[str, tuple[float, float]]:
    """From when to when each phase was held; small groups hold one together."""
    bands: dict[str, tuple[float, float]] = {}
    for stretch in trace.timeline:
        name = _phase(stretch.path)
        begin, end = _after(start, stretch.start), _after(start, stretch.end)
        first, last = bands.get(name, (begin, end))
        bands[name] = (min(first, begin), max(last, end))
    return bands


def _phase(path: str) -> str:
    """The path of a phase in short: its name, and in which rounds it lies.

    >>> _phase("cases[2]/give_back"), _phase("open")
    ('give back 2', 'open')
    """
    rounds = ".".join(re.findall(r"\[(\d+)\]", path))
    name = path.rpartition("/")[2].replace("_", " ")
    name = re.sub(r"\[\d+\]", "", name)
    return f"{name} {rounds}" if rounds else name


def _after(start: dt.datetime, moment: dt.datetime) -> float:
    return (moment.astimezone(dt.UTC) - start).total_seconds() / _MINUTE


# What all pictures share


@attrs.frozen(kw_only=True)
class _Reading:
    """A column as people read it."""

    words: str
    unit: str
    scale: float

    @property
    def label(self) -> str:
        return f"{self.words}, {self.unit}" if self.unit else self.words


def _reading(name: str) -> _Reading:
    kind, _, whose = name.partition("/")
    timed = kind.endswith("_s")
    words = _WORDS.get(kind, kind.removesuffix("_s").replace("_", " "))
    return _Reading(
        words=f"{words} {whose}" if whose else words,
        unit="min" if timed else "",
        scale=_MINUTE if timed else 1.0,
    )


def _number(value: float, half: float = math.nan, figures: int = 1) -> str:
    """As many decimals as tell so many figures of half the interval, and a minus as long as a plus.

    >>> _number(1090.72, 31.8), _number(0.50387, 0.006), _number(0.50387)
    ('1091', '0.504', '0.504')
    """
    if math.isfinite(half) and half > 0:
        decimals = figures - 1 - math.floor(math.log10(half))
        told = f"{value:z.{min(6, max(0, decimals))}f}"
    else:
        told = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 -- no powers of ten
    return told.replace("-", "\N{MINUS SIGN}")


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _three(one: Estimate) -> tuple[float, float, float]:
    return one.low, one.mean, one.high


def _axes(axes: Axes | None, high: float) -> Axes:
    if axes is not None:
        return axes
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        message = "pictures need an extra: pip install 'reflective-groups[plots]'"
        raise MissingExtraError(message) from error
    return Figure(figsize=(_WIDE, high), layout="constrained").add_subplot()


def _titled(axes: Axes, title: str) -> Axes:
    axes.tick_params(labelsize=_SMALL)
    axes.set_title(title, fontsize=_TITLE, loc="left")
    return axes


def _known(what: str, names: Sequence[str], there: Sequence[str]) -> None:
    for name in names:
        if name not in there:
            message = f"there is no {what} {name!r}; there is {', '.join(there)}"
            raise UnknownKeyError(message)


def _distinct(labels: Sequence[str]) -> list[str]:
    """Labels, numbered where two are the same."""
    if len(set(labels)) == len(labels):
        return list(labels)
    return [f"{number}) {label}" for number, label in enumerate(labels, 1)]


def _given(value: T, kind: type[T]) -> T:
    if not isinstance(value, kind):
        message = f"this picture is of {kind.__name__}, got {type(value).__name__}"
        raise ModelError(message)
    return value
