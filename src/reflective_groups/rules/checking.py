"""Ask every rule, and give all that they notice; this never raises for what it finds."""

from __future__ import annotations

import functools
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

import attrs

from reflective_groups.errors import ReflectiveGroupsError, UnknownKeyError
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.value import LINE, Kind, Many, Value, to_names, to_tuple
from reflective_groups.rules import floor, frame, leadership, setting, size, timing
from reflective_groups.rules.book import Rule
from reflective_groups.rules.finding import CODE, Finding, Notice, Report, Severity

if TYPE_CHECKING:
    from reflective_groups.model.frame import Waiver
    from reflective_groups.rules.repair import Repair

FAMILIES = (size, timing, leadership, floor, setting, frame)
"""The modules of this room that hold rules; a rule in one of them is a rule of the library."""

PACKS = "reflective_groups.rules"
"""The entry point group in which an installed package names a rule or several."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (one for family in FAMILIES for one in vars(family).values() if isinstance(one, Rule)),
        key=lambda rule: rule.code,
    )
)
"""The rules of the library, by code."""


@attrs.frozen(repr=False)
class Weight(Value):
    """The severity that a profile gives to a code.

    >>> Weight("RG304", Severity.WARNING).code
    'RG304'
    """

    code: str = attrs.field(validator=CODE)
    severity: Severity = attrs.field(validator=Kind(Severity))


def _weights(values: Iterable[Weight]) -> tuple[Weight, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Profile(Value):
    """A way to weigh findings: other severities for some codes, silence for others.

    >>> strict = Profile(name="strict", weights=(Weight("RG304", Severity.WARNING),))
    >>> strict.severity("RG304", Severity.ADVICE)
    Severity.WARNING
    """

    name: str = attrs.field(default="as published", validator=LINE)
    weights: tuple[Weight, ...] = attrs.field(
        default=(), converter=_weights, validator=Many(of=Weight, most=1_000)
    )
    off: tuple[str, ...] = attrs.field(
        default=(), converter=to_names, validator=Many(of=str, most=1_000, distinct=True)
    )

    def severity(self, code: str, published: Severity) -> Severity | None:
        """What a finding of this code weighs, or `None` where it is not wanted."""
        if code in self.off:
            return None
        return next((one.severity for one in self.weights if one.code == code), published)


AS_PUBLISHED = Profile()


def check(
    subject: Protocol | Meeting,
    *,
    profile: Profile = AS_PUBLISHED,
    rules: Iterable[Rule] = (),
    waivers: Iterable[Waiver] = (),
) -> Report:
    """All that the rules notice about a protocol or a meeting, the worst first.

    >>> from reflective_groups.rules.examples import MEETING
    >>> check(MEETING).ok
    True

    `rules` are asked besides our own and those of installed packs. A finding for which there is a
    waiver, here or in the subject, moves to `Report.waived` with its reason.
    """
    if not isinstance(subject, (Protocol, Meeting)):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"check takes a Protocol or a Meeting, got {type(subject).__name__}"
        raise TypeError(message)
    asked = _asked((*RULES, *installed(), *rules))
    found = tuple(_noticed(subject, asked, profile))
    set_aside = (*waivers, *_waivers(subject))
    findings: list[Finding] = []
    waived: list[Finding] = []
    for one in found:
        reason = _reason(set_aside, one.code, one.path)
        mended = _only_if_it_mends(one, subject, found, asked, profile)
        (waived if reason else findings).append(attrs.evolve(mended, waived=reason))
    return Report(
        subject=str(subject),
        findings=tuple(sorted(findings, key=lambda one: one.order)),
        waived=tuple(sorted(waived, key=lambda one: one.order)),
    )


def _asked(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Each rule once; two rules of one code would be told apart by nobody."""
    by_code: dict[str, Rule] = {}
    for rule in rules:
        if by_code.setdefault(rule.code, rule) is not rule:
            message = f"two rules have the code {rule.code}"
            raise ValueError(message)
    return tuple(by_code.values())


def _noticed(
    subject: Protocol | Meeting, rules: Iterable[Rule], profile: Profile
) -> Iterator[Finding]:
    first = _first(subject)
    for rule in rules:
        severity = profile.severity(rule.code, rule.severity)
        target = _target(rule, subject)
        if severity is None or target is None:
            continue
        notices = _ask(rule, target)
        if first is not None and rule.about != "meeting":
            notices = (*notices, *_only_at_first(_ask(rule, first), notices))
        for notice in notices:
            yield Finding(
                code=rule.code,
                severity=severity,
                path=notice.path,
                message=notice.message,
                evidence=notice.evidence,
                citations=notice.citations or rule.citations,
                repair=notice.repair,
            )


