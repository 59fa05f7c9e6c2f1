"""What recorded meetings came to: the tables that a simulated conversation is held to.

Counted from the ICSI meetings with their dialogue acts: 75 meetings of research groups, with three
to nine speakers and timed by the word. A speaker counts from one turn in a hundred on; ranks are
taken in each meeting afterwards. None of these was a reflective group.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from reflective_groups.simulation.behaviour import PRESETS
from reflective_groups.simulation.estimate import Estimate
from reflective_groups.sources import Basis, Cited, derived
from reflective_groups.sources.bibliography import M1, M2, M5

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflective_groups.simulation.behaviour import Behaviour


@attrs.frozen(kw_only=True)
class Recorded(Cited):
    """What recorded meetings of one size came to, by one meaning of a turn.

    >>> six = ALL_TURNS[6]
    >>> six.meetings, str(six.aba)
    (22, '0.624 [0.576, 0.669]')

    `shares` are parts of all turns by rank, `aba` is how often the one before the last speaks
    again. Intervals are bootstrapped over meetings, which `count` counts; where none was worked
    out, its ends are not numbers.
    """

    what: str
    """Which turns are counted."""
    speakers: int
    meetings: int
    turns: int
    """In a meeting, on average."""
    shares: tuple[Estimate, ...]
    aba: Estimate
    basis: tuple[Basis, ...] = attrs.field(repr=False)


_Row = tuple[float, float, float]
_MEETINGS = {4: 7, 6: 22, 8: 9}


def _recorded(what: str, speakers: int, turns: int, aba: _Row, *percent: _Row) -> Recorded:
    meetings = _MEETINGS[speakers]
    return Recorded(
        what=what,
        speakers=speakers,
        meetings=meetings,
        turns=turns,
        shares=tuple(
            Estimate(mean / 100, low / 100, high / 100, meetings) for mean, low, high in percent
        ),
        aba=Estimate(*aba, meetings),
        basis=(derived(M1.at(), M2.at(), note=f"counted over {meetings} meetings, {what}"),),
    )


def _without_ends(*percent: float) -> tuple[_Row, ...]:
    return tuple((mean, math.nan, math.nan) for mean in percent)


def _by_size(*tables: Recorded) -> Mapping[int, Recorded]:
    return MappingProxyType({one.speakers: one for one in tables})


_ALL = "all turns"
ALL_TURNS: Final[Mapping[int, Recorded]] = _by_size(
    _recorded(
        _ALL,
        4,
        477,
        (0.706, 0.628, 0.780),
        (36.7, 32.9, 41.0),
        (31.7, 28.8, 34.9),
        (20.6, 18.3, 22.9),
        (11.0, 6.3, 15.8),
    ),
    _recorded(
        _ALL,
        6,
        584,
        (0.624, 0.576, 0.669),
        (32.7, 30.4, 34.9),
        (25.5, 23.6, 27.1),
        (18.9, 17.8, 20.0),
        (11.9, 10.0, 13.6),
        (7.3, 5.9, 9.0),
        (3.8, 2.9, 4.8),
    ),
    _recorded(
        _ALL,
        8,
        862,
        (0.502, 0.467, 0.550),
        (25.4, 23.2, 28.1),
        (20.3, 18.6, 22.1),
        (17.4, 16.0, 18.8),
        (14.0, 12.3, 15.4),
        (10.4, 9.1, 11.6),
        (6.0, 4.7, 7.4),
        (4.3, 3.4, 5.4),
        (2.2, 1.8, 2.6),
    ),
)
"""By how many spoke: every turn that is more than a backchannel, as `meeting` has them."""

_LONG = "turns of five words or more"
LONG_TURNS: Final[Mapping[int, Recorded]] = _by_size(
    _recorded(
        _LONG,
        4,
        200,
        (0.681, 0.612, 0.749),
        *_without_ends(39.1, 33.1, 18.7, 9.1),
    ),
    _recorded(
        _LONG,
        6,
        244,
        (0.555, 0.512, 0.599),
        *_without_ends(33.7, 25.1, 18.2, 12.2, 7.4, 3.4),
    ),
    _recorded(
        _LONG,
        8,
        395,
        (0.442, 0.394, 0.496),
        *_without_ends(26.8, 19.9, 16.7, 14.2, 9.7, 6.4, 4.1, 2.1),
    ),
)
"""By how many spoke: only turns of five words or more, as `contribution` has them.

Of these shares no intervals were worked out.
"""


BALES_LEADER = 0.43
"""What the first of six men said, as a part of all (Bales et al. 1951)."""
BALES_RATIO = 0.74
"""The rest falls from rank to rank by this factor, within 0.7 points of the same table."""
BALES = derived(
    M5.at(),
    note="shares of 21,311 acts in groups of six men, recalled from memory; the sums add up",
)


def recorded(behaviour: Behaviour, speakers: int) -> Recorded | None:
    """The table that conversations of a behaviour may stand beside, or None where there is none.

    >>> recorded(PRESETS["no_memory"], 6).what
    'all turns'
    >>> recorded(PRESETS["meeting"], 10) is None
    True

    Turns mean the same where they are as long, so the lengths of a behaviour decide: those of
    `meeting` or those of `contribution`, whatever its name.
    """
    for name, tables in (("meeting", ALL_TURNS), ("contribution", LONG_TURNS)):
        if _lengths(behaviour) == _lengths(PRESETS[name]):
            return tables.get(speakers)
    return None


def _lengths(behaviour: Behaviour) -> tuple[float, ...]:
    return (
        behaviour.words_mean,
        behaviour.words_by_share,
        behaviour.words_between,
        behaviour.words_within,
    )
