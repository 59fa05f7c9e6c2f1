"""The reflecting team after Andersen: a team thinks aloud, and the client listens."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership, Seat
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    CLIENT,
    INTERVIEWER,
    Floor,
    Questions,
    SitBack,
)
from reflective_groups.model.roles import (
    REFLECTING_TEAM as TEAM,
)
from reflective_groups.model.timebox import Count, Timebox, minutes
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import R45, R46, R47

_NO_MINUTES = silent(of="time", note="only the whole is given, about 60 minutes")

_INTERVIEW = Phase(
    name="interview",
    kind="present",
    floor=Floor(leads=(INTERVIEWER,), asks=(INTERVIEWER,), speaks=(CLIENT,), silent=(TEAM,)),
    purpose="Interviewer and client talk. The team sits apart and is silent.",
    basis=(stated(R45.at()), _NO_MINUTES),
)
_TURN_TO_TEAM = Phase(
    name="turn_to_team",
    floor=Floor(leads=(INTERVIEWER,), asks=(INTERVIEWER,)),
    purpose="The interviewer asks the team for its thoughts.",
    basis=(stated(R45.at()), _NO_MINUTES),
)
_REFLECT = Phase(
    name="reflect",
    kind="discuss",
    floor=Floor(
        speaks=(TEAM,),
        silent=(CLIENT,),
        questions=Questions.OPEN,
        sit_back=SitBack(
            role=CLIENT, how="Listen; the team neither looks at you nor speaks to you."
        ),
    ),
    purpose="The team talks among itself, wondering rather than stating, from what it saw and "
    "heard. It may speak of all that it heard, and not of all that it saw.",
    basis=(
        stated(R45.at(), R46.at()),
        _NO_MINUTES,
        derived(R46.at(), of="floor.questions", note="in a questioning voice, no statements"),
        derived(
            R45.at(),
            R46.at(),
            of=("floor.silent", "floor.sit_back"),
            note="the client is not looked at or addressed, and comments afterwards",
        ),
        silent(of="floor.advice", note="whether advice has a place is not stated"),
    ),
)
_COMMENT = Phase(
    name="comment",
    kind="return",
    floor=Floor(leads=(INTERVIEWER,), speaks=(CLIENT,)),
    purpose="The client comments, and keeps or leaves what was offered.",
    basis=(stated(R45.at()), _NO_MINUTES),
)

REFLECTING_TEAM = Protocol(
    key="relatives.reflecting_team",
    title="Reflecting team",
    family="relatives",
    summary="An interviewer talks with a client, then a small team reflects aloud, and the client "
    "has the last word.",
    session=_INTERVIEW >> _TURN_TO_TEAM >> _REFLECT >> _COMMENT,
    slot=Timebox(usual=minutes(60)),
    seats=(
        Seat(role=CLIENT, basis=(stated(R45.at()),)),
        Seat(role=TEAM, count=Count(least=2, most=4), basis=(stated(R45.at()),)),
    ),
    size=GroupSize(
        least=3,
        most=5,
        basis=(
            derived(
                R45.at(),
                of=("least", "most"),
                note="a client and two to four in the team; the interviewer leads",
            ),
        ),
    ),
    leadership=Leadership(
        least=1,
        most=1,
        basis=(
            stated(R45.at(), of=("least", "most"), note="the interviewer"),
            silent(of="trained", note="nothing is known of the interviewer's training"),
        ),
    ),
    cautions=(
        Clause(
            "to_each_other",
            "The team does not look at the client or speak to them.",
            basis=(stated(R45.at(), R46.at()),),
        ),
        Clause(
            "no_statements",
            "The team wonders and does not state.",
            basis=(stated(R46.at()),),
        ),
    ),
    practice=(
        Clause("size_elsewhere", "Another source speaks of 3 to 6.", basis=(stated(R47.at()),)),
    ),
    basis=(stated(R45.at(), R46.at()), stated(R45.at(), of="slot.usual", note="about")),
)
