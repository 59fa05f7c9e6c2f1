"""Hypothesis strategies for every public class, each of which gives only values that can exist.

`STRATEGIES` holds them by the name of the class. Trees are small, so that examples stay readable;
bounds of single fields are reached often, and that is where mistakes live.
"""

from __future__ import annotations

import datetime as dt
import decimal
import string
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
from hypothesis import reject
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups import planning, simulation
from reflective_groups.sources.bibliography import BIBLIOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

WORDS = ("present", "clarify", "discuss", "give_back", "close", "settle", "talk", "x1")
ZONES = (
    *map(ZoneInfo, ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")),
    dt.UTC,
    dt.timezone(dt.timedelta(hours=-9, minutes=-30)),
)
ROLES = tuple(
    value for value in (getattr(rg, name) for name in rg.__all__) if type(value) is rg.Role
)
MOVES = tuple(
    value for value in (getattr(rg, name) for name in rg.__all__) if type(value) is rg.Move
)


def possible(build: Callable[..., Any], **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Values of a class, without those whose fields contradict each other."""

    def made(**fields: object) -> object:
        try:
            return build(**fields)
        except rg.ModelError:
            reject()

    return st.builds(made, **fields)


def some(
    items: SearchStrategy[Any],
    most: int = 3,
    *,
    unique: bool = False,
    unique_by: Callable[[Any], Any] | None = None,
) -> SearchStrategy[tuple[Any, ...]]:
    """A few items in a tuple."""
    return st.lists(items, max_size=most, unique=unique, unique_by=unique_by).map(tuple)


def maybe(items: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """An item or nothing."""
    return st.none() | items


def terms(kind: Iterable[Any]) -> SearchStrategy[Any]:
    """Any word of a closed set."""
    return st.sampled_from(list(kind))


# Single values

letters = string.ascii_lowercase
printed = st.characters(exclude_categories=["Cs", "Cc"])
plain = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
names = st.sampled_from(WORDS) | st.builds(
    str.__add__,
    st.sampled_from(letters),
    st.text(letters + string.digits + "_", max_size=59),
)
keys = st.lists(st.sampled_from(("my", "balint", "x_1")), min_size=1, max_size=4).map(".".join)
lines = st.text(printed, min_size=1, max_size=30) | st.just(200).map("x".__mul__)
prose = st.text(plain, max_size=30) | st.just(4_000).map("y".__mul__)
codes = st.sampled_from(("RG101", "MY001", "X"))
paths = st.sampled_from(("discuss", "cases/present", "before/gather", "session.parts[2]"))
known = st.none() | st.booleans()
lengths = st.timedeltas(dt.timedelta(0), dt.timedelta(days=31)) | st.integers(0, 180).map(
    rg.minutes
)
some_lengths = lengths.filter(bool)
short_lengths = st.integers(0, 600).map(lambda seconds: dt.timedelta(seconds=seconds))
moments = st.datetimes(
    dt.datetime(1900, 1, 2),  # noqa: DTZ001 -- the zone is drawn beside it
    dt.datetime(2999, 12, 30),  # noqa: DTZ001 -- the same
    timezones=st.sampled_from(ZONES),
    allow_imaginary=False,
)
amounts = st.decimals(0, 1_000_000, allow_nan=False, allow_infinity=False) | st.integers(0, 90).map(
    decimal.Decimal
)


def ordered(number: int, items: SearchStrategy[Any], *optional: int) -> SearchStrategy[list[Any]]:
    """So many items in order, of which some may be missing."""

    def with_gaps(found: list[Any], gaps: list[bool]) -> list[Any]:
        return [
            None if index in optional and gap else item
            for index, (item, gap) in enumerate(zip(sorted(found), gaps, strict=True))
        ]

    return st.builds(
        with_gaps,
        st.lists(items, min_size=number, max_size=number),
        st.lists(st.booleans(), min_size=number, max_size=number),
    )


def in_order(cls: type, items: SearchStrategy[Any], *optional: int) -> SearchStrategy[Any]:
    """Values of a class with a least, a usual and a most."""
    return ordered(3, items, *optional).map(
        lambda found: cls(least=found[0], usual=found[1], most=found[2])
    )


# Sources

sources = st.sampled_from(tuple(BIBLIOGRAPHY)).map(lambda key: BIBLIOGRAPHY[key]) | st.builds(
    rg.Source,
    key=keys,
    title=prose,
    authors=prose,
    year=maybe(st.integers(1900, 2100)),
    address=prose,
)
citations = st.builds(rg.Citation, sources, prose)
bases = st.builds(
    rg.Basis,
    of=some(st.sampled_from(("time", "time.usual", "slot", "least"))),
    standing=terms(rg.Standing),
    citations=some(citations, 2),
    note=prose,
)
grounds = some(bases, 1)

# Roles, floors, times

roles = st.sampled_from(ROLES) | st.builds(rg.Role, names, brings=st.booleans())
moves = st.sampled_from(MOVES) | st.builds(rg.Move, names)
role_rows = some(roles, unique=True)
sit_backs = st.builds(rg.SitBack, role=roles, how=prose, online=prose)
floors = possible(
    rg.Floor,
    leads=role_rows,
    speaks=role_rows,
    asks=role_rows,
    answers=some(roles, 1),
    silent=some(st.builds(rg.Role, st.just("listener")), 1),
    order=terms(rg.Order),
    questions=terms(rg.Questions),
    advice=terms(rg.AdvicePolicy),
    steer_away=some(moves, unique=True),
    sit_back=maybe(sit_backs),
)
timeboxes = in_order(rg.Timebox, lengths, 1, 2)
short_timeboxes = in_order(rg.Timebox, short_lengths, 1, 2)
shares = in_order(rg.Share, st.floats(0, 1) | st.integers(0, 1), 1)
counts = in_order(rg.Count, st.integers(0, 500), 1, 2)
small_counts = in_order(rg.Count, st.integers(0, 3), 1, 2)
per_holders = st.builds(rg.PerHolder, roles)
introductions = st.builds(rg.Share, most=st.sampled_from((0.25, 0.5, 1)))

# Parts


def phases_with(times: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Phases whose time is drawn from a strategy."""
    return st.builds(
        rg.Phase,
        name=names,
        time=times,
        floor=st.just(rg.Floor()) | floors,
        purpose=prose,
        kind=st.just("") | names,
        each=maybe(roles),
        optional=st.booleans(),
        basis=grounds,
    )


def _above(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return sequences_of(inner) | rounds_of(inner, small_counts | per_holders) | breakouts_of(inner)


def sequences_of(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Sequences of parts of different names."""
    return possible(rg.Sequence, parts=st.lists(inner, min_size=1, max_size=3))


def rounds_of(inner: SearchStrategy[Any], often: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Rounds of a part."""
    return st.builds(
        rg.Rounds,
        part=inner,
        count=often,
        rotating=some(roles, unique=True),
        name=st.just("rounds") | names,
        basis=grounds,
    )


def breakouts_of(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Breakouts into groups that hold a part."""
    return st.builds(
        rg.Breakout,
        part=inner,
        size=st.integers(2, 200),
        leftover=terms(rg.Leftover),
        name=st.just("groups") | names,
        basis=grounds,
    )


phases = phases_with(timeboxes | shares)
short_phases = phases_with(short_timeboxes | introductions)
parts = st.recursive(short_phases, _above, max_leaves=4)
sequences = sequences_of(parts)
rounds = rounds_of(parts, counts | per_holders)
breakouts = breakouts_of(parts)

# What surrounds a session

demands = terms(rg.Demand)
sizes = ordered(6, st.integers(0, 500), 0, 1, 2, 3, 4, 5).flatmap(
    lambda found: st.builds(
        rg.GroupSize,
        absolute_least=st.just(found[0]),
        least=st.just(found[1]),
        ideal_least=st.just(found[2]),
        ideal_most=st.just(found[3]),
        most=st.just(found[4]),
        absolute_most=st.just(found[5]),
        multiple_of=st.integers(1, 100),
        smaller_online=st.booleans(),
        basis=grounds,
    )
)
seats = st.builds(
    rg.Seat, role=roles, bench=terms(rg.Bench), count=counts, duty=prose, basis=grounds
)


def demanding(cls: type, **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Values of a class most fields of which say how strongly a source asks for something."""
    asked = {
        field.name: demands
        for field in attrs.fields(cls)
        if isinstance(field.default, rg.Demand) and field.name not in fields
    }
    return possible(cls, **asked, **fields)


leaders = st.integers(0, 20)
leaderships = demanding(
    rg.Leadership,
    least=st.integers(0, 2),
    preferred=st.none() | st.integers(1, 3),
    preferred_online=maybe(leaders),
    most=st.none() | st.integers(3, 20),
    discipline=st.just("") | names,
    accredited_online=leaders,
    accreditation_years=maybe(leaders),
    training=some(prose),
    competences=some(prose),
    instead=prose,
    basis=grounds,
)
frames = demanding(rg.Frame, confidentiality=terms(rg.Confidentiality), basis=grounds)
online_needs = demanding(rg.OnlineNeeds, devices=some(terms(rg.Device), unique=True), basis=grounds)
room_needs = demanding(rg.RoomNeeds, basis=grounds)
prices = ordered(2, amounts).flatmap(
    lambda found: st.builds(
        rg.Price,
        least=st.just(found[0]),
        most=st.just(found[1]),
        currency=st.sampled_from(("GBP", "EUR", "AUD")),
    )
)
fees = demanding(
    rg.Fees,
    leader_hour=maybe(prices),
    member_session=maybe(prices),
    in_advance=prose,
    basis=grounds,
)
series_needs = demanding(
    rg.SeriesNeeds,
    meetings=maybe(counts),
    months=maybe(st.integers(1, 120)),
    attend=maybe(st.integers(0, 8)),
    attend_of=st.integers(8, 500),
    hours_in_person=maybe(st.integers(1, 15)),
    hours=st.integers(15, 1_000),
    opening=maybe(timeboxes),
    supervisions_a_year=maybe(st.integers(1, 366)),
    basis=grounds,
)
clauses = st.builds(rg.Clause, names, prose, basis=grounds)
waivers = st.builds(rg.Waiver, code=codes, reason=lines, path=prose)
few_clauses = some(clauses, 1)


@st.composite
def protocols(draw: st.DrawFn) -> rg.Protocol:
    """Small protocols, with something of everything."""
    fields = {
        "key": draw(keys),
        "title": draw(lines),
        "version": draw(st.sampled_from(("1", "2026-11"))),
        "family": draw(st.sampled_from(("", "balint"))),
        "summary": draw(prose),
        "session": draw(parts),
        "first_session": draw(maybe(parts)),
        "before": draw(maybe(short_phases)),
        "after": draw(maybe(short_phases)),
        "slot": draw(maybe(timeboxes)),
        "seats": draw(some(seats, 2, unique_by=lambda seat: seat.role)),
        "size": draw(st.sampled_from((rg.GroupSize(), rg.GroupSize(least=6, most=12)))),
        "leadership": draw(st.just(rg.Leadership()) | leaderships),
        "frame": draw(st.just(rg.Frame()) | frames),
        "online": draw(maybe(online_needs)),
        "room": draw(maybe(room_needs)),
        "rhythm": draw(prose),
        "series": draw(maybe(series_needs)),
        "fees": draw(maybe(fees)),
        "ground_rules": draw(few_clauses),
        "cautions": draw(few_clauses),
        "practice": draw(few_clauses),
        "waivers": draw(some(waivers, 1)),
        "basis": draw(grounds),
    }
    try:
        return rg.Protocol(**fields)
    except rg.ModelError:
        reject()


heads = st.builds(rg.Heads, members=counts, leaders=counts, seats=some(st.tuples(roles, counts), 2))

# People and meetings

people_names = st.sampled_from(("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus")) | lines
people = st.builds(
    rg.Person,
    people_names,
    profession=st.sampled_from(("", "teacher")),
    trained_in=maybe(some(st.sampled_from(("balint", "coaching")))),
    accreditation=maybe(terms(rg.Accreditation)),
    was_member=known,
    supervised=known,
    psychodynamic=known,
    device=maybe(terms(rg.Device)),
    good_connection=known,
    manages=some(people_names, 2),
    senior=known,
)
rooms = st.builds(rg.Room, circle=known, every_meeting=known, undisturbed=known, unheard=known)
agreements = st.builds(
    rg.Agreements,
    ground_rules=known,
    confidentiality=maybe(terms(rg.Confidentiality)),
    voluntary_presenting=known,
    reports_outside=known,
    leaders_talk=maybe(terms(rg.LeadersTalk)),
    interviewed=known,
    speaking_signal=known,
)


@st.composite
def groups(draw: st.DrawFn) -> rg.Group:
    """Groups in which no two people share a name."""
    everyone = draw(some(people, 5, unique_by=lambda person: person.name))
    leaders = draw(st.integers(0, len(everyone)))
    return rg.Group(
        members=everyone[leaders:],
        leaders=everyone[:leaders],
        setting=draw(terms(rg.Setting)),
        room=draw(maybe(rooms)),
        visible_on_screen=draw(maybe(st.integers(1, 1_000))),
        agreements=draw(agreements),
    )


days = st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(fold=0)) | st.sampled_from(
    (dt.time(0), dt.time(18, 30))
)
till = st.just("") | paths
locks = (
    st.builds(rg.Lock, path=paths, until=till, time=timeboxes, gives_way=st.booleans())
    | st.builds(rg.Lock, path=paths, until=till, time=maybe(timeboxes), after=lengths)
    | st.builds(rg.Lock, path=paths, until=till, time=maybe(timeboxes), at=clocks)
    | st.builds(rg.Lock, path=paths, gives_way=st.just(value=True))
)


def in_two(people: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Two small groups of the people, or one, or none."""
    told = tuple(people)
    half = len(told) // 2
    return tuple(row for row in (told[:half], told[half:]) if row)


@st.composite
def meetings(draw: st.DrawFn) -> rg.Meeting:
    """Meetings whose presenters are there."""
    group = draw(groups())
    present = draw(st.sets(st.sampled_from([one.name for one in group.everyone] or [""])))
    away = [one.name for one in group.everyone if one.name not in present]
    return rg.Meeting(
        protocol=draw(protocols()),
        group=group,
        start=draw(moments),
        slot=draw(some_lengths),
        first=draw(st.booleans()),
        presenters=draw(st.permutations(sorted(present & {one.name for one in group.members}))),
        absent=away if draw(st.booleans()) else (),
        small_groups=in_two(sorted(present - {""})) if draw(st.booleans()) else (),
        locks=draw(some(locks, 1)),
        waivers=draw(some(waivers, 1)),
    )


# Meetings over time

fractions = st.floats(0, 1) | st.integers(0, 1)
weekly = st.builds(rg.Weekly, st.integers(1, 53))
monthly = st.builds(
    rg.Monthly, nth=st.none() | st.sampled_from((1, 2, 3, 4, -1)), every=st.integers(1, 12)
)
day_rows = st.lists(days, min_size=1, max_size=4, unique=True).map(sorted)
on_dates = st.builds(rg.OnDates, day_rows)
holidays = st.lists(days, min_size=1, max_size=2).flatmap(
    lambda found: st.builds(
        rg.Holiday,
        first=st.just(min(found)),
        last=st.just(max(found)) | st.none(),
        name=st.just("") | lines,
    )
)
postponed = st.builds(rg.Postponed, day=days, to=days, at=maybe(clocks), why=st.just("") | lines)
cancelled = st.builds(rg.Cancelled, day=days, why=st.just("") | lines)
away = possible(rg.Away, name=people_names, first=maybe(days), last=maybe(days))
offers = st.builds(
    rg.Offer, day=days, names=st.lists(people_names, min_size=1, max_size=3, unique=True)
)
turn_swaps = st.builds(
    rg.TurnSwap,
    names=st.lists(people_names, min_size=2, max_size=2, unique=True),
    days=st.lists(days, min_size=2, max_size=2, unique=True),
)
likely = st.builds(rg.Likely, people_names, fractions)
attendances = ordered(2, st.integers(1, 500)).flatmap(
    lambda found: st.builds(
        rg.Attendance,
        least=st.just(found[0]),
        of=st.just(found[1]),
        expected=maybe(fractions),
        persons=some(likely, 2, unique_by=lambda one: one.name),
    )
) | st.builds(rg.Attendance, expected=maybe(fractions))
currencies = st.sampled_from(("GBP", "EUR", "JPY"))
costs = st.builds(
    rg.Costs,
    currency=currencies,
    leader_hour=maybe(amounts),
    member_session=maybe(amounts),
    room_hire=amounts,
    in_advance=maybe(st.integers(0, 500)),
    first_free=maybe(st.booleans()),
    paid_leaders=maybe(st.integers(0, 20)),
)
sums = st.decimals(0, 10**14, allow_nan=False, allow_infinity=False) | amounts


def costs_for(group: rg.Group) -> SearchStrategy[Any]:
    """Costs of which no more leaders are paid than there are."""
    paid = maybe(st.integers(0, len(group.leaders)))
    return st.builds(lambda one, some_: attrs.evolve(one, paid_leaders=some_), costs, paid)


budgets = st.builds(
    rg.Budget,
    currency=currencies,
    cost=sums,
    income=sums,
    paying=sums,
    sessions=st.integers(0, 500),
    fee=amounts,
)
openings = st.builds(
    rg.Opening,
    protocol=maybe(protocols()),
    slot=maybe(some_lengths),
    day=maybe(days),
    at=maybe(clocks),
    taster=st.booleans(),
)
occasions = st.builds(
    rg.Occasion,
    number=st.integers(0, 500),
    day=days,
    start=moments,
    slot=some_lengths,
    opening=st.booleans(),
    postponed=st.booleans(),
    cancelled=st.booleans(),
    why=st.just("") | lines,
)
brief = st.integers(1, 24 * 60 * 60 * 10**6).map(lambda count: dt.timedelta(microseconds=count))
"""Lengths up to a day, so that meetings seldom overlap."""
spans = st.sampled_from((0, 1, 7, 20, 90)).map(lambda count: dt.timedelta(days=count))


@st.composite
def rhythms(draw: st.DrawFn, start: dt.datetime) -> dict[str, Any]:
    """How often, and until when, from a start on."""
    first = start.date()
    if draw(st.integers(0, 3)) == 0:
        more = draw(st.lists(st.integers(1, 400), max_size=3, unique=True))
        return {"cadence": rg.OnDates([first + dt.timedelta(days=n) for n in (0, *sorted(more))])}
    cadence = draw(weekly | st.builds(rg.Monthly, every=st.integers(1, 3)))
    if draw(st.booleans()):
        return {"cadence": cadence, "count": draw(st.integers(1, 4))}
    return {"cadence": cadence, "until": first + draw(spans)}


@st.composite
def amended(draw: st.DrawFn, plain: rg.Series) -> list[Any]:
    """Meetings of a series held at another time, or not at all."""
    those = st.lists(st.sampled_from(plain.occasions), max_size=2, unique_by=lambda one: one.day)
    return [
        draw(
            st.builds(rg.Cancelled, day=st.just(one.day), why=st.just("") | lines)
            | st.builds(
                rg.Postponed,
                day=st.just(one.day),
                to=spans.map(one.day.__add__),
                at=maybe(clocks),
            )
        )
        for one in draw(those)
    ]


@st.composite
def serieses(draw: st.DrawFn) -> rg.Series:
    """Series of a few meetings, with something of everything."""
    group = draw(groups())
    start = draw(moments.filter(lambda moment: 1901 < moment.year < 2990))
    first = start.date()
    everyone = st.sampled_from([person.name for person in group.everyone] or [""])
    members = st.sampled_from([person.name for person in group.members] or [""])
    near = spans.map(first.__add__)
    pairs = some(st.lists(members, min_size=2, max_size=2, unique=True).map(tuple), 1)
    fields: dict[str, Any] = {
        "key": draw(keys),
        "title": draw(lines),
        "protocol": draw(protocols()),
        "group": group,
        "start": start,
        "slot": draw(brief),
        **draw(rhythms(start)),
        "opening": draw(
            maybe(
                st.builds(
                    rg.Opening,
                    slot=maybe(brief),
                    day=st.none() | spans.map(lambda span: first - span),
                    at=maybe(clocks),
                    taster=st.booleans(),
                )
            )
        ),
        "closed": draw(known),
        "holidays": draw(some(st.builds(rg.Holiday, first=near), 1)),
        "attendance": draw(
            st.builds(
                rg.Attendance,
                expected=maybe(fractions),
                persons=some(st.builds(rg.Likely, everyone, fractions), 1)
                if group.everyone
                else st.just(()),
            )
        ),
        "costs": draw(maybe(costs_for(group))),
        "supervised_every": draw(maybe(st.integers(1, 500))),
        "presented": draw(some(people_names)),
        "apart": draw(pairs) if len(group.members) > 1 else (),
        "together": draw(pairs) if len(group.members) > 1 else (),
        "sites_apart": draw(st.booleans()),
        "seed": draw(st.integers(0, 2**31 - 1)),
        "locks": draw(some(locks, 1)),
        "waivers": draw(some(waivers, 1)),
    }
    try:
        plain = rg.Series(**fields)
        days_held = st.sampled_from([one.day for one in plain.occasions])
        return attrs.evolve(
            plain,
            amendments=draw(amended(plain)),
            in_person=draw(some(days_held, 2, unique=True)),
            away=draw(
                some(st.builds(rg.Away, name=everyone, first=days_held), 1)
                if group.everyone
                else st.just(())
            ),
            offers=draw(
                some(st.builds(rg.Offer, day=days_held, names=members.map(lambda one: [one])), 1)
                if group.members
                else st.just(())
            ),
            met=in_two([person.name for person in group.members]) if len(group.members) > 3 else (),
        )
    except rg.ModelError:
        reject()


# Time and change

held = st.builds(rg.Held, roles, some(people_names))


@st.composite
def stretches(draw: st.DrawFn) -> rg.Stretch:
    """Stretches that end after they start."""
    ends = draw(st.lists(moments, min_size=2, max_size=2))
    start, end = sorted(ends, key=lambda moment: moment.astimezone(dt.UTC))
    return rg.Stretch(
        path=draw(paths),
        start=start,
        end=end,
        held=draw(some(held, 2)),
        group=draw(maybe(st.integers(1, 500))),
    )


timelines = st.builds(rg.Timeline, some(stretches()))
added = st.builds(rg.Added, path=paths, told=prose)
removed = st.builds(rg.Removed, path=paths, told=prose)
moved = st.builds(rg.Moved, path=paths, before=st.integers(0, 99), after=st.integers(0, 99))
changed = st.builds(rg.Changed, path=paths, field=paths, before=prose, after=prose)
placed = st.builds(
    rg.Placed, at=maybe(some_lengths), box=timeboxes, told=prose, outer=st.booleans()
)
compared = st.builds(rg.Compared, path=paths, before=maybe(placed), after=maybe(placed))
diffs = st.builds(
    rg.Diff,
    before=paths,
    after=paths,
    changes=some(added | removed | moved | changed),
    compared=some(compared),
)

# What rules find

severities = terms(rg.Severity)
set_slots = st.builds(rg.SetSlot, some_lengths)
set_rounds = st.builds(rg.SetRounds, path=paths, count=st.integers(1, 500))
put_before = st.builds(rg.PutBefore, short_phases)
put_after = st.builds(rg.PutAfter, short_phases)
silences = st.builds(rg.Silence, path=paths, role=roles)
facts_only = st.builds(rg.FactsOnly, paths)
move_after = st.builds(rg.MoveAfter, path=paths, target=paths)
set_times = st.builds(rg.SetTime, path=paths, time=timeboxes)
leave_out = st.builds(rg.LeaveOut, paths)
unlocks = st.builds(rg.Unlock, paths)
set_fees = st.builds(rg.SetFee, amounts, currency=st.sampled_from(("", "GBP")))
set_meetings = st.builds(rg.SetMeetings, st.integers(1, 500))
pay_leaders = st.builds(rg.PayLeaders, st.integers(0, 20))
edits = st.one_of(
    set_slots,
    set_rounds,
    set_times,
    put_before,
    put_after,
    silences,
    facts_only,
    move_after,
    leave_out,
    unlocks,
    set_fees,
    set_meetings,
    pay_leaders,
)
repairs = st.builds(rg.Repair, says=lines, edits=st.lists(edits, min_size=1, max_size=2).map(tuple))
notices = st.builds(
    rg.Notice,
    path=paths,
    message=prose,
    evidence=some(prose),
    citations=some(citations, 2),
    repair=maybe(repairs),
    otherwise=some(repairs, 1),
    alone=st.booleans(),
)
findings = st.builds(
    rg.Finding,
    code=codes,
    severity=severities,
    path=paths,
    message=prose,
    evidence=some(prose),
    citations=some(citations, 2),
    repair=maybe(repairs),
    otherwise=some(repairs, 1),
    waived=st.just("") | lines,
)
reports = st.builds(rg.Report, subject=prose, findings=some(findings, 2), waived=some(findings, 1))
weights = st.builds(rg.Weight, codes, severities)
profiles = st.builds(rg.Profile, name=lines, weights=some(weights), off=some(codes, unique=True))

# What is found and planned

matches = st.builds(
    rg.Match, protocol=protocols(), remarks=some(prose), distance=st.integers(0, 99)
)
rejects = st.builds(rg.Reject, protocol=protocols(), reasons=some(prose))
found = st.builds(rg.Matches, some(matches, 1), some(rejects, 1))
allotments = st.builds(
    planning.Allotment,
    path=paths,
    at=paths,
    length=lengths,
    bounds=timeboxes,
    why=prose,
    standing=terms(rg.Standing),
    planned=maybe(lengths),
)
chosen = st.builds(planning.Chosen, path=paths, count=st.integers(0, 500), why=prose)
fits = st.builds(
    planning.Fit,
    slot=some_lengths,
    allotments=some(allotments),
    counts=some(chosen, 1),
    spare=lengths,
    left_out=some(paths),
)
agendas = st.builds(planning.Agenda, meeting=meetings(), fit=fits, timeline=timelines)
limits = st.builds(
    planning.Limit,
    path=paths,
    side=terms(planning.Side),
    length=lengths,
    says=prose,
    standing=terms(rg.Standing),
    citations=some(citations, 2),
)
retimed = st.builds(
    planning.Retimed,
    allotments=some(allotments),
    changed=some(paths),
    later=st.timedeltas(dt.timedelta(0), dt.timedelta(days=31)),
)

# Turns and small groups

few_names = st.lists(people_names, min_size=1, max_size=3, unique=True)
name_rows = some(few_names.map(tuple), 2)
pasts = few_names.flatmap(
    lambda there: st.builds(
        planning.Past,
        held=some(st.sampled_from(there), 2),
        there=st.just(()) | st.just(tuple(there)),
    )
)
swaps = st.builds(
    planning.Swap,
    names=st.lists(people_names, min_size=2, max_size=2, unique=True),
    meetings=st.lists(st.integers(1, 500), min_size=2, max_size=2, unique=True),
)
tallies = st.builds(
    planning.Tally,
    name=people_names,
    turns=st.integers(0, 99),
    owed=st.integers(-99, 99).map(lambda tenths: tenths / 10),
    longest_wait=st.integers(0, 99),
    came_in_at=st.integers(0, 99),
)
rotas = st.builds(planning.Rota, turns=name_rows, tallies=some(tallies, 2))
seatings = st.builds(
    planning.Seats,
    roles=st.sampled_from((("coach", "coachee"), ("speaker",))),
    rounds=name_rows,
)
certificates = ordered(2, st.integers(0, 10_000_000)).flatmap(
    lambda found: st.builds(
        planning.Certificate,
        repeats=st.just(found[1]),
        unmet=st.integers(0, 10_000_000),
        bound=st.just(found[0]),
        rests_on=prose,
    )
)
name_pairs = some(st.lists(people_names, min_size=2, max_size=2, unique=True).map(tuple), 1)
rotations = st.builds(
    planning.Rotation,
    people=few_names,
    size=st.integers(2, 200),
    rounds=some(name_rows, 2),
    certificate=certificates,
    remainder=terms(planning.Remainder),
    sitting_out=name_rows,
    observing=name_rows,
    absent=name_rows,
    history=some(name_rows, 1),
    apart=name_pairs,
    together=name_pairs,
)
progresses = st.builds(
    planning.Progress,
    steps=st.integers(0, 10**12),
    of=st.integers(0, 10**12),
    repeats=st.integers(-1, 10_000_000),
    bound=st.integers(0, 10_000_000),
)


def tenths(least: int, most: int) -> SearchStrategy[float]:
    """Numbers with one digit after the point, from so many tenths to so many."""
    return st.integers(least, most).map(lambda number: number / 10)


lates = st.builds(simulation.Late, by=some_lengths, share=tenths(0, 3))
circumstances = st.builds(
    simulation.Circumstances,
    attendance=attendances,
    shock=tenths(0, 9),
    no_shows=tenths(0, 10),
    leaders_come=tenths(0, 10),
    late=some(lates, 3),
    drop_out=tenths(0, 10),
    meeting=st.integers(1, 1_000),
    volunteers=maybe(tenths(0, 10)),
    quorum=maybe(st.integers(0, 500)),
    pace=terms(simulation.Pace),
    drift=tenths(-30, 30),
    spread=tenths(0, 30),
    basis=some(bases, 1),
)
behaviours = st.builds(
    simulation.Behaviour,
    name=st.just("") | lines.map(lambda line: line[:60]),
    kernel=terms(simulation.Kernel),
    sigma=tenths(0, 50),
    gamma=tenths(0, 100),
    boost=tenths(0, 1_000),
    fade=tenths(0, 10),
    recovery=tenths(1, 10),
    stays=tenths(0, 9),
    returns=tenths(0, 9),
    words_mean=tenths(-100, 100),
    words_by_share=tenths(-100, 100),
    words_between=tenths(0, 50),
    words_within=tenths(0, 50),
    words_a_minute=tenths(10, 10_000),
    overlapped=tenths(0, 10),
    gap_mean=tenths(-100, 100),
    gap_spread=tenths(0, 50),
    overlap_mean=tenths(-100, 100),
    overlap_spread=tenths(0, 50),
    round_spread=tenths(0, 50),
    leader=tenths(1, 1_000),
    observer=tenths(1, 1_000),
    basis=some(bases, 1),
)
studies = st.builds(
    lambda meeting, **told: simulation.Study(meetings=(meeting,), **told),
    meeting=meetings(),
    behaviour=behaviours,
    circumstances=circumstances,
    seed=st.integers(0, 2**53 - 1),
)
programmes = st.builds(
    lambda series, agenda, rota, rotation: planning.Programme(
        series=series, agendas=(agenda,) * len(series.held), rota=rota, rotation=rotation
    ),
    series=serieses(),
    agenda=agendas,
    rota=maybe(rotas),
    rotation=maybe(rotations),
)

STRATEGIES: Mapping[str, SearchStrategy[Any]] = {
    "Behaviour": behaviours,
    "Circumstances": circumstances,
    "Late": lates,
    "Study": studies,
    "Added": added,
    "Agenda": agendas,
    "Agreements": agreements,
    "Allotment": allotments,
    "Attendance": attendances,
    "Away": away,
    "Basis": bases,
    "Breakout": breakouts,
    "Budget": budgets,
    "Cancelled": cancelled,
    "Certificate": certificates,
    "Changed": changed,
    "Compared": compared,
    "Placed": placed,
    "Chosen": chosen,
    "Citation": citations,
    "Clause": clauses,
    "Costs": costs,
    "Count": counts,
    "Diff": diffs,
    "FactsOnly": facts_only,
    "Fees": fees,
    "Finding": findings,
    "Fit": fits,
    "Floor": floors,
    "Frame": frames,
    "Group": groups(),
    "GroupSize": sizes,
    "Heads": heads,
    "Held": held,
    "Holiday": holidays,
    "Leadership": leaderships,
    "LeaveOut": leave_out,
    "Likely": likely,
    "Limit": limits,
    "Lock": locks,
    "Match": matches,
    "Matches": found,
    "Meeting": meetings(),
    "Monthly": monthly,
    "Move": moves,
    "MoveAfter": move_after,
    "Moved": moved,
    "Notice": notices,
    "Occasion": occasions,
    "Offer": offers,
    "OnDates": on_dates,
    "OnlineNeeds": online_needs,
    "Opening": openings,
    "Past": pasts,
    "PayLeaders": pay_leaders,
    "PerHolder": per_holders,
    "Person": people,
    "Phase": phases,
    "Postponed": postponed,
    "Price": prices,
    "Profile": profiles,
    "Programme": programmes,
    "Progress": progresses,
    "Protocol": protocols(),
    "PutAfter": put_after,
    "PutBefore": put_before,
    "Reject": rejects,
    "Removed": removed,
    "Repair": repairs,
    "Report": reports,
    "Retimed": retimed,
    "Role": roles,
    "Room": rooms,
    "RoomNeeds": room_needs,
    "Rota": rotas,
    "Rotation": rotations,
    "Rounds": rounds,
    "Seat": seats,
    "Seats": seatings,
    "Sequence": sequences,
    "Series": serieses(),
    "SeriesNeeds": series_needs,
    "SetFee": set_fees,
    "SetMeetings": set_meetings,
    "SetRounds": set_rounds,
    "SetSlot": set_slots,
    "SetTime": set_times,
    "Share": shares,
    "Silence": silences,
    "SitBack": sit_backs,
    "Source": sources,
    "Stretch": stretches(),
    "Swap": swaps,
    "Tally": tallies,
    "Timebox": timeboxes,
    "Timeline": timelines,
    "TurnSwap": turn_swaps,
    "Unlock": unlocks,
    "Waiver": waivers,
    "Weekly": weekly,
    "Weight": weights,
}
"""A strategy for each public class that holds data, by its name."""
