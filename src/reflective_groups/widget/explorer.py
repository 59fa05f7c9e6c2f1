"""Where the controls of a protocol stand, and what there is to show for it."""

from __future__ import annotations

import contextlib
import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

import attrs

from reflective_groups.display.html import fragment
from reflective_groups.display.markup import write
from reflective_groups.display.scene import Bar, Chart, Item, Key, Listing, Look, Prose, Row, Scene
from reflective_groups.display.wording import line
from reflective_groups.errors import Infeasible, PathError, ReflectiveGroupsError
from reflective_groups.model.frame import Setting
from reflective_groups.model.group import Group
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.placing import note_of
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.scenes import (
    WHOLE_KEY,
    bar_of,
    chart_of,
    lanes_of,
    legend_of,
    marks_of,
    numbered,
    slot_of,
)
from reflective_groups.model.timebox import Share, Timebox, exactly, in_words, minutes
from reflective_groups.model.value import Kind, Length, Number, to_length, to_names
from reflective_groups.planning.fit import Fit, fit
from reflective_groups.rules.checking import check
from reflective_groups.rules.finding import Report
from reflective_groups.rules.repair import LeaveOut, Repair, SetSlot, SetTime, apply
from reflective_groups.rules.scenes import report_scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflective_groups.model.parts import Part, Phase
    from reflective_groups.model.roles import Role
    from reflective_groups.rules.finding import Finding

Time: TypeAlias = Timebox | Share

MOST_MEMBERS, MOST_LEADERS = 200, 20
START = dt.datetime(2030, 1, 7, 18, 30, tzinfo=dt.UTC)
"""When the meeting is that is looked at: any evening would do, as nothing here hangs on the day."""
_MINUTE = minutes(1)
_USUAL_SLOT = minutes(60)
"""How long the slot is to begin with where nobody says how long it is; our choice."""
_USUAL_TIME = 5.0
"""Where the control of a phase stands of which nobody says how long it is; our choice."""
_REACHES = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 480, 720)
"""How far the scale of the picture may go, so that it does not change with every minute."""
FITTED_KEY = Key(told="fitted", bar=Bar(start=0, least=1, look=Look.FIXED))
SLOT_KEY = Key(told="the slot", bar=Bar(start=0, least=1, look=Look.SPAN))


def _times(given: Mapping[str, Time] | Iterable[tuple[str, Time]]) -> tuple[tuple[str, Time], ...]:
    return tuple(dict(given).items())


