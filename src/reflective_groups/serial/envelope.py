"""Documents: a value with the kind and the format version it is written in, read back whole."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from reflective_groups.model.meeting import Meeting
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.series import Series
from reflective_groups.serial.converter import converter
from reflective_groups.serial.fields import tag_of
from reflective_groups.serial.intake import LARGEST, LIMITS, bounded, read_json, read_toml
from reflective_groups.serial.problems import Unfit, kind_of, refused
from reflective_groups.serial.reading import whole_reader
from reflective_groups.serial.spelling import zone_of
from reflective_groups.serial.writing import whole_writer

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from reflective_groups.serial.intake import Limits
    from reflective_groups.serial.problems import Problem

    Data = dict[str, Any]
    Problems = tuple[Problem, ...]
    Upgrade = Callable[[str, Data], Data]

T = TypeVar("T")

_NOTHING: Problems = ()

FORMAT_VERSION = 1
"""The version that is written; a document that names none is of version 1."""

UPGRADES: Mapping[int, Upgrade] = {}
"""From each older version, what makes plain data of it into plain data of the next version.

An upgrade gets the kind of the document and its fields; it returns new data.
"""

KINDS: Mapping[str, str] = {
    "agenda": "planning",
    "diff": "model.diff",
    "finding": "rules",
    "fit": "planning",
    "group": "model.group",
    "meeting": "model.meeting",
    "phase": "model.parts",
    "profile": "rules",
    "programme": "planning",
    "protocol": "model.protocol",
    "report": "rules",
    "rotation": "planning",
    "series": "model.series",
    "timeline": "model.timeline",
}
"""The documents that programs exchange most, and the rooms in which their classes live."""


def documents() -> dict[str, type]:
    """The classes of the usual documents by their kinds.

    >>> documents()["protocol"].__name__
    'Protocol'

    Any other value of the library makes a document too; these are those worth a schema file.
    """
    return {
        kind: getattr(importlib.import_module(f"reflective_groups.{room}"), kind.title())
        for kind, room in KINDS.items()
    }


def format_of(cls: type) -> str:
    """What a document of a class calls itself.

    >>> format_of(Protocol)
    'reflective_groups.protocol'
    """
    return f"reflective_groups.{tag_of(cls)}"


def to_data(value: object) -> dict[str, Any]:
    """A value as plain data: what `dumps` writes.

    >>> from reflective_groups import Role
    >>> to_data(Role("scribe"))
    {'format': 'reflective_groups.role', 'format_version': 1, 'name': 'scribe'}

    Raises `DocumentError` for a value that no document holds, such as half a character in a text.
    """
    cls = document_class(type(value))
    data: Data = whole_writer(converter(), cls)(value)
    told: Data = {"format": format_of(cls), "format_version": FORMAT_VERSION, **data}
    bounded(told, attrs.evolve(LIMITS, items=LARGEST, text=LARGEST))
    return told


def from_data(data: object, as_: type[T], *, limits: Limits = LIMITS) -> T:
    """A value from plain data, as another program or another parser has it.

    >>> from reflective_groups import Role
    >>> from_data({"name": "scribe"}, as_=Role)
    Role(name='scribe')

    Raises `DocumentError` with every problem and its path.
    """
    return _made(bounded(data, limits), as_)


def dumps(value: object, *, indent: int | None = 2) -> str:
    r"""A value as JSON.

    >>> from reflective_groups import Role
    >>> print(dumps(Role("scribe"), indent=None))
    {"format": "reflective_groups.role", "format_version": 1, "name": "scribe"}

    Fields at their default are left out. Raises `DocumentError` as `to_data` does.
    """
    return json.dumps(to_data(value), indent=indent, ensure_ascii=False, allow_nan=False)


def loads(text: str | bytes, as_: type[T], *, limits: Limits = LIMITS) -> T:
    """A value from JSON.

    >>> from reflective_groups import Group, Role
    >>> loads('{"name": "scribe"}', as_=Role)
    Role(name='scribe')
    >>> loads('{"members": [{"nam": "Ann"}], "leaders": 2}', as_=Group)
    Traceback (most recent call last):
        ...
    reflective_groups.errors.DocumentError: 3 problems in the document
      members[0].nam: is not known here; did you mean 'name'?
      members[0].name: is missing
      leaders: must be a list, got a whole number

    Raises `DocumentError` with every problem and its path, and nothing else whatever the text.
    """
    return _made(read_json(text, limits), as_)


def loads_toml(text: str | bytes, as_: type[T], *, limits: Limits = LIMITS) -> T:
    """A value from TOML, in which lengths may be written as people write them.

    >>> from reflective_groups import Timebox
    >>> str(loads_toml('least = "20 min"', as_=Timebox))
    'at least 20 min'

    Raises `DocumentError` as `loads` does.
    """
    data, found = read_toml(text, limits), _NOTHING
    if as_ in {Meeting, Series}:
        data, found = _with_zone(data)
    return _made(data, as_, people=True, found=found)


def load_meeting(path: str | os.PathLike[str]) -> Meeting:
    """The meeting in a `.toml` or `.json` file.

    >>> load_meeting("docs/examples/monday.toml").protocol.key
    'balint.uk_online'

    Raises `DocumentError` for a file that is no meeting, `OSError` for one that cannot be read.
    """
    return _load(path, Meeting)


def load_protocol(path: str | os.PathLike[str]) -> Protocol:
    """The protocol in a `.toml` or `.json` file.

    >>> import tempfile
    >>> from reflective_groups import CATALOGUE
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.json")
    ...     _ = file.write_text(dumps(CATALOGUE["grow.grow"]), encoding="utf-8")
    ...     load_protocol(file).title
    'GROW'

    Raises `DocumentError` for a file that is no protocol, `OSError` for one that cannot be read.
    """
    return _load(path, Protocol)


def load_series(path: str | os.PathLike[str]) -> Series:
    """The series in a `.toml` or `.json` file.

    >>> len(load_series("docs/series/uk_online.toml").meetings)
    8

    Raises `DocumentError` for a file that is no series, `OSError` for one that cannot be read.
    """
    return _load(path, Series)


def _load(path: str | os.PathLike[str], as_: type[T]) -> T:
    suffix = Path(path).suffix.lower()
    readers = {".toml": loads_toml, ".json": loads}
    if suffix not in readers:
        message = f"must be a .toml or .json file, got {Path(path).name!r}"
        raise refused([((), message)])
    with Path(path).open("rb") as file:
        text = file.read(LIMITS.size + 1)
    return readers[suffix](text, as_)


def document_class(cls: type) -> type:
    """The class, if a document can hold its values; otherwise `TypeError`."""
    if not attrs.has(cls):
        message = f"a document holds a value of this library, not {getattr(cls, '__name__', cls)}"
        raise TypeError(message)
    return cls


def _made(data: object, as_: type[T], *, people: bool = False, found: Problems = ()) -> T:
    """A value of plain data; problems that were found before stand first."""
    cls = document_class(as_)
    if not isinstance(data, dict):
        message = f"must be an object, got {kind_of(data)}"
        raise refused([((), message)])
    fields = _current(cast("Data", data), cls)
    try:
        value = whole_reader(converter(people=people), cls)(fields, cls)
    except Unfit as error:
        raise refused([*found, *error.problems]) from None
    if found:
        raise refused(found)
    return cast("T", value)


def _current(data: Data, cls: type) -> Data:
    """The fields of a document as the current version has them."""
    fields, kind = dict(data), format_of(cls)
    said, version = fields.pop("format", kind), fields.pop("format_version", FORMAT_VERSION)
    problems: list[Problem] = []
    if said != kind:
        problems.append((("format",), f"must be {kind!r}, got {kind_of(said)}"))
    if type(version) is not int:
        problems.append((("format_version",), f"must be a whole number, got {kind_of(version)}"))
    elif version > FORMAT_VERSION:
        message = (
            f"is {version}, and this library reads up to {FORMAT_VERSION}; a newer one reads it"
        )
        problems.append((("format_version",), message))
    if problems:
        raise refused(problems)
    for older in range(version, FORMAT_VERSION):
        fields = _upgraded(fields, tag_of(cls), older)
    return fields


def _upgraded(fields: Data, kind: str, version: int) -> Data:
    upgrade = UPGRADES.get(version)
    if upgrade is None:
        message = f"is {version}, and no document was ever written in that version"
        raise refused([(("format_version",), message)])
    try:
        return upgrade(kind, fields)
    except Exception as error:  # noqa: BLE001 -- an upgrade may stumble over anything in the data
        message = f"is {version}, and the rest is no {kind} of that version: {error!r}"
        raise refused([(("format_version",), message)]) from None


def _with_zone(data: Data) -> tuple[Data, Problems]:
    """People write a local `start` and a `zone` beside it; together they are a point in time."""
    rest = dict(data)
    zone, start = rest.pop("zone", None), rest.get("start")
    if "zone" not in data:
        return rest, _NOTHING
    told = start.isoformat() if isinstance(start, dt.datetime) else start
    problem = _zone_problem(zone, told)
    if problem:
        rest["start"] = "2000-01-01T00:00Z"  # nothing more can be said about it
        return rest, ((("zone",), problem),)
    if isinstance(told, str):
        rest["start"] = f"{told}[{zone}]"
    return rest, _NOTHING


def _zone_problem(zone: object, start: object) -> str:
    if not isinstance(zone, str):
        return f"must be the name of a time zone, got {kind_of(zone)}"
    if isinstance(start, str) and start.endswith("]"):
        return "is told twice: start names a zone too"
    try:
        zone_of(zone)
    except ValueError as error:
        return str(error)
    return ""
