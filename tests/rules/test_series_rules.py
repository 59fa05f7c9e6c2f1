"""The rules over a series: what each of them finds, what it lets pass, and where it turns."""

from __future__ import annotations

import datetime as dt
import decimal
import itertools
import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.cadence import Cadence, Monthly, OnDates, Weekly
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
from reflective_groups.rules.clash import clash, facts_of, smallest_clash
from reflective_groups.rules.examples import MEETING, MEMBERS, ONLINE, PROTOCOL, SERIES
from reflective_groups.rules.series import FALLS_SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable

NEEDS = rg.CATALOGUE["balint.de"].series
UK, UK_ONLINE = rg.CATALOGUE["balint.uk"], rg.CATALOGUE["balint.uk_online"]
START = SERIES.start.date()


def found(code: str, series: Series = SERIES, **changes: Any) -> tuple[rg.Finding, ...]:  # noqa: ANN401 -- any field, of any type
    """What a rule finds in a series that is changed."""
    report = rg.check(attrs.evolve(series, **changes))
    return tuple(one for one in report if one.code == code)


def needing(**changes: Any) -> rg.Protocol:  # noqa: ANN401 -- any field, of any type
    """The example with other needs of a series."""
    assert PROTOCOL.series is not None
    return attrs.evolve(PROTOCOL, series=attrs.evolve(PROTOCOL.series, **changes))


def led(**changes: Any) -> rg.Group:  # noqa: ANN401 -- any field, of any type
    """The example's group with leaders of another kind."""
    leaders = tuple(attrs.evolve(one, **changes) for one in SERIES.group.leaders)
    return attrs.evolve(SERIES.group, leaders=leaders)


def of(number: int, **changes: Any) -> rg.Group:  # noqa: ANN401 -- any field, of any type
    """The example's group with so many members."""
    members = (*MEMBERS, *(rg.Person(f"M{i}", profession="doctor") for i in range(number)))[:number]
    return attrs.evolve(SERIES.group, members=members, **changes)


def costing(**changes: Any) -> Costs:  # noqa: ANN401 -- any field, of any type
    """The example's costs, changed."""
    assert SERIES.costs is not None
    return attrs.evolve(SERIES.costs, **changes)


def bare(key: str, **changes: Any) -> Series:  # noqa: ANN401 -- any field, of any type
    """A series of a protocol of the catalogue with six people who have told nothing."""
    told: dict[str, Any] = {
        "key": "bare",
        "title": "Bare",
        "protocol": rg.CATALOGUE[key],
        "group": rg.Group(members=("Ann", "Ben", "Cem", "Dot", "Eva", "Fay"), leaders=("Kim",)),
        "start": SERIES.start,
        "slot": rg.minutes(90),
        "cadence": Monthly(),
        "count": 8,
        **changes,
    }
    return Series(**told)


def places(several: Iterable[rg.Finding]) -> list[str]:
    return [one.path for one in several]


class TestEnoughPeople:
    """RG701 and RG715."""

    PAIRS = pytest.mark.parametrize(("code", "least"), [("RG701", 4), ("RG715", 6)])

    def at(self, share: float | None, **changes: Any) -> tuple[rg.Finding, ...]:  # noqa: ANN401 -- any field, of any type
        return found("RG701", attendance=Attendance(expected=share), **changes)

    def enrolled(self, share: float | None, **changes: Any) -> tuple[rg.Finding, ...]:  # noqa: ANN401 -- any field, of any type
        return found("RG715", attendance=Attendance(expected=share), **changes)

    def test_below_what_makes_such_a_group_it_is_a_warning_with_the_figures(self) -> None:
        (finding,) = self.at(0.5, protocol=UK)
        assert finding.severity is rg.Severity.WARNING
        assert finding.path == "attendance"
        assert finding.message == (
            "At each meeting fewer than 4 members come with a chance of 36 %. With 12 enrolled it "
            "is 10 % at the most."
        )
        assert finding.repair is None, "nobody can enrol people whom nobody named"
        assert finding.evidence == (
            "8 members at 50 % of meetings on average, as is told",
            "at least 4 at the meeting of 2026-11-30: 64 %",
            "at least 4 at each of 8 meetings: 3 %",
            "minded above 10 %, which is our choice",
        )
        assert finding.citations == UK.size.citations_of("absolute_least")
        assert found("RG715", attendance=Attendance(expected=0.5), protocol=UK) == (), "once"

    def test_what_the_source_enrols_is_advice_in_those_words(self) -> None:
        (finding,) = self.enrolled(0.75, protocol=UK)
        assert finding.severity is rg.Severity.ADVICE
        assert finding.message == (
            "The source has 6 members at the least, counting those enrolled. At each meeting fewer "
            "are in the room with a chance of 32 %; whether that is too few is for the group to "
            "say. With 10 enrolled it is 10 % at the most."
        )
        assert finding.citations == UK.size.citations_of("least")
        assert self.at(0.75, protocol=UK) == ()

    def test_six_who_are_committed_are_not_warned(self) -> None:
        assert self.at(0.95, protocol=UK, group=of(6)) == ()
        six = bare("balint.uk", attendance=Attendance(least=7, of=8))
        assert "RG701" not in rg.check(six).codes

    def test_it_minds_more_than_one_meeting_in_ten(self) -> None:
        for code, near in (("RG701", range(590, 690)), ("RG715", range(840, 870))):
            edge = next(
                share
                for share in near
                if not found(code, attendance=Attendance(expected=share / 1000))
            )
            assert edge > near[0], "more than nine in ten"
            assert found(code, attendance=Attendance(expected=(edge - 1) / 1000))
        assert pytest.approx(0.1) == FALLS_SHORT

    @PAIRS
    def test_it_is_silent_where_nothing_is_told(self, code: str, least: int) -> None:
        assert least
        for key in ("balint.online_on_ca", "balint.abs_online", "balint.uk"):
            assert found(code, bare(key)) == (), "what a source tolerates or asks is no forecast"
        leaders = Attendance(persons=(Likely("Lena", 0.1),))
        assert found(code, attendance=leaders) == ()

    @PAIRS
    def test_a_protocol_without_a_size_is_silent(self, code: str, least: int) -> None:
        assert least
        nobody = attrs.evolve(PROTOCOL, size=rg.GroupSize())
        assert found(code, protocol=nobody, attendance=Attendance(expected=0.1)) == ()

    @PAIRS
    def test_either_number_alone_will_do(self, code: str, least: int) -> None:
        warned = rg.GroupSize(absolute_least=least)
        size = warned if code == "RG701" else rg.GroupSize(least=least)
        protocol = attrs.evolve(PROTOCOL, size=size)
        (finding,) = found(code, protocol=protocol, attendance=Attendance(expected=0.4))
        assert finding.citations == (), "our own protocol has no source"

    def test_what_members_commit_to_is_the_least_and_no_average(self) -> None:
        (finding,) = found("RG701", attendance=Attendance(least=4, of=8))
        assert finding.evidence[0] == "8 members at 50 % of meetings, the least that they commit to"

    def test_people_who_are_known_are_kept_as_they_are(self) -> None:
        seldom = tuple(Likely(one.name, 0.0) for one in MEMBERS[5:])
        (finding,) = found("RG715", attendance=Attendance(expected=1.0, persons=seldom))
        assert "With 11 enrolled" in finding.message, "five always come, and three of eight never"
        assert "63 % of meetings on average, as is told" in finding.evidence[0] or (
            "62 % of meetings on average, as is told" in finding.evidence[0]
        )

    def test_of_whom_nothing_is_told_is_taken_to_come(self) -> None:
        seldom = tuple(Likely(one.name, 0.1) for one in MEMBERS[:3])
        (finding,) = found("RG715", attendance=Attendance(persons=seldom))
        assert "as is told or taken to come every time" in finding.evidence[0]

    def test_a_meeting_with_too_few_in_any_case_is_for_other_rules(self) -> None:
        away = tuple(Away(name=one.name, first=START, last=START) for one in MEMBERS[:5])
        series = attrs.evolve(SERIES, away=away, offers=())
        assert found("RG701", series) == ()
        assert "meetings[1]/group.members" in places(found("RG101", series))

    def test_where_some_are_away_the_day_is_named_and_not_a_number(self) -> None:
        day = SERIES.meetings[2].start.date()
        away = tuple(Away(name=one.name, first=day, last=day) for one in MEMBERS[:2])
        leader = Away(name="Luis", first=day, last=day)
        (finding,) = found("RG715", away=(*away, leader))
        assert f"At the meeting of {day} fewer are in the room" in finding.message
        assert finding.message.endswith(
            "Ann and Ben are away that day, and with everybody it would be 1 %; another day may "
            "help."
        )
        (finding,) = found("RG715", away=away[:1], attendance=Attendance(expected=0.87))
        assert "Ann is away that day" in finding.message

    def test_where_no_number_would_do_it_says_so(self) -> None:
        (finding,) = self.at(0.001)
        assert finding.message.endswith("More than 200 who come as often would be needed.")

    def test_more_than_the_source_has_is_said(self) -> None:
        (finding,) = self.at(0.3)
        assert "its source has 12 at the most" in finding.message
        protocol = attrs.evolve(PROTOCOL, size=rg.GroupSize(absolute_least=4))
        (finding,) = self.at(0.3, protocol=protocol)
        assert "its source" not in finding.message

    @pytest.mark.parametrize(
        ("share", "told"), [(0.9999, "over 99 %"), (0.0001, "under 1 %")], ids=["all", "nothing"]
    )
    def test_what_is_nearly_sure_is_not_told_as_sure(self, share: float, told: str) -> None:
        persons = [Likely(one.name, 1.0) for one in MEMBERS[:4]]
        persons += [Likely(one.name, share) for one in MEMBERS[4:5]]
        group = of(5)
        protocol = attrs.evolve(PROTOCOL, size=rg.GroupSize(absolute_least=5))
        several = found(
            "RG701",
            attendance=Attendance(persons=persons),
            group=group,
            protocol=protocol,
        )
        assert (told in str(several[0].evidence)) if several else share > 0.9


