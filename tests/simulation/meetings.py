"""Meetings that the tests of the simulation hold."""

from __future__ import annotations

from typing import Any

import attrs
import pendulum

import reflective_groups as rg
from reflective_groups.simulation import Circumstances

MEMBERS = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal")
START = pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London")


def meeting(
    protocol: rg.Protocol | str = "balint.series",
    members: tuple[str, ...] = MEMBERS,
    leaders: tuple[str, ...] = ("Kim", "Lee"),
    minutes: float = 90,
    **told: Any,  # noqa: ANN401 -- whatever else a meeting takes
) -> rg.Meeting:
    """A meeting of these people."""
    if isinstance(protocol, str):
        protocol = rg.CATALOGUE[protocol]
    group = rg.Group(members=members, leaders=leaders)
    return rg.Meeting(protocol=protocol, group=group, start=START, slot=rg.minutes(minutes), **told)


def session(*phases: rg.Phase, **told: Any) -> rg.Protocol:  # noqa: ANN401 -- as above
    """A protocol of these phases."""
    return rg.Protocol(key="my.own", title="Our own", session=rg.sequence(*phases), **told)


def phase(name: str, minutes: float, **floor: Any) -> rg.Phase:  # noqa: ANN401 -- what a floor takes
    """A phase of so many minutes."""
    return rg.Phase(name=name, time=rg.exactly(rg.minutes(minutes)), floor=rg.Floor(**floor))


BALINT = meeting()
TALK = session(phase("talk", 30, speaks=(rg.EVERYONE,)))
ROUND = session(phase("check_in", 12, speaks=(rg.EVERYONE,), order=rg.Order.IN_TURN))
SOME_COME = Circumstances(attendance=rg.Attendance(expected=0.8))
TOGETHER = attrs.evolve(SOME_COME, shock=0.1)
