"""Text on its way in: sizes are bounded first, then it becomes plain data.

Nothing in a document is evaluated, and nothing is built from it before it is known to be small.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.model.value import Number
from reflective_groups.serial.problems import kind_of, quoted, refused, unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.serial.problems import Problem

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly."""


@attrs.frozen(kw_only=True)
class Limits:
    """How large a document may be; whoever trusts its source may raise them.

    >>> Limits(size=10_000_000).depth
    64

    `size` is in bytes (characters where text is given as `str`), `depth` counts lists and objects
    in each other, `items` counts every value in the document, `text` the characters of one text.
    """

    size: int = attrs.field(default=2**20, validator=Number(least=1, most=LARGEST))
    depth: int = attrs.field(default=64, validator=Number(least=1, most=100))
    items: int = attrs.field(default=50_000, validator=Number(least=1, most=LARGEST))
    text: int = attrs.field(default=10_000, validator=Number(least=1, most=LARGEST))


LIMITS = Limits()


def read_json(text: str | bytes, limits: Limits) -> object:
    """JSON as plain data, or `DocumentError`."""
    told = _decoded(text, limits)
    _bound_depth(_JSON_REST.sub("", told), limits)
    try:
        data = json.loads(told, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise refused([((), message)]) from None
    except ValueError:  # Python reads no whole number of more than some thousand digits
        raise refused([((), "holds a whole number with too many digits")]) from None
    return bounded(data, limits)


def read_toml(text: str | bytes, limits: Limits) -> dict[str, Any]:
    """TOML as plain data, or `DocumentError`; dates and times stay what TOML makes of them."""
    import tomllib

    told = _decoded(text, limits)
    _bound_depth(_TOML_REST.sub("", told), limits)
    try:
        data = tomllib.loads(told)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a ValueError too
        raise refused([((), f"is not TOML: {error}")]) from None
    bounded(data, limits, native=(dt.datetime, dt.date, dt.time))
    return data


def _decoded(text: str | bytes, limits: Limits) -> str:
    if len(text) > limits.size:
        unit = "bytes" if isinstance(text, bytes) else "characters"
        raise refused([((), f"is longer than {limits.size} {unit}")])
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise refused([((), f"is not UTF-8: {error.reason} at byte {error.start}")]) from None
    if text.startswith("\ufeff"):
        raise refused([((), "starts with a byte order mark; save it as UTF-8 without one")])
    return text


_JSON_REST = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^][{}"]+', re.DOTALL)
"""What is not a bracket. An unclosed text runs to the end, so that this takes linear time."""
_TOML_REST = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[^][{}.=,\n\"'#]+",
    re.DOTALL,
)
"""What is neither a bracket, nor a dot, nor what ends a dotted key."""


_MOST_DOTS = 32
"""A key of TOML with more dots takes long to read, and no document has one."""


def _bound_depth(marks: str, limits: Limits) -> None:
    """Refuse brackets in brackets, and dots in one key, beyond the bound."""
    depth = dots = 0
    for mark in marks:
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        dots = dots + 1 if mark == "." else 0 if mark in "=,\n" else dots
        if depth > limits.depth:
            raise refused([((), f"is nested deeper than {limits.depth}")])
        if dots > _MOST_DOTS:
            raise refused([((), f"has a key with more than {_MOST_DOTS} dots")])


class _Doubled(dict[str, Any]):
    """An object in which a key was given twice; it is refused once its path is known."""

    keys_given_twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = _Doubled(made)
    counts = Counter(key for key, _ in pairs)
    doubled.keys_given_twice = tuple(key for key, count in counts.items() if count > 1)
    return doubled


def bounded(data: object, limits: Limits, *, native: tuple[type, ...] = ()) -> object:
    """The same data, or `DocumentError` for what no document holds; `native` types may be in it."""
    problems = list(_Survey(limits, native).of(data))
    if problems:
        raise refused(problems)
    return data


_CONTAINERS = (dict, _Doubled, list)


class _Survey:
    """One walk through plain data, which counts what it meets."""

    def __init__(self, limits: Limits, native: tuple[type, ...]) -> None:
        self._limits = limits
        self._native = native
        self._left = limits.items

    def of(self, data: object, depth: int = 0) -> Iterable[Problem]:
        """Every problem in a value, or the one that ends the walk."""
        self._left -= 1
        if self._left < 0:
            return (((), f"is one of more than {self._limits.items} values"),)
        kind = type(data)
        if kind is str:
            return _text(data, self._limits.text)  # type: ignore[arg-type]
        if kind is int or kind is float:
            return _number(data)  # type: ignore[arg-type]
        if kind in _CONTAINERS:
            return tuple(self._within(data, depth + 1))
        if data is None or kind is bool or kind in self._native:
            return ()
        return (((), f"is {kind_of(data)}, which no document holds"),)

    def _within(self, data: object, depth: int) -> Iterator[Problem]:
        if depth > self._limits.depth:
            yield (), f"is nested deeper than {self._limits.depth}"
        elif isinstance(data, dict):
            yield from self._in_object(data, depth)  # pyright: ignore[reportUnknownArgumentType]
        else:
            yield from self._in_list(data, depth)  # type: ignore[arg-type]

    def _in_object(self, data: dict[Any, Any], depth: int) -> Iterator[Problem]:
        if isinstance(data, _Doubled):
            for key in data.keys_given_twice:
                yield from unfit("is given twice", key).problems
        for key, item in data.items():
            if type(key) is not str:
                yield (), f"has the key {quoted(repr(key))}, which is not text"
                continue
            for path, message in (*_text(key, self._limits.text), *self.of(item, depth)):
                yield (key, *path), message
            if self._left < 0:
                return

    def _in_list(self, data: list[Any], depth: int) -> Iterator[Problem]:
        for index, item in enumerate(data):
            for path, message in self.of(item, depth):
                yield (index, *path), message
            if self._left < 0:
                return


def _text(text: str, most: int) -> Iterable[Problem]:
    if len(text) > most:
        return (((), f"has more than {most} characters"),)
    if text.isascii() and "\0" not in text:
        return ()
    if "\0" in text:
        return (((), "holds the character NUL"),)
    if _SURROGATE.search(text):
        return (((), "holds half of a character"),)
    return ()


_SURROGATE = re.compile("[\ud800-\udfff]")


def _number(number: float) -> Iterable[Problem]:
    if -LARGEST <= number <= LARGEST:
        return ()
    return (((), f"must be a number from -{LARGEST} to {LARGEST}"),)
