"""A scene as HTML for a notebook cell or a page: a picture, real tables and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reflective_groups.display.markup import add, element, write
from reflective_groups.display.scene import Chart, Listing, Prose, Scene, Table
from reflective_groups.display.svg import picture
from reflective_groups.display.wording import in_words, line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from reflective_groups.display.scene import Item

STYLE = (
    ".rg-scene{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;"
    "font-size:15px;line-height:1.45;max-width:780px;overflow-wrap:anywhere;text-align:start}"
    ".rg-scene p{margin:.35em 0}"
    ".rg-scene .rg-title{font-size:1.12em;font-weight:650;margin:.2em 0}"
    ".rg-scene .rg-heading{font-weight:650;margin:1em 0 .3em}"
    ".rg-scene .rg-care{border-inline-start:4px solid currentColor;padding-inline-start:.7em}"
    ".rg-scene .rg-wide{overflow-x:auto;margin:.6em 0}"
    ".rg-scene table{border-collapse:collapse;margin:0;font-size:.95em;color:inherit;"
    "background:none}"
    ".rg-scene caption{text-align:start;font-weight:650;padding:.3em 0;color:inherit;"
    "caption-side:top}"
    ".rg-scene th,.rg-scene td{text-align:start;vertical-align:top;padding:.3em .8em .3em 0;"
    "border-bottom:1px solid rgba(128,128,128,.5);background:none;white-space:normal;"
    "overflow-wrap:normal}"
    ".rg-scene ul{margin:.3em 0;padding-inline-start:1.2em}"
    ".rg-scene li{margin:.35em 0}"
    ".rg-scene .rg-code{font-weight:650}"
    ".rg-scene .rg-more{margin:.1em 0;font-size:.93em}"
    "@media print{.rg-scene{color:#000}}"
)


def html(scene: Scene) -> str:
    """A scene as HTML that stands for itself: no script, nothing from elsewhere.

    >>> from reflective_groups.display.scene import Scene
    >>> html(Scene(title="1 < 2")).rpartition("</style>")[2]
    '<p class="rg-title"><bdi>1 &lt; 2</bdi></p></div>'
    """
    return write(fragment(scene, style=True))


def fragment(scene: Scene, *, style: bool = False) -> ET.Element:
    """The same as a tree, to be put into a page."""
    made = element("div", element("style", STYLE) if style else None, class_="rg-scene")
    add(made, element("p", element("bdi", line(scene.title)), class_="rg-title"))
    if scene.told:
        add(made, element("p", line(scene.told)))
    for block in scene.blocks:
        add(made, *_block(block, scene))
    return made


def _block(block: Chart | Table | Listing | Prose, scene: Scene) -> Iterable[ET.Element]:
    match block:
        case Chart():
            alone = Scene(title=scene.title, told=scene.told, blocks=(block,))
            return (element("div", picture(block, scene.title, in_words(alone)), class_="rg-wide"),)
        case Table():
            return (_table(block),)
        case Listing():
            sign = f"{block.sign} " if block.sign else ""
            head = element("p", sign, element("bdi", line(block.heading)), class_="rg-heading")
            return (head, element("ul", *map(_item, block.items)))
        case Prose():
            told = element("bdi", line(block.told))
            return (element("p", told, class_="rg-care" if block.care else None),)
        case _:
            assert_never(block)


def _table(table: Table) -> ET.Element:
    head = element("tr", *(element("th", *_lines(name), scope="col") for name in table.head))
    body = element("tbody")
    for first, *others in table.rows:
        add(
            body,
            element(
                "tr",
                element("th", *_lines(first), scope="row", style="font-weight:normal"),
                *(element("td", *_lines(cell)) for cell in others),
            ),
        )
    made = element("table", element("caption", line(table.caption)), element("thead", head), body)
    # a wide table scrolls by keyboard too
    return element(
        "div", made, class_="rg-wide", role="region", tabindex="0", aria_label=line(table.caption)
    )


def _lines(cell: str) -> Iterable[ET.Element]:
    for place, told in enumerate(cell.split("\n")):
        if place:
            yield element("br")
        yield element("bdi", line(told))


def _item(item: Item) -> ET.Element:
    made = element("li")
    head = " ".join(filter(None, (line(item.code), line(item.where))))
    if head:
        add(made, element("bdi", head, class_="rg-code"), " ")
    add(made, element("bdi", line(item.told)))
    for name, told in item.more:
        add(made, element("p", f"{line(name)}: ", element("bdi", line(told)), class_="rg-more"))
    return made
