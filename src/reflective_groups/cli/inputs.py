"""What is typed becomes a meeting, a protocol or a length, or is refused with what would help."""

from __future__ import annotations

import difflib
import itertools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import attrs

from reflective_groups.cli.answer import RefusalError
from reflective_groups.cli.words import plural
from reflective_groups.errors import DocumentError
from reflective_groups.model.meeting import Meeting
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.series import Series
from reflective_groups.model.timebox import ZERO, minutes
from reflective_groups.model.value import LONGEST
from reflective_groups.protocols import CATALOGUE
from reflective_groups.serial import load_meeting, load_protocol, load_series

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Container, Iterable

T = TypeVar("T")

SUFFIXES = (".toml", ".json")
"""What the names of files end with that are read."""
_OF_SERIES = frozenset(
    {field.name for field in attrs.fields(Series)}
    - {field.name for cls in (Meeting, Protocol) for field in attrs.fields(cls)}
)
"""What only a series says."""
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


def subject(word: str) -> Meeting | Protocol | Series:
    """The meeting, the series or the protocol in a file, or the protocol of a key."""
    if word in CATALOGUE:
        return CATALOGUE[word]
    _refuse_what_is_no_file(word)
    return _read(word, _either)


def meeting(word: str) -> Meeting:
    """The meeting in a file."""
    found = subject(word)
    if isinstance(found, Meeting):
        return found
    if isinstance(found, Series):
        message = f"{word} is a series: `reflective-groups series {word}` lays it out."
        raise RefusalError(message)
    message = (
        f"{word} is a protocol, and a plan is made for a meeting: a file that also says who "
        "meets, when it starts and how long the slot is."
    )
    raise RefusalError(message)


def series(word: str) -> Series:
    """The series in a file."""
    found = subject(word)
    if isinstance(found, Series):
        return found
    noun = "one meeting" if isinstance(found, Meeting) else "a protocol"
    message = (
        f"{word} is {noun}; a series is a file that also says how often the group meets: cadence, "
        "and count or until."
    )
    raise RefusalError(message)


def gathering(word: str) -> Meeting | Series:
    """The meeting or the series in a file: what has people and dates."""
    found = subject(word)
    if isinstance(found, (Meeting, Series)):
        return found
    message = (
        f"{word} is a protocol; what is needed is a file that also says who meets and when, a "
        "meeting or a series."
    )
    raise RefusalError(message)


def protocol(word: str) -> Protocol:
    """The protocol of a key, in a file, or held by the meeting or the series in a file."""
    found = subject(word)
    return found.protocol if isinstance(found, (Meeting, Series)) else found


def _either(path: Path) -> Meeting | Protocol | Series:
    try:
        return load_meeting(path)
    except DocumentError as error:
        if any(_tells("series", _OF_SERIES, *problem) for problem in error.problems):
            return load_series(path)
        if not any(_tells("protocol", {"session"}, *problem) for problem in error.problems):
            raise
    return load_protocol(path)


def _tells(kind: str, fields: Container[str], path: str, message: str) -> bool:
    """Whether a problem with a meeting says that another kind of document was meant."""
    return path in fields or (path == "format" and f"reflective_groups.{kind}" in message)


def _refuse_what_is_no_file(word: str) -> None:
    path = Path(word)
    if exists(path):
        if path.is_dir():
            message = f"{word} is a directory; name a file in it."
            raise RefusalError(message)
        return
    if path.suffix.lower() in SUFFIXES or os.sep in word:
        message = f"There is no file {word}{near(path.name, _neighbours(path))}"
        raise RefusalError(message)
    message = (
        f"There is no protocol {word!r} and no file of that name{near(word, CATALOGUE)} "
        "`reflective-groups list` names every protocol."
    )
    raise RefusalError(message)


def exists(path: str | Path) -> bool:
    r"""Whether there is something of that name.

    >>> exists("docs"), exists("no such thing"), exists("a\0b"), exists("x" * 5_000)
    (True, False, False, False)
    """
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long for the file system, or with a character it refuses
        return False


def _neighbours(path: Path) -> list[str]:
    try:
        there = itertools.islice(path.parent.iterdir(), _MOST_NEIGHBOURS)
        return [one.name for one in there if one.suffix.lower() in SUFFIXES]
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


def moment(word: str) -> dt.datetime:
    """A point in time with its offset or zone, as in a file.

    >>> moment("2026-11-22T09:00Z").isoformat()
    '2026-11-22T09:00:00+00:00'

    Raises `ValueError` for anything else.
    """
    from reflective_groups.serial.spelling import read_moment

    return read_moment(word)
