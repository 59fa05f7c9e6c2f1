"""What surrounds a session: size, leadership, setting, agreements, fees, rules and cautions.

Everything here is data with a basis. Whether a group meets it is for the rules to judge.
"""

from __future__ import annotations

import decimal
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.roles import Role
from reflective_groups.model.timebox import Count, Timebox, times
from reflective_groups.model.value import (
    LINE,
    NAME,
    PROSE,
    Kind,
    Many,
    Number,
    Term,
    Text,
    Value,
    refuse,
    to_names,
    to_tuple,
)
from reflective_groups.sources import Basis, Cited, to_bases

if TYPE_CHECKING:
    from collections.abc import Iterable

BASIS = Many(of=Basis)


class Demand(Term):
    """How strongly a source asks for something."""

    REQUIRED = "required"
    ADVISED = "advised"
    IDEAL = "ideal"
    SILENT = "silent"
    """The source says nothing about it, so nothing is asked."""

    def __bool__(self) -> bool:
        return self is not Demand.SILENT


class Setting(Term):
    """Where a group meets."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Device(Term):
    """What somebody joins an online meeting with."""

    COMPUTER = "computer"
    LAPTOP = "laptop"
    TABLET = "tablet"
    PHONE = "phone"


class Confidentiality(Term):
    """What may leave the room."""

    UNSTATED = "unstated"
    OWN_WORDS = "own_words"
    """One's own words and experience may; what others say or live through may not."""
    ALL = "all"
    """Nothing that is said may."""


class Bench(Term):
    """Who a seat is filled from."""

    MEMBERS = "members"
    LEADERS = "leaders"
    OUTSIDE = "outside"
    """Not in the room: a supervisor, say."""


@attrs.frozen(kw_only=True, repr=False)
class Seat(Value, Cited):
    """A role, how many hold it at a time, and who it is filled from.

    >>> from reflective_groups import PRESENTER
    >>> str(Seat(role=PRESENTER))
    'presenter: 1 of the members'
    """

    role: Role = attrs.field(validator=Kind(Role))
    bench: Bench = attrs.field(default=Bench.MEMBERS, validator=Kind(Bench))
    count: Count = attrs.field(default=times(1), validator=Kind(Count))
    duty: str = attrs.field(default="", validator=PROSE)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)

    def __str__(self) -> str:
        return f"{self.role}: {self.count} of the {self.bench}"


_HEADS = Number(least=0, most=500, optional=True)


@attrs.frozen(kw_only=True, repr=False)
class GroupSize(Value, Cited):
    """How many members a group has, leaders not counted.

    >>> size = GroupSize(least=6, most=12, ideal_least=8, ideal_most=10)
    >>> str(size)
    '6 to 12 members, ideally 8 to 10'

    `absolute_least` and `absolute_most` are where it stops being such a group at all; between
    them and `least` or `most` it is only outside what the source names. `multiple_of` asks for
    numbers that divide evenly. A number that no source gives is `None`. Raises `ModelError`
    unless the numbers are in order.
    """

    absolute_least: int | None = attrs.field(default=None, validator=_HEADS)
    least: int | None = attrs.field(default=None, validator=_HEADS)
    ideal_least: int | None = attrs.field(default=None, validator=_HEADS)
    ideal_most: int | None = attrs.field(default=None, validator=_HEADS)
    most: int | None = attrs.field(default=None, validator=_HEADS)
    absolute_most: int | None = attrs.field(default=None, validator=_HEADS)
    multiple_of: int = attrs.field(default=1, validator=Number(least=1, most=100))
    smaller_online: bool = attrs.field(default=False, validator=Kind(bool))
    """An online group is probably smaller; no source says by how many."""
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)

    def __attrs_post_init__(self) -> None:
        known = [count for count in self._bounds() if count is not None]
        if known != sorted(known):
            message = f"GroupSize: the numbers must be in order, got {known}"
            raise ModelError(message)

    def _bounds(self) -> tuple[int | None, ...]:
        return (
            self.absolute_least,
            self.least,
            self.ideal_least,
            self.ideal_most,
            self.most,
            self.absolute_most,
        )

    @property
    def span(self) -> Count:
        """The widest range the numbers allow, as a count of members.

        >>> str(GroupSize(least=6, most=12, ideal_least=8).span)
        '6 to 12, usually 8'
        """
        least = self.least if self.least is not None else self.absolute_least
        most = self.most if self.most is not None else self.absolute_most
        usual = self.ideal_least if self.ideal_least is not None else self.ideal_most
        if usual is None and least is not None and least == most:
            usual = least
        low = least if least is not None else min(1, 1 if most is None else most)
        return Count(least=min(low, usual if usual is not None else low), usual=usual, most=most)

    def __str__(self) -> str:
        told = _span(self.least, self.most)
        ideal = _span(self.ideal_least, self.ideal_most)
        ideally = f", ideally {ideal}" if ideal else ""
        noun = "member" if self.least == self.most == 1 else "members"
        return f"{told or 'any number of'} {noun}{ideally}"


