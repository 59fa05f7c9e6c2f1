"""Checking a series: its own rules, those about its meetings, each finding once, and repairs."""

from __future__ import annotations

import datetime as dt
import decimal
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.cadence import Monthly, OnDates, Weekly
from reflective_groups.model.locks import Lock
from reflective_groups.model.money import Costs
from reflective_groups.model.series import (
    Attendance,
    Away,
    Cancelled,
    Holiday,
    Likely,
    Offer,
    Opening,
    Postponed,
    Series,
)
from reflective_groups.rules import checking
from reflective_groups.rules.examples import MEETING, MEMBERS, ONLINE, PROTOCOL, SERIES
from reflective_groups.rules.repair import (
    LeaveOut,
    PayLeaders,
    SetFee,
    SetMeetings,
    SetTime,
    Unlock,
    apply,
)
from tests.strategies import protocols

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.rules.checking import Subject

START = SERIES.start.date()
DAYS = [one.day for one in SERIES.occasions]
PREFIX = re.compile(r"meetings\[\d+\]/?")


@st.composite
def series(draw: st.DrawFn) -> Series:
    """Series of any protocol, with people who come and go, and with all that may go wrong."""
    known = st.sampled_from(sorted(rg.CATALOGUE)).map(rg.CATALOGUE.__getitem__)
    anything = st.one_of(st.just(PROTOCOL), known, protocols())
    members = MEMBERS[: draw(st.integers(0, 8))]
    leaders = SERIES.group.leaders[: draw(st.integers(0, 2))]
    setting = draw(st.sampled_from(rg.Setting))
    group = attrs.evolve(SERIES.group, members=members, leaders=leaders, setting=setting)
    names = [one.name for one in group.everyone]
    count = draw(st.integers(1, 5))
    cadence = draw(st.sampled_from((Weekly(), Weekly(3), Monthly(nth=-1), Monthly(every=2))))
    slot = rg.minutes(draw(st.sampled_from((1, 45, 60, 90, 120))))
    opening = None
    if draw(st.booleans()):
        opening = Opening(
            protocol=draw(st.none() | anything),
            slot=draw(st.none() | st.just(rg.minutes(180))),
            taster=draw(st.booleans()),
        )
    told: dict[str, Any] = {
        "key": "any",
        "title": "Any",
        "protocol": draw(anything),
        "group": group,
        "start": SERIES.start,
        "slot": slot,
        "cadence": cadence,
        "count": count,
        "opening": opening,
        "closed": draw(st.none() | st.booleans()),
        "attendance": draw(
            st.sampled_from((Attendance(), Attendance(least=1, of=2), Attendance(expected=0.7)))
        ),
        "supervised_every": draw(st.none() | st.integers(1, 9)),
    }
    if draw(st.booleans()):
        told["costs"] = Costs(
            currency=draw(st.sampled_from(("GBP", "USD"))),
            leader_hour=draw(st.none() | st.integers(0, 90)),
            member_session=draw(st.none() | st.integers(0, 40)),
            room_hire=draw(st.integers(0, 30)),
            in_advance=draw(st.none() | st.integers(0, 3)),
            first_free=draw(st.none() | st.booleans()),
        )
    days = [one.day for one in Series(**told).occasions]
    told["in_person"] = draw(st.lists(st.sampled_from(days), unique=True))
    if names:
        told["away"] = draw(
            st.lists(
                st.builds(
                    Away,
                    name=st.sampled_from(names),
                    first=st.none() | st.sampled_from(DAYS[:3]),
                    last=st.sampled_from(DAYS[2:]),
                ),
                max_size=3,
            )
        )
    if members:
        one = st.sampled_from([person.name for person in members])
        told["presented"] = draw(st.lists(one, max_size=4))
        told["offers"] = [
            Offer(day=START, names=(name,)) for name in draw(st.sets(one, max_size=2))
        ]
    return Series(**told)


def inner(path: str) -> str:
    return PREFIX.sub("", path, count=1)


def mended(repair: rg.Repair, subject: Series) -> Series:
    return repair.apply(subject)


# What holds for any series


