"""Each rule's book holds true: its code, its words, its sources, its examples and its repairs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.model.series import Series
from reflective_groups.rules import examples
from reflective_groups.rules.checking import FAMILIES, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

HUNDREDS = {
    "size": 1,
    "timing": 2,
    "leadership": 3,
    "floor": 4,
    "setting": 5,
    "frame": 6,
    "series": 7,
}
SOUND: dict[str, Subject] = {
    "protocol": examples.PROTOCOL,
    "meeting": examples.MEETING,
    "online": examples.ONLINE,
    "series": examples.SERIES,
}
KNOWN: dict[str, Any] = {
    **{name: getattr(rg, name) for name in rg.__all__},
    **SOUND,
    "regroup": examples.regroup,
    "remake": examples.remake,
    "evolve": attrs.evolve,
}

EACH = pytest.mark.parametrize("rule", rg.RULES, ids=lambda rule: rule.code)


def example(expression: str) -> Subject:
    subject = eval(expression, dict(KNOWN))  # noqa: S307 -- an expression of our own
    assert isinstance(subject, rg.Protocol | rg.Meeting | Series)
    return subject


def repairs_of(subject: Subject) -> Iterator[tuple[rg.Finding, rg.Repair]]:
    for finding in rg.check(subject):
        for repair in (*([finding.repair] if finding.repair else []), *finding.otherwise):
            yield finding, repair


def mended(repair: rg.Repair, subject: Subject) -> Subject:
    if isinstance(subject, rg.Protocol):
        return repair.apply(subject)
    if isinstance(subject, rg.Meeting):
        return repair.apply(subject)
    return repair.apply(subject)


def places(report: rg.Report) -> set[tuple[str, str]]:
    return {(finding.code, finding.path) for finding in report}


def error_codes(report: rg.Report) -> set[str]:
    return {finding.code for finding in report.errors}


def test_no_two_rules_share_a_code_or_a_name() -> None:
    for told in ([rule.code for rule in rg.RULES], [rule.name for rule in rg.RULES]):
        assert [one for one, times in Counter(told).items() if times > 1] == []


def test_each_family_has_rules_and_a_hundred_of_its_own() -> None:
    names = [family.__name__.rpartition(".")[2] for family in FAMILIES]
    assert sorted(names) == sorted(HUNDREDS)
    for family, name in zip(FAMILIES, names, strict=True):
        codes = [one.code for one in vars(family).values() if isinstance(one, rg.Rule)]
        assert codes, name
        assert all(code.startswith(f"RG{HUNDREDS[name]}") and len(code) == 5 for code in codes)


@EACH
def test_a_rule_says_what_it_looks_for_and_why(rule: rg.Rule) -> None:
    assert rule.what.endswith(".")
    assert rule.why.endswith(".")
    assert len(rule.why) > len("Because.")


@EACH
def test_a_rule_cites_a_source_unless_it_is_our_own_choice(rule: rg.Rule) -> None:
    assert rule.citations or rule.standing is rg.Standing.DEFAULT
    assert rule.standing is not rg.Standing.SILENT
    assert len(set(rule.citations)) == len(rule.citations)


@EACH
def test_the_failing_example_fails(rule: rg.Rule) -> None:
    report = rg.check(example(rule.fails))
    found = [finding for finding in report if finding.code == rule.code]
    assert found, report
    for finding in found:
        assert finding.severity is rule.severity
        assert finding.message.endswith((".", "!", "?")), finding.message
        if rule.about == "series":
            assert finding.citations == (), "the example's figures have no source"
        else:
            assert set(rule.citations) <= set(finding.citations)


@EACH
def test_the_passing_example_passes(rule: rg.Rule) -> None:
    assert rule.code not in rg.check(example(rule.passes)).codes


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_found_in_the_sound_examples(name: str) -> None:
    report = rg.check(SOUND[name])
    assert report.findings == (), str(report)
    assert report.waived == ()


@EACH
def test_each_repair_removes_its_finding_and_brings_no_new_error(rule: rg.Rule) -> None:
    subject = example(rule.fails)
    before = rg.check(subject)
    for finding, repair in repairs_of(subject):
        after = rg.check(mended(repair, subject))
        assert (finding.code, finding.path) not in places(after), (str(repair), str(after))
        assert error_codes(after) <= error_codes(before), (str(repair), str(after))
        assert rg.check(subject) == before, "a repair must leave the old subject alone"


@EACH
def test_explain_prints_the_whole_book(rule: rg.Rule) -> None:
    told = str(rg.explain(rule.code))
    assert rule.code in told
    assert rule.name in told
    assert rule.what in told
    for citation in rule.citations:
        assert str(citation) in told
    for line in (*rule.fails.splitlines(), *rule.passes.splitlines()):
        assert line in told


@EACH
def test_explain_knows_each_rule_in_lower_case_too(rule: rg.Rule) -> None:
    assert rg.explain(rule.code.lower()) is rule


def test_explain_names_what_there_is() -> None:
    with pytest.raises(rg.UnknownKeyError, match="RG101"):
        rg.explain("RG999")


# The catalogue is read inside the tests, so that a protocol that cannot be imported fails here
# and does not keep the rules' own tests from being collected.


def test_no_protocol_of_the_catalogue_has_an_error() -> None:
    reports = {key: rg.check(protocol) for key, protocol in rg.CATALOGUE.items()}
    assert {key: str(report) for key, report in reports.items() if not report.ok} == {}


def test_each_repair_of_the_catalogue_holds() -> None:
    for key, protocol in rg.CATALOGUE.items():
        before = rg.check(protocol)
        for finding, repair in repairs_of(protocol):
            after = rg.check(repair.apply(protocol))
            assert (finding.code, finding.path) not in places(after), (key, str(repair))
            assert error_codes(after) <= error_codes(before), (key, str(repair))


def test_each_waiver_of_the_catalogue_names_a_rule() -> None:
    codes = {rule.code for rule in rg.RULES}
    for key, protocol in rg.CATALOGUE.items():
        assert {waiver.code for waiver in protocol.waivers} <= codes, key


def test_each_waiver_of_the_catalogue_sets_something_aside() -> None:
    """One for a rule about meetings can only be seen at work in a meeting."""
    about_meetings = {rule.code for rule in rg.RULES if rule.about in {"meeting", "series"}}
    for key, protocol in rg.CATALOGUE.items():
        used = {finding.code for finding in rg.check(protocol).waived}
        assert {waiver.code for waiver in protocol.waivers} <= used | about_meetings, key
