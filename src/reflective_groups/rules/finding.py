"""What rules noticed: findings, and the report of one check."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import UnsoundError
from reflective_groups.model.value import (
    LINE,
    PROSE,
    Kind,
    Many,
    Text,
    Value,
    to_names,
    to_tuple,
)
from reflective_groups.rules.repair import Repair
from reflective_groups.sources import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Scene

CODE = Text(least=1, most=40, pattern="[A-Z][A-Z0-9]*", form="a rule code like RG101")


class Severity(enum.Enum):
    """How much a finding weighs.

    >>> Severity.ERROR < Severity.ADVICE
    True
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """The place in the order from worst to mildest."""
        return list(Severity).index(self)

    def __lt__(self, other: Severity) -> bool:
        return self.rank < other.rank

    def __repr__(self) -> str:
        return f"Severity.{self.name}"

    def __str__(self) -> str:
        return self.value


def to_citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    """A tuple of citations."""
    return to_tuple(values)


_MOST = 200
"""A finding holds no more lines of evidence and no more citations than this."""


def _clipped(text: str) -> str:
    """A message that is never too long to keep, whatever names and texts went into it."""
    most = PROSE.most
    return f"{text[: most - 3]}..." if type(text) is str and len(text) > most else text


def to_repairs(values: Iterable[Repair]) -> tuple[Repair, ...]:
    """A tuple of repairs."""
    return to_tuple(values)


def _first_names(values: Iterable[str]) -> tuple[str, ...]:
    return to_names(values)[:_MOST]


def _first_citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    return to_citations(values)[:_MOST]


@attrs.frozen(kw_only=True, repr=False)
class Notice(Value):
    """What a rule function yields; `check` adds the code and the severity.

    >>> Notice(path="discuss", message="12 min are fewer than 20 min").repair is None
    True

    `citations` name what this notice rests on; without any it is the rule's own sources, unless
    it stands `alone`: then what it is held against has no source. `otherwise` are other repairs
    that would do, each by itself.
    """

    path: str = attrs.field(default="", validator=Text(most=1_000))
    message: str = attrs.field(converter=_clipped, validator=PROSE)
    evidence: tuple[str, ...] = attrs.field(
        default=(), converter=_first_names, validator=Many(of=str, most=_MOST)
    )
    citations: tuple[Citation, ...] = attrs.field(
        default=(), converter=_first_citations, validator=Many(of=Citation, most=_MOST)
    )
    repair: Repair | None = attrs.field(default=None, validator=Kind(Repair, optional=True))
    otherwise: tuple[Repair, ...] = attrs.field(
        default=(), converter=to_repairs, validator=Many(of=Repair, most=20)
    )
    alone: bool = attrs.field(default=False, validator=Kind(bool))


@attrs.frozen(kw_only=True, repr=False)
class Finding(Value, Drawn):
    """One thing a rule noticed.

    >>> finding = Finding(
    ...     code="RG102",
    ...     severity=Severity.WARNING,
    ...     path="group.members",
    ...     message="13 members are more than 12.",
    ... )
    >>> str(finding)
    'RG102 warning at group.members: 13 members are more than 12.'

    `repair` would mend it, and so would each that is in `otherwise`, by itself. `waived` holds
    the reason for which it was set aside.
    """

    code: str = attrs.field(validator=CODE)
    severity: Severity = attrs.field(validator=Kind(Severity))
    path: str = attrs.field(default="", validator=Text(most=1_000))
    message: str = attrs.field(converter=_clipped, validator=PROSE)
    evidence: tuple[str, ...] = attrs.field(
        default=(), converter=_first_names, validator=Many(of=str, most=_MOST)
    )
    citations: tuple[Citation, ...] = attrs.field(
        default=(), converter=_first_citations, validator=Many(of=Citation, most=_MOST)
    )
    repair: Repair | None = attrs.field(default=None, validator=Kind(Repair, optional=True))
    otherwise: tuple[Repair, ...] = attrs.field(
        default=(), converter=to_repairs, validator=Many(of=Repair, most=20)
    )
    waived: str = attrs.field(default="", validator=Text(most=LINE.most))

    @property
    def order(self) -> tuple[Any, ...]:
        """What findings are sorted by: the worst first, then code, path and message."""
        return (self.severity.rank, self.code, self.path, self.message)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.rules.scenes import finding_scene

        return finding_scene(self)

    def __str__(self) -> str:
        where = f" at {self.path}" if self.path else ""
        return f"{self.code} {self.severity}{where}: {self.message}"


def _findings(values: Iterable[Finding]) -> tuple[Finding, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Report(Value, Drawn):
    """All findings of one check, the worst first.

    >>> report = Report(subject="my.balint 1")
    >>> report.ok, str(report)
    (True, 'my.balint 1: nothing found')

    `ok` says that there is no error. It does not say that the group is safe.
    """

    subject: str = attrs.field(default="", validator=PROSE)
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=_findings, validator=Many(of=Finding, most=100_000)
    )
    waived: tuple[Finding, ...] = attrs.field(
        default=(), converter=_findings, validator=Many(of=Finding, most=100_000)
    )

    @property
    def ok(self) -> bool:
        """Whether there is no finding of error severity."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of error severity."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings of warning severity."""
        return self.of(Severity.WARNING)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """The findings of advice severity."""
        return self.of(Severity.ADVICE)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity.

        >>> Report().of(Severity.ERROR)
        ()
        """
        return tuple(finding for finding in self.findings if finding.severity is severity)

    @property
    def codes(self) -> tuple[str, ...]:
        """Each code that was found, once, in order of the findings."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))

    def raise_for_errors(self) -> None:
        """Raise `UnsoundError` where there is an error; otherwise nothing.

        >>> Report().raise_for_errors()
        """
        if self.ok:
            return
        told = "\n".join(map(str, self.errors))
        message = f"{self.subject or 'this'} is not sound\n{told}"
        triples = tuple((one.code, one.path, one.message) for one in self.errors)
        raise UnsoundError(message, triples)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        return True

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.rules.scenes import report_scene

        return report_scene(self)

    def __str__(self) -> str:
        lines = [f"  {finding}" for finding in self.findings]
        if self.waived:
            codes = ", ".join(one.code for one in self.waived)
            lines.append(f"  {len(self.waived)} set aside: {codes}")
        if self.findings:
            return "\n".join((self.subject, *lines))
        told = "nothing else found" if self.waived else "nothing found"
        return "\n".join((f"{self.subject}: {told}", *lines))
