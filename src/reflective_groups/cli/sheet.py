"""The page of one protocol: phases, floors, people, rules, and what every number rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reflective_groups.cli import screen, words
from reflective_groups.cli.answer import Answer, document, page
from reflective_groups.model.care import CARE, training
from reflective_groups.model.folds import duration, phases, walk
from reflective_groups.model.frame import Bench
from reflective_groups.model.parts import Breakout, Phase, Rounds
from reflective_groups.model.roles import AdvicePolicy, Order, Questions, spoken
from reflective_groups.model.value import default_of, fields_of
from reflective_groups.serial import to_data
from reflective_groups.sources import Cited, Standing, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from reflective_groups.model.frame import Leadership, Seat
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.sources import Basis, Citation


def show_page(protocol: Protocol, *, everything: bool, as_json: bool) -> Answer:
    """All that is known of one protocol."""
    if as_json:
        return document(to_data(protocol))
    return page(*_protocol(protocol, everything=everything))


def _protocol(protocol: Protocol, *, everything: bool) -> Iterator[RenderableType]:
    family = f", family {protocol.family}" if protocol.family else ""
    yield Text(protocol.title, style="bold")
    yield Text(f"{protocol.key}, version {protocol.version}{family}", style="dim")
    if protocol.summary:
        yield screen.paragraph(protocol.summary)
    yield screen.heading("Phases and their times")
    yield _times(protocol)
    yield from _shape(protocol)
    yield screen.heading("Who has the floor")
    yield _floors(protocol)
    for title, rows in facts(protocol):
        if rows:
            made = screen.table(title, "", "Standing", "Source", kept=("Standing",))
            for row in rows:
                made.add_row(*row)
            yield screen.below(made)
    yield from _people(protocol)
    for title, clauses in (
        ("Ground rules", protocol.ground_rules),
        ("Cautions", protocol.cautions),
        ("Practical points", protocol.practice if everything else ()),
    ):
        if clauses:
            yield screen.heading(title)
            yield screen.items(
                f"{one} [{places(one.citations_of())}]".removesuffix(" []") for one in clauses
            )
    if everything:
        yield from _notes(protocol)
    yield screen.heading("Standings")
    yield screen.pairs(words.LEGEND)
    sources = words.sources(cited_in(protocol), addresses=True)
    if sources:
        yield screen.heading("Sources")
        yield screen.pairs(sources)
    if not everything and (protocol.practice or any(True for _ in told_notes(protocol))):
        count = words.plural(len(protocol.practice), "practical point")
        yield screen.paragraph(f"`--all` adds {count}, and notes on where the numbers come from.")
    yield screen.paragraph(leading(protocol.leadership))


def trees(protocol: Protocol) -> Iterator[tuple[str, tuple[tuple[str, Phase], ...]]]:
    """The phases of each tree, under what it is called; a first meeting's as far as they differ."""
    usual = phases(protocol.session)
    first = phases(protocol.first_session) if protocol.first_session else ()
    if protocol.before:
        yield "before the slot", phases(protocol.before)
    yield "the session", usual
    if first:
        yield "first meeting", tuple(one for one in first if one not in usual)
    if protocol.after:
        yield "after the slot", phases(protocol.after)


def _times(protocol: Protocol) -> RenderableType:
    made = screen.table("Phase", "Time", "Standing", "Source")
    for title, inside in trees(protocol):
        made.add_section()
        made.add_row(Text(title, style="italic"))
        for path, phase in inside:
            standing = words.standing_of_time(phase)
            source = places(phase.citations_of("time"))
            made.add_row(f"  {path}", words.time_of(phase), standing, source)
    return made


def _shape(protocol: Protocol) -> Iterator[RenderableType]:
    """How parts repeat and split, and what the session comes to."""
    lines: list[str] = []
    for path, part in walk(protocol.session):
        if isinstance(part, Rounds):
            moving = f"; {spoken(part.rotating)} moving on" if part.rotating else ""
            standing = words.STANDINGS[part.standing_of("count")]
            lines.append(f"{path}, how many rounds: {part.count} ({standing}){moving}")
        elif isinstance(part, Breakout):
            lines.append(f"{path}: in groups of {part.size}, all at the same time")
    lines.append(f"the phases of the session come to: {protocol.duration}")
    if protocol.first_session:
        whole = duration(protocol.first_session, protocol.heads)
        lines.append(f"a first meeting comes to: {whole}; what is not listed is as in the session")
    yield screen.below(screen.items(lines, left=0))


