"""What there is to see of each noun, as a plain scene."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, assert_never

import attrs

from reflective_groups.display.scene import (
    Bar,
    Chart,
    Item,
    Key,
    Listing,
    Look,
    Mark,
    Prose,
    Row,
    Scene,
    Table,
    Tone,
)
from reflective_groups.model.care import CARE, leading
from reflective_groups.model.diff import Added, Changed, Moved, Removed
from reflective_groups.model.folds import UNKNOWN, Heads, duration, phases, walk
from reflective_groups.model.parts import Breakout, Phase, Rounds
from reflective_groups.model.placing import note_of, place
from reflective_groups.model.roles import (
    EVERYONE,
    MEMBER,
    Act,
    AdvicePolicy,
    Order,
    Questions,
    Role,
)
from reflective_groups.model.timebox import ZERO, Timebox, in_words, minutes
from reflective_groups.model.timeline import on_the_clock
from reflective_groups.model.value import to_length
from reflective_groups.sources import told_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reflective_groups.model.diff import Change, Diff
    from reflective_groups.model.group import Group, Person
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.parts import Part
    from reflective_groups.model.placing import Placed
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.model.roles import Floor
    from reflective_groups.model.series import Occasion, Series
    from reflective_groups.model.timeline import Stretch, Timeline

SIGNS = {Act.LEAD: "L", Act.SPEAK: "S", Act.ASK: "?", Act.ANSWER: "A"}
_VERBS = {Act.LEAD: "leads", Act.SPEAK: "speaks", Act.ASK: "asks", Act.ANSWER: "answers"}
SILENT = Mark("\N{EN DASH}", "is silent", Tone.QUIET)
SITS_BACK = Mark("back", "sits back", Tone.ASIDE)

SPAN_KEY = Key(
    told="least, usual, most", bar=Bar(start=0, least=0.4, usual=0.7, most=1.0, look=Look.RANGE)
)
OPEN_KEY = Key(told="no upper bound", bar=Bar(start=0, least=0.8, look=Look.RANGE))
UNKNOWN_KEY = Key(told="no minutes stated", bar=Bar(start=0, least=1, look=Look.UNKNOWN))
SPARE_KEY = Key(told="spare", bar=Bar(start=0, least=1, look=Look.SPARE))
WHOLE_KEY = Key(told="all rounds", bar=Bar(start=0, least=1, look=Look.SPAN))


def lanes_of(floors: Iterable[Floor]) -> tuple[Role, ...]:
    """The roles that floors speak of, each once; everyone only where the members have no lane."""
    found = dict.fromkeys(role for floor in floors for role in floor.named)
    if MEMBER in found and EVERYONE in found:
        del found[EVERYONE]
    return tuple(found)


def mark_of(floor: Floor, role: Role, does: str = "") -> Mark | None:
    """What a role does while a floor holds."""
    if floor.sits_back(does) == role:
        return SITS_BACK
    acts = tuple(act for act in Act if floor.may(role, act))
    if role in floor.silent or (not acts and EVERYONE in floor.silent):
        return SILENT
    if not acts:
        return None
    told = _in_a_row([_VERBS[act] for act in acts])
    tone = Tone.LIGHT if acts == (Act.LEAD,) else Tone.STRONG
    return Mark("".join(SIGNS[act] for act in acts), told, tone)


def _in_a_row(verbs: list[str]) -> str:
    """Words as people say them: one, one and another, one, another and a third."""
    *first, last = verbs
    return f"{', '.join(first)} and {last}" if first else last


def marks_of(phase: Phase, lanes: Iterable[Role]) -> tuple[Mark | None, ...]:
    """A mark or none for each lane."""
    return tuple(mark_of(phase.floor, role, phase.does) for role in lanes)


def legend_of(rows: Iterable[Row]) -> tuple[Key, ...]:
    """The entries of a legend for what really stands in the rows."""
    shown = tuple(rows)
    bars = [bar for row in shown for bar in row.bars]
    ranges = [bar for bar in bars if bar.look is Look.RANGE]
    keys: list[Key] = []
    if any(bar.most is not None and bar.most != bar.least for bar in ranges):
        keys.append(SPAN_KEY)
    if any(bar.most is None for bar in ranges):
        keys.append(OPEN_KEY)
    keys.extend(
        key
        for key in (UNKNOWN_KEY, SPARE_KEY, WHOLE_KEY)
        if key.bar and key.bar.look in {b.look for b in bars}
    )
    marks = [mark for row in shown for mark in row.marks if mark is not None]
    plain = {mark.sign for mark in marks} - {SILENT.sign, SITS_BACK.sign}
    letters = {letter for sign in plain for letter in sign}
    for act, sign in SIGNS.items():
        if sign in letters:
            tone = Tone.LIGHT if act is Act.LEAD else Tone.STRONG
            keys.append(Key(told=_VERBS[act], sign=sign, tone=tone))
    keys.extend(
        Key(told=told, sign=mark.sign, tone=mark.tone)
        for mark, told in ((SILENT, "is silent"), (SITS_BACK, "sits back"))
        if mark in marks
    )
    return tuple(keys)


def bar_of(box: Timebox, at: float, unknown: float = 1.0, look: Look = Look.RANGE) -> Bar:
    """A timebox as a bar that begins so many minutes into the session."""
    if box.unstated:
        return Bar(start=at, least=unknown, look=Look.UNKNOWN)
    one = minutes(1)
    return Bar(
        start=at,
        least=box.least / one,
        usual=None if box.usual is None else box.usual / one,
        most=None if box.most is None else box.most / one,
        look=look,
    )


def slot_of(box: Timebox | None) -> dt.timedelta | None:
    """The length that a slot usually has, as far as anybody says."""
    if box is None:
        return None
    return next((one for one in (box.usual, box.most, box.least) if one), None)


def chart_of(
    part: Part,
    heads: Heads = UNKNOWN,
    *,
    slot: dt.timedelta | None = None,
    before: Part | None = None,
    after: Part | None = None,
) -> Chart:
    """A part on the scale of its minutes, with a lane for each role."""
    inside = [phase for one in (before, part, after) if one for _, phase in phases(one)]
    lanes = lanes_of(phase.floor for phase in inside)
    places = place(part, heads, slot)
    timed = any(not one.box.unstated for _, _, one in places)
    dots = max(_ends(one) for _, _, one in places) / 20
    rows: list[Row] = [*_outside("before the slot", before, lanes)]
    for path, one, placed in places:
        # where nobody states any minutes, dots only show the order
        at = placed.at if timed else minutes(sum(bool(row.bars) for row in rows))
        rows.append(
            Row(
                label=one.name.replace("_", " "),
                note=placed.told,
                depth=path.count("/"),
                heading=placed.outer,
                bars=tuple(bars_of(attrs.evolve(placed, at=at), dots if timed else 1.0)),
                marks=marks_of(one, lanes) if isinstance(one, Phase) else (None,) * len(lanes),
            )
        )
    rows.extend(_outside("after the slot", after, lanes))
    return Chart(
        rows=tuple(rows),
        lanes=tuple(map(str, lanes)),
        unit="min" if timed else "",
        legend=legend_of(rows),
    )


def _ends(placed: Placed) -> float:
    """Where a part ends at the latest that is told of it, in minutes."""
    box = placed.box
    length = max(box.least, box.usual or ZERO, box.most or ZERO)
    return ((placed.at or ZERO) + length) / minutes(1)


def bars_of(placed: Placed, dots: float, look: Look = Look.RANGE) -> Iterator[Bar]:
    """The bar of a part, where it has a place on the scale; an outer one has a bracket."""
    if placed.at is None:
        return
    at = placed.at / minutes(1)
    if not placed.outer:
        yield bar_of(placed.box, at, dots, look)
    elif placed.box.usual is not None:
        yield Bar(start=at, least=placed.box.usual / minutes(1), look=Look.SPAN)


def _outside(title: str, part: Part | None, lanes: tuple[Role, ...]) -> Iterator[Row]:
    """What does not count against the slot has no place on its scale."""
    if part is None:
        return
    yield Row(label=title, heading=True, marks=(None,) * len(lanes))
    for path, phase in phases(part):
        yield Row(
            label=path.replace("_", " "),
            note=note_of(phase),
            depth=1,
            marks=marks_of(phase, lanes),
        )


# Phases and other parts


def part_scene(part: Part) -> Scene:
    """A part that is made of others."""
    told = f"It takes {duration(part)}." if not duration(part).unstated else ""
    names = " >> ".join(one.name for one in _outermost(part))
    return Scene(title=names or "nothing", told=told, blocks=(chart_of(part),))


def _outermost(part: Part) -> tuple[Phase | Rounds | Breakout, ...]:
    return tuple(one for path, one in walk(part) if "/" not in path)


def phase_scene(phase: Phase) -> Scene:
    """A phase: its time, its floor, and what it rests on."""
    items = tuple(Item(code=name, told=told) for name, told in told_of(phase))
    cited = (one for basis in phase.basis for one in basis.citations)
    sources = tuple(Item(told=told) for told in told_once(cited))
    return Scene(
        title=phase.name.replace("_", " "),
        told=phase.purpose,
        blocks=(
            chart_of(phase),
            *((Listing(heading="The floor", items=items),) if items else ()),
            *((Listing(heading="Sources", items=sources),) if sources else ()),
        ),
    )


def told_of(phase: Phase) -> Iterator[tuple[str, str]]:
    """What a floor asks for beyond who speaks, each with a name for it."""
    floor = phase.floor
    if floor.order is Order.IN_TURN:
        yield "order", "each in turn"
    if floor.questions is not Questions.ANY:
        yield "questions", str(floor.questions)
    if floor.advice is not AdvicePolicy.UNSTATED:
        yield "advice", str(floor.advice)
    if floor.steer_away:
        yield "steer away from", ", ".join(map(str, floor.steer_away))
    back = floor.sits_back(phase.does)
    if back is not None:
        how = floor.sit_back.how if floor.sit_back else ""
        yield "sit-back", f"{back}. {how}".strip()
        if floor.sit_back and floor.sit_back.online:
            yield "sit-back online", floor.sit_back.online


# Protocols and what differs between them


def protocol_scene(protocol: Protocol) -> Scene:
    """A protocol: its phases in time, who may speak in each, and for whom it is."""
    slot = slot_of(protocol.slot)
    chart = chart_of(
        protocol.session, protocol.heads, slot=slot, before=protocol.before, after=protocol.after
    )
    first: tuple[Prose | Chart, ...] = ()
    if protocol.first_session is not None:
        first = (
            Prose("A first meeting:"),
            chart_of(protocol.first_session, protocol.heads, slot=slot),
        )
    return Scene(
        title=protocol.title,
        told=f"{protocol.key}, version {protocol.version}. {' '.join(_frame(protocol))}",
        blocks=(chart, *first, care_of(protocol)),
    )


def _frame(protocol: Protocol) -> Iterator[str]:
    size = str(protocol.size)
    yield f"{size[:1].upper()}{size[1:]}; {protocol.leadership}."
    if protocol.slot is not None:
        yield f"A session lasts {protocol.slot}."
    if not protocol.duration.unstated:
        yield f"The phases come to {protocol.duration}."


def care_of(protocol: Protocol) -> Prose:
    """What to know before it is held."""
    told = leading(protocol.leadership)
    return Prose(f"{told} {CARE}".strip(), care=True)


_CHANGES = {Added: "+", Removed: "\N{MINUS SIGN}", Moved: "\N{RIGHTWARDS ARROW}", Changed: "~"}
_NAMED = {Added: "added", Removed: "left out", Moved: "moved", Changed: "changed"}


def diff_scene(diff: Diff) -> Scene:
    """Two variants: their phases on one scale, and every change."""
    blocks: list[Chart | Table | Prose] = []
    if diff.compared:
        blocks.append(_both(diff))
    if diff.changes:
        rows = tuple(_change(one) for one in diff.changes)
        blocks.append(
            Table(caption="Changes", head=("change", "where", "before", "after"), rows=rows)
        )
    else:
        blocks.append(Prose("No difference."))
    return Scene(title=f"{diff.before} \N{RIGHTWARDS ARROW} {diff.after}", blocks=tuple(blocks))


def _change(change: Change) -> tuple[str, str, str, str]:
    sign = f"{_CHANGES[type(change)]} {_NAMED[type(change)]}"
    match change:
        case Added():
            return sign, change.path, "", change.told
        case Removed():
            return sign, change.path, change.told, ""
        case Moved():
            return sign, change.path, f"place {change.before}", f"place {change.after}"
        case Changed():
            where = f"{change.path}.{change.field}" if change.path else change.field
            return sign, where, change.before, change.after
        case _:
            assert_never(change)


def _both(diff: Diff) -> Chart:
    """Both variants on one scale, each beginning where its own parts usually end."""
    sides = [one for line in diff.compared for one in (line.before, line.after) if one]
    dots = max(max(map(_ends, sides), default=0.0) / 20, 1.0)
    rows: list[Row] = []
    for line in diff.compared:
        *above, name = line.path.split("/")
        outside = above[0] if above and above[0] in _OUTSIDE else ""
        either = line.after or line.before
        pairs = ((line.before, Look.BEFORE), (line.after, Look.RANGE))
        rows.append(
            Row(
                label=f"{f'{outside}: ' if outside else ''}{name}".replace("_", " "),
                note=_sides(line.before, line.after),
                depth=0 if outside else len(above),
                heading=either is not None and either.outer,
                sign="".join(_signs(diff, line.path)) or " ",
                bars=tuple(bar for one, look in pairs if one for bar in bars_of(one, dots, look)),
            )
        )
    return Chart(rows=tuple(rows), legend=tuple(_keys_of(diff, rows)))


_OUTSIDE = frozenset({"before", "after", "first_session"})


def _signs(diff: Diff, path: str) -> Iterator[str]:
    """What became of a part; what lies in a part that came or went, came or went with it."""
    for kind, sign in _CHANGES.items():
        for one in diff.changes:
            inside = kind in {Added, Removed} and path.startswith(f"{one.path}/")
            if type(one) is kind and (one.path == path or inside):
                yield sign
                break


def _keys_of(diff: Diff, rows: list[Row]) -> Iterator[Key]:
    yield Key(
        told=f"before: {diff.before}",
        bar=Bar(start=0, least=0.5, usual=1.0, most=1.0, look=Look.BEFORE),
    )
    yield Key(
        told=f"after: {diff.after}",
        bar=Bar(start=0, least=0.5, usual=1.0, most=1.0, look=Look.RANGE),
    )
    yield from legend_of(rows)
    signs = {sign for row in rows for sign in row.sign}
    for kind, sign in _CHANGES.items():
        if sign in signs:
            yield Key(told=_NAMED[kind], sign=sign, tone=Tone.LIGHT)


def _sides(before: Placed | None, after: Placed | None) -> str:
    told = ["not there" if one is None else one.told for one in (before, after)]
    return told[0] if told[0] == told[1] else " \N{RIGHTWARDS ARROW} ".join(told)


# People, meetings and series


def _person(person: Person, seat: str) -> tuple[str, ...]:
    trained = person.trained_in
    return (
        person.name,
        seat,
        person.profession,
        "" if trained is None else ", ".join(trained) or "none",
    )


def people_of(group: Group, away: Iterable[str] = ()) -> Table:
    """Everybody with their seat; a column that is empty for all is left out."""
    gone = frozenset(away)
    rows = [_person(one, "leader") for one in group.leaders]
    rows.extend(_person(one, "member") for one in group.members)
    rows = [(row[0], f"{row[1]}, away" if row[0] in gone else row[1], *row[2:]) for row in rows]
    head = ("name", "seat", "profession", "trained in")
    kept = [place for place in range(len(head)) if place < 2 or any(row[place] for row in rows)]  # noqa: PLR2004 -- name and seat
    return Table(
        caption="People",
        head=tuple(head[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in rows),
    )


def group_scene(group: Group) -> Scene:
    """A group: who is in it, and where they meet."""
    told = str(group)
    return Scene(title="Group", told=f"{told[:1].upper()}{told[1:]}.", blocks=(people_of(group),))


def meeting_scene(meeting: Meeting) -> Scene:
    """A meeting: when and where, the phases as bounds, and the people."""
    held = meeting.held
    start = meeting.start
    when = f"{start:%A} {start.day} {start:%B %Y, %H:%M} {meeting.zone}"
    brings = f" {', '.join(meeting.presenters)} offered to bring a matter." * bool(
        meeting.presenters
    )
    chart = chart_of(
        held.session, meeting.heads, slot=meeting.slot, before=held.before, after=held.after
    )
    return Scene(
        title=held.title,
        told=f"{when}, {in_words(meeting.slot)}; {meeting.group}.{brings}",
        blocks=(chart, people_of(meeting.group, meeting.absent), care_of(held)),
    )


def series_scene(series: Series) -> Scene:
    """A series: every date of it, also those that are not held."""
    from reflective_groups.model.cadence import in_words as rhythm_of

    rhythm = rhythm_of(series.cadence, series.start.date())
    often = f"{len(series.held)} meeting{'' if len(series.held) == 1 else 's'}"
    facts = [f"{often} {rhythm}, {series.protocol.title}, {series.group}."]
    if series.budget is not None:
        facts.append(f"Money: {series.budget}.")
    rows = tuple(_occasion(one) for one in series.occasions)
    dates = Table(caption="Dates", head=("number", "day", "time", "length", "note"), rows=rows)
    people = people_of(series.group)
    return Scene(
        title=series.title,
        told=" ".join(facts),
        blocks=(dates, people, care_of(series.protocol)),
    )


def _occasion(one: Occasion) -> tuple[str, ...]:
    start = one.start
    notes = (
        "not held" if one.cancelled else "",
        "moved" if one.postponed else "",
        "opening" if one.opening else "",
        one.why,
    )
    return (
        str(one.number or "taster"),
        f"{start:%a} {start.day} {start:%B %Y}",
        f"{start:%H:%M}",
        in_words(one.slot),
        ", ".join(filter(None, notes)),
    )


# Timelines


def timeline_scene(timeline: Timeline) -> Scene:
    """Stretches as they lie in time, with who held which role."""
    return Scene(
        title="Timeline",
        blocks=(Chart(rows=tuple(stretch_rows(timeline.stretches))),) if len(timeline) else (),
    )


def stretch_rows(
    stretches: Iterable[Stretch],
    *,
    since: dt.datetime | None = None,
    look: Callable[[Stretch], Look | None] = lambda _: Look.FIXED,
    lanes: Callable[[Stretch], tuple[Mark | None, ...]] = lambda _: (),
) -> Iterator[Row]:
    """A row a stretch under headings: the clock, how long and who; bars begin at `since`.

    Small groups that do the same at the same time share a row. Where `look` gives none, a stretch
    has no place on the scale.
    """
    shown = tuple(stretches)
    first = since or (shown[0].start if shown else None)
    zones = len({moment.utcoffset() for one in shown for moment in (one.start, one.end)}) > 1
    above: tuple[str, ...] = ()
    for (path, begins, _), together in itertools.groupby(
        shown, key=lambda one: (one.path, one.start, one.end)
    ):
        *inside, name = path.split("/")
        for depth in range(_same(above, inside), len(inside)):
            yield Row(label=numbered(inside[depth]), depth=depth, heading=True)
        above = tuple(inside)
        groups = tuple(together)
        drawn = look(groups[0])
        start = to_length(_utc(begins) - _utc(first or begins)) / minutes(1)
        length = groups[0].length
        clock = on_the_clock(begins, first or begins, zones=zones)
        yield Row(
            label=f"{clock} {numbered(name)}",
            note="; ".join((in_words(length), *_holders(groups))),
            depth=len(inside),
            bars=()
            if drawn is None
            else (Bar(start=start, least=length / minutes(1), look=drawn),),
            marks=lanes(groups[0]),
        )


def _same(one: tuple[str, ...], other: list[str]) -> int:
    """How many parts two ways have in common from the outside."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def numbered(name: str) -> str:
    """A part as people say it: `cases[2]` is cases 2."""
    if name in {"before", "after"}:
        return f"{name} the slot"
    return name.replace("_", " ").replace("[", " ").replace("]", "")


def _holders(groups: Iterable[Stretch]) -> Iterator[str]:
    """Who holds which role; who is simply there is named in small groups only."""
    for one in groups:
        group = f"group {one.group}: " if one.group else ""
        for held in one.held:
            if one.group is not None or held.role not in {MEMBER, EVERYONE}:
                yield f"{group}{held}"
                group = ""
