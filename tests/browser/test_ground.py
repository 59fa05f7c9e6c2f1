"""The ground that the browser tests stand on: it gives way where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.ground import faint, overflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.ground import Mermaid, Open, Seen, Shoot, Show, Violations

GOOD = '<h1>A page</h1><p class="told">Ann presents.</p>'
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" {}>'
    '<text x="5" y="25" fill="{}">discuss</text></svg>'
)
NAMED = 'role="img" aria-label="A picture"'


class TestWhatIsSeen:
    """Each of these would fail the test it happens in; here it is meant, and forgotten after."""

    @pytest.fixture(autouse=True)
    def meant(self, seen: Seen, page: Page) -> Iterator[None]:
        """After the test, and before the page is judged."""
        yield
        page.close()
        seen.clear()

    def test_an_error_on_the_console_is_a_complaint(self, show: Show, seen: Seen) -> None:
        show("<script>console.error('oh', 'dear')</script>")
        assert [one.partition(" (")[0] for one in seen.complaints] == ["error: oh dear"]

    def test_an_error_that_no_code_caught_is_a_complaint(self, show: Show, seen: Seen) -> None:
        show("<script>missing.call()</script>").wait_for_timeout(0)
        assert len(seen.complaints) == 1
        assert "missing is not defined" in seen.complaints[0]

    @pytest.mark.parametrize(
        "fragment",
        [
            "<img alt='' src='{}'>",
            "<link rel=stylesheet href='{}'>",
            "<script>fetch('{}').catch(() => {{}})</script>",
            "<style>main {{ background: url({}) }}</style>",
        ],
    )
    def test_a_request_that_leaves_the_machine_is_a_complaint_and_is_not_answered(
        self, show: Show, seen: Seen, fragment: str
    ) -> None:
        show(fragment.format("http://elsewhere.invalid/one.css"))
        assert "asked for http://elsewhere.invalid/one.css" in seen.complaints

    def test_an_open_socket_is_a_request(self, show: Show, seen: Seen) -> None:
        show("<script>new WebSocket('ws://elsewhere.invalid/live')</script>").wait_for_timeout(50)
        assert "asked for ws://elsewhere.invalid/live" in seen.complaints

    def test_a_host_that_only_looks_like_this_machine_is_a_stranger(
        self, show: Show, seen: Seen
    ) -> None:
        show("<img alt='' src='http://127.0.0.1.elsewhere.invalid/'>")
        assert len(seen.strangers) == 1

    def test_noise_is_excused_only_by_its_own_words(self, show: Show, seen: Seen) -> None:
        seen.excuse("^error: one", because="this test says so")
        show("<script>console.error('one'); console.error('two')</script>")
        assert [one.partition(" (")[0] for one in seen.complaints] == ["error: two"]


def test_a_quiet_page_has_nothing_to_complain_of(show: Show, seen: Seen) -> None:
    page = show(GOOD + "<script>console.log('told'); console.warn('told')</script>")
    assert page.locator(".told").inner_text() == "Ann presents."
    assert seen.complaints == []
    assert seen.others() == []


def test_a_file_opens_as_a_file(open_file: Open, seen: Seen) -> None:
    page = open_file(GOOD, "sheet.html", width=480)
    assert page.url.startswith("file:")
    assert seen.requests == [page.url]
    assert seen.others(page.url) == []
    assert seen.others("http://127.0.0.1/") == [page.url]


def test_a_page_is_as_wide_and_as_dark_as_it_was_asked_for(show: Show) -> None:
    page = show("<p style='width: 600px'>wide</p>", width=480, scheme="dark")
    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [
        480,
        True,
    ]
    assert overflow(page) > 0
    page = show(GOOD, media="print")
    assert page.evaluate("[innerWidth, matchMedia('print').matches]") == [1200, True]
    assert overflow(page) == 0


@pytest.mark.parametrize(
    ("fragment", "rule"),
    [
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "image-alt"),
        (PICTURE.format('role="img"', "currentColor"), "svg-img-alt"),
        ("<p style='color: #ccc; background: #fff'>Ann presents.</p>", "color-contrast"),
        ("<table><tr><th></th><td>1</td></tr></table>", "empty-table-header"),
        ("<button style='width: 9px; height: 9px; padding: 0'>x</button>" * 2, "target-size"),
    ],
)
def test_what_axe_core_finds_wrong_is_told(
    show: Show, violations: Violations, fragment: str, rule: str
) -> None:
    page = show(f"<h1>A page</h1><div class='part'>{fragment}</div>")
    for told in (violations(page), violations(page, ".part")):
        assert {one.partition(" ")[0] for one in told} == {rule}


def test_a_part_is_not_blamed_for_the_page_around_it(show: Show, violations: Violations) -> None:
    page = show("<h4>Too deep</h4><div class='part'><h2>Ann</h2><p>presents.</p></div>")
    assert [one.partition(" ")[0] for one in violations(page)] == ["page-has-heading-one"]
    assert violations(page, ".part") == []


def test_a_sound_page_has_no_violation(show: Show, violations: Violations) -> None:
    page = show(GOOD + PICTURE.format(NAMED, "currentColor"))
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_text_that_does_not_stand_out_is_faint_inside_a_picture_too(
    show: Show, scheme: str
) -> None:
    ink, like_paper = ("#000", "#fff") if scheme == "light" else ("#fff", "#222")
    page = show(PICTURE.format(NAMED, ink) + GOOD, scheme=scheme)
    assert faint(page, "main") == []
    page = show(PICTURE.format(NAMED, like_paper) + GOOD, scheme=scheme)
    assert [one.partition(": ")[2] for one in faint(page, "main")] == ["discuss"]
    page = show(f"<div style='background: {ink}'>{PICTURE.format(NAMED, ink)}</div>", scheme=scheme)
    assert faint(page, "main") == ["1.0 to 1: discuss"]


def test_a_screenshot_lands_where_people_look(
    show: Show, shoot: Shoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFLECTIVE_GROUPS_SHOTS", str(tmp_path / "shots"))
    page = show(GOOD)
    assert shoot(page, "page") == tmp_path / "shots" / "page.png"
    whole = shoot(page, "page").read_bytes()
    part = shoot(page, "part", ".told").read_bytes()
    assert whole.startswith(b"\x89PNG")
    assert part.startswith(b"\x89PNG")
    assert part != whole


def test_mermaid_text_is_drawn_and_what_is_no_mermaid_is_refused(mermaid: Mermaid) -> None:
    page = mermaid("flowchart LR\n  a[present] --> b[discuss]")
    assert page.locator("svg .nodeLabel").all_inner_texts() == ["present", "discuss"]
    with pytest.raises(Exception, match=r"(?s)No diagram type|Parse error"):
        mermaid("this is no diagram")
