"""Whatever is typed: one clear paragraph, the right exit status, and never a traceback."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.cli import main
from reflective_groups.cli.app import commands

if TYPE_CHECKING:
    from click.testing import Result

    from tests.cli.conftest import Shell

READERS = ("check", "plan", "show", "fit", "series", "calendar")


def words_of(text: str) -> str:
    return " ".join(text.split())


def refused(result: Result) -> str:
    """What is said of unusable input."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("Error:")
    assert "Traceback" not in result.output
    assert "fault of the library" not in words_of(result.output)
    return words_of(result.stderr)


@pytest.mark.parametrize("command", READERS)
class TestFiles:
    def test_one_that_is_not_there(self, shell: Shell, tmp_path: Path, command: str) -> None:
        (tmp_path / "monday.toml").touch()
        (tmp_path / "monday.secret").touch()
        told = refused(shell(command, tmp_path / "mondey.toml"))
        assert told.endswith("mondey.toml; did you mean monday.toml?")

    def test_in_a_folder_that_is_not_there(
        self, shell: Shell, tmp_path: Path, command: str
    ) -> None:
        assert "There is no file" in refused(shell(command, tmp_path / "no" / "file.toml"))

    def test_a_directory(self, shell: Shell, tmp_path: Path, command: str) -> None:
        assert "is a directory" in refused(shell(command, tmp_path))

    def test_one_of_another_kind(self, shell: Shell, tmp_path: Path, command: str) -> None:
        file = tmp_path / "monday.yaml"
        file.write_text("protocol: balint.uk", encoding="utf-8")
        assert "must be a .toml or .json file" in refused(shell(command, file))

    @pytest.mark.parametrize("suffix", [".toml", ".json"])
    def test_binary(self, shell: Shell, tmp_path: Path, command: str, suffix: str) -> None:
        file = tmp_path / f"x{suffix}"
        file.write_bytes(bytes(range(256)))
        assert "cannot be used: 1 problem." in refused(shell(command, file))

    @pytest.mark.parametrize(
        ("suffix", "text"),
        [
            (".toml", ""),
            (".json", ""),
            (".json", "[" * 10_000),
            (".json", "null"),
            (".json", '"balint.uk"'),
            (".toml", "protocol = "),
            (".toml", 'protocol = "balint.ukk"'),
            (".json", '{"session": 3}'),
            (".json", '{"format": "reflective_groups.protocol"}'),
            (".json", '{"format": "reflective_groups.report"}'),
            (".json", '{"format_version": 99}'),
        ],
    )
    def test_malformed(
        self, shell: Shell, tmp_path: Path, command: str, suffix: str, text: str
    ) -> None:
        file = tmp_path / f"x{suffix}"
        file.write_text(text, encoding="utf-8")
        assert "cannot be used" in refused(shell(command, file))

    def test_one_that_may_not_be_read(
        self, shell: Shell, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "x.toml"
        file.touch()

        def no(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))

        monkeypatch.setattr(Path, "open", no)
        assert "cannot be read: Permission denied." in refused(shell(command, file))

    @pytest.mark.parametrize("word", ["", " ", "a\0b", "x" * 5_000, "\udcff.toml", "..", "~"])
    def test_words_that_are_nothing(self, shell: Shell, command: str, word: str) -> None:
        refused(shell(command, word))


