"""A study at many points, and tidy rows of what it came to."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.errors import MissingExtraError, ModelError
from reflective_groups.simulation.estimate import Estimate
from reflective_groups.simulation.outcome import simulate
from reflective_groups.simulation.running import Progress
from reflective_groups.simulation.seeds import plain
from reflective_groups.simulation.study import Study, study_of
from reflective_groups.simulation.varying import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.series import Series
    from reflective_groups.simulation.behaviour import Behaviour
    from reflective_groups.simulation.circumstances import Circumstances
    from reflective_groups.simulation.outcome import Outcome

MOST_POINTS = 1_000_000
MEASURES = ("duration_s", "overrun_s", "turns", "aba", "gini", "longest_wait_s", "quorum")
_FROM_TO = 2
DESIGNS = ("factorial", "latin", "sobol")


@attrs.frozen(kw_only=True)
class Point:
    """One point of a sweep: what was set, and what came of it."""

    inputs: Mapping[str, Any]
    digest: str
    sessions: int
    found: Mapping[str, Estimate]
    medians: Mapping[str, float]


@attrs.frozen(kw_only=True)
class Sweep:
    """A study at many points, a row each.

    >>> from reflective_groups.rules.examples import MEETING
    >>> table = sweep(MEETING, {"members": [6, 8]}, sessions=200)
    >>> [row["members"] for row in table.rows]
    [6, 8]
    """

    axes: tuple[str, ...]
    measures: tuple[str, ...]
    points: tuple[Point, ...]
    seed: int
    version: str

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """Tidy rows: inputs, measures with interval and median, and what reproduces them."""
        return tuple(map(self._row, self.points))

    def _row(self, point: Point) -> dict[str, Any]:
        told: dict[str, Any] = dict(point.inputs)
        for name in self.measures:
            one = point.found[name]
            told |= {
                name: one.mean,
                f"{name}.low": one.low,
                f"{name}.high": one.high,
                f"{name}.median": point.medians[name],
            }
        return told | {
            "sessions": point.sessions,
            "seed": self.seed,
            "version": self.version,
            "study": point.digest,
        }

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __str__(self) -> str:
        head = (*self.axes, *self.measures)
        table = [
            (
                *(_short(row[name]) for name in self.axes),
                *(f"{row[name]:.4g}" for name in self.measures),
            )
            for row in self.rows
        ]
        wide = [max(map(len, column)) for column in zip(head, *table, strict=True)]
        return "\n".join(
            "  ".join(f"{cell:>{width}}" for cell, width in zip(line, wide, strict=True))
            for line in (head, *table)
        )


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(getattr(value, "name", None) or getattr(value, "key", None) or value)


def sweep(
    subject: Meeting | Series | Study,
    axes: Mapping[str, Sequence[Any]],
    *,
    design: str | Sequence[Sequence[float]] = "factorial",
    points: int | None = None,
    measures: Sequence[str] = MEASURES,
    sessions: int = 2_000,
    seed: int | None = None,
    behaviour: Behaviour | str | None = None,
    circumstances: Circumstances | None = None,
    until: Mapping[str, float] | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Sweep:
    """Simulate a study at many points of anything that can be varied.

    >>> from reflective_groups.rules.examples import MEETING
    >>> print(sweep(MEETING, {"slot": [60, 80]}, sessions=200, measures=("turns",)))
    slot  turns
      60  162.1
      80  326.4

    Each axis is a path that `vary` takes, with its values. A `factorial` design takes every
    combination; `latin` (hypercube) and `sobol` take so many `points` between two numbers of each
    axis, whole where both are, and need the extra `sweeps`; a table of numbers is taken as it is, a
    row a point, such as one that SALib has drawn for a `problem`. All points share their chance, so
    that they differ by what was set and as little as possible by luck.

    Every point is made before the first is walked: raises `PathError` or `ModelError` for what
    cannot be set.
    """
    study = study_of(subject, behaviour=behaviour, circumstances=circumstances, seed=seed)
    inputs = tuple(inputs_of(axes, design=design, points=points, seed=study.seed))
    studies = [varied(study, one) for one in inputs]
    missing = [name for one in studies for name in measures if name not in one.names]
    if missing:
        message = f"measures: there is no column {missing[0]!r}; there is {', '.join(study.names)}"
        raise ModelError(message)
    outcomes = _outcomes(
        studies,
        {
            "sessions": sessions,
            "rows": False,
            "until": until,
            "workers": workers,
            "executor": executor,
        },
        progress,
    )
    return Sweep(
        axes=tuple(axes),
        measures=tuple(measures),
        points=tuple(
            _point(one, outcome, measures) for one, outcome in zip(inputs, outcomes, strict=True)
        ),
        seed=study.seed,
        version=version("reflective-groups"),
    )


def _outcomes(
    studies: Sequence[Study],
    how: dict[str, Any],
    progress: Callable[[Progress], object] | None,
) -> Iterator[Outcome]:
    for number, study in enumerate(studies, 1):
        yield simulate(study, **how)
        if progress is not None:
            progress(Progress(sessions=number, of=len(studies)))


def _point(inputs: Mapping[str, Any], outcome: Outcome, measures: Sequence[str]) -> Point:
    return Point(
        inputs=inputs,
        digest=outcome.study.digest,
        sessions=outcome.sessions,
        found={name: outcome.mean(name) for name in measures},
        medians={name: outcome.quantile(name, 0.5).mean for name in measures},
    )


def varied(study: Study, inputs: Mapping[str, Any]) -> Study:
    """A study with several things set."""
    for path, value in inputs.items():
        study = vary(study, path, value)
    return study


def inputs_of(
    axes: Mapping[str, Sequence[Any]],
    *,
    design: str | Sequence[Sequence[float]],
    points: int | None,
    seed: int,
) -> Iterator[dict[str, Any]]:
    """What is set at each point."""
    if not axes:
        message = "sweep: give at least one axis"
        raise ModelError(message)
    if not isinstance(design, str):
        yield from _as_told(axes, design)
        return
    if design not in DESIGNS:
        message = f"sweep: there is no design {design!r}; there is {', '.join(DESIGNS)}"
        raise ModelError(message)
    for path, values in axes.items():
        if isinstance(values, str | bytes) or not len(values):
            message = f"sweep: {path} needs its values in a list, got {values!r:.60}"
            raise ModelError(message)
    if design == "factorial":
        number = 1
        for values in axes.values():
            number *= len(values)
        if points is not None or number > MOST_POINTS:
            message = f"sweep: a factorial design has as many points as it has, here {number}"
            raise ModelError(message)
        for row in itertools.product(*axes.values()):
            yield dict(zip(axes, map(plain, row), strict=True))
        return
    yield from _spread(axes, design, points, seed)


def problem(axes: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """The axes as SALib wants them told.

    >>> problem({"behaviour.gamma": (0.0, 0.9)})
    {'num_vars': 1, 'names': ['behaviour.gamma'], 'bounds': [[0.0, 0.9]]}
    """
    return {
        "num_vars": len(axes),
        "names": list(axes),
        "bounds": [_ends(path, ends) for path, ends in axes.items()],
    }


def _ends(path: str, ends: Sequence[Any]) -> list[Any]:
    ends = [plain(end) for end in ends]
    if len(ends) != _FROM_TO or not all(isinstance(end, int | float) for end in ends):
        message = f"sweep: {path} needs two numbers, from and to, got {ends!r:.60}"
        raise ModelError(message)
    if ends[0] > ends[1]:
        message = f"sweep: {path} goes from {ends[0]} up to {ends[1]}, which is less"
        raise ModelError(message)
    return ends


def _as_told(
    axes: Mapping[str, Sequence[Any]], table: Sequence[Sequence[float]]
) -> Iterator[dict[str, Any]]:
    """Rows that somebody else has drawn; whole where both ends of an axis are."""
    for row in table:
        if len(row) != len(axes):
            message = f"sweep: a row has {len(row)} numbers, and there are {len(axes)} axes"
            raise ModelError(message)
        yield {
            path: round(value) if all(isinstance(end, int) for end in ends) else float(value)
            for (path, ends), value in zip(axes.items(), row, strict=True)
        }


def _spread(
    axes: Mapping[str, Sequence[Any]], design: str, points: int | None, seed: int
) -> Iterator[dict[str, Any]]:
    if isinstance(points, bool) or not isinstance(points, int) or not 1 <= points <= MOST_POINTS:
        message = f"sweep: a {design} design needs from 1 to {MOST_POINTS} points, got {points!r}"
        raise ModelError(message)
    between = {path: _ends(path, ends) for path, ends in axes.items()}
    if design == "sobol" and points & (points - 1):
        message = f"sweep: a Sobol' design is balanced only at a power of two, and got {points}"
        raise ModelError(message)
    try:
        from scipy.stats import qmc
    except ImportError as error:
        message = "this design needs an extra: pip install 'reflective-groups[sweeps]'"
        raise MissingExtraError(message) from error
    kind = qmc.LatinHypercube if design == "latin" else qmc.Sobol
    rows = cast("Any", kind(d=len(axes), rng=seed)).random(points)
    for row in rows:
        yield {
            path: _between(ends, float(share))
            for (path, ends), share in zip(between.items(), row, strict=True)
        }


def _between(ends: Sequence[Any], share: float) -> float:
    low, high = ends
    if isinstance(low, int) and isinstance(high, int):
        return min(high, low + int(share * (high - low + 1)))
    return float(low + share * (high - low))
