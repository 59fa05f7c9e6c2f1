"""The pages as they are written: each is listed, each name is placed, each block is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import reflective_groups as rg
from docs.machinery import api_pages, words
from reflective_groups import serial

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = sorted(
    (ROOT / "README.md", *(one for one in DOCS.rglob("*.md") if "_build" not in one.parts))
)
FENCE = re.compile(r"^(`{3,}|:{3,})(\S[^\n]*)?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)

RUN = {
    "python": "by Sybil, as conftest.py says",
    "toml": "below, at the end of the meeting that the page is about",
    "console": "below, and on the page of the command by tests/cli/test_page.py",
    "{code-cell} ipython3": "when the site is built, and by test_tutorials.py",
    "{literalinclude}": "as a file of docs/examples, by test_apps.py and test_pack.py",
}
NOT_RUN = {
    ("text", None): "figures, output and formulas: nothing to run",
    ("py", "docs/how_to/simulation.md"): "names a cluster that is not here; its like is tested",
    ("py", "docs/explanation/ten_billion.md"): "the same",
}
"""Kinds of block with nothing to run in them, on one page or on any, each with the reason."""


def blocks() -> list[tuple[str, str, str]]:
    """Each block: the page, the kind, the text."""
    return [
        (page.relative_to(ROOT).as_posix(), (kind or "").strip(), text)
        for page in PAGES
        for _, kind, text in FENCE.findall(page.read_text(encoding="utf-8"))
    ]


def is_accounted_for(page: str, kind: str) -> bool:
    name = "{literalinclude}" if kind.startswith("{literalinclude}") else kind
    return name in RUN or (name, None) in NOT_RUN or (name, page) in NOT_RUN


def test_every_block_of_code_is_run_by_something() -> None:
    found = blocks()
    assert len(found) > 300
    lost = [f"{page}: {kind}" for page, kind, _ in found if not is_accounted_for(page, kind)]
    assert lost == []


@pytest.mark.parametrize("text", [text for _, kind, text in blocks() if kind == "toml"])
def test_what_a_page_says_to_write_in_a_file_can_be_written(text: str) -> None:
    meeting = (DOCS / "examples" / "monday.toml").read_text(encoding="utf-8")
    read = serial.loads_toml(f"{meeting}\n{text}", as_=rg.Meeting)
    assert [one.code for one in read.waivers] == waived_in(text)
    assert set(waived_in(text)) <= {finding.code for finding in rg.check(read).waived}


def waived_in(text: str) -> list[str]:
    return [one["code"] for one in tomllib.loads(text)["waivers"]]


def test_no_block_of_text_hides_code() -> None:
    hidden = [
        f"{page}: {text[:60]}"
        for page, kind, text in blocks()
        if kind == "text"
        and re.search(
            r"^(>>> |\$ |import |from \w+ import |reflective-groups \w)",
            text,
            re.MULTILINE,
        )
    ]
    assert hidden == []


def commands() -> list[tuple[str, str]]:
    """Each line after a prompt; the transcripts on the page of the command run elsewhere."""
    return [
        (page, line.removeprefix("$ ").partition("  #")[0].strip())
        for page, kind, text in blocks()
        if kind == "console" and page != "docs/reference/command_line.md"
        for line in text.splitlines()
        if line.startswith("$ ")
    ]


@pytest.mark.parametrize(("page", "words"), commands())
def test_what_a_page_says_to_type_can_be_typed(page: str, words: str, tmp_path: Path) -> None:
    program, _, rest = words.partition(" ")
    match program:
        case "make":
            makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
            assert re.search(rf"^{rest}:", makefile, re.MULTILINE)
        case "pip":
            extras = re.findall(r"\[(.*?)\]", rest)
            assert {one for told in extras for one in told.split(",")} <= set(
                PROJECT["optional-dependencies"]
            )
        case "uvicorn":  # test_apps.py starts them
            _, folder, app = rest.split()
            assert (ROOT / folder / f"{app.partition(':')[0]}.py").exists()
        case "reflective-groups":
            for needed in ("click", "rich", "numba"):
                pytest.importorskip(needed, reason=f"{words} needs {needed}")
            (tmp_path / "docs").symlink_to(DOCS)
            command = shutil.which(program, path=str(Path(sys.executable).parent))
            done = subprocess.run(  # noqa: S603 -- words of our own page
                (command or program, *rest.split()),
                cwd=tmp_path,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            assert done.returncode == 0, done.stderr
        case _:
            pytest.fail(f"{page}: nothing runs {program}")


@pytest.mark.parametrize("part", ["tutorials", "how_to", "explanation", "reference"])
def test_every_page_has_its_line_in_the_index_of_its_part(part: str) -> None:
    index = (DOCS / part / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S.*\.$", index, re.MULTILINE)
    pages = [path.name for path in (DOCS / part).glob("*.md") if path.name != "index.md"]
    assert sorted(listed) == sorted(pages)


def test_every_public_name_has_its_place_in_the_reference() -> None:
    placed = [
        name
        for _, sections in api_pages.PAGES.values()
        for names in sections.values()
        for name in names.split()
    ]
    assert len(placed) == len(set(placed))
    assert set(api_pages.public()) == set(placed)


def test_text_of_a_value_is_never_taken_for_markup() -> None:
    assert words.plain("`a_b` and *c* <i>") == r"`a_b` and \*c\* \<i\>"
    assert words.table(("a", "b"), [("1", "2\n3")]) == "| a | b |\n| --- | --- |\n| 1 | 2<br>3 |\n"
    assert words.linked("(derived, S3 003-06; B9999)") == (
        "(derived, [S3](#source-s3) 003-06; B9999)"
    )
