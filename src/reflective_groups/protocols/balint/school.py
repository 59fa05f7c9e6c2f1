"""Balint groups for school leaders, after document 000.

It gives minutes for four of its five phases, and five ground rules. It says nothing about who is
fit to lead; what is said of that here comes from document 001.
"""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import (
    Bench,
    Clause,
    Confidentiality,
    Demand,
    Frame,
    GroupSize,
    Leadership,
    Seat,
    SeriesNeeds,
)
from reflective_groups.model.parts import Phase
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import LEADER, PRESENTER
from reflective_groups.model.timebox import UNSTATED, Timebox, exactly, minutes
from reflective_groups.protocols.balint import floors, training
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B1, B17, B33, B35, S0, S1


def _point(name: str, text: str, *places: str) -> Clause:
    return Clause(name, text, basis=(stated(*map(S0.at, places)),))


_CHOOSE = Phase(
    name="choose",
    time=UNSTATED,
    floor=floors.CHOOSING,
    purpose="The facilitator invites possible events; the members decide on one event, chosen so "
    "that all will learn.",
    basis=(
        stated(S0.at("000-26"), S0.at("000-27")),
        silent(of="time", note="no minutes are given for choosing"),
    ),
)
_PRESENT = Phase(
    name="present",
    time=exactly(minutes(10)),
    floor=floors.PRESENTING,
    purpose="The owner of the case tells it.",
    basis=(
        stated(
            S0.at("000-28"),
            note="others keep it shorter: 5 or 6 minutes (002-12), up to 5 (B16)",
        ),
        floors.STEERING_ELSEWHERE,
    ),
)
_CLARIFY = Phase(
    name="clarify",
    time=exactly(minutes(5)),
    floor=floors.CLARIFYING,
    purpose="The group may ask some questions, to clarify facts only.",
    basis=(stated(S0.at("000-29"), S0.at("000-30")), floors.STEERING_ELSEWHERE),
)
_DISCUSS = Phase(
    name="discuss",
    time=Timebox(least=minutes(20), usual=minutes(25), most=minutes(30)),
    floor=floors.SITTING_BACK,
    purpose="Members reflect on what they heard, in a psychoanalytical manner, on the presenter's "
    "emotions and the subject arising in the story rather than the educational content.",
    basis=(
        stated(
            S0.at("000-31"),
            S0.at("000-32"),
            S0.at("000-33"),
            S0.at("000-41"),
            S0.at("000-42"),
            note="document 002 gives 30 or 40 minutes (002-17); and where this one wants a "
            "psychoanalytical manner, others hold back technical terms and interpretation (B10) "
            "or steer away from diagnostic language (001-25)",
        ),
        derived(S0.at("000-32"), of="time.usual", note="the middle of the stated range"),
        floors.talking(S0.at("000-32")),
        floors.moving_back(S0.at("000-31")),
        floors.STEERING_ELSEWHERE,
        floors.ONLINE_ELSEWHERE,
    ),
)
_RETURN = Phase(
    name="return",
    time=Timebox(least=minutes(5), usual=minutes(7.5), most=minutes(10)),
    floor=attrs.evolve(floors.RETURNING, speaks=(PRESENTER,)),
    purpose="The presenter is invited back, reflects on hearing the discussion, and says what they "
    "will do or change.",
    basis=(
        stated(
            S0.at("000-34"),
            S0.at("000-35"),
            S0.at("000-36"),
            note="that the presenter says what they will change is this document's own; others "
            "keep solutions out of it (B1)",
        ),
        derived(S0.at("000-34"), of="time.usual", note="the middle of the stated range"),
        derived(
            S0.at("000-34"), B1.at(), of="floor.asks", note="it is the leader who invites and asks"
        ),
        floors.STEERING_ELSEWHERE,
    ),
)