def _floors(protocol: Protocol) -> RenderableType:
    made = screen.table("Phase", "Floor")
    for title, inside in trees(protocol):
        made.add_section()
        made.add_row(Text(title, style="italic"))
        for path, phase in inside:
            made.add_row(f"  {path}", "\n".join(told_of_floor(phase)))
    return made


def told_of_floor(phase: Phase) -> Iterator[str]:
    """A phase and its floor, line by line."""
    floor = phase.floor
    if phase.purpose:
        yield phase.purpose
    if str(floor):
        yield str(floor)
    if floor.order is Order.IN_TURN:
        yield "each in turn"
    if floor.questions is not Questions.ANY:
        yield f"questions: {floor.questions}"
    if floor.advice is not AdvicePolicy.UNSTATED:
        yield f"advice: {floor.advice}"
    if floor.steer_away:
        yield f"steer away from: {', '.join(map(str, floor.steer_away))}"
    if floor.sit_back:
        yield f"sit-back: {floor.sit_back.role}. {floor.sit_back.how}".strip()
        if floor.sit_back.online:
            yield f"sit-back online: {floor.sit_back.online}"


_SIZE = {
    "absolute_least": "at the very least",
    "least": "at least",
    "ideal_least": "ideally at least",
    "ideal_most": "ideally at most",
    "most": "at most",
    "absolute_most": "at the very most",
    "multiple_of": "a multiple of",
    "smaller_online": "fewer online",
}
_LEADERSHIP = {
    "least": "at least",
    "preferred": "preferably",
    "preferred_online": "preferably, online",
    "most": "at most",
    "discipline": "trained in",
    "trained": "training",
    "accredited": "accreditation, or the way there",
    "accredited_online": "accredited, online, at least",
    "accreditation_years": "years to accreditation",
    "member_experience": "having been a member",
    "supervision": "supervision",
    "preparation": "meeting beforehand",
    "debrief": "debrief afterwards",
    "psychodynamic": "psychodynamic training",
    "peer_profession": "one of the members' profession",
    "independent": "managing no member",
}
_FRAME = {
    "ground_rules": "ground rules",
    "confidentiality": "what may leave the room",
    "voluntary_presenting": "presenting by free choice",
    "no_reporting": "nothing reported outside",
    "peers_only": "no member manages another",
    "seniors_outside": "no senior leaders in the group",
    "regular_attendance": "coming regularly",
}
_ONLINE = {
    "devices": "devices",
    "connection": "a good connection",
    "all_visible": "all visible to all",
    "leaders_talk_openly": "leaders talk openly",
    "interview": "an interview beforehand",
    "speaking_signal": "a signal for wanting to speak",
}
_ROOM = {
    "circle": "a circle for all",
    "every_meeting": "the same room each time",
    "undisturbed": "free from intrusion",
    "unheard": "not to be overheard",
}
_FEES = {
    "leader_hour": "a leader's hour",
    "member_session": "a member's session",
    "in_advance": "paid in advance",
    "first_meeting_free": "first meeting free",
    "due_when_absent": "due from those who are absent",
}
_SURROUNDINGS = ("size", "leadership", "frame", "online", "room", "fees")
_SESSION = {"slot": "a session lasts", "rhythm": "rhythm"}

_Rows = list[tuple[str, str, str, str]]


def facts(protocol: Protocol) -> Iterator[tuple[str, _Rows]]:
    """What is known beyond the phases, each table under its title."""
    yield "Session", _rows(protocol, _SESSION)
    yield "Members", _rows(protocol.size, _SIZE)
    yield "Leaders", _rows(protocol.leadership, _LEADERSHIP)
    yield "Agreed beforehand", _rows(protocol.frame, _FRAME)
    yield "Online", _rows(protocol.online, _ONLINE)
    yield "The room", _rows(protocol.room, _ROOM)
    yield "Fees", _rows(protocol.fees, _FEES)


