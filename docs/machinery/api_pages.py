"""The reference of the API: which name stands on which page, and the page's text."""

from __future__ import annotations

import ast
import enum
import functools
import importlib
import inspect
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from reflective_groups import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

FACE = "reflective_groups"
FOLDER = "reference/api"
ROOMS = ("planning", "simulation", "serial", "errors", "sources", "protocols", "rules")
"""The rooms whose names are public besides those of the face."""

PAGES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "design": (
        "Design a protocol",
        {
            "Parts, and how they join": """
                Part Phase Sequence Rounds Breakout PerHolder Leftover sequence rounds in_groups_of
                phases walk duration Heads""",
            "Time": """
                Timebox Share Count UNSTATED minutes exactly between at_most up_to_share times
                total repeat parallel intersect in_words""",
            "Roles and the floor": """
                Role Floor Act Order Questions AdvicePolicy SitBack Move""",
            "The roles there are": """
                LEADER CO_LEADER PRESENTER MEMBER COACH COACHEE OBSERVER MODERATOR FACILITATOR
                TIMEKEEPER HOST CLIENT CONSULTANT INTERVIEWER REFLECTING_TEAM SUPERVISOR
                EVERYONE""",
            "What a leader steers away from": """
                ADVICE SOLUTIONS SUGGESTED_IMPROVEMENTS CRITICISM JUDGEMENT TEACHING INTERROGATION
                DIAGNOSTIC_LANGUAGE PERSONAL_HISTORY OWN_CASE SUMMARY""",
            "The protocol and what surrounds it": """
                Protocol Seat Bench GroupSize Leadership Demand Setting OnlineNeeds RoomNeeds
                Device Frame Confidentiality Clause Fees Price SeriesNeeds Waiver revise
                content_hash""",
            "Two protocols compared": """
                diff Diff Change Added Removed Moved Changed Compared Placed""",
            "Where a statement comes from": """
                Source Citation Standing Basis stated derived default silent sources.Cited
                sources.to_bases sources.told_once sources.places""",
            "The catalogue": """
                CATALOGUE find Matches Match Reject protocols.Catalogue protocols.FAMILIES""",
        },
    ),
    "check": (
        "Check it",
        {
            "Ask": "check explain RULES __version__",
            "What comes back": "Report Finding Notice Severity",
            "What would mend it": """
                Repair Edit SetTime SetSlot SetRounds SetMeetings SetFee PayLeaders LeaveOut
                PutAfter PutBefore MoveAfter Silence FactsOnly Unlock""",
            "Weigh it, or write your own": "Profile Weight Rule rule",
        },
    ),
    "meet": (
        "Say who meets, when",
        {
            "One meeting": "Meeting Lock Held Stretch Timeline",
            "The people": "Group Person Accreditation Agreements LeadersTalk Room",
            "A series": """
                Series Cadence Weekly Monthly OnDates Holiday Away Occasion Opening
                Amendment Cancelled Postponed Offer TurnSwap Attendance Likely""",
            "Money": "Costs Budget",
        },
    ),
    "plan": (
        "Fit and plan",
        {
            "Share out the time": """
                planning.fit planning.Fit planning.Mode planning.Limit planning.Allotment
                planning.retime planning.Retimed planning.within""",
            "Lay a meeting out": "planning.plan planning.Agenda planning.Chosen",
            "Lay a series out": "planning.programme planning.Programme planning.Progress",
            "Whose turn it is": """
                planning.rota planning.Rota planning.Swap planning.Tally planning.Past
                planning.seats planning.Seats""",
            "Small groups": """
                planning.rotate planning.Rotation planning.Certificate planning.Remainder
                planning.Side planning.across planning.managed planning.small_groups
                planning.rounds_of_groups""",
            "In the calendar": "planning.calendar",
            "On the table": "planning.handout planning.Reader",
            "With sliders": "explore",
        },
    ),
    "simulate": (
        "Simulate",
        {
            "Hold it many times": """
                simulation.simulate simulation.Outcome simulation.Measure simulation.Estimate
                simulation.Study simulation.Progress simulation.watch simulation.Trace
                simulation.SPEAKER""",
            "Compare and vary": """
                simulation.compare simulation.Comparison simulation.sweep simulation.Sweep
                simulation.vary simulation.problem""",
            "What is assumed": """
                simulation.Behaviour simulation.PRESETS simulation.Kernel simulation.Circumstances
                simulation.Pace simulation.Late simulation.ALLEN_2018""",
            "The bare conversation": "simulation.converse simulation.Conversation",
        },
    ),
    "files": (
        "Read and write files",
        {
            "Read and write": """
                loads dumps load_meeting load_series serial.load_protocol serial.loads_toml
                serial.from_data serial.to_data serial.Limits""",
            "The format": "json_schema serial.FORMAT_VERSION serial.documents",
        },
    ),
    "errors": (
        "Exceptions",
        {
            "The tree": """
                ReflectiveGroupsError ModelError PathError UnknownKeyError UnsoundError Infeasible
                DocumentError MissingExtraError""",
        },
    ),
}
"""Each page of the API: its title, and its names under their headings.

A name without a dot is one of the face; `planning.fit` is `fit` of that room.
"""


