"""The rules over a series: what each of them finds, what it lets pass, and where it turns."""

from __future__ import annotations

import datetime as dt
import decimal
import itertools
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
    """RG701."""

    def at(self, share: float | None, **changes: Any) -> tuple[rg.Finding, ...]:  # noqa: ANN401 -- any field, of any type
        return found("RG701", attendance=Attendance(expected=share), **changes)

    def test_it_tells_the_figures_and_how_many_to_enrol(self) -> None:
        (finding,) = self.at(0.75)
        assert finding.severity is rg.Severity.WARNING
        assert finding.path == "attendance"
        assert "Fewer than 6 members come to a meeting with a chance of up to 32 %" in (
            finding.message
        )
        assert "Enrol 10 for it to be 10 % at the most." in finding.message
        assert finding.repair is None, "nobody can enrol people whom nobody named"
        told = "\n".join(finding.evidence)
        assert "8 members at 75 % of meetings on average, as is told" in told
        assert "at least 6 at the meeting of 2026-11-30: 68 %" in told
        assert "at least 6 at each of 8 meetings: 4 %" in told
        assert "our choice" in told
        assert {"003-04", "003-05"} <= {one.where for one in finding.citations}
        assert "B15" in {one.source.key for one in finding.citations}

    def test_it_minds_more_than_one_meeting_in_ten(self) -> None:
        edge = next(share / 1000 for share in range(840, 870) if not self.at(share / 1000))
        assert edge > 0.84
        assert pytest.approx(0.1) == FALLS_SHORT
        assert self.at(edge - 0.001)

    def test_it_is_silent_where_nothing_is_told(self) -> None:
        protocol = needing(attend=None, attend_of=None)
        assert self.at(None, protocol=protocol) == ()
        assert self.at(None, protocol=attrs.evolve(PROTOCOL, series=None)) == ()

    def test_what_the_source_asks_stands_in_for_what_is_not_told(self) -> None:
        (finding,) = self.at(None)
        assert "75 % of meetings on average, as the source asks of them" in finding.evidence[0]

    def test_what_members_commit_to_counts(self) -> None:
        assert found("RG701", attendance=Attendance(least=4, of=8))

    def test_one_person_who_seldom_comes_counts_alone(self) -> None:
        seldom = tuple(Likely(one.name, 0.1) for one in MEMBERS[:3])
        (finding,) = found("RG701", attendance=Attendance(expected=1.0, persons=seldom))
        assert "on average" in finding.evidence[0]

    def test_of_whom_nothing_is_told_is_taken_to_come(self) -> None:
        seldom = tuple(Likely(one.name, 0.1) for one in MEMBERS[:3])
        protocol = needing(attend=None, attend_of=None)
        (finding,) = found("RG701", attendance=Attendance(persons=seldom), protocol=protocol)
        assert "as is told or taken to come every time" in finding.evidence[0]

    def test_below_the_absolute_bound_it_is_that_bound_that_is_told(self) -> None:
        (finding,) = self.at(0.5)
        assert "Fewer than 4 members" in finding.message

    def test_a_meeting_with_too_few_in_any_case_is_for_other_rules(self) -> None:
        away = tuple(Away(name=one.name, first=START, last=START) for one in MEMBERS[:5])
        series = attrs.evolve(SERIES, away=away, offers=())
        assert found("RG701", series) == ()
        assert "meetings[1]/group.members" in places(found("RG101", series))

    def test_those_known_to_be_away_make_a_meeting_the_worst(self) -> None:
        day = SERIES.meetings[2].start.date()
        away = tuple(Away(name=one.name, first=day, last=day) for one in MEMBERS[:2])
        (finding,) = found("RG701", away=away)
        assert f"as on {day}" in finding.message
        assert "Where everybody can come, 7 are enough." in finding.message

    def test_where_no_number_would_do_it_says_so(self) -> None:
        (finding,) = self.at(0.0)
        assert "No number of members" in finding.message

    def test_more_than_the_source_has_is_said(self) -> None:
        (finding,) = self.at(0.3)
        assert "its source has 12 at the most" in finding.message
        protocol = attrs.evolve(PROTOCOL, size=rg.GroupSize(least=6))
        (finding,) = self.at(0.3, protocol=protocol)
        assert "its source" not in finding.message

    def test_a_protocol_without_a_size_is_silent(self) -> None:
        assert self.at(0.1, protocol=attrs.evolve(PROTOCOL, size=rg.GroupSize())) == ()

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
            "It would be met by a fee of 30 GBP, 12 members who pay or 1 paid leader."
        )
        assert finding.evidence == (
            "group.leaders: 2 leaders to pay",
            "costs.leader_hour: 60 GBP an hour for each (agreed; 60 to 75 GBP is usual, 003-80)",
            "slot: 90 min a meeting",
            "group.members: 6 members",
            "costs.member_session: 15 GBP a meeting from each (agreed)",
        )
        assert {"003-80", "003-81", "003-82", "003-83"} <= {one.where for one in finding.citations}

    def test_each_repair_meets_the_cost(self) -> None:
        finding = self.clash()
        assert finding.repair is not None
        repairs = (finding.repair, *finding.otherwise)
        assert [str(edit) for one in repairs for edit in one.edits] == [
            "let each member pay 30.00 a meeting",
            "pay 1 leader",
        ]
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
        assert "0 of 1 meeting are paid for" in str(free.evidence)
        assert free.repair is None, "no fee of nobody meets anything"

    def test_those_who_stay_away_and_do_not_pay_are_told_where_they_matter(self) -> None:
        rare = self.clash(
            costs=Costs(currency="GBP", leader_hour=60, member_session=30),
            attendance=Attendance(expected=0.5),
        )
        assert "attendance" in places_of(rare)
        assert "50 % of them come" in str(rare.evidence)

    def test_hours_are_added_up_where_meetings_differ(self) -> None:
        finding = self.clash(opening=Opening(slot=rg.minutes(180)))
        assert "slot: 13.50 hours in 8 meetings" in finding.evidence

    def test_nobody_to_pay_but_nobody_who_pays(self) -> None:
        finding = self.clash(group=rg.Group(leaders=("Kim",)))
        assert "group.members: 0 members" in finding.evidence
        assert finding.repair is None

    def test_too_many_members_are_told_with_the_bound(self) -> None:
        finding = self.clash(protocol=PROTOCOL, costs=costing(member_session=1, in_advance=0))
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
        assert told.startswith("Nothing is agreed on what leaders get. ")
        assert "which 8 to 9 members meet at 25 GBP each" in told

    def test_where_both_ends_need_as_many_one_number_is_told(self) -> None:
        costs = Costs(currency="GBP", leader_hour=60, paid_leaders=1)
        fees = rg.Fees(
            leader_hour=PROTOCOL.fees.leader_hour if PROTOCOL.fees else None,
            member_session=rg.Price(least=20, most=20, currency="GBP"),
        )
        assert "which 5 members meet at 20 GBP each" in self.told(
            costs=costs, protocol=attrs.evolve(PROTOCOL, fees=fees)
        )

    def test_a_source_that_knows_of_fees_alone_is_told(self) -> None:
        told = self.told(protocol=rg.CATALOGUE["balint.abs_online"])
        assert "8 members at 25 to 40 USD bring in 200 to 320 USD a meeting." in told

    def test_where_nobody_is_paid_the_fees_are_told_alone(self) -> None:
        group = attrs.evolve(SERIES.group, leaders=())
        assert "8 members at 15 to 25 GBP bring in 120 to 200 GBP" in self.told(group=group)

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
        assert "Cem, Dot, Eva, Fay, Gus and Hal have brought none" in finding.message

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
        assert "since the last time Hal has brought none" in finding.message

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

    def test_without_leaders_or_demand_it_is_silent(self) -> None:
        nobody = attrs.evolve(SERIES.group, leaders=())
        assert found("RG706", supervised_every=None, group=nobody) == ()
        assert found("RG706", bare("balint.school")) == ()

    @pytest.mark.parametrize(
        ("cadence", "every", "number"),
        [
            (Monthly(nth=-1), 2, 0),
            (Monthly(nth=-1), 3, 2),
            (Monthly(nth=-1, every=2), 1, 0),
            (Monthly(nth=-1, every=3), 1, 2),
            (Weekly(), 8, 0),
            (Weekly(), 9, 2),
            (Weekly(2), 4, 0),
            (Weekly(2), 5, 2),
        ],
    )
    def test_six_times_a_year_are_enough(self, cadence: Cadence, every: int, number: int) -> None:
        several = found("RG707", cadence=cadence, supervised_every=every, group=self.TRAINEES)
        assert len(several) == number

    def test_days_told_one_by_one_make_a_rhythm_too(self) -> None:
        days = [START + dt.timedelta(days=day) for day in (0, 73, 146, 219, 292, 365)]
        told: dict[str, Any] = {"count": None, "supervised_every": 1, "group": self.TRAINEES}
        (finding, _) = found("RG707", cadence=OnDates(days), **told)
        assert "about 5.0 times a year" in finding.message
        days = [START + dt.timedelta(days=60 * number) for number in range(6)]
        assert found("RG707", cadence=OnDates(days), **told) == ()
        assert found("RG707", cadence=OnDates(days[:1]), **told) == ()

    def test_it_says_what_either_society_asks(self) -> None:
        finding = found("RG707", supervised_every=8, group=self.TRAINEES)[0]
        assert "Lena works towards accreditation and has supervision after every 8 meetings" in (
            finding.message
        )
        assert any("BSANZ (B18)" in line for line in finding.evidence)
        assert {"B12", "B18"} <= {one.source.key for one in finding.citations}

    def test_it_is_for_those_on_the_way_and_for_balint_groups_only(self) -> None:
        for accreditation in (None, rg.Accreditation.NONE, rg.Accreditation.ACCREDITED):
            assert found("RG707", supervised_every=8, group=led(accreditation=accreditation)) == ()
        assert found("RG707", supervised_every=None, group=self.TRAINEES) == ()
        lead = attrs.evolve(PROTOCOL.leadership, discipline="coaching")
        protocol = attrs.evolve(PROTOCOL, leadership=lead)
        assert found("RG707", supervised_every=8, group=self.TRAINEES, protocol=protocol) == ()


