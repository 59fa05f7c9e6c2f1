"""handout: a page of a plan, in a file or on the standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reflective_groups as rg
from reflective_groups.planning import Reader, handout, plan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ask, Shell


def test_it_writes_the_page_of_the_plan(shell: Shell, examples: Path, tmp_path: Path) -> None:
    meeting, page = examples / "school.toml", tmp_path / "sheet.html"
    agenda = plan(rg.load_meeting(meeting))
    result = shell("handout", meeting, "--out", page)
    assert result.exit_code == 0, result.output
    assert "A page for the facilitator in" in result.stdout
    assert page.read_bytes() == handout(agenda).encode()
    result = shell("handout", meeting, "--participants", "--no-names", "-o", page)
    assert "A page for participants in" in result.stdout
    expected = handout(agenda, reader=Reader.PARTICIPANT, names=False)
    assert page.read_bytes() == expected.encode()


def test_without_a_file_it_is_printed(shell: Shell, examples: Path) -> None:
    meeting = examples / "school.toml"
    text = handout(plan(rg.load_meeting(meeting)))
    assert shell("handout", meeting).stdout_bytes == text.encode()
    assert shell("handout", meeting, "--out", "-").stdout_bytes == text.encode()


def test_for_programs_it_is_a_document(ask: Ask, examples: Path, tmp_path: Path) -> None:
    meeting, page = examples / "school.toml", tmp_path / "sheet.html"
    told = ask("handout", meeting, "--participants")
    assert told["format"] == "reflective_groups.handout"
    assert told["reader"] == "participant"
    assert told["text"].startswith("<!DOCTYPE html>")
    assert ask("handout", meeting, "--out", page)["output"] == str(page)


def test_a_meeting_with_errors_gives_a_page_and_says_so(
    shell: Shell, examples: Path, tmp_path: Path
) -> None:
    page = tmp_path / "sheet.html"
    result = shell("handout", examples / "monday.toml", "--out", page)
    assert result.exit_code == 0
    assert "this meeting has 1 error" in " ".join(result.stdout.split())
    assert page.exists()


def test_what_is_unusable_is_refused_in_a_sentence(
    shell: Shell, examples: Path, tmp_path: Path
) -> None:
    school = examples / "school.toml"
    copy = tmp_path / "copy.toml"
    copy.write_bytes(school.read_bytes())
    for words, told in (
        (("balint.school",), "is a protocol, and a plan is made for a meeting"),
        ((copy, "--out", copy), "is the file to be read"),
        ((school, "--out", tmp_path), "cannot be written"),
        ((school, "--out", tmp_path / "no" / "page.html"), "cannot be written"),
        ((school, "--out", "a\0b"), "cannot be written"),
    ):
        result = shell("handout", *words)
        assert result.exit_code == 2, result.output
        assert told in " ".join(result.stderr.split())
    assert copy.read_bytes() == school.read_bytes()


def test_a_meeting_that_cannot_be_planned_ends_with_1(
    shell: Shell, examples: Path, tmp_path: Path
) -> None:
    short = tmp_path / "short.toml"
    text = (examples / "school.toml").read_text(encoding="utf-8")
    short.write_text(text.replace('slot = "1 h"', 'slot = "20 min"'), encoding="utf-8")
    page = tmp_path / "sheet.html"
    result = shell("handout", short, "--out", page)
    assert result.exit_code == 1
    assert "No plan" in result.stderr
    assert not page.exists()
