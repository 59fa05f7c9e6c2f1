"""What an app that embeds the library writes, read by the type checkers and then run.

Each `assert_type` is a promise to whoever has strict checkers switched on.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, assert_never, assert_type

import pendulum
import pytest

import reflective_groups as rg
from reflective_groups.planning import Agenda, Fit, fit, plan
from reflective_groups.protocols import balint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflective_groups.protocols import Catalogue

SCRIBE = rg.Role("scribe")
HOUSE_BOOK = rg.Source(key="our.book", title="How we run our evenings", year=2024)


def our_protocol() -> rg.Protocol:
    """A protocol of one's own, composed part by part."""
    present = rg.Phase(
        name="present",
        time=rg.exactly(rg.minutes(10)),
        floor=rg.Floor(speaks=(rg.PRESENTER,), leads=(rg.LEADER,)),
        purpose="The presenter tells the case from memory.",
        basis=(rg.stated(HOUSE_BOOK.at("p. 3"), of="time"),),
    )
    discuss = rg.Phase(
        name="discuss",
        time=rg.between(rg.minutes(20), rg.minutes(30)),
        floor=rg.Floor(
            leads=[rg.LEADER],
            speaks=[rg.MEMBER],
            silent=[rg.PRESENTER],
            advice=rg.AdvicePolicy.FORBIDDEN,
            steer_away=(rg.ADVICE, rg.CRITICISM),
            sit_back=rg.SitBack(role=rg.PRESENTER, how="sit back from the circle"),
        ),
    )
    case = present >> discuss
    evening = case * 2
    trio = rg.Phase(name="talk", time=rg.up_to_share(0.2)).rounds(rotating=(rg.COACH, SCRIBE))
    room = trio.in_groups_of(3, leftover=rg.Leftover.LARGER)
    whole = evening >> room

    assert_type(case, rg.Sequence)
    assert_type(evening, rg.Rounds)
    assert_type(room, rg.Breakout)
    assert_type(whole, rg.Sequence)
    assert_type(rg.sequence(present, discuss), rg.Sequence)
    assert_type(rg.rounds(present, rg.Count(least=1, usual=2)), rg.Rounds)
    assert_type(rg.rounds(present, rg.PerHolder(rg.MEMBER)), rg.Rounds)
    assert_type(rg.duration(whole), rg.Timebox)
    assert_type(rg.phases(whole), tuple[tuple[str, rg.Phase], ...])

    return rg.Protocol(
        key="our.evening",
        title="Our evening",
        session=whole,
        size=rg.GroupSize(least=6, most=12),
        leadership=rg.Leadership(least=1, preferred=2, trained=rg.Demand.REQUIRED),
        seats=(rg.Seat(role=SCRIBE, bench=rg.Bench.MEMBERS, count=rg.times(1)),),
        fees=rg.Fees(member_session=rg.Price(least="15.50", most=25, currency="GBP")),
    )


def names_of(part: rg.Part) -> Iterator[str]:
    """A fold of one's own: the checkers see that no kind of part is forgotten."""
    match part:
        case rg.Phase():
            yield part.name
        case rg.Sequence():
            for one in part:
                yield from names_of(one)
        case rg.Rounds() | rg.Breakout():
            assert_type(part.name, str)
            yield from names_of(part.part)
        case _:
            assert_never(part)


def test_parts_compose() -> None:
    mine = our_protocol()
    assert list(names_of(mine.session)) == ["present", "discuss", "talk"]
    assert_type(mine.duration, rg.Timebox)
    assert_type(mine.content_hash, str)
    assert_type(mine.phases, tuple[tuple[str, rg.Phase], ...])
    assert_type(mine.phase("discuss"), rg.Phase)
    assert_type(mine.part("rounds"), rg.Phase | rg.Rounds | rg.Breakout)
    assert_type(mine.slot, rg.Timebox | None)
    assert_type(mine.size.least, int | None)
    assert_type(mine.standing_of("size"), rg.Standing)
    assert_type(mine.phase("present").citations_of("time"), tuple[rg.Citation, ...])


