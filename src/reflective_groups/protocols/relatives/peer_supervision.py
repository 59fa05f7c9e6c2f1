"""Peer supervision: colleagues of similar experience hear each other's cases."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership, SeriesNeeds
from reflective_groups.model.parts import Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, PRESENTER, Floor
from reflective_groups.model.timebox import Count
from reflective_groups.sources import default, silent, stated
from reflective_groups.sources.bibliography import R70, R71, R72, R73

_UNTOLD = (
    default(note="no source that was found describes the phases"),
    silent(of="time", note="no minutes were found for any phase"),
)

PEER_SUPERVISION = Protocol(
    key="relatives.peer_supervision",
    title="Peer supervision group",
    family="relatives",
    summary="A few colleagues of similar experience meet, usually every two weeks, and may suggest "
    "to each other without answering for each other's cases.",
    session=Rounds(
        name="cases",
        part=Phase(
            name="present",
            floor=Floor(speaks=(PRESENTER,)),
            purpose="A member tells a case.",
            basis=_UNTOLD,
        )
        >> Phase(
            name="discuss",
            floor=Floor(speaks=(EVERYONE,)),
            purpose="The group talks about it. Members may suggest, and no more than that.",
            basis=(
                *_UNTOLD,
                silent(
                    R70.at(),
                    of="floor.advice",
                    note="members only suggest; whether they are asked to is not stated",
                ),
            ),
        ),
        count=Count(least=1),
        rotating=(PRESENTER,),
        basis=(
            default(note="each case has a presenter of its own"),
            silent(of="count", note="how many cases a meeting holds is not known"),
        ),
    ),
    size=GroupSize(least=4, most=6, basis=(stated(R70.at(), of=("least", "most")),)),
    leadership=Leadership(
        least=0,
        basis=(stated(R70.at(), R72.at(), of="least", note="a group may go without a leader"),),
    ),
    rhythm="Usually every two weeks.",
    series=SeriesNeeds(
        basis=(
            silent(
                R71.at(),
                of="meetings",
                note="known of one group of trainees only: nine sessions",
            ),
        ),
    ),
    ground_rules=(
        Clause(
            "suggestions",
            "Members suggest; nobody answers for another's case.",
            basis=(stated(R70.at()),),
        ),
    ),
    cautions=(
        Clause(
            "drift",
            "Such groups often fail, by drifting from the task into therapy or by a loose "
            "contract. Contract and process need care, above all without a leader.",
            basis=(stated(R70.at(), R72.at()),),
        ),
    ),
    practice=(
        Clause(
            "trainees",
            "A group of nine trainees held nine sessions of an hour.",
            basis=(stated(R71.at()),),
        ),
        Clause(
            "tasks",
            "A structured model gives the listeners roles or tasks for each presentation.",
            basis=(stated(R73.at()),),
        ),
    ),
    basis=(
        stated(R70.at()),
        silent(of="slot", note="known of one group of trainees only: an hour (R71)"),
        stated(R70.at(), of="rhythm"),
    ),
)