class TestFees:
    """RG702."""

    def clash(self, **changes: Any) -> rg.Finding:  # noqa: ANN401 -- any field, of any type
        told: dict[str, Any] = {
            "protocol": UK_ONLINE,
            "slot": rg.minutes(90),
            "group": attrs.evolve(ONLINE.group, members=MEMBERS[:6]),
            "costs": Costs(currency="GBP", leader_hour=60, member_session=15),
            "attendance": Attendance(),
            "offers": (),
            **changes,
        }
        (finding,) = found("RG702", **told)
        return finding

    def test_six_online_with_two_leaders_at_the_lower_fee_do_not_meet_their_cost(self) -> None:
        finding = self.clash()
        assert finding.message == (
            "For 8 meetings the cost is 1440 GBP, and fees bring in 720 GBP: 720 GBP are missing. "
            "It would be met by a fee of 30 GBP, 12 members who pay or 1 paid leader if the other "
            "agrees to work unpaid."
        )
        assert finding.evidence == (
            "group.leaders: 2 leaders to pay",
            "costs.leader_hour: 60 GBP an hour for each (agreed; 60 to 75 GBP is usual, 003-80)",
            "slot: 90 min a meeting",
            "group.members: 6 members",
            "costs.member_session: 15 GBP a meeting from each (agreed)",
        )
        assert {"003-80", "003-81", "003-83"} <= {one.where for one in finding.citations}

    def test_each_repair_meets_the_cost(self) -> None:
        finding = self.clash()
        assert finding.repair is not None
        repairs = (finding.repair, *finding.otherwise)
        assert [str(edit) for one in repairs for edit in one.edits] == [
            "let each member pay 30.00 a meeting",
            "pay 1 leader",
        ]
        assert str(repairs[1]) == "Pay 1 leader only, if the other agrees to work unpaid."
        series = attrs.evolve(
            SERIES,
            protocol=UK_ONLINE,
            slot=rg.minutes(90),
            group=attrs.evolve(ONLINE.group, members=MEMBERS[:6]),
            costs=Costs(currency="GBP", leader_hour=60, member_session=15),
            attendance=Attendance(),
            offers=(),
        )
        for repair in repairs:
            budget = repair.apply(series).budget
            assert budget is not None
            assert budget.balance == 0

    def test_in_a_room_the_usual_fee_is_told_with_its_source(self) -> None:
        finding = self.clash(protocol=UK)
        assert "15 to 25 GBP is usual, 003-81" in str(finding.evidence)

    def test_a_fee_that_just_meets_it_is_enough(self) -> None:
        group = attrs.evolve(SERIES.group, members=MEMBERS[:6])
        told: dict[str, Any] = {
            "group": group, "slot": rg.minutes(90), "attendance": Attendance(), "offers": ()
        }  # fmt: skip
        for fee, number in (("30", 0), ("29.99", 1)):
            costs = Costs(currency="GBP", leader_hour=60, member_session=fee)
            assert len(found("RG702", costs=costs, **told)) == number, fee

    def test_room_and_a_free_first_meeting_are_told_where_they_matter(self) -> None:
        room = self.clash(
            costs=Costs(currency="GBP", member_session=15, room_hire=100, paid_leaders=0)
        )
        assert places_of(room) == ["group.members", "costs.member_session", "costs.room_hire"]
        free = self.clash(
            count=1,
            costs=Costs(currency="GBP", leader_hour=1, member_session=99, first_free=True),
        )
        assert places_of(free) == ["group.leaders", "costs.leader_hour", "slot", "costs.first_free"]
        assert free.evidence[-1] == (
            "costs.first_free: nobody pays for the first meeting; there is 1 meeting"
        )
        assert free.message.endswith("It would be met by the fee for the first meeting too.")
        assert free.repair is None, "no fee of nobody meets anything"

    def test_a_taster_is_told_where_it_matters(self) -> None:
        taster = self.clash(
            count=1,
            opening=Opening(taster=True),
            costs=Costs(currency="GBP", leader_hour=60, member_session=59),
        )
        assert taster.evidence[-1] == (
            "opening.taster: nobody pays for the taster; there are 2 meetings"
        )
        both = self.clash(
            count=1,
            opening=Opening(taster=True),
            costs=Costs(currency="GBP", leader_hour=60, member_session=60, first_free=True),
        )
        assert "the taster or the first meeting; there are 2" in str(both.evidence)

    @pytest.mark.parametrize("members", [0, 6, 12])
    def test_those_who_pay_are_counted_by_how_often_they_do(self, members: int) -> None:
        """Twelve who come to half of the meetings bring in six fees; it takes 24 of them."""
        told: dict[str, Any] = {
            "protocol": UK,
            "attendance": Attendance(expected=0.5),
            "costs": Costs(currency="GBP", leader_hour=60, member_session=15),
        }
        finding = self.clash(group=of(members), **told)
        way = "24 members who pay for 50 % of meetings, as now"
        assert (way in finding.message) is bool(members)
        for number, enough in ((24, True), (23, False)):
            series = attrs.evolve(SERIES, group=of(number), offers=(), slot=rg.minutes(90), **told)
            assert (not found("RG702", series)) is enough

    @given(st.integers(1, 8), st.sampled_from((0.3, 0.5, 0.75, 1.0)), st.integers(1, 30))
    def test_so_many_members_meet_the_cost_and_no_fewer(
        self, members: int, share: float, fee: int
    ) -> None:
        told: dict[str, Any] = {
            "attendance": Attendance(expected=share),
            "costs": Costs(currency="GBP", leader_hour=30, member_session=fee),
            "offers": (),
            "count": 2,
        }
        several = found("RG702", group=of(members), **told)
        if not several:
            return
        (number,) = re.findall(r"(\d+) members? who pay", several[0].message)
        if int(number) > 200:
            return
        assert found("RG702", group=of(int(number)), **told) == ()
        assert found("RG702", group=of(int(number) - 1), **told) != ()

    def test_a_fee_outside_the_usual_range_is_told_with_it(self) -> None:
        assert "a fee of 30 GBP (15 to 25 GBP is usual)," in self.clash(protocol=UK).message
        inside = self.clash(
            protocol=UK, group=of(8), costs=Costs(currency="GBP", leader_hour=60, member_session=15)
        )
        assert "a fee of 22.50 GBP, 12 members" in inside.message

    def test_one_of_three_leaders_may_be_paid(self) -> None:
        three = (*SERIES.group.leaders, rg.Person("Lou"))
        finding = self.clash(group=attrs.evolve(of(6), leaders=three))
        assert finding.message.endswith("1 paid leader if the others agree to work unpaid.")

    def test_a_group_of_its_own_has_no_source_of_somebody_elses(self) -> None:
        finding = self.clash(protocol=attrs.evolve(PROTOCOL, fees=None))
        assert finding.citations == ()

    def test_those_who_stay_away_and_do_not_pay_are_told_where_they_matter(self) -> None:
        rare = self.clash(
            costs=Costs(currency="GBP", leader_hour=60, member_session=30),
            attendance=Attendance(expected=0.5),
        )
        assert "attendance" in places_of(rare)
        assert "50 % of them come" in str(rare.evidence)
        assert "12 members who pay for 50 % of meetings, as now" in rare.message

    def test_hours_are_added_up_where_meetings_differ(self) -> None:
        finding = self.clash(opening=Opening(slot=rg.minutes(180)))
        assert "slot: 13.50 hours in 8 meetings" in finding.evidence

    def test_nobody_to_pay_but_nobody_who_pays(self) -> None:
        finding = self.clash(group=rg.Group(leaders=("Kim",)))
        assert "group.members: 0 members" in finding.evidence
        assert finding.repair is None

    def test_too_many_members_are_told_with_the_bound(self) -> None:
        finding = self.clash(protocol=PROTOCOL, costs=costing(member_session=1, in_advance=None))
        assert "(its source has 12 at the most)" in finding.message

    def test_a_number_of_paid_leaders_is_the_groups_to_tell(self) -> None:
        finding = self.clash(
            costs=Costs(currency="GBP", leader_hour=60, member_session=10, paid_leaders=2)
        )
        assert "costs.paid_leaders: 2 leaders to pay" in finding.evidence
        assert finding.otherwise == (), "one paid leader is more than the fees bring in"

    def test_a_fee_that_is_too_large_to_be_one_is_not_offered(self) -> None:
        finding = self.clash(
            costs=Costs(currency="GBP", leader_hour=1_000_000, member_session=0),
            slot=rg.minutes(44_000),
            count=1,
            group=attrs.evolve(ONLINE.group, members=MEMBERS[:1]),
        )
        assert finding.repair is None
        assert "It would be met" not in finding.message

    @pytest.mark.parametrize(
        "costs", [None, Costs(currency="GBP", leader_hour=60)], ids=["no costs", "no fee"]
    )
    def test_without_an_agreed_fee_it_is_silent(self, costs: Costs | None) -> None:
        assert found("RG702", costs=costs) == ()

    @given(
        st.integers(0, 2),
        st.integers(0, 90),
        st.integers(0, 4),
        st.integers(0, 40),
        st.integers(0, 50),
        st.booleans(),
        st.sampled_from((None, 0.5, 0.8)),
    )
    def test_the_facts_told_clash_and_no_fewer_do(  # noqa: PLR0913, PLR0917 -- a budget has as many
        self,
        paid: int,
        hour: int,
        members: int,
        fee: int,
        room: int,
        free: bool,  # noqa: FBT001 -- drawn
        share: float | None,
    ) -> None:
        costs = Costs(
            currency="GBP",
            leader_hour=hour,
            member_session=fee,
            room_hire=room,
            paid_leaders=paid,
            first_free=free,
        )
        series = attrs.evolve(
            SERIES,
            costs=costs,
            group=of(members),
            attendance=Attendance(expected=share),
            count=2,
            offers=(),
        )
        budget = series.budget
        assert budget is not None
        facts, hire = facts_of(series, costs, budget)
        kept = smallest_clash(facts, hire)
        assert bool(kept) is (budget.balance < 0)
        assert not any(
            clash(fewer, facts, hire)
            for number in range(len(kept))
            for fewer in itertools.combinations((*facts, hire), number)
        )


