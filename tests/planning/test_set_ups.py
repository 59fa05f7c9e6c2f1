"""The series in docs/series: seven that can be held, and three that cannot, with the reason."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.planning import calendar, plan, programme

FOLDER = Path(__file__).parents[2] / "docs" / "series"
EVERY = sorted(FOLDER.glob("*.toml"))
HELD = [path for path in EVERY if not path.stem.startswith("cannot_")]
STAMP = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


def read(name: str) -> rg.Series:
    return rg.load_series(FOLDER / f"{name}.toml")


def test_there_are_seven_that_can_be_held_and_three_that_cannot() -> None:
    assert [path.stem for path in HELD] == [
        "bsanz",
        "grow",
        "school",
        "two_cases",
        "uk",
        "uk_online",
        "veritas",
    ]
    assert len(EVERY) == 10


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
class TestEach:
    def test_it_survives_a_round_trip_and_names_nobody_in_full(self, path: Path) -> None:
        series = rg.load_series(path)
        assert rg.loads(rg.dumps(series), as_=rg.Series) == series
        for person in series.group.everyone:
            assert re.fullmatch("[A-Z][a-z]+", person.name)


@pytest.mark.parametrize("path", HELD, ids=lambda path: path.stem)
class TestHeld:
    def test_no_rule_finds_an_error_in_it(self, path: Path) -> None:
        report = rg.check(rg.load_series(path))
        assert report.ok, str(report)

    def test_its_agendas_tile_their_slots_and_place_every_member(self, path: Path) -> None:
        made = programme(rg.load_series(path))
        members = {person.name for person in made.series.group.members}
        assert not {name for _, name in made.unplaced} & members
        for agenda in made:
            inside = [s for s in agenda if s.path.partition("/")[0] not in {"before", "after"}]
            ends = sorted({(agenda.elapsed(s), agenda.elapsed(s) + s.length) for s in inside})
            assert ends[0][0] == dt.timedelta(0)
            assert ends[-1][1] == agenda.meeting.slot
            assert all(a[1] == b[0] for a, b in itertools.pairwise(ends))

    def test_the_wall_clock_stays_the_same_but_for_what_was_moved(self, path: Path) -> None:
        series = rg.load_series(path)
        usual = [one for one in series.occasions if not one.postponed]
        assert {f"{one.start:%H:%M}" for one in usual} == {f"{series.start:%H:%M}"}

    def test_it_goes_into_a_calendar_with_one_event_a_meeting(self, path: Path) -> None:
        pytest.importorskip("icalendar", reason="needs the extra calendar")
        series = rg.load_series(path)
        text = calendar(programme(series), stamp=STAMP)
        assert text.count("BEGIN:VEVENT") == len(series.occasions)

    def test_turns_and_small_groups_are_as_fair_as_can_be(self, path: Path) -> None:
        made = programme(rg.load_series(path))
        assert made.rota is not None or made.rotation is not None
        if made.rota is not None:
            held = [tally.turns for tally in made.rota.tallies]
            assert max(held) - min(held) <= 1
        if made.rotation is not None:
            assert made.rotation.certificate.gap == 0
            assert not made.rotation.faults()


def test_the_clocks_change_in_these_series() -> None:
    for name in ("bsanz", "school", "two_cases", "uk", "uk_online", "veritas", "grow"):
        offsets = {one.start.utcoffset() for one in read(name).occasions}
        assert len(offsets) == (1 if name == "uk_online" else 2), name


def test_veritas_opens_with_a_workshop_of_three_hours_and_goes_on_with_two() -> None:
    slots = [one.slot for one in read("veritas").occasions]
    assert slots == [rg.minutes(180), *[rg.minutes(120)] * 4]  # 004-30, 004-31


def test_half_of_the_first_meeting_online_at_most_is_for_introductions() -> None:
    first = programme(read("uk_online")).agendas[0]
    (introduce,) = (stretch for stretch in first if stretch.path == "introduce")
    assert introduce.length <= rg.minutes(45)  # 003-62


def test_a_taster_is_held_before_anybody_is_counted_or_charged() -> None:
    series = read("uk")
    assert [one.number for one in series.occasions][:2] == [0, 1]
    assert series.budget is not None
    assert series.budget.sessions == len(series.meetings) - 1


class TestCannot:
    """Each with the fewest bounds that clash: without any one of them it could be done."""

    def fails(self, series: rg.Series) -> rg.Infeasible:
        with pytest.raises(rg.Infeasible) as error:
            programme(series)
        return error.value

    def test_two_school_cases_do_not_fit_into_75_minutes(self) -> None:
        error = self.fails(read("cannot_two_school_cases"))
        assert error.short_by_seconds == 5 * 60  # 80 min at the least
        assert [str(one) for one in error.conflict] == [
            *(
                f"cases[{number}]/{told}"
                for number in (1, 2)
                for told in (
                    "present: at least 10 min (S0, 000-28)",
                    "clarify: at least 5 min (S0, 000-29)",
                    "discuss: at least 20 min (S0, 000-32)",
                    "return: at least 5 min (S0, 000-34)",
                )
            ),
            "slot: at most 75 min",
        ]

    def test_forty_minutes_of_discussion_for_both_cases_do_not_fit_into_ninety(self) -> None:
        error = self.fails(read("cannot_forty_minutes_twice"))
        paths = {one.path for one in error.conflict}
        assert {"slot", "cases[1]/discuss", "cases[2]/discuss"} <= paths
        total = sum((one.length for one in error.conflict if one.path != "slot"), dt.timedelta(0))
        assert total > rg.minutes(90)
        for one in error.conflict:  # remove any, and the rest can be kept
            assert one.path == "slot" or total - one.length <= rg.minutes(90)

    @pytest.mark.parametrize("name", ["cannot_two_school_cases", "cannot_forty_minutes_twice"])
    def test_every_repair_that_is_offered_makes_its_meeting_possible(self, name: str) -> None:
        series = read(name)
        error = self.fails(series)
        assert len(error.repairs) >= 2
        for repair in error.repairs:
            assert len(plan(repair.apply(series.meetings[0])))

    def test_six_people_online_do_not_pay_two_leaders_at_the_lower_fees(self) -> None:
        series = read("cannot_six_online")
        budget = series.budget
        assert budget is not None
        assert (budget.cost, budget.income) == (8 * 180, 8 * 90)
        assert budget.break_even_members == 12
        assert budget.break_even_fee == 30
        (finding,) = (
            one for one in rg.check(series) if one.path.startswith("costs") and one.repair
        )
        told = " ".join(finding.evidence)
        for fact in ("2 leaders", "60", "90 min", "6 members", "15"):
            assert fact in told
        mended = finding.repair.apply(series) if finding.repair else series
        assert mended.budget is not None
        assert mended.budget.balance >= 0

    def test_without_any_one_of_the_facts_of_that_budget_it_can_be_paid(self) -> None:
        series = read("cannot_six_online")
        assert series.costs is not None
        changed = (
            attrs.evolve(series.costs, paid_leaders=0),
            attrs.evolve(series.costs, leader_hour=0),
            attrs.evolve(series.costs, member_session=30),
        )
        for costs in changed:
            budget = attrs.evolve(series, costs=costs).budget
            assert budget is not None
            assert budget.balance >= 0
