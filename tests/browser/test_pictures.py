"""Pictures of every noun in a real browser: to be read, by eye and without eyes, at any width."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

import reflective_groups as rg
from reflective_groups.display.wording import apart
from tests.browser import ground
from tests.browser.ground import SCHEMES, WIDTHS
from tests.display.nouns import NOUNS
from tests.display.test_hostile import HOSTILE, everywhere
from tests.display.test_hostile import show as shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.ground import Mermaid, Scheme, Seen, Shoot, Show, Violations

SMALLEST = 10.5
"""No letter of a picture is lower than so many pixels at the narrow width."""
HEIGHTS = """
() => [...document.querySelectorAll("main text, main p, main td, main th, main li")]
  .filter((one) => one.textContent.trim())
  .map((one) => {
    const scale = one.getScreenCTM ? Math.hypot(one.getScreenCTM().a, one.getScreenCTM().b) : 1;
    return Math.round(100 * parseFloat(getComputedStyle(one).fontSize) * scale) / 100;
  })
"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
OUTSIDE = """
() => [...document.querySelectorAll("main svg")].flatMap((svg) => {
  const room = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text, rect, path, line")]
    .map((one) => [one.textContent || one.tagName, one.getBoundingClientRect()])
    .filter(([, box]) => box.left < room.left - 1 || box.right > room.right + 1
      || box.top < room.top - 1 || box.bottom > room.bottom + 1)
    .map(([told]) => told);
})
"""
HANDLERS = """
() => [...document.querySelectorAll("main *")].flatMap((one) => [...one.attributes])
  .map((one) => one.name).filter((name) => name.startsWith("on"))
"""


@pytest.mark.parametrize(("width", "scheme"), [(480, "light"), (1200, "dark")])
@pytest.mark.parametrize("name", NOUNS)
def test_axe_finds_nothing_wrong_with_a_picture_in_a_page(
    name: str, width: int, scheme: Scheme, show: Show, violations: Violations
) -> None:
    page = show(NOUNS[name]()._repr_html_(), width=width, scheme=scheme)
    assert violations(page, "main") == []


@pytest.mark.skipif("REFLECTIVE_GROUPS_SHOTS" not in os.environ, reason="for people who look")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_are_saved_for_people_who_look(
    width: int, scheme: Scheme, show: Show, shoot: Shoot
) -> None:
    for name, make in NOUNS.items():
        shoot(show(make()._repr_html_(), width=width, scheme=scheme), f"{name}-{width}-{scheme}")


@pytest.mark.parametrize("name", NOUNS)
def test_axe_finds_nothing_wrong_with_a_picture_alone(
    name: str, show: Show, violations: Violations
) -> None:
    assert violations(show(NOUNS[name]()._repr_svg_(), width=480), "main") == []


@pytest.mark.parametrize("how", ["html", "svg"])
@pytest.mark.parametrize("name", NOUNS)
def test_a_picture_can_be_read_at_either_width_and_nothing_sticks_out(
    name: str, how: str, show: Show
) -> None:
    for width in WIDTHS:
        page = show(format(NOUNS[name](), how), width=width)
        heights: list[float] = page.evaluate(HEIGHTS)
        assert min(heights) >= SMALLEST, (width, min(heights))
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(OUTSIDE) == []


def test_every_protocol_of_the_catalogue_fits_its_picture(show: Show) -> None:
    for key, protocol in rg.CATALOGUE.items():
        page = show(protocol._repr_html_(), width=480)
        assert page.evaluate(OUTSIDE) == [], key
        assert min(page.evaluate(HEIGHTS)) >= SMALLEST, key


def test_marks_of_neighbouring_lanes_do_not_cover_each_other(show: Show) -> None:
    page = show(rg.CATALOGUE["balint.uk_online"]._repr_html_(), width=480)
    boxes: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll("main svg rect[rx='9'][fill='none']")]
             .map((one) => one.getBoundingClientRect()).map((b) => [b.left, b.right, b.top])"""
    )
    assert len(boxes) > 20
    for left, right, top in boxes:
        for other_left, _, other_top in boxes:
            if other_top == top and other_left > left:
                assert right <= other_left


def test_a_picture_has_a_name_and_a_description_for_a_screen_reader(page: Page, show: Show) -> None:
    show(rg.CATALOGUE["balint.school"]._repr_html_())
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    (image,) = (one for one in tree if one.get("role", {}).get("value") == "image")
    assert image["name"]["value"] == "Balint group for school leaders"
    assert "discuss, 20 to 30 min, usually 25" in image["description"]["value"]


def test_a_picture_in_a_file_of_its_own_is_light_or_dark_as_the_reader_has_it(
    show: Show, page: Page
) -> None:
    grounds = {
        scheme: page.evaluate("() => getComputedStyle(document.querySelector('svg')).background")
        for scheme in SCHEMES
        if show(rg.CATALOGUE["balint.school"]._repr_svg_(), scheme=scheme)
    }
    assert "rgb(255, 255, 255)" in grounds["light"]
    assert "rgb(22, 24, 27)" in grounds["dark"]


# Names that look like markup


@pytest.mark.parametrize("how", ["html", "svg"])
@pytest.mark.parametrize("told", HOSTILE)
def test_a_hostile_name_stays_text(told: str, how: str, show: Show, seen: Seen) -> None:
    page = show(shown(everywhere(told), how), width=480)
    assert page.evaluate("() => document.querySelectorAll('main script, main img').length") == 0
    assert page.evaluate(HANDLERS) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(OUTSIDE) == []
    assert seen.noise == []


@pytest.mark.parametrize("told", HOSTILE)
def test_a_hostile_name_stays_text_in_mermaid(told: str, mermaid: Mermaid, seen: Seen) -> None:
    page = mermaid(shown(everywhere(told), "mermaid"))
    assert page.evaluate("() => document.querySelectorAll('main script, main img').length") == 0
    assert page.evaluate("() => document.querySelectorAll('main a, main i').length") == 0
    text = (page.locator("main svg .node").first.text_content() or "").replace("\u2060", "")
    start = told.strip("\u202e\u202c ")[:8].replace("\u202c", "")
    assert start.split()[0] in " ".join(text.split())
    assert seen.noise == []


@pytest.mark.parametrize("told", HOSTILE)
def test_a_hostile_name_stays_text_in_markdown(told: str, show: Show, marked: str) -> None:
    page = show("")
    page.add_script_tag(content=marked)
    page.evaluate(
        "(text) => { document.querySelector('main').innerHTML = marked.parse(text); }",
        shown(everywhere(told), "md"),
    )
    assert page.locator("main a, main img, main script, main code, main em, main del").count() == 0
    heads = page.locator("main th").all_inner_texts()
    assert " ".join(heads[3].split()) == " ".join(apart(told).split())


@pytest.fixture(scope="module")
def marked() -> str:
    """A reader of Markdown with tables and links, as code hosts have it; Mermaid brings it."""
    path = ground.INSTALLED / "marked" / "lib" / "marked.umd.js"
    if not path.is_file():
        pytest.skip("marked is not there; `make test` installs it where npm is")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NOUNS)
def test_mermaid_draws_every_noun(name: str, mermaid: Mermaid) -> None:
    page = mermaid(format(NOUNS[name](), "mermaid"))
    assert page.locator("main svg").count() == 1
    assert page.locator("main svg .node").count() >= 1
    assert "Syntax error" not in page.locator("main").inner_text()
