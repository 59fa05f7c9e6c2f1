"""Sources, citations into them, and the standing of what they are cited for."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from reflective_groups.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


class Standing(enum.Enum):
    """How well a number is known.

    >>> Standing.STATED.value
    'stated'
    """

    STATED = "stated"
    """The cited source says it."""
    DERIVED = "derived"
    """Arithmetic on stated figures, or a range over several sources."""
    DEFAULT = "default"
    """Our choice; nobody measured it."""
    SILENT = "silent"
    """The source says nothing, and so there is no number here."""

    def __repr__(self) -> str:
        return f"Standing.{self.name}"


class _Holds:
    """A validator: values of these kinds, in a tuple where there are several."""

    def __init__(self, *kinds: type, several: bool = False) -> None:
        self.kinds = kinds
        self.several = several

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if self.several and not isinstance(value, tuple):
            self._refuse(instance, attribute, value)
        items = cast("tuple[object, ...]", value if self.several else (value,))
        for one in items:
            if not isinstance(one, self.kinds) or isinstance(one, bool):
                self._refuse(instance, attribute, one)

    def _refuse(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        told = " or ".join("nothing" if kind is _NONE else kind.__name__ for kind in self.kinds)
        where = f"{type(instance).__name__}.{attribute.name}"
        message = f"{where}: must be {told}, got {value!r:.60}"
        raise ModelError(message)


_NONE = type(None)
_TEXT = _Holds(str)


@attrs.frozen(kw_only=True)
class Source:
    """A publication that statements are taken from.

    >>> guide = Source(key="my.guide", title="How we run our evenings", year=2024)
    >>> str(guide)
    'How we run our evenings (2024)'
    >>> guide.at("p. 3")
    Citation(source=Source(key='my.guide', title='How we run our evenings', authors='', \
year=2024, address=''), where='p. 3')
    """

    key: str = attrs.field(validator=_TEXT)
    title: str = attrs.field(validator=_TEXT)
    authors: str = attrs.field(default="", validator=_TEXT)
    year: int | None = attrs.field(default=None, validator=_Holds(int, _NONE))
    address: str = attrs.field(default="", validator=_TEXT)

    def at(self, where: str = "") -> Citation:
        """Cite one place in this source.

        >>> Source(key="x", title="A title").at("p. 3").where
        'p. 3'
        """
        return Citation(self, where)

    def __str__(self) -> str:
        by = f"{self.authors}, " if self.authors else ""
        when = f" ({self.year})" if self.year else ""
        return f"{by}{self.title}{when}"


@attrs.frozen
class Citation:
    """One place in a source.

    >>> str(Citation(Source(key="x", title="A title"), "p. 3"))
    'A title, p. 3'
    """

    source: Source = attrs.field(validator=_Holds(Source))
    where: str = attrs.field(default="", validator=_TEXT)

    def __str__(self) -> str:
        return f"{self.source}, {self.where}" if self.where else str(self.source)


def places(citations: Iterable[Citation]) -> str:
    """Citations by the keys of their sources.

    >>> from reflective_groups.sources.bibliography import B16, S3
    >>> places((S3.at("003-33"), B16.at(), S3.at("003-34")))
    'S3 003-33, 003-34; B16'
    """
    found: dict[str, list[str]] = {}
    for one in citations:
        where = found.setdefault(one.source.key, [])
        if one.where and one.where not in where:
            where.append(one.where)
    return "; ".join(f"{key} {', '.join(where)}".strip() for key, where in found.items())


def told_once(citations: Iterable[Citation]) -> Iterator[str]:
    """Each source once, with every place in it that is cited.

    >>> one = Source(key="X", title="A book")
    >>> list(told_once((one.at("p. 1"), one.at("p. 7"))))
    ['A book, p. 1, p. 7']
    """
    found: dict[Source, list[str]] = {}
    for one in citations:
        found.setdefault(one.source, []).append(one.where)
    for source, places in found.items():
        yield ", ".join(filter(None, (str(source), *dict.fromkeys(places))))


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else _row(value)


def _citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    return _row(values)


def _row(values: Iterable[T]) -> tuple[T, ...]:
    """A tuple; what is no row is left for the validator to refuse."""
    if isinstance(values, str | bytes) or not hasattr(values, "__iter__"):
        return cast("tuple[T, ...]", values)
    return tuple(values)


@attrs.frozen(kw_only=True)
class Basis:
    """What some fields of a value rest on: a standing, citations and a note.

    `of` names fields of the value that carries it, with dots into nested values; none
    means the value as a whole.

    >>> basis = stated(Source(key="x", title="A title").at("p. 3"), of="size.least")
    >>> basis.standing, basis.of
    (Standing.STATED, ('size.least',))
    """

    of: tuple[str, ...] = attrs.field(
        default=(), converter=_names, validator=_Holds(str, several=True)
    )
    standing: Standing = attrs.field(validator=_Holds(Standing))
    citations: tuple[Citation, ...] = attrs.field(
        default=(), converter=_citations, validator=_Holds(Citation, several=True)
    )
    note: str = attrs.field(default="", validator=_TEXT)

    def __str__(self) -> str:
        cited = "; ".join(map(str, self.citations))
        return ": ".join(filter(None, (self.standing.value, cited, self.note)))


def to_bases(values: Iterable[Basis]) -> tuple[Basis, ...]:
    """A tuple of bases."""
    return _row(values)


def stated(*citations: Citation, of: str | Iterable[str] = (), note: str = "") -> Basis:
    """Ground fields in what a source says.

    >>> stated(Source(key="x", title="A title").at("p. 3"), of="time").standing
    Standing.STATED
    """
    return Basis(of=of, standing=Standing.STATED, citations=citations, note=note)


def derived(*citations: Citation, of: str | Iterable[str] = (), note: str = "") -> Basis:
    """Ground fields in arithmetic on what sources say; the note says which.

    >>> derived(of="time.usual", note="the middle of the stated range").standing
    Standing.DERIVED
    """
    return Basis(of=of, standing=Standing.DERIVED, citations=citations, note=note)


def default(of: str | Iterable[str] = (), *, note: str) -> Basis:
    """Say that fields are our own choice, and why.

    >>> default("time", note="no source gives minutes").standing
    Standing.DEFAULT
    """
    return Basis(of=of, standing=Standing.DEFAULT, note=note)


def silent(*citations: Citation, of: str | Iterable[str] = (), note: str = "") -> Basis:
    """Say that the source gives nothing here, so that the empty field is deliberate.

    >>> silent(of="time", note="minutes not given").standing
    Standing.SILENT
    """
    return Basis(of=of, standing=Standing.SILENT, citations=citations, note=note)


_NOTHING = (None, (), "")
_UNSET = Basis(standing=Standing.SILENT, note="nothing is given")
_UNGROUNDED = Basis(standing=Standing.DEFAULT, note="given without a source")


def _is_set(value: object, field: str) -> bool:
    """Whether a field holds anything, so that what covers its value covers it too."""
    for name in field.split("."):
        value = getattr(value, name, value)
    return not any(value is none or value == none for none in _NOTHING)


class Cited:
    """A value with a `basis`: it can say what any of its fields rests on."""

    __slots__ = ()

    basis: tuple[Basis, ...]

    def basis_of(self, field: str = "") -> Basis:
        """The most specific basis that covers a field, or the honest absence of one.

        >>> from reflective_groups import GroupSize
        >>> GroupSize(least=6).basis_of("least").note
        'given without a source'
        """
        parts = field.split(".") if field else []
        for end in range(len(parts), 0, -1):
            name = ".".join(parts[:end])
            for basis in self.basis:
                if name in basis.of:
                    return basis if name == field or _is_set(self, field) else _UNSET
        whole = next((basis for basis in self.basis if not basis.of), _UNGROUNDED)
        return whole if not field or whole is _UNGROUNDED or _is_set(self, field) else _UNSET

    def standing_of(self, field: str = "") -> Standing:
        """How well a field is known.

        >>> from reflective_groups import GroupSize
        >>> GroupSize(least=6).standing_of("least")
        Standing.DEFAULT
        """
        return self.basis_of(field).standing

    def citations_of(self, field: str = "") -> tuple[Citation, ...]:
        """Where a field comes from.

        >>> from reflective_groups import GroupSize
        >>> GroupSize(least=6).citations_of("least")
        ()
        """
        return self.basis_of(field).citations
