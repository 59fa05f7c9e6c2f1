"""A scene as an SVG picture: legible at 480 pixels, in grey, and on dark and light ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reflective_groups.display.markup import add, element, number, write_xml
from reflective_groups.display.scene import Bar, Chart, Listing, Look, Prose, Table, Tone
from reflective_groups.display.wording import in_words, line, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from reflective_groups.display.scene import Item, Key, Mark, Row, Scene

WIDE = 520.0
"""The usual width of a picture, in the units of its own grid; text is 14 of them high."""
EDGE = 10.0
SIZE, SMALL = 14.0, 12.5
_LINE = 1.32
_LABEL, _LANE = 158.0, 46.0
_SHOWN = 1.2
"""How many pixels the grid has at most for each of its units."""
_STEP = 12.0
_ASIDE = 11.0
_NAME = 120.0
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
ACCENT = "#3f7fbf"
"""Seen on white (4.1 to 1) and on near black (4.4 to 1); it never says anything alone."""
_LIGHT_DARK = (
    "svg.rg{color:#1c1e21;background:#fff}"
    "@media (prefers-color-scheme:dark){svg.rg{color:#eceef0;background:#16181b}}"
    "@media print{svg.rg{color:#000;background:#fff}}"
)
_STEPS = (0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1_440, 10_080)


def svg(scene: Scene) -> str:
    """A scene as a picture for a file of its own, on a ground of its own.

    >>> from reflective_groups.display.scene import Scene
    >>> svg(Scene(title="Nothing yet"))[:40]
    '<svg viewBox="0 0 520 41.12" role="img" '
    """
    body = Sheet(_width(scene))
    body.text(scene.title, size=SIZE + 2, bold=True)
    if scene.told:
        body.text(scene.told, size=SMALL)
    for block in scene.blocks:
        body.gap(8)
        _draw(body, block)
    picture = body.picture(line(scene.title), in_words(scene))
    picture.insert(2, element("style", _LIGHT_DARK))
    picture.set("xmlns", "http://www.w3.org/2000/svg")
    picture.set("width", number(body.wide * _SHOWN))
    picture.set("height", number((body.y + EDGE) * _SHOWN))
    picture.set("style", "max-width:100%;height:auto")
    return write_xml(picture) + "\n"


def picture(chart: Chart, title: str, told: str) -> ET.Element:
    """A chart alone as a picture inside a page, in the colours of that page."""
    body = Sheet(_wide(chart))
    _chart(body, chart)
    made = body.picture(line(title), told)
    made.set(
        "style", f"display:block;width:100%;max-width:{number(body.wide * _SHOWN)}px;height:auto"
    )
    return made


def _width(scene: Scene) -> float:
    return max((_wide(one) for one in scene.blocks if isinstance(one, Chart)), default=WIDE)


def _wide(chart: Chart) -> float:
    return max(WIDE, _LABEL + 90 + _lanes(chart) + 2 * EDGE)


def _lanes(chart: Chart) -> float:
    """The room that lanes take, and what the names over them need beyond the last."""
    ends = (
        _LANE * (place + 0.5) + 0.77 * width(name, SMALL)
        for place, name in enumerate(_names(chart))
    )
    lanes = _LANE * len(chart.lanes)
    return max(lanes + (_ASIDE if lanes else 0), *ends, 0)


def _names(chart: Chart) -> list[str]:
    """The names of lanes, each on one line that is not too long to stand aslant."""
    return [wrap(name, _NAME, SMALL, most=1)[0] for name in chart.lanes]


class Sheet:
    """Paper that grows downwards as things are put on it."""

    def __init__(self, wide: float) -> None:
        self.wide = wide
        self.y: float = EDGE
        self.drawn: list[ET.Element] = []

    def gap(self, high: float) -> None:
        """Leave room."""
        self.y += high

    def put(self, *made: ET.Element) -> None:
        """Put elements on the sheet."""
        self.drawn.extend(made)

    def text(
        self,
        told: str,
        *,
        at: float = EDGE,
        room: float | None = None,
        size: float = SIZE,
        bold: bool = False,
    ) -> None:
        """A text below what stands, in as many lines as it takes."""
        room = self.wide - EDGE - at if room is None else room
        for one in wrap(told, room, size * (1.06 if bold else 1)):
            self.y += size * _LINE
            self.put(words(one, at, self.y - size * 0.3, size=size, bold=bold))

    def picture(self, title: str, told: str) -> ET.Element:
        """All of it, with its title and what it shows in words."""
        made = element(
            "svg",
            element("title", title),
            element("desc", told) if told else None,
            viewBox=f"0 0 {number(self.wide)} {number(self.y + EDGE)}",
            role="img",
            class_="rg",
            font_family=FONT,
            fill="currentColor",
        )
        add(made, *self.drawn)
        return made


def words(  # noqa: PLR0913 -- what a picture asks of a line of text
    told: str,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    anchor: str | None = None,
    bold: bool = False,
    turn: bool = False,
) -> ET.Element:
    """A line of text, kept to its own direction."""
    return element(
        "text",
        line(told),
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        font_weight="600" if bold else None,
        transform=f"rotate(-40 {number(x)} {number(y)})" if turn else None,
        style="unicode-bidi:isolate",
    )


def _draw(body: Sheet, block: Chart | Table | Listing | Prose) -> None:
    match block:
        case Chart():
            _chart(body, block)
        case Table():
            _table(body, block)
        case Listing():
            _listing(body, block)
        case Prose():
            if block.care:
                top = body.y
                body.text(block.told, at=EDGE + 12, size=SMALL)
                body.put(_stroke(EDGE + 3, top + 3, EDGE + 3, body.y, wide=3))
            else:
                body.text(block.told, size=SMALL)
        case _:
            assert_never(block)


# Charts


def _chart(body: Sheet, chart: Chart) -> None:
    left = EDGE + _LABEL
    right = body.wide - EDGE - _lanes(chart)
    extent = chart.extent
    scale = (right - left - 14) / extent if extent else 0.0
    lanes = [right + _LANE * (place + 0.5) for place in range(len(chart.lanes))]
    names = _names(chart)
    body.gap(max(22.0, *(0.66 * width(one, SMALL) + 16 for one in names), 0))
    top = body.y
    for x, name in zip(lanes, names, strict=True):
        body.put(words(name, x - 4, top - 6, size=SMALL, turn=True))
    grid = len(body.drawn)
    for row in chart.rows:
        _row(body, row, left, scale, lanes)
    lines = list(_axis(chart, left, scale, top, body.y)) if scale and chart.unit else []
    body.drawn[grid:grid] = lines
    if chart.legend:
        body.gap(10)
        _legend(body, chart)


def _axis(
    chart: Chart, left: float, scale: float, top: float, bottom: float
) -> Iterator[ET.Element]:
    room = 44.0
    step = next((one for one in _STEPS if one * scale >= room), _STEPS[-1])
    while step * scale < room:
        step *= 2
    count = int(chart.extent / step + 1e-9)
    end = left + chart.extent * scale + 4
    free = end
    for place in reversed(range(count + 1)):
        at = left + place * step * scale
        told = number(place * step) + (f" {chart.unit}" if place == count else "")
        half = width(told, SMALL) / 2
        middle = max(min(at, end - half), left - 2 + half)
        if middle + half <= free:
            yield words(told, middle, top - 5, size=SMALL, anchor="middle")
            free = middle - half - 12
        yield _stroke(at, top, at, bottom, opacity=0.18)


def _row(body: Sheet, row: Row, left: float, scale: float, lanes: list[float]) -> None:
    top = body.y
    indent = EDGE + _STEP * row.depth
    sign = 16.0 if row.sign else 0.0
    room = left - indent - sign - 8
    if row.sign:
        body.put(words(row.sign, indent, top + SIZE * 1.1 + 2, bold=True))
    body.gap(3)
    body.text(row.label, at=indent + sign, room=room, bold=row.heading or bool(row.sign.strip()))
    if row.note:
        body.text(row.note, at=indent + sign, room=room, size=SMALL)
    body.gap(4)
    body.y = max(body.y, top + 15.0 * max(1, len(row.bars)) + 8, top + (30 if lanes else 0))
    for depth in range(row.depth):
        at = EDGE + _STEP * depth + 3
        body.put(_stroke(at, top, at, body.y, opacity=0.45))
    high = 13.0
    first = top + 5 if len(row.bars) > 1 or not lanes else (top + body.y - high) / 2
    for place, bar in enumerate(row.bars):
        body.put(*_bar(bar, left, first + 15 * place, scale, high))
    for x, mark in zip(lanes, row.marks or (None,) * len(lanes), strict=True):
        body.put(*_mark(x, top, body.y, mark, heading=row.heading))


def _bar(bar: Bar, left: float, y: float, scale: float, high: float) -> Iterator[ET.Element]:
    x = left + bar.start * scale
    match bar.look:
        case Look.SPAN:
            end = max(left + bar.end * scale, x + 3)
            yield element(
                "path",
                d=f"M{number(x)} {number(y + high)}v{number(-high / 2)}H{number(end)}"
                f"v{number(high / 2)}",
                fill="none",
                stroke="currentColor",
                stroke_width=1.5,
            )
        case Look.UNKNOWN:
            end = max(left + bar.end * scale, x + 8)
            dots = _stroke(x + 1, y + high / 2, end, y + high / 2, wide=3)
            dots.set("stroke-dasharray", "0 6")
            dots.set("stroke-linecap", "round")
            yield dots
        case Look.SPARE:
            outline = _box(x, y, max(bar.least * scale, 2), high, fill="none")
            outline.set("stroke-dasharray", "1 3")
            yield outline
        case Look.RANGE | Look.BEFORE | Look.FIXED:
            yield from _range(bar, x, y, scale, high)
        case _:
            assert_never(bar.look)


def _range(bar: Bar, x: float, y: float, scale: float, high: float) -> Iterator[ET.Element]:
    least = bar.least * scale
    usual = (bar.usual if bar.usual is not None else bar.least) * scale
    most = (bar.most if bar.most is not None else max(bar.usual or 0, bar.least)) * scale
    solid = 0.25 if bar.look is Look.BEFORE else 1.0
    if most > max(usual, least):
        outline = _box(x, y, max(most, 2), high, fill="none")
        outline.set("stroke-dasharray", "3 2")
        yield outline
    if usual > least:
        yield _box(x, y, usual, high, fill=ACCENT, opacity=solid * 0.45)
    if least:
        yield _box(x, y, max(least, 2), high, fill=ACCENT, opacity=solid)
    if bar.usual is not None and not least < usual:
        yield _box(x, y, max(usual, 2), high, fill="none")
    if bar.most is None and bar.look is not Look.FIXED:
        tip = x + max(usual, least, 2) + 3
        yield element(
            "path",
            d=f"M{number(tip)} {number(y + 2)}l5 {number(high / 2 - 2)}l-5 {number(high / 2 - 2)}",
            fill="none",
            stroke="currentColor",
            stroke_width=1.5,
        )


def _box(  # noqa: PLR0913 -- a box has four sides
    x: float, y: float, wide: float, high: float, *, fill: str, opacity: float | None = None
) -> ET.Element:
    made = element(
        "rect",
        x=x,
        y=y,
        width=wide,
        height=high,
        rx=2,
        fill=fill,
        stroke="currentColor",
        stroke_width=1,
    )
    if opacity is not None and opacity < 1:
        made.set("fill-opacity", number(opacity))
    return made


def _stroke(  # noqa: PLR0913 -- a line has two ends
    x1: float, y1: float, x2: float, y2: float, *, wide: float = 1, opacity: float | None = None
) -> ET.Element:
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke="currentColor",
        stroke_width=wide,
        stroke_opacity=opacity,
    )


def _mark(
    x: float, top: float, bottom: float, mark: Mark | None, *, heading: bool
) -> Iterator[ET.Element]:
    middle = (top + bottom) / 2
    if mark is not None and mark.tone is Tone.ASIDE:
        away = x + _ASIDE
        yield element(
            "path",
            d=f"M{number(x)} {number(top)}L{number(away)} {number(top + 6)}"
            f"V{number(bottom - 6)}L{number(x)} {number(bottom)}",
            fill="none",
            stroke="currentColor",
            stroke_opacity=0.6,
            stroke_dasharray="2 3",
        )
        yield from _pill(away, middle, mark.sign, mark.tone)
        return
    if mark is None:
        yield _stroke(x, top, x, bottom, opacity=0.12 if heading else 0.3)
        return
    yield _stroke(x, top, x, middle - 9, opacity=0.3)
    yield _stroke(x, middle + 9, x, bottom, opacity=0.3)
    yield from _pill(x, middle, mark.sign, mark.tone)


_FILLS = {Tone.STRONG: 0.38, Tone.LIGHT: None, Tone.QUIET: None, Tone.ASIDE: None}
_DASHES = {Tone.STRONG: None, Tone.LIGHT: None, Tone.QUIET: "2 2", Tone.ASIDE: "2 2"}


def _pill(x: float, y: float, sign: str, tone: Tone) -> Iterator[ET.Element]:
    """A sign in a box with round ends."""
    wide = max(20.0, width(sign, SMALL) + 8)
    shape = {"x": x - wide / 2, "y": y - 9, "width": wide, "height": 18.0, "rx": 9.0}
    if _FILLS[tone] is not None:
        yield element("rect", fill=ACCENT, fill_opacity=_FILLS[tone], **shape)
    yield element(
        "rect",
        fill="none",
        stroke="currentColor",
        stroke_width=1.6 if tone is Tone.STRONG else 1,
        stroke_dasharray=_DASHES[tone],
        **shape,
    )
    yield words(sign, x, y + 4.2, size=SMALL, anchor="middle", bold=tone is Tone.STRONG)


def _legend(body: Sheet, chart: Chart) -> None:
    """Entries side by side as long as there is room."""
    x, y = EDGE, body.y + 12
    for key in chart.legend:
        room = 42.0 if key.bar or key.tone is Tone.ASIDE else 26.0
        (told,) = wrap(key.told, body.wide - 2 * EDGE - room, SMALL, most=1)
        wide = room + width(told, SMALL) + 16
        if x > EDGE and x + wide > body.wide - EDGE:
            x, y = EDGE, y + 22
        body.put(*_key(key, x, y, room))
        body.put(words(told, x + room, y + 4, size=SMALL))
        x += wide
    body.y = y + 12


def _key(key: Key, x: float, y: float, room: float) -> Iterable[ET.Element]:
    if key.bar is None:
        return _pill(x + (room - 6) / 2, y, key.sign, key.tone)
    scale = 32 / key.bar.end if key.bar.end else 1.0
    return _bar(key.bar, x + 2, y - 6.5, scale, 13)


# Tables and lists


def _table(body: Sheet, table: Table) -> None:
    body.text(table.caption, bold=True)
    widths = _share_out(table, body.wide - 2 * EDGE)
    _cells(body, table.head, widths, bold=True)
    body.put(_stroke(EDGE, body.y + 1, body.wide - EDGE, body.y + 1))
    for row in table.rows:
        body.gap(2)
        _cells(body, row, widths, bold=False)
        body.put(_stroke(EDGE, body.y + 1, body.wide - EDGE, body.y + 1, opacity=0.2))


def _share_out(table: Table, room: float) -> list[float]:
    """What each column needs; where that is too much, the widest give way first."""
    wanted = [
        max(width(line(part), SMALL * 1.06) for row in column for part in row.split("\n")) + 12
        for column in zip(table.head, *table.rows, strict=True)
    ]
    cap = max(wanted, default=0)
    while sum(min(one, cap) for one in wanted) > room and cap > 30:  # noqa: PLR2004 -- a word's room
        cap *= 0.96
    return [min(one, cap) for one in wanted]


def _cells(body: Sheet, cells: Iterable[str], widths: list[float], *, bold: bool) -> None:
    top, bottom, x = body.y, body.y, EDGE
    for cell, wide in zip(cells, widths, strict=True):
        body.y = top
        body.text(cell, at=x, room=wide - 8, size=SMALL, bold=bold)
        bottom = max(bottom, body.y)
        x += wide
    body.y = bottom + 2


def _listing(body: Sheet, listing: Listing) -> None:
    sign = f"{listing.sign} " if listing.sign else ""
    body.text(f"{sign}{listing.heading}", bold=True)
    for item in listing.items:
        body.gap(3)
        _item(body, item)


def _item(body: Sheet, item: Item) -> None:
    head = "  ".join(filter(None, (item.code, item.where)))
    if head:
        body.text(head, at=EDGE + 8, size=SMALL, bold=True)
    body.text(item.told, at=EDGE + 8, size=SMALL)
    for name, told in item.more:
        body.text(f"{name}: {told}", at=EDGE + 22, size=SMALL)
