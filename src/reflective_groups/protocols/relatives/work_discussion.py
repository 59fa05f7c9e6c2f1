"""Work discussion: an observation from work, and a group that explores it."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, Frame, GroupSize, Leadership, SeriesNeeds
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, FACILITATOR, PRESENTER, Floor
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.sources import default, derived, silent, stated
from reflective_groups.sources.bibliography import R40, R41, R42, R43, R44

_NO_MINUTES = silent(of="time", note="no minutes were found for any phase")

_PRESENT = Phase(
    name="present",
    floor=Floor(leads=(FACILITATOR,), speaks=(PRESENTER,)),
    purpose="A member presents an observation from work, usually a written one.",
    basis=(stated(R43.at()), _NO_MINUTES),
)
_DISCUSS = Phase(
    name="discuss",
    floor=Floor(leads=(FACILITATOR,), speaks=(EVERYONE,)),
    purpose="The group explores it.",
    basis=(
        stated(R43.at()),
        _NO_MINUTES,
        default("floor.speaks", note="nobody is known to be kept out of the talk"),
        silent(of="floor.advice", note="whether advice has a place is not stated"),
    ),
)

WORK_DISCUSSION = Protocol(
    key="relatives.work_discussion",
    title="Work discussion group",
    family="relatives",
    summary="A year-long group, described for nurseries, in which a member brings an observation "
    "from work and all explore it.",
    session=_PRESENT >> _DISCUSS,
    slot=Timebox(least=minutes(75), most=minutes(90)),
    size=GroupSize(
        basis=(silent(of=("least", "most"), note="known of one group only: nine managers"),)
    ),
    leadership=Leadership(
        least=1,
        preferred=2,
        competences=(
            "Contains what comes up.",
            "Keeps the group to its task.",
            "Notes unconscious process.",
        ),
        basis=(
            default("least", note="a facilitator there is; how few will do is not stated"),
            stated(
                R42.at(),
                of="preferred",
                note="an early-years specialist and a child psychotherapist together",
            ),
            stated(R43.at(), of="competences"),
            silent(of="trained", note="a training exists; that it is required is not stated"),
        ),
    ),
    frame=Frame(
        basis=(
            silent(of="confidentiality", note="its limits are talked over at the start, not given"),
        ),
    ),
    series=SeriesNeeds(
        basis=(
            silent(
                R40.at(),
                of="months",
                note="two groups went on for a year each; that it takes a year is not said",
            ),
        ),
    ),
    rhythm="Weekly for practitioners, every two weeks for managers; for a year.",
    ground_rules=(
        Clause(
            "limits_of_confidence",
            "At the start the group talks over where confidentiality ends.",
            basis=(stated(R44.at()),),
        ),
    ),
    practice=(
        Clause(
            "two_groups",
            "Practitioners met weekly for 75 minutes, managers every two weeks for 90.",
            basis=(stated(R40.at()),),
        ),
        Clause("nine_managers", "Another group had nine managers.", basis=(stated(R41.at()),)),
        Clause(
            "training",
            "There is a five-day foundation training in facilitation.",
            basis=(stated(R43.at()),),
        ),
    ),
    basis=(
        stated(R40.at(), R43.at()),
        derived(
            R40.at(),
            of=("slot.least", "slot.most"),
            note="the lengths of two kinds of groups, 75 and 90 minutes, taken as a range",
        ),
        stated(R40.at(), of="rhythm"),
        silent(of="slot.usual", note="it is one or the other"),
    ),
)
