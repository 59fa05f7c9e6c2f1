"""JSON Schema of a document, from the classes and the very bounds that refuse a bad value."""

from __future__ import annotations

import datetime as dt
import decimal
import typing
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.model.cadence import OneOf
from reflective_groups.model.group import Person
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.value import KEY, LINE, Length, Many, Number, Text
from reflective_groups.serial.envelope import FORMAT_VERSION, document_class, format_of
from reflective_groups.serial.fields import (
    UNTAGGED,
    WORDS,
    Rows,
    bounds_of,
    fields_of,
    is_enum,
    is_required,
    is_tuple,
    is_union,
    members_of,
    tag_of,
)
from reflective_groups.serial.intake import LARGEST, LIMITS
from reflective_groups.serial.spelling import CLOCK, DAY, LENGTH, MOMENT, MONEY, SOME_LENGTH
from reflective_groups.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reflective_groups.serial.fields import Hint

Shape = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COMMENT = (
    "The reader also refuses what no schema can tell: a document that is too large, numbers that "
    "contradict each other, names that are not in the group, dates that are not in the calendar."
)


def json_schema(cls: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the documents of a class, with the bounds of its validators.

    >>> from reflective_groups import Timebox
    >>> json_schema(Timebox)["required"]
    []
    >>> sorted(json_schema(Timebox)["properties"])
    ['format', 'format_version', 'least', 'most', 'usual']

    A document that it refuses, `loads` refuses too. It tells the format that `dumps` writes; what
    people may write in TOML besides is not in it.
    """
    book = _Book()
    whole = book.body(document_class(cls))
    envelope = {"format": {"const": format_of(cls)}, "format_version": {"const": FORMAT_VERSION}}
    return {
        "$schema": _DIALECT,
        "$comment": _COMMENT,
        "title": cls.__name__,
        **whole,
        "properties": {**envelope, **whole["properties"]},
        "$defs": dict(sorted(book.shapes.items())),
    }


class _Book:
    """The shapes that one schema refers to, each written once."""

    def __init__(self) -> None:
        self.shapes: dict[str, Shape] = {}

    def body(self, cls: type, tag: str = "") -> Shape:
        """The shape of a class as an object."""
        fields = fields_of(cls)
        told = (cls.__doc__ or "").partition("\n")[0]
        required = [name for name, field in fields.items() if is_required(field)]
        return {
            "description": told,
            "type": "object",
            "properties": {
                **({"type": {"const": tag}} if tag else {}),
                **{name: self.field(cls, name) for name in fields},
            },
            "required": ["type", *required] if tag else required,
            "additionalProperties": False,
        }

    def field(self, cls: type, name: str) -> Shape:
        """The shape of a field within its bounds."""
        return self.shape(fields_of(cls)[name].type, bounds_of(cls, name))

    def shape(self, kind: Hint, bounds: tuple[object, ...] = ()) -> Shape:
        """The shape of a type."""
        if is_union(kind):
            return self.union(kind, bounds)
        if is_tuple(kind):
            return self.row(kind, bounds)
        if attrs.has(kind):
            return self.either(kind)
        if is_enum(kind):
            return {"enum": [term.value for term in kind]}
        return self.single(kind, bounds)

    def single(self, kind: type, bounds: tuple[object, ...]) -> Shape:
        """The shape of a single value."""
        if kind is dt.timedelta:
            return self.length(bounds)
        if kind in _SINGLE:
            return _SINGLE[kind](bounds)
        message = f"no document holds a {kind}"
        raise TypeError(message)

    def length(self, bounds: tuple[object, ...]) -> Shape:
        """A length of time: a reference, for its pattern is long."""
        above_zero = any(isinstance(one, Length) and one.above_zero for one in bounds)
        name, pattern = ("some_length", SOME_LENGTH) if above_zero else ("length", LENGTH)
        self.shapes[name] = {
            "description": "A length of time in ISO 8601, such as PT20M or PT7M30S.",
            "type": "string",
            "pattern": _whole(pattern),
        }
        return {"$ref": f"#/$defs/{name}"}

    def row(self, kind: Hint, bounds: tuple[object, ...]) -> Shape:
        """The shape of a list."""
        kinds = typing.get_args(kind)
        if kinds[-1] is not Ellipsis:
            items = [self.shape(one) for one in kinds]
            size = len(items)
            return {
                "type": "array",
                "prefixItems": items,
                "items": False,
                "minItems": size,
                "maxItems": size,
            }
        rows = next((one for one in bounds if isinstance(one, Rows)), None)
        if rows is not None:
            inside = self.row(kinds[0], (rows.items,))
            return {"type": "array", "items": inside, "maxItems": rows.rows.most}
        told: Shape = {"type": "array", "items": self.shape(kinds[0])}
        for one in bounds:
            if isinstance(one, Many):
                told |= {"minItems": one.least} if one.least else {}
                told |= {"maxItems": one.most}
                told |= {"uniqueItems": True} if one.distinct else {}
        return told

    def union(self, kind: Hint, bounds: tuple[object, ...]) -> Shape:
        """The shape of one type or another, or of nothing."""
        members, optional = members_of(kind)
        if len(members) == 1:
            told = self.shape(members[0], bounds)
        else:
            told = {"anyOf": [self.refer(cls, tagged=cls not in UNTAGGED) for cls in members]}
        return _or_null(told) if optional else told

    def either(self, cls: type) -> Shape:
        """A class as an object, or as a word that stands for a value."""
        told = self.refer(cls)
        if cls in WORDS:
            return {"anyOf": [{"enum": list(WORDS[cls])}, told]}
        if cls is Person:
            return {"anyOf": [_text((LINE,)), told]}
        if cls is Protocol:
            return {"anyOf": [_text((KEY,)), told]}
        if cls is Source:
            return {"anyOf": [_text(()), told]}
        return told

    def refer(self, cls: type, *, tagged: bool = False) -> Shape:
        """A reference to a class, whose shape is put down once."""
        name = tag_of(cls) if tagged else cls.__name__
        if name not in self.shapes:
            self.shapes[name] = {}  # a part may hold itself
            self.shapes[name] = self.body(cls, tag_of(cls) if tagged else "")
        return {"$ref": f"#/$defs/{name}"}


def _whole(pattern: str) -> str:
    """A pattern for the whole text; in JSON Schema one may match anywhere."""
    return f"^(?:{pattern})$"


def _text(bounds: tuple[object, ...]) -> Shape:
    told: Shape = {"type": "string", "maxLength": LIMITS.text}
    for one in bounds:
        if isinstance(one, Text):
            told |= {"minLength": one.least} if one.least else {}
            told |= {"maxLength": one.most}
            told |= {"pattern": _whole(one.pattern)} if one.pattern else {}
    return told


def _number(noun: str, bounds: tuple[object, ...]) -> Shape:
    told: Shape = {"type": noun, "minimum": -LARGEST, "maximum": LARGEST}
    for one in bounds:
        if isinstance(one, Number):
            told |= {"minimum": one.least, "maximum": one.most}
        if isinstance(one, OneOf):
            return {"enum": list(one.of)}
    return told


def _or_null(told: Shape) -> Shape:
    if "enum" in told:
        return {"enum": [*told["enum"], None]}
    if isinstance(told.get("type"), str):
        return {**told, "type": [told["type"], "null"]}
    if "anyOf" in told:
        return {"anyOf": [*told["anyOf"], {"type": "null"}]}
    return {"anyOf": [told, {"type": "null"}]}


def _moment(bounds: tuple[object, ...]) -> Shape:
    return {"type": "string", "pattern": _pattern(bounds, MOMENT)}


def _money(bounds: tuple[object, ...]) -> Shape:
    return {"type": "string", "maxLength": LIMITS.text, "pattern": _pattern(bounds, MONEY)}


def _pattern(bounds: tuple[object, ...], usual: str) -> str:
    patterns = (one.pattern for one in bounds if isinstance(one, Text))
    return _whole(next(patterns, None) or usual)


_SINGLE: Mapping[type, Callable[[tuple[object, ...]], Shape]] = {
    str: _text,
    bool: lambda _: {"type": "boolean"},
    int: lambda bounds: _number("integer", bounds),
    float: lambda bounds: _number("number", bounds),
    dt.datetime: _moment,
    dt.date: lambda _: {"type": "string", "pattern": _whole(DAY)},
    dt.time: lambda _: {"type": "string", "pattern": _whole(CLOCK)},
    decimal.Decimal: _money,
}
