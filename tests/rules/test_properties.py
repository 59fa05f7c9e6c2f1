"""What holds for the check of anything: it is steady, and its repairs mend."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.rules import checking
from reflective_groups.rules.examples import MEETING, ONLINE, PROTOCOL
from tests.strategies import meetings, protocols

if TYPE_CHECKING:
    import random

SLOTS = st.integers(1, 240).map(rg.minutes)
KEYS = st.sampled_from(sorted(rg.CATALOGUE))


@st.composite
def real_meetings(draw: st.DrawFn) -> rg.Meeting:
    """The sound examples with a protocol of the catalogue, another slot and fewer people."""
    meeting = draw(st.sampled_from((MEETING, ONLINE)))
    protocol = draw(st.one_of(st.just(PROTOCOL), KEYS.map(rg.CATALOGUE.__getitem__)))
    members = draw(st.integers(0, len(meeting.group.members)))
    leaders = draw(st.integers(0, len(meeting.group.leaders)))
    group = attrs.evolve(
        meeting.group,
        members=meeting.group.members[:members],
        leaders=meeting.group.leaders[:leaders],
    )
    return attrs.evolve(
        meeting, protocol=protocol, group=group, slot=draw(SLOTS), first=draw(st.booleans())
    )


SUBJECTS = st.one_of(protocols(), meetings(), real_meetings(), KEYS.map(rg.CATALOGUE.__getitem__))


def told(subject: rg.Protocol | rg.Meeting) -> rg.Report:
    return rg.check(subject)


@given(SUBJECTS)
def test_the_same_subject_gets_the_same_report(subject: rg.Protocol | rg.Meeting) -> None:
    assert told(subject) == told(attrs.evolve(subject))


@given(SUBJECTS, st.randoms(use_true_random=False))
def test_the_order_in_which_rules_are_asked_does_not_matter(
    subject: rg.Protocol | rg.Meeting, order: random.Random
) -> None:
    expected = told(subject)
    shuffled = list(checking.RULES)
    order.shuffle(shuffled)
    asked = checking.RULES
    checking.RULES = tuple(shuffled)
    try:
        assert told(subject) == expected
    finally:
        checking.RULES = asked


@given(real_meetings(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_no_code(meeting: rg.Meeting, order: random.Random) -> None:
    members = list(meeting.group.members)
    order.shuffle(members)
    other = attrs.evolve(meeting, group=attrs.evolve(meeting.group, members=members))
    assert told(other).codes == told(meeting).codes


@given(SUBJECTS)
def test_findings_come_worst_first(subject: rg.Protocol | rg.Meeting) -> None:
    report = told(subject)
    assert list(report) == sorted(report, key=lambda finding: finding.order)
    assert report.ok is not bool(report.errors)
    assert len(report.errors) + len(report.warnings) + len(report.advice) == len(report)


@given(SUBJECTS)
def test_every_repair_removes_its_finding_and_adds_no_error(
    subject: rg.Protocol | rg.Meeting,
) -> None:
    report = told(subject)
    errors = Counter((one.code, one.path) for one in report.errors)
    for finding in report:
        if finding.repair is None:
            continue
        after = rg.check(finding.repair.apply(subject))
        assert (finding.code, finding.path) not in {(one.code, one.path) for one in after}
        assert Counter((one.code, one.path) for one in after.errors) <= errors


@given(SUBJECTS)
def test_each_finding_says_where_why_and_what(subject: rg.Protocol | rg.Meeting) -> None:
    for finding in told(subject):
        assert finding.message.strip()
        assert finding.citations
        assert rg.explain(finding.code).severity is finding.severity


@given(SUBJECTS)
def test_waiving_all_that_was_found_leaves_nothing(subject: rg.Protocol | rg.Meeting) -> None:
    report = told(subject)
    waivers = [rg.Waiver(code=one.code, path=one.path, reason="We know.") for one in report]
    waived = rg.check(subject, waivers=waivers)
    assert waived.findings == ()
    assert len(waived.waived) == len(report) + len(report.waived)