@attrs.frozen(kw_only=True)
class Controls:
    """Where the controls stand: a protocol as it was given, and what has been moved since.

    >>> from reflective_groups.protocols import balint
    >>> here = Controls.of(balint.SCHOOL)
    >>> str(here.meeting.group), in_words(here.slot)
    ('6 members and 1 leader, in person', '40 min')

    `times` and `left_out` name phases by their whole paths in the protocol that was given. Raises
    `ModelError` for a number that cannot be.
    """

    given: Protocol = attrs.field(validator=Kind(Protocol))
    slot: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))
    members: int = attrs.field(validator=Number(least=0, most=MOST_MEMBERS))
    leaders: int = attrs.field(validator=Number(least=0, most=MOST_LEADERS))
    setting: Setting = attrs.field(default=Setting.IN_PERSON, validator=Kind(Setting))
    times: tuple[tuple[str, Time], ...] = attrs.field(default=(), converter=_times)
    left_out: tuple[str, ...] = attrs.field(default=(), converter=to_names)

    @classmethod
    def of(
        cls,
        protocol: Protocol,
        *,
        slot: dt.timedelta | None = None,
        members: int | None = None,
        leaders: int | None = None,
        setting: Setting = Setting.IN_PERSON,
    ) -> Controls:
        """The controls as the protocol says is usual, but for what is said."""
        span, lead = protocol.size.span, protocol.leadership
        if members is None:
            members = span.least if span.usual is None else span.usual
        if leaders is None:
            leaders = lead.least if lead.preferred is None else lead.preferred
        if slot is None:
            slot = slot_of(protocol.slot) or slot_of(protocol.duration) or _USUAL_SLOT
        return cls(
            given=protocol,
            slot=slot,
            members=min(members, MOST_MEMBERS),
            leaders=min(leaders, MOST_LEADERS),
            setting=setting,
        )

    @cached_property
    def protocol(self) -> Protocol:
        """The variant that the controls make of the protocol."""
        made = self.given
        for path, time in self.times:
            if path not in self.left_out:
                made = made.with_phase(path, time=time)
        for path in self.left_out:
            made = made.without(path)
        return made

    @cached_property
    def meeting(self) -> Meeting:
        """A meeting of that variant, with people of whom nothing is known but how many."""
        group = Group(
            members=tuple(f"Member {number}" for number in range(1, self.members + 1)),
            leaders=tuple(f"Leader {number}" for number in range(1, self.leaders + 1)),
            setting=self.setting,
        )
        return Meeting(protocol=self.protocol, group=group, start=START, slot=self.slot)

    def with_time(self, path: str, time: Time | None) -> Controls:
        """A phase given another time, or `None` for the one it had.

        >>> from reflective_groups.protocols import balint
        >>> here = Controls.of(balint.SCHOOL).with_time("discuss", exactly(minutes(25)))
        >>> str(here.protocol.phase("discuss").time)
        '25 min'
        """
        path = whole_path(self.given, path)
        left = {one: kept for one, kept in self.times if one != path}
        return attrs.evolve(self, times=left if time is None else {**left, path: time})

    def without(self, path: str) -> Controls:
        """A phase left out.

        >>> from reflective_groups.protocols import balint
        >>> Controls.of(balint.SCHOOL).without("clarify").left_out
        ('clarify',)
        """
        path = whole_path(self.given, path)
        return attrs.evolve(self, left_out=tuple(dict.fromkeys((*self.left_out, path))))

    def with_again(self, path: str) -> Controls:
        """A phase that was left out, put back.

        >>> from reflective_groups.protocols import balint
        >>> Controls.of(balint.SCHOOL).without("clarify").with_again("clarify").left_out
        ()
        """
        path = whole_path(self.given, path)
        return attrs.evolve(self, left_out=tuple(one for one in self.left_out if one != path))

    def mended(self, repair: Repair) -> Controls:
        """The controls after a repair: moved where they can make it, or else of another protocol.

        >>> from reflective_groups.protocols import balint
        >>> longer = Repair(says="Take an hour.", edits=(SetSlot(minutes(60)),))
        >>> in_words(Controls.of(balint.SCHOOL).mended(longer).slot)
        '60 min'

        Raises `ModelError` and `PathError` as `Repair.apply` does.
        """
        made = self
        for edit in repair.edits:
            match edit:
                case SetSlot():
                    made = attrs.evolve(made, slot=edit.slot)
                case SetTime():
                    made = made.with_time(edit.path, edit.time)
                case LeaveOut() if edit.path in dict(made.given.phases):
                    made = made.without(edit.path)
                case _:
                    made = attrs.evolve(made, given=apply(edit, made.given))
        return made


def whole_path(protocol: Protocol, path: str) -> str:
    """The whole path of a phase, of which an unmistakable end will do.

    >>> from reflective_groups.protocols import balint
    >>> whole_path(balint.SERIES, "discuss")
    'cases/discuss'

    Raises `PathError` where no phase or several answer.
    """
    paths = [known for known, _ in protocol.phases]
    if path in paths:
        return path
    found = [known for known in paths if known.endswith(f"/{path}")]
    if len(found) == 1:
        return found[0]
    message = f"no phase, or more than one, at {path!r}; there is {', '.join(paths)}"
    raise PathError(message)


@attrs.frozen(kw_only=True)
class Answer:
    """What becomes of the controls: what was found, and what each phase gets.

    >>> from reflective_groups.protocols import balint
    >>> found = answer(Controls.of(balint.SCHOOL, slot=minutes(39)))
    >>> found.fit is None, found.infeasible.repairs[0].says
    (True, 'Make the slot 40 min, 1 min longer.')
    """

    controls: Controls
    report: Report
    fit: Fit | None = None
    infeasible: Infeasible | None = None

    @cached_property
    def repairs(self) -> tuple[tuple[str, Repair], ...]:
        """What would help, each with where it comes from, as far as the controls can make it."""
        found: dict[object, tuple[str, Repair]] = {}
        clash = self.infeasible.repairs if self.infeasible else ()
        for said, repair in (*(("slot", one) for one in clash), *_mends(self.report.findings)):
            if repair.edits not in found and _makes(repair, self.controls):
                found[repair.edits] = (said, repair)
        return tuple(found.values())


def _mends(findings: Iterable[Finding]) -> Iterator[tuple[str, Repair]]:
    for finding in findings:
        if finding.repair is not None:
            yield finding.code, finding.repair
        yield from ((finding.code, one) for one in finding.otherwise)


