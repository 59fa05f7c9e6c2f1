"""The people: who they are to the group, never what they say in it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.frame import Confidentiality, Device, Setting
from reflective_groups.model.value import (
    LINE,
    Kind,
    Many,
    Number,
    Term,
    Text,
    Value,
    to_names,
    to_tuple,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflective_groups.display.scene import Scene

_KNOWN = Kind(bool, optional=True)
_NAMES = Many(of=str, most=200)


class Accreditation(Term):
    """How far somebody has come towards a society's accreditation as a leader."""

    NONE = "none"
    WORKING_TOWARDS = "working_towards"
    ACCREDITED = "accredited"


class LeadersTalk(Term):
    """How leaders talk to each other during an online meeting."""

    OPENLY = "openly"
    PRIVATELY = "privately"


def _disciplines(values: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if values is None else to_tuple(values)


def _optional_names(
    instance: object, attribute: attrs.Attribute[Any], value: tuple[str, ...] | None
) -> None:
    if value is not None:
        _NAMES(instance, attribute, value)


@attrs.frozen(repr=False)
class Person(Value):
    """Somebody in the group; what is `None` is not known, which is not the same as no.

    >>> ann = Person("Ann", trained_in=("balint",), accreditation=Accreditation.ACCREDITED)
    >>> ann.is_trained_in("balint"), Person("Ben").is_trained_in("balint")
    (True, None)

    `trained_in=()` says that somebody has no training. `manages` names people in this group.
    """

    name: str = attrs.field(validator=LINE)
    profession: str = attrs.field(default="", kw_only=True, validator=Text(most=200))
    trained_in: tuple[str, ...] | None = attrs.field(
        default=None, kw_only=True, converter=_disciplines, validator=_optional_names
    )
    accreditation: Accreditation | None = attrs.field(
        default=None, kw_only=True, validator=Kind(Accreditation, optional=True)
    )
    was_member: bool | None = attrs.field(default=None, kw_only=True, validator=_KNOWN)
    supervised: bool | None = attrs.field(default=None, kw_only=True, validator=_KNOWN)
    psychodynamic: bool | None = attrs.field(default=None, kw_only=True, validator=_KNOWN)
    device: Device | None = attrs.field(
        default=None, kw_only=True, validator=Kind(Device, optional=True)
    )
    good_connection: bool | None = attrs.field(default=None, kw_only=True, validator=_KNOWN)
    manages: tuple[str, ...] = attrs.field(
        default=(), kw_only=True, converter=to_names, validator=_NAMES
    )
    senior: bool | None = attrs.field(default=None, kw_only=True, validator=_KNOWN)
    """A senior leader of the members' organisation."""

    site: str = attrs.field(default="", kw_only=True, validator=Text(most=200))
    """Where somebody works, for small groups that keep sites apart."""

    def is_trained_in(self, discipline: str) -> bool | None:
        """Whether somebody is trained in a discipline, or `None` where that is not known.

        >>> Person("Ann", trained_in=("Balint leadership",)).is_trained_in("balint")
        True

        The discipline has to be one of the words of what somebody lists, in any case.
        """
        if self.trained_in is None:
            return None
        words = (word for entry in self.trained_in for word in (entry, *re.split(r"\W+", entry)))
        return discipline.casefold() in {word.casefold() for word in words}

    def __str__(self) -> str:
        return self.name


@attrs.frozen(kw_only=True, repr=False)
class Room(Value):
    """What is known of the room; `None` is not known.

    >>> Room(circle=True).undisturbed is None
    True
    """

    circle: bool | None = attrs.field(default=None, validator=_KNOWN)
    every_meeting: bool | None = attrs.field(default=None, validator=_KNOWN)
    undisturbed: bool | None = attrs.field(default=None, validator=_KNOWN)
    unheard: bool | None = attrs.field(default=None, validator=_KNOWN)


@attrs.frozen(kw_only=True, repr=False)
class Agreements(Value):
    """What the group has agreed; `None` is not known.

    >>> Agreements(ground_rules=True).reports_outside is None
    True
    """

    ground_rules: bool | None = attrs.field(default=None, validator=_KNOWN)
    confidentiality: Confidentiality | None = attrs.field(
        default=None, validator=Kind(Confidentiality, optional=True)
    )
    voluntary_presenting: bool | None = attrs.field(default=None, validator=_KNOWN)
    reports_outside: bool | None = attrs.field(default=None, validator=_KNOWN)
    leaders_talk: LeadersTalk | None = attrs.field(
        default=None, validator=Kind(LeadersTalk, optional=True)
    )
    interviewed: bool | None = attrs.field(default=None, validator=_KNOWN)
    speaking_signal: bool | None = attrs.field(default=None, validator=_KNOWN)


def _people(values: Iterable[Person | str]) -> tuple[Person, ...]:
    row = to_tuple(values)
    if not isinstance(row, tuple):  # pyright: ignore[reportUnnecessaryIsInstance]  # the bound refuses it
        return row
    return tuple(Person(one) if isinstance(one, str) else one for one in row)


@attrs.frozen(kw_only=True, repr=False)
class Group(Value, Drawn):
    """The people who meet, and where.

    >>> group = Group(members=("Ann", "Ben", "Cem"), leaders=(Person("Dot", supervised=True),))
    >>> str(group)
    '3 members and 1 leader, in person'

    A name alone stands for a person of whom nothing else is known. `visible_on_screen` is how
    many people everybody can see at once. Raises `ModelError` where two people share a name.
    """

    members: tuple[Person, ...] = attrs.field(
        default=(), converter=_people, validator=Many(of=Person)
    )
    leaders: tuple[Person, ...] = attrs.field(
        default=(), converter=_people, validator=Many(of=Person, most=20)
    )
    setting: Setting = attrs.field(default=Setting.IN_PERSON, validator=Kind(Setting))
    room: Room | None = attrs.field(default=None, validator=Kind(Room, optional=True))
    visible_on_screen: int | None = attrs.field(
        default=None, validator=Number(least=1, most=1_000, optional=True)
    )
    agreements: Agreements = attrs.field(factory=Agreements, validator=Kind(Agreements))

    def __attrs_post_init__(self) -> None:
        names = [person.name for person in self.everyone]
        twins = sorted({name for name in names if names.count(name) > 1})
        if twins:
            message = f"Group: two people share a name: {', '.join(twins)}"
            raise ModelError(message)

    @property
    def everyone(self) -> tuple[Person, ...]:
        """Leaders, then members.

        >>> [person.name for person in Group(members=("Ann",), leaders=("Dot",)).everyone]
        ['Dot', 'Ann']
        """
        return (*self.leaders, *self.members)

    @property
    def managed(self) -> tuple[tuple[str, str], ...]:
        """Members of whom one manages the other, as pairs in the order of the group.

        >>> Group(members=(Person("Ann", manages=("Cem",)), "Ben", "Cem")).managed
        (('Ann', 'Cem'),)
        """
        names = [one.name for one in self.members]
        pairs = {frozenset((one.name, name)) for one in self.members for name in one.manages}
        return tuple(pair for pair in itertools.combinations(names, 2) if frozenset(pair) in pairs)

    @property
    def online(self) -> bool:
        """Whether somebody joins through a screen.

        >>> Group(setting=Setting.HYBRID).online
        True
        """
        return self.setting is not Setting.IN_PERSON

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import group_scene

        return group_scene(self)

    def __str__(self) -> str:
        members, leaders = len(self.members), len(self.leaders)
        return (
            f"{members} member{'' if members == 1 else 's'} and "
            f"{leaders} leader{'' if leaders == 1 else 's'}, {self.setting}"
        )