class TestHowLong:
    """RG708 and RG709."""

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
        (finding,) = found("RG709", count=1, holidays=(holiday,))
        assert finding.repair is None

    def test_a_taster_alone_is_no_series_yet(self) -> None:
        cancelled = [Cancelled(day=one.day) for one in SERIES.occasions[1:]]
        series = attrs.evolve(SERIES, opening=Opening(taster=True), count=7, amendments=cancelled)
        assert found("RG709", series) == ()
        assert found("RG708", series) != ()


class TestWhereAndWho:
    """RG710, RG711 and RG712."""

    def test_the_german_rules_want_the_ends_in_one_room(self) -> None:
        online = rg.Group(members=of(8).members, setting=rg.Setting.ONLINE)
        (finding,) = found("RG710", bare("balint.de", group=online))
        assert finding.message.endswith(
            "in one room the source has the first (required), the last (required) and 15 of 30 "
            "hours."
        )
        assert {one.source.key for one in finding.citations} == {"B26"}

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
        (finding,) = found("RG712", bare("balint.de", closed=False))
        assert finding.message == "The group is open; a closed group is required."
        assert "held online" in finding.evidence[0]
        assert found("RG712", closed=False)[0].evidence == ()

    def test_somebody_who_joins_on_the_way_opens_it(self) -> None:
        late = Away(name="Hal", last=START)
        (finding,) = found("RG712", away=(late,))
        assert finding.message.startswith("Hal joins on the way")
        two = (late, Away(name="Gus", last=START))
        assert found("RG712", away=two)[0].message.startswith("Hal and Gus join on the way")

    def test_who_leaves_or_comes_in_time_or_leads_does_not(self) -> None:
        for away in (
            Away(name="Hal", first=START),
            Away(name="Hal", last=START - dt.timedelta(days=1)),
            Away(name="Luis", last=START),
        ):
            assert found("RG712", away=(away,)) == ()

    def test_where_no_source_asks_a_group_may_be_open(self) -> None:
        assert found("RG712", bare("balint.uk", closed=False)) == ()
        assert found("RG712", bare("balint.fr", closed=False)) == ()


