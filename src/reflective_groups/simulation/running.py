"""Walk many sessions: in chunks, on any number of workers, to be stopped and gone on with."""

from __future__ import annotations

import concurrent.futures
import contextlib
import json
import time
import zipfile
from collections import deque
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from reflective_groups.errors import DocumentError, ModelError
from reflective_groups.simulation.estimate import Estimate, chance_of, estimate
from reflective_groups.simulation.seeds import plain
from reflective_groups.simulation.tally import Counts, Tally, nothing, tally_of, together

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from reflective_groups.simulation.comparing import Pair
    from reflective_groups.simulation.study import Study


Job: TypeAlias = "Study | Pair"
"""What can be walked."""

CHUNK = 2_048
"""Sessions that are walked at a time: some ten milliseconds."""
MOST_SESSIONS = 10**12
MOST_ROWS = 20_000_000
"""Rows of more sessions are not kept: each takes four bytes a column."""
KEPT_UNASKED = 1_000_000
_TASKS = 64
_LONGEST_TASK = 512
"""Chunks that a worker elsewhere takes at once: some five seconds."""
_AHEAD = 4
_AT_ONCE = 64
"""Tallies that are put together at a time."""
_SAVED_EVERY_S = 5.0
_FORMAT = 1


@attrs.frozen(kw_only=True)
class Progress:
    """How far a study has come.

    >>> str(Progress(sessions=2_048, of=10_000))
    '2048 of 10000 sessions'
    """

    sessions: int
    of: int

    def __str__(self) -> str:
        return f"{self.sessions} of {self.of} sessions"


@attrs.define
class State:
    """What is known by now: tallies, and the rows where they are kept."""

    tallies: list[Tally]
    rows: list[NDArray[np.float32]]

    def add(self, tally: Tally, rows: NDArray[np.float32] | None) -> None:
        """Put the next sessions on."""
        if rows is not None:
            self.rows.append(rows)
        self.tallies.append(tally)
        if len(self.tallies) > _AT_ONCE:
            self.tallies = [together(self.tallies)]

    @property
    def done(self) -> int:
        """How many sessions are in."""
        return sum(one.sessions for one in self.tallies)

    @property
    def tally(self) -> Tally:
        """All of them as one."""
        if len(self.tallies) > 1:
            self.tallies = [together(self.tallies)]
        return self.tallies[0]


@attrs.frozen(kw_only=True)
class Order:
    """How many sessions, what is kept of them, and when they are enough."""

    sessions: int
    keep: bool
    until: Mapping[str, float]
    workers: int
    executor: concurrent.futures.Executor | None
    progress: Callable[[Progress], object] | None
    checkpoint: Path | None


def to_order(
    job: Job,
    *,
    sessions: int,
    rows: bool | None,
    until: Mapping[str, float] | None,
    workers: int,
    executor: concurrent.futures.Executor | None,
    progress: Callable[[Progress], object] | None,
    checkpoint: str | os.PathLike[str] | None,
) -> Order:
    """An order that can be carried out, or the error of one that cannot."""
    sessions, workers = plain(sessions), plain(workers)
    _whole("sessions", sessions, MOST_SESSIONS)
    _whole("workers", workers, 1_024)
    keep = sessions <= KEPT_UNASKED and executor is None if rows is None else rows
    if keep and sessions > MOST_ROWS:
        size = 4 * sessions * len(job.names) / 2**30
        message = (
            f"the rows of {sessions:,} sessions would take {size:,.0f} GiB, and are kept of "
            f"{MOST_ROWS:,} at most; rows=False keeps means, intervals and quantiles of any number"
        )
        raise ModelError(message)
    until = dict(until or {})
    for name, half in until.items():
        if name not in job.names:
            message = f"until: there is no column {name!r}; there is {', '.join(job.names)}"
            raise ModelError(message)
        given = cast("object", plain(half))
        if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
            message = f"until: {name} needs a half-width above 0, got {half!r}"
            raise ModelError(message)
    if checkpoint is not None and not Path(checkpoint).absolute().parent.is_dir():
        raise DocumentError(((str(checkpoint), "there is no such folder"),))
    return Order(
        sessions=sessions,
        keep=keep,
        until=until,
        workers=workers,
        executor=executor,
        progress=progress,
        checkpoint=None if checkpoint is None else Path(checkpoint),
    )


def _whole(what: str, value: int, most: int) -> None:
    given = cast("object", value)
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= most:
        message = f"{what} must be a whole number from 1 to {most:,}, got {value!r:.40}"
        raise ModelError(message)


def part(  # sent to workers, so its arguments are plain
    job: Job, first: int, last: int, *, keep: bool
) -> tuple[Tally, NDArray[np.float32] | None]:
    """Walk sessions on this worker, and give back no more than was asked for."""
    state = State([], [])
    for begin in range(first, last, CHUNK):
        rows = job.rows(begin, min(begin + CHUNK, last))
        state.add(tally_of(rows), rows if keep else None)
    return state.tally, np.concatenate(state.rows) if state.rows else None