def _span(least: int | None, most: int | None) -> str:
    if least is None:
        return "" if most is None else f"up to {most}"
    if least == most:
        return str(least)
    return f"at least {least}" if most is None else f"{least} to {most}"


_DEMAND = Kind(Demand)
_LINES = Many(of=str, most=40)


@attrs.frozen(kw_only=True, repr=False)
class Leadership(Value, Cited):
    """How many lead, and what is asked of them.

    >>> leadership = Leadership(least=1, preferred=2, trained=Demand.REQUIRED, discipline="balint")
    >>> leadership.preferred
    2

    `discipline` is what leaders are trained in; `instead` is what the source advises to hold
    where nobody is. `accredited_online` is how many of them an online group needs accredited.
    """

    least: int = attrs.field(default=1, validator=Number(least=0, most=20))
    preferred: int | None = attrs.field(
        default=None, validator=Number(least=0, most=20, optional=True)
    )
    preferred_online: int | None = attrs.field(
        default=None, validator=Number(least=0, most=20, optional=True)
    )
    most: int | None = attrs.field(default=None, validator=Number(least=0, most=20, optional=True))
    discipline: str = attrs.field(
        default="", validator=Text(most=60, pattern=rf"({NAME.pattern})?", form=NAME.form)
    )
    trained: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    accredited: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    accredited_online: int = attrs.field(default=0, validator=Number(least=0, most=20))
    accreditation_years: int | None = attrs.field(
        default=None, validator=Number(least=0, most=20, optional=True)
    )
    member_experience: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    supervision: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    preparation: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    debrief: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    psychodynamic: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    peer_profession: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    independent: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    """No leader manages a member."""
    training: tuple[str, ...] = attrs.field(default=(), converter=to_names, validator=_LINES)
    competences: tuple[str, ...] = attrs.field(default=(), converter=to_names, validator=_LINES)
    instead: str = attrs.field(default="", validator=PROSE)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)

    def __attrs_post_init__(self) -> None:
        known = [count for count in (self.least, self.preferred, self.most) if count is not None]
        if known != sorted(known):
            message = f"Leadership: least, preferred and most must be in that order, got {known}"
            raise ModelError(message)

    def __str__(self) -> str:
        if self.most == 0:
            return "no leader"
        if not self.least:
            return "no leader needed"
        noun = "leader" if self.least == 1 else "leaders"
        prefer = (
            f", preferably {self.preferred}" if self.preferred not in {None, self.least} else ""
        )
        trained = ", trained" if self.trained is Demand.REQUIRED else ""
        return f"at least {self.least} {noun}{prefer}{trained}"


def _devices(values: Iterable[Device]) -> tuple[Device, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class OnlineNeeds(Value, Cited):
    """What meeting online asks for.

    >>> needs = OnlineNeeds(devices=(Device.COMPUTER, Device.LAPTOP))
    >>> Device.PHONE in needs.devices
    False

    No devices named means that the source names none.
    """

    devices: tuple[Device, ...] = attrs.field(
        default=(), converter=_devices, validator=Many(of=Device, most=10, distinct=True)
    )
    connection: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    all_visible: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    leaders_talk_openly: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    interview: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    speaking_signal: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)


@attrs.frozen(kw_only=True, repr=False)
class RoomNeeds(Value, Cited):
    """What meeting face to face asks of the room.

    >>> RoomNeeds(circle=Demand.ADVISED).circle
    Demand.ADVISED
    """

    circle: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    every_meeting: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    undisturbed: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    unheard: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)


@attrs.frozen(kw_only=True, repr=False)
class Frame(Value, Cited):
    """What a group agrees on before it starts.

    >>> Frame(confidentiality=Confidentiality.OWN_WORDS).confidentiality
    Confidentiality.OWN_WORDS
    """

    ground_rules: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    confidentiality: Confidentiality = attrs.field(
        default=Confidentiality.UNSTATED, validator=Kind(Confidentiality)
    )
    voluntary_presenting: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    no_reporting: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    """Nothing that is said is reported outside the group."""
    peers_only: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    """No member manages another."""
    seniors_outside: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    """Senior leaders of the members' organisation are not in the group."""
    regular_attendance: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)


