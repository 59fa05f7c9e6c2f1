"""How parts join: the laws of `>>`, `*`, rounds and breakouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.folds import depth, stretches, transform, walk
from tests.model.trees import counts, parts, timeboxes

if TYPE_CHECKING:
    from collections.abc import Callable

boxed = timeboxes()
ones, twos, threes = (parts(prefix, deep=2, times=boxed) for prefix in "abc")


@given(ones, twos, threes)
def test_joining_is_associative_and_sequences_are_flat(a: rg.Part, b: rg.Part, c: rg.Part) -> None:
    joined = (a >> b) >> c
    assert joined == a >> (b >> c) == rg.sequence(a, b, c)
    assert not any(isinstance(part, rg.Sequence) for part in joined)
    assert rg.sequence(joined) == joined
    flat = [
        one for part in (a, b, c) for one in (part if isinstance(part, rg.Sequence) else [part])
    ]
    assert list(joined) == flat
    assert len(joined) == len(flat)


@given(ones, twos)
def test_the_times_of_what_is_joined_add_up(a: rg.Part, b: rg.Part) -> None:
    assert rg.duration(a >> b) == rg.duration(a) + rg.duration(b)


@given(parts("a", deep=2, times=boxed), st.integers(1, 5))
def test_a_part_held_n_times_takes_n_times_as_long(part: rg.Part, number: int) -> None:
    assert rg.duration(part * number) == rg.duration(part) * number


@given(parts("a", deep=1), st.integers(0, 5))
def test_each_operator_is_its_named_function(part: rg.Part, number: int) -> None:
    other = rg.Phase(name="other")
    assert part >> other == rg.sequence(part, other)
    assert part * number == rg.rounds(part, number) == part.rounds(number)
    assert part.rounds(rg.Count(least=2), rotating=(rg.COACH,), name="turns") == rg.rounds(
        part, rg.Count(least=2), rotating=(rg.COACH,), name="turns"
    )
    assert part.in_groups_of(3, leftover=rg.Leftover.LARGER, name="trios") == rg.in_groups_of(
        part, 3, leftover=rg.Leftover.LARGER, name="trios"
    )


def test_rounds_move_on_whoever_brings_the_matter_unless_told() -> None:
    present = rg.Phase(name="present", floor=rg.Floor(speaks=(rg.PRESENTER,), leads=(rg.LEADER,)))
    consult = rg.Phase(name="consult", floor=rg.Floor(silent=(rg.CLIENT,), asks=(rg.PRESENTER,)))
    case = present >> consult
    assert (case * 2).rotating == (rg.PRESENTER, rg.CLIENT)
    assert case.rounds().count == rg.times(2)  # as many as move
    assert ((case * 2).in_groups_of(4) * 3).rotating == (rg.PRESENTER, rg.CLIENT)
    assert case.rounds(2, rotating=()).rotating == ()
    assert rg.Phase(name="talk").rounds().count == rg.times(1)
    assert rg.Phase(name="talk").rounds(rg.PerHolder(rg.MEMBER)).count == rg.PerHolder(rg.MEMBER)


def test_a_basis_given_on_the_way_is_kept() -> None:
    basis = (rg.default(note="ours"),)
    part = rg.Phase(name="talk")
    assert part.rounds(2, basis=basis).basis == basis
    assert part.in_groups_of(2, basis=basis).basis == basis
    assert part.in_groups_of(2).leftover is rg.Leftover.OBSERVE


people = st.integers(0, 60).map(lambda number: tuple(f"p{n}" for n in range(number)))


@given(people, st.integers(2, 9), st.sampled_from(rg.Leftover))
def test_nobody_is_dropped_when_a_room_splits(
    everybody: tuple[str, ...], size: int, leftover: rg.Leftover
) -> None:
    breakout = rg.in_groups_of(rg.Phase(name="talk"), size, leftover=leftover)
    groups = breakout.split(everybody)
    assert sorted(name for group in groups for name in group) == sorted(everybody)
    assert breakout.sizes(len(everybody)) == tuple(map(len, groups))
    assert all(groups)


@given(st.integers(1, 200), st.integers(2, 9))
def test_each_policy_deals_with_the_rest_as_it_says(members: int, size: int) -> None:
    talk = rg.Phase(name="talk")
    larger = talk.in_groups_of(size, leftover=rg.Leftover.LARGER).sizes(members)
    smaller = talk.in_groups_of(size, leftover=rg.Leftover.SMALLER).sizes(members)
    watched = talk.in_groups_of(size, leftover=rg.Leftover.OBSERVE).sizes(members)
    if members < size:
        assert larger == smaller == watched == (members,)
        return
    full, rest = divmod(members, size)
    assert max(larger) - min(larger) <= 1  # the rest is spread, not heaped on one
    assert max(larger) <= size + 1
    assert len(larger) == full or members > full * (size + 1)
    assert smaller == (size,) * full + ((rest,) if rest else ())
    assert len(watched) == full
    assert min(watched) >= size
    assert max(watched) - min(watched) <= 1


def test_groups_are_formed_in_the_order_given() -> None:
    trios = rg.Phase(name="talk").in_groups_of(3, leftover=rg.Leftover.SMALLER)
    assert trios.split(("A", "B", "C", "D")) == (("A", "B", "C"), ("D",))
    assert trios.split(()) == ()


@given(parts(deep=3))
def test_a_tree_unrolls_to_paths_that_name_each_part_once(part: rg.Part) -> None:
    paths = [path for path, _ in walk(part)]
    assert len(set(paths)) == len(paths)
    assert list(rg.walk(part)) == list(walk(part))
    found = rg.phases(part)
    assert [path for path, _ in found] == [
        path for path, one in walk(part) if isinstance(one, rg.Phase)
    ]
    for path, one in walk(part):
        assert path.split("/")[-1] == one.name
        above = path.rpartition("/")[0]
        assert not above or above in paths


@given(parts(deep=3))
def test_changing_every_phase_changes_nothing_else(part: rg.Part) -> None:
    assert transform(part, lambda _, phase: phase) == part
    named: list[str] = []

    def silence(path: str, phase: rg.Phase) -> rg.Phase:
        named.append(path)
        return rg.Phase(name=phase.name)

    changed = transform(part, silence)
    assert named == [path for path, _ in rg.phases(part)]
    assert [path for path, _ in walk(changed)] == [path for path, _ in walk(part)]
    assert all(phase == rg.Phase(name=phase.name) for _, phase in rg.phases(changed))


@given(parts(deep=3), counts(least=1))
def test_a_tree_is_as_deep_as_its_deepest_part(part: rg.Part, count: rg.Count) -> None:
    deepest = max(path.count("/") for path, _ in walk(part)) + 1
    assert depth(part) == deepest
    assert depth(part.in_groups_of(3)) == depth(part.rounds(count)) == deepest + 1
    assert stretches(part.in_groups_of(3)) == stretches(part) >= 1
    often = count.least if count.most is None else count.most
    assert stretches(part.rounds(count)) == often * stretches(part)
    assert stretches(part.rounds(rg.PerHolder(rg.MEMBER))) == stretches(part)


def test_parts_tell_themselves_in_plain_words() -> None:
    present = rg.Phase(name="present", time=rg.exactly(rg.minutes(10)), each=rg.MEMBER)
    chat = rg.Phase(name="chat_a_while", kind="gather", optional=True)
    assert str(present) == "present (10 min for each member)"
    assert str(chat) == "chat_a_while (no time stated, optional)"
    assert (chat.title, chat.does, present.does) == ("Chat a while", "gather", "present")
    assert str(present >> chat) == f"{present} >> {chat}"
    assert str(chat * 2) == f"rounds: 2 x ({chat})"
    assert str(chat.rounds(2, rotating=(rg.COACH, rg.COACHEE))) == (
        f"rounds: 2 x ({chat}), coach, coachee moving on"
    )
    assert str(chat.in_groups_of(4)) == f"groups: in groups of 4 ({chat})"


TALK = rg.Phase(name="talk")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rg.Phase(name="Our talk"), "Phase.name: must be a lower-case name"),
        (lambda: rg.Phase(name="talk", kind="A"), "Phase.kind: must be a lower-case name"),
        (lambda: rg.Phase(name="talk", time=5), "Phase.time: must be Timebox or Share, got 5"),
        (
            lambda: rg.Phase(name="talk", time=rg.minutes(5)),
            "Phase.time: must be Timebox or Share, got datetime.timedelta(seconds=300)",
        ),
        (lambda: rg.Phase(name="talk", floor=rg.MEMBER), "Phase.floor: must be Floor, got Role"),
        (lambda: rg.Phase(name="talk", purpose=None), "Phase.purpose: must be text, got None"),
        (lambda: rg.Phase(name="talk", each="member"), "Phase.each: must be Role, got 'member'"),
        (lambda: rg.Phase(name="talk", optional=0), "Phase.optional: must be bool, got 0"),
        (lambda: rg.Phase(name="talk", basis=("x",)), "Phase.basis: must hold Basis, got 'x'"),
        (lambda: TALK >> "close", "Sequence.parts: must hold Phase or Rounds or Breakout, got"),
        (lambda: TALK >> TALK, "a sequence cannot hold two parts of the same name: talk"),
        (lambda: TALK * 2 >> TALK * 2, "cannot hold two parts of the same name: rounds"),
        (rg.sequence, "Sequence.parts: must have 1 to 200 items, got 0"),
        (lambda: rg.Sequence(TALK), "Sequence.parts: must be several in a tuple, got Phase"),
        (lambda: rg.Sequence("ab"), "Sequence.parts: must be several in a tuple, got str"),
        (lambda: TALK * -1, "Count.least: must be 0 to 500, got -1"),
        (lambda: TALK * 2.5, "Rounds.count: must be Count or PerHolder, got 2.5"),
        (lambda: rg.Rounds(part="talk", count=rg.times(2)), "Rounds.part: must be Phase or"),
        (lambda: TALK.rounds(2, name="two rounds"), "Rounds.name: must be a lower-case name"),
        (
            lambda: TALK.rounds(2, rotating=(rg.COACH, rg.COACH)),
            "Rounds.rotating: must not hold the same item twice",
        ),
        (lambda: rg.PerHolder("member"), "PerHolder.role: must be Role, got 'member'"),
        (lambda: TALK.in_groups_of(1), "Breakout.size: must be 2 to 200, got 1"),
        (lambda: TALK.in_groups_of(3, leftover="larger"), "Breakout.leftover: must be Leftover"),
        (lambda: rg.Breakout(part=None, size=3), "Breakout.part: must be Phase or Sequence or"),
        (lambda: TALK.in_groups_of(3, name=""), "Breakout.name: must have 1 to 60 characters"),
    ],
)
def test_a_part_that_cannot_be_is_refused_with_its_field(
    make: Callable[[], object], message: str
) -> None:
    with pytest.raises(rg.ModelError) as error:
        make()
    assert message in str(error.value)