def _people(protocol: Protocol) -> Iterator[RenderableType]:
    """What is said of people in more than a word: seats, and what leaders learn and can do."""
    if protocol.seats:
        yield screen.heading("Seats")
        yield screen.items(map(told_of_seat, protocol.seats))
    lead = protocol.leadership
    for title, field in (("Leaders' training", "training"), ("What leaders can do", "competences")):
        if getattr(lead, field):
            yield screen.heading(f"{title} ({', '.join(filter(None, _rests(lead, field)))})")
            yield screen.items(getattr(lead, field))


def told_of_seat(seat: Seat) -> str:
    """Who sits there, how many, and what for."""
    bench = "from outside" if seat.bench is Bench.OUTSIDE else f"of the {seat.bench}"
    told = f"{seat.role}, {seat.count} {bench} ({', '.join(filter(None, _rests(seat, '')))})"
    return f"{told}: {seat.duty}" if seat.duty else told


def _rows(value: Cited | None, labels: Mapping[str, str]) -> _Rows:
    """What is known of a value, field by field, and what its source is known to be silent about."""
    if value is None:
        return []
    silent = {
        name for basis in value.basis if basis.standing is Standing.SILENT for name in basis.of
    }
    rows: _Rows = []
    for field in fields_of(value):
        if field.name not in labels:
            continue
        held: object = getattr(value, field.name)
        if held != default_of(field) or (field.name == "least" and held is not None):
            rows.append((labels[field.name], _said(held), *_rests(value, field.name)))
        elif field.name in silent:
            rows.append((labels[field.name], "-", *_rests(value, field.name)))
    return rows


def _rests(value: Cited, field: str) -> tuple[str, str]:
    return words.STANDINGS[value.standing_of(field)], places(value.citations_of(field))


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] -- each is text or a term
    if value is True:
        return "yes"
    return "-" if value is None else str(value)


def cited_in(protocol: Protocol) -> Iterator[Citation]:
    """Every citation of a protocol and of all that it is made of."""
    for _, basis in _bases(protocol):
        yield from basis.citations


def _bases(protocol: Protocol) -> Iterator[tuple[str, Basis]]:
    """Every basis in a protocol, with what it belongs to."""
    cited: list[tuple[str, Cited | None]] = [("", protocol)]
    for prefix, tree in (
        ("before/", protocol.before),
        ("", protocol.session),
        ("first_session/", protocol.first_session),
        ("after/", protocol.after),
    ):
        if tree is not None:
            cited.extend((prefix + path, part) for path, part in walk(tree))
    cited.extend((name, getattr(protocol, name)) for name in _SURROUNDINGS)
    cited.extend((str(seat.role), seat) for seat in protocol.seats)
    for clauses in (protocol.ground_rules, protocol.cautions, protocol.practice):
        cited.extend((clause.name, clause) for clause in clauses)
    for name, value in cited:
        for basis in () if value is None else value.basis:
            yield name, basis


def told_notes(protocol: Protocol) -> Iterator[str]:
    """Where the numbers come from, as far as more is said than a source."""
    for at, basis in _bases(protocol):
        if basis.note:
            where = ", ".join(filter(None, (at.removeprefix("first_session/"), *basis.of)))
            yield f"{where}: {basis.note}" if where else basis.note


def _notes(protocol: Protocol) -> Iterator[RenderableType]:
    notes = list(dict.fromkeys(told_notes(protocol)))
    if notes:
        yield screen.heading("Notes on the numbers")
        yield screen.items(notes)


def leading(lead: Leadership) -> str:
    """What to know before somebody leads it: the training, and what to hold without it."""
    asked = training(lead)
    if not asked:
        return CARE
    where = places(lead.citations_of("instead"))
    other = (
        f"Advised where nobody is trained ({where}): {lead.instead}" if lead.instead else _SILENT
    )
    return f"{asked}. {other} {CARE}"


_SILENT = "Where nobody is trained, hold something else; its source names nothing."
