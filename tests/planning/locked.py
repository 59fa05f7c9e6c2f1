"""Locks drawn at random, and a second opinion on whether they are kept."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import hypothesis.strategies as st

import reflective_groups as rg
from tests.model.trees import timeboxes

if TYPE_CHECKING:
    from reflective_groups.planning import Fit

ZERO = dt.timedelta(0)
few_minutes = st.integers(0, 40).map(rg.minutes)


@st.composite
def paths(draw: st.DrawFn, session: rg.Part) -> str:
    """The path of some part, with a number at some of its rounds."""
    walked = dict(rg.walk(session))
    path = draw(st.sampled_from(sorted(walked)))
    steps = path.split("/")
    for place in range(len(steps)):
        above = walked["/".join(steps[: place + 1])]
        number = draw(st.sampled_from((None, None, 1, 2)))
        if isinstance(above, rg.Rounds) and number:
            path = re.sub(rf"\b{steps[place]}\b", f"{steps[place]}[{number}]", path)
    return path


@st.composite
def locks(draw: st.DrawFn, session: rg.Part) -> rg.Lock:
    """A lock on some part of a session: its length, when it begins, or that it gives way."""
    time = draw(st.none() | timeboxes(few_minutes) | few_minutes.map(rg.exactly))
    after = draw(st.none() | few_minutes)
    return rg.Lock(
        path=draw(paths(session)),
        until=draw(st.sampled_from(("", "", "", draw(paths(session))))),
        time=time,
        after=after,
        gives_way=draw(st.booleans()) or (time is None and after is None),
    )


def _answers(path: str, wanted: str) -> bool:
    held, steps = path.split("/"), wanted.split("/")
    return len(held) >= len(steps) and all(
        one in {step, re.sub(r"\[\d+\]", "", step)} or re.sub(r"\[\d+\]", "", one) == step
        for one, step in zip(held, steps, strict=False)
    )


def _places(found: Fit, wanted: str) -> list[tuple[dt.timedelta, dt.timedelta]]:
    """When each part that a path names begins and ends; all rounds without a number are one."""
    deep = wanted.count("/") + 1
    now, spans = ZERO, {}
    for one in found:
        end = now + one.length
        if _answers(one.path, wanted):
            steps = one.path.split("/")[:deep]
            if "[" not in wanted.rsplit("/", 1)[-1]:
                steps[-1] = re.sub(r"\[\d+\]", "", steps[-1])
            begun, _ = spans.get(tuple(steps), (now, end))
            spans[tuple(steps)] = (begun, end)
        now = end
    return list(spans.values())


def kept(found: Fit, lock: rg.Lock) -> bool:
    """Whether a plan keeps to a lock on a full path."""
    begins = _places(found, lock.path)
    ends = _places(found, lock.until) if lock.until else begins
    if lock.time is None and lock.after is None:
        return True
    if not begins or not ends:  # what takes no time at all and may be left out is not there
        return lock.time is None or ZERO in lock.time
    return len(begins) == len(ends) and all(
        (lock.time is None or end - begin in lock.time)
        and (lock.after is None or begin == lock.after)
        for (begin, _), (_, end) in zip(begins, ends, strict=True)
    )
