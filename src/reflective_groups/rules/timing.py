"""Whether the times add up, and whether what matters most keeps its time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.model.folds import Heads, how_often, load, phases, walk
from reflective_groups.model.folds import duration as duration_of
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.parts import Part, Phase, Rounds
from reflective_groups.model.roles import EVERYONE, Act, Floor
from reflective_groups.model.timebox import (
    ZERO,
    Share,
    Timebox,
    between,
    in_words,
    minutes,
)
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.rules.repair import PutBefore, Repair, SetSlot
from reflective_groups.sources import Standing, stated
from reflective_groups.sources.bibliography import B16, B17, S0, S2, S3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.protocol import Protocol

RETURN_AT_LEAST = minutes(5)
"""The shortest return that any source gives (000-34); stands in where a source gives none."""
SIT_BACK_AT_LEAST = minutes(20)
"""The shortest Balint discussion that any source gives (000-32, B17)."""


@attrs.frozen(kw_only=True)
class _View:
    """What the timing rules need of a protocol with a stated slot, or of a meeting."""

    session: Part
    heads: Heads
    slot: dt.timedelta
    box: Timebox

    def least(self, part: Part) -> dt.timedelta:
        whole = load(part, self.heads)
        return (whole.box + whole.share.of(self.slot)).least

    def least_round(self, rounds: Rounds) -> dt.timedelta:
        """The least time of one round, with a return where the source gives that no minutes."""
        unsaid = (
            phase
            for _, phase in phases(rounds.part)
            if phase.does == "return" and isinstance(phase.time, Timebox) and phase.time.unstated
        )
        return self.least(rounds.part) + sum((RETURN_AT_LEAST for _ in unsaid), ZERO)

    def usual_rounds(self, rounds: Rounds) -> int:
        count = how_often(rounds, self.heads)
        return count.least if count.usual is None else count.usual

    def fitting_rounds(self, rounds: Rounds) -> int:
        """The usual number of rounds, or as many of them as there is time for."""
        count, each = how_often(rounds, self.heads), self.least_round(rounds)
        usual = self.usual_rounds(rounds)
        if not each:
            return usual
        return max(count.least, min(usual, (self.slot - self.rest(rounds)) // each))

    @property
    def rounds(self) -> Iterator[tuple[str, Rounds]]:
        """Rounds that are not inside other rounds."""
        above: list[str] = []
        for path, part in walk(self.session):
            if isinstance(part, Rounds) and not any(path.startswith(f"{one}/") for one in above):
                above.append(path)
                yield path, part

    def rest(self, rounds: Rounds) -> dt.timedelta:
        """The least time of everything outside some rounds."""
        return self.box.least - self.least(rounds)


def _view(subject: Protocol | Meeting) -> _View | None:
    """A meeting as it is; a protocol in the longest slot that its source names, if it names one."""
    if isinstance(subject, Meeting):
        return _seen(subject)
    if subject.slot is None or subject.slot.most is None:
        return None
    heads, slot = subject.heads, subject.slot.most
    whole = load(subject.session, heads)
    box = whole.box + whole.share.of(slot)
    return _View(session=subject.session, heads=heads, slot=slot, box=box)


def _seen(meeting: Meeting) -> _View:
    return _View(
        session=meeting.held.session,
        heads=meeting.heads,
        slot=meeting.slot,
        box=meeting.timebox,
    )


def _long_enough(meeting: Meeting, needed: dt.timedelta) -> Repair:
    """A slot of whole minutes that is long enough, and as long as a session is told to last."""
    enough = -(-needed // minutes(1)) * minutes(1)
    if meeting.protocol.slot is not None:
        enough = max(enough, meeting.protocol.slot.least)
    return Repair(says=f"Make the slot {in_words(enough)}.", edits=(SetSlot(enough),))


def _told(count: int, length: dt.timedelta) -> str:
    return f"{count} × {in_words(length)} = {in_words(count * length)}"


@rule(
    "meeting",
    code="RG201",
    name="timing-slot",
    severity=Severity.ERROR,
    what="The phases take more time than there is, even at their least.",
    why="A plan that cannot be kept is paid for at its end, where the presenter returns. What "
    "comes before and after the session proper does not count against the slot.",
    citations=(S0.at("000-28"), S0.at("000-29"), S0.at("000-32"), S0.at("000-34"), S2.at("002-08")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(30))",
    passes="meeting",
)
def fits_slot(meeting: Meeting) -> Iterator[Notice]:
    """The least times against the slot."""
    view = _seen(meeting)
    needed = view.box.least
    if needed <= meeting.slot:
        return
    yield Notice(
        path="slot",
        message=f"The phases take at least {in_words(needed)}, and the slot has "
        f"{in_words(meeting.slot)}.",
        evidence=tuple(
            f"{path}: at least {in_words(view.least(phase))}"
            for path, phase in phases(view.session)
            if view.least(phase)
        ),
        repair=_long_enough(meeting, duration_of(view.session, view.heads).least),
    )


@rule(
    "meeting",
    code="RG202",
    name="timing-usual",
    severity=Severity.WARNING,
    what="The usual times do not fit; some phases have to be shorter than usual.",
    why="Something gives way. It is better decided beforehand than in the room.",
    citations=(S0.at("000-28"), S0.at("000-32"), S2.at("002-08")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(70))",
    passes="meeting",
)
def fits_usually(meeting: Meeting) -> Iterator[Notice]:
    """The usual times against the slot."""
    view = _seen(meeting)
    box = view.box
    if box.usual is not None and box.least <= meeting.slot < box.usual:
        yield Notice(
            path="slot",
            message=f"The usual times come to {in_words(box.usual)}, and the slot has "
            f"{in_words(meeting.slot)}: {in_words(box.usual - meeting.slot)} have to be saved.",
        )


def _long(phase: Phase) -> dt.timedelta:
    """What a phase takes when it runs long: its most, or what is usual where no most is known."""
    if isinstance(phase.time, Share):
        return ZERO
    for length in (phase.time.most, phase.time.usual):
        if length is not None:
            return length
    return RETURN_AT_LEAST if phase.does == "return" else phase.time.least


def _slack(phase: Phase) -> dt.timedelta:
    """How much shorter a phase may be than when it runs long."""
    return ZERO if isinstance(phase.time, Share) else _long(phase) - phase.time.least


@rule(
    "both",
    code="RG203",
    name="timing-rounds-long",
    severity=Severity.WARNING,
    what="The usual number of rounds fits only if phases stay short of their most.",
    why="Document 002 gives ninety minutes, usually two cases, and thirty or forty minutes of "
    "discussion: 6 + 3 + 40 + 5 = 54 minutes a case, and twice that is 108. So both cases cannot "
    "have forty.",
    citations=(S2.at("002-08"), S2.at("002-09"), S2.at("002-17")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(75))",
    passes="meeting",
)
def rounds_at_most(subject: Protocol | Meeting) -> Iterator[Notice]:
    """Rounds at their most against the slot, where they fit at their least."""
    view = _view(subject)
    if view is None:
        return
    for path, rounds in view.rounds:
        number = view.usual_rounds(rounds)
        inner = phases(rounds.part)
        long = sum((_long(phase) for _, phase in inner), ZERO)
        there = view.slot - view.rest(rounds)
        least = view.least_round(rounds)
        if number < 2 or number * least > there or number * long <= there:  # noqa: PLR2004 -- one round repeats nothing
            continue
        name, phase = max(inner, key=lambda one: _slack(one[1]))
        room = there / number - (long - _long(phase))
        told = in_words(dt.timedelta(minutes=room // minutes(1)))
        enough = room >= _long(phase) - _slack(phase)
        yield Notice(
            path=path,
            message=f"{number} rounds at their most do not fit: {_told(number, long)} > "
            f"{in_words(there)}. "
            + (
                f"They do if {name} takes at most {told} in each."
                if enough
                else "Several phases have to stay short of their most."
            ),
            evidence=tuple(f"{at}: {in_words(_long(one))}" for at, one in inner),
            citations=rounds.citations_of("count.usual"),
        )


@rule(
    "both",
    code="RG204",
    name="timing-range",
    severity=Severity.WARNING,
    what="A phase can never last as long as its source says, in any round.",
    why="A range whose upper end is out of reach promises something that this slot cannot give.",
    citations=(S2.at("002-17"), S0.at("000-32")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(38))",
    passes="meeting",
)
def range_reached(subject: Protocol | Meeting) -> Iterator[Notice]:
    """Each phase's most against what is left when all else takes its least."""
    view = _view(subject)
    if view is None or view.box.least > view.slot:
        return
    spare = view.slot - view.box.least
    for path, phase in phases(view.session):
        if isinstance(phase.time, Share) or phase.time.most is None:
            continue
        count = view.heads.of(phase.each).least if phase.each else 1
        reach = phase.time.least + spare / max(1, count)
        if phase.time.most > reach:
            yield Notice(
                path=path,
                message=f"{path} may last {in_words(phase.time.most)}, and at most "
                f"{in_words(reach)} are to be had.",
                citations=phase.citations_of("time.most"),
            )