class TestPaying:
    """RG713 and RG714."""

    @pytest.mark.parametrize(("ahead", "number"), [(0, 1), (1, 1), (2, 0), (8, 0)])
    def test_several_meetings_ahead_are_more_than_one(self, ahead: int, number: int) -> None:
        assert len(found("RG713", costs=costing(in_advance=ahead))) == number

    def test_it_says_how_far_ahead_the_source_has_it(self) -> None:
        (finding,) = found("RG713", protocol=UK, costs=costing(in_advance=1))
        assert "one meeting ahead" in finding.message
        assert "a term or even a year" in finding.message
        assert {"003-76", "003-77"} <= {one.where for one in finding.citations}

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
        costs = Costs(currency="EUR", member_session=50)
        assert found(code, bare(key, costs=costs)) == ()

    def test_a_taster_will_do_as_well_as_a_free_meeting(self) -> None:
        costs = costing(first_free=False)
        (finding,) = found("RG714", costs=costs, protocol=UK)
        assert "a taster is ideal and a first meeting without a charge is ideal" in finding.message
        assert {"003-40", "003-78"} <= {one.where for one in finding.citations}
        assert found("RG714", costs=costs, opening=Opening(taster=True)) == ()
        assert found("RG714", costs=costs, opening=Opening(slot=rg.minutes(90))) != ()

    def test_either_wish_is_enough(self) -> None:
        costs = costing(first_free=False)
        without = attrs.evolve(PROTOCOL, fees=None)
        assert "a taster is ideal." in found("RG714", costs=costs, protocol=without)[0].message
        plain = attrs.evolve(PROTOCOL, series=None)
        told = found("RG714", costs=costs, protocol=plain)[0].message
        assert told.endswith("; a first meeting without a charge is ideal.")


def test_the_examples_own_figures_are_exact() -> None:
    assert SERIES.budget is not None
    assert SERIES.budget.cost == decimal.Decimal(1280)
    assert MEETING.slot == rg.minutes(80)
    assert NEEDS is not None
