"""What is typed becomes a meeting, a protocol or a length, or is refused with what would help."""

from __future__ import annotations

import difflib
import itertools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reflective_groups.cli.answer import RefusalError
from reflective_groups.cli.words import plural
from reflective_groups.errors import DocumentError
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.timebox import ZERO, minutes
from reflective_groups.model.value import LONGEST
from reflective_groups.protocols import CATALOGUE
from reflective_groups.serial import load_meeting, load_protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from reflective_groups.model.protocol import Protocol

T = TypeVar("T")

_SUFFIXES = (".toml", ".json")
_MOST_NEIGHBOURS = 1_000
"""So many names of a directory are compared with one that is not in it."""


def near(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that names what may have been meant.

    >>> near("disucss", ["discuss", "return"]), near("RG10", ["RG101", "RG201"])
    ('; did you mean discuss?', '; did you mean RG101?')
    """
    names = sorted(known)
    begun = [name for name in names if word and name.startswith(word)]
    found = begun[:3] or difflib.get_close_matches(word, names, n=3)
    return f"; did you mean {' or '.join(found)}?" if found else "."


def subject(word: str) -> Meeting | Protocol:
    """The meeting or the protocol in a file, or the protocol of a key."""
    if word in CATALOGUE:
        return CATALOGUE[word]
    _refuse_what_is_no_file(word)
    return _read(word, _either)


def meeting(word: str) -> Meeting:
    """The meeting in a file."""
    found = subject(word)
    if isinstance(found, Meeting):
        return found
    message = (
        f"{word} is a protocol, and a plan is made for a meeting: a file that also says who "
        "meets, when it starts and how long the slot is."
    )
    raise RefusalError(message)


def protocol(word: str) -> Protocol:
    """The protocol of a key, in a file, or held by the meeting in a file."""
    found = subject(word)
    return found.protocol if isinstance(found, Meeting) else found


def _either(path: Path) -> Meeting | Protocol:
    try:
        return load_meeting(path)
    except DocumentError as error:
        if not any(_tells_a_protocol(*problem) for problem in error.problems):
            raise
    return load_protocol(path)


def _tells_a_protocol(path: str, message: str) -> bool:
    """Whether a problem with a meeting says that a protocol was meant."""
    return path == "session" or (path == "format" and "reflective_groups.protocol" in message)


def _refuse_what_is_no_file(word: str) -> None:
    path = Path(word)
    if _exists(path):
        if path.is_dir():
            message = f"{word} is a directory; name a file in it."
            raise RefusalError(message)
        return
    if path.suffix.lower() in _SUFFIXES or os.sep in word:
        message = f"There is no file {word}{near(path.name, _neighbours(path))}"
        raise RefusalError(message)
    message = (
        f"There is no protocol {word!r} and no file of that name{near(word, CATALOGUE)} "
        "`reflective-groups list` names every protocol."
    )
    raise RefusalError(message)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for the file system, or with a character it refuses
        return False


def _neighbours(path: Path) -> list[str]:
    try:
        there = itertools.islice(path.parent.iterdir(), _MOST_NEIGHBOURS)
        return [one.name for one in there if one.suffix.lower() in _SUFFIXES]
    except (OSError, ValueError):
        return []


def _read(word: str, load: Callable[[Path], T]) -> T:
    try:
        return load(Path(word))
    except DocumentError as error:
        message = f"{word} cannot be used: {plural(len(error.problems), 'problem')}."
        raise RefusalError(message, kind="document", problems=error.problems) from None
    except OSError as error:
        message = f"{word} cannot be read: {error.strerror or error}."
        raise RefusalError(message) from None


def length(word: str) -> dt.timedelta:
    """A length of time: a number is minutes, anything else is read as in a file.

    >>> length("60") == length("1 h") == length("PT60M")
    True

    Raises `ValueError` for anything else, and for more than a month.
    """
    from reflective_groups.serial.spelling import read_people_length

    if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", word):
        told = minutes(float(word))
    else:
        told = read_people_length(word)
    if not ZERO < told <= LONGEST:
        message = f"must be more than nothing and at most {LONGEST.days} days"
        raise ValueError(message)
    return told
