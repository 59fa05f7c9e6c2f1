"""A scene as a Mermaid flow chart, which many code hosts and wikis draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from reflective_groups.display.scene import Chart, Listing, Prose, Table
from reflective_groups.display.wording import apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Item, Row, Scene

_PLAIN = re.compile(r"[^\w .,'()/+?!%-]|_", re.ASCII)
_ICON = re.compile(r"(?i)(fa[a-z]?:)(fa-)")
_LONGEST = 1_000


def mermaid(scene: Scene) -> str:
    """A scene as a flow chart: a box for each row, and a frame round what belongs together.

    >>> from reflective_groups.display.scene import Item, Listing, Scene
    >>> print(
    ...     mermaid(
    ...         Scene(title="Tea", blocks=(Listing(heading="Bring", items=(Item(told="cups"),)),))
    ...     )
    ... )
    flowchart TD
      accTitle: Tea
      subgraph g1["Bring"]
        n1["cups"]
      end
    """
    pen = _Pen()
    pen.lines.append("flowchart TD")
    pen.lines.append(f"  accTitle: {_title(scene.title)}")
    if scene.told or not scene.blocks:
        pen.box([scene.title, scene.told])
    for block in scene.blocks:
        match block:
            case Chart():
                _chart(pen, block)
            case Table():
                named = (
                    [
                        f"{name}: {cell}" if name else cell
                        for name, cell in zip(block.head, row, strict=True)
                        if cell
                    ]
                    for row in block.rows
                )
                pen.frame(block.caption, named)
            case Listing():
                pen.frame(block.heading, map(_item, block.items))
            case Prose():
                pen.box([block.told])
            case _:
                assert_never(block)
    return "\n".join(pen.lines)


def escape(told: str) -> str:
    """Text inside a box: all that could mean something is told by its number.

    >>> escape('say "hi"')
    'say #34;hi#34;'
    """
    short = apart(told)
    short = short if len(short) <= _LONGEST else f"{short[: _LONGEST - 3]}..."
    # Mermaid takes this for an icon even where it is told by numbers; a joiner has no width
    plain = _ICON.sub("\\1\u2060\\2", short)
    return _PLAIN.sub(lambda found: _by_number(found[0]), plain)


def _by_number(char: str) -> str:
    return char if ord(char) > 0x7F or char == "_" else f"#{ord(char)};"  # noqa: PLR2004 -- ASCII


def _title(told: str) -> str:
    """A title stands on a line of its own and knows no escapes."""
    return re.sub(r"[^\w .,:()/+?!%'-]", " ", apart(told)).strip() or "picture"


class _Pen:
    """Lines of a chart, with boxes and frames numbered as they come."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.boxes = 0
        self.frames = 0
        self.depth = 1

    def box(self, told: Iterable[str]) -> str:
        """A box with lines of text, and what it is called."""
        self.boxes += 1
        inside = "<br/>".join(escape(one) for part in told for one in part.split("\n") if one)
        self.lines.append(f'{"  " * self.depth}n{self.boxes}["{inside or " "}"]')
        return f"n{self.boxes}"

    def open(self, title: str) -> None:
        """Begin a frame."""
        self.frames += 1
        self.lines.append(f'{"  " * self.depth}subgraph g{self.frames}["{escape(title) or " "}"]')
        self.depth += 1

    def close(self) -> None:
        """End the innermost frame."""
        self.depth -= 1
        self.lines.append(f"{'  ' * self.depth}end")

    def frame(self, title: str, boxes: Iterable[Iterable[str]]) -> None:
        """A frame round boxes."""
        self.open(title)
        before = self.boxes
        for told in boxes:
            self.box(told)
        if self.boxes == before:
            self.box(["none"])  # Mermaid draws no empty frame
        self.close()


def _chart(pen: _Pen, chart: Chart) -> None:
    """Rows one after the other, those under a heading in a frame."""
    chain: list[str] = []
    outside = pen.depth
    for row in chart.rows:
        while pen.depth - outside > row.depth:
            pen.close()
        if row.heading:
            pen.open(", ".join(filter(None, (f"{row.sign} {row.label}".strip(), row.note))))
        else:
            chain.append(pen.box(_told(row, chart)))
    while pen.depth > outside:
        pen.close()
    if len(chain) > 1:
        pen.lines.append(f"{'  ' * pen.depth}{' --> '.join(chain)}")


def _told(row: Row, chart: Chart) -> Iterator[str]:
    yield f"{row.sign} {row.label}".strip()
    yield row.note
    for lane, mark in zip(chart.lanes, row.marks, strict=False):
        if mark is not None:
            yield f"{lane} {mark.told}"


def _item(item: Item) -> Iterator[str]:
    yield " ".join(filter(None, (item.code, item.where)))
    yield item.told
    yield from (f"{name}: {told}" for name, told in item.more)
