"""One browser for all the tests of this folder, a new window for each, and what looks into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.ground import Media, Mermaid, Open, Scheme, Seen, Shoot, Show, Violations


# Not for the whole session: while Playwright is there, no other test can run an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without a screen."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not there")
    path = ground.chromium()
    if path is None:
        pytest.skip("Chromium is not there; `make test` installs it where it can")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ground.flags())
        yield running
        running.close()


@pytest.fixture
def seen() -> Seen:
    """What the page of this test complained of and asked for."""
    return ground.Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen) -> Iterator[Page]:
    """A new window, 1200 pixels wide; what it complains of fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    seen.watch(context)
    yield context.new_page()
    context.close()
    assert seen.complaints == []


@pytest.fixture
def show(page: Page) -> Show:
    """Shows HTML or SVG in a bare page."""

    def into(
        fragment: str, *, width: int = 1200, scheme: Scheme = "light", media: Media = "screen"
    ) -> Page:
        return ground.put(ground.stage(page, width=width, scheme=scheme, media=media), fragment)

    return into


@pytest.fixture
def open_file(page: Page, tmp_path: Path) -> Open:
    """Opens text as a file."""

    def from_disk(
        text: str,
        name: str,
        *,
        width: int = 1200,
        scheme: Scheme = "light",
        media: Media = "screen",
    ) -> Page:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        ground.stage(page, width=width, scheme=scheme, media=media).goto(path.as_uri())
        return page

    return from_disk


@pytest.fixture
def shoot(tmp_path: Path) -> Shoot:
    """Saves pictures of pages."""

    def to_file(page: Page, name: str, selector: str | None = None) -> Path:
        path = ground.shots(tmp_path) / f"{name}.png"
        if selector is None:
            page.screenshot(path=path, full_page=True)
        else:
            page.locator(selector).first.screenshot(path=path)
        return path

    return to_file


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    return _from_npm("axe-core", "axe.min.js")


@pytest.fixture
def violations(axe: str) -> Violations:
    """Asks axe-core about a page."""

    def found(page: Page, selector: str | None = None) -> list[str]:
        page.evaluate(axe)
        asked = "([part, options]) => axe.run(part ? {include: [[part]]} : document, options)"
        options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
        return list(ground.told(page.evaluate(asked, [selector, options])))

    return found


@pytest.fixture
def mermaid(show: Show) -> Mermaid:
    """Draws Mermaid text."""
    script = _from_npm("mermaid", "dist", "mermaid.min.js")

    def drawn(text: str, *, width: int = 1200, scheme: Scheme = "light") -> Page:
        page = show("", width=width, scheme=scheme)
        page.add_script_tag(content=script)
        page.evaluate(
            """async ([text, theme]) => {
                mermaid.initialize({startOnLoad: false, securityLevel: "strict", theme});
                const {svg} = await mermaid.render("drawn", text);
                document.querySelector("main").innerHTML = svg;
            }""",
            [text, "dark" if scheme == "dark" else "default"],
        )
        return page

    return drawn


def _from_npm(*parts: str) -> str:
    path = ground.INSTALLED.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"{parts[0]} is not there; `make test` installs it where npm is")
    return path.read_text(encoding="utf-8")
