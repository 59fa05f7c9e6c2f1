"""Whose turn it is, over a series: turns shared out fairly among those who are there."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.value import LINE, Many, Number, Value, to_names, to_tuple
from reflective_groups.planning.lookahead import Book, Call, look_ahead
from reflective_groups.planning.rows import Names, Rows, names_in, several, table, to_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reflective_groups.display.scene import Scene

MOST_MEETINGS = 1_000
MOST_TURNS = 1_000_000


_NAMES = Names(MOST_MEETINGS)


@attrs.frozen(kw_only=True, repr=False)
class Past(Value):
    """An earlier meeting: who held a turn, and who was there.

    >>> print(Past(held=("Ann", "Ben"), there=("Ann", "Ben", "Cem")))
    held: Ann and Ben, there: Ann and Ben and Cem

    Where nobody says who was there, everybody was: whoever had no turn then has waited. Say who
    was there, and whoever comes later is owed nothing from before they came.
    """

    held: tuple[str, ...] = attrs.field(converter=to_names, validator=_NAMES)
    there: tuple[str, ...] = attrs.field(default=(), converter=to_names, validator=_NAMES)

    def __attrs_post_init__(self) -> None:
        absent = [name for name in self.held if self.there and name not in self.there]
        if absent:
            message = f"Past.held: {absent[0]} held a turn at a meeting without being there"
            raise ModelError(message)
        if len(set(self.there)) != len(self.there):
            message = "Past.there: must not hold the same name twice"
            raise ModelError(message)


def _numbers(values: Iterable[int]) -> tuple[int, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Swap(Value):
    """Two people exchange turns: the first holds one in the first meeting, and so on.

    >>> print(Swap(names=("Ann", "Ben"), meetings=(2, 5)))
    Ann (meeting 2) with Ben (meeting 5)
    """

    names: tuple[str, ...] = attrs.field(converter=to_names, validator=_NAMES)
    meetings: tuple[int, ...] = attrs.field(converter=_numbers, validator=Many(of=int))

    def __attrs_post_init__(self) -> None:
        if len(self.names) != 2 or len(self.meetings) != 2:  # noqa: PLR2004 -- a swap is of two
            message = "Swap: takes two names and two meetings"
            raise ModelError(message)
        if self.names[0] == self.names[1] or self.meetings[0] == self.meetings[1]:
            message = "Swap: takes two people and two meetings that are not the same"
            raise ModelError(message)

    def __str__(self) -> str:
        (one, other), (here, there) = self.names, self.meetings
        return f"{one} (meeting {here}) with {other} (meeting {there})"


@attrs.frozen(kw_only=True, repr=False)
class Tally(Value):
    """How one person has fared by the end of a rota.

    >>> print(Tally(name="Ann", turns=2, owed=-0.3, longest_wait=3))
    Ann: 2 turns, 0.3 ahead, longest wait 3 meetings

    `owed` is how many turns fewer than the mean of the group a person has had, in tenths; less than
    nothing is more than the mean. `came_in_at` is how many turns a newcomer counts as having had
    on coming in. `longest_wait` is the most meetings in a row that a person was at without a turn.
    """

    name: str = attrs.field(validator=LINE)
    turns: int = attrs.field(validator=Number(least=0, most=MOST_TURNS))
    owed: float = attrs.field(validator=Number(least=-MOST_TURNS, most=MOST_TURNS, real=True))
    longest_wait: int = attrs.field(validator=Number(least=0, most=MOST_TURNS))
    came_in_at: int = attrs.field(default=0, validator=Number(least=0, most=MOST_TURNS))

    def __str__(self) -> str:
        turns = f"{self.turns} turn{'' if self.turns == 1 else 's'}"
        waited = f"{self.longest_wait} meeting{'' if self.longest_wait == 1 else 's'}"
        how = f"owed {self.owed:.1f}" if self.owed >= 0 else f"{-self.owed:.1f} ahead"
        return f"{self.name}: {turns}, {how if self.owed else 'level'}, longest wait {waited}"


def _tallies(values: Iterable[Tally]) -> tuple[Tally, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Rota(Value, Drawn):
    """Whose turn it is in each meeting, and how everybody has fared by the end.

    >>> print(rota([("Ann", "Ben", "Cem")] * 2))
    meeting  whose turn
    1        Ann, Ben
    2        Cem, Ann
    <BLANKLINE>
    name  turns  owed  longest wait
    Ann   2      -0.7  0
    Ben   1      0.3   1
    Cem   1      0.3   1
    """

    turns: tuple[tuple[str, ...], ...] = attrs.field(
        converter=to_rows, validator=Rows(MOST_MEETINGS, MOST_MEETINGS)
    )
    """The holders of each meeting, in order."""
    tallies: tuple[Tally, ...] = attrs.field(
        default=(), converter=_tallies, validator=Many(of=Tally, most=10_000)
    )
    """One for everybody in these meetings, in the order in which they come in."""

    @property
    def longest_wait(self) -> int:
        """The most meetings in a row that anybody was at without a turn.

        >>> rota([("Ann", "Ben", "Cem")] * 3, each=1).longest_wait
        2
        """
        return max((tally.longest_wait for tally in self.tallies), default=0)

    @property
    def deficits(self) -> dict[str, Fraction]:
        """What everybody is owed, exactly: the mean of the group less what they have had.

        >>> rota([("Ann", "Ben", "Cem")] * 2).deficits["Ben"]
        Fraction(1, 3)

        They come to nothing, taken together. A newcomer counts as having had `came_in_at` before.
        """
        return deficits_of({one.name: one.turns + one.came_in_at for one in self.tallies})

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.planning.scenes import rota_scene

        return rota_scene(self)

    def __str__(self) -> str:
        rows = [(str(n), ", ".join(row) or "-") for n, row in enumerate(self.turns, 1)]
        ends = [
            (one.name, str(one.turns), f"{one.owed:.1f}", str(one.longest_wait))
            for one in self.tallies
        ]
        heads = ("name", "turns", "owed", "longest wait")
        return f"{table(rows, head=('meeting', 'whose turn'))}\n\n{table(ends, head=heads)}"


def deficits_of(levels: Mapping[str, int]) -> dict[str, Fraction]:
    """How far each level is below the mean of all.

    >>> deficits_of({"Ann": 2, "Ben": 1})
    {'Ann': Fraction(-1, 2), 'Ben': Fraction(1, 2)}
    """
    total = sum(levels.values())
    return {name: Fraction(total, len(levels)) - level for name, level in levels.items()}


def rota(  # noqa: PLR0913 -- each is a thing a convenor may know
    meetings: Iterable[Iterable[str]],
    each: int | Iterable[int] = 2,
    *,
    history: Iterable[Past | Iterable[str]] = (),
    volunteers: Mapping[int, Iterable[str]] | None = None,
    fixed: Mapping[int, Iterable[str]] | None = None,
    swaps: Iterable[Swap] = (),
) -> Rota:
    """Share the turns of a series out fairly; `meetings` says who is there, meeting by meeting.

    >>> rota([("Ann", "Ben", "Cem")] * 4, each=1).turns
    (('Ann',), ('Ben',), ('Cem',), ('Ann',))
    >>> rota([("Ann", "Ben", "Cem"), ("Ann", "Ben"), ("Ann", "Ben")], each=1).turns
    (('Cem',), ('Ann',), ('Ben',))
    >>> rota([("Ann", "Ben", "Cem")] * 4, each=1, volunteers={1: ["Cem"], 2: ["Cem"]}).turns
    (('Cem',), ('Cem',), ('Ann',), ('Ben',))

    `each` is the number of turns in a meeting. One number is the custom of the whole series: nobody
    has two turns in a meeting, so that one with fewer people has fewer turns. A number for each
    meeting is met exactly, with second turns where there are fewer people, and nobody has a second
    before all have had one. `history` is earlier meetings, as `Past` or simply as the names of
    those who held a turn. `fixed` (by the number of a meeting, from 1) is who has a turn there
    whatever else; `volunteers` go first, before anybody else, and wait longer afterwards. Swaps are
    made last, and move nobody else.

    Whoever has had fewest turns comes first, then whose last turn was longest ago, then as the
    names of that meeting are given. A newcomer starts level with whoever there has had fewest.
    Absences are known beforehand, so someone who is seldom there may be asked sooner: everybody has
    a turn if that is possible, and then the fewest turns are as many, and the most as few, as can
    be. Raises `ModelError` for what cannot be, such as a swap with somebody who is away.
    """
    there = tuple(
        names_in(row, f"rota: meeting {n}")
        for n, row in enumerate(several(meetings, "rota: meetings", "rows of names"), 1)
    )
    if len(there) > MOST_MEETINGS:
        message = f"rota: takes {MOST_MEETINGS} meetings at most, got {len(there)}"
        raise ModelError(message)
    past = tuple(
        one if isinstance(one, Past) else Past(held=several(one, "rota: a meeting of history"))
        for one in several(history, "rota: history", "meetings")
    )
    agreed = _by_meeting(fixed or {}, there, "has a turn fixed in")
    offers = _by_meeting(volunteers or {}, there, "volunteers for")
    calls = [
        _call(number, names, turns, agreed.get(number, ()), offers.get(number, ()))
        for number, (names, turns) in enumerate(zip(there, _turns(each, there), strict=True), 1)
    ]
    book = _read(past, there)
    turns = _exchange(look_ahead(calls, book), there, swaps)
    end = _read(past, there)
    for names, row in zip(there, turns, strict=True):
        end.come(names, book.came)
        end.hold(names, row)
    return Rota(turns=turns, tallies=_tallied(end, dict.fromkeys(itertools.chain(*there))))


def _turns(each: int | Iterable[int], there: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """How many turns each meeting has: one number is at most one turn a person."""
    given = (
        (each,) * len(there) if isinstance(each, int) else several(each, "rota: each", "numbers")
    )
    if len(given) != len(there):
        message = f"rota: each is one number or one for each of {len(there)} meetings, got {given}"
        raise ModelError(message)
    for turns in given:
        if not isinstance(turns, int) or isinstance(turns, bool) or not 0 <= turns <= MOST_MEETINGS:
            message = f"rota: each must be 0 to {MOST_MEETINGS}, got {turns!r}"
            raise ModelError(message)
    if isinstance(each, int):
        return tuple(min(each, len(names)) for names in there)
    for number, (turns, names) in enumerate(zip(given, there, strict=True), 1):
        if turns and not names:
            message = f"rota: meeting {number} is to have turns ({turns}), and nobody is there"
            raise ModelError(message)
    return given


def _by_meeting(
    given: Mapping[int, Iterable[str]], there: tuple[tuple[str, ...], ...], does: str
) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for number, names in given.items():
        _known(number, len(there))
        found[number] = names_in(names, f"rota: meeting {number}")
        absent = [name for name in found[number] if name not in there[number - 1]]
        if absent:
            message = f"{absent[0]} {does} meeting {number}, and is not there"
            raise ModelError(message)
    return found


def _known(number: object, meetings: int) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= meetings:
        message = f"there is no meeting {number!r}; they are numbered from 1 to {meetings}"
        raise ModelError(message)


def _call(
    number: int, there: tuple[str, ...], turns: int, agreed: tuple[str, ...], offers: Iterable[str]
) -> Call:
    if len(agreed) > turns:
        message = f"meeting {number} has turns ({turns}) for fewer than are fixed: {agreed}"
        raise ModelError(message)
    offers = tuple(name for name in offers if name not in agreed)
    return Call(there=there, turns=turns, agreed=agreed, offers=offers)


def _read(past: tuple[Past, ...], there: tuple[tuple[str, ...], ...]) -> Book:
    """What the earlier meetings tell; where nobody says who was there, everybody was."""
    told = [name for one in past for name in (*one.held, *one.there)]
    everybody = tuple(dict.fromkeys((*told, *itertools.chain(*there))))
    book = Book()
    for one in past:
        book.come(one.there or everybody)
        book.hold(one.there or everybody, one.held)
    return book


def _exchange(
    rows: Iterable[tuple[str, ...]], there: tuple[tuple[str, ...], ...], swaps: Iterable[Swap]
) -> tuple[tuple[str, ...], ...]:
    """Carry out swaps one after the other; each says why if it cannot be made."""
    turns = [list(row) for row in rows]
    for swap in swaps:
        for number in swap.meetings:
            _known(number, len(there))
        for name, gives, takes in zip(swap.names, swap.meetings, swap.meetings[::-1], strict=True):
            if name not in turns[gives - 1]:
                holders = ", ".join(turns[gives - 1]) or "nobody"
                why = f"{name} holds no turn in meeting {gives} ({holders} does)"
            elif name not in there[takes - 1]:
                why = f"{name} is not there in meeting {takes}"
            elif name in turns[takes - 1]:
                why = f"{name} has a turn in meeting {takes} already"
            else:
                continue
            message = f"{swap} cannot be: {why}"
            raise ModelError(message)
        (one, other), (here, yonder) = swap.names, swap.meetings
        places = turns[here - 1].index(one), turns[yonder - 1].index(other)
        turns[here - 1][places[0]], turns[yonder - 1][places[1]] = other, one
    return tuple(map(tuple, turns))


def _tallied(book: Book, names: Iterable[str]) -> tuple[Tally, ...]:
    owed = deficits_of({name: book.level(name) for name in names})
    return tuple(
        Tally(
            name=name,
            turns=book.turns[name],
            owed=_tenths(deficit),
            longest_wait=book.longest[name],
            came_in_at=book.came[name],
        )
        for name, deficit in owed.items()
    )


def _tenths(value: Fraction) -> float:
    return round(value * 10) / 10
