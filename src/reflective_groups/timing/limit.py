"""A bound as people read it: where, how long at the least or the most, and who says so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.model.timebox import in_words
from reflective_groups.model.value import (
    PATH,
    PROSE,
    Kind,
    Length,
    Many,
    Term,
    Value,
    to_length,
    to_tuple,
)
from reflective_groups.sources import Citation, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable


class Side(Term):
    """Whether a limit holds from below or from above."""

    LEAST = "least"
    MOST = "most"


def _citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    return to_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Limit(Value):
    """One of the bounds that a plan has to keep, with where it comes from.

    >>> from reflective_groups import minutes
    >>> from reflective_groups.sources.bibliography import S0
    >>> print(
    ...     Limit(path="discuss", side=Side.LEAST, length=minutes(20), citations=(S0.at("000-32"),))
    ... )
    discuss: at least 20 min (S0, 000-32)

    `path` is that of a stretch, of a lock, or `slot`; `says` tells what a lock locks.
    """

    path: str = attrs.field(validator=PATH)
    side: Side = attrs.field(validator=Kind(Side))
    length: dt.timedelta = attrs.field(converter=to_length, validator=Length())
    says: str = attrs.field(default="", validator=PROSE)
    standing: Standing = attrs.field(default=Standing.DEFAULT, validator=Kind(Standing))
    citations: tuple[Citation, ...] = attrs.field(
        default=(), converter=_citations, validator=Many(of=Citation)
    )

    @property
    def told(self) -> str:
        """The bound in words, without where it holds and who says so.

        >>> from reflective_groups import minutes
        >>> Limit(path="discuss", side=Side.LEAST, length=minutes(20)).told
        'at least 20 min'
        """
        return self.says or f"at {self.side} {in_words(self.length)}"

    def __str__(self) -> str:
        cited = "; ".join(
            ", ".join(filter(None, (one.source.key, one.where))) for one in self.citations
        )
        return f"{self.path}: {self.told}{f' ({cited})' if cited else ''}"
