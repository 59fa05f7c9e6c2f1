"""Sound examples that the rules' own examples are made from; nothing is found in them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import attrs

from reflective_groups.model.cadence import Monthly
from reflective_groups.model.frame import (
    Clause,
    Confidentiality,
    Demand,
    Device,
    Fees,
    Frame,
    GroupSize,
    Leadership,
    OnlineNeeds,
    Price,
    RoomNeeds,
    SeriesNeeds,
    Setting,
)
from reflective_groups.model.group import (
    Accreditation,
    Agreements,
    Group,
    LeadersTalk,
    Person,
    Room,
)
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.money import Costs
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    ADVICE,
    EVERYONE,
    LEADER,
    MEMBER,
    PRESENTER,
    AdvicePolicy,
    Floor,
    Questions,
    SitBack,
)
from reflective_groups.model.series import Attendance, Offer, Series
from reflective_groups.model.timebox import Count, Share, between, exactly, minutes

_CASE = (
    Phase(
        name="present",
        time=exactly(minutes(5)),
        floor=Floor(leads=(LEADER,), speaks=(PRESENTER,)),
    )
    >> Phase(
        name="clarify",
        time=exactly(minutes(5)),
        floor=Floor(
            leads=(LEADER,), asks=(MEMBER,), answers=(PRESENTER,), questions=Questions.FACTUAL
        ),
    )
    >> Phase(
        name="discuss",
        time=between(minutes(20), minutes(25)),
        floor=Floor(
            leads=(LEADER,),
            speaks=(MEMBER,),
            silent=(PRESENTER,),
            advice=AdvicePolicy.FORBIDDEN,
            steer_away=(ADVICE,),
            sit_back=SitBack(
                role=PRESENTER, how="Sit back and listen.", online="Move away from the screen."
            ),
        ),
    )
    >> Phase(
        name="return",
        time=exactly(minutes(5)),
        floor=Floor(leads=(LEADER,), speaks=(PRESENTER,)),
    )
)
_INTRODUCE = Phase(
    name="introduce", time=Share(most=0.5), floor=Floor(leads=(LEADER,), speaks=(EVERYONE,))
)

PROTOCOL = Protocol(
    key="example.balint",
    title="An example",
    family="balint",
    session=_CASE.rounds(Count(least=1, usual=2, most=2), name="cases"),
    first_session=_INTRODUCE >> _CASE.rounds(1, name="cases"),
    before=Phase(name="prepare", floor=Floor(speaks=(LEADER,)))
    >> Phase(name="gather", time=between(minutes(5), minutes(10)), floor=Floor(speaks=(EVERYONE,))),
    after=Phase(name="debrief", floor=Floor(speaks=(LEADER,))),
    slot=exactly(minutes(80)),
    size=GroupSize(
        absolute_least=4, least=6, ideal_least=8, ideal_most=10, most=12, absolute_most=15
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
        independent=Demand.REQUIRED,
        instead="Hold a peer-support group.",
    ),
    frame=Frame(
        ground_rules=Demand.REQUIRED,
        confidentiality=Confidentiality.ALL,
        voluntary_presenting=Demand.REQUIRED,
        no_reporting=Demand.REQUIRED,
        peers_only=Demand.REQUIRED,
        seniors_outside=Demand.REQUIRED,
    ),
    online=OnlineNeeds(
        devices=(Device.COMPUTER, Device.LAPTOP),
        connection=Demand.REQUIRED,
        all_visible=Demand.REQUIRED,
        leaders_talk_openly=Demand.ADVISED,
        interview=Demand.ADVISED,
        speaking_signal=Demand.ADVISED,
    ),
    room=RoomNeeds(
        circle=Demand.REQUIRED,
        every_meeting=Demand.ADVISED,
        undisturbed=Demand.REQUIRED,
        unheard=Demand.REQUIRED,
    ),
    series=SeriesNeeds(
        meetings=Count(least=6),
        months=6,
        attend=6,
        attend_of=8,
        closed=Demand.ADVISED,
        taster=Demand.IDEAL,
        first_in_person=Demand.REQUIRED,
        last_in_person=Demand.REQUIRED,
        hours=10,
        hours_in_person=5,
        opening=exactly(minutes(80)),
        supervisions_a_year=6,
    ),
    fees=Fees(
        leader_hour=Price(least=60, most=75, currency="GBP"),
        member_session=Price(least=15, most=25, currency="GBP"),
        in_advance="Several months, a term or even a year at a time.",
        first_meeting_free=Demand.IDEAL,
    ),
    ground_rules=(Clause("confidentiality", "What is said here stays here."),),
)
"""A protocol in which nothing is found."""

LEADERS = tuple(
    Person(
        name,
        profession="doctor",
        trained_in=("balint",),
        accreditation=Accreditation.ACCREDITED,
        was_member=True,
        supervised=True,
        psychodynamic=True,
        device=Device.LAPTOP,
        good_connection=True,
    )
    for name in ("Lena", "Luis")
)
MEMBERS = tuple(
    Person(name, profession="doctor", device=Device.LAPTOP, good_connection=True)
    for name in ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal")
)

MEETING = Meeting(
    protocol=PROTOCOL,
    group=Group(
        members=MEMBERS,
        leaders=LEADERS,
        room=Room(circle=True, every_meeting=True, undisturbed=True, unheard=True),
        agreements=Agreements(
            ground_rules=True,
            confidentiality=Confidentiality.ALL,
            voluntary_presenting=True,
            reports_outside=False,
            leaders_talk=LeadersTalk.OPENLY,
            interviewed=True,
            speaking_signal=True,
        ),
    ),
    start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/London")),
    slot=minutes(80),
)
"""A meeting face to face in which nothing is found."""

ONLINE = attrs.evolve(
    MEETING,
    group=attrs.evolve(MEETING.group, setting=Setting.ONLINE, room=None, visible_on_screen=12),
)
"""A meeting online in which nothing is found."""

SERIES = Series(
    key="example.series",
    title="An example of a series",
    protocol=PROTOCOL,
    group=MEETING.group,
    start=MEETING.start,
    slot=MEETING.slot,
    cadence=Monthly(nth=-1),
    count=8,
    closed=True,
    attendance=Attendance(least=7, of=8, expected=0.95),
    costs=Costs(currency="GBP", leader_hour=60, member_session=25, in_advance=8, first_free=True),
    supervised_every=2,
    offers=(Offer(day=MEETING.start.date(), names=("Ann",)),),
)
"""A series face to face in which nothing is found."""


def regroup(meeting: Meeting, **changes: object) -> Meeting:
    """A meeting whose group is changed.

    >>> len(regroup(MEETING, members=("Ann",)).members)
    1
    """
    return attrs.evolve(meeting, group=attrs.evolve(meeting.group, **changes))  # type: ignore[arg-type]


def remake(meeting: Meeting, **changes: object) -> Meeting:
    """A meeting whose protocol is changed.

    >>> remake(MEETING, title="Another").protocol.title
    'Another'
    """
    return attrs.evolve(meeting, protocol=attrs.evolve(meeting.protocol, **changes))  # type: ignore[arg-type]
