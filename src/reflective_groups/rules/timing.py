"""Whether the times add up, and whether what matters most keeps its time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.folds import Heads, phases
from reflective_groups.model.folds import duration as duration_of
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.parts import Part, Phase
from reflective_groups.model.roles import EVERYONE, Act, Floor, Role
from reflective_groups.model.timebox import (
    ZERO,
    Share,
    between,
    in_words,
    minutes,
)
from reflective_groups.model.value import LONGEST
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.rules.lengths import RETURN_AT_LEAST, Timed, View, seen, timed, view_of
from reflective_groups.rules.repair import PutBefore, Repair, SetRounds, SetSlot
from reflective_groups.sources import Standing, stated
from reflective_groups.sources.bibliography import B16, B17, S0, S2, S3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.protocol import Protocol

SIT_BACK_AT_LEAST = minutes(20)
"""The shortest Balint discussion that any source gives (000-32, B17)."""


def _long_enough(meeting: Meeting, needed: dt.timedelta) -> Repair | None:
    """A slot of whole minutes that is long enough, and as long as a session is told to last."""
    enough = -(-needed // minutes(1)) * minutes(1)
    if meeting.protocol.slot is not None:
        enough = max(enough, meeting.protocol.slot.least)
    if not ZERO < enough <= LONGEST:
        return None
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
    view = seen(meeting)
    needed = view.box.least
    if needed <= meeting.slot:
        return
    yield Notice(
        path="slot",
        message=f"The phases take at least {in_words(needed)}, and the slot has "
        f"{in_words(meeting.slot)}.",
        evidence=tuple(
            f"{one.path}: at least {in_words(one.least)}" for one in view.phases if one.least
        ),
        repair=_long_enough(meeting, _solved(view)),
    )


def _solved(view: View) -> dt.timedelta:
    """The shortest slot in which the shares and all else find room, or none at all."""
    try:
        return duration_of(view.session, view.heads).least
    except ModelError:
        return ZERO


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
    view = seen(meeting)
    box = view.box
    if box.usual is not None and box.least <= meeting.slot < box.usual:
        yield Notice(
            path="slot",
            message=f"The usual times come to {in_words(box.usual)}, and the slot has "
            f"{in_words(meeting.slot)}: {in_words(box.usual - meeting.slot)} too little.",
        )


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
    view = view_of(subject)
    if view is None:
        return
    for turned in view.rounds:
        number, there, inner = turned.usual, view.there(turned), turned.phases
        long = sum((one.long for one in inner), ZERO)
        least = turned.one_with_return
        if number < 2 or number * least > there or number * long <= there:  # noqa: PLR2004 -- one round repeats nothing
            continue
        one = max(inner, key=lambda one: one.long - one.least)
        room = there / number - (long - one.long)
        told = in_words(dt.timedelta(minutes=room // minutes(1)))
        enough = (
            f"They do if {one.path} takes at most {told} in each."
            if room >= one.least
            else "Several phases have to stay short of their most."
        )
        times = (citation for part in inner for citation in part.phase.citations_of("time"))
        protocol = subject.held if isinstance(subject, Meeting) else subject
        yield Notice(
            path=turned.path,
            message=f"{number} rounds at their most do not fit: {_told(number, long)} > "
            f"{in_words(there)}. {enough}",
            evidence=tuple(f"{part.path}: {in_words(part.long)}" for part in inner),
            citations=dict.fromkeys(
                (
                    *protocol.citations_of("slot"),
                    *turned.rounds.citations_of("count.usual"),
                    *times,
                )
            ),
        )


@rule(
    "both",
    code="RG204",
    name="timing-range",
    severity=Severity.WARNING,
    what="A phase can never last as long as its protocol says, in any round.",
    why="A range whose upper end is out of reach promises something that this slot cannot give.",
    citations=(S2.at("002-17"), S0.at("000-32")),
    standing=Standing.DERIVED,
    fails="evolve(meeting, slot=minutes(38))",
    passes="meeting",
)
def range_reached(subject: Protocol | Meeting) -> Iterator[Notice]:
    """Each phase's most against what is left when all else takes its least."""
    view = view_of(subject)
    if view is None or view.box.least > view.slot:
        return
    spare = view.slot - view.box.least
    for one in view.phases:
        if one.box is None or one.box.most is None or not one.turns:
            continue
        reach = (one.least + spare) / one.turns
        most = one.box.most / one.turns
        if most > reach:
            yield Notice(
                path=one.path,
                message=f"{one.path} may last {in_words(most)}, and at most "
                f"{in_words(reach)} can be had.",
                citations=one.phase.citations_of("time.most"),
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
    view = seen(meeting)
    for turned in view.rounds:
        number, each, there = turned.usual, turned.one_with_return, view.there(turned)
        least = turned.count.least
        if number > least and number * each > there >= least * turned.one:
            fits = view.fitting(turned)
            longer = _long_enough(meeting, number * each + meeting.slot - there)
            named = meeting.protocol.slot
            fewer = Repair(
                says=f"Hold {turned.path} {fits} time{'' if fits == 1 else 's'}.",
                edits=(SetRounds(path=turned.path, count=max(1, fits)),),
            )
            stays = named is None or (longer and longer.apply(meeting).slot in named)
            yield Notice(
                path=turned.path,
                message=f"The usual {number} rounds do not fit: {_told(number, each)} at the "
                f"least > {in_words(there)}. There is time for {fits}.",
                citations=turned.rounds.citations_of("count.usual"),
                repair=longer if stays else fewer,
            )


@rule(
    "both",
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
def sits_back_long_enough(subject: Protocol | Meeting) -> Iterator[Notice]:
    """The sit-back of a Balint case against the shortest in the sources."""
    protocol = subject.held if isinstance(subject, Meeting) else subject
    if protocol.family != "balint":
        return
    for one in timed(protocol.session, subject.heads):
        if one.phase.floor.sits_back(one.phase.does) is None or one.box is None:
            continue
        if not one.unstated and one.least < SIT_BACK_AT_LEAST:
            told = f"can be as short as {in_words(one.least)}"
        elif isinstance(subject, Meeting) and _reach(subject, one) < SIT_BACK_AT_LEAST:
            told = f"has {in_words(max(_reach(subject, one), ZERO))} at the most in this slot"
        else:
            continue
        yield Notice(
            path=one.path,
            message=f"The sit-back {told}; no source gives less than "
            f"{in_words(SIT_BACK_AT_LEAST)}.",
        )


def _reach(meeting: Meeting, one: Timed) -> dt.timedelta:
    """The longest that a phase can be when all else takes its least."""
    view = seen(meeting)
    return one.least + (view.slot - view.box.least) / max(1, view.held(one.path))


def _returns(part: Part, heads: Heads) -> Iterator[tuple[Timed, Role, Timed | None]]:
    """Each phase in which a role sits back, and the first later one that gives it the floor."""
    inside = tuple(timed(part, heads))
    for place, one in enumerate(inside):
        role = one.phase.floor.sits_back(one.phase.does)
        if role is None:
            continue
        later = (
            other
            for other in inside[place + 1 :]
            if other.phase.floor.may(role, Act.SPEAK) or other.phase.floor.may(role, Act.ANSWER)
        )
        yield one, role, next(later, None)


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
    for one, role, later in _returns(protocol.session, protocol.heads):
        if later is None or (later.box is not None and later.box.most == ZERO):
            yield Notice(
                path=one.path, message=f"The {role} sits back here and is not invited back."
            )
        elif later.phase.optional:
            yield Notice(
                path=later.path,
                message=f"The {role} sits back in {one.path}, and {later.path} may be left out.",
            )


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
    view = seen(meeting)
    for _, _, later in _returns(view.session, view.heads):
        if later is None or later.box is None or later.least:
            continue
        number = view.held(later.path)
        others = sum(
            (one.usual * view.held(one.path) for one in view.phases if one.path != later.path), ZERO
        )
        left = (view.slot - others) / number if number else ZERO
        if left < RETURN_AT_LEAST:
            told = in_words(max(left, ZERO))
            yield Notice(
                path=later.path,
                message=f"At their usual length the other phases leave {told} for the return"
                f"{f' in each of {number} rounds' if number > 1 else ''}; no source gives less "
                f"than {in_words(RETURN_AT_LEAST)}.",
            )


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
    for one in timed(session, subject.heads) if session else ():
        if one.phase.does != "introduce":
            continue
        if isinstance(one.phase.time, Share):
            share = one.phase.time.most
        elif slot is not None:
            share = one.long / slot
        else:
            continue
        if share > 0.5:  # noqa: PLR2004 -- half the session: 003-62
            told = f"{100 * share:g} % of" if share <= 1 else "more than all of"
            yield Notice(
                path=one.path,
                message=f"Introductions may take {told} the session; up to half is plenty.",
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
    if named is not None and named.usual is not None and not named.least and named.most is None:
        named = attrs.evolve(named, least=named.usual, most=named.usual)  # no more is known
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
    view = seen(meeting)
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
