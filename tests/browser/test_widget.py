"""The controls of `explore` as people meet them: in JupyterLab and in marimo, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.ground import SCHEMES, WIDTHS, faint
from tests.browser.notebooks import jupyterlab, marimo, opened, run_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.ground import Scheme, Seen, Shoot, Violations

pytest.importorskip("anywidget", reason="needs the extra widget")
pytest.importorskip("playwright", reason="Playwright is not there")

HOSTILE = "<script>document.title='x'</script>\"'& \u202eAnn " + "m" * 100
CELLS = (
    """
import reflective_groups as rg
from reflective_groups.protocols import balint
w = rg.explore(balint.SCHOOL, slot=rg.minutes(50))
w
""",
    """
print(rg.in_words(w.slot), w.setting, *w.left_out, w.fit and rg.in_words(w.fit["discuss"]))
""",
    "w.slot = rg.minutes(60); w.members = 9; 'moved'",
    f"""
import attrs
hostile = attrs.evolve(balint.SCHOOL, title={HOSTILE!a})
rg.explore(hostile, slot=rg.minutes(39))
""",
    "import time; time.sleep(2); 'awake'",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab with the cells."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not there")
    pytest.importorskip("ipykernel", reason="a kernel for JupyterLab is not there")
    with jupyterlab(tmp_path_factory.mktemp("lab"), CELLS) as address:
        yield address


@pytest.fixture
def explorer(page: Page, lab: str) -> Locator:
    """The controls, as they come out of the first cell."""
    opened(page, lab)
    run_cell(page, 0)
    page.set_default_timeout(10_000)
    return shown(page)


def shown(page: Page, number: int = 0) -> Locator:
    """The controls, once the picture is there."""
    found = page.locator(".rgx").nth(number)
    found.locator("svg").wait_for(timeout=60_000)
    return found


def slider(explorer: Locator, name: str) -> Locator:
    return explorer.get_by_role("slider", name=name).first


def verdict(explorer: Locator) -> Locator:
    return explorer.locator(".rgx-picture p").nth(1)


def wait_for(explorer: Locator, told: str) -> None:
    verdict(explorer).get_by_text(told).wait_for()


def turn(explorer: Locator) -> int:
    return int(explorer.get_attribute("data-turn") or 0)


def told_by(page: Page, number: int) -> str:
    """What a cell of JupyterLab prints."""
    return run_cell(page, number).inner_text().strip()


def test_the_slot_moves_by_keyboard_and_picture_and_findings_follow(
    explorer: Locator, page: Page
) -> None:
    findings = explorer.locator(".rgx-findings")
    assert "RG204" not in findings.inner_text()
    slot = slider(explorer, "slot")
    slot.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    wait_for(explorer, "It fits. 44 min")
    assert "RG204" in findings.inner_text()
    assert slot.get_attribute("aria-valuetext") == "44 min"
    page.keyboard.press("Home")
    wait_for(explorer, "It does not fit. 5 min")
    assert "What clashes" in explorer.locator(".rgx-picture").inner_text()
    assert slot.evaluate("one => one === document.activeElement")
    page.keyboard.press("End")
    wait_for(explorer, "It fits. 120 min")
    assert told_by(page, 1) == "120 min in person 30 min"


def test_the_picture_follows_the_mouse_before_it_lets_go(explorer: Locator, page: Page) -> None:
    before = explorer.locator("svg").inner_html()
    box = slider(explorer, "slot").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.39, middle)
    page.mouse.down()
    for share in (0.45, 0.5, 0.6, 0.7):
        page.mouse.move(box["x"] + box["width"] * share, middle)
    page.wait_for_function(
        "([one, before]) => one.innerHTML !== before",
        arg=[explorer.locator("svg").element_handle(), before],
    )
    page.mouse.up()


def test_a_phase_is_held_to_its_minutes_left_out_and_put_back(
    explorer: Locator, page: Page
) -> None:
    discuss = explorer.get_by_role("group", name="discuss")
    discuss.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    discuss.get_by_text("26 min").wait_for()
    assert told_by(page, 1) == "50 min in person 26 min"
    back = discuss.get_by_role("button", name="discuss as it was")
    back.click()
    discuss.get_by_text("25 min").wait_for()
    back.wait_for(state="hidden")
    clarify = explorer.get_by_label("leave out clarify")
    clarify.focus()
    page.keyboard.press("Space")
    explorer.get_by_text("left out").wait_for()
    assert "clarify" not in (explorer.locator("svg").text_content() or "")
    assert told_by(page, 1).startswith("50 min in person clarify ")
    clarify.uncheck()
    explorer.get_by_text("left out").wait_for(state="detached")
    explorer.get_by_label("online").check()
    wait_for(explorer, "online")
    assert told_by(page, 1) == "50 min online 25 min"


def test_a_repair_is_a_button_and_start_again_goes_back(explorer: Locator, page: Page) -> None:
    slot = slider(explorer, "slot")
    slot.fill("39")
    wait_for(explorer, "It does not fit. 39 min")
    mend = explorer.get_by_role("button", name="Make the slot 40 min, 1 min longer.")
    mend.focus()
    page.keyboard.press("Enter")
    wait_for(explorer, "It fits. 40 min")
    assert slot.input_value() == "40"
    assert page.evaluate("document.activeElement.closest('.rgx') !== null")
    explorer.get_by_role("button", name="Start again").click()
    wait_for(explorer, "It fits. 50 min")
    assert explorer.get_by_role("button", name="Start again").is_disabled()


def test_what_python_sets_moves_the_controls(explorer: Locator, page: Page) -> None:
    run_cell(page, 2)
    wait_for(explorer, "It fits. 60 min for 9 members")
    assert slider(explorer, "slot").input_value() == "60"
    assert slider(explorer, "members there").input_value() == "9"


def test_a_busy_python_is_asked_for_the_newest_alone(explorer: Locator, page: Page) -> None:
    before = turn(explorer)
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(4)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    cell.locator(".jp-InputPrompt", has_text="[*]").wait_for()
    slot = slider(explorer, "slot")
    slot.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    assert slot.input_value() == "70"
    wait_for(explorer, "It fits. 70 min")
    assert slot.input_value() == "70"
    assert turn(explorer) - before == 2, "the first and the last of twenty"


def test_the_outcome_is_read_out_once_the_slider_rests(explorer: Locator, page: Page) -> None:
    status = explorer.get_by_role("status")
    page.evaluate(
        """() => {
            window.said = [];
            const status = document.querySelector(".rgx [role=status]");
            new MutationObserver(() => said.push(status.textContent)).observe(
                status, {childList: true, characterData: true, subtree: true});
        }"""
    )
    slider(explorer, "slot").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    wait_for(explorer, "It fits. 60 min")
    status.get_by_text("60 min: it fits. choose 8 min").wait_for()
    assert len(page.evaluate("said")) == 1
    assert explorer.locator("[aria-live], output").count() == 0


def test_no_request_leaves_and_the_widget_asks_for_nothing(
    explorer: Locator, page: Page, seen: Seen
) -> None:
    page.wait_for_load_state("networkidle")
    seen.requests.clear()
    slider(explorer, "slot").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    wait_for(explorer, "It fits. 45 min")
    notebook = ("/api/", "/static/favicons/")  # JupyterLab shows a busy kernel, and looks for files
    ours = [one for one in seen.requests if not any(known in one for known in notebook)]
    assert ours == [], "what moves goes through the socket that is open"
    assert seen.strangers == []


def test_hostile_names_stay_text(
    page: Page, lab: str, violations: Violations, shoot: Shoot
) -> None:
    opened(page, lab)
    run_cell(page, 0)
    run_cell(page, 3)
    explorer = shown(page, 1)
    page.locator(".jp-Notebook .jp-CodeCell").nth(3).scroll_into_view_if_needed()
    assert explorer.locator("script").count() == 0
    assert "<script>document.title='x'</script>" in explorer.locator(".rg-title").first.inner_text()
    assert "<script>document.title='x'</script>" in (explorer.get_attribute("aria-label") or "")
    assert page.title() != "x"
    explorer.evaluate("one => one.id = 'hostile'")
    assert violations(page, "#hostile") == []
    shoot(page, "widget-hostile", "#hostile")
    explorer.get_by_role("button", name="Make the slot 40 min").click()
    wait_for(explorer, "It fits. 40 min")
    slider(explorer, "slot").focus()
    page.keyboard.press("PageUp")
    verdict(explorer).get_by_text("40 min").wait_for(state="detached")
    explorer.get_by_role("status").get_by_text("it fits").wait_for(state="attached")
    assert explorer.locator("script").count() == 0
    assert page.title() != "x"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_is_sound_and_legible_at_every_width_in_light_and_dark(
    page: Page,
    violations: Violations,
    shoot: Shoot,
    scheme: Scheme,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pytest.importorskip("jupyterlab", reason="JupyterLab is not there")
    folder = tmp_path_factory.mktemp(scheme)
    with jupyterlab(folder, CELLS, dark=scheme == "dark") as address:
        page.emulate_media(color_scheme=scheme)
        opened(page, address)
        page.keyboard.press("Control+b")  # the list of files away
        run_cell(page, 0)
        explorer = shown(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1_500})
            for length, told in (("50", "It fits. 50 min"), ("39", "It does not fit. 39 min")):
                slider(explorer, "slot").fill(length)
                wait_for(explorer, told)
                assert violations(page, ".rgx") == []
                assert faint(page, ".rgx") == []
                clipped = "one => one.scrollWidth - one.clientWidth"
                assert explorer.evaluate(clipped) <= 0
                shoot(page, f"widget-{scheme}-{width}-{length}", ".rgx")
        page.goto("about:blank")  # before its server goes


def test_it_works_in_marimo(
    page: Page,
    violations: Violations,
    seen: Seen,
    shoot: Shoot,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pytest.importorskip("marimo", reason="marimo is not there")
    with marimo(tmp_path_factory.mktemp("marimo"), CELLS[:2]) as address:
        page.goto(address)
        page.locator(".cm-content").first.wait_for(timeout=60_000)
        page.get_by_test_id("run-button").first.wait_for(state="attached")
        page.keyboard.press("Control+Shift+r")
        explorer = shown(page)
        slider(explorer, "slot").focus()
        for _ in range(6):
            page.keyboard.press("ArrowLeft")
        wait_for(explorer, "It fits. 44 min")
        assert "RG204" in explorer.locator(".rgx-findings").inner_text()
        page.locator(".cm-content").nth(1).click()
        page.keyboard.press("Control+Enter")
        page.get_by_text("44 min in person 22 min").wait_for()
        assert violations(page, "marimo-anywidget") == []
        assert seen.strangers == []
        shoot(page, "widget-marimo", ".rgx")
        page.goto("about:blank")  # before its server goes
