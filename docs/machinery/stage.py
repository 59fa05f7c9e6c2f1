"""The source of the site: README and docs side by side, with the pages that are made."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docs.machinery import api_pages, protocol_pages, rule_pages, schema_files, source_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
KEPT = (".md", ".toml", ".ics", ".py", ".css", ".js", ".svg", ".png", ".cff")
"""What kinds of file of docs become a part of the source."""
LEFT_OUT = ("_build", "machinery", "build.py")
"""What of docs only makes the site: the pages that show code name it and do not need it."""
PARTS = ("tutorials", "how_to", "explanation", "reference")
"""The four parts, in the order of the front page."""
MADE = {
    "rules": rule_pages.index,
    "protocols": protocol_pages.index,
    "sources": source_pages.index,
    "api": api_pages.index,
    "errors": api_pages.tree,
    "exceptions": api_pages.exceptions,
    "schemas": schema_files.index,
}
"""What takes the place of `<!-- made: name -->` in a page."""
_PLACE = re.compile(r"<!-- made: ([a-z]+) -->\n")
_LINK = re.compile(r"(\]\()(?!https?://|#)([^)#\s]+)")
_PAGE = re.compile(r"\]\((?!https?://|\.\./)([^)#\s]+)\.md\)")


def stage(into: Path) -> None:
    """Write the source; what has not changed is left alone, so that the next build is short."""
    wanted = dict(_texts())
    for place, text in wanted.items():
        _write(into / place, text)
    for path in sorted(into.rglob("*")):
        if path.is_file() and path.relative_to(into).as_posix() not in wanted:
            path.unlink()


def _write(path: Path, text: str) -> None:
    if path.exists() and path.read_bytes().decode() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _texts() -> Iterator[tuple[str, str]]:
    """Each file of the source by its place; made pages come with the folder they belong to."""
    yield "index.md", front_page()
    yield "changes.md", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    yield "CITATION.cff", (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for path in _files():
        place = path.relative_to(ROOT / "docs").as_posix()
        text = path.read_bytes().decode()
        yield place, filled(text, place) if path.suffix == ".md" else text
    for make in (rule_pages.pages, protocol_pages.pages, api_pages.pages, schema_files.files):
        yield from make().items()


def _files() -> Iterable[Path]:
    docs = ROOT / "docs"
    return (
        path
        for path in sorted(docs.rglob("*"))
        if path.suffix in KEPT and path.relative_to(docs).parts[0] not in LEFT_OUT
    )


def front_page() -> str:
    """The README, whose links lead to the pages of the site, and the way to the four parts."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    hidden = _toctree((*(f"{part}/index" for part in PARTS), "changes"))
    return f"{_LINK.sub(_moved, text)}\n{hidden}"


def _moved(found: re.Match[str]) -> str:
    target = PurePosixPath(found[2])
    if target.parts[0] == "docs":
        return f"{found[1]}{target.relative_to('docs')}"
    return f"{found[1]}{'changes.md' if target.name == 'CHANGELOG.md' else target}"


def filled(text: str, place: str) -> str:
    """A page with what is made for it, and with a table of contents where it is an index."""
    for name in _PLACE.findall(text):
        text = text.replace(f"<!-- made: {name} -->\n", MADE[name]())
    where = PurePosixPath(place)
    if where.name == "index.md":
        pages = (path.stem for path in sorted((ROOT / "docs" / place).parent.glob("*.md")))
        rest = (page for page in pages if page != "index")
        return f"{text}\n{_toctree((*_PAGE.findall(text), *rest))}"
    if place == "reference/api.md":
        return f"{text}\n{_toctree(path.removesuffix('.md')[10:] for path in api_pages.pages())}"
    if place in {"reference/rules.md", "reference/protocols.md"}:
        return f"{text}\n{_toctree((f'{where.stem}/*',))}"
    return text


def _toctree(pages: Iterable[str]) -> str:
    """A hidden table of contents, each page once, in the order in which they are first named."""
    lines = "\n".join(dict.fromkeys(pages))
    return f"```{{toctree}}\n:hidden:\n:glob:\n:maxdepth: 2\n\n{lines}\n```\n"
