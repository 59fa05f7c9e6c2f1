"""What a series costs and brings in: the arithmetic of document 003, in exact decimals."""

from __future__ import annotations

import datetime as dt
import decimal
import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.money import break_even

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
TALK = rg.Protocol(key="talk", title="Talk", session=rg.Phase(name="talk"))
NAMES = tuple(f"P{number}" for number in range(1, 16))


def series(members: int = 8, leaders: int = 2, **more: object) -> rg.Series:
    """Weekly meetings of 90 minutes."""
    given_ = (
        {
            "key": "monday",
            "title": "Monday group",
            "protocol": TALK,
            "group": rg.Group(
                members=NAMES[:members],  # type: ignore[arg-type]
                leaders=("Kim", "Lou", "Max")[:leaders],  # type: ignore[arg-type]
            ),
            "start": START,
            "slot": rg.minutes(90),
            "count": 1,
        }
        | more
    )
    return rg.Series(**given_)  # type: ignore[arg-type]


def costs(hour: object = 60, fee: object = 25, **more: object) -> rg.Costs:
    given_ = {"currency": "GBP", "leader_hour": hour, "member_session": fee} | more
    return rg.Costs(**given_)  # type: ignore[arg-type]


def budget(told: rg.Series) -> rg.Budget:
    assert told.budget is not None
    return told.budget


# Document 003


@pytest.mark.parametrize(
    ("hour", "cost"),
    [(60, 180), (75, 225)],  # 003-80: two leaders over 90 minutes
)
def test_two_leaders_cost_180_to_225_a_meeting(hour: int, cost: int) -> None:
    assert budget(series(costs=costs(hour))).cost == cost


@pytest.mark.parametrize(
    ("hour", "fee", "members"),
    [(60, 25, 8), (60, 15, 12), (75, 25, 9), (75, 15, 15)],  # 003-81
)
def test_eight_to_fifteen_members_meet_it(hour: int, fee: int, members: int) -> None:
    enough = budget(series(members, costs=costs(hour, fee)))
    assert enough.break_even_members == members
    assert enough.balance >= 0
    assert budget(series(members - 1, costs=costs(hour, fee))).balance < 0


def test_a_small_online_group_at_the_lower_fee_does_not_meet_it() -> None:
    told = budget(series(6, costs=costs(60, 15)))
    assert told == rg.Budget(currency="GBP", cost=180, income=90, paying=6, sessions=1, fee=15)  # type: ignore[arg-type]
    assert told.balance == -90
    assert told.break_even_fee == 30
    assert str(told) == "90.00 in, 180.00 out: 90.00 GBP missing"
    alone = budget(series(6, costs=costs(60, 15, paid_leaders=1)))
    assert (alone.cost, alone.balance) == (90, 0)
    assert str(alone) == "90.00 in, 90.00 out: 0.00 GBP left"


# What is paid, by whom, and for which meetings


def test_the_first_meeting_may_be_free() -> None:
    told = budget(series(count=8, costs=costs(first_free=True)))
    assert (told.cost, told.sessions, told.income) == (8 * 180, 7, 7 * 8 * 25)
    assert told.break_even_members == math.ceil(Fraction(8 * 180, 7 * 25))


@pytest.mark.parametrize(("free", "paid"), [(None, 4), (False, 4), (True, 3)])
@pytest.mark.parametrize("before", [0, 7])
def test_nobody_pays_for_a_taster_and_the_first_meeting_may_be_free_besides(
    free: bool | None,  # noqa: FBT001 -- as it is told
    paid: int,
    before: int,
) -> None:
    day = START.date() - dt.timedelta(days=before) if before else None
    taster = rg.Opening(day=day, taster=True)
    told = budget(series(count=4, opening=taster, costs=costs(first_free=free)))
    assert (told.cost, told.sessions, told.income) == (5 * 180, paid, paid * 8 * 25)


def test_it_is_the_first_meeting_that_is_held_that_may_be_free() -> None:
    gone = rg.Cancelled(day=START.date())
    told = budget(series(count=3, amendments=(gone,), costs=costs(first_free=True)))
    assert (told.cost, told.sessions) == (2 * 180, 1)


