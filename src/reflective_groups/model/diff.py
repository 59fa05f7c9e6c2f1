"""What differs between two variants of a protocol, as typed changes."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.model.folds import walk
from reflective_groups.model.placing import Placed, place
from reflective_groups.model.value import PROSE, Kind, Many, Text, Value, fields_of, to_tuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from reflective_groups.display.scene import Scene
    from reflective_groups.model.parts import Part
    from reflective_groups.model.protocol import Protocol

_Row: TypeAlias = tuple[object, ...]
_PATH = Text(most=1_000)
_LINE = 400
"""A side of a change is told in no more characters than this."""
_TREES = ("before", "session", "first_session", "after")
_UNTOLD = frozenset({"basis", "key", "title", "version", "part", "parts", *_TREES})


@attrs.frozen(kw_only=True, repr=False)
class Added(Value):
    """A part that only the second protocol has.

    >>> str(Added(path="close", told="close (5 min)"))
    '+ close: close (5 min)'
    """

    path: str = attrs.field(validator=_PATH)
    told: str = attrs.field(validator=PROSE)

    def __str__(self) -> str:
        return f"+ {self.path}: {self.told}"


@attrs.frozen(kw_only=True, repr=False)
class Removed(Value):
    """A part that only the first protocol has.

    >>> str(Removed(path="close", told="close (5 min)"))
    '- close: close (5 min)'
    """

    path: str = attrs.field(validator=_PATH)
    told: str = attrs.field(validator=PROSE)

    def __str__(self) -> str:
        return f"- {self.path}: {self.told}"


@attrs.frozen(kw_only=True, repr=False)
class Moved(Value):
    """A part that both have, in another order among its neighbours.

    >>> str(Moved(path="close", before=1, after=2))
    '> close: from place 1 to place 2'
    """

    path: str = attrs.field(validator=_PATH)
    before: int = attrs.field(validator=Kind(int))
    after: int = attrs.field(validator=Kind(int))

    def __str__(self) -> str:
        return f"> {self.path}: from place {self.before} to place {self.after}"


@attrs.frozen(kw_only=True, repr=False)
class Changed(Value):
    """A field that differs, with both values as said; of a row, the items that went and came.

    >>> str(Changed(path="discuss", field="time", before="20 min", after="30 min"))
    '~ discuss.time: 20 min -> 30 min'
    """

    path: str = attrs.field(validator=_PATH)
    field: str = attrs.field(validator=_PATH)
    before: str = attrs.field(validator=PROSE)
    after: str = attrs.field(validator=PROSE)

    def __str__(self) -> str:
        where = f"{self.path}.{self.field}" if self.path else self.field
        return f"~ {where}: {self.before or '(nothing)'} -> {self.after or '(nothing)'}"


Change: TypeAlias = Added | Removed | Moved | Changed
"""One difference between two variants."""


@attrs.frozen(kw_only=True, repr=False)
class Compared(Value):
    """A part of either variant, and where it lies in each; `None` where one has no such part.

    >>> from reflective_groups import Placed, exactly, minutes
    >>> close = Placed(at=minutes(40), box=exactly(minutes(5)), told="5 min")
    >>> Compared(path="close", after=close).before is None
    True
    """

    path: str = attrs.field(validator=_PATH)
    before: Placed | None = attrs.field(default=None, validator=Kind(Placed, optional=True))
    after: Placed | None = attrs.field(default=None, validator=Kind(Placed, optional=True))


def _compared(values: Iterable[Compared]) -> tuple[Compared, ...]:
    return to_tuple(values)


def _changes(values: Iterable[Change]) -> tuple[Change, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Diff(Value, Drawn):
    """All differences between two variants, in the order of the session.

    >>> from reflective_groups import Phase, Protocol, exactly, minutes
    >>> mine = Protocol(key="x", title="X", session=Phase(name="talk") >> Phase(name="close"))
    >>> print(diff(mine, mine.with_phase("talk", time=exactly(minutes(5)))))
    x 1 -> x 1
    ~ talk.time: no time stated -> 5 min
    """

    before: str = attrs.field(validator=_PATH)
    after: str = attrs.field(validator=_PATH)
    changes: tuple[Change, ...] = attrs.field(
        default=(),
        converter=_changes,
        validator=Many(of=(Added, Removed, Moved, Changed), most=1_000_000),
    )
    compared: tuple[Compared, ...] = attrs.field(
        default=(), converter=_compared, validator=Many(of=Compared, most=1_000_000)
    )
    """Every part of either variant, in the order of the session, for who wants to draw it."""

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.model.scenes import diff_scene

        return diff_scene(self)

    def __str__(self) -> str:
        told = map(str, self.changes or ("no difference",))
        return "\n".join((f"{self.before} -> {self.after}", *told))


def diff(one: Protocol, other: Protocol) -> Diff:
    """What differs between two variants; where it comes from and what it is called do not count.

    >>> from reflective_groups import Phase, Protocol
    >>> mine = Protocol(key="x", title="X", session=Phase(name="a") >> Phase(name="b"))
    >>> [str(change) for change in diff(mine, mine.without("b"))]
    ['- b: b (no time stated)']
    """
    changes: list[Change] = []
    for tree in _TREES:
        prefix = "" if tree == "session" else f"{tree}/"
        changes.extend(_parts(getattr(one, tree), getattr(other, tree), prefix))
    changes.extend(_fields("", one, other))
    return Diff(
        before=f"{one.key} {one.version}",
        after=f"{other.key} {other.version}",
        changes=changes,
        compared=_beside(one, other, changes) if changes else (),
    )


def _beside(one: Protocol, other: Protocol, changes: list[Change]) -> tuple[Compared, ...]:
    """The parts in the order of the second; what it lacks stands where it was."""
    changed = {change.path.partition("/")[0] for change in changes}
    trees = [tree for tree in _TREES if tree == "session" or tree in changed]
    old, new = _places(one, trees), _places(other, trees)
    order = list(new)
    last = -1
    for path in old:
        if path in new:
            last = order.index(path)
        else:
            last += 1
            order.insert(last, path)
    return tuple(Compared(path=path, before=old.get(path), after=new.get(path)) for path in order)


def _places(protocol: Protocol, trees: list[str]) -> dict[str, Placed]:
    """Where each part lies; what is no part of the usual session has no place on its scale."""
    slot = protocol.slot
    known = None if slot is None else slot.usual or slot.most
    found: dict[str, Placed] = {}
    for tree in trees:
        part: Part | None = getattr(protocol, tree)
        if part is None:
            continue
        for path, _, placed in place(part, protocol.heads, known):
            if tree == "session":
                found[path] = placed
            else:
                found[f"{tree}/{path}"] = attrs.evolve(placed, at=None)
    return found


def _parts(one: Part | None, other: Part | None, prefix: str) -> Iterator[Change]:
    old = {} if one is None else dict(walk(one))
    new = {} if other is None else dict(walk(other))
    for path in _outermost(old, new):
        yield Removed(path=prefix + path, told=_told(old[path]))
    stay_old = [path for path in old if path in new]
    stay_new = [path for path in new if path in old]
    moved = _moved(stay_old, stay_new)
    added = set(_outermost(new, old))
    for path, part in new.items():
        if path in added:
            yield Added(path=prefix + path, told=_told(part))
        if path not in old:
            continue
        if path in moved:
            before, after = stay_old.index(path), stay_new.index(path)
            yield Moved(path=prefix + path, before=before + 1, after=after + 1)
        if type(old[path]) is not type(part):
            yield _changed(prefix + path, "part", old[path], part)
        else:
            yield from _fields(prefix + path, old[path], part)


def _outermost(ours: Iterable[str], theirs: Container[str]) -> Iterator[str]:
    """The paths that only we have, without those inside a part that only we have."""
    only: list[str] = []
    for path in ours:
        if path not in theirs and not path.startswith(tuple(only) or ("/",)):
            only.append(f"{path}/")
            yield path


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The fewest paths that have to move to turn one order into the other.

    What stays is the longest row of places that only rises.
    """
    place_of = {path: place for place, path in enumerate(new)}
    ends: list[int] = []  # the smallest place at which a rising row of each length ends
    kept: dict[int, tuple[str, Any]] = {}
    for path in old:
        place = place_of[path]
        length = bisect.bisect_left(ends, place)
        ends[length : length + 1] = [place]
        kept[place] = (path, kept.get(ends[length - 1]) if length else None)
    stay: set[str] = set()
    link: Any = kept[ends[-1]] if ends else None
    while link is not None:
        path, link = link
        stay.add(path)
    return set(old) - stay


