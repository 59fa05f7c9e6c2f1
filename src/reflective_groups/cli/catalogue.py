"""Pages about the catalogue: its list, what suits a group, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

import attrs
from rich.text import Text

from reflective_groups.cli import screen, words
from reflective_groups.cli.answer import Answer, document, page, plain, told
from reflective_groups.model.diff import Added, Changed, Moved, Removed
from reflective_groups.model.frame import Demand
from reflective_groups.protocols import CATALOGUE
from reflective_groups.serial import to_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from reflective_groups.model.diff import Change, Diff
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.protocols import Matches

_FAMILY_TITLES = {
    "balint": "Balint groups",
    "triad": "Coaching triads",
    "grow": "GROW and its kin",
    "relatives": "Relatives",
}


def _brief(protocol: Protocol) -> dict[str, Any]:
    return {
        "key": protocol.key,
        "title": protocol.title,
        "family": protocol.family,
        "version": protocol.version,
        "size": plain(attrs.evolve(protocol.size, basis=())),
        "duration": plain(protocol.duration),
        "slot": None if protocol.slot is None else plain(protocol.slot),
        "trained_leader": protocol.leadership.trained.value,
        "content_hash": protocol.content_hash,
    }


def list_page(*, family: str | None, as_json: bool) -> Answer:
    """Every protocol, family by family."""
    found = [one for one in CATALOGUE.values() if family in {None, one.family}]
    if as_json:
        return document(told("list", protocols=[_brief(one) for one in found]))
    parts: list[RenderableType] = []
    for name in dict.fromkeys([*_FAMILY_TITLES, *(one.family for one in found)]):
        rows = [one for one in found if one.family == name]
        if not rows:
            continue
        made = screen.table("Key", "Title", "Members", "A session lasts", kept=("Key",))
        for one in rows:
            made.add_row(one.key, one.title, words.members(one.size), words.lasts(one))
        title = _FAMILY_TITLES.get(name, name.capitalize() or "Others")
        parts += [screen.heading(f"{title} ({name})" if name else title), made]
    closing = (
        f"{words.plural(len(found), 'protocol')}. `reflective-groups show KEY` tells all of one."
    )
    return page(*parts, screen.paragraph(closing))


def find_page(matches: Matches, *, untrained: bool, as_json: bool) -> Answer:
    """What suits a group, best first, and why the others do not."""
    if as_json:
        found = [
            {**_brief(one.protocol), "remarks": list(one.remarks), "distance": one.distance}
            for one in matches
        ]
        rejected = [
            {"key": one.protocol.key, "title": one.protocol.title, "reasons": list(one.reasons)}
            for one in matches.rejects
        ]
        return document(told("matches", matches=found, rejects=rejected))
    return page(*_matches(matches, untrained=untrained))


def _matches(matches: Matches, *, untrained: bool) -> Iterator[RenderableType]:
    yield Text(f"Suits: {len(matches) or 'nothing'}", style="bold")
    if len(matches):
        wide = max(len(key) for key in matches.keys)
        made = screen.table("Protocol", "Members", "A session lasts", "To know", first=wide)
        for one in matches:
            kind = one.protocol
            name = Text.assemble(kind.key, (f"\n{kind.title}", "dim"))
            remarks = "\n".join(one.remarks)
            made.add_row(name, words.members(kind.size), words.lasts(kind), remarks)
        yield made
    if matches.rejects:
        yield screen.heading(f"Does not suit: {len(matches.rejects)}")
        made = screen.table("Because", "Protocols")
        reasons = dict.fromkeys(one.reasons for one in matches.rejects)
        for why in reasons:
            keys = (one.protocol.key for one in matches.rejects if one.reasons == why)
            made.add_row("\n".join(why), ", ".join(keys))
        yield made
    instead = {
        one.protocol.leadership.instead
        for one in matches.rejects
        if untrained and one.protocol.leadership.trained is Demand.REQUIRED
    }
    if any(instead):
        yield screen.heading("Advised where nobody is trained to lead")
        yield screen.items(sorted(filter(None, instead)))
    yield screen.paragraph("A match says what fits. It does not say that a group is in good hands.")


def diff_page(changes: Diff, *, as_json: bool) -> Answer:
    """What differs between two protocols."""
    if as_json:
        return document(to_data(changes))
    if not changes:
        return page(Text(f"No difference between {changes.before} and {changes.after}."))
    made = screen.table("Change", "Where", changes.before, changes.after, kept=("Change",))
    for one in changes:
        made.add_row(*_change(one))
    return page(made, screen.paragraph(f"{words.plural(len(changes), 'change')}."))


def _change(change: Change) -> Iterable[RenderableType]:
    match change:
        case Added(path=path, told=text):
            return Text("added", style="green"), path, "", text
        case Removed(path=path, told=text):
            return Text("removed", style="red"), path, text, ""
        case Moved(path=path, before=before, after=after):
            return Text("moved", style="cyan"), path, f"place {before}", f"place {after}"
        case Changed(path=path, field=field, before=before, after=after):
            where = f"{path}: {field}" if path else field
            where = where.replace("_", " ")
            return Text("changed", style="yellow"), where, before or "-", after or "-"
        case _:
            assert_never(change)