@given(series())
def test_it_tells_what_each_meeting_tells_and_each_thing_once(subject: Series) -> None:
    report = rg.check(subject)
    about_all = {rule.code for rule in rg.RULES if rule.about == "series"}
    expected: dict[tuple[str, str, str], list[int]] = {}
    for number, meeting in enumerate(subject.meetings, 1):
        told = rg.check(meeting)
        for one in {(one.code, one.path, one.message) for one in (*told, *told.waived)}:
            expected.setdefault(one, []).append(number)
    found: Counter[tuple[str, str, str]] = Counter()
    for one in (*report, *report.waived):
        if one.code in about_all:
            continue
        key = (one.code, inner(one.path), one.message)
        found[key] += 1
        numbers = expected[key]
        if len(numbers) == len(subject.meetings):
            assert one.path == key[1]
        else:
            assert one.path.startswith(f"meetings[{numbers[0]}]")
            told_in = re.findall(r"(\d+) \(\d{4}-\d\d-\d\d\)", one.evidence[0])
            assert list(map(int, told_in)) == numbers
    assert found == Counter(dict.fromkeys(expected, 1))


@given(series())
def test_it_never_raises_and_tells_the_same_twice(subject: Series) -> None:
    report = rg.check(subject)
    assert report == rg.check(attrs.evolve(subject))
    for one in report:
        assert one.message.strip()
        assert one.citations or rg.explain(one.code).about == "series"
        assert rg.explain(one.code).severity is one.severity


@given(series())
def test_each_repair_mends_and_adds_no_error(subject: Series) -> None:
    before = rg.check(subject)
    errors = {(one.code, inner(one.path)) for one in before.errors}
    for finding in before:
        for repair in (*([finding.repair] if finding.repair else []), *finding.otherwise):
            after = rg.check(mended(repair, subject))
            places = {(one.code, inner(one.path)) for one in after}
            assert (finding.code, inner(finding.path)) not in places
            assert {(one.code, inner(one.path)) for one in after.errors} <= errors


@given(series())
def test_waiving_all_that_was_found_leaves_nothing(subject: Series) -> None:
    report = rg.check(subject)
    for path in (str, inner):
        waivers = [rg.Waiver(code=one.code, path=path(one.path), reason="Known.") for one in report]
        assert rg.check(subject, waivers=waivers).findings == ()


# Paths


def test_what_holds_for_every_meeting_keeps_its_path() -> None:
    small = attrs.evolve(SERIES, group=attrs.evolve(SERIES.group, members=MEMBERS[:5]))
    (finding,) = [one for one in rg.check(small) if one.code == "RG102"]
    assert finding.path == "group.members"
    assert finding.evidence == ()


def test_what_holds_for_some_says_for_which() -> None:
    away = [Away(name=one.name, first=DAYS[2], last=DAYS[3]) for one in MEMBERS[:3]]
    away += [Away(name=one.name, first=DAYS[6], last=DAYS[6]) for one in MEMBERS[:3]]
    (finding,) = [one for one in rg.check(attrs.evolve(SERIES, away=away)) if one.code == "RG102"]
    assert finding.path == "meetings[3]/group.members"
    assert finding.evidence[0] == (
        "in meetings 3 (2027-01-25), 4 (2027-02-22), 7 (2027-05-31) of 8"
    )


def test_other_numbers_are_other_findings() -> None:
    away = [Away(name=one.name, first=DAYS[2], last=DAYS[2]) for one in MEMBERS[:3]]
    away += [Away(name=one.name, first=DAYS[4], last=DAYS[4]) for one in MEMBERS[:4]]
    found = [one for one in rg.check(attrs.evolve(SERIES, away=away)) if one.code == "RG102"]
    assert [one.path for one in found] == [
        "meetings[3]/group.members",
        "meetings[5]/group.members",
    ]


