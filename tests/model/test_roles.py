"""Floors: who may do what, and what a floor that contradicts itself is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from tests.model.trees import ROLES, floors

if TYPE_CHECKING:
    from collections.abc import Callable

GIVES = {
    rg.Act.LEAD: "leads",
    rg.Act.SPEAK: "speaks",
    rg.Act.ASK: "asks",
    rg.Act.ANSWER: "answers",
}
roles = st.sampled_from(ROLES)
acts = st.sampled_from(rg.Act)


@given(floors(), roles, acts)
def test_a_role_may_do_what_it_is_given_and_nothing_else(
    floor: rg.Floor, role: rg.Role, act: rg.Act
) -> None:
    assert floor.may(role, act) == (role in getattr(floor, GIVES[act]))
    assert floor.acts_of(role) == tuple(act for act in rg.Act if floor.may(role, act))


@given(roles, roles, acts)
def test_everyone_covers_each_role_that_is_not_silenced(
    quiet: rg.Role, role: rg.Role, act: rg.Act
) -> None:
    floor = rg.Floor(silent=(quiet,), **{GIVES[act]: (rg.EVERYONE,)})
    assert floor.may(role, act) == (role != quiet)
    assert not any(floor.may(role, other) for other in rg.Act if other is not act)
    assert floor.acts_of(role) == ()  # it has no floor of its own name


@given(roles, acts)
def test_when_everyone_is_silent_a_named_role_still_has_the_floor(
    role: rg.Role, act: rg.Act
) -> None:
    floor = rg.Floor(silent=(rg.EVERYONE,), **{GIVES[act]: (role,)})
    assert floor.may(role, act)


@given(roles, acts)
def test_nobody_is_silent_and_heard_on_one_floor(role: rg.Role, act: rg.Act) -> None:
    with pytest.raises(rg.ModelError) as error:
        rg.Floor(silent=(role,), **{GIVES[act]: (role,)})
    assert str(error.value) == f"Floor: {role} is silent and cannot also have the floor"


@given(floors())
def test_whoever_is_named_on_a_floor_is_listed_once(floor: rg.Floor) -> None:
    assert len(set(floor.named)) == len(floor.named)
    assert len(set(floor.has_floor)) == len(floor.has_floor)
    assert set(floor.has_floor) == {*floor.speaks, *floor.asks, *floor.answers}
    assert set(floor.named) == {*floor.leads, *floor.has_floor, *floor.silent}


def test_whoever_sits_back_is_named_even_where_the_floor_says_nothing_else_of_them() -> None:
    back = rg.SitBack(role=rg.PRESENTER, how="sit back", online="move away from the screen")
    floor = rg.Floor(speaks=(rg.MEMBER,), sit_back=back)
    assert floor.named == (rg.MEMBER, rg.PRESENTER)
    assert not floor.may(rg.PRESENTER, rg.Act.SPEAK)
    assert (floor.sit_back.how, floor.sit_back.online) == ("sit back", "move away from the screen")


def test_who_sits_back_is_named_or_whoever_is_silent_with_a_matter_under_discussion() -> None:
    named = rg.Floor(sit_back=rg.SitBack(role=rg.COACHEE), silent=(rg.PRESENTER,))
    assert named.sits_back() == named.sits_back("discuss") == rg.COACHEE
    silent = rg.Floor(silent=(rg.OBSERVER, rg.PRESENTER))
    assert silent.sits_back("discuss") == rg.PRESENTER
    assert silent.sits_back("clarify") is None
    assert rg.Floor(silent=(rg.OBSERVER,)).sits_back("discuss") is None


def test_a_role_that_nobody_named_listens() -> None:
    floor = rg.Floor()
    assert not any(floor.may(role, act) for role in ROLES for act in rg.Act)
    assert str(floor) == ""


def test_a_floor_is_told_in_plain_words() -> None:
    floor = rg.Floor(
        leads=(rg.LEADER, rg.CO_LEADER),
        asks=(rg.MEMBER,),
        answers=(rg.PRESENTER,),
        silent=(rg.OBSERVER,),
    )
    assert str(floor) == (
        "led by leader, co leader; asking: member; answering: presenter; silent: observer"
    )


def test_a_role_of_ones_own_is_as_good_as_any_other() -> None:
    scribe = rg.Role("scribe")
    floor = rg.Floor(speaks=[scribe])  # type: ignore[arg-type]  # a list is a row too
    assert floor.speaks == (scribe,)
    assert floor.may(rg.Role("scribe"), rg.Act.SPEAK)
    assert rg.Role("scribe", brings=True) != scribe


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rg.Role("Scribe"), "Role.name: must be a lower-case name"),
        (lambda: rg.Role(""), "Role.name: must have 1 to 60 characters, got 0"),
        (lambda: rg.Role("a" * 61), "Role.name: must have 1 to 60 characters, got 61"),
        (lambda: rg.Role(7), "Role.name: must be text, got 7"),
        (lambda: rg.Role("x", brings=1), "Role.brings: must be bool, got 1"),
        (lambda: rg.Move("give advice"), "Move.name: must be a lower-case name"),
        (lambda: rg.SitBack(role="presenter"), "SitBack.role: must be Role, got 'presenter'"),
        (lambda: rg.SitBack(role=rg.PRESENTER, how=5), "SitBack.how: must be text, got 5"),
        (lambda: rg.Floor(speaks=("presenter",)), "Floor.speaks: must hold Role, got 'presenter'"),
        (lambda: rg.Floor(asks=(rg.MEMBER, rg.MEMBER)), "Floor.asks: must not hold the same item"),
        (lambda: rg.Floor(steer_away=(rg.MEMBER,)), "Floor.steer_away: must hold Move, got Role"),
        (lambda: rg.Floor(order="open"), "Floor.order: must be Order, got 'open'"),
        (lambda: rg.Floor(questions="any"), "Floor.questions: must be Questions, got 'any'"),
        (lambda: rg.Floor(advice=None), "Floor.advice: must be AdvicePolicy, got None"),
        (lambda: rg.Floor(sit_back=rg.PRESENTER), "Floor.sit_back: must be SitBack, got Role"),
        (lambda: rg.Floor(leads="leader"), "Floor.leads: must be several in a tuple, got 'leader'"),
        (
            lambda: rg.Floor(leads=tuple(rg.Role(f"r{n}") for n in range(21))),
            "Floor.leads: must have 0 to 20 items, got 21",
        ),
    ],
)
def test_a_seat_or_floor_that_cannot_be_is_refused(
    make: Callable[[], object], message: str
) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)


def test_a_forgotten_comma_is_told_with_its_field() -> None:
    with pytest.raises(rg.ModelError, match=r"Floor\.speaks"):
        rg.Floor(speaks=(rg.PRESENTER))  # type: ignore[arg-type]


def test_text_in_place_of_a_row_is_told_with_its_field() -> None:
    with pytest.raises(rg.ModelError, match=r"Floor\.speaks"):
        rg.Floor(speaks="presenter")  # type: ignore[arg-type]
