"""Pages about findings: what a check noticed, and the book of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reflective_groups.cli import screen, words
from reflective_groups.cli.answer import (
    FINDINGS,
    SOUND,
    Answer,
    RefusalError,
    document,
    page,
    plain,
    told,
)
from reflective_groups.cli.inputs import near
from reflective_groups.errors import UnknownKeyError
from reflective_groups.model.care import CARE
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.series import Series
from reflective_groups.rules import RULES, Severity, check, explain
from reflective_groups.rules.checking import installed
from reflective_groups.serial import to_data
from reflective_groups.sources import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from reflective_groups.model.protocol import Protocol
    from reflective_groups.rules import Finding, Report, Rule

_STYLES = {
    Severity.ERROR: ("Errors", "bold red"),
    Severity.WARNING: ("Warnings", "bold yellow"),
    Severity.ADVICE: ("Advice", "bold cyan"),
}


def check_page(subject: Meeting | Protocol | Series, name: str, *, as_json: bool) -> Answer:
    """What the rules find, the worst first."""
    report = check(subject)
    status = SOUND if report.ok else FINDINGS
    if as_json:
        return document(to_data(report), status=status)
    if isinstance(subject, Meeting):
        head = screen.head(subject.protocol.title, words.when(subject), words.who(subject))
    elif isinstance(subject, Series):
        head = screen.head(*words.of_series(subject))
    else:
        head = screen.head(subject.title, f"{name}: the protocol alone, without group or date")
    return page(*head, *_report(report), status=status)


def _report(report: Report) -> Iterator[RenderableType]:
    for severity, (title, style) in _STYLES.items():
        found = report.of(severity)
        if found:
            yield screen.heading(f"{title}: {len(found)}", style=style)
            yield _findings(found)
    if not report.findings:
        yield screen.paragraph("Nothing else found." if report.waived else "Nothing found.")
    if report.waived:
        yield screen.heading(f"Set aside: {len(report.waived)}")
        yield _findings(report.waived)
    cited = words.sources(
        citation for one in (*report.findings, *report.waived) for citation in one.citations
    )
    if cited:
        yield screen.heading("Sources")
        yield screen.pairs(cited)
    yield screen.paragraph(_sum(report))


def _sum(report: Report) -> str:
    counts = (
        words.plural(len(report.errors), "error"),
        words.plural(len(report.warnings), "warning"),
        words.plural(len(report.advice), "piece of advice", "pieces of advice"),
    )
    told = f"{', '.join(counts)}."
    if report.ok:
        return f"{told} {CARE}" if report.findings else CARE
    return f"{told} `reflective-groups explain {report.codes[0]}` tells more about a rule."


def _findings(found: Iterable[Finding]) -> RenderableType:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for one in found:
        rows.add_row(Text(one.code, style="bold"), Text(one.message))
        for line in _details(one):
            rows.add_row("", Text(line, style="dim"))
    return Padding(rows, (0, 0, 0, 2))


def _details(finding: Finding) -> Iterator[str]:
    where = f"at {finding.path}" if finding.path else ""
    source = f"source: {places(finding.citations)}" if finding.citations else ""
    if where or source:
        yield "; ".join(filter(None, (where, source)))
    for one in finding.evidence:
        yield f"- {one}"
    if finding.repair:
        yield f"repair: {finding.repair}"
    for repair in finding.otherwise:
        yield f"or: {repair}"
    if finding.waived:
        yield f"set aside: {finding.waived}"


def explain_page(code: str, *, as_json: bool) -> Answer:
    """The book of a rule."""
    try:
        rule = explain(code)
    except UnknownKeyError:
        known = [one.code for one in (*RULES, *installed())]
        message = (
            f"There is no rule {code!r}{near(code.upper(), known)} `reflective-groups explain` "
            "lists every rule."
        )
        raise RefusalError(message, kind="key") from None
    if as_json:
        return document(told("rule", **_book(rule)))
    return page(*_rule(rule))


def _book(rule: Rule) -> dict[str, Any]:
    return {
        **_title(rule),
        "why": rule.why,
        "standing": rule.standing.value,
        "citations": [plain(one) for one in rule.citations],
        "fails": rule.fails,
        "passes": rule.passes,
    }


def _title(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "about": rule.about,
        "what": rule.what,
    }


def _rule(rule: Rule) -> Iterator[RenderableType]:
    style = _STYLES[rule.severity][1]
    yield Text.assemble((f"{rule.code} {rule.name}", "bold"), "  ", (str(rule.severity), style))
    looks = {"both": "a protocol or a meeting"}.get(rule.about, f"a {rule.about}")
    yield Text(f"looks at {looks}; {words.STANDINGS[rule.standing]}", style="dim")
    yield screen.paragraph(rule.what)
    yield screen.paragraph(rule.why)
    if rule.citations:
        yield screen.heading("Source")
        yield screen.items(_by_source(rule))
    for title, example in (("Fails", rule.fails), ("Passes", rule.passes)):
        if example:
            yield screen.heading(f"{title}, in Python")
            yield screen.paragraph(example, above=0, left=2)


def _by_source(rule: Rule) -> Iterator[str]:
    """Each source with the places in it."""
    for key, title in words.sources(rule.citations, addresses=True):
        yield f"{places(one for one in rule.citations if one.source.key == key)}\n{title}"


def rules_page(*, as_json: bool) -> Answer:
    """Every rule, by code."""
    rules = sorted((*RULES, *installed()), key=lambda one: one.code)
    if as_json:
        return document(told("rules", rules=[_title(one) for one in rules]))
    made = screen.table("Code", "Severity", "What it finds", kept=("Code", "Severity"))
    for one in rules:
        made.add_row(one.code, Text(str(one.severity), style=_STYLES[one.severity][1]), one.what)
    closing = (
        f"{words.plural(len(rules), 'rule')}. `reflective-groups explain CODE` tells why, after "
        "which source, and gives an example of each kind."
    )
    return page(made, screen.paragraph(closing))
