"""rotate: small groups for a number, for names, for a meeting and for a series; and its bar."""

from __future__ import annotations

import io
import itertools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.cli.progress import bar
from reflective_groups.planning import Progress, Remainder, Rotation, rotate
from reflective_groups.protocols import triad
from reflective_groups.serial import dumps, load_series, loads
from tests.cli.bars import on_a_terminal

if TYPE_CHECKING:
    from reflective_groups.model.series import Series
    from tests.cli.conftest import Shell

VERITAS = "docs/series/veritas.toml"
SCHOOL = "docs/series/school.toml"
TRIADS = "docs/examples/triads.toml"
NINE = "Ann,Ben,Cem,Dot,Eva,Fay,Gus,Hal,Ida"


def words_of(text: str) -> str:
    return " ".join(text.split())


def refused(shell: Shell, *words: object) -> str:
    result = shell("rotate", *words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "fault of the library" not in words_of(result.stderr)
    return words_of(result.stderr)


def made(shell: Shell, *words: object) -> Rotation:
    result = shell("rotate", *words, "--json")
    assert result.exit_code == 0, result.output
    return loads(result.stdout, as_=Rotation)


def written(folder: Path, value: object) -> Path:
    file = folder / "value.json"
    file.write_text(dumps(value), encoding="utf-8")
    return file


def wishful(**changes: object) -> Series:
    """A series with every wish that a series can have."""
    series = load_series(VERITAS)
    days = [one.day for one in series.occasions]
    wishes = {
        "apart": (("Pam", "Raj"),),
        "together": (("Sue", "Tom"),),
        "met": (("Una", "Val", "Pam"),),
        "away": (rg.Away(name="Tom", first=days[1], last=days[1]),),
        "seed": 5,
    }
    return attrs.evolve(series, **(wishes | changes))  # type: ignore[arg-type]  # whatever a test needs


class TestPeople:
    def test_a_number(self, shell: Shell) -> None:
        found = made(shell, "12", "--rounds", "4")
        assert found == rotate([f"P{one:02}" for one in range(1, 13)], 3, 4)
        assert made(shell, "4", "--size", "2").people == ("P1", "P2", "P3", "P4")

    def test_names(self, shell: Shell) -> None:
        assert made(shell, NINE, "--rounds", "4") == rotate(NINE.split(","), 3, 4)
        assert made(shell, "Ann , Ben,Cem,", "--rounds", "1").people == ("Ann", "Ben", "Cem")

    def test_more_names_than_a_file_name_has_room_for(self, shell: Shell) -> None:
        names = [f"Somebody called {one}" for one in range(100)]
        assert made(shell, ",".join(names), "--rounds", "1").people == tuple(names)

    def test_every_option_is_heard(self, shell: Shell) -> None:
        words = ("10", "--size", "4", "--rounds", "3", "--remainder", "sit_out", "--seed", "2",
                 "--steps", "500", "--apart", "P01,P02", "--apart", "P03, P04",
                 "--together", "P05,P06")  # fmt: skip
        assert made(shell, *words) == rotate(
            [f"P{one:02}" for one in range(1, 11)],
            4,
            3,
            remainder=Remainder.SIT_OUT,
            seed=2,
            steps=500,
            apart=[("P01", "P02"), ("P03", "P04")],
            together=[("P05", "P06")],
        )

    def test_seven_rounds_of_three_unless_told(self, shell: Shell) -> None:
        found = made(shell, "9")
        assert (found.size, len(found)) == (3, 7)

    def test_a_meeting_has_who_is_there_and_how_large_its_groups_are(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        pairs = triad.PEER.session.in_groups_of(2)
        meeting = attrs.evolve(
            rg.load_meeting(TRIADS),
            protocol=attrs.evolve(triad.PEER, session=pairs),
            absent=("Abe",),
        )
        found = made(shell, written(tmp_path, meeting))
        assert found.size == 2
        assert found.people == ("Bea", "Col", "Dee", "Eli", "Flo", "Gil")

    def test_managers_are_kept_apart_from_those_they_manage(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        boss, gone = rg.Person("Bea", manages=("Col", "Abe")), ("Abe",)
        members = ("Abe", boss, "Col", "Dee", "Eli", "Flo")
        group = rg.Group(members=members)
        meeting = attrs.evolve(
            rg.load_meeting(TRIADS), group=group, absent=gone, small_groups=(), presenters=()
        )
        found = made(shell, written(tmp_path, meeting), "--size", "2")
        assert found.apart == (("Bea", "Col"),)
        assert ("Bea", "Col") not in found.met()


class TestSeries:
    def test_it_is_the_rotation_of_the_programme(self, shell: Shell, tmp_path: Path) -> None:
        for file in (Path(VERITAS), written(tmp_path, wishful())):
            series = load_series(file)
            assert made(shell, file) == planning.programme(series).rotation

    def test_its_own_wishes_hold(self, shell: Shell, tmp_path: Path) -> None:
        found = made(shell, written(tmp_path, wishful()))
        assert ("Pam", "Raj") not in found.met()
        assert ("Sue", "Tom") in found.met()
        assert found.absent[1] == ("Tom",)
        assert found.history == ((("Una", "Val", "Pam"),),)

    @pytest.mark.parametrize("more", [(), ("--steps", "2000"), ("--prove",)])
    def test_wishes_told_add_to_them(
        self, shell: Shell, tmp_path: Path, more: tuple[str, ...]
    ) -> None:
        if "--prove" in more:
            pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is not installed")
        words = ("--apart", "Sue,Una", "--together", "Pam,Val", "--seed", "8")
        found = made(shell, written(tmp_path, wishful()), *words, *more)
        assert not {("Pam", "Raj"), ("Sue", "Una")} & found.met().keys()
        assert ("Sue", "Tom") in found.met()
        assert found.absent[1] == ("Tom",)
        assert found.faults() == ()
        assert set(found.apart) == {("Pam", "Raj"), ("Sue", "Una")}
        assert set(found.together) == {("Sue", "Tom"), ("Pam", "Val")}
        if not more:
            assert (
                found
                == planning.programme(
                    wishful(
                        apart=(("Pam", "Raj"), ("Sue", "Una")),
                        together=(("Sue", "Tom"), ("Pam", "Val")),
                        seed=8,
                    )
                ).rotation
            )

    def test_a_seed_draws_another(self, shell: Shell) -> None:
        assert made(shell, VERITAS, "--seed", "0") == made(shell, VERITAS)
        seeds = {made(shell, VERITAS, "--seed", str(seed)).rounds for seed in range(4)}
        assert len(seeds) > 1

    @pytest.mark.parametrize(
        ("words", "named"),
        [
            (("--size", "2"), "--size"),
            (("--rounds", "3", "--remainder", "larger"), "--rounds and --remainder"),
        ],
    )
    def test_what_its_protocol_and_dates_say_is_not_asked_for(
        self, shell: Shell, words: tuple[str, ...], named: str
    ) -> None:
        told = refused(shell, VERITAS, *words)
        assert f"leave out {named}, or give the names instead of the file" in told

    def test_one_without_small_groups_needs_a_number_of_rounds(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        assert "give --rounds" in refused(shell, SCHOOL)
        series = attrs.evolve(load_series(SCHOOL), apart=(("Ida", "Jon"),), seed=4)
        found = made(shell, written(tmp_path, series), "--rounds", "3", "--size", "4")
        assert found == rotate(found.people, 4, 3, apart=[("Ida", "Jon")], seed=4)

    @pytest.mark.parametrize("more", [(), ("--steps", "10")])
    def test_a_small_group_takes_two(
        self, shell: Shell, tmp_path: Path, more: tuple[str, ...]
    ) -> None:
        series = attrs.evolve(load_series(VERITAS), group=rg.Group(members=("Pam",)))
        assert "takes two at the least" in refused(shell, written(tmp_path, series), *more)

    def test_without_small_groups_of_its_own_sites_and_who_has_gone_still_count(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        series = load_series(SCHOOL)
        people = tuple(
            attrs.evolve(person, site="North" if place < 4 else "South")
            for place, person in enumerate(series.group.members)
        )
        gone = rg.Away(name=people[0].name, first=series.start.date())
        series = attrs.evolve(
            series,
            group=attrs.evolve(series.group, members=people),
            away=(gone,),
            sites_apart=True,
        )
        found = made(shell, written(tmp_path, series), "--rounds", "2", "--size", "3")
        assert people[0].name not in found.people
        site = {person.name: person.site for person in people}
        for groups in found.rounds:
            assert all(len({site[name] for name in row}) == 1 for row in groups)


class TestPage:
    def test_every_round_and_the_certificate(self, shell: Shell) -> None:
        result = shell("rotate", NINE, "--rounds", "4")
        found = rotate(NINE.split(","), 3, 4)
        lines = result.stdout.splitlines()
        for number, groups in enumerate(found, 1):
            row = next(line for line in lines if line.startswith(f"    {number} "))
            assert "   ".join(" ".join(group) for group in groups) in row
        assert words_of(result.stdout).endswith(str(found.certificate))
        assert "Besides" not in result.stdout

    def test_who_observes_sits_out_or_is_away(self, shell: Shell, tmp_path: Path) -> None:
        assert "observes: P" in shell("rotate", "7", "--rounds", "1").stdout
        assert "observe: P" in shell("rotate", "8", "--rounds", "1").stdout
        words = ("rotate", "7", "--rounds", "1", "--remainder", "sit_out")
        assert "sits out: P" in shell(*words).stdout
        told = shell("rotate", written(tmp_path, wishful())).stdout
        assert "away: Tom" in told

    @pytest.mark.parametrize("columns", [60, 80, 100, 120])
    def test_a_group_stands_in_one_line(self, shell: Shell, columns: int) -> None:
        told = shell("rotate", "60", "--rounds", "2", COLUMNS=str(columns)).stdout
        assert max(map(len, told.splitlines())) <= min(columns, 110)
        names = [f"P{one:02}" for one in range(1, 61)]
        for group in itertools.chain(*rotate(names, 3, 2)):
            assert any(" ".join(group) in line for line in told.splitlines())

    def test_names_with_a_space_are_told_apart(self, shell: Shell) -> None:
        told = shell("rotate", "Ann Lee,Ben,Cem", "--rounds", "1").stdout
        assert "Ann Lee, Ben, Cem" in told


class TestRefusals:
    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("0",), "0 is no number of people: 1 to 200 can be told."),
            (("201",), "201 is no number of people: 1 to 200 can be told."),
            (("9" * 5_000,), "is no number of people"),
            ((",".join(map(str, range(201))),), "201 names told, and 1 to 200 can be."),
            ((",",), "0 names told"),
            (("Ann",), "'Ann' is neither a number nor a file"),
            (("-",), "is neither a number nor a file"),
            (("",), "is neither a number nor a file"),
            (("12.5",), "is neither a number nor a file"),
            (("a\0b",), "is neither a number nor a file"),
            (("Ann,Ben,Ann",), "Ann stands there twice"),
            (("A\x1b[2J,Ben,Cem",), "a name is one line of text"),
            (("nobody.toml",), "There is no file nobody.toml"),
            (("docs",), "is a directory"),
            (("balint.uk",), "a meeting or a series"),
            (("4", "--size", "5"), "4 people cannot fill a group of 5: give --size 4 or less"),
            (("1", "--size", "2"), "1 person cannot fill a group of 2: give more people"),
            (("9", "--apart", "P1"), "'P1' is no pair: write two names"),
            (("9", "--apart", "P1,P2,P3"), "is no pair"),
            (("9", "--together", "P1,P1"), "is no pair"),
            (("9", "--apart", "P1,P0"), "--apart names 'P0', who is not one of the people"),
            (("Ann,Ben,Cem", "--together", "Ann,Bn"), "did you mean Ben? They are Ann, Ben, Cem."),
            (("50", "--apart", "X,P01"), "P11, P12, ..."),
            ((VERITAS, "--apart", "Pam,Wyn"), "--apart names 'Wyn'"),
        ],
    )  # fmt: skip
    def test_what_would_help_is_said(self, shell: Shell, words: tuple[str, ...], says: str) -> None:
        assert says in refused(shell, *words)

    def test_wishes_that_contradict_each_other(self, shell: Shell) -> None:
        words = ("rotate", "9", "--apart", "P1,P2", "--together", "P2,P1")
        result = shell(*words)
        assert result.exit_code == 1
        assert "P1 and P2 are to meet and to be kept apart" in words_of(result.stderr)
        result = shell(*words, "--json")
        assert result.exit_code == 1
        assert '"kind": "infeasible"' in result.stdout

    def test_a_proof_without_the_solver(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)
        told = refused(shell, "12", "--rounds", "5", "--steps", "100", "--prove")
        assert "pip install 'reflective-groups[rotation]'" in told


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class TestBar:
    def test_nothing_where_nobody_looks(
        self, monkeypatch: pytest.MonkeyPatch, shell: Shell
    ) -> None:
        with bar("small groups") as told:
            assert told is None
        result = shell("rotate", "18", "--rounds", "9", "--steps", "5000")
        assert result.stderr == ""
        monkeypatch.setattr(sys, "stderr", Terminal())
        with bar("small groups") as told:
            assert told is not None

    @pytest.mark.parametrize(
        ("steps", "repeats", "says"),
        [
            (0, -1, "no plan yet"),
            (50, 1, "1 repeat "),
            (99, 3, "3 repeats"),
            (100, 3, "looking for a proof"),
        ],
    )
    def test_it_says_how_far_and_how_good_and_goes_away(
        self, monkeypatch: pytest.MonkeyPatch, steps: int, repeats: int, says: str
    ) -> None:
        for name, value in (("NO_COLOR", "1"), ("COLUMNS", "80"), ("TERM", "xterm")):
            monkeypatch.setenv(name, value)
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        with bar("small groups", then="looking for a proof") as told:
            assert told is not None
            told(Progress(steps=steps, of=100, repeats=repeats, bound=0))
        assert says in stream.getvalue()
        assert stream.getvalue().endswith("\x1b[2K")

    @pytest.mark.skipif(os.name == "nt", reason="there are no such terminals there")
    def test_in_a_terminal_it_is_on_the_error_stream_alone(self) -> None:
        words = ("rotate", "18", "--rounds", "9", "--steps", "30000")
        status, out, seen = on_a_terminal(*words)
        assert status == 0
        assert b"\x1b" not in out
        assert b"small groups" in seen

    @pytest.mark.skipif(os.name == "nt", reason="there are no such terminals there")
    def test_an_interruption_leaves_one_word(self) -> None:
        words = ("rotate", "18", "--rounds", "9", "--steps", "1000000000")
        status, out, seen = on_a_terminal(*words, stop_at=b"repeats")
        assert (status, out) == (130, b"")
        assert seen.rpartition(b"\x1b[2K")[2].strip().endswith(b"Interrupted.")
        assert b"Traceback" not in seen