def run(job: Job, order: Order) -> State:
    """Walk all that is ordered, and as much less as is enough.

    Whatever stops it, a file named as checkpoint holds what is done.
    """
    state = _begun(job, order)
    job.rows(0, 1)  # what cannot be simulated is refused before any work is handed out
    saved = time.monotonic()
    try:
        for tally, rows in () if _enough(job, order, state) else _parts(job, order, state.done):
            state.add(tally, rows)
            if order.progress is not None:
                order.progress(Progress(sessions=state.done, of=order.sessions))
            if _enough(job, order, state):
                break
            if order.checkpoint is not None and time.monotonic() - saved > _SAVED_EVERY_S:
                _save(job, order, state)
                saved = time.monotonic()
    finally:
        if order.checkpoint is not None:
            _save(job, order, state)
    return state


def _enough(job: Job, order: Order, state: State) -> bool:
    if state.done >= order.sessions:
        return True
    if not order.until or not state.done:
        return False
    return all(
        estimate_of(job, state.tally, name).half_width <= half for name, half in order.until.items()
    )


def estimate_of(job: Job, tally: Tally, name: str) -> Estimate:
    """The mean of a column with its interval."""
    place = job.names.index(name)
    count = tally.count[place]
    if name in job.yes_or_no:
        return chance_of(count, tally.mean(place))
    return estimate(count, tally.mean(place), tally.spread(place))


def _spans(order: Order, done: int) -> Iterator[tuple[int, int]]:
    """What each task walks; how it is cut changes no number, and where it is judged is fixed."""
    chunks = 1
    if order.executor is not None and not order.until:
        chunks = min(_LONGEST_TASK, max(1, order.sessions // CHUNK // _TASKS))
    for first in range(done, order.sessions, chunks * CHUNK):
        yield first, min(first + chunks * CHUNK, order.sessions)


def _parts(job: Job, order: Order, done: int) -> Iterator[tuple[Tally, NDArray[np.float32] | None]]:
    """Parts in order, with no more handed out ahead than workers can begin soon."""
    spans = _spans(order, done)
    if order.executor is None and order.workers == 1:
        for first, last in spans:
            yield part(job, first, last, keep=order.keep)
        return
    with contextlib.ExitStack() as stack:
        pool = order.executor
        if pool is None:
            pool = stack.enter_context(
                concurrent.futures.ThreadPoolExecutor(max_workers=order.workers)
            )
        ahead = _AHEAD * (order.workers if order.executor is None else _TASKS)
        waiting: deque[concurrent.futures.Future[Any]] = deque()
        stack.callback(lambda: [one.cancel() for one in waiting])
        for first, last in spans:
            waiting.append(pool.submit(part, job, first, last, keep=order.keep))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begun(job: Job, order: Order) -> State:
    """What an earlier run has left, or nothing yet."""
    if order.checkpoint is None or not order.checkpoint.exists():
        return State([nothing(len(job.names))], [])
    try:
        with np.load(order.checkpoint, allow_pickle=False) as file:
            kept = dict(file)
        told = json.loads(bytes(kept["told"]).decode())
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise DocumentError(((str(order.checkpoint), "it is no checkpoint"),)) from error
    if told.get("head") != _head(job, order):
        message = "it belongs to another study, another number of sessions or another version"
        raise DocumentError(((str(order.checkpoint), message),))
    tally = Tally(
        sessions=told["done"],
        count=tuple(told["count"]),
        total=tuple(map(int, told["total"])),
        squares=tuple(map(int, told["squares"])),
        least=tuple(told["least"]),
        most=tuple(told["most"]),
        counts=tuple(
            Counts(kept[f"cell{place}"], kept[f"count{place}"]) for place in range(len(job.names))
        ),
    )
    return State([tally], [kept["rows"]] if order.keep else [])


def _head(job: Job, order: Order) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "version": version("reflective-groups"),
        "study": job.digest,
        "sessions": order.sessions,
        "rows": order.keep,
        "names": list(job.names),
    }


def _save(job: Job, order: Order, state: State) -> None:
    """Write what is done beside the old file, and only then in its place."""
    tally = state.tally
    told = {
        "head": _head(job, order),
        "done": state.done,
        "count": tally.count,
        "total": list(map(str, tally.total)),
        "squares": list(map(str, tally.squares)),
        "least": tally.least,
        "most": tally.most,
    }
    arrays: dict[str, Any] = {
        "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
        "rows": np.concatenate(state.rows) if state.rows else np.zeros((0, len(job.names)), "f4"),
    }
    for place, counts in enumerate(tally.counts):
        arrays[f"cell{place}"], arrays[f"count{place}"] = counts.cell, counts.count
    if order.checkpoint is not None:
        fresh = order.checkpoint.with_name(f"{order.checkpoint.name}.part")
        with fresh.open("wb") as file:
            np.savez(file, **arrays)
        fresh.replace(order.checkpoint)
