"""Markdown from values: text that stays text, tables, code blocks and citations that lead on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflective_groups.sources.bibliography import BIBLIOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reflective_groups.sources import Citation, Source

_KEY = re.compile(r"\b[SBTGRM]\d+\b(?![-\d])")
_MARKS = re.compile(r"([\\*_\[\]{}<>|$])")


def plain(text: str) -> str:
    """Text in which nothing is taken for markup, but for what stands in backticks."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _MARKS.sub(r"\\\1", text).replace("`", r"\`")
    return "`".join(
        piece if place % 2 else _MARKS.sub(r"\\\1", piece) for place, piece in enumerate(pieces)
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; a line break in a cell is kept."""
    lines = (head, ["---"] * len(head), *rows)
    return "".join(
        f"| {' | '.join(cell.replace(chr(10), '<br>') for cell in line)} |\n" for line in lines
    )


def block(code: str, language: str = "python") -> str:
    """A block of code that is shown and not run where it stands."""
    return f"```{{code-block}} {language}\n{code}\n```\n"


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "".join(f"- {line}\n" for line in lines)


def anchor(source: Source) -> str:
    """Where a source stands on the page of all sources."""
    return f"source-{source.key.lower()}"


def cited(citation: Citation) -> str:
    """A citation as a link to its source."""
    return f"[{plain(str(citation))}](#{anchor(citation.source)})"


def places(citations: Iterable[Citation]) -> str:
    """Citations by the keys of their sources, as links: `S3 003-33, 003-34; B16`."""
    found: dict[Source, list[str]] = {}
    for one in citations:
        where = found.setdefault(one.source, [])
        if one.where and one.where not in where:
            where.append(one.where)
    return "; ".join(
        f"[{source.key}](#{anchor(source)}) {plain(', '.join(where))}".strip()
        for source, where in found.items()
    )


def linked(text: str) -> str:
    """Text in which the key of each source leads to it."""
    return _KEY.sub(_link, text)


def _link(found: re.Match[str]) -> str:
    source = BIBLIOGRAPHY.get(found[0])
    return f"[{source.key}](#{anchor(source)})" if source else found[0]
