"""What surrounds the talk: who comes, when it begins, and what a phase holds to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.series import Attendance
from reflective_groups.model.timebox import in_words, minutes
from reflective_groups.model.value import (
    Kind,
    Length,
    Many,
    Number,
    Term,
    Value,
    to_length,
    to_tuple,
)
from reflective_groups.sources import Basis, Cited, to_bases

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHARE = Number(least=0, most=1, real=True)
_HAIR = 1e-9


class Pace(Term):
    """What phases hold to when those before them ran over."""

    LENGTHS = "lengths"
    """Each phase has the time that was planned for it, and the session ends later."""
    CLOCK = "clock"
    """Each phase ends when it was planned to end, but has its least time in any case."""


@attrs.frozen(kw_only=True, repr=False)
class Late(Value):
    """A share of meetings that begin so much late.

    >>> str(Late(by=minutes(5), share=0.37))
    '37 % begin 5 min late'
    """

    by: dt.timedelta = attrs.field(converter=to_length, validator=Length(above_zero=True))
    share: float = attrs.field(validator=_SHARE)

    def __str__(self) -> str:
        return f"{100 * self.share:.3g} % begin {in_words(self.by)} late"


def _lates(values: Iterable[Late]) -> tuple[Late, ...]:
    return to_tuple(values)


ALLEN_2018: Final = (Late(by=minutes(5), share=0.37), Late(by=minutes(10), share=0.14))
"""49 % of meetings on time, 37 % five minutes late and 14 % ten (Allen et al. 2018, M6)."""


@attrs.frozen(kw_only=True, repr=False)
class Circumstances(Value, Cited):
    """What surrounds the talk, drawn anew for each session; unless told, all goes as planned.

    >>> str(Circumstances(attendance=Attendance(expected=0.8), shock=0.1))
    'attendance: 80 % expected, shock: 0.1'

    `attendance` says how likely members come, and where it tells nothing of somebody, they come.
    `shock` is how far members stay away together, as the correlation of any two who are equally
    likely to come (the beta-binomial's rho; 0 is each alone). `no_shows` is the chance that each of
    the `presenters` whom the meeting names stays away besides, and `leaders_come` the chance that a
    leader comes. `late` is when
    meetings begin. With `drop_out`, each member leaves for good with this chance after each
    meeting, and `meeting` says the how-manieth meeting this is. With `volunteers`, each member who
    is there offers a matter with this chance, and those who do come first, in an order drawn by
    lot; otherwise the turns are as planned. `quorum` is how many members make a session, which is
    counted and does not keep it from being held.

    `pace` is what phases hold to. How much longer than planned a phase is meant to take is
    lognormal with `drift` and `spread` as mean and standard deviation of the logarithm; no law of
    this was found in print, and 0 to 0.2 and 0.1 to 0.4 are what to vary.
    """

    attendance: Attendance = attrs.field(factory=Attendance, validator=Kind(Attendance))
    shock: float = attrs.field(default=0.0, validator=Number(least=0, most=0.99, real=True))
    no_shows: float = attrs.field(default=0.0, validator=_SHARE)
    leaders_come: float = attrs.field(default=1.0, validator=_SHARE)
    late: tuple[Late, ...] = attrs.field(
        default=(), converter=_lates, validator=Many(of=Late, most=100)
    )
    drop_out: float = attrs.field(default=0.0, validator=_SHARE)
    meeting: int = attrs.field(default=1, validator=Number(least=1, most=1_000))
    volunteers: float | None = attrs.field(
        default=None, validator=Number(least=0, most=1, real=True, optional=True)
    )
    quorum: int | None = attrs.field(
        default=None, validator=Number(least=0, most=500, optional=True)
    )
    pace: Pace = attrs.field(default=Pace.LENGTHS, validator=Kind(Pace))
    drift: float = attrs.field(default=0.0, validator=Number(least=-3, most=3, real=True))
    spread: float = attrs.field(default=0.0, validator=Number(least=0, most=3, real=True))
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=Many(of=Basis))

    def __attrs_post_init__(self) -> None:
        whole = sum(one.share for one in self.late)
        if whole > 1 + _HAIR:
            message = f"Circumstances.late: the shares come to more than all meetings, {whole:g}"
            raise ModelError(message)