def test_a_finding_without_a_path_has_that_of_the_meeting() -> None:
    @rg.rule(
        "meeting", code="OURS11", name="ours-first", what="First.", why="It is.",
        severity=rg.Severity.ADVICE,
    )  # fmt: skip
    def first_only(meeting: rg.Meeting) -> Iterator[rg.Notice]:
        if meeting.first:
            yield rg.Notice(message="This is the first.")

    (finding,) = rg.check(SERIES, rules=(first_only,))
    assert finding.path == "meetings[1]"
    assert finding.evidence == ("in meeting 1 (2026-11-30) of 8",)


def too_short(days: int) -> Series:
    """A series whose small slot is mended in each meeting, and told of some or of all."""
    share = rg.Protocol(
        key="my.shares",
        title="Shares",
        session=rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)), each=rg.MEMBER),
    )
    away = [Away(name=one.name, first=DAYS[0], last=DAYS[days]) for one in MEMBERS[:2]]
    return attrs.evolve(SERIES, protocol=share, slot=rg.minutes(70), away=away, offers=())


def test_a_repair_of_some_meetings_says_that_it_is_done_to_each() -> None:
    (finding,) = [one for one in rg.check(too_short(6)) if one.code == "RG201"]
    assert finding.path == "meetings[8]/slot"
    assert str(finding.repair) == "Make the slot 80 min, in each meeting."
    assert finding.repair is not None
    assert mended(finding.repair, too_short(6)).slot == rg.minutes(80)


def test_a_part_may_be_called_as_a_meeting_of_a_series_is() -> None:
    """In a protocol and in a meeting such a path is a path like any other."""

    @rg.rule(
        "both", code="OURS12", name="ours-part", what="A part.", why="It is.",
        severity=rg.Severity.ADVICE,
    )  # fmt: skip
    def minds(_: rg.Protocol | rg.Meeting) -> Iterator[rg.Notice]:
        yield rg.Notice(path="meetings[1]/talk", message="This part.")
        yield rg.Notice(path="last/meetings[1]/talk", message="That part.")

    for path, left in (("talk", 2), ("meetings[1]/talk", 1)):
        waiver = rg.Waiver(code="OURS12", reason="Known.", path=path)
        for subject in (PROTOCOL, MEETING):
            assert len(rg.check(subject, rules=(minds,), waivers=(waiver,))) == left
    waiver = rg.Waiver(code="OURS12", reason="Known.", path="last/talk")
    assert len(rg.check(SERIES, rules=(minds,), waivers=(waiver,))) == 2


def test_a_notice_that_stands_alone_has_no_sources_but_its_own() -> None:
    @rg.rule(
        "series", code="OURS13", name="ours-alone", what="Alone.", why="It is.",
        citations=rg.explain("RG701").citations, severity=rg.Severity.ADVICE,
    )  # fmt: skip
    def two(_: Series) -> Iterator[rg.Notice]:
        yield rg.Notice(path="a", message="With the rule's.")
        yield rg.Notice(path="b", message="Alone.", alone=True)

    told = {one.path: one.citations for one in rg.check(SERIES, rules=(two,))}
    assert told == {"a": rg.explain("RG701").citations, "b": ()}


# Which rules are asked, and how often


def counting(about: Any, asked: list[Any]) -> rg.Rule:  # noqa: ANN401 -- any kind of rule
    def judge(subject: object) -> tuple[rg.Notice, ...]:
        asked.append(subject)
        return ()

    rule = attrs.evolve(rg.explain("RG102"), about=about, judge=judge)
    return attrs.evolve(rule, code=f"OURS{len(about)}")


def test_a_rule_about_protocols_is_asked_once_for_each_shape() -> None:
    asked: list[Any] = []
    rg.check(attrs.evolve(SERIES, count=20), rules=(counting("protocol", asked),))
    assert len(asked) == 2
    assert asked[0].session == PROTOCOL.first_session


def test_our_own_rules_are_asked_once_for_meetings_that_are_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    mine = counting("meeting", asked)
    monkeypatch.setattr(checking, "RULES", (mine,))
    away = (Away(name="Hal", first=DAYS[3], last=DAYS[4]),)
    rg.check(attrs.evolve(SERIES, away=away, count=20))
    assert len(asked) == 3, "the first, the others, and those without Hal"
    asked.clear()
    mixed = attrs.evolve(SERIES, group=ONLINE.group, in_person=(DAYS[0], DAYS[3]))
    rg.check(mixed)
    assert [one.group.setting for one in asked] == [
        rg.Setting.IN_PERSON, rg.Setting.ONLINE, rg.Setting.IN_PERSON
    ]  # fmt: skip


