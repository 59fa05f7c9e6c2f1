"""The page of a plan, built as a tree: a sheet to read, and a clock for whoever leads."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING

from reflective_groups.display.markup import add, element, write
from reflective_groups.model.care import CARE, leading
from reflective_groups.planning.handouts import words
from reflective_groups.planning.handouts.clock import clock
from reflective_groups.planning.handouts.notes import for_all, for_leaders
from reflective_groups.planning.handouts.reader import Reader
from reflective_groups.planning.handouts.rows import blocks
from reflective_groups.planning.handouts.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from reflective_groups.planning.agenda import Agenda

_HERE = "reflective_groups.planning.handouts"


def handout(agenda: Agenda, *, reader: Reader = Reader.FACILITATOR, names: bool = True) -> str:
    """A plan as one page of HTML that needs no network.

    >>> from reflective_groups.planning import plan
    >>> from reflective_groups.rules.examples import MEETING
    >>> page = handout(plan(MEETING))
    >>> page.startswith("<!DOCTYPE html>") and page == handout(plan(MEETING))
    True

    The page for the facilitator holds what to steer away from, what to prepare, cautions, sources
    and a clock that runs in the page; the page for a participant holds none of that. Without
    `names` nobody is named, since paper lies around. The same plan gives the same page, byte by
    byte.
    """
    return f"<!DOCTYPE html>\n{write(_page(agenda, reader, names=names))}\n"


def _page(agenda: Agenda, reader: Reader, *, names: bool) -> ET.Element:
    leads = reader is Reader.FACILITATOR
    title = agenda.meeting.protocol.title
    style = element("style", _asset("page.css"))
    script = element("script", _asset("clock.js")) if leads else None
    main = element("main")
    add(main, *_head(agenda, leads=leads, names=names))
    table = sheet(agenda, blocks(agenda, reader), leads=leads, names=names)
    if leads:
        add(main, clock(agenda, table))
    add(main, element("h2", "What happens when", id="plan"), table)
    add(main, *(for_leaders(agenda, names=names) if leads else for_all(agenda)))
    day = words.day(agenda.meeting.start)
    return element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", f"{title}, {day}"),
            style,
        ),
        element("body", main, script),
        lang="en",
    )


def _asset(name: str) -> str:
    return (resources.files(_HERE) / name).read_text(encoding="utf-8")


def _policy(style: ET.Element, script: ET.Element | None) -> str:
    """Nothing may run or be fetched but what stands in the page itself."""
    told = [f"default-src 'none'; style-src {_hash(style)}"]
    if script is not None:
        told.append(f"script-src {_hash(script)}")
    return "; ".join((*told, "base-uri 'none'; form-action 'none'"))


def _hash(one: ET.Element) -> str:
    digest = hashlib.sha256((one.text or "").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _head(agenda: Agenda, *, leads: bool, names: bool) -> Iterator[ET.Element]:
    meeting = agenda.meeting
    yield element(
        "header",
        element("h1", element("bdi", meeting.protocol.title)),
        element("p", words.when(meeting), class_="when"),
        element("p", *words.who(meeting, names=names)),
        element(
            "p",
            "With notes for whoever leads" if leads else "For everybody who takes part",
            class_="for",
        ),
    )
    if not leads:
        return
    lead = leading(meeting.held.leadership)
    found = _errors(agenda)
    yield element(
        "div",
        element("p", f"{lead} {CARE}".strip()),
        element(
            "p",
            element("strong", "A plan is no check. "),
            f"This meeting has findings of error severity: {words.listed(found)}. "
            "Look at them before you hold it.",
        )
        if found
        else None,
        class_="care",
    )


def _errors(agenda: Agenda) -> list[str]:
    """What the check of the meeting found, without the people it names."""
    from reflective_groups.rules import check, explain

    codes = dict.fromkeys(finding.code for finding in check(agenda.meeting).errors)
    return [f"{code} ({explain(code).name.replace('-', ' ')})" for code in codes]
