"""Balint groups as the society of Australia and New Zealand leads them, after document 001.

Document 001 is about leading alone: what it takes to learn it, what leaders do, and why nobody
should lead such a group untrained. The shape of a meeting comes from the society's page B1, which
gives no minutes inside a case.
"""

from __future__ import annotations

import attrs

from reflective_groups.model.frame import (
    Bench,
    Clause,
    Demand,
    GroupSize,
    Leadership,
    Seat,
    SeriesNeeds,
)
from reflective_groups.model.parts import Phase, Rounds
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import LEADER, PRESENTER, SUPERVISOR
from reflective_groups.model.timebox import UNSTATED, Count, Timebox, minutes, times
from reflective_groups.protocols.balint import floors
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B1, B10, B17, B18, B33, B35, B76, S0, S1, S2


def _point(name: str, text: str, *places: str) -> Clause:
    return Clause(name, text, basis=(stated(*map(S1.at, places)),))


_NO_MINUTES = silent(of="time", note="no minutes are given inside a case, only 45 for the whole")
_CLASSIC = "a phase of the classic case, as other sources tell it"

_PRESENT = Phase(
    name="present",
    time=UNSTATED,
    floor=floors.PRESENTING,
    purpose="A member tells a case, briefly.",
    basis=(
        stated(B1.at(), note="'brief' is all that is said of its length"),
        _NO_MINUTES,
        floors.STEERING,
    ),
)
_CLARIFY = Phase(
    name="clarify",
    time=UNSTATED,
    floor=floors.CLARIFYING,
    purpose="The group may ask about facts; nobody interrogates the presenter.",
    basis=(
        derived(S0.at("000-30"), S2.at("002-14"), B1.at(), note=_CLASSIC),
        _NO_MINUTES,
        floors.STEERING,
    ),
)
_DISCUSS = Phase(
    name="discuss",
    time=UNSTATED,
    floor=attrs.evolve(floors.SITTING_BACK, steer_away=floors.NAMED_BY_BSANZ),
    purpose="The presenter listens while the others explore what the case calls up in them; the "
    "leaders help them to stay with feelings that are complex and uncertain.",
    basis=(
        stated(S1.at("001-15"), S1.at("001-19"), S1.at("001-20"), of="purpose"),
        derived(S0.at("000-31"), S2.at("002-16"), note=_CLASSIC),
        _NO_MINUTES,
        floors.talking(),
        floors.moving_back(),
        floors.STEERING,
        floors.ONLINE_ELSEWHERE,
    ),
)
_RETURN = Phase(
    name="return",
    time=UNSTATED,
    floor=floors.RETURNING,
    purpose="The presenter comes back and says what it was like to listen.",
    basis=(
        derived(S0.at("000-35"), S2.at("002-18"), note=_CLASSIC),
        floors.sharing(),
        _NO_MINUTES,
        floors.STEERING,
    ),
)