def test_somebody_elses_rule_may_go_by_the_day_and_is_asked_for_each() -> None:
    asked: list[Any] = []
    rg.check(SERIES, rules=(counting("meeting", asked), counting("both", asked)))
    assert len(asked) == 16


def test_a_rule_about_series_is_asked_of_series_alone() -> None:
    asked: list[Any] = []
    mine = counting("series", asked)
    for subject in (PROTOCOL, MEETING, SERIES):
        rg.check(subject, rules=(mine,))
    assert asked == [SERIES]


def test_a_profile_can_do_without_a_rule() -> None:
    bare = attrs.evolve(SERIES, supervised_every=None)
    assert "RG706" in rg.check(bare).codes
    assert "RG706" not in rg.check(bare, profile=rg.Profile(off=("RG706",))).codes


# Waivers


class TestWaivers:
    SMALL = attrs.evolve(SERIES, group=attrs.evolve(SERIES.group, members=MEMBERS[:5]))
    WAIVER = rg.Waiver(code="RG102", reason="We are five.")

    def waived(self, subject: Series, **given: Any) -> list[str]:  # noqa: ANN401 -- as check takes it
        report = rg.check(subject, **given)
        assert "RG102" not in report.codes
        return [one.waived for one in report.waived]

    def test_a_waiver_of_the_call_the_series_or_the_protocol_holds(self) -> None:
        told = ["We are five."]
        assert self.waived(self.SMALL, waivers=(self.WAIVER,)) == told
        assert self.waived(attrs.evolve(self.SMALL, waivers=(self.WAIVER,))) == told
        protocol = attrs.evolve(PROTOCOL, waivers=(self.WAIVER,))
        assert self.waived(attrs.evolve(self.SMALL, protocol=protocol)) == told

    def test_a_waiver_of_the_usual_protocol_covers_no_other(self) -> None:
        protocol = attrs.evolve(PROTOCOL, waivers=(self.WAIVER,))
        opening = Opening(protocol=PROTOCOL)
        subject = attrs.evolve(self.SMALL, protocol=protocol, opening=opening)
        assert "RG102" in rg.check(subject).codes, "it holds for the first meeting too"
        both = attrs.evolve(subject, opening=Opening(protocol=attrs.evolve(protocol, version="2")))
        assert self.waived(both) == ["We are five."]

    def test_a_waiver_of_the_protocol_covers_the_whole_series(self) -> None:
        waiver = rg.Waiver(code="RG706", reason="They meet anyway.")
        protocol = attrs.evolve(PROTOCOL, waivers=(waiver,))
        report = rg.check(attrs.evolve(SERIES, protocol=protocol, supervised_every=None))
        assert [one.code for one in report.waived] == ["RG706"]

    def test_it_may_name_the_meeting_or_leave_it_out(self) -> None:
        away = [Away(name=one.name, first=DAYS[2], last=DAYS[2]) for one in MEMBERS[:3]]
        subject = attrs.evolve(SERIES, away=away)
        for path, number in (
            ("meetings[3]/group.members", 0),
            ("group.members", 0),
            ("", 0),
            ("meetings[4]/group.members", 1),
            ("group.leaders", 1),
        ):
            waiver = rg.Waiver(code="RG102", reason="Known.", path=path)
            report = rg.check(subject, waivers=(waiver,))
            assert [one.code for one in report].count("RG102") == number, path


# Repairs of what was found in meetings


def test_a_repair_of_every_meeting_applies_to_the_series() -> None:
    subject = attrs.evolve(SERIES, slot=rg.minutes(30), protocol=rg.CATALOGUE["balint.series"])
    (finding,) = rg.check(subject).errors
    assert finding.code == "RG201"
    assert finding.repair is not None
    assert mended(finding.repair, subject).slot == rg.minutes(90)
    assert rg.check(mended(finding.repair, subject)).ok


