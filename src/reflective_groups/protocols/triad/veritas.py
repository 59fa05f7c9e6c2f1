"""What the workshop and the meetings of document 004 share.

The document tells of one group in one trust. It says how the group met and what surrounded it;
it does not say who coaches whom inside a triad, for how long, or whether roles move on. Its coach
holds the seat of the facilitator here, which keeps the coach's seat free for those in a triad.
"""

from __future__ import annotations

from reflective_groups.model.frame import (
    Bench,
    Clause,
    Confidentiality,
    Demand,
    Frame,
    GroupSize,
    Leadership,
    RoomNeeds,
    Seat,
    SeriesNeeds,
)
from reflective_groups.model.parts import Leftover, Phase
from reflective_groups.model.roles import COACHEE, FACILITATOR, Role
from reflective_groups.model.timebox import UNSTATED, Count, exactly, minutes
from reflective_groups.protocols.triad import floors
from reflective_groups.sources import Basis, default, derived, silent, stated
from reflective_groups.sources.bibliography import S4

SENIOR_LEADER = Role("senior_leader")
GOVERNOR = Role("governor")
STAFF = Role("staff")


def no_minutes() -> Basis:
    """Say that the document gives a session's length and no minutes inside it.

    >>> no_minutes().of
    ('time',)
    """
    return silent(
        S4.at("004-30"),
        S4.at("004-31"),
        of="time",
        note="only the length of the whole session is given",
    )


_CONVERSATION = Phase(
    name="conversation",
    kind="converse",
    time=UNSTATED,
    floor=floors.INNER_ROLES_UNSTATED,
    purpose="A formal peer coaching conversation by GROW, from talk to action and then to review.",
    basis=(
        stated(S4.at("004-21")),
        derived(
            S4.at("004-21"),
            S4.at("004-29"),
            S4.at("004-38"),
            of="purpose",
            note="it was the coach who went by GROW, from the start; that it is done inside the "
            "triads too is our reading",
        ),
        default("floor", note="anybody in the triad may speak; who coaches whom is not stated"),
        silent(
            S4.at("004-61"),
            of="time",
            note="neither roles inside a triad nor rounds nor their length are stated",
        ),
    ),
)
TRIADS = _CONVERSATION.in_groups_of(
    3,
    leftover=Leftover.LARGER,
    name="triads",
    basis=(
        stated(S4.at("004-29"), of="size", note="smaller groups, triads among them"),
        default("leftover", note="six make two triads; others could be smaller groups of any size"),
    ),
)

SEATS = (
    Seat(
        role=FACILITATOR,
        bench=Bench.LEADERS,
        duty="The coach: comes from outside, manages nobody here, facilitates, and by GROW moves "
        "talk to action and then to review.",
        basis=(stated(S4.at("004-22"), S4.at("004-38"), S4.at("004-49"), S4.at("004-60")),),
    ),
    Seat(
        role=COACHEE,
        bench=Bench.MEMBERS,
        count=Count(least=1),
        duty="A middle leader who works on a priority of the school improvement plan; each of the "
        "group is one.",
        basis=(stated(S4.at("004-18"), S4.at("004-20"), S4.at("004-60")),),
    ),
    Seat(
        role=SENIOR_LEADER,
        bench=Bench.OUTSIDE,
        count=Count(least=0),
        duty="The chief executive and the senior leaders stay out of every discussion.",
        basis=(stated(S4.at("004-23"), S4.at("004-60")),),
    ),
    Seat(
        role=GOVERNOR,
        bench=Bench.OUTSIDE,
        count=Count(least=0),
        duty="Knows what coaching is and is not, and shares the commitment to it.",
        basis=(stated(S4.at("004-42"), S4.at("004-46"), S4.at("004-60")),),
    ),
    Seat(
        role=STAFF,
        bench=Bench.OUTSIDE,
        count=Count(least=0),
        duty="Knows what coaching is and is not, and learns to ask helpful questions.",
        basis=(stated(S4.at("004-44"), S4.at("004-46"), S4.at("004-60")),),
    ),
)

