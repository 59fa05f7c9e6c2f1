"""What becomes of the rest of a meeting: floors kept, ends kept where asked, a reason for all."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import fit
from reflective_groups.timing import Allotment, Limit, Mode, Retimed, Side, retime

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ZERO = dt.timedelta(0)
odd = st.integers(0, 3_600).map(lambda seconds: dt.timedelta(seconds=seconds))
whole = st.integers(0, 60).map(rg.minutes)
lengths = whole | odd | st.integers(0, 3_600_000_000).map(lambda us: dt.timedelta(microseconds=us))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Allotment, ...]:
    """A plan whose stretches lie within their bounds, or were made shorter or longer by hand."""
    found: list[Allotment] = []
    for number in range(draw(st.integers(1, 5))):
        least, length, most = sorted(draw(st.tuples(lengths, lengths, lengths)))
        found.append(
            Allotment(
                path=f"p{number}",
                at=f"p{number}",
                length=draw(st.sampled_from((length, length, length, least, most))),
                bounds=rg.Timebox(least=least, most=draw(st.sampled_from((most, None)))),
            )
        )
    if draw(st.booleans()):
        found[0] = attrs.evolve(found[0], length=draw(lengths))
    return tuple(found)


@st.composite
def situations(
    draw: st.DrawFn,
) -> tuple[tuple[Allotment, ...], tuple[dt.timedelta, ...], dt.timedelta]:
    """A plan, what is over of it, and how long the next has lasted."""
    plan = draw(plans())
    over = draw(st.integers(0, len(plan)))
    done = tuple(draw(st.just(one.length) | lengths) for one in plan[:over])
    begun = draw(st.just(ZERO) | lengths) if over < len(plan) else ZERO
    return plan, done, begun


def total(lengths: Sequence[dt.timedelta]) -> dt.timedelta:
    return sum(lengths, ZERO)


def floors(
    plan: Sequence[Allotment], done: Sequence[dt.timedelta], begun: dt.timedelta
) -> list[dt.timedelta]:
    """The shortest each of the rest can be now."""
    rest = plan[len(done) :]
    return [
        max(min(one.bounds.least, one.length), begun if number == 0 else ZERO)
        for number, one in enumerate(rest)
    ]


Situation = tuple[tuple[Allotment, ...], tuple[dt.timedelta, ...], dt.timedelta]
modes = st.sampled_from(Mode)


def tried(situation: Situation, mode: Mode) -> Retimed:
    """The retimed plan; where the mode needs an absorber, the last of all."""
    plan, done, begun = situation
    assume(mode is not Mode.ABSORB or len(done) < len(plan))
    absorber = plan[-1].path if mode is Mode.ABSORB else ""
    try:
        return retime(plan, done=done, begun=begun, mode=mode, absorber=absorber)
    except rg.Infeasible:
        assume(False)  # noqa: FBT003 -- how Hypothesis is told
        raise


@given(situations(), modes)
def test_what_has_happened_stays_and_nothing_is_cut_below_its_least(
    situation: Situation, mode: Mode
) -> None:
    plan, done, begun = situation
    found = tried(situation, mode)
    assert [one.path for one in found] == [one.path for one in plan]
    assert tuple(one.length for one in found)[: len(done)] == done
    for one, floor in zip(tuple(found)[len(done) :], floors(plan, done, begun), strict=True):
        assert one.length >= floor


@given(situations(), modes)
def test_nothing_is_made_longer_than_its_most_unless_it_was_already(
    situation: Situation, mode: Mode
) -> None:
    plan, done, begun = situation
    found = tried(situation, mode)
    for number, (before, after) in enumerate(
        zip(plan[len(done) :], tuple(found)[len(done) :], strict=True)
    ):
        if before.bounds.most is not None:
            gone = begun if number == 0 else ZERO
            assert after.length <= max(before.bounds.most, before.length, gone)


@given(situations(), modes)
def test_how_much_later_it_ends_adds_up_and_changes_are_named(
    situation: Situation, mode: Mode
) -> None:
    plan, done, _ = situation
    found = tried(situation, mode)
    before, after = [one.length for one in plan], [one.length for one in found]
    assert found.later == total(after) - total(before)
    pairs = zip(plan[len(done) :], tuple(found)[len(done) :], strict=True)
    assert found.changed == tuple(one.path for one, other in pairs if one.length != other.length)


@given(situations(), modes)
def test_each_stretch_has_a_reason_and_each_change_says_how_much(
    situation: Situation, mode: Mode
) -> None:
    plan, done, _ = situation
    for number, (before, after) in enumerate(zip(plan, tried(situation, mode), strict=True)):
        by = abs(after.length - before.length)
        if not by:
            assert re.fullmatch("took what was planned|as planned(, its (least|most))?", after.why)
            continue
        longer = after.length > before.length
        words = ("took", "more" if longer else "less")
        if number >= len(done):
            words = ("", "already lasted" if "already" in after.why else "longer")
            words = words if longer else ("", "shorter")
        assert all(word in after.why for word in words)
        assert rg.model.timebox.in_words(by) in after.why


@given(situations(), st.sampled_from((Mode.COMPRESS, Mode.STRICT)))
def test_when_late_nothing_gets_longer_and_when_early_nothing_gets_shorter(
    situation: Situation, mode: Mode
) -> None:
    plan, done, begun = situation
    found = tried(situation, mode)
    as_planned = [one.length for one in plan[len(done) :]]
    if as_planned:
        as_planned[0] = max(as_planned[0], begun)
    late = total(done) + total(as_planned) - total([one.length for one in plan])
    rest = [one.length for one in tuple(found)[len(done) :]]
    for one, other in zip(as_planned, rest, strict=True):
        assert other <= one if late > ZERO else other >= one
    if mode is Mode.COMPRESS and late <= ZERO:
        assert rest == as_planned


@given(situations())
def test_stretch_never_shortens_and_leaves_a_late_meeting_late(situation: Situation) -> None:
    plan, done, begun = situation
    found = tried(situation, Mode.STRETCH)
    for before, after in zip(plan[len(done) :], tuple(found)[len(done) :], strict=True):
        assert after.length >= before.length
    if found.later < ZERO:  # all that could grow has grown
        rest = tuple(found)[len(done) :]
        assert all(one.length == max(one.bounds.most or ZERO, one.length) for one in rest)
        assert not any(one.bounds.most is None for one in rest)
    assert begun >= ZERO


@given(situations())
def test_compress_ends_on_time_unless_all_are_at_their_least(situation: Situation) -> None:
    plan, done, begun = situation
    found = tried(situation, Mode.COMPRESS)
    if found.later > ZERO:
        rest = [one.length for one in tuple(found)[len(done) :]]
        assert rest == floors(plan, done, begun)


@given(situations())
def test_only_the_absorber_gives_way(situation: Situation) -> None:
    plan, done, begun = situation
    assume(len(done) < len(plan))
    for absorber in plan[len(done) :]:
        found = retime(plan, done=done, begun=begun, mode=Mode.ABSORB, absorber=absorber.path)
        others = [path for path in found.changed if path != absorber.path]
        overrun = [plan[len(done)].path] if begun > plan[len(done)].length else []
        assert others in ([], overrun)
        taken = found[absorber.path]
        if found.later > ZERO:
            number = plan.index(absorber) - len(done)
            assert taken == floors(plan, done, begun)[number]
        if found.later < ZERO:
            assert absorber.bounds.most is not None
            assert taken >= absorber.bounds.most


@given(situations(), whole.map(lambda step: step + rg.minutes(1)))
def test_in_strict_mode_the_end_is_kept_or_it_is_said_why_not(
    situation: Situation, step: dt.timedelta
) -> None:
    plan, done, begun = situation
    end = total([one.length for one in plan])
    there = end - total(done)
    least = total(floors(plan, done, begun))
    try:
        found = retime(plan, done=done, begun=begun, mode=Mode.STRICT, step=step)
    except rg.Infeasible as error:
        conflict, left = error.conflict, len(plan) - len(done)
        assert clash(conflict, there, left)
        for one in conflict:
            assert not clash([limit for limit in conflict if limit != one], there, left)
        if least > there:
            assert error.short_by_seconds == (least - there).total_seconds()  # noqa: PT017
        return
    assert found.later == ZERO
    assert total([one.length for one in found]) == end


def clash(limits: Sequence[Limit], there: dt.timedelta, left: int) -> bool:
    """Whether limits on so many stretches cannot all be kept; what has no limit is free."""
    end = [one for one in limits if one.path == "end"]
    rest = [one.length for one in limits if one.path != "end"]
    if not end:
        return False
    if end[0].side is Side.MOST:
        return total(rest) > there or there < ZERO
    assert {one.side for one in limits if one.path != "end"} <= {Side.MOST}
    return len(rest) == left and total(rest) < there


@given(plans(), modes, whole.map(lambda step: step + rg.minutes(1)))
def test_when_nothing_has_happened_the_plan_stays_as_it_is(
    plan: tuple[Allotment, ...], mode: Mode, step: dt.timedelta
) -> None:
    found = retime(plan, mode=mode, absorber=plan[0].path, step=step)
    assert [one.length for one in found] == [one.length for one in plan]
    assert found.changed == ()
    assert found.later == ZERO
    again = retime(found, mode=mode, absorber=plan[0].path, step=step)
    assert again == found


@given(situations(), st.lists(modes, min_size=1, max_size=3), modes)
def test_after_any_calls_before_it_is_still_the_first_plan_that_counts(
    situation: Situation, earlier: list[Mode], mode: Mode
) -> None:
    plan, done, _ = situation
    once = tried(situation, mode)
    now: tuple[Allotment, ...] = plan
    for over, before in zip(range(len(done) + 1), earlier, strict=False):
        now = tuple(tried((now, done[:over], ZERO), before))
    assert tried((now, *situation[1:]), mode) == once


def test_a_late_meeting_stays_late_when_it_is_asked_about_again() -> None:
    late = retime(CASE, done=(rg.minutes(16),), mode=Mode.NONE)
    again = retime(late, done=(rg.minutes(16), rg.minutes(5)), mode=Mode.NONE)
    assert late.later == again.later == rg.minutes(6)
    assert str(again).startswith("present: 16 min (took 6 min more than planned)")
    assert [one.planned for one in again] == [rg.minutes(10), None, None, None]
    kept = retime(late, done=(rg.minutes(16),), mode=Mode.COMPRESS)
    assert kept == retime(CASE, done=(rg.minutes(16),), mode=Mode.COMPRESS)
    assert kept.later == ZERO


@given(situations(), modes)
def test_the_same_question_gets_the_same_answer(situation: Situation, mode: Mode) -> None:
    assert tried(situation, mode) == tried(situation, mode)


def stretch(path: str, length: float, least: float, most: float | None = None) -> Allotment:
    box = rg.Timebox(least=rg.minutes(least), most=None if most is None else rg.minutes(most))
    return Allotment(path=path, at=path, length=rg.minutes(length), bounds=box)


CASE = (
    stretch("present", 10, 10, 10),
    stretch("clarify", 5, 3, 5),
    stretch("discuss", 30, 20, 40),
    stretch("return", 10, 5, 10),
)


def told(
    *done: float, mode: Mode, begun: float = 0, absorber: str = "", step: float = 1
) -> list[str]:
    found = retime(
        CASE,
        done=tuple(map(rg.minutes, done)),
        begun=rg.minutes(begun),
        mode=mode,
        absorber=absorber,
        step=rg.minutes(step),
    )
    return str(found).splitlines()


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (
            Mode.NONE,
            [
                "clarify: 5 min (as planned)",
                "discuss: 30 min (as planned)",
                "return: 10 min (as planned)",
                "ends 6 min later than planned",
            ],
        ),
        (
            Mode.COMPRESS,
            [
                "clarify: 4 min (1 min shorter, as the meeting is 6 min late)",
                "discuss: 27 min (3 min shorter, as the meeting is 6 min late)",
                "return: 8 min (2 min shorter, as the meeting is 6 min late)",
            ],
        ),
        (
            Mode.STRETCH,
            [
                "clarify: 5 min (as planned)",
                "discuss: 30 min (as planned)",
                "return: 10 min (as planned)",
                "ends 6 min later than planned",
            ],
        ),
        (
            Mode.ABSORB,
            [
                "clarify: 5 min (as planned)",
                "discuss: 30 min (as planned)",
                "return: 5 min (5 min shorter, to its least, as the meeting is 6 min late)",
                "ends 1 min later than planned",
            ],
        ),
    ],
)
def test_a_late_meeting_is_told_what_becomes_of_it(mode: Mode, expected: list[str]) -> None:
    found = told(16, mode=mode, absorber="return")
    assert found == ["present: 16 min (took 6 min more than planned)", *expected]
    if mode is Mode.COMPRESS:
        assert told(16, mode=Mode.STRICT) == found


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (
            Mode.COMPRESS,
            [
                "discuss: 30 min (as planned)",
                "return: 10 min (as planned)",
                "ends 5 min earlier than planned",
            ],
        ),
        (
            Mode.STRETCH,
            [
                "discuss: 35 min (5 min longer, as the meeting is 5 min early)",
                "return: 10 min (as planned, its most)",
            ],
        ),
        (
            Mode.ABSORB,
            [
                "discuss: 30 min (as planned)",
                "return: 10 min (as planned, its most)",
                "ends 5 min earlier than planned",
            ],
        ),
    ],
)
def test_an_early_meeting_is_told_what_becomes_of_it(mode: Mode, expected: list[str]) -> None:
    found = told(7, 3, mode=mode, absorber="return")
    early = "present: 7 min (took 3 min less than planned)"
    assert found == [early, "clarify: 3 min (took 2 min less than planned)", *expected]
    if mode is Mode.STRETCH:
        assert told(7, 3, mode=Mode.STRICT) == found


def test_what_has_already_lasted_longer_says_so() -> None:
    found = told(10, 5, begun=36, mode=Mode.COMPRESS)
    assert found[1:] == [
        "clarify: 5 min (took what was planned)",
        "discuss: 36 min (has already lasted 6 min more than planned)",
        "return: 5 min (5 min shorter, to its least, as the meeting is 6 min late)",
        "ends 1 min later than planned",
    ]
    assert told(20, 5, mode=Mode.COMPRESS)[2:] == [
        "discuss: 24 min (6 min shorter, as the meeting is 10 min late)",
        "return: 6 min (4 min shorter, as the meeting is 10 min late)",
    ]
    assert told(22, mode=Mode.ABSORB, absorber="discuss")[1] == "clarify: 5 min (as planned)"


def test_where_even_the_least_is_too_much_all_have_it_and_the_end_moves() -> None:
    assert told(42, mode=Mode.COMPRESS)[1:] == [
        "clarify: 3 min (2 min shorter, to its least, as the meeting is 32 min late)",
        "discuss: 20 min (10 min shorter, to its least, as the meeting is 32 min late)",
        "return: 5 min (5 min shorter, to its least, as the meeting is 32 min late)",
        "ends 15 min later than planned",
    ]
    late = [stretch("a", 5, 5), stretch("b", 5, 5)]
    found = retime(late, done=(rg.minutes(8),), mode=Mode.COMPRESS)
    assert "b: 5 min (as planned, its least)" in str(found)


@pytest.mark.parametrize(
    ("done", "begun", "message", "conflict"),
    [
        (
            (30, 5),
            0,
            "the rest takes at least 25 min, which is 5 min more than the 20 min there are",
            [
                "discuss: at least 20 min",
                "return: at least 5 min",
                "end: the end stays where it is",
            ],
        ),
        (
            (10, 5),
            38,
            "the rest takes at least 43 min, which is 3 min more than the 40 min there are",
            [
                "discuss: has already lasted 38 min",
                "return: at least 5 min",
                "end: the end stays where it is",
            ],
        ),
        (
            (40, 20),
            0,
            "the end was 5 min ago, and what is left takes at least 25 min",
            ["end: the end stays where it is"],
        ),
        (
            (10, 5, 30, 15),
            0,
            "the end was 5 min ago, and what is left takes at least 0 min",
            ["end: the end stays where it is"],
        ),
        (
            (10, 5, 15),
            0,
            "the rest takes at most 10 min, which is 15 min less than the 25 min there are",
            ["return: at most 10 min", "end: the end stays where it is"],
        ),
        (
            (10, 5, 30, 5),
            0,
            "all is over 5 min before the end, and nothing can fill that time",
            ["end: the end stays where it is"],
        ),
    ],
)
def test_an_end_that_cannot_be_kept_is_refused_with_what_is_in_its_way(
    done: tuple[int, ...], begun: int, message: str, conflict: list[str]
) -> None:
    with pytest.raises(rg.Infeasible) as error:
        told(*done, begun=begun, mode=Mode.STRICT)
    assert str(error.value) == message
    assert list(map(str, error.value.conflict)) == conflict


def test_a_fit_or_what_an_earlier_call_gave_can_be_retimed() -> None:
    protocol = rg.CATALOGUE["balint.school"]
    plan = fit(protocol, rg.minutes(60))
    late = retime(plan, done=(rg.minutes(9),), mode=Mode.COMPRESS)
    assert late.later == ZERO
    later = retime(late, done=(rg.minutes(9), rg.minutes(12)), mode=Mode.COMPRESS)
    assert [one.path for one in later] == [one.path for one in plan]
    assert later["present"] == rg.minutes(12)
    assert len(later) == len(plan)
    with pytest.raises(KeyError):
        later["nobody"]


def test_a_length_that_was_locked_is_kept_when_the_rest_is_shortened() -> None:
    protocol = rg.CATALOGUE["balint.school"]
    locked = rg.Lock(path="discuss", time=rg.exactly(rg.minutes(28)))
    plan = fit(protocol, rg.minutes(60), locks=(locked,))
    late = retime(plan, done=(rg.minutes(20),), mode=Mode.COMPRESS)
    assert late["discuss"] == rg.minutes(28)


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (
            lambda: retime(CASE[:1], done=(ZERO, ZERO)),
            rg.ModelError,
            "2 stretches are over, where 1 was planned",
        ),
        (
            lambda: retime(CASE[:1], done=(ZERO,), begun=rg.minutes(1)),
            rg.ModelError,
            "1 stretch is over, and one more has begun, where 1 was planned",
        ),
        (
            lambda: retime(CASE, done=(ZERO,) * 5),
            rg.ModelError,
            "5 stretches are over, where 4 were planned",
        ),
        (
            lambda: retime(CASE, done=(rg.minutes(-1),)),
            rg.ModelError,
            "no stretch has lasted less than nothing",
        ),
        (
            lambda: retime(CASE, begun=rg.minutes(-1)),
            rg.ModelError,
            "no stretch has lasted less than nothing",
        ),
        (lambda: retime(CASE, step=ZERO), ValueError, "a step is more than nothing"),
        (
            lambda: retime(CASE, done=(ZERO,), mode=Mode.ABSORB, absorber="present"),
            rg.PathError,
            "no stretch 'present' is still to come; there is clarify, discuss, return",
        ),
        (
            lambda: retime((), mode=Mode.ABSORB, absorber="present"),
            rg.PathError,
            "no stretch 'present' is still to come; there is none",
        ),
    ],
)
def test_a_situation_that_cannot_be_is_refused(
    ask: Callable[[], Retimed], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        ask()
    assert message in str(refused.value)


def test_nothing_at_all_stays_nothing() -> None:
    for mode in (Mode.NONE, Mode.COMPRESS, Mode.STRETCH, Mode.STRICT):
        assert retime((), mode=mode) == Retimed(allotments=())
