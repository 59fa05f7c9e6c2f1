"""Small groups across meetings: published maxima, wishes, turns, and what is refused."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.planning.rotation import (
    Certificate,
    Progress,
    Remainder,
    Rotation,
    across,
    managed,
    rotate,
    rounds_of_groups,
    trying,
    within,
)
from reflective_groups.planning.rotation.chance import Chance
from reflective_groups.planning.rotation.designs import STARTERS, circle, design, pairs_once
from reflective_groups.planning.rotation.task import Wishes, task_of
from reflective_groups.planning.rotation.turns import benches_of

if TYPE_CHECKING:
    from reflective_groups.planning.rotation.values import Pair

NAMES = tuple(f"{letter}{number}" for number in range(4) for letter in "ABCDEFGHIJ")


def people(number: int) -> tuple[str, ...]:
    return NAMES[:number]


def sound(plan: Rotation) -> Rotation:
    """The same plan, once it is certain that nothing is wrong with it."""
    assert plan.faults() == ()
    assert plan.recount() == (plan.certificate.repeats, plan.certificate.unmet)
    assert plan.certificate.bound <= plan.certificate.repeats
    return plan


@pytest.mark.parametrize(
    ("number", "rounds"),
    [
        *[(6, 1), (9, 4), (12, 4), (15, 7), (18, 8), (21, 10), (24, 11), (27, 13), (30, 14)],
        *[(33, 16), (36, 17), (39, 19)],
    ],
)
def test_triads_last_as_long_as_anybody_has_published(number: int, rounds: int) -> None:
    plan = sound(rotate(people(number), 3, rounds, seed=number))
    assert plan.certificate.repeats == plan.certificate.bound == 0
    assert all(len(group) == 3 for groups in plan for group in groups)
    assert len(plan) == rounds


@pytest.mark.parametrize(("number", "size", "rounds"), [(16, 4, 5), (20, 4, 5), (24, 4, 7)])
def test_groups_of_four_and_more_have_designs_too(number: int, size: int, rounds: int) -> None:
    assert sound(rotate(people(number), size, rounds)).certificate.repeats == 0


@pytest.mark.parametrize(
    ("number", "size"),
    [(one.people, one.size) for one in STARTERS]
    + [(9, 3), (20, 4), (32, 4), (25, 5), (35, 5), (40, 5), (49, 7), (64, 8), (8, 2), (14, 2)],
)
def test_a_design_seats_everybody_and_nobody_meets_twice(number: int, size: int) -> None:
    rounds = design(number, size)
    assert pairs_once(rounds)
    for groups in rounds:
        assert sorted(itertools.chain(*groups)) == list(range(number))
        assert {len(group) for group in groups} == {size}
    assert rounds


def test_the_circle_brings_all_pairs_together() -> None:
    pairs = sorted(itertools.chain(*circle(10)))
    assert pairs == list(itertools.combinations(range(10), 2))


@pytest.mark.parametrize(("number", "rounds", "bound"), [(9, 5, 9), (12, 5, 1), (6, 2, 2)])
def test_what_is_proven_impossible_is_certified_so(number: int, rounds: int, bound: int) -> None:
    certificate = sound(rotate(people(number), 3, rounds)).certificate
    assert certificate.bound == bound
    assert "Kotzig" in certificate.rests_on or number != 12


def test_history_counts_for_the_published_bound() -> None:
    first = rotate(people(12), 3, 4)
    second = sound(rotate(people(12), 3, 1, history=first))
    assert first.certificate.repeats == 0
    assert second.certificate.bound >= 1


def test_a_history_with_repeats_takes_the_published_bound_away() -> None:
    first = rotate(people(12), 3, 3)
    plan = sound(rotate(people(12), 3, 1, history=(first.rounds[0], *first.rounds)))
    assert plan.certificate.repeats == 0


def test_a_plan_goes_on_where_an_earlier_one_stopped() -> None:
    first = rotate(people(15), 3, 3, seed=1)
    second = sound(rotate(people(15), 3, 4, history=first, seed=2))
    assert second.certificate.repeats == 0
    assert second.certificate.unmet == 0
    assert second.history == first.rounds
    again = rotate(people(15), 3, 4, history=first.rounds, seed=2)
    assert again == second


def test_a_history_that_no_design_holds_is_gone_on_from_by_search() -> None:
    fives = tuple(tuple(people(15)[i : i + 5]) for i in (0, 5, 10))
    plan = sound(rotate(people(15), 3, 4, history=(fives,)))
    assert plan.certificate.repeats == 0


@pytest.mark.parametrize("remainder", Remainder)
def test_seven_people_all_have_a_place_whatever_the_policy(remainder: Remainder) -> None:
    plan = sound(rotate(people(7), 3, 7, remainder=remainder))
    sizes = {tuple(sorted(map(len, groups))) for groups in plan}
    wanted = {
        Remainder.OBSERVE: (3, 4),
        Remainder.LARGER: (3, 4),
        Remainder.SMALLER: (2, 2, 3),
        Remainder.SIT_OUT: (3, 3),
    }
    assert sizes == {wanted[remainder]}
    once = (1,) * 7
    if remainder is Remainder.SIT_OUT:
        assert turns(plan.people, plan.sitting_out) == once
    else:
        assert plan.sitting_out == ((),) * 7
    if remainder is Remainder.OBSERVE:
        assert turns(plan.people, plan.observing) == once
    else:
        assert plan.observing == ((),) * 7


def turns(names: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    told = list(itertools.chain(*rows))
    return tuple(told.count(name) for name in names)


def test_turns_to_sit_out_go_on_from_the_history() -> None:
    first = rotate(people(8), 3, 3, remainder=Remainder.SIT_OUT)
    second = rotate(people(8), 3, 3, history=first, remainder=Remainder.SIT_OUT, seed=5)
    both = turns(people(8), (*first.sitting_out, *second.sitting_out))
    assert max(both) - min(both) <= 1
    plain = rotate(people(8), 3, 3, history=first.rounds, remainder=Remainder.SIT_OUT, seed=5)
    assert plain.sitting_out == second.sitting_out


def test_turns_to_observe_go_on_from_the_history() -> None:
    first = rotate(people(13), 3, 5)
    second = rotate(people(13), 3, 8, history=first)
    before, after = (turns(people(13), plan.observing) for plan in (first, second))
    assert max(before) == 1
    assert all(one + two <= 2 for one, two in zip(before, after, strict=True))
    fresh = turns(people(13), rotate(people(13), 3, 8).observing)
    assert after != fresh  # 13 turns in all, and whoever had one is asked later
    assert sum(two for one, two in zip(before, after, strict=True) if one) <= 2


@pytest.mark.parametrize("rounds", [14, 1])
@pytest.mark.parametrize("as_rounds", [False, True])
def test_a_newcomer_starts_level_with_whoever_has_sat_out_least(
    rounds: int, *, as_rounds: bool
) -> None:
    first = rotate(people(7), 3, rounds, remainder=Remainder.SIT_OUT)
    named = (*people(6), "Zoe")
    past = first.rounds if as_rounds else first
    second = rotate(named, 3, 7, history=past, remainder=Remainder.SIT_OUT, seed=rounds)
    assert second.sat_out()["Zoe"] == 1
    assert second.sat_out_before[-1] == min(second.sat_out_before)
    wishes = Wishes(people=named, size=3, rounds=1, history=past, remainder=Remainder.SIT_OUT)
    drawn = [benches_of(task_of(wishes), Chance(seed)) for seed in range(30)]
    assert ((6,),) not in drawn  # among equals a newcomer comes last


def test_a_newcomer_is_not_made_to_watch_for_all_that_was_before() -> None:
    first = rotate(people(7), 3, 14)
    second = rotate((*people(6), "Zoe"), 3, 7, history=first)
    assert turns(second.people, second.observing) == (1,) * 7
    late = rotate(people(7), 3, 13, joins={"G0": 8}, seed=3)
    assert turns(late.people, late.observing)[6] <= 2


def test_a_chain_of_histories_forgets_no_turn() -> None:
    before = ()
    for remainder in (Remainder.OBSERVE, Remainder.SIT_OUT):
        plan = rotate(people(7), 3, 3, remainder=remainder)
        rows = [*plan.observing, *plan.sitting_out]
        for seed in range(4):
            plan = rotate(people(7), 3, 1, history=plan, remainder=remainder, seed=seed)
            rows += [*plan.observing, *plan.sitting_out]
        assert turns(people(7), tuple(rows)) == (1,) * 7
        assert len(plan.history) == 6
        before = plan.observed_before + plan.sat_out_before
        assert sum(before) == 6
    again = rg.loads(rg.dumps(plan), as_=Rotation)
    assert again.sat_out_before == plan.sat_out_before


def test_a_newcomer_stays_level_in_a_chain() -> None:
    wishes: dict[str, Any] = {"remainder": Remainder.SIT_OUT}
    first = rotate(people(7), 3, 14, **wishes)
    second = rotate((*people(6), "Zoe"), 3, 1, history=first, **wishes)
    third = rotate((*people(6), "Zoe"), 3, 6, history=second, **wishes)
    both = turns(third.people, (*second.sitting_out, *third.sitting_out))
    assert both == (1,) * 7


@pytest.mark.parametrize("seed", range(5))
def test_wishes_come_before_fair_turns_which_are_as_even_as_they_can_be(seed: int) -> None:
    """Whoever may be with everybody is needed in every round."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trying, "MOST_LOOKS", 0)
        plan = rotate(people(3), 2, 9, apart=[("B0", "C0")], remainder=Remainder.SIT_OUT, seed=seed)
    assert sound(plan).sat_out() in ({"A0": 0, "B0": 4, "C0": 5}, {"A0": 0, "B0": 5, "C0": 4})
    assert f"How often each sits out: A0 0, B0 {plan.sat_out()['B0']}, C0" in str(plan)
    fair = rotate(people(7), 3, 7, apart=[("A0", "B0")], remainder=Remainder.SIT_OUT, seed=seed)
    assert set(sound(fair).sat_out().values()) == {1}
    assert "How often" not in str(fair)


