"""The house: what may not stand in a file, what must stand in the packaging."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOLDERS = ("src", "tests", "docs", "benchmarks")
TOP = ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "Makefile", "pyproject.toml")
# Put together here, so that this file holds none of them.
FORBIDDEN = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
        ("/tm", "p/"),
        ("C:", "\\"),
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X"),
        ("pypi.", "org"),
        ("files.python", "hosted"),
        ("pro", "xy."),
        ("local", "host"),
        ("sub", "agent"),
        ("open", " issue"),
    )
)


def files() -> list[Path]:
    """Every file of the repository that people read."""
    found = [ROOT / name for name in TOP]
    for folder in FOLDERS:
        found.extend(
            path
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not {"__pycache__", "_build"} & set(path.parts)
        )
    return sorted(found)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_file_holds_a_word_that_belongs_elsewhere(word: str) -> None:
    told = [
        str(path.relative_to(ROOT))
        for path in files()
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert told == []


def test_every_file_is_plain_text_with_plain_line_ends() -> None:
    for path in files():
        text = path.read_bytes()
        text.decode("utf-8")
        assert b"\r" not in text or path.suffix in {".csv", ".ics"}, path
        assert not text or text.endswith(b"\n"), path


def test_the_licence_is_mit_everywhere() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert PROJECT["license"] == "MIT"
    assert re.search(r"^license: MIT$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)


def test_the_version_stands_in_one_place_and_no_other_contradicts_it() -> None:
    import reflective_groups

    version = PROJECT["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^version: \"?([^\"\n]+)\"?$", citation, re.MULTILINE)) <= {version}
    assert re.search(rf"^## \[?({re.escape(version)}|Unreleased)\b", changes, re.MULTILINE)
    assert reflective_groups.__version__ == version


def test_the_citation_names_what_there_is_to_cite() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for field in ("cff-version", "message", "title", "authors"):
        assert re.search(rf"^{field}:", citation, re.MULTILINE), field
    assert PROJECT["authors"][0]["name"] in citation


def test_the_core_needs_three_packages_and_no_more() -> None:
    needs = {re.split(r"[^\w-]", one)[0] for one in PROJECT["dependencies"]}
    assert needs == {"attrs", "cattrs", "pendulum"}
    assert all(">=" in one for one in PROJECT["dependencies"])
    extras = PROJECT["optional-dependencies"]
    whole = ",".join(sorted(set(extras) - {"all"}))
    assert extras["all"] == [f"reflective-groups[{whole}]"]


def test_it_runs_on_the_python_it_says() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    assert (ROOT / "src" / "reflective_groups" / "py.typed").exists()


@pytest.mark.parametrize(
    "room",
    [
        "errors",
        "sources",
        "model",
        "rules",
        "protocols",
        "planning",
        "serial",
        "simulation",
        "widget",
    ],
)
def test_every_room_is_there_and_says_what_it_is_for(room: str) -> None:
    module = importlib.import_module(f"reflective_groups.{room}")
    assert module.__doc__
    assert module.__doc__.partition("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_module_starts_with_what_it_is_for_and_none_is_empty(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 1_100, "a module this long is two modules"


def test_there_is_no_room_for_odds_and_ends() -> None:
    names = {path.stem for path in (ROOT / "src").rglob("*")}
    assert not names & {"utils", "util", "core", "common", "helpers", "misc"}
