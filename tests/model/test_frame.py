"""What surrounds a session: sizes, leadership, fees, clauses and waivers."""

from __future__ import annotations

import decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg

if TYPE_CHECKING:
    from collections.abc import Callable

BOUNDS = ("absolute_least", "least", "ideal_least", "ideal_most", "most", "absolute_most")
maybe_six = st.lists(st.none() | st.integers(0, 20), min_size=6, max_size=6)


@given(maybe_six)
def test_the_numbers_of_a_group_size_are_in_order(numbers: list[int | None]) -> None:
    known = [number for number in numbers if number is not None]
    fields = dict(zip(BOUNDS, numbers, strict=True))
    if known == sorted(known):
        assert [getattr(rg.GroupSize(**fields), name) for name in BOUNDS] == numbers  # type: ignore[arg-type]
    else:
        with pytest.raises(rg.ModelError) as error:
            rg.GroupSize(**fields)  # type: ignore[arg-type]
        assert str(error.value) == f"GroupSize: the numbers must be in order, got {known}"


@given(st.lists(st.integers(1, 20), max_size=6).map(sorted), st.data())
def test_the_span_of_a_size_lies_within_its_numbers(known: list[int], data: st.DataObject) -> None:
    names = sorted(data.draw(st.permutations(BOUNDS))[: len(known)], key=BOUNDS.index)
    size = rg.GroupSize(**dict(zip(names, known, strict=True)))  # type: ignore[arg-type]
    span = size.span
    assert span.most == (size.most if size.most is not None else size.absolute_most)
    assert span.usual in {size.ideal_least, size.ideal_most, size.least, size.absolute_least}
    lowest = size.least if size.least is not None else size.absolute_least
    if lowest is not None:
        assert span.least == lowest


@pytest.mark.parametrize(
    ("size", "span", "told"),
    [
        (rg.GroupSize(), "1 or more", "any number of members"),
        (rg.GroupSize(least=6), "6 or more", "at least 6 members"),
        (rg.GroupSize(most=12), "1 to 12", "up to 12 members"),
        (rg.GroupSize(least=6, most=12), "6 to 12", "6 to 12 members"),
        (rg.GroupSize(least=3, most=3), "3", "3 members"),
        (
            rg.GroupSize(least=6, ideal_least=8, ideal_most=10, most=12),
            "6 to 12, usually 8",
            "6 to 12 members, ideally 8 to 10",
        ),
        (
            rg.GroupSize(absolute_least=4, ideal_most=9, absolute_most=14),
            "4 to 14, usually 9",
            "any number of members, ideally up to 9",
        ),
        (rg.GroupSize(ideal_least=0), "0 or more, usually 0", "any number of members, ideally at"),
    ],
)
def test_a_size_is_told_and_counted(size: rg.GroupSize, span: str, told: str) -> None:
    assert str(size.span) == span
    assert str(size).startswith(told)


def test_a_group_of_nobody_has_a_span() -> None:
    assert rg.GroupSize(most=0).span == rg.Count(least=0, most=0)


@pytest.mark.parametrize(
    ("leadership", "told"),
    [
        (rg.Leadership(), "at least 1 leader"),
        (rg.Leadership(most=0, least=0), "no leader"),
        (rg.Leadership(least=0), "no leader needed"),
        (rg.Leadership(preferred=1), "at least 1 leader"),
        (
            rg.Leadership(preferred=2, trained=rg.Demand.REQUIRED),
            "at least 1 leader, preferably 2, trained",
        ),
        (rg.Leadership(least=2, trained=rg.Demand.ADVISED), "at least 2 leaders"),
    ],
)
def test_leadership_is_told_in_plain_words(leadership: rg.Leadership, told: str) -> None:
    assert str(leadership) == told


def test_only_silence_asks_for_nothing() -> None:
    assert [demand for demand in rg.Demand if not demand] == [rg.Demand.SILENT]
    assert str(rg.Setting.IN_PERSON) == "in person"


def test_a_price_is_exact() -> None:
    price = rg.Price(least="15.10", most=25, currency="GBP")  # type: ignore[arg-type]
    assert price.least == decimal.Decimal("15.10")
    assert str(price) == "15.10 to 25 GBP"
    assert rg.Price(least=0, most=1_000_000, currency="EUR").least == 0  # type: ignore[arg-type]


