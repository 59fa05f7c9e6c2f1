"""What surrounds each session, drawn for many at once: who is there, in which order, how late.

Only sums, products and comparisons of uniform numbers, so that it comes out the same everywhere.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from reflective_groups.planning.casting import in_order
from reflective_groups.simulation.chance import block

if TYPE_CHECKING:
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.simulation.circumstances import Circumstances

_COMES, _STAYS_IN, _SHOWS, _LEADS, _LATE, _OFFERS = range(1, 7)
_TAG = 0x66726D65
_CELL = 2.0**-32


@attrs.frozen(kw_only=True, eq=False)
class Drawn:
    """Sessions before anybody speaks, a row each; people are told by their place in the group."""

    number: NDArray[np.uint64]
    leaders: NDArray[np.bool_]
    members: NDArray[np.bool_]
    offered: NDArray[np.bool_]
    seated: NDArray[np.int64]
    """Who sits where: leaders who are there, then members; -1 where a seat stays empty."""
    late_s: NDArray[np.float64]


def words(
    seed: tuple[int, int], number: NDArray[np.uint64], what: int, who: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two uniform numbers for each session, for one purpose and one person."""
    low = (number & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    up = (number >> np.uint64(32)).astype(np.uint32)
    tag = np.full_like(low, (_TAG + what) & 0xFFFFFFFF)
    one, two, _, _ = block(seed, low, up, np.full_like(low, who), tag)
    return (one + 0.5) * _CELL, (two + 0.5) * _CELL


def surroundings(
    meeting: Meeting,
    circumstances: Circumstances,
    seed: tuple[int, int],
    number: NDArray[np.uint64],
    *,
    course: NDArray[np.uint64] | None = None,
) -> Drawn:
    """Draw what surrounds the sessions of these numbers.

    `course` is which course of meetings each belongs to; whoever leaves it leaves it for good.
    """
    count = len(number)
    members = [person.name for person in meeting.group.members]
    here = {person.name for person in (*meeting.members, *meeting.leaders)}
    comes = _attendance(circumstances, members, seed, number)
    comes &= _not_gone(circumstances, len(members), seed, number if course is None else course)
    comes &= np.array([name in here for name in members], np.bool_)
    if circumstances.no_shows:
        for place, name in enumerate(members):
            if name in meeting.presenters:
                comes[:, place] &= words(seed, number, _SHOWS, place)[0] >= circumstances.no_shows
    leads = np.ones((count, len(meeting.group.leaders)), np.bool_)
    for place, person in enumerate(meeting.group.leaders):
        leads[:, place] = person.name in here
        if circumstances.leaders_come < 1:
            leads[:, place] &= words(seed, number, _LEADS, place)[0] < circumstances.leaders_come
    order = in_order(meeting, members)
    base = np.array([order.index(name) for name in members], np.float64)
    turn = np.broadcast_to(1.0 + base, (count, len(members))).copy()
    offered = np.zeros((count, len(members)), np.bool_)
    if circumstances.volunteers is None:
        offered[:] = np.array([name in meeting.presenters for name in members], np.bool_)
        offered &= comes
    else:
        for place in range(len(members)):
            offers, lot = words(seed, number, _OFFERS, place)
            offered[:, place] = (offers < circumstances.volunteers) & comes[:, place]
            turn[:, place] = np.where(offered[:, place], lot, turn[:, place])
    return Drawn(
        number=number,
        leaders=leads,
        members=comes,
        offered=offered,
        seated=_seated(leads, comes, turn),
        late_s=_lateness(circumstances, seed, number),
    )


def _seated(
    leads: NDArray[np.bool_], comes: NDArray[np.bool_], turn: NDArray[np.float64]
) -> NDArray[np.int64]:
    before = np.arange(leads.shape[1], dtype=np.float64) - leads.shape[1] - 1
    ahead = np.broadcast_to(before, leads.shape)
    rank = np.concatenate((ahead, turn), axis=1)
    there = np.concatenate((leads, comes), axis=1)
    rank = np.where(there, rank, np.inf)
    seated = np.argsort(rank, axis=1, kind="stable")
    kept = np.arange(rank.shape[1], dtype=np.int64) < there.sum(axis=1)[:, None]
    return np.where(kept, seated, -1)


def _lateness(
    circumstances: Circumstances, seed: tuple[int, int], number: NDArray[np.uint64]
) -> NDArray[np.float64]:
    late = np.zeros(len(number))
    if circumstances.late:
        chance = words(seed, number, _LATE, 0)[0]
        below = 0.0
        for one in circumstances.late:
            late[(chance >= below) & (chance < below + one.share)] = one.by.total_seconds()
            below += one.share
    return late


def _attendance(
    circumstances: Circumstances,
    members: list[str],
    seed: tuple[int, int],
    number: NDArray[np.uint64],
) -> NDArray[np.bool_]:
    """Who comes: each alone, or together by the shock.

    The shock is Pólya's urn, which draws the beta-binomial one by one: whoever comes makes it
    likelier that the next does. It works at the mean of all chances; somebody likelier or less
    likely to come than that is drawn once more, so that everybody's own chance is kept.
    """
    told = map(circumstances.attendance.chance, members)
    likely = [1.0 if chance is None else chance for chance in told]
    comes = np.ones((len(number), len(members)), np.bool_)
    if min(likely, default=1.0) >= 1:
        return comes
    shared = math.fsum(likely) / len(likely)
    shock = circumstances.shock
    weight = (1 - shock) / shock if shock else 0.0
    so_far = np.zeros(len(number))
    for place, chance in enumerate(likely):
        first, second = words(seed, number, _COMES, place)
        if not shock:
            comes[:, place] = first < chance
            continue
        drawn = first < (weight * shared + so_far) / (weight + place)
        so_far += drawn
        if chance <= shared:
            comes[:, place] = drawn & (second * shared < chance)
        else:
            comes[:, place] = drawn | (second * (1 - shared) >= 1 - chance)
    return comes


def _not_gone(
    circumstances: Circumstances, members: int, seed: tuple[int, int], course: NDArray[np.uint64]
) -> NDArray[np.bool_]:
    """Who is still in the group: one number for each in a course, against a chance that falls."""
    still = np.ones((len(course), members), np.bool_)
    stays = 1.0
    for _ in range(circumstances.meeting - 1):
        stays *= 1 - circumstances.drop_out
    if stays < 1:
        for place in range(members):
            still[:, place] = words(seed, course, _STAYS_IN, place)[0] < stays
    return still
