"""list, show, find, diff and schema: the table and the JSON say the same, and it is what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema
import pytest

import reflective_groups as rg
from reflective_groups import serial
from reflective_groups.protocols import balint, triad

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ask, Shell

KEYS = sorted(rg.CATALOGUE)


def words_of(text: str) -> str:
    """Text without line breaks, so that wrapping does not matter."""
    return " ".join(text.split())


class TestList:
    def test_every_protocol_is_in_it_with_its_family(self, shell: Shell) -> None:
        result = shell("list")
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        for key in KEYS:
            assert any(line.split()[:1] == [key] for line in lines)
        for family in ("balint", "triad", "grow", "relatives"):
            assert f"({family})" in result.stdout

    def test_it_tells_members_and_length(self, shell: Shell) -> None:
        line = next(
            one for one in shell("list").stdout.splitlines() if one.startswith("balint.school")
        )
        assert "6 to 12" in line
        assert "at least 40 min" in line

    def test_one_family(self, shell: Shell, ask: Ask) -> None:
        assert "balint." not in shell("list", "--family", "grow").stdout
        found = ask("list", "--family", "grow")["protocols"]
        assert [one["key"] for one in found] == [key for key in KEYS if key.startswith("grow.")]

    def test_in_json(self, ask: Ask) -> None:
        data = ask("list")
        assert data["format"] == "reflective_groups.list"
        assert [one["key"] for one in data["protocols"]] == KEYS
        school = next(one for one in data["protocols"] if one["key"] == "balint.school")
        assert school["title"] == balint.SCHOOL.title
        assert (school["size"]["least"], school["size"]["most"]) == (6, 12)
        assert school["duration"]["least"] == "PT40M"
        assert school["slot"] is None
        assert school["trained_leader"] == balint.SCHOOL.leadership.trained.value
        assert school["content_hash"] == balint.SCHOOL.content_hash


class TestShow:
    @pytest.mark.parametrize("key", KEYS)
    def test_every_protocol_has_a_page(self, shell: Shell, key: str) -> None:
        protocol = rg.CATALOGUE[key]
        result = shell("show", key, "--all", COLUMNS="110")
        assert result.exit_code == 0
        told = words_of(result.stdout)
        assert protocol.title in told
        for path, _ in protocol.phases:
            assert path.removeprefix("before/").removeprefix("after/") in told
        for clause in (*protocol.ground_rules, *protocol.cautions, *protocol.practice):
            assert clause.text in told
        assert told.endswith(
            "A sound plan does not make a safe group: that rests with the people in the room and "
            "with whoever leads them."
        )

    @pytest.mark.parametrize("key", KEYS)
    def test_in_json_it_is_the_protocol(self, shell: Shell, key: str) -> None:
        result = shell("show", key, "--json")
        assert rg.loads(result.stdout, as_=rg.Protocol) == rg.CATALOGUE[key]

    def test_times_come_with_standing_and_source(self, shell: Shell) -> None:
        lines = shell("show", "balint.school", COLUMNS="110").stdout.splitlines()
        present = next(line for line in lines if line.startswith("  present"))
        assert present.split() == ["present", "10", "min", "stated", "S0", "000-28"]
        choose = next(line for line in lines if line.startswith("  choose"))
        assert "no time stated" in choose
        assert "source silent" in choose
        discuss = next(line for line in lines if line.startswith("  discuss"))
        assert "20 to 30 min, usually 25" in discuss
        assert "usual derived" in discuss

    def test_a_disagreement_between_sources_is_shown(self, shell: Shell) -> None:
        told = words_of(shell("show", "balint.school", "--all", COLUMNS="110").stdout)
        note = balint.SCHOOL.phase("present").basis_of("time.most").note
        assert f": {note}" in told
        assert "002-12" in note

    def test_floors_say_who_is_silent_and_how_to_sit_back(self, shell: Shell) -> None:
        told = words_of(shell("show", "balint.uk_online", COLUMNS="110").stdout)
        assert "silent: presenter" in told
        assert "sit-back online: Move further from the screen" in told
        assert "steer away from: criticism, advice, suggested improvements" in told
        assert "questions: factual" in told

    @pytest.mark.parametrize(
        "key", [key for key in KEYS if rg.CATALOGUE[key].leadership.trained is rg.Demand.REQUIRED]
    )
    def test_who_may_lead_and_what_to_hold_otherwise(self, shell: Shell, key: str) -> None:
        lead = rg.CATALOGUE[key].leadership
        told = words_of(shell("show", key, COLUMNS="110").stdout)
        assert "Leading this takes training" in told
        assert "here nobody is trained" in told
        assert lead.instead in told

    def test_training_that_is_advised(self, shell: Shell, tmp_path: Path) -> None:
        lead = rg.Leadership(trained=rg.Demand.ADVISED, discipline="coaching")
        told = words_of(_shown(shell, tmp_path, lead))
        assert "For leading this, training in coaching is advised (the choice of" in told
        assert "hold something else; its source names nothing" in told
        ideal = rg.Leadership(trained=rg.Demand.IDEAL)
        assert "would be ideal" in words_of(_shown(shell, tmp_path, ideal))

    def test_rounds_breakouts_and_turns_are_told(self, shell: Shell) -> None:
        told = words_of(shell("show", "triad.peer", COLUMNS="110").stdout)
        assert "triads: in groups of 3, all at the same time" in told
        assert "triads/rounds, how many rounds: 3 (derived); coach, coachee, observer" in told

    def test_a_file_is_shown_too(self, shell: Shell, examples: Path, tmp_path: Path) -> None:
        of_a_meeting = shell("show", examples / "monday.toml")
        assert of_a_meeting.stdout == shell("show", "balint.uk_online").stdout
        mine = tmp_path / "mine.json"
        mine.write_text(
            rg.dumps(rg.Protocol(key="my.talk", title="Our talk", session=rg.Phase(name="talk"))),
            encoding="utf-8",
        )
        told = shell("show", mine).stdout
        assert told.startswith("Our talk\nmy.talk, version 1\n")
        assert "--all" not in told
        assert "Sources" not in told
        assert shell("show", mine, "--all").stdout == told

    def test_an_order_in_turn(self, shell: Shell, tmp_path: Path) -> None:
        floor = rg.Floor(speaks=(rg.MEMBER,), order=rg.Order.IN_TURN)
        phase = rg.Phase(name="round", floor=floor, each=rg.MEMBER, time=rg.exactly(rg.minutes(2)))
        told = words_of(_shown(shell, tmp_path, rg.Leadership(), phase))
        assert "each in turn" in told
        assert "2 min for each member" in told


def _shown(shell: Shell, folder: Path, lead: rg.Leadership, phase: rg.Phase | None = None) -> str:
    mine = rg.Protocol(
        key="my.talk", title="Our talk", session=phase or rg.Phase(name="talk"), leadership=lead
    )
    file = folder / "mine.json"
    file.write_text(rg.dumps(mine), encoding="utf-8")
    result = shell("show", file)
    assert result.exit_code == 0
    return result.stdout


class TestFind:
    def test_it_says_what_the_library_says(self, ask: Ask) -> None:
        found = rg.find(size=7, within=rg.minutes(60), trained_leader=False)
        data = ask("find", "--size", 7, "--within", 60, "--untrained")
        assert [one["key"] for one in data["matches"]] == list(found.keys)
        assert [one["remarks"] for one in data["matches"]] == [list(one.remarks) for one in found]
        assert [(one["key"], tuple(one["reasons"])) for one in data["rejects"]] == [
            (one.protocol.key, one.reasons) for one in found.rejects
        ]

    def test_the_table_has_every_match_and_every_reason(self, shell: Shell) -> None:
        found = rg.find(size=7, within=rg.minutes(60), trained_leader=False)
        told = words_of(shell("find", "--size", 7, "--within", 60, "--untrained").stdout)
        assert f"Suits: {len(found)}" in told
        assert f"Does not suit: {len(found.rejects)}" in told
        for match in found:
            assert match.protocol.key in told
            assert all(remark.split()[0] in told for remark in match.remarks)
        for reject in found.rejects:
            assert reject.protocol.key in told

    @pytest.mark.parametrize(
        ("words", "wish"),
        [
            (("--trained",), {"trained_leader": True}),
            (("--leaders", "0"), {"leaders": 0}),
            (("--online",), {"setting": rg.Setting.ONLINE}),
            (("--in-person",), {"setting": rg.Setting.IN_PERSON}),
            (("--advice",), {"advice": True}),
            (("--no-advice",), {"advice": False}),
            (("--family", "triad"), {"family": "triad"}),
            (("--within", "1 h 30 min"), {"within": rg.minutes(90)}),
            (("--within", "PT45M"), {"within": rg.minutes(45)}),
            (("--within", "7.5"), {"within": rg.minutes(7.5)}),
            ((), {}),
        ],
    )
    def test_each_option(self, ask: Ask, words: tuple[str, ...], wish: dict[str, object]) -> None:
        found = rg.find(**wish)  # type: ignore[arg-type]  # a table of different options
        assert [one["key"] for one in ask("find", *words)["matches"]] == list(found.keys)

    def test_nothing_suits(self, shell: Shell) -> None:
        result = shell("find", "--size", 500, "--within", 1, "--family", "balint")
        assert result.exit_code == 0
        assert "Suits: nothing" in result.stdout

    def test_everything_suits(self, shell: Shell) -> None:
        result = shell("find")
        assert f"Suits: {len(KEYS)}" in result.stdout
        assert "Does not suit" not in result.stdout

    def test_the_untrained_hear_what_is_advised_instead(self, shell: Shell) -> None:
        told = words_of(shell("find", "--untrained").stdout)
        assert "Advised where nobody is trained to lead" in told
        assert "peer-support" in told
        assert "peer-support" not in shell("find", "--trained").stdout

    def test_a_match_promises_little(self, shell: Shell) -> None:
        assert "It does not say that a group is in good hands." in shell("find").stdout


class TestDiff:
    def test_in_json_it_is_the_diff(self, shell: Shell) -> None:
        result = shell("diff", "balint.school", "balint.series", "--json")
        assert result.exit_code == 0
        assert rg.loads(result.stdout, as_=rg.Diff) == rg.diff(balint.SCHOOL, balint.SERIES)

    def test_each_change_has_a_line(self, shell: Shell) -> None:
        changes = rg.diff(balint.SCHOOL, balint.SERIES)
        told = words_of(shell("diff", "balint.school", "balint.series").stdout)
        assert told.count("added") >= sum(isinstance(one, rg.Added) for one in changes)
        assert told.count("changed") >= sum(isinstance(one, rg.Changed) for one in changes)
        assert f"{len(changes)} changes." in told

    def test_with_a_file_of_ones_own(self, shell: Shell, tmp_path: Path) -> None:
        mine = tmp_path / "mine.json"
        moved = balint.SCHOOL.without("choose").insert_after(
            "return", balint.SCHOOL.phase("choose")
        )
        mine.write_text(rg.dumps(moved), encoding="utf-8")
        told = words_of(shell("diff", "balint.school", mine).stdout)
        assert "moved choose place 1 place 5" in told
        mine.write_text(rg.dumps(balint.SCHOOL.without("choose")), encoding="utf-8")
        assert "removed choose" in words_of(shell("diff", "balint.school", mine).stdout)

    def test_no_difference(self, shell: Shell, examples: Path) -> None:
        result = shell("diff", "balint.uk_online", examples / "monday.toml")
        assert result.exit_code == 0
        assert "No difference between balint.uk_online 1 and balint.uk_online 1." in result.stdout


class TestSchema:
    @pytest.mark.parametrize("name", sorted(serial.documents()))
    def test_each_document_has_one(self, ask: Ask, name: str) -> None:
        data = ask("schema", name)
        assert data == rg.json_schema(serial.documents()[name])
        jsonschema.Draft202012Validator.check_schema(data)

    def test_it_is_json_anyway(self, shell: Shell) -> None:
        assert shell("schema", "meeting").stdout == shell("schema", "meeting", "--json").stdout

    def test_without_a_name_it_lists_them(self, shell: Shell, ask: Ask) -> None:
        told = [line.split()[0] for line in shell("schema").stdout.splitlines() if line.strip()]
        assert set(serial.documents()) <= set(told)
        assert ask("schema")["names"] == sorted(serial.documents())

    def test_what_check_says_in_json_follows_its_schema(
        self, shell: Shell, ask: Ask, examples: Path
    ) -> None:
        report = rg.dumps(rg.check(rg.load_meeting(examples / "monday.toml")))
        assert shell("check", examples / "monday.toml", "--json").stdout == f"{report}\n"
        data = ask("check", examples / "monday.toml", status=1)
        jsonschema.validate(data, ask("schema", "report"))
        jsonschema.validate(ask("plan", examples / "monday.toml"), ask("schema", "agenda"))
        jsonschema.validate(ask("show", triad.PEER.key), ask("schema", "protocol"))