def test_where_the_only_meeting_is_free_nobody_pays() -> None:
    told = budget(series(costs=costs(first_free=True)))
    assert (told.income, told.paying, told.sessions) == (0, 0, 0)
    assert told.break_even_members is None
    assert told.break_even_fee is None


def test_a_meeting_that_is_not_held_costs_nothing_and_brings_nothing() -> None:
    gone = rg.Cancelled(day=START.date() + dt.timedelta(days=7))
    told = budget(series(count=3, amendments=(gone,), costs=costs(room_hire=20)))
    assert (told.cost, told.income) == (2 * 200, 2 * 8 * 25)


def test_a_longer_opening_costs_more() -> None:
    told = budget(series(count=2, opening=rg.Opening(slot=rg.minutes(180)), costs=costs()))
    assert told.cost == 2 * 60 * Decimal("4.5")


def test_fees_in_advance_are_due_from_everybody() -> None:
    likely = rg.Attendance(least=6, of=8)
    ahead = budget(series(count=8, attendance=likely, costs=costs(in_advance=8)))
    as_they_come = budget(series(count=8, attendance=likely, costs=costs()))
    assert (ahead.paying, ahead.income) == (8, 8 * 8 * 25)
    assert (as_they_come.paying, as_they_come.income) == (6, 8 * 6 * 25)


def test_whoever_is_known_to_be_away_pays_only_in_advance() -> None:
    ill = rg.Away(name="P1", first=START.date(), last=START.date() + dt.timedelta(days=14))
    told = series(4, count=4, away=(ill,), costs=costs())
    assert budget(told).income == (3 + 3 + 3 + 4) * 25
    assert budget(told).paying == Decimal("3.25")
    assert budget(attrs.evolve(told, costs=costs(in_advance=4))).income == 4 * 4 * 25


def test_who_has_not_joined_or_has_left_for_good_pays_for_nothing_then() -> None:
    joins = rg.Away(name="P1", last=START.date() + dt.timedelta(days=14))
    leaves = rg.Away(name="P2", first=START.date() + dt.timedelta(days=21))
    assert joins.for_good
    assert leaves.for_good
    told = series(4, count=4, away=(joins, leaves), costs=costs(in_advance=4))
    assert budget(told).income == (3 + 3 + 3 + 3) * 25


@pytest.mark.parametrize("asked", [rg.Demand.SILENT, rg.Demand.REQUIRED])
def test_where_the_source_asks_it_a_meeting_missed_is_paid_for(asked: rg.Demand) -> None:
    protocol = attrs.evolve(TALK, fees=rg.Fees(due_when_absent=asked))
    likely = rg.Attendance(expected=0.5)
    ill = rg.Away(name="P1", first=START.date(), last=START.date())
    told = series(4, protocol=protocol, attendance=likely, away=(ill,), costs=costs(in_advance=0))
    assert budget(told).paying == (4 if asked else Decimal("1.5"))


def test_all_leaders_are_paid_unless_it_is_told() -> None:
    assert series().paid_leaders == 2
    assert series(costs=costs()).paid_leaders == 2
    assert series(costs=costs(paid_leaders=1)).paid_leaders == 1
    assert series(costs=costs(paid_leaders=0)).paid_leaders == 0


def test_what_is_not_told_of_fees_is_not_known() -> None:
    assert (costs().in_advance, costs().first_free) == (None, None)
    assert budget(series(costs=costs())) == budget(
        series(costs=costs(in_advance=0, first_free=False))
    )


def test_a_chance_of_ones_own_counts_for_one_person() -> None:
    likely = rg.Attendance(expected=0.8, persons=(rg.Likely("P1", 0.1), rg.Likely("P2", 1)))
    assert budget(series(4, attendance=likely, costs=costs())).paying == Decimal("2.7")


