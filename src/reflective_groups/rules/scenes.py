"""What there is to see of a report, a finding and a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.display.scene import Item, Listing, Prose, Scene
from reflective_groups.model.care import CARE
from reflective_groups.rules.finding import Severity
from reflective_groups.sources import told_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.rules.book import Rule
    from reflective_groups.rules.finding import Finding, Report

SIGNS = {
    Severity.ERROR: "\N{BALLOT X}",
    Severity.WARNING: "\N{WHITE UP-POINTING TRIANGLE}",
    Severity.ADVICE: "\N{WHITE CIRCLE}",
}
_NAMES = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def report_scene(report: Report) -> Scene:
    """A report: findings grouped by how much they weigh, and what was set aside."""
    groups = tuple(_group(report, severity) for severity in Severity if report.of(severity))
    aside = (
        (Listing(heading="Set aside", items=tuple(map(_aside, report.waived))),)
        if report.waived
        else ()
    )
    return Scene(
        title=report.subject or "Report",
        told=_verdict(report),
        blocks=(*groups, *aside, Prose(CARE, care=True)),
    )


def _verdict(report: Report) -> str:
    if not report.findings:
        return "Nothing else found." if report.waived else "Nothing found."
    counts = (_count(len(report.of(one)), one) for one in Severity if report.of(one))
    return f"Found: {', '.join(counts)}."


def _count(number: int, severity: Severity) -> str:
    one, many = _NAMES[severity]
    return f"{number} {one if number == 1 else many}"


def _group(report: Report, severity: Severity) -> Listing:
    found = report.of(severity)
    return Listing(
        heading=_count(len(found), severity),
        items=tuple(map(item_of, found)),
        sign=SIGNS[severity],
    )


def item_of(finding: Finding) -> Item:
    """A finding as a point of a list, with its evidence, sources and repairs."""
    return Item(
        code=finding.code,
        where=finding.path,
        told=finding.message,
        more=tuple(_more(finding)),
    )


def _more(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.evidence:
        yield "evidence", "; ".join(finding.evidence)
    yield from (("source", told) for told in told_once(finding.citations))
    if finding.repair is not None:
        yield "repair", finding.repair.says
    yield from (("or", repair.says) for repair in finding.otherwise)


def _aside(finding: Finding) -> Item:
    return Item(
        code=finding.code,
        where=finding.path,
        told=finding.message,
        more=(("set aside because", finding.waived),),
    )


def finding_scene(finding: Finding) -> Scene:
    """One finding."""
    heading = str(finding.severity)
    listing = Listing(heading=heading, items=(item_of(finding),), sign=SIGNS[finding.severity])
    return Scene(title=finding.code, blocks=(listing,))


def rule_scene(rule: Rule) -> Scene:
    """A rule with its book."""
    sources = tuple(Item(told=told) for told in told_once(rule.citations))
    examples = tuple(
        Item(code=name, told=code)
        for name, code in (("fails", rule.fails), ("passes", rule.passes))
        if code
    )
    return Scene(
        title=f"{rule.code} {rule.name}",
        told=f"{str(rule.severity).capitalize()}, {rule.standing.value}. {rule.what}",
        blocks=(
            Prose(rule.why),
            *((Listing(heading="Sources", items=sources),) if sources else ()),
            *((Listing(heading="Examples", items=examples),) if examples else ()),
        ),
    )
