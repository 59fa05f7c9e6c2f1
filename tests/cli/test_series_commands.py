"""fit, series and calendar, and check on a series: what they plan and what they refuse."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.cli import main
from reflective_groups.model.series import Series
from reflective_groups.protocols import balint
from reflective_groups.serial import dumps, load_series, loads

if TYPE_CHECKING:
    from tests.cli.conftest import Ask, Shell

FOLDER = Path("docs/series")
WORKING = sorted(path for path in FOLDER.glob("*.toml") if not path.name.startswith("cannot_"))
CLASHING = [FOLDER / "cannot_forty_minutes_twice.toml", FOLDER / "cannot_two_school_cases.toml"]
MONDAY = "docs/examples/monday.toml"
STAMP = "2026-08-01T09:00Z"


def words_of(text: str) -> str:
    return " ".join(text.split())


def refused(shell: Shell, *words: object) -> str:
    result = shell(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "fault of the library" not in words_of(result.stderr)
    return words_of(result.stderr)


def a_series(**changes: object) -> Series:
    series = Series(
        key="x",
        title="Our talk",
        protocol=rg.Protocol(
            key="my.x",
            title="A talk",
            session=rg.Phase(
                name="talk",
                time=rg.exactly(rg.minutes(20)),
                floor=rg.Floor(speaks=(rg.PRESENTER,)),
            ),
            leadership=rg.Leadership(least=0),
        ),
        group=rg.Group(members=("Ann", "Ben")),
        start=dt.datetime(2026, 10, 8, 15, tzinfo=dt.UTC),
        slot=rg.minutes(20),
        count=2,
    )
    return attrs.evolve(series, **changes)  # type: ignore[arg-type]  # whatever a test needs


def written(folder: Path, value: object) -> Path:
    file = folder / "value.json"
    file.write_text(dumps(value), encoding="utf-8")
    return file


class TestFit:
    def test_minutes_bounds_and_why_of_each_phase(self, shell: Shell) -> None:
        found = planning.fit(balint.SERIES, rg.minutes(95))
        result = shell("fit", "balint.series", "--slot", "95", COLUMNS="110")
        assert result.exit_code == 0
        told = words_of(result.stdout)
        assert told.startswith("Balint group series 95 min")
        for one in found:
            around, _, name = one.path.rpartition("/")
            assert around in told
            assert f"{name} {one.length / rg.minutes(1):g} {one.bounds} {one.why}" in told
        assert "cases: held twice, the usual number." in told

    def test_in_json_it_is_the_fit(self, shell: Shell) -> None:
        result = shell("fit", "balint.series", "--slot", "95", "--members", "9", "--json")
        found = planning.fit(balint.SERIES, rg.minutes(95), members=9)
        assert rg.loads(result.stdout, as_=planning.Fit) == found

    def test_the_slot_of_the_protocol_is_the_usual_one(self, shell: Shell) -> None:
        assert (
            shell("fit", "balint.series").stdout
            == shell("fit", "balint.series", "--slot", "1 h 30 min").stdout
        )
        told = refused(shell, "fit", "balint.school")
        assert "give --slot, such as --slot 90" in told

    def test_how_many_people_there_are_is_asked_for(self, ask: Ask) -> None:
        words = ("fit", "relatives.troika", "--slot", "90")
        assert ask(*words, "--members", "12") != ask(*words, "--members", "4")

    def test_locks_and_who_gives_way(self, shell: Shell) -> None:
        words = ("--lock", "discuss=25 min", "--lock", "return>=8", "--gives-way", "choose")
        result = shell("fit", "balint.school", "--slot", "60", *words, "--json")
        found = rg.loads(result.stdout, as_=planning.Fit)
        assert found["discuss"] == rg.minutes(25)
        assert found["return"] >= rg.minutes(8)
        result = shell("fit", "balint.school", "--slot", "60", "--lock", "return<=5", "--json")
        assert rg.loads(result.stdout, as_=planning.Fit)["return"] == rg.minutes(5)

    def test_the_locks_of_a_meeting_hold_beside_those_told(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        lock = rg.Lock(path="cases[1]/discuss", time=rg.exactly(rg.minutes(31)))
        meeting = attrs.evolve(rg.load_meeting(MONDAY), locks=(lock,))
        file = written(tmp_path, meeting)
        result = shell("fit", file, "--lock", "cases[2]@19:20", "--json")
        found = rg.loads(result.stdout, as_=planning.Fit)
        assert found["cases[1]/discuss"] == rg.minutes(31)
        first = (one.length for one in found if one.path.startswith("cases[1]"))
        assert sum(first, dt.timedelta()) == rg.minutes(50)
        told = words_of(shell("fit", file).stdout)
        assert "Monday 30 November 2026, 18:30 to 20:00" in told
        assert "31 31 min locked" in told

    def test_a_series_is_fitted_with_its_slot_its_people_and_its_locks(
        self, shell: Shell, ask: Ask
    ) -> None:
        result = shell("fit", FOLDER / "two_cases.toml")
        assert "a usual meeting with everybody there (90 min)" in words_of(result.stdout)
        data = ask("fit", CLASHING[0], status=1)
        assert "cases[2]/discuss" in [one["path"] for one in data["conflict"]]

    @pytest.mark.parametrize("file", [MONDAY, FOLDER / "school.toml"])
    def test_what_a_file_says_itself_is_not_asked_for(self, shell: Shell, file: object) -> None:
        told = refused(shell, "fit", file, "--slot", "60", "--members", "3")
        assert "leave out --slot and --members, or give a protocol, such as balint." in told

    @pytest.mark.parametrize(
        ("lock", "says"),
        [
            ("discuss", "is no lock: write 'PATH=25'"),
            ("discuss==5", "is no lock"),
            ("=5", "is no lock"),
            ("discuss=", "is no lock"),
            ("discuss=soon", "must be a length like '90 min'"),
            ("discuss=-5", "must be a length"),
            ("discuss@25:00", "must be a time of day like '18:30'"),
            ("disucss=25", "there is cases, cases/present"),
            ("cases[9]/discuss=25", "nothing is held at 'cases[9]/discuss'"),
            ("discuss@19:30", "begins at no time of day"),
        ],
    )
    def test_a_lock_that_is_none(self, shell: Shell, lock: str, says: str) -> None:
        assert says in refused(shell, "fit", "balint.series", "--slot", "90", "--lock", lock)

    def test_who_gives_way_must_be_there(self, shell: Shell) -> None:
        told = refused(shell, "fit", "balint.series", "--gives-way", "chat")
        assert "no part at 'chat'; there is cases" in told

    def test_what_clashes_and_what_would_help(self, shell: Shell, ask: Ask) -> None:
        words = ("fit", "balint.series", "--slot", "75")
        locks = ("--lock", "cases[1]/discuss>=40", "--lock", "cases[2]/discuss>=40")
        result = shell(*words, *locks)
        assert result.exit_code == 1
        assert result.stdout == ""
        told = words_of(result.stderr)
        assert told.startswith("Error: No plan:")
        assert told.count("cases[1]/discuss: locked to at least 40 min") == 1
        assert "Any one of these would help: - " in told
        data = ask(*words, *locks, status=1)
        assert {"slot", "cases[1]/discuss"} <= {one["path"] for one in data["conflict"]}
        assert all(f"- {one['says']}" in told for one in data["repairs"])

    def test_what_no_phase_may_take_and_what_is_left_out(self, shell: Shell) -> None:
        told = words_of(shell("fit", "triad.peer", "--slot", "300").stdout)
        assert "spare" in told
        assert "no phase may take it" in told
        told = words_of(shell("fit", "grow.grow", "--slot", "30").stdout)
        assert told.endswith("will 5 3 to 10 min, usually 5 its usual time")
        told = words_of(shell("fit", "docs/examples/triads.toml").stdout)
        assert "left out, as there is no time: triads/rounds[1]/reflect" in told


class TestSeries:
    @pytest.mark.parametrize("file", WORKING, ids=lambda path: path.stem)
    def test_every_meeting_and_everybody_with_a_turn(self, shell: Shell, file: Path) -> None:
        made = planning.programme(load_series(file))
        result = shell("series", file)
        assert result.exit_code == 0
        assert result.stderr == ""
        lines = result.stdout.splitlines()
        assert lines[0] == made.series.title
        for agenda in made:
            start = agenda.meeting.start
            row = next(line for line in lines if f"{start:%a} {start.day} {start:%b %Y}" in line)
            assert f"{start:%H:%M}" in row
            assert all(name in row for name in agenda.meeting.presenters)
        told = words_of(result.stdout)
        for agenda in made:
            for group in agenda.meeting.small_groups:
                assert " ".join(group) in told
        for one in (*made.series.holidays, *made.series.away):
            assert f"{one}." in told

    @pytest.mark.parametrize("file", WORKING, ids=lambda path: path.stem)
    def test_in_json_it_is_the_programme(self, shell: Shell, file: Path) -> None:
        result = shell("series", file, "--json")
        assert result.exit_code == 0
        made = planning.programme(load_series(file))
        assert loads(result.stdout, as_=planning.Programme) == made

    @pytest.mark.parametrize("file", CLASHING, ids=lambda path: path.stem)
    def test_one_that_cannot_be_planned(self, shell: Shell, ask: Ask, file: Path) -> None:
        result = shell("series", file)
        assert result.exit_code == 1
        assert result.stdout == ""
        told = words_of(result.stderr)
        assert told.startswith("Error: No plan: meeting 1 (2026-")
        assert "Without any one of these, the others could be kept:" in told
        data = ask("series", file, status=1)
        assert data["conflict"]
        assert data["repairs"]
        assert all(f"- {one['says']}" in told for one in data["repairs"])

    def test_a_taster_has_no_number(self, shell: Shell) -> None:
        lines = shell("series", FOLDER / "uk.toml").stdout.splitlines()
        assert "10 meetings and a taster every second Wednesday" in words_of(" ".join(lines))
        taster, first = (
            next(line for line in lines if day in line) for day in ("13 Jan", "27 Jan")
        )
        assert taster.startswith("     Wed")
        assert "taster" in taster
        assert first.startswith(" 1   Wed")
        assert "taster" not in first

    def test_what_is_moved_and_what_is_not_held(self, shell: Shell, tmp_path: Path) -> None:
        assert (
            "instead of Mon 25 Jan; Ann and Ben"
            in shell("series", FOLDER / "two_cases.toml").stdout
        )
        off = rg.Cancelled(day=dt.date(2026, 10, 8), why="no room")
        told = shell("series", written(tmp_path, a_series(amendments=(off,)))).stdout
        assert "15:00   not held: no room" in told
        assert "1 meeting every Thursday" in told
        off = attrs.evolve(off, why="")
        told = shell("series", written(tmp_path, a_series(amendments=(off,)))).stdout
        assert "15:00   not held\n" in told

    def test_an_opening_of_another_length_and_its_small_groups(self, shell: Shell) -> None:
        told = shell("series", FOLDER / "veritas.toml").stdout
        assert "Minutes" in told
        assert "180   opening" in told
        assert "- Small groups: " in told

    def test_money(self, shell: Shell, tmp_path: Path) -> None:
        told = words_of(shell("series", FOLDER / "cannot_six_online.toml").stdout)
        assert "720.00 GBP missing; 12 fees a session meet the cost." in told
        costs = rg.Costs(currency="GBP", leader_hour=0, room_hire=5, member_session=5)
        told = shell("series", written(tmp_path, a_series(costs=costs))).stdout
        assert "1 fee a session meets the cost." in told
        costs = attrs.evolve(costs, member_session=0)
        told = shell("series", written(tmp_path, a_series(costs=costs))).stdout
        assert "no fee is taken" in told

    def test_nobody_is_dropped_without_a_word(self, shell: Shell, tmp_path: Path) -> None:
        told = shell("series", written(tmp_path, a_series())).stdout
        assert "Without a role: Ben in 1 meeting and Ann in 1 meeting." in told
        meeting = a_series().meetings[0]
        assert "Without a role: Ben." in shell("plan", written(tmp_path, meeting)).stdout

    def test_turns_of_one_person_are_no_table(self, shell: Shell) -> None:
        assert "Turns" not in shell("series", FOLDER / "grow.toml").stdout
        assert "Turns" in shell("series", FOLDER / "school.toml").stdout

    def test_one_with_errors_is_planned_with_a_word_about_them(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        series = load_series(FOLDER / "school.toml")
        flawed = attrs.evolve(series, protocol=series.protocol.without("return"))
        file = written(tmp_path, flawed)
        errors = len(rg.check(flawed).errors)
        assert errors
        result = shell("series", file)
        assert result.exit_code == 0
        assert f"this series has {errors} error" in words_of(result.stdout)
        assert "A plan is no check" not in shell("series", FOLDER / "school.toml").stdout

    def test_one_without_a_rhythm_is_weekly(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "x.toml"
        file.write_text(
            'key = "x"\ntitle = "X"\nprotocol = "balint.uk"\nstart = 2027-01-13T18:00:00Z\n'
            'slot = "90 min"\nuntil = 2027-01-20\n[group]\nmembers = ["Ann", "Ben"]\n',
            encoding="utf-8",
        )
        assert "2 meetings every Wednesday" in words_of(shell("series", file).stdout)

    @pytest.mark.parametrize("word", [MONDAY, "balint.uk"])
    def test_what_is_no_series(self, shell: Shell, word: str) -> None:
        assert "how often the group meets: cadence, and count or until" in refused(
            shell, "series", word
        )

    def test_problems_come_with_their_paths(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "x.toml"
        file.write_text('key = "x"\ncount = 0\ncadence = "often"\n', encoding="utf-8")
        told = refused(shell, "series", file)
        for path in ("count:", "cadence:", "title: is missing", "group: is missing"):
            assert path in told


class TestCheck:
    def test_exit_status_and_findings(self, shell: Shell) -> None:
        for name, status in (("uk", 0), ("cannot_six_online", 0), ("cannot_two_school_cases", 1)):
            series = load_series(FOLDER / f"{name}.toml")
            report = rg.check(series)
            result = shell("check", FOLDER / f"{name}.toml")
            assert result.exit_code == status == int(not report.ok)
            told = words_of(result.stdout)
            assert told.startswith(series.title)
            assert all(f"{one.code} {one.message}" in told for one in report)

    def test_in_json_it_is_the_report(self, shell: Shell) -> None:
        for name, status in (("uk", 0), ("cannot_two_school_cases", 1)):
            result = shell("check", FOLDER / f"{name}.toml", "--json")
            assert result.exit_code == status
            report = rg.check(load_series(FOLDER / f"{name}.toml"))
            assert rg.loads(result.stdout, as_=rg.Report) == report

    def test_rules_of_series_are_explained(self, shell: Shell) -> None:
        assert "looks at a series" in shell("explain", "RG701").stdout


class TestCalendar:
    @pytest.fixture(autouse=True)
    def _extra(self) -> None:
        pytest.importorskip("icalendar", reason="icalendar is not installed")

    @pytest.fixture
    def text(self) -> bytes:
        stamp = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)
        made = planning.programme(load_series(FOLDER / "two_cases.toml"))
        return planning.calendar(made, stamp=stamp, names=True).encode()

    WORDS = ("calendar", str(FOLDER / "two_cases.toml"), "--stamp", STAMP, "--names")

    def test_printed_byte_by_byte(self, shell: Shell, text: bytes) -> None:
        result = shell(*self.WORDS)
        assert result.exit_code == 0
        assert result.stdout_bytes == text
        assert text.count(b"\r\n") == text.count(b"\n")

    @pytest.mark.parametrize("encoding", ["ascii", "utf-16", "cp437"])
    def test_printed_alike_in_a_process_of_any_encoding(self, text: bytes, encoding: str) -> None:
        program = "import sys; from reflective_groups.cli import main; sys.exit(main())"
        done = subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-c", program, *self.WORDS],
            capture_output=True,
            env={"PYTHONIOENCODING": encoding},
            check=True,
        )
        assert done.stdout == text

    def test_a_stream_with_line_ends_of_its_own_changes_nothing(
        self, text: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        below = io.BytesIO()
        stream = io.TextIOWrapper(below, encoding="utf-8", newline="\r\n")
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(self.WORDS) == 0
        assert below.getvalue() == text

    def test_a_stream_of_text_alone(self, text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.StringIO(newline="")
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(self.WORDS) == 0
        assert stream.getvalue().encode() == text

    def test_written_byte_by_byte(self, shell: Shell, text: bytes, tmp_path: Path) -> None:
        file = tmp_path / "x.ics"
        file.write_text("what was there before", encoding="utf-8")
        result = shell(*self.WORDS, "--output", file)
        assert result.exit_code == 0
        assert words_of(result.stdout).replace(" ", "") == f"12eventsin{file}."
        assert file.read_bytes() == text

    def test_a_dash_is_the_standard_output(self, shell: Shell, text: bytes) -> None:
        assert shell(*self.WORDS, "-o", "-").stdout_bytes == text
        assert not Path("-").exists()

    def test_in_json(self, ask: Ask, text: bytes, tmp_path: Path) -> None:
        data = ask(*self.WORDS)
        assert data["format"] == "reflective_groups.calendar"
        assert data["events"] == 12
        assert data["text"].encode() == text
        file = tmp_path / "x.ics"
        data = ask(*self.WORDS, "-o", file)
        assert data["events"] == 12
        assert data["output"] == str(file)
        assert "text" not in data
        assert file.read_bytes() == text

    def test_a_meeting(self, shell: Shell) -> None:
        text = shell("calendar", MONDAY, "--stamp", STAMP).stdout_bytes
        assert text.count(b"BEGIN:VEVENT") == 1
        assert b"DTSTART:20261130T183000Z" in text

    def test_names_cues_and_sequence_only_where_asked_for(self, shell: Shell) -> None:
        plain = shell("calendar", MONDAY, "--stamp", STAMP).stdout_bytes
        assert b"Kim" not in plain
        assert b"VALARM" not in plain
        assert b"SEQUENCE:0" in plain
        told = shell("calendar", MONDAY, "--names", "--cues", "--sequence", "3").stdout_bytes
        assert b"Kim" in told
        assert b"VALARM" in told
        assert b"SEQUENCE:3" in told

    def test_without_a_stamp_it_is_now(self, shell: Shell) -> None:
        before = dt.datetime.now(dt.UTC).replace(microsecond=0)
        text = shell("calendar", MONDAY).stdout
        at = next(line for line in text.splitlines() if line.startswith("DTSTAMP:"))
        stamp = dt.datetime.strptime(at, "DTSTAMP:%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
        assert before <= stamp <= dt.datetime.now(dt.UTC)

    @pytest.mark.parametrize("output", ["no/such/folder/x.ics", ".", "a\0b", "x" * 5_000])
    def test_a_file_that_cannot_be_written(
        self, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
    ) -> None:
        meeting = Path(MONDAY).absolute()
        monkeypatch.chdir(tmp_path)
        told = refused(shell, "calendar", meeting, "--output", output)
        assert "cannot be written: " in told
        assert told.endswith("; give --output another name.")

    def test_the_file_that_is_read_is_not_written_over(self, shell: Shell, tmp_path: Path) -> None:
        file = written(tmp_path, rg.load_meeting(MONDAY))
        before = file.read_bytes()
        other = tmp_path / "." / "value.json"
        assert "is the file to be read" in refused(shell, "calendar", file, "-o", other)
        assert file.read_bytes() == before

    def test_what_cannot_be_planned_leaves_no_file(
        self, shell: Shell, ask: Ask, tmp_path: Path
    ) -> None:
        file = tmp_path / "x.ics"
        assert shell("calendar", CLASHING[1], "-o", file).exit_code == 1
        assert ask("calendar", CLASHING[1], status=1)["kind"] == "infeasible"
        assert not file.exists()

    def test_a_protocol_has_no_date(self, shell: Shell) -> None:
        assert "a file that also says who meets and when" in refused(shell, "calendar", "balint.uk")

    def test_a_missing_extra(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "icalendar", None)
        told = refused(shell, "calendar", MONDAY)
        assert "pip install 'reflective-groups[calendar]'" in told


def test_every_way_to_mend_a_finding_is_told(shell: Shell) -> None:
    told = " ".join(shell("check", FOLDER / "cannot_six_online.toml").stdout.split())
    report = rg.check(load_series(FOLDER / "cannot_six_online.toml"))
    (finding,) = (one for one in report if one.code == "RG702")
    assert finding.otherwise
    for repair in (finding.repair, *finding.otherwise):
        assert str(repair) in told
