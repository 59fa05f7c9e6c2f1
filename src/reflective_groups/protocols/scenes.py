"""What there is to see of a search: what suits, best first, and why the rest does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.display.scene import Prose, Scene, Table
from reflective_groups.model.care import CARE

if TYPE_CHECKING:
    from reflective_groups.protocols.search import Match, Matches, Reject


def matches_scene(found: Matches) -> Scene:
    """What was found, and what was rejected."""
    suits = Table(
        caption="What suits, best first",
        head=("protocol", "key", "to know"),
        rows=tuple(map(_match, found.matches)),
    )
    rejected = Table(
        caption="What does not suit",
        head=("protocol", "key", "why not"),
        rows=tuple(map(_reject, found.rejects)),
    )
    count = len(found)
    told = f"{count or 'No'} protocol{'' if count == 1 else 's'} that may suit."
    blocks = (*((suits,) if found.matches else ()), *((rejected,) if found.rejects else ()))
    return Scene(title="Search", told=told, blocks=(*blocks, Prose(CARE, care=True)))


def match_scene(match: Match) -> Scene:
    """One protocol that suits."""
    return Scene(
        title=match.protocol.title,
        told="; ".join((match.protocol.key, *match.remarks)),
        blocks=match.protocol.scene().blocks,
    )


def reject_scene(reject: Reject) -> Scene:
    """One protocol that does not suit."""
    told = f"{reject.protocol.key} does not suit: {'; '.join(reject.reasons)}."
    return Scene(title=reject.protocol.title, told=told)


def _match(match: Match) -> tuple[str, str, str]:
    return match.protocol.title, match.protocol.key, "\n".join(match.remarks)


def _reject(reject: Reject) -> tuple[str, str, str]:
    return reject.protocol.title, reject.protocol.key, "\n".join(reject.reasons)
