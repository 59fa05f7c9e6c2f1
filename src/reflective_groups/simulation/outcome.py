"""What a study came to: each number with its interval, and any session as it went."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError, UnknownKeyError
from reflective_groups.simulation.estimate import WIDE, Estimate
from reflective_groups.simulation.exact import exactly_known
from reflective_groups.simulation.running import Job, estimate_of, run, to_order
from reflective_groups.simulation.study import Study, study_of
from reflective_groups.simulation.tally import Tally
from reflective_groups.simulation.traces import Trace, trace_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.series import Series
    from reflective_groups.simulation.behaviour import Behaviour
    from reflective_groups.simulation.circumstances import Circumstances
    from reflective_groups.simulation.running import Progress

J = TypeVar("J", bound="Job")

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@attrs.frozen(kw_only=True, eq=False)
class Measure:
    """One column of a study: its mean, spread and quantiles over sessions.

    >>> from reflective_groups.rules.examples import MEETING
    >>> turns = simulate(MEETING, sessions=500)["turns"]
    >>> turns.least < turns.quantile(0.5).mean < turns.most
    True
    """

    name: str
    mean: Estimate
    spread: float
    """The standard deviation between sessions."""
    least: float
    most: float
    values: NDArray[np.float32] | None = attrs.field(repr=False)
    tally: Tally = attrs.field(repr=False)
    place: int = attrs.field(repr=False)

    def quantile(self, share: float) -> Estimate:
        """The value below which a share of the sessions lies, with its interval.

        Exact where rows are kept, and to 0.05 % of itself where they are not.
        """
        if not 0 <= share <= 1:
            message = f"a quantile is of a share from 0 to 1, got {share!r}"
            raise ModelError(message)
        count = self.mean.count
        if not count:
            return Estimate(math.nan, math.nan, math.nan, 0)
        half = WIDE * math.sqrt(share * (1 - share) / count)
        low, high = max(0.0, share - half), min(1.0, share + half)
        return Estimate(self._at(share), self._at(low), self._at(high), count)

    def _at(self, share: float) -> float:
        if self.values is None:
            return self.tally.counts[self.place].quantile(share)
        return float(np.nanquantile(self.values, share))

    def __str__(self) -> str:
        median = self.quantile(0.5)
        return (
            f"{self.name}: mean {self.mean}, median {median}, {self.least:.4g} to {self.most:.4g}"
        )


@attrs.frozen(kw_only=True, eq=False)
class Measured(Generic[J]):
    """Columns over sessions, kept as rows or only as what they came to."""

    job: J
    sessions: int
    tally: Tally = attrs.field(repr=False)
    rows: NDArray[np.float32] | None = attrs.field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return self.job.names

    @property
    def columns(self) -> Mapping[str, NDArray[np.float32]]:
        """Each column as an array, a row a session.

        Raises `ModelError` where rows were not kept.
        """
        if self.rows is None:
            message = "rows were not kept; simulate with rows=True, or ask for means and quantiles"
            raise ModelError(message)
        return {name: self.rows[:, place] for place, name in enumerate(self.names)}

    def __getitem__(self, name: str) -> Measure:
        if name not in self.names:
            message = f"there is no column {name!r}; there is {', '.join(self.names)}"
            raise UnknownKeyError(message)
        place = self.names.index(name)
        told = bool(self.tally.count[place])
        return Measure(
            name=name,
            mean=estimate_of(self.job, self.tally, name),
            spread=self.tally.spread(place),
            least=self.tally.least[place] if told else math.nan,
            most=self.tally.most[place] if told else math.nan,
            values=None if self.rows is None else self.rows[:, place],
            tally=self.tally,
            place=place,
        )

    def mean(self, name: str) -> Estimate:
        """The mean of a column with its interval."""
        return self[name].mean

    def quantile(self, name: str, share: float) -> Estimate:
        """A quantile of a column with its interval."""
        return self[name].quantile(share)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every column."""
        return tuple(self[name] for name in self.names)


