"""Text on its way into a picture: one line or several, of a width, and kept to itself."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, assert_never

from reflective_groups.display.markup import clean
from reflective_groups.display.scene import Chart, Listing, Prose, Scene, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.display.scene import Row

_BREAKS = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]"
)
_NARROW = frozenset("ijltfrI.,:;'|!()[]{}/\\-\" ")
_BROAD = frozenset("mwMW@%")
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def line(text: str) -> str:
    r"""Text on one line: what breaks lines is a space, what no document may hold is U+FFFD.

    >>> line("one\n  two")
    'one two'
    """
    return clean(_BREAKS.sub(" ", text)).strip()


def apart(text: str) -> str:
    """A line that keeps its direction to itself, where it has one that differs.

    >>> apart("Ann")
    'Ann'
    >>> apart(chr(0x202E) + "Ann") == chr(0x2068) + chr(0x202E) + "Ann" + chr(0x202C) + chr(0x2069)
    True
    """
    told = line(text)
    if not _TURNS.search(told):
        return told
    opened = sum(map(told.count, "\u202a\u202b\u202d\u202e"))
    isolated = sum(map(told.count, "\u2066\u2067\u2068"))
    closed = "\u202c" * opened + "\u2069" * isolated
    return f"\u2068{told}{closed}\u2069"


@functools.lru_cache(maxsize=4_096)
def _wide(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.05
    if char in _NARROW:
        return 0.36
    if char in _BROAD:
        return 0.9
    return 0.7 if char.isupper() else 0.58


def width(text: str, size: float = 1.0) -> float:
    """How wide a line is about, in a plain typeface of a size.

    >>> width("mill", 10) > width("ill", 10) > 0
    True
    """
    return size * sum(map(_wide, text))


def columns(text: str) -> int:
    """How many columns of a terminal a line takes.

    >>> columns("Ann"), columns("e" + chr(0x301))
    (3, 1)
    """
    return sum(
        2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
        for char in text
        if not unicodedata.combining(char) and unicodedata.category(char) not in {"Cf", "Mn", "Me"}
    )


def wrap(text: str, room: float, size: float, *, most: int = 200) -> tuple[str, ...]:
    """A text in lines that fit; a word too long is cut, and what is past the last line is left out.

    >>> wrap("a session of ninety minutes", 80, 10)
    ('a session of', 'ninety minutes')
    >>> wrap("a session of ninety minutes", 80, 10, most=1)[0][-1] == ELLIPSIS
    True
    """
    lines = [told for part in text.split("\n") for told in _lines(line(part), room, size)]
    if len(lines) > most:
        lines = lines[:most]
        while lines[-1] and width(lines[-1] + ELLIPSIS, size) > room:
            lines[-1] = lines[-1][:-1]
        lines[-1] = lines[-1].rstrip() + ELLIPSIS
    return tuple(lines)


def _lines(text: str, room: float, size: float) -> Iterator[str]:
    now = ""
    for word in text.split(" "):
        longer = f"{now} {word}" if now else word
        if width(longer, size) <= room:
            now = longer
            continue
        if now:
            yield now
        now = word
        while width(now, size) > room and len(now) > 1:
            cut = _fitting(now, room, size)
            yield now[:cut]
            now = now[cut:]
    yield now


def _fitting(word: str, room: float, size: float) -> int:
    """How many characters of a word fit, at least one."""
    ends = itertools.accumulate(size * _wide(char) for char in word)
    return max(1, sum(1 for _ in itertools.takewhile(lambda end: end <= room, ends)))


def in_words(scene: Scene) -> str:
    """What a scene shows, in sentences, for whoever cannot see it."""
    return " ".join(filter(None, (line(scene.told), *_blocks(scene))))


def _blocks(scene: Scene) -> Iterator[str]:
    for block in scene.blocks:
        match block:
            case Chart():
                for row in block.rows:
                    yield _sentence(row, block.lanes)
            case Table():
                yield f"{line(block.caption)}: {len(block.rows)} rows."
                for cells in block.rows:
                    named = zip(block.head, cells, strict=True)
                    told = (": ".join(filter(None, map(line, pair))) for pair in named if pair[1])
                    yield f"{'; '.join(told)}."
            case Listing():
                yield f"{line(block.heading)}: {len(block.items)}."
                for item in block.items:
                    yield " ".join(filter(None, map(line, (item.code, item.where, item.told))))
            case Prose():
                yield line(block.told)
            case _:
                assert_never(block)


def _sentence(row: Row, lanes: tuple[str, ...]) -> str:
    acts = "; ".join(
        f"{line(lane)} {line(mark.told)}"
        for lane, mark in zip(lanes, row.marks, strict=False)
        if mark is not None
    )
    label = " ".join(filter(None, (line(row.sign), line(row.label))))
    return f"{', '.join(filter(None, (label, line(row.note))))}{f': {acts}' if acts else ''}."