def test_wishes_that_can_be_kept_in_fair_turns_are() -> None:
    """A search with repeats to be rid of does not do so at the cost of anybody's turn."""
    apart = [("A0", "B0"), ("C0", "D0"), ("A0", "C0")]
    wishes: dict[str, Any] = {"apart": apart, "remainder": Remainder.SIT_OUT, "steps": 20_000}
    plans = [sound(rotate(people(8), 3, 12, seed=seed, **wishes)) for seed in range(3)]
    assert all(set(plan.sat_out().values()) == {3} for plan in plans)
    assert all(plan.certificate.repeats for plan in plans)


def test_five_thousand_rounds_are_a_history() -> None:
    names = people(12)
    pairs = list(itertools.combinations(names, 2))
    groups = [pairs[number % len(pairs)] for number in range(5_000)]
    plan = sound(rotate(names, 3, 2, history=[[one] for one in groups], steps=100))
    assert len(plan.history) == 5_000
    assert plan.certificate.bound == plan.certificate.repeats == 24
    with pytest.raises(rg.ModelError, match="5000 rounds at most, got 5001"):
        rotate(names, 3, 2, history=[[("A0", "B0")]] * 5_001)


def test_groups_that_share_nobody_are_one_round() -> None:
    triads = rotate(people(9), 3, 4).rounds
    assert rounds_of_groups(itertools.chain(*triads)) == triads
    assert rounds_of_groups([]) == ()
    with pytest.raises(rg.ModelError, match="give a list of names, got 'Ann'"):
        rounds_of_groups(["Ann"])


