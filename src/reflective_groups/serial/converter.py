"""The converter between values and plain data, made when it is first needed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from reflective_groups.serial import reading, writing

if TYPE_CHECKING:
    from cattrs import Converter


@functools.cache
def converter(*, people: bool = False) -> Converter:
    """The converter for programs, or the one that also understands how people write.

    It is cattrs' dispatch by type with this room's own hooks; nobody else's converter changes.
    """
    from cattrs import Converter

    made = Converter()
    reading.register(made, people=people)
    writing.register(made)
    return made