SIZE = GroupSize(
    absolute_least=3,
    ideal_least=6,
    ideal_most=6,
    multiple_of=3,
    basis=(
        stated(
            S4.at("004-18"),
            of=("ideal_least", "ideal_most"),
            note="the size of the one group described, not a limit",
        ),
        derived(S4.at("004-29"), of=("absolute_least", "multiple_of"), note="a triad is three"),
        silent(S4.at(), of=("least", "most"), note="the document sets no limits"),
    ),
)

LEADERSHIP = Leadership(
    least=1,
    discipline="coaching",
    trained=Demand.REQUIRED,
    independent=Demand.REQUIRED,
    basis=(
        stated(S4.at("004-22"), S4.at("004-49"), of="least", note="the coach, always one"),
        stated(S4.at("004-49"), of=("trained", "discipline")),
        stated(S4.at("004-22"), of="independent"),
        silent(S4.at(), note="no accreditation, supervision or debrief of the coach is named"),
    ),
)

FRAME = Frame(
    ground_rules=Demand.REQUIRED,
    confidentiality=Confidentiality.ALL,
    no_reporting=Demand.REQUIRED,
    peers_only=Demand.REQUIRED,
    seniors_outside=Demand.REQUIRED,
    basis=(
        stated(S4.at("004-46"), of="ground_rules"),
        stated(S4.at("004-24"), S4.at("004-25"), S4.at("004-37"), of="confidentiality"),
        stated(S4.at("004-24"), of="no_reporting"),
        stated(S4.at("004-23"), of="seniors_outside"),
        derived(
            S4.at("004-18"),
            S4.at("004-22"),
            of="peers_only",
            note="all six were middle leaders, and line management was kept out",
        ),
    ),
)

ROOM = RoomNeeds(
    unheard=Demand.ADVISED,
    basis=(stated(S4.at("004-48"), of="unheard", note="perhaps off site"),),
)

GROUND_RULES = (
    Clause(
        "what_coaching_is",
        "All staff and governors know what coaching is here, and what it is not.",
        basis=(stated(S4.at("004-46")),),
    ),
    Clause(
        "nothing_reported",
        "What is said in a meeting is not reported outside the group.",
        basis=(stated(S4.at("004-24")),),
    ),
    Clause(
        "honesty",
        "Be honest, as the one who coaches and as the one who is coached.",
        basis=(stated(S4.at("004-50")),),
    ),
    Clause(
        "safe_space",
        "Talk in a safe and confidential space, in which one can be honest and explore.",
        basis=(stated(S4.at("004-37")),),
    ),
)

CAUTIONS = (
    Clause(
        "not_from_a_page",
        "Coaching cannot be lifted from a manual and put to use as it stands.",
        basis=(stated(S4.at("004-05")),),
    ),
    Clause(
        "performance_management",
        "Do not let coaching slip into managing performance.",
        basis=(stated(S4.at("004-10")),),
    ),
    Clause(
        "hijacked",
        "Without a consistent approach and an honest process the values get lost, and other "
        "agendas take over.",
        basis=(stated(S4.at("004-39")),),
    ),
)