BSANZ = Protocol(
    key="balint.bsanz",
    title="Balint group after the society of Australia and New Zealand",
    family="balint",
    summary="Clinicians, led by people who have learnt to lead it, explore what a case calls up "
    "in them.",
    session=Rounds(
        part=_PRESENT >> _CLARIFY >> _DISCUSS >> _RETURN,
        count=times(2),
        rotating=(PRESENTER,),
        name="cases",
        basis=(
            stated(B1.at(), of="count", note="two cases, about 45 minutes for each"),
            derived(B1.at(), note="each case has a presenter of its own"),
        ),
    ),
    slot=Timebox(least=minutes(90), usual=minutes(90), most=minutes(120)),
    seats=(
        Seat(
            role=LEADER,
            bench=Bench.LEADERS,
            count=Count(least=1, most=2),
            duty="Make a safe space and keep it, so that presenters and all the others can "
            "explore what they imagine and feel.",
            basis=(
                stated(S1.at("001-14"), S1.at("001-15"), S1.at("001-36"), of="duty"),
                stated(B1.at(), of="count"),
            ),
        ),
        Seat(
            role=SUPERVISOR,
            bench=Bench.OUTSIDE,
            duty="Supervise the leaders, those in training and those who are accredited.",
            basis=(stated(S1.at("001-07"), S1.at("001-17"), S1.at("001-36")),),
        ),
    ),
    size=GroupSize(
        absolute_least=4,
        least=6,
        most=10,
        absolute_most=15,
        basis=(
            stated(
                B1.at(),
                of=("least", "most"),
                note="'about'; document 000 goes up to 12 (000-24)",
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
        most=2,
        discipline="balint",
        trained=Demand.REQUIRED,
        accredited=Demand.ADVISED,
        accreditation_years=2,
        supervision=Demand.ADVISED,
        training=(
            "Long experience as a participant",
            "Leading together with somebody experienced",
            "Supervision of one's leading or co-leading",
            "Workshops on leading",
            (
                "Training in group processes or facilitation, in psychoanalysis, or in "
                "psychodynamic or group psychotherapy"
            ),
            "Reading",
        ),
        competences=(
            "Know the psychological processes in people and in groups",
            "Know clinical practice",
            "Know the Balint method",
            "Build a safe group space and keep it safe",
            "Make room for what presenters and members imagine and feel",
            "Read unconscious processes in the group, and respond to them",
            "Encourage members to stay with feelings that are complex and uncertain",
            "Let the group explore the anxieties that a case stirs",
            "Keep in mind that members are able professionals",
            "Steer gently, and knowing why",
        ),
        instead="Hold an ordinary peer-support group, on a model such as the Community Toolbox "
        "describes; or join a Balint group that somebody trained already leads.",
        basis=(
            stated(B1.at(), of=("least", "most")),
            stated(
                S1.at("001-12"),
                S1.at("001-28"),
                S1.at("001-30"),
                of=("trained", "discipline"),
                note="others have a rotating moderator, or do not say",
            ),
            derived(
                S1.at("001-11"),
                S1.at("001-13"),
                of="accredited",
                note="the society runs a programme; it does not say that nobody else may lead",
            ),
            stated(
                S1.at("001-13"),
                of="accreditation_years",
                note="'often over two years'; the newer page says two to three (B82), and the "
                "course is laid out over three (B18)",
            ),
            stated(
                S1.at("001-17"),
                of="supervision",
                note="accredited leaders go on with it; that nobody may lead without is not said",
            ),
            stated(
                *(S1.at(f"001-{place:02}") for place in range(4, 11)),
                of="training",
                note="some or all of these six",
            ),
            stated(
                *(S1.at(f"001-{place:02}") for place in (1, 2, 3, 14, 15, 16, 19, 20, 21, 26)),
                of="competences",
            ),
            stated(S1.at("001-32"), S1.at("001-33"), of="instead"),
            silent(of=("preparation", "debrief"), note="when leaders meet is not spoken of"),
        ),
    ),
    series=SeriesNeeds(
        supervisions_a_year=10,
        basis=(
            stated(
                B18.at(),
                of="supervisions_a_year",
                note="with a leader trainer, for those who work towards accreditation",
            ),
            silent(
                of=("meetings", "months", "attend"),
                note="neither page read speaks of how long a group goes on",
            ),
        ),
    ),
    cautions=(
        _point(
            "not_for_novices",
            "The model looks simple. Leading it is not for novices.",
            "001-12",
        ),
        _point(
            "pitfalls",
            "Criticism, advice, suggested improvements and diagnostic language are where a leader "
            "who does not know better is easily drawn.",
            "001-22",
            "001-23",
            "001-24",
            "001-25",
            "001-27",
        ),
        _point(
            "harm",
            "Led without training, a group can do great harm: people come for strength and "
            "recognition, and go away bruised and less sure of their skill.",
            "001-28",
        ),
        _point("conflict", "It can also set members against each other, destructively.", "001-29"),
        _point(
            "do_not_imitate",
            "The society strongly advises people without training not to imitate a Balint group.",
            "001-30",
        ),
        _point("grief", "Experience shows grief in it for leaders and members alike.", "001-31"),
        *CARE,
    ),
    practice=(
        Clause(
            "case_time",
            "About 45 minutes go to each of the two cases.",
            basis=(stated(B1.at()),),
        ),
        _point(
            "gentle_steering",
            "Steer away from these moves gently, out of knowledge and not by rebuke.",
            "001-26",
        ),
        Clause(
            "more_to_keep_out",
            "Keep out a case of one's own in the middle of another's, and guesses at what members "
            "have lived through themselves.",
            basis=(
                derived(B10.at(), B76.at(), note="the word of other sources, not of this society"),
            ),
        ),
        _point(
            "able_members",
            "Whoever shows their doubts here is an able professional; leaders do not forget it.",
            "001-21",
        ),
        _point(
            "vulnerability",
            "To tell a hard case is to show doubts: whether it was the right thing, whether it "
            "could have been done sooner or better, why this patient is hard to like, why that "
            "one hurts.",
            "001-18",
        ),
        _point(
            "pathway",
            "The society's pathway offers training in leading, peer support and supervision.",
            "001-11",
            "001-34",
        ),
        _point(
            "join_first",
            "Clinicians who are interested might first join a group that is already going.",
            "001-33",
        ),
    ),
    basis=(
        stated(S1.at(), B1.at()),
        stated(S1.at("001-15"), of="summary"),
        stated(B1.at("older page"), B1.at("newer page"), of="slot"),
        derived(
            B1.at(),
            of="slot.usual",
            note="the length that both pages allow, and twice 45 minutes; the older page says "
            "90, the newer 90 to 120",
        ),
        silent(of="frame", note="neither page read speaks of what the group agrees on"),
        silent(of="rhythm", note="how often the group meets is not stated"),
        silent(of="online", note="meeting online is not spoken of"),
    ),
)
"""Two cases of about 45 minutes, led by people who are trained for it."""
