"""One test a source: the numbers of each further Balint set, typed here from its own row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import reflective_groups as rg
from reflective_groups import (
    ADVICE,
    INTERROGATION,
    JUDGEMENT,
    MEMBER,
    PRESENTER,
    SUMMARY,
    Act,
    AdvicePolicy,
    Demand,
)
from reflective_groups.model.timebox import Timebox, minutes
from reflective_groups.protocols import balint
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.sources import Standing

SETS = (
    balint.US_BLOG,
    balint.ABS_ONLINE,
    balint.COACH_40,
    balint.REVISED_COACHING,
    balint.DE,
    balint.CH,
    balint.NL,
    balint.FR,
    balint.GR,
    balint.TEACHER_FR,
    balint.ONLINE_ON_CA,
)
EACH = pytest.mark.parametrize("protocol", SETS, ids=lambda one: one.key)


def in_minutes(box: Timebox) -> tuple[float, float | None, float | None]:
    usual, most = (None if one is None else one / minutes(1) for one in (box.usual, box.most))
    return box.least / minutes(1), usual, most


def timed(protocol: rg.Protocol) -> dict[str, tuple[float, float | None, float | None]]:
    """Each phase that has a time at all."""
    return {
        path: in_minutes(phase.time)
        for path, phase in protocol.phases
        if isinstance(phase.time, Timebox) and not phase.time.unstated
    }


@pytest.mark.parametrize(
    ("protocol", "least", "most"),
    [
        (balint.US_BLOG, 8, 12),
        (balint.ABS_ONLINE, None, None),
        (balint.COACH_40, 4, 8),
        (balint.REVISED_COACHING, 6, 8),
        (balint.DE, 8, 13),
        (balint.CH, 8, 10),
        (balint.NL, 8, 10),
        (balint.FR, 8, 15),
        (balint.GR, 6, 10),
        (balint.TEACHER_FR, None, 15),
        (balint.ONLINE_ON_CA, None, None),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else str(one),
)
def test_size_is_what_the_row_gives(
    protocol: rg.Protocol, least: int | None, most: int | None
) -> None:
    size = protocol.size
    assert (size.least, size.most) == (least, most)
    assert size.standing_of("least") is (Standing.STATED if least else Standing.SILENT)
    assert size.standing_of("most") is (Standing.STATED if most else Standing.SILENT)
    assert (size.absolute_least, size.absolute_most) == (4, 15)
    assert size.standing_of("absolute_least") is Standing.DERIVED


def test_in_germany_twelve_is_usual_and_thirteen_is_what_one_leader_takes() -> None:
    assert (balint.DE.size.ideal_most, balint.DE.size.most) == (12, 13)


@pytest.mark.parametrize(
    ("protocol", "slot"),
    [
        (balint.US_BLOG, (60, 60, 60)),
        (balint.ABS_ONLINE, (60, 60, 90)),
        (balint.COACH_40, (40, 40, 40)),
        (balint.REVISED_COACHING, None),
        (balint.DE, (90, 90, 90)),
        (balint.CH, (0, 90, None)),
        (balint.NL, None),
        (balint.FR, None),
        (balint.GR, None),
        (balint.TEACHER_FR, None),
        (balint.ONLINE_ON_CA, (105, 105, 120)),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else str(one),
)
def test_session_length_is_what_the_row_gives(
    protocol: rg.Protocol, slot: tuple[float, float | None, float | None] | None
) -> None:
    assert (None if protocol.slot is None else in_minutes(protocol.slot)) == slot
    field = "slot.usual" if protocol is balint.CH else "slot"
    assert protocol.standing_of(field) is (Standing.STATED if slot else Standing.SILENT)


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        (
            balint.US_BLOG,
            {
                "present": (0, 5, 5),
                "clarify": (5, 5, 5),
                "discuss": (40, 40, 40),
                "return": (10, 10, 10),
            },
        ),
        (balint.ABS_ONLINE, {}),
        (balint.COACH_40, {"present": (5, 7.5, 10), "discuss": (20, 20, 20)}),
        (balint.REVISED_COACHING, {"present": (0, None, 5)}),
        (balint.DE, {}),
        (balint.CH, {}),
        (balint.NL, {}),
        (balint.FR, {}),
        (balint.GR, {}),
        (balint.TEACHER_FR, {}),
        (balint.ONLINE_ON_CA, {"settle": (10, 10, 10)}),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_minutes_are_the_rows_and_no_others(
    protocol: rg.Protocol, expected: dict[str, tuple[float, float | None, float | None]]
) -> None:
    assert timed(protocol) == expected


@EACH
def test_a_phase_without_minutes_says_that_nobody_gave_any(protocol: rg.Protocol) -> None:
    for _, phase in protocol.phases:
        assert isinstance(phase.time, Timebox)
        if phase.time.unstated:
            assert phase.standing_of("time") is Standing.SILENT


def test_the_american_hour_is_full_to_the_minute() -> None:
    whole = balint.US_BLOG.duration
    assert whole.usual == whole.most == minutes(60)


def test_the_american_forty_minutes_are_arithmetic_and_the_rest_is_stated() -> None:
    standings = {path: phase.standing_of("time.most") for path, phase in balint.US_BLOG.phases}
    assert standings == {
        "present": Standing.STATED,
        "clarify": Standing.STATED,
        "discuss": Standing.DERIVED,
        "return": Standing.STATED,
    }


def test_nobody_sums_up_or_grades_in_the_american_hour() -> None:
    assert SUMMARY in balint.US_BLOG.phase("return").floor.steer_away
    assert {"no_summary", "no_grading"} < {clause.name for clause in balint.US_BLOG.cautions}


def test_what_is_left_of_the_coaches_forty_minutes_is_ten_to_fifteen() -> None:
    slot, taken = balint.COACH_40.slot, balint.COACH_40.without("return").without("review").duration
    assert slot is not None
    assert slot.most is not None
    assert taken.most is not None
    assert (slot.most - taken.most, slot.most - taken.least) == (minutes(10), minutes(15))


def test_coaches_ask_while_the_case_is_told_and_say_nothing_to_the_summing_up() -> None:
    assert balint.COACH_40.phase("present").floor.may(MEMBER, Act.ASK)
    assert not balint.COACH_40.phase("return").floor.may(MEMBER, Act.SPEAK)


@pytest.mark.parametrize("protocol", [balint.US_BLOG, balint.COACH_40], ids=lambda one: one.key)
def test_where_a_source_describes_the_sit_back_it_is_stated(protocol: rg.Protocol) -> None:
    phase = protocol.phase("discuss")
    assert phase.floor.sit_back is not None
    assert phase.floor.sit_back.role == PRESENTER
    assert PRESENTER in phase.floor.silent
    for field in ("floor.silent", "floor.sit_back.role"):
        assert phase.standing_of(field) is Standing.STATED
    for field in ("floor.sit_back.how", "floor.sit_back.online"):
        assert phase.standing_of(field) is Standing.DERIVED


@pytest.mark.parametrize(
    ("protocol", "path"),
    [
        (balint.DE, "discuss"),
        (balint.CH, "discuss"),
        (balint.NL, "cases/discuss"),
        (balint.TEACHER_FR, "discuss"),
        (balint.REVISED_COACHING, "voice"),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_no_sit_back_is_put_into_the_mouth_of_a_source_that_names_none(
    protocol: rg.Protocol, path: str
) -> None:
    phase = protocol.phase(path)
    assert phase.floor.sit_back is None
    assert PRESENTER not in phase.floor.silent
    assert phase.standing_of("floor.sit_back") is Standing.SILENT


@pytest.mark.parametrize(
    "protocol",
    [balint.ABS_ONLINE, balint.FR, balint.GR, balint.ONLINE_ON_CA],
    ids=lambda one: one.key,
)
def test_borrowed_phases_are_not_passed_off_as_the_sources_own(protocol: rg.Protocol) -> None:
    borrowed = [phase for path, phase in protocol.phases if path != "settle"]
    assert [phase.does for phase in borrowed] == ["present", "clarify", "discuss", "return"]
    assert {phase.standing_of() for phase in borrowed} == {Standing.DEFAULT}


@EACH
def test_no_set_is_for_the_untrained_to_lead(protocol: rg.Protocol) -> None:
    leadership = protocol.leadership
    assert leadership.trained is Demand.REQUIRED
    assert leadership.discipline == "balint"
    assert "peer-support" in leadership.instead
    assert [cited.where for cited in leadership.citations_of("instead")] == ["001-32"]


@EACH
def test_the_caution_is_not_taken_for_the_sources_own_word(protocol: rg.Protocol) -> None:
    basis = protocol.leadership.basis_of("trained")
    if protocol is balint.NL:
        assert [cited.source.key for cited in basis.citations] == ["B30"]
    else:
        assert [(one.source.key, one.where) for one in basis.citations] == [("S1", "001-30")]
        assert basis.standing is Standing.DERIVED
    assert protocol.leadership.standing_of("instead") is Standing.DERIVED


def test_french_teachers_take_an_analyst_if_they_can_and_the_note_names_the_disagreement() -> None:
    leadership = balint.TEACHER_FR.leadership
    assert leadership.psychodynamic is Demand.IDEAL
    assert leadership.standing_of("psychodynamic") is Standing.STATED
    assert "B35" in leadership.basis_of("trained").note


def test_a_dutch_leader_is_trained_by_the_word_of_the_dutch_society() -> None:
    leadership = balint.NL.leadership
    assert leadership.standing_of("trained") is Standing.STATED
    assert any("3 sessions" in line for line in leadership.training)
    recognition = next(one for one in balint.NL.practice if one.name == "recognition")
    assert "5 years" in recognition.text


BALINT = [one for one in rg.CATALOGUE.values() if one.family == "balint"]


@pytest.mark.parametrize("protocol", BALINT, ids=lambda one: one.key)
def test_whom_it_is_not_for_goes_with_the_method_and_is_no_source_s_word(
    protocol: rg.Protocol,
) -> None:
    assert set(CARE) <= set(protocol.cautions)
    assert {clause.standing_of() for clause in CARE} == {Standing.DERIVED}
    assert {one.source.key for clause in CARE for one in clause.citations_of()} == {"B8", "B42"}


@pytest.mark.parametrize("protocol", BALINT, ids=lambda one: one.key)
def test_a_return_is_shared_unless_a_source_leaves_it_to_the_presenter(
    protocol: rg.Protocol,
) -> None:
    for _, phase in protocol.phases:
        if phase.does == "return":
            alone = protocol in {balint.SCHOOL, balint.COACH_40}
            assert phase.floor.speaks == ((PRESENTER,) if alone else (PRESENTER, MEMBER))
            assert {JUDGEMENT, INTERROGATION} <= set(phase.floor.steer_away)


def test_rg302_stops_an_untrained_leader_and_names_the_alternative() -> None:
    meeting = rg.Meeting(
        protocol=balint.US_BLOG,
        group=rg.Group(members=tuple("ABCDEFGH"), leaders=(rg.Person("Lee", trained_in=()),)),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=minutes(60),
    )
    assert "RG302" in rg.check(meeting).codes


def test_the_dutch_group_has_two_leaders_and_the_greek_one() -> None:
    assert (balint.NL.leadership.least, balint.NL.leadership.peer_profession) == (
        2,
        Demand.ADVISED,
    )
    assert (balint.GR.leadership.least, balint.GR.leadership.most) == (1, 1)


@EACH
def test_where_the_source_is_silent_advice_has_no_place(protocol: rg.Protocol) -> None:
    for path, phase in protocol.phases:
        if phase.does in {"present", "clarify", "return"} or (
            phase.does == "discuss" and protocol is not balint.NL
        ):
            assert phase.floor.advice is AdvicePolicy.FORBIDDEN, path


def test_dutch_suggestions_flow_and_are_not_steered_away_from() -> None:
    phase = balint.NL.phase("discuss")
    assert phase.floor.advice is AdvicePolicy.DISCOURAGED
    assert ADVICE not in phase.floor.steer_away
    assert [cited.source.key for cited in phase.citations_of("floor.advice")] == ["B31"]


def test_fees_are_told_by_the_meeting() -> None:
    eight, ten = 8, 10
    assert balint.ABS_ONLINE.fees is not None
    assert balint.NL.fees is not None
    abs_online, nl = balint.ABS_ONLINE.fees.member_session, balint.NL.fees.member_session
    assert abs_online is not None
    assert nl is not None
    assert (abs_online.least * eight, abs_online.most * eight) == (
        Decimal(200),
        Decimal(320),
    )
    assert nl.least * ten == nl.most * ten == 500
    assert balint.NL.fees.standing_of("member_session") is Standing.DERIVED


@pytest.mark.parametrize("protocol", [balint.US_BLOG, balint.GR], ids=lambda one: one.key)
def test_what_is_wholly_confidential(protocol: rg.Protocol) -> None:
    assert protocol.frame.confidentiality is rg.Confidentiality.ALL


@pytest.mark.parametrize(
    ("protocol", "name", "numbers"),
    [
        (balint.ABS_ONLINE, "attendance", ("8", "6")),
        (balint.DE, "certification", ("30", "6")),
        (balint.DE, "online_credit", ("30", "15")),
        (balint.FR, "paris_1966", ("1966", "12", "two hours")),
        (balint.ONLINE_ON_CA, "attendance", ("two thirds",)),
    ],
    ids=lambda one: one.key if isinstance(one, rg.Protocol) else "",
)
def test_numbers_without_a_field_are_kept_in_words(
    protocol: rg.Protocol, name: str, numbers: tuple[str, ...]
) -> None:
    clause = next(one for one in protocol.practice if one.name == name)
    assert clause.standing_of() is Standing.STATED
    for number in numbers:
        assert number in clause.text


def test_facets_are_counted_as_the_source_counts_them() -> None:
    assert "three or four" in balint.REVISED_COACHING.phase("facets").purpose


@EACH
def test_check_finds_no_error(protocol: rg.Protocol) -> None:
    assert rg.check(protocol).errors == ()


@EACH
def test_nothing_lacks_a_source_or_a_reason(protocol: rg.Protocol) -> None:
    assert protocol.standing_of() is Standing.STATED
    for path, phase in protocol.phases:
        assert phase.basis, path
        assert phase.basis_of("time").note != "given without a source", path
    assert protocol.size.basis
    assert protocol.leadership.basis


@EACH
def test_it_is_found_by_its_key(protocol: rg.Protocol) -> None:
    assert rg.CATALOGUE[protocol.key] is protocol
    assert protocol.family == "balint"
