"""A bar for what takes long: only in a terminal, and gone when it is done."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from typing import TYPE_CHECKING

from reflective_groups.cli.words import plural

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Generator

    from rich.progress import Progress, TaskID

    from reflective_groups.planning import Progress as Told
    from reflective_groups.simulation import Progress as Walked

_NARROWEST = 20
_COMPILES = "Compiling"
"""How a simulation begins to say that it makes its machine code, once on a machine."""


@contextlib.contextmanager
def bar(what: str, *, then: str = "") -> Generator[Callable[[Told], None] | None]:
    """Something to tell of how far a search has come, or nothing where nobody looks.

    >>> import io
    >>> with contextlib.redirect_stderr(io.StringIO()), bar("small groups") as told:
    ...     told is None
    True

    `then` is what goes on after the last step, nobody knows for how long.
    """
    with _line(what) as line:
        if line is None:
            yield None
            return
        progress, task = line

        def told(one: Told) -> None:
            over = bool(then) and one.steps >= one.of
            progress.update(task, description=then if over else what, best=_best(one), visible=True)
            if over:
                progress.reset(task, total=None, start=False)
                progress.start_task(task)
            else:
                progress.update(task, total=one.of, completed=one.steps)

        yield told


@contextlib.contextmanager
def count(what: str) -> Generator[Callable[[Walked], None] | None]:
    """Something to tell of how much is simulated, or nothing where nobody looks.

    >>> import io
    >>> with contextlib.redirect_stderr(io.StringIO()), count("sessions") as told:
    ...     told is None
    True

    The same line says that the simulation is being compiled, and whatever else it has to say
    becomes a note.
    """
    with _line(what) as line:
        if line is None:
            with _heard(lambda: None):
                yield None
            return
        progress, task = line

        def told(one: Walked) -> None:
            best = f"{one.sessions:,} of {one.of:,}"
            progress.update(
                task,
                description=what,
                total=one.of,
                completed=one.sessions,
                best=best,
                visible=True,
            )

        with _heard(
            lambda: progress.update(task, description="compiling, this once", visible=True)
        ):
            yield told


@contextlib.contextmanager
def _line(what: str) -> Generator[tuple[Progress, TaskID] | None]:
    """One line at the end of the error stream, if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[best]}"),
        TimeElapsedColumn(),
    )
    console = Console(
        stderr=True, color_system=None if os.environ.get("NO_COLOR") else "auto", highlight=False
    )
    console.width = max(console.width - len("^C"), _NARROWEST)  # a terminal shows Ctrl-C there
    with Progress(*columns, console=console, transient=True) as progress:
        yield progress, progress.add_task(what, total=None, best="", visible=False)


@contextlib.contextmanager
def _heard(compiling: Callable[[], object]) -> Generator[None]:
    """Take what a simulation logs, which would land in the middle of an answer."""
    import logging

    def hear(record: logging.LogRecord) -> bool:
        if record.getMessage().startswith(_COMPILES):
            compiling()
        else:
            warnings.warn(record.getMessage(), stacklevel=2)
        return False

    logger = logging.getLogger("reflective_groups.simulation")
    logger.addFilter(hear)
    try:
        yield
    finally:
        logger.removeFilter(hear)


def _best(one: Told) -> str:
    return "no plan yet" if one.repeats < 0 else plural(one.repeats, "repeat")
