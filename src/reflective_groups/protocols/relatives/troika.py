"""Troika Consulting: in threes, each has ten minutes of advice behind their back."""

from __future__ import annotations

from reflective_groups.model.frame import Clause, GroupSize, Leadership, Seat
from reflective_groups.model.parts import Breakout, Leftover, PerHolder, Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import (
    CLIENT,
    CONSULTANT,
    EVERYONE,
    HOST,
    MEMBER,
    AdvicePolicy,
    Floor,
    SitBack,
)
from reflective_groups.model.timebox import Count, Timebox, minutes
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import R61, R62, R63, R64, R65

_TEN = derived(
    R62.at(),
    of="time.usual",
    note="whole minutes inside the stated ranges that come to the ten of a turn",
)

_REFLECT = Phase(
    name="reflect",
    kind="settle",
    time=Timebox(least=minutes(1), usual=minutes(1), most=minutes(2)),
    floor=Floor(leads=(HOST,), silent=(EVERYONE,)),
    purpose="In silence, all think of what they would like to ask.",
    basis=(
        stated(R61.at()),
        derived(R61.at(), of="time.most", note="a minute more than is stated"),
        derived(of="floor.leads", note="nobody leads inside a trio; a host keeps the time"),
    ),
)
_SHARE = Phase(
    name="share",
    kind="present",
    time=Timebox(least=minutes(1), usual=minutes(2), most=minutes(2)),
    floor=Floor(speaks=(CLIENT,)),
    purpose="The client tells the question.",
    basis=(stated(R61.at(), R62.at()), _TEN),
)
_CLARIFY = Phase(
    name="clarify",
    time=Timebox(least=minutes(1), usual=minutes(2), most=minutes(2)),
    floor=Floor(asks=(CONSULTANT,), answers=(CLIENT,)),
    purpose="The consultants ask to understand.",
    basis=(
        stated(R61.at()),
        _TEN,
        silent(of="floor.questions", note="that they clarify, not whether for facts only"),
    ),
)
_CONSULT = Phase(
    name="consult",
    kind="discuss",
    time=Timebox(least=minutes(4), usual=minutes(4), most=minutes(5)),
    floor=Floor(
        speaks=(CONSULTANT,),
        silent=(CLIENT,),
        advice=AdvicePolicy.INVITED,
        sit_back=SitBack(
            role=CLIENT,
            how="Turn away from the consultants and listen.",
            online="Switch camera and microphone off and listen.",
        ),
    ),
    purpose="The consultants talk about the question with ideas and advice, as if the client were "
    "not there.",
    basis=(
        stated(R61.at(), R64.at()),
        _TEN,
        derived(of="floor.advice", note="over the sources on Troika"),
    ),
)
_FEEDBACK = Phase(
    name="feedback",
    kind="return",
    time=Timebox(least=minutes(1), usual=minutes(2), most=minutes(2)),
    floor=Floor(speaks=(CLIENT,)),
    purpose="The client turns round and says what was most valuable.",
    basis=(stated(R61.at(), R64.at()), _TEN),
)
_TURNS = Rounds(
    name="turns",
    part=_SHARE >> _CLARIFY >> _CONSULT >> _FEEDBACK,
    count=PerHolder(MEMBER),
    rotating=(CLIENT,),
    basis=(stated(R62.at(), note="three turns of about ten minutes"),),
)

TROIKA = Protocol(
    key="relatives.troika",
    title="Troika Consulting",
    family="relatives",
    summary="Groups of three. Each is client once and hears the other two talk about their "
    "question.",
    session=_REFLECT
    >> Breakout(
        name="trios",
        part=_TURNS,
        size=3,
        leftover=Leftover.LARGER,
        basis=(
            stated(R62.at(), of="size"),
            stated(R65.at(), of="leftover", note="four can work with ten minutes more"),
        ),
    ),
    seats=(
        Seat(role=CLIENT, basis=(stated(R61.at()),)),
        Seat(
            role=CONSULTANT,
            count=Count(least=2, usual=2, most=3),
            basis=(
                stated(R61.at()),
                derived(R65.at(), of="count.most", note="in a group of four"),
            ),
        ),
    ),
    size=GroupSize(
        absolute_least=3,
        multiple_of=3,
        basis=(
            stated(R65.at(), of="absolute_least", note="two are not enough"),
            stated(R62.at(), of="multiple_of", note="groups of three"),
            silent(of=("least", "most"), note="a room may hold any number of trios"),
        ),
    ),
    leadership=Leadership(
        least=0,
        preferred=1,
        basis=(
            derived(
                of=("least", "preferred"),
                note="over the sources on Troika: nobody leads inside a trio, a host keeps time",
            ),
        ),
    ),
    practice=(
        Clause(
            "four",
            "A group of four needs ten minutes more; two are not enough.",
            basis=(stated(R65.at()),),
        ),
        Clause(
            "larger_online",
            "A larger variant online gives 10 minutes to the talk behind the client's back and 3 "
            "to the client's reply.",
            basis=(stated(R63.at()),),
        ),
    ),
    basis=(stated(R61.at(), R62.at()), silent(of="slot", note="only a turn is given a length")),
)