def places_of(finding: rg.Finding) -> list[str]:
    return [line.partition(":")[0] for line in finding.evidence]


class TestFeesOpen:
    """RG703."""

    def told(self, **changes: Any) -> str:  # noqa: ANN401 -- any field, of any type
        series = attrs.evolve(SERIES, costs=None, slot=rg.minutes(90))
        (finding,) = found("RG703", series, **changes)
        return finding.message

    def test_it_tells_what_the_ranges_of_the_source_come_to(self) -> None:
        assert self.told(protocol=UK, group=of(6)) == (
            "Nothing is agreed on fees. 2 leaders at 60 to 75 GBP an hour over 90 min cost 180 to "
            "225 GBP a meeting, which 8 to 15 members meet at 15 to 25 GBP each; shared by 6 "
            "members it is 30 to 37.50 GBP each."
        )

    def test_online_there_is_no_usual_fee_to_tell(self) -> None:
        told = self.told(protocol=UK_ONLINE, group=of(6))
        assert "members meet" not in told
        assert "30 to 37.50 GBP each" in told

    def test_one_leader_is_met_by_four_to_eight(self) -> None:
        group = attrs.evolve(of(6), leaders=SERIES.group.leaders[:1])
        assert "1 leader at" in self.told(protocol=UK, group=group)
        assert "which 4 to 8 members meet" in self.told(protocol=UK, group=group)

    def test_what_is_agreed_takes_the_place_of_a_range(self) -> None:
        told = self.told(costs=Costs(currency="GBP", leader_hour=60, room_hire=20))
        assert "at 60 GBP an hour over 90 min and the room cost 200 GBP a meeting" in told
        told = self.told(costs=Costs(currency="GBP", member_session=25))
        assert "which 8 to 9 members" in told, "their own fee is for their own length"
        assert told.startswith("Nothing is agreed on what leaders get. ")
        assert "which 8 to 9 members meet at 25 GBP each" in told

    def test_where_both_ends_need_as_many_one_number_is_told(self) -> None:
        costs = Costs(currency="GBP", leader_hour=60, paid_leaders=1)
        fees = rg.Fees(
            leader_hour=PROTOCOL.fees.leader_hour if PROTOCOL.fees else None,
            member_session=rg.Price(least=20, most=20, currency="GBP"),
        )
        assert "which 5 members meet at 20 GBP each" in self.told(
            costs=costs, protocol=attrs.evolve(UK, fees=fees)
        )

    def test_a_fee_for_ninety_minutes_is_not_held_against_other_lengths(self) -> None:
        assert "members meet" in self.told(protocol=UK)
        for slot in (60, 120):
            told = self.told(protocol=UK, slot=rg.minutes(slot))
            assert "members meet" not in told
            assert "shared by 8 members it is" in told
        nobody = attrs.evolve(SERIES.group, leaders=())
        series = bare("balint.uk", group=nobody, slot=rg.minutes(60))
        assert found("RG703", series) == ()
        no_slot = attrs.evolve(UK, slot=None)
        assert "members meet" in self.told(protocol=no_slot)

    def test_it_cites_the_protocols_own_source(self) -> None:
        series = attrs.evolve(SERIES, costs=None)
        (finding,) = found("RG703", series, protocol=rg.CATALOGUE["balint.abs_online"])
        assert {one.source.key for one in finding.citations} == {"B15"}
        assert found("RG703", series)[0].citations == ()

    def test_volunteers_are_not_urged_to_agree_on_fees(self) -> None:
        unpaid = Costs(currency="GBP", paid_leaders=0)
        assert found("RG703", costs=unpaid, protocol=UK, slot=rg.minutes(90)) == ()
        hall = attrs.evolve(unpaid, room_hire=decimal.Decimal(20))
        assert found("RG703", costs=hall, protocol=UK, slot=rg.minutes(90)) != ()

    def test_a_source_that_knows_of_fees_alone_is_told(self) -> None:
        told = self.told(protocol=rg.CATALOGUE["balint.abs_online"], slot=rg.minutes(60))
        assert "8 members at 25 to 40 USD bring in 200 to 320 USD a meeting." in told

    def test_where_nobody_is_paid_the_fees_are_told_alone(self) -> None:
        group = attrs.evolve(SERIES.group, leaders=())
        told = self.told(group=group, protocol=UK)
        assert "8 members at 15 to 25 GBP bring in 120 to 200 GBP" in told

    def test_a_fee_that_may_be_nothing_meets_nothing(self) -> None:
        fees = rg.Fees(
            leader_hour=rg.Price(least=60, most=75, currency="GBP"),
            member_session=rg.Price(least=0, most=25, currency="GBP"),
        )
        assert "members meet" not in self.told(protocol=attrs.evolve(PROTOCOL, fees=fees))

    def test_a_group_of_nobody_shares_nothing(self) -> None:
        assert "shared" not in self.told(group=attrs.evolve(SERIES.group, members=()), offers=())

    def test_other_money_is_not_mixed_in(self) -> None:
        assert found("RG703", costs=Costs(currency="EUR")) == ()
        fees = rg.Fees(
            leader_hour=rg.Price(least=60, most=75, currency="GBP"),
            member_session=rg.Price(least=15, most=25, currency="EUR"),
        )
        assert "members meet" not in self.told(protocol=attrs.evolve(PROTOCOL, fees=fees))

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"protocol": attrs.evolve(PROTOCOL, fees=None)},
            {"protocol": attrs.evolve(PROTOCOL, fees=rg.Fees())},
            {"protocol": UK_ONLINE, "group": attrs.evolve(SERIES.group, leaders=())},
        ],
        ids=["all agreed", "no fees known", "no figures", "nobody to pay"],
    )
    def test_it_is_silent(self, changes: dict[str, Any]) -> None:
        costs = SERIES.costs if not changes else None
        assert found("RG703", costs=costs, **changes) == ()