@attrs.frozen(kw_only=True, eq=False)
class Outcome(Drawn, Measured[Study]):
    """What a study of one meeting or series came to.

    >>> from reflective_groups.rules.examples import MEETING
    >>> outcome = simulate(MEETING, sessions=500, seed=1)
    >>> outcome.mean("turns").count
    500

    Seconds say so in their names. `overrun_s` is the end against the planned end, lateness
    included; `gini` and `entropy` (of 1, which is all alike) are of airtime among those whom a
    phase allows to speak, over open phases by their length; `aba` is how often the one before the
    last speaks again; `longest_wait_s` is the longest that anybody who may speak waits within a
    phase; `quorum` and `held` are 1 or 0. What cannot be told of a session (the airtime of somebody
    who was away) is not a number, and left out of means.
    """

    @property
    def study(self) -> Study:
        """What was simulated."""
        return self.job

    @functools.cached_property
    def exact(self) -> Mapping[str, float]:
        """Means that are known without chance, by column, to set beside the simulated ones."""
        return exactly_known(self.study)

    def trace(self, session: int) -> Trace:
        """One session as it went, turn by turn."""
        if not 0 <= session < self.sessions:
            message = (
                f"there is no session {session}; they are numbered from 0 to {self.sessions - 1}"
            )
            raise ModelError(message)
        return trace_of(self.study, session)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.simulation.scenes import outcome_scene

        return outcome_scene(self)

    def __str__(self) -> str:
        shown = [self[name] for name in self.names if "/" not in name]
        wide = max(len(one.name) for one in shown)
        lines = [f"{self.sessions} sessions, seed {self.study.seed}, {self.study.behaviour}"]
        for one in shown:
            median = one.quantile(0.5).mean
            lines.append(f"{one.name:<{wide}}  mean {one.mean!s:<28}  median {median:.4g}")
        return "\n".join(lines)


def simulate(
    subject: Meeting | Series | Study,
    *,
    sessions: int = 10_000,
    seed: int | None = None,
    behaviour: Behaviour | str | None = None,
    circumstances: Circumstances | None = None,
    rows: bool | None = None,
    until: Mapping[str, float] | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Progress], object] | None = None,
    checkpoint: str | os.PathLike[str] | None = None,
) -> Outcome:
    """Hold a meeting, or the meetings of a series, many times over.

    >>> from reflective_groups.rules.examples import MEETING
    >>> outcome = simulate(MEETING, sessions=1_000, seed=1)
    >>> outcome.mean("duration_s").mean > 0
    True

    Session k of a seed (42 unless told) is the same on every machine, whatever the number of
    sessions, workers or chunks. `until` ends a study early, as soon as the 95 % intervals of the
    named columns are no wider than so much on each side (`{"overrun_s": 5}`); `sessions` is then
    the most.

    `workers` is how many threads this process uses; `executor` is any
    `concurrent.futures.Executor`, here or on a cluster. Rows are kept of up to a million sessions
    that run here, or as `rows` says. `progress` is told after each part, and may stop the study by
    raising; with a `checkpoint` the next call with the same arguments goes on from there.

    The first simulation on a machine compiles the engine, which takes some seconds once. Raises
    `ModelError` for what cannot be simulated and `Infeasible` where no plan fits, before any work
    starts, and `MissingExtraError` without the extra `simulation`.
    """
    study = study_of(subject, behaviour=behaviour, circumstances=circumstances, seed=seed)
    order = to_order(
        study,
        sessions=sessions,
        rows=rows,
        until=until,
        workers=workers,
        executor=executor,
        progress=progress,
        checkpoint=checkpoint,
    )
    state = run(study, order)
    kept = np.concatenate(state.rows) if state.rows else None
    return Outcome(job=study, sessions=state.done, tally=state.tally, rows=kept)
