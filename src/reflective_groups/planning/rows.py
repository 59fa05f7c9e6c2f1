"""Rows of names: how they are read, what is refused, and how they stand in a table."""

from __future__ import annotations

import collections.abc
import itertools
from typing import TYPE_CHECKING, Any, cast

import attrs

from reflective_groups.errors import ModelError
from reflective_groups.model.value import LINE, Many, to_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def to_rows(values: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of names as tuples; what is no row is left for the bound to refuse.

    >>> to_rows([["Ann", "Ben"], ["Cem"]])
    (('Ann', 'Ben'), ('Cem',))
    """
    rows = to_tuple(values)
    if not isinstance(rows, tuple):  # pyright: ignore[reportUnnecessaryIsInstance]  # the bound refuses it
        return rows
    return tuple(map(to_tuple, rows))


@attrs.frozen
class Rows:
    """Bound: so many rows at most, each of so many names at most; none twice where `distinct`."""

    most: int
    wide: int
    distinct: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        Many(of=tuple, most=self.most)(instance, attribute, value)
        for row in cast("tuple[object, ...]", value):
            Names(self.wide, self.distinct)(instance, attribute, row)


@attrs.frozen
class Names:
    """Bound: so many names at most; none twice where `distinct`."""

    most: int
    distinct: bool = False

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Refuse anything else."""
        Many(of=str, most=self.most, distinct=self.distinct)(instance, attribute, value)
        for name in cast("tuple[object, ...]", value):
            LINE(instance, attribute, name)


def several(values: object, where: str, what: str = "names") -> tuple[Any, ...]:
    """What was given in a row; a text is no row, even though it could be taken letter by letter.

    >>> several("Ann", "rota: meeting 1")
    Traceback (most recent call last):
    ...
    reflective_groups.errors.ModelError: rota: meeting 1: give a list of names, got 'Ann'
    """
    if isinstance(values, str | bytes) or not isinstance(values, collections.abc.Iterable):
        message = f"{where}: give a list of {what}, got {values!r:.60}"
        raise ModelError(message)
    row: tuple[Any, ...] = tuple(cast("Any", values))
    return row


def names_in(values: object, where: str) -> tuple[str, ...]:
    """Names in a row, each of them once.

    >>> names_in(["Ann", "Ben"], "seats: people")
    ('Ann', 'Ben')
    """
    row = several(values, where)
    for name in row:
        if not isinstance(name, str) or not name:
            message = f"{where}: must hold names, got {name!r:.60}"
            raise ModelError(message)
    seen: set[str] = set()
    for name in row:
        if name in seen:
            message = f"{where}: must not hold the same name twice, got {name} again"
            raise ModelError(message)
        seen.add(name)
    return row


def table(rows: Iterable[Sequence[str]], head: Sequence[str] = (), gap: str = "  ") -> str:
    """Rows of text in columns; a row may be shorter than others.

    >>> print(table([("1", "Ann"), ("2", "Ben, Cem")], head=("meeting", "whose turn")))
    meeting  whose turn
    1        Ann
    2        Ben, Cem
    """
    lines = ([head] if head else []) + list(rows)
    wide = [max(map(len, column)) for column in itertools.zip_longest(*lines, fillvalue="")]
    return "\n".join(
        gap.join(f"{cell:<{width}}" for cell, width in zip(row, wide, strict=False)).rstrip()
        for row in lines
    )