def test_a_repair_that_does_not_reach_the_opening_is_left_out() -> None:
    subject = attrs.evolve(SERIES, opening=Opening(slot=rg.minutes(20)))
    (finding,) = [one for one in rg.check(subject) if one.code == "RG201"]
    assert finding.path == "meetings[1]/slot"
    assert finding.repair is None, "a longer slot for the others does not make this one longer"


def minding(repairs: tuple[rg.Repair, ...], errors: bool) -> rg.Rule:  # noqa: FBT001 -- drawn by the test
    """A rule that minds eight meetings, and as an error any fee but the example's."""

    def judge(subject: Series) -> Iterator[rg.Notice]:
        if len(subject.meetings) == 8 and subject.slot == SERIES.slot and not errors:
            yield rg.Notice(path="count", message="Eight.", otherwise=repairs)
        if errors and subject.count != SERIES.count:
            yield rg.Notice(path="count", message="Another number.")

    rule = attrs.evolve(rg.explain("RG708"), judge=judge, about="series")
    severity = rg.Severity.ERROR if errors else rg.Severity.ADVICE
    return attrs.evolve(rule, code="OURS22" if errors else "OURS21", severity=severity)


def test_of_several_repairs_those_that_mend_are_kept_in_their_order() -> None:
    none = rg.Repair(says="Nothing new.", edits=(SetMeetings(8),))
    cannot = rg.Repair(says="Nowhere.", edits=(LeaveOut("nowhere"),))
    fewer = rg.Repair(says="Seven.", edits=(SetMeetings(7),))
    longer = rg.Repair(says="Longer.", edits=(rg.SetSlot(rg.minutes(81)),))
    rules = (minding((none, cannot, fewer, longer), errors=False),)
    (finding,) = rg.check(SERIES, rules=rules)
    assert finding.repair == fewer
    assert finding.otherwise == (longer,)
    (finding,) = rg.check(SERIES, rules=(*rules, minding((), errors=True)))
    assert finding.repair == longer, "seven would be an error"
    assert finding.otherwise == ()


def test_a_meeting_that_is_added_may_have_the_errors_there_were_and_no_others() -> None:
    @rg.rule(
        "meeting", code="OURS31", name="ours-late", what="Late.", why="It is.",
        severity=rg.Severity.ERROR,
    )  # fmt: skip
    def too_late(meeting: rg.Meeting) -> Iterator[rg.Notice]:
        if meeting.start.year > 2026:
            yield rg.Notice(path="start", message="Next year we are gone.")

    def offered(count: int) -> rg.Repair | None:
        report = rg.check(attrs.evolve(SERIES, count=count), rules=(too_late,))
        return next(one.repair for one in report if one.code == "RG708")

    assert offered(3) is not None, "there was one in January already"
    assert offered(2) is None


# The edits themselves


KINDS = pytest.mark.parametrize(
    "subject", [PROTOCOL, MEETING, SERIES], ids=["protocol", "meeting", "series"]
)