def test_a_bound_is_no_weaker_where_a_history_is_told_group_by_group() -> None:
    fours = [people(16)[i : i + 4] for i in range(0, 16, 4)]
    told = rotate(people(16), 6, 2, history=[fours], steps=100).certificate
    loose = rotate(people(16), 6, 2, history=[[one] for one in fours], steps=100).certificate
    assert told.bound == loose.bound > 0


@pytest.mark.parametrize("number", [5, 6, 7, 8])
def test_small_tasks_are_settled_without_a_solver(number: int) -> None:
    certificate = sound(rotate(people(number), 3, 3)).certificate
    assert certificate.optimal
    if number == 6:
        assert (certificate.repeats, certificate.rests_on) == (5, "every plan was tried")


def test_a_clash_of_many_names_is_told_in_one_line() -> None:
    with pytest.raises(rg.Infeasible, match=r"B0, C0, D0, .* and 4 more, which is 11 people"):
        rotate(people(12), 3, 2, together=[("A0", one) for one in people(12)[1:]])


def test_what_is_tried_to_the_end_is_proven_impossible() -> None:
    with pytest.raises(rg.Infeasible, match="and every one was tried"):
        rotate(people(6), 2, 2, together=itertools.combinations(people(3), 2))


def test_a_group_brings_its_members_and_who_manages_whom() -> None:
    group = rg.Group(members=(rg.Person("Ann", manages=("Ben",)), "Ben", "Cem", "Dot"))
    plan = sound(rotate(group, 2, 2, apart=[("Cem", "Dot")]))
    assert plan.people == ("Ann", "Ben", "Cem", "Dot")
    assert plan.apart == (("Ann", "Ben"), ("Cem", "Dot"))


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"people": "ABC"}, "rotate: people: give a list of names, got 'ABC'"),
        ({"people": 3}, "rotate: people: give a list of names, got 3"),
        ({"people": (3,)}, "a name is one line of text, got 3"),
        ({"apart": ("A0", "B0")}, "rotate: apart is a list of pairs such as .*, got 'A0'"),
        ({"together": "A0"}, "rotate: together: give a list of pairs, got 'A0'"),
        ({"together": [(["A0"], "B0")]}, "together names"),
        ({"history": "AB"}, "rotate: history: give a list of rounds of groups, got 'AB'"),
        ({"history": [["AB"]]}, "a group in round 1 of the history: give a list of names"),
        ({"history": ["AB"]}, "round 1 of the history: give a list of groups, got 'AB'"),
        ({"absent": {1: "A0"}}, "absent in round 1: give a list of names, got 'A0'"),
        ({"absent": ["A0"]}, "absent is a mapping from rounds to names"),
        ({"joins": ["A0"]}, "joins is a mapping from names to rounds"),
        ({"joins": {"A0": 4}}, "A0 joins in round 4, and there are 3 rounds"),
        (
            {"joins": {"A0": 2}, "leaves": {"A0": 1}},
            "A0 leaves after round 1 and joins in round 2",
        ),
    ],
)
def test_what_is_no_list_or_forgets_somebody_is_refused_in_words(
    wishes: dict[str, Any], told: str
) -> None:
    with pytest.raises(rg.ModelError, match=told):
        rotate(**{"people": people(6), "size": 3, "rounds": 3} | wishes)


