"""Everything this library raises on purpose.

```text
ReflectiveGroupsError
├── ModelError          (ValueError)   a value that cannot exist
├── PathError           (LookupError)  no phase, or more than one, at that path
├── UnknownKeyError     (KeyError)     no protocol of that key, no rule of that code
├── UnsoundError        (ValueError)   a report with errors, when asked to raise
├── Infeasible          (ValueError)   no timing can meet all bounds
├── DocumentError       (ValueError)   unusable input: every problem with its path
└── MissingExtraError   (ImportError)  an optional part is not installed
```
"""

from __future__ import annotations

from typing import Any


class ReflectiveGroupsError(Exception):
    """The root of the tree: `except ReflectiveGroupsError` catches all of it."""


class ModelError(ReflectiveGroupsError, ValueError):
    """A value that cannot exist, such as a timebox whose least exceeds its most."""


class PathError(ReflectiveGroupsError, LookupError):
    """No part, or more than one, answers to that path."""


class UnknownKeyError(ReflectiveGroupsError, KeyError):
    """No protocol of that key, or no rule of that code."""

    def __str__(self) -> str:
        # a KeyError shows its argument in quotes, as if it were the key alone
        return str(self.args[0]) if self.args else ""


class UnsoundError(ReflectiveGroupsError, ValueError):
    """A report holds findings of error severity and the caller asked to be stopped.

    `findings` holds what stopped it, as (code, path, message) triples.
    """

    def __init__(self, message: str, findings: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(message)
        self.findings = findings


class Infeasible(ReflectiveGroupsError, ValueError):
    """No timing, no grouping or no budget meets every bound.

    `short_by_seconds` says how much time is missing. `conflict` holds the fewest bounds that clash
    (`timing.Limit`): without any one of them the others could be met. `repairs` holds what would
    help (`Repair`), the mildest first; each was tried.
    """

    def __init__(
        self,
        message: str,
        *,
        short_by_seconds: float = 0.0,
        conflict: tuple[Any, ...] = (),
        repairs: tuple[Any, ...] = (),
    ) -> None:
        super().__init__(message)
        self.short_by_seconds = short_by_seconds
        self.conflict = conflict
        self.repairs = repairs


class DocumentError(ReflectiveGroupsError, ValueError):
    """A document cannot be used; `problems` holds every (path, message), in order."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        self.problems = problems
        lines = "\n".join(f"  {path}: {message}" for path, message in problems)
        count = len(problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the document\n{lines}")


class MissingExtraError(ReflectiveGroupsError, ImportError):
    """A part of the library needs an extra that is not installed."""
