"""Where nothing fits: the fewest bounds that clash, and repairs that really are repairs."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Limit, Side, fit, plan
from reflective_groups.protocols import balint
from reflective_groups.rules.repair import SetRounds, SetSlot, SetTime, Unlock
from tests.model.trees import protocols, timeboxes, whole_minutes
from tests.planning.locked import locks

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = dt.timedelta(0)
START = dt.datetime(2026, 11, 30, 18, 30, tzinfo=ZoneInfo("Europe/London"))
GROUP = rg.Group(members=tuple("ABCDEF"), leaders=("Lou", "Max"))
KINDS = (Unlock, SetSlot, SetRounds, SetTime)
slots = st.integers(1, 60).map(rg.minutes)
whole_protocols = protocols(times=timeboxes(whole_minutes))

TWICE = attrs.evolve(balint.SCHOOL, session=balint.SCHOOL.session.rounds(rg.times(2), name="cases"))
FORTY = (
    rg.Lock(path="cases[1]/discuss", time=rg.exactly(rg.minutes(40))),
    rg.Lock(path="cases[2]/discuss", time=rg.exactly(rg.minutes(40))),
    rg.Lock(path="cases/return", time=rg.exactly(rg.minutes(5))),
)


def refusal(
    protocol: rg.Protocol, slot: float, *some: rg.Lock, members: int | None = None
) -> rg.Infeasible:
    with pytest.raises(rg.Infeasible) as error:
        fit(protocol, rg.minutes(slot), locks=some, members=members, start=START)
    return error.value


def is_too_much(limits: Sequence[Limit]) -> bool:
    """Whether what lasts at least so long comes to more than the slot, if a slot is among them."""
    slot = [one.length for one in limits if one.path == "slot"]
    rest = [one.length for one in limits if one.path != "slot"]
    return bool(slot) and sum(rest, ZERO) > slot[0]


@pytest.mark.parametrize(
    ("protocol", "slot", "some"), [(TWICE, 75, ()), (balint.SERIES, 90, FORTY)]
)
def test_the_conflict_of_a_real_protocol_is_one_until_any_one_of_it_is_gone(
    protocol: rg.Protocol, slot: int, some: tuple[rg.Lock, ...]
) -> None:
    conflict = refusal(protocol, slot, *some).conflict
    assert len({one.path for one in conflict}) == len(conflict)
    assert is_too_much(conflict)
    for one in conflict:
        assert not is_too_much([limit for limit in conflict if limit != one])


def test_two_school_cases_in_seventy_five_minutes_are_five_minutes_too_long() -> None:
    error = refusal(TWICE, 75)
    assert str(error) == (
        "the phases take at least 80 min, which is 5 min more than the 75 min there are"
    )
    assert error.short_by_seconds == 300
    told = [f"{one.path}: {one.told}" for one in error.conflict]
    assert told == [
        "cases[1]/present: at least 10 min",
        "cases[1]/clarify: at least 5 min",
        "cases[1]/discuss: at least 20 min",
        "cases[1]/return: at least 5 min",
        "cases[2]/present: at least 10 min",
        "cases[2]/clarify: at least 5 min",
        "cases[2]/discuss: at least 20 min",
        "cases[2]/return: at least 5 min",
        "slot: at most 75 min",
    ]
    assert [str(one) for one in error.repairs][:3] == [
        "Make the slot 80 min, 5 min longer.",
        "Hold cases once instead of twice.",
        (
            "Give cases/discuss 17 min at the least instead of 20 min, "
            "which is not what its source says."
        ),
    ]


def test_each_bound_of_a_source_says_which() -> None:
    *phases, slot = refusal(TWICE, 75).conflict
    assert all(one.standing is rg.Standing.STATED for one in phases)
    assert {one.source.key for limit in phases for one in limit.citations} == {"S0"}
    assert "000-28" in str(phases[0])
    assert slot.citations == ()
    assert slot == Limit(path="slot", side=Side.MOST, length=rg.minutes(75), says="at most 75 min")


def test_forty_minutes_of_discussion_for_both_cases_do_not_go_into_document_002() -> None:
    error = refusal(balint.SERIES, 90, *FORTY)
    assert str(error) == (
        "with all locks kept it takes at least 104 min, which is 14 min more than the 90 min "
        "there are; these alone clash: cases[1]/present: at least 5 min; cases[1]/discuss: "
        "locked to 40 min; cases[1]/return: locked to 5 min; cases[2]/present: at least 5 min; "
        "cases[2]/discuss: locked to 40 min; slot: at most 90 min"
    )
    assert error.short_by_seconds == 14 * 60
    cited = {one.path: [c.where for c in one.citations] for one in error.conflict if one.citations}
    assert set(cited) == {"cases[1]/present", "cases[2]/present"}
    assert all("002-12" in where for where in cited.values())
    assert list(map(str, error.repairs)) == [
        "Do without the lock on cases[2]/discuss; cases is then held once instead of twice.",
        "Make the slot 104 min, 14 min longer.",
    ]


def test_a_conflict_names_the_longest_phases_and_no_more_of_them_than_it_takes() -> None:
    told = [one.path for one in refusal(balint.SCHOOL, 31).conflict]
    assert told == ["present", "clarify", "discuss", "slot"]


def test_a_conflict_without_the_slot_says_only_what_clashes() -> None:
    some = (
        rg.Lock(path="present", after=rg.minutes(3)),
        rg.Lock(path="clarify", after=rg.minutes(30)),
    )
    error = refusal(balint.SCHOOL, 60, *some)
    assert str(error) == (
        "these cannot all be kept: present: locked to begin 3 min after the start; "
        "present: at most 10 min; clarify: locked to begin 30 min after the start"
    )
    assert error.short_by_seconds == 0
    assert [one.edits for one in error.repairs] == [(Unlock("present"),), (Unlock("clarify"),)]


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        (
            rg.Lock(path="choose", after=rg.minutes(5)),
            "choose: locked to begin 5 min after the start, though nothing comes before it",
        ),
        (
            rg.Lock(path="discuss", at=dt.time(19, 20)),
            "discuss: locked to begin at 19:20, 50 min after the start",
        ),
        (
            rg.Lock(path="present", until="discuss", time=rg.exactly(rg.minutes(50))),
            "present: locked with all up to discuss to 50 min",
        ),
        (
            rg.Lock(path="discuss", time=rg.Timebox(least=rg.minutes(31))),
            "discuss: locked to at least 31 min",
        ),
        (rg.Lock(path="discuss", time=rg.at_most(rg.minutes(9))), "discuss: locked to at most 9"),
    ],
)
def test_a_lock_is_told_as_it_was_meant(lock: rg.Lock, told: str) -> None:
    error = refusal(balint.SCHOOL, 60, lock)
    assert any(str(one).startswith(told) for one in error.conflict)
    assert error.repairs[0].edits == (Unlock(lock.path),)


def test_shares_and_turns_say_what_they_are() -> None:
    share = rg.Phase(name="introduce", time=rg.Share(least=0.5))
    turns = rg.Phase(name="say", time=rg.exactly(rg.minutes(10)), each=rg.MEMBER)
    protocol = rg.Protocol(key="x", title="X", session=share >> turns)
    error = refusal(protocol, 60, members=6)
    assert [one.told for one in error.conflict] == [
        "at least 30 min, a share of the session",
        "at least 60 min, with a turn for each member",
        "at most 60 min",
    ]
    assert [str(one) for one in error.repairs] == ["Make the slot 120 min, 60 min longer."]


def test_what_nobody_says_is_not_called_what_its_source_says() -> None:
    talk = rg.Phase(name="talk", time=rg.between(rg.minutes(20), rg.minutes(30)))
    error = refusal(rg.Protocol(key="x", title="X", session=talk), 15)
    assert str(error.repairs[1]) == "Give talk 15 min at the least instead of 20 min."


def test_where_one_lock_less_does_not_help_several_are_named() -> None:
    some = tuple(
        rg.Lock(path=path, time=rg.exactly(rg.minutes(50)))
        for path in ("present", "clarify", "return")
    )
    error = refusal(balint.SCHOOL, 60, *some)
    assert str(error.repairs[0]) == "Do without the locks on present, clarify and return."
    assert error.short_by_seconds == 0
    assert fit(balint.SCHOOL, rg.minutes(60), locks=some, repair=error.repairs[0])


def test_locks_that_are_not_at_fault_are_left_alone() -> None:
    kept = rg.Lock(path="clarify", time=rg.exactly(rg.minutes(5)))
    bad = [rg.Lock(path=path, time=rg.exactly(rg.minutes(50))) for path in ("present", "return")]
    first = refusal(balint.SCHOOL, 60, kept, *bad).repairs[0]
    assert str(first) == "Do without the locks on present and return."
    assert fit(balint.SCHOOL, rg.minutes(60), locks=(kept, *bad), repair=first)


def test_the_shortest_slot_that_is_long_enough_is_offered() -> None:
    error = refusal(TWICE, 75)
    (slot,) = (one.edits[0].slot for one in error.repairs if isinstance(one.edits[0], SetSlot))
    assert fit(TWICE, slot)
    with pytest.raises(rg.Infeasible):
        fit(TWICE, slot - rg.minutes(1))


def test_the_most_rounds_that_fit_are_offered() -> None:
    turns = rg.Phase(name="say", time=rg.exactly(rg.minutes(7))).rounds(rg.times(9))
    error = refusal(rg.Protocol(key="x", title="X", session=turns), 30)
    assert "Hold rounds 4 times instead of 9 times." in list(map(str, error.repairs))


def test_no_slot_is_offered_that_no_meeting_may_have() -> None:
    month = rg.Phase(name="a", time=rg.exactly(dt.timedelta(days=31)))
    error = refusal(rg.Protocol(key="x", title="X", session=month), 60)
    assert not any(isinstance(one.edits[0], SetSlot) for one in error.repairs)


def test_repairs_come_the_mildest_first() -> None:
    for error in (refusal(TWICE, 75), refusal(balint.SERIES, 90, *FORTY)):
        ranks = [KINDS.index(type(one.edits[0])) for one in error.repairs]
        assert ranks == sorted(ranks)
    losses = [
        1 - one.edits[0].time.least / TWICE.phase(one.edits[0].path).time.least
        for one in refusal(TWICE, 75).repairs
        if isinstance(one.edits[0], SetTime)
    ]
    assert losses == sorted(losses)
    assert len(losses) == 4


def test_a_repair_of_a_fit_can_be_tried_whatever_it_changes() -> None:
    for protocol, slot, some in ((TWICE, 75, ()), (balint.SERIES, 90, FORTY)):
        for repair in refusal(protocol, slot, *some).repairs:
            found = fit(protocol, rg.minutes(slot), locks=some, repair=repair)
            assert sum((one.length for one in found), ZERO) + found.spare == found.slot
    repair = rg.Repair(says="x", edits=(Unlock("cases/return"),))
    with pytest.raises(rg.PathError, match="no lock at 'cases/return'; there is none"):
        fit(balint.SERIES, rg.minutes(90), repair=repair)


@given(whole_protocols, slots, st.data())
def test_each_repair_makes_a_plan_of_a_meeting_work(
    protocol: rg.Protocol, slot: dt.timedelta, data: st.DataObject
) -> None:
    some = data.draw(st.lists(locks(protocol.session), max_size=3))
    meeting = rg.Meeting(protocol=protocol, group=GROUP, start=START, slot=slot, locks=some)
    try:
        plan(meeting)
    except rg.Infeasible as error:
        refused = error
    except (rg.PathError, rg.ModelError):
        assume(False)  # noqa: FBT003 -- how Hypothesis is told
        raise
    else:
        assume(False)  # noqa: FBT003 -- the same
        return
    assert refused.conflict
    assert len(set(refused.conflict)) == len(refused.conflict)
    for repair in refused.repairs:
        assert plan(repair.apply(meeting)).fit.allotments is not None
    ranks = [KINDS.index(type(one.edits[0])) for one in refused.repairs]
    assert ranks == sorted(ranks)
    if not some:  # without locks a longer slot always helps
        assert any(isinstance(one.edits[0], SetSlot) for one in refused.repairs)


@given(whole_protocols, slots)
def test_without_locks_the_conflict_is_the_smallest_there_is(
    protocol: rg.Protocol, slot: dt.timedelta
) -> None:
    try:
        fit(protocol, slot, members=6)
    except rg.Infeasible as error:
        conflict = error.conflict
    else:
        assume(False)  # noqa: FBT003 -- how Hypothesis is told
        return
    assert is_too_much(conflict)
    longest = sorted((one.length for one in conflict if one.path != "slot"), reverse=True)
    assert sum(longest[:-1], ZERO) <= slot  # without any one, the shortest too, it would fit


def test_a_first_meeting_is_repaired_in_its_own_session() -> None:
    first = rg.Phase(name="introduce", time=rg.exactly(rg.minutes(30))) >> rg.Phase(
        name="talk", time=rg.exactly(rg.minutes(45))
    )
    protocol = attrs.evolve(balint.SCHOOL, first_session=first)
    meeting = rg.Meeting(
        protocol=protocol, group=GROUP, start=START, slot=rg.minutes(60), first=True
    )
    with pytest.raises(rg.Infeasible) as error:
        plan(meeting)
    assert len(error.value.repairs) == 3
    for repair in error.value.repairs:
        assert plan(repair.apply(meeting))


def test_a_thousand_phases_that_do_not_fit_are_told_apart() -> None:
    row = rg.sequence(
        *(
            rg.Phase(name=f"p{number}", time=rg.exactly(rg.minutes(1 + number % 3)))
            for number in range(100)
        )
    )
    protocol = rg.Protocol(key="x", title="X", session=row.rounds(rg.times(10), name="blocks"))
    error = refusal(protocol, 600)
    assert len(error.conflict) == 202  # the 200 longest come to exactly 600, and one more
    for one, other in itertools.pairwise(error.conflict[:-1]):
        assert one.path != other.path


def test_where_taking_locks_off_is_not_enough_it_is_not_offered() -> None:
    bad = [rg.Lock(path=path, time=rg.exactly(rg.minutes(50))) for path in ("present", "return")]
    assert refusal(balint.SCHOOL, 30, *bad).repairs == ()


@pytest.mark.parametrize(("share", "slot"), [(0.95, 100), (0.999, None)])
def test_a_share_grows_with_the_slot_that_is_offered(share: float, slot: int | None) -> None:
    session = rg.Phase(name="introduce", time=rg.Share(least=share)) >> rg.Phase(
        name="talk", time=rg.exactly(rg.minutes(5))
    )
    error = refusal(rg.Protocol(key="x", title="X", session=session), 10)
    offered = [one.edits[0] for one in error.repairs if isinstance(one.edits[0], SetSlot)]
    assert offered == ([] if slot is None else [SetSlot(rg.minutes(slot))])


def test_no_lock_is_taken_off_that_could_stay() -> None:
    free = rg.sequence(*(rg.Phase(name=name) for name in "abcde"))
    protocol = rg.Protocol(key="x", title="X", session=free)
    some = (
        rg.Lock(path="a", until="b", time=rg.at_most(rg.minutes(5))),
        rg.Lock(path="b", time=rg.exactly(rg.minutes(20))),
        rg.Lock(path="c", after=rg.minutes(5)),
        rg.Lock(path="d", until="e", time=rg.at_most(rg.minutes(5))),
        rg.Lock(path="e", time=rg.exactly(rg.minutes(20))),
    )
    (repair,) = refusal(protocol, 60, *some).repairs
    assert str(repair) == "Do without the locks on b and d."  # without b, a can stay
    assert fit(protocol, rg.minutes(60), locks=some, repair=repair)
    for edit in repair.edits:
        less = rg.Repair(says="x", edits=(edit,))
        with pytest.raises(rg.Infeasible):
            fit(protocol, rg.minutes(60), locks=some, repair=less)


def test_more_locks_than_anybody_would_take_off_are_not_offered() -> None:
    names = [f"p{number}" for number in range(25)]
    row = rg.sequence(*(rg.Phase(name=name, time=rg.exactly(rg.minutes(2))) for name in names))
    some = [rg.Lock(path=name, time=rg.exactly(rg.minutes(1))) for name in names]
    assert refusal(rg.Protocol(key="x", title="X", session=row), 60, *some).repairs == ()


def test_the_lock_that_keeps_an_optional_phase_is_part_of_the_conflict() -> None:
    a = rg.Phase(name="a", time=rg.exactly(rg.minutes(5)))
    tea = rg.Phase(name="tea", time=rg.between(rg.minutes(5), rg.minutes(15)), optional=True)
    b = rg.Phase(name="b", time=rg.between(rg.minutes(10), rg.minutes(20)))
    lock = rg.Lock(path="tea", time=rg.at_most(rg.minutes(10)))
    error = refusal(rg.Protocol(key="x", title="X", session=a >> tea >> b), 18, lock)
    assert list(map(str, error.conflict)) == [
        "a: at least 5 min",
        "tea: locked, so it is held",
        "tea: at least 5 min",
        "b: at least 10 min",
        "slot: at most 18 min",
    ]
    assert str(error.repairs[0]) == "Do without the lock on tea."


def test_the_lock_that_keeps_a_further_round_is_part_of_the_conflict() -> None:
    lock = rg.Lock(path="cases[2]/discuss", time=rg.at_most(rg.minutes(40)))
    error = refusal(balint.SERIES, 60, lock)
    assert "cases[2]/discuss: locked, so it is held" in list(map(str, error.conflict))
    assert str(error.repairs[0]) == (
        "Do without the lock on cases[2]/discuss; cases is then held once instead of twice."
    )


def test_nobody_loses_a_turn_to_a_repair() -> None:
    say = rg.Phase(name="say", time=rg.exactly(rg.minutes(10)))
    turns = say.rounds(rg.PerHolder(rg.MEMBER), name="turns")
    error = refusal(rg.Protocol(key="x", title="X", session=turns), 50, members=6)
    assert not any(isinstance(one.edits[0], SetRounds) for one in error.repairs)


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("17:50", "discuss: locked to begin at 17:50, which is before the start at 18:30"),
        (
            "23:50",
            "discuss: locked to begin at 23:50, 320 min after the start, 260 min past the end",
        ),
    ],
)
def test_a_time_on_the_clock_that_cannot_be_meant_is_told_in_plain_words(
    clock: str, told: str
) -> None:
    error = refusal(balint.SCHOOL, 60, rg.Lock(path="discuss", at=dt.time.fromisoformat(clock)))
    assert told in list(map(str, error.conflict))
    assert [one.edits for one in error.repairs] == [(Unlock("discuss"),)]


def test_all_locks_at_one_path_are_counted_where_they_go_together() -> None:
    some = (
        rg.Lock(path="discuss", time=rg.exactly(rg.minutes(45))),
        rg.Lock(path="discuss", after=rg.minutes(20)),
    )
    error = refusal(balint.SCHOOL, 60, *some)
    assert str(error.repairs[0]) == "Do without the 2 locks on discuss."


def test_a_message_names_a_dozen_bounds_and_the_conflict_all_of_them() -> None:
    row = rg.sequence(*(rg.Phase(name=f"p{n}", time=rg.exactly(rg.minutes(2))) for n in range(40)))
    lock = rg.Lock(path="p0", time=rg.exactly(rg.minutes(2)))
    error = refusal(rg.Protocol(key="x", title="X", session=row), 60, lock)
    assert len(error.conflict) == 32
    assert str(error).endswith("p11: at least 2 min; and 20 more")


def test_no_longer_slot_is_offered_in_which_a_lock_would_name_several_rounds() -> None:
    begin = rg.Phase(name="begin", time=rg.Timebox(least=rg.minutes(1)))
    say = rg.Phase(name="say", time=rg.exactly(rg.minutes(10)))
    end = rg.Phase(name="end", time=rg.exactly(rg.minutes(5)))
    turns = say.rounds(rg.Count(least=1, usual=2, most=2), name="turns")
    protocol = rg.Protocol(key="x", title="X", session=begin >> turns >> end)
    lock = rg.Lock(path="turns/say", after=rg.minutes(12))
    error = refusal(protocol, 18, lock)
    assert [one.edits for one in error.repairs if isinstance(one.edits[0], (Unlock, SetSlot))] == [
        (Unlock("turns/say"),)
    ]


def test_a_phase_that_a_lock_holds_is_not_offered_shorter() -> None:
    talk = rg.Phase(name="talk", time=rg.between(rg.minutes(20), rg.minutes(30)))
    close = rg.Phase(name="close", time=rg.exactly(rg.minutes(20)))
    lock = rg.Lock(path="talk", time=rg.Timebox(least=rg.minutes(20)))
    error = refusal(rg.Protocol(key="x", title="X", session=talk >> close), 35, lock)
    assert list(map(str, error.repairs)) == [
        "Make the slot 40 min, 5 min longer.",
        "Give close 15 min at the least instead of 20 min.",
    ]