@rule(
    "meeting",
    code="RG205",
    name="timing-count",
    severity=Severity.WARNING,
    what="The usual number of rounds does not fit; fewer do.",
    why="Two cases need about ninety minutes; in less, one of them is not heard.",
    citations=(S2.at("002-08"), S2.at("002-09")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(50))",
    passes="meeting",
)
def count_fits(meeting: Meeting) -> Iterator[Notice]:
    """The usual number of rounds at their least against the slot."""
    view = _seen(meeting)
    for path, rounds in view.rounds:
        count = how_often(rounds, view.heads)
        number, each = view.usual_rounds(rounds), view.least_round(rounds)
        there = meeting.slot - view.rest(rounds)
        if number > count.least and number * each > there >= count.least * view.least(rounds.part):
            yield Notice(
                path=path,
                message=f"The usual {number} rounds do not fit: {_told(number, each)} at the "
                f"least > {in_words(there)}. There is time for {view.fitting_rounds(rounds)}.",
                citations=rounds.citations_of("count.usual"),
                repair=_long_enough(meeting, number * each + view.rest(rounds)),
            )


@rule(
    "protocol",
    code="RG206",
    name="timing-sit-back",
    severity=Severity.WARNING,
    what="The presenter sits back for less time than any Balint source gives.",
    why="The group needs time to leave the facts behind and to stay with what it feels. The "
    "shortest that a source gives is twenty minutes.",
    citations=(S0.at("000-32"), S2.at("002-17"), B17.at()),
    standing=Standing.DERIVED,
    fails="protocol.with_phase('discuss', time=exactly(minutes(12)))",
    passes="protocol",
)
def sits_back_long_enough(protocol: Protocol) -> Iterator[Notice]:
    """The sit-back of a Balint case against the shortest in the sources."""
    if protocol.family != "balint":
        return
    for path, phase in protocol.phases:
        if phase.floor.sit_back is None or isinstance(phase.time, Share) or phase.time.unstated:
            continue
        if phase.time.least < SIT_BACK_AT_LEAST:
            yield Notice(
                path=path,
                message=f"The sit-back can be as short as {in_words(phase.time.least)}; no source "
                f"gives less than {in_words(SIT_BACK_AT_LEAST)}.",
            )


