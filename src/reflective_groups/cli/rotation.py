"""The page of a rotation: who sits together in each round, and how good that is."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from reflective_groups.cli import inputs, screen, words
from reflective_groups.cli.answer import Answer, RefusalError, document, page
from reflective_groups.cli.progress import bar
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.series import Series
from reflective_groups.planning import (
    Remainder,
    managed,
    rotate,
    rounds_of_groups,
    small_groups,
)
from reflective_groups.planning.casting import first_split
from reflective_groups.planning.programmes import REMAINDERS, kept_apart
from reflective_groups.planning.rotation.rotating import STEPS
from reflective_groups.protocols import CATALOGUE
from reflective_groups.serial import to_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from reflective_groups.model.parts import Breakout, Part
    from reflective_groups.planning import Progress, Rotation

    Teller = Callable[[Progress], None] | None

_MOST_PEOPLE = 200
_DIGITS = 6
"""A number with more digits is no number of people, and some are too long to be read at all."""
_SHOWN = 12
"""So many names are enough to see what they look like."""
_SIZE = 3
_ROUNDS = 7


@attrs.frozen(kw_only=True)
class Asked:
    """What was asked for; `None` is not told."""

    size: int | None
    rounds: int | None
    apart: tuple[tuple[str, str], ...]
    together: tuple[tuple[str, str], ...]
    remainder: Remainder | None
    seed: int | None
    steps: int | None
    prove: bool


@attrs.frozen(kw_only=True)
class _Gathered:
    """People, and what is known of them."""

    names: tuple[str, ...]
    size: int = _SIZE
    remainder: Remainder = Remainder.OBSERVE
    apart: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    met: tuple[tuple[str, ...], ...] = ()
    seed: int = 0


def rotate_page(people: str, asked: Asked, *, as_json: bool) -> Answer:
    """Small groups for several rounds."""
    then = "looking for a proof" if asked.prove else ""
    series = None
    if _is_names(people):
        known = _Gathered(names=_names(people))
    else:
        found = inputs.gathering(people)
        series = found if isinstance(found, Series) else None
        known = _of(found)
    _refuse_strangers(known.names, asked)
    with bar("small groups", then=then) as told:
        if series is not None and _small_groups(series.protocol.session) is not None:
            made = _of_series(series, people, asked, told)
        else:
            if series is not None and asked.rounds is None:
                message = f"{people} is a series whose protocol has no small groups: give --rounds."
                raise RefusalError(message)
            made = _rotated(known, asked, told)
    return document(to_data(made)) if as_json else page(*_page(made))


def pair(told: str) -> tuple[str, str]:
    """Two names with a comma between them.

    >>> pair("Ann, Ben")
    ('Ann', 'Ben')
    """
    names = tuple(filter(None, (name.strip() for name in told.split(","))))
    if len(names) != 2 or names[0] == names[1]:  # noqa: PLR2004 -- a pair
        message = f"{told!r} is no pair: write two names with a comma, such as Ann,Ben."
        raise RefusalError(message)
    return names[0], names[1]


# Who is there


def _is_names(told: str) -> bool:
    """Whether the words are a number or names and not a file; what is neither is refused."""
    if told.isdecimal() or ("," in told and not inputs.exists(told)):
        return True
    might_be = inputs.exists(told) or os.sep in told or told in CATALOGUE
    if told.strip() and (might_be or Path(told).suffix.lower() in inputs.SUFFIXES):
        return False
    message = (
        f"{told!r} is neither a number nor a file: write how many people there are, such as 12, "
        "or their names with commas between them, such as Ann,Ben,Cem."
    )
    raise RefusalError(message)


def _names(told: str) -> tuple[str, ...]:
    if told.isdecimal():
        number = int(told) if len(told) <= _DIGITS else 0
        if not 1 <= number <= _MOST_PEOPLE:
            message = f"{told:.20} is no number of people: 1 to {_MOST_PEOPLE} can be told."
            raise RefusalError(message)
        wide = len(str(number))
        return tuple(f"P{one:0{wide}}" for one in range(1, number + 1))
    names = tuple(filter(None, (name.strip() for name in told.split(","))))
    twins = [name for name, often in Counter(names).items() if often > 1]
    if twins:
        message = (
            f"{twins[0]} stands there twice: tell people of the same name apart, such as "
            f"{twins[0]} A and {twins[0]} B."
        )
        raise RefusalError(message)
    if not 1 <= len(names) <= _MOST_PEOPLE:
        message = f"{words.plural(len(names), 'name')} told, and 1 to {_MOST_PEOPLE} can be."
        raise RefusalError(message)
    return names


def _of(found: Meeting | Series) -> _Gathered:
    """What the file of a meeting or a series says of its people."""
    if isinstance(found, Meeting):
        there = tuple(person.name for person in found.members)
        small = _small_groups(found.held.session)
        known = _Gathered(
            names=there,
            apart=tuple(one for one in managed(found.group) if set(one) <= set(there)),
        )
    else:
        small = _small_groups(found.protocol.session)
        there = tuple(
            person.name
            for person in found.group.members
            if any(person in one.members for one in found.meetings)
        )
        known = _Gathered(
            names=there,
            apart=tuple(one for one in kept_apart(found) if set(one) <= set(there)),
            together=tuple(one for one in found.together if set(one) <= set(there)),
            met=found.met,
            seed=found.seed,
        )
    if small is None:
        return known
    return attrs.evolve(known, size=small.size, remainder=REMAINDERS[small.leftover])


def _small_groups(session: Part) -> Breakout | None:
    """The first part of a session that is held in small groups."""
    split = first_split(session)
    return None if split is None else split[1]


def _refuse_strangers(names: Sequence[str], asked: Asked) -> None:
    for option, pairs in (("--apart", asked.apart), ("--together", asked.together)):
        for name in itertools.chain(*pairs):
            if name not in names:
                shown = names if len(names) <= _SHOWN else (*names[:_SHOWN], "...")
                message = (
                    f"{option} names {name!r}, who is not one of the people"
                    f"{inputs.near(name, names)} They are {', '.join(shown)}."
                )
                raise RefusalError(message.replace("....", "..."))


# The rotation


def _rotated(known: _Gathered, asked: Asked, told: Teller) -> Rotation:
    size = known.size if asked.size is None else asked.size
    if size > len(known.names):
        there = len(known.names)
        fewer = f"give --size {there} or less, or more people" if there > 1 else "give more people"
        message = (
            f"{words.plural(there, 'person', 'people')} cannot fill a group of {size}: {fewer}."
        )
        raise RefusalError(message)
    return rotate(
        known.names,
        size=size,
        rounds=_ROUNDS if asked.rounds is None else asked.rounds,
        history=rounds_of_groups(known.met),
        apart=[*known.apart, *asked.apart],
        together=[*known.together, *asked.together],
        remainder=known.remainder if asked.remainder is None else asked.remainder,
        seed=known.seed if asked.seed is None else asked.seed,
        steps=STEPS if asked.steps is None else asked.steps,
        prove=asked.prove,
        progress=told,
    )


def _of_series(series: Series, name: str, asked: Asked, told: Teller) -> Rotation:
    """The small groups of a series, whose protocol and dates say how large and how often."""
    given = {"--size": asked.size, "--rounds": asked.rounds, "--remainder": asked.remainder}
    useless = [option for option, value in given.items() if value is not None]
    if useless:
        message = (
            f"{name} is a series, and its protocol and its dates say how large the small groups "
            f"are and how often they meet: leave out {words.listed(useless)}, or give the names "
            "instead of the file."
        )
        raise RefusalError(message)
    seed = series.seed if asked.seed is None else asked.seed
    wished = attrs.evolve(
        series,
        apart=(*series.apart, *asked.apart),
        together=(*series.together, *asked.together),
        seed=seed,
    )
    found = small_groups(
        wished,
        steps=STEPS if asked.steps is None else asked.steps,
        prove=asked.prove,
        progress=told,
    )
    if found is None:
        message = f"{name} has one member, and a small group takes two at the least."
        raise RefusalError(message)
    return found


# The page


def _page(found: Rotation) -> Iterator[RenderableType]:
    beside = [_beside(found, number) for number in range(1, len(found) + 1)]
    columns = ("Round", "Small groups", *(("Besides",) if any(beside) else ()))
    table = screen.table(*columns, right=("Round",))
    for number, (groups, told) in enumerate(zip(found.rounds, beside, strict=True), 1):
        row = screen.SideBySide(words.apart(groups))
        table.add_row(str(number), row, *((told,) if any(beside) else ()))
    yield table
    yield screen.paragraph(str(found.certificate))


def _beside(found: Rotation, number: int) -> str:
    """Who watches, sits out or is away in a round."""
    told = [
        f"{one if len(names) == 1 else several}: {words.listed(names)}"
        for one, several, names in (
            ("observes", "observe", _row(found.observing, number)),
            ("sits out", "sit out", _row(found.sitting_out, number)),
            ("away", "away", _row(found.absent, number)),
        )
        if names
    ]
    return "; ".join(told)


def _row(rows: Iterable[tuple[str, ...]], number: int) -> tuple[str, ...]:
    return next((row for place, row in enumerate(rows, 1) if place == number), ())
