"""How many members, and what they are needed for."""

from __future__ import annotations

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.protocols import triad
from reflective_groups.rules.examples import MEETING, ONLINE, regroup, remake

NAMES = tuple(f"{letter}{number}" for letter in "ABCD" for number in range(5))


def of(members: int, meeting: rg.Meeting = MEETING) -> rg.Meeting:
    return regroup(meeting, members=NAMES[:members])


def sizes(meeting: rg.Meeting) -> tuple[str, ...]:
    return tuple(code for code in rg.check(meeting).codes if code.startswith("RG1"))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (3, ("RG101",)),
        (4, ("RG102",)),
        (5, ("RG102",)),
        (6, ("RG103", "RG104")),
        (7, ("RG103",)),
        (8, ()),
        (10, ()),
        (11, ("RG103",)),
        (12, ("RG103",)),
        (13, ("RG102",)),
        (15, ("RG102",)),
        (16, ("RG101",)),
    ],
)
def test_each_number_gets_one_word_on_its_size(members: int, expected: tuple[str, ...]) -> None:
    assert sizes(of(members)) == expected


def test_the_message_holds_both_numbers() -> None:
    assert "16 members are more than the 15" in rg.check(of(16)).findings[0].message
    assert "13 members are more than the 12" in rg.check(of(13)).findings[0].message
    assert "at most 10" in rg.check(of(11)).findings[0].message
    assert "with one away, 5 are left" in rg.check(of(6)).findings[1].message


def test_whoever_is_away_is_not_counted_as_there() -> None:
    away = attrs.evolve(MEETING, absent=("Ann", "Ben", "Cem", "Dot", "Eva"))
    assert sizes(away) == ("RG101",)


def test_an_absence_today_is_no_reason_to_warn_of_the_next() -> None:
    """Enough are enrolled, so RG104 keeps quiet when two of eight are away."""
    away = attrs.evolve(MEETING, absent=("Ann", "Ben"))
    assert sizes(away) == ("RG103",)


def test_numbers_that_no_source_gives_ask_for_nothing() -> None:
    assert sizes(remake(of(20), size=rg.GroupSize())) == ()
    assert sizes(remake(of(1), size=rg.GroupSize())) == ()


def test_only_one_bound_is_enough_to_be_judged_by() -> None:
    assert sizes(remake(of(20), size=rg.GroupSize(most=12))) == ("RG102",)
    assert sizes(remake(of(3), size=rg.GroupSize(least=6))) == ("RG102",)
    assert sizes(remake(of(20), size=rg.GroupSize(ideal_most=12))) == ("RG103",)


def test_everyone_is_seen_on_the_screen_leaders_included() -> None:
    assert sizes(regroup(ONLINE, visible_on_screen=10)) == ()
    report = rg.check(regroup(ONLINE, visible_on_screen=9))
    assert "10 people meet" in report.findings[0].message
    assert sizes(regroup(MEETING, visible_on_screen=3)) == ()


def test_members_that_do_not_divide_are_told_how_many_are_over() -> None:
    by_three = remake(MEETING, size=rg.GroupSize(multiple_of=3))
    finding = rg.check(by_three).findings[0]
    assert finding.code == "RG106"
    assert finding.evidence == ("8 = 2 × 3 + 2",)
    assert sizes(regroup(by_three, members=NAMES[:9])) == ()


def test_two_people_cannot_hold_three_roles() -> None:
    pair = attrs.evolve(
        MEETING,
        protocol=triad.PEER,
        group=rg.Group(members=("Ann", "Ben")),
        slot=rg.minutes(120),
    )
    assert "RG107" in rg.check(pair).codes
    trio = attrs.evolve(pair, group=rg.Group(members=("Ann", "Ben", "Cem")))
    assert "RG107" not in rg.check(trio).codes


def test_a_meeting_with_nobody_is_judged_and_not_broken() -> None:
    empty = regroup(MEETING, members=(), leaders=())
    assert {"RG101", "RG107", "RG301"} <= set(rg.check(empty).codes)
