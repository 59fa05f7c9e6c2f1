"""The page of a sweep: what a plan comes to at many points of whatever is varied."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
from rich.cells import cell_len

from reflective_groups.cli import measures, screen, studies, words
from reflective_groups.cli.answer import Answer, RefusalError, document, page, told
from reflective_groups.cli.progress import count
from reflective_groups.errors import Infeasible, ModelError, PathError, UnknownKeyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from reflective_groups.cli.studies import Asked, Kept
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.series import Series
    from reflective_groups.simulation import Study, Sweep

    Axes: TypeAlias = Mapping[str, Sequence[Any]]

FACTORIAL: Final = "factorial"
_SESSIONS = 2_000
_MEASURES = ("overrun_s", "longest_wait_s", "gini")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_REAL = re.compile(r"[+-]?([0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})")
_YES_OR_NO = {"true": True, "false": False}
_ROOTS = ("behaviour.", "circumstances.", "meeting.", "protocol.")


@attrs.frozen(kw_only=True)
class Grid:
    """What is varied, at which points, and what is told of each."""

    vary: tuple[str, ...]
    design: str
    points: int | None
    measures: tuple[str, ...]


def sweep_page(file: str, grid: Grid, asked: Asked, kept: Kept, *, as_json: bool) -> Answer:
    """A meeting or a series at many points."""
    from reflective_groups.simulation import sweep

    subject, study = studies.gathered(file, asked)
    axes = _axes(grid)
    _refuse_what_cannot_be_set(study, axes)
    first = next(_points(study, axes, grid))
    names = tuple(
        studies.known_column("--measure", name, first.names)
        for name in dict.fromkeys(grid.measures or _usual(study, axes))
    )
    _refuse_what_makes_no_picture(kept, axes, names, grid)
    studies.refuse_what_cannot_be_kept(kept, (file,), 0)
    try:
        with count("points") as progress:
            found = sweep(
                study,
                axes,
                design=grid.design,
                points=grid.points,
                measures=names,
                sessions=asked.sessions or _SESSIONS,
                workers=asked.workers,
                progress=progress,
            )
    except (Infeasible, ModelError):
        for _ in _points(study, axes, grid):  # the first without a plan says so
            pass
        raise
    files = studies.keep(kept, found, lambda: _picture(found))
    if as_json:
        return document(_as_data(found, study, grid, files))
    return page(*_page(subject, file, study, found, files))


def _usual(study: Study, axes: Axes) -> tuple[str, ...]:
    """What is told of a point unless asked; who comes only where that is left to chance."""
    from reflective_groups.simulation import Circumstances

    chance = any(path.startswith("circumstances.") for path in axes)
    left = chance or study.circumstances.attendance != Circumstances().attendance
    return (*_MEASURES, "quorum") if left else _MEASURES


def _picture(found: Sweep) -> Any:  # noqa: ANN401 -- Matplotlib may not be installed
    from reflective_groups.simulation import plots

    x, y = found.axes
    return plots.heat_map(found, x, y, found.measures[0])


# What is varied


def _axes(grid: Grid) -> Axes:
    if grid.design == FACTORIAL and grid.points is not None:
        message = "--points is for --design latin and sobol; a factorial takes every combination."
        raise RefusalError(message)
    if grid.design != FACTORIAL and grid.points is None:
        message = f"--design {grid.design} needs to know how many: give --points, such as 64."
        raise RefusalError(message)
    axes: dict[str, Sequence[Any]] = {}
    for axis in grid.vary:
        path, sign, values = (part.strip() for part in axis.partition("="))
        if not (path and sign and values):
            message = (
                f"--vary {axis!r} varies nothing: write PATH=VALUES, such as members=6,8,10 or "
                "slot=60:90:15."
            )
            raise RefusalError(message)
        if path in axes:
            message = f"--vary tells {path} twice: give all its values at once."
            raise RefusalError(message)
        axes[path] = _steps(axis, values) if grid.design == FACTORIAL else _ends(axis, values)
    _refuse_too_many(math.prod(map(len, axes.values())) if grid.design == FACTORIAL else 1)
    return axes


def _refuse_too_many(points: int) -> None:
    from reflective_groups.simulation.sweeping import MOST_POINTS

    if points > MOST_POINTS:
        message = f"--vary makes {points:,} points, and {MOST_POINTS:,} can be."
        raise RefusalError(message)


def _steps(axis: str, values: str) -> Sequence[Any]:
    """Values one by one, or from a number to another in steps."""
    if ":" not in values:
        found = [_value(one.strip()) for one in values.split(",")]
        if "" in found or len(set(map(repr, found))) < len(found):
            message = f"--vary {axis!r}: give each value once, with commas between them."
            raise RefusalError(message)
        return found
    parts = [one.strip() for one in values.split(":")]
    if len(parts) != 3 or not all(map(_is_number, parts)):  # noqa: PLR2004 -- from, to, step
        message = f"--vary {axis!r}: write from:to:step in numbers, such as 20:40:5."
        raise RefusalError(message)
    low, high, step = map(Decimal, parts)
    if step <= 0 or low > high:
        message = (
            f"--vary {axis!r} goes nowhere: from the smaller to the larger, by a step above 0."
        )
        raise RefusalError(message)
    number = int((high - low) / step) + 1
    _refuse_too_many(number)
    kind = int if all(map(_WHOLE.fullmatch, parts)) else float
    return [kind(low + place * step) for place in range(number)]


def _ends(axis: str, values: str) -> Sequence[Any]:
    ends = [one.strip() for one in values.split(":")]
    if len(ends) != 2 or not all(map(_is_number, ends)):  # noqa: PLR2004 -- from and to
        message = (
            f"--vary {axis!r}: a design draws between two numbers; write from:to, such as 0:0.9."
        )
        raise RefusalError(message)
    low, high = map(_value, ends)
    if low > high:
        message = f"--vary {axis!r} goes nowhere: from the smaller to the larger."
        raise RefusalError(message)
    return (low, high)


def _is_number(text: str) -> bool:
    return bool(_WHOLE.fullmatch(text) or _REAL.fullmatch(text))


def _value(text: str) -> Any:  # noqa: ANN401 -- a number, yes or no, or a word
    """A value as it is typed.

    >>> _value("8"), _value("0.5"), _value("true"), _value("meeting")
    (8, 0.5, True, 'meeting')
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _REAL.fullmatch(text) else _YES_OR_NO.get(text, text)