def test_nobody_is_alone_in_a_group() -> None:
    plan = sound(rotate(people(5), 2, 5, remainder=Remainder.SMALLER))
    assert turns(people(5), plan.sitting_out) == (1,) * 5
    assert plan.certificate.repeats == 0
    alone = sound(rotate(people(1), 3, 2))
    assert alone.sitting_out == (people(1), people(1))


@pytest.mark.parametrize("seed", range(4))
def test_whoever_can_be_in_no_group_sits_out(seed: int) -> None:
    apart = (("A0", "B0"), ("A0", "C0"))
    plan = sound(rotate(people(4), 3, 1, apart=apart, remainder=Remainder.SIT_OUT, seed=seed))
    assert plan.sitting_out == (("A0",),)


def test_fewer_than_a_group_make_one_group() -> None:
    plan = sound(rotate(people(3), 4, 1, remainder=Remainder.SIT_OUT))
    assert plan.rounds == ((people(3),),)


def test_a_manager_is_kept_from_a_report() -> None:
    group = rg.Group(
        members=(rg.Person("Ann", manages=("Ben", "Lou")), "Ben", "Cem", "Dot", "Eva", "Fay"),
        leaders=("Lou",),
    )
    assert managed(group) == (("Ann", "Ben"),)
    plan = sound(rotate(group.members, 3, 4, apart=managed(group)))
    assert ("Ann", "Ben") not in plan.met()


SITES = {name: ("Leeds", "York", "Hull")[place % 3] for place, name in enumerate(people(9))}


def test_groups_stay_within_a_site_or_mix_all_sites() -> None:
    inside = sound(rotate(people(9), 3, 2, apart=across(SITES)))
    assert all(len({SITES[one] for one in group}) == 1 for groups in inside for group in groups)
    mixed = sound(rotate(people(9), 3, 3, apart=within(SITES)))
    assert all(len({SITES[one] for one in group}) == 3 for groups in mixed for group in groups)
    assert mixed.certificate.repeats == 0


def test_pairs_who_should_meet_do() -> None:
    wanted: tuple[Pair, ...] = tuple(("A0", name) for name in people(7)[1:])
    plan = sound(rotate(people(18), 3, 3, together=wanted))
    assert all(tuple(sorted(pair)) in plan.met() for pair in wanted)


def test_pairs_who_met_in_the_history_need_not_meet_again() -> None:
    past = ((("A0", "B0", "C0"), ("D0", "E0", "F0")),)
    assert sound(rotate(people(6), 3, 0, history=past, together=(("A0", "B0"),))).rounds == ()


def test_an_absence_leaves_the_rest_intact() -> None:
    full = rotate(people(15), 3, 7, seed=4)
    plan = sound(rotate(people(15), 3, 7, absent={3: ("A0",)}, remainder=Remainder.SMALLER, seed=4))
    assert plan.certificate.repeats == 0
    assert plan.absent == ((), (), ("A0",), (), (), (), ())
    assert sorted(map(len, plan.round(3))) == [2, 3, 3, 3, 3]
    assert full.absent == ((),) * 7


