"""Strategies for the parts of a session, small enough that a failing one can be read."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import hypothesis.strategies as st
from hypothesis import reject

import reflective_groups as rg

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = (
    rg.LEADER,
    rg.CO_LEADER,
    rg.PRESENTER,
    rg.MEMBER,
    rg.COACH,
    rg.COACHEE,
    rg.OBSERVER,
    rg.Role("scribe"),
)

whole_minutes = st.integers(0, 90).map(rg.minutes)
odd_lengths = st.integers(0, 90 * 60 * 1_000_000).map(lambda us: dt.timedelta(microseconds=us))
lengths = whole_minutes | odd_lengths


@st.composite
def timeboxes(
    draw: st.DrawFn, of: st.SearchStrategy[dt.timedelta] = lengths, *, bounded: bool = False
) -> rg.Timebox:
    """Any timebox; with `bounded`, one whose most is known."""
    least, usual, most = sorted(draw(st.tuples(of, of, of)))
    return rg.Timebox(
        least=least,
        usual=draw(st.sampled_from((usual, None))),
        most=most if bounded else draw(st.sampled_from((most, None))),
    )


@st.composite
def counts(draw: st.DrawFn, least: int = 0, most: int = 4) -> rg.Count:
    """Any count with small numbers."""
    numbers = st.integers(least, most)
    low, usual, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return rg.Count(
        least=low,
        usual=draw(st.sampled_from((usual, None))),
        most=draw(st.sampled_from((high, None))),
    )


@st.composite
def shares(draw: st.DrawFn) -> rg.Share:
    """A share small enough that a few of them stay below the whole."""
    percents = st.integers(0, 5)
    low, usual, high = sorted(draw(st.tuples(percents, percents, percents)))
    return rg.Share(
        least=low / 100,
        usual=draw(st.sampled_from((usual / 100, None))),
        most=high / 100,
    )


@st.composite
def floors(draw: st.DrawFn) -> rg.Floor:
    """Any floor on which nobody is both silent and heard."""
    silent = draw(st.sets(st.sampled_from(ROLES), max_size=2))
    heard = tuple(role for role in ROLES if role not in silent)
    some = st.lists(st.sampled_from(heard), unique=True, max_size=2).map(tuple)
    return rg.Floor(
        leads=draw(some),
        speaks=draw(some),
        asks=draw(some),
        answers=draw(some),
        silent=tuple(sorted(silent, key=str)),
        order=draw(st.sampled_from(rg.Order)),
        questions=draw(st.sampled_from(rg.Questions)),
        advice=draw(st.sampled_from(rg.AdvicePolicy)),
    )


def _phase(draw: st.DrawFn, name: str, times: st.SearchStrategy[rg.Timebox | rg.Share]) -> rg.Phase:
    return rg.Phase(
        name=name,
        time=draw(times),
        floor=draw(floors()),
        each=draw(st.sampled_from((None, None, None, rg.MEMBER))),
        optional=draw(st.sampled_from((False, False, True))),
    )


def _part(
    draw: st.DrawFn,
    names: Iterator[str],
    deep: int,
    times: st.SearchStrategy[rg.Timebox | rg.Share],
) -> rg.Part:
    kinds = ("phase", "sequence", "rounds", "breakout") if deep else ("phase",)
    kind = draw(st.sampled_from(kinds))
    if kind == "phase":
        return _phase(draw, next(names), times)
    if kind == "sequence":
        number = draw(st.integers(1, 3))
        return rg.sequence(*(_part(draw, names, deep - 1, times) for _ in range(number)))
    inner = _part(draw, names, deep - 1, times)
    if kind == "rounds":
        count = draw(counts(least=1, most=3) | st.just(rg.PerHolder(rg.MEMBER)))
        rotating = tuple(draw(st.lists(st.sampled_from(ROLES[2:7]), unique=True, max_size=3)))
        return rg.rounds(inner, count, rotating=rotating, name=next(names))
    return rg.in_groups_of(
        inner,
        draw(st.integers(2, 5)),
        leftover=draw(st.sampled_from(rg.Leftover)),
        name=next(names),
    )


@st.composite
def parts(
    draw: st.DrawFn,
    prefix: str = "p",
    deep: int = 3,
    times: st.SearchStrategy[rg.Timebox | rg.Share] | None = None,
) -> rg.Part:
    """Any part; no two names in it are alike, and all of them start with the prefix."""
    names = (f"{prefix}{number}" for number in itertools.count())
    return _part(draw, names, deep, timeboxes() | shares() if times is None else times)


@st.composite
def heads(draw: st.DrawFn) -> rg.Heads:
    """So many people."""
    return rg.Heads(
        members=draw(counts(least=0, most=9)),
        leaders=draw(counts(least=0, most=2)),
        seats=((rg.PRESENTER, draw(counts(least=1, most=2))),),
    )


@st.composite
def protocols(draw: st.DrawFn, times: st.SearchStrategy[rg.Timebox] | None = None) -> rg.Protocol:
    """Any protocol with a session, and perhaps something before, after and for a first meeting."""
    maybe = st.booleans()
    trees = {
        "session": draw(parts("p", times=times)),
        "before": draw(parts("b", deep=1)) if draw(maybe) else None,
        "after": draw(parts("z", deep=1)) if draw(maybe) else None,
        "first_session": draw(parts("f", deep=2)) if draw(maybe) else None,
    }
    size = rg.GroupSize(least=3, most=9)
    try:
        return rg.Protocol(key="my.own", title="Our own", size=size, **trees)
    except rg.ModelError as error:  # nested rounds may come to more than a month or a whole
        if not any(one in str(error) for one in ("31 days", "more than all of it")):
            raise
        reject()
