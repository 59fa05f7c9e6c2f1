"""Why the fees of a series do not meet its cost: the fewest facts that clash."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from reflective_groups.model.timebox import ZERO, in_words

if TYPE_CHECKING:
    import decimal
    from collections.abc import Sequence

    from reflective_groups.model.frame import Fees, Price
    from reflective_groups.model.money import Budget, Costs
    from reflective_groups.model.series import Series


Paid: TypeAlias = Literal["leader_hour", "member_session"]
"""What is paid for: a leader's hour, or a member's session."""


def join(told: Sequence[str], word: str = "and") -> str:
    """Several things in words, of which there is one at least.

    >>> join(["Ann", "Ben", "Cem"])
    'Ann, Ben and Cem'
    """
    *others, last = told
    return f"{', '.join(others)} {word} {last}" if others else last


def told_amount(amount: decimal.Decimal | Fraction) -> str:
    """An amount of money as people write it, to the nearest cent.

    >>> told_amount(Fraction(30)), told_amount(Fraction(75, 2))
    ('30', '37.50')
    """
    whole, cents = divmod(round(Fraction(amount) * 100), 100)
    return f"{whole}.{cents:02}" if cents else str(whole)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "leader"), counted(2, "leader")
    ('1 leader', '2 leaders')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def hours_in(length: dt.timedelta) -> Fraction:
    """How many hours a length of time has.

    >>> hours_in(dt.timedelta(minutes=90))
    Fraction(3, 2)
    """
    return Fraction(length // dt.timedelta(microseconds=1), 3_600_000_000)


@attrs.frozen(kw_only=True)
class Fact:
    """One fact of a budget: where it stands, what it says, and the best that it could be."""

    path: str
    says: str
    value: Fraction
    best: Fraction | None
    """What it would be if it did not stand in the way; nothing where that has no end."""
    costs: bool
    """Whether it is a factor of what leaders cost, or else of what fees bring in."""

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"


def smallest_clash(facts: tuple[Fact, ...], room: Fact) -> tuple[Fact, ...]:
    """The fewest facts that cannot all hold: whatever all others were, the fees would not do.

    Of several sets as small it is the first in the order of the facts. Nothing where the fees do.
    """
    every = (*facts, room)
    for number in range(1, len(every) + 1):
        for kept in itertools.combinations(every, number):
            if clash(kept, facts, room):
                return kept
    return ()


def clash(kept: tuple[Fact, ...], facts: tuple[Fact, ...], room: Fact) -> bool:
    """Whether some facts cannot all hold, with all the others at their best."""

    def product(*, costs: bool) -> Fraction | None:
        factors = [one.value if one in kept else one.best for one in facts if one.costs is costs]
        if 0 in factors:  # an endless number of nothings is nothing
            return Fraction(0)
        whole = Fraction(1)
        for factor in factors:
            if factor is None:
                return None
            whole *= factor
        return whole

    income, cost = product(costs=False), product(costs=True)
    hire = room.value if room in kept else room.best
    return income is not None and income < (cost or 0) + (hire or 0)


def facts_of(series: Series, costs: Costs, budget: Budget) -> tuple[tuple[Fact, ...], Fact]:
    """The facts that a budget rests on, and what the room costs in all."""
    fees, group, held = series.protocol.fees, series.group, len(series.meetings)
    paid = series.paid_leaders
    members = len(group.members)
    hours = hours_in(sum((meeting.slot for meeting in series.meetings), ZERO))
    usual = all(meeting.slot == series.slot for meeting in series.meetings)
    told = (
        f"{in_words(series.slot)} a meeting"
        if usual
        else f"{told_amount(hours)} hours in {counted(held, 'meeting')}"
    )
    share = Fraction(budget.paying) / members if members and budget.sessions else Fraction(1)
    unpaid = ["the taster"] if any(not one.number for one in series.held) else []
    unpaid += ["the first meeting"] if costs.first_free else []
    hour, fee, sign = costs.leader_hour or 0, budget.fee, costs.currency
    return (
        (
            Fact(
                path="group.leaders" if costs.paid_leaders is None else "costs.paid_leaders",
                says=f"{counted(paid, 'leader')} to pay",
                value=Fraction(paid),
                best=Fraction(0),
                costs=True,
            ),
            Fact(
                path="costs.leader_hour",
                says=f"{told_amount(Fraction(hour))} {sign} an hour for each"
                f"{_usual(fees, 'leader_hour')}",
                value=Fraction(hour),
                best=Fraction(0),
                costs=True,
            ),
            Fact(path="slot", says=told, value=hours, best=Fraction(0), costs=True),
            Fact(
                path="group.members",
                says=counted(members, "member"),
                value=Fraction(members),
                best=None,
                costs=False,
            ),
            Fact(
                path="costs.member_session",
                says=f"{told_amount(fee)} {sign} a meeting from each"
                f"{_usual(fees, 'member_session')}",
                value=Fraction(fee),
                best=None,
                costs=False,
            ),
            Fact(
                path="attendance",
                says=f"{round(100 * share)} % of them come, and only those who come pay",
                value=share,
                best=Fraction(1),
                costs=False,
            ),
            Fact(
                path="costs.first_free" if costs.first_free else "opening.taster",
                says=f"nobody pays for {join(unpaid or ['none'], 'or')}; there "
                f"{'is' if held == 1 else 'are'} {counted(held, 'meeting')}",
                value=Fraction(budget.sessions),
                best=Fraction(held),
                costs=False,
            ),
        ),
        Fact(
            path="costs.room_hire",
            says=f"{told_amount(costs.room_hire)} {sign} a meeting for the room",
            value=Fraction(costs.room_hire) * held,
            best=Fraction(0),
            costs=True,
        ),
    )


def usual_price(fees: Fees | None, field: Paid) -> Price | None:
    """What a source calls usual, where there is such a source.

    >>> usual_price(None, "leader_hour") is None
    True
    """
    if fees is None:
        return None
    return fees.leader_hour if field == "leader_hour" else fees.member_session


def _usual(fees: Fees | None, field: Paid) -> str:
    """What a source calls usual, in words, where there is such a source."""
    price = usual_price(fees, field)
    if fees is None or price is None:
        return " (agreed)"
    cited = "; ".join(citation.where for citation in fees.citations_of(field) if citation.where)
    return f" (agreed; {price} is usual{f', {cited}' if cited else ''})"
