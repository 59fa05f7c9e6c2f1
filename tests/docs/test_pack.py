"""The pack that a page shows, found where it is installed and only there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PACK = Path(__file__).parents[2] / "docs" / "examples" / "pack"
PROJECT: dict[str, Any] = tomllib.loads((PACK / "pyproject.toml").read_text("utf-8"))["project"]
LATE = """
import pendulum
import reflective_groups as rg

meeting = rg.Meeting(
    protocol=rg.CATALOGUE["thursday.usual"],
    group=rg.Group(members=("Ann", "Ben", "Cem", "Dot", "Eva")),
    start=pendulum.datetime(2026, 12, 3, 20, 30, tz="Europe/London"),
    slot=rg.minutes(60),
)
"""


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., str]:
    """What a program prints that runs where the pack is installed, as an installer leaves it."""
    site = tmp_path / "site"
    shutil.copytree(PACK / "src", site, ignore=shutil.ignore_patterns("__pycache__"))
    told = site / f"{PROJECT['name'].replace('-', '_')}-{PROJECT['version']}.dist-info"
    told.mkdir()
    told.joinpath("METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {PROJECT['name']}\nVersion: {PROJECT['version']}\n", "utf-8"
    )
    groups = PROJECT["entry-points"].items()
    told.joinpath("entry_points.txt").write_text(
        "\n".join(
            f"[{group}]\n" + "\n".join(f"{name} = {value}" for name, value in entries.items())
            for group, entries in groups
        ),
        "utf-8",
    )

    def run(program: str, *, installed: bool = True) -> str:
        env = {**os.environ, "PYTHONPATH": str(site) if installed else ""}
        command = (sys.executable, "-W", "error", "-c", program)
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 -- our own program
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_its_protocols_are_in_the_catalogue_where_it_is_installed(
    said: Callable[..., str],
) -> None:
    asked = (
        "import reflective_groups as rg; print(*(key for key in rg.CATALOGUE if 'thursday' in key))"
    )
    assert said(asked) == "thursday.two_stories thursday.usual"
    assert said(asked, installed=False) == ""


def test_its_protocols_are_found_among_the_others(said: Callable[..., str]) -> None:
    asked = "import reflective_groups as rg; print(*rg.find(size=7, family='thursday').keys)"
    assert said(asked) == "thursday.two_stories thursday.usual"


def test_its_rule_is_asked_without_being_handed_over(said: Callable[..., str]) -> None:
    assert "THURSDAY01" in said(f"{LATE}\nprint(rg.check(meeting).codes)")
    assert said("import reflective_groups as rg; print(rg.explain('THURSDAY01').name)") == (
        "thursday-doors"
    )


def test_a_document_may_name_its_protocols_by_their_keys(said: Callable[..., str]) -> None:
    program = f"""{LATE}
import json
told = json.loads(rg.dumps(meeting)) | {{"protocol": "thursday.usual"}}
print(rg.loads(json.dumps(told), as_=rg.Meeting) == meeting)
"""
    assert said(program) == "True"


def test_it_needs_the_library_and_pins_nothing() -> None:
    assert PROJECT["dependencies"] == ["reflective-groups>=0.1"]
