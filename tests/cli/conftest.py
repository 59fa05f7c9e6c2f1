"""The command as a function: words in, both streams and the exit status out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from click.testing import CliRunner

from reflective_groups.cli.app import commands

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parents[2]


class Shell(Protocol):
    """Runs the command with the words given."""

    def __call__(self, *words: object, **environment: str) -> Result: ...


class Ask(Protocol):
    """Runs the command with the words given and `--json`, and reads what it says."""

    def __call__(self, *words: object, status: int = 0) -> dict[str, Any]: ...


@pytest.fixture
def examples() -> Path:
    return ROOT / "docs" / "examples"


@pytest.fixture
def shell() -> Shell:
    def run(*words: object, **environment: str) -> Result:
        plain = {"COLUMNS": "80", "NO_COLOR": "", "FORCE_COLOR": None, "TERM": "xterm"}
        return CliRunner().invoke(
            commands, [str(word) for word in words], env={**plain, **environment}
        )

    return run


@pytest.fixture
def ask(shell: Shell) -> Ask:
    def run(*words: object, status: int = 0) -> dict[str, Any]:
        result = shell(*words, "--json")
        assert result.exit_code == status, result.output
        data: dict[str, Any] = json.loads(result.stdout)
        return data

    return run
