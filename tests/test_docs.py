"""The pages that are made from the library say what the library says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import attrs
import pytest

from reflective_groups.simulation import Behaviour, Circumstances

ROOT = Path(__file__).parents[1]
BUILD = runpy.run_path(str(ROOT / "docs" / "build.py"))
PAGES = BUILD["PAGES"]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(#[^)]*)?\)")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_made_page_is_up_to_date(name: str) -> None:
    if name.endswith(".ics"):
        pytest.importorskip("icalendar", reason="needs the extra calendar")
    if name == "reference/simulation_numbers.md":
        pytest.importorskip("numpy", reason="needs the extra simulation")
    written = (ROOT / "docs" / name).read_bytes().decode()
    assert written == PAGES[name](), "run `make docs`"


def test_the_page_of_numbers_leaves_no_parameter_out() -> None:
    for cls, told in ((Behaviour, BUILD["BEHAVIOUR"]), (Circumstances, BUILD["CIRCUMSTANCES"])):
        names = {field.name for field in attrs.fields(cls)}
        assert names - {"name", "basis"} == set(told)


@pytest.mark.parametrize(
    "page",
    sorted(
        page
        for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
        if "_build" not in page.parts
    ),
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
