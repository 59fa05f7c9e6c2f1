"""A plan needs a date: the slot shared out, meetings and series laid out, turns taken fairly.

What only a series needs is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from reflective_groups.planning.agenda import Agenda as Agenda
from reflective_groups.planning.agenda import plan as plan
from reflective_groups.planning.counting import Chosen as Chosen
from reflective_groups.planning.fit import Fit as Fit
from reflective_groups.planning.fit import fit as fit
from reflective_groups.timing import Allotment as Allotment
from reflective_groups.timing import Limit as Limit
from reflective_groups.timing import Mode as Mode
from reflective_groups.timing import Retimed as Retimed
from reflective_groups.timing import Side as Side
from reflective_groups.timing import retime as retime

if TYPE_CHECKING:
    from reflective_groups.planning.calendars import calendar as calendar
    from reflective_groups.planning.handouts import Reader as Reader
    from reflective_groups.planning.handouts import handout as handout
    from reflective_groups.planning.programmes import Programme as Programme
    from reflective_groups.planning.programmes import programme as programme
    from reflective_groups.planning.programmes import small_groups as small_groups
    from reflective_groups.planning.rotation import Certificate as Certificate
    from reflective_groups.planning.rotation import Progress as Progress
    from reflective_groups.planning.rotation import Remainder as Remainder
    from reflective_groups.planning.rotation import Rotation as Rotation
    from reflective_groups.planning.rotation import across as across
    from reflective_groups.planning.rotation import managed as managed
    from reflective_groups.planning.rotation import rotate as rotate
    from reflective_groups.planning.rotation import rounds_of_groups as rounds_of_groups
    from reflective_groups.planning.rotation import within as within
    from reflective_groups.planning.seating import Seats as Seats
    from reflective_groups.planning.seating import seats as seats
    from reflective_groups.planning.turns import Past as Past
    from reflective_groups.planning.turns import Rota as Rota
    from reflective_groups.planning.turns import Swap as Swap
    from reflective_groups.planning.turns import Tally as Tally
    from reflective_groups.planning.turns import rota as rota

__all__ = [
    "Agenda",
    "Allotment",
    "Certificate",
    "Chosen",
    "Fit",
    "Limit",
    "Mode",
    "Past",
    "Programme",
    "Progress",
    "Reader",
    "Remainder",
    "Retimed",
    "Rota",
    "Rotation",
    "Seats",
    "Side",
    "Swap",
    "Tally",
    "across",
    "calendar",
    "fit",
    "handout",
    "managed",
    "plan",
    "programme",
    "retime",
    "rota",
    "rotate",
    "rounds_of_groups",
    "seats",
    "small_groups",
    "within",
]

_LATER = {
    "calendars": ("calendar",),
    "handouts": ("Reader", "handout"),
    "programmes": ("Programme", "programme", "small_groups"),
    "rotation": (
        "Certificate",
        "Progress",
        "Remainder",
        "Rotation",
        "across",
        "managed",
        "rotate",
        "rounds_of_groups",
        "within",
    ),
    "seating": (
        "Seats",
        "seats",
    ),
    "turns": (
        "Past",
        "Rota",
        "Swap",
        "Tally",
        "rota",
    ),
}
"""Where each name lives that a single meeting does not need; no module is called like one."""


def __getattr__(name: str) -> object:
    home = next((home for home, names in _LATER.items() if name in names), None)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
