"""How long pictures take, against checking what they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import reflective_groups as rg
from reflective_groups.planning import plan
from reflective_groups.rules.examples import MEETING

MONDAY = Path(__file__).parents[1] / "docs" / "examples" / "monday.toml"
ONLINE = rg.CATALOGUE["balint.uk_online"]
WAYS = ("text", "md", "mermaid", "svg", "html")


def name(benchmark: Any, what: str, against: str = "") -> None:  # noqa: ANN401 -- the plugin gives its fixture no type
    """Say what is measured, and what to set it against."""
    benchmark.extra_info.update({"is": what, "against": against})


def test_check(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "check a protocol")
    assert benchmark(lambda: rg.check(ONLINE)).ok


@pytest.mark.parametrize("how", WAYS)
def test_draw(benchmark: Any, how: str) -> None:  # noqa: ANN401 -- the same
    name(benchmark, f"draw a protocol as {how}", "check a protocol")
    assert "debrief" in benchmark(lambda: format(ONLINE, how))


def test_draw_for_a_notebook(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "draw a protocol for a notebook", "check a protocol")
    assert "text/html" in benchmark(ONLINE._repr_mimebundle_)


def test_draw_an_agenda(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "draw an agenda as html", "check a protocol")
    agenda = plan(MEETING)
    assert "discuss" in benchmark(lambda: format(agenda, "html"))


def test_draw_a_report(benchmark: Any) -> None:  # noqa: ANN401 -- the same
    name(benchmark, "draw a report as html", "check a protocol")
    report = rg.check(rg.load_meeting(MONDAY))
    assert "RG501" in benchmark(lambda: format(report, "html"))