def test_what_is_not_known_is_not_added_up() -> None:
    assert series().budget is None
    assert series(costs=costs(fee=None)).budget is None
    assert series(costs=costs(hour=None, room_hire=30)).budget is None
    unpaid = series(costs=costs(hour=None, room_hire=30, paid_leaders=0)).budget
    leaderless = series(leaders=0, costs=costs(hour=None, room_hire=30)).budget
    assert unpaid is not None
    assert leaderless is not None
    assert unpaid.cost == leaderless.cost == 30


def test_no_fee_meets_no_cost() -> None:
    told = budget(series(costs=costs(fee=0)))
    assert told.break_even_members is None
    assert told.break_even_fee == Decimal("22.50")
    assert budget(series(0, costs=costs(fee=10))).break_even_fee is None


def test_more_leaders_than_there_are_cannot_be_paid() -> None:
    with pytest.raises(rg.ModelError, match=r"Series\.costs: 3 leaders are paid of 2"):
        series(costs=costs(paid_leaders=3))


# Exact decimals


def test_a_length_that_is_no_decimal_part_of_an_hour_costs_what_it_should() -> None:
    told = budget(series(1, 1, slot=rg.minutes(40), costs=costs(60, 40)))
    assert told.cost == 40
    assert told.break_even_members == 1
    assert budget(series(slot=rg.minutes(50), costs=costs())).cost == 100


def test_a_sum_that_does_not_come_out_even_is_to_the_nearest_cent() -> None:
    told = budget(series(1, 1, slot=rg.minutes(40), costs=costs(50, "33.33")))
    assert told.cost == Decimal("33.33")
    assert told.balance == 0


def test_two_thirds_are_two_thirds() -> None:
    likely = rg.Attendance(least=4, of=6)
    told = budget(series(6, attendance=likely, costs=costs(60, 45)))
    assert (told.paying, told.income, told.balance) == (4, 180, 0)
    assert told.break_even_fee == 45
    uneven = budget(series(5, attendance=likely, costs=costs(60, 54)))
    assert (uneven.income, uneven.break_even_fee) == (180, 54)


def test_it_does_not_depend_on_what_else_a_program_does_with_decimals() -> None:
    told = series(7, 2, count=13, costs=costs("61.23", "17.85", room_hire="33.10"))
    usual = (told.budget, budget(told).balance, budget(told).break_even_fee, str(told.budget))
    with decimal.localcontext(decimal.Context(prec=3, traps=[])):
        again = attrs.evolve(told).budget
        assert again is not None
        assert (again, again.balance, again.break_even_fee, str(again)) == usual


money = st.decimals(0, 1_000, places=2, allow_nan=False)
hours = st.integers(1, 24 * 60).map(rg.minutes)


