"""The page of two plans that are simulated side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from reflective_groups.cli import measures, screen, studies
from reflective_groups.cli.answer import Answer, document, page, told
from reflective_groups.cli.progress import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from reflective_groups.cli.studies import Asked, Kept, Named
    from reflective_groups.simulation import Comparison

_LEFT_TO_CHANCE = ("late_s", "members_there", "quorum", "held")
_READ_AS = (
    "A less B is the mean difference, session by session; ± is half of its 95 % interval. A has "
    "less in so many of 100 sessions; where both have the same, that counts half."
)


def compare_page(
    files: tuple[str, str], asked: Asked, kept: Kept, *, common: bool, as_json: bool
) -> Answer:
    """Two meetings or series, session by session."""
    from reflective_groups.simulation import compare

    (first, one), (second, other) = (studies.gathered(file, asked) for file in files)
    studies.refuse_what_is_never_met(one, other)
    sessions = asked.sessions or studies.SESSIONS
    studies.refuse_what_cannot_be_kept(kept, files, sessions)
    for file, study in zip(files, (one, other), strict=True):
        studies.refuse_what_has_no_plan(study, f"{file}: ")
    with count("sessions") as progress:
        both = compare(
            one,
            other,
            sessions=sessions,
            common=common,
            rows=kept.rows,
            workers=asked.workers,
            progress=progress,
        )
    written = studies.keep(kept, both, lambda: _picture(both))
    if as_json:
        return document(_as_data(both, files, written))
    named = list(zip(files, (first, second), strict=True))
    return page(*_page(both, named, written))


def _picture(both: Comparison) -> Any:  # noqa: ANN401 -- Matplotlib may not be installed
    from reflective_groups.simulation import plots

    return plots.differences(both)


def _page(
    both: Comparison, named: Sequence[Named], written: Mapping[str, str]
) -> Iterator[RenderableType]:
    pair = both.pair
    for letter, (file, subject), study in zip("AB", named, (pair.a, pair.b), strict=True):
        around = map(_sentence, studies.around(study))
        yield from screen.head(f"{letter}: {file}", *studies.head(subject), *around, "")
    yield screen.paragraph(f"{_how(both)}.", above=0)
    columns = ("A", "B", "A less B", "A has less")
    made = screen.table("", *columns, kept=columns, right=columns)
    names = tuple(_columns(both))
    for name in names:
        made.add_row(measures.column(name).title, *_cells(both, name))
    yield screen.below(made)
    yield screen.paragraph(f"{_READ_AS} {measures.meanings(names)}")
    yield from studies.below(named, (both.pair.a, both.pair.b), written, table=studies.NAMES)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _how(both: Comparison) -> str:
    """How many sessions, and whose chance they have."""
    a, b = both.pair.a, both.pair.b
    many = studies.how_many(both.sessions, max(a, b, key=lambda one: len(one.meetings)))
    behaviour = f"behaviour {a.behaviour.name}"
    if both.common:
        return f"{many}, both with the same chance; seed {a.seed}, {behaviour}"
    return f"{many}, each with its own chance; seeds {a.seed} and {b.seed}, {behaviour}"


def _columns(both: Comparison) -> Iterator[str]:
    """What is told of; who comes and how late only where that is left to chance."""
    yield from studies.MAIN
    for name in _LEFT_TO_CHANCE:
        if any(both[f"{side}:{name}"].least != both[f"{side}:{name}"].most for side in "ab"):
            yield name
    for name in both.shared:
        if name.startswith("role_airtime_s/") and any(
            both.mean(f"{side}:{name}").mean > 0 for side in "ab"
        ):
            yield name


def _cells(both: Comparison, name: str) -> tuple[str, ...]:
    column, apart, less = measures.column(name), both.difference(name), both.less(name)
    return (
        column.told(both.mean(f"a:{name}").mean),
        column.told(both.mean(f"b:{name}").mean),
        column.give_or_take(apart),
        _so_often(less.mean),
    )


def _so_often(share: float) -> str:
    """A share in percent; never and always are said only of what is.

    >>> _so_often(0.49), _so_often(0.001), _so_often(1.0), _so_often(float("nan"))
    ('49 %', 'under 1 %', '100 %', '-')
    """
    if not math.isfinite(share):
        return "-"
    told = f"{100 * share:.0f} %"
    if share in {0, 1} or told not in {"0 %", "100 %"}:
        return told
    return "under 1 %" if told == "0 %" else "over 99 %"


def _as_data(
    both: Comparison, files: tuple[str, str], written: Mapping[str, str]
) -> dict[str, Any]:
    pair = both.pair
    return told(
        "comparison",
        sessions=both.sessions,
        common=both.common,
        study=pair.digest,
        **studies.basis((pair.a, pair.b)),
        **{
            side: {"file": file, "study": study.digest, "seed": study.seed}
            for side, file, study in zip("ab", files, (pair.a, pair.b), strict=True)
        },
        measures={
            name: {
                "a": measures.measure(both[f"a:{name}"]),
                "b": measures.measure(both[f"b:{name}"]),
                "difference": measures.measure(both[f"a-b:{name}"]),
                "less": measures.estimate(both.less(name)),
            }
            for name in both.shared
        },
        **written,
    )
