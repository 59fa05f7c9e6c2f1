"""A bar for somebody who waits: in a notebook or a terminal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from reflective_groups.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.console import Console

    from reflective_groups.simulation.running import Progress


@contextlib.contextmanager
def watch(
    what: str = "simulating", *, console: Console | None = None
) -> Generator[Callable[[Progress], None]]:
    """A bar that shows how far a study has come, to be given as its `progress`.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> import io, rich.console
    >>> quiet = rich.console.Console(file=io.StringIO())
    >>> with watch(console=quiet) as progress:
    ...     simulate(MEETING, sessions=100, progress=progress).sessions
    100

    It draws itself in a notebook cell and on a terminal, and goes when it is done; `console` is
    where else. Raises `MissingExtraError` without Rich, which the extra `cli` brings.
    """
    try:
        import rich.progress as bars
    except ImportError as error:
        message = "a bar needs an extra: pip install 'reflective-groups[cli]'"
        raise MissingExtraError(message) from error
    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(what, total=None)

        def progress(one: Progress) -> None:
            shown.update(task, completed=one.sessions, total=one.of)

        yield progress
