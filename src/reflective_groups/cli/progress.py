"""A bar for what takes long: only in a terminal, and gone when it is done."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from reflective_groups.cli.words import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reflective_groups.planning import Progress as Told

_NARROWEST = 20


@contextlib.contextmanager
def bar(what: str, *, then: str = "") -> Generator[Callable[[Told], None] | None]:
    """Something to tell of how far a search has come, or nothing where nobody looks.

    >>> import io
    >>> with contextlib.redirect_stderr(io.StringIO()), bar("small groups") as told:
    ...     told is None
    True

    `then` is what goes on after the last step, nobody knows for how long.
    """
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
        task = progress.add_task(what, total=None, best="", visible=False)

        def told(one: Told) -> None:
            over = bool(then) and one.steps >= one.of
            progress.update(task, description=then if over else what, best=_best(one), visible=True)
            if over:
                progress.reset(task, total=None, start=False)
                progress.start_task(task)
            else:
                progress.update(task, total=one.of, completed=one.steps)

        yield told


def _best(one: Told) -> str:
    return "no plan yet" if one.repeats < 0 else plural(one.repeats, "repeat")