def test_edits_and_differences() -> None:
    mine = our_protocol()
    shorter = mine.with_phase("discuss", time=rg.exactly(rg.minutes(20)), optional=False)
    assert_type(shorter, rg.Protocol)
    assert_type(mine.without("talk"), rg.Protocol)
    assert_type(mine.insert_after("present", rg.Phase(name="clarify")), rg.Protocol)
    assert_type(rg.revise(mine.size, least=5), rg.GroupSize)
    found = rg.diff(mine, shorter)
    assert_type(found, rg.Diff)
    for change in found:
        assert_type(change, rg.Added | rg.Removed | rg.Moved | rg.Changed)
        match change:
            case rg.Added() | rg.Removed():
                assert_type(change.told, str)
            case rg.Moved():
                assert_type(change.before, int)
            case rg.Changed():
                assert_type(change.after, str)
    assert len(found) == 1


def test_times() -> None:
    box = rg.Timebox(least=rg.minutes(5), usual=pendulum.duration(minutes=7))
    assert_type(box.least, dt.timedelta)
    assert_type(box.usual, dt.timedelta | None)
    assert_type(box + box, rg.Timebox)
    assert_type(box * 2, rg.Timebox)
    assert_type(2 * box, rg.Timebox)
    assert_type(box | box, rg.Timebox)
    assert_type(box & box, rg.Timebox | None)
    assert_type(rg.intersect(box, box), rg.Timebox | None)
    assert_type(rg.total([box, box]), rg.Timebox)
    assert_type(rg.repeat(box, rg.times(2)), rg.Timebox)
    assert_type(rg.Share(most=0.5).of(rg.minutes(60)), rg.Timebox)
    assert_type(rg.minutes(5) in box, bool)
    assert_type(rg.in_words(rg.minutes(5)), str)


def our_meeting(protocol: rg.Protocol) -> rg.Meeting:
    """A meeting with names alone, with people, and with a start from either library."""
    return rg.Meeting(
        protocol=protocol,
        group=rg.Group(
            members=("Ann", "Ben", rg.Person("Cem", device=rg.Device.PHONE), "Dot", "Eva", "Fay"),
            leaders=[rg.Person("Lou", trained_in=("balint",))],
            setting=rg.Setting.ONLINE,
        ),
        start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
        slot=pendulum.duration(minutes=120),
        presenters=["Ann"],
    )


def test_meetings_fits_and_agendas() -> None:
    meeting = our_meeting(our_protocol())
    assert_type(meeting.start, dt.datetime)
    assert_type(meeting.slot, dt.timedelta)
    assert_type(meeting.group.members, tuple[rg.Person, ...])
    assert_type(meeting.group.members[0].is_trained_in("balint"), bool | None)
    shared = fit(meeting.protocol, meeting.slot, members=6)
    assert_type(shared, Fit)
    assert_type(shared["rounds[1]/discuss"], dt.timedelta)
    agenda = plan(meeting)
    assert_type(agenda, Agenda)
    for stretch in agenda:
        assert_type(stretch, rg.Stretch)
        assert_type(stretch.holders(rg.PRESENTER), tuple[str, ...])
        assert_type(stretch.length, dt.timedelta)
    assert agenda.timeline.stretches[0].holders(rg.PRESENTER) == ("Ann",)


@rg.rule(
    "meeting",
    code="OUR001",
    name="our-tea",
    severity=rg.Severity.ADVICE,
    what="Long meetings want a break.",
    why="Our group gets tired after an hour.",
    citations=(HOUSE_BOOK.at("p. 7"),),
)
def tea(meeting: rg.Meeting) -> Iterator[rg.Notice]:
    """Ask for a break where there is none."""
    assert_type(meeting.slot, dt.timedelta)
    if meeting.slot > rg.minutes(60):
        yield rg.Notice(path="slot", message="Plan a break for tea.")


