"""The table of a page: the times, what happens, and who may speak."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reflective_groups.display.markup import add, element
from reflective_groups.model.timebox import in_words
from reflective_groups.model.timeline import on_the_clock
from reflective_groups.model.value import to_length
from reflective_groups.planning.handouts import floors, words

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from reflective_groups.planning.agenda import Agenda
    from reflective_groups.planning.handouts.rows import Block, Row

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND = dt.timedelta(milliseconds=1)


def sheet(agenda: Agenda, found: tuple[Block, ...], *, leads: bool, names: bool) -> ET.Element:
    """The table of a plan; each row of the facilitator's holds what the clock goes by."""
    table = element(
        "table",
        element("caption", "Times, what happens, and who may speak"),
        element(
            "thead",
            element(
                "tr",
                element("th", "Time", scope="col", role="columnheader"),
                element("th", "What happens", scope="col", role="columnheader"),
                element("th", "Who may speak", scope="col", role="columnheader"),
                role="row",
            ),
            role="rowgroup",
        ),
        role="table",  # a narrow screen shows the rows as blocks, and they stay rows
    )
    zones = len({one.start.utcoffset() for one in agenda}) > 1
    for block in found:
        body = element("tbody", role="rowgroup")
        add(body, _heading(block, names=names) if block.heading else None)
        for row in block.rows:
            line = element("tr", role="row")
            if leads:
                line.set("data-start", str(_since_epoch(row.start)))
                line.set("data-length", str(row.length // _MILLISECOND))
                line.set("data-where", block.where)
            clock = on_the_clock(row.start, agenda.meeting.start, zones=zones)
            add(
                line,
                _time(row, clock, leads=leads),
                _happens(row, agenda, leads=leads),
                _speaks(row, agenda, names=names),
            )
            body.append(line)
        table.append(body)
    return table


def _since_epoch(moment: dt.datetime) -> int:
    return to_length(moment.astimezone(dt.UTC) - _EPOCH) // _MILLISECOND


def _heading(block: Block, *, names: bool) -> ET.Element:
    """What rows belong to, and who sits in which small group."""
    cell = element("th", block.heading, colspan="3", scope="rowgroup", role="rowheader")
    groups = block.groups
    if groups:
        roster = element("ul", class_="roster")
        for number, held in groups.items() if names else ():
            roster.append(element("li", f"Group {number}: ", *floors.seats(held)))
        if not names:
            roster.append(element("li", f"{words.plural(len(groups), 'small group')} side by side"))
        cell.append(roster)
    return element("tr", cell, class_="of", role="row")


def _time(row: Row, clock: str, *, leads: bool) -> ET.Element:
    mark = " *" if leads and row.chosen else ""
    return element(
        "td",
        element("time", clock, datetime=row.start.isoformat(timespec="minutes")),
        element("span", f"{in_words(row.length)}{mark}", class_="length"),
        element("span", "", class_="moved", hidden="") if leads else None,
        class_="time",
        role="cell",
    )


def _happens(row: Row, agenda: Agenda, *, leads: bool) -> ET.Element:
    cell = element("th", element("span", row.title, class_="title"), scope="row", role="rowheader")
    phase = row.phase
    if phase is None:
        add(cell, element("span", "Nothing is planned for this time.", class_="purpose"))
        return cell
    if phase.purpose:
        add(cell, element("span", element("bdi", phase.purpose), class_="purpose"))
    for told, how in floors.sit_back(phase, agenda.meeting.group.setting):
        add(cell, _note(told, element("bdi", how)))
    if leads and phase.floor.steer_away:
        moves = words.listed(map(str, phase.floor.steer_away))
        add(cell, _note("Steer away from", moves))
    if (
        leads
        and phase.floor.advice in floors.ADVICE
        and "advice" not in map(str, phase.floor.steer_away)
    ):
        add(cell, _note("Advice", floors.ADVICE[phase.floor.advice]))
    return cell


def _note(label: str, *told: ET.Element | str) -> ET.Element:
    return element("span", element("b", f"{label}: "), *told, class_="note")


def _speaks(row: Row, agenda: Agenda, *, names: bool) -> ET.Element:
    cell = element("td", role="cell", class_="floor")
    told = element("ul")
    for act, who in floors.floor(row, agenda.meeting, names=names):
        told.append(element("li", element("b", f"{act}: "), *who))
    for manner in floors.manners(row.phase) if row.phase else ():
        told.append(element("li", manner))
    if len(told):
        cell.append(told)
    else:
        add(cell, "Nothing is said of it.")
    return cell
