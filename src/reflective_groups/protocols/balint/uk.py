"""Balint groups as the Balint Society (UK) starts them, face to face, after document 003.

It says much about who meets, who leads, where and for how much, and nothing about the minutes
inside a case. What it has in common with the online form is named here and taken up there.
"""

from __future__ import annotations

from reflective_groups.model.frame import (
    Bench,
    Clause,
    Demand,
    Device,
    Fees,
    Frame,
    GroupSize,
    Leadership,
    OnlineNeeds,
    Price,
    RoomNeeds,
    Seat,
    SeriesNeeds,
)
from reflective_groups.model.parts import Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import EVERYONE, LEADER, PRESENTER, Floor
from reflective_groups.model.timebox import UNSTATED, Count, exactly, minutes
from reflective_groups.protocols.balint import floors, training
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B16, B17, B33, B35, S0, S1, S3


def point(name: str, text: str, *places: str) -> Clause:
    """A practical point, a caution or a ground rule of document 003, with where it says so.

    >>> point("taster", "Try one meeting first.", "003-40").citations_of()[0].where
    '003-40'
    """
    return Clause(name, text, basis=(stated(*map(S3.at, places)),))


_NO_MINUTES = silent(of="time", note="document 003 gives no minutes inside a case")
_TRADITION = "document 003 stands in the Balint tradition and names no phases; these are its own"

PREPARE = Phase(
    name="prepare",
    time=UNSTATED,
    floor=Floor(speaks=(LEADER,)),
    purpose="The leaders meet before the group does.",
    basis=(
        stated(S3.at("003-20")),
        silent(of="time", note="no minutes are given for the leaders' meeting beforehand"),
    ),
)
INTRODUCE = Phase(
    name="introduce",
    time=UNSTATED,
    floor=Floor(leads=(LEADER,), speaks=(EVERYONE,)),
    purpose="Everyone is introduced, and the aims of Balint work and the ground rules become "
    "clear to all.",
    basis=(
        stated(S3.at("003-41"), S3.at("003-42"), S3.at("003-43")),
        silent(of="time", note="face to face, no part of the session is named for this"),
    ),
)
CASE = (
    Phase(
        name="present",
        time=UNSTATED,
        floor=floors.PRESENTING,
        purpose="The presenter tells a case from their own work.",
        basis=(
            derived(S3.at("003-02"), S0.at("000-28"), B16.at(), note=_TRADITION),
            _NO_MINUTES,
            floors.STEERING_ELSEWHERE,
        ),
    )
    >> Phase(
        name="clarify",
        time=UNSTATED,
        floor=floors.CLARIFYING,
        purpose="The group may ask the presenter about facts.",
        basis=(
            derived(S3.at("003-02"), S0.at("000-29"), S0.at("000-30"), B16.at(), note=_TRADITION),
            _NO_MINUTES,
            floors.STEERING_ELSEWHERE,
        ),
    )
    >> Phase(
        name="discuss",
        time=UNSTATED,
        floor=floors.SITTING_BACK,
        purpose="The presenter sits back and listens while the group wonders about the "
        "relationship in the case and the feelings around it.",
        basis=(
            derived(S3.at("003-02"), S0.at("000-31"), B17.at(), note=_TRADITION),
            stated(
                S3.at("003-70"),
                of="floor.sit_back",
                note="that there is a sit-back, and how it is done on a screen",
            ),
            floors.talking(),
            floors.moving_back(S3.at("003-70")),
            floors.STEERING_ELSEWHERE,
            _NO_MINUTES,
        ),
    )
    >> Phase(
        name="return",
        time=UNSTATED,
        floor=floors.RETURNING,
        purpose="The presenter comes back and says what it was like to listen.",
        basis=(
            derived(S3.at("003-02"), S0.at("000-34"), S0.at("000-35"), B16.at(), note=_TRADITION),
            floors.sharing(),
            floors.STEERING_ELSEWHERE,
            _NO_MINUTES,
        ),
    )
)
CASES = Rounds(
    part=CASE,
    count=Count(least=1),
    rotating=(PRESENTER,),
    name="cases",
    basis=(
        derived(S3.at("003-02"), note="each case has a presenter of its own"),
        silent(of="count", note="document 003 does not say how many cases a session holds"),
    ),
)
DEBRIEF = Phase(
    name="debrief",
    time=UNSTATED,
    floor=floors.DEBRIEFING,
    purpose="The leaders look back on the meeting together, in private.",
    basis=(
        stated(S3.at("003-21"), S3.at("003-71")),
        silent(of="time", note="no minutes are given for the leaders' debrief"),
    ),
)

