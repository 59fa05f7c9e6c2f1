"""The meetings in docs/examples are real set-ups, and say what the pages say of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.protocols import balint

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.toml"))
MONDAY, REPAIRED = (
    next(path for path in EXAMPLES if path.stem == name) for name in ("monday", "monday_repaired")
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
class TestEach:
    def test_it_loads_and_can_be_planned(self, path: Path) -> None:
        assert len(planning.plan(rg.load_meeting(path)))

    def test_only_the_flawed_one_has_errors(self, path: Path) -> None:
        assert rg.check(rg.load_meeting(path)).ok is (path != MONDAY)

    def test_nobody_in_it_has_a_surname(self, path: Path) -> None:
        for person in rg.load_meeting(path).group.everyone:
            assert re.fullmatch("[A-Z][a-z]+", person.name)


def test_monday_is_the_meeting_it_is_said_to_be() -> None:
    meeting = rg.load_meeting(MONDAY)
    assert meeting.protocol == balint.UK_ONLINE
    assert (meeting.zone, meeting.slot) == ("Europe/London", rg.minutes(90))
    assert f"{meeting.start:%A %Y-%m-%d %H:%M}" == "Monday 2026-11-30 18:30"
    assert len(meeting.members) == 8


def test_monday_has_findings_of_every_severity() -> None:
    report = rg.check(rg.load_meeting(MONDAY))
    assert report.errors
    assert report.warnings
    assert report.advice
    assert {"RG305", "RG306", "RG309", "RG501", "RG508"} <= set(report.codes)


def test_the_repaired_meeting_is_the_same_one_mended() -> None:
    before, after = rg.load_meeting(MONDAY), rg.load_meeting(REPAIRED)
    assert [one.name for one in before.group.everyone] == [one.name for one in after.group.everyone]
    assert (before.start, before.slot, before.protocol) == (after.start, after.slot, after.protocol)
    assert rg.check(after).codes == ()
    assert rg.check(after).waived == ()