SCHOOL = Protocol(
    key="balint.school",
    title="Balint group for school leaders",
    family="balint",
    summary="Deputy heads, assistant heads and other senior leaders from different schools look "
    "at how one incident affected one of them.",
    session=_CHOOSE >> _PRESENT >> _CLARIFY >> _DISCUSS >> _RETURN,
    seats=(
        Seat(
            role=LEADER,
            bench=Bench.LEADERS,
            duty="As facilitator, invite possible events, ask the presenter to sit and listen, and "
            "invite them back.",
            basis=(stated(S0.at("000-25"), S0.at("000-26"), S0.at("000-31"), S0.at("000-34")),),
        ),
        Seat(
            role=PRESENTER,
            duty="As owner of the case, tell it, answer questions of fact, listen, and come back.",
            basis=(stated(S0.at("000-25"), S0.at("000-28"), S0.at("000-31"), S0.at("000-34")),),
        ),
    ),
    size=GroupSize(
        absolute_least=4,
        least=6,
        most=12,
        absolute_most=15,
        basis=(
            stated(
                S0.at("000-24"),
                of=("least", "most"),
                note="others name 8 to 10 to enrol (003-04), 6 to 10 (B1), 4 to 8 (B17)",
            ),
            derived(
                B17.at(),
                B33.at(),
                B35.at(),
                of=("absolute_least", "absolute_most"),
                note="over all Balint sources",
            ),
        ),
    ),
    leadership=Leadership(
        least=1,
        discipline="balint",
        trained=Demand.REQUIRED,
        instead=training.INSTEAD,
        basis=(
            stated(
                S0.at("000-25"),
                of="least",
                note="one facilitator; others prefer two (003-15)",
            ),
            derived(
                S1.at("001-12"),
                S1.at("001-30"),
                of=("trained", "discipline"),
                note="document 000 states no qualification of the facilitator; document 001 "
                "strongly advises those without training against any Balint group",
            ),
            stated(S1.at("001-32"), of="instead"),
        ),
    ),
    frame=Frame(
        ground_rules=Demand.REQUIRED,
        confidentiality=Confidentiality.OWN_WORDS,
        no_reporting=Demand.REQUIRED,
        peers_only=Demand.ADVISED,
        regular_attendance=Demand.REQUIRED,
        basis=(
            stated(S0.at("000-15"), of="ground_rules"),
            stated(
                S0.at("000-18"),
                S0.at("000-19"),
                of="confidentiality",
                note="others keep all that is said in the room (B16, B38)",
            ),
            derived(
                S0.at("000-20"),
                of="no_reporting",
                note="nothing learnt about a member is passed on, unless that member begins",
            ),
            derived(
                S0.at("000-03"),
                of="peers_only",
                note="members from different schools do not manage one another",
            ),
            stated(
                S0.at("000-22"),
                of="regular_attendance",
                note="as far as possible; one online group lets members miss two thirds (B41)",
            ),
        ),
    ),
    series=SeriesNeeds(
        basis=(
            silent(
                S0.at("000-22"),
                of=("meetings", "months", "attend"),
                note="regular attendance as far as possible, for the period agreed; how long that "
                "is, and how many meetings may be missed, is for the group to say",
            ),
        ),
    ),
    ground_rules=(
        _point("choice", "What matters to the group is what we look at.", "000-17"),
        _point(
            "confidentiality",
            "What you said yourself and what you went through yourself you may share elsewhere; "
            "what others said or went through you may not.",
            "000-18",
            "000-19",
        ),
        _point(
            "transparency",
            "Nothing learnt here about a member is passed on, unless that member is the one to "
            "begin talking about it.",
            "000-20",
        ),
        _point(
            "standards",
            "Each of us honours the others: their privacy, their confidences, their choices, "
            "what they know and what they bring.",
            "000-21",
        ),
        _point(
            "attendance",
            "Each of us commits to coming regularly, as far as we can, for as long as agreed.",
            "000-22",
        ),
    ),
    cautions=(
        _point(
            "content",
            "The presenter's feelings and what the story raises are the work; how to teach or run "
            "a school is not.",
            "000-41",
            "000-42",
        ),
        _point(
            "safety",
            "What comes up is personal. Without clear protocols, and great trust between "
            "colleagues, the group is not safe enough for it.",
            "000-13",
            "000-14",
        ),
        Clause(
            "untrained_leading",
            "It looks simple, and leading it is not for novices: members can be badly hurt. This "
            "document does not say so; a Balint society does.",
            basis=(stated(S1.at("001-12"), S1.at("001-28"), S1.at("001-30")),),
        ),
        *CARE,
    ),
    practice=(
        _point(
            "aim_perspective",
            "To look at how one responds to situations oneself, and to gain some distance.",
            "000-04",
        ),
        _point(
            "aim_effects",
            "To reflect on what a hard incident did to the leader, and to the leader's "
            "relationships in school.",
            "000-05",
        ),
        _point(
            "aim_next_time",
            "To lay down the emotional weight, learn from what happened, and do better next time.",
            "000-06",
        ),
        _point("composition", "Bring members together from across different schools.", "000-03"),
        _point(
            "trust",
            "The issues are personal, so members need to trust each other highly as professionals.",
            "000-13",
        ),
        _point(
            "protocols",
            "Have clear protocols in place, so that the group is safe.",
            "000-14",
        ),
        _point(
            "any_issue",
            "No particular guideline narrows which issues may be explored.",
            "000-40",
        ),
        _point(
            "timely",
            "What is brought matters at the time, so what is learnt is of use straight away.",
            "000-43",
        ),
    ),
    basis=(
        stated(S0.at()),
        stated(S0.at("000-02"), S0.at("000-03"), S0.at("000-05"), of="summary"),
        stated(S0.at("000-09"), of="session", note="the author's own best way of several (000-23)"),
        stated(S0.at("000-16"), of="ground_rules"),
        silent(of="slot", note="how long a meeting lasts is not stated"),
        silent(of="rhythm", note="how often the group meets is not stated"),
        silent(of="online", note="meeting online is not spoken of"),
    ),
)
"""One case in five phases; the phases with minutes come to 40 to 55."""