class TestDocuments:
    def test_every_problem_comes_with_its_path(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "x.toml"
        file.write_text(
            'protocol = "balint.uk_onlin"\nstart = 2026-11-30T18:30:00\nzone = "Europe/Londn"\n'
            'slot = "ninety"\n[group]\nmembers = ["Ann", 3]\nleader = []\n',
            encoding="utf-8",
        )
        result = shell("check", file)
        told = refused(result)
        assert "cannot be used: 5 problems." in told
        for path in ("zone:", "protocol:", "slot:", "group.members[1]:", "group.leader:"):
            assert f"  {path}" in result.stderr
        assert "did you mean balint.uk_online" in told

    def test_in_json_too(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "x.json"
        file.write_text('{"members": 2}', encoding="utf-8")
        result = shell("check", file, "--json")
        assert result.exit_code == 2
        data = json.loads(result.stdout)
        assert data["format"] == "reflective_groups.error"
        assert data["kind"] == "document"
        with pytest.raises(rg.DocumentError) as error:
            rg.load_meeting(file)
        assert [(one["path"], one["message"]) for one in data["problems"]] == list(
            error.value.problems
        )
        assert result.stderr.startswith("Error: ")

    def test_terminal_codes_in_a_file_stay_in_it(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "x.json"
        file.write_text('{"\\u001b[2J\\u202e": 1}', encoding="utf-8")
        result = shell("check", file)
        assert result.exit_code == 2
        assert "\x1b" not in result.stderr
        assert "\u202e" not in result.stderr


class TestWords:
    @pytest.mark.parametrize("command", ["check", "plan", "show"])
    def test_an_unknown_key_with_near_ones(self, shell: Shell, command: str) -> None:
        told = refused(shell(command, "balint.skool"))
        assert "did you mean balint.school" in told
        assert "`reflective-groups list`" in told

    def test_either_side_of_a_diff(self, shell: Shell) -> None:
        refused(shell("diff", "balint.skool", "balint.series"))
        refused(shell("diff", "balint.series", "balint.skool"))

    def test_an_unknown_code_with_near_ones(self, shell: Shell) -> None:
        told = refused(shell("explain", "RG10"))
        assert "did you mean RG101 or RG102 or RG103?" in told
        assert "`reflective-groups explain` lists every rule." in told
        assert " RG302 " in refused(shell("explain", "RG3O2"))

    def test_an_unknown_document(self, shell: Shell) -> None:
        assert "did you mean meeting?" in refused(shell("schema", "meting"))

    def test_an_unknown_family(self, shell: Shell) -> None:
        told = refused(shell("list", "--family", "balin"))
        assert "did you mean balint?" in told
        assert "balint, grow, relatives and triad" in told

    @pytest.mark.parametrize(
        "words",
        [
            ("chek",),
            ("check",),
            ("check", "a", "b"),
            ("--nonsense",),
            ("find", "--size", "many"),
            ("find", "--size", "0"),
            ("find", "--leaders", "-1"),
            ("find", "--within", "soon"),
            ("find", "--within", "0"),
            ("find", "--within", "999999"),
            ("find", "--within", ""),
            ("show",),
            ("diff", "balint.uk"),
            ("fit",),
            ("fit", "balint.series", "--slot", "0"),
            ("fit", "balint.series", "--members", "some"),
            ("series",),
            ("rotate",),
            ("rotate", "9", "--size", "1"),
            ("rotate", "9", "--rounds", "0"),
            ("rotate", "9", "--seed", "-1"),
            ("rotate", "9", "--steps", "soon"),
            ("rotate", "9", "--remainder", "nothing"),
            ("calendar",),
            ("calendar", "x.toml", "--stamp", "yesterday"),
            ("calendar", "x.toml", "--stamp", "2026-11-01"),
            ("calendar", "x.toml", "--sequence", "-1"),
        ],
    )
    def test_usage(self, shell: Shell, words: tuple[str, ...]) -> None:
        told = refused(shell(*words))
        assert re.search(r"[^.][.?] `reflective-groups[a-z ]* --help` says more\.$", told)

    def test_usage_in_json(self, shell: Shell) -> None:
        result = shell("find", "--size", "many", "--json")
        assert result.exit_code == 2
        assert json.loads(result.stdout)["kind"] == "usage"

    @pytest.mark.parametrize("seed", range(30))
    def test_random_words(self, shell: Shell, seed: int) -> None:
        pick = random.Random(seed)  # noqa: S311 -- words to try, not secrets
        letters = string.printable.replace(",", "")  # which would make a list of names
        word = "x" + "".join(pick.choices(letters, k=pick.randrange(1, 12)))
        result = shell(pick.choice(list(commands.commands)), "--", word)
        assert result.exit_code == 2
        assert "fault of the library" not in words_of(result.stderr)


@given(st.binary(max_size=300), st.sampled_from([".toml", ".json"]))
def test_any_bytes_in_a_file(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    file = tmp_path_factory.mktemp("any") / f"x{suffix}"
    file.write_bytes(data)
    assert main(["check", str(file)]) == 2
