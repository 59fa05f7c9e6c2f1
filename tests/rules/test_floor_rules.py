"""Who has the floor, and in which order the phases come."""

from __future__ import annotations

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.protocols import grow
from reflective_groups.rules.examples import MEETING, ONLINE, PROTOCOL

SPEAKS = rg.Floor(speaks=(rg.COACHEE,))


def steps(*names: str) -> rg.Protocol:
    """A protocol of phases; a name may come back with a number after it."""
    parts = [
        rg.Phase(name=name, kind=name.rstrip("0123456789").rstrip("_"), floor=SPEAKS)
        for name in names
    ]
    return rg.Protocol(key="my.steps", title="Steps", session=rg.sequence(*parts))


def found(subject: rg.Protocol | rg.Meeting, code: str) -> tuple[rg.Finding, ...]:
    return tuple(one for one in rg.check(subject) if one.code == code)


@pytest.mark.parametrize("act", ["leads", "speaks", "asks", "answers"])
def test_whoever_sits_back_may_do_nothing_else(act: str) -> None:
    floor = rg.Floor(
        speaks=(rg.MEMBER,), sit_back=rg.SitBack(role=rg.PRESENTER, online="Move back.")
    )
    held = attrs.evolve(floor, **{act: (rg.MEMBER, rg.PRESENTER)})
    variant = PROTOCOL.with_phase("discuss", floor=held)
    (finding,) = found(variant, "RG401")
    assert finding.severity is rg.Severity.ERROR
    assert finding.repair is not None
    mended = finding.repair.apply(variant)
    assert not found(mended, "RG401")
    assert rg.MEMBER in mended.phase("discuss").floor.named


def test_everyone_includes_whoever_sits_back() -> None:
    floor = rg.Floor(speaks=(rg.EVERYONE,), sit_back=rg.SitBack(role=rg.PRESENTER))
    variant = PROTOCOL.with_phase("discuss", floor=floor)
    (finding,) = found(variant, "RG401")
    assert finding.repair is not None
    assert not found(finding.repair.apply(variant), "RG401")


def test_clarifying_questions_are_for_facts() -> None:
    wide = rg.Floor(asks=(rg.MEMBER,), answers=(rg.PRESENTER,), leads=(rg.LEADER,))
    variant = PROTOCOL.with_phase("clarify", floor=wide)
    (finding,) = found(variant, "RG402")
    assert "not kept to facts" in finding.message
    assert finding.repair is not None
    assert finding.repair.apply(variant).phase("clarify").floor.questions is rg.Questions.FACTUAL
    assert not found(attrs.evolve(variant, family="relatives"), "RG402")


def test_clarifying_questions_that_invite_advice_are_noticed_in_any_family() -> None:
    inviting = rg.Floor(
        asks=(rg.MEMBER,), questions=rg.Questions.FACTUAL, advice=rg.AdvicePolicy.INVITED
    )
    variant = attrs.evolve(PROTOCOL.with_phase("clarify", floor=inviting), family="relatives")
    assert "invite advice" in found(variant, "RG402")[0].message


def test_will_before_options_is_an_error_and_is_put_right() -> None:
    wrong = steps("goal", "will", "options")
    (finding,) = found(wrong, "RG403")
    assert finding.repair is not None
    mended = finding.repair.apply(wrong)
    assert [path for path, _ in mended.phases] == ["goal", "options", "will"]
    assert rg.check(mended).ok


def test_will_without_any_options_cannot_be_put_right_by_moving() -> None:
    (finding,) = found(steps("goal", "will"), "RG403")
    assert finding.repair is None


def test_a_move_across_rounds_is_not_offered() -> None:
    inner = rg.Phase(name="options", floor=SPEAKS) * 2
    session = rg.Phase(name="will", floor=SPEAKS) >> inner
    wrong = rg.Protocol(key="my.steps", title="Steps", session=session)
    assert found(wrong, "RG403")[0].repair is None


