"""GROW: Goal, Reality, Options, Will."""

from __future__ import annotations

from reflective_groups.model.frame import Clause
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.protocols.grow import floors
from reflective_groups.protocols.grow.one_to_one import (
    CAUTIONS,
    LEADERSHIP,
    PRACTICE,
    RHYTHM,
    RHYTHM_BASIS,
    SEATS,
    SIZE,
    SLOT,
    SLOT_BASIS,
)
from reflective_groups.sources import default, stated
from reflective_groups.sources.bibliography import G2, G3, G4, G5, G6, G7, G9

SPLIT = default(
    "time",
    note="no source gives minutes for a letter; usual is a split of a 30-minute session, most is "
    "what a letter may take in one of 60",
)
"""What the minutes of each letter rest on: our choice."""

_NO_ADVICE = stated(G6.at(), G7.at(), of="floor.advice")

GOAL = Phase(
    name="goal",
    time=Timebox(least=minutes(3), usual=minutes(5), most=minutes(15)),
    floor=floors.ASKING,
    purpose="The coachee says what this session is to reach and what it serves in the long run: "
    "specific, and within the coachee's own control.",
    basis=(stated(G3.at(), G7.at()), _NO_ADVICE, SPLIT),
)
REALITY = Phase(
    name="reality",
    time=Timebox(least=minutes(5), usual=minutes(10), most=minutes(20)),
    floor=floors.ASKING,
    purpose="How things stand now, what has been tried, what is only assumed; history that does "
    "not matter is left aside.",
    basis=(stated(G7.at()), _NO_ADVICE, SPLIT),
)
OPTIONS = Phase(
    name="options",
    time=Timebox(least=minutes(5), usual=minutes(10), most=minutes(20)),
    floor=floors.SUGGESTING,
    purpose="The full range of what could be done, from the coachee first; the coach adds only "
    "with care.",
    basis=(stated(G7.at()), SPLIT),
)
WILL = Phase(
    name="will",
    time=Timebox(least=minutes(3), usual=minutes(5), most=minutes(10)),
    floor=floors.ASKING,
    purpose="What the coachee will do and by when, what may stand in the way, and who can help.",
    basis=(stated(G7.at()), _NO_ADVICE, SPLIT),
)

GROW_PRACTICE = (
    Clause(
        "order",
        "The letters are no strict order. The coach may come back to an earlier one as often as it "
        "helps; a talk may well go reality, options, topic, goal, options, will.",
        basis=(stated(G2.at(), G4.at()),),
    ),
    Clause(
        "review_next_time",
        "The next session starts by looking back: were the steps taken, and how near is the goal?",
        basis=(stated(G5.at()),),
    ),
    *PRACTICE,
)

GROW = Protocol(
    key="grow.grow",
    title="GROW",
    family="grow",
    summary="A coach asks and a coachee goes from a goal to what they will do. Made by Alexander, "
    "Fine and Whitmore in the 1980s and published in 1992.",
    session=GOAL >> REALITY >> OPTIONS >> WILL,
    slot=SLOT,
    seats=SEATS,
    size=SIZE,
    leadership=LEADERSHIP,
    rhythm=RHYTHM,
    practice=GROW_PRACTICE,
    cautions=CAUTIONS,
    basis=(stated(G2.at(), G6.at(), G9.at()), SLOT_BASIS, RHYTHM_BASIS),
)
