"""What is known of a study without drawing anything: sums, products and one convolution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reflective_groups.rules.chances import spread
from reflective_groups.simulation import engine
from reflective_groups.simulation.circumstances import Circumstances, Pace
from reflective_groups.simulation.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflective_groups.simulation.layout import Step
    from reflective_groups.simulation.study import Study


def exactly_known(study: Study) -> Mapping[str, float]:
    """Means by column that no simulation is needed for.

    How many come and how often they make a session, for one meeting; how late it begins; and, where
    nothing but the talk is left to chance, how long those phases take in which one person speaks,
    nobody does, or each does once. A go-round's figure leaves out that an overlap longer than the
    whole turn before it is cut there, which is rare. Nothing is told where no closed form is known.
    """
    if len(study.meetings) > 1:
        return {}
    circumstances = study.circumstances
    known = {"late_s": sum(one.share * one.by.total_seconds() for one in circumstances.late)}
    known |= _who_comes(study)
    fixed = _as_planned(circumstances)
    if fixed and circumstances.pace is Pace.LENGTHS:
        known |= _lengths(study)
    return known


def _as_planned(circumstances: Circumstances) -> bool:
    """Whether everybody comes, and takes the turns that were planned."""
    attendance = circumstances.attendance
    comes = attendance.chance("") in {None, 1.0} and all(p.share >= 1 for p in attendance.persons)
    alone = circumstances.leaders_come >= 1 and not circumstances.no_shows
    gone = circumstances.drop_out and circumstances.meeting > 1
    return comes and alone and not gone and circumstances.volunteers is None


def _who_comes(study: Study) -> Mapping[str, float]:
    meeting, circumstances = study.meetings[0], study.circumstances
    stays = (1 - circumstances.drop_out) ** (circumstances.meeting - 1)
    shows = 1 - circumstances.no_shows
    chances: list[float] = []
    own: list[float] = []
    for person in meeting.members:
        given = circumstances.attendance.chance(person.name)
        own.append(1.0 if given is None else given)
        chances.append(own[-1] * stays * (shows if person.name in meeting.presenters else 1.0))
    known = {"members_there": sum(chances)}
    if not circumstances.shock:
        known["quorum"] = _enough(spread(chances), study.quorum)
    elif chances == own and not meeting.absent and len(set(own)) == 1:
        known["quorum"] = _enough(together(len(own), own[0], circumstances.shock), study.quorum)
    return known


def _enough(likely: tuple[float, ...], least: int) -> float:
    return math.fsum(likely[min(least, len(likely)) :])


def together(people: int, chance: float, shock: float) -> tuple[float, ...]:
    """How likely nobody comes, one, two, and so on, if they stay away together.

    >>> round(sum(together(8, 0.8, 0.1)[5:]), 3)
    0.885

    The beta-binomial law with that mean and that correlation of any two, by Pólya's urn.
    """
    weight = (1 - shock) / shock
    likely = [1.0]
    for drawn in range(people):
        comes = [(weight * chance + k) / (weight + drawn) for k in range(drawn + 1)]
        likely = [
            (likely[k] * (1 - comes[k]) if k <= drawn else 0.0)
            + (likely[k - 1] * comes[k - 1] if k else 0.0)
            for k in range(drawn + 2)
        ]
    return tuple(likely)


def _lengths(study: Study) -> Mapping[str, float]:
    layout = lay_out(study.meetings[0], study.behaviour)
    stretched = math.exp(study.circumstances.drift + study.circumstances.spread**2 / 2)
    told: dict[str, float] = {}
    small = {step.path for step in layout.steps if step.group is not None}
    for step in layout.steps:
        if step.path not in small and step.law in {engine.ALONE, engine.SILENT, engine.ROUND}:
            told[f"length_s/{step.path}"] = step.planned * stretched + _gaps(study, step)
    if len(told) == len(layout.steps):
        whole = math.fsum(told.values())
        told["duration_s"] = whole
        late = sum(one.share * one.by.total_seconds() for one in study.circumstances.late)
        told["overrun_s"] = whole + late - study.meetings[0].slot.total_seconds()
    return told


def _gaps(study: Study, step: Step) -> float:
    """What lies between the turns of a go-round."""
    if step.law != engine.ROUND:
        return 0.0
    talk = study.behaviour
    gap = math.exp(talk.gap_mean + talk.gap_spread**2 / 2)
    overlap = math.exp(talk.overlap_mean + talk.overlap_spread**2 / 2)
    return (len(step.turns) - 1) * ((1 - talk.overlapped) * gap - talk.overlapped * overlap)
