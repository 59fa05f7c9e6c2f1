"""Seats at the table and what each may do: roles, floors and the moves to steer away from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.value import NAME, PROSE, Kind, Many, Term, Value, to_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable


@attrs.frozen(repr=False)
class Role(Value):
    """A named seat; a value and not an enum, so that you can add your own.

    >>> SCRIBE = Role("scribe")
    >>> str(SCRIBE)
    'scribe'

    `brings` says that whoever sits here brings the matter that is worked on: a presenter,
    a coachee, a client. Such a role moves on when a part is held again.
    """

    name: str = attrs.field(validator=NAME)
    brings: bool = attrs.field(default=False, kw_only=True, validator=Kind(bool))

    def __str__(self) -> str:
        return self.name.replace("_", " ")


LEADER = Role("leader")
CO_LEADER = Role("co_leader")
MODERATOR = Role("moderator")
FACILITATOR = Role("facilitator")
HOST = Role("host")
SUPERVISOR = Role("supervisor")
TIMEKEEPER = Role("timekeeper")
MEMBER = Role("member")
OBSERVER = Role("observer")
CONSULTANT = Role("consultant")
INTERVIEWER = Role("interviewer")
REFLECTING_TEAM = Role("reflecting_team")
COACH = Role("coach")
PRESENTER = Role("presenter", brings=True)
COACHEE = Role("coachee", brings=True)
CLIENT = Role("client", brings=True)
EVERYONE = Role("everyone")
"""Whoever is in the room, leaders included."""


@attrs.frozen(repr=False)
class Move(Value):
    """Something a speaker may do that a floor steers away from.

    >>> str(ADVICE)
    'advice'
    """

    name: str = attrs.field(validator=NAME)

    def __str__(self) -> str:
        return self.name.replace("_", " ")


ADVICE = Move("advice")
CRITICISM = Move("criticism")
SUGGESTED_IMPROVEMENTS = Move("suggested_improvements")
DIAGNOSTIC_LANGUAGE = Move("diagnostic_language")
SOLUTIONS = Move("solutions")
TEACHING = Move("teaching")
INTERROGATION = Move("interrogation")
JUDGEMENT = Move("judgement")
OWN_CASE = Move("own_case")
PERSONAL_HISTORY = Move("personal_history")
SUMMARY = Move("summary")


class Act(Term):
    """What a role may do while a floor holds."""

    LEAD = "lead"
    SPEAK = "speak"
    ASK = "ask"
    ANSWER = "answer"


class Order(Term):
    """Who comes next."""

    OPEN = "open"
    """Whoever speaks."""
    IN_TURN = "in_turn"
    """Round the circle, each once."""


class Questions(Term):
    """Which questions a floor is for."""

    ANY = "any"
    FACTUAL = "factual"
    """Clarification of facts only."""
    OPEN = "open"
    """Questions that open thought and hold no answer in them."""


class AdvicePolicy(Term):
    """Whether advice has a place."""

    UNSTATED = "unstated"
    FORBIDDEN = "forbidden"
    DISCOURAGED = "discouraged"
    """Possible, and not what the time is for."""
    SPARING = "sparing"
    """From the one who brings the matter first, from others only with care."""
    INVITED = "invited"


def to_roles(values: Iterable[Role]) -> tuple[Role, ...]:
    """A tuple of roles."""
    return to_tuple(values)


def to_moves(values: Iterable[Move]) -> tuple[Move, ...]:
    """A tuple of moves."""
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class SitBack(Value):
    """A role's withdrawal from the conversation, also called push-back.

    >>> back = SitBack(
    ...     role=PRESENTER,
    ...     how="sit back from the circle, and listen",
    ...     online="move further from the screen",
    ... )
    >>> back.role == PRESENTER
    True
    """

    role: Role = attrs.field(validator=Kind(Role))
    how: str = attrs.field(default="", validator=PROSE)
    online: str = attrs.field(default="", validator=PROSE)


ROLES = Many(of=Role, most=20, distinct=True)


@attrs.frozen(kw_only=True, repr=False)
class Floor(Value):
    """Who may do what while a phase lasts.

    >>> floor = Floor(leads=(LEADER,), speaks=(MEMBER,), silent=(PRESENTER,))
    >>> floor.may(PRESENTER, Act.SPEAK), floor.may(MEMBER, Act.SPEAK)
    (False, True)

    A role that is not named listens. `EVERYONE` covers each role that is not silenced.
    Raises `ModelError` where a silent role also speaks, asks, answers or leads.
    """

    leads: tuple[Role, ...] = attrs.field(default=(), converter=to_roles, validator=ROLES)
    speaks: tuple[Role, ...] = attrs.field(default=(), converter=to_roles, validator=ROLES)
    asks: tuple[Role, ...] = attrs.field(default=(), converter=to_roles, validator=ROLES)
    answers: tuple[Role, ...] = attrs.field(default=(), converter=to_roles, validator=ROLES)
    silent: tuple[Role, ...] = attrs.field(default=(), converter=to_roles, validator=ROLES)
    order: Order = attrs.field(default=Order.OPEN, validator=Kind(Order))
    questions: Questions = attrs.field(default=Questions.ANY, validator=Kind(Questions))
    advice: AdvicePolicy = attrs.field(default=AdvicePolicy.UNSTATED, validator=Kind(AdvicePolicy))
    steer_away: tuple[Move, ...] = attrs.field(
        default=(), converter=to_moves, validator=Many(of=Move, most=30, distinct=True)
    )
    sit_back: SitBack | None = attrs.field(default=None, validator=Kind(SitBack, optional=True))

    def __attrs_post_init__(self) -> None:
        both = [role for role in self.silent if self.acts_of(role)]
        if both:
            message = f"Floor: {both[0]} is silent and cannot also have the floor"
            raise ModelError(message)

    def acts_of(self, role: Role) -> tuple[Act, ...]:
        """What is given to a role by its own name.

        >>> Floor(speaks=(PRESENTER,)).acts_of(PRESENTER)
        (Act.SPEAK,)
        """
        given = zip(Act, (self.leads, self.speaks, self.asks, self.answers), strict=True)
        return tuple(act for act, roles in given if role in roles)

    def may(self, role: Role, act: Act) -> bool:
        """Whether a role may do something now, by its own name or as one of everyone.

        >>> Floor(speaks=(EVERYONE,)).may(PRESENTER, Act.SPEAK)
        True
        """
        if role in self.silent:
            return False
        return act in self.acts_of(role) or act in self.acts_of(EVERYONE)

    def sits_back(self, does: str = "") -> Role | None:
        """The role that sits back here: as named, or in a discussion whoever brings the matter.

        >>> Floor(speaks=(MEMBER,), silent=(PRESENTER,)).sits_back("discuss") == PRESENTER
        True
        """
        if self.sit_back is not None:
            return self.sit_back.role
        silent = (role for role in self.silent if role.brings)
        return next(silent, None) if does == "discuss" else None

    @property
    def has_floor(self) -> tuple[Role, ...]:
        """Each role that may speak, ask or answer, in that order.

        >>> Floor(asks=(MEMBER,), answers=(PRESENTER,)).has_floor == (MEMBER, PRESENTER)
        True
        """
        return tuple(dict.fromkeys((*self.speaks, *self.asks, *self.answers)))

    @property
    def named(self) -> tuple[Role, ...]:
        """Each role the floor speaks of.

        >>> Floor(silent=(PRESENTER,)).named == (PRESENTER,)
        True
        """
        everyone = (*self.leads, *self.has_floor, *self.silent)
        back = (self.sit_back.role,) if self.sit_back else ()
        return tuple(dict.fromkeys((*everyone, *back)))

    def __str__(self) -> str:
        said = (
            ("led by", self.leads),
            ("speaking:", self.speaks),
            ("asking:", self.asks),
            ("answering:", self.answers),
            ("silent:", self.silent),
        )
        return "; ".join(f"{what} {spoken(roles)}" for what, roles in said if roles)


def spoken(roles: Iterable[Role]) -> str:
    """Roles in a row, as said.

    >>> spoken((LEADER, CO_LEADER))
    'leader, co leader'
    """
    return ", ".join(map(str, roles))
