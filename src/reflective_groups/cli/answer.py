"""What a command answers: text for each stream and an exit status, also when something fails."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import attrs

from reflective_groups.cli import screen
from reflective_groups.errors import Infeasible, ReflectiveGroupsError
from reflective_groups.serial import to_data

if TYPE_CHECKING:
    from rich.console import RenderableType

SOUND = 0
FINDINGS = 1
UNUSABLE = 2
FAULT = 70
"""Our own fault; the number that `sysexits.h` has for it."""
INTERRUPTED = 130
"""What shells say of a program that Ctrl-C ended: 128 and the number of the signal."""
CLOSED = 141
"""What shells say of a program whose reader has gone: 128 and the number of the signal."""

FORMAT_VERSION = 1
"""The version of the documents that only the command writes, such as its lists."""


@attrs.frozen(kw_only=True)
class Answer:
    """Text for the standard output, text for the standard error stream, and the exit status.

    `data` is for the standard output too, byte by byte, whatever encoding and line ends it has.
    """

    text: str = ""
    data: bytes = b""
    error: str = ""
    status: int = SOUND


class RefusalError(Exception):
    """Something the command cannot do, in one paragraph, with the problems of a document.

    `sections` hold further points under headings of their own.
    """

    def __init__(  # noqa: PLR0913 -- each is told in a place of its own
        self,
        message: str,
        *,
        kind: str = "input",
        problems: tuple[tuple[str, str], ...] = (),
        status: int = UNUSABLE,
        more: dict[str, Any] | None = None,
        sections: tuple[tuple[str, tuple[str, ...]], ...] = (),
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.problems = problems
        self.status = status
        self.more: dict[str, Any] = more or {}
        self.sections = sections


def page(*parts: RenderableType, status: int = SOUND) -> Answer:
    """An answer for people."""
    return Answer(text=screen.drawn(*parts), status=status)


def document(data: object, *, status: int = SOUND) -> Answer:
    """An answer for programs: plain data as JSON."""
    return Answer(text=_json(data), status=status)


def told(name: str, /, **fields: object) -> dict[str, object]:
    """Plain data under the head that every document has."""
    return {"format": f"reflective_groups.{name}", "format_version": FORMAT_VERSION, **fields}


def plain(value: object) -> dict[str, Any]:
    """A value as plain data inside a document, without a head of its own."""
    data = to_data(value)
    return {name: one for name, one in data.items() if name not in {"format", "format_version"}}


def _json(data: object) -> str:
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return f"{json.dumps(data, indent=2, ensure_ascii=encoding != 'utf8')}\n"


def refused(error: Exception, *, as_json: bool = False) -> Answer:
    """What is said of an error that was foreseen, or of a fault of our own."""
    refusal = _refusal(error)
    said = told(
        "error",
        kind=refusal.kind,
        message=str(refusal),
        problems=[{"path": path, "message": message} for path, message in refusal.problems],
        **refusal.more,
    )
    return Answer(
        text=_json(said) if as_json else "",
        error=screen.drawn(
            *screen.failure(str(refusal), refusal.problems, refusal.sections), err=True
        ),
        status=refusal.status,
    )


def _refusal(error: Exception) -> RefusalError:
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, Infeasible):
        return _infeasible(error)
    if isinstance(error, ReflectiveGroupsError):
        return RefusalError(f"{error}.")
    message = (
        f"This is a fault of the library and not of what you gave it: {type(error).__name__}: "
        f"{error}. Please report it. With REFLECTIVE_GROUPS_DEBUG=1 before the command it says "
        "where in the library it happened."
    )
    return RefusalError(message, kind="fault", status=FAULT)


def _infeasible(error: Infeasible) -> RefusalError:
    """What cannot be done, the bounds that clash one by one, and what would help."""
    clash, help_ = tuple(map(str, error.conflict)), tuple(map(str, error.repairs))
    more = {
        "short_by_seconds": error.short_by_seconds,
        "conflict": [plain(one) for one in error.conflict],
        "repairs": [plain(one) for one in error.repairs],
    }
    # the message may end with what the points below say one by one
    listed = "; ".join(f"{one.path}: {one.told}" for one in error.conflict)
    message = str(error).removesuffix(f"; these alone clash: {listed}").removesuffix(f": {listed}")
    would = "This would help:" if len(help_) == 1 else "Any one of these would help:"
    return RefusalError(
        f"No plan: {message}.",
        kind="infeasible",
        status=FINDINGS,
        more=more,
        sections=(("Without any one of these, the others could be kept:", clash), (would, help_)),
    )
