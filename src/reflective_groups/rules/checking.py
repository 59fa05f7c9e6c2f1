"""Ask every rule, and give all that they notice; this never raises for what it finds."""

from __future__ import annotations

import functools
import itertools
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from reflective_groups.errors import ReflectiveGroupsError, UnknownKeyError
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.series import Series
from reflective_groups.model.value import LINE, Kind, Many, Value, to_names, to_tuple
from reflective_groups.rules import floor, frame, leadership, series, setting, size, timing
from reflective_groups.rules.book import Rule
from reflective_groups.rules.finding import CODE, Finding, Notice, Report, Severity

if TYPE_CHECKING:
    from reflective_groups.model.frame import Waiver
    from reflective_groups.rules.repair import Repair

Subject: TypeAlias = Protocol | Meeting | Series
"""What can be checked."""

FAMILIES = (size, timing, leadership, floor, setting, frame, series)
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
    subject: Subject,
    *,
    profile: Profile = AS_PUBLISHED,
    rules: Iterable[Rule] = (),
    waivers: Iterable[Waiver] = (),
) -> Report:
    """All that the rules notice about a protocol, a meeting or a series, the worst first.

    >>> from reflective_groups.rules.examples import MEETING
    >>> check(MEETING).ok
    True

    `rules` are asked besides our own and those of installed packs. A finding for which there is a
    waiver, here or in the subject, moves to `Report.waived` with its reason.

    Of a series it tells what is noticed about the whole and about its meetings, each once. What
    holds for every meeting keeps its path; what holds for some has the first of them before it,
    as in `meetings[3]/group.members`, and names them all in its evidence. A waiver for
    `group.members` covers it too.
    """
    if not isinstance(subject, (Protocol, Meeting, Series)):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"check takes a Protocol, a Meeting or a Series, got {type(subject).__name__}"
        raise TypeError(message)
    asked = _asked((*RULES, *installed(), *rules))
    seen = _seen(subject, asked, profile)

    @functools.cache
    def after(repair: Repair) -> _Seen | None:
        """What is noticed once it is made, or nothing where it cannot be made at all."""
        try:
            return _seen(_mended(repair, subject), asked, profile)
        except ReflectiveGroupsError:
            return None

    here = tuple(waivers)
    findings: list[Finding] = []
    waived: list[Finding] = []
    for one, numbers in _told(seen):
        reason = _set_aside(one, numbers, here, subject)
        mended = _only_what_mends(one, seen, after, subject)
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


@attrs.frozen
class _Seen:
    """What was noticed: about the subject as such, and in a series about each of its meetings."""

    whole: tuple[Finding, ...]
    meetings: tuple[tuple[Finding, ...], ...] = ()
    days: tuple[str, ...] = ()

    @property
    def everything(self) -> Iterator[Finding]:
        """Every finding as often as it was made, each with its own path."""
        yield from self.whole
        yield from itertools.chain(*self.meetings)


def _seen(subject: Subject, rules: tuple[Rule, ...], profile: Profile) -> _Seen:
    if not isinstance(subject, Series):
        return _Seen(tuple(_noticed(subject, rules, profile)))
    whole = tuple(one for rule in rules for one in _of_rule(rule, subject, profile))
    days = tuple(f"{meeting.start:%Y-%m-%d}" for meeting in subject.meetings)
    return _Seen(whole, tuple(_each_meeting(subject, rules, profile)), days)


def _each_meeting(
    series: Series, rules: tuple[Rule, ...], profile: Profile
) -> Iterator[tuple[Finding, ...]]:
    """What is noticed about each meeting; what is as in an earlier one is not asked again.

    Our own rules do not look at the day. Somebody else's rule about meetings may, so it is asked
    about each.
    """
    ours = {id(rule) for rule in RULES}
    known: dict[tuple[object, ...], tuple[Finding, ...]] = {}
    for number, meeting in enumerate(series.meetings):
        protocol = (id(meeting.protocol), meeting.first)
        there = (meeting.absent, meeting.presenters, meeting.group.setting)
        alike = (*protocol, meeting.slot, *there, meeting.locks)
        found: list[Finding] = []
        for rule in rules:
            about = protocol if rule.about == "protocol" else alike
            same = about is protocol or id(rule) in ours
            key = (id(rule), *about) if same else (id(rule), number)
            if key not in known:
                known[key] = tuple(_of_rule(rule, meeting, profile))
            found.extend(known[key])
        yield tuple(found)


_ONE_MEETING = re.compile(r"^meetings\[\d+\]/?")


def _anywhere(path: str, subject: Subject) -> str:
    """A path in a meeting of a series as it is in any; other subjects may have parts so called."""
    return _ONE_MEETING.sub("", path) if isinstance(subject, Series) else path


def _told(seen: _Seen) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    """Each finding once, with the numbers of the meetings of a series in which it was made."""
    for one in seen.whole:
        yield one, ()
    firsts: dict[tuple[str, str, str], Finding] = {}
    numbers: dict[tuple[str, str, str], dict[int, None]] = {}
    for number, findings in enumerate(seen.meetings, 1):
        for one in findings:
            key = (one.code, one.path, one.message)
            firsts.setdefault(key, one)
            numbers.setdefault(key, {})[number] = None
    for key, one in firsts.items():
        held = tuple(numbers[key])
        yield (one if len(held) == len(seen.days) else _placed(one, held, seen.days)), held