def _returns(part: Part) -> Iterator[tuple[str, Phase, tuple[str, Phase] | None]]:
    """Each phase with a sit-back, and the first later one that gives the role the floor again."""
    inside = phases(part)
    for place, (path, phase) in enumerate(inside):
        back = phase.floor.sit_back
        if back is None:
            continue
        later = (
            (other, one)
            for other, one in inside[place + 1 :]
            if one.floor.may(back.role, Act.SPEAK) or one.floor.may(back.role, Act.ANSWER)
        )
        yield path, phase, next(later, None)


@rule(
    "protocol",
    code="RG207",
    name="timing-return-missing",
    severity=Severity.ERROR,
    what="A role sits back and never has the floor again.",
    why="Every source invites the presenter back after the discussion; to be talked about and not "
    "heard again leaves somebody alone with it.",
    citations=(S0.at("000-34"), S2.at("002-18"), B16.at()),
    fails="protocol.without('return')",
    passes="protocol",
)
def comes_back(protocol: Protocol) -> Iterator[Notice]:
    """A sit-back without a return."""
    for path, phase, later in _returns(protocol.session):
        gone = (
            later is not None and isinstance(later[1].time, Timebox) and later[1].time.most == ZERO
        )
        if later is None or gone:
            role = phase.floor.sit_back.role if phase.floor.sit_back else "presenter"
            yield Notice(path=path, message=f"The {role} sits back here and is not invited back.")


@rule(
    "meeting",
    code="RG208",
    name="timing-return-squeezed",
    severity=Severity.WARNING,
    what="The other phases leave no time for the presenter's return.",
    why="Where a source gives no minutes for the return it is what is left over, and it is easily "
    "nothing. The shortest that a source gives is five minutes.",
    citations=(S2.at("002-18"), S0.at("000-34")),
    standing=Standing.DERIVED,
    fails="remake(meeting, session=meeting.protocol.with_phase('return', time=UNSTATED)"
    ".with_phase('present', time=exactly(minutes(10))).session)",
    passes="meeting",
)
def time_to_come_back(meeting: Meeting) -> Iterator[Notice]:
    """What is left for a return that has no least time of its own."""
    view = _seen(meeting)
    for path, _, later in _returns(view.session):
        if later is None or isinstance(later[1].time, Share) or later[1].time.least:
            continue
        rounds = next((one for name, one in view.rounds if path.startswith(f"{name}/")), None)
        number = view.fitting_rounds(rounds) if rounds else 1
        others = sum(
            (_usually(one) for name, one in phases(view.session) if name != later[0]), ZERO
        )
        left = (view.slot - others * number) / number if number else ZERO
        if left < RETURN_AT_LEAST:
            told = in_words(max(left, ZERO))
            yield Notice(
                path=later[0],
                message=f"At their usual length the other phases leave {told} for the return"
                f"{f' in each of {number} rounds' if number > 1 else ''}; no source gives less "
                f"than {in_words(RETURN_AT_LEAST)}.",
            )