@attrs.frozen(kw_only=True, repr=False)
class SeriesNeeds(Value, Cited):
    """What a source says of meetings over time: how many, how long for, and who comes to them.

    >>> needs = SeriesNeeds(meetings=times(8), attend=6, attend_of=8)
    >>> str(needs.meetings), needs.attend / needs.attend_of
    ('8', 0.75)

    `months` is how long a group goes on at the least. `attend` of `attend_of` meetings is what a
    member commits to. `hours_in_person` of `hours` are to be held face to face; how long such an
    hour is no source says. `opening` is how long a first meeting takes, where that is told for
    itself. `supervisions_a_year` is for leaders who work towards accreditation. A number that no
    source gives is `None`.
    """

    meetings: Count | None = attrs.field(default=None, validator=Kind(Count, optional=True))
    months: int | None = attrs.field(
        default=None, validator=Number(least=1, most=120, optional=True)
    )
    attend: int | None = attrs.field(default=None, validator=_HEADS)
    attend_of: int | None = attrs.field(
        default=None, validator=Number(least=1, most=500, optional=True)
    )
    closed: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    """Nobody joins on the way, where some of the meetings are online."""
    taster: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    """A first meeting to try it out."""
    first_in_person: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    last_in_person: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    hours: int | None = attrs.field(
        default=None, validator=Number(least=1, most=1_000, optional=True)
    )
    hours_in_person: int | None = attrs.field(
        default=None, validator=Number(least=1, most=1_000, optional=True)
    )
    opening: Timebox | None = attrs.field(default=None, validator=Kind(Timebox, optional=True))
    supervisions_a_year: int | None = attrs.field(
        default=None, validator=Number(least=1, most=366, optional=True)
    )
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)

    def __attrs_post_init__(self) -> None:
        pairs = ((self.attend, self.attend_of), (self.hours_in_person, self.hours))
        for some, all_of in pairs:
            if some is not None and (all_of is None or some > all_of):
                message = f"SeriesNeeds: {some} must be out of as many or more, got {all_of}"
                raise ModelError(message)


@attrs.frozen(repr=False)
class Clause(Value, Cited):
    """A ground rule, a caution, an aim or a practical point, in our words.

    >>> str(Clause("attendance", "Come regularly for the period agreed."))
    'Attendance: Come regularly for the period agreed.'
    """

    name: str = attrs.field(validator=NAME)
    text: str = attrs.field(validator=PROSE)
    basis: tuple[Basis, ...] = attrs.field(
        default=(), kw_only=True, converter=to_bases, validator=BASIS
    )

    def __str__(self) -> str:
        return f"{self.name.replace('_', ' ').capitalize()}: {self.text}"


CLAUSES = Many(of=Clause, most=200)


def exact_amount(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Bound: an exact decimal number that a group might pay."""
    if not isinstance(value, decimal.Decimal) or not value.is_finite():
        refuse(instance, attribute, f"must be an exact decimal number, got {value!r}")
    elif not 0 <= value <= 1_000_000:  # noqa: PLR2004 -- no fee of a group is larger
        refuse(instance, attribute, f"must be 0 to 1000000, got {value}")


def to_decimal(value: decimal.Decimal | int | str) -> decimal.Decimal:
    """An exact decimal number; a float is left for the bound to refuse."""
    if isinstance(value, (float, bool)):
        return value  # type: ignore[return-value]  # the validator refuses it with its reason
    try:
        return decimal.Decimal(value)
    except (decimal.InvalidOperation, TypeError, ValueError):
        return value  # type: ignore[return-value]


@attrs.frozen(kw_only=True, repr=False)
class Price(Value):
    """A range of money; exact decimals, never floats.

    >>> str(Price(least=15, most=25, currency="GBP"))
    '15 to 25 GBP'
    """

    least: decimal.Decimal = attrs.field(converter=to_decimal, validator=exact_amount)
    most: decimal.Decimal = attrs.field(converter=to_decimal, validator=exact_amount)
    currency: str = attrs.field(
        validator=Text(least=3, most=3, pattern="[A-Z]{3}", form="a three-letter currency code")
    )

    def __attrs_post_init__(self) -> None:
        if self.least > self.most:
            message = f"Price: least must not exceed most, got {self.least} and {self.most}"
            raise ModelError(message)

    def __str__(self) -> str:
        return f"{self.least} to {self.most} {self.currency}"


@attrs.frozen(kw_only=True, repr=False)
class Fees(Value, Cited):
    """What a source calls usual to pay.

    >>> fees = Fees(member_session=Price(least=15, most=25, currency="GBP"))
    >>> str(fees.member_session)
    '15 to 25 GBP'

    `leader_hour` is for one leader and one hour, `member_session` for one member and one session.
    With `due_when_absent` whoever misses a meeting pays for it too.
    """

    leader_hour: Price | None = attrs.field(default=None, validator=Kind(Price, optional=True))
    member_session: Price | None = attrs.field(default=None, validator=Kind(Price, optional=True))
    in_advance: str = attrs.field(default="", validator=PROSE)
    first_meeting_free: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    due_when_absent: Demand = attrs.field(default=Demand.SILENT, validator=_DEMAND)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=BASIS)


@attrs.frozen(kw_only=True, repr=False)
class Waiver(Value):
    """A finding set aside on purpose, with the reason.

    >>> Waiver(code="RG302", reason="The co-leader is on leave this week.").path
    ''

    It holds for one path, or for the code wherever it comes up.
    """

    code: str = attrs.field(
        validator=Text(least=1, most=40, pattern="[A-Z][A-Z0-9]*", form="a rule code like RG101")
    )
    reason: str = attrs.field(validator=LINE)
    path: str = attrs.field(default="", validator=PROSE)


def to_waivers(values: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """A tuple of waivers."""
    return to_tuple(values)
