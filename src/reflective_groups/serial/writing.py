"""Values become plain data, without what is at its default."""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import typing
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.serial import spelling
from reflective_groups.serial.fields import (
    SPOKEN,
    UNTAGGED,
    WORDS,
    fields_of,
    is_enum,
    is_tuple,
    is_union,
    members_of,
    tag_of,
)
from reflective_groups.serial.problems import refused
from reflective_groups.sources import Source
from reflective_groups.sources.bibliography import BIBLIOGRAPHY

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable

    from cattrs import Converter

    from reflective_groups.serial.fields import Hint
    from reflective_groups.serial.problems import Data

    Write = Callable[[Any], Data]


def register(made: Converter) -> None:
    """Put the hooks into a converter."""
    for kind in (str, bool, int):
        made.register_unstructure_hook(kind, _as_it_is)
    made.register_unstructure_hook(float, float)
    made.register_unstructure_hook(dt.timedelta, spelling.write_length)
    made.register_unstructure_hook(dt.datetime, _write_moment)
    made.register_unstructure_hook(dt.date, dt.date.isoformat)
    made.register_unstructure_hook(dt.time, spelling.write_clock)
    made.register_unstructure_hook(decimal.Decimal, spelling.write_money)
    made.register_unstructure_hook_factory(is_enum, _enum_writer)
    made.register_unstructure_hook_factory(is_tuple, functools.partial(_write_tuple, made))
    made.register_unstructure_hook_factory(is_union, functools.partial(_write_union, made))
    made.register_unstructure_hook_factory(attrs.has, functools.partial(_write_class, made))


def _as_it_is(value: object) -> object:
    return value


def _write_moment(moment: dt.datetime) -> str:
    try:
        return spelling.write_moment(moment)
    except ValueError as error:
        raise refused([((), str(error))]) from None


def _enum_writer(_: Hint) -> Write:
    return _write_enum


def _write_enum(value: enum.Enum) -> object:
    return value.value


def _write_tuple(made: Converter, kind: Hint) -> Write:
    kinds = typing.get_args(kind)
    if kinds[-1] is Ellipsis:
        return lambda value: [made.unstructure(item, kinds[0]) for item in value]
    return lambda value: [made.unstructure(*both) for both in zip(value, kinds, strict=True)]


def _write_union(made: Converter, kind: Hint) -> Write:
    members, _ = members_of(kind)
    inner: Hint = members[0]

    def write_tagged(value: object) -> Data:
        cls: type = type(value)
        data = made.unstructure(value)
        return data if value is None or cls in UNTAGGED else {"type": tag_of(cls), **data}

    def write_optional(value: object) -> Data:
        return None if value is None else made.unstructure(value, inner)

    return write_optional if len(members) == 1 else write_tagged


def _write_class(made: Converter, cls: type) -> Write:
    whole = whole_writer(made, cls)
    words = BIBLIOGRAPHY if cls is Source else WORDS.get(cls)
    if words is None:
        return whole
    names = {value: word for word, value in words.items()}
    return lambda value: names.get(value) or whole(value)


@functools.cache
def whole_writer(made: Converter, cls: type) -> Write:
    """Write a class as an object, never as a word that stands for a value."""
    from cattrs import gen

    make = cast("Any", gen).make_dict_unstructure_fn_from_attrs
    write: Write = make(
        list(fields_of(cls).values()),
        cls,
        made,
        _cattrs_omit_if_default=cls not in SPOKEN,
        _cattrs_use_alias=True,
    )
    return write
