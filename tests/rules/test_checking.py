"""Asking all rules: waivers, profiles, one's own rules, and those of installed packs."""

from __future__ import annotations

import importlib.metadata
import warnings
from typing import TYPE_CHECKING

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.rules import checking
from reflective_groups.rules.examples import MEETING, ONLINE, PROTOCOL, regroup

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = regroup(MEETING, members=MEETING.group.members[:3])


@rg.rule(
    "both", code="OURS01", name="ours-title", what="A title is short.", why="It has to fit.",
    severity=rg.Severity.WARNING,
)  # fmt: skip
def short_title(subject: rg.Protocol | rg.Meeting) -> Iterator[rg.Notice]:
    protocol = subject if isinstance(subject, rg.Protocol) else subject.protocol
    if len(protocol.title) > 9:
        yield rg.Notice(path="title", message=f"{len(protocol.title)} letters are many.")


@rg.rule(
    "protocol", code="OURS02", name="ours-close", what="We close.", why="We like to.",
    severity=rg.Severity.ADVICE,
)  # fmt: skip
def closes(protocol: rg.Protocol) -> Iterator[rg.Notice]:
    if "close" not in {phase.does for _, phase in protocol.phases}:
        yield rg.Notice(message="There is no closing.")


class TestReport:
    def test_an_error_makes_it_not_ok_and_can_stop_a_program(self) -> None:
        report = rg.check(SMALL)
        assert not report.ok
        with pytest.raises(rg.UnsoundError, match="RG101") as stopped:
            report.raise_for_errors()
        assert stopped.value.findings[0][0] == "RG101"
        assert isinstance(stopped.value, ValueError)

    def test_warnings_do_not_stop_anything(self) -> None:
        rg.check(regroup(MEETING, members=MEETING.group.members[:5])).raise_for_errors()

    def test_it_tells_its_subject_and_one_line_a_finding(self) -> None:
        lines = str(rg.check(SMALL)).splitlines()
        assert lines[0].startswith("An example, 2026-11-30 18:30 Europe/London")
        assert lines[1].startswith("  RG101 error at group.members: 3 members are fewer")
        assert str(rg.check(PROTOCOL)).endswith("nothing found")

    def test_an_empty_report_is_still_a_report(self) -> None:
        assert rg.Report()
        assert len(rg.Report()) == 0


class TestWaivers:
    def test_a_waiver_in_the_meeting_the_protocol_or_the_call_sets_a_finding_aside(self) -> None:
        waiver = rg.Waiver(code="RG101", reason="A trial with three.")
        protocol = attrs.evolve(SMALL.protocol, waivers=(waiver,))
        for report in (
            rg.check(SMALL, waivers=(waiver,)),
            rg.check(attrs.evolve(SMALL, waivers=(waiver,))),
            rg.check(attrs.evolve(SMALL, protocol=protocol)),
        ):
            assert "RG101" not in report.codes
            assert [one.waived for one in report.waived] == ["A trial with three."]

    def test_a_waiver_for_a_path_holds_there_alone(self) -> None:
        waiver = rg.Waiver(code="RG101", reason="Not here.", path="group.leaders")
        assert "RG101" in rg.check(SMALL, waivers=(waiver,)).codes

    def test_a_waiver_of_a_protocol_holds_when_the_protocol_is_checked_alone(self) -> None:
        bare = attrs.evolve(PROTOCOL.without("after/debrief"))
        waived = attrs.evolve(bare, waivers=(rg.Waiver(code="RG311", reason="We do it at home."),))
        assert "RG311" in rg.check(bare).codes
        assert "RG311" not in rg.check(waived).codes


class TestProfiles:
    def test_a_profile_weighs_anew(self) -> None:
        mild = rg.Profile(weights=(rg.Weight("RG101", rg.Severity.ADVICE),))
        report = rg.check(SMALL, profile=mild)
        assert report.ok
        assert "RG101" in {one.code for one in report.advice}

    def test_a_profile_can_do_without_a_rule(self) -> None:
        assert "RG101" not in rg.check(SMALL, profile=rg.Profile(off=("RG101",))).codes


