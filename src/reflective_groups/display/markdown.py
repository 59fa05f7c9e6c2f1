"""A scene as Markdown: headings, tables and lists that a code host shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from reflective_groups.display.scene import Chart, Listing, Prose, Table
from reflective_groups.display.wording import apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Item, Row, Scene

_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&#{}])")
_LINKS = (
    (re.compile("://"), "&#58;//"),
    (re.compile("(?i)www[.]"), "www&#46;"),
    (re.compile("@"), "&#64;"),
)
"""What many take for a link, without being asked."""
_FIRST = re.compile(r"^([-+=]|\d+[.)])")


def markdown(scene: Scene) -> str:
    """A scene as Markdown.

    >>> from reflective_groups.display.scene import Scene, Table
    >>> tea = Table(caption="Tea", head=("who", "what"), rows=(("Ann", "cups"),))
    >>> print(markdown(Scene(title="Monday", blocks=(tea,))))
    **Monday**
    <BLANKLINE>
    Tea
    <BLANKLINE>
    | who | what |
    | --- | --- |
    | Ann | cups |
    """
    parts = [f"**{escape(scene.title)}**"]
    if scene.told:
        parts.append(escape(scene.told))
    for block in scene.blocks:
        parts.extend(_block(block))
    return "\n\n".join(parts)


def escape(told: str) -> str:
    r"""Text that Markdown shows as it stands.

    >>> print(escape("<b>*not* [a](link)"))
    \<b\>\*not\* \[a\](link)
    """
    safe = _SIGNS.sub(r"\\\1", apart(told))
    for link, plain in _LINKS:
        safe = link.sub(plain, safe)
    return _FIRST.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", safe)


def _block(block: Chart | Table | Listing | Prose) -> Iterator[str]:
    match block:
        case Chart():
            signed = any(row.sign for row in block.rows)
            head = (*(("",) if signed else ()), "part", "time", *block.lanes)
            yield _table(head, (_row(row, block, signed=signed) for row in block.rows))
        case Table():
            yield escape(block.caption)
            yield _table(block.head, block.rows)
        case Listing():
            yield f"**{f'{block.sign} ' if block.sign else ''}{escape(block.heading)}**"
            yield "\n".join(one for item in block.items for one in _item(item))
        case Prose():
            yield f"> {escape(block.told)}" if block.care else escape(block.told)
        case _:
            assert_never(block)


def _row(row: Row, chart: Chart, *, signed: bool) -> tuple[str, ...]:
    marks = (mark.told if mark else "" for mark in row.marks or (None,) * len(chart.lanes))
    label = "\N{EM SPACE}" * row.depth + row.label
    return (*((row.sign,) if signed else ()), label, row.note, *marks)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = [_cell(name) for name in head]
    lines = [titles, ["---"] * len(titles), *(map(_cell, row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(told: str) -> str:
    indent = "&emsp;" * (len(told) - len(told.lstrip("\N{EM SPACE}")))
    return indent + "<br>".join(map(escape, told.strip("\N{EM SPACE}").split("\n")))


def _item(item: Item) -> Iterator[str]:
    head = " ".join(filter(None, (escape(item.code), escape(item.where))))
    yield f"- {f'**{head}** ' if head else ''}{escape(item.told)}"
    for name, told in item.more:
        yield f"  - {escape(name)}: {escape(told)}"
