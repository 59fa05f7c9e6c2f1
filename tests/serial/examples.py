"""One telling value of each public class, for the golden files and for the documents to spoil."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.sources.bibliography import S0, S3

if TYPE_CHECKING:
    from collections.abc import Mapping

LONDON = ZoneInfo("Europe/London")
STATED = rg.stated(S3.at("003-12"), S0.at("000-32"), of=("time.least", "time.most"), note="twice")
OWN = rg.Source(
    key="my.guide", title="How we run our evenings", authors="A. Author", year=2024, address="p. 1"
)
PLACE = OWN.at("p. 3")
DISCUSS = rg.Phase(
    name="group_talk",
    time=rg.Timebox(least=rg.minutes(20), usual=rg.minutes(22.5), most=rg.minutes(30)),
    floor=rg.Floor(
        leads=(rg.LEADER, rg.CO_LEADER),
        speaks=(rg.MEMBER,),
        asks=(rg.Role("scribe"),),
        answers=(rg.Role("host_of_the_day", brings=True),),
        silent=(rg.PRESENTER,),
        order=rg.Order.IN_TURN,
        questions=rg.Questions.OPEN,
        advice=rg.AdvicePolicy.FORBIDDEN,
        steer_away=(rg.ADVICE, rg.Move("rescue")),
        sit_back=rg.SitBack(
            role=rg.PRESENTER, how="sit back from the circle", online="move away from the screen"
        ),
    ),
    purpose="Members say what the case does to them.",
    kind="discuss",
    each=rg.MEMBER,
    optional=True,
    basis=(STATED, rg.silent(of="floor", note="nothing is said of it")),
)
PRESENT = rg.Phase(name="present", time=rg.exactly(rg.minutes(10)))
INTRODUCE = rg.Phase(name="introduce", time=rg.Share(least=0.1, usual=0.25, most=0.5))
CASE = PRESENT >> rg.Phase(name="discuss", time=rg.between(rg.minutes(20), rg.minutes(30)))
CASES = rg.Rounds(
    part=CASE,
    count=rg.Count(least=1, usual=2, most=2),
    rotating=(rg.PRESENTER,),
    name="cases",
    basis=(rg.derived(S0.at("000-32"), of="count.usual", note="what is usual"),),
)
TRIOS = rg.Breakout(
    part=rg.Rounds(part=PRESENT, count=rg.PerHolder(rg.COACH)),
    size=3,
    leftover=rg.Leftover.LARGER,
    name="trios",
    basis=(rg.default(of="size", note="our choice"),),
)
SEAT = rg.Seat(
    role=rg.SUPERVISOR,
    bench=rg.Bench.OUTSIDE,
    count=rg.Count(least=0, usual=1, most=None),
    duty="sees the leaders twice a year",
    basis=(rg.stated(PLACE),),
)
SIZE = rg.GroupSize(
    absolute_least=4,
    least=6,
    ideal_least=8,
    ideal_most=10,
    most=12,
    absolute_most=15,
    multiple_of=3,
    smaller_online=True,
    basis=(rg.stated(S0.at("000-24"), of="least"),),
)
LEADERSHIP = rg.Leadership(
    least=2,
    preferred=2,
    preferred_online=2,
    most=3,
    discipline="balint",
    trained=rg.Demand.REQUIRED,
    accredited=rg.Demand.ADVISED,
    accredited_online=1,
    accreditation_years=2,
    member_experience=rg.Demand.IDEAL,
    supervision=rg.Demand.REQUIRED,
    preparation=rg.Demand.ADVISED,
    debrief=rg.Demand.REQUIRED,
    psychodynamic=rg.Demand.IDEAL,
    peer_profession=rg.Demand.IDEAL,
    independent=rg.Demand.REQUIRED,
    training=("a year as a member", "ten groups led under supervision"),
    competences=("keeps the frame",),
    instead="a peer group",
    basis=(rg.stated(S3.at("003-16"), of="member_experience"),),
)
FRAME = rg.Frame(
    ground_rules=rg.Demand.REQUIRED,
    confidentiality=rg.Confidentiality.OWN_WORDS,
    voluntary_presenting=rg.Demand.ADVISED,
    no_reporting=rg.Demand.REQUIRED,
    peers_only=rg.Demand.IDEAL,
    seniors_outside=rg.Demand.ADVISED,
    regular_attendance=rg.Demand.REQUIRED,
    basis=(rg.stated(S0.at("000-15"), of="ground_rules"),),
)
ONLINE = rg.OnlineNeeds(
    devices=(rg.Device.COMPUTER, rg.Device.LAPTOP),
    connection=rg.Demand.REQUIRED,
    all_visible=rg.Demand.ADVISED,
    leaders_talk_openly=rg.Demand.ADVISED,
    interview=rg.Demand.REQUIRED,
    speaking_signal=rg.Demand.IDEAL,
    basis=(rg.stated(S3.at("003-33"), of="devices"),),
)
ROOM_NEEDS = rg.RoomNeeds(
    circle=rg.Demand.ADVISED,
    every_meeting=rg.Demand.IDEAL,
    undisturbed=rg.Demand.REQUIRED,
    unheard=rg.Demand.REQUIRED,
    basis=(rg.stated(S3.at()),),
)
PRICE = rg.Price(least="17.50", most=25, currency="GBP")  # type: ignore[arg-type]
FEES = rg.Fees(
    leader_hour=rg.Price(least=50, most=60, currency="GBP"),  # type: ignore[arg-type]
    member_session=PRICE,
    in_advance="for a term",
    first_meeting_free=rg.Demand.ADVISED,
    basis=(rg.stated(S3.at("003-58")),),
)
CLAUSE = rg.Clause("attendance", "Come regularly.", basis=(rg.stated(S0.at("000-20")),))
WAIVER = rg.Waiver(code="RG304", reason="The co-leader is on leave.", path="group.leaders")
PROTOCOL = rg.Protocol(
    key="my.balint_2",
    title="Our Monday group",
    version="2",
    family="balint",
    summary="Two cases, and a pause between them.",
    session=INTRODUCE >> CASES >> DISCUSS,
    first_session=TRIOS,
    before=rg.Phase(name="gather", time=rg.at_most(rg.minutes(5))),
    after=rg.Phase(name="debrief"),
    slot=rg.exactly(rg.minutes(90)),
    seats=(SEAT, rg.Seat(role=rg.PRESENTER)),
    size=SIZE,
    leadership=LEADERSHIP,
    frame=FRAME,
    online=ONLINE,
    room=ROOM_NEEDS,
    rhythm="once a month",
    fees=FEES,
    ground_rules=(CLAUSE,),
    cautions=(rg.Clause("care", "A sound plan makes no safe group."),),
    practice=(rg.Clause("chairs", "Put the chairs in a circle."),),
    waivers=(WAIVER,),
    basis=(rg.stated(S0.at()), rg.derived(PLACE, of="slot", note="2 × 45 min")),
)
PERSON = rg.Person(
    "Zoë Ångström",
    profession="teacher",
    trained_in=("balint", "coaching"),
    accreditation=rg.Accreditation.WORKING_TOWARDS,
    was_member=True,
    supervised=False,
    psychodynamic=True,
    device=rg.Device.LAPTOP,
    good_connection=True,
    manages=("Ann",),
    senior=False,
)
ROOM = rg.Room(circle=True, every_meeting=False, undisturbed=True, unheard=False)
AGREEMENTS = rg.Agreements(
    ground_rules=True,
    confidentiality=rg.Confidentiality.ALL,
    voluntary_presenting=True,
    reports_outside=False,
    leaders_talk=rg.LeadersTalk.OPENLY,
    interviewed=True,
    speaking_signal=False,
)
GROUP = rg.Group(
    members=("Ann", "Ben", rg.Person("Cem", trained_in=()), "Dot"),  # type: ignore[arg-type]
    leaders=(PERSON,),
    setting=rg.Setting.HYBRID,
    room=ROOM,
    visible_on_screen=9,
    agreements=AGREEMENTS,
)
MEETING = rg.Meeting(
    protocol=PROTOCOL,
    group=GROUP,
    start=dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
    slot=dt.timedelta(hours=1, minutes=30),
    first=True,
    presenters=("Ben",),
    absent=("Dot",),
    waivers=(WAIVER,),
)
HELD = rg.Held(rg.PRESENTER, ("Ben",))
STRETCH = rg.Stretch(
    path="cases[1]/present",
    start=dt.datetime(2026, 10, 25, 0, 59, 59, 500_000, tzinfo=dt.UTC),
    end=dt.datetime(2026, 10, 25, 12, 15, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=45))),
    held=(HELD,),
    group=2,
)
TIMELINE = rg.Timeline((STRETCH,))
ADDED = rg.Added(path="close", told="close (5 min)")
REMOVED = rg.Removed(path="settle", told="settle (no time stated)")
MOVED = rg.Moved(path="clarify", before=2, after=3)
CHANGED = rg.Changed(path="discuss", field="time", before="20 min", after="30 min")
REPAIR = rg.Repair(
    says="hold one case and silence the presenter",
    edits=(
        rg.SetSlot(rg.minutes(108)),
        rg.SetRounds(path="cases", count=1),
        rg.PutBefore(rg.Phase(name="gather")),
        rg.PutAfter(rg.Phase(name="debrief")),
        rg.Silence(path="cases/discuss", role=rg.PRESENTER),
        rg.FactsOnly("cases/clarify"),
        rg.MoveAfter(path="return", target="discuss"),
    ),
)
FINDING = rg.Finding(
    code="RG203",
    severity=rg.Severity.WARNING,
    path="session.parts[1]",
    message="2 × 54 = 108 min are more than 90 min.",
    evidence=("54 min", "90 min"),
    citations=(S0.at("000-32"), PLACE),
    repair=REPAIR,
    waived="We know.",
)
FIT = planning.Fit(
    slot=rg.minutes(90),
    allotments=(
        planning.Allotment(
            path="cases[1]/present",
            at="cases/present",
            length=rg.minutes(10),
            why="its usual time",
            standing=rg.Standing.STATED,
        ),
    ),
    counts=(planning.Chosen(path="cases", count=2, why="the usual number"),),
    spare=rg.minutes(80),
    left_out=("settle",),
)

EXAMPLES: Mapping[str, Any] = {
    "Added": ADDED,
    "Agenda": planning.Agenda(meeting=MEETING, fit=FIT, timeline=TIMELINE),
    "Agreements": AGREEMENTS,
    "Allotment": FIT.allotments[0],
    "Basis": STATED,
    "Breakout": TRIOS,
    "Changed": CHANGED,
    "Chosen": FIT.counts[0],
    "Citation": PLACE,
    "Clause": CLAUSE,
    "Count": SEAT.count,
    "Diff": rg.Diff(before="x 1", after="x 2", changes=(ADDED, REMOVED, MOVED, CHANGED)),
    "FactsOnly": rg.FactsOnly("cases/clarify"),
    "Fees": FEES,
    "Finding": FINDING,
    "Fit": FIT,
    "Floor": DISCUSS.floor,
    "Frame": FRAME,
    "Group": GROUP,
    "GroupSize": SIZE,
    "Heads": rg.Heads(members=rg.times(8), leaders=rg.times(1), seats=((rg.COACH, rg.times(2)),)),
    "Held": HELD,
    "Leadership": LEADERSHIP,
    "Match": rg.Match(protocol=PROTOCOL, remarks=("one more than usual",), distance=1),
    "Matches": rg.Matches(
        (rg.Match(protocol=PROTOCOL),), (rg.Reject(protocol=PROTOCOL, reasons=("too long",)),)
    ),
    "Meeting": MEETING,
    "Move": rg.Move("rescue"),
    "MoveAfter": rg.MoveAfter(path="return", target="discuss"),
    "Moved": MOVED,
    "Notice": rg.Notice(
        path="slot", message="Too short.", evidence=("90 min",), citations=(PLACE,), repair=REPAIR
    ),
    "OnlineNeeds": ONLINE,
    "PerHolder": rg.PerHolder(rg.MEMBER),
    "Person": PERSON,
    "Phase": DISCUSS,
    "Price": PRICE,
    "Profile": rg.Profile(
        name="strict", weights=(rg.Weight("RG304", rg.Severity.ERROR),), off=("RG211",)
    ),
    "Protocol": PROTOCOL,
    "PutAfter": rg.PutAfter(PRESENT),
    "PutBefore": rg.PutBefore(PRESENT),
    "Reject": rg.Reject(protocol=PROTOCOL, reasons=("too long", "too many")),
    "Removed": REMOVED,
    "Repair": REPAIR,
    "Report": rg.Report(subject="my.balint 2", findings=(FINDING,), waived=(FINDING,)),
    "Role": rg.Role("scribe", brings=True),
    "Room": ROOM,
    "RoomNeeds": ROOM_NEEDS,
    "Rounds": CASES,
    "Seat": SEAT,
    "Sequence": PROTOCOL.session,
    "SetRounds": rg.SetRounds(path="cases", count=1),
    "SetSlot": rg.SetSlot(rg.minutes(108)),
    "Share": INTRODUCE.time,
    "Silence": rg.Silence(path="cases/discuss", role=rg.PRESENTER),
    "SitBack": DISCUSS.floor.sit_back,
    "Source": OWN,
    "Stretch": STRETCH,
    "Timebox": DISCUSS.time,
    "Timeline": TIMELINE,
    "Waiver": WAIVER,
    "Weight": rg.Weight("RG304", rg.Severity.ERROR),
}
"""An example of each public class that holds data, by its name."""