def _fields(path: str, one: object, other: object, above: str = "") -> Iterator[Change]:
    for field in fields_of(one):
        if field.name in _UNTOLD:
            continue
        old: object = _bare(getattr(one, field.name))
        new: object = _bare(getattr(other, field.name))
        if old == new:
            continue
        name = above + field.name
        if type(old) is type(new) and _deep(old):
            yield from _fields(path, old, new, f"{name}.")
        elif _row(old) and _row(new):
            ours, theirs = cast("_Row", old), cast("_Row", new)
            gone = tuple(one for one in ours if one not in theirs)
            come = tuple(one for one in theirs if one not in ours)
            moved = not gone and not come
            before, after = (ours, theirs) if moved else (gone, come)
            yield _changed(path, name, before, after)
        else:
            yield _changed(path, name, old, new)


def _bare(value: object) -> object:
    """The items of a row without their sources, which are no difference."""
    if not _row(value):
        return value
    return tuple(
        attrs.evolve(cast("Any", one), basis=()) if hasattr(one, "basis") else one
        for one in cast("_Row", value)
    )


def _changed(path: str, field: str, old: object, new: object) -> Changed:
    """Both sides as said, or as they are where that says the same of both."""
    before, after = _told(old), _told(new)
    if before == after:
        before, after = _apart(repr(old), repr(new))
    return Changed(path=path, field=field, before=before, after=after)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they part."""
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, same - 60)
    return one[start : start + _LINE], other[start : start + _LINE]


def _row(value: object) -> bool:
    return isinstance(value, tuple)


def _deep(value: object) -> bool:
    """Whether a value is told field by field: what carries a basis, and floors."""
    return attrs.has(type(value)) and (hasattr(value, "basis") or hasattr(value, "has_floor"))


def _told(value: object) -> str:
    if isinstance(value, tuple):
        items: tuple[Any, ...] = value  # pyright: ignore[reportUnknownVariableType]
        told = "; ".join(map(str, items))
    else:
        told = "" if value is None else str(value)
    return told if len(told) <= _LINE else f"{told[: _LINE - 3]}..."
