"""Reflective-group and coaching protocols as composable, checked values.

>>> import reflective_groups as rg
>>> str(rg.CATALOGUE["balint.school"].duration)
'at least 40 min'

A sound plan does not make a safe group: that rests with the people in the room and with those
who are trained to lead them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from reflective_groups.errors import (
    DocumentError,
    Infeasible,
    MissingExtraError,
    ModelError,
    PathError,
    ReflectiveGroupsError,
    UnknownKeyError,
    UnsoundError,
)
from reflective_groups.model.content import content_hash
from reflective_groups.model.diff import Added, Change, Changed, Diff, Moved, Removed, diff
from reflective_groups.model.edits import revise
from reflective_groups.model.folds import Heads, duration, phases, walk
from reflective_groups.model.frame import (
    Bench,
    Clause,
    Confidentiality,
    Demand,
    Device,
    Fees,
    Frame,
    GroupSize,
    Leadership,
    OnlineNeeds,
    Price,
    RoomNeeds,
    Seat,
    Setting,
    Waiver,
)
from reflective_groups.model.group import (
    Accreditation,
    Agreements,
    Group,
    LeadersTalk,
    Person,
    Room,
)
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.parts import (
    Breakout,
    Leftover,
    Part,
    PerHolder,
    Phase,
    Rounds,
    Sequence,
    in_groups_of,
    rounds,
    sequence,
)
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    ADVICE,
    CLIENT,
    CO_LEADER,
    COACH,
    COACHEE,
    CONSULTANT,
    CRITICISM,
    DIAGNOSTIC_LANGUAGE,
    EVERYONE,
    FACILITATOR,
    HOST,
    INTERROGATION,
    INTERVIEWER,
    JUDGEMENT,
    LEADER,
    MEMBER,
    MODERATOR,
    OBSERVER,
    OWN_CASE,
    PERSONAL_HISTORY,
    PRESENTER,
    REFLECTING_TEAM,
    SOLUTIONS,
    SUGGESTED_IMPROVEMENTS,
    SUMMARY,
    SUPERVISOR,
    TEACHING,
    TIMEKEEPER,
    Act,
    AdvicePolicy,
    Floor,
    Move,
    Order,
    Questions,
    Role,
    SitBack,
)
from reflective_groups.model.timebox import (
    UNSTATED,
    Count,
    Share,
    Timebox,
    at_most,
    between,
    exactly,
    in_words,
    intersect,
    minutes,
    parallel,
    repeat,
    times,
    total,
    up_to_share,
)
from reflective_groups.model.timeline import Held, Stretch, Timeline
from reflective_groups.sources import (
    Basis,
    Citation,
    Source,
    Standing,
    default,
    derived,
    silent,
    stated,
)

if TYPE_CHECKING:
    from reflective_groups.protocols import CATALOGUE, Match, Matches, Reject, find
    from reflective_groups.rules import (
        RULES,
        Edit,
        FactsOnly,
        Finding,
        MoveAfter,
        Notice,
        Profile,
        PutAfter,
        PutBefore,
        Repair,
        Report,
        Rule,
        SetRounds,
        SetSlot,
        Severity,
        Silence,
        Weight,
        check,
        explain,
        rule,
    )
    from reflective_groups.serial import dumps, json_schema, load_meeting, loads

    __version__: str

__all__ = [
    "ADVICE",
    "CATALOGUE",
    "CLIENT",
    "COACH",
    "COACHEE",
    "CONSULTANT",
    "CO_LEADER",
    "CRITICISM",
    "DIAGNOSTIC_LANGUAGE",
    "EVERYONE",
    "FACILITATOR",
    "HOST",
    "INTERROGATION",
    "INTERVIEWER",
    "JUDGEMENT",
    "LEADER",
    "MEMBER",
    "MODERATOR",
    "OBSERVER",
    "OWN_CASE",
    "PERSONAL_HISTORY",
    "PRESENTER",
    "REFLECTING_TEAM",
    "RULES",
    "SOLUTIONS",
    "SUGGESTED_IMPROVEMENTS",
    "SUMMARY",
    "SUPERVISOR",
    "TEACHING",
    "TIMEKEEPER",
    "UNSTATED",
    "Accreditation",
    "Act",
    "Added",
    "AdvicePolicy",
    "Agreements",
    "Basis",
    "Bench",
    "Breakout",
    "Change",
    "Changed",
    "Citation",
    "Clause",
    "Confidentiality",
    "Count",
    "Demand",
    "Device",
    "Diff",
    "DocumentError",
    "Edit",
    "FactsOnly",
    "Fees",
    "Finding",
    "Floor",
    "Frame",
    "Group",
    "GroupSize",
    "Heads",
    "Held",
    "Infeasible",
    "LeadersTalk",
    "Leadership",
    "Leftover",
    "Match",
    "Matches",
    "Meeting",
    "MissingExtraError",
    "ModelError",
    "Move",
    "MoveAfter",
    "Moved",
    "Notice",
    "OnlineNeeds",
    "Order",
    "Part",
    "PathError",
    "PerHolder",
    "Person",
    "Phase",
    "Price",
    "Profile",
    "Protocol",
    "PutAfter",
    "PutBefore",
    "Questions",
    "ReflectiveGroupsError",
    "Reject",
    "Removed",
    "Repair",
    "Report",
    "Role",
    "Room",
    "RoomNeeds",
    "Rounds",
    "Rule",
    "Seat",
    "Sequence",
    "SetRounds",
    "SetSlot",
    "Setting",
    "Severity",
    "Share",
    "Silence",
    "SitBack",
    "Source",
    "Standing",
    "Stretch",
    "Timebox",
    "Timeline",
    "UnknownKeyError",
    "UnsoundError",
    "Waiver",
    "Weight",
    "__version__",
    "at_most",
    "between",
    "check",
    "content_hash",
    "default",
    "derived",
    "diff",
    "dumps",
    "duration",
    "exactly",
    "explain",
    "find",
    "in_groups_of",
    "in_words",
    "intersect",
    "json_schema",
    "load_meeting",
    "loads",
    "minutes",
    "parallel",
    "phases",
    "repeat",
    "revise",
    "rounds",
    "rule",
    "sequence",
    "silent",
    "stated",
    "times",
    "total",
    "up_to_share",
    "walk",
]

_LATER = {
    "CATALOGUE": "protocols",
    "Match": "protocols",
    "Matches": "protocols",
    "Reject": "protocols",
    "find": "protocols",
    "Edit": "rules",
    "FactsOnly": "rules",
    "Finding": "rules",
    "MoveAfter": "rules",
    "Notice": "rules",
    "Profile": "rules",
    "PutAfter": "rules",
    "PutBefore": "rules",
    "RULES": "rules",
    "Repair": "rules",
    "Report": "rules",
    "Rule": "rules",
    "SetRounds": "rules",
    "SetSlot": "rules",
    "Severity": "rules",
    "Silence": "rules",
    "Weight": "rules",
    "check": "rules",
    "explain": "rules",
    "rule": "rules",
    "dumps": "serial",
    "json_schema": "serial",
    "load_meeting": "serial",
    "loads": "serial",
}
"""What is imported when it is first used, and from which room."""

_ROOMS = frozenset({"model", "planning", "protocols", "rules", "serial", "sources"})


def __getattr__(name: str) -> object:
    if name in _LATER:
        value = getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    elif name in _ROOMS:
        value = importlib.import_module(f"{__name__}.{name}")
    elif name == "__version__":
        from importlib.metadata import version

        value = version("reflective-groups")
    else:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ROOMS})
