"""The transcripts in docs/reference/command_line.md say what the command says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reflective_groups.cli.app import commands

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "command_line.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PLACES = ("docs", "src")
"""What a transcript may find in the folder it is run in."""


def commands_of(block: str) -> list[tuple[str, str]]:
    """Each line after a prompt, with what is said to follow."""
    told = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert told[0] == ""
    return list(zip(told[1::2], told[2::2], strict=True))


def pattern_of(expected: str) -> str:
    """What is expected, where `...` alone is any lines and `...` in a line is anything in it."""
    lines = (
        r"(?:.*\n)*?"
        if line == "..."
        else re.escape(line).replace(r"\.\.\.", r"(?:.|\n)*?") + r"\n"
        for line in expected.splitlines()
    )
    return "".join(lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in PLACES:
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.skipif(shutil.which("sh") is None, reason="the transcripts are of a shell")
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("\n")[0][2:50])
def test_transcript(block: str, folder: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    for words, expected in commands_of(block):
        done = subprocess.run(  # noqa: S602 -- words of our own page, as somebody would type them
            words,
            shell=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, "PATH": path, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
            check=False,
        )
        assert re.fullmatch(pattern_of(expected), done.stdout), f"{words}\n{done.stdout}"


def test_every_command_is_on_the_page() -> None:
    run = {words.split()[1] for block in BLOCKS for words, _ in commands_of(block)}
    assert set(commands.commands) - {"schema"} <= run  # the last part of the page has that one
