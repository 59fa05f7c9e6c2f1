"""How we hold our Thursdays: two protocols and a rule of the house."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import reflective_groups as rg

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDBOOK = rg.Source(key="thursday.handbook", title="How we hold our Thursdays", year=2026)
HOUSE = rg.Source(key="thursday.house", title="Rules of the house", year=2026)

_TELL = rg.Phase(
    name="tell",
    time=rg.exactly(rg.minutes(10)),
    floor=rg.Floor(speaks=(rg.PRESENTER,), leads=(rg.MODERATOR,), silent=(rg.MEMBER,)),
    purpose="One of us tells what is on their mind.",
    basis=(rg.stated(HANDBOOK.at("p. 2")),),
)
_THINK = rg.Phase(
    name="think",
    time=rg.between(rg.minutes(20), rg.minutes(25)),
    floor=rg.Floor(speaks=(rg.MEMBER,), leads=(rg.MODERATOR,), silent=(rg.PRESENTER,)),
    purpose="The others say what the story does to them.",
    basis=(
        rg.stated(HANDBOOK.at("p. 3"), of="time.least"),
        rg.default("time.most", note="longer than this, and the return was rushed"),
    ),
)
_RETURN = rg.Phase(
    name="return",
    time=rg.exactly(rg.minutes(5)),
    floor=rg.Floor(speaks=(rg.PRESENTER,), leads=(rg.MODERATOR,)),
    purpose="The one who told has the last word.",
    basis=(rg.stated(HANDBOOK.at("p. 3")),),
)

USUAL = rg.Protocol(
    key="thursday.usual",
    title="Our Thursdays",
    version="1",
    family="thursday",
    session=_TELL >> _THINK >> _RETURN,
    seats=(
        rg.Seat(role=rg.PRESENTER),
        rg.Seat(role=rg.MODERATOR, bench=rg.Bench.MEMBERS, duty="Keeps the time."),
    ),
    size=rg.GroupSize(least=4, most=8, basis=(rg.stated(HANDBOOK.at("p. 1")),)),
    leadership=rg.Leadership(least=0, most=0),
    frame=rg.Frame(
        confidentiality=rg.Confidentiality.OWN_WORDS,
        basis=(rg.stated(HANDBOOK.at("p. 1")),),
    ),
)
"""As the handbook has it."""

TWO_STORIES = rg.revise(
    USUAL, key="thursday.two_stories", title="A long Thursday", session=USUAL.session * 2
)
"""Two of us tell something, one after the other."""


@rg.rule(
    "meeting",
    code="THURSDAY01",
    name="thursday-doors",
    severity=rg.Severity.ERROR,
    what="The meeting lasts longer than the house is open.",
    why="The caretaker locks up at nine, and nobody should be hurried out of a return.",
    citations=(HOUSE.at("section 4"),),
    fails="revise(meeting, slot=minutes(180), protocol=revise(protocol, family='thursday'))",
    passes="revise(meeting, protocol=revise(protocol, family='thursday'))",
)
def doors(meeting: rg.Meeting) -> Iterator[rg.Notice]:
    """A Thursday in the house that ends after nine; what others hold is not for us to judge."""
    here = meeting.group.setting is not rg.Setting.ONLINE
    closing = meeting.start.replace(hour=21, minute=0, second=0, microsecond=0)
    over = meeting.start + meeting.slot - closing
    if here and meeting.protocol.family == "thursday" and over > dt.timedelta(0):
        yield rg.Notice(path="slot", message=f"It ends {rg.in_words(over)} after the house closes.")


PROTOCOLS = (USUAL, TWO_STORIES)
RULES = (doors,)
