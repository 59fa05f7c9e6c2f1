"""A study with one thing changed, named by a path: a slot, a phase's time, gamma, attendance."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.errors import ModelError, PathError
from reflective_groups.model.edits import revise
from reflective_groups.model.group import Person
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.series import Attendance
from reflective_groups.model.timebox import Count, Share, Timebox, exactly, times
from reflective_groups.model.value import Term, fields_of
from reflective_groups.protocols import CATALOGUE
from reflective_groups.simulation.seeds import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflective_groups.model.group import Group
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Part
    from reflective_groups.simulation.study import Study

ROOTS = ("behaviour", "circumstances", "group", "leaders", "meeting", "members", "protocol", "slot")


def vary(study: Study, path: str, value: object) -> Study:
    """The same study with what a path names set to something else.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import Study
    >>> study = Study(meetings=(MEETING,))
    >>> vary(study, "behaviour.gamma", 0.3).behaviour.gamma
    0.3
    >>> len(vary(study, "members", 12).meetings[0].members)
    12

    `members` and `leaders` are how many there are: the first of those who are in the group, or
    newcomers besides. `slot` is the meeting's, and `behaviour` a preset by its name. Fields follow
    a dot: `behaviour.sigma`, `circumstances.attendance` (a share of meetings),
    `protocol.discuss.time` (a phase by the end of its path), `protocol.cases.count`,
    `group.setting`, `meeting.first`. A number is a length of time in minutes where one is wanted,
    and a word is one of a closed set (`online`).

    Raises `PathError` for a path that names nothing, and `ModelError` for a value that cannot be.
    """
    value = plain(value)
    root, _, rest = path.partition(".")
    if root in {"members", "leaders", "slot"} and not rest:
        return _each_meeting(study, lambda one: _headed(one, root, value))
    if root == "behaviour" and not rest:
        return attrs.evolve(study, behaviour=cast("Any", value))
    if root in {"behaviour", "circumstances"} and rest:
        return cast("Study", _set(study, f"{root}.{rest}", value))
    if root in {"meeting", "group"} and rest:
        inside = rest if root == "meeting" else path
        return _each_meeting(study, lambda one: _set(one, inside, value))
    if root == "protocol":
        return _each_meeting(
            study, lambda one: attrs.evolve(one, protocol=_protocol(one.protocol, rest, value))
        )
    message = f"no {path!r}; a path begins with one of {', '.join(ROOTS)}"
    raise PathError(message)


def _each_meeting(study: Study, change: Callable[[Meeting], Meeting]) -> Study:
    return attrs.evolve(study, meetings=tuple(map(change, study.meetings)))


def _headed(meeting: Meeting, what: str, value: object) -> Meeting:
    """A meeting with another slot, or with so many people."""
    if what == "slot":
        return cast("Meeting", _set(meeting, what, value))
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{what} must be a whole number, got {value!r:.40}"
        raise ModelError(message)
    group = meeting.group
    there = group.members if what == "members" else group.leaders
    names = {person.name for person in group.everyone}
    fresh = (f"{what[:-1]} {number}" for number in range(1, value + len(names) + 1))
    newcomers = tuple(Person(name) for name in fresh if name not in names)
    people = (*there, *newcomers)[:value]
    changed = attrs.evolve(group, **cast("Any", {what: people}))
    return _regrouped(meeting, changed)


def _regrouped(meeting: Meeting, group: Group) -> Meeting:
    """A meeting of another group, in which nobody is named who is not in it."""
    known = {person.name for person in group.everyone}

    def keep(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in known)

    rows = (keep(row) for row in meeting.small_groups)
    return attrs.evolve(
        meeting,
        group=group,
        presenters=keep(meeting.presenters),
        absent=keep(meeting.absent),
        order=keep(meeting.order),
        small_groups=tuple(row for row in rows if row),
    )


def _protocol(protocol: Protocol, path: str, value: object) -> Protocol:
    if not path:
        found = CATALOGUE.get(value) if isinstance(value, str) else value
        if not isinstance(found, Protocol):
            message = f"protocol must be a protocol or a key of the catalogue, got {value!r:.60}"
            raise ModelError(message)
        return found
    where, _, field = path.rpartition(".")
    if not where or where.partition(".")[0] in _names(protocol):
        return cast("Protocol", _set(protocol, path, value))

    def change(part: Part) -> tuple[Part, ...]:
        return (_set(part, field, value),)

    edited = protocol.edited(where, change)
    if protocol.first_session is not None:
        with contextlib.suppress(PathError):  # a first meeting need not have that part
            edited = edited.edited(f"first_session/{where}", change)
    return edited


def _names(value: object) -> set[str]:
    return {field.name for field in fields_of(value)} - {"basis"}


def _set(whole: Any, path: str, value: object) -> Any:  # noqa: ANN401 -- any of our values
    """A value with a field of it, or of what it holds, set to something else."""
    name, _, rest = path.partition(".")
    kind = cast("type[object]", type(whole))
    if not attrs.has(kind) or name not in _names(whole):
        known = ", ".join(sorted(_names(whole))) if attrs.has(kind) else "nothing"
        message = f"{kind.__name__} has no {name!r}; it has {known}"
        raise PathError(message)
    held = getattr(whole, name)
    inner = _set(held, rest, value) if rest else _fitting(held, value)
    return revise(whole, **{name: inner})


def _fitting(held: object, value: object) -> object:  # noqa: PLR0911 -- a table of cases
    """A plain number or word as what stands there now: minutes, a count, attendance, a term."""
    if isinstance(held, Term) and isinstance(value, str):
        return _word(held, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if not math.isfinite(value):
        message = f"must be a finite number, got {value}"
        raise ModelError(message)
    if isinstance(held, dt.timedelta):
        return dt.timedelta(minutes=value)
    if isinstance(held, Timebox | Share):
        return exactly(dt.timedelta(minutes=value))
    if isinstance(held, Count):
        return times(int(value)) if float(value).is_integer() else value
    if isinstance(held, Attendance):
        return attrs.evolve(held, least=None, of=None, expected=float(value))
    return value


def _word(held: Term, value: str) -> Term:
    """A word of the closed set that is held now."""
    try:
        return type(held)(value)
    except ValueError:
        known = ", ".join(str(one.value) for one in type(held))
        message = f"there is no {value!r}; there is {known}"
        raise ModelError(message) from None