class TestFeeBand:
    """RG716."""

    @pytest.mark.parametrize(
        ("hour", "fee", "paths"),
        [
            (60, 15, []),
            (75, 25, []),
            ("59.99", 15, ["costs.leader_hour"]),
            (60, "25.01", ["costs.member_session"]),
            (80, 10, ["costs.leader_hour", "costs.member_session"]),
            (0, 0, []),
            (None, None, []),
        ],
    )
    def test_what_is_outside_the_range_is_told(
        self, hour: Any, fee: Any, paths: list[str]  # noqa: ANN401 -- any amount
    ) -> None:  # fmt: skip
        costs = Costs(currency="GBP", leader_hour=hour, member_session=fee)
        several = found("RG716", bare("balint.uk", costs=costs))
        assert places(several) == paths
        assert {one.severity for one in several} <= {rg.Severity.ADVICE}

    def test_it_says_what_is_usual_and_for_whom(self) -> None:
        costs = Costs(currency="GBP", leader_hour=60, member_session=30)
        (finding,) = found("RG716", bare("balint.uk", costs=costs))
        assert finding.message == "Each member pays 30 GBP a meeting; 15 to 25 GBP is usual."
        assert finding.evidence == ("most groups that meet in a room",)
        assert [one.where for one in finding.citations] == ["003-81"]

    def test_other_money_other_lengths_and_other_groups_are_not_compared(self) -> None:
        costs = Costs(currency="GBP", member_session=30)
        assert found("RG716", bare("balint.uk", costs=costs, slot=rg.minutes(120))) == ()
        assert found("RG716", bare("balint.uk_online", costs=costs)) == ()
        assert found("RG716", bare("balint.school", costs=costs)) == ()
        assert found("RG716", bare("balint.uk", costs=attrs.evolve(costs, currency="EUR"))) == ()
        assert found("RG716", costs=None) == ()