def _usually(phase: Phase) -> dt.timedelta:
    if isinstance(phase.time, Share) or phase.optional:
        return ZERO
    return phase.time.least if phase.time.usual is None else phase.time.usual


@rule(
    "both",
    code="RG209",
    name="timing-introductions",
    severity=Severity.WARNING,
    what="Introductions take more than half of a first meeting.",
    why="Plenty of time for introductions is up to half the session; the other half is for the "
    "work that people came for.",
    citations=(S3.at("003-62"),),
    fails="evolve(meeting, first=True, protocol=evolve(protocol, first_session=evolve("
    "protocol.phase('before/gather'), name='introduce', time=up_to_share(0.7))))",
    passes="evolve(meeting, first=True)",
)
def introductions(subject: Protocol | Meeting) -> Iterator[Notice]:
    """Introductions against half of the session."""
    if isinstance(subject, Meeting):
        session: Part | None = subject.held.session
        slot: dt.timedelta | None = subject.slot
    else:
        session = subject.first_session
        slot = subject.slot.most if subject.slot else None
    for path, phase in phases(session) if session else ():
        if phase.does != "introduce":
            continue
        if isinstance(phase.time, Share):
            share = phase.time.most
        elif slot is not None and phase.time.most is not None:
            share = phase.time.most / slot
        else:
            continue
        if share > 0.5:  # noqa: PLR2004 -- half the session: 003-62
            yield Notice(
                path=path,
                message=f"Introductions may take {100 * share:g} % of the session; up to half is "
                "plenty.",
            )


@rule(
    "meeting",
    code="RG210",
    name="timing-stated-slot",
    severity=Severity.WARNING,
    what="The meeting is not as long as its source says a session lasts.",
    why="The phases were made for that length.",
    citations=(S2.at("002-08"),),
    fails="evolve(meeting, slot=minutes(95))",
    passes="meeting",
)
def stated_slot(meeting: Meeting) -> Iterator[Notice]:
    """The slot against the protocol's own."""
    named = meeting.protocol.slot
    if named is not None and meeting.slot not in named:
        near = max(meeting.slot, named.least)
        near = near if named.most is None else min(near, named.most)
        yield Notice(
            path="slot",
            message=f"The slot has {in_words(meeting.slot)}; a session is told to last {named}.",
            citations=meeting.protocol.citations_of("slot"),
            repair=Repair(says=f"Make the slot {in_words(near)}.", edits=(SetSlot(near),))
            if ZERO < near >= meeting.timebox.least
            else None,
        )


@rule(
    "meeting",
    code="RG211",
    name="timing-idle",
    severity=Severity.ADVICE,
    what="The slot is longer than all phases at their most.",
    why="Time that belongs to no phase is filled by whoever speaks most.",
    citations=(S0.at("000-32"), S0.at("000-34")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(95))",
    passes="meeting",
)
def idle(meeting: Meeting) -> Iterator[Notice]:
    """The slot against the most that the phases can take."""
    view = _seen(meeting)
    most = view.box.most
    if most is not None and most < meeting.slot:
        yield Notice(
            path="slot",
            message=f"The phases take at most {in_words(most)}; {in_words(meeting.slot - most)} of "
            "the slot belong to none.",
        )


@rule(
    "meeting",
    code="RG212",
    name="timing-early",
    severity=Severity.ADVICE,
    what="Nobody is asked to join an online meeting a little early.",
    why="Joining five to ten minutes early leaves the session free of last-minute technical "
    "problems, and makes room for a word with each other.",
    citations=(S3.at("003-63"), S3.at("003-64")),
    fails="evolve(online, protocol=online.protocol.without('before/gather'))",
    passes="online",
)
def join_early(meeting: Meeting) -> Iterator[Notice]:
    """Online, and no gathering before the session."""
    protocol = meeting.held
    before = phases(protocol.before) if protocol.before else ()
    gathers = any(phase.does == "gather" for _, phase in before)
    if not meeting.group.online or protocol.online is None or gathers:
        return
    early = Phase(
        name="gather",
        time=between(minutes(5), minutes(10)),
        floor=Floor(speaks=(EVERYONE,)),
        purpose="Join early: settle what the technology still wants, and say hello.",
        basis=(stated(S3.at("003-63"), S3.at("003-64")),),
    )
    yield Notice(
        path="before",
        message="Ask everybody to join 5 to 10 minutes early.",
        repair=Repair(
            says="Let everybody gather 5 to 10 minutes early.", edits=(PutBefore(early),)
        ),
    )