class TestOwnRules:
    def test_a_rule_of_ones_own_is_asked_of_what_it_is_about(self) -> None:
        rules = (short_title, closes)
        assert rg.check(MEETING, rules=rules).codes == ("OURS01", "OURS02")
        assert rg.check(PROTOCOL, rules=rules).codes == ("OURS01", "OURS02")

    def test_its_findings_can_be_waived_like_any_other(self) -> None:
        waiver = rg.Waiver(code="OURS02", reason="We end in silence.")
        assert rg.check(MEETING, rules=(closes,), waivers=(waiver,)).codes == ()

    def test_a_meeting_rule_is_not_asked_of_a_protocol(self) -> None:
        assert "RG301" not in rg.check(PROTOCOL).codes

    def test_a_message_is_never_too_long_to_keep(self) -> None:
        notice = rg.Notice(message="x" * 10_000, evidence=("line",) * 1_000)
        assert len(notice.message) == 4_000
        assert len(notice.evidence) == 200


class TestExplain:
    def test_it_takes_a_code_in_any_case(self) -> None:
        assert rg.explain("rg102") is rg.explain("RG102")

    def test_it_says_what_there_is_where_there_is_no_such_rule(self) -> None:
        with pytest.raises(rg.UnknownKeyError, match="RG101, RG102"):
            rg.explain("RG999")

    def test_a_rule_prints_its_book(self) -> None:
        told = str(rg.explain("RG302"))
        for part in (
            "RG302 leaders-untrained (error",
            "Why",
            "Source",
            "001-30",
            "Fails",
            "Passes",
        ):
            assert part in told
        assert "(none)" in str(closes)


def entry(name: str, loads: object) -> importlib.metadata.EntryPoint:
    class Fake(importlib.metadata.EntryPoint):
        def load(self) -> object:
            if isinstance(loads, Exception):
                raise loads
            return loads

    return Fake(name, "somewhere:rules", checking.PACKS)


