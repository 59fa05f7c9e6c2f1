"""What there is to see of a plan: a fit, an agenda, a programme, turns and small groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.scene import (
    Bar,
    Chart,
    Look,
    Mark,
    Prose,
    Row,
    Scene,
    Table,
)
from reflective_groups.model.folds import phases
from reflective_groups.model.scenes import (
    care_of,
    lanes_of,
    legend_of,
    marks_of,
    numbered,
    stretch_rows,
)
from reflective_groups.model.timebox import in_words, minutes
from reflective_groups.planning.rotation.values import of_round

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reflective_groups.model.parts import Phase
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.model.timeline import Stretch
    from reflective_groups.planning.agenda import Agenda
    from reflective_groups.planning.fit import Fit
    from reflective_groups.planning.programmes import Programme
    from reflective_groups.planning.rotation.values import Rotation
    from reflective_groups.planning.seating import Seats
    from reflective_groups.planning.turns import Rota

_NUMBER = re.compile(r"\[[0-9]+\]")


def fit_scene(fit: Fit) -> Scene:
    """A slot shared out: each length, within its bounds, and why it is so long."""
    rows: list[Row] = []
    at = 0.0
    for one in fit.allotments:
        length = one.length / minutes(1)
        rows.append(
            Row(
                label=" / ".join(map(numbered, one.path.split("/"))),
                note=f"{in_words(one.length)}, {one.why}" if one.why else in_words(one.length),
                bars=(Bar(start=at, least=length, look=Look.FIXED),),
            )
        )
        at += length
    if fit.spare:
        spare = Bar(start=at, least=fit.spare / minutes(1), look=Look.SPARE)
        rows.append(Row(label="spare", note=in_words(fit.spare), bars=(spare,)))
    left = f"Left out for want of time: {', '.join(fit.left_out)}."
    counts = tuple(Prose(f"{one}.") for one in fit.counts)
    return Scene(
        title=f"A slot of {in_words(fit.slot)}",
        blocks=(
            Chart(rows=tuple(rows), legend=legend_of(rows)),
            *counts,
            *((Prose(left),) if fit.left_out else ()),
        ),
    )


def agenda_scene(agenda: Agenda) -> Scene:
    """An agenda: the clock, how long, who holds which role, and who may speak."""
    meeting = agenda.meeting
    held = _phases(meeting.held)
    lanes = lanes_of(phase.floor for phase in held.values())

    def marks(stretch: Stretch) -> tuple[Mark | None, ...]:
        phase = None if stretch is agenda.spare else held.get(_NUMBER.sub("", stretch.path))
        return (None,) * len(lanes) if phase is None else marks_of(phase, lanes)

    def look(stretch: Stretch) -> Look | None:
        if stretch.path.startswith(("before/", "after/")):
            return None  # what does not count against the slot has no place on its scale
        return Look.SPARE if stretch is agenda.spare else Look.FIXED

    rows = tuple(stretch_rows(agenda, since=meeting.start, look=look, lanes=marks))
    none = (None,) * len(lanes)
    rows = tuple(row if row.marks else attrs.evolve(row, marks=none) for row in rows)
    start = meeting.start
    told = (
        f"{start:%A} {start.day} {start:%B %Y, %H:%M} {meeting.zone}, {in_words(meeting.slot)}; "
        f"{meeting.group}."
    )
    unplaced = (Prose(f"Without a role: {', '.join(agenda.unplaced)}."),) if agenda.unplaced else ()
    return Scene(
        title=meeting.held.title,
        told=told,
        blocks=(
            Chart(rows=rows, lanes=tuple(map(str, lanes)), legend=legend_of(rows)),
            *unplaced,
            care_of(meeting.held),
        ),
    )


def _phases(protocol: Protocol) -> Mapping[str, Phase]:
    """The phases by the paths that a plan gives them, without the numbers of rounds."""
    trees = (("before/", protocol.before), ("", protocol.session), ("after/", protocol.after))
    return {
        f"{where}{path}": phase
        for where, tree in trees
        if tree is not None
        for path, phase in phases(tree)
    }


def programme_scene(made: Programme) -> Scene:
    """A series laid out: each meeting with its day, clock and turns, then turns and groups."""
    from reflective_groups.model.cadence import in_words as rhythm_of
    from reflective_groups.planning.programmes import row_of

    series = made.series
    held = zip(series.held, made.agendas, strict=True)
    rows = tuple((str(one.number or "taster"), *row_of(agenda)) for one, agenda in held)
    rhythm = rhythm_of(series.cadence, series.start.date())
    often = f"{len(made)} meeting{'' if len(made) == 1 else 's'}"
    meetings = Table(caption="Meetings", head=("number", "day", "time", "who"), rows=rows)
    tables = [
        *(() if made.rota is None else rota_tables(made.rota)[1:]),
        *(() if made.rotation is None else (rotation_table(made.rotation),)),
    ]
    return Scene(
        title=series.title,
        told=f"{often} {rhythm}, {series.zone}. A turn is an invitation: presenting is voluntary.",
        blocks=(meetings, *tables, care_of(series.protocol)),
    )


def rota_tables(rota: Rota) -> tuple[Table, Table]:
    """Whose turn it is, and how everybody has fared."""
    turns = tuple((str(n), ", ".join(row)) for n, row in enumerate(rota.turns, 1))
    tallies = tuple(
        (one.name, str(one.turns), f"{one.owed:.1f}", str(one.longest_wait)) for one in rota.tallies
    )
    return (
        Table(caption="Turns", head=("meeting", "whose turn"), rows=turns),
        Table(
            caption="How everybody fares",
            head=("name", "turns", "owed", "longest wait"),
            rows=tallies,
        ),
    )


def rota_scene(rota: Rota) -> Scene:
    """Turns over a series."""
    return Scene(
        title="Whose turn it is",
        told="A turn is an invitation: presenting is voluntary.",
        blocks=rota_tables(rota),
    )


def rotation_table(rotation: Rotation) -> Table:
    """Who sits together in each round, a name a line."""
    rounds = [tuple(_cells(rotation, n)) for n in range(1, len(rotation) + 1)]
    groups = max((len(one) for one in rotation.rounds), default=0)
    besides = any(rest for *_, rest in rounds)
    head = ("round", *(f"group {n}" for n in range(1, groups + 1)), "besides")
    rows = [
        (str(n), *cells, *("",) * (groups - len(cells)), rest)
        for n, (*cells, rest) in enumerate(rounds, 1)
    ]
    wide = len(head) if besides else len(head) - 1
    return Table(
        caption="Small groups", head=head[:wide], rows=tuple(tuple(row[:wide]) for row in rows)
    )


def _cells(rotation: Rotation, number: int) -> Iterator[str]:
    """The groups of a round, with who only observes; and last whoever is in none."""
    watching = of_round(rotation.observing, number)
    for group in rotation.round(number):
        yield "\n".join(f"{name} (observes)" if name in watching else name for name in group)
    rest = ((rotation.sitting_out, "sits out"), (rotation.absent, "absent"))
    yield "\n".join(f"{name} ({why})" for rows, why in rest for name in of_round(rows, number))


def rotation_scene(rotation: Rotation) -> Scene:
    """Small groups over rounds, and how good they are."""
    return Scene(
        title="Small groups",
        told=str(rotation.certificate),
        blocks=(rotation_table(rotation),),
    )


def seats_scene(seats: Seats) -> Scene:
    """Who holds which role in each round."""
    wide = len(seats.roles)
    watched = any(len(row) > wide for row in seats.rounds)
    rows = tuple(
        (
            str(n),
            *row[:wide],
            *("",) * (wide - len(row)),
            *([", ".join(row[wide:])] if watched else []),
        )
        for n, row in enumerate(seats.rounds, 1)
    )
    head = ("round", *seats.roles, *(("watching",) if watched else ()))
    return Scene(
        title="Seats", blocks=(Table(caption="Who holds which role", head=head, rows=rows),)
    )
