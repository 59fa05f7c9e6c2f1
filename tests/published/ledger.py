"""The ledger: where each statement of the founding documents lives in this library.

An entry says what carries a statement, and `problems` says what is wrong with that:

- `numbers`: a reference and the figure that must be found there, such as "10 min" or "60 GBP"
- `fields`: references to something that is set
- `silent`: references to something that is deliberately not set
- `rules`: codes of rules that cite the statement
- `docs`: sections that name the statement
- `context`: why nothing in the library has to carry it
- `aside`: figures in the statement's text that are no numbers of the library, each with the reason

A reference is `KEY [@PATH] ATTRIBUTE.ATTRIBUTE`: the key of a protocol, the path of one of its
parts, and attributes from there on. `name[pick]` is one item of several: a clause, role or move by
its name, a seat by its role, a word by its value, a text by what it contains. `name#` is how many
items there are.
"""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import enum
import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

import reflective_groups as rg
from reflective_groups.model.edits import find_part
from reflective_groups.sources.citation import Basis, Cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
DOCUMENTS: Final = ("000", "001", "002", "003", "004")


class LedgerError(Exception):
    """A ledger, a reference or a figure that cannot be read."""


# Statements and entries


@attrs.frozen
class Statement:
    """One statement of a founding document, told in our words."""

    id: str
    tags: str
    text: str

    @property
    def document(self) -> str:
        """The number of its document."""
        return self.id.partition("-")[0]


@functools.cache
def statements() -> Mapping[str, Statement]:
    """Every statement by its id."""
    with (HERE / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [Statement(row["id"], row["tags"], row["statement"]) for row in csv.DictReader(file)]
    return {row.id: row for row in rows}


@attrs.frozen(kw_only=True)
class Entry:
    """What carries one statement."""

    numbers: Mapping[str, str] = attrs.field(factory=dict[str, str])
    fields: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    silent: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    rules: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    docs: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    context: str = ""
    aside: Mapping[str, str] = attrs.field(factory=dict[str, str])

    @property
    def carried(self) -> bool:
        """Whether it names any carrier at all."""
        told = (self.numbers, self.fields, self.silent, self.rules, self.docs, self.context)
        return any(told)


KINDS: Final = {field.name: field for field in attrs.fields(Entry)}
_SHAPES: Final[Mapping[str, type]] = {"numbers": dict, "aside": dict, "context": str}


@functools.cache
def entries(document: str) -> Mapping[str, Entry]:
    """The entries of one document; raises `LedgerError` for a ledger that cannot be read."""
    path = HERE / "ledger" / f"{document}.toml"
    if not path.exists():
        message = f"there is no ledger/{document}.toml"
        raise LedgerError(message)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message = f"ledger/{document}.toml: {error}"
        raise LedgerError(message) from error
    return {name: _entry(name, table) for name, table in told.items()}


def _entry(name: str, table: dict[str, Any]) -> Entry:
    for kind, value in table.items():
        if kind not in KINDS:
            message = f"{name}: {kind!r} is no kind of carrier; there is {', '.join(KINDS)}"
            raise LedgerError(message)
        shape = _SHAPES.get(kind, list)
        parts = value.values() if shape is dict else value if shape is list else ()
        if not isinstance(value, shape) or not all(isinstance(part, str) for part in parts):
            message = f"{name}: {kind} must be {_shape(shape)}"
            raise LedgerError(message)
    return Entry(**table)


def _shape(shape: type) -> str:
    named: dict[type, str] = {dict: "a table of texts", list: "a list of texts", str: "a text"}
    return named[shape]


# Figures


@attrs.frozen
class Figure:
    """A number with its unit: `min`, `h`, a currency, or none."""

    amount: decimal.Decimal
    unit: str = ""

    @property
    def length(self) -> dt.timedelta | None:
        """As a length of time, where it is one."""
        scale = {"min": 1, "h": 60}.get(self.unit)
        return None if scale is None else dt.timedelta(minutes=float(self.amount) * scale)

    def answers(self, asked: Figure) -> bool:
        """Whether it is the figure that a text gives, which may leave its unit out."""
        if self.length is not None and self.length == asked.length:
            return True
        return self.amount == asked.amount and asked.unit in {"", self.unit}

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}".strip()


