"""A plain scene: bars on a scale, lanes with marks, tables, lists and legends.

A noun says once what there is to see, as a scene; each renderer shows the same scene in its own
way. Lengths are in the unit that the chart names.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs


class Tone(enum.Enum):
    """How much a thing stands out; no renderer tells tones apart by colour alone."""

    STRONG = "strong"
    """Filled: whoever has the floor."""
    LIGHT = "light"
    """Outlined."""
    QUIET = "quiet"
    """Outlined with dashes: there, and silent."""
    ASIDE = "aside"
    """Outlined with dashes, and moved out of its lane."""


class Look(enum.Enum):
    """How a bar is drawn."""

    RANGE = "range"
    """Filled to the least, tinted to the usual, outlined to the most."""
    BEFORE = "before"
    """The same, hatched: how it was."""
    SPAN = "span"
    """A bracket over what lies below."""
    UNKNOWN = "unknown"
    """Dots: nobody says how long."""
    SPARE = "spare"
    """An empty outline: time that nothing takes."""
    FIXED = "fixed"
    """Filled: so long and no other."""


@attrs.frozen(kw_only=True)
class Bar:
    """A stretch on the scale of a chart; `most=None` says that it is open at the end."""

    start: float
    least: float
    usual: float | None = None
    most: float | None = None
    look: Look = Look.RANGE

    @property
    def end(self) -> float:
        """How far it reaches on the scale."""
        return self.start + max(self.least, self.usual or 0, self.most or 0)


@attrs.frozen
class Mark:
    """A sign in a lane, with what it means."""

    sign: str
    told: str
    tone: Tone = Tone.STRONG


@attrs.frozen(kw_only=True)
class Row:
    """A line of a chart: what it is called, its bars, and a mark or none in each lane.

    A `heading` stands over the rows that lie deeper than it. `sign` says in front what became
    of it.
    """

    label: str
    note: str = ""
    depth: int = 0
    heading: bool = False
    sign: str = ""
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark | None, ...] = ()


@attrs.frozen(kw_only=True)
class Key:
    """An entry of a legend: a sign or the look of a bar, and what it means."""

    told: str
    sign: str = ""
    tone: Tone = Tone.STRONG
    bar: Bar | None = None


@attrs.frozen(kw_only=True)
class Chart:
    """Rows on one scale, with a lane for each of some others beside it."""

    rows: tuple[Row, ...]
    lanes: tuple[str, ...] = ()
    unit: str = "min"
    legend: tuple[Key, ...] = ()
    reach: float = 0.0
    """The scale goes at least so far, however short the bars are."""

    @property
    def extent(self) -> float:
        """How far the scale goes."""
        return max((self.reach, *(bar.end for row in self.rows for bar in row.bars)))


@attrs.frozen(kw_only=True)
class Table:
    """Rows of cells under the names of their columns; a cell may have several lines."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen(kw_only=True)
class Item:
    """A point of a list: a code or name in front, what is said, and what is said of that."""

    told: str
    code: str = ""
    where: str = ""
    more: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Listing:
    """Points under a heading; a `sign` beside the heading says how much they weigh."""

    heading: str
    items: tuple[Item, ...]
    sign: str = ""


@attrs.frozen
class Prose:
    """A paragraph; a `care` stands out."""

    told: str
    care: bool = False


Block: TypeAlias = Chart | Table | Listing | Prose


@attrs.frozen(kw_only=True)
class Scene:
    """What there is to see of one thing: a title, a line below it, and blocks in order."""

    title: str
    told: str = ""
    blocks: tuple[Block, ...] = ()
