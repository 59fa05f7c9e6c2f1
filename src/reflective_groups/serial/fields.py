"""What the classes of the model look like to a document: fields, tags, words and bounds.

The converter and the JSON Schema both read this, so that they say the same.
"""

from __future__ import annotations

import enum
import functools
import sys
import types
import typing
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from reflective_groups.model import roles
from reflective_groups.model.group import Person
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.money import Budget
from reflective_groups.model.parts import PARTS, Sequence
from reflective_groups.model.roles import Move, Role
from reflective_groups.model.series import Occasion, Series
from reflective_groups.model.timebox import Count, Share, Timebox
from reflective_groups.model.value import Many, Text
from reflective_groups.serial.spelling import NEAR_MOMENT, SUM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Hint: TypeAlias = Any
"""What stands after the colon of a field: a class, a union, a tuple of so many."""

Validator: TypeAlias = Any
"""What attrs takes for one: a bound, a function, several in one."""

UNTAGGED = (Timebox, Count)
"""In a union these are the ones without a `"type"`."""
SPOKEN = (Timebox, Share, Count)
"""These are written with all their fields, also those at their default."""


@functools.cache
def fields_of(cls: type) -> Mapping[str, attrs.Attribute[Any]]:
    """The fields of a class by the names that a document has for them, with real types.

    >>> fields_of(Role)["brings"].type
    <class 'bool'>
    """
    fields = [field for field in attrs.fields(cls) if field.init]
    told = types.SimpleNamespace(__annotations__={field.name: field.type for field in fields})
    hints = typing.get_type_hints(told, globalns=vars(sys.modules[cls.__module__]))
    return {field.alias or field.name: field.evolve(type=hints[field.name]) for field in fields}


def is_required(field: attrs.Attribute[Any]) -> bool:
    """Whether a document has to give the field."""
    return field.default is attrs.NOTHING


def is_tuple(kind: Hint) -> bool:
    """Whether a type is a tuple of other types."""
    origin: object = typing.get_origin(kind)
    return origin is tuple


def is_enum(kind: Hint) -> bool:
    """Whether a type is a closed set of words."""
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def is_union(kind: Hint) -> bool:
    """Whether a type is several."""
    return typing.get_origin(kind) in {typing.Union, types.UnionType}


def members_of(kind: Hint) -> tuple[tuple[type, ...], bool]:
    """The types in a union apart from `None`, and whether `None` is in it.

    >>> members_of(int | None)
    ((<class 'int'>,), True)
    """
    members = typing.get_args(kind)
    return tuple(one for one in members if one is not types.NoneType), types.NoneType in members


def tag_of(cls: type) -> str:
    """The class's name in lower case with underscores: its tag in a union, its kind of document.

    >>> tag_of(Timebox), tag_of(type("PerHolder", (), {}))
    ('timebox', 'per_holder')
    """
    return "".join(
        f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__
    ).lstrip("_")


WORDS: Mapping[type, Mapping[str, object]] = {
    cls: {value.name: value for value in vars(roles).values() if type(value) is cls}
    for cls in (Role, Move)
}
"""Values that a document may name by one word, and does: the roles and moves everybody knows."""


@attrs.frozen
class Rows:
    """Bounds of rows in a row: how many rows, and how many items in each."""

    rows: Many
    items: Many


_PAIRS = Rows(Many(of=tuple, most=2_000), Many(of=str, least=2, most=2, distinct=True))

_TOLD_IN_CODE: Mapping[tuple[type, str], object] = {
    (Sequence, "parts"): Many(of=PARTS, least=1),
    (Person, "trained_in"): Many(of=str),
    (Budget, "cost"): Text(pattern=SUM),
    (Budget, "income"): Text(pattern=SUM),
    (Budget, "paying"): Text(pattern=SUM),
    (Meeting, "start"): Text(pattern=NEAR_MOMENT),
    (Meeting, "small_groups"): Rows(Many(of=tuple), Many(of=str, least=1)),
    (Occasion, "start"): Text(pattern=NEAR_MOMENT),
    (Series, "start"): Text(pattern=NEAR_MOMENT),
    (Series, "met"): Rows(Many(of=tuple, most=5_000), Many(of=str, least=2, distinct=True)),
    (Series, "apart"): _PAIRS,
    (Series, "together"): _PAIRS,
}
"""Bounds that a class checks in a function of its own; the tests hold these against it."""


def bounds_of(cls: type, name: str) -> tuple[object, ...]:
    """The bounds of a field, as the data they are told in.

    >>> [bound.most for bound in bounds_of(Person, "name")]
    [200]
    """
    told = _TOLD_IN_CODE.get((cls, name))
    return (told,) if told else tuple(_flat(fields_of(cls)[name].validator))


def _flat(validator: Validator) -> Iterator[object]:
    """A validator, or those that attrs has joined into it."""
    inner = getattr(validator, "_validators", None) or getattr(validator, "validator", None)
    if inner is None:
        yield validator
    elif isinstance(inner, tuple):
        joined: tuple[Validator, ...] = inner  # pyright: ignore[reportUnknownVariableType]
        for one in joined:
            yield from _flat(one)
    else:
        yield from _flat(inner)
