"""What a coach gets from the sources on GROW and its kin."""

from __future__ import annotations

import pytest

from reflective_groups import (
    COACH,
    COACHEE,
    UNSTATED,
    Act,
    AdvicePolicy,
    Bench,
    Phase,
    Protocol,
    Sequence,
    Standing,
    Timebox,
    exactly,
    minutes,
)
from reflective_groups.protocols import grow
from reflective_groups.sources.bibliography import G15

ALL = pytest.mark.parametrize(
    "protocol",
    [one for one in vars(grow).values() if isinstance(one, Protocol)],
    ids=lambda one: one.key,
)
WITHOUT_MINUTES = pytest.mark.parametrize(
    "protocol", [grow.CLEAR, grow.OSKAR, grow.STEPPPA], ids=lambda one: one.key
)
WITH_THE_LETTERS = pytest.mark.parametrize(
    "protocol", [grow.GROW, grow.TGROW, grow.REGROW, grow.GROWTH], ids=lambda one: one.key
)


def names(protocol: Protocol) -> list[str]:
    return [phase.name for _, phase in protocol.phases]


def kinds(protocol: Protocol) -> list[str]:
    return [phase.does for _, phase in protocol.phases]


def steps(protocol: Protocol) -> tuple[Phase, ...]:
    assert isinstance(protocol.session, Sequence)
    found = tuple(part for part in protocol.session if isinstance(part, Phase))
    assert len(found) == len(protocol.session)
    return found


@pytest.mark.parametrize(
    ("protocol", "told"),
    [
        (grow.GROW, "goal reality options will"),
        (grow.TGROW, "topic goal reality options will"),
        (grow.REGROW, "review evaluate goal reality options wrap_up"),
        (grow.GROWTH, "goal reality options will tactics habits"),
        (grow.OSKAR, "outcome scaling know_how affirm_action review"),
        (grow.CLEAR, "contract listen explore action review"),
        (grow.STEPPPA, "subject target emotion perception plan pace act"),
    ],
    ids=lambda one: one.key if isinstance(one, Protocol) else "",
)
def test_the_steps_stand_in_the_order_of_the_letters(protocol: Protocol, told: str) -> None:
    assert names(protocol) == told.split()


def test_models_that_no_source_gives_in_full_are_left_out() -> None:
    found = {one.key for one in vars(grow).values() if isinstance(one, Protocol)}
    assert not found & {"grow.grows", "grow.igrow", "grow.oscar"}


def test_t_grow_and_growth_hold_the_very_phases_of_grow() -> None:
    assert steps(grow.TGROW)[1:] == steps(grow.GROW)
    assert steps(grow.GROWTH)[:4] == steps(grow.GROW)
    assert steps(grow.REGROW)[2:5] == steps(grow.GROW)[:3]


def test_the_wrap_up_of_re_grow_is_its_will() -> None:
    assert kinds(grow.REGROW) == ["review", "evaluate", "goal", "reality", "options", "will"]
    assert grow.REGROW.phase("wrap_up").time == grow.GROW.phase("will").time


def test_review_and_evaluation_stay_short_beside_the_rest() -> None:
    back = [grow.REGROW.phase(name).time for name in ("review", "evaluate")]
    rest = grow.GROW.duration
    assert all(isinstance(box, Timebox) and box.most == minutes(3) for box in back)
    assert rest.usual is not None
    assert minutes(6) < rest.usual / 4


def test_a_first_session_of_re_grow_has_nothing_to_look_back_at() -> None:
    assert names(grow.REGROW.for_first_meeting()) == ["goal", "reality", "options", "wrap_up"]


def test_the_letters_of_grow_have_minutes_of_our_own_choice() -> None:
    assert grow.GROW.duration == Timebox(least=minutes(16), usual=minutes(30), most=minutes(65))
    for _, phase in grow.GROW.phases:
        basis = phase.basis_of("time.usual")
        assert basis.standing is Standing.DEFAULT
        assert "no source" in basis.note


@WITHOUT_MINUTES
def test_minutes_that_nobody_published_are_silent_and_not_nought(protocol: Protocol) -> None:
    for _, phase in protocol.phases:
        assert phase.time == UNSTATED
        assert phase.time != exactly(minutes(0))
        assert phase.standing_of("time") is Standing.SILENT
    assert protocol.duration.usual is None
    assert protocol.duration.most is None


@ALL
def test_a_session_is_short_long_or_an_hour_as_its_source_says(protocol: Protocol) -> None:
    assert protocol.slot == Timebox(least=minutes(30), usual=minutes(60), most=minutes(120))
    assert protocol.standing_of("slot") is Standing.STATED
    assert protocol.citations_of("slot") == (G15.at(),)


@ALL
def test_one_coach_asks_and_leads_and_one_coachee_speaks(protocol: Protocol) -> None:
    for _, phase in protocol.phases:
        assert phase.floor.leads == (COACH,)
        assert phase.floor.may(COACH, Act.ASK)
        assert phase.floor.may(COACHEE, Act.SPEAK)
        assert phase.floor.may(COACHEE, Act.ANSWER)
    assert {seat.role: seat.bench for seat in protocol.seating} == {
        COACH: Bench.LEADERS,
        COACHEE: Bench.MEMBERS,
    }
    assert protocol.size.span.fixed


@WITH_THE_LETTERS
def test_the_coach_suggests_only_among_options_and_with_care(protocol: Protocol) -> None:
    for _, phase in protocol.phases:
        here = phase.does == "options"
        policy = AdvicePolicy.SPARING if here else AdvicePolicy.DISCOURAGED
        assert phase.floor.advice is policy
        assert phase.floor.may(COACH, Act.SPEAK) is here


@WITH_THE_LETTERS
def test_will_comes_after_options_and_no_session_is_without_it(protocol: Protocol) -> None:
    assert "will" in kinds(protocol)
    assert kinds(protocol).index("options") < kinds(protocol).index("will")


@ALL
def test_every_phase_says_what_it_is_for_and_where_that_is_from(protocol: Protocol) -> None:
    for _, phase in protocol.phases:
        assert phase.purpose
        ours = phase.basis_of("purpose").note == "our reading of the step's name"
        assert ours is not bool(phase.citations_of("purpose"))
        assert phase.citations_of("name")


def test_what_a_step_is_for_is_stated_only_where_more_than_its_name_is_known() -> None:
    told = {
        path
        for one in (grow.CLEAR, grow.OSKAR, grow.STEPPPA)
        for path, phase in one.phases
        if phase.standing_of("purpose") is Standing.STATED and one is not grow.CLEAR
    }
    assert told == {"scaling", "review", "act"}
    assert {phase.standing_of("purpose") for _, phase in grow.CLEAR.phases} == {Standing.DEFAULT}
