"""The page of a fit: what each stretch gets of a slot, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from reflective_groups.cli import inputs, screen, words
from reflective_groups.cli.answer import Answer, RefusalError, document, page
from reflective_groups.errors import ModelError
from reflective_groups.model.locks import Lock
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.series import Series
from reflective_groups.model.timebox import Timebox, at_most, exactly, in_words
from reflective_groups.planning import fit, plan
from reflective_groups.serial import to_data

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from reflective_groups.model.protocol import Protocol
    from reflective_groups.planning import Fit

_LOCK = re.compile(r"(?P<path>[^=<>@]+?) ?(?P<sign><=|>=|=|@) ?(?P<told>[^=<>@]+)")


def fit_page(  # noqa: PLR0913 -- what can be told of a fit
    subject: Meeting | Protocol | Series,
    *,
    slot: dt.timedelta | None,
    members: int | None,
    leaders: int | None,
    locks: Sequence[str],
    gives_way: Sequence[str],
    as_json: bool,
) -> Answer:
    """A slot shared out."""
    told = (*map(lock, locks), *(Lock(path=path, gives_way=True) for path in gives_way))
    if isinstance(subject, (Meeting, Series)):
        given = {"--slot": slot, "--members": members, "--leaders": leaders}
        useless = [option for option, value in given.items() if value is not None]
        if useless:
            message = (
                f"The file says how long a meeting is and who comes: leave out "
                f"{words.listed(useless)}, or give a protocol, such as {subject.protocol.key}."
            )
            raise RefusalError(message)
        meeting = _ordinary(subject) if isinstance(subject, Series) else subject
        meeting = attrs.evolve(meeting, locks=(*meeting.locks, *told))
        head, found = _head(subject, meeting), plan(meeting).fit
    else:
        _refuse_clocks(subject, told)
        slot = slot or _usual_slot(subject)
        head = (subject.title, in_words(slot))
        found = fit(subject, slot, members=members, leaders=leaders, locks=told)
    return document(to_data(found)) if as_json else page(*_page(head, found))


def _ordinary(series: Series) -> Meeting:
    """A meeting of the usual shape, with everybody there."""
    return Meeting(
        protocol=series.protocol,
        group=series.group,
        start=series.start,
        slot=series.slot,
        locks=series.locks,
    )


def _head(subject: Meeting | Series, meeting: Meeting) -> tuple[str, ...]:
    if isinstance(subject, Meeting):
        return meeting.protocol.title, words.when(meeting), words.who(meeting)
    title, _, who = words.of_series(subject)
    usual = f"{meeting.protocol.title}, a usual meeting with everybody there"
    return title, f"{usual} ({in_words(meeting.slot)})", who


def _refuse_clocks(protocol: Protocol, locks: Sequence[Lock]) -> None:
    clocked = next((one for one in locks if one.at is not None), None)
    if clocked is not None:
        message = (
            f"{protocol.key} is a protocol and begins at no time of day, so that "
            f"{clocked.path} cannot be locked to {clocked.at:%H:%M}: give a file with a meeting, "
            f"or a length, such as {clocked.path}=25."
        )
        raise RefusalError(message)


def _usual_slot(protocol: Protocol) -> dt.timedelta:
    box = protocol.slot
    if box is None or (box.usual or box.most) is None:
        message = f"{protocol.key} does not say how long it lasts: give --slot, such as --slot 90."
        raise RefusalError(message)
    return box.usual or box.most or box.least


def lock(told: str) -> Lock:
    """A lock as it is typed.

    >>> print(lock("discuss=25 min"))
    discuss: 25 min
    >>> print(lock("cases[2]@19:30"))
    cases[2]: begins at 19:30
    """
    match = _LOCK.fullmatch(told.strip())
    if match is None:
        message = (
            f"{told!r} is no lock: write 'PATH=25' for a length, 'PATH>=20' or 'PATH<=30' for a "
            "bound, 'PATH@19:30' for a time on the clock, where PATH is such as discuss."
        )
        raise RefusalError(message)
    path, sign = match["path"].strip(), match["sign"]
    try:
        if sign == "@":
            from reflective_groups.serial.spelling import read_clock

            return Lock(path=path, at=read_clock(match["told"].strip()))
        return Lock(path=path, time=_box(sign, inputs.length(match["told"].strip())))
    except (ModelError, ValueError) as error:
        message = f"The lock {told!r} cannot be used: {error}."
        raise RefusalError(message) from None


def _box(sign: str, length: dt.timedelta) -> Timebox:
    if sign == "=":
        return exactly(length)
    return at_most(length) if sign == "<=" else Timebox(least=length)


def _page(head: tuple[str, ...], found: Fit) -> Iterator[RenderableType]:
    yield from screen.head(*head)
    yield screen.below(_table(found))
    counts = [f"{one.path}: held {words.often(one.count)}, {one.why}." for one in found.counts]
    if found.left_out:
        counts.append(f"left out, as there is no time: {words.listed(found.left_out)}.")
    if counts:
        yield screen.below(screen.items(counts, left=0))


def _table(found: Fit) -> RenderableType:
    """A row for each stretch, below the path of the part that it lies in."""
    made = screen.table("Phase", "Minutes", "Bounds", "Why", kept=("Phase",), right=("Minutes",))
    above = ""
    for one in found:
        around, _, name = one.path.rpartition("/")
        if around != above:
            made.add_row(around)
            above = around
        indent = "  " if around else ""
        made.add_row(
            f"{indent}{name}", words.number_of_minutes(one.length), str(one.bounds), one.why
        )
    if found.spare:
        made.add_row("spare", words.number_of_minutes(found.spare), "", "no phase may take it")
    return made