@given(
    st.builds(costs, money, money, room_hire=money, first_free=st.none() | st.booleans()),
    hours,
    st.integers(1, 6),
    st.tuples(st.integers(0, 15), st.integers(0, 3)),
)
@example(costs(60, 40), rg.minutes(40), 1, (1, 1))
def test_a_budget_is_right_to_the_cent(
    agreed: rg.Costs, slot: dt.timedelta, count: int, people: tuple[int, int]
) -> None:
    members, leaders = people
    told = budget(series(members, leaders, count=count, slot=slot, costs=agreed))
    hour, fee, free = agreed.leader_hour, agreed.member_session, agreed.first_free
    assert hour is not None
    assert fee is not None
    meeting = Fraction(hour) * leaders * Fraction(slot // rg.minutes(1), 60)
    meeting += Fraction(agreed.room_hire)
    assert abs(Fraction(told.cost) - count * meeting) <= Fraction(1, 200)
    assert Fraction(told.income) == Fraction(fee) * members * (count - bool(free))
    assert told.balance == told.income - told.cost
    enough, needed = told.break_even_members, told.break_even_fee
    if enough is not None:
        assert enough * fee * told.sessions >= told.cost
        assert enough == 0 or (enough - 1) * fee * told.sessions < told.cost
    if needed is not None:
        paid = told.paying * told.sessions
        assert needed * paid >= told.cost
        assert needed == 0 or (needed - Decimal("0.01")) * paid < told.cost


@given(st.decimals(0, 10**9, places=2), st.decimals("0.01", 10**6, places=2))
def test_the_least_number_of_fees_meets_a_cost(cost: Decimal, fee: Decimal) -> None:
    number = break_even(cost, fee)
    assert number * fee >= cost
    assert number == 0 or (number - 1) * fee < cost


def test_no_number_of_fees_of_nothing_meets_a_cost() -> None:
    with pytest.raises(rg.ModelError, match="fees of nothing"):
        break_even(Decimal(1), Decimal(0))


def a_budget(**more: object) -> rg.Budget:
    given_ = {"currency": "GBP", "cost": 1, "income": 1, "paying": 1, "sessions": 1, "fee": 1}
    return rg.Budget(**(given_ | more))  # type: ignore[arg-type]


def refused() -> Iterator[tuple[Callable[[], object], str]]:
    for field in ("leader_hour", "member_session", "room_hire"):
        for wrong in (1.5, "x", "NaN", "Infinity", True, dt.date(2026, 1, 1)):
            yield (
                lambda field=field, wrong=wrong: costs(**{field: wrong}),
                f"Costs.{field}: must be an exact decimal number",
            )
        yield lambda field=field: costs(**{field: -1}), f"Costs.{field}: must be 0 to 1000000"
        yield lambda field=field: costs(**{field: 10**7}), f"Costs.{field}: must be 0 to 1000000"
    yield lambda: costs(room_hire=None), "Costs.room_hire: must be an exact decimal number"
    yield lambda: costs(currency="gbp"), "Costs.currency: must be a three-letter currency code"
    yield lambda: costs(currency="POUND"), "Costs.currency: must have 3 to 3 characters"
    yield lambda: costs(in_advance=-1), "Costs.in_advance: must be 0 to 500"
    yield lambda: costs(in_advance=True), "Costs.in_advance: must be a whole number"
    yield lambda: costs(first_free="no"), "Costs.first_free: must be bool"
    yield lambda: costs(paid_leaders=21), "Costs.paid_leaders: must be 0 to 20"
    for field in ("cost", "income", "paying"):
        for wrong in (1.5, "NaN", None):
            yield (
                lambda field=field, wrong=wrong: a_budget(**{field: wrong}),
                f"Budget.{field}: must be an exact decimal number",
            )
        yield lambda field=field: a_budget(**{field: -1}), f"Budget.{field}: must be from 0"
        yield lambda field=field: a_budget(**{field: 10**15}), f"Budget.{field}: must be from 0"
    yield lambda: a_budget(fee=1.5), "Budget.fee: must be an exact decimal number"
    yield lambda: a_budget(sessions=501), "Budget.sessions: must be 0 to 500"


@pytest.mark.parametrize(("make", "message"), list(refused()))
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_amounts_are_kept_as_they_are_told() -> None:
    told = costs("60.00", Decimal("15.5"), room_hire=12)
    assert (str(told.leader_hour), str(told.member_session), str(told.room_hire)) == (
        "60.00",
        "15.5",
        "12",
    )


def test_sums_of_other_currencies_may_be_large() -> None:
    told = series(12, 2, count=40, costs=costs(900_000, 300_000, currency="VND"))
    assert budget(told).cost == 40 * 2 * 900_000 * Decimal("1.5")
    assert rg.loads(rg.dumps(budget(told)), as_=rg.Budget) == budget(told)


def test_the_fee_that_meets_the_cost_is_not_a_cent_too_high() -> None:
    third = rg.Budget(
        currency="GBP", cost=80, income="53.33", paying=Decimal(16) / 3, sessions=1, fee=10
    )
    assert third.break_even_fee == Decimal("15.00")


def test_what_is_shown_adds_up() -> None:
    odd = rg.Budget(
        currency="GBP", cost="633.4965", income="735.245", paying=49, sessions=1, fee="15.005"
    )
    assert str(odd) == "735.25 in, 633.50 out: 101.75 GBP left"
