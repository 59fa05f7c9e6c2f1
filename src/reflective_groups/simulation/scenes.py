"""What there is to see of a study: every measure with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.display.scene import Chart, Prose, Scene, Table
from reflective_groups.model.scenes import stretch_rows

if TYPE_CHECKING:
    from reflective_groups.simulation.comparing import Comparison
    from reflective_groups.simulation.outcome import Measure, Outcome
    from reflective_groups.simulation.traces import Trace

_CAUTION = (
    "None of the numbers behind this was measured in a reflective group. A simulated session says "
    "what would follow from them, and not what people will do."
)


def outcome_scene(outcome: Outcome) -> Scene:
    """Every measure of a study: mean with interval, median and span."""
    rows = tuple(_measure(outcome[name]) for name in outcome.names if "/" not in name)
    table = Table(
        caption="Measures over sessions",
        head=("measure", "mean with 95 % interval", "median", "least to most"),
        rows=rows,
    )
    study = outcome.study
    return Scene(
        title=f"{outcome.sessions} simulated sessions",
        told=f"Seed {study.seed}, {study.behaviour}.",
        blocks=(table, Prose(_CAUTION, care=True)),
    )


def _measure(one: Measure) -> tuple[str, ...]:
    median = one.quantile(0.5).mean
    return one.name, str(one.mean), f"{median:.4g}", f"{one.least:.4g} to {one.most:.4g}"


def comparison_scene(both: Comparison) -> Scene:
    """Two studies side by side, and what differs between them."""
    rows = tuple(
        (
            name,
            f"{both.mean(f'a:{name}').mean:.4g}",
            f"{both.mean(f'b:{name}').mean:.4g}",
            str(both.difference(name)),
            f"{both.less(name).mean:.3f}",
        )
        for name in both.shared
        if "/" not in name
    )
    table = Table(
        caption="Measures over sessions",
        head=("measure", "a", "b", "a less b, with 95 % interval", "chance that a has less"),
        rows=rows,
    )
    chance = "the same" if both.common else "different"
    return Scene(
        title="Two studies side by side",
        told=f"{both.sessions} sessions each, {chance} chance.",
        blocks=(table, Prose(_CAUTION, care=True)),
    )


def trace_scene(trace: Trace) -> Scene:
    """One simulated session as it went."""
    rows = tuple(stretch_rows(trace.timeline))
    count = len(trace.turns)
    return Scene(
        title=f"Simulated session {trace.session}",
        told=f"{count} turns. {_CAUTION}",
        blocks=(Chart(rows=rows),) if rows else (),
    )