FEES = Fees(
    leader_hour=Price(least=60, most=75, currency="GBP"),
    member_session=Price(least=15, most=25, currency="GBP"),
    in_advance="Several months, a term or even a year at a time.",
    first_meeting_free=Demand.IDEAL,
    basis=(
        stated(S3.at("003-80"), of="leader_hour"),
        stated(S3.at("003-81"), of="member_session", note="most groups that meet in a room"),
        stated(S3.at("003-76"), S3.at("003-77"), of="in_advance"),
        derived(
            S3.at("003-78"),
            of="first_meeting_free",
            note="a first meeting without a charge is worth considering; no more is said",
        ),
    ),
)

PRACTICE = (
    point(
        "first_talk",
        "Talk it over with the Society first: what such a group is, and what it takes to run one.",
        "003-03",
    ),
    point(
        "who_joins",
        "Doctors alone, whether family, hospital or psychiatry; or with them nurses, counsellors, "
        "psychologists and anyone else who works therapeutically with patients or clients.",
        "003-08",
    ),
    point(
        "enrol",
        "Enrol 8 to 10 people at the least, so that the group is large enough when somebody is "
        "away; 6 to 8 who are committed can work well too.",
        "003-04",
        "003-05",
        "003-06",
    ),
    point("mixed_professions", "A group of several professions can be very productive.", "003-10"),
    point(
        "recruit",
        "Find members through professional bodies nearby that have circulation lists: the local "
        "medical committee, tutors of general practice, postgraduate tutors and deans, those who "
        "look after new general practitioners, locum groups, charities, other professional groups.",
        "003-12",
        "003-13",
    ),
    point(
        "confidence",
        "What they have in common is that they want to discuss their work in confidence.",
        "003-09",
    ),
    point("regularly", "They are people who can meet regularly.", "003-09"),
    point("fliers", "Send a flier by e-mail that describes the group and its cost.", "003-14"),
    point(
        "peer_supervision",
        "Leaders may also go to a peer supervision group near them.",
        "003-23",
        "003-72",
    ),
    point(
        "leaders_plan",
        "Well before the first meeting, leaders talk with time to spare about aims, about what "
        "each has done before and hopes for, about how the group will work, and about who leads "
        "what.",
        "003-37",
        "003-38",
    ),
    point("taster", "A single meeting to try it out can help before the group begins.", "003-40"),
    point("contact", "Settle how leaders and members reach each other.", "003-44"),
    point("dates", "Give everybody the dates to come well ahead.", "003-45"),
    point(
        "running_costs",
        "The group carries its own costs, so each member commits to paying regularly; say so "
        "openly from the beginning.",
        "003-73",
        "003-74",
        "003-75",
    ),
    point(
        "paid_leaders",
        "Many leaders need to be paid or expect it, most of all those who work for themselves.",
        "003-79",
    ),
)
"""What to do about the people, the plan and the money, wherever the group meets."""

CAUTIONS = (
    point(
        "readiness",
        "Think about who should not join for now: somebody may not be ready in themselves to "
        "reflect in this way.",
        "003-52",
    ),
    Clause(
        "untrained_leading",
        "Led by somebody without training, such a group can hurt its members and set them "
        "against each other.",
        basis=(stated(S1.at("001-28"), S1.at("001-29")),),
    ),
    *CARE,
)
"""What to be careful about, wherever the group meets."""

