"""Terminals, pipes and everything that can end a program early."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import warnings
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from reflective_groups.cli import main, screen
from reflective_groups.cli.app import commands

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

COMMAND = [
    sys.executable,
    "-c",
    "import sys; from reflective_groups.cli import main; sys.exit(main())",
]
EVERY = (
    ("list",),
    ("show", "balint.uk_online", "--all"),
    ("check", "docs/examples/monday.toml"),
    ("plan", "docs/examples/monday.toml"),
    ("fit", "docs/examples/triads.toml"),
    ("fit", "balint.series", "--slot", "20"),
    ("series", "docs/series/uk.toml"),
    ("series", "docs/series/veritas.toml"),
    ("series", "docs/series/cannot_two_school_cases.toml"),
    ("check", "docs/series/cannot_two_school_cases.toml"),
    ("rotate", "20", "--rounds", "3"),
    ("explain",),
    ("explain", "RG302"),
    ("find", "--size", "7", "--untrained"),
    ("diff", "balint.school", "balint.uk_online"),
    ("schema",),
    ("schema", "meeting"),
)
HERE = {
    name: text for name, text in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}
} | {"COLUMNS": "80"}


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 -- our own command with words of our own
        [*COMMAND, *words], capture_output=True, env={**HERE, **environment}, check=False
    )


class TestProcess:
    @pytest.mark.parametrize(
        ("words", "status"),
        [
            (("check", "docs/examples/monday.toml"), 1),
            (("check", "docs/examples/monday_repaired.toml"), 0),
            (("plan", "docs/examples/monday.toml"), 0),
            (("check", "no_such_file.toml"), 2),
            (("chek",), 2),
            (("--version",), 0),
            ((), 0),
        ],
    )
    def test_exit_status(self, words: tuple[str, ...], status: int) -> None:
        done = run(*words)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stdout

    def test_a_missing_extra_is_one_sentence(self) -> None:
        for name in ("click", "rich"):
            program = (
                f"import sys; sys.modules[{name!r}] = None; "
                "from reflective_groups.cli import main; sys.exit(main())"
            )
            done = subprocess.run(  # noqa: S603 -- our own program
                [sys.executable, "-c", program, "list"], capture_output=True, text=True, check=False
            )
            assert done.returncode == 2
            assert done.stdout == ""
            assert done.stderr.count("\n") == 1
            assert "the extra named cli" in done.stderr

    def test_nothing_is_imported_before_it_is_needed(self) -> None:
        program = (
            "import sys, reflective_groups.cli; "
            "sys.exit(bool({'click', 'rich'} & set(sys.modules)))"
        )
        subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 -- our own program

    def test_help_costs_nothing_heavy(self) -> None:
        program = (
            "import sys; from reflective_groups.cli import main; main(['--help']); "
            "sys.exit(repr({'icalendar', 'numpy', 'ortools', 'pendulum', 'rich.progress'} "
            "& set(sys.modules)))"
        )
        done = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        assert done.stderr.strip() == "set()"

    @pytest.mark.skipif(os.name == "nt", reason="pipes end in another way there")
    def test_a_reader_who_leaves(self) -> None:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            [*COMMAND, "schema", "meeting"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=HERE,
        )
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait() == 141
        assert process.stderr.read() == b""
        process.stderr.close()

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")  # noqa: PTH110 -- a device, not a path of ours
    def test_a_full_disk(self) -> None:
        with open("/dev/full", "wb") as full:  # noqa: PTH123 -- as above
            done = subprocess.run(  # noqa: S603 -- our own command
                [*COMMAND, "list"], stdout=full, stderr=subprocess.PIPE, env=HERE, check=False
            )
        assert done.returncode == 2
        assert done.stderr == b"Error: the answer cannot be written: No space left on device.\n"

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp437"])
    def test_any_encoding(self, encoding: str) -> None:
        for words in EVERY:
            done = run(*words, PYTHONIOENCODING=encoding)
            assert done.returncode in {0, 1}
            done.stdout.decode(encoding)
            assert b"Traceback" not in done.stderr

    def test_json_is_whole_in_any_encoding(self) -> None:
        words = ("show", "relatives.reflecting_team", "--json")
        told = {run(*words, PYTHONIOENCODING=name).stdout.isascii() for name in ("ascii", "cp437")}
        assert told == {True}


class TestLooks:
    @pytest.mark.parametrize("words", EVERY, ids=" ".join)
    @pytest.mark.parametrize("columns", [80, 100, 200])
    def test_no_line_is_wider_than_the_window(
        self, shell: Shell, words: tuple[str, ...], columns: int
    ) -> None:
        result = shell(*words, COLUMNS=str(columns))
        assert result.exit_code in {0, 1}
        if words != ("schema", "meeting"):
            assert max(map(len, result.output.splitlines())) <= min(columns, screen.WIDEST)

    @pytest.mark.parametrize("columns", ["1", "0", "20", "nonsense"])
    def test_odd_windows(self, shell: Shell, columns: str) -> None:
        for words in EVERY:
            assert shell(*words, COLUMNS=columns).exit_code in {0, 1}

    def test_colours_only_where_they_are_wanted(self, shell: Shell) -> None:
        words = ("check", "docs/examples/monday.toml")
        plain = shell(*words).stdout
        coloured = shell(*words, FORCE_COLOR="1").stdout
        assert "\x1b[" not in plain
        assert "\x1b[" in coloured
        assert shell(*words, FORCE_COLOR="1", NO_COLOR="1").stdout == plain

    def test_colour_is_never_the_only_sign(self, shell: Shell) -> None:
        for words in EVERY:
            told = shell(*words, FORCE_COLOR="1").output
            bare = re.sub(r"\x1b\[[0-9;]*m", "", told)
            assert [line.rstrip() for line in bare.splitlines()] == shell(
                *words
            ).output.splitlines()

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Ann", "Ann"),
            ("Zoë × 2", "Zoë × 2"),
            ("a\x1b[31mb", "a\\x1b[31mb"),
            ("a\u202eb", "a\\u202eb"),
            ("two\nlines", "two\nlines"),
            ("a\u00a0b", "a b"),
            ("a\u200db", "a\u200db"),
        ],
    )
    def test_what_is_harmless(self, text: str, shown: str) -> None:
        assert screen.safe(text) == shown


class TestHelp:
    def test_version(self, shell: Shell) -> None:
        assert shell("--version").stdout == f"reflective-groups {version('reflective-groups')}\n"

    def test_no_words_are_a_call_for_help(self, shell: Shell) -> None:
        result = shell()
        assert result.exit_code == 0
        assert result.stdout == shell("--help").stdout
        for name in commands.commands:
            assert f"\n  {name}" in result.stdout

    @pytest.mark.parametrize("name", commands.commands)
    def test_each_command_has_help_and_json(self, shell: Shell, name: str) -> None:
        result = shell(name, "-h")
        assert result.exit_code == 0
        assert "--json" in result.stdout


class Broken(io.StringIO):
    """A stream that fails when it is written to."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def write(self, text: str) -> int:
        if text:
            raise self._error
        return 0