class TestTurns:
    """RG704 and RG705."""

    def test_three_meetings_are_too_few_for_eight(self) -> None:
        (finding,) = found("RG704", count=3)
        assert finding.severity is rg.Severity.ADVICE
        assert (
            "In 3 meetings there is time for 5 matters, and there are 8 members" in finding.message
        )
        assert "nobody has to" in finding.message
        assert finding.repair is not None
        assert str(finding.repair.edits[0]) == "plan 5 meetings"

    def test_five_meetings_of_two_cases_are_enough_for_eight(self) -> None:
        assert found("RG704", count=5) == ()
        assert found("RG704", count=4) != ()

    def test_a_session_without_rounds_holds_one_matter(self) -> None:
        several = found("RG704", bare("balint.school", count=5))
        assert "In 5 meetings there is time for 5 matters" in several[0].message
        assert found("RG704", bare("balint.school", count=6)) == ()

    def test_days_told_one_by_one_cannot_be_made_more(self) -> None:
        cadence = OnDates((START, START + dt.timedelta(days=7)))
        (finding,) = found("RG704", cadence=cadence, count=None)
        assert finding.repair is None

    def test_a_first_meeting_that_holds_no_case_offers_no_more_of_them(self) -> None:
        protocol = attrs.evolve(PROTOCOL, session=PROTOCOL.session * 0)
        (finding,) = found("RG704", count=1, protocol=protocol, offers=())
        assert finding.repair is None, "the first holds one, and no other does"
        none = attrs.evolve(protocol, first_session=None)
        (finding,) = found("RG704", count=1, protocol=none, offers=())
        assert finding.repair is None

    def test_more_meetings_than_a_series_can_have_are_not_offered(self) -> None:
        series = bare("balint.school", count=500, cadence=Weekly(), group=of(200))
        short = attrs.evolve(series, amendments=[Cancelled(day=one.day) for one in _days(series)])
        (finding,) = found("RG704", short)
        assert finding.repair is None

    def test_it_is_one_more_usual_meeting_that_counts(self) -> None:
        """A long opening holds two cases, and each of the others one."""
        case = attrs.evolve(PROTOCOL, first_session=None)
        opening = Opening(slot=rg.minutes(180))
        (finding,) = found(
            "RG704", protocol=case, slot=rg.minutes(45), opening=opening, count=2, offers=()
        )
        assert "In 2 meetings there is time for 3 matters" in finding.message
        assert str(finding.repair) == "Plan 7 meetings."

    @pytest.mark.parametrize("key", ["triad.peer", "relatives.troika"])
    def test_small_groups_share_their_turns_themselves(self, key: str) -> None:
        assert found("RG704", bare(key, count=1)) == ()

    def test_a_session_in_which_nobody_brings_anything_has_no_turns(self) -> None:
        talk = rg.Protocol(key="my.talk", title="Talk", session=rg.Phase(name="talk"))
        assert found("RG704", protocol=talk, count=1) == ()

    def offers(self, *names: str) -> tuple[Offer, ...]:
        days = (one.day for one in SERIES.occasions)
        return tuple(Offer(day=day, names=(name,)) for day, name in zip(days, names, strict=False))

    def test_a_turn_again_before_others_is_told(self) -> None:
        (finding,) = found("RG705", offers=self.offers("Ann", "Ben", "Ann"))
        assert finding.severity is rg.Severity.ADVICE
        assert finding.path == "offers[2027-01-25]"
        assert finding.message == (
            "Ann is to bring a matter again before 6 others have brought one, as far as is told. "
            "Whoever would like to may; nobody has to."
        )

    def test_an_offer_keeps_its_day_when_its_meeting_is_held_on_another(self) -> None:
        day = SERIES.occasions[2].day
        put_off = (Postponed(day=day, to=day + dt.timedelta(days=3)),)
        (finding,) = found("RG705", offers=self.offers("Ann", "Ben", "Ann"), amendments=put_off)
        assert finding.path == f"offers[{day}]"

    def test_a_turn_again_after_everybody_else_is_fair(self) -> None:
        names = [one.name for one in MEMBERS]
        assert found("RG705", offers=self.offers(*names)) == ()
        assert found("RG705", presented=names, offers=self.offers("Ann")) == ()
        (finding,) = found("RG705", presented=names[:-1], offers=self.offers("Ann"))
        assert "before 1 other has brought one" in finding.message
        assert "Hal" not in finding.message, "nobody is held to it by name"

    def test_it_is_the_last_turn_that_counts(self) -> None:
        names = [one.name for one in MEMBERS]
        assert found("RG705", presented=["Ann", *names], offers=self.offers("Ann")) == ()
        assert found("RG705", presented=[*names, "Ann"], offers=self.offers("Ann"))

    def test_those_who_are_away_or_offer_for_the_same_day_wait_for_nothing(self) -> None:
        names = [one.name for one in MEMBERS]
        offers = (Offer(day=START, names=("Ann", "Hal")),)
        assert found("RG705", presented=names[:-1], offers=offers) == ()
        away = (Away(name="Hal", first=START, last=START),)
        assert found("RG705", presented=names[:-1], offers=offers[:1], away=away) == ()

    def test_it_is_never_an_error(self) -> None:
        assert rg.explain("RG704").severity is rg.Severity.ADVICE
        assert rg.explain("RG705").severity is rg.Severity.ADVICE


def _days(series: Series) -> list[Any]:
    return list(series.occasions[1:])