_FIGURE: Final = re.compile(r"(\d+(?:\.\d+)?)(?: (min|h|[A-Z]{3}))?")


def figure(told: str) -> Figure | None:
    """A figure as a ledger writes it; nothing where it is a word."""
    found = _FIGURE.fullmatch(told)
    return Figure(decimal.Decimal(found[1]), found[2] or "") if found else None


_WORDS: Final = {
    "half": "0.5",
    "one": "1",
    "two": "2",
    "three": "3",
    "triad": "3",
    "triads": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "dozen": "12",
}
_NUMBER: Final = rf"(?:£?\d+(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b)"
_GIVEN: Final = re.compile(
    rf"{_NUMBER}(?:\s*(?:–|-|/|\bto\b|\bor\b)\s*{_NUMBER})*(?:[\s-]*\b(minute|min|hour|h)s?\b)?",
    re.IGNORECASE,
)
_IDS: Final = re.compile(r"\b00\d-\d\d\b(?:–\d\d\b)?")


def figures_in(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in digits or words, with its unit where it stands beside it."""
    return tuple(_figures(_IDS.sub(" ", text)))


def _figures(text: str) -> Iterator[Figure]:
    for given in _GIVEN.finditer(text):
        unit = {"m": "min", "h": "h", "": ""}[(given[1] or "")[:1].lower()]
        for number in re.findall(_NUMBER, given[0], re.IGNORECASE):
            amount = decimal.Decimal(_WORDS.get(number.lower()) or number.lstrip("£"))
            yield Figure(amount, "GBP" if number.startswith("£") else unit)


# References


def catalogue() -> Mapping[str, rg.Protocol]:
    """Every protocol of the library by its key."""
    return rg.CATALOGUE


Trail: TypeAlias = tuple[tuple[Cited, str], ...]


@attrs.frozen
class Found:
    """What a reference leads to: the value, what holds it, and the cited values on the way."""

    value: object
    holder: object
    trail: Trail

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What the value rests on, the nearest first."""
        return tuple(cited.basis_of(field) for cited, field in reversed(self.trail))


_REFERENCE: Final = re.compile(r"(?P<key>[a-z][\w.]*)(?: @(?P<path>[\w/]+))?(?: (?P<way>\S.*))?")
_STEP: Final = re.compile(r"(?P<name>\w+)(?:\[(?P<pick>[^\]]+)\])?(?P<many>#)?(?P<more>\.|$)")


def find(reference: str, protocols: Mapping[str, rg.Protocol]) -> Found:
    """Follow a reference; raises `LedgerError` where it leads nowhere."""
    told = _REFERENCE.fullmatch(reference)
    if told is None or not (told["path"] or told["way"]):
        message = f"{reference!r} is not KEY [@PATH] ATTRIBUTE.ATTRIBUTE"
        raise LedgerError(message)
    if told["key"] not in protocols:
        message = f"{reference!r}: the catalogue has no {told['key']!r}"
        raise LedgerError(message)
    protocol = protocols[told["key"]]
    start = _part(protocol, told["path"], reference) if told["path"] else protocol
    way = tuple(_steps(told["way"] or "", reference))
    return _walk(start, way, reference)


def _part(protocol: rg.Protocol, path: str, reference: str) -> Cited:
    where, _, inner = path.partition("/")
    try:
        if where == "first_session" and protocol.first_session is not None:
            return find_part(protocol.first_session, inner)
        return protocol.part(path)
    except rg.PathError as error:
        message = f"{reference!r}: {error}"
        raise LedgerError(message) from error


def _steps(way: str, reference: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(way):
        step = _STEP.match(way, at)
        if step is None:
            message = f"{reference!r}: cannot read {way[at:]!r}"
            raise LedgerError(message)
        yield step
        at = step.end()


def _walk(start: Cited, way: tuple[re.Match[str], ...], reference: str) -> Found:
    value: Any = start
    holder: object = None
    trail: list[tuple[Cited, list[str]]] = [(start, [])]
    for step in way:
        if not hasattr(value, step["name"]):
            message = f"{reference!r}: a {type(value).__name__} has no {step['name']!r}"
            raise LedgerError(message)
        holder, value = value, getattr(value, step["name"])
        for _, names in trail:
            names.append(step["name"])
        if step["pick"]:
            value = _pick(value, step["pick"], reference)
        if step["many"]:
            value = len(value)
        if isinstance(value, Cited):
            trail.append((value, []))
    return Found(value, holder, tuple((cited, ".".join(names)) for cited, names in trail))


def _pick(items: Iterable[object], wanted: str, reference: str) -> object:
    found = [item for item in items if _goes_by(item, wanted)]
    if len(found) != 1:
        message = f"{reference!r}: {len(found)} items answer to {wanted!r}"
        raise LedgerError(message)
    return found[0]


def _goes_by(item: object, wanted: str) -> bool:
    match item:
        case str():
            return wanted in item
        case rg.Seat():
            return item.role.name == wanted
        case enum.Enum():
            return item.value == wanted
        case _:
            return bool(getattr(item, "name", None) == wanted)


def is_set(value: object) -> bool:
    """Whether a field holds anything."""
    if value is None or value is False or value in ("", (), rg.UNSTATED):
        return False
    return not (isinstance(value, enum.Enum) and value.value in {"silent", "unstated"})


# What is wrong with an entry


def problems(
    statement: Statement,
    entry: Entry,
    protocols: Mapping[str, rg.Protocol],
    root: Path = ROOT,
) -> list[str]:
    """Everything that is wrong with what an entry says, but for the rules it names."""
    if not entry.carried:
        return ["nothing carries it"]
    found = [
        *_wrong_numbers(statement, entry, protocols),
        *_wrong_fields(statement, entry, protocols),
        *_wrong_docs(statement, entry, root),
        *_wrong_context(statement, entry),
    ]
    if "N" in statement.tags.split():
        found.extend(_missing_figures(statement, entry, root))
    return found


def _wrong_numbers(
    statement: Statement, entry: Entry, protocols: Mapping[str, rg.Protocol]
) -> Iterator[str]:
    for reference, told in entry.numbers.items():
        try:
            found = find(reference, protocols)
        except LedgerError as error:
            yield str(error)
            continue
        if not same(found, told):
            yield f"{reference}: {found.value} is not {told}"
        bases = [basis for basis in found.bases if cites(basis, statement.id)]
        if not bases:
            yield f"{reference}: no basis cites {statement.id}"
            continue
        yield from _wrong_standing(statement, reference, figure(told), bases[0])


def _wrong_standing(
    statement: Statement, reference: str, told: Figure | None, basis: Basis
) -> Iterator[str]:
    """A figure that the text gives is stated, one that it does not give is not."""
    if told is None or "(implied" in statement.text:
        return
    given = any(told.answers(one) for one in figures_in(statement.text))
    if given != (basis.standing is rg.Standing.STATED):
        holds = "gives" if given else "does not give"
        yield f"{reference}: the text {holds} {told}, and its basis says {basis.standing.value}"


def same(found: Found, told: str) -> bool:
    """Whether what a reference leads to is the figure, or holds the words."""
    wanted, value = figure(told), found.value
    if isinstance(value, str):
        return told.lower() in value.lower()
    if wanted is None or isinstance(value, bool):
        return str(value) == told
    if isinstance(value, dt.timedelta):
        return value == wanted.length
    if not isinstance(value, int | float | decimal.Decimal):
        return False
    unit: str = getattr(found.holder, "currency", "")
    return wanted == Figure(decimal.Decimal(str(value)), unit)


_CITED: Final = re.compile(r"00\d-\d\d")


def cites(basis: Basis, statement: str) -> bool:
    """Whether a basis names a statement as its place, in the right document."""
    key = f"S{int(statement.partition('-')[0])}"
    return any(
        citation.source.key == key and statement in _CITED.findall(citation.where)
        for citation in basis.citations
    )


def _wrong_fields(
    statement: Statement, entry: Entry, protocols: Mapping[str, rg.Protocol]
) -> Iterator[str]:
    both = ((entry.fields, True), (entry.silent, False))
    for reference, wanted in ((one, wanted) for names, wanted in both for one in names):
        try:
            found = find(reference, protocols)
        except LedgerError as error:
            yield str(error)
            continue
        if is_set(found.value) is not wanted:
            yield f"{reference}: it is {'not ' if wanted else ''}set"
        bases = [basis for basis in found.bases if cites(basis, statement.id)]
        if not bases:
            yield f"{reference}: no basis cites {statement.id}"
        elif (bases[0].standing is rg.Standing.SILENT) is wanted:
            yield f"{reference}: its basis says {bases[0].standing.value}"


def _wrong_docs(statement: Statement, entry: Entry, root: Path) -> Iterator[str]:
    for place in entry.docs:
        text = section(place, root)
        if text is None:
            yield f"{place}: there is no such section"
        elif statement.id not in named_in(text):
            yield f"{place}: it does not name {statement.id}"


def named_in(text: str) -> frozenset[str]:
    """Every statement that a text names; a range names all that lie in it."""
    named: set[str] = set()
    for found in _IDS.findall(text):
        first, _, last = found.partition("–")
        document, _, number = first.partition("-")
        numbers = range(int(number), int(last or number) + 1)
        named.update(f"{document}-{one:02}" for one in numbers)
    return frozenset(named)


@functools.cache
def section(place: str, root: Path = ROOT) -> str | None:
    """The text under a heading, up to the next of its rank; nothing where there is none."""
    name, _, slug = place.partition("#")
    path = root / name
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    headings = list(_headings(lines))
    for index, (at, rank, its_slug) in enumerate(headings):
        if its_slug == slug:
            ends = (line for line, other, _ in headings[index + 1 :] if other <= rank)
            return "\n".join(lines[at + 1 : next(ends, len(lines))])
    return None


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Each heading's line, rank and the name that GitHub gives it."""
    fenced = False
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        fenced ^= line.lstrip().startswith("```")
        heading = re.match(r"(#{1,6}) +(.+?)\s*$", line)
        if fenced or heading is None:
            continue
        slug = re.sub(r"[^\w\- ]", "", heading[2].lower()).replace(" ", "-")
        number = seen[slug] = seen.get(slug, -1) + 1
        yield at, len(heading[1]), f"{slug}-{number}" if number else slug


def _wrong_context(statement: Statement, entry: Entry) -> Iterator[str]:
    least = 20
    for what, told in (("context", entry.context), *entry.aside.items()):
        if told and len(told) < least and what == "context":
            yield f"context: {told!r} is no reason"
        if not told and what != "context":
            yield f"aside {what}: it has no reason"
    strict = {"P", "O"} & set(statement.tags.split())
    only = not (entry.numbers or entry.fields or entry.silent or entry.rules or entry.docs)
    if strict and only:
        yield "a phase or a role is no context"


def _missing_figures(statement: Statement, entry: Entry, root: Path) -> Iterator[str]:
    """Each figure in the text of a number's statement is carried, or set aside with a reason."""
    given = figures_in(statement.text)
    numbers = [one for one in map(figure, entry.numbers.values()) if one is not None]
    prose = " ".join((entry.context, *(section(place, root) or "" for place in entry.docs)))
    aside = [one for one in map(figure, entry.aside) if one is not None]
    told = [*numbers, *figures_in(prose)]
    for one in given:
        if not any(mine.answers(one) for mine in (*told, *aside)):
            yield f"nothing carries its figure {one}"
    if given and not any(mine.answers(one) for mine in told for one in given):
        yield "a number that no number carries"
    for one in aside:
        if not any(one.answers(mine) or mine.amount == one.amount for mine in given):
            yield f"aside {one}: the text does not give it"


def rule_problems(statement: Statement, entry: Entry, rules: Iterable[Any]) -> list[str]:
    """Everything that is wrong with the rules an entry names."""
    known = {rule.code: rg.stated(*rule.citations) for rule in rules}
    found: list[str] = []
    for code in entry.rules:
        if code not in known:
            found.append(f"{code}: there is no such rule")
        elif not cites(known[code], statement.id):
            found.append(f"{code}: it does not cite {statement.id}")
    return found
