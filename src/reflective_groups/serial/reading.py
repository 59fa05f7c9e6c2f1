"""Plain data become values: strict about types, and going on after a problem.

These are hooks for cattrs' dispatch by type. cattrs' own stop at the first refusal of a class and
keep no message of its validators, so these gather every problem with its path instead.
"""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import typing
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from reflective_groups.errors import ModelError, UnknownKeyError
from reflective_groups.model.group import Person
from reflective_groups.model.protocol import Protocol
from reflective_groups.serial import spelling
from reflective_groups.serial.fields import (
    UNTAGGED,
    WORDS,
    fields_of,
    is_enum,
    is_required,
    is_tuple,
    is_union,
    members_of,
    tag_of,
)
from reflective_groups.serial.problems import Unfit, kind_of, near, one_of, quoted, unfit
from reflective_groups.sources import Source
from reflective_groups.sources.bibliography import BIBLIOGRAPHY

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Iterator, Mapping

    from cattrs import Converter

    from reflective_groups.serial.fields import Hint
    from reflective_groups.serial.problems import Data, Problem

    Read = Callable[[Data, Hint], object]

T = TypeVar("T")

_MOST_PROBLEMS = 1_000
"""A list with more of them is not read on; nobody mends so many by hand."""
_MOST_UNKNOWN = 20
"""So many unknown keys of one object are told; one with more is another kind of document."""


def register(made: Converter, *, people: bool) -> None:
    """Put the hooks into a converter; people may write lengths and times in their own way."""
    made.register_structure_hook(str, _read_plain)
    made.register_structure_hook(bool, _read_plain)
    made.register_structure_hook(int, _read_whole)
    made.register_structure_hook(float, _read_real)
    made.register_structure_hook(dt.timedelta, _read_people_length if people else _read_length)
    made.register_structure_hook(dt.datetime, _read_people_moment if people else _read_moment)
    made.register_structure_hook(dt.date, _read_people_day if people else _read_day)
    made.register_structure_hook(dt.time, _read_people_clock if people else _read_clock)
    made.register_structure_hook(decimal.Decimal, _read_money)
    made.register_structure_hook_factory(is_enum, _read_enum)
    made.register_structure_hook_factory(is_tuple, functools.partial(_read_tuple, made))
    made.register_structure_hook_factory(is_union, functools.partial(_read_union, made))
    made.register_structure_hook_factory(attrs.has, functools.partial(_read_class, made))


def _read_plain(data: Data, kind: Hint) -> object:
    if type(data) is kind:
        return data
    noun = "text" if kind is str else "true or false"
    message = f"must be {noun}, got {kind_of(data)}"
    raise unfit(message)


def _read_whole(data: Data, _: Hint) -> int:
    if type(data) is int:
        return data
    if type(data) is float and data.is_integer():  # 6.0 is a whole number in JSON
        return int(data)
    told = str(data) if type(data) is float else kind_of(data)
    message = f"must be a whole number, got {told}"
    raise unfit(message)


def _read_real(data: Data, _: Hint) -> float:
    if type(data) in {int, float}:
        return float(data)
    message = f"must be a number, got {kind_of(data)}"
    raise unfit(message)


def _read_spelled(data: Data, noun: str, read: Callable[[str], T]) -> T:
    if not isinstance(data, str):
        message = f"must be {noun} in quotation marks, got {kind_of(data)}"
        raise unfit(message)
    try:
        return read(data)
    except ValueError as error:
        message = f"{error} (got {kind_of(data)})"
        raise unfit(message) from None


def _read_length(data: Data, _: Hint) -> dt.timedelta:
    return _read_spelled(data, "a length", spelling.read_length)


def _read_people_length(data: Data, _: Hint) -> dt.timedelta:
    return _read_spelled(data, "a length", spelling.read_people_length)


def _read_moment(data: Data, _: Hint) -> dt.datetime:
    return _read_spelled(data, "a date and time", spelling.read_moment)


def _read_day(data: Data, _: Hint) -> dt.date:
    return _read_spelled(data, "a day", spelling.read_day)