def test_a_session_of_grow_ends_with_a_will() -> None:
    assert found(steps("goal", "reality", "options"), "RG404")
    assert found(steps("goal", "options", "will", "options_2"), "RG404")
    assert not found(steps("goal", "options", "will", "close"), "RG404")
    assert not found(steps("goal", "reality"), "RG404")


def test_re_entry_is_worth_a_look_and_no_error() -> None:
    back = steps("goal", "reality", "goal_2", "options", "will")
    report = rg.check(back)
    assert report.ok
    (finding,) = found(back, "RG406")
    assert finding.severity is rg.Severity.WARNING
    assert "goal_2 comes after reality" in finding.message
    assert not found(grow.TGROW, "RG406")


def test_the_return_comes_after_the_discussion() -> None:
    order = ("discuss", "return")
    parts = {name: PROTOCOL.phase(name) for name in order}
    wrong = attrs.evolve(PROTOCOL, session=parts["return"] >> parts["discuss"])
    (finding,) = found(wrong, "RG405")
    assert finding.repair is not None
    mended = finding.repair.apply(wrong)
    assert [path for path, _ in rg.phases(mended.session)] == ["discuss", "return"]
    assert rg.check(mended).ok


def test_a_second_return_after_a_second_discussion_is_in_order() -> None:
    again = PROTOCOL.insert_after(
        "return", attrs.evolve(PROTOCOL.phase("discuss"), name="discuss_2", kind="discuss")
    ).insert_after(
        "discuss_2", attrs.evolve(PROTOCOL.phase("return"), name="return_2", kind="return")
    )
    assert not found(again, "RG405")


def test_a_phase_in_which_nobody_may_do_anything_is_noticed_unless_it_is_silence() -> None:
    empty = rg.Phase(name="wait")
    variant = PROTOCOL.insert_after("return", empty)
    assert [finding.path for finding in found(variant, "RG407")] == ["cases/wait"]
    meant = PROTOCOL.insert_after("return", attrs.evolve(empty, kind="silence"))
    assert not found(meant, "RG407")


def test_advice_is_either_kept_out_or_asked_for() -> None:
    inviting = rg.Floor(speaks=(rg.PRESENTER,), advice=rg.AdvicePolicy.INVITED)
    (finding,) = found(PROTOCOL.with_phase("return", floor=inviting), "RG408")
    assert finding.path == "cases/return"
    assert "cases/discuss forbids" in finding.message


def test_sitting_back_online_needs_words_of_its_own() -> None:
    floor = attrs.evolve(
        PROTOCOL.phase("discuss").floor, sit_back=rg.SitBack(role=rg.PRESENTER, how="Sit back.")
    )
    variant = PROTOCOL.with_phase("discuss", floor=floor)
    assert found(attrs.evolve(ONLINE, protocol=variant), "RG409")
    assert not found(attrs.evolve(MEETING, protocol=variant), "RG409")


def test_a_first_meeting_is_judged_along_with_its_protocol() -> None:
    variant = attrs.evolve(
        PROTOCOL, first_session=rg.Phase(name="wait") >> PROTOCOL.phase("discuss")
    )
    report = rg.check(variant)
    paths = {(one.code, one.path) for one in report}
    assert ("RG407", "first_session/wait") in paths
    assert ("RG207", "first_session/discuss") in paths
    assert all(one.repair is None for one in report if one.path.startswith("first_session"))


def test_a_silent_presenter_in_a_discussion_sits_back_without_being_called_so() -> None:
    floor = rg.Floor(speaks=(rg.MEMBER,), silent=(rg.PRESENTER,), advice=rg.AdvicePolicy.INVITED)
    own = rg.Protocol(
        key="my.balint",
        title="Ours",
        family="balint",
        session=rg.Phase(name="discuss", time=rg.exactly(rg.minutes(3)), floor=floor),
    )
    assert {"RG206", "RG207", "RG408"} <= set(rg.check(own).codes)


def test_a_return_that_may_be_left_out_is_no_return() -> None:
    (finding,) = found(PROTOCOL.with_phase("return", optional=True), "RG207")
    assert "may be left out" in finding.message
