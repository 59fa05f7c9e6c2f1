"""Meetings over time: enough people, enough money, whose turn it is, how long, and where.

What a series does not tell is never held against it. Where a source asks for something to be
settled before a group begins, and it is not, a rule gives advice.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

import attrs

from reflective_groups.model.cadence import Monthly, OnDates, Weekly, days
from reflective_groups.model.folds import walk
from reflective_groups.model.frame import Demand, Price, Setting
from reflective_groups.model.group import Accreditation
from reflective_groups.model.parts import Breakout
from reflective_groups.model.series import MOST_MEETINGS
from reflective_groups.model.timebox import in_words
from reflective_groups.rules.book import rule
from reflective_groups.rules.chances import fewer_than, to_enrol
from reflective_groups.rules.clash import (
    counted,
    facts_of,
    hours_in,
    smallest_clash,
    told_amount,
)
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.rules.lengths import seen
from reflective_groups.rules.repair import PayLeaders, Repair, SetFee, SetMeetings
from reflective_groups.sources import Standing
from reflective_groups.sources.bibliography import B12, B15, B18, B26, R1, R3, R21, S0, S1, S2, S3

if TYPE_CHECKING:
    import decimal
    from collections.abc import Iterator

    from reflective_groups.model.cadence import Cadence
    from reflective_groups.model.frame import SeriesNeeds
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.money import Budget, Costs
    from reflective_groups.model.series import Occasion, Series
    from reflective_groups.sources import Citation

Amount: TypeAlias = "decimal.Decimal | Fraction"
FALLS_SHORT = 0.1
"""How likely a meeting may have too few people before a rule says so: one in ten, our choice."""
SUPERVISED_A_YEAR = 6
"""The fewest supervisions a year that any source asks of leaders in training (B12)."""
_WEEKS, _MONTHS, _DAYS = 52, 12, 365
_SEVERAL = 2


def _join(told: list[str], word: str = "and") -> str:
    *others, last = told
    return f"{', '.join(others)} {word} {last}" if others else last


def _percent(share: float) -> str:
    if 0 < share < 0.005:  # noqa: PLR2004 -- what would be rounded to nothing
        return "under 1 %"
    if 0.995 < share < 1:  # noqa: PLR2004 -- what would be rounded to all
        return "over 99 %"
    return f"{100 * share:.0f} %"


def _when(meeting: Meeting) -> str:
    return f"{meeting.start:%Y-%m-%d}"


def _held(series: Series) -> tuple[Occasion, ...]:
    """The dates of the meetings that are held, in the same order as the meetings."""
    held = (one for one in series.occasions if not one.cancelled)
    return tuple(sorted(held, key=lambda one: one.start.astimezone(dt.UTC)))


def _counted(series: Series) -> tuple[Occasion, ...]:
    """The same without a taster."""
    return tuple(one for one in _held(series) if one.number)


# Enough people


_TOLD, _ASKED, _TRUSTED = "as is told", "as the source asks of them", "taken to come every time"


def _chances(series: Series) -> dict[str, tuple[float, str]]:
    """How likely each member comes, and how that is known.

    Whoever nothing is told of is taken to come every time.
    """
    needs = series.protocol.series
    otherwise = (1.0, _TRUSTED)
    if needs is not None and needs.attend is not None and needs.attend_of is not None:
        otherwise = (needs.attend / needs.attend_of, _ASKED)
    told = {one.name: series.attendance.chance(one.name) for one in series.group.members}
    return {name: otherwise if chance is None else (chance, _TOLD) for name, chance in told.items()}


def _short(series: Series, least: int) -> tuple[tuple[Meeting, float], ...]:
    """For each meeting that enough people can come to: how likely fewer than `least` do."""
    chances = _chances(series)
    known: dict[tuple[float, ...], float] = {}
    found: list[tuple[Meeting, float]] = []
    for meeting in series.meetings:
        there = tuple(sorted(chances[one.name][0] for one in meeting.members))
        if len(there) >= least:
            if there not in known:
                known[there] = fewer_than(least, there)
            found.append((meeting, known[there]))
    return tuple(found)


@rule(
    "series",
    code="RG701",
    name="series-enough",
    severity=Severity.WARNING,
    what="As often as members come, too few of them are in the room too often.",
    why="Document 003 wants 8 to 10 enrolled at the least, so that the group is large enough when "
    "somebody is away. How likely that is follows from how likely each member comes, or from the "
    "share of meetings to which they commit themselves, if each decides alone. More than one "
    "meeting in ten with too few is what this rule minds; nobody has measured what a group can "
    "bear. A meeting for which too few are there in any case is for RG101 and RG102.",
    citations=(S3.at("003-04"), S3.at("003-05"), B15.at()),
    standing=Standing.DEFAULT,
    fails="evolve(series, attendance=evolve(series.attendance, expected=0.6))",
    passes="series",
)
def enough_in_the_room(series: Series) -> Iterator[Notice]:
    """How likely fewer than the least come, at the absolute bound or else at the source's."""
    size = series.protocol.size
    for field, least in (("absolute_least", size.absolute_least), ("least", size.least)):
        if least is None:
            continue
        found = _short(series, least)
        worst, likely = max(found, key=lambda one: one[1], default=(None, 0.0))
        if worst is None or likely <= FALLS_SHORT:
            continue
        known = _chances(series).values()
        chances, how = [one for one, _ in known], dict.fromkeys(how for _, how in known)
        every = 1.0
        for _, one in found:
            every *= 1 - one
        middle = sum(chances) / len(chances)
        yield Notice(
            path="attendance",
            message=f"Fewer than {least} members come to a meeting with a chance of up to "
            f"{_percent(likely)}, as on {_when(worst)}. {_enrol(series, least, middle)}",
            evidence=(
                f"{counted(len(chances), 'member')} at {_percent(middle)} of meetings on average, "
                + _join(list(how), "or"),
                f"at least {least} at the meeting of {_when(worst)}: {_percent(1 - likely)}",
                f"at least {least} at each of {counted(len(found), 'meeting')}: {_percent(every)}",
                f"minded from {_percent(FALLS_SHORT)} on, which is our choice",
            ),
            citations=dict.fromkeys(
                (S3.at("003-04"), S3.at("003-05"), B15.at(), *size.citations_of(field))
            ),
        )
        return