def _makes(repair: Repair, controls: Controls) -> bool:
    """Whether a repair can be made here, and changes something."""
    try:
        made = controls.mended(repair)
        return made != controls and bool(made.meeting)
    except ReflectiveGroupsError:
        return False


def answer(controls: Controls) -> Answer:
    """Check the meeting and share its slot out.

    >>> from reflective_groups.protocols import balint
    >>> found = answer(Controls.of(balint.SCHOOL, slot=minutes(50)))
    >>> in_words(found.fit["discuss"]), found.report == check(found.controls.meeting)
    ('25 min', True)

    Raises what `check` raises; a slot that is too short is an answer and no error.
    """
    report = check(controls.meeting)
    try:
        shared = fit(
            controls.protocol, controls.slot, members=controls.members, leaders=controls.leaders
        )
    except Infeasible as clash:
        return Answer(controls=controls, report=report, infeasible=clash)
    return Answer(controls=controls, report=report, fit=shared)


# What is seen


def picture(found: Answer) -> Scene:
    """The slot, the bounds of each phase, and what each phase got.

    >>> from reflective_groups.protocols import balint
    >>> picture(answer(Controls.of(balint.SCHOOL, slot=minutes(50)))).told
    'It fits. 50 min for 6 members and 1 leader, in person.'
    """
    controls = found.controls
    told = f"{in_words(controls.slot)} for {controls.meeting.group}."
    blocks = (_chart(controls, found.fit),) if found.fit else tuple(_clash(found))
    verdict = "It fits." if found.fit else "It does not fit."
    notes = tuple(map(Prose, _notes(found.fit))) if found.fit else ()
    return Scene(title=controls.protocol.title, told=f"{verdict} {told}", blocks=(*blocks, *notes))


def _notes(shared: Fit) -> Iterator[str]:
    """How many rounds there are and why, and what there is no time for."""
    yield from (f"{one}." for one in shared.counts)
    if shared.left_out:
        yield f"Left out for want of time: {', '.join(shared.left_out)}."


def _chart(controls: Controls, shared: Fit) -> Chart:
    protocol = controls.protocol
    known = dict(protocol.phases)
    lanes = lanes_of(phase.floor for phase in known.values())
    rows = [
        _slot_row(controls.slot, len(lanes)),
        *_outside("before", protocol.before, known, lanes),
    ]
    at = 0.0
    for one in shared.allotments:
        length = one.length / _MINUTE
        rows.append(
            Row(
                label=" / ".join(map(numbered, one.path.split("/"))),
                note=f"{in_words(one.length)}, {one.why.partition(';')[0]}",
                bars=(
                    bar_of(one.bounds, at, unknown=length),
                    Bar(start=at, least=length, look=Look.FIXED),
                ),
                marks=marks_of(known[one.at], lanes),
            )
        )
        at += length
    if shared.spare:
        bar = Bar(start=at, least=shared.spare / _MINUTE, look=Look.SPARE)
        none = (None,) * len(lanes)
        rows.append(Row(label="spare", note=in_words(shared.spare), bars=(bar,), marks=none))
    rows.extend(_outside("after", protocol.after, known, lanes))
    return _steady(rows, tuple(map(str, lanes)), controls.slot)


def _steady(rows: list[Row], lanes: tuple[str, ...], slot: dt.timedelta) -> Chart:
    keys = [key for key in legend_of(rows) if key != WHOLE_KEY]
    bars = [bar for row in rows for bar in row.bars]
    if any(bar.look is Look.FIXED for bar in bars):
        keys.insert(0, FITTED_KEY)
    several = sum(bar.look is Look.SPAN for bar in bars) > 1
    brackets = attrs.evolve(SLOT_KEY, told="the slot, and all rounds") if several else SLOT_KEY
    reach = max(slot / _MINUTE, *(bar.end for bar in bars))
    return Chart(
        rows=tuple(rows),
        lanes=lanes,
        legend=(brackets, *keys),
        reach=next((one for one in _REACHES if one >= reach), 0),
    )


def _slot_row(slot: dt.timedelta, lanes: int) -> Row:
    bar = Bar(start=0, least=slot / _MINUTE, look=Look.SPAN)
    none = (None,) * lanes
    return Row(label="slot", note=in_words(slot), heading=True, bars=(bar,), marks=none)


