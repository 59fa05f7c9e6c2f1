"""What is wrong with a document: each problem with the path it lies at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from reflective_groups.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

Data: TypeAlias = Any
"""Plain data: what a reader of JSON or TOML makes of a text."""
Step = str | int
Problem = tuple[tuple[Step, ...], str]

_LONGEST_WORD = 60
"""Longer words are no slip of the pen, and comparing them would take long."""
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KINDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    type(None): "null",
}


class Unfit(Exception):
    """Input that does not fit a type, with every problem found on the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def under(self, step: Step) -> Iterable[Problem]:
        """The same problems as seen from one step further out."""
        return (((step, *path), message) for path, message in self.problems)


def unfit(message: str, *path: Step) -> Unfit:
    """One problem."""
    return Unfit([(path, message)])


def refused(problems: Iterable[Problem]) -> DocumentError:
    """The error that leaves this room."""
    return DocumentError(tuple((spelled(path), message) for path, message in problems))


def spelled(path: tuple[Step, ...]) -> str:
    """A path as read: `session.parts[2].time.most`; `$` is the whole document.

    >>> spelled(("session", "parts", 2)), spelled(()), spelled(("odd key",))
    ('session.parts[2]', '$', "['odd key']")
    """
    told = ""
    for step in path:
        if isinstance(step, int):
            told += f"[{step}]"
        elif len(step) <= _LONGEST_WORD and _PLAIN.fullmatch(step):
            told += f".{step}" if told else step
        else:
            told += f"[{quoted(step)}]"
    return told or "$"


def quoted(text: str) -> str:
    """Text in quotation marks, cut to a length that fits a message."""
    return repr(text) if len(text) <= _LONGEST_WORD else f"{text[: _LONGEST_WORD - 3]!r}..."


def kind_of(data: object) -> str:
    """What a piece of data is, in words.

    >>> kind_of([]), kind_of("a")
    ('a list', "the text 'a'")
    """
    if isinstance(data, str):
        return f"the text {quoted(data)}"
    return _KINDS.get(type(data), f"a {type(data).__name__}")


def near(word: object, known: Iterable[str]) -> str:
    """The end of a message that names what may have been meant.

    >>> near("disucss", ["discuss", "return"])
    "; did you mean 'discuss'?"
    """
    if not isinstance(word, str) or len(word) > _LONGEST_WORD:
        return ""
    import difflib

    found = difflib.get_close_matches(word, sorted(known), n=3)
    return f"; did you mean {' or '.join(map(repr, found))}?" if found else ""


def one_of(known: Iterable[str]) -> str:
    """Words to choose from.

    >>> one_of(["a", "b"])
    "'a' or 'b'"
    """
    words = [repr(word) for word in known]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