def _enrol(series: Series, least: int, chance: float) -> str:
    """How many it takes; a repair cannot name them."""
    wanted = to_enrol(least, chance, FALLS_SHORT)
    if wanted is None:
        return "No number of members who come so seldom would do."
    most = series.protocol.size.most
    if wanted <= len(series.group.members):
        return f"Where everybody can come, {wanted} are enough."
    more = "" if most is None or wanted <= most else f"; its source has {most} at the most"
    return f"Enrol {wanted} for it to be {_percent(FALLS_SHORT)} at the most{more}."


# Enough money

_FEES = (S3.at("003-80"), S3.at("003-81"), S3.at("003-82"))


def _paid(series: Series, costs: Costs | None) -> int:
    """How many leaders are paid, all of them unless told."""
    if costs is None or costs.paid_leaders is None:
        return len(series.group.leaders)
    return costs.paid_leaders


@rule(
    "series",
    code="RG702",
    name="series-fees",
    severity=Severity.WARNING,
    what="What members pay does not meet what the series costs.",
    why="Groups pay their own running costs. Document 003 gives 60 to 75 pounds an hour for a "
    "leader and 15 to 25 a member for ninety minutes: one leader is paid for by 4 to 8 members, "
    "and two by 8 to 15. A smaller group, such as one online, has to pay more each or have one "
    "leader paid.",
    citations=(*_FEES, S3.at("003-73"), S3.at("003-83")),
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
    told = f" It would be met by {_join(ways, 'or')}." if ways else ""
    fees = series.protocol.fees
    cited: tuple[Citation, ...] = ()
    if fees is not None:
        cited = (*fees.citations_of("leader_hour"), *fees.citations_of("member_session"))
    held = counted(len(series.meetings), "meeting")
    yield Notice(
        path="costs",
        message=f"For {held} the cost is {told_amount(budget.cost)} {sign}, and fees bring in "
        f"{told_amount(budget.income)} {sign}: {told_amount(-budget.balance)} {sign} are "
        f"missing.{told}",
        evidence=tuple(map(str, smallest_clash(*facts_of(series, costs, budget)))),
        citations=dict.fromkeys((*_FEES, S3.at("003-73"), S3.at("003-83"), *cited)),
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
        ways.append(told)
        repairs.append(Repair(says=f"Agree on {told}.", edits=(SetFee(fee),)))
    needed = budget.break_even_members
    if needed is not None:
        most = series.protocol.size.most
        more = f" (its source has {most} at the most)" if most is not None and needed > most else ""
        ways.append(f"{counted(needed, 'member')} who pay{more}")
    for paid in range(_paid(series, costs) - 1, 0, -1):
        fewer = attrs.evolve(series, costs=attrs.evolve(costs, paid_leaders=paid)).budget
        if fewer is not None and fewer.balance >= 0:
            told = f"{counted(paid, 'paid leader')}"
            ways.append(told)
            says = f"Pay {counted(paid, 'leader')} only."
            repairs.append(Repair(says=says, edits=(PayLeaders(paid),)))
            break
    return ways, tuple(repairs)


def _price(series: Series, field: Literal["leader_hour", "member_session"]) -> Price | None:
    """What a source calls usual, or in its place what is agreed; nothing in other money."""
    fees, costs = series.protocol.fees, series.costs
    usual: Price | None = None if fees is None else getattr(fees, field)
    if usual is None or costs is None:
        return usual
    agreed: decimal.Decimal | None = getattr(costs, field)
    if agreed is not None:
        return Price(least=agreed, most=agreed, currency=costs.currency)
    return usual if usual.currency == costs.currency else None


@rule(
    "series",
    code="RG703",
    name="series-fees-open",
    severity=Severity.ADVICE,
    what="Nothing is agreed on fees, or on what leaders get, and the source has figures for it.",
    why="Members commit themselves to paying regularly, and it is best to be clear about that from "
    "the start. Two leaders at 60 to 75 pounds an hour cost 180 to 225 for ninety minutes, so 8 to "
    "15 members at 15 to 25 pounds meet it.",
    citations=(*_FEES, S3.at("003-74"), S3.at("003-75")),
    standing=Standing.DERIVED,
    fails="evolve(series, costs=None)",
    passes="series",
)
def fees_open(series: Series) -> Iterator[Notice]:
    """What the ranges of the source come to with these leaders, members and minutes."""
    costs, fees = series.costs, series.protocol.fees
    paid = _paid(series, costs)
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
        citations=dict.fromkeys(
            (
                *_FEES,
                S3.at("003-74"),
                S3.at("003-75"),
                *fees.citations_of("leader_hour"),
                *fees.citations_of("member_session"),
            )
        ),
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


# Whose turn it is


def _matters(meeting: Meeting) -> int | None:
    """How many matters a meeting usually has time for; nothing where small groups share them."""
    session = meeting.held.session
    if any(isinstance(part, Breakout) for _, part in walk(session)):
        return None
    view = seen(meeting)
    turns = [one for one in view.rounds if any(role.brings for role in one.rounds.rotating)]
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
    usual = max(held)
    more = None
    if usual and not isinstance(series.cadence, OnDates):
        more = _planned(series) + -(-(members - turns) // usual)
    yield Notice(
        path="count",
        message=f"In {counted(len(held), 'meeting')} there is time for "
        f"{counted(turns, 'matter')}, and there are {counted(members, 'member')}. Not everybody "
        "can bring one in this series, and nobody has to.",
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
    for occasion, meeting in zip(_held(series), series.meetings, strict=True):
        offered = dict.fromkeys(meeting.presenters)
        for name in offered:
            if name not in turns:
                continue
            since = len(turns) - turns[::-1].index(name)
            had = {*turns[since:], *offered}
            waiting = [one.name for one in meeting.members if one.name not in had]
            if waiting:
                yield Notice(
                    path=f"offers[{occasion.day}]",
                    message=f"{name} is to bring a matter again, and since the last time "
                    f"{_join(waiting)} {'has' if len(waiting) == 1 else 'have'} brought none; ask "
                    "them whether they would like to.",
                )
        turns.extend(offered)


# Supervision


@rule(
    "series",
    code="RG706",
    name="series-supervision",
    severity=Severity.ADVICE,
    what="Nothing says how often the leaders have supervision.",
    why="Supervision is important for leaders, and those who are accredited go on with it; plan it "
    "together with the meetings.",
    citations=(S1.at("001-07"), S1.at("001-17"), S3.at("003-22"), S3.at("003-72")),
    fails="evolve(series, supervised_every=None)",
    passes="series",
)
def supervision_unplanned(series: Series) -> Iterator[Notice]:
    """Supervision is asked for, somebody leads, and nothing is told of how often."""
    lead = series.protocol.leadership
    if lead.supervision and series.group.leaders and series.supervised_every is None:
        yield Notice(
            path="supervised_every",
            message="Plan after how many meetings the leaders have supervision; it is "
            f"{lead.supervision}.",
            citations=lead.citations_of("supervision"),
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


@rule(
    "series",
    code="RG707",
    name="series-supervision-seldom",
    severity=Severity.WARNING,
    what="A leader who works towards accreditation has supervision too seldom.",
    why="The American society asks for 12 recorded and supervised sessions in two years, which is "
    "6 a year, and the Australian and New Zealand society for at least 10 a year. Fewer than 6 is "
    "less than either.",
    citations=(B12.at(), B18.at(), S1.at("001-13")),
    standing=Standing.DERIVED,
    fails="evolve(series, supervised_every=8, group=evolve(series.group, leaders=tuple(evolve(one, "
    "accreditation=Accreditation.WORKING_TOWARDS) for one in series.group.leaders)))",
    passes="evolve(series, supervised_every=8)",
)
def supervised_too_seldom(series: Series) -> Iterator[Notice]:
    """Supervisions a year at this rhythm against the fewest that a source asks for."""
    every, often = series.supervised_every, _a_year(series.cadence)
    if every is None or often is None or series.protocol.leadership.discipline != "balint":
        return
    number = often / every
    towards = Accreditation.WORKING_TOWARDS
    for person in series.group.leaders:
        if person.accreditation is towards and number < SUPERVISED_A_YEAR:
            yield Notice(
                path="supervised_every",
                message=f"{person} works towards accreditation and has supervision after every "
                f"{counted(every, 'meeting')}: about {float(number):.1f} times a year, where "
                f"at least {SUPERVISED_A_YEAR} are asked for.",
                evidence=("6 a year: American Balint Society (B12)", "10 a year: BSANZ (B18)"),
            )


# How long it goes on


@rule(
    "series",
    code="RG708",
    name="series-meetings",
    severity=Severity.WARNING,
    what="There are fewer meetings than the source holds.",
    why="Trust and the habit of listening take several meetings. The American society's online "
    "series has 8, an action learning set 4 to 6, a course in intervision 5 to 8.",
    citations=(B15.at(), R3.at(), R21.at()),
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
        citations=dict.fromkeys((B15.at(), R3.at(), R21.at(), *needs.citations_of("meetings"))),
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
    severity=Severity.WARNING,
    what="The series is over sooner than the source asks.",
    why="The work needs time to sink in between meetings: the German rules for credit, for one, "
    "spread it over at least six months.",
    citations=(B26.at(),),
    fails="evolve(series, count=6)",
    passes="series",
)
def over_too_soon(series: Series) -> Iterator[Notice]:
    """First to last meeting, both days counted, against the months asked for."""
    needs, held = series.protocol.series, _counted(series)
    if needs is None or needs.months is None or not held:
        return
    first, last = held[0].start.date(), held[-1].start.date()
    end = _later(first, needs.months) - dt.timedelta(days=1)
    if last >= end:
        return
    yield Notice(
        path="count",
        message=f"The series goes on from {first} to {last}; at least {needs.months} months, so up "
        f"to {end}, are asked for.",
        citations=dict.fromkeys((B26.at(), *needs.citations_of("months"))),
        repair=_longer(_reaching(series, end)),
    )


def _reaching(series: Series, end: dt.date) -> int | None:
    """How many meetings there are when the last is held on a day or after it."""
    if isinstance(series.cadence, OnDates):
        return None
    first = series.opening
    extra = 0 if first is None else (first.day is not None) - first.taster
    meets = (
        day
        for day in days(series.cadence, series.start.date())
        if not any(day in holiday for holiday in series.holidays)
    )
    return extra + 1 + sum(1 for _ in itertools.takewhile(lambda day: day < end, meets))


# Where, who and how


@rule(
    "series",
    code="RG710",
    name="series-in-person",
    severity=Severity.WARNING,
    what="Every meeting is online, and the source asks for some in one room.",
    why="The German rules for credit want the first and the last session in one room, and at least "
    "15 of the 30 hours. Where only some join through a screen, this rule is silent.",
    citations=(B26.at(),),
    fails="evolve(series, group=evolve(series.group, setting=Setting.ONLINE, room=None))",
    passes="series",
)
def some_in_one_room(series: Series) -> Iterator[Notice]:
    """An online group where the first, the last, or a share of the hours is to be in person."""
    needs = series.protocol.series
    if needs is None or series.group.setting is not Setting.ONLINE:
        return
    asked = list(_in_one_room(needs))
    if asked:
        fields = ("first_in_person", "last_in_person", "hours_in_person")
        cited = (one for field in fields for one in needs.citations_of(field))
        yield Notice(
            path="group.setting",
            message=f"All meetings are online; in one room the source has {_join(asked)}.",
            citations=dict.fromkeys((B26.at(), *cited)),
        )


def _in_one_room(needs: SeriesNeeds) -> Iterator[str]:
    if needs.first_in_person:
        yield f"the first ({needs.first_in_person})"
    if needs.last_in_person:
        yield f"the last ({needs.last_in_person})"
    if needs.hours_in_person is not None:
        yield f"{needs.hours_in_person} of {needs.hours} hours"


@rule(
    "series",
    code="RG711",
    name="series-attendance",
    severity=Severity.WARNING,
    what="Members commit themselves to fewer meetings than the source asks.",
    why="People who come regularly can rely on one another. The American society expects members "
    "at all 8 meetings and wants them at 6 for credit; document 000 asks for a commitment to "
    "regular attendance over the period agreed.",
    citations=(B15.at(), S0.at("000-22"), S2.at("002-23")),
    fails="evolve(series, attendance=evolve(series.attendance, least=4))",
    passes="series",
)
def commits_to_little(series: Series) -> Iterator[Notice]:
    """The share committed to against the share asked for."""
    needs, told = series.protocol.series, series.attendance
    if needs is None or needs.attend is None or needs.attend_of is None:
        return
    if told.least is None or told.of is None:
        return
    if Fraction(told.least, told.of) < Fraction(needs.attend, needs.attend_of):
        yield Notice(
            path="attendance",
            message=f"Members commit themselves to {told.least} of {told.of} meetings; the source "
            f"asks for {needs.attend} of {needs.attend_of}.",
            citations=dict.fromkeys(
                (B15.at(), S0.at("000-22"), S2.at("002-23"), *needs.citations_of("attend"))
            ),
        )


@rule(
    "series",
    code="RG712",
    name="series-closed",
    severity=Severity.WARNING,
    what="People join on the way, and the source has a closed group.",
    why="In a closed group everybody knows who hears what they say. The German rules for credit "
    "ask for one wherever a group meets online.",
    citations=(B26.at(),),
    fails="evolve(series, closed=False)",
    passes="evolve(series, closed=None)",
)
def open_to_newcomers(series: Series) -> Iterator[Notice]:
    """Known to be open, or somebody is known to join later, where a closed group is asked for."""
    needs = series.protocol.series
    if needs is None or not needs.closed:
        return
    first = series.meetings[0].start.date()
    members = {one.name for one in series.group.members}
    late = [
        one.name
        for one in series.away
        if one.name in members and one.first is None and one.last is not None and one.last >= first
    ]
    if series.closed is False or late:
        basis = needs.basis_of("closed")
        note = basis.note if basis.citations else ""
        told = f"{_join(late)} {'joins' if len(late) == 1 else 'join'} on the way" if late else ""
        yield Notice(
            path="closed",
            message=f"{told or 'The group is open'}; a closed group is {needs.closed}.",
            evidence=(note,) if note else (),
            citations=dict.fromkeys((B26.at(), *needs.citations_of("closed"))),
        )


@rule(
    "series",
    code="RG713",
    name="series-in-advance",
    severity=Severity.ADVICE,
    what="Fees are not paid several meetings ahead.",
    why="It is usually best when members pay for several months, a term or even a year at a time, "
    "for that encourages them to commit themselves and to come.",
    citations=(S3.at("003-76"), S3.at("003-77")),
    fails="evolve(series, costs=evolve(series.costs, in_advance=0))",
    passes="series",
)
def paid_as_they_come(series: Series) -> Iterator[Notice]:
    """A fee is agreed, is not paid for several meetings ahead, and the source advises that."""
    fees, costs = series.protocol.fees, series.costs
    if fees is None or not fees.in_advance or costs is None or not costs.member_session:
        return
    if costs.in_advance < _SEVERAL:
        ahead = "one meeting ahead" if costs.in_advance else "from meeting to meeting"
        yield Notice(
            path="costs.in_advance",
            message=f"Members pay {ahead}; what the source has: {fees.in_advance}",
            citations=dict.fromkeys(
                (S3.at("003-76"), S3.at("003-77"), *fees.citations_of("in_advance"))
            ),
        )


@rule(
    "series",
    code="RG714",
    name="series-try-out",
    severity=Severity.ADVICE,
    what="There is no meeting at which people can try it out.",
    why="A taster can help before a group begins, and so can a first meeting without a charge: "
    "people see what it is before they commit themselves.",
    citations=(S3.at("003-40"), S3.at("003-78")),
    fails="evolve(series, costs=evolve(series.costs, first_free=False))",
    passes="series",
)
def nothing_to_try(series: Series) -> Iterator[Notice]:
    """A fee is agreed, and neither is the first meeting free nor is there a taster."""
    needs, fees, costs = series.protocol.series, series.protocol.fees, series.costs
    if costs is None or not costs.member_session or costs.first_free:
        return
    if series.opening is not None and series.opening.taster:
        return
    taster = Demand.SILENT if needs is None else needs.taster
    free = Demand.SILENT if fees is None else fees.first_meeting_free
    told = [
        *([f"a taster is {taster}"] if taster else []),
        *([f"a first meeting without a charge is {free}"] if free else []),
    ]
    if told:
        cited = (
            *(needs.citations_of("taster") if needs is not None and taster else ()),
            *(fees.citations_of("first_meeting_free") if fees is not None and free else ()),
        )
        yield Notice(
            path="costs.first_free",
            message=f"Nobody can try it out without paying; {_join(told)}.",
            citations=dict.fromkeys((S3.at("003-40"), S3.at("003-78"), *cited)),
        )