def _outside(
    where: str, part: Part | None, known: Mapping[str, Phase], lanes: tuple[Role, ...]
) -> Iterator[Row]:
    """What does not count against the slot has no place on its scale."""
    if part is None:
        return
    for path, phase in known.items():
        if path.startswith(f"{where}/"):
            label = f"{where}: {path.removeprefix(f'{where}/').replace('_', ' ')}"
            yield Row(label=label, note=note_of(phase), marks=marks_of(phase, lanes))


def _clash(found: Answer) -> Iterator[Chart | Listing]:
    """The phases as far as they are bound, and what clashes."""
    controls, clash = found.controls, found.infeasible
    protocol = controls.protocol
    heads = controls.meeting.heads
    chart = chart_of(
        protocol.session, heads, slot=controls.slot, before=protocol.before, after=protocol.after
    )
    rows = [_slot_row(controls.slot, len(chart.lanes)), *chart.rows]
    yield _steady(rows, chart.lanes, controls.slot)
    if clash is not None:
        items = tuple(Item(told=str(one)) for one in clash.conflict)
        yield Listing(heading="What clashes", items=items, sign="\N{BALLOT X}")


def findings(found: Answer) -> Scene:
    """What was found, without the repairs, which are buttons here.

    >>> from reflective_groups.protocols import balint
    >>> findings(answer(Controls.of(balint.SCHOOL))).title
    'Found: 3 warnings, 1 piece of advice.'
    """
    whole = report_scene(found.report)
    blocks = tuple(
        _without_repairs(one) if isinstance(one, Listing) else one for one in whole.blocks
    )
    return attrs.evolve(whole, title=whole.told, told="", blocks=blocks)


def _without_repairs(listing: Listing) -> Listing:
    items = tuple(
        attrs.evolve(item, more=tuple(one for one in item.more if one[0] not in {"repair", "or"}))
        for item in listing.items
    )
    return attrs.evolve(listing, items=items)


def says(found: Answer) -> str:
    """What is read out once the controls are left alone.

    >>> from reflective_groups.protocols import balint
    >>> says(answer(Controls.of(balint.SCHOOL, slot=minutes(50))))[:46]
    '50 min: it fits. choose 3 min, present 10 min,'
    """
    slot = in_words(found.controls.slot)
    if found.fit is not None:
        lengths = ", ".join(f"{line(one.path)} {in_words(one.length)}" for one in found.fit)
        verdict = f"it fits. {lengths}."
    else:
        verdict = f"it does not fit. {line(str(found.infeasible))}."
    return f"{slot}: {verdict} {findings(found).title}"


# What goes to the page and what comes from it


class Slider(TypedDict):
    """A control from least to most."""

    value: float
    least: float
    most: float
    step: float
    told: str


class PhaseControl(Slider):
    """The controls of a phase."""

    path: str
    name: str
    note: str
    set: bool
    left_out: bool
    may_go: bool


class Page(TypedDict):
    """All that the page shows; the two fragments are HTML, and everything else is text."""

    title: str
    slot: Slider
    members: Slider
    leaders: Slider
    setting: str
    settings: list[tuple[str, str]]
    moved: bool
    phases: list[PhaseControl]
    picture: str
    findings: str
    repairs: list[str]
    fits: bool
    says: str


def page(found: Answer, *, first: Controls | None = None) -> Page:
    """What the page shows.

    >>> from reflective_groups.protocols import balint
    >>> shown = page(answer(Controls.of(balint.SCHOOL, slot=minutes(50))))
    >>> shown["slot"]["value"], shown["phases"][3]["told"], shown["fits"]
    (50.0, '25 min', True)

    `first` is where the controls stood to begin with.
    """
    controls = found.controls
    span, lead = controls.given.size.span, controls.given.leadership
    return {
        "title": line(controls.protocol.title),
        "slot": _slot_slider(controls),
        "members": _count(
            controls.members, 1, max(12, 2 * (span.most or span.least)), MOST_MEMBERS
        ),
        "leaders": _count(controls.leaders, 0, max(3, lead.most or lead.least), MOST_LEADERS),
        "setting": controls.setting.value,
        "settings": [(one.value, str(one)) for one in Setting],
        "moved": controls != first,
        "phases": [_phase(found, path, phase) for path, phase in controls.given.phases],
        "picture": write(fragment(picture(found))),
        "findings": write(fragment(findings(found))),
        "repairs": [f"{repair.says} ({said})" for said, repair in found.repairs],
        "fits": found.fit is not None,
        "says": says(found),
    }


