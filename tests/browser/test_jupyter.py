"""JupyterLab, as somebody sees it who runs a notebook: each cell shows its picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.ground import SCHEMES, faint
from tests.browser.notebooks import jupyterlab, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.ground import Seen, Shoot, Violations

pytest.importorskip("jupyterlab", reason="JupyterLab is not there")
pytest.importorskip("ipykernel", reason="a kernel for JupyterLab is not there")

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
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab with the cells, not run yet."""
    with jupyterlab(tmp_path_factory.mktemp("lab"), CELLS) as address:
        yield address


@pytest.fixture
def ran(page: Page, lab: str) -> Page:
    """The notebook after Run All Cells."""
    opened(page, lab)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    shown(page, len(CELLS) - 1).locator(".jp-OutputArea-output").wait_for(timeout=60_000)
    return page


def shown(page: Page, number: int) -> Locator:
    """What a cell shows below itself."""
    return page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".jp-OutputArea")


def wear(page: Page, scheme: str) -> None:
    """Choose a theme in JupyterLab's own menu."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Theme", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(
        f"JupyterLab {scheme.title()}", exact=True
    ).click()
    page.locator(f"body[data-jp-theme-name='JupyterLab {scheme.title()}']").wait_for(
        state="attached"
    )
    page.locator("#jupyterlab-splash").wait_for(state="detached")


def test_each_cell_shows_its_picture_and_nothing_leaves_the_machine(
    ran: Page, lab: str, seen: Seen
) -> None:
    for number, name in enumerate(PICTURES.values(), start=1):
        cell = shown(ran, number)
        picture = cell.get_by_role("img", name=re.compile(re.escape(name)))
        picture.scroll_into_view_if_needed()
        assert picture.locator("title").first.text_content() == name
        box, room = picture.bounding_box(), cell.bounding_box()
        assert box is not None
        assert room is not None
        assert box["width"] > 400
        assert box["height"] > 50
        assert box["x"] + box["width"] <= room["x"] + room["width"]
    assert ran.locator(".jp-OutputArea-output[data-mime-type$=stderr]").count() == 0
    assert ran.locator(".jp-OutputArea-output[data-mime-type$=error]").count() == 0
    server = lab.partition("/lab/")[0]
    assert seen.others(f"{server}/", f"{server.replace('http', 'ws', 1)}/") == []
    assert seen.noise == []


def test_a_report_is_a_list_with_each_code_and_what_would_help(ran: Page) -> None:
    report = shown(ran, len(CELLS) - 1)
    assert "RG201" in report.get_by_role("listitem").first.inner_text()
    assert "40 min" in report.inner_text()
    assert "Found: 1 error" in report.inner_text()


def test_it_can_be_read_in_the_light_and_in_the_dark_theme(
    ran: Page, violations: Violations, shoot: Shoot
) -> None:
    for scheme in SCHEMES:
        wear(ran, scheme)
        for number in range(1, len(CELLS)):
            cell = shown(ran, number)
            cell.click(trial=True)  # JupyterLab draws a cell when it comes into view
            cell.locator(".jp-OutputArea-output").evaluate("one => one.setAttribute('id', 'seen')")
            shoot(ran, f"jupyter-{scheme}-{number}")
            assert faint(ran, "#seen") == []
            assert violations(ran, "#seen") == []
            cell.locator("#seen").evaluate("one => one.removeAttribute('id')")
