"""Proofs by CP-SAT: they agree with what is published, with counting, and with every plan tried."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import reflective_groups as rg
from reflective_groups.planning.rotation import Remainder, rotate, trying
from reflective_groups.planning.rotation.exact import Turns, evenest, proven
from reflective_groups.planning.rotation.task import Wishes, task_of
from tests.planning.test_rotation_bounds import fewest, tiny, worth

if TYPE_CHECKING:
    from reflective_groups.planning.rotation.exact import Proof

NAMES = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_without_the_solver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)
    with pytest.raises(rg.MissingExtraError, match=r"pip install 'reflective-groups\[rotation\]'"):
        rotate(NAMES[:16], 3, 6, steps=100, prove=True)
    assert rotate(NAMES[:9], 3, 4, prove=True).certificate.optimal  # nothing is left to prove


class TestWithTheSolver:
    @pytest.fixture(autouse=True)
    def _solver(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is not installed")
        monkeypatch.setattr(trying, "MOST_LOOKS", 0)  # or small tasks would leave it nothing to do

    @staticmethod
    def proof(number: int, rounds: int, effort: float = 5.0, **more: Any) -> Proof:  # noqa: ANN401 -- wishes of any type
        task = task_of(Wishes(people=NAMES[:number], size=3, rounds=rounds, **more))
        return proven(task, Turns((0,) * number), effort=effort)

    def test_twelve_people_in_triads_five_times_repeat(self) -> None:
        assert self.proof(12, 5).bound >= 1

    def test_nine_people_in_triads_five_times_repeat_nine_times(self) -> None:
        assert self.proof(9, 5).bound == 9

    def test_a_bound_that_counting_does_not_give(self) -> None:
        guessed = rotate(NAMES[:6], 3, 3).certificate
        proved = rotate(NAMES[:6], 3, 3, prove=True).certificate
        assert guessed.gap
        assert proved.optimal
        assert proved.rests_on == "no plan has fewer: CP-SAT"
        assert proved.repeats == 5

    def test_wishes_that_no_search_can_meet_are_proved_impossible(self) -> None:
        pairs = list(itertools.combinations(NAMES[:9], 2))
        with pytest.raises(rg.Infeasible, match="CP-SAT has proved"):
            rotate(NAMES[:9], 3, 4, together=pairs[:-1], apart=pairs[-1:], steps=500, prove=True)

    def test_a_plan_is_found_where_the_search_has_none(self) -> None:
        pairs = [*itertools.combinations(NAMES[:9], 2)]
        plan = rotate(NAMES[:9], 3, 4, together=pairs, apart=(), steps=0, prove=True)
        assert plan.faults() == ()
        assert plan.certificate.unmet == 0

    def test_turns_are_fair_in_what_it_finds(self) -> None:
        plan = rotate(NAMES[:7], 3, 3, remainder=Remainder.SIT_OUT, steps=0, effort=3, prove=True)
        out = [sum(name in row for row in plan.sitting_out) for name in plan.people]
        assert plan.faults() == ()
        assert max(out) - min(out) <= 1

    def test_too_little_effort_proves_nothing(self) -> None:
        pairs = list(itertools.combinations(NAMES[:15], 2))
        wishes = {"together": pairs[1:], "apart": pairs[:1], "steps": 0}
        with pytest.raises(rg.Infeasible, match="by CP-SAT neither"):
            rotate(NAMES[:15], 3, 7, effort=1e-9, prove=True, **wishes)
        plan = rotate(NAMES[:18], 3, 9, effort=1e-9, steps=100, prove=True)
        assert plan.faults() == ()
        assert plan.certificate.rests_on == "counting"

    @given(tiny())
    @settings(max_examples=25)
    def test_it_agrees_with_every_plan_tried(self, told: dict[str, Any]) -> None:
        best = fewest(told)
        if best is None:
            with pytest.raises(rg.Infeasible):
                rotate(**told, steps=0, prove=True)
            return
        plan = rotate(**told, steps=0, prove=True)
        assert plan.faults() == ()
        assert worth(plan) == best
        assert plan.certificate.optimal

    def test_a_plan_is_taken_though_turns_cannot_be_fair(self) -> None:
        wishes = {"apart": [("B", "C")], "remainder": Remainder.SIT_OUT, "prove": True}
        away = rotate(NAMES[:3], 2, 4, absent={4: ["B"]}, steps=0, **wishes)
        assert away.faults() == ()
        assert (away.certificate.repeats, away.certificate.bound) == (2, 2)
        plan = rotate(NAMES[:3], 2, 6, steps=0, **wishes)
        assert plan.sat_out() == {"A": 0, "B": 3, "C": 3}
        assert plan.certificate.optimal

    def test_what_is_too_large_is_left_alone(self) -> None:
        many = tuple(f"P{number}" for number in range(120))
        proof = self_proof(many)
        assert proof.plan is None
        assert proof.bound == 0
        task = task_of(Wishes(people=many, size=3, rounds=3))
        assert evenest(task, (0,) * len(many), effort=0.1).plan is None

    def test_the_same_effort_gives_the_same_plan(self) -> None:
        wishes = {"history": [[NAMES[:3]]], "steps": 0, "effort": 0.5, "prove": True}
        one, other = (rotate(NAMES[:12], 3, 5, **wishes) for _ in range(2))
        assert one == other


def self_proof(people: tuple[str, ...]) -> Proof:
    task = task_of(Wishes(people=people, size=3, rounds=3))
    return proven(task, Turns((0,) * len(people)), effort=0.1)


def test_an_interruption_ends_a_proof_and_is_not_taken_for_an_answer() -> None:
    pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is not installed")
    program = (
        "from reflective_groups.planning import rotate\n"
        "rotate(map(str, range(12)), rounds=5, steps=100, prove=True, effort=10_000, "
        "progress=lambda told: print(told, flush=True))\n"
        "print('an answer')\n"
    )
    with subprocess.Popen(  # noqa: S603 -- the program is the one above
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()  # the search is over, and the proof begins
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        told, error = running.communicate(timeout=60)
    assert "an answer" not in told
    assert "KeyboardInterrupt" in error