UK = Protocol(
    key="balint.uk",
    title="Balint group after the Balint Society (UK)",
    family="balint",
    summary="People who work with patients or clients look, in the Balint tradition, at the "
    "relationship between the two.",
    before=PREPARE,
    session=CASES,
    first_session=INTRODUCE >> CASES,
    after=DEBRIEF,
    slot=exactly(minutes(90)),
    seats=(
        Seat(
            role=LEADER,
            bench=Bench.LEADERS,
            count=Count(least=1, usual=2, most=2),
            duty="Plan the group with your co-leader and divide the leading between you.",
            basis=(stated(S3.at("003-15"), S3.at("003-38")),),
        ),
    ),
    size=GroupSize(
        absolute_least=4,
        least=6,
        ideal_least=8,
        absolute_most=15,
        smaller_online=True,
        basis=(
            stated(
                S3.at("003-04"),
                S3.at("003-05"),
                S3.at("003-06"),
                of="ideal_least",
                note="8 to 10 is what to enrol at the least, so that enough are left when "
                "somebody is away, and 8 the upper end of the 6 to 8 that can work well; other "
                "societies give 8 to 10 as the size itself (B29, B30)",
            ),
            stated(S3.at("003-06"), of="least", note="if all of them are committed"),
            silent(
                S3.at("003-04"),
                of=("ideal_most", "most"),
                note="8 to 10 is a minimum, and no upper limit is named",
            ),
            derived(
                B17.at(),
                B33.at(),
                B35.at(),
                of=("absolute_least", "absolute_most"),
                note="over all Balint sources",
            ),
            stated(S3.at("003-07"), of="smaller_online"),
        ),
    ),
    leadership=Leadership(
        least=1,
        preferred=2,
        preferred_online=2,
        most=2,
        discipline="balint",
        trained=Demand.REQUIRED,
        accredited=Demand.ADVISED,
        accredited_online=1,
        member_experience=Demand.REQUIRED,
        supervision=Demand.ADVISED,
        preparation=Demand.ADVISED,
        debrief=Demand.ADVISED,
        psychodynamic=Demand.IDEAL,
        peer_profession=Demand.IDEAL,
        instead=training.INSTEAD,
        basis=(
            stated(S3.at("003-15"), of=("least", "preferred")),
            derived(S3.at("003-15"), of="most", note="one and two are the numbers named"),
            stated(
                S3.at("003-47"),
                S3.at("003-49"),
                of="preferred_online",
                note="both experienced: leading online takes more attention",
            ),
            stated(S3.at("003-48"), of="accredited_online"),
            derived(
                S1.at("001-30"),
                S3.at("003-16"),
                S3.at("003-17"),
                of=("trained", "discipline"),
                note="document 001 strongly advises those without training against it; document "
                "003 wants former members, as a rule accredited or on the way, and does not say "
                "'required'",
            ),
            stated(S3.at("003-16"), of="member_experience"),
            stated(S3.at("003-17"), of="accredited", note="or working towards it"),
            stated(S3.at("003-22"), S3.at("003-72"), of="supervision"),
            stated(S3.at("003-20"), S3.at("003-37"), of="preparation"),
            stated(S3.at("003-21"), S3.at("003-71"), of="debrief"),
            stated(S3.at("003-18"), of="psychodynamic", note="one of the leaders, or similar"),
            stated(S3.at("003-19"), of="peer_profession", note="one of the leaders"),
            stated(S1.at("001-32"), of="instead"),
        ),
    ),
    frame=Frame(
        ground_rules=Demand.ADVISED,
        regular_attendance=Demand.ADVISED,
        basis=(
            stated(S3.at("003-43"), of="ground_rules", note="made clear at the first meeting"),
            stated(S3.at("003-09"), S3.at("003-77"), of="regular_attendance"),
            silent(
                S3.at("003-09"),
                of="confidentiality",
                note="work is discussed in confidence; how far that goes is not said",
            ),
        ),
    ),
    room=RoomNeeds(
        circle=Demand.ADVISED,
        every_meeting=Demand.ADVISED,
        undisturbed=Demand.ADVISED,
        basis=(
            stated(S3.at("003-25"), of="circle", note="large enough to sit in one comfortably"),
            stated(S3.at("003-26"), of="every_meeting"),
            stated(S3.at("003-27"), of="undisturbed"),
        ),
    ),
    # A group that meets in a room may have to move to screens, and the same document then asks
    # this of it.
    online=OnlineNeeds(
        devices=(Device.COMPUTER, Device.LAPTOP),
        connection=Demand.REQUIRED,
        all_visible=Demand.REQUIRED,
        leaders_talk_openly=Demand.ADVISED,
        interview=Demand.ADVISED,
        speaking_signal=Demand.ADVISED,
        basis=(
            stated(S3.at("003-33"), S3.at("003-34"), of="devices"),
            stated(S3.at("003-32"), of="connection"),
            stated(S3.at("003-35"), S3.at("003-50"), of="all_visible"),
            stated(S3.at("003-65"), S3.at("003-66"), S3.at("003-67"), of="leaders_talk_openly"),
            stated(S3.at("003-53"), S3.at("003-54"), of="interview"),
            stated(S3.at("003-69"), of="speaking_signal", note="talk about whether to have one"),
        ),
    ),
    rhythm="A regular time and place; how often and for how long is for the group to decide.",
    series=SeriesNeeds(
        taster=Demand.IDEAL,
        basis=(
            derived(
                S3.at("003-40"),
                of="taster",
                note="a taster can be useful; no more is said",
            ),
            silent(
                S3.at("003-51"),
                of=("meetings", "months"),
                note="how long and how often to meet is for the group to decide",
            ),
            silent(
                S3.at("003-09"),
                of="attend",
                note="people who can meet regularly; how many meetings may be missed is not said",
            ),
        ),
    ),
    fees=FEES,
    cautions=(
        *CAUTIONS,
        point(
            "venue_changes",
            "A change of venue can upset the work badly, most of all one that nobody planned.",
            "003-28",
        ),
    ),
    practice=(
        *PRACTICE,
        point(
            "venues",
            "Ask at health centres, hospital education centres, places for the community, and "
            "charities for counselling or psychotherapy.",
            "003-31",
        ),
    ),
    basis=(
        stated(S3.at()),
        stated(S3.at("003-02"), of="summary"),
        derived(
            S3.at("003-81"),
            S3.at("003-82"),
            of="slot",
            note="the session length behind the fee; nothing else is said about it",
        ),
        stated(S3.at("003-39"), S3.at("003-45"), S3.at("003-51"), of="rhythm"),
        silent(
            S3.at("003-43"),
            of="ground_rules",
            note="the group has ground rules; which they are is not said",
        ),
    ),
)
