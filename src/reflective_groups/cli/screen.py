"""How things look in a terminal: plain where no colour is wanted, and harmless whatever is in them.

Colour and weight only repeat what the words say.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group
from rich.measure import Measurement
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import ConsoleOptions, RenderableType

WIDEST = 110
"""A line longer than this is hard to read, however wide the window."""
NARROWEST = 60
"""A table with less room than this is no table any more."""
_JOINERS = "\u200c\u200d"
"""Invisible, and part of words in several scripts."""


class _Copy(io.StringIO):
    """Takes what a stream would be sent, and looks like that stream to who asks about it."""

    encoding: str = "utf-8"

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.encoding = stream.encoding or self.encoding
        self._stream = stream

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()


def drawn(*parts: RenderableType, err: bool = False) -> str:
    """What a terminal is sent: with colours if it has some, in lines of its width."""
    copy = _Copy(sys.stderr if err else sys.stdout)
    console = Console(
        file=copy,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.width = max(NARROWEST, min(console.width, WIDEST))
    segments = console.render(Group(*parts), console.options)
    harmless = [Segment(safe(one.text), one.style) for one in segments]
    console.print(Segments(harmless), end="")
    return "\n".join(line.rstrip(" ") for line in copy.getvalue().split("\n"))


def safe(text: str) -> str:
    r"""Text in which nothing can move a cursor, change colours or turn the reading direction.

    >>> safe("Ann\x1b[2J")
    'Ann\\x1b[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter.isprintable() or letter == "\n" or letter in _JOINERS:
        return letter
    return " " if letter.isspace() else letter.encode("unicode_escape").decode()


def head(title: str, *lines: str) -> Iterable[RenderableType]:
    """What a page is about."""
    yield Text(title, style="bold")
    for line in lines:
        yield Text(line)


def heading(text: str, *, style: str = "bold") -> RenderableType:
    """A title of a part of a page, with air above it."""
    return Padding(Text(text, style=style), (1, 0, 0, 0))


def paragraph(text: str, *, above: int = 1, left: int = 0, style: str = "") -> RenderableType:
    """Running text."""
    return Padding(Text(text, style=style), (above, 0, 0, left))


class SideBySide:
    """Short texts in a row, as many to a line as there is room for, never broken in between."""

    def __init__(self, texts: Iterable[str], *, gap: int = 3) -> None:
        self._texts, self._gap = list(texts), " " * gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """The lines."""
        del console
        line = ""
        for text in self._texts:
            longer = f"{line}{self._gap}{text}" if line else text
            if line and cell_len(safe(longer)) > options.max_width:
                yield Text(line)
                longer = text
            line = longer
        yield Text(line)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From the widest of them to all in one line."""
        del console
        wide = [cell_len(safe(text)) for text in self._texts] or [0]
        whole = sum(wide) + len(self._gap) * (len(wide) - 1)
        return Measurement(max(wide), whole).with_maximum(options.max_width)


def items(texts: Iterable[str], *, left: int = 2) -> RenderableType:
    """Points one below the other."""
    rows = Table.grid(padding=(0, 1))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for text in texts:
        rows.add_row("-", Text(text))
    return Padding(rows, (0, 0, 0, left))


def pairs(rows: Iterable[tuple[str, str]], *, left: int = 2) -> RenderableType:
    """Words on the left and what they mean on the right."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for word, text in rows:
        grid.add_row(Text(word), Text(text))
    return Padding(grid, (0, 0, 0, left))


def table(
    *columns: str, kept: Sequence[str] = (), right: Sequence[str] = (), first: int | None = None
) -> Table:
    """An empty table; `kept` columns are never broken, those in `right` stand on the right.

    The first column is `first` wide, or as wide as it wants.
    """
    made = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for name in columns:
        made.add_column(
            name,
            no_wrap=name in kept,
            justify="right" if name in right else "left",
            overflow="fold",
        )
    made.columns[0].width = first
    return made


def below(part: RenderableType) -> RenderableType:
    """A part of a page with air above it."""
    return Padding(part, (1, 0, 0, 0))


def failure(
    message: str,
    problems: Iterable[tuple[str, str]],
    sections: Iterable[tuple[str, Sequence[str]]] = (),
) -> Iterable[RenderableType]:
    """What went wrong, and where; then points under headings."""
    yield Text.assemble(("Error:", "bold red"), " ", message)
    for path, problem in problems:
        yield Padding(Text.assemble((f"{path}:", "bold"), " ", problem), (0, 0, 0, 2))
    for title, points in sections:
        if points:
            yield paragraph(title)
            yield items(points)
