"""What the browser tests stand on: a page that is watched, and ways to look at it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

Scheme = Literal["light", "dark"]
Media = Literal["screen", "print"]

INSTALLED = Path(sys.prefix) / "browser" / "node_modules"
"""Where `make test` puts what comes from npm."""
WIDTHS = (480, 1200)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

_HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1(:\d+)?(/|$)|(file|data|blob|about|chrome-error):")
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",  # a screenshot shows the page, whatever the desktop
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # no name is ever looked up
)
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A bare page</title>'
    "<style>:root{color-scheme:light dark}body{margin:16px;font-family:sans-serif}</style>"
    "</head><body><main></main></body></html>"
)


class Show(Protocol):
    """Puts HTML or SVG into the `main` of a bare page, and gives the page."""

    def __call__(
        self, fragment: str, *, width: int = 1200, scheme: Scheme = "light", media: Media = "screen"
    ) -> Page: ...


class Open(Protocol):
    """Writes text to a file of this name and opens the file, as somebody who was sent it does."""

    def __call__(
        self,
        text: str,
        name: str,
        *,
        width: int = 1200,
        scheme: Scheme = "light",
        media: Media = "screen",
    ) -> Page: ...


class Shoot(Protocol):
    """Saves a picture of the whole page, or of one element, and gives the file.

    It goes to the folder that REFLECTIVE_GROUPS_SHOTS names, for people who want to look.
    """

    def __call__(self, page: Page, name: str, selector: str | None = None) -> Path: ...


class Violations(Protocol):
    """What axe-core finds wrong in the page, or in the part that the selector names.

    Every rule runs that is not an experiment: WCAG 2.2 A and AA, and best practices. Rules about
    a page as a whole (its title, its landmarks) run only without a selector. axe-core waits by
    the page's own clock: look before a fake clock is stopped.
    """

    def __call__(self, page: Page, selector: str | None = None) -> list[str]: ...


class Mermaid(Protocol):
    """Draws Mermaid text as sites do that show it in Markdown, and gives the page."""

    def __call__(self, text: str, *, width: int = 1200, scheme: Scheme = "light") -> Page: ...


@attrs.define(slots=False)  # Playwright writes a mark into whoever listens
class Seen:
    """Everything that a browser context complained of or asked for.

    Each test's page is watched from its start; what is left in `complaints` at the end of the
    test fails it. `excuse` noise only where it is not ours, and say why.
    """

    noise: list[str] = attrs.field(factory=list)
    """Errors on the console, and errors that no code caught."""
    requests: list[str] = attrs.field(factory=list)
    """The address of each request and socket, in order."""
    _excused: list[re.Pattern[str]] = attrs.field(factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Listen to a context and all its pages from now on."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.noise.append(f"uncaught: {error.error}"))
        context.on("request", self._request)
        context.on("page", self._page)

    def excuse(self, pattern: str, *, because: str) -> None:
        """Leave out noise in which the pattern is found, for a reason worth reading."""
        assert because
        self._excused.append(re.compile(pattern))

    def clear(self) -> None:
        """Forget what was seen so far, as a test does that meant to provoke it."""
        self.noise.clear()
        self.requests.clear()

    @property
    def strangers(self) -> list[str]:
        """Requests that left for anything but a file or this machine."""
        return [one for one in self.requests if not _HERE.match(one)]

    @property
    def complaints(self) -> list[str]:
        """What fails a test: noise without an excuse, and strangers."""
        return [
            *(one for one in self.noise if not any(ok.search(one) for ok in self._excused)),
            *(f"asked for {one}" for one in self.strangers),
        ]

    def others(self, *allowed: str) -> list[str]:
        """Requests for anything that starts with none of these, data inside the page aside."""
        known = (*allowed, "data:", "blob:", "about:")
        return [one for one in self.requests if not one.startswith(known)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "assert"}:
            where = message.location.get("url", "")
            self.noise.append(f"{message.type}: {message.text} ({where})")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))


def chromium() -> str | None:
    """The browser that is installed, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def flags() -> list[str]:
    """How the browser is started: without a word to anybody outside."""
    return list(_FLAGS)


def stage(page: Page, *, width: int, scheme: Scheme, media: Media) -> Page:
    """The page as somebody has it before them: so wide, light or dark, on a screen or printed."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, media=media)
    return page


def put(page: Page, fragment: str) -> Page:
    """A bare page with the fragment in its `main`, scripts and all."""
    before, after = _PAGE.split("</main>")
    page.set_content(f"{before}{fragment}</main>{after}")
    return page


def shots(otherwise: Path) -> Path:
    """The folder that screenshots go to."""
    named = os.environ.get("REFLECTIVE_GROUPS_SHOTS")
    folder = Path(named) if named else otherwise
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def told(results: dict[str, Any]) -> Iterator[str]:
    """What axe-core found, one line for each element."""
    for found in results["violations"]:
        for node in found["nodes"]:
            where = " ".join(map(str, node["target"]))
            why = "; ".join(
                check["message"] for kind in ("any", "all", "none") for check in node[kind]
            )
            yield f"{found['id']} at {where}: {why}: {node['html'][:200]}"


_FAINT = """
([selector, least]) => {
  const colour = (told) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = told;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((one, i) => one * a + under[i] * (1 - a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const below = [];
    for (let one = element; one; one = one.parentElement) {
      const found = colour(getComputedStyle(one).backgroundColor);
      if (found[3] > 0) below.unshift(found);
      if (found[3] === 1) break;
    }
    const asked = getComputedStyle(document.documentElement).colorScheme;
    const night = matchMedia("(prefers-color-scheme: dark)").matches && asked.includes("dark");
    return below.reduce((under, one) => over(one, under), Array(3).fill(night ? 18 : 255));
  };
  const seen = (element) => {
    let much = 1;
    for (let one = element; one; one = one.parentElement) {
      much *= Number(getComputedStyle(one).opacity);
    }
    return much;
  };
  const faint = [];
  for (const part of document.querySelectorAll(selector)) {
    for (const element of [part, ...part.querySelectorAll("*")]) {
      const text = [...element.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE)
        .map((one) => one.data.trim()).join(" ").trim();
      const unseen = element.closest("title, desc, style, script, defs");
      if (!text || unseen || !element.getClientRects().length) continue;
      const style = getComputedStyle(element);
      const ink = colour(element instanceof SVGElement ? style.fill : style.color);
      ink[3] *= seen(element) * (element instanceof SVGElement ? Number(style.fillOpacity) : 1);
      const under = ground(element);
      const [dark, bright] = [light(over(ink, under)), light(under)].sort((a, b) => a - b);
      const ratio = (bright + 0.05) / (dark + 0.05);
      if (ratio < least) faint.push(`${ratio.toFixed(1)} to 1: ${text.slice(0, 60)}`);
    }
  }
  return faint;
}
"""


def faint(page: Page, selector: str, least: float = 4.5) -> list[str]:
    """Texts, in HTML and in SVG, that do not stand out from their ground.

    axe-core judges no text inside a picture, so this does. The ground is that of the elements
    around; what else is drawn underneath is not seen.
    """
    found: list[str] = page.evaluate(_FAINT, [selector, least])
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide
