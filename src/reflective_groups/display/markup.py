"""Elements of a page or a picture, built as a tree and escaped when they are written.

Nothing is pasted into strings: a name that looks like markup stays a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_RAW = frozenset({"script", "style"})
_ENDS = re.compile(r"</|<!--|-->|]]>", re.IGNORECASE)


def clean(text: str) -> str:
    """Text as XML can hold it: what no document may hold becomes U+FFFD.

    >>> clean("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def element(
    tag: str, /, *inside: ET.Element | str | None, **attributes: str | float | None
) -> ET.Element:
    """An element with what is inside it; `None` is left out.

    >>> write(element("p", "1 < 2, ", element("b", "so"), class_="told"))
    '<p class="told">1 &lt; 2, <b>so</b></p>'

    An underscore in the name of an attribute is a hyphen, and one at its end is dropped.
    """
    made = ET.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            told = value if isinstance(value, str) else number(value)
            made.set(name.removesuffix("_").replace("_", "-"), clean(told))
    add(made, *inside)
    return made


def add(parent: ET.Element, *inside: ET.Element | str | None) -> None:
    """Put text and elements at the end of an element.

    >>> page = element("p", "one")
    >>> add(page, " and ", element("i", "two"))
    >>> write(page)
    '<p>one and <i>two</i></p>'
    """
    for one in inside:
        if one is None:
            continue
        if not isinstance(one, str):
            parent.append(one)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + clean(one)
        else:
            parent.text = (parent.text or "") + clean(one)


def number(value: float) -> str:
    """A number of a picture, to a hundredth and without zeros that say nothing.

    >>> number(12.0), number(1 / 3)
    ('12', '0.33')
    """
    told = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told


def write(tree: ET.Element) -> str:
    """An element as HTML.

    >>> write(element("p", "a", element("br"), "b"))
    '<p>a<br>b</p>'

    What stands in `script` and `style` is not escaped there. Raises `ValueError` where it could
    end them.
    """
    for one in _raw(tree):
        if _ENDS.search(one.text or "") or len(one):
            message = f"what stands in <{one.tag}> could end it"
            raise ValueError(message)
    return ET.tostring(tree, encoding="unicode", method="html")


def _raw(tree: ET.Element) -> Iterator[ET.Element]:
    return (one for one in tree.iter() if str(one.tag).lower() in _RAW)


def write_xml(tree: ET.Element) -> str:
    """An element as XML, for pictures that are files.

    >>> write_xml(element("g", element("title", "a & b")))
    '<g><title>a &amp; b</title></g>'
    """
    return ET.tostring(tree, encoding="unicode")