class TestPacks:
    @pytest.fixture(autouse=True)
    def _afresh(self) -> Iterator[None]:
        checking.installed.cache_clear()
        yield
        checking.installed.cache_clear()

    def offer(self, monkeypatch: pytest.MonkeyPatch, *entries: object) -> None:
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: entries)

    def test_an_installed_rule_is_asked_and_explained(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.offer(monkeypatch, entry("one", short_title), entry("several", [closes]))
        assert rg.check(MEETING).codes == ("OURS01", "OURS02")
        assert rg.explain("OURS02") is closes

    @pytest.mark.parametrize(
        ("loads", "why"),
        [
            (RuntimeError("no such thing"), "no such thing"),
            ("not a rule", "expected a rule or several, got str"),
            ([short_title, 3], "expected a rule or several, got int"),
            ([rg.explain("RG101")], "the code RG101 is taken"),
        ],
        ids=["raises", "text", "number", "taken"],
    )
    def test_a_broken_pack_warns_and_is_left_out(
        self, monkeypatch: pytest.MonkeyPatch, loads: object, why: str
    ) -> None:
        self.offer(monkeypatch, entry("broken", loads), entry("whole", closes))
        with pytest.warns(UserWarning, match=f"'broken'.*left out: {why}"):
            assert rg.check(MEETING).codes == ("OURS02",)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            rg.check(MEETING)  # the warning comes once


class TestRepairs:
    def test_a_slot_is_not_a_protocols_to_set(self) -> None:
        mend = rg.Repair(says="longer", edits=(rg.SetSlot(rg.minutes(90)),))
        with pytest.raises(rg.ModelError, match="belongs to a meeting"):
            mend.apply(PROTOCOL)

    def test_each_edit_says_what_it_does(self) -> None:
        phase = rg.Phase(name="tea")
        for edit, told in (
            (rg.SetSlot(rg.minutes(90)), "make the slot 90 min"),
            (rg.SetRounds(path="cases", count=2), "hold cases 2 times"),
            (rg.PutBefore(phase), "add tea before the session"),
            (rg.PutAfter(phase), "add tea after the session"),
            (rg.Silence(path="discuss", role=rg.PRESENTER), "let the presenter only listen"),
            (rg.FactsOnly("clarify"), "keep the questions in clarify to facts"),
            (rg.MoveAfter(path="a", target="b"), "put a after b"),
        ):
            assert told in str(edit)

    def test_rounds_are_set_and_lose_their_source(self) -> None:
        mend = rg.Repair(says="one case", edits=(rg.SetRounds(path="cases", count=1),))
        cases = mend.apply(MEETING).protocol.part("cases")
        assert isinstance(cases, rg.Rounds)
        assert cases.count == rg.times(1)
        assert cases.standing_of("count") is rg.Standing.DEFAULT

    def test_a_repair_of_a_first_meeting_changes_the_first_session_alone(self) -> None:
        mend = rg.Repair(says="listen", edits=(rg.Silence(path="introduce", role=rg.LEADER),))
        first = attrs.evolve(MEETING, first=True)
        mended = mend.apply(first)
        assert mended.protocol.session == PROTOCOL.session
        assert rg.LEADER in mended.held.phase("introduce").floor.silent

    def test_a_part_that_is_not_there_cannot_be_mended(self) -> None:
        mend = rg.Repair(says="listen", edits=(rg.Silence(path="nowhere", role=rg.LEADER),))
        with pytest.raises(rg.PathError, match="nowhere"):
            mend.apply(PROTOCOL)

    def test_nothing_is_found_online_either(self) -> None:
        assert rg.check(ONLINE).findings == ()


class TestRobustness:
    def test_only_a_protocol_a_meeting_or_a_series_is_checked(self) -> None:
        with pytest.raises(TypeError, match="a Protocol, a Meeting or a Series, got str"):
            rg.check("balint.uk")  # type: ignore[arg-type]

    def test_two_rules_of_one_code_are_refused(self) -> None:
        double = attrs.evolve(closes, code="RG101")
        with pytest.raises(ValueError, match="two rules have the code RG101"):
            rg.check(MEETING, rules=(double,))

    def test_the_same_rule_given_twice_is_asked_once(self) -> None:
        assert len(rg.check(MEETING, rules=(closes, closes))) == 1

    def test_a_rule_that_breaks_is_told_of_and_stops_no_other(self) -> None:
        def broken(_: rg.Protocol) -> tuple[rg.Notice, ...]:
            message = "oh"
            raise RuntimeError(message)

        rule = attrs.evolve(closes, code="OURS03", judge=broken)
        with pytest.warns(UserWarning, match="OURS03 broke"):
            report = rg.check(MEETING, rules=(rule, short_title))
        assert set(report.codes) == {"OURS01", "OURS03"}

    @pytest.mark.parametrize(
        "edit",
        [rg.SetSlot(rg.minutes(80)), rg.Silence(path="nowhere", role=rg.LEADER)],
        ids=["does not mend", "cannot be applied"],
    )
    def test_a_repair_that_is_none_is_left_out(self, edit: rg.Edit) -> None:
        assert self.offered(edit) is None

    def test_a_repair_that_would_add_an_error_is_left_out(self) -> None:
        assert self.offered(rg.SetSlot(rg.minutes(1))) is None

    def test_a_repair_that_mends_is_kept(self) -> None:
        assert self.offered(rg.SetSlot(rg.minutes(81))) is not None

    def offered(self, edit: rg.Edit) -> rg.Repair | None:
        """What is left of a repair, for a rule that minds a slot of eighty minutes."""

        def judge(meeting: rg.Meeting) -> Iterator[rg.Notice]:
            if meeting.slot == MEETING.slot:
                repair = rg.Repair(says="Try this.", edits=(edit,))
                yield rg.Notice(message="Something is off.", repair=repair)

        rule = attrs.evolve(short_title, code="OURS04", about="meeting", judge=judge)
        (finding,) = rg.check(MEETING, rules=(rule,))
        return finding.repair

    def test_shares_that_cannot_all_be_had_are_a_finding(self) -> None:
        each = rg.Phase(
            name="check_in",
            time=rg.Share(least=0.2, most=0.2),
            each=rg.MEMBER,
            floor=rg.Floor(speaks=(rg.MEMBER,)),
        )
        protocol = rg.Protocol(key="my.shares", title="Shares", session=each)
        finding = rg.check(attrs.evolve(MEETING, protocol=protocol)).errors[0]
        assert finding.code == "RG201"
        assert finding.repair is None

    def test_a_report_says_how_many_were_set_aside(self) -> None:
        waiver = rg.Waiver(code="RG101", reason="A trial with three.")
        told = str(rg.check(SMALL, waivers=(waiver,)))
        assert "nothing else found" in told
        assert "1 set aside: RG101" in told

    def test_a_finding_cites_what_its_protocol_rests_on(self) -> None:
        grow = attrs.evolve(MEETING, protocol=rg.CATALOGUE["grow.grow"])
        found = next(one for one in rg.check(grow) if one.code in {"RG101", "RG102"})
        assert "S0" not in {citation.source.key for citation in found.citations}
