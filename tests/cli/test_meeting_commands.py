"""check, plan and explain: what a meeting holds, and what its exit status says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pendulum
import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.protocols import balint, triad

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ask, Shell

CARE = "A sound plan does not make a safe group"
EIGHT = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal")
LENA = rg.Person("Lena", trained_in=("balint",), was_member=True, supervised=True)


def words_of(text: str) -> str:
    return " ".join(text.split())


def a_meeting(**changes: object) -> rg.Meeting:
    meeting = rg.Meeting(
        protocol=balint.SERIES,
        group=rg.Group(members=EIGHT, leaders=(LENA,)),
        start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
        slot=rg.minutes(90),
    )
    return attrs.evolve(meeting, **changes)  # type: ignore[arg-type]  # whatever a test needs


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "meeting.json"


def written(file: Path, value: object) -> Path:
    file.write_text(rg.dumps(value), encoding="utf-8")
    return file


class TestCheck:
    def test_findings_by_severity_with_everything_that_belongs_to_them(
        self, shell: Shell, examples: Path
    ) -> None:
        report = rg.check(rg.load_meeting(examples / "monday.toml"))
        result = shell("check", examples / "monday.toml")
        assert result.exit_code == 1
        told = words_of(result.stdout)
        for title, found in (
            ("Errors", report.errors),
            ("Warnings", report.warnings),
            ("Advice", report.advice),
        ):
            assert f"{title}: {len(found)}" in told
        places = [told.index(title) for title in ("Errors:", "Warnings:", "Advice:")]
        assert places == sorted(places)
        for finding in report:
            assert f"{finding.code} {finding.message} at {finding.path}" in told
            assert finding.citations[0].where in told
            assert str(finding.citations[0].source) in told
        assert CARE not in told
        assert "reflective-groups explain RG501" in told

    def test_a_sound_meeting_ends_with_what_a_check_cannot_say(
        self, shell: Shell, examples: Path
    ) -> None:
        result = shell("check", examples / "monday_repaired.toml")
        assert result.exit_code == 0
        told = words_of(result.stdout)
        assert told.endswith(
            f"{CARE}: that rests with the people in the room and with whoever leads them."
        )
        assert "Nothing found." in told

    def test_warnings_alone_are_sound(self, shell: Shell, file: Path) -> None:
        meeting = a_meeting(slot=rg.minutes(60))
        result = shell("check", written(file, meeting))
        assert result.exit_code == 0
        told = words_of(result.stdout)
        found = rg.check(meeting).warnings[0]
        assert found.repair
        assert f"{found.code} {found.message}" in told
        assert f"repair: {found.repair}" in told
        assert CARE in told

    def test_what_was_set_aside_is_shown_with_its_reason(self, shell: Shell, file: Path) -> None:
        waiver = rg.Waiver(code="RG210", reason="An hour is all we have.")
        told = words_of(
            shell("check", written(file, a_meeting(slot=rg.minutes(60), waivers=(waiver,)))).stdout
        )
        assert "Set aside: 1" in told
        assert "set aside: An hour is all we have." in told

    def test_in_json_it_is_the_report(self, shell: Shell, examples: Path) -> None:
        for name, status in (("monday", 1), ("monday_repaired", 0)):
            result = shell("check", examples / f"{name}.toml", "--json")
            assert result.exit_code == status
            meeting = rg.load_meeting(examples / f"{name}.toml")
            assert rg.loads(result.stdout, as_=rg.Report) == rg.check(meeting)

    def test_evidence_is_told(self, shell: Shell, examples: Path) -> None:
        assert "- 7 = 2 × 3 + 1" in shell("check", examples / "triads.toml").stdout

    def test_a_protocol_file_is_checked_as_one(self, shell: Shell, file: Path) -> None:
        broken = balint.SCHOOL.without("return")
        result = shell("check", written(file, broken))
        assert result.exit_code == 1
        told = words_of(result.stdout)
        assert "the protocol alone, without group or date" in told
        assert "RG207" in told
        assert rg.check(broken).codes == tuple(
            dict.fromkeys(word for word in told.split() if word in rg.check(broken).codes)
        )

    def test_a_protocol_in_toml(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "talk.toml"
        file.write_text(
            'key = "my.talk"\ntitle = "Our talk"\n[session]\ntype = "phase"\nname = "talk"\n'
            '[session.time]\nleast = "5 min"\n',
            encoding="utf-8",
        )
        result = shell("check", file)
        assert result.exit_code == 0, result.output
        assert "Our talk" in result.stdout

    def test_a_key_is_checked_too(self, shell: Shell) -> None:
        assert shell("check", "triad.peer").exit_code == 0

    def test_who_is_there(self, shell: Shell, file: Path, examples: Path) -> None:
        assert "8 members, led by Kim; away: Lee" in shell("check", examples / "monday.toml").stdout
        alone = a_meeting(group=rg.Group(members=EIGHT), first=True)
        told = shell("check", written(file, alone)).stdout
        assert "In person, a first meeting: 8 members, nobody to lead" in told


class TestPlan:
    def test_clock_minutes_phase_and_who(self, shell: Shell, file: Path) -> None:
        meeting = a_meeting(presenters=("Dot", "Eva"))
        agenda = planning.plan(meeting)
        result = shell("plan", written(file, meeting), COLUMNS="110")
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert "Monday 30 November 2026, 18:30 to 20:00 Europe/London (90 min)" in lines
        rows = [line.split() for line in lines if line[:2].isdigit()]
        assert [row[0] for row in rows] == [f"{one.start:%H:%M}" for one in agenda]
        assert [float(row[1]) for row in rows] == [one.length / rg.minutes(1) for one in agenda]
        told = words_of(result.stdout)
        assert told.index("case 1 of 2") < told.index("presenter Dot") < told.index("case 2 of 2")
        assert "presenter Dot (sitting back)" in told
        assert "leader Lena" in told
        assert "the other members" in told
        assert told.index("case 2 of 2") < told.index("presenter Eva")

    def test_a_round_that_is_the_only_one_has_no_number(self, shell: Shell, file: Path) -> None:
        meeting = a_meeting(slot=rg.minutes(60))
        assert [one.count for one in planning.plan(meeting).fit.counts] == [1]
        told = words_of(shell("plan", written(file, meeting)).stdout)
        assert "case 1" not in told
        assert "cases: held once" in told

    def test_before_and_after_are_outside_the_slot(self, shell: Shell, examples: Path) -> None:
        told = words_of(shell("plan", examples / "monday_repaired.toml").stdout)
        order = ["before the slot", "prepare", "gather", "in the slot", "18:30", "present",
                 "after the slot", "20:00", "debrief"]  # fmt: skip
        place = told.index("Who")
        for word in order:
            place = told.index(word, place)

    def test_what_has_no_stated_time_is_marked_and_explained(
        self, shell: Shell, examples: Path
    ) -> None:
        result = shell("plan", examples / "school.toml", COLUMNS="110")
        lines = result.stdout.splitlines()
        choose = next(line for line in lines if "choose" in line)
        assert "*" in choose
        assert "no time stated" in choose
        present = next(line for line in lines if "present" in line)
        assert "*" not in present
        assert "* No time is stated for these" in result.stdout
        agenda = planning.plan(rg.load_meeting(examples / "school.toml"))
        assert f"choose: {next(iter(agenda.fit)).why}" in words_of(result.stdout)

    def test_nothing_is_marked_where_every_time_is_stated(
        self, shell: Shell, examples: Path
    ) -> None:
        assert "*" not in shell("plan", examples / "triads.toml").stdout

    def test_small_groups_stand_side_by_side_and_nobody_is_dropped(
        self, shell: Shell, examples: Path
    ) -> None:
        result = shell("plan", examples / "triads.toml", COLUMNS="110")
        told = words_of(result.stdout)
        for name in ("Abe", "Bea", "Col", "Dee", "Eli", "Flo", "Gil"):
            assert name in told
        assert "observer Col and Gil (listening)" in told
        assert sum(line.startswith("15:47") for line in result.stdout.splitlines()) == 1
        assert "round 3 of 3" in told
        assert "triads/rounds/reflect: left out 3 times" in told

    def test_a_flawed_meeting_is_planned_with_a_word_on_its_errors(
        self, shell: Shell, examples: Path
    ) -> None:
        result = shell("plan", examples / "monday.toml")
        assert result.exit_code == 0
        assert "this meeting has 1 error" in words_of(result.stdout)
        assert "has 1 error" not in shell("plan", examples / "monday_repaired.toml").stdout

    def test_a_slot_that_is_too_short(self, shell: Shell, ask: Ask, file: Path) -> None:
        meeting = a_meeting(slot=rg.minutes(30))
        with pytest.raises(rg.Infeasible) as impossible:
            planning.plan(meeting)
        written(file, meeting)
        result = shell("plan", file)
        assert result.exit_code == 1
        assert result.stdout == ""
        told = words_of(result.stderr)
        assert told.startswith(f"Error: No plan: {impossible.value}. Without any one of these")
        assert "more than the 30 min" in told
        for one in (*impossible.value.conflict, *impossible.value.repairs):
            assert f"- {one}" in told
        data = ask("plan", file, status=1)
        assert data["kind"] == "infeasible"
        assert data["short_by_seconds"] == impossible.value.short_by_seconds > 0
        assert [one["path"] for one in data["conflict"]] == [
            one.path for one in impossible.value.conflict
        ]
        assert [one["says"] for one in data["repairs"]] == [
            one.says for one in impossible.value.repairs
        ]

    def test_a_series_is_no_meeting(self, shell: Shell) -> None:
        result = shell("plan", "docs/series/school.toml")
        assert result.exit_code == 2
        assert "`reflective-groups series docs/series/school.toml` lays it out" in words_of(
            result.stderr
        )

    def test_in_json_it_is_the_agenda(self, shell: Shell, examples: Path) -> None:
        result = shell("plan", examples / "monday.toml", "--json")
        agenda = planning.plan(rg.load_meeting(examples / "monday.toml"))
        assert rg.loads(result.stdout, as_=planning.Agenda) == agenda

    def test_a_clock_change_is_visible(self, shell: Shell, file: Path) -> None:
        night = pendulum.datetime(2026, 10, 25, 0, 45, tz="Europe/London")
        told = shell("plan", written(file, a_meeting(start=night)), COLUMNS="110").stdout
        assert "00:45 BST" in told
        assert "GMT" in told
        assert "00:45 to 01:15 Europe/London (90 min)" in told

    def test_midnight_is_visible(self, shell: Shell, file: Path) -> None:
        late = pendulum.datetime(2026, 11, 30, 23, 30, tz="Europe/London")
        told = shell("plan", written(file, a_meeting(start=late)), COLUMNS="110").stdout
        assert "23:30 to Tuesday 01:00" in told
        assert "Tue 00:" in told

    def test_time_that_belongs_to_no_phase(self, shell: Shell, file: Path) -> None:
        protocol = rg.Protocol(
            key="my.talk",
            title="Our talk",
            session=rg.Phase(
                name="talk",
                time=rg.exactly(rg.minutes(20)),
                floor=rg.Floor(speaks=(rg.MEMBER,)),
            ),
            leadership=rg.Leadership(least=0),
        )
        meeting = a_meeting(protocol=protocol, group=rg.Group(members=EIGHT), slot=rg.minutes(30))
        told = words_of(shell("plan", written(file, meeting)).stdout)
        assert "18:50 10 spare" in told
        assert "all members" in told

    def test_rounds_outside_the_slot(self, shell: Shell, file: Path) -> None:
        before = rg.rounds(rg.Phase(name="greet", time=rg.exactly(rg.minutes(1))), 2)
        meeting = a_meeting(protocol=attrs.evolve(balint.SERIES, before=before))
        told = words_of(shell("plan", written(file, meeting)).stdout)
        assert "before the slot round 1 18:28 1 greet" in told

    def test_a_protocol_is_no_meeting(self, shell: Shell) -> None:
        result = shell("plan", "balint.school")
        assert result.exit_code == 2
        assert "a plan is made for a meeting" in words_of(result.stderr)


class TestExplain:
    @pytest.mark.parametrize("rule", rg.RULES, ids=lambda rule: rule.code)
    def test_every_rule_has_its_page(self, shell: Shell, ask: Ask, rule: rg.Rule) -> None:
        result = shell("explain", rule.code)
        assert result.exit_code == 0
        told = words_of(result.stdout)
        for text in (rule.code, rule.name, rule.severity.value, rule.what, rule.why):
            assert text in told
        for citation in rule.citations:
            assert citation.where in told
            assert str(citation.source) in told
        data = ask("explain", rule.code)
        assert data["what"] == rule.what
        assert data["fails"] == rule.fails
        assert data["passes"] == rule.passes
        assert len(data["citations"]) == len(rule.citations)

    def test_small_letters_do(self, shell: Shell) -> None:
        assert shell("explain", "rg302").stdout == shell("explain", "RG302").stdout

    def test_without_a_code_it_lists_them(self, shell: Shell, ask: Ask) -> None:
        codes = [rule.code for rule in rg.RULES]
        lines = [line.split()[:1] for line in shell("explain").stdout.splitlines()]
        assert all([code] in lines for code in codes)
        assert [one["code"] for one in ask("explain")["rules"]] == codes

    def test_a_rule_of_somebody_elses_that_says_little(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        @rg.rule(
            "both", code="MY1", name="my-tea", what="No tea.", why="Tea is good.",
            severity=rg.Severity.ADVICE,
        )  # fmt: skip
        def tea(subject: rg.Protocol | rg.Meeting) -> list[rg.Notice]:
            del subject
            return [rg.Notice(message="There is no tea.")]

        monkeypatch.setattr("reflective_groups.rules.checking.installed", lambda: (tea,))
        told = shell("explain", "MY1").stdout
        assert "Source" not in told
        assert "Fails" not in told
        lines = shell("check", "triad.peer").stdout.splitlines()
        here = next(index for index, line in enumerate(lines) if "MY1  There is no tea." in line)
        assert not lines[here + 1].startswith("         ")


def test_a_veritas_leader_is_named(shell: Shell, examples: Path) -> None:
    assert triad.VERITAS_MEETING.leadership.least == 1
    assert "facilitator Wyn" in words_of(shell("plan", examples / "veritas.toml").stdout)
