"""One telling value of each public class, for the golden files and for the documents to spoil."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

import reflective_groups as rg
from reflective_groups import planning, simulation
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
NEEDS = rg.SeriesNeeds(
    meetings=rg.times(8),
    months=6,
    attend=6,
    attend_of=8,
    closed=rg.Demand.REQUIRED,
    taster=rg.Demand.ADVISED,
    first_in_person=rg.Demand.REQUIRED,
    last_in_person=rg.Demand.IDEAL,
    hours=30,
    hours_in_person=15,
    basis=(rg.stated(S3.at("003-40"), of="taster"),),
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
    series=NEEDS,
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
LOCK = rg.Lock(path="cases[2]", until="group_talk", at=dt.time(19, 30))
MEETING = rg.Meeting(
    protocol=PROTOCOL,
    group=GROUP,
    start=dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
    slot=dt.timedelta(hours=1, minutes=30),
    first=True,
    presenters=("Ben",),
    absent=("Dot",),
    small_groups=(("Ann", "Ben"), ("Cem",)),
    locks=(LOCK,),
    waivers=(WAIVER,),
)
HOLIDAY = rg.Holiday(first=dt.date(2026, 12, 21), last=dt.date(2027, 1, 1), name="Christmas")
POSTPONED = rg.Postponed(
    day=dt.date(2027, 1, 11),
    to=dt.date(2027, 1, 12),
    at=dt.time(17, 45, 30),
    why="The room is taken.",
)
CANCELLED = rg.Cancelled(day=dt.date(2027, 1, 25), why="Zoë is ill.")
AWAY = rg.Away(name="Ann", first=dt.date(2027, 2, 1), last=dt.date(2027, 2, 28))
OFFER = rg.Offer(day=dt.date(2026, 12, 14), names=("Ben", "Ann"))
LIKELY = rg.Likely("Cem", 0.6)
ATTENDANCE = rg.Attendance(least=6, of=8, expected=0.85, persons=(LIKELY,))
COSTS = rg.Costs(
    currency="GBP",
    leader_hour="62.50",
    member_session=15,
    room_hire="12.5",
    in_advance=4,
    first_free=True,
    paid_leaders=1,
)
SHORT = rg.Protocol(
    key="my.short", title="A short one", session=rg.Phase(name="talk", time=rg.Share(most=1))
)
OPENING = rg.Opening(
    protocol=SHORT,
    slot=rg.minutes(180),
    day=dt.date(2026, 11, 23),
    at=dt.time(14, 0),
    taster=True,
)
SERIES = rg.Series(
    key="my.monday",
    title="Monday group",
    protocol=SHORT,
    group=GROUP,
    start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=LONDON),
    slot=rg.minutes(90),
    cadence=rg.Weekly(2),
    count=4,
    opening=OPENING,
    closed=True,
    holidays=(HOLIDAY,),
    amendments=(POSTPONED, CANCELLED),
    away=(AWAY,),
    in_person=(dt.date(2026, 11, 30), dt.date(2027, 1, 11)),
    attendance=ATTENDANCE,
    costs=COSTS,
    supervised_every=4,
    offers=(OFFER,),
    presented=("Ann", "Eve"),
    met=(("Ann", "Ben"), ("Cem", "Dot")),
    apart=(("Cem", "Ann"),),
    together=(("Ben", "Dot"),),
    seed=7,
    locks=(rg.Lock(path="talk", time=rg.exactly(rg.minutes(60)), gives_way=True),),
    waivers=(WAIVER,),
)
TERMS = rg.Series(
    key="my.terms",
    title="Once a term",
    protocol=SHORT,
    group=rg.Group(members=("Ann",)),  # type: ignore[arg-type]
    start=dt.datetime(2026, 9, 21, 18, tzinfo=dt.UTC),
    slot=rg.minutes(60),
    cadence=rg.OnDates((dt.date(2026, 9, 21), dt.date(2027, 1, 11))),
)
MONTHLY = attrs.evolve(TERMS, cadence=rg.Monthly(nth=3), until=dt.date(2026, 11, 30))
SWAP = rg.TurnSwap(names=("Ann", "Ben"), days=(dt.date(2026, 9, 21), dt.date(2027, 1, 11)))
SWAPPED = attrs.evolve(
    TERMS,
    group=rg.Group(members=("Ann", "Ben"), setting=rg.Setting.ONLINE),  # type: ignore[arg-type]
    in_person=(dt.date(2026, 9, 21),),
    sites_apart=True,
    swaps=(SWAP,),
)
SEATED = attrs.evolve(
    TERMS.meetings[0],
    small_groups=(),
    order=("Ann",),
    locks=(rg.Lock(path="talk", at=dt.time(18)),),
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
PLACED = rg.Placed(at=rg.minutes(18), box=rg.exactly(rg.minutes(20)), told="20 min", outer=True)
COMPARED = rg.Compared(
    path="discuss",
    before=PLACED,
    after=rg.Placed(at=rg.minutes(18), box=rg.between(rg.minutes(20), rg.minutes(30))),
)
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
CHEAPER = rg.Repair(
    says="take longer, and less",
    edits=(
        rg.SetTime(path="present", time=rg.between(rg.minutes(5), rg.minutes(10))),
        rg.LeaveOut("clarify"),
        rg.Unlock("cases[2]"),
        rg.SetFee("17.50", currency="GBP"),  # type: ignore[arg-type]
        rg.SetMeetings(6),
        rg.PayLeaders(1),
    ),
)
LONGER = rg.Repair(says="take longer", edits=(rg.SetSlot(rg.minutes(120)),))
FINDING = rg.Finding(
    code="RG203",
    severity=rg.Severity.WARNING,
    path="session.parts[1]",
    message="2 × 54 = 108 min are more than 90 min.",
    evidence=("54 min", "90 min"),
    citations=(S0.at("000-32"), PLACE),
    repair=REPAIR,
    otherwise=(LONGER,),
    waived="We know.",
)
FIT = planning.Fit(
    slot=rg.minutes(90),
    allotments=(
        planning.Allotment(
            path="cases[1]/present",
            at="cases/present",
            length=rg.minutes(10),
            bounds=rg.between(rg.minutes(5), rg.minutes(10)),
            why="its usual time",
            standing=rg.Standing.STATED,
        ),
    ),
    counts=(planning.Chosen(path="cases", count=2, why="the usual number"),),
    spare=rg.minutes(80),
    left_out=("settle",),
)

AGENDA = planning.Agenda(meeting=MEETING, fit=FIT, timeline=TIMELINE)
TALLY = planning.Tally(name="Ann", turns=2, owed=-0.3, longest_wait=3, came_in_at=1)
ROTA = planning.Rota(turns=(("Ann", "Ben"), ("Cem",)), tallies=(TALLY,))
CERTIFICATE = planning.Certificate(repeats=2, unmet=1, bound=1, rests_on="each group")
ROTATION = planning.Rotation(
    people=("Ann", "Ben", "Cem", "Dot"),
    size=2,
    rounds=((("Ann", "Ben"),), (("Ann", "Cem"), ("Ben", "Dot"))),
    certificate=planning.Certificate(repeats=0, unmet=1),
    remainder=planning.Remainder.SIT_OUT,
    sitting_out=(("Cem",), ()),
    observing=((), ()),
    sat_out_before=(0, 0, 1, 0),
    observed_before=(0, 1, 0, 0),
    absent=(("Dot",), ()),
    history=((("Ann", "Dot"),),),
    apart=(("Cem", "Dot"),),
    together=(("Ann", "Ben"),),
)

LATE = simulation.Late(by=rg.minutes(7.5), share=0.25)
CIRCUMSTANCES = simulation.Circumstances(
    attendance=rg.Attendance(expected=0.8),
    shock=0.1,
    no_shows=0.05,
    leaders_come=0.9,
    late=(LATE,),
    drop_out=0.02,
    meeting=3,
    volunteers=0.3,
    quorum=5,
    pace=simulation.Pace.CLOCK,
    drift=0.1,
    spread=0.2,
    basis=(rg.default(("drift", "spread"), note="to be varied"),),
)
BEHAVIOUR = simulation.Behaviour(
    name="ours",
    kernel=simulation.Kernel.EXPONENTIAL,
    sigma=0.4,
    gamma=0.3,
    boost=2.5,
    fade=0.25,
    recovery=0.2,
    stays=0.7,
    returns=0.5,
    words_mean=2.5,
    words_by_share=0.1,
    words_between=0.2,
    words_within=0.9,
    words_a_minute=180,
    overlapped=0.3,
    gap_mean=-1,
    gap_spread=1.1,
    overlap_mean=-1.5,
    overlap_spread=1.2,
    round_spread=0.4,
    leader=0.5,
    observer=0.25,
    basis=(rg.stated(PLACE, of="sigma"),),
)

EXAMPLES: Mapping[str, Any] = {
    "Added": ADDED,
    "Agenda": AGENDA,
    "Agreements": AGREEMENTS,
    "Allotment": FIT.allotments[0],
    "Attendance": ATTENDANCE,
    "Away": AWAY,
    "Basis": STATED,
    "Behaviour": BEHAVIOUR,
    "Breakout": TRIOS,
    "Budget": rg.Budget(currency="GBP", cost="180.50", income=90, paying="6.5", sessions=1, fee=15),
    "Cancelled": CANCELLED,
    "Certificate": CERTIFICATE,
    "Changed": CHANGED,
    "Compared": COMPARED,
    "Chosen": FIT.counts[0],
    "Citation": PLACE,
    "Clause": CLAUSE,
    "Costs": COSTS,
    "Count": SEAT.count,
    "Diff": rg.Diff(
        before="x 1",
        after="x 2",
        changes=(ADDED, REMOVED, MOVED, CHANGED),
        compared=(COMPARED, rg.Compared(path="close", after=COMPARED.after)),
    ),
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
    "Holiday": HOLIDAY,
    "Leadership": LEADERSHIP,
    "LeaveOut": CHEAPER.edits[1],
    "Likely": LIKELY,
    "Limit": planning.Limit(
        path="cases[1]/present",
        side=planning.Side.MOST,
        length=rg.minutes(10),
        says="10 min at the most",
        standing=rg.Standing.STATED,
        citations=(PLACE,),
    ),
    "Lock": rg.Lock(
        path="cases[2]",
        until="group_talk",
        time=rg.between(rg.minutes(20), rg.minutes(30)),
        after=rg.minutes(45),
        gives_way=True,
    ),
    "Match": rg.Match(protocol=PROTOCOL, remarks=("one more than usual",), distance=1),
    "Matches": rg.Matches(
        (rg.Match(protocol=PROTOCOL),), (rg.Reject(protocol=PROTOCOL, reasons=("too long",)),)
    ),
    "Meeting": MEETING,
    "Monthly": rg.Monthly(nth=-1, every=2),
    "Move": rg.Move("rescue"),
    "MoveAfter": rg.MoveAfter(path="return", target="discuss"),
    "Moved": MOVED,
    "Notice": rg.Notice(
        path="slot",
        message="Too short.",
        evidence=("90 min",),
        citations=(PLACE,),
        repair=REPAIR,
        otherwise=(LONGER,),
    ),
    "Occasion": rg.Occasion(
        number=3,
        day=dt.date(2027, 1, 11),
        start=dt.datetime(2027, 1, 12, 17, 45, tzinfo=LONDON),
        slot=rg.minutes(90),
        opening=True,
        postponed=True,
        cancelled=True,
        why="The room is taken.",
    ),
    "Offer": OFFER,
    "OnDates": TERMS.cadence,
    "OnlineNeeds": ONLINE,
    "Opening": OPENING,
    "Past": planning.Past(held=("Ann",), there=("Ann", "Ben")),
    "PayLeaders": CHEAPER.edits[5],
    "PerHolder": rg.PerHolder(rg.MEMBER),
    "Person": PERSON,
    "Phase": DISCUSS,
    "Postponed": POSTPONED,
    "Placed": PLACED,
    "Price": PRICE,
    "Profile": rg.Profile(
        name="strict", weights=(rg.Weight("RG304", rg.Severity.ERROR),), off=("RG211",)
    ),
    "Programme": planning.Programme(
        series=TERMS, agendas=(AGENDA,) * len(TERMS.held), rota=ROTA, rotation=ROTATION
    ),
    "Progress": planning.Progress(steps=50, of=200, repeats=-1, bound=1),
    "Protocol": PROTOCOL,
    "PutAfter": rg.PutAfter(PRESENT),
    "PutBefore": rg.PutBefore(PRESENT),
    "Reject": rg.Reject(protocol=PROTOCOL, reasons=("too long", "too many")),
    "Removed": REMOVED,
    "Repair": REPAIR,
    "Report": rg.Report(subject="my.balint 2", findings=(FINDING,), waived=(FINDING,)),
    "Retimed": planning.Retimed(
        allotments=FIT.allotments, changed=("cases[1]/present",), later=rg.minutes(4)
    ),
    "Role": rg.Role("scribe", brings=True),
    "Room": ROOM,
    "RoomNeeds": ROOM_NEEDS,
    "Rota": ROTA,
    "Rotation": ROTATION,
    "Rounds": CASES,
    "Seat": SEAT,
    "Seats": planning.Seats(roles=("coach", "coachee"), rounds=(("Ann", "Ben", "Cem"),)),
    "Sequence": PROTOCOL.session,
    "Series": SERIES,
    "SeriesNeeds": NEEDS,
    "SetFee": CHEAPER.edits[3],
    "Circumstances": CIRCUMSTANCES,
    "Late": LATE,
    "Study": simulation.Study(
        meetings=(MEETING,), behaviour=BEHAVIOUR, circumstances=CIRCUMSTANCES, seed=2**53 - 1
    ),
    "SetMeetings": CHEAPER.edits[4],
    "SetRounds": rg.SetRounds(path="cases", count=1),
    "SetSlot": rg.SetSlot(rg.minutes(108)),
    "SetTime": CHEAPER.edits[0],
    "Share": INTRODUCE.time,
    "Silence": rg.Silence(path="cases/discuss", role=rg.PRESENTER),
    "SitBack": DISCUSS.floor.sit_back,
    "Source": OWN,
    "Stretch": STRETCH,
    "Swap": planning.Swap(names=("Ann", "Ben"), meetings=(2, 5)),
    "Tally": TALLY,
    "Timebox": DISCUSS.time,
    "Timeline": TIMELINE,
    "TurnSwap": rg.TurnSwap(
        names=("Ann", "Ben"), days=(dt.date(2026, 11, 30), dt.date(2027, 1, 11))
    ),
    "Unlock": CHEAPER.edits[2],
    "Waiver": WAIVER,
    "Weekly": rg.Weekly(2),
    "Weight": rg.Weight("RG304", rg.Severity.ERROR),
}
"""An example of each public class that holds data, by its name."""

MORE: Mapping[str, tuple[Any, ...]] = {
    "Allotment": (attrs.evolve(FIT.allotments[0], planned=rg.minutes(8)),),
    "Costs": (rg.Costs(currency="EUR"),),
    "Fees": (
        rg.Fees(
            due_when_absent=rg.Demand.REQUIRED,
            basis=(rg.stated(PLACE, of="due_when_absent"),),
        ),
    ),
    "Lock": (LOCK,),
    "Meeting": (SEATED,),
    "Monthly": (rg.Monthly(),),
    "Notice": (rg.Notice(path="count", message="Too few.", alone=True),),
    "Repair": (CHEAPER,),
    "Person": (rg.Person("Ann", site="North"),),
    "Series": (MONTHLY, TERMS, SWAPPED),
    "SeriesNeeds": (
        rg.SeriesNeeds(
            opening=rg.exactly(rg.minutes(180)),
            supervisions_a_year=10,
            basis=(rg.stated(PLACE, of="opening"),),
        ),
    ),
}
"""Further examples where no single value can use every field, or where one says too little."""