class TestSupervision:
    """RG706 and RG707."""

    TRAINEES = led(accreditation=rg.Accreditation.WORKING_TOWARDS)

    def test_it_wants_to_be_planned(self) -> None:
        (finding,) = found("RG706", supervised_every=None)
        assert finding.path == "supervised_every"
        cited = found("RG706", supervised_every=None, protocol=UK)[0].citations
        assert {"003-22", "003-72"} <= {one.where for one in cited}

    def test_after_more_meetings_than_are_held_there_is_none(self) -> None:
        (finding,) = found("RG706", supervised_every=9)
        assert finding.message == (
            "The leaders have supervision after every 9 meetings, and 8 meetings are held: none "
            "falls within the series; it is advised."
        )
        assert found("RG706", supervised_every=8) == ()
        cancelled = (Cancelled(day=SERIES.occasions[1].day),)
        assert found("RG706", supervised_every=8, amendments=cancelled) != ()

    def test_without_leaders_or_demand_it_is_silent(self) -> None:
        nobody = attrs.evolve(SERIES.group, leaders=())
        assert found("RG706", supervised_every=None, group=nobody) == ()
        assert found("RG706", bare("balint.school")) == ()

    @pytest.mark.parametrize(
        ("cadence", "every", "number"),
        [
            (Monthly(nth=-1), 2, 0),
            (Monthly(nth=-1), 3, 1),
            (Monthly(nth=-1, every=2), 1, 0),
            (Monthly(nth=-1, every=3), 1, 1),
            (Weekly(), 8, 0),
            (Weekly(), 9, 1),
            (Weekly(2), 4, 0),
            (Weekly(2), 5, 1),
        ],
    )
    def test_six_times_a_year_are_enough(self, cadence: Cadence, every: int, number: int) -> None:
        several = found("RG707", cadence=cadence, supervised_every=every, group=self.TRAINEES)
        assert len(several) == number, "one finding, whoever it is about"

    def test_days_told_one_by_one_make_a_rhythm_too(self) -> None:
        days = [START + dt.timedelta(days=day) for day in (0, 73, 146, 219, 292, 365)]
        told: dict[str, Any] = {"count": None, "supervised_every": 1, "group": self.TRAINEES}
        (finding,) = found("RG707", cadence=OnDates(days), **told)
        assert "about 5.0 times a year" in finding.message
        days = [START + dt.timedelta(days=60 * number) for number in range(6)]
        assert found("RG707", cadence=OnDates(days), **told) == ()
        assert found("RG707", cadence=OnDates(days[:1]), **told) == ()

    def test_holidays_and_cancelled_meetings_make_it_seldomer(self) -> None:
        told: dict[str, Any] = {"cadence": Weekly(), "supervised_every": 8, "group": self.TRAINEES}
        summer = Holiday(first=dt.date(2027, 7, 20), last=dt.date(2027, 8, 31))
        assert found("RG707", **told) == ()
        (finding,) = found("RG707", holidays=(summer,), **told)
        assert "about 5.8 times a year" in finding.message, "(52 - 6) / 8"
        later = Holiday(first=dt.date(2028, 7, 20), last=dt.date(2028, 8, 31))
        assert found("RG707", holidays=(later,), **told) == (), "in the first year"
        gone = [Cancelled(day=START + dt.timedelta(weeks=week)) for week in range(1, 6)]
        assert found("RG707", amendments=gone[:4], **told) == ()
        assert found("RG707", amendments=gone, **told) != ()
        always = Holiday(first=START + dt.timedelta(days=1), last=dt.date(2029, 1, 1))
        (finding,) = found("RG707", holidays=(always,), **told)
        assert "about 0.0 times a year" in finding.message

    def test_each_society_is_held_to_its_own_number_alone(self) -> None:
        told: dict[str, Any] = {
            "cadence": Weekly(),
            "supervised_every": 8,
            "count": 20,
            "group": rg.Group(
                members=MEMBERS,
                leaders=(rg.Person("Kim", accreditation=rg.Accreditation.WORKING_TOWARDS),),
            ),
        }
        assert found("RG707", bare("balint.abs_online", **told)) == ()
        (finding,) = found("RG707", bare("balint.bsanz", **told))
        assert finding.message == (
            "Kim works towards accreditation and has supervision after every 8 meetings: about "
            "6.5 times a year, where at least 10 are asked for."
        )
        assert "with a leader trainer" in finding.evidence[0]
        assert [one.source.key for one in finding.citations] == ["B18"]
        told["supervised_every"] = 20
        for key in ("balint.uk", "balint.de", "triad.veritas_meeting"):
            assert found("RG707", bare(key, **told)) == (), "no number of theirs is known"

    def test_those_on_the_way_are_named_together(self) -> None:
        (finding,) = found("RG707", supervised_every=8, group=self.TRAINEES)
        assert finding.message.startswith(
            "Lena and Luis work towards accreditation and have supervision after every 8 meetings: "
        )

    def test_it_is_for_those_on_the_way_only(self) -> None:
        for accreditation in (None, rg.Accreditation.NONE, rg.Accreditation.ACCREDITED):
            assert found("RG707", supervised_every=8, group=led(accreditation=accreditation)) == ()
        assert found("RG707", supervised_every=None, group=self.TRAINEES) == ()
        protocol = needing(supervisions_a_year=None)
        assert found("RG707", supervised_every=8, group=self.TRAINEES, protocol=protocol) == ()


class TestHowLong:
    """RG708, RG709, RG717 and RG718."""

    def test_it_cites_the_protocols_own_source_and_no_other(self) -> None:
        (finding,) = found("RG708", bare("balint.abs_online", count=7))
        assert [one.source.key for one in finding.citations] == ["B15"]
        (finding,) = found("RG708", bare("triad.veritas_meeting", count=1))
        assert {one.source.key for one in finding.citations} == {"S4"}
        assert "how many is not said" in finding.evidence[0]
        assert found("RG708", count=5)[0].citations == ()

    def test_what_holds_for_credit_is_advice_and_says_so(self) -> None:
        three = bare("balint.de", count=3, cadence=Weekly())
        (finding,) = found("RG709", three)
        assert finding.severity is rg.Severity.ADVICE
        assert finding.evidence[0].startswith("for some qualifications")

    @pytest.mark.parametrize(
        ("key", "least"), [("balint.abs_online", 90), ("triad.veritas_meeting", 180)]
    )
    def test_a_first_meeting_is_as_long_as_the_source_has_it(self, key: str, least: int) -> None:
        for length, number in ((least, 0), (least - 1, 1), (least + 1, 1)):
            opening = Opening(slot=rg.minutes(length))
            several = found("RG717", bare(key, slot=rg.minutes(60), opening=opening))
            assert len(several) == number
            assert all(f"the source has {least} min for it" in one.message for one in several)

    def test_a_taster_is_no_first_meeting_and_other_sources_say_nothing_of_it(self) -> None:
        told: dict[str, Any] = {"opening": Opening(taster=True, slot=rg.minutes(30))}
        assert found("RG717", **told) == ()
        assert found("RG717", bare("balint.uk", **told)) == ()
        cancelled = [Cancelled(day=one.day) for one in SERIES.occasions[1:]]
        assert found("RG717", count=7, amendments=cancelled, **told) == ()

    def test_hours_are_added_up_without_saying_how_long_one_is(self) -> None:
        (finding,) = found("RG718", bare("balint.de", count=8))
        assert finding.severity is rg.Severity.ADVICE
        assert finding.message == (
            "The meetings add up to 12 hours of 60 minutes; the source has 30 hours, and how long "
            "it takes an hour to be is not known."
        )
        assert finding.evidence == (
            "for some qualifications; how long such an hour is, is not known",
        )
        assert [one.source.key for one in finding.citations] == ["B26"]
        assert found("RG718", bare("balint.de", count=20)) == ()
        assert found("RG718", bare("balint.de", count=19)) != ()
        assert found("RG718", bare("balint.uk", count=1)) == ()

    def test_a_late_meeting_that_is_cancelled_is_made_up_for(self) -> None:
        last = SERIES.occasions[6].day
        cancelled = (Cancelled(day=last),)
        series = attrs.evolve(SERIES, count=7, amendments=cancelled)
        (finding,) = found("RG709", series)
        assert str(finding.repair) == "Plan 8 meetings."
        assert finding.repair is not None
        assert found("RG709", finding.repair.apply(series)) == ()

    def test_no_repair_has_more_meetings_than_a_series_can(self) -> None:
        protocol = needing(months=120)
        (finding,) = found("RG709", protocol=protocol, cadence=Weekly())
        assert finding.repair is None

    @pytest.mark.parametrize(
        ("key", "least"),
        [
            ("balint.abs_online", 8),
            ("relatives.action_learning", 4),
            ("relatives.intervision_course", 5),
            ("triad.veritas_meeting", 2),
        ],
    )
    def test_as_many_meetings_as_the_source_has(self, key: str, least: int) -> None:
        assert found("RG708", bare(key, count=least)) == ()
        if least > 1:
            (finding,) = found("RG708", bare(key, count=least - 1))
            assert finding.repair is not None
            assert str(finding.repair.edits[0]) == f"plan {least} meetings"

    def test_a_taster_and_a_meeting_that_is_not_held_do_not_count(self) -> None:
        assert found("RG708", count=6, opening=Opening(taster=True)) == ()
        (finding,) = found("RG708", count=5, opening=Opening(taster=True))
        assert finding.message.startswith("5 meetings planned")
        cancelled = (Cancelled(day=SERIES.occasions[1].day),)
        (finding,) = found("RG708", count=6, amendments=cancelled)
        assert str(finding.repair) == "Plan 7 meetings."

    def test_where_the_source_says_nothing_of_it_any_number_will_do(self) -> None:
        assert found("RG708", bare("balint.uk", count=1)) == ()
        assert found("RG708", bare("balint.fr", count=1)) == ()

    def test_half_a_year_ends_on_the_day_before(self) -> None:
        first = dt.datetime(2027, 1, 4, 18, 30, tzinfo=SERIES.start.tzinfo)
        for weeks, number in ((26, 0), (25, 1)):
            days = (first.date(), first.date() + dt.timedelta(weeks=weeks) - dt.timedelta(days=1))
            series = bare("balint.de", start=first, cadence=OnDates(days), count=None)
            assert len(found("RG709", series)) == number, days

    def test_the_boundary_is_the_day_before_the_same_day_of_the_month(self) -> None:
        first = dt.datetime(2027, 1, 15, 18, 30, tzinfo=SERIES.start.tzinfo)
        for last, number in ((dt.date(2027, 7, 14), 0), (dt.date(2027, 7, 13), 1)):
            cadence = OnDates((first.date(), last))
            series = bare("balint.de", start=first, cadence=cadence, count=None)
            assert len(found("RG709", series)) == number, last
            assert all(one.repair is None for one in found("RG709", series))

    def test_a_month_without_that_day_ends_with_its_last(self) -> None:
        first = dt.datetime(2026, 8, 31, 18, 30, tzinfo=SERIES.start.tzinfo)
        series = bare("balint.de", start=first, count=3)
        (finding,) = found("RG709", series)
        assert "up to 2027-02-27" in finding.message

    @pytest.mark.parametrize(
        ("changes", "count"),
        [
            ({}, 7),
            ({"opening": Opening(taster=True)}, 7),
            ({"opening": Opening(day=START - dt.timedelta(days=7))}, 8),
            ({"opening": Opening(day=START - dt.timedelta(days=7), taster=True)}, 7),
            ({"holidays": (Holiday(first=dt.date(2027, 1, 20), last=dt.date(2027, 2, 28)),)}, 5),
            ({"holidays": (Holiday(first=dt.date(2027, 5, 31)),)}, 7),
            ({"cadence": Weekly(2)}, 14),
        ],
        ids=[
            "plain",
            "taster",
            "own day",
            "taster on its own day",
            "holiday",
            "holiday at the end",
            "fortnightly",
        ],
    )
    def test_the_repair_is_as_many_meetings_as_it_takes(
        self, changes: dict[str, Any], count: int
    ) -> None:
        series = attrs.evolve(
            SERIES, **{"count": 3, "protocol": needing(meetings=None), "offers": (), **changes}
        )
        (finding,) = found("RG709", series)
        assert finding.repair is not None
        assert str(finding.repair.edits[0]) == f"plan {count} meetings"
        mended = finding.repair.apply(series)
        assert found("RG709", mended) == ()
        assert found("RG709", mended, count=count - 1), "and no more than it takes"

    def test_a_group_that_can_never_go_on_so_long_gets_no_repair(self) -> None:
        holiday = Holiday(first=START + dt.timedelta(days=1), last=dt.date(2999, 12, 31))
        (finding,) = found("RG709", count=1, holidays=(holiday,), offers=())
        assert finding.repair is None

    def test_a_taster_alone_is_no_series_yet(self) -> None:
        cancelled = [Cancelled(day=one.day) for one in SERIES.occasions[1:]]
        series = attrs.evolve(SERIES, opening=Opening(taster=True), count=7, amendments=cancelled)
        assert found("RG709", series) == ()
        assert found("RG708", series) != ()