def placed() -> dict[str, str]:
    """Each name that is on a page, with the page."""
    return {
        name: page
        for page, (_, sections) in PAGES.items()
        for names in sections.values()
        for name in names.split()
    }


def public() -> dict[str, object]:
    """Every public name with what it is: those of the face, then those that only a room has."""
    face = importlib.import_module(FACE)
    found: dict[str, object] = {name: getattr(face, name) for name in face.__all__}
    for room in ROOMS:
        module = importlib.import_module(f"{FACE}.{room}")
        for name in names_of(module):
            value = getattr(module, name)
            if name not in found or found[name] is not value:
                found[f"{room}.{name}"] = value
    return found


def names_of(module: ModuleType) -> list[str]:
    """The public names of a room: its `__all__`, or what it brings in or defines for others."""
    if hasattr(module, "__all__"):
        return list(module.__all__)
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    found: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            found.extend(one.name for one in node.names if one.asname == one.name)
        elif isinstance(node, ast.ClassDef):
            found.append(node.name)
    return found


def pages() -> dict[str, str]:
    """The text of each page, by its place."""
    return {
        f"{FOLDER}/{page}.md": f"# {title}\n\n{''.join(_sections(sections))}"
        for page, (title, sections) in PAGES.items()
        if page != "errors"
    }


def _sections(sections: Mapping[str, str]) -> Iterator[str]:
    for heading, names in sections.items():
        yield f"## {heading}\n\n```{{eval-rst}}\n"
        for name in names.split():
            yield _entry(name)
        yield "```\n\n"


def index() -> str:
    """Each page of the API with the names on it, each of them a link."""
    return "\n".join(
        f"## [{title}]({place_of(page)})\n\n"
        + "\n".join(
            f"{heading}: {', '.join(map(_link, names.split()))}.\n"
            for heading, names in sections.items()
        )
        for page, (title, sections) in PAGES.items()
    )


def place_of(page: str) -> str:
    """Where a page of the API is, as seen from the index: exceptions have a page of their own."""
    return "errors.md" if page == "errors" else f"api/{page}.md"


def exceptions() -> str:
    """The entries of the exceptions, which end the page that tells of them."""
    return "".join(_sections(PAGES["errors"][1])).replace("## The tree", "## In the API")


def tree() -> str:
    """The exceptions as the module draws them."""
    drawn = re.search(r"```text\n(.*?)```", errors.__doc__ or "", re.DOTALL)
    return f"{drawn[0]}\n" if drawn else ""


def _link(name: str) -> str:
    return f"[`{name}`](#{FACE}.{name})"


def _entry(name: str) -> str:
    room, _, last = name.rpartition(".")
    home = ".".join(filter(None, (FACE, room)))
    value = public()[name]
    head = f".. py:currentmodule:: {home}\n\n"
    if isinstance(value, type):
        members = "   :members:\n" + ("   :undoc-members:\n" if _is_enum(value) else "")
        return f"{head}.. autoclass:: {home}.{last}\n{members}\n"
    if inspect.isfunction(value):
        return f"{head}.. autofunction:: {home}.{last}\n\n"
    return f"{head}.. py:data:: {last}\n\n   {constant(value, name)}\n\n"


def _is_enum(value: type) -> bool:
    return issubclass(value, enum.Enum)


@functools.cache
def _told(path: Path) -> Mapping[str, str]:
    """What the text after each name of a module says of it."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    found: dict[str, str] = {}
    for before, node in itertools.pairwise(body):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            for name in _assigned(before):
                found[name] = str(node.value.value)
    return found


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return (one.id for one in targets if isinstance(one, ast.Name))


def constant(value: object, name: str) -> str:
    """What a constant is: the text after it in its module, and the value where that is short."""
    room, _, last = name.rpartition(".")
    folder = Path(importlib.import_module(FACE).__file__ or "").parent / room
    told = next(
        (found[last] for path in sorted(folder.rglob("*.py")) if last in (found := _told(path))), ""
    )
    sentence = " ".join(told.replace("`", "``").split())
    kinds = get_args(value)
    shown = repr(value)
    if kinds:
        one_of = ", ".join(f":py:class:`{one.__name__}`" for one in kinds)
        return f"{sentence} One of {one_of}.".strip()
    return f"{sentence} ``{shown}``".strip() if len(shown) < LONGEST else sentence


LONGEST = 120
"""How long a value may be to be shown."""
