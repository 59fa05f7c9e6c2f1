"""Edits by path: what they change, what they leave alone, and what they say when they cannot."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.edits import edit_part, find_part, resolve
from tests.model.trees import protocols

BOOK = rg.Source(key="book", title="A book")


def phase(name: str, **more: object) -> rg.Phase:
    return rg.Phase(name=name, **more)  # type: ignore[arg-type]


CASE = phase("present") >> phase("discuss")
EVENING = rg.Protocol(
    key="my.evening",
    title="Our evening",
    session=phase("arrive") >> CASE.rounds(2, name="cases") >> phase("close"),
    before=phase("prepare") >> phase("gather"),
    after=phase("debrief"),
)


def paths(protocol: rg.Protocol) -> list[str]:
    return [path for path, _ in protocol.phases]


def parts_of(protocol: rg.Protocol) -> list[str]:
    return [path for path, _ in rg.walk(protocol.session)]


def test_a_part_is_found_by_its_path_or_an_unmistakable_end_of_it() -> None:
    assert EVENING.part("cases/discuss") == EVENING.part("discuss") == phase("discuss")
    assert isinstance(EVENING.part("cases"), rg.Rounds)
    assert EVENING.phase("before/gather") == phase("gather")
    assert EVENING.phase("after/debrief") == phase("debrief")
    assert resolve(EVENING.session, "present") == "cases/present"


def test_a_whole_path_wins_over_the_end_of_another() -> None:
    tree = phase("talk") >> (phase("talk") * 2)
    assert resolve(tree, "talk") == "talk"
    assert resolve(tree, "rounds/talk") == "rounds/talk"


def test_an_ambiguous_path_is_refused_and_says_what_it_could_be() -> None:
    twice = CASE.rounds(1, name="first") >> CASE.rounds(1, name="second")
    with pytest.raises(rg.PathError) as error:
        resolve(twice, "discuss")
    assert str(error.value) == ("'discuss' is ambiguous: it could be first/discuss, second/discuss")


def test_a_missing_path_is_refused_and_says_what_there_is() -> None:
    with pytest.raises(rg.PathError) as error:
        EVENING.without("reflect")
    assert str(error.value) == (
        "no part at 'reflect'; there is arrive, cases, cases/present, cases/discuss, close, "
        "before/prepare, before/gather, after/debrief"
    )
    with pytest.raises(rg.PathError, match="no part at 'brief'; there is prepare, gather"):
        EVENING.part("before/brief")
    with pytest.raises(rg.PathError, match="no part at 'iscuss'"):
        EVENING.part("iscuss")  # the end of a name is not the end of a path


def test_rounds_are_no_phase() -> None:
    with pytest.raises(rg.PathError, match="'cases' is not a phase"):
        EVENING.phase("cases")
    with pytest.raises(rg.PathError, match="'cases' is not a phase"):
        EVENING.with_phase("cases", purpose="x")


@given(protocols(), st.data())
def test_with_phase_changes_that_phase_and_nothing_else(
    protocol: rg.Protocol, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([path for path, _ in rg.phases(protocol.session)]))
    changed = protocol.with_phase(path, purpose="Something else.")
    assert changed.phase(path).purpose == "Something else."
    before, after = dict(protocol.phases), dict(changed.phases)
    assert list(before) == list(after)
    assert [one for one in before if before[one] != after[one]] == [path]
    assert attrs.evolve(changed, session=protocol.session) == protocol


@given(protocols(), st.data())
def test_without_leaves_out_that_part_and_nothing_else(
    protocol: rg.Protocol, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(parts_of(protocol)))
    phases = [one for one, _ in rg.phases(protocol.session)]
    kept = [one for one in phases if not f"{one}/".startswith(f"{path}/")]
    # what held nothing but that part goes with it
    left = [one for one in parts_of(protocol) if any(f"{it}/".startswith(f"{one}/") for it in kept)]
    if not left:
        with pytest.raises(rg.PathError, match="is all there is; a session needs at least one"):
            protocol.without(path)
        return
    assert parts_of(protocol.without(path)) == left


@given(protocols(), st.data())
def test_inserting_puts_a_part_beside_another_and_leaves_the_rest(
    protocol: rg.Protocol, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(parts_of(protocol)))
    added = f"{path.rpartition('/')[0]}/new".lstrip("/")
    old = parts_of(protocol)
    under = [one for one in old if one == path or one.startswith(f"{path}/")]

    after = parts_of(protocol.insert_after(path, phase("new")))
    assert [one for one in after if one != added] == old
    assert after[after.index(under[-1]) + 1] == added

    before = parts_of(protocol.insert_before(path, phase("new")))
    assert [one for one in before if one != added] == old
    assert before[before.index(path) - 1] == added


def test_before_and_after_are_edited_by_their_paths() -> None:
    assert paths(EVENING.without("before/prepare"))[0] == "before/gather"
    assert paths(EVENING.insert_after("after/debrief", phase("file")))[-1] == "after/file"
    longer = EVENING.with_phase("before/gather", time=rg.exactly(rg.minutes(9)))
    assert longer.phase("before/gather").time == rg.exactly(rg.minutes(9))
    assert longer.session == EVENING.session


def test_a_first_session_is_edited_by_its_paths() -> None:
    first = attrs.evolve(EVENING, first_session=phase("introduce") >> CASE)
    assert first.phase("first_session/introduce") == phase("introduce")
    longer = first.with_phase("first_session/introduce", time=rg.exactly(rg.minutes(45)))
    assert longer.for_first_meeting().phase("introduce").time == rg.exactly(rg.minutes(45))
    assert longer.session == EVENING.session
    usual = first.without("first_session/introduce")
    assert usual.first_session == CASE
    alone = attrs.evolve(EVENING, first_session=phase("introduce"))
    assert alone.without("first_session/introduce").first_session is None


def test_the_last_part_before_or_after_may_go_altogether() -> None:
    assert EVENING.without("after/debrief").after is None


def test_the_parts_before_may_go_one_after_the_other() -> None:
    assert EVENING.without("before/prepare").without("before/gather").before is None


def test_the_only_phase_of_rounds_before_may_go_with_them() -> None:
    prepared = attrs.evolve(EVENING, before=phase("prepare") * 2)
    assert prepared.without("before/rounds/prepare").before is None


def test_a_missing_path_says_what_lies_before_and_after_too() -> None:
    with pytest.raises(rg.PathError) as error:
        EVENING.part("gather")
    assert "before/gather" in str(error.value)


def test_a_protocol_without_anything_before_has_no_such_path() -> None:
    plain = attrs.evolve(EVENING, before=None)
    with pytest.raises(rg.PathError, match="no part at 'before/gather'"):
        plain.part("before/gather")


def test_an_edit_that_makes_twins_is_refused() -> None:
    with pytest.raises(rg.ModelError, match="two parts of the same name: close"):
        EVENING.insert_before("close", phase("close"))
    with pytest.raises(rg.ModelError, match="two parts of the same name: close"):
        EVENING.with_phase("arrive", name="close")


def test_an_edit_may_put_several_parts_in_the_place_of_one() -> None:
    split = EVENING.edited("discuss", lambda one: (phase("imagine"), one, phase("rest")))
    assert parts_of(split)[2:6] == [
        "cases/present",
        "cases/imagine",
        "cases/discuss",
        "cases/rest",
    ]
    assert find_part(split.session, "imagine") == phase("imagine")
    alone = edit_part(phase("a"), "a", lambda one: (one, phase("b")))
    assert alone == phase("a") >> phase("b")


def test_the_original_is_never_touched() -> None:
    told = repr(EVENING)
    EVENING.without("close").insert_after("discuss", phase("rejoin")).with_phase("arrive", kind="a")
    assert repr(EVENING) == told


CITED = phase(
    "discuss",
    time=rg.exactly(rg.minutes(20)),
    purpose="Imagine.",
    basis=(
        rg.stated(BOOK.at("p. 1"), of=("time.usual", "purpose")),
        rg.stated(BOOK.at("p. 2"), of="floor.advice"),
        rg.derived(BOOK.at("p. 3")),
    ),
)


def test_what_is_revised_loses_its_source_and_the_rest_keeps_it() -> None:
    longer = rg.revise(CITED, time=rg.exactly(rg.minutes(30)))
    assert longer.standing_of("time.usual") is rg.Standing.DEFAULT
    assert longer.basis_of("time").note == "changed from what its source gives"
    assert longer.citations_of("purpose") == (BOOK.at("p. 1"),)
    assert longer.citations_of("floor.advice") == (BOOK.at("p. 2"),)
    assert longer.citations_of("") == (BOOK.at("p. 3"),)
    assert longer.standing_of("kind") is rg.Standing.SILENT  # nothing is set there to be cited


def test_a_source_of_nothing_but_what_changed_is_gone() -> None:
    changed = rg.revise(CITED, floor=rg.Floor())
    assert BOOK.at("p. 2") not in [where for one in changed.basis for where in one.citations]


def test_a_basis_given_with_the_change_is_taken_as_it_is() -> None:
    basis = (rg.stated(BOOK.at("p. 9"), of="time"),)
    assert rg.revise(CITED, time=rg.UNSTATED, basis=basis).basis == basis


def test_what_carries_no_basis_is_simply_changed() -> None:
    assert rg.revise(rg.times(2), most=3) == rg.Count(least=2, usual=2, most=3)


def test_with_phase_revises() -> None:
    mine = rg.Protocol(key="x", title="X", session=CITED)
    assert mine.with_phase("discuss", time=rg.UNSTATED).phase("discuss").standing_of("time") is (
        rg.Standing.DEFAULT
    )