class TestWhereAndWho:
    """RG710, RG711 and RG712."""

    ONLINE = rg.Group(members=MEMBERS, setting=rg.Setting.ONLINE)

    def test_the_german_rules_want_the_ends_in_one_room(self) -> None:
        (finding,) = found("RG710", bare("balint.de", group=self.ONLINE))
        assert finding.severity is rg.Severity.ADVICE
        assert finding.message == (
            "The source has in one room what is online here: the first meeting (required), the "
            "last meeting (required) and 15 of 30 hours, where it is 0 of 12."
        )
        assert {one.source.key for one in finding.citations} == {"B26"}
        assert "for those qualifications" in finding.evidence[0]

    @pytest.mark.parametrize(
        ("days", "missed"),
        [
            ((0, 2, 4, 7), None),
            ((0, 7), "15 of 30 hours, where it is 3 of 12."),
            ((0, 1, 2, 3), "the last meeting (required)."),
            ((4, 5, 6, 7), "the first meeting (required)."),
        ],
    )
    def test_who_meets_in_one_room_on_some_days_can_say_so(
        self, days: tuple[int, ...], missed: str | None
    ) -> None:
        series = bare("balint.de", group=self.ONLINE)
        told = [series.occasions[number].day for number in days]
        several = found("RG710", series, in_person=told)
        assert [one.message.partition(": ")[2] for one in several] == ([missed] if missed else [])

    def test_a_taster_may_be_online_and_a_cancelled_meeting_is_none(self) -> None:
        series = bare("balint.de", group=self.ONLINE, opening=Opening(taster=True))
        days = [one.day for one in series.occasions]
        assert found("RG710", series, in_person=days[1:]) == ()
        last = (Cancelled(day=days[-1]),)
        assert found("RG710", series, in_person=days[1:-1], amendments=last) == ()
        gone = [Cancelled(day=day) for day in days[1:]]
        for code in ("RG710", "RG712"):
            assert found(code, series, amendments=gone, closed=False) == (), "a taster alone"

    def test_a_share_of_hours_alone_may_be_asked(self) -> None:
        ends = {"first_in_person": rg.Demand.SILENT, "last_in_person": rg.Demand.SILENT}
        (finding,) = found("RG710", group=ONLINE.group, protocol=needing(**ends))
        assert "online here: 5 of 10 hours" in finding.message
        without = needing(hours_in_person=None)
        (finding,) = found("RG710", group=ONLINE.group, protocol=without)
        assert "hours" not in finding.message

    @pytest.mark.parametrize("setting", [rg.Setting.IN_PERSON, rg.Setting.HYBRID])
    def test_a_group_that_meets_in_a_room_at_times_is_given_the_benefit(
        self, setting: rg.Setting
    ) -> None:
        assert found("RG710", bare("balint.de", group=rg.Group(setting=setting))) == ()

    def test_other_sources_let_a_group_meet_online_throughout(self) -> None:
        online = attrs.evolve(ONLINE.group)
        assert found("RG710", bare("balint.uk_online", group=online)) == ()
        assert found("RG710", bare("balint.ch", group=online)) == ()

    @pytest.mark.parametrize(
        ("least", "of_", "number"), [(6, 8, 0), (3, 4, 0), (5, 7, 1), (5, 8, 1), (8, 8, 0)]
    )
    def test_six_of_eight_may_be_told_in_other_numbers(
        self, least: int, of_: int, number: int
    ) -> None:
        series = bare("balint.abs_online", attendance=Attendance(least=least, of=of_))
        assert len(found("RG711", series)) == number

    def test_what_is_likely_is_no_commitment(self) -> None:
        assert found("RG711", attendance=Attendance(expected=0.1)) == ()
        assert found("RG711", bare("balint.uk", attendance=Attendance(least=1, of=9))) == ()
        assert found("RG711", bare("balint.fr", attendance=Attendance(least=1, of=9))) == ()

    def test_one_group_lets_members_miss_two_thirds(self) -> None:
        for least, number in ((3, 0), (2, 1)):
            series = bare("balint.online_on_ca", attendance=Attendance(least=least, of=9))
            assert len(found("RG711", series)) == number

    def test_an_open_group_is_told(self) -> None:
        (finding,) = found("RG712", bare("balint.de", closed=False, group=self.ONLINE))
        assert finding.severity is rg.Severity.ADVICE
        assert finding.message == "The group is open; a closed group is required."
        assert "held online" in finding.evidence[0]
        assert found("RG712", closed=False, group=ONLINE.group)[0].evidence == ()

    def test_it_is_asked_of_what_is_online_alone(self) -> None:
        assert found("RG712", bare("balint.de", closed=False)) == ()
        series = bare("balint.de", closed=False, group=self.ONLINE)
        days = [one.day for one in series.occasions]
        assert found("RG712", series, in_person=days) == ()
        assert found("RG712", series, in_person=days[:-1]) != ()

    def test_who_joins_after_a_taster_joins_in_time(self) -> None:
        series = bare("balint.de", group=self.ONLINE, opening=Opening(taster=True))
        taster, first, *_ = (one.day for one in series.occasions)
        for last, number in ((taster, 0), (first, 1)):
            assert len(found("RG712", series, away=(Away(name="Ann", last=last),))) == number

    def test_somebody_who_joins_on_the_way_opens_it(self) -> None:
        late = Away(name="Hal", last=START)
        (finding,) = found("RG712", away=(late,), group=ONLINE.group)
        assert finding.message.startswith("Hal joins on the way")
        two = (late, Away(name="Gus", last=START))
        assert found("RG712", away=two, group=ONLINE.group)[0].message.startswith(
            "Hal and Gus join on the way"
        )

    def test_who_leaves_or_comes_in_time_or_leads_does_not(self) -> None:
        for away in (
            Away(name="Hal", first=START),
            Away(name="Hal", last=START - dt.timedelta(days=1)),
            Away(name="Luis", last=START),
        ):
            assert found("RG712", away=(away,), group=ONLINE.group) == ()

    def test_where_no_source_asks_a_group_may_be_open(self) -> None:
        assert found("RG712", bare("balint.uk", closed=False, group=self.ONLINE)) == ()
        assert found("RG712", bare("balint.fr", closed=False)) == ()


