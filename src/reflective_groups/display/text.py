"""A scene as plain text for a terminal, in characters of one width."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, assert_never

from reflective_groups.display.markup import number
from reflective_groups.display.scene import Bar, Chart, Listing, Look, Prose, Table
from reflective_groups.display.wording import apart, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflective_groups.display.scene import Item, Row, Scene

WIDE = 100
"""No line of a paragraph is longer, in columns."""
_SCALE, _NOTE, _CELL = 30, 28, 48


def text(scene: Scene) -> str:
    """A scene as lines of text.

    >>> from reflective_groups.display.scene import Item, Listing, Scene
    >>> print(
    ...     text(Scene(title="Tea", blocks=(Listing(heading="Bring", items=(Item(told="cups"),)),)))
    ... )
    Tea
    <BLANKLINE>
    Bring
      cups
    """
    head = [apart(scene.title), *_paragraph(scene.told)]
    blocks = (("", *_block(block)) for block in scene.blocks)
    return "\n".join(one.rstrip() for part in (head, *blocks) for one in part)


def _block(block: Chart | Table | Listing | Prose) -> Iterable[str]:
    match block:
        case Chart():
            return _chart(block)
        case Table():
            rows = ([list(_wrapped(cell)) for cell in row] for row in (block.head, *block.rows))
            return (apart(block.caption), *_grid(rows))
        case Listing():
            sign = f"{block.sign} " if block.sign else ""
            return (
                f"{sign}{apart(block.heading)}",
                *(one for it in block.items for one in _item(it)),
            )
        case Prose():
            return _paragraph(block.told, "! " if block.care else "")
        case _:
            assert_never(block)


def _wrapped(cell: str) -> Iterator[str]:
    """The lines of a cell, none of them longer than a column may be."""
    for part in cell.split("\n"):
        yield from textwrap.wrap(apart(part), _CELL) or [""]


def _paragraph(told: str, indent: str = "") -> list[str]:
    return textwrap.wrap(apart(told), WIDE, initial_indent=indent, subsequent_indent=indent)


def _item(item: Item) -> Iterator[str]:
    head = " ".join(filter(None, (apart(item.code), apart(item.where))))
    yield from _paragraph(f"{head}{': ' if head else ''}{apart(item.told)}", "  ")
    for name, told in item.more:
        yield from _paragraph(f"{name}: {apart(told)}", "      ")


def _grid(rows: Iterable[list[list[str]]]) -> Iterator[str]:
    """Cells below each other, each column as wide as its widest; a cell is a list of lines."""
    cells = list(rows)
    wide = [
        max(columns(part) for cell in column for part in (*cell, ""))
        for column in zip(*cells, strict=True)
    ]
    for row in cells:
        for place in range(max(map(len, row))):
            parts = (cell[place] if place < len(cell) else "" for cell in row)
            yield "  ".join(_padded(part, room) for part, room in zip(parts, wide, strict=True))


def _padded(told: str, room: int) -> str:
    return told + " " * (room - columns(told))


def _chart(chart: Chart) -> Iterator[str]:
    extent = chart.extent
    scale = _SCALE / extent if extent else 0.0
    signed = any(row.sign for row in chart.rows)
    head = [*([""] if signed else []), "", _axis(chart), "", *map(apart, chart.lanes)]
    rows = (_row(row, chart, scale, signed=signed) for row in chart.rows)
    yield from _grid([[[cell] for cell in head], *rows])
    if chart.legend:
        yield ""
        yield from _entries(
            f"{_bar(key.bar, 4 / key.bar.end) if key.bar else key.sign} {key.told}"
            for key in chart.legend
        )


def _axis(chart: Chart) -> str:
    """Where the scale begins and ends."""
    if not chart.unit or not chart.extent:
        return ""
    end = f"{number(chart.extent)} {chart.unit}"
    return f"0{end:>{_SCALE - 1}}"


def _entries(told: Iterable[str]) -> Iterator[str]:
    """Entries side by side, as many as go on a line."""
    now = ""
    for one in map(apart, told):
        if now and columns(now) + columns(one) + 3 > WIDE:
            yield now
            now = ""
        now = f"{now}   {one}" if now else one
    yield now


def _row(row: Row, chart: Chart, scale: float, *, signed: bool) -> list[list[str]]:
    marks = (mark.sign if mark else "" for mark in row.marks or (None,) * len(chart.lanes))
    bars = [_bar(bar, scale) for bar in row.bars] or [""]
    label = "  " * row.depth + apart(row.label)
    note = textwrap.wrap(apart(row.note), _NOTE) or [""]
    told = ([row.sign.strip()] if signed else [], [label], bars, note)
    return [*(told if signed else told[1:]), *([mark] for mark in marks)]


_LOOKS: Mapping[Look, tuple[str, str, str]] = {
    Look.RANGE: ("\u2588", "\u2592", "\u2591"),
    Look.BEFORE: ("=", "-", "."),
    Look.FIXED: ("\u2588", "\u2588", "\u2588"),
}


def _bar(bar: Bar, scale: float) -> str:
    """A bar in characters: to the least, to the usual, to the most."""
    start = round(bar.start * scale)
    end = max(round(bar.end * scale), start + 1)
    if bar.look is Look.SPAN:
        return " " * start + (
            "\u2514" + "\u2500" * (end - start - 2) + "\u2518" if end - start > 1 else "\u2514"
        )
    if bar.look is Look.UNKNOWN:
        return " " * start + "\u00b7" * (end - start)
    if bar.look is Look.SPARE:
        return " " * start + "\u2591" * (end - start)
    full, half, light = _LOOKS[bar.look]
    reach = [round((bar.start + length) * scale) - start for length in (bar.least, bar.usual or 0)]
    least = min(max(reach[0], 1 if bar.least else 0), end - start)
    usual = max(min(reach[1], end - start) - least, 0)
    told = full * least + half * usual + light * (end - start - least - usual)
    return " " * start + told + (">" if bar.most is None and bar.look is not Look.FIXED else "")