PRACTICE = (
    Clause(
        "shared_understanding",
        "Build a firm, shared understanding of what coaching is, and a vision of what a culture of "
        "coaching looks like across the trust.",
        basis=(stated(S4.at("004-03")),),
    ),
    Clause(
        "staff_and_governors",
        "Staff and governors take part in building that understanding together.",
        basis=(stated(S4.at("004-04")),),
    ),
    Clause(
        "what_it_takes",
        "It takes time, training and compassion, and leaders who are trusted and honest about "
        "where the organisation stands.",
        basis=(stated(S4.at("004-06")),),
    ),
    Clause(
        "i_need_help",
        "There has to be trust enough to say: I need help.",
        basis=(stated(S4.at("004-09")),),
    ),
    Clause(
        "core_principles",
        "Start by laying the organisation's core principles open to scrutiny.",
        basis=(stated(S4.at("004-11")),),
    ),
    Clause(
        "meaning_here",
        "Then talk about what coaching means and looks like in this place.",
        basis=(stated(S4.at("004-12")),),
    ),
    Clause(
        "by_grow",
        "From the start the coach goes by GROW, to move talk to action and then to review.",
        basis=(stated(S4.at("004-38")),),
    ),
    Clause(
        "protected_time",
        "The time with the coach is protected.",
        basis=(stated(S4.at("004-19")),),
    ),
    Clause(
        "leaders_themselves",
        "Leaders work on leading themselves, on being open to look at themselves, and on a culture "
        "that goes by evidence.",
        basis=(stated(S4.at("004-40")),),
    ),
    Clause(
        "steady_attention",
        "It needs steady attention, commitment and time before results show.",
        basis=(stated(S4.at("004-41")),),
    ),
    Clause(
        "shared_commitment",
        "Share the commitment to coaching with all staff and governors.",
        basis=(stated(S4.at("004-42")),),
    ),
    Clause(
        "capacity",
        "Staff are able to solve what they face, with a coach to support them.",
        basis=(stated(S4.at("004-43")),),
    ),
    Clause(
        "helpful_questions",
        "It is everybody's part to ask a Socratic question, and staff become practised in "
        "questions that help.",
        basis=(stated(S4.at("004-44")),),
    ),
    Clause(
        "three_principles",
        "Three principles carry it: trust, time and growth.",
        basis=(stated(S4.at("004-45")),),
    ),
    Clause(
        "trust_being_questioned",
        "Trust: leaders accept that their leadership may be questioned, and that this is a gain.",
        basis=(stated(S4.at("004-47")),),
    ),
    Clause(
        "trust_place",
        "Trust: meet in a safe place where nobody can overhear, perhaps off site.",
        basis=(stated(S4.at("004-48")),),
    ),
    Clause(
        "trust_trained_coach",
        "Trust: a trained coach facilitates the conversations.",
        basis=(stated(S4.at("004-49")),),
    ),
    Clause(
        "trust_fears",
        "Trust: see what people are afraid of, and understand it.",
        basis=(stated(S4.at("004-51")),),
    ),
    Clause(
        "time_given",
        "Time: give time to peer coaching, so that staff feel valued and ideas can grow.",
        basis=(stated(S4.at("004-52")),),
    ),
    Clause(
        "time_for_culture",
        "Time: give time to the culture; slow is no cause for worry, nor for giving up.",
        basis=(stated(S4.at("004-53")),),
    ),
    Clause(
        "time_long",
        "Time: success takes long and more than one occasion; the investment is a lasting one.",
        basis=(stated(S4.at("004-54")),),
    ),
    Clause(
        "time_to_build",
        "Time: give it time to be built, and stay ready to try things out, to be creative and to "
        "nurture.",
        basis=(stated(S4.at("004-55")),),
    ),
    Clause(
        "growth_belief",
        "Growth: believe in coaching as a way to get better.",
        basis=(stated(S4.at("004-56")),),
    ),
    Clause(
        "growth_within_reach",
        "Growth: help staff to think a thing through and to see that the answer is within reach.",
        basis=(stated(S4.at("004-57")),),
    ),
    Clause(
        "growth_agency",
        "Growth: let staff come to believe that they can act and change things.",
        basis=(stated(S4.at("004-58")),),
    ),
    Clause(
        "growth_critique",
        "Growth: deepen a culture in which professional critique is an ordinary thing.",
        basis=(stated(S4.at("004-59")),),
    ),
)

RHYTHM = "every school term"
RHYTHM_BASIS = stated(S4.at("004-27"), of="rhythm")

SERIES = SeriesNeeds(
    meetings=Count(least=2),
    opening=exactly(minutes(180)),
    basis=(
        stated(S4.at("004-30"), of="opening", note="a workshop"),
        derived(
            S4.at("004-30"),
            S4.at("004-31"),
            S4.at("004-54"),
            of="meetings",
            note="more than one occasion: a first session, and each one after that; how many is "
            "not said",
        ),
        silent(
            S4.at("004-26"),
            S4.at("004-27"),
            of="months",
            note="every school term, and the first cycle is dated; how long one lasts is not said",
        ),
    ),
)
"""What the document says of meetings over time."""
