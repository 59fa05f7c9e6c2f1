"""Differences between two variants of a protocol."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from tests.model.trees import protocols

TALK, CLOSE = rg.Phase(name="talk"), rg.Phase(name="close")
MINE = rg.Protocol(key="x", title="X", session=TALK >> CLOSE)


def told(one: rg.Protocol, other: rg.Protocol) -> list[str]:
    return [str(change) for change in rg.diff(one, other)]


@given(protocols())
def test_there_is_no_difference_between_a_protocol_and_itself(protocol: rg.Protocol) -> None:
    found = rg.diff(protocol, protocol)
    assert not found
    assert len(found) == 0
    assert list(found) == []
    assert str(found) == "my.own 1 -> my.own 1\nno difference"


@given(protocols(), st.data())
def test_a_diff_holds_exactly_what_an_edit_did(protocol: rg.Protocol, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path, _ in rg.phases(protocol.session)]))
    renamed = protocol.with_phase(path, purpose="Else.", optional=not protocol.phase(path).optional)
    assert [(type(one), one.path, one.field) for one in rg.diff(protocol, renamed)] == [  # type: ignore[union-attr]
        (rg.Changed, path, "purpose"),
        (rg.Changed, path, "optional"),
    ]
    above = f"{path.rpartition('/')[0]}/new".lstrip("/")
    added = rg.diff(protocol, protocol.insert_after(path, rg.Phase(name="new")))
    assert list(added) == [rg.Added(path=above, told="new (no time stated)")]
    removed = rg.diff(protocol.insert_before(path, rg.Phase(name="new")), protocol)
    assert list(removed) == [rg.Removed(path=above, told="new (no time stated)")]


@given(protocols(), protocols())
def test_read_backwards_what_was_added_is_removed(a: rg.Protocol, b: rg.Protocol) -> None:
    there, back = rg.diff(a, b), rg.diff(b, a)
    assert bool(there) == bool(back)

    def of(kind: type, changes: rg.Diff) -> set[str]:
        found = {change.path for change in changes if type(change) is kind}
        return {path for path in found if not any(path.startswith(f"{one}/") for one in found)}

    assert of(rg.Added, there) == of(rg.Removed, back)
    assert of(rg.Changed, there) == of(rg.Changed, back)


names = st.permutations([f"p{number}" for number in range(5)])


def in_order(order: list[str]) -> rg.Protocol:
    return attrs.evolve(MINE, session=rg.sequence(*(rg.Phase(name=name) for name in order)))


@given(names, names)
def test_as_few_parts_as_possible_are_said_to_have_moved(old: list[str], new: list[str]) -> None:
    there, back = (rg.diff(in_order(a), in_order(b)) for a, b in ((old, new), (new, old)))
    assert all(isinstance(change, rg.Moved) for change in there)
    stay = max(
        size
        for size in range(6)
        for row in itertools.combinations(old, size)
        if list(row) == sorted(row, key=new.index)
    )
    assert len(there) == len(back) == 5 - stay


def test_what_changed_places_has_moved() -> None:
    (change,) = rg.diff(MINE, attrs.evolve(MINE, session=CLOSE >> TALK))
    assert isinstance(change, rg.Moved)
    assert {change.before, change.after} == {1, 2}


def test_a_part_is_added_or_removed_with_all_that_is_in_it() -> None:
    case = rg.Phase(name="present") >> rg.Phase(name="discuss")
    longer = MINE.insert_after("talk", case.rounds(2, name="cases"))
    assert [(type(one), one.path) for one in rg.diff(MINE, longer)] == [(rg.Added, "cases")]
    assert [(type(one), one.path) for one in rg.diff(longer, MINE)] == [(rg.Removed, "cases")]


def test_a_phase_in_the_place_of_rounds_is_another_kind_of_part() -> None:
    looped = attrs.evolve(MINE, session=TALK >> rg.Phase(name="x").rounds(2, name="close"))
    assert told(MINE, looped) == [
        "~ close.part: close (no time stated) -> close: 2 x (x (no time stated))",
        "+ close/x: x (no time stated)",
    ]


def test_trees_beside_the_session_are_compared_as_well() -> None:
    more = attrs.evolve(
        MINE, before=rg.Phase(name="gather"), first_session=TALK, after=rg.Phase(name="debrief")
    )
    assert told(MINE, more) == [
        "+ before/gather: gather (no time stated)",
        "+ first_session/talk: talk (no time stated)",
        "+ after/debrief: debrief (no time stated)",
    ]
    assert [line[0] for line in told(more, MINE)] == ["-", "-", "-"]


def test_a_change_deep_inside_is_told_by_its_own_field() -> None:
    other = attrs.evolve(
        MINE,
        size=rg.GroupSize(least=6, most=12),
        leadership=rg.Leadership(trained=rg.Demand.REQUIRED),
        slot=rg.exactly(rg.minutes(90)),
        session=rg.Phase(
            name="talk", floor=rg.Floor(speaks=(rg.MEMBER,), advice=rg.AdvicePolicy.FORBIDDEN)
        )
        >> CLOSE.rounds(2, name="close"),
    )
    assert told(MINE, other) == [
        "~ talk.floor.speaks: (nothing) -> member",
        "~ talk.floor.advice: unstated -> forbidden",
        "~ close.part: close (no time stated) -> close: 2 x (close (no time stated))",
        "+ close/close: close (no time stated)",
        "~ slot: (nothing) -> 90 min",
        "~ size.least: (nothing) -> 6",
        "~ size.most: (nothing) -> 12",
        "~ leadership.trained: silent -> required",
    ]


def test_names_versions_and_sources_are_no_difference() -> None:
    cited = attrs.evolve(
        MINE,
        key="y",
        title="Y",
        version="2",
        basis=(rg.default(note="ours"),),
        leadership=rg.Leadership(basis=(rg.default(note="ours"),)),
        session=attrs.evolve(TALK, basis=(rg.default(note="ours"),)) >> CLOSE,
    )
    assert str(rg.diff(MINE, cited)) == "x 1 -> y 2\nno difference"


def test_the_source_of_one_seat_is_no_difference() -> None:
    seated = attrs.evolve(MINE, seats=(rg.Seat(role=rg.PRESENTER),))
    cited = attrs.evolve(
        MINE, seats=(rg.Seat(role=rg.PRESENTER, basis=(rg.default(note="ours"),)),)
    )
    assert not rg.diff(seated, cited)


def test_a_change_always_shows_two_different_sides() -> None:
    one = attrs.evolve(MINE, seats=(rg.Seat(role=rg.PRESENTER, duty="Tells a case."),))
    other = attrs.evolve(MINE, seats=(rg.Seat(role=rg.PRESENTER, duty="Listens."),))
    (change,) = rg.diff(one, other)
    assert isinstance(change, rg.Changed)
    assert change.before != change.after


def test_of_a_row_only_the_items_that_went_and_came_are_told() -> None:
    rules = tuple(rg.Clause(name, f"{name}.") for name in ("come", "listen", "stay"))
    all_three = attrs.evolve(MINE, ground_rules=rules)
    assert told(all_three, attrs.evolve(MINE, ground_rules=rules[1:])) == [
        "~ ground_rules: Come: come. -> (nothing)"
    ]
    assert told(attrs.evolve(MINE, ground_rules=rules[:2]), all_three) == [
        "~ ground_rules: (nothing) -> Stay: stay."
    ]
    turned = attrs.evolve(MINE, ground_rules=rules[::-1])
    (line,) = told(all_three, turned)
    assert line == (
        "~ ground_rules: Come: come.; Listen: listen.; Stay: stay. -> "
        "Stay: stay.; Listen: listen.; Come: come."
    )


def test_long_texts_are_cut_to_a_line() -> None:
    (change,) = rg.diff(
        attrs.evolve(MINE, summary="a" * 401), attrs.evolve(MINE, summary="b" * 400)
    )
    assert isinstance(change, rg.Changed)
    assert change.before == "a" * 397 + "..."
    assert change.after == "b" * 400


def test_a_diff_is_a_value_like_any_other() -> None:
    found = rg.diff(MINE, MINE.without("close"))
    assert found == rg.Diff(before="x 1", after="x 1", changes=list(found), compared=found.compared)  # type: ignore[arg-type]
    assert hash(found) == hash(rg.diff(MINE, MINE.without("close")))
    with pytest.raises(rg.ModelError, match=r"Diff\.changes: must hold Added or Removed or"):
        rg.Diff(before="x", after="y", changes=("a",))  # type: ignore[arg-type]
