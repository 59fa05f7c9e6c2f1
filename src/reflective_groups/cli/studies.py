"""What every simulation is asked, where its result is kept, and what every page of one says."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from reflective_groups.cli import inputs, screen, words
from reflective_groups.cli.answer import RefusalError
from reflective_groups.errors import Infeasible, MissingExtraError, ModelError
from reflective_groups.model.series import Attendance, Series
from reflective_groups.rules import check

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.simulation import Circumstances, Comparison, Outcome, Study, Sweep

    Named = tuple[str, Meeting | Series]

SESSIONS: Final = 10_000
MAIN: Final = ("duration_s", "overrun_s", "longest_wait_s", "gini")
"""The columns that every page tells of."""
NOT_MEASURED: Final = (
    "Nothing here was measured in reflective groups: no such data were found. The model is held to "
    "recorded meetings of other kinds, of up to eight people. Use the figures to compare plans; "
    "they are no estimate for a group like yours."
)
_LARGEST = 8
"""The recorded meetings that the model was fitted to go up to this size."""
NAMES: Final = (
    "{} is a table with the names of people: give the group invented names before you share it."
)
_PICTURES = (".svg", ".png", ".pdf")


@attrs.frozen(kw_only=True)
class Asked:
    """What is the same for every simulation; `None` is not told."""

    sessions: int | None
    seed: int | None
    workers: int
    behaviour: str | None
    attendance: float | None
    shock: float
    late: bool
    quorum: int | None
    drift: float
    spread: float
    pace: str


@attrs.frozen(kw_only=True)
class Kept:
    """Where a result is kept besides; `rows` is whether the table is to have a row a session."""

    parquet: str | None
    plot: str | None
    rows: bool | None = None


# What is simulated


def known_behaviour(name: str) -> str:
    """The name of a preset.

    >>> known_behaviour("meeting")
    'meeting'

    Raises `ValueError`, with all names, where there is no such preset.
    """
    from reflective_groups.simulation import PRESETS

    if name not in PRESETS:
        message = (
            f"there is no behaviour {name!r}{inputs.near(name, PRESETS)} There are "
            f"{words.listed(PRESETS)}"
        )
        raise ValueError(message)
    return name


def gathered(word: str, asked: Asked) -> tuple[Meeting | Series, Study]:
    """The meeting or the series in a file, and the study of it."""
    from reflective_groups.simulation.study import study_of

    subject = inputs.gathering(word)
    return subject, study_of(
        subject,
        behaviour=asked.behaviour,
        circumstances=_circumstances(subject, asked),
        seed=asked.seed,
    )


def _circumstances(subject: Meeting | Series, asked: Asked) -> Circumstances:
    """What was told; a series says itself how members come, unless that was told too."""
    from reflective_groups.simulation import ALLEN_2018, Circumstances, Pace

    attendance = subject.attendance if isinstance(subject, Series) else Attendance()
    if asked.attendance is not None:
        attendance = Attendance(expected=asked.attendance)
    return Circumstances(
        attendance=attendance,
        shock=asked.shock,
        late=ALLEN_2018 if asked.late else (),
        quorum=asked.quorum,
        drift=asked.drift,
        spread=asked.spread,
        pace=Pace(asked.pace),
    )


def refuse_what_has_no_plan(study: Study, which: str) -> None:
    """Say for which of several a plan cannot be made."""
    try:
        _ = study.names
    except Infeasible as error:
        message = f"{which}{error}"
        raise Infeasible(
            message,
            short_by_seconds=error.short_by_seconds,
            conflict=error.conflict,
            repairs=error.repairs,
        ) from None
    except ModelError as error:
        message = f"{which}{error}."
        raise RefusalError(message) from None


def refuse_what_is_never_met(*studies: Study) -> None:
    """Nobody means a quorum of more members than there are."""
    members = max(len(one.meetings[0].group.members) for one in studies)
    quorum = studies[0].circumstances.quorum
    if quorum is not None and quorum > members:
        there = words.plural(members, "member")
        message = f"--quorum {quorum} can never be met: the group has {there}."
        raise RefusalError(message)


def known_column(option: str, name: str, names: Sequence[str]) -> str:
    """A column that there is."""
    if name in names:
        return name
    simple = [one for one in names if "/" not in one]
    kinds = dict.fromkeys(one.partition("/")[0] for one in names if "/" in one)
    message = (
        f"{option} names {name!r}, and there is no such column{inputs.near(name, names)} There are "
        f"{', '.join(simple)}, and one for each role, person and phase: "
        f"{words.listed(f'{kind}/...' for kind in kinds)}."
    )
    raise RefusalError(message)


# Where it is kept


def refuse_what_cannot_be_kept(kept: Kept, sources: Iterable[str], sessions: int) -> None:
    """Whatever would fail in the end is told before any work."""
    if kept.plot is not None and Path(kept.plot).suffix.lower() not in _PICTURES:
        message = (
            f"--plot {kept.plot}: a picture is a file that ends with {' or '.join(_PICTURES)}."
        )
        raise RefusalError(message)
    for option, name, module, what, extra in (
        ("--parquet", kept.parquet, "pyarrow", "tables", "frames"),
        ("--plot", kept.plot, "matplotlib", "pictures", "plots"),
    ):
        if name is not None:
            refuse_what_cannot_be_written(option, name, sources)
            if importlib.util.find_spec(module) is None:
                message = f"{what} need an extra: pip install 'reflective-groups[{extra}]'"
                raise MissingExtraError(message)
    from reflective_groups.simulation.running import MOST_ROWS

    if kept.rows and sessions > MOST_ROWS:
        message = (
            f"--rows cannot keep {sessions:,} of them; {MOST_ROWS:,} is the most. Without --rows, "
            "means, intervals and quantiles are told of any number of sessions."
        )
        raise RefusalError(message)


def refuse_what_cannot_be_written(option: str, name: str, sources: Iterable[str]) -> None:
    """A name that no file can have, or that another one has."""
    problem = _problem_of(Path(name), sources) if name else "give the file a name"
    if problem:
        message = f"{option} {name!r:.200}: {problem}."
        raise RefusalError(message)


def _problem_of(path: Path, sources: Iterable[str]) -> str:
    try:
        there = _is_there(path)
    except (OSError, ValueError) as error:  # too long, or with a character that no file can have
        return f"it cannot be written: {getattr(error, 'strerror', None) or error}"
    if there and path.is_dir():
        return "it is a directory; name a file in it"
    if there and any(path.samefile(one) for one in sources):
        return "it is the file to be read; give the other one a name of its own"
    if not there and not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    return "" if os.access(path if there else path.parent, os.W_OK) else "it may not be written"


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True


def keep(
    kept: Kept, result: Outcome | Comparison | Sweep, draw: Callable[[], Any]
) -> dict[str, str]:
    """Write what was asked for, and tell what is where."""
    if kept.parquet is not None:
        from reflective_groups.simulation import frames

        with writing(kept.parquet):
            frames.to_parquet(result, kept.parquet)
    if kept.plot is not None:
        drawn = draw()
        with writing(kept.plot):
            drawn.figure.savefig(kept.plot)
    told = {"parquet": kept.parquet, "plot": kept.plot}
    return {what: name for what, name in told.items() if name is not None}


@contextlib.contextmanager
def writing(name: str) -> Generator[None]:
    """Write a file, and say in a sentence why it cannot be."""
    try:
        yield
    except OSError as error:
        message = f"{name} cannot be written: {error.strerror or error}."
        raise RefusalError(message) from None


# What every page says


def head(subject: Meeting | Series) -> tuple[str, ...]:
    """What a meeting or a series is, in three lines."""
    if isinstance(subject, Series):
        return words.of_series(subject)
    return subject.protocol.title, words.when(subject), words.who(subject)


def how_many(sessions: int, study: Study) -> str:
    """So many simulated sessions, and of which meetings."""
    several = len(study.meetings)
    turns = f" of {several} meetings in turn" if several > 1 else ""
    return f"{sessions:,} simulated {'session' if sessions == 1 else 'sessions'}{turns}"


def drawn_with(study: Study, *, varied: Iterable[str] = ()) -> str:
    """What stays the same while the paths of `varied` do not."""
    roots = {path.partition(".")[0] for path in varied}
    told = [f"seed {study.seed}"]
    if "behaviour" not in roots:
        told.append(f"behaviour {study.behaviour.name}")
    if "circumstances" not in roots:
        told += around(study)
    return ", ".join(told)


def around(study: Study) -> tuple[str, ...]:
    """What surrounds the talk, where that is not as planned."""
    from reflective_groups.simulation import Circumstances

    circumstances = study.circumstances
    return () if circumstances == Circumstances() else (str(circumstances),)


def below(
    subjects: Iterable[Named],
    studies: Iterable[Study],
    files: Mapping[str, str],
    *,
    table: str,
) -> Iterator[RenderableType]:
    """What stands below every page: what was kept, what is wrong, and what the figures rest on."""
    if "parquet" in files:
        yield screen.paragraph(table.format(files["parquet"]))
    if "plot" in files:
        yield screen.paragraph(f"The picture is in {files['plot']}.")
    for file, subject in dict(subjects).items():
        errors = check(subject).errors
        if errors:
            noun = "series" if isinstance(subject, Series) else "meeting"
            yield screen.paragraph(
                f"A simulation is no check: this {noun} has {words.plural(len(errors), 'error')}. "
                f"See `reflective-groups check {file}`.",
                style="bold",
            )
    people = _people_in(studies)
    more = "" if people <= _LARGEST else f" With {people} people the model is extrapolated."
    yield screen.paragraph(NOT_MEASURED + more)


def _people_in(studies: Iterable[Study]) -> int:
    """How many people there are at most in a meeting."""
    return max(
        len(meeting.members) + len(meeting.leaders) for one in studies for meeting in one.meetings
    )


def basis(studies: Iterable[Study]) -> dict[str, Any]:
    """What the figures rest on, as plain data."""
    from importlib.metadata import version

    return {
        "version": version("reflective-groups"),
        "measured_in_reflective_groups": False,
        "extrapolated": _people_in(studies) > _LARGEST,
        "note": NOT_MEASURED,
    }