@rg.rule(
    "protocol",
    code="OUR002",
    name="our-purpose",
    severity=rg.Severity.WARNING,
    what="Every phase says what it is for.",
    why="Newcomers ask.",
)
def purpose(protocol: rg.Protocol) -> Iterable[rg.Notice]:
    """Name the phases without a purpose."""
    return [
        rg.Notice(path=path, message=f"{phase.title} does not say what it is for.")
        for path, phase in protocol.phases
        if not phase.purpose
    ]


@rg.rule(
    "both",
    code="OUR003",
    name="our-title",
    severity=rg.Severity.ADVICE,
    what="The title is short.",
    why="It has to fit on the door.",
)
def title(subject: rg.Protocol | rg.Meeting) -> tuple[rg.Notice, ...]:
    """Look at whichever it is."""
    protocol = subject if isinstance(subject, rg.Protocol) else subject.protocol
    return (rg.Notice(path="title", message="Too long."),) if len(protocol.title) > 40 else ()


def test_rules_of_ones_own() -> None:
    assert_type(tea, rg.Rule)
    assert_type(purpose, rg.Rule)
    meeting = our_meeting(our_protocol())
    report = rg.check(
        meeting,
        rules=[tea, purpose, title],
        profile=rg.Profile(name="ours", weights=(rg.Weight("OUR001", rg.Severity.WARNING),)),
        waivers=(rg.Waiver(code="OUR002", reason="We explain it aloud."),),
    )
    assert_type(report, rg.Report)
    assert_type(report.ok, bool)
    assert_type(report.errors, tuple[rg.Finding, ...])
    codes = [finding.code for finding in report.findings if finding.code.startswith("OUR")]
    assert codes == ["OUR001"]
    assert {one.code for one in report.waived} == {"OUR002"}
    for finding in report.findings:
        assert_type(finding.severity, rg.Severity)
        assert_type(finding.repair, rg.Repair | None)
        assert_type(finding.citations, tuple[rg.Citation, ...])
    assert_type(rg.explain("RG101"), rg.Rule)


def test_the_catalogue_and_what_is_found_in_it() -> None:
    as_mapping: Mapping[str, rg.Protocol] = rg.CATALOGUE
    assert_type(rg.CATALOGUE["balint.uk_online"], rg.Protocol)
    assert as_mapping["balint.uk_online"] is balint.UK_ONLINE
    assert_type(balint.UK_ONLINE, rg.Protocol)
    found = rg.find(size=7, within=rg.minutes(60), trained_leader=False)
    assert_type(found, rg.Matches)
    assert_type(found[0], rg.Match)
    assert_type(found.keys, tuple[str, ...])
    for reject in found.rejects:
        assert_type(reject.reasons, tuple[str, ...])


def keeps(catalogue: Catalogue) -> list[rg.Protocol]:
    """The catalogue is a mapping with a type of its own."""
    return list(catalogue.values())


def test_documents_keep_their_type() -> None:
    mine = our_protocol()
    text = rg.dumps(mine)
    assert_type(text, str)
    back = rg.loads(text, as_=rg.Protocol)
    assert_type(back, rg.Protocol)
    assert back == mine
    assert keeps(rg.CATALOGUE)
    with pytest.raises(rg.DocumentError) as unusable:
        rg.loads("{}", as_=rg.Meeting)
    assert_type(unusable.value.problems, tuple[tuple[str, str], ...])


def test_errors_are_told_apart() -> None:
    with pytest.raises(rg.Infeasible) as short:
        fit(our_protocol(), rg.minutes(5))
    assert_type(short.value.short_by_seconds, float)
    assert short.value.short_by_seconds > 0
    with pytest.raises(LookupError, match="did you mean"):
        rg.CATALOGUE["balint.uk_onlin"]
