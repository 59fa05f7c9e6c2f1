"""simulate, sweep and compare: their numbers, pages and files, and everything that is refused."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import subprocess
import sys
import threading
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.cli import main, screen
from reflective_groups.cli.app import commands
from reflective_groups.cli.progress import count
from reflective_groups.model.series import Attendance
from reflective_groups.serial import dumps, load_series
from tests.cli.bars import on_a_terminal

np = pytest.importorskip("numpy")

from reflective_groups import simulation as sim  # noqa: E402 -- needs NumPy
from reflective_groups.simulation.study import study_of  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from click.testing import Result

    from tests.cli.conftest import Ask, Shell

SCHOOL = "docs/examples/school.toml"
MONDAY = "docs/examples/monday.toml"
TRIADS = "docs/examples/triads.toml"
COURSE = "docs/series/school.toml"
STANDING = "Nothing here was measured in reflective groups"
EXTRAPOLATED = "the model is extrapolated"
EVERY = (
    ("simulate", SCHOOL, "--sessions", "64"),
    ("simulate", MONDAY, "--sessions", "64", "--attendance", "0.8", "--late", "--trace", "3"),
    ("simulate", TRIADS, "--sessions", "64", "--trace", "0"),
    ("simulate", COURSE, "--sessions", "64"),
    ("sweep", SCHOOL, "--sessions", "64", "--vary", "members=6:8:1", "--vary", "slot=60,70"),
    ("compare", SCHOOL, MONDAY, "--sessions", "64", "--shock", "0.2"),
)


def words_of(text: str) -> str:
    return " ".join(text.split())


def row_of(text: str, title: str) -> list[str]:
    """The cells of the first row with that title, wherever they stand."""
    line = next(line for line in text.splitlines() if line.strip().startswith(f"{title} "))
    return re.split(r" {2,}", line.strip())


def refused(result: Result, status: int = 2) -> str:
    """What is said of something that cannot be done."""
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("Error:")
    assert "fault of the library" not in words_of(result.stderr)
    return words_of(result.stderr)


def changed(folder: Path, file: str = SCHOOL, **changes: object) -> Path:
    """A meeting of ours with something else in it."""
    path = folder / "changed.json"
    path.write_text(dumps(attrs.evolve(rg.load_meeting(file), **changes)), encoding="utf-8")
    return path


def silent(folder: Path) -> Path:
    """A meeting with a phase in which whoever may speak is not there."""
    meeting = rg.load_meeting(SCHOOL)
    phase = rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.LEADER,)))
    protocol = attrs.evolve(meeting.protocol, session=phase)
    group = attrs.evolve(meeting.group, leaders=())
    return changed(folder, protocol=protocol, group=group, presenters=())


class TestSimulate:
    def test_the_numbers_are_those_of_the_library(self, ask: Ask) -> None:
        told = ask("simulate", SCHOOL, "--sessions", "500", "--seed", "7")
        outcome = sim.simulate(rg.load_meeting(SCHOOL), sessions=500, seed=7)
        assert (told["seed"], told["sessions"]) == (7, 500)
        assert told["study"] == outcome.study.digest
        assert told["version"] == rg.__version__
        assert list(told["measures"]) == list(outcome.names)
        for name, one in told["measures"].items():
            mean = outcome.mean(name)
            assert (one["mean"], one["low"], one["high"]) == (mean.mean, mean.low, mean.high)
            median = outcome.quantile(name, 0.5)
            assert one["quantiles"]["0.5"] == {
                "value": median.mean,
                "low": median.low,
                "high": median.high,
            }
        assert told["exact"] == outcome.exact
        assert told["exact"]["length_s/present"] == 600
        assert sum(told["airtime_shares"].values()) == pytest.approx(1)

    def test_ten_thousand_sessions_of_seed_42_unless_told(self, ask: Ask) -> None:
        told = ask("simulate", SCHOOL)
        assert (told["seed"], told["sessions"]) == (42, 10_000)
        assert told["behaviour"] == "contribution"

    def test_every_option_is_heard(self, ask: Ask) -> None:
        words = ("--behaviour", "meeting", "--attendance", "0.8", "--shock", "0.1", "--late",
                 "--quorum", "4", "--drift", "0.1", "--spread", "0.2", "--pace", "clock",
                 "--seed", "3", "--sessions", "32")  # fmt: skip
        study = study_of(
            rg.load_meeting(SCHOOL),
            behaviour="meeting",
            seed=3,
            circumstances=sim.Circumstances(
                attendance=Attendance(expected=0.8),
                shock=0.1,
                late=sim.ALLEN_2018,
                quorum=4,
                drift=0.1,
                spread=0.2,
                pace=sim.Pace.CLOCK,
            ),
        )
        told = ask("simulate", SCHOOL, *words)
        assert told["study"] == study.digest
        assert told["circumstances"]["attendance"] == {"expected": 0.8}
        assert (told["behaviour"], told["quorum"]) == ("meeting", 4)

    def test_a_series_keeps_its_own_attendance_whatever_else_is_told(self, ask: Ask) -> None:
        series = load_series(COURSE)
        told = ask("simulate", COURSE, "--sessions", "32", "--late")
        around = sim.Circumstances(attendance=series.attendance, late=sim.ALLEN_2018)
        assert told["study"] == study_of(series, circumstances=around).digest
        other = ask("simulate", COURSE, "--sessions", "32", "--attendance", "0.5")
        assert other["circumstances"]["attendance"] == {"expected": 0.5}

    def test_workers_change_no_number(self, shell: Shell) -> None:
        words = ("simulate", SCHOOL, "--sessions", "5000")
        alone = shell(*words).stdout
        assert STANDING in alone
        assert shell(*words, "--workers", "2").stdout == alone
        assert shell(*words, "--seed", "43").stdout != alone

    @pytest.mark.parametrize("words", [EVERY[0], EVERY[4], EVERY[5]], ids=lambda words: words[0])
    def test_workers_are_put_to_work(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
    ) -> None:
        from reflective_groups.simulation import running

        part, where = running.part, list[bool]()

        def watched(*given: Any, **named: Any) -> object:  # noqa: ANN401 -- handed on
            where.append(threading.current_thread() is threading.main_thread())
            return part(*given, **named)

        monkeypatch.setattr(running, "part", watched)
        assert shell(*words, "--workers", "2").exit_code == 0
        assert set(where) == {False}

    def test_shares_of_airtime_are_of_all_that_was_said(self, ask: Ask, tmp_path: Path) -> None:
        first = rg.Opening(protocol=rg.CATALOGUE["triad.peer"], slot=rg.minutes(120))
        series = attrs.evolve(load_series(COURSE), opening=first)
        file = tmp_path / "series.json"
        file.write_text(dumps(series), encoding="utf-8")
        told = ask("simulate", file, "--sessions", "50")
        outcome = sim.simulate(series, sessions=50)
        said = {
            name.partition("/")[2]: float(np.nansum(values, dtype="f8"))
            for name, values in outcome.columns.items()
            if name.startswith("role_airtime_s/")
        }
        shares = {role: seconds / sum(said.values()) for role, seconds in said.items()}
        assert told["airtime_shares"] == pytest.approx(shares, abs=1e-6)
        assert 0 < shares["coach"] < 0.2  # a coach is there in the first meeting alone

    def test_json_holds_nothing_that_json_does_not_know(self, shell: Shell) -> None:
        def unknown(name: str) -> None:
            raise AssertionError(name)

        result = shell("simulate", SCHOOL, "--sessions", "1", "--json")
        told = json.loads(result.stdout, parse_constant=unknown)
        assert told["measures"]["overrun_s"]["low"] is None
        away = shell("simulate", SCHOOL, "--sessions", "9", "--attendance", "0", "--json")
        told = json.loads(away.stdout, parse_constant=unknown)
        assert told["measures"]["airtime_s/Ida"]["mean"] is None
        assert told["measures"]["gini"]["quantiles"]["0.5"]["value"] is None


class TestPageOfOne:
    def test_it_begins_like_a_plan_and_says_what_was_drawn(self, shell: Shell) -> None:
        result = shell("simulate", SCHOOL, "--sessions", "1500", "--late")
        assert result.exit_code == 0
        assert result.stderr == ""
        plan = shell("plan", SCHOOL).stdout
        assert result.stdout.splitlines()[:3] == plan.splitlines()[:3]
        told = words_of(result.stdout)
        assert "1,500 simulated sessions; seed 42, behaviour contribution, late: 37 %" in told

    def test_people_get_minutes(self, shell: Shell) -> None:
        told = shell("simulate", SCHOOL, "--sessions", "500").stdout
        outcome = sim.simulate(rg.load_meeting(SCHOOL), sessions=500)
        mean, low, high = attrs.astuple(outcome.mean("overrun_s"))[:3]
        assert row_of(told, "Overrun, min")[1:3] == [
            f"{mean / 60:.2f}",
            f"{low / 60:.2f} to {high / 60:.2f}",
        ]
        median = outcome.quantile("longest_wait_s", 0.5).mean
        assert row_of(told, "Longest wait, min")[3] == f"{median / 60:.1f}"
        assert row_of(told, "Inequality, Gini")[1] == f"{outcome.mean('gini').mean:.3f}"

    def test_airtime_is_told_by_role_and_of_nobody_by_name(self, shell: Shell) -> None:
        told = shell("simulate", SCHOOL, "--sessions", "500").stdout
        outcome = sim.simulate(rg.load_meeting(SCHOOL), sessions=500)
        said = {
            role: outcome.mean(f"role_airtime_s/{role}").mean
            for role in ("leader", "member", "presenter")
        }
        for role, seconds in said.items():
            cells = row_of(told, role)
            assert cells[1] == f"{100 * seconds / sum(said.values()):.0f} %"
            assert cells[2] == f"{seconds / 60:.2f}"
        for name in ("Ida", "Jon", "Kay", "Leo", "Mia", "Ned"):
            assert name not in told

    def test_phases_stand_beside_their_plan_and_what_is_known_exactly(self, shell: Shell) -> None:
        told = shell("simulate", SCHOOL, "--sessions", "500").stdout
        assert row_of(told, "present")[1] == "10"
        assert row_of(told, "present")[-1] == "10.00"
        assert row_of(told, "discuss")[1] == "28"
        late = shell("simulate", SCHOOL, "--sessions", "500", "--late").stdout
        assert row_of(late, "Late start, min")[-1] == "3.25"

    def test_who_comes_is_told_where_it_is_left_to_chance(self, shell: Shell) -> None:
        plain = shell("simulate", SCHOOL, "--sessions", "100").stdout
        assert "Members there" not in plain
        assert "Late start" not in plain
        told = shell("simulate", SCHOOL, "--sessions", "500", "--attendance", "0.8").stdout
        assert row_of(told, "Members there")[-1] == "4.80"
        assert row_of(told, "At least 6 members, %")[-1] == "26.2"
        asked = shell("simulate", SCHOOL, "--sessions", "100", "--quorum", "5").stdout
        assert row_of(asked, "At least 5 members, %")[1] == "100.0"
        nobody = shell("simulate", SCHOOL, "--sessions", "100", "--attendance", "0").stdout
        assert row_of(nobody, "Members there")[1] == "0.00"

    def test_a_session_that_cannot_be_held_is_told(self, shell: Shell, tmp_path: Path) -> None:
        group = attrs.evolve(rg.load_meeting(SCHOOL).group, leaders=())
        file = changed(tmp_path, group=group)
        told = shell("simulate", file, "--sessions", "300", "--attendance", "0.2").stdout
        held = row_of(told, "Held, %")
        assert 0 < float(held[1]) < 100

    def test_where_nobody_speaks_there_is_no_airtime(self, shell: Shell, tmp_path: Path) -> None:
        meeting = rg.load_meeting(SCHOOL)
        phase = rg.Phase(name="sit", floor=rg.Floor(silent=(rg.EVERYONE,)))
        file = changed(tmp_path, protocol=attrs.evolve(meeting.protocol, session=phase))
        told = shell("simulate", file, "--sessions", "16").stdout
        assert "Airtime" not in told.partition("The 95 % interval")[0]
        assert row_of(told, "sit")[-1] == "60.00"

    def test_it_claims_nothing(self, shell: Shell) -> None:
        for words in EVERY:
            told = words_of(shell(*words).stdout)
            assert STANDING in told
            assert "they are no estimate for a group like yours" in told

    def test_more_than_eight_people_are_extrapolated(self, shell: Shell, ask: Ask) -> None:
        seven, nine = (
            ("simulate", SCHOOL, "--sessions", "32"),
            ("simulate", MONDAY, "--sessions", "32"),
        )
        assert EXTRAPOLATED not in words_of(shell(*seven).stdout)
        assert f"With 9 people {EXTRAPOLATED}" in words_of(shell(*nine).stdout)
        assert ask(*seven)["extrapolated"] is False
        assert ask(*nine)["extrapolated"] is True
        assert ask(*nine)["measured_in_reflective_groups"] is False

    def test_a_simulation_is_no_check(self, shell: Shell) -> None:
        told = words_of(shell("simulate", MONDAY, "--sessions", "32").stdout)
        assert f"this meeting has 1 error. See `reflective-groups check {MONDAY}`" in told
        assert "no check" not in shell("simulate", SCHOOL, "--sessions", "32").stdout

    def test_a_series_says_how_many_meetings_it_goes_through(self, shell: Shell) -> None:
        told = shell("simulate", COURSE, "--sessions", "64").stdout
        assert told.splitlines()[:3] == shell("series", COURSE).stdout.splitlines()[:3]
        assert "64 simulated sessions of 8 meetings in turn" in told
        assert "attendance: at least 7 of 8 meetings" in words_of(told)

    def test_one_session_has_no_interval(self, shell: Shell) -> None:
        told = shell("simulate", SCHOOL, "--sessions", "1").stdout
        assert "1 simulated session;" in told
        assert row_of(told, "Overrun, min")[2] == "-"
        assert "inf" not in told
        assert "nan" not in told


class TestUntil:
    def test_it_ends_as_soon_as_the_intervals_are_narrow(self, shell: Shell, ask: Ask) -> None:
        words = ("simulate", SCHOOL, "--sessions", "50000", "--until", "overrun_s=2",
                 "--until", "gini=0.1")  # fmt: skip
        told = ask(*words)
        found = sim.simulate(
            rg.load_meeting(SCHOOL), sessions=50_000, until={"overrun_s": 2, "gini": 0.1}
        )
        assert told["sessions"] == found.sessions < 50_000
        assert "That was enough for intervals as narrow as asked." in words_of(shell(*words).stdout)

    def test_it_says_what_is_still_wider(self, shell: Shell) -> None:
        words = ("--until", "overrun_s=0.01", "--until", "gini=0.5", "--until", "turns=0.01")
        told = words_of(shell("simulate", SCHOOL, "--sessions", "100", *words).stdout)
        assert "The interval of overrun_s and turns are still wider than asked." in told
        plain = words_of(shell("simulate", SCHOOL, "--sessions", "100").stdout)
        assert "asked" not in plain


class TestTrace:
    def test_the_session_stands_beside_the_plan(self, shell: Shell) -> None:
        words = ("simulate", SCHOOL, "--sessions", "64", "--attendance", "0.8", "--trace", "3")
        told = shell(*words).stdout
        around = sim.Circumstances(attendance=Attendance(expected=0.8))
        trace = sim.simulate(rg.load_meeting(SCHOOL), sessions=64, circumstances=around).trace(3)
        shown = told[told.index("Session 3 as it went") :]
        assert f"away: {trace.meeting.absent[0]}" in shown
        for planned, held in zip(trace.planned, trace.timeline, strict=True):
            turns = sum(one.path == held.path for one in trace.turns)
            cells = row_of(shown, held.path)
            assert cells[1] == f"{planned.start:%H:%M}"
            assert cells[3] == f"{held.start:%H:%M:%S}"
            assert cells[4] == f"{held.length.total_seconds() / 60:.2f}"
            assert cells[5] == str(turns)

    def test_small_groups_have_rows_of_their_own(self, shell: Shell) -> None:
        told = shell("simulate", TRIADS, "--sessions", "8", "--trace", "0").stdout
        for number in (1, 2):
            assert row_of(told, f"coach, group {number}")[1] == "15:47"

    def test_programs_get_it_too(self, ask: Ask) -> None:
        told = ask("simulate", SCHOOL, "--sessions", "8", "--trace", "7")["trace"]
        trace = sim.simulate(rg.load_meeting(SCHOOL), sessions=8).trace(7)
        assert told["session"] == 7
        assert [one["path"] for one in told["held"]] == [one.path for one in trace.timeline]
        assert [one["path"] for one in told["planned"]] == [one.path for one in trace.planned]
        assert sum(one["turns"] for one in told["held"]) == len(trace.turns)
        assert "trace" not in ask("simulate", SCHOOL, "--sessions", "8")


class TestCheckpoint:
    def test_a_study_goes_on_where_it_was_stopped(
        self, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = tmp_path / "kept.npz"
        words = ("simulate", SCHOOL, "--sessions", "9000", "--checkpoint", kept)

        @contextlib.contextmanager
        def impatient(what: str) -> Generator[Callable[[sim.Progress], None]]:
            def told(one: sim.Progress) -> None:
                assert what == "sessions"
                if one.sessions > 5_000:
                    raise KeyboardInterrupt

            yield told

        with monkeypatch.context() as patch:
            patch.setattr("reflective_groups.cli.simulating.count", impatient)
            stopped = shell(*words)
        assert stopped.exit_code == 130
        assert stopped.stdout == ""
        told = words_of(stopped.stderr)
        assert told.startswith("Interrupted. What was done is kept in ")
        assert told.endswith("the same command goes on from there.")
        with zipfile.ZipFile(kept) as archive, archive.open("rows.npy") as rows:
            assert len(np.load(io.BytesIO(rows.read()))) > 5_000
        assert shell(*words).stdout == shell(*words[:4]).stdout

    def test_without_one_an_interruption_is_one_word(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        for name in ("simulate", "sweep", "compare"):
            monkeypatch.setattr(sim, name, stop, raising=False)
        for words in (
            ("simulate", SCHOOL),
            ("simulate", SCHOOL, "--checkpoint", "no_such_checkpoint.npz"),
            ("sweep", SCHOOL, "--vary", "slot=60"),
            ("compare", SCHOOL, MONDAY),
        ):
            result = shell(*words)
            assert (result.exit_code, result.stdout) == (130, "")
            assert result.stderr.strip() == "Interrupted."

    def test_another_study_does_not_go_on_from_it(self, shell: Shell, tmp_path: Path) -> None:
        kept = tmp_path / "kept.npz"
        words = ("simulate", SCHOOL, "--sessions", "64", "--checkpoint", kept)
        assert shell(*words).exit_code == 0
        told = refused(shell(*words, "--seed", "8"))
        assert "cannot be gone on from." in told
        assert "belongs to another study" in told

    def test_no_other_file_is_written_over(self, shell: Shell, tmp_path: Path) -> None:
        text, archive = tmp_path / "a.txt", tmp_path / "b.zip"
        text.write_text("mine", encoding="utf-8")
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("mine", "mine")
        for file in (text, archive):
            before = file.read_bytes()
            told = refused(shell("simulate", SCHOOL, "--checkpoint", file))
            assert "it is no checkpoint" in told
            assert file.read_bytes() == before


class TestFiles:
    @pytest.fixture(autouse=True)
    def extras(self) -> None:
        pytest.importorskip("pyarrow")
        pytest.importorskip("matplotlib")

    def test_a_table_has_a_row_a_session_or_a_row_a_column(
        self, shell: Shell, ask: Ask, tmp_path: Path
    ) -> None:
        from pyarrow import parquet

        rows, columns = tmp_path / "rows.parquet", tmp_path / "columns.parquet"
        words = ("simulate", SCHOOL, "--sessions", "300")
        result = shell(*words, "--parquet", rows)
        assert "the names of people" in words_of(result.stdout)
        assert parquet.read_table(rows).num_rows == 300
        assert ask(*words, "--no-rows", "--parquet", columns)["parquet"] == str(columns)
        told = parquet.read_table(columns)
        assert told.num_rows == len(sim.simulate(rg.load_meeting(SCHOOL), sessions=1).names)

    def test_a_sweep_and_a_comparison_are_tables_too(self, shell: Shell, tmp_path: Path) -> None:
        from pyarrow import parquet

        points, both = tmp_path / "points.parquet", tmp_path / "both.parquet"
        words = ("--sessions", "32", "--parquet")
        result = shell("sweep", SCHOOL, "--vary", "slot=60,70,80", *words, points)
        assert "the names of people" not in words_of(result.stdout)
        assert parquet.read_table(points).num_rows == 3
        assert shell("compare", SCHOOL, MONDAY, *words, both).exit_code == 0
        assert parquet.read_table(both).num_rows == 32

    @pytest.mark.parametrize(
        ("name", "begins"), [("x.svg", b"<?xml"), ("x.PNG", b"\x89PNG"), ("x.pdf", b"%PDF")]
    )
    def test_a_picture_of_each_kind(
        self, shell: Shell, tmp_path: Path, name: str, begins: bytes
    ) -> None:
        for words in (
            ("simulate", SCHOOL),
            ("compare", SCHOOL, MONDAY),
            (
                "sweep",
                SCHOOL,
                "--vary",
                "slot=60,70",
                "--vary",
                "members=6,7",
                "--measure",
                "turns",
            ),
        ):
            file = tmp_path / f"{words[0]}_{name}"
            result = shell(*words, "--sessions", "32", "--plot", file)
            assert result.exit_code == 0, result.output
            assert "The picture is in" in words_of(result.stdout)
            assert file.read_bytes().startswith(begins)

    def test_a_file_that_cannot_be_written_after_all_is_a_sentence(
        self, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from reflective_groups.simulation import frames

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(frames, "to_parquet", full)
        words = ("simulate", SCHOOL, "--sessions", "8", "--parquet", tmp_path / "x.parquet")
        assert refused(shell(*words)).endswith("cannot be written: No space left on device.")


class TestSweep:
    def test_the_rows_are_those_of_the_library(self, ask: Ask) -> None:
        words = (
            "sweep",
            SCHOOL,
            "--vary",
            "members=6:10:2",
            "--vary",
            "protocol.discuss.time=20,25",
        )
        told = ask(*words, "--sessions", "64", "--measure", "turns", "--measure", "gini")
        found = sim.sweep(
            rg.load_meeting(SCHOOL),
            {"members": [6, 8, 10], "protocol.discuss.time": [20, 25]},
            measures=("turns", "gini"),
            sessions=64,
        )
        assert told["points"] == list(found.rows)
        assert told["axes"] == ["members", "protocol.discuss.time"]
        assert (told["seed"], told["design"], told["extrapolated"]) == (42, "factorial", True)

    @pytest.mark.parametrize(
        ("values", "meant"),
        [
            ("0.1:0.5:0.1", [0.1, 0.2, 0.3, 0.4, 0.5]),
            ("0:0.9:0.3", [0.0, 0.3, 0.6, 0.9]),
            ("0:1:0.4", [0.0, 0.4, 0.8]),
            (" 0.5 , .25", [0.5, 0.25]),
        ],
    )
    def test_numbers_are_as_they_are_typed(self, ask: Ask, values: str, meant: list[float]) -> None:
        words = ("sweep", SCHOOL, "--sessions", "8", "--measure", "turns")
        told = ask(*words, "--vary", f"behaviour.gamma={values}")
        assert [one["behaviour.gamma"] for one in told["points"]] == meant

    def test_words_and_yes_or_no_can_be_varied(self, ask: Ask) -> None:
        words = ("--vary", "behaviour=meeting,go_round", "--vary", "meeting.first=false,true",
                 "--vary", "protocol=balint.school,balint.series")  # fmt: skip
        told = ask("sweep", SCHOOL, "--sessions", "8", *words)
        assert len(told["points"]) == 8
        last = told["points"][-1]
        assert (last["behaviour"], last["meeting.first"]) == ("go_round", True)
        assert last["protocol"] == "balint.series"

    @pytest.mark.parametrize("design", ["latin", "sobol"])
    def test_a_design_draws_between_two_numbers(self, ask: Ask, design: str) -> None:
        pytest.importorskip("scipy")
        words = ("--vary", "behaviour.gamma=0:0.9", "--vary", "members=6:8", "--design", design)
        told = ask("sweep", SCHOOL, *words, "--points", "8", "--sessions", "8", "--seed", "5")
        found = sim.sweep(
            rg.load_meeting(SCHOOL),
            {"behaviour.gamma": (0, 0.9), "members": (6, 8)},
            design=design,
            points=8,
            sessions=8,
            seed=5,
        )
        assert [one["behaviour.gamma"] for one in told["points"]] == [
            one.inputs["behaviour.gamma"] for one in found
        ]
        assert {one["members"] for one in told["points"]} <= {6, 7, 8}

    def test_what_is_not_varied_is_set_by_the_options(self, ask: Ask) -> None:
        words = ("--late", "--behaviour", "meeting", "--sessions", "32", "--measure", "late_s")
        told = ask("sweep", SCHOOL, "--vary", "slot=60", *words)
        around = sim.Circumstances(late=sim.ALLEN_2018)
        found = sim.simulate(
            rg.load_meeting(SCHOOL), sessions=32, behaviour="meeting", circumstances=around
        )
        assert told["points"][0]["study"] == found.study.digest
        assert told["points"][0]["late_s"] == found.mean("late_s").mean

    def test_the_page_has_a_row_a_point_in_minutes(self, shell: Shell) -> None:
        words = ("sweep", SCHOOL, "--vary", "slot=60,70", "--sessions", "200")
        told = shell(*words).stdout
        found = sim.sweep(rg.load_meeting(SCHOOL), {"slot": [60, 70]}, sessions=200)
        for point in found:
            wait = point.found["longest_wait_s"]
            cells = row_of(told, str(point.inputs["slot"]))
            assert cells[2] == f"{wait.mean / 60:.2f} ± {wait.half_width / 60:.2f}"
        assert "2 points of 200 simulated sessions each" in told

    def test_one_session_has_no_interval(self, shell: Shell, ask: Ask) -> None:
        words = ("sweep", SCHOOL, "--vary", "slot=60", "--sessions", "1", "--measure", "turns")
        assert "±" not in row_of(shell(*words).stdout, "60")[1]
        assert ask(*words)["points"][0]["turns.low"] is None

    def test_a_column_that_is_not_at_every_point_is_refused(self, shell: Shell) -> None:
        words = ("sweep", SCHOOL, "--vary", "members=6,5", "--measure", "airtime_s/Ned")
        assert "there is no column 'airtime_s/Ned'" in refused(shell(*words))

    def test_what_is_varied_is_not_told_as_if_it_were_set(self, shell: Shell) -> None:
        words = ("sweep", SCHOOL, "--sessions", "8", "--late", "--vary")
        assert "behaviour contribution, late" in shell(*words, "slot=60").stdout
        assert "contribution" not in shell(*words, "behaviour.gamma=0.1").stdout
        assert "late:" not in shell(*words, "circumstances.drift=0.1").stdout

    def test_who_comes_is_told_where_it_is_left_to_chance(self, ask: Ask) -> None:
        words = ("sweep", SCHOOL, "--sessions", "8", "--vary")
        assert "quorum" not in ask(*words, "slot=60")["measures"]
        assert "quorum" in ask(*words, "slot=60", "--attendance", "0.9")["measures"]
        assert "quorum" in ask(*words, "circumstances.attendance=0.8")["measures"]

    @pytest.mark.parametrize("columns", [60, 80, 100])
    def test_nothing_is_cut_however_much_is_asked_for(self, shell: Shell, columns: int) -> None:
        names = ("overrun_s", "turns", "aba", "entropy", "length_s/discuss", "airtime_s/Ida")
        asked = [word for name in names for word in ("--measure", name)]
        axes = ("--vary", "protocol.discuss.time=20,25", "--vary", "circumstances.attendance=0.9")
        words = ("sweep", SCHOOL, *axes, *asked, "--sessions", "64")
        told = shell(*words, COLUMNS=str(columns)).stdout
        assert max(map(len, told.splitlines())) <= columns
        found = sim.sweep(
            rg.load_meeting(SCHOOL),
            {"protocol.discuss.time": [20, 25], "circumstances.attendance": [0.9]},
            measures=names,
            sessions=64,
        )
        for point in found:
            turns, length = point.found["turns"], point.found["length_s/discuss"]
            assert f"{turns.mean:.1f} ± {turns.half_width:.1f}" in told
            assert f"{length.mean / 60:.2f} ± {length.half_width / 60:.2f}" in told
        assert "Airtime of Ida" in told
        heads = re.findall(r"^ *time +attendance +\S", told, re.MULTILINE)
        assert len(heads) == sum(line.startswith("──") for line in told.splitlines()) > 1

    def test_a_plan_is_needed_at_the_points_and_nowhere_else(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        file = changed(tmp_path, slot=rg.minutes(30))
        assert shell("sweep", file, "--vary", "slot=60", "--sessions", "8").exit_code == 0
        words = ("sweep", SCHOOL, "--vary", "slot=60,30", "--vary", "members=6")
        told = refused(shell(*words), 1)
        assert "No plan: with slot=30 and members=6, the phases take at least 40 min" in told
        assert "Make the slot 40 min" in told
        said = json.loads(shell(*words, "--json").stdout)
        assert (said["kind"], said["short_by_seconds"]) == ("infeasible", 600)

    def test_a_point_at_which_nobody_may_speak_is_named(self, shell: Shell) -> None:
        told = refused(shell("sweep", SCHOOL, "--vary", "members=6,1", "--vary", "leaders=0"))
        assert "with members=1 and leaders=0, discuss: nobody who is there has the floor" in told


class TestCompare:
    def test_the_numbers_are_those_of_the_library(self, ask: Ask) -> None:
        told = ask("compare", SCHOOL, MONDAY, "--sessions", "200", "--seed", "9")
        both = sim.compare(rg.load_meeting(SCHOOL), rg.load_meeting(MONDAY), sessions=200, seed=9)
        assert told["common"] is True
        assert told["study"] == both.pair.digest
        assert (told["a"]["file"], told["b"]["seed"]) == (SCHOOL, 9)
        for name, one in told["measures"].items():
            assert one["difference"]["mean"] == both.difference(name).mean
            assert one["less"]["mean"] == both.less(name).mean
            assert one["a"]["mean"] == both.mean(f"a:{name}").mean
        assert set(told["measures"]) == set(both.shared)

    def test_chance_of_its_own(self, ask: Ask, shell: Shell) -> None:
        words = ("compare", SCHOOL, SCHOOL, "--sessions", "64")
        same = ask(*words)
        assert same["measures"]["turns"]["difference"]["most"] == 0
        told = ask(*words, "--own-chance")
        assert told["common"] is False
        assert told["a"]["seed"] != told["b"]["seed"]
        assert told["measures"]["turns"]["difference"]["most"] > 0
        assert "both with the same chance" in words_of(shell(*words).stdout)
        assert "each with its own chance" in words_of(shell(*words, "--own-chance").stdout)

    def test_the_page_tells_the_difference_and_its_interval(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        file = changed(tmp_path, slot=rg.minutes(50))
        told = shell("compare", SCHOOL, file, "--sessions", "300").stdout
        both = sim.compare(rg.load_meeting(SCHOOL), rg.load_meeting(file), sessions=300)
        wait = both.difference("longest_wait_s")
        cells = row_of(told, "Longest wait, min")
        assert cells[1:3] == [
            f"{both.mean(f'{side}:longest_wait_s').mean / 60:.2f}" for side in "ab"
        ]
        assert cells[1] != cells[2]
        assert cells[3] == f"{wait.mean / 60:.2f} ± {wait.half_width / 60:.2f}"
        assert cells[4] == f"{100 * both.less('longest_wait_s').mean:.0f} %"
        assert row_of(told, "Length, min")[4] == "0 %"
        assert "Airtime of presenter, min" in told
        assert "Members there" not in told

    def test_never_and_always_are_said_only_of_what_is(self, shell: Shell, tmp_path: Path) -> None:
        file = changed(tmp_path, slot=rg.minutes(50))
        told = shell("compare", SCHOOL, file, "--sessions", "9000").stdout
        both = sim.compare(rg.load_meeting(SCHOOL), rg.load_meeting(file), sessions=9_000)
        assert 0 < both.less("role_airtime_s/leader").mean < 0.005
        assert row_of(told, "Airtime of leader, min")[4] == "under 1 %"
        other = shell("compare", file, SCHOOL, "--sessions", "9000").stdout
        assert row_of(other, "Airtime of leader, min")[4] == "over 99 %"

    def test_each_says_what_surrounds_it(self, shell: Shell) -> None:
        told = shell("compare", COURSE, SCHOOL, "--sessions", "64").stdout
        first, second = told[: told.index("\nB: ")], told[told.index("\nB: ") :]
        assert first.startswith(f"A: {COURSE}\n")
        assert "Attendance: at least 7 of 8 meetings" in first
        assert "Attendance" not in second
        assert "64 simulated sessions of 8 meetings in turn" in words_of(second)
        assert "Members there" in second

    def test_the_one_without_a_plan_is_named(self, shell: Shell, tmp_path: Path) -> None:
        file = changed(tmp_path, slot=rg.minutes(30))
        for words in ((SCHOOL, file), (file, SCHOOL)):
            told = refused(shell("compare", *words), 1)
            assert "changed.json: the phases take at least 40 min" in told
        told = refused(shell("compare", SCHOOL, silent(tmp_path)))
        assert "changed.json: talk: nobody who is there has the floor" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("simulate", SCHOOL, "--sessions", "0"), "0 is not in the range"),
        (("simulate", SCHOOL, "--sessions", "many"), "'many' is not a valid integer"),
        (("simulate", SCHOOL, "--sessions", "9" * 20), "is not in the range"),
        (("simulate", SCHOOL, "--sessions", "1000000000", "--rows"), "20,000,000 is the most"),
        (("compare", SCHOOL, MONDAY, "--sessions", "1000000000", "--rows"), "--rows cannot keep"),
        (("simulate", SCHOOL, "--seed", "-1"), "-1 is not in the range"),
        (("simulate", SCHOOL, "--workers", "0"), "0 is not in the range"),
        (("simulate", SCHOOL, "--attendance", "80"), "80.0 is not in the range 0<=x<=1"),
        (("simulate", SCHOOL, "--attendance", "nan"), "must be 0 to 1, got nan"),
        (("simulate", SCHOOL, "--shock", "1"), "not in the range"),
        (("simulate", SCHOOL, "--spread", "-0.1"), "not in the range"),
        (("simulate", SCHOOL, "--drift", "9"), "not in the range"),
        (("simulate", SCHOOL, "--pace", "fast"), "'fast' is not one of"),
        (("simulate", SCHOOL, "--quorum", "501"), "501 is not in the range"),
        (("simulate", SCHOOL, "--quorum", "7"), "--quorum 7 can never be met: the group has 6"),
        (("compare", SCHOOL, MONDAY, "--quorum", "9"), "can never be met: the group has 8"),
        (("simulate", SCHOOL, "--behaviour", "metting"), "did you mean meeting? There are contri"),
        (
            ("simulate", SCHOOL, "--until", "overrun=5"),
            "did you mean overrun_s? There are members_there",
        ),
        (("simulate", SCHOOL, "--until", "overrun_s"), "is no width: write a column, ="),
        (("simulate", SCHOOL, "--until", "overrun_s=0"), "is no width"),
        (("simulate", SCHOOL, "--until", "overrun_s=nan"), "is no width"),
        (("simulate", SCHOOL, "--until", "overrun_s=inf"), "is no width"),
        (("simulate", SCHOOL, "--until", "=5"), "is no width"),
        (("simulate", SCHOOL, "--trace", "10000"), "numbered from 0 to 9999"),
        (("simulate", SCHOOL, "--trace", "-1"), "-1 is not in the range"),
        (("simulate", "balint.school"), "a meeting or a series"),
        (("sweep", "balint.school", "--vary", "slot=60"), "a meeting or a series"),
        (("compare", SCHOOL, "balint.school"), "a meeting or a series"),
        (("simulate", "nobody.toml"), "There is no file nobody.toml"),
        (("simulate", SCHOOL, "--plot", "x.jpg"), "ends with .svg or .png or .pdf"),
        (("simulate", SCHOOL, "--plot", "no/x.svg"), "there is no folder no"),
        (("simulate", SCHOOL, "--parquet", "docs"), "is a directory"),
        (("simulate", SCHOOL, "--parquet", ""), "give the file a name"),
        (("simulate", SCHOOL, "--parquet", "x" * 5_000), "it cannot be written: File name too"),
        (("simulate", SCHOOL, "--parquet", f"{SCHOOL}/x"), "it cannot be written: Not a dir"),
        (("simulate", SCHOOL, "--parquet", SCHOOL), "is the file to be read"),
        (("compare", SCHOOL, MONDAY, "--parquet", MONDAY), "is the file to be read"),
        (("simulate", SCHOOL, "--checkpoint", SCHOOL), "is the file to be read"),
        (("simulate", SCHOOL, "--checkpoint", "a\0b"), "--checkpoint"),
        (("sweep", SCHOOL), "Missing option '--vary'"),
        (("sweep", SCHOOL, "--vary", "slot"), "varies nothing: write PATH=VALUES"),
        (("sweep", SCHOOL, "--vary", "=60"), "varies nothing"),
        (("sweep", SCHOOL, "--vary", "slot="), "varies nothing"),
        (("sweep", SCHOOL, "--vary", "slot=60,"), "give each value once"),
        (("sweep", SCHOOL, "--vary", "slot=60,60"), "give each value once"),
        (("sweep", SCHOOL, "--vary", "slot=60", "--vary", "slot=70"), "tells slot twice"),
        (("sweep", SCHOOL, "--vary", "slot=50:60"), "write from:to:step"),
        (("sweep", SCHOOL, "--vary", "slot=a:b:c"), "write from:to:step"),
        (("sweep", SCHOOL, "--vary", "slot=60:50:5"), "goes nowhere"),
        (("sweep", SCHOOL, "--vary", "slot=50:60:0"), "goes nowhere"),
        (("sweep", SCHOOL, "--vary", "slot=50:60:-5"), "goes nowhere"),
        (("sweep", SCHOOL, "--vary", "slot=0:999999999999999:0.001"), "1,000,000 can be"),
        (("sweep", SCHOOL, "--vary", "slot=1:2000:1", "--vary", "members=1:600:1"), "1,200,000 po"),
        (("sweep", SCHOOL, "--vary", "slott=60"), "--vary slott=60 cannot be set: no 'slott'"),
        (("sweep", SCHOOL, "--vary", "behaviour.sigmaa=1"), "Behaviour has no 'sigmaa'"),
        (("sweep", SCHOOL, "--vary", "behaviour.sigma=0.5,-1"), "--vary behaviour.sigma=-1 cannot"),
        (("sweep", SCHOOL, "--vary", "behaviour=nobody"), "no behaviour 'nobody'"),
        (("sweep", SCHOOL, "--vary", "protocol.discus.time=20"), "no part at 'discus'"),
        (("sweep", SCHOOL, "--vary", "members=2.5"), "members must be a whole number"),
        (("sweep", SCHOOL, "--vary", "slot=60", "--measure", "wait"), "--measure names 'wait'"),
        (("sweep", SCHOOL, "--vary", "slot=60", "--points", "4"), "--points is for --design"),
        (("sweep", SCHOOL, "--vary", "slot=60:70", "--design", "sobol"), "give --points"),
        (("sweep", SCHOOL, "--vary", "slot=60,70", "--design", "latin", "--points", "4"),
         "write from:to"),
        (("sweep", SCHOOL, "--vary", "slot=70:60", "--design", "latin", "--points", "4"),
         "goes nowhere"),
        (("sweep", SCHOOL, "--vary", "slot=60", "--plot", "x.svg", "--measure", "turns"),
         "one --measure over two things"),
        (("sweep", SCHOOL, "--vary", "slot=60", "--vary", "members=6", "--plot", "x.svg"),
         "one --measure over two things"),
        (("sweep", SCHOOL, "--vary", "slot=60:70", "--vary", "members=6:7", "--design", "latin",
          "--points", "4", "--plot", "x.svg", "--measure", "turns"), "leave out --design"),
        (("compare", SCHOOL), "Missing argument 'B'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_before_any_work(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    def work(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("reflective_groups.simulation.running.run", work)
    monkeypatch.setattr("reflective_groups.simulation.walking.walker", work)
    assert says in refused(shell(*words))


class TestRefusals:
    def test_a_plan_that_cannot_be_made_is_told_as_by_plan(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        file = changed(tmp_path, slot=rg.minutes(30))
        told = refused(shell("simulate", file), 1)
        assert told == words_of(shell("plan", file).stderr)
        assert json.loads(shell("simulate", file, "--json").stdout)["kind"] == "infeasible"

    def test_a_phase_in_which_nobody_may_speak(self, shell: Shell, tmp_path: Path) -> None:
        told = refused(shell("simulate", silent(tmp_path)))
        assert "talk: nobody who is there has the floor" in told

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder kept shut")
    def test_a_folder_that_may_not_be_written_to(self, shell: Shell, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        told = refused(shell("simulate", SCHOOL, "--parquet", tmp_path / "x.parquet"))
        assert "it may not be written" in told

    @pytest.mark.parametrize(
        ("words", "module", "extra"),
        [
            (("simulate", SCHOOL, "--parquet", "x.parquet"), "pyarrow", "frames"),
            (("compare", SCHOOL, MONDAY, "--plot", "x.svg"), "matplotlib", "plots"),
            (("sweep", SCHOOL, "--vary", "slot=60:70", "--design", "latin", "--points", "2"),
             "scipy.stats", "sweeps"),
        ],
    )  # fmt: skip
    def test_a_missing_extra_is_told_before_any_work(
        self,
        shell: Shell,
        monkeypatch: pytest.MonkeyPatch,
        words: tuple[str, ...],
        module: str,
        extra: str,
    ) -> None:
        def work(*_: object, **__: object) -> None:
            raise AssertionError

        monkeypatch.setattr("reflective_groups.simulation.running.run", work)
        monkeypatch.setitem(sys.modules, module, None)
        told = refused(shell(*words))
        assert told.endswith(f"pip install 'reflective-groups[{extra}]'.")

    @pytest.mark.parametrize("words", [EVERY[0], EVERY[4], EVERY[5]], ids=lambda words: words[0])
    def test_without_numpy_the_extra_is_named(self, words: tuple[str, ...]) -> None:
        program = (
            "import sys; sys.modules['numpy'] = None; "
            "from reflective_groups.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        done = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert "pip install 'reflective-groups[simulation]'" in words_of(done.stderr)


class TestCost:
    @pytest.mark.parametrize(
        "words",
        [
            ("--help",),
            ("simulate", "--help"),
            ("sweep", "--help"),
            ("compare", "--help"),
            ("check", SCHOOL),
            ("plan", SCHOOL),
            ("simulate", "nobody.toml", "--behaviour", "nobody"),
        ],
        ids=" ".join,
    )
    def test_what_simulates_nothing_imports_nothing_of_it(self, words: tuple[str, ...]) -> None:
        program = (
            "import sys; from reflective_groups.cli import main; main(sys.argv[1:]); "
            "heavy = {'numpy', 'numba', 'matplotlib', 'pyarrow', 'scipy'}; "
            "engine = 'reflective_groups.simulation.engine'; "
            "sys.exit(repr(heavy & set(sys.modules) | {engine} & set(sys.modules)))"
        )
        done = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
        )
        assert done.stderr.strip().endswith("set()")

    def test_help_names_every_behaviour(self, shell: Shell) -> None:
        told = words_of(shell("simulate", "--help").stdout)
        for name in sim.PRESETS:
            assert name in told


class TestLooks:
    @pytest.mark.parametrize("words", EVERY, ids=" ".join)
    @pytest.mark.parametrize("columns", [60, 80, 100, 200])
    def test_no_line_is_wider_than_the_window(
        self, shell: Shell, words: tuple[str, ...], columns: int
    ) -> None:
        result = shell(*words, COLUMNS=str(columns))
        assert result.exit_code == 0, result.output
        assert max(map(len, result.stdout.splitlines())) <= min(columns, screen.WIDEST)

    @pytest.mark.parametrize("words", EVERY, ids=" ".join)
    def test_colour_only_repeats_what_the_words_say(
        self, shell: Shell, words: tuple[str, ...]
    ) -> None:
        coloured = shell(*words, FORCE_COLOR="1").stdout
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert [line.rstrip() for line in bare.splitlines()] == shell(*words).stdout.splitlines()

    @pytest.mark.parametrize("words", EVERY, ids=lambda words: words[0])
    def test_any_encoding(self, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
        for encoding in ("ascii", "cp437", "utf-8"):
            stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            monkeypatch.setattr(sys, "stdout", stream)
            assert main(list(words)) == 0
            assert main([*words, "--json"]) == 0


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class TestBar:
    def test_nothing_where_nobody_looks(self, shell: Shell) -> None:
        with count("sessions") as told:
            assert told is None
        for words in EVERY:
            assert shell(*words).stderr == ""

    @staticmethod
    def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
        for name, value in (("NO_COLOR", "1"), ("COLUMNS", "80"), ("TERM", "xterm")):
            monkeypatch.setenv(name, value)
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        return stream

    def test_it_says_how_far_and_goes_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = self.terminal(monkeypatch)
        with count("points") as told:
            assert told is not None
            told(sim.Progress(sessions=1_200, of=12_000))
        assert "points" in terminal.getvalue()
        assert "1,200 of 12,000" in terminal.getvalue()
        assert terminal.getvalue().endswith("\x1b[2K")

    def test_compiling_is_said_in_it_until_there_is_something_to_count(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal = self.terminal(monkeypatch)
        with count("sessions") as told:
            logging.getLogger("reflective_groups.simulation").warning("Compiling the simulation.")
            assert told is not None
        assert "compiling" in terminal.getvalue()
        assert "Compiling the simulation." not in terminal.getvalue()

    def test_compiling_is_not_said_where_nobody_looks(
        self, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        logger = logging.getLogger("reflective_groups.simulation")
        with count("sessions"):
            logger.warning("Compiling the simulation.")
        assert capsys.readouterr().err == ""
        assert caplog.messages == []
        logger.warning("after")
        assert caplog.messages == ["after"]

    def test_anything_else_it_has_to_say_is_a_note(self) -> None:
        with (
            warnings.catch_warnings(record=True) as noted,
            count("sessions"),
        ):
            warnings.simplefilter("always")
            logging.getLogger("reflective_groups.simulation").warning("Numba is not installed.")
        assert [str(one.message) for one in noted] == ["Numba is not installed."]


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals there")
class TestTerminal:
    def test_the_bar_is_on_the_error_stream_alone(self) -> None:
        for words, what in ((EVERY[0], b"sessions"), (EVERY[4], b"points")):
            status, out, seen = on_a_terminal(*words, "--json")
            assert status == 0
            assert b"\x1b" not in out
            assert json.loads(out)["format_version"] == 1
            assert what in seen
            assert seen.endswith(b"\x1b[2K")

    def test_an_interruption_keeps_what_is_done(self, tmp_path: Path) -> None:
        kept = tmp_path / "kept.npz"
        words = ("simulate", SCHOOL, "--sessions", "1000000000", "--checkpoint", str(kept))
        for more in ((), ("--workers", "2")):
            status, out, seen = on_a_terminal(*words, *more, stop_at=b" of 1,000,000,000")
            assert (status, out) == (130, b"")
            after = words_of(seen.rpartition(b"\x1b[2K")[2].decode())
            assert after.startswith("Interrupted. What was done is kept in")
            assert b"Traceback" not in seen
        assert zipfile.is_zipfile(kept)

    def test_the_first_simulation_on_a_machine_says_that_it_compiles(self, tmp_path: Path) -> None:
        pytest.importorskip("numba")
        status, out, seen = on_a_terminal(*EVERY[0], "--json", NUMBA_CACHE_DIR=str(tmp_path))
        assert status == 0
        assert json.loads(out)["sessions"] == 64
        assert b"compiling" in seen
        assert b"Compiling" not in seen


def test_the_commands_stand_after_planning_and_before_the_calendar() -> None:
    names = list(commands.commands)
    at = names.index("simulate")
    assert names[at - 1 : at + 4] == ["rotate", "simulate", "sweep", "compare", "calendar"]


def test_a_name_with_terminal_codes_stays_harmless(shell: Shell) -> None:
    result = shell("sweep", SCHOOL, "--vary", "behaviour=\x1b[2J")
    assert "\x1b" not in refused(result)


def test_json_says_what_went_wrong_too(shell: Shell) -> None:
    result = shell("sweep", SCHOOL, "--vary", "slott=60", "--json")
    said: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, said["kind"]) == (2, "input")
    assert "no 'slott'" in said["message"]