def _ask(rule: Rule, subject: Protocol | Meeting) -> tuple[Notice, ...]:
    """What a rule notices; a rule that breaks is told of, and stops no other."""
    try:
        return rule(subject)
    except Exception as error:  # noqa: BLE001 -- it may be anybody's rule, and may fail in any way
        warnings.warn(f"the rule {rule.code} broke: {error!r}", stacklevel=4)
        return (Notice(message=f"This rule broke and could not be asked: {error!r}."),)


def _mended(repair: Repair, subject: Protocol | Meeting) -> Protocol | Meeting:
    if isinstance(subject, Protocol):  # apply answers in the kind that it was given
        return repair.apply(subject)
    return repair.apply(subject)


def _only_if_it_mends(
    finding: Finding,
    subject: Protocol | Meeting,
    found: tuple[Finding, ...],
    rules: tuple[Rule, ...],
    profile: Profile,
) -> Finding:
    """A finding without its repair where that would not remove it, or would add an error."""
    if finding.repair is None:
        return finding
    try:
        after = tuple(_noticed(_mended(finding.repair, subject), rules, profile))
    except ReflectiveGroupsError:
        return attrs.evolve(finding, repair=None)
    stays = any((one.code, one.path) == (finding.code, finding.path) for one in after)
    errors, before = (
        Counter((one.code, one.path) for one in several if one.severity is Severity.ERROR)
        for several in (after, found)
    )
    return attrs.evolve(finding, repair=None) if stays or errors - before else finding


def _target(rule: Rule, subject: Protocol | Meeting) -> Protocol | Meeting | None:
    if isinstance(subject, Protocol):
        return None if rule.about == "meeting" else subject
    return subject.held if rule.about == "protocol" else subject


def _first(subject: Protocol | Meeting) -> Protocol | None:
    """The first meeting's variant of a protocol that is checked for itself."""
    if isinstance(subject, Protocol) and subject.first_session is not None:
        return subject.for_first_meeting()
    return None


def _only_at_first(first: tuple[Notice, ...], usual: tuple[Notice, ...]) -> Iterator[Notice]:
    """What only the first meeting's variant gives rise to.

    Its repairs are left out, since a path in them would name a part of the usual session.
    """
    known = {(one.path, one.message) for one in usual}
    for one in first:
        if (one.path, one.message) not in known:
            yield attrs.evolve(one, path=f"first_session/{one.path}".rstrip("/"), repair=None)


def _waivers(subject: Protocol | Meeting) -> tuple[Waiver, ...]:
    if isinstance(subject, Protocol):
        return subject.waivers
    return (*subject.waivers, *subject.protocol.waivers)


def _reason(waivers: Iterable[Waiver], code: str, path: str) -> str:
    return next((one.reason for one in waivers if one.code == code and one.path in {"", path}), "")


@functools.cache
def installed() -> tuple[Rule, ...]:
    """The rules of installed packs; a pack that cannot be used warns and is left out.

    >>> installed()
    ()
    """
    from importlib.metadata import entry_points

    rules: list[Rule] = []
    taken = {rule.code for rule in RULES}
    for entry in entry_points(group=PACKS):
        try:
            loaded = tuple(_rules_of(entry.load()))
            twins = [rule.code for rule in loaded if rule.code in taken]
            if twins:
                message = f"the code {twins[0]} is taken"
                raise ValueError(message)  # noqa: TRY301 -- told in the same warning as any other failure
        except Exception as error:  # noqa: BLE001 -- somebody else's code may fail in any way
            message = f"the rule pack {entry.name!r} ({entry.value}) is left out: {error}"
            warnings.warn(message, stacklevel=2)
            continue
        taken.update(rule.code for rule in loaded)
        rules.extend(loaded)
    return tuple(rules)


def _rules_of(loaded: object) -> Iterator[Rule]:
    several = cast("Iterable[object]", loaded if isinstance(loaded, Iterable) else (loaded,))
    for one in several:
        if not isinstance(one, Rule):
            message = f"expected a rule or several, got {type(one).__name__}"
            raise TypeError(message)
        yield one


def explain(code: str) -> Rule:
    """The rule of a code, with its book.

    >>> print(explain("RG102").what)
    The group is smaller or larger than the range its source names.

    Raises `UnknownKeyError` where nobody has such a rule.
    """
    for rule in (*RULES, *installed()):
        if code.upper() == rule.code:
            return rule
    message = f"no rule {code!r}; there are {', '.join(rule.code for rule in RULES)}"
    raise UnknownKeyError(message)
