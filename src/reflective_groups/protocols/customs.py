"""What other sources of a family give to a phase, for where a protocol's own source is silent.

A custom is never a bound and never a statement of the protocol's own source. It is where a plan
aims when that source gives no minutes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.sources import Basis, Citation, default, derived
from reflective_groups.sources.bibliography import (
    B16,
    B17,
    B27,
    B40,
    B41,
    B78,
    S0,
    S2,
    T1,
    T4,
    T6,
    T11,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen(kw_only=True)
class Custom:
    """The range over the sources of a family, and those sources.

    >>> str(custom("balint", "discuss").time)
    '20 to 40 min, usually 30'
    """

    time: Timebox
    basis: Basis


def _range(least: float, usual: float, most: float) -> Timebox:
    return Timebox(least=minutes(least), usual=minutes(usual), most=minutes(most))


def _custom(least: float, usual: float, most: float, *citations: Citation) -> Custom:
    basis = derived(*citations, of="time", note="the range over the sources of the family")
    return Custom(time=_range(least, usual, most), basis=basis)


def _ours(least: float, usual: float, most: float, note: str) -> Custom:
    return Custom(time=_range(least, usual, most), basis=default("time", note=note))


CUSTOMS: Mapping[tuple[str, str], Custom] = MappingProxyType(
    {
        ("balint", "settle"): _custom(0, 2, 10, B27.at(), B40.at(), B41.at()),
        ("balint", "choose"): _ours(0, 3, 10, "no source gives minutes for choosing"),
        ("balint", "present"): _custom(5, 7, 10, S0.at("000-28"), S2.at("002-12"), B78.at()),
        ("balint", "clarify"): _custom(2, 5, 5, S0.at("000-29"), S2.at("002-14"), B16.at()),
        ("balint", "discuss"): _custom(20, 30, 40, S0.at("000-32"), S2.at("002-17"), B17.at()),
        ("balint", "return"): _custom(5, 7, 10, S0.at("000-34"), B16.at()),
        ("balint", "close"): _ours(0, 2, 5, "no source gives minutes for closing"),
        ("triad", "agree_roles"): _custom(1, 2, 5, T1.at()),
        ("triad", "coach"): _custom(5, 15, 30, T1.at(), T4.at(), T11.at()),
        ("triad", "feedback"): _ours(
            2, 5, 10, "a few minutes for the coachee's (T1); no source we have gives the observer's"
        ),
        ("triad", "reflect"): _custom(0, 3, 5, T4.at(), T6.at()),
    }
)
"""Customs by family and by what a phase does."""


def custom(family: str, does: str) -> Custom | None:
    """What the other sources of a family give to a phase, or nothing.

    >>> custom("grow", "goal") is None
    True
    """
    return CUSTOMS.get((family, does))