def test_people_may_come_later_and_go_earlier() -> None:
    plan = sound(rotate(people(12), 3, 4, joins={"A0": 3}, leaves={"B0": 2}))
    assert plan.absent == (("A0",), ("A0",), ("B0",), ("B0",))


def test_the_dropped_ninth_leaves_eight_with_no_repeat() -> None:
    plan = sound(rotate(people(8), 3, 4, remainder=Remainder.SMALLER))
    assert plan.certificate.repeats == plan.certificate.unmet == 0


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"apart": [("A0", "B0")], "together": [("B0", "A0")]}, "A0 and B0 are to meet and to be"),
        (
            {"together": [("A0", "B0")], "leaves": {"A0": 1}, "joins": {"B0": 2}},
            "no round together",
        ),
        (
            {"together": [("A0", one) for one in people(9)[1:]]},
            "A0 is to meet .* 8 people, .* 6 at",
        ),
        (
            {"apart": [("A0", one) for one in people(9)[2:]]},
            "A0 is to be kept apart from all but 1",
        ),
        (
            {"apart": [*itertools.combinations(people(4), 2)]},
            "A0, B0, C0 and D0 are all to be kept",
        ),
        (
            {"apart": across(dict.fromkeys(people(9), "x") | dict.fromkeys(people(4), "y"))},
            r"cannot be split .*\(A0, B0, C0 and D0 can only meet among themselves\)",
        ),
    ],
)
def test_wishes_that_clash_are_refused_by_name(wishes: dict[str, Any], told: str) -> None:
    with pytest.raises(rg.Infeasible, match=told) as error:
        rotate(people(9), 3, 3, **wishes)
    assert "not" not in str(error.value).partition("proo")[2]


def test_what_was_not_found_is_not_called_impossible() -> None:
    pairs = list(itertools.combinations(people(9), 2))
    with pytest.raises(rg.Infeasible, match="no proof that there is none"):
        rotate(people(9), 3, 4, together=pairs[:-1], apart=pairs[-1:], steps=500)


@pytest.mark.parametrize(
    "wishes",
    [
        {"size": 1},
        {"size": True},
        {"rounds": -1},
        {"seed": "0"},
        {"steps": -1},
        {"effort": 0},
        {"apart": [("A0", "nobody")]},
        {"apart": [("A0", "A0")]},
        {"together": [("A0", "B0", "C0")]},
        {"absent": {9: ("A0",)}},
        {"absent": {1: ("nobody",)}},
        {"joins": {"A0": 0}},
        {"leaves": {"nobody": 1}},
        {"history": [[("A0", "B0"), ("A0", "C0")]]},
        {"people": ("Ann", "Ann")},
        {"people": ()},
        {"people": ("two\nlines",)},
    ],
)
def test_what_cannot_be_meant_is_refused(wishes: dict[str, Any]) -> None:
    with pytest.raises(rg.ModelError):
        rotate(**{"people": people(6), "size": 3, "rounds": 3} | wishes)


def test_progress_is_told_and_may_stop_the_search() -> None:
    told: list[Progress] = []
    rotate(people(16), 3, 6, steps=20_000, progress=told.append)
    assert [one.steps for one in told] == sorted(one.steps for one in told)
    assert told[-1].steps == told[-1].of == 20_000
    assert len(told) > 3
    assert all(one.repeats >= one.bound for one in told)

    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(people(16), 3, 6, progress=stop)


def test_a_plan_without_a_search_tells_its_progress_too() -> None:
    told: list[Progress] = []
    rotate(people(15), 3, 7, progress=told.append)
    assert [str(one) for one in told] == ["100 %: 0 repeats, at least 0"]


def test_more_steps_never_make_it_worse() -> None:
    found = [
        rotate(people(18), 3, 9, steps=steps).certificate.repeats for steps in (0, 5_000, 60_000)
    ]
    assert found == sorted(found, reverse=True)


def test_the_same_seed_gives_the_same_plan_and_another_another() -> None:
    plans = [rotate(people(16), 3, 5, seed=seed, steps=5_000) for seed in (1, 1, 2)]
    assert plans[0] == plans[1]
    assert plans[0].rounds != plans[2].rounds
    assert rotate(people(15), seed=1).rounds != rotate(people(15), seed=2).rounds


