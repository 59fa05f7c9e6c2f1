"""A hash of content that is the same on every machine and Python version."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.model.value import default_of, fields_of
from reflective_groups.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def content_hash(value: object) -> str:
    """The SHA-256 of a value's content.

    >>> from reflective_groups import Role
    >>> content_hash(Role("scribe")) == content_hash(Role("scribe"))
    True

    Fields at their default do not count, so that a later version of the library with one field
    more gives the same hash to the same content.
    """
    text = json.dumps(canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"


def sources_of(value: object) -> tuple[Source, ...]:
    """Every source that a value cites anywhere inside it, in the order of first mention.

    >>> from reflective_groups import CATALOGUE
    >>> [source.key for source in sources_of(CATALOGUE["balint.series"].size)]
    ['B17', 'B33', 'B35']
    """
    return tuple(dict.fromkeys(_sources(value)))


def _sources(value: object) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from _sources(item)
    elif attrs.has(type(value)):
        for field in fields_of(value):
            yield from _sources(getattr(value, field.name))


def canonical(value: object) -> object:
    """A value as plain JSON data in which order and spelling are fixed.

    >>> canonical(dt.timedelta(minutes=1))
    {'us': 60000000}
    """
    if attrs.has(type(value)):
        told: dict[str, object] = {"": type(value).__name__}
        for field in fields_of(value):
            item = getattr(value, field.name)
            if item != default_of(field):
                told[field.name] = canonical(item)
        return told
    if isinstance(value, tuple):
        return [canonical(item) for item in cast("tuple[object, ...]", value)]
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    message = f"no canonical form for {type(value).__name__}"
    raise TypeError(message)


def _same(value: object) -> object:
    return value


_FORMS: tuple[tuple[type | tuple[type, ...], Callable[[Any], object]], ...] = (
    (enum.Enum, lambda term: term.value),
    (dt.timedelta, lambda length: {"us": length // dt.timedelta(microseconds=1)}),
    (dt.datetime, lambda moment: f"{moment.isoformat()}[{moment.tzinfo}]"),
    ((dt.date, dt.time), lambda moment: moment.isoformat()),
    (decimal.Decimal, lambda money: f"{money.normalize():f}"),
    (float, lambda number: int(number) if number.is_integer() else number),
    ((bool, int, str, type(None)), _same),
)
"""How each kind of plain value is written; the first that fits."""