def _refuse_what_cannot_be_set(study: Study, axes: Axes) -> None:
    """Each value by itself, so that it can be said which one it is."""
    from reflective_groups.simulation import vary

    for path, values in axes.items():
        for value in values:
            try:
                vary(study, path, value)
            except (ModelError, PathError, UnknownKeyError) as error:
                message = f"--vary {path}={value} cannot be set: {error}."
                raise RefusalError(message) from None


def _points(study: Study, axes: Axes, grid: Grid) -> Iterator[Study]:
    """The study at each point, as long as there is a plan."""
    from reflective_groups.simulation.sweeping import inputs_of, varied

    for one in inputs_of(axes, design=grid.design, points=grid.points, seed=study.seed):
        at = words.listed(f"{path}={_short(value)}" for path, value in one.items())
        point = varied(study, one)
        studies.refuse_what_has_no_plan(point, f"with {at}, ")
        yield point


def _refuse_what_makes_no_picture(kept: Kept, axes: Axes, names: Sequence[str], grid: Grid) -> None:
    if kept.plot is None:
        return
    if len(axes) != 2 or len(names) != 1 or not grid.measures:  # noqa: PLR2004 -- a heat map
        message = "--plot draws one --measure over two things that are varied."
        raise RefusalError(message)
    if grid.design != FACTORIAL:
        message = "--plot draws every combination: leave out --design, and give from:to:step."
        raise RefusalError(message)


# The page


def _page(
    subject: Meeting | Series, file: str, study: Study, found: Sweep, files: Mapping[str, str]
) -> Iterator[RenderableType]:
    yield from screen.head(*studies.head(subject))
    sessions = max(one.sessions for one in found)
    yield screen.paragraph(
        f"{words.plural(len(found), 'point')} of {sessions:,} simulated sessions each, all with "
        f"the same chance; {studies.drawn_with(study, varied=found.axes)}."
    )
    yield _Tables(found)
    yield screen.paragraph(
        f"± is half of the 95 % interval of the mean. {measures.meanings(found.measures)}"
    )
    yield from studies.below(
        [(file, subject)], list(_studies(study, found)), files, table="{} is a table of the points."
    )


def _studies(study: Study, found: Sweep) -> Iterator[Study]:
    from reflective_groups.simulation.sweeping import varied

    return (varied(study, one.inputs) for one in found)


class _Tables:
    """A row a point, in as many tables as it takes for no column to be cut."""

    def __init__(self, found: Sweep) -> None:
        self._axes = [
            (
                ".\n".join(path.removeprefix(_root(path)).split(".")),
                [_short(value) for value in cells],
            )
            for path, cells in ((path, [one.inputs[path] for one in found]) for path in found.axes)
        ]
        self._measures = [
            (
                "\n".join(filter(None, (kind.label, kind.unit))),
                [kind.give_or_take(one.found[name]) for one in found],
            )
            for name, kind in ((name, measures.column(name)) for name in found.measures)
        ]

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """The tables, each with the axes again."""
        del console
        left = list(self._measures)
        while left:
            room = options.max_width + _AIR - sum(map(_wide, self._axes))
            some = [left.pop(0)]
            while left and sum(map(_wide, (*some, left[0]))) <= room:
                some.append(left.pop(0))
            yield screen.below(_table([*self._axes, *some]))


_Cells: TypeAlias = tuple[str, list[str]]
_AIR = 3


def _wide(column: _Cells) -> int:
    """How much room a column takes, with the air between it and the next."""
    title, cells = column
    return max(map(cell_len, (*title.split("\n"), *cells))) + _AIR


def _table(columns: Sequence[_Cells]) -> RenderableType:
    heads = [title for title, _ in columns]
    made = screen.table(*heads, kept=heads, right=heads)
    for row in zip(*(cells for _, cells in columns), strict=True):
        made.add_row(*row)
    return made


def _root(path: str) -> str:
    """What a path begins with and its reader knows anyhow."""
    return next((root for root in _ROOTS if path.startswith(root)), "")


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _as_data(found: Sweep, study: Study, grid: Grid, files: Mapping[str, str]) -> dict[str, Any]:
    return told(
        "sweep",
        seed=found.seed,
        study=study.digest,
        **studies.basis(_studies(study, found)),
        design=grid.design,
        axes=list(found.axes),
        measures=list(found.measures),
        points=[{name: _plain(value) for name, value in row.items()} for row in found.rows],
        **files,
    )


def _plain(value: object) -> object:
    return measures.number(value) if isinstance(value, float) else value
