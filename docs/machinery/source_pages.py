"""The page of all sources, each with who leans on it."""

from __future__ import annotations

import reflective_groups as rg
from docs.machinery.protocol_pages import catalogue
from docs.machinery.words import anchor, plain
from reflective_groups.sources.bibliography import BIBLIOGRAPHY

TITLES = {
    "S": "Founding documents",
    "B": "Balint",
    "T": "Triads",
    "G": "GROW",
    "R": "Relatives",
    "M": "How meetings go: what a simulated session is held to",
}
"""The groups of sources, by the first letter of their keys."""


def index() -> str:
    """Every source under its group, with an anchor that a citation leads to."""
    return "\n".join(
        f"## {title}\n\n"
        + "\n".join(_entry(one) for key, one in BIBLIOGRAPHY.items() if key[0] == letter)
        for letter, title in TITLES.items()
    )


def _entry(source: rg.Source) -> str:
    return f"({anchor(source)})=\n**{source.key}** {_told(source)}\n"


def _told(source: rg.Source) -> str:
    addresses = " and ".join(_address(one) for one in source.address.split(" ; ") if one)
    told = f"{plain(str(source))}." + (f" {addresses}." if addresses else "")
    users = [
        *(f"[{key}](protocols/{key}.md)" for key in _protocols(source)),
        *(f"[{code}](rules/{code}.md)" for code in _rules(source)),
    ]
    return f"{told} Cited by {', '.join(users)}." if users else told


def _address(address: str) -> str:
    return f"<{address}>" if address.startswith("http") else plain(address)


def _protocols(source: rg.Source) -> list[str]:
    return [key for key, one in catalogue().items() if source in one.sources]


def _rules(source: rg.Source) -> list[str]:
    return [one.code for one in rg.RULES if source in {where.source for where in one.citations}]
