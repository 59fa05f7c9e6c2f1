"""The pages that are made from the library say what the library says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = runpy.run_path(str(ROOT / "docs" / "build.py"))["PAGES"]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(#[^)]*)?\)")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_made_page_is_up_to_date(name: str) -> None:
    if name.endswith(".ics"):
        pytest.importorskip("icalendar", reason="needs the extra calendar")
    written = (ROOT / "docs" / name).read_bytes().decode()
    assert written == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize(
    "page", sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))), ids=lambda page: page.name
)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
