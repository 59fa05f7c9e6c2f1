"""One simulated session as it went: the phases as they were held, and who spoke when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.roles import Role
from reflective_groups.model.timeline import Held, Stretch, Timeline
from reflective_groups.planning.agenda import plan
from reflective_groups.simulation import engine
from reflective_groups.simulation.study import drawn, groups, meeting_of, walk_some

if TYPE_CHECKING:
    from reflective_groups.display.scene import Scene
    from reflective_groups.simulation.layout import Layout
    from reflective_groups.simulation.study import Study
    from reflective_groups.simulation.walking import Walked

SPEAKER: Final = Role("speaker")
"""Whoever has the floor for the length of a turn."""


@attrs.frozen(kw_only=True)
class Trace(Drawn):
    """One session of a study: who was there, how long phases took, and every turn.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> trace = simulate(MEETING, sessions=10, seed=1).trace(3)
    >>> trace.turns.stretches[0].path == trace.timeline.stretches[0].path
    True

    `timeline` has the shape of the plan that stands beside it, with the real beginnings and ends;
    `turns` has a stretch a turn, at the path of its phase, with its `SPEAKER`. Turns may overlap,
    as people do. `check(trace.meeting)` says what the rules find about those who came.
    """

    session: int
    meeting: Meeting
    """The meeting with those who stayed away as absent."""
    planned: Timeline
    timeline: Timeline
    turns: Timeline

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.simulation.scenes import trace_scene

        return trace_scene(self)

    def __str__(self) -> str:
        return str(self.timeline)


def trace_of(study: Study, session: int) -> Trace:
    """One session of a study, walked again with every turn written down.

    Raises `ModelError` where the session was not held.
    """
    number = np.array([session], np.uint64)
    which = session % len(study.meetings)
    around = drawn(study, which, number)
    ((layout, some),) = groups(study, which, around)
    if layout is None:
        message = f"session {session} was not held: there were too few people for a plan"
        raise ModelError(message)
    once = walk_some(study, which, layout, around, some)
    turns = int(once.told[0, engine.TURNS])
    walked = walk_some(study, which, layout, around, some, turns=turns)
    meeting = study.meetings[which]
    everyone = meeting.group.everyone
    there = tuple(everyone[int(place)].name for place in around.seated[0] if place >= 0)
    gone = tuple(one.name for one in everyone if one.name not in there)
    held = meeting_of(meeting, there, gone)
    planned = plan(held).timeline
    return Trace(
        session=session,
        meeting=held,
        planned=planned,
        timeline=_timeline(held, planned, layout, walked),
        turns=_turns(held, layout, walked, there),
    )


def _timeline(meeting: Meeting, planned: Timeline, layout: Layout, walked: Walked) -> Timeline:
    held = {(one.path, one.group): one.held for one in planned}
    return Timeline(
        Stretch(
            path=step.path,
            group=step.group,
            start=_moment(meeting, float(walked.begun_s[0, place])),
            end=_moment(meeting, float(walked.ended_s[0, place])),
            held=held[step.path, step.group],
        )
        for place, step in enumerate(layout.steps)
    )


def _turns(meeting: Meeting, layout: Layout, walked: Walked, there: tuple[str, ...]) -> Timeline:
    found: list[Stretch] = []
    for place, seat in enumerate(walked.speaker[0]):
        step = layout.steps[int(walked.stretch[0, place])]
        start = float(walked.said_from_s[0, place])
        end = start + float(walked.said_for_s[0, place])
        found.append(
            Stretch(
                path=step.path,
                group=step.group,
                start=_moment(meeting, start),
                end=_moment(meeting, end),
                held=(Held(SPEAKER, (there[int(seat)],)),),
            )
        )
    return Timeline(found)


def _moment(meeting: Meeting, after_s: float) -> dt.datetime:
    """So many seconds after the planned start, on the clock of the meeting's zone."""
    import pendulum

    moment = meeting.start.astimezone(dt.UTC) + dt.timedelta(seconds=after_s)
    return pendulum.instance(moment.astimezone(meeting.start.tzinfo))
