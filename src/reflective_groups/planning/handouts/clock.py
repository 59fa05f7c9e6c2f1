"""The clock of a page, as it stands before its script runs."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from reflective_groups.display.markup import element, write

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from reflective_groups.planning.agenda import Agenda

_MILLISECOND = dt.timedelta(milliseconds=1)


def clock(agenda: Agenda, table: ET.Element) -> ET.Element:
    """The clock; it stays hidden where no script runs, and on paper."""
    meeting = agenda.meeting
    offset = meeting.start.utcoffset() or dt.timedelta(0)
    idle = element(
        "div",
        element("p", "Large clock for the phases. It runs in this page and needs no network."),
        element(
            "div",
            _button("Start now", "start"),
            _button("Follow the planned times", "follow"),
            _button("Go on where it was", "resume"),
            class_="keys",
        ),
        id="idle",
    )
    running = element(
        "div",
        element(
            "div",
            element(
                "div",
                element("p", "", id="where"),
                element("p", "", id="phase"),
                element("p", "", id="left", role="timer"),
                element("p", "", id="notice"),
            ),
            element(
                "div",
                element("div", "", id="who"),
                element("p", "", id="then"),
                element("p", "", id="ends"),
            ),
            class_="face",
        ),
        element("div", element("div", "", id="gone"), id="bar", aria_hidden="true"),
        element(
            "div",
            _button("Pause", "pause"),
            _button("Back", "back"),
            _button("Next phase", "next"),
            _button("1 min less", "less"),
            _button("1 min more", "more"),
            _button("5 min more", "five"),
            class_="keys",
        ),
        element(
            "div",
            element(
                "label", element("input", type="checkbox", id="sound"), " Sound at each change"
            ),
            _button("Stop the clock", "stop"),
            class_="keys small",
        ),
        id="running",
        hidden="",
    )
    return element(
        "section",
        element("h2", "Phase clock", id="clock-title"),
        idle,
        running,
        element("p", "", id="status", role="status", aria_live="polite"),
        element(
            "p",
            "This browser keeps nothing for this page: loading it again begins the clock anew.",
            id="unkept",
            hidden="",
        ),
        id="clock",
        aria_labelledby="clock-title",
        data_zone=meeting.zone,
        data_offset=str(offset // _MILLISECOND),
        data_key=hashlib.sha256(write(table).encode()).hexdigest()[:32],
        hidden="",
    )


def _button(told: str, name: str) -> ET.Element:
    return element("button", told, type="button", id=name)