class TestEdits:
    LOCKED = (
        Lock(path="discuss", time=rg.exactly(rg.minutes(25))),
        Lock(path="discuss", gives_way=True),
        Lock(path="return", gives_way=True),
    )

    @pytest.mark.parametrize(
        ("edit", "told"),
        [
            (SetTime(path="discuss", time=rg.exactly(rg.minutes(5))), "give discuss 5 min"),
            (LeaveOut("clarify"), "leave out clarify"),
            (Unlock("discuss"), "take the lock off discuss"),
            (SetFee(30), "let each member pay 30 a meeting"),
            (SetFee("12.50", currency="EUR"), "let each member pay 12.50 EUR a meeting"),
            (SetMeetings(1), "plan 1 meeting"),
            (SetMeetings(8), "plan 8 meetings"),
            (PayLeaders(1), "pay 1 leader"),
            (PayLeaders(0), "pay 0 leaders"),
        ],
        ids=str,
    )
    def test_each_says_what_it_does(self, edit: Any, told: str) -> None:  # noqa: ANN401 -- any edit
        assert str(edit) == told
        assert str(rg.Repair(says="x", edits=(edit,)).edits[0]) == told

    @pytest.mark.parametrize(
        "subject", [PROTOCOL, MEETING, SERIES], ids=["protocol", "meeting", "series"]
    )
    def test_a_phase_gets_another_time_and_loses_its_source(self, subject: Subject) -> None:
        time = rg.between(rg.minutes(20), rg.minutes(22))
        protocol = changed(SetTime(path="discuss", time=time), subject)
        assert protocol.phase("discuss").time == time
        assert protocol.phase("discuss").standing_of("time") is rg.Standing.DEFAULT
        assert protocol.phase("present") == PROTOCOL.phase("present")
        with pytest.raises(rg.PathError, match="nowhere"):
            changed(SetTime(path="nowhere", time=time), subject)
        with pytest.raises(rg.PathError, match="is not a phase"):
            changed(SetTime(path="cases", time=time), subject)

    def test_a_stated_time_is_ours_once_it_is_changed(self) -> None:
        school = rg.CATALOGUE["balint.school"]
        assert school.phase("present").standing_of("time") is rg.Standing.STATED
        edit = SetTime(path="present", time=rg.exactly(rg.minutes(5)))
        assert apply(edit, school).phase("present").standing_of("time") is rg.Standing.DEFAULT

    @pytest.mark.parametrize(
        "subject", [PROTOCOL, MEETING, SERIES], ids=["protocol", "meeting", "series"]
    )
    def test_a_part_is_left_out(self, subject: Subject) -> None:
        assert "cases/clarify" not in dict(changed(LeaveOut("clarify"), subject).phases)
        with pytest.raises(rg.PathError, match="nowhere"):
            changed(LeaveOut("nowhere"), subject)
        with pytest.raises(rg.PathError, match="all there is"):
            changed(LeaveOut("cases"), subject)

    def test_in_a_first_meeting_it_is_the_first_session_that_changes(self) -> None:
        first = attrs.evolve(MEETING, first=True)
        without = apply(LeaveOut("introduce"), first)
        assert without.protocol.session == PROTOCOL.session
        assert "introduce" not in dict(without.held.phases)
        time = rg.exactly(rg.minutes(10))
        timed = apply(SetTime(path="introduce", time=time), first)
        assert timed.held.phase("introduce").time == time
        series = apply(SetTime(path="first_session/introduce", time=time), SERIES)
        assert series.meetings[0].held.phase("introduce").time == time

    def test_locks_come_off_a_meeting_and_a_series(self) -> None:
        meeting = attrs.evolve(MEETING, locks=self.LOCKED)
        series = attrs.evolve(SERIES, locks=self.LOCKED)
        assert apply(Unlock("discuss"), meeting).locks == self.LOCKED[2:]
        assert apply(Unlock("discuss"), series).locks == self.LOCKED[2:]
        with pytest.raises(rg.PathError, match="no lock at 'clarify'; there is discuss, return"):
            apply(Unlock("clarify"), meeting)
        with pytest.raises(rg.PathError, match="there is none"):
            apply(Unlock("discuss"), SERIES)
        with pytest.raises(rg.ModelError, match="a protocol has none to take off"):
            apply(Unlock("discuss"), PROTOCOL)

    def test_a_fee_is_set_in_the_money_of_the_series(self) -> None:
        for edit in (SetFee(30), SetFee(30, currency="GBP")):
            costs = apply(edit, SERIES).costs
            assert SERIES.costs is not None
            assert costs == attrs.evolve(SERIES.costs, member_session=30)
        with pytest.raises(rg.ModelError, match="keeps its accounts in GBP, not in EUR"):
            apply(SetFee(30, currency="EUR"), SERIES)

    def test_where_nothing_was_agreed_a_fee_needs_its_currency(self) -> None:
        free = attrs.evolve(SERIES, costs=None)
        costs = apply(SetFee(30, currency="EUR"), free).costs
        assert costs == Costs(currency="EUR", member_session=decimal.Decimal(30))
        with pytest.raises(rg.ModelError, match="currency"):
            apply(SetFee(30), free)

    @pytest.mark.parametrize("amount", [-1, 1_000_001, 2.5, "NaN", "a lot", True])
    def test_a_fee_is_an_exact_amount(self, amount: Any) -> None:  # noqa: ANN401 -- what is no amount
        with pytest.raises(rg.ModelError, match=r"SetFee\.amount"):
            SetFee(amount)

    def test_more_meetings_are_planned_whatever_ended_the_series_before(self) -> None:
        assert len(apply(SetMeetings(10), SERIES).meetings) == 10
        until = attrs.evolve(SERIES, count=None, until=DAYS[3])
        assert len(until.meetings) == 4
        assert len(apply(SetMeetings(5), until).meetings) == 5
        dates = attrs.evolve(SERIES, count=None, cadence=OnDates(DAYS))
        with pytest.raises(rg.ModelError, match="as many meetings as days"):
            apply(SetMeetings(5), dates)

    def test_fewer_leaders_are_paid(self) -> None:
        paid = apply(PayLeaders(1), SERIES)
        assert SERIES.budget is not None
        assert paid.budget is not None
        assert paid.budget.cost * 2 == SERIES.budget.cost
        with pytest.raises(rg.ModelError, match="agreed no costs"):
            apply(PayLeaders(1), attrs.evolve(SERIES, costs=None))

    @pytest.mark.parametrize("edit", [SetFee(30), SetMeetings(8), PayLeaders(1)], ids=str)
    @pytest.mark.parametrize("subject", [PROTOCOL, MEETING], ids=["protocol", "meeting"])
    def test_what_belongs_to_a_series_is_refused_elsewhere(
        self,
        edit: Any,  # noqa: ANN401 -- any edit
        subject: Any,  # noqa: ANN401 -- either subject
    ) -> None:
        with pytest.raises(rg.ModelError, match="only in a series can one"):
            apply(edit, subject)

    def test_a_slot_and_rounds_are_set_for_the_series(self) -> None:
        assert apply(rg.SetSlot(rg.minutes(100)), SERIES).slot == rg.minutes(100)
        series = apply(rg.SetRounds(path="cases", count=1), SERIES)
        cases = series.protocol.part("cases")
        assert isinstance(cases, rg.Rounds)
        assert cases.count == rg.times(1)
        assert series.protocol.first_session == PROTOCOL.first_session

    def test_each_evaluates_back(self) -> None:
        known: dict[str, Any] = {name: getattr(rg, name) for name in rg.__all__}
        known["Decimal"] = decimal.Decimal
        for edit in (
            SetTime(path="a", time=rg.exactly(rg.minutes(5))),
            LeaveOut("a"),
            Unlock("a"),
            SetFee("12.50", currency="GBP"),
            SetMeetings(3),
            PayLeaders(2),
        ):
            known[type(edit).__name__] = type(edit)
            assert eval(repr(edit), known) == edit  # noqa: S307 -- our own repr


def changed(edit: Any, subject: Subject) -> rg.Protocol:  # noqa: ANN401 -- any edit
    if isinstance(subject, rg.Protocol):
        return apply(edit, subject)
    if isinstance(subject, rg.Meeting):
        return apply(edit, subject).protocol
    return apply(edit, subject).protocol


# A whole series, as people have them


def test_a_year_with_holidays_and_changes_is_checked_like_any_other() -> None:
    subject = attrs.evolve(
        SERIES,
        count=12,
        holidays=(Holiday(first=dt.date(2027, 7, 20), last=dt.date(2027, 8, 31)),),
        amendments=(
            Cancelled(day=DAYS[1], why="ill"),
            Postponed(day=DAYS[2], to=DAYS[2] + dt.timedelta(days=2)),
        ),
        attendance=Attendance(expected=0.95, persons=(Likely("Hal", 0.9),)),
    )
    assert rg.check(subject).findings == ()
    assert len(subject.meetings) == 11


def test_the_same_series_online_has_what_online_brings() -> None:
    report = rg.check(attrs.evolve(SERIES, group=ONLINE.group))
    assert report.codes == ("RG710",)
    assert str(report).startswith("An example of a series: 8 meetings")