def _count(value: int, least: int, most: int, cap: int) -> Slider:
    return {
        "value": value,
        "least": min(least, value),
        "most": max(min(most, cap), value),
        "step": 1,
        "told": str(value),
    }


def _slot_slider(controls: Controls) -> Slider:
    value = controls.slot / _MINUTE
    usual = (slot_of(controls.given.slot) or _USUAL_SLOT) / _MINUTE
    box = controls.given.duration
    longest = max(120.0, 1.5 * usual, (box.most or box.usual or box.least) * 1.25 / _MINUTE, value)
    return {
        "value": value,
        "least": min(5.0, value),
        "most": -(-longest // 30) * 30.0,
        "step": 1,
        "told": in_words(controls.slot),
    }


def _phase(found: Answer, path: str, phase: Phase) -> PhaseControl:
    controls = found.controls
    set_to = dict(controls.times).get(path)
    gone = path in controls.left_out
    value = _stands(found, path, phase, set_to)
    known = [controls.slot / _MINUTE, 15.0, value]
    if isinstance(phase.time, Timebox):
        known.extend(one / _MINUTE for one in (phase.time.usual, phase.time.most) if one)
    each = f" each {phase.each}" if phase.each else ""
    if gone:
        told = "left out"
    elif set_to is not None:
        told = f"{set_to}{each}"
    elif each:
        told = f"{phase.time}{each}"
    else:
        lengths = [one.length for one in found.fit or () if one.at == path]
        short = found.fit is not None and not lengths
        told = "left out for want of time" if short else _row(lengths) or str(phase.time)
    return {
        "path": path,
        "name": line(path.replace("_", " ").replace("/", ": ")),
        "note": line(note_of(phase)),
        "value": value,
        "least": 0.0,
        "most": -(-max(known) // 5) * 5.0,
        "step": 1 if value == int(value) else 0.5,
        "told": line(told),
        "set": set_to is not None,
        "left_out": gone,
        "may_go": gone or _may_go(controls, path),
    }


def _row(lengths: list[dt.timedelta]) -> str:
    """The lengths of a phase in each round, told once where they are the same."""
    words = list(map(in_words, lengths))
    if len(words) > 1 and len(set(words)) == 1:
        return f"{len(words)} \N{MULTIPLICATION SIGN} {words[0]}"
    return " + ".join(words)


def _may_go(controls: Controls, path: str) -> bool:
    """Whether what is left without a phase is still a protocol."""
    try:
        controls.protocol.without(path)
    except ReflectiveGroupsError:
        return False
    return True


def _stands(found: Answer, path: str, phase: Phase, set_to: Time | None) -> float:
    """Where the control of a phase stands, in minutes: where it was put, or what the phase got."""
    time = phase.time if set_to is None else set_to
    if isinstance(time, Share):
        time = time.of(found.controls.slot)
    lengths = [one.length for one in found.fit or () if one.at == path]
    if set_to is None and not phase.each and lengths:
        return lengths[0] / _MINUTE
    if time.usual is not None:
        return time.usual / _MINUTE
    length = time.least or time.most
    if length is None:
        return 0.0 if set_to is not None else _USUAL_TIME
    return length / _MINUTE


def moved(controls: Controls, told: Mapping[str, Any]) -> Controls:
    """The controls after what the page told of them; what makes no sense moves nothing.

    >>> from reflective_groups.protocols import balint
    >>> here = Controls.of(balint.SCHOOL)
    >>> in_words(moved(here, {"slot": 50}).slot), moved(here, {"slot": -1}) == here
    ('50 min', True)
    """
    for name, value in told.items():
        with contextlib.suppress(*_NONSENSE):
            made = _moved(controls, name, value)
            _ = made.meeting  # one that cannot be is refused before anything moves
            controls = made
    return controls


_NONSENSE = (ReflectiveGroupsError, TypeError, ValueError, OverflowError, AttributeError)


def _moved(controls: Controls, name: str, value: Any) -> Controls:  # noqa: ANN401 -- JSON
    match name:
        case "slot":
            return attrs.evolve(controls, slot=minutes(value))
        case "members":
            return attrs.evolve(controls, members=value)
        case "leaders":
            return attrs.evolve(controls, leaders=value)
        case "setting":
            return attrs.evolve(controls, setting=Setting(value))
        case "times":
            for path, length in value.items():
                time = None if length is None else exactly(minutes(length))
                controls = controls.with_time(path, time)
        case "left_out":
            for path, gone in value.items():
                controls = controls.without(path) if gone else controls.with_again(path)
        case _:
            pass
    return controls
