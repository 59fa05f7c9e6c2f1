"""The page of a series: every meeting, whose turn it is, who sits together, what is paid."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group

from reflective_groups.cli import inputs, screen, words
from reflective_groups.cli.answer import Answer, RefusalError, document, page, told
from reflective_groups.cli.progress import bar
from reflective_groups.model.series import Attendance, Series
from reflective_groups.planning import calendar, plan, programme
from reflective_groups.rules import check
from reflective_groups.serial import to_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from reflective_groups.model.money import Budget
    from reflective_groups.model.series import Occasion
    from reflective_groups.planning import Agenda, Programme, Rota


def series_page(series: Series, name: str, *, as_json: bool) -> Answer:
    """A series laid out."""
    with bar("small groups") as progress:
        made = programme(series, progress=progress)
    if as_json:
        return document(to_data(made))
    return page(*_series(made, name))


def _series(made: Programme, name: str) -> Iterator[RenderableType]:
    series = made.series
    yield from screen.head(*words.of_series(series))
    yield screen.below(_dates(made))
    notes = list(_notes(made))
    if notes:
        yield screen.below(screen.items(notes, left=0))
    if made.rota is not None and len(made.rota.tallies) > 1:
        yield screen.heading("Turns")
        yield _tallies(made.rota)
        yield screen.paragraph(
            "Owed is how many turns fewer somebody has had than the mean of the group; below "
            "nothing is more."
        )
    if made.unplaced:
        often = Counter(who for _, who in made.unplaced)
        without = (f"{who} in {words.plural(n, 'meeting')}" for who, n in often.items())
        yield screen.paragraph(f"Without a role: {words.listed(without)}.", style="bold")
    errors = check(series).errors
    if errors:
        yield screen.paragraph(
            f"A plan is no check: this series has {words.plural(len(errors), 'error')}. See "
            f"`reflective-groups check {name}`.",
            style="bold",
        )


def _notes(made: Programme) -> Iterator[str]:
    """What there is to know besides dates and turns."""
    series = made.series
    yield from (f"{one}." for one in series.holidays)
    yield from (f"{one}." for one in series.away)
    if series.attendance != Attendance():
        yield f"Attendance: {series.attendance}."
    if series.budget is not None:
        yield f"Money: {series.budget}; {_break_even(series.budget)}."
    if made.rotation is not None:
        told = str(made.rotation.certificate)
        yield f"Small groups: {told[:1].lower()}{told[1:]}"


def _break_even(budget: Budget) -> str:
    fees = budget.break_even_members
    if fees is None:
        return "no fee is taken"
    return f"{words.plural(fees, 'fee')} a session {'meets' if fees == 1 else 'meet'} the cost"


def _day(start: dt.datetime) -> str:
    return f"{start:%a} {start.day} {start:%b %Y}"


def _dates(made: Programme) -> RenderableType:
    series = made.series
    agendas = {agenda.meeting.start: agenda for agenda in made.agendas}
    several = len({one.slot for one in series.occasions}) > 1
    zones = len({one.start.utcoffset() for one in series.occasions}) > 1
    columns = ("", "Day", "Clock", *(("Minutes",) if several else ()), "Who")
    table = screen.table(*columns, kept=("Day", "Clock"), right=("", "Minutes"))
    for one in sorted(series.occasions, key=lambda one: one.start.astimezone(dt.UTC)):
        start = one.start
        minutes = (words.number_of_minutes(one.slot),) if several else ()
        table.add_row(
            str(one.number or ""),
            _day(start),
            f"{start:%H:%M}{f' {start:%Z}' if zones else ''}",
            *minutes,
            _of(one, agendas.get(start), series),
        )
    return table


def _of(one: Occasion, agenda: Agenda | None, series: Series) -> RenderableType:
    """What there is to say of a meeting besides its time."""
    if one.cancelled or agenda is None:
        return f"not held{f': {one.why}' if one.why else ''}"
    said = list[str]()
    if one.opening and series.opening is not None:
        said.append("opening" if one.number else "taster")
    if one.postponed:
        said.append(f"instead of {one.day:%a} {one.day.day} {one.day:%b}")
    meeting = agenda.meeting
    if meeting.presenters:
        said.append(words.listed(meeting.presenters))
    if meeting.absent:
        said.append(f"away: {words.listed(meeting.absent)}")
    groups = words.apart(meeting.small_groups)
    if not groups:
        return "; ".join(said)
    row = screen.SideBySide(groups)
    return Group("; ".join(said), row) if said else row


def _tallies(rota: Rota) -> RenderableType:
    table = screen.table("Name", "Turns", "Owed", "Longest wait", right=("Turns", "Owed"))
    for one in rota.tallies:
        waited = words.plural(one.longest_wait, "meeting")
        table.add_row(one.name, str(one.turns), f"{one.owed:g}", waited)
    return table


def calendar_page(  # noqa: PLR0913 -- what can be told of a calendar
    file: str,
    *,
    stamp: dt.datetime | None,
    cues: bool,
    names: bool,
    sequence: int,
    output: str | None,
    as_json: bool,
) -> Answer:
    """A meeting or a series as iCalendar, on the standard output or in a file."""
    subject = inputs.gathering(file)
    with bar("small groups") as progress:
        made = (
            programme(subject, progress=progress) if isinstance(subject, Series) else plan(subject)
        )
    text = calendar(
        made,
        stamp=stamp or dt.datetime.now(dt.UTC).replace(microsecond=0),
        cues=cues,
        names=names,
        sequence=sequence,
    )
    events = text.count("BEGIN:VEVENT\r\n")
    if output is None or output == "-":
        if as_json:
            return document(told("calendar", events=events, text=text))
        return Answer(data=text.encode())
    _write(text.encode(), Path(output), Path(file))
    if as_json:
        return document(told("calendar", events=events, output=output))
    return page(screen.paragraph(f"{words.plural(events, 'event')} in {output}.", above=0))


def _write(data: bytes, output: Path, source: Path) -> None:
    """Bytes, since a text file may have line ends of its own."""
    try:
        if output.exists() and output.samefile(source):
            message = f"{output} is the file to be read; give the calendar a name of its own."
            raise RefusalError(message)
        output.write_bytes(data)
    except (OSError, ValueError) as error:  # a name may have a character that no file can have
        why = getattr(error, "strerror", None) or error
        message = f"{output} cannot be written: {why}; give --output another name."
        raise RefusalError(message) from None
