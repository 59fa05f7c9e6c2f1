"""A bar that is shown while a study goes, and nothing of it afterwards."""

from __future__ import annotations

import io
import sys

import pytest
from rich.console import Console

from reflective_groups.errors import MissingExtraError
from reflective_groups.simulation import simulate, sweep, watch
from tests.simulation.meetings import BALINT


def test_it_shows_how_far_a_study_has_come() -> None:
    seen = io.StringIO()
    console = Console(file=seen, force_terminal=True, width=80)
    with watch("sessions", console=console) as progress:
        simulate(BALINT, sessions=5_000, progress=progress)
        sweep(BALINT, {"slot": [90, 95]}, sessions=10, progress=progress)
    assert "sessions" in seen.getvalue()
    assert "5000/5000" in seen.getvalue() or "2/2" in seen.getvalue()


def test_without_rich_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    with pytest.raises(MissingExtraError, match=r"reflective-groups\[cli\]"), watch():
        pass
