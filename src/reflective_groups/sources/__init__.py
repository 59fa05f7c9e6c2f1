"""Where a statement comes from, where in it, and how well it is known."""

from reflective_groups.sources.citation import (
    Basis,
    Citation,
    Cited,
    Source,
    Standing,
    default,
    derived,
    places,
    silent,
    stated,
    to_bases,
    told_once,
)

__all__ = [
    "Basis",
    "Citation",
    "Cited",
    "Source",
    "Standing",
    "default",
    "derived",
    "places",
    "silent",
    "stated",
    "to_bases",
    "told_once",
]
