"""Find and change parts by path; every change is a new tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, assert_never, cast

import attrs

from reflective_groups.errors import PathError
from reflective_groups.model.folds import walk
from reflective_groups.model.parts import Breakout, Part, Phase, Rounds, Sequence
from reflective_groups.sources import default

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reflective_groups.sources import Basis

    Edit = Callable[[Phase | Rounds | Breakout], tuple[Part, ...]]

T = TypeVar("T")


def resolve(part: Part, path: str, *, also: tuple[str, ...] = ()) -> str:
    """The full path of what a full path, or an unmistakable end of one, names.

    >>> case = Phase(name="present") >> Phase(name="discuss")
    >>> resolve(case * 2, "discuss")
    'rounds/discuss'

    `also` names further paths for the message. Raises `PathError` where no part or several parts
    answer, and says what there is.
    """
    paths = [known for known, _ in walk(part)]
    if path in paths:
        return path
    found = [known for known in paths if known.endswith(f"/{path}")]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{path!r} is ambiguous: it could be {', '.join(found)}"
        raise PathError(message)
    message = f"no part at {path!r}; there is {', '.join((*paths, *also))}"
    raise PathError(message)


def find_part(part: Part, path: str) -> Phase | Rounds | Breakout:
    """The part at a path.

    >>> str(find_part(Phase(name="present") >> Phase(name="discuss"), "discuss"))
    'discuss (no time stated)'
    """
    return dict(walk(part))[resolve(part, path)]


def edit_part(part: Part, path: str, edit: Edit) -> Part:
    """Put, in the place of the part at a path, the parts that a function makes of it.

    >>> case = Phase(name="present") >> Phase(name="discuss")
    >>> str(edit_part(case, "present", lambda one: ()))
    'discuss (no time stated)'
    """
    edited = edit_or_empty(part, path, edit)
    if edited is None:
        message = f"{path!r} is all there is; a session needs at least one part"
        raise PathError(message)
    return edited


def edit_or_empty(part: Part, path: str, edit: Edit) -> Part | None:
    """The same as `edit_part`, with nothing where nothing is left.

    >>> edit_or_empty(Phase(name="a"), "a", lambda one: ()) is None
    True
    """
    return _edit(part, resolve(part, path), edit, "")


def _edit(part: Part, target: str, edit: Edit, above: str) -> Part | None:
    match part:
        case Sequence():
            parts = [_edit(one, target, edit, above) for one in part.parts]
            left = tuple(one for one in parts if one is not None)
            return Sequence(left) if left else None
        case Phase() | Rounds() | Breakout() if above + part.name == target:
            made = edit(part)
            return made[0] if len(made) == 1 else Sequence(made) if made else None
        case Phase():
            return part
        case Rounds() | Breakout():
            inner = _edit(part.part, target, edit, f"{above}{part.name}/")
            return None if inner is None else attrs.evolve(part, part=inner)
        case _:
            assert_never(part)


def revise(value: T, **changes: object) -> T:
    """A copy with fields changed, in which no changed field keeps its old source.

    >>> from reflective_groups import exactly, minutes
    >>> from reflective_groups.sources import Source, stated
    >>> cited = stated(Source(key="x", title="A title").at("p. 3"), of="time")
    >>> longer = revise(Phase(name="a", basis=(cited,)), time=exactly(minutes(5)))
    >>> longer.standing_of("time")
    Standing.DEFAULT
    """
    basis: tuple[Basis, ...] | None = getattr(value, "basis", None)
    if basis is not None and "basis" not in changes:
        kept = (_narrow(one, changes) for one in basis)
        changes["basis"] = (
            *(one for one in kept if one is not None),
            default(tuple(changes), note="changed from what its source gives"),
        )
    return cast("T", attrs.evolve(cast("Any", value), **changes))


def _narrow(basis: Basis, changes: Mapping[str, object]) -> Basis | None:
    if not basis.of:
        return basis
    left = tuple(name for name in basis.of if name.partition(".")[0] not in changes)
    return attrs.evolve(basis, of=left) if left else None
