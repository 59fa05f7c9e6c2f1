"""Where the controls stand, what becomes of it, and what the page is told; without a browser."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.display.text import text
from reflective_groups.planning import fit
from reflective_groups.protocols import balint
from reflective_groups.widget.explorer import (
    Answer,
    Controls,
    answer,
    findings,
    moved,
    page,
    picture,
)

KEYS = sorted(rg.CATALOGUE)
SLOTS = (5, 20, 45, 90, 240)
HOSTILE = "<script>alert('x')</script>\"'& \N{RIGHT-TO-LEFT OVERRIDE}Ann" + "m" * 100


def at(protocol: rg.Protocol = balint.SCHOOL, **where: Any) -> Answer:  # noqa: ANN401 -- any control
    return answer(Controls.of(protocol, **where))


def drawn(found: Answer) -> str:
    return text(picture(found))


@pytest.mark.parametrize("key", KEYS)
def test_every_protocol_of_the_catalogue_answers_as_the_library_does(key: str) -> None:
    protocol = rg.CATALOGUE[key]
    usual = Controls.of(protocol).members
    for length, more in itertools.product(SLOTS, (0, 3)):
        found = at(protocol, slot=rg.minutes(length), members=usual + more, leaders=2)
        controls = found.controls
        assert found.report == rg.check(controls.meeting)
        people = {"members": controls.members, "leaders": controls.leaders}
        try:
            direct = fit(protocol, controls.slot, **people)
        except rg.Infeasible as error:
            direct, clash = None, error
        else:
            clash = None
        assert found.fit == direct
        assert bool(found.infeasible) == bool(clash)
        if found.infeasible and clash:
            assert found.infeasible.conflict == clash.conflict
            assert found.infeasible.repairs == clash.repairs
        told = page(found)
        assert json.loads(json.dumps(told)) == json.loads(json.dumps(told, allow_nan=False))
        assert told["slot"]["least"] <= told["slot"]["value"] <= told["slot"]["most"]
        for one in told["phases"]:
            assert one["least"] <= one["value"] <= one["most"], one["path"]


@pytest.mark.parametrize("key", KEYS)
def test_every_phase_can_be_left_out_where_a_protocol_is_left(key: str) -> None:
    protocol = rg.CATALOGUE[key]
    here = Controls.of(protocol)
    for one in page(answer(here))["phases"]:
        if one["may_go"]:
            gone = here.without(one["path"])
            assert gone.protocol == protocol.without(one["path"])
            assert answer(gone).report == rg.check(gone.meeting)
            assert gone.with_again(one["path"]) == here
        else:
            with pytest.raises(rg.PathError):
                protocol.without(one["path"])


def test_the_last_phase_of_a_session_stays() -> None:
    here = Controls.of(balint.CH)
    first, last = (path for path, _ in balint.CH.phases)
    told = page(answer(here.without(first)))["phases"]
    assert [(one["path"], one["left_out"], one["may_go"]) for one in told] == [
        (first, True, True),
        (last, False, False),
    ]


def test_a_longer_slot_makes_other_times() -> None:
    shorter, longer = at(slot=rg.minutes(40)), at(slot=rg.minutes(50))
    assert shorter.fit is not None
    assert longer.fit is not None
    assert rg.in_words(shorter.fit["discuss"]) == "20 min"
    assert rg.in_words(longer.fit["discuss"]) == "25 min"
    assert "RG204" in shorter.report.codes
    assert "RG204" not in longer.report.codes


def test_the_controls_begin_where_the_protocol_says() -> None:
    here = Controls.of(balint.UK)
    assert (rg.in_words(here.slot), here.members, here.leaders) == ("90 min", 8, 2)
    assert here.setting is rg.Setting.IN_PERSON
    assert here.protocol == balint.UK
    assert not page(answer(here), first=here)["moved"]


def test_a_phase_held_to_minutes_is_held_in_every_round() -> None:
    here = moved(Controls.of(balint.SERIES), {"times": {"cases/discuss": 31}})
    assert here.protocol == balint.SERIES.with_phase("discuss", time=rg.exactly(rg.minutes(31)))
    found = answer(here).fit
    assert found is not None
    assert [rg.in_words(one.length) for one in found if one.at == "cases/discuss"] == ["31 min"] * 2
    assert moved(here, {"times": {"cases/discuss": None}}) == Controls.of(balint.SERIES)


def test_what_clashes_is_shown_with_what_would_help() -> None:
    found = at(slot=rg.minutes(39))
    told = drawn(found)
    assert "It does not fit. 39 min" in told
    assert "What clashes" in told
    assert "present: at least 10 min (S0, 000-28)" in told
    shown = page(found)
    assert not shown["fits"]
    assert shown["repairs"][0] == "Make the slot 40 min, 1 min longer. (slot)"
    assert "does not fit" in shown["says"]


@pytest.mark.parametrize("key", KEYS)
def test_each_repair_that_is_offered_does_what_it_does_to_the_meeting(key: str) -> None:
    for length in SLOTS:
        found = at(rg.CATALOGUE[key], slot=rg.minutes(length), setting=rg.Setting.ONLINE)
        for _, repair in found.repairs:
            mended = found.controls.mended(repair)
            assert mended != found.controls
            assert mended.meeting == repair.apply(found.controls.meeting)
            assert answer(mended).report == rg.check(mended.meeting)


def test_a_repair_keeps_what_was_moved_before() -> None:
    here = moved(Controls.of(balint.UK, slot=rg.minutes(60)), {"times": {"present": 7}})
    here = here.without("clarify")
    found = answer(here)
    assert found.repairs
    for _, repair in found.repairs:
        mended = here.mended(repair)
        assert dict(mended.times) | dict(here.times) == dict(mended.times)
        assert set(here.left_out) <= set(mended.left_out)


def test_the_bounds_and_the_fitted_length_of_a_phase_lie_side_by_side() -> None:
    chart = picture(at(slot=rg.minutes(50))).blocks[0]
    (row,) = (one for one in chart.rows if one.label == "discuss")  # type: ignore[union-attr] -- a chart comes first
    bounds, fitted = row.bars
    assert (bounds.least, bounds.most, bounds.look.value) == (20, 30, "range")
    assert (fitted.least, fitted.most, fitted.look.value) == (25, None, "fixed")
    assert bounds.start == fitted.start == 18


def test_the_scale_of_the_picture_stays_while_the_slot_moves_a_little() -> None:
    reach = [picture(at(slot=rg.minutes(n))).blocks[0].extent for n in (46, 50, 55)]  # type: ignore[union-attr] -- the same
    assert reach == [60, 60, 60]


def test_findings_are_told_without_the_repairs_that_are_buttons() -> None:
    found = at(balint.SERIES, slot=rg.minutes(60))
    assert any(one.repair for one in found.report)
    told = text(findings(found))
    assert "RG205" in told
    assert "repair" not in told
    assert "A sound plan does not make a safe group" in told


@pytest.mark.parametrize(
    "told",
    [
        {"slot": 0},
        {"slot": -5},
        {"slot": "ninety"},
        {"slot": None},
        {"slot": float("nan")},
        {"slot": 1e300},
        {"members": 2.5},
        {"members": -1},
        {"members": 10**9},
        {"leaders": "Lena"},
        {"setting": "on the moon"},
        {"times": {"nowhere": 5}},
        {"times": {"discuss": "long"}},
        {"times": {"discuss": -5}},
        {"times": 5},
        {"left_out": {"nowhere": True}},
        {"left_out": ["discuss"]},
        {"given": None},
        {"": ""},
    ],
)
def test_what_makes_no_sense_moves_nothing(told: dict[str, object]) -> None:
    here = Controls.of(balint.SCHOOL)
    assert moved(here, told) == here
    assert rg.in_words(moved(here, {**told, "slot": 44}).slot) == "44 min"


def test_to_leave_out_all_that_there_is_moves_nothing() -> None:
    here = Controls.of(balint.CH)
    both = moved(here, {"left_out": {path: True for path, _ in balint.CH.phases}})
    assert both == here


@given(
    key=st.sampled_from(KEYS),
    slot=st.integers(1, 600),
    people=st.tuples(st.integers(0, 30), st.integers(0, 4)),
    setting=st.sampled_from(rg.Setting),
    data=st.data(),
)
def test_wherever_the_controls_stand_there_is_an_answer(
    key: str, slot: int, people: tuple[int, int], setting: rg.Setting, data: st.DataObject
) -> None:
    protocol = rg.CATALOGUE[key]
    members, leaders = people
    paths = st.sampled_from([path for path, _ in protocol.phases])
    here = moved(
        Controls.of(protocol),
        {
            "slot": slot,
            "members": members,
            "leaders": leaders,
            "setting": setting.value,
            "times": data.draw(st.dictionaries(paths, st.integers(0, 120), max_size=3)),
            "left_out": data.draw(st.dictionaries(paths, st.booleans(), max_size=3)),
        },
    )
    assert (here.slot, here.members, here.leaders) == (rg.minutes(slot), members, leaders)
    told = page(answer(here))
    json.dumps(told, allow_nan=False)
    assert told["fits"] == (answer(here).fit is not None)


def test_hostile_names_are_escaped_in_what_is_drawn() -> None:
    told = page(at(attrs.evolve(balint.SCHOOL, title=HOSTILE)))
    for html in (told["picture"], told["findings"]):
        assert "<script" not in html
    assert "&lt;script&gt;" in told["picture"]


# The widget


def explored(protocol: rg.Protocol = balint.SCHOOL, **where: Any) -> Any:  # noqa: ANN401 -- a widget has no types
    pytest.importorskip("anywidget", reason="needs the extra widget")
    return rg.explore(protocol, **where)


def test_what_is_set_from_python_is_shown_and_can_be_read() -> None:
    w = explored()
    w.slot, w.members, w.leaders = rg.minutes(50), 9, 2
    w.setting = rg.Setting.ONLINE
    w.set_time("present", rg.between(rg.minutes(5), rg.minutes(8)))
    w.leave_out("clarify")
    assert w.protocol == balint.SCHOOL.with_phase(
        "present", time=rg.between(rg.minutes(5), rg.minutes(8))
    ).without("clarify")
    assert w.meeting.protocol == w.protocol
    assert (w.meeting.slot, len(w.meeting.members), len(w.meeting.leaders)) == (w.slot, 9, 2)
    assert w.meeting.group.setting is rg.Setting.ONLINE
    assert w.report == rg.check(w.meeting)
    assert w.fit == fit(w.protocol, w.slot, members=9, leaders=2)
    shown = w.answered
    assert shown["slot"]["value"] == 50
    assert shown["members"]["value"] == 9
    assert shown["setting"] == rg.Setting.ONLINE.value
    told = {one["path"]: one for one in shown["phases"]}
    assert told["present"]["told"].startswith("5 to 8 min")
    assert told["clarify"]["left_out"]
    assert "50 min for 9 members and 2 leaders, online" in shown["picture"]


def test_a_slot_too_short_leaves_no_fit_and_says_why() -> None:
    w = explored(slot=rg.minutes(39))
    assert w.fit is None
    assert [one.says for one in w.repairs][:1] == ["Make the slot 40 min, 1 min longer."]
    assert w.infeasible.short_by_seconds == 60
    w.apply(w.infeasible.repairs[0])
    assert w.infeasible is None
    assert rg.in_words(w.slot) == "40 min"


def test_what_cannot_be_is_refused_and_nothing_moves() -> None:
    w = explored()
    before = dict(w.answered)
    with pytest.raises(rg.ModelError):
        w.slot = rg.minutes(-1)
    with pytest.raises(rg.ModelError):
        w.members = 1_000
    with pytest.raises(rg.PathError, match="there is choose, present"):
        w.leave_out("nap")
    with pytest.raises(rg.ModelError):
        w.set_time("present", 5)
    assert w.answered == before
    assert w.slot == rg.minutes(40)


def test_another_protocol_begins_afresh_and_start_again_goes_back() -> None:
    w = explored()
    w.leave_out("clarify")
    w.protocol = rg.CATALOGUE["balint.coach_40"]
    assert w.left_out == ()
    assert w.protocol == rg.CATALOGUE["balint.coach_40"]
    w.start_again()
    assert w.protocol == balint.SCHOOL


def test_each_question_of_the_page_gets_an_answer() -> None:
    w = explored(slot=rg.minutes(39))
    turn = w.answered["turn"]

    def ask(**told: object) -> dict[str, Any]:
        w._heard(w, told, [])  # noqa: SLF001 -- as the page does
        shown: dict[str, Any] = w.answered
        return shown

    assert ask(to="a", slot=45)["slot"]["value"] == 45
    assert ask(to="b", slot=-3)["to"] == "b"
    assert ask(to="b2", slot=37)["repairs"] != []
    assert ask(to="c", repair=0, turn=turn)["slot"]["value"] == 37, "a button that is long gone"
    assert ask(to="d", slot=39)["to"] == "d"
    assert ask(to="e", repair=99, turn=w.answered["turn"])["slot"]["value"] == 39
    assert ask(to="f", repair=0, turn=w.answered["turn"])["slot"]["value"] == 40
    assert ask(to="g", again=True)["slot"]["value"] == 39
    assert ask(to="h")["to"] == "h"


def test_a_question_to_which_there_is_no_answer_does_not_hang_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    w = explored()

    def refuse(_: Controls) -> Answer:
        message = "not to be"
        raise rg.ModelError(message)

    monkeypatch.setattr("reflective_groups.widget.widget.answer", refuse)
    w._heard(w, {"to": "a", "slot": 45}, [])  # noqa: SLF001 -- as the page does
    assert w.answered["to"] == "a"
    assert w.answered["slot"]["value"] == 40


def test_a_change_can_be_observed() -> None:
    w = explored()
    heard: list[str] = []
    w.observe(lambda _: heard.append(rg.in_words(w.slot)), names="answered")
    w.slot = rg.minutes(47)
    assert heard == ["47 min"]


def test_without_the_extra_it_says_what_is_missing() -> None:
    code = (
        "import sys; sys.modules['anywidget'] = None\n"
        "import reflective_groups as rg\n"
        "explore = rg.explore\n"
        "try: explore(rg.CATALOGUE['balint.school'])\n"
        "except rg.MissingExtraError as error: print(error)"
    )
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and our own lines
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "reflective-groups[widget]" in ran.stdout


def test_the_room_is_light_until_something_is_explored() -> None:
    code = (
        "import sys, reflective_groups as rg; rg.explore\n"
        "print(sorted({'anywidget', 'ipywidgets', 'traitlets', 'pendulum'} & set(sys.modules)))"
    )
    ran = subprocess.run(  # noqa: S603 -- the same
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_what_there_is_no_time_for_and_what_is_spare_is_told() -> None:
    short = at(rg.CATALOGUE["relatives.action_learning"])
    assert short.fit is not None
    assert short.fit.left_out
    assert "Left out for want of time: " in " ".join(drawn(short).split())
    gone = short.fit.left_out[0].rpartition("/")[2].partition("[")[0]
    (control,) = (one for one in page(short)["phases"] if one["path"].endswith(gone))
    assert control["told"] == "left out for want of time"
    talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(5)))
    free = at(rg.Protocol(key="x", title="X", session=talk), slot=rg.minutes(20))
    assert "spare" in drawn(free)
    assert "no minutes stated" not in drawn(free)


def test_a_phase_that_usually_takes_no_time_stands_at_none() -> None:
    (control,) = (
        one
        for one in page(at(rg.CATALOGUE["triad.peer"]))["phases"]
        if one["path"].endswith("reflect")
    )
    assert control["value"] == 0


def test_a_protocol_for_more_people_than_the_controls_know_can_be_explored() -> None:
    talk = rg.Phase(name="talk")
    for size in (rg.GroupSize(most=150), rg.GroupSize(least=250)):
        found = at(rg.Protocol(key="x", title="X", session=talk, size=size))
        assert page(found)["members"]["most"] <= 200


def test_the_page_asks_nobody_for_anything() -> None:
    w = explored()
    for sent in map(str, (w._esm, w._css)):  # noqa: SLF001 -- what is sent to the page
        assert "://" not in sent
        assert "import " not in sent
        assert "import(" not in sent
        assert "url(" not in sent
        assert "fetch" not in sent
