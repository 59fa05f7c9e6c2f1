"""A rule is a small book: what it looks for, why, where that comes from, and two examples."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, TypedDict, overload

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.model.value import LINE, PROSE, Kind, Many, Text
from reflective_groups.rules.finding import CODE, Notice, Severity, to_citations
from reflective_groups.sources import Citation, Standing

if TYPE_CHECKING:
    from typing import Unpack

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.model.series import Series

About = Literal["protocol", "meeting", "both", "series"]
"""What a rule looks at: a protocol alone, a meeting, either of the two, or a series."""


class Book(TypedDict, total=False):
    """What a rule says of itself; see `Rule`."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    citations: tuple[Citation, ...]
    standing: Standing
    fails: str
    passes: str


@attrs.frozen(kw_only=True)
class Rule(Drawn):
    """A rule with its book.

    >>> from reflective_groups import explain
    >>> explain("RG102").name
    'size-range'

    `fails` and `passes` are expressions in which every name of the package is known, and
    `protocol`, `meeting`, `online` and `series` name the sound examples of
    `reflective_groups.rules.examples`.
    """

    code: str = attrs.field(validator=CODE)
    name: str = attrs.field(
        validator=Text(least=1, most=60, pattern="[a-z]+(-[a-z0-9]+)*", form="words-with-hyphens")
    )
    severity: Severity = attrs.field(validator=Kind(Severity))
    about: About
    what: str = attrs.field(validator=LINE)
    why: str = attrs.field(validator=PROSE)
    citations: tuple[Citation, ...] = attrs.field(
        default=(), converter=to_citations, validator=Many(of=Citation)
    )
    standing: Standing = attrs.field(default=Standing.STATED, validator=Kind(Standing))
    fails: str = attrs.field(default="", validator=Kind(str))
    passes: str = attrs.field(default="", validator=Kind(str))
    judge: Callable[[Any], Iterable[Notice]] = attrs.field(repr=False)

    def __call__(self, subject: Protocol | Meeting | Series) -> tuple[Notice, ...]:
        """What this rule notices about a subject of the kind it looks at."""
        return tuple(self.judge(subject))

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.rules.scenes import rule_scene

        return rule_scene(self)

    def __str__(self) -> str:
        cited = "\n".join(f"  - {citation}" for citation in self.citations) or "  - (none)"
        failing, passing = (textwrap.indent(code, "  ") for code in (self.fails, self.passes))
        return "\n\n".join(
            (
                f"{self.code} {self.name} ({self.severity}, {self.standing.value})",
                self.what,
                f"Why\n{textwrap.indent(textwrap.fill(self.why, 76), '  ')}",
                f"Source\n{cited}",
                f"Fails\n{failing}",
                f"Passes\n{passing}",
            )
        )


@overload
def rule(
    about: Literal["protocol"], **book: Unpack[Book]
) -> Callable[[Callable[[Protocol], Iterable[Notice]]], Rule]: ...
@overload
def rule(
    about: Literal["meeting"], **book: Unpack[Book]
) -> Callable[[Callable[[Meeting], Iterable[Notice]]], Rule]: ...
@overload
def rule(
    about: Literal["both"], **book: Unpack[Book]
) -> Callable[[Callable[[Protocol | Meeting], Iterable[Notice]]], Rule]: ...
@overload
def rule(
    about: Literal["series"], **book: Unpack[Book]
) -> Callable[[Callable[[Series], Iterable[Notice]]], Rule]: ...
def rule(about: About, **book: Unpack[Book]) -> Callable[[Any], Rule]:
    """Make a rule of a function that yields notices.

    >>> from reflective_groups import Notice
    >>> @rule(
    ...     "meeting",
    ...     code="MY001",
    ...     name="my-tea",
    ...     severity=Severity.ADVICE,
    ...     what="Long meetings want a break.",
    ...     why="Our group gets tired after an hour.",
    ... )
    ... def tea(meeting):
    ...     if meeting.slot.total_seconds() > 3600:
    ...         yield Notice(path="slot", message="Plan a break for tea.")
    >>> tea.code
    'MY001'

    The function gets a `Protocol`, a `Meeting`, either of the two ("both"), or a `Series`, as
    `about` says. Hand the rule to `check(..., rules=(tea,))`, or name it in the entry point group
    `reflective_groups.rules`.
    """

    def make(judge: Callable[[Any], Iterable[Notice]]) -> Rule:
        return Rule(about=about, judge=judge, **book)

    return make
