"""What the sources say of meetings over time, as the catalogue holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import reflective_groups as rg

if TYPE_CHECKING:
    from reflective_groups.model.frame import SeriesNeeds

STATED, DERIVED, SILENT = rg.Standing.STATED, rg.Standing.DERIVED, rg.Standing.SILENT
TOLD = {key: one.series for key, one in rg.CATALOGUE.items() if one.series is not None}


def needs(key: str) -> SeriesNeeds:
    told = rg.CATALOGUE[key].series
    assert told is not None
    return told


def sources(told: SeriesNeeds, field: str) -> set[str]:
    return {citation.source.key for citation in told.citations_of(field)}


@pytest.mark.parametrize(
    ("key", "meetings", "source", "standing"),
    [
        ("balint.abs_online", "8", "B15", STATED),
        ("relatives.action_learning", "4 to 6", "R3", STATED),
        ("relatives.intervision_course", "5 to 8", "R21", STATED),
        ("triad.veritas_workshop", "2 or more", "S4", DERIVED),
        ("triad.veritas_meeting", "2 or more", "S4", DERIVED),
    ],
)
def test_as_many_meetings_as_the_source_says(
    key: str, meetings: str, source: str, standing: rg.Standing
) -> None:
    assert str(needs(key).meetings) == meetings
    assert sources(needs(key), "meetings") == {source}
    assert needs(key).standing_of("meetings") is standing


@pytest.mark.parametrize(
    ("key", "attend", "of", "source", "standing"),
    [
        ("balint.abs_online", 6, 8, "B15", STATED),
        ("balint.online_on_ca", 1, 3, "B41", DERIVED),
    ],
)
def test_as_much_attendance_as_the_source_asks(
    key: str, attend: int, of: int, source: str, standing: rg.Standing
) -> None:
    told = needs(key)
    assert (told.attend, told.attend_of) == (attend, of)
    assert sources(told, "attend") == {source}
    assert told.standing_of("attend") is told.standing_of("attend_of") is standing


def test_the_german_rules_for_credit_are_data() -> None:
    told = needs("balint.de")
    assert (told.months, told.hours, told.hours_in_person) == (6, 30, 15)
    for field in ("closed", "first_in_person", "last_in_person"):
        assert getattr(told, field) is rg.Demand.REQUIRED
    for field in ("months", "hours", "hours_in_person", "closed", "first_in_person"):
        assert sources(told, field) == {"B26"}
        assert told.standing_of(field) is STATED
        assert "qualifications" in told.basis_of(field).note


@pytest.mark.parametrize(
    ("key", "length", "citation"),
    [
        ("balint.abs_online", 90, ("B15", "")),
        ("triad.veritas_workshop", 180, ("S4", "004-30")),
        ("triad.veritas_meeting", 180, ("S4", "004-30")),
    ],
)
def test_a_first_meeting_may_have_a_length_of_its_own(
    key: str, length: int, citation: tuple[str, str]
) -> None:
    told = needs(key)
    assert told.opening == rg.exactly(rg.minutes(length))
    assert [(one.source.key, one.where) for one in told.citations_of("opening")] == [citation]
    assert told.standing_of("opening") is STATED


@pytest.mark.parametrize(
    ("key", "number", "source", "standing"),
    [("balint.abs_online", 6, "B12", DERIVED), ("balint.bsanz", 10, "B18", STATED)],
)
def test_supervision_on_the_way_to_accreditation_is_each_societys_own(
    key: str, number: int, source: str, standing: rg.Standing
) -> None:
    told = needs(key)
    assert told.supervisions_a_year == number
    assert sources(told, "supervisions_a_year") == {source}
    assert told.standing_of("supervisions_a_year") is standing
    others = [one for key, one in TOLD.items() if key not in {"balint.abs_online", "balint.bsanz"}]
    assert {one.supervisions_a_year for one in others} == {None}


def test_other_sources_of_half_a_year_are_told_beside_it() -> None:
    note = needs("balint.de").basis_of("months").note
    assert "(B43)" in note
    assert "a year (B74)" in note


def test_a_fee_for_a_meeting_missed_is_one_countrys() -> None:
    asked = {
        key: one.fees.due_when_absent
        for key, one in rg.CATALOGUE.items()
        if one.fees is not None and one.fees.due_when_absent
    }
    assert asked == {"balint.fr": rg.Demand.REQUIRED}
    fees = rg.CATALOGUE["balint.fr"].fees
    assert fees is not None
    assert [one.source.key for one in fees.citations_of("due_when_absent")] == ["B33"]


@pytest.mark.parametrize("key", ["balint.uk", "balint.uk_online"])
def test_a_taster_can_be_useful(key: str) -> None:
    told = needs(key)
    assert told.taster is rg.Demand.IDEAL, "the mildest that there is"
    assert told.standing_of("taster") is DERIVED
    assert {one.where for one in told.citations_of("taster")} == {"003-40"}
    assert told.standing_of("meetings") is SILENT


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("balint.school", "meetings"),
        ("balint.school", "attend"),
        ("balint.series", "meetings"),
        ("balint.uk", "months"),
        ("triad.veritas_meeting", "months"),
        ("relatives.work_discussion", "months"),
        ("relatives.peer_supervision", "meetings"),
    ],
)
def test_where_a_source_is_silent_nothing_is_made_up(key: str, field: str) -> None:
    assert getattr(needs(key), field) is None
    basis = needs(key).basis_of(field)
    assert basis.standing is SILENT
    assert basis.citations
    assert basis.note


def test_what_is_data_is_told_in_words_as_well() -> None:
    for key, names in (
        ("balint.abs_online", ["attendance"]),
        ("balint.de", ["certification", "online_credit"]),
        ("balint.uk", ["taster"]),
        ("balint.online_on_ca", ["attendance"]),
    ):
        told = {clause.name for clause in rg.CATALOGUE[key].practice}
        assert set(names) <= told, key


def test_no_other_protocol_says_anything_of_it() -> None:
    assert sorted(TOLD) == [
        "balint.abs_online",
        "balint.bsanz",
        "balint.de",
        "balint.online_on_ca",
        "balint.school",
        "balint.series",
        "balint.uk",
        "balint.uk_online",
        "relatives.action_learning",
        "relatives.intervision_course",
        "relatives.peer_supervision",
        "relatives.work_discussion",
        "triad.veritas_meeting",
        "triad.veritas_workshop",
    ]
