"""Two studies session by session, with the same chance in both."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs
import numpy as np

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.content import content_hash
from reflective_groups.model.value import Kind, Value
from reflective_groups.simulation.outcome import Measured
from reflective_groups.simulation.running import run, to_order
from reflective_groups.simulation.study import YES_OR_NO, Study, study_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.series import Series
    from reflective_groups.simulation.behaviour import Behaviour
    from reflective_groups.simulation.circumstances import Circumstances
    from reflective_groups.simulation.estimate import Estimate
    from reflective_groups.simulation.running import Progress

_LESS = "less:"
_OTHER = 0x1E3779B97F4A7C
"""What a seed is changed by where two studies are to share no chance."""


@attrs.frozen(kw_only=True, repr=False)
class Pair(Value):
    """Two studies that are walked side by side."""

    a: Study = attrs.field(validator=Kind(Study))
    b: Study = attrs.field(validator=Kind(Study))

    @functools.cached_property
    def shared(self) -> tuple[str, ...]:
        """The columns that both have."""
        return tuple(name for name in self.a.names if name in self.b.names)

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """For each shared column: a, b, a less b, and whether a is less."""
        return tuple(
            f"{kind}{name}" for name in self.shared for kind in ("a:", "b:", "a-b:", _LESS)
        )

    @property
    def digest(self) -> str:
        """The hash of all that the numbers depend on."""
        return content_hash(self)

    @property
    def yes_or_no(self) -> frozenset[str]:
        """Columns of ones and noughts; where ties count half, their interval is a little wide."""
        less = (f"{_LESS}{name}" for name in self.shared)
        return frozenset((*less, *(f"{side}:{name}" for side in "ab" for name in YES_OR_NO)))

    def rows(self, first: int, last: int) -> NDArray[np.float32]:
        """The columns of sessions, a row each."""
        one, other = self.a.rows(first, last), self.b.rows(first, last)
        found = np.empty((last - first, len(self.names)), np.float32)
        for place, name in enumerate(self.shared):
            a = one[:, self.a.names.index(name)]
            b = other[:, self.b.names.index(name)]
            less = np.where(a == b, 0.5, a < b)
            less[np.isnan(a - b)] = np.nan
            for shift, values in enumerate((a, b, a - b, less)):
                found[:, 4 * place + shift] = values
        return found


@attrs.frozen(kw_only=True, eq=False)
class Comparison(Drawn, Measured[Pair]):
    """Two studies side by side.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import vary
    >>> shorter = vary(study_of(MEETING), "slot", 60)
    >>> both = compare(MEETING, shorter, sessions=500)
    >>> both.less("duration_s").mean
    0.0
    """

    common: bool
    """Whether both were given the same chance."""

    @property
    def pair(self) -> Pair:
        """The two that were simulated."""
        return self.job

    @property
    def shared(self) -> tuple[str, ...]:
        """The columns that both have."""
        return self.pair.shared

    def difference(self, name: str) -> Estimate:
        """How much more a has than b, a session at a time, with its interval."""
        return self[f"a-b:{name}"].mean

    def less(self, name: str) -> Estimate:
        """How likely a has less than b; where both have the same it counts half."""
        return self[f"{_LESS}{name}"].mean

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.simulation.scenes import comparison_scene

        return comparison_scene(self)

    def __str__(self) -> str:
        shown = [name for name in self.shared if "/" not in name]
        wide = max(map(len, shown))
        lines = [f"{self.sessions} sessions each, {'same' if self.common else 'different'} chance"]
        lines.extend(
            f"{name:<{wide}}  a {a.mean:.4g}  b {b.mean:.4g}  a - b {self.difference(name)}"
            f"  a less: {self.less(name).mean:.3f}"
            for name in shown
            for a, b in ((self.mean(f"a:{name}"), self.mean(f"b:{name}")),)
        )
        return "\n".join(lines)


def compare(
    a: Meeting | Series | Study,
    b: Meeting | Series | Study,
    *,
    sessions: int = 10_000,
    seed: int | None = None,
    behaviour: Behaviour | str | None = None,
    circumstances: Circumstances | None = None,
    common: bool = True,
    rows: bool | None = None,
    until: Mapping[str, float] | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Progress], object] | None = None,
    checkpoint: str | os.PathLike[str] | None = None,
) -> Comparison:
    """Hold two meetings many times over, and tell them apart.

    >>> from reflective_groups.rules.examples import MEETING
    >>> both = compare(MEETING, MEETING, sessions=200)
    >>> both.difference("turns").mean, both.less("turns").mean
    (0.0, 0.5)

    With `common` chance, people of the same place in the group like to talk as much in both, and a
    phase of the same path goes alike for as long as it can, so that a difference is seen in far
    fewer sessions. `until` takes names such as "a-b:overrun_s". The rest is as for `simulate`.
    """
    one, other = (
        study_of(subject, behaviour=behaviour, circumstances=circumstances, seed=seed)
        for subject in (a, b)
    )
    if common and one.seed != other.seed:
        message = f"common chance is that of one seed, and these have {one.seed} and {other.seed}"
        raise ModelError(message)
    if not common and one.seed == other.seed:
        other = attrs.evolve(other, seed=other.seed ^ _OTHER)
    pair = Pair(a=one, b=other)
    order = to_order(
        pair,
        sessions=sessions,
        rows=rows,
        until=until,
        workers=workers,
        executor=executor,
        progress=progress,
        checkpoint=checkpoint,
    )
    state = run(pair, order)
    kept = np.concatenate(state.rows) if state.rows else None
    return Comparison(job=pair, common=common, sessions=state.done, tally=state.tally, rows=kept)
