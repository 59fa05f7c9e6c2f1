"""The page of a plan: what begins when, how long it lasts, and who holds which role."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from reflective_groups.cli import screen, words
from reflective_groups.cli.answer import Answer, document, page
from reflective_groups.errors import PathError
from reflective_groups.model.roles import EVERYONE, MEMBER
from reflective_groups.model.timebox import Timebox, in_words
from reflective_groups.model.timeline import on_the_clock
from reflective_groups.planning import plan
from reflective_groups.rules import check
from reflective_groups.serial import to_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Phase
    from reflective_groups.model.timeline import Held, Stretch
    from reflective_groups.planning import Agenda

_PHASE = 3
"""Where a row has the name of the phase, after the section and two more cells."""
_PLURALS = ("cases", "issues", "rounds", "turns")
_WIDEST_PHASE = 26
_WIDEST_TIME = 18
"""So much for the phase and its time, so that those who hold roles have room."""
_SECTIONS = {"before": "before the slot", "": "in the slot", "after": "after the slot"}


def plan_page(meeting: Meeting, name: str, *, as_json: bool) -> Answer:
    """A meeting laid out on the clock."""
    agenda = plan(meeting)
    if as_json:
        return document(to_data(agenda))
    return page(*_agenda(agenda, name))


def _agenda(agenda: Agenda, name: str) -> Iterator[RenderableType]:
    meeting = agenda.meeting
    yield from screen.head(meeting.protocol.title, words.when(meeting), words.who(meeting))
    yield screen.below(_timetable(agenda))
    counts = [f"{one.path}: held {words.often(one.count)}, {one.why}." for one in agenda.fit.counts]
    left_out = Counter(map(_at, agenda.fit.left_out))
    counts += [
        f"{at}: left out {words.often(n)}, as there is no time." for at, n in left_out.items()
    ]
    if counts:
        yield screen.below(screen.items(counts, left=0))
    chosen = list(dict.fromkeys(_chosen(agenda)))
    if chosen:
        yield screen.paragraph("* No time is stated for these, so the plan chose one:")
        yield screen.items(chosen)
    if agenda.unplaced:
        yield screen.paragraph(f"Without a role: {words.listed(agenda.unplaced)}.", style="bold")
    errors = check(meeting).errors
    if errors:
        yield screen.paragraph(
            f"A plan is no check: this meeting has {words.plural(len(errors), 'error')}. See "
            f"`reflective-groups check {name}`.",
            style="bold",
        )


def _chosen(agenda: Agenda) -> Iterator[str]:
    """Why each phase without a time of its own got what it got."""
    whys = {one.path: one.why for one in agenda.fit}
    for stretch in agenda:
        phase = _phase(agenda.meeting, stretch)
        if _is_open(phase):
            name = stretch.path.rpartition("/")[2].replace("_", " ")
            other = f"{in_words(stretch.length)} outside the slot, our own choice"
            yield f"{name}: {whys.get(stretch.path, other)}"


def _timetable(agenda: Agenda) -> RenderableType:
    made = screen.table(
        "Clock", "Minutes", "Phase", "Protocol", "Who", kept=("Clock",), right=("Minutes",)
    )
    rows = list(_rows(agenda))
    made.columns[_PHASE - 1].width = min(_WIDEST_PHASE, max(len(row[_PHASE]) for row in rows))
    made.columns[_PHASE].max_width = _WIDEST_TIME
    section = ""
    for where, *cells in rows:
        if where != section:
            made.add_section()
            section = where
        made.add_row(*cells)
    return made


def _rows(agenda: Agenda) -> Iterator[tuple[str, ...]]:
    """The section of each row, and its cells; small groups side by side share a row."""
    totals = {one.path: one.count for one in agenda.fit.counts}
    shows_zone = len({one.start.utcoffset() for one in agenda}) > 1
    above: tuple[str, ...] = ()
    for (path, start), stretches in itertools.groupby(agenda, lambda one: (one.path, one.start)):
        side_by_side = list(stretches)
        first = side_by_side[0]
        where = path.partition("/")[0]
        where = where if where in _SECTIONS else ""
        *outer, name = (_SECTIONS[where], *_steps(path.removeprefix(f"{where}/"), totals))
        for depth, step in enumerate(outer):
            if tuple(outer[: depth + 1]) != above[: depth + 1]:
                yield where, "", "", f"{'  ' * depth}{step}"
        above = tuple(outer)
        phase = _phase(agenda.meeting, first)
        yield (
            where,
            on_the_clock(start, agenda.meeting.start, zones=shows_zone),
            words.number_of_minutes(first.length) + (" *" if _is_open(phase) else "  "),
            f"{'  ' * len(outer)}{name}",
            "" if phase is None else words.time_of(phase),
            "\n".join(_people(agenda.meeting, one, phase) for one in side_by_side),
        )


def _steps(path: str, totals: Mapping[str, int]) -> Iterator[str]:
    """A path in words, without the number of a round that is the only one."""
    at = ""
    for step in path.split("/"):
        name, _, number = step.rstrip("]").partition("[")
        at = f"{at}/{name}" if at else name
        said = name.replace("_", " ")
        if not number:
            yield said
        elif totals.get(at) != 1:
            one = said.removesuffix("s") if said in _PLURALS else said
            yield f"{one} {number} of {totals[at]}" if at in totals else f"{one} {number}"


def _phase(meeting: Meeting, stretch: Stretch) -> Phase | None:
    """The phase of a stretch; what is spare at the end of a slot has none."""
    try:
        return meeting.held.phase(_at(stretch.path))
    except PathError:
        return None


def _at(path: str) -> str:
    """The path in the protocol, where rounds have no numbers."""
    return re.sub(r"\[[0-9]+\]", "", path)


def _is_open(phase: Phase | None) -> bool:
    """Whether the plan had to choose a length that no source gives."""
    return phase is not None and isinstance(phase.time, Timebox) and phase.time.unstated


def _people(meeting: Meeting, stretch: Stretch, phase: Phase | None) -> str:
    """Who holds which role: first who brings the matter, last who leads."""
    leads = () if phase is None else phase.floor.leads
    in_order = sorted(stretch.held, key=lambda held: (held.role in leads, not held.role.brings))
    who = "; ".join(_holder(meeting, held, phase) for held in in_order)
    return who if stretch.group is None else f"group {stretch.group}: {who}"


def _holder(meeting: Meeting, held: Held, phase: Phase | None) -> str:
    """A role and its holders, where saying so in one word would not say less."""
    there = {person.name for person in meeting.members}
    if held.role == EVERYONE:
        told = "everyone"
    elif held.role == MEMBER and there == set(held.people):
        told = "all members"
    elif held.role == MEMBER and len(held.people) > len(there) / 2:
        told = "the other members"
    else:
        told = f"{held.role} {words.listed(held.people)}"
    if phase is None or held.role not in phase.floor.silent:
        return told
    back = phase.floor.sit_back
    return f"{told} ({'sitting back' if back and back.role == held.role else 'listening'})"
