"""What a series costs and brings in, in exact decimals."""

from __future__ import annotations

import decimal
import math
from fractions import Fraction
from typing import Any

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.frame import exact_amount, to_decimal
from reflective_groups.model.value import Kind, Number, Text, Value, refuse

CENT = decimal.Decimal("0.01")
_LARGEST = decimal.Decimal(10) ** 15
_MOST_PARTS = 10**12
"""No share of a person has a larger denominator; 28 digits tell two such shares apart."""
_CONTEXT = decimal.Context(prec=28)
"""The library's own, for a program may have set the one that is in force to other digits."""


def exact(amount: Fraction) -> decimal.Decimal:
    """A fraction as a decimal number; one that never ends is rounded after so many digits.

    >>> exact(Fraction(1, 8)), exact(Fraction(200, 2))
    (Decimal('0.125'), Decimal('100'))
    """
    return _CONTEXT.divide(decimal.Decimal(amount.numerator), decimal.Decimal(amount.denominator))


def in_cents(amount: Fraction) -> decimal.Decimal:
    """A sum of money: exact where that is a decimal number, and else to the nearest cent.

    >>> in_cents(Fraction(180)), in_cents(Fraction(100, 3))
    (Decimal('180'), Decimal('33.33'))
    """
    told = exact(amount)
    if Fraction(told) == amount:
        return told
    return told.quantize(CENT, rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)


def _maybe_exact(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        exact_amount(instance, attribute, value)


def _is_a_sum(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, decimal.Decimal) or not value.is_finite():
        refuse(instance, attribute, f"must be an exact decimal number, got {value!r}")
    elif not 0 <= value < _LARGEST:
        refuse(instance, attribute, f"must be from 0 to below {_LARGEST}, got {value}")


def _maybe(value: decimal.Decimal | int | str | None) -> decimal.Decimal | None:
    return None if value is None else to_decimal(value)


@attrs.frozen(kw_only=True, repr=False)
class Costs(Value):
    """What a group has agreed to pay; exact decimals, never floats.

    >>> costs = Costs(currency="GBP", leader_hour=60, member_session=15)
    >>> costs.leader_hour
    Decimal('60')

    `leader_hour` is for one leader and one hour, `member_session` for one member and one meeting,
    `room_hire` for one meeting. `in_advance` is how many meetings are paid ahead; then the fee is
    due from everybody, and otherwise from those who come. With `first_free` nobody pays for the
    first meeting that is held; for a taster nobody pays in any case. `paid_leaders` is how many of
    the leaders are paid, all unless told. What is `None` is not known, and adds nothing to a sum.
    """

    currency: str = attrs.field(
        validator=Text(least=3, most=3, pattern="[A-Z]{3}", form="a three-letter currency code")
    )
    leader_hour: decimal.Decimal | None = attrs.field(
        default=None, converter=_maybe, validator=_maybe_exact
    )
    member_session: decimal.Decimal | None = attrs.field(
        default=None, converter=_maybe, validator=_maybe_exact
    )
    room_hire: decimal.Decimal = attrs.field(
        default=decimal.Decimal(0), converter=to_decimal, validator=exact_amount
    )
    in_advance: int | None = attrs.field(
        default=None, validator=Number(least=0, most=500, optional=True)
    )
    first_free: bool | None = attrs.field(default=None, validator=Kind(bool, optional=True))
    paid_leaders: int | None = attrs.field(
        default=None, validator=Number(least=0, most=20, optional=True)
    )


@attrs.frozen(kw_only=True, repr=False)
class Budget(Value):
    """What a series costs and brings in, and where the two meet.

    >>> budget = Budget(currency="GBP", cost=180, income=90, paying=6, sessions=1, fee=15)
    >>> budget.balance, budget.break_even_members, budget.break_even_fee
    (Decimal('-90'), 12, Decimal('30.00'))

    `paying` is how many fees come in for each of the `sessions` that are not free, on average; it
    may be a fraction of a person where fees are paid by those who come. What does not come out
    even is rounded: `cost` and `income` to the nearest cent, `paying` after 28 digits.
    """

    currency: str = attrs.field(
        validator=Text(least=3, most=3, pattern="[A-Z]{3}", form="a three-letter currency code")
    )
    cost: decimal.Decimal = attrs.field(converter=to_decimal, validator=_is_a_sum)
    income: decimal.Decimal = attrs.field(converter=to_decimal, validator=_is_a_sum)
    paying: decimal.Decimal = attrs.field(converter=to_decimal, validator=_is_a_sum)
    sessions: int = attrs.field(validator=Number(least=0, most=500))
    fee: decimal.Decimal = attrs.field(converter=to_decimal, validator=exact_amount)

    @property
    def balance(self) -> decimal.Decimal:
        """What is left, or missing where it is below nothing."""
        return _CONTEXT.subtract(self.income, self.cost)

    @property
    def break_even_members(self) -> int | None:
        """How many fees for each session meet the cost; `None` where no fee is taken."""
        if not self.fee or not self.sessions:
            return None
        return math.ceil(Fraction(self.cost) / (Fraction(self.fee) * self.sessions))

    @property
    def break_even_fee(self) -> decimal.Decimal | None:
        """The fee that meets the cost with those who pay, up to the next cent; `None` with none."""
        # two thirds of eight people are 16/3 again, however many digits they were told in
        fees = Fraction(self.paying).limit_denominator(_MOST_PARTS) * self.sessions
        if not fees:
            return None
        cents = math.ceil(Fraction(self.cost) / fees / Fraction(CENT))
        return exact(cents * Fraction(CENT)).quantize(CENT, context=_CONTEXT)

    def __str__(self) -> str:
        income, cost = _shown(self.income), _shown(self.cost)
        left = _CONTEXT.subtract(income, cost)
        word = "left" if left >= 0 else "missing"
        return f"{income} in, {cost} out: {left.copy_abs()} {self.currency} {word}"


def _shown(amount: decimal.Decimal) -> decimal.Decimal:
    return amount.quantize(CENT, rounding=decimal.ROUND_HALF_UP, context=_CONTEXT)


def break_even(cost: decimal.Decimal, fee: decimal.Decimal) -> int:
    """The least number of fees that meets a cost.

    >>> break_even(decimal.Decimal(180), decimal.Decimal(25))
    8

    Raises `ModelError` where the fee is nothing.
    """
    if fee <= 0:
        message = "no number of fees of nothing meets a cost"
        raise ModelError(message)
    return math.ceil(Fraction(cost) / Fraction(fee))