def test_words_are_told_plainly() -> None:
    assert str(rg.Clause("no_line", "No managers.")) == "No line: No managers."
    assert str(rg.Seat(role=rg.COACH, count=rg.times(2), bench=rg.Bench.OUTSIDE)) == (
        "coach: 2 of the outside"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rg.GroupSize(least=-1), "GroupSize.least: must be 0 to 500, got -1"),
        (lambda: rg.GroupSize(most="ten"), "GroupSize.most: must be a whole number, got 'ten'"),
        (lambda: rg.GroupSize(multiple_of=0), "GroupSize.multiple_of: must be 1 to 100, got 0"),
        (lambda: rg.GroupSize(multiple_of=None), "must be a whole number, got None"),
        (lambda: rg.GroupSize(smaller_online=1), "GroupSize.smaller_online: must be bool, got 1"),
        (lambda: rg.Leadership(least=21), "Leadership.least: must be 0 to 20, got 21"),
        (
            lambda: rg.Leadership(least=2, preferred=1),
            "Leadership: least, preferred and most must be in that order, got [2, 1]",
        ),
        (lambda: rg.Leadership(least=2, most=1), "must be in that order, got [2, 1]"),
        (lambda: rg.Leadership(trained="required"), "Leadership.trained: must be Demand"),
        (lambda: rg.Leadership(trained=True), "Leadership.trained: must be Demand, got True"),
        (
            lambda: rg.Leadership(discipline="Balint!"),
            "Leadership.discipline: must be a lower-case",
        ),
        (lambda: rg.Leadership(training=(1,)), "Leadership.training: must hold str, got 1"),
        (
            lambda: rg.Leadership(competences=("x",) * 41),
            "Leadership.competences: must have 0 to 40 items, got 41",
        ),
        (
            lambda: rg.OnlineNeeds(devices=(rg.Device.PHONE, rg.Device.PHONE)),
            "OnlineNeeds.devices: must not hold the same item twice",
        ),
        (lambda: rg.RoomNeeds(circle=1), "RoomNeeds.circle: must be Demand, got 1"),
        (lambda: rg.Frame(confidentiality=True), "Frame.confidentiality: must be Confidentiality"),
        (lambda: rg.Seat(role=rg.COACH, count=1), "Seat.count: must be Count, got 1"),
        (lambda: rg.Clause("Come", "Come."), "Clause.name: must be a lower-case name"),
        (lambda: rg.Clause("come", "x" * 4_001), "Clause.text: must have 0 to 4000 characters"),
        (lambda: rg.Price(least=1.5, most=2, currency="GBP"), "Price.least: must be an exact"),
        (lambda: rg.Price(least=True, most=2, currency="GBP"), "Price.least: must be an exact"),
        (lambda: rg.Price(least="x", most=2, currency="GBP"), "exact decimal number, got 'x'"),
        (lambda: rg.Price(least=None, most=2, currency="GBP"), "exact decimal number, got None"),
        (lambda: rg.Price(least=1, most="NaN", currency="GBP"), "Price.most: must be an exact"),
        (lambda: rg.Price(least=-1, most=2, currency="GBP"), "Price.least: must be 0 to 1000000"),
        (lambda: rg.Price(least=1, most=10**7, currency="GBP"), "Price.most: must be 0 to 1000000"),
        (lambda: rg.Price(least=3, most=2, currency="GBP"), "Price: least must not exceed most"),
        (
            lambda: rg.Price(least=1, most=2, currency="gbp"),
            "Price.currency: must be a three-letter",
        ),
        (lambda: rg.Price(least=1, most=2, currency="£"), "Price.currency: must have 3 to 3"),
        (lambda: rg.Fees(leader_hour=15), "Fees.leader_hour: must be Price, got 15"),
        (lambda: rg.Waiver(code="rg1", reason="x"), "Waiver.code: must be a rule code like RG101"),
        (lambda: rg.Waiver(code="RG1", reason=""), "Waiver.reason: must have 1 to 200 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], message: str) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)