class TestEndings:
    """The same endings without a process of their own."""

    def raising(self, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
        def fail(word: str) -> None:
            del word
            raise error

        monkeypatch.setattr("reflective_groups.cli.inputs.subject", fail)

    def test_an_interruption(self, monkeypatch: pytest.MonkeyPatch, shell: Shell) -> None:
        self.raising(monkeypatch, KeyboardInterrupt())
        result = shell("check", "x.toml")
        assert result.exit_code == 130
        assert result.stdout == ""
        assert result.stderr.strip() == "Interrupted."

    @pytest.mark.parametrize(
        ("error", "status"),
        [
            (BrokenPipeError(), 141),
            (OSError(28, "No space left on device"), 2),
            (KeyboardInterrupt(), 130),
        ],
    )
    def test_an_answer_that_cannot_be_given(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        error: BaseException,
        status: int,
    ) -> None:
        monkeypatch.setattr(sys, "stdout", Broken(error))
        assert main(["list"]) == status
        assert "Traceback" not in capsys.readouterr().err

    def test_a_fault_of_our_own_says_so(
        self, monkeypatch: pytest.MonkeyPatch, shell: Shell
    ) -> None:
        self.raising(monkeypatch, RuntimeError("a wheel came off"))
        result = shell("check", "x.toml")
        assert result.exit_code == 70
        told = " ".join(result.stderr.split())
        assert "fault of the library" in told
        assert "RuntimeError: a wheel came off" in told
        assert "Traceback" not in told
        assert "Traceback" in shell("check", "x.toml", REFLECTIVE_GROUPS_DEBUG="1").stderr

    def test_an_error_of_the_library_is_told_in_its_words(
        self, monkeypatch: pytest.MonkeyPatch, shell: Shell
    ) -> None:
        from reflective_groups import PathError

        self.raising(monkeypatch, PathError("no part 'x'"))
        result = shell("check", "x.toml")
        assert result.exit_code == 2
        assert result.stderr == "Error: no part 'x'.\n"

    @pytest.mark.filterwarnings("default")
    def test_a_broken_pack_is_a_note(self, monkeypatch: pytest.MonkeyPatch, shell: Shell) -> None:
        from reflective_groups.protocols import CATALOGUE

        def warn(word: str) -> object:
            warnings.warn("the pack 'x' is left out", stacklevel=1)
            return CATALOGUE[word]

        monkeypatch.setattr("reflective_groups.cli.inputs.subject", warn)
        result = shell("check", "triad.peer")
        assert result.exit_code == 0
        assert result.stderr == "Note: the pack 'x' is left out\n"

    def test_another_missing_module_is_not_mistaken_for_the_extra(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "reflective_groups.cli.app", None)
        with pytest.raises(ModuleNotFoundError):
            main([])

    def test_the_extra_is_asked_for(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delitem(sys.modules, "reflective_groups.cli.app")
        monkeypatch.setitem(sys.modules, "click", None)
        assert main([]) == 2
        assert "the extra named cli" in capsys.readouterr().err

    def test_the_words_of_the_shell(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["reflective-groups", "schema", "nothing"])
        assert main() == 2
        assert "There is no document" in capsys.readouterr().err


def test_a_long_path_is_no_trouble(shell: Shell, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 200) / ("y" * 200 + ".toml")
    assert shell("check", deep).exit_code == 2