def _read_clock(data: Data, _: Hint) -> dt.time:
    return _read_spelled(data, "a time of day", spelling.read_clock)


def _read_people_day(data: Data, kind: Hint) -> dt.date:
    """TOML has days of its own."""
    return _read_day(data.isoformat() if type(data) is dt.date else data, kind)


def _read_people_clock(data: Data, kind: Hint) -> dt.time:
    """TOML has times of day of its own."""
    return _read_clock(data.isoformat() if type(data) is dt.time else data, kind)


def _read_people_moment(data: Data, kind: Hint) -> dt.datetime:
    """TOML has dates and times of its own; they go through the same door."""
    return _read_moment(data.isoformat() if type(data) is dt.datetime else data, kind)


def _read_money(data: Data, _: Hint) -> decimal.Decimal:
    return _read_spelled(data, "an exact number", spelling.read_money)


def _read_enum(kind: type[enum.Enum]) -> Read:
    terms: dict[object, enum.Enum] = {term.value: term for term in kind}

    def read(data: Data, _: Hint) -> enum.Enum:
        if type(data) is str and data in terms:
            return terms[data]
        words = [str(term.value) for term in kind]
        message = f"must be {one_of(words)}, got {kind_of(data)}{near(data, words)}"
        raise unfit(message)

    return read


def _read_tuple(made: Converter, kind: Hint) -> Read:
    kinds = typing.get_args(kind)
    any_number = kinds[-1] is Ellipsis

    def read(data: Data, _: Hint) -> tuple[object, ...]:
        if type(data) is not list:
            message = f"must be a list, got {kind_of(data)}"
            raise unfit(message)
        rows: list[Data] = data  # pyright: ignore[reportUnknownVariableType]
        if not any_number and len(rows) != len(kinds):
            message = f"must have {len(kinds)} items, got {len(rows)}"
            raise unfit(message)
        items: list[object] = []
        problems: list[Problem] = []
        for index, item in enumerate(rows):
            try:
                items.append(made.structure(item, kinds[0 if any_number else index]))
            except Unfit as error:
                problems.extend(error.under(index))
            if len(problems) > _MOST_PROBLEMS:
                problems.append(((), "has more problems than are told here"))
                break
        if problems:
            raise Unfit(problems)
        return tuple(items)

    return read


def _read_union(made: Converter, kind: Hint) -> Read:
    members, optional = members_of(kind)
    if len(members) != 1:
        return _read_tagged(made, members, optional=optional)
    inner: Hint = members[0]

    def read(data: Data, _: Hint) -> object:
        return None if data is None else made.structure(data, inner)

    return read


def _read_tagged(made: Converter, members: tuple[type, ...], *, optional: bool) -> Read:
    untagged = next((cls for cls in members if cls in UNTAGGED), None)
    tagged = {tag_of(cls): cls for cls in members if cls is not untagged}

    def read(data: Data, _: Hint) -> object:
        if data is None and optional:
            return None
        rest = dict(_object(data))
        tag = rest.pop("type", _NO_TAG)
        if tag is _NO_TAG and untagged:
            return made.structure(rest, cast("Hint", untagged))
        if tag is _NO_TAG:
            message = f"is missing: {one_of(tagged)}"
            raise unfit(message, "type")
        if not isinstance(tag, str) or tag not in tagged:
            message = f"must be {one_of(tagged)}, got {kind_of(tag)}{near(tag, tagged)}"
            raise unfit(message, "type")
        cls: Hint = tagged[tag]
        return made.structure(rest, cls)

    return read


_NO_TAG = object()


def _object(data: Data) -> dict[str, Data]:
    if type(data) is not dict:
        message = f"must be an object, got {kind_of(data)}"
        raise unfit(message)
    return cast("dict[str, Data]", data)


