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
from reflective_groups import planning
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
    silent=some(st.builds(rg.Role, st.just("listener"))),
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
        waivers=draw(some(waivers, 1)),
    )


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
diffs = st.builds(
    rg.Diff, before=paths, after=paths, changes=some(added | removed | moved | changed)
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
edits = set_slots | set_rounds | put_before | put_after | silences | facts_only | move_after
repairs = st.builds(rg.Repair, says=lines, edits=st.lists(edits, min_size=1, max_size=2).map(tuple))
notices = st.builds(
    rg.Notice,
    path=paths,
    message=prose,
    evidence=some(prose),
    citations=some(citations, 2),
    repair=maybe(repairs),
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
    why=prose,
    standing=terms(rg.Standing),
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

STRATEGIES: Mapping[str, SearchStrategy[Any]] = {
    "Added": added,
    "Agenda": agendas,
    "Agreements": agreements,
    "Allotment": allotments,
    "Basis": bases,
    "Breakout": breakouts,
    "Changed": changed,
    "Chosen": chosen,
    "Citation": citations,
    "Clause": clauses,
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
    "Leadership": leaderships,
    "Match": matches,
    "Matches": found,
    "Meeting": meetings(),
    "Move": moves,
    "MoveAfter": move_after,
    "Moved": moved,
    "Notice": notices,
    "OnlineNeeds": online_needs,
    "PerHolder": per_holders,
    "Person": people,
    "Phase": phases,
    "Price": prices,
    "Profile": profiles,
    "Protocol": protocols(),
    "PutAfter": put_after,
    "PutBefore": put_before,
    "Reject": rejects,
    "Removed": removed,
    "Repair": repairs,
    "Report": reports,
    "Role": roles,
    "Room": rooms,
    "RoomNeeds": room_needs,
    "Rounds": rounds,
    "Seat": seats,
    "Sequence": sequences,
    "SetRounds": set_rounds,
    "SetSlot": set_slots,
    "Share": shares,
    "Silence": silences,
    "SitBack": sit_backs,
    "Source": sources,
    "Stretch": stretches(),
    "Timebox": timeboxes,
    "Timeline": timelines,
    "Waiver": waivers,
    "Weight": weights,
}
"""A strategy for each public class that holds data, by its name."""
