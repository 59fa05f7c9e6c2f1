"""One page a protocol, with its picture, and the table of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reflective_groups as rg
from docs.machinery.words import anchor, bullets, linked, places, plain, table
from reflective_groups.cli import words as told

# The command shows the same facts in a terminal: one description of a protocol, and not two.
from reflective_groups.cli.sheet import (
    facts,
    leading,
    told_notes,
    told_of_floor,
    told_of_seat,
    trees,
)
from reflective_groups.protocols import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.frame import Clause
    from reflective_groups.sources import Source

TITLES = {
    "balint": "Balint groups",
    "triad": "Coaching in threes",
    "grow": "GROW and its kin",
    "relatives": "Relatives",
}
"""What the families are called; each has a page of explanation."""
FOLDER = "reference/protocols"


def catalogue() -> dict[str, rg.Protocol]:
    """Our own protocols; what an installed pack brings is no part of these pages."""
    return {key: one for key, one in rg.CATALOGUE.items() if key.partition(".")[0] in FAMILIES}


def index() -> str:
    """Every protocol in one line, family by family."""
    return "\n".join(
        f"## {TITLES[family]}\n\n"
        f"[What they are](../explanation/{family}.md).\n\n"
        + table(
            ("protocol", "what it is", "lasts", "leaders"),
            (
                (
                    f"[{key}](protocols/{key}.md)",
                    plain(one.title),
                    plain(told.lasts(one)),
                    plain(str(one.leadership)),
                )
                for key, one in catalogue().items()
                if key.partition(".")[0] == family
            ),
        )
        for family in FAMILIES
    )


def pages() -> dict[str, str]:
    """The page of each protocol and its picture, by their places."""
    made: dict[str, str] = {}
    for key, protocol in catalogue().items():
        made[f"{FOLDER}/{key}.md"] = page(protocol)
        made[f"{FOLDER}/{key}.svg"] = picture(protocol)
    return made


def picture(protocol: rg.Protocol) -> str:
    """The protocol drawn by itself."""
    return f"{format(protocol, 'svg').strip()}\n"


def page(protocol: rg.Protocol) -> str:
    """All that is known of a protocol, and from where."""
    return "\n".join(
        (*_head(protocol), *_session(protocol), *_round_it(protocol), *_tail(protocol))
    )


def _head(protocol: rg.Protocol) -> Iterator[str]:
    family = protocol.key.partition(".")[0]
    yield f"# {protocol.key}\n"
    yield f"**{plain(protocol.title)}.** {plain(protocol.summary)}\n"
    yield (
        f"{plain(str(protocol.size)).capitalize()}; {plain(str(protocol.leadership))}. "
        f"Lasts {plain(told.lasts(protocol))}. Read about "
        f"[{TITLES[family]}](../../explanation/{family}.md).\n"
    )
    care = linked(plain(leading(protocol.leadership)))
    yield f":::{{admonition}} Before somebody leads it\n{care}\n:::\n"
    yield (
        f":::{{figure}} {protocol.key}.svg\n:alt: {_alternative(protocol)}\n"
        f":class: picture\n\n{plain(str(protocol))}\n:::\n"
    )


def _alternative(protocol: rg.Protocol) -> str:
    named = ", ".join(f"{path} {phase.time}" for path, phase in protocol.phases)
    return f"Timeline of {protocol.title}: {named}".replace("\n", " ")


def _session(protocol: rg.Protocol) -> Iterator[str]:
    yield "## Phases\n"
    yield table(
        ("phase", "time", "known", "source"),
        (
            (
                f"`{path}`" + (f" ({title})" if title != "the session" else ""),
                plain(told.time_of(phase)),
                told.standing_of_time(phase),
                places(phase.citations_of("time")),
            )
            for title, inside in trees(protocol)
            for path, phase in inside
        ),
    )
    yield f"All phases together: {plain(str(protocol.duration))}.\n"
    yield "## Who has the floor\n"
    yield table(
        ("phase", "floor"),
        (
            (f"`{path}`", plain("\n".join(told_of_floor(phase))) or "nothing is said of it")
            for _, inside in trees(protocol)
            for path, phase in inside
        ),
    )
    if protocol.seats:
        yield f"## Seats\n\n{bullets(linked(plain(told_of_seat(seat))) for seat in protocol.seats)}"


def _round_it(protocol: rg.Protocol) -> Iterator[str]:
    yield "## People, place and time\n"
    for title, rows in facts(protocol):
        if rows:
            yield f"### {title}\n"
            yield table(
                ("what", "value", "known", "source"),
                ((*map(plain, row[:-1]), linked(row[-1])) for row in rows),
            )
    lead = protocol.leadership
    for title, lines in (
        ("Leaders' training", lead.training),
        ("What leaders can do", lead.competences),
    ):
        if lines:
            yield f"### {title}\n\n{bullets(map(plain, lines))}"
    for title, clauses in (
        ("Ground rules", protocol.ground_rules),
        ("Cautions", protocol.cautions),
        ("Practical points", protocol.practice),
    ):
        if clauses:
            yield f"## {title}\n\n{bullets(map(_clause, clauses))}"


def _clause(clause: Clause) -> str:
    name, _, text = str(clause).partition(": ")
    where = places(clause.citations_of())
    known = told.STANDINGS[clause.standing_of()]
    return f"**{plain(name)}.** {plain(text)} ({', '.join(filter(None, (known, where)))})"


def _tail(protocol: rg.Protocol) -> Iterator[str]:
    notes = list(dict.fromkeys(told_notes(protocol)))
    if notes:
        yield f"## Notes on the numbers\n\n{bullets(map(plain, notes))}"
    found = [
        f"[{one.code}](../rules/{one.code}.md) {one.severity}: {plain(one.message)}"
        for one in rg.check(protocol)
    ]
    yield "## What the rules find in the protocol alone\n"
    yield bullets(found) or "Nothing. A sound plan does not make a safe group.\n"
    yield f"## Sources\n\n{bullets(map(_source, protocol.sources))}"
    yield "How well something is known:\n"
    yield bullets(f"*{name}*: {plain(what)}" for name, what in told.LEGEND)


def _source(source: Source) -> str:
    return f"[{source.key}](#{anchor(source)}) {plain(str(source))}"