def _placed(finding: Finding, numbers: tuple[int, ...], days: tuple[str, ...]) -> Finding:
    """A finding that holds for some meetings only, with where and when."""
    told = ", ".join(f"{number} ({days[number - 1]})" for number in numbers)
    noun = "meeting" if len(numbers) == 1 else "meetings"
    return attrs.evolve(
        finding,
        path=f"meetings[{numbers[0]}]/{finding.path}"[:1_000].rstrip("/"),
        evidence=(f"in {noun} {told} of {len(days)}", *finding.evidence),
    )


def _noticed(
    subject: Protocol | Meeting, rules: Iterable[Rule], profile: Profile
) -> Iterator[Finding]:
    for rule in rules:
        yield from _of_rule(rule, subject, profile)


def _of_rule(rule: Rule, subject: Subject, profile: Profile) -> Iterator[Finding]:
    """What one rule notices about a subject, if it looks at such a one and is wanted at all."""
    severity = profile.severity(rule.code, rule.severity)
    target = _target(rule, subject)
    if severity is None or target is None:
        return
    notices = _ask(rule, target)
    first = _first(subject)
    if first is not None and rule.about != "meeting":
        notices = (*notices, *_only_at_first(_ask(rule, first), notices))
    for notice in notices:
        yield Finding(
            code=rule.code,
            severity=severity,
            path=notice.path,
            message=notice.message,
            evidence=notice.evidence,
            citations=notice.citations or (() if notice.alone else rule.citations),
            repair=notice.repair,
            otherwise=notice.otherwise,
        )


def _ask(rule: Rule, subject: Subject) -> tuple[Notice, ...]:
    """What a rule notices; a rule that breaks is told of, and stops no other."""
    try:
        return rule(subject)
    except Exception as error:  # noqa: BLE001 -- it may be anybody's rule, and may fail in any way
        warnings.warn(f"the rule {rule.code} broke: {error!r}", stacklevel=4)
        return (Notice(message=f"This rule broke and could not be asked: {error!r}."),)


def _mended(repair: Repair, subject: Subject) -> Subject:
    """The subject as it would be, of the kind that it is."""
    return cast("Callable[[Subject], Subject]", repair.apply)(subject)


def _only_what_mends(
    finding: Finding, before: _Seen, after: Callable[[Repair], _Seen | None], subject: Subject
) -> Finding:
    """A finding without those repairs that would not remove it, or would add an error."""
    offered = (*(() if finding.repair is None else (finding.repair,)), *finding.otherwise)
    if not offered:
        return finding
    place = _anywhere(finding.path, subject)
    kept = [one for one in offered if _mends((finding.code, place), before, after(one))]
    if place != finding.path:  # what mends one meeting is done to each of them
        kept = [attrs.evolve(one, says=_each(one.says)) for one in kept]
    return attrs.evolve(finding, repair=kept[0] if kept else None, otherwise=tuple(kept[1:]))


def _each(says: str) -> str:
    told = f"{says.rstrip('.')}, in each meeting."
    return told if len(told) <= LINE.most else says


def _mends(where: tuple[str, str], before: _Seen, after: _Seen | None) -> bool:
    return (
        after is not None
        and all((one.code, one.path) != where for one in after.everything)
        and not _more_errors(before, after)
    )


def _more_errors(before: _Seen, after: _Seen) -> bool:
    """Whether there is an error that was not there before, in the whole or in any meeting.

    A meeting that is added is held against all that were there.
    """
    if _errors(after.whole) - _errors(before.whole):
        return True
    held = [_errors(one) for one in before.meetings]
    anywhere: Counter[tuple[str, str]] = Counter()
    for one in held:
        anywhere |= one
    pairs = zip(after.meetings, itertools.chain(held, itertools.repeat(anywhere)))  # noqa: B905 -- the second has no end
    return any(_errors(one) - known for one, known in pairs)


def _errors(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.path) for one in findings if one.severity is Severity.ERROR)


def _target(rule: Rule, subject: Subject) -> Subject | None:
    if isinstance(subject, Series):
        return subject if rule.about == "series" else None
    if rule.about == "series":
        return None
    if isinstance(subject, Protocol):
        return None if rule.about == "meeting" else subject
    return subject.held if rule.about == "protocol" else subject


def _first(subject: Subject) -> Protocol | None:
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


def _set_aside(
    finding: Finding, numbers: tuple[int, ...], here: tuple[Waiver, ...], subject: Subject
) -> str:
    """Why a finding is set aside: by the call, the subject, or each protocol that it is about."""
    if isinstance(subject, Protocol):
        return _reason((*here, *subject.waivers), finding, subject)
    held = {id(subject.protocol): subject.protocol}
    if isinstance(subject, Series) and numbers:
        meetings = (subject.meetings[number - 1] for number in numbers)
        held = {id(one.protocol): one.protocol for one in meetings}
    said = [_reason(protocol.waivers, finding, subject) for protocol in held.values()]
    reason = _reason((*here, *subject.waivers), finding, subject)
    return reason or (said[0] if all(said) else "")


def _reason(waivers: Iterable[Waiver], finding: Finding, subject: Subject) -> str:
    covered = {"", finding.path, _anywhere(finding.path, subject)}
    alike = (one for one in waivers if one.code == finding.code and one.path in covered)
    return next((one.reason for one in alike), "")


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
