"""marimo, as somebody sees it who opens a notebook: each cell shows its picture."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.ground import SCHEMES, faint, stage
from tests.browser.notebooks import marimo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.ground import Seen, Shoot, Violations

pytest.importorskip("marimo", reason="marimo is not there")
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not there")

START = """
import attrs
import pendulum
import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.protocols import balint

group = rg.Group(members=("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus"), leaders=("Lena",))
start = pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London")
monday = rg.Meeting(
    protocol=balint.SCHOOL, group=group, start=start, slot=rg.minutes(50), presenters=("Ann",)
)
"""
PICTURES = {
    "balint.SCHOOL": "Balint group for school leaders",
    'balint.SCHOOL.phase("discuss")': "discuss",
    'rg.diff(balint.SCHOOL, balint.SCHOOL.without("clarify"))': "balint.school 1 → balint.school 1",
    "planning.plan(monday)": "Balint group for school leaders",
}
"""What is written in a cell, and what its picture is called."""
REPORT = "rg.check(attrs.evolve(monday, slot=rg.minutes(30)))"
CELLS = (START, *PICTURES, REPORT)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A notebook in marimo's editor, which takes the colours that the browser asks for."""
    folder = tmp_path_factory.mktemp("marimo")
    (folder / "pyproject.toml").write_text(
        '[tool.marimo.display]\ntheme = "system"\n', encoding="utf-8"
    )
    with marimo(folder, CELLS) as address:
        yield address


@pytest.fixture
def ran(page: Page, book: str) -> Page:
    """The notebook after all its cells ran."""
    page.goto(book)
    page.get_by_test_id("run-button").first.wait_for(state="attached")
    found = shown(page).get_by_text("Found:")
    for _ in range(20):  # marimo does not say when its kernel listens, and forgets what came before
        page.keyboard.press("Control+Shift+r")
        with contextlib.suppress(sync_api.TimeoutError):
            found.wait_for(timeout=3_000)
            break
    found.wait_for(timeout=1_000)
    return page


def shown(page: Page) -> Locator:
    """What the cells show; a cell without a value shows nothing."""
    return page.locator("[data-cell-role=output]")


def test_each_cell_shows_its_picture_and_nothing_leaves_the_machine(
    ran: Page, book: str, seen: Seen
) -> None:
    assert shown(ran).count() == len(PICTURES) + 1
    for number, name in enumerate(PICTURES.values()):
        cell = shown(ran).nth(number)
        picture = cell.get_by_role("img", name=re.compile(re.escape(name)))
        picture.scroll_into_view_if_needed()
        assert picture.locator("title").first.text_content() == name
        box, room = picture.bounding_box(), cell.bounding_box()
        assert box is not None
        assert room is not None
        assert box["width"] > 400
        assert box["height"] > 50
        assert box["x"] + box["width"] <= room["x"] + room["width"]
    assert ran.get_by_text("Traceback").count() == 0
    assert seen.others(book, book.replace("http", "ws", 1)) == []
    assert seen.noise == []


def test_a_report_is_a_list_with_each_code_and_what_would_help(ran: Page) -> None:
    report = shown(ran).last
    assert "RG201" in report.get_by_role("listitem").first.inner_text()
    assert "40 min" in report.inner_text()
    assert "Found: 1 error" in report.inner_text()


def test_it_can_be_read_in_the_light_and_in_the_dark(
    ran: Page, violations: Violations, shoot: Shoot
) -> None:
    for scheme in SCHEMES:
        stage(ran, width=1200, scheme=scheme, media="screen")
        ran.locator(f"body.{scheme}, body.{scheme}-theme, html.{scheme}").wait_for(state="attached")
        for number in range(len(PICTURES) + 1):
            shown(ran).nth(number).scroll_into_view_if_needed()
            shoot(ran, f"marimo-{scheme}-{number}")
        assert faint(ran, "[data-cell-role=output]") == []
        # marimo's own box scrolls and takes no focus, so only what is ours is judged
        assert violations(ran, "[data-cell-role=output] .rg-scene") == []