def _read_class(made: Converter, cls: type) -> Read:
    whole, from_word = whole_reader(made, cls), _FROM_WORD.get(cls)
    if from_word is None:
        return whole

    def read(data: Data, kind: Hint) -> object:
        if isinstance(data, str):
            return from_word(data)
        if type(data) is dict:
            return whole(data, kind)
        message = f"must be text or an object, got {kind_of(data)}"
        raise unfit(message)

    return read


@functools.cache
def whole_reader(made: Converter, cls: type) -> Read:
    """Read a class from an object, never from a word that stands for a value."""
    fields = fields_of(cls)
    required = [name for name, field in fields.items() if is_required(field)]

    def read(data: Data, _: Hint) -> object:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        unknown: list[str] = []
        for name, item in _object(data).items():
            if name not in fields:
                unknown.append(name)
                continue
            try:
                values[name] = made.structure(item, cast("type", fields[name].type))
            except Unfit as error:
                problems.extend(error.under(name))
        problems.extend(_unknown(unknown, fields))
        problems.extend(((name,), "is missing") for name in required if name not in data)
        problems.extend(_refused(cls, values))
        if problems:
            raise Unfit(problems)
        try:
            return cls(**values)
        except Exception as error:  # noqa: BLE001 -- a class may refuse in any way; we say what
            raise Unfit([_told(cls, error)]) from None

    return read


def _unknown(names: list[str], fields: Mapping[str, object]) -> Iterator[Problem]:
    for name in names[:_MOST_UNKNOWN]:
        yield (name,), f"is not known here{near(name, fields)}"
    if len(names) > _MOST_UNKNOWN:
        yield (), f"has {len(names) - _MOST_UNKNOWN} more keys that are not known here"


def _refused(cls: type, values: Mapping[str, object]) -> Iterator[Problem]:
    """What the fields' own validators say of values as they stand in the document.

    A class itself stops at the first, and a converter of its own may mend or trim before that.
    """
    blank = cast("Any", cls).__new__(cls)
    fields = fields_of(cls)
    for name, value in values.items():
        field: Any = fields[name]
        if field.validator is None:
            continue
        try:
            field.validator(blank, field, value)
        except ModelError as error:
            yield _told(cls, error, name)
        except AttributeError:  # it looks at another field too, and runs again with all of them
            continue


def _told(cls: type, error: Exception, name: str = "") -> Problem:
    """An error as a problem; where it names a field, that becomes part of the path."""
    message = str(error)
    if isinstance(error, ArithmeticError):
        message = f"holds numbers that cannot be calculated with: {message}"
    elif not isinstance(error, ModelError):
        message = f"cannot be used: {message or type(error).__name__}"
    head, colon, rest = message.partition(": ")
    if colon and head == cls.__name__:
        return ((name,) if name else ()), rest
    owner, dot, field = head.partition(".")
    if colon and dot and owner == cls.__name__ and field in fields_of(cls):
        return (field,), rest
    return ((name,) if name else ()), message


def _person(word: str) -> Person:
    try:
        return Person(word)
    except ModelError as error:
        raise unfit(str(error).removeprefix("Person.name: ")) from None


def _protocol(word: str) -> Protocol:
    from reflective_groups.protocols import CATALOGUE

    try:
        return CATALOGUE[word]
    except UnknownKeyError as error:
        raise unfit(str(error)) from None


def _source(word: str) -> Source:
    if word not in BIBLIOGRAPHY:
        message = f"no source {quoted(word)} in the bibliography{near(word, BIBLIOGRAPHY)}"
        raise unfit(message)
    return BIBLIOGRAPHY[word]


def _known(cls: type) -> Callable[[str], object]:
    words = WORDS[cls]

    def read(word: str) -> object:
        if word in words:
            return words[word]
        noun = tag_of(cls)
        message = (
            f"no {noun} {quoted(word)} that everybody knows (one of your own is an object with a "
            f"name){near(word, words)}"
        )
        raise unfit(message)

    return read


_FROM_WORD: Mapping[type, Callable[[str], object]] = {
    Person: _person,
    Protocol: _protocol,
    Source: _source,
    **{cls: _known(cls) for cls in WORDS},
}
"""What a text stands for where an object is expected."""
