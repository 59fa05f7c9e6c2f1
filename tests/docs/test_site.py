"""The site builds without a warning, leads nowhere that is not there, and leaves nothing out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

import reflective_groups as rg
from docs.machinery import api_pages, protocol_pages
from reflective_groups.sources.bibliography import BIBLIOGRAPHY
from tests.docs.building import ROOT
from tests.docs.building import site as built

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOADED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "image": "href",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}
"""What a page loads by itself, and which attribute says from where."""
AWAY = re.compile(r"(https?:)?//")
FETCHED = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^)'\"]*)")


class Reader(HTMLParser):
    """What a page is made of, as far as links go."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.anchors.update(told[name] for name in ("id", "name") if name in told)
        self.links.extend(told[name] for name in ("href", "src", "data") if name in told)
        self.loaded.extend(
            told[name] for one, name in LOADED.items() if one == tag and name in told
        )
        self.loaded.extend(FETCHED.findall(told.get("style", "")))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, Reader]:
    found: dict[str, Reader] = {}
    for path in site.rglob("*.html"):
        found[path.relative_to(site).as_posix()] = reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
    return found


def targets(place: str, reader: Reader, site: Path) -> Iterator[tuple[str, str, str]]:
    """Each link that stays in the site: as written, the file it names, and the place in it."""
    for link in reader.links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc and link not in {"", "#"}:
            path = (site / place).parent / unquote(parts.path) if parts.path else site / place
            yield link, path.resolve().relative_to(site.resolve()).as_posix(), parts.fragment


def test_no_link_inside_the_site_is_dead(site: Path, pages: Mapping[str, Reader]) -> None:
    dead: list[str] = []
    for place, reader in pages.items():
        for link, path, fragment in targets(place, reader, site):
            if not (site / path).is_file():
                dead.append(f"{place} -> {link}")
            elif fragment and path in pages and unquote(fragment) not in pages[path].anchors:
                dead.append(f"{place} -> {link} (no such place)")
    assert dead == []


def test_nothing_is_loaded_from_another_host(site: Path, pages: Mapping[str, Reader]) -> None:
    away = [
        f"{place}: {one}"
        for place, reader in pages.items()
        for one in reader.loaded
        if AWAY.match(one)
    ]
    for sheet in site.rglob("*.css"):
        found = FETCHED.findall(sheet.read_text(encoding="utf-8"))
        away.extend(f"{sheet.relative_to(site)}: {one}" for one in found)
    assert away == []


def test_the_readme_is_the_first_page(pages: Mapping[str, Reader]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = " ".join(" ".join(pages["index.html"].text).split())
    headings = re.findall(r"^#+ (.*)$", readme, re.MULTILINE)
    assert len(headings) > 8
    assert [one for one in headings if one not in told] == []
    for part in ("tutorials", "how_to", "explanation", "reference"):
        assert f"{part}/index.html" in pages["index.html"].links


def test_every_rule_and_every_protocol_has_its_page(pages: Mapping[str, Reader]) -> None:
    for rule in rg.RULES:
        told = " ".join(" ".join(pages[f"reference/rules/{rule.code}.html"].text).split())
        assert rule.name in told
        assert f"{rule.code} {rule.severity} at" in told, "what is found in its failing example"
        assert f"rules/{rule.code}.html" in pages["reference/rules.html"].links
    assert len(protocol_pages.catalogue()) >= 40
    for key, protocol in protocol_pages.catalogue().items():
        page = pages[f"reference/protocols/{key}.html"]
        told = " ".join("".join(page.text).split())
        assert protocol.title in told
        assert all(path.partition("/")[2] or path in told for path, _ in protocol.phases)
        assert f"../../_images/{key}.svg" in page.links
        for source in protocol.sources:
            assert f"../bibliography.html#source-{source.key.lower()}" in page.links
        assert f"protocols/{key}.html" in pages["reference/protocols.html"].links


def test_every_source_is_in_the_bibliography(pages: Mapping[str, Reader]) -> None:
    anchors = pages["reference/bibliography.html"].anchors
    assert {f"source-{key.lower()}" for key in BIBLIOGRAPHY} <= anchors


def test_every_public_name_is_described_on_one_page(pages: Mapping[str, Reader]) -> None:
    anchors = [
        anchor
        for place, reader in pages.items()
        if place.startswith("reference/")
        for anchor in reader.anchors
    ]
    for name in api_pages.public():
        assert anchors.count(f"reflective_groups.{name}") == 1, name


def test_every_schema_can_be_downloaded(site: Path, pages: Mapping[str, Reader]) -> None:
    found = {path.name: path for path in site.rglob("*.schema.json")}
    assert set(found) == {
        f"{one}.schema.json"
        for one in ("protocol", "meeting", "series", "report", "repair", "agenda")
    }
    links = [
        path
        for _, path, _ in targets("reference/schema.html", pages["reference/schema.html"], site)
    ]
    assert {path.relative_to(site).as_posix() for path in found.values()} <= set(links)


def test_every_error_is_explained(pages: Mapping[str, Reader]) -> None:
    from reflective_groups import errors

    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    names = [
        name for name, one in vars(errors).items() if isinstance(one, type) and one is not object
    ]
    raised = [
        name for name in names if issubclass(getattr(errors, name), errors.ReflectiveGroupsError)
    ]
    assert len(raised) >= 8
    for name in raised:
        assert f"## {name}\n" in page or name == "ReflectiveGroupsError", name
        assert f"reflective_groups.{name}" in pages["reference/errors.html"].anchors


@pytest.mark.parametrize(
    "page", ["tutorials/first_protocol", "tutorials/variant", "tutorials/series"]
)
def test_a_tutorial_shows_what_came_out(page: str, site: Path) -> None:
    text = (site / f"{page}.html").read_text(encoding="utf-8")
    assert text.count("cell_output") >= 8
    assert 'class="rg-scene' in text
    assert "Traceback" not in text