class TestPaying:
    """RG713 and RG714."""

    @pytest.mark.parametrize(
        ("cadence", "ahead", "number"),
        [
            (Monthly(nth=-1), None, 0),
            (Monthly(nth=-1), 0, 1),
            (Monthly(nth=-1), 1, 1),
            (Monthly(nth=-1), 2, 0),
            (Weekly(), 2, 1),
            (Weekly(), 8, 1),
            (Weekly(), 9, 0),
            (Monthly(nth=-1, every=2), 1, 0),
        ],
    )
    def test_several_months_ahead_are_two(
        self, cadence: Cadence, ahead: int | None, number: int
    ) -> None:
        costs = costing(in_advance=ahead)
        assert len(found("RG713", cadence=cadence, count=20, costs=costs)) == number

    def test_the_whole_series_at_once_is_far_enough_ahead(self) -> None:
        for ahead, number in ((6, 0), (5, 1)):
            told = found("RG713", cadence=Weekly(), count=6, costs=costing(in_advance=ahead))
            assert len(told) == number
        once = OnDates((START,))
        assert found("RG713", cadence=once, count=None, costs=costing(in_advance=0)) == ()

    def test_it_says_how_far_ahead_the_source_has_it(self) -> None:
        (finding,) = found("RG713", protocol=UK, costs=costing(in_advance=1))
        assert "Members pay 1 meeting ahead, which is about 1.0 months" in finding.message
        assert "a term or even a year" in finding.message
        assert "our reading" in finding.evidence[0]
        assert {"003-76", "003-77"} <= {one.where for one in finding.citations}
        (finding,) = found("RG713", protocol=UK, costs=costing(in_advance=0))
        assert "Members pay from meeting to meeting" in finding.message

    @pytest.mark.parametrize("code", ["RG713", "RG714"])
    @pytest.mark.parametrize(
        "costs",
        [None, Costs(currency="GBP"), Costs(currency="GBP", member_session=0)],
        ids=["no costs", "no fee", "nothing to pay"],
    )
    def test_without_a_fee_there_is_nothing_to_advise(self, code: str, costs: Costs | None) -> None:
        assert found(code, costs=costs) == ()

    @pytest.mark.parametrize("code", ["RG713", "RG714"])
    @pytest.mark.parametrize("key", ["balint.fr", "balint.nl"])
    def test_where_the_source_says_nothing_of_it_there_is_no_advice(
        self, code: str, key: str
    ) -> None:
        costs = Costs(currency="EUR", member_session=50, in_advance=0, first_free=False)
        assert found(code, bare(key, costs=costs)) == ()

    def test_a_taster_will_do_as_well_as_a_free_meeting(self) -> None:
        costs = costing(first_free=False)
        (finding,) = found("RG714", costs=costs, protocol=UK)
        assert finding.message == (
            "Nobody can try it out without paying; a taster can help and a first meeting without a "
            "charge is worth considering."
        )
        assert finding.evidence == (
            "a taster can be useful; no more is said",
            "a first meeting without a charge is worth considering; no more is said",
        )
        assert {"003-40", "003-78"} <= {one.where for one in finding.citations}
        assert found("RG714", costs=costs, opening=Opening(taster=True)) == ()
        assert found("RG714", costs=costs, opening=Opening(slot=rg.minutes(90))) != ()

    def test_what_nobody_told_of_is_not_advised_on(self) -> None:
        assert found("RG714", costs=costing(first_free=None), protocol=UK) == ()
        assert found("RG713", costs=costing(in_advance=None), protocol=UK) == ()

    def test_either_wish_is_enough(self) -> None:
        costs = costing(first_free=False)
        without = attrs.evolve(needing(taster=rg.Demand.ADVISED), fees=None)
        told = found("RG714", costs=costs, protocol=without)[0].message
        assert told.endswith("; a taster is advised.")
        plain = attrs.evolve(PROTOCOL, series=None)
        told = found("RG714", costs=costs, protocol=plain)[0].message
        assert told.endswith("; a first meeting without a charge is worth considering.")


def test_the_examples_own_figures_are_exact() -> None:
    assert SERIES.budget is not None
    assert SERIES.budget.cost == decimal.Decimal(1280)
    assert MEETING.slot == rg.minutes(80)
    assert NEEDS is not None


def test_where_no_source_says_how_many_cases_are_usual_nobody_counts_turns() -> None:
    assert found("RG704", bare("balint.uk", count=3)) == ()