SCRIPT = """
from reflective_groups import dumps
from reflective_groups.planning.rotation import rotate
names = [f"P{n}" for n in range(14)]
apart = [("P0", "P1"), ("P2", "P3")]
away = {2: names[4:6]}
plan = rotate(names, 3, 5, history=[[names[:3]]], apart=apart, absent=away, steps=4_000)
print(dumps(plan))
"""


def test_the_same_everywhere_whatever_the_order_of_hashing() -> None:
    told = {
        subprocess.run(  # noqa: S603 -- the script is the one above
            [sys.executable, "-c", SCRIPT],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(told) == 1
    assert len(json.loads(told.pop())["rounds"]) == 5


def test_the_certificate_says_what_is_known_and_what_is_not() -> None:
    assert str(Certificate(repeats=0, unmet=9)) == (
        "No pair meets twice; 9 pairs have not met; this is as good as it can be (counting)."
    )
    assert str(Certificate(repeats=1, unmet=1, bound=1)) == (
        "Two people meet again once; 1 pair has not met; this is as good as it can be (counting)."
    )
    assert str(Certificate(repeats=3, unmet=0, bound=1, rests_on="x")) == (
        "Two people meet again 3 times; every pair has met; at least 1 cannot be avoided (x), "
        "whether the rest can is not known."
    )
    assert str(Certificate(repeats=3, unmet=0)).endswith(
        "whether any of it can be avoided is not known."
    )
    with pytest.raises(rg.ModelError, match="fewer than the bound"):
        Certificate(repeats=0, unmet=0, bound=1)


def test_a_plan_changed_by_hand_is_found_out() -> None:
    plan = rotate(people(6), 3, 2, together=(("A0", "B0"),))
    assert plan.faults() == ()
    first, second = plan.rounds[0]
    swapped = ((first, (*second[:2], first[0])), plan.rounds[1])
    told = "\n".join(attrs.evolve(plan, rounds=swapped).faults())
    assert f"round 1: {first[0]} has 2 places" in told
    assert f"round 1: {second[2]} has 0 places" in told
    boast = attrs.evolve(plan, certificate=Certificate(repeats=0, unmet=0))
    assert boast.faults() == (
        "the certificate says 0 repeats, and there are 2",
        f"the certificate says 0 unmet pairs, and there are {plan.certificate.unmet}",
    )
    stranger = attrs.evolve(plan, rounds=(((*first, "Zoe"), second), plan.rounds[1]))
    assert "round 1: Zoe is not one of the people" in stranger.faults()
    watched = attrs.evolve(plan, observing=(("Zoe",), ()))
    assert "round 1: Zoe observes in no group" in watched.faults()
    apart = attrs.evolve(plan, together=(("A0", "Zoe"),)).faults()
    assert "A0 and Zoe are to meet and never do" in apart


def test_a_plan_can_be_read_in_a_table() -> None:
    plan = rotate(("Ann", "Ben", "Cem", "Dot"), 3, 2, absent={2: ("Dot",)})
    lines = str(plan).splitlines()
    assert lines[0].split() == ["round", "1", "(Ann)", "Ben", "Cem", "Dot"]
    assert lines[1].split() == ["round", "2", "Ann", "Ben", "Cem", "absent:", "Dot"]
    assert lines[2].startswith("Two people meet again 3 times")
    assert plan.group_of("Ann", 2) == ("Ann", "Ben", "Cem")
    assert plan.group_of("Dot", 2) == ()
    with pytest.raises(IndexError, match="rounds 1 to 2, not 0"):
        plan.round(0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rounds": ((("Ann", 1),),)},
        {"rounds": "Ann"},
        {"rounds": (("Ann",),)},
        {"apart": (("Ann", "Ann"),)},
        {"apart": (("Ann", "Ben", "Cem"),)},
        {"size": 1},
        {"people": ("Ann", "Ann")},
    ],
)
def test_a_rotation_holds_rounds_of_groups_of_names(wrong: dict[str, Any]) -> None:
    plan = rotate(("Ann", "Ben"), 2, 1)
    with pytest.raises(rg.ModelError):
        attrs.evolve(plan, **wrong)


def test_a_plan_that_is_written_is_read_back() -> None:
    plan = rotate(people(8), 3, 3, apart=(("A0", "B0"),), together=(("C0", "D0"),))
    assert rg.loads(rg.dumps(plan), as_=Rotation) == plan
    assert eval(repr(plan)) == plan  # noqa: S307 -- that it evaluates back is the promise
