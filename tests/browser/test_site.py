"""The site as people see it: nothing is fetched, nothing sticks out, our text is accessible."""

from __future__ import annotations

import functools
import itertools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.browser import ground
from tests.docs.building import site as built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.ground import Seen, Violations

PAGES = (
    "index",
    "how_to/index",
    "tutorials/variant",
    "reference/api/design",
    "reference/glossary",
    "reference/protocols/balint.uk_online",
    "reference/rules/RG302",
)


class Quiet(SimpleHTTPRequestHandler):
    """Hands files out and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the built site is handed out: axe-core cannot read style sheets from files."""
    handler = functools.partial(Quiet, directory=str(built(tmp_path_factory)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("place", PAGES)
def test_a_page_of_the_site_asks_for_nothing_and_its_text_is_accessible(
    place: str, page: Page, seen: Seen, address: str, violations: Violations
) -> None:
    for width, scheme in itertools.product(ground.WIDTHS, ground.SCHEMES):
        ground.stage(page, width=width, scheme=scheme, media="screen")
        page.goto(f"{address}/{place}.html")
        assert ground.overflow(page) <= 0
        assert violations(page, "article") == []
    assert [one for one in seen.requests if not one.startswith((address, "data:"))] == []
