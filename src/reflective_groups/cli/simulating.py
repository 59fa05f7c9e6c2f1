"""The page of a simulation: what one plan comes to when it is held many times over."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from reflective_groups.cli import inputs, measures, screen, studies, words
from reflective_groups.cli.answer import (
    INTERRUPTED,
    Answer,
    RefusalError,
    document,
    page,
    plain,
    told,
)
from reflective_groups.cli.progress import count
from reflective_groups.errors import DocumentError
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.series import Attendance

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from reflective_groups.cli.studies import Asked, Kept
    from reflective_groups.model.series import Series
    from reflective_groups.model.timeline import Timeline
    from reflective_groups.simulation import Outcome, Trace

_STATISTICS = ("Mean", "95 % interval", "Median", "5 to 95 %")
_READ_AS = (
    "The 95 % interval says how well the mean is known; more sessions narrow it. Nine of ten "
    "sessions lie from 5 to 95 %."
)


def simulate_page(  # noqa: PLR0913 -- what can be told of a simulation
    file: str,
    asked: Asked,
    kept: Kept,
    *,
    until: Sequence[str],
    checkpoint: str | None,
    trace: int | None,
    as_json: bool,
) -> Answer:
    """One meeting or series, held many times over."""
    from reflective_groups.simulation import simulate
    from reflective_groups.simulation.traces import trace_of

    subject, study = studies.gathered(file, asked)
    studies.refuse_what_is_never_met(study)
    sessions = asked.sessions or studies.SESSIONS
    studies.refuse_what_cannot_be_kept(kept, (file,), sessions)
    if checkpoint is not None:
        studies.refuse_what_cannot_be_written("--checkpoint", checkpoint, (file,))
    if trace is not None and trace >= sessions:
        message = f"--trace {trace}: the sessions are numbered from 0 to {sessions - 1}."
        raise RefusalError(message)
    narrow = _narrow(until, study.names)
    try:
        with count("sessions") as progress, _going_on(checkpoint):
            went = None if trace is None else trace_of(study, trace)
            outcome = simulate(
                study,
                sessions=sessions,
                rows=kept.rows,
                until=narrow,
                workers=asked.workers,
                progress=progress,
                checkpoint=checkpoint,
            )
    except KeyboardInterrupt:
        return _interrupted(checkpoint)
    files = studies.keep(kept, outcome, lambda: _picture(outcome))
    if as_json:
        return document({**_as_data(outcome, went), **files})
    return page(
        *screen.head(*studies.head(subject)),
        screen.paragraph(_how(outcome, sessions, narrow)),
        *_tables(subject, outcome),
        *(() if went is None else _trace(went)),
        *studies.below([(file, subject)], [study], files, table=studies.NAMES),
    )


def _picture(outcome: Outcome) -> Any:  # noqa: ANN401 -- Matplotlib may not be installed
    from reflective_groups.simulation import plots

    return plots.overruns(outcome)


def _narrow(pairs: Iterable[str], names: Sequence[str]) -> dict[str, float]:
    """Columns, and how wide half of their intervals may be."""
    found: dict[str, float] = {}
    for pair in pairs:
        name, _, half = pair.rpartition("=")
        try:
            wide = float(half)
        except ValueError:
            wide = 0.0
        if not name or not 0 < wide < float("inf"):
            message = (
                f"--until {pair!r} is no width: write a column, = and half of the widest interval, "
                "such as overrun_s=5 for five seconds on each side."
            )
            raise RefusalError(message)
        found[studies.known_column("--until", name.strip(), names)] = wide
    return found


# What is kept of a study that is stopped


@contextlib.contextmanager
def _going_on(checkpoint: str | None) -> Generator[None]:
    """Say in the words of the command what is wrong with a checkpoint."""
    if checkpoint is None:
        yield
        return
    try:
        with studies.writing(checkpoint):
            yield
    except DocumentError as error:
        message = f"--checkpoint {checkpoint!r} cannot be gone on from."
        raise RefusalError(message, kind="document", problems=error.problems) from None


def _interrupted(checkpoint: str | None) -> Answer:
    said = "Interrupted."
    if checkpoint is not None and inputs.exists(checkpoint):
        said += f" What was done is kept in {checkpoint}; the same command goes on from there."
    error = screen.drawn(screen.paragraph(said, above=0), err=True)
    return Answer(error=error, status=INTERRUPTED)


# The page


def _how(outcome: Outcome, sessions: int, narrow: dict[str, float]) -> str:
    many, study = studies.how_many(outcome.sessions, outcome.study), outcome.study
    drawn = f"{many}; {studies.drawn_with(study)}."
    wide = [name for name, half in narrow.items() if not outcome.mean(name).half_width <= half]
    if wide:
        each = "is" if len(wide) == 1 else "are"
        return f"{drawn} The interval of {words.listed(wide)} {each} still wider than asked."
    if outcome.sessions < sessions:
        return f"{drawn} That was enough for intervals as narrow as asked."
    return drawn


def _tables(subject: Meeting | Series, outcome: Outcome) -> Iterator[RenderableType]:
    yield screen.below(_table("", _rows(outcome), outcome))
    airtime = _airtime(outcome)
    if airtime is not None:
        yield screen.below(airtime)
    if isinstance(subject, Meeting):
        yield screen.below(_phases(subject, outcome))
    yield screen.paragraph(f"{_READ_AS} {measures.meanings(studies.MAIN)}")


def _rows(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Columns and what they are called; who comes and how late only if that is left to chance."""
    for name in studies.MAIN:
        yield name, measures.column(name).title
    around, members = outcome.study.circumstances, outcome["members_there"]
    if around.late:
        yield "late_s", measures.column("late_s").title
    asked = around.quorum is not None or around.attendance != Attendance()
    if asked or members.least != members.most:
        yield "members_there", measures.column("members_there").title
        yield "quorum", f"At least {words.plural(outcome.study.quorum, 'member')}, %"
    if outcome.mean("held").mean < 1:
        yield "held", measures.column("held").title


def _table(title: str, rows: Iterable[tuple[str, str]], outcome: Outcome) -> RenderableType:
    rows = list(rows)
    exact = _exact(outcome, (name for name, _ in rows))
    columns = (*_STATISTICS, *(("Exact",) if exact else ()))
    made = screen.table(title, *columns, kept=columns, right=columns)
    for name, label in rows:
        made.add_row(label, *_cells(name, outcome), *((exact.get(name, ""),) if exact else ()))
    return made


def _exact(outcome: Outcome, names: Iterable[str]) -> dict[str, str]:
    """What is known without chance of these columns, as it is told."""
    known = outcome.exact
    return {name: measures.column(name).told(known[name]) for name in names if name in known}


def _cells(name: str, outcome: Outcome) -> tuple[str, str, str, str]:
    """Mean, interval, median, and where nine of ten sessions lie."""
    column, one = measures.column(name), outcome[name]
    mean, interval = column.told(one.mean.mean), column.between(one.mean.low, one.mean.high)
    if name in outcome.study.yes_or_no:
        return mean, interval, "", ""
    low, median, high = (one.quantile(share).mean for share in (0.05, 0.5, 0.95))
    return mean, interval, column.told(median, fewer=1), column.between(low, high, fewer=1)


def _shares(outcome: Outcome) -> dict[str, float]:
    """The part of all that was said that each role said."""
    said = {role.name: outcome.mean(f"role_airtime_s/{role.name}") for role in outcome.study.roles}
    seconds = {name: one.mean * one.count if one.count else 0.0 for name, one in said.items()}
    whole = sum(seconds.values())
    return {name: one / whole for name, one in seconds.items()} if whole else {}


def _airtime(outcome: Outcome) -> RenderableType | None:
    shares = {name: share for name, share in _shares(outcome).items() if share}
    if not shares:
        return None
    columns = ("Share", *_STATISTICS)
    made = screen.table("Airtime, min", *columns, kept=columns, right=columns)
    for name, share in shares.items():
        cells = _cells(f"role_airtime_s/{name}", outcome)
        made.add_row(name.replace("_", " "), f"{100 * share:.0f} %", *cells)
    return made


def _phases(meeting: Meeting, outcome: Outcome) -> RenderableType:
    """Each phase beside its plan."""
    from reflective_groups.planning import plan

    paths = outcome.study.paths
    planned = {one.path: words.number_of_minutes(one.length) for one in plan(meeting)}
    exact = _exact(outcome, (f"length_s/{path}" for path in paths))
    columns = ("Planned", *_STATISTICS, *(("Exact",) if exact else ()))
    made = screen.table("Phase, min", *columns, kept=columns, right=columns)
    for path, (part, row) in zip(paths, _below_their_parts(paths), strict=True):
        if part:
            made.add_row(part)
        name = f"length_s/{path}"
        known = (exact.get(name, ""),) if exact else ()
        made.add_row(row, planned[path], *_cells(name, outcome), *known)
    return made


def _below_their_parts(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The last name of each path, and where another part begins, the path of that."""
    above = ""
    for path in paths:
        around, _, name = path.rpartition("/")
        yield around if around != above else "", f"{'  ' if around else ''}{name}"
        above = around


def _trace(went: Trace) -> Iterator[RenderableType]:
    """One session beside its plan."""
    yield screen.heading(f"Session {went.session} as it went")
    yield screen.paragraph(words.who(went.meeting), above=0)
    planned = {(one.path, one.group): one for one in went.planned}
    often = _turns_in(went.turns)
    columns = ("Planned", "Minutes", "Held", "Minutes", "Turns")
    made = screen.table("Phase", *columns, kept=columns, right=columns)
    rows = _below_their_parts(one.path for one in went.timeline)
    for held, (part, row) in zip(went.timeline, rows, strict=True):
        if part:
            made.add_row(part)
        at = held.path, held.group
        made.add_row(
            row if held.group is None else f"{row}, group {held.group}",
            f"{planned[at].start:%H:%M}",
            words.number_of_minutes(planned[at].length),
            f"{held.start:%H:%M:%S}",
            measures.column("length_s").told(held.length.total_seconds()),
            str(often[at]),
        )
    yield screen.below(made)


def _turns_in(turns: Timeline) -> Counter[tuple[str, int | None]]:
    """How many turns each phase has in each small group."""
    return Counter((one.path, one.group) for one in turns)


# The document


def _as_data(outcome: Outcome, went: Trace | None) -> dict[str, Any]:
    study = outcome.study
    return told(
        "simulation",
        seed=study.seed,
        sessions=outcome.sessions,
        study=study.digest,
        **studies.basis([study]),
        behaviour=study.behaviour.name,
        circumstances=plain(study.circumstances),
        quorum=study.quorum,
        measures={one.name: measures.measure(one) for one in outcome.measures},
        airtime_shares=_shares(outcome),
        exact=dict(outcome.exact),
        **({} if went is None else {"trace": _went(went)}),
    )


def _went(went: Trace) -> dict[str, Any]:
    often = _turns_in(went.turns)
    held = (
        {**one, "turns": often[one["path"], one.get("group")]}
        for one in plain(went.timeline)["stretches"]
    )
    return {
        "session": went.session,
        "planned": plain(went.planned)["stretches"],
        "held": list(held),
    }
