"""Meetings over time: enough people, enough money, whose turn it is, how long, and where.

What a series does not tell is never held against it. Where a source asks for something to be
settled before a group begins, and it is not, a rule gives advice. What a finding cites is what the
protocol's own figure rests on; where that has no source, it cites none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, assert_never

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.cadence import Monthly, OnDates, Weekly, days
from reflective_groups.model.folds import walk
from reflective_groups.model.frame import Demand, Price, Setting
from reflective_groups.model.group import Accreditation
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.parts import Breakout
from reflective_groups.model.series import MOST_MEETINGS
from reflective_groups.model.timebox import ZERO, in_words
from reflective_groups.rules.book import rule
from reflective_groups.rules.chances import MOST_ENROLLED, fewer_than, to_enrol
from reflective_groups.rules.clash import (
    Paid,
    counted,
    facts_of,
    hours_in,
    join,
    smallest_clash,
    told_amount,
    usual_price,
)
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.rules.lengths import seen
from reflective_groups.rules.repair import PayLeaders, Repair, SetFee, SetMeetings
from reflective_groups.sources import Standing
from reflective_groups.sources.bibliography import (
    B12,
    B15,
    B17,
    B18,
    B26,
    B33,
    B35,
    R1,
    R3,
    R21,
    S0,
    S1,
    S2,
    S3,
    S4,
)

if TYPE_CHECKING:
    import decimal
    from collections.abc import Iterable, Iterator

    from reflective_groups.model.cadence import Cadence
    from reflective_groups.model.frame import SeriesNeeds
    from reflective_groups.model.money import Budget, Costs
    from reflective_groups.model.series import Occasion, Series
    from reflective_groups.sources import Citation, Cited

Amount: TypeAlias = "decimal.Decimal | Fraction"
FALLS_SHORT = 0.1
"""How likely a meeting may have too few people before a rule says so: one in ten, our choice."""
SEVERAL_MONTHS = 2
"""How many months are several, which is our reading of the word."""
_WEEKS, _MONTHS, _DAYS = 52, 12, 365


def _percent(share: float) -> str:
    if 0 < share < 0.005:  # noqa: PLR2004 -- what would be rounded to nothing
        return "under 1 %"
    if 0.995 < share < 1:  # noqa: PLR2004 -- what would be rounded to all
        return "over 99 %"
    return f"{100 * share:.0f} %"


def _when(meeting: Meeting) -> str:
    return f"{meeting.start:%Y-%m-%d}"


def _verb(number: int, one: str, more: str) -> str:
    return one if number == 1 else more


def _counted(series: Series) -> tuple[tuple[Occasion, Meeting], ...]:
    """The meetings that are held, each with its date, without a taster."""
    pairs = zip(series.held, series.meetings, strict=True)
    return tuple((one, meeting) for one, meeting in pairs if one.number)


def _cited(value: Cited, *fields: str) -> Iterable[Citation]:
    """What some fields rest on, each place once."""
    return dict.fromkeys(one for field in fields for one in value.citations_of(field))


def _notes(value: Cited, *fields: str) -> tuple[str, ...]:
    """What their sources say of them besides: for whom it holds, say."""
    bases = (value.basis_of(field) for field in fields)
    return tuple(dict.fromkeys(one.note for one in bases if one.citations and one.note))


# Enough people


_TOLD, _FLOOR = "as is told", "the least that they commit to"
_TRUSTED = "taken to come every time"


def _chances(series: Series) -> dict[str, tuple[float, str]]:
    """How likely each member comes, and how that is known; nobody where nothing is told at all.

    Where something is told of others, whoever nothing is told of is taken to come every time.
    """
    told = series.attendance
    named = {one.name for one in told.persons}
    usual = _FLOOR if told.expected is None else _TOLD
    found: dict[str, tuple[float, str]] = {}
    for name in (one.name for one in series.group.members):
        chance = told.chance(name)
        known = _TOLD if name in named else usual
        found[name] = (1.0, _TRUSTED) if chance is None else (chance, known)
    return {} if all(how == _TRUSTED for _, how in found.values()) else found


@attrs.frozen
class _Short:
    """How likely fewer than some number come: at the worst meeting, and how often never."""

    meeting: Meeting
    likely: float
    never: float
    alike: bool
    meetings: int


def _short(series: Series, least: int) -> _Short | None:
    """Over the meetings that enough people can come to; nothing where it is seldom enough."""
    chances = _chances(series)
    known: dict[tuple[float, ...], float] = {}
    found: list[tuple[Meeting, float]] = []
    for meeting in series.meetings if chances else ():
        there = tuple(sorted(chances[one.name][0] for one in meeting.members))
        if len(there) >= least:
            if there not in known:
                known[there] = fewer_than(least, there)
            found.append((meeting, known[there]))
    worst, likely = max(found, key=lambda one: one[1], default=(None, 0.0))
    if worst is None or likely <= FALLS_SHORT:
        return None
    return _Short(
        meeting=worst,
        likely=likely,
        never=math.prod(1 - one for _, one in found),
        alike=len(found) == len(series.meetings) and len(known) == 1,
        meetings=len(found),
    )


def _at(short: _Short) -> str:
    return "At each meeting" if short.alike else f"At the meeting of {_when(short.meeting)}"


def _how_known(series: Series, short: _Short, least: int) -> tuple[str, ...]:
    """The figures behind a chance, and how each is known."""
    known = _chances(series).values()
    how = list(dict.fromkeys(one for _, one in known))
    share = _percent(sum(one for one, _ in known) / len(known))
    average = "" if how == [_FLOOR] else " on average"
    return (
        f"{counted(len(known), 'member')} at {share} of meetings{average}, {join(how, 'or')}",
        f"at least {least} at the meeting of {_when(short.meeting)}: {_percent(1 - short.likely)}",
        f"at least {least} at each of {short.meetings} meetings: {_percent(short.never)}",
        f"minded above {_percent(FALLS_SHORT)}, which is our choice",
    )


def _enrol(series: Series, short: _Short, least: int) -> str:
    """How many it takes, or who is away that day; a repair can name nobody who is new."""
    chances = [one for one, _ in _chances(series).values()]
    everybody = fewer_than(least, chances)
    if everybody <= FALLS_SHORT:
        leading = {one.name for one in series.group.leaders}
        away = [name for name in short.meeting.absent if name not in leading]
        return (
            f"{join(away)} {_verb(len(away), 'is', 'are')} away that day, and with everybody it "
            f"would be {_percent(everybody)}; another day may help."
        )
    wanted = to_enrol(least, sum(chances) / len(chances), FALLS_SHORT, chances)
    if wanted is None:
        return f"More than {MOST_ENROLLED} who come as often would be needed."
    most = series.protocol.size.most
    more = "" if most is None or wanted <= most else f"; its source has {most} at the most"
    return f"With {wanted} enrolled it is {_percent(FALLS_SHORT)} at the most{more}."


@rule(
    "series",
    code="RG701",
    name="series-enough",
    severity=Severity.WARNING,
    what="As often as members come, fewer are in the room than make such a group, too often.",
    why="How likely that is follows from how likely each member comes, or from the share of "
    "meetings to which they commit themselves, if each decides alone; where nothing is told of "
    "either, this rule is silent. More than one meeting in ten is what it minds: our choice, for "
    "nobody has measured what a group can bear. A meeting for which too few are there in any case "
    "is for RG101.",
    citations=(B17.at(), B33.at(), B35.at()),
    standing=Standing.DEFAULT,
    fails="evolve(series, attendance=evolve(series.attendance, expected=0.6))",
    passes="series",
)
def enough_in_the_room(series: Series) -> Iterator[Notice]:
    """How likely fewer come than the number below which it is no such group."""
    size = series.protocol.size
    least = size.absolute_least
    short = None if least is None else _short(series, least)
    if least is not None and short is not None:
        yield Notice(
            path="attendance",
            message=f"{_at(short)} fewer than {least} members come with a chance of "
            f"{_percent(short.likely)}. {_enrol(series, short, least)}",
            evidence=_how_known(series, short, least),
            citations=_cited(size, "absolute_least"),
            alone=True,
        )


@rule(
    "series",
    code="RG715",
    name="series-enrolled",
    severity=Severity.ADVICE,
    what="As often as members come, fewer are often in the room than the source has enrolled.",
    why="Document 003 wants 8 to 10 enrolled, so that the group is large enough when somebody is "
    "away, and has seen 6 to 8 who are committed do well. These are numbers of those enrolled: no "
    "source says how many of them have to be in the room, so this is no more than advice.",
    citations=(S3.at("003-04"), S3.at("003-05"), S3.at("003-06")),
    standing=Standing.DEFAULT,
    fails="evolve(series, attendance=evolve(series.attendance, expected=0.75))",
    passes="series",
)
def enough_enrolled(series: Series) -> Iterator[Notice]:
    """How likely fewer come than the least that the source has, if that is not worse yet."""
    size = series.protocol.size
    least = size.least
    if least is None:
        return
    if size.absolute_least is not None and _short(series, size.absolute_least) is not None:
        return
    short = _short(series, least)
    if short is not None:
        yield Notice(
            path="attendance",
            message=f"The source has {least} members at the least, counting those enrolled. "
            f"{_at(short)} fewer are in the room with a chance of {_percent(short.likely)}; "
            f"whether that is too few is for the group to say. {_enrol(series, short, least)}",
            evidence=_how_known(series, short, least),
            citations=_cited(size, "least"),
            alone=True,
        )


# Enough money

_FEES = (S3.at("003-80"), S3.at("003-81"), S3.at("003-82"))


@rule(
    "series",
    code="RG702",
    name="series-fees",
    severity=Severity.WARNING,
    what="What members pay does not meet what the series costs.",
    why="Groups pay their own running costs. Document 003 gives 60 to 75 pounds an hour for a "
    "leader and 15 to 25 a member for ninety minutes: one leader is paid for by 4 to 8 members, "
    "and two by 8 to 15. Where members are fewer, as online, the fee may be higher. That one "
    "leader is paid and another is not is our own idea, and that other one has to agree to it: "
    "many leaders need or expect to be paid, and online two are highly recommended.",
    citations=(*_FEES, S3.at("003-47"), S3.at("003-73"), S3.at("003-79"), S3.at("003-83")),
    standing=Standing.DERIVED,
    fails="evolve(series, costs=evolve(series.costs, member_session=10))",
    passes="series",
)
def fees_meet_cost(series: Series) -> Iterator[Notice]:
    """The agreed fees against the agreed cost, with the fewest facts that clash."""
    budget, costs = series.budget, series.costs
    if budget is None or costs is None or budget.balance >= 0:
        return
    sign = budget.currency
    ways, repairs = _ways(series, costs, budget)
    told = f" It would be met by {join(ways, 'or')}." if ways else ""
    fees = series.protocol.fees
    held = counted(len(series.meetings), "meeting")
    yield Notice(
        path="costs",
        message=f"For {held} the cost is {told_amount(budget.cost)} {sign}, and fees bring in "
        f"{told_amount(budget.income)} {sign}: {told_amount(-budget.balance)} {sign} are "
        f"missing.{told}",
        evidence=tuple(map(str, smallest_clash(*facts_of(series, costs, budget)))),
        citations=() if fees is None else _cited(fees, "leader_hour", "member_session"),
        alone=True,
        repair=repairs[0] if repairs else None,
        otherwise=repairs[1:],
    )


def _ways(series: Series, costs: Costs, budget: Budget) -> tuple[list[str], tuple[Repair, ...]]:
    """What would meet the cost, in words, and as repairs where nobody has to be found for it."""
    ways: list[str] = []
    repairs: list[Repair] = []
    fee = budget.break_even_fee
    if fee is not None and fee <= 1_000_000:  # noqa: PLR2004 -- no fee of a group is larger
        told = f"a fee of {told_amount(fee)} {budget.currency}"
        repairs.append(Repair(says=f"Agree on {told}.", edits=(SetFee(fee),)))
        usual = _band(series, costs, "member_session")
        outside = usual is not None and not usual.least <= fee <= usual.most
        ways.append(f"{told} ({usual} is usual)" if outside else told)
    share = _share_who_pay(series, budget)
    if share and budget.fee:
        most = series.protocol.size.most
        needed = math.ceil(Fraction(budget.cost) / (Fraction(budget.fee) * budget.sessions * share))
        more = f" (its source has {most} at the most)" if most is not None and needed > most else ""
        often = "" if share == 1 else f" for {_percent(float(share))} of meetings, as now"
        ways.append(f"{counted(needed, 'member')} who pay{often}{more}")
    if costs.first_free and _balanced(series, attrs.evolve(costs, first_free=False)):
        ways.append("the fee for the first meeting too")
    for paid in range(series.paid_leaders - 1, 0, -1):
        if _balanced(series, attrs.evolve(costs, paid_leaders=paid)):
            rest = _verb(series.paid_leaders - paid, "the other agrees", "the others agree")
            ways.append(f"{counted(paid, 'paid leader')} if {rest} to work unpaid")
            says = f"Pay {counted(paid, 'leader')} only, if {rest} to work unpaid."
            repairs.append(Repair(says=says, edits=(PayLeaders(paid),)))
            break
    return ways, tuple(repairs)


def _balanced(series: Series, costs: Costs) -> bool:
    budget = attrs.evolve(series, costs=costs).budget
    return budget is not None and budget.balance >= 0


def _share_who_pay(series: Series, budget: Budget) -> Fraction:
    """What share of the meetings that are not free a member pays for, on average."""
    members = len(series.group.members)
    if not members:
        return Fraction(0)
    return (Fraction(budget.paying) / members).limit_denominator(1_000_000)  # as it was told


def _agreed(costs: Costs | None, field: Paid) -> decimal.Decimal | None:
    if costs is None:
        return None
    return costs.leader_hour if field == "leader_hour" else costs.member_session


def _band(series: Series, costs: Costs | None, field: Paid) -> Price | None:
    """What a source calls usual, in the group's money and for meetings as long as the group's."""
    usual, slot = usual_price(series.protocol.fees, field), series.protocol.slot
    if usual is None or (costs is not None and usual.currency != costs.currency):
        return None
    if field == "member_session" and slot is not None and series.slot not in slot:
        return None
    return usual


def _price(series: Series, field: Paid) -> Price | None:
    """What a source calls usual, or in its place what is agreed where the source has figures."""
    costs, agreed = series.costs, _agreed(series.costs, field)
    if costs is None or agreed is None or usual_price(series.protocol.fees, field) is None:
        return _band(series, costs, field)
    return Price(least=agreed, most=agreed, currency=costs.currency)


@rule(
    "series",
    code="RG703",
    name="series-fees-open",
    severity=Severity.ADVICE,
    what="Nothing is agreed on fees, or on what leaders get, and the source has figures for it.",
    why="Members commit themselves to paying regularly, and it is best to be clear about that from "
    "the start. Two leaders at 60 to 75 pounds an hour cost 180 to 225 for ninety minutes, so 8 to "
    "15 members at 15 to 25 pounds meet it. A fee for ninety minutes is not held against meetings "
    "of another length, and where nobody is paid and there is no room to hire, no fee is asked "
    "after.",
    citations=(*_FEES, S3.at("003-74"), S3.at("003-75")),
    standing=Standing.DERIVED,
    fails="evolve(series, costs=None)",
    passes="series",
)
def fees_open(series: Series) -> Iterator[Notice]:
    """What the ranges of the source come to with these leaders, members and minutes."""
    costs, fees = series.costs, series.protocol.fees
    paid = series.paid_leaders
    if costs is not None and costs.paid_leaders == 0 and not costs.room_hire:
        return
    hour = _price(series, "leader_hour") if paid else None
    fee = _price(series, "member_session")
    no_fee = costs is None or costs.member_session is None
    no_pay = hour is not None and (costs is None or costs.leader_hour is None)
    if fees is None or not (no_fee or no_pay):
        return
    if hour is not None:
        told = _cost_told(series, hour, fee, paid)
    elif fee is not None:
        told = _income_told(len(series.group.members), fee)
    else:
        return
    yield Notice(
        path="costs",
        message=f"Nothing is agreed on {'fees' if no_fee else 'what leaders get'}. {told}",
        citations=_cited(fees, "leader_hour", "member_session"),
        alone=True,
    )


def _span(least: Amount, most: Amount, sign: str) -> str:
    if least == most:
        return f"{told_amount(least)} {sign}"
    return f"{told_amount(least)} to {told_amount(most)} {sign}"


def _cost_told(series: Series, hour: Price, fee: Price | None, paid: int) -> str:
    """What one usual meeting costs, how many members meet that, and what it is for each of them."""
    members = len(series.group.members)
    hours = hours_in(series.slot)
    room = Fraction(0) if series.costs is None else Fraction(series.costs.room_hire)
    least, most = (room + paid * hours * Fraction(one) for one in (hour.least, hour.most))
    told = (
        f"{counted(paid, 'leader')} at {_span(hour.least, hour.most, hour.currency)} an hour over "
        f"{in_words(series.slot)}{' and the room' if room else ''} cost "
        f"{_span(least, most, hour.currency)} a meeting"
    )
    if fee is not None and fee.currency == hour.currency and fee.least > 0:
        few, many = math.ceil(least / Fraction(fee.most)), math.ceil(most / Fraction(fee.least))
        number = counted(few, "member") if few == many else f"{few} to {many} members"
        told += f", which {number} meet at {_span(fee.least, fee.most, fee.currency)} each"
    if members:
        low, high = (Fraction(math.ceil(100 * one / members), 100) for one in (least, most))
        each = _span(low, high, hour.currency)
        told += f"; shared by {counted(members, 'member')} it is {each} each"
    return f"{told}."


def _income_told(members: int, fee: Price) -> str:
    """What fees bring in, where nothing is known of what a meeting costs."""
    each = _span(fee.least, fee.most, fee.currency)
    whole = _span(members * fee.least, members * fee.most, fee.currency)
    return f"{counted(members, 'member')} at {each} bring in {whole} a meeting."


@rule(
    "series",
    code="RG716",
    name="series-fee-band",
    severity=Severity.ADVICE,
    what="What is agreed to pay is outside what the source calls usual.",
    why="Document 003 calls about 60 to 75 pounds an hour reasonable for a leader, and knows most "
    "groups in a room to take 15 to 25 pounds for ninety minutes. Neither is a rule, and the fee "
    "may rise where members are few: this only tells people where they stand.",
    citations=(*_FEES, S3.at("003-83")),
    fails="evolve(series, costs=evolve(series.costs, member_session=30))",
    passes="series",
)
def fee_outside(series: Series) -> Iterator[Notice]:
    """The agreed amounts against the ranges, in the same money and for the same length."""
    fees, costs = series.protocol.fees, series.costs
    told: tuple[tuple[Paid, str], ...] = (
        ("leader_hour", "A leader gets {} an hour"),
        ("member_session", "Each member pays {} a meeting"),
    )
    for field, says in told:
        agreed, usual = _agreed(costs, field), _band(series, costs, field)
        if fees is None or usual is None or not agreed or usual.least <= agreed <= usual.most:
            continue
        amount = f"{told_amount(agreed)} {usual.currency}"
        yield Notice(
            path=f"costs.{field}",
            message=f"{says.format(amount)}; {usual} is usual.",
            evidence=_notes(fees, field),
            citations=_cited(fees, field),
            alone=True,
        )


# Whose turn it is


def _matters(meeting: Meeting) -> int | None:
    """How many matters a meeting usually has time for.

    Nothing where small groups share them, or where no source says how many are usual: how often
    rounds are held is then for the plan to choose.
    """
    session = meeting.held.session
    if any(isinstance(part, Breakout) for _, part in walk(session)):
        return None
    view = seen(meeting)
    turns = [one for one in view.rounds if any(role.brings for role in one.rounds.rotating)]
    if any(one.count.usual is None for one in turns):
        return None
    if turns:
        return sum(map(view.fitting, turns))
    roles = (role for one in view.phases for role in one.phase.floor.named)
    return 1 if any(role.brings for role in roles) else None


@rule(
    "series",
    code="RG704",
    name="series-turns",
    severity=Severity.ADVICE,
    what="There are fewer turns to bring a matter than members.",
    why="Usually one or two members bring a case to a meeting, so it takes several meetings until "
    "everybody who wants to has had a turn. That a series should have room for that is our own "
    "advice: whoever presents volunteers, and nobody has to.",
    citations=(S2.at("002-09"), S2.at("002-10"), R1.at()),
    standing=Standing.DEFAULT,
    fails="evolve(series, count=3)",
    passes="series",
)
def room_for_all(series: Series) -> Iterator[Notice]:
    """Matters over all meetings against members."""
    alike: dict[tuple[object, ...], int | None] = {}
    held: list[int] = []
    for meeting in series.meetings:
        key = (id(meeting.protocol), meeting.first, meeting.slot, meeting.absent)
        if key not in alike:
            alike[key] = _matters(meeting)
        number = alike[key]
        if number is None:
            return
        held.append(number)
    turns, members = sum(held), len(series.group.members)
    if turns >= members:
        return
    usual = _matters(
        attrs.evolve(
            series.meetings[0],
            protocol=series.protocol,
            slot=series.slot,
            first=False,
            presenters=(),
            absent=(),
            locks=(),
        )
    )
    more = None
    if usual and not isinstance(series.cadence, OnDates):
        more = _planned(series) + -(-(members - turns) // usual)
    yield Notice(
        path="count",
        message=f"In {counted(len(held), 'meeting')} there is time for "
        f"{counted(turns, 'matter')}, and there are {counted(members, 'member')}. Not everybody "
        "can bring one in this series, and nobody has to.",
        citations=_cited(series.protocol.frame, "voluntary_presenting"),
        alone=True,
        repair=_longer(more),
    )


def _planned(series: Series) -> int:
    """The number of the last meeting, whether it is held or not."""
    return max(one.number for one in series.occasions)


def _longer(count: int | None) -> Repair | None:
    if count is None or not 1 <= count <= MOST_MEETINGS:
        return None
    return Repair(says=f"Plan {counted(count, 'meeting')}.", edits=(SetMeetings(count),))


@rule(
    "series",
    code="RG705",
    name="series-turn-again",
    severity=Severity.ADVICE,
    what="Somebody is to bring a matter again before others have brought one since.",
    why="That everybody has a turn before anybody has another is our own advice, so that the "
    "quieter ones are asked too. Whoever presents volunteers, and nobody has to: where the others "
    "would rather not, all is well.",
    citations=(S2.at("002-09"), S2.at("002-10"), R1.at()),
    standing=Standing.DEFAULT,
    fails="evolve(series, presented=('Ann',))",
    passes="series",
)
def turn_before_others(series: Series) -> Iterator[Notice]:
    """Offers of those who had a turn, at meetings where somebody is who has had none since."""
    turns = list(series.presented)
    for occasion, meeting in zip(series.held, series.meetings, strict=True):
        offered = dict.fromkeys(meeting.presenters)
        for name in offered:
            if name not in turns:
                continue
            since = len(turns) - turns[::-1].index(name)
            had = {*turns[since:], *offered}
            waiting = sum(one.name not in had for one in meeting.members)
            if waiting:
                yield Notice(
                    path=f"offers[{occasion.day}]",
                    message=f"{name} is to bring a matter again before "
                    f"{counted(waiting, 'other')} {_verb(waiting, 'has', 'have')} brought one, as "
                    "far as is told. Whoever would like to may; nobody has to.",
                    citations=_cited(series.protocol.frame, "voluntary_presenting"),
                    alone=True,
                )
        turns.extend(offered)


# Supervision


@rule(
    "series",
    code="RG706",
    name="series-supervision",
    severity=Severity.ADVICE,
    what="Nothing says how often the leaders have supervision, or none falls within the series.",
    why="Supervision is important for leaders, and those who are accredited go on with it; plan it "
    "together with the meetings.",
    citations=(S1.at("001-07"), S1.at("001-17"), S3.at("003-22"), S3.at("003-72")),
    fails="evolve(series, supervised_every=None)",
    passes="series",
)
def supervision_unplanned(series: Series) -> Iterator[Notice]:
    """Supervision is asked for, somebody leads, and it is not planned, or only for afterwards."""
    lead, every, held = series.protocol.leadership, series.supervised_every, len(series.held)
    if not lead.supervision or not series.group.leaders or (every is not None and every <= held):
        return
    if every is None:
        told = "Plan after how many meetings the leaders have supervision"
    else:
        told = (
            f"The leaders have supervision after every {counted(every, 'meeting')}, and "
            f"{counted(held, 'meeting')} {_verb(held, 'is', 'are')} held: none falls within the "
            "series"
        )
    yield Notice(
        path="supervised_every",
        message=f"{told}; it is {lead.supervision}.",
        evidence=_notes(lead, "supervision"),
        citations=_cited(lead, "supervision"),
        alone=True,
    )


def _a_year(cadence: Cadence) -> Fraction | None:
    """How many meetings a year a rhythm makes, holidays aside."""
    match cadence:
        case Weekly(every=every):
            return Fraction(_WEEKS, every)
        case Monthly(every=every):
            return Fraction(_MONTHS, every)
        case OnDates(dates=dates):
            length = (dates[-1] - dates[0]).days
            return Fraction((len(dates) - 1) * _DAYS, length) if length else None
        case _:
            assert_never(cadence)


def _held_a_year(series: Series) -> Fraction | None:
    """The same without those that are cancelled, or fall on a holiday, in the first year."""
    often = _a_year(series.cadence)
    if often is None:
        return None
    first = series.start.date()
    end = first + dt.timedelta(days=_DAYS)
    skipped = sum(one.cancelled and first <= one.day < end for one in series.occasions)
    for day in itertools.takewhile(lambda day: day < end, days(series.cadence, first)):
        skipped += any(day in holiday for holiday in series.holidays)
    return max(Fraction(0), often - skipped)


@rule(
    "series",
    code="RG707",
    name="series-supervision-seldom",
    severity=Severity.WARNING,
    what="A leader who works towards accreditation has supervision too seldom.",
    why="The American society asks for 12 recorded and supervised sessions in two years, which is "
    "6 a year, and the Australian and New Zealand society for at least 10 a year. Other societies "
    "ask otherwise or do not say, so this holds for the protocols of these two alone. Meetings on "
    "holidays, and those that are cancelled, do not count.",
    citations=(B12.at(), B18.at(), S1.at("001-13")),
    standing=Standing.DERIVED,
    fails="evolve(series, supervised_every=8, group=evolve(series.group, leaders=tuple(evolve(one, "
    "accreditation=Accreditation.WORKING_TOWARDS) for one in series.group.leaders)))",
    passes="evolve(series, supervised_every=8)",
)
def supervised_too_seldom(series: Series) -> Iterator[Notice]:
    """Supervisions a year at this rhythm against the fewest that the source asks for."""
    every, often, needs = series.supervised_every, _held_a_year(series), series.protocol.series
    asked = None if needs is None else needs.supervisions_a_year
    towards = Accreditation.WORKING_TOWARDS
    names = [str(one) for one in series.group.leaders if one.accreditation is towards]
    if every is None or often is None or needs is None or asked is None or not names:
        return
    number = often / every
    if number < asked:
        yield Notice(
            path="supervised_every",
            message=f"{join(names)} {_verb(len(names), 'works', 'work')} towards accreditation "
            f"and {_verb(len(names), 'has', 'have')} supervision after every "
            f"{counted(every, 'meeting')}: about {float(number):.1f} times a year, where at least "
            f"{asked} are asked for.",
            evidence=_notes(needs, "supervisions_a_year"),
            citations=_cited(needs, "supervisions_a_year"),
            alone=True,
        )


# How long it goes on


@rule(
    "series",
    code="RG708",
    name="series-meetings",
    severity=Severity.WARNING,
    what="There are fewer meetings than the source holds.",
    why="The American society's online series has 8 meetings, an action learning set 4 to 6 and a "
    "course in intervision 5 to 8. That document 004 means 2 at the least is our reading of it.",
    citations=(B15.at(), R3.at(), R21.at(), S4.at("004-31")),
    standing=Standing.DERIVED,
    fails="evolve(series, count=5)",
    passes="series",
)
def too_few_meetings(series: Series) -> Iterator[Notice]:
    """Meetings that are held against the least, a taster not counted."""
    needs, held = series.protocol.series, len(_counted(series))
    if needs is None or needs.meetings is None or held >= needs.meetings.least:
        return
    yield Notice(
        path="count",
        message=f"{counted(held, 'meeting')} planned, where the source has {needs.meetings}.",
        evidence=_notes(needs, "meetings"),
        citations=_cited(needs, "meetings"),
        alone=True,
        repair=_longer(_planned(series) + needs.meetings.least - held),
    )


def _later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


@rule(
    "series",
    code="RG709",
    name="series-months",
    severity=Severity.ADVICE,
    what="The series is over sooner than the source asks.",
    why="The German rules for some qualifications spread the hours over at least six months. They "
    "are of no concern to a group that wants no credit, so this is advice.",
    citations=(B26.at(),),
    fails="evolve(series, count=6)",
    passes="series",
)
def over_too_soon(series: Series) -> Iterator[Notice]:
    """First to last meeting, both days counted, against the months asked for."""
    needs, held = series.protocol.series, _counted(series)
    if needs is None or needs.months is None or not held:
        return
    first, last = held[0][0].start.date(), held[-1][0].start.date()
    end = _later(first, needs.months) - dt.timedelta(days=1)
    if last >= end:
        return
    yield Notice(
        path="count",
        message=f"The series goes on from {first} to {last}; at least {needs.months} months, so up "
        f"to {end}, are asked for.",
        evidence=_notes(needs, "months"),
        citations=_cited(needs, "months"),
        alone=True,
        repair=_longer(_reaching(series, end)),
    )


def _reaching(series: Series, end: dt.date) -> int | None:
    """How many meetings there are when the last that is held is on a day or after it."""
    if isinstance(series.cadence, OnDates):
        return None
    first = series.opening
    extra = 0 if first is None else (first.day is not None) - first.taster
    meets = (
        day
        for day in days(series.cadence, series.start.date())
        if not any(day in holiday for holiday in series.holidays)
    )
    count = extra + 1 + sum(1 for _ in itertools.takewhile(lambda day: day < end, meets))
    for longer in range(count, min(count + len(series.amendments), MOST_MEETINGS) + 1):
        try:
            trial = attrs.evolve(series, count=longer, until=None)
        except ModelError:  # the year 3000 comes first
            return None
        if trial.held[-1].start.date() >= end:
            return longer
    return None


@rule(
    "series",
    code="RG717",
    name="series-opening",
    severity=Severity.ADVICE,
    what="The first meeting is not as long as the source has it.",
    why="The group of document 004 began with a workshop of three hours and went on with two, and "
    "the American society's online series begins with 90 minutes and goes on with 60.",
    citations=(S4.at("004-30"), S4.at("004-31"), B15.at()),
    fails="evolve(series, opening=Opening(slot=minutes(60)))",
    passes="series",
)
def opening_length(series: Series) -> Iterator[Notice]:
    """The first meeting, a taster not counted, against the length that is told for it."""
    needs, held = series.protocol.series, _counted(series)
    if needs is None or needs.opening is None or not held or held[0][0].slot in needs.opening:
        return
    yield Notice(
        path="opening",
        message=f"The first meeting takes {in_words(held[0][0].slot)}; the source has "
        f"{needs.opening} for it.",
        evidence=_notes(needs, "opening"),
        citations=_cited(needs, "opening"),
        alone=True,
    )


@rule(
    "series",
    code="RG718",
    name="series-hours",
    severity=Severity.ADVICE,
    what="The meetings add up to fewer hours than the source asks.",
    why="The German rules ask for 30 hours for some qualifications. How long such an hour is, is "
    "not known, and a group that wants no credit need not mind, so this is advice.",
    citations=(B26.at(),),
    fails="evolve(series, count=6)",
    passes="series",
)
def too_few_hours(series: Series) -> Iterator[Notice]:
    """The lengths of all meetings, a taster not counted, against the hours asked for."""
    needs = series.protocol.series
    hours = hours_in(sum((one.slot for one, _ in _counted(series)), ZERO))
    if needs is None or needs.hours is None or hours >= needs.hours:
        return
    yield Notice(
        path="count",
        message=f"The meetings add up to {told_amount(hours)} hours of 60 minutes; the source has "
        f"{needs.hours} hours, and how long it takes an hour to be is not known.",
        evidence=_notes(needs, "hours"),
        citations=_cited(needs, "hours"),
        alone=True,
    )


# Where, who and how


@rule(
    "series",
    code="RG710",
    name="series-in-person",
    severity=Severity.ADVICE,
    what="What the source has in one room is online: the first meeting, the last, or too much.",
    why="For some qualifications the German rules want the first and the last session in one room, "
    "and at least 15 of the 30 hours. The days on which a group that else meets online is in one "
    "room are told in `in_person`. Where only some join through a screen, this rule is silent; and "
    "so it is no more than advice for a group that wants no credit.",
    citations=(B26.at(),),
    fails="evolve(series, group=evolve(series.group, setting=Setting.ONLINE, room=None))",
    passes="series",
)
def some_in_one_room(series: Series) -> Iterator[Notice]:
    """Meetings online of which the first, the last, or a share of the hours is to be in a room."""
    needs, held = series.protocol.series, _counted(series)
    missed = list(_in_one_room(needs, held)) if needs is not None and held else []
    if needs is not None and missed:
        fields = ("first_in_person", "last_in_person", "hours_in_person")
        yield Notice(
            path="in_person",
            message=f"The source has in one room what is online here: {join(missed)}.",
            evidence=_notes(needs, *fields),
            citations=_cited(needs, *fields),
            alone=True,
        )


def _in_one_room(needs: SeriesNeeds, held: tuple[tuple[Occasion, Meeting], ...]) -> Iterator[str]:
    online = [meeting.group.setting is Setting.ONLINE for _, meeting in held]
    if needs.first_in_person and online[0]:
        yield f"the first meeting ({needs.first_in_person})"
    if needs.last_in_person and online[-1]:
        yield f"the last meeting ({needs.last_in_person})"
    if needs.hours_in_person is None or needs.hours is None:
        return
    slots = [one.slot for one, _ in held]
    met = sum((slot for slot, screen in zip(slots, online, strict=True) if not screen), ZERO)
    whole = hours_in(sum(slots, ZERO))
    if hours_in(met) * needs.hours < needs.hours_in_person * whole:
        yield (
            f"{needs.hours_in_person} of {needs.hours} hours, where it is "
            f"{told_amount(hours_in(met))} of {told_amount(whole)}"
        )


@rule(
    "series",
    code="RG711",
    name="series-attendance",
    severity=Severity.ADVICE,
    what="Members commit themselves to fewer meetings than the source has.",
    why="The American society expects members at all 8 meetings and wants them at 6 for credit; "
    "document 000 asks for a commitment to regular attendance over the period agreed, and says no "
    "number.",
    citations=(B15.at(), S0.at("000-22"), S2.at("002-23")),
    fails="evolve(series, attendance=evolve(series.attendance, least=4))",
    passes="series",
)
def commits_to_little(series: Series) -> Iterator[Notice]:
    """The share committed to against the share that the source has."""
    needs, told = series.protocol.series, series.attendance
    if needs is None or needs.attend is None or needs.attend_of is None:
        return
    if told.least is None or told.of is None:
        return
    if Fraction(told.least, told.of) < Fraction(needs.attend, needs.attend_of):
        yield Notice(
            path="attendance",
            message=f"Members commit themselves to {told.least} of {told.of} meetings; the source "
            f"has {needs.attend} of {needs.attend_of}.",
            evidence=_notes(needs, "attend"),
            citations=_cited(needs, "attend"),
            alone=True,
        )


@rule(
    "series",
    code="RG712",
    name="series-closed",
    severity=Severity.ADVICE,
    what="People join on the way, some of it is online, and the source has a closed group there.",
    why="For some qualifications the German rules ask for a closed group in the part that is held "
    "online. They say nothing of meetings in a room, and a group that wants no credit need not "
    "mind.",
    citations=(B26.at(),),
    fails="evolve(series, closed=False, group=evolve(series.group, setting=Setting.HYBRID))",
    passes="evolve(series, closed=False)",
)
def open_to_newcomers(series: Series) -> Iterator[Notice]:
    """Known to be open, or somebody is known to join later, where a closed group is asked for."""
    needs, held = series.protocol.series, _counted(series)
    if needs is None or not needs.closed or not held:
        return
    if not any(meeting.group.online for _, meeting in held):
        return
    first = held[0][0].start.date()
    members = {one.name for one in series.group.members}
    late = [
        one.name
        for one in series.away
        if one.name in members and one.first is None and one.last is not None and one.last >= first
    ]
    if series.closed is False or late:
        told = f"{join(late)} {_verb(len(late), 'joins', 'join')} on the way" if late else ""
        yield Notice(
            path="closed",
            message=f"{told or 'The group is open'}; a closed group is {needs.closed}.",
            evidence=_notes(needs, "closed"),
            citations=_cited(needs, "closed"),
            alone=True,
        )


@rule(
    "series",
    code="RG713",
    name="series-in-advance",
    severity=Severity.ADVICE,
    what="Fees are not paid several months ahead.",
    why="It is usually best when members pay for several months, a term or even a year at a time, "
    "for that encourages them to commit themselves and to come. That several are two at the least "
    "is our reading; whoever pays for the whole series at once has paid far enough ahead.",
    citations=(S3.at("003-76"), S3.at("003-77")),
    standing=Standing.DERIVED,
    fails="evolve(series, costs=evolve(series.costs, in_advance=0))",
    passes="series",
)
def paid_as_they_come(series: Series) -> Iterator[Notice]:
    """A fee is agreed, is known not to be paid for months ahead, and the source advises that."""
    fees, costs, often = series.protocol.fees, series.costs, _a_year(series.cadence)
    if fees is None or not fees.in_advance or costs is None or not costs.member_session:
        return
    ahead = costs.in_advance
    if ahead is None or often is None or ahead >= len(_counted(series)):
        return
    months = _MONTHS * ahead / often
    if months < SEVERAL_MONTHS:
        told = f"{counted(ahead, 'meeting')} ahead, which is about {float(months):.1f} months"
        yield Notice(
            path="costs.in_advance",
            message=f"Members pay {told if ahead else 'from meeting to meeting'}; what the source "
            f"has: {fees.in_advance}",
            evidence=(f"several months are {SEVERAL_MONTHS} at the least, which is our reading",),
            citations=_cited(fees, "in_advance"),
            alone=True,
        )


@rule(
    "series",
    code="RG714",
    name="series-try-out",
    severity=Severity.ADVICE,
    what="There is no meeting at which people can try it out.",
    why="A taster can be useful before a group begins, and a first meeting without a charge is "
    "worth considering, so that members can try it. For a taster nobody pays.",
    citations=(S3.at("003-40"), S3.at("003-78")),
    standing=Standing.DERIVED,
    fails="evolve(series, costs=evolve(series.costs, first_free=False))",
    passes="series",
)
def nothing_to_try(series: Series) -> Iterator[Notice]:
    """A fee is agreed, the first meeting is known not to be free, and there is no taster."""
    needs, fees, costs = series.protocol.series, series.protocol.fees, series.costs
    if costs is None or not costs.member_session or costs.first_free is not False:
        return
    if series.opening is not None and series.opening.taster:
        return
    told: list[str] = []
    notes: list[str] = []
    cited: list[Citation] = []
    if needs is not None and needs.taster:
        told.append(f"a taster {_wanted(needs.taster, 'can help')}")
        notes.extend(_notes(needs, "taster"))
        cited.extend(_cited(needs, "taster"))
    if fees is not None and fees.first_meeting_free:
        free = _wanted(fees.first_meeting_free, "is worth considering")
        told.append(f"a first meeting without a charge {free}")
        notes.extend(_notes(fees, "first_meeting_free"))
        cited.extend(_cited(fees, "first_meeting_free"))
    if told:
        yield Notice(
            path="costs.first_free",
            message=f"Nobody can try it out without paying; {join(told)}.",
            evidence=dict.fromkeys(notes),
            citations=dict.fromkeys(cited),
            alone=True,
        )


def _wanted(demand: Demand, mildly: str) -> str:
    """How strongly something is asked for; in the source's own mildness where it only says so."""
    return mildly if demand is Demand.IDEAL else f"is {demand}"
