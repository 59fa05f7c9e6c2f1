"""Golden files: what was once written is read for ever.

For each public class `tests/golden` holds a document and, in a file beside it, the repr of the
value that it stands for. A file that is there is never written again. Where a class is new, or
its example in `examples.py` is, run

    WRITE_GOLDEN=1 python -m pytest tests/serial/test_golden.py

look at what it wrote, and keep it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reflective_groups.serial import FORMAT_VERSION, dumps, json_schema, loads, to_data
from tests.serial.examples import EXAMPLES, MORE
from tests.serial.namespace import CLASSES, Value, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parents[1] / "golden"


def documents_of(name: str) -> list[Path]:
    """The golden documents of a class: `Name.json`, then `Name.2.json`, and so on."""
    return sorted(path for path in GOLDEN.glob("*.json") if path.name.partition(".")[0] == name)


def every_example() -> Iterator[tuple[str, Value]]:
    """Each example with the name of its class."""
    for name in EXAMPLES:
        for value in (EXAMPLES[name], *MORE.get(name, ())):
            yield name, value


def write_missing() -> None:
    """Add the examples that no golden document holds yet."""
    for name, value in every_example():
        written, text = documents_of(name), f"{dumps(value)}\n"
        if all(path.read_text(encoding="utf-8") != text for path in written):
            path = GOLDEN / (f"{name}.{len(written) + 1}.json" if written else f"{name}.json")
            path.write_text(text, encoding="utf-8")
            path.with_suffix(".repr").write_text(f"{value!r}\n", encoding="utf-8")


if os.environ.get("WRITE_GOLDEN"):
    write_missing()

DOCUMENTS = [pytest.param(path, id=path.stem) for path in sorted(GOLDEN.glob("*.json"))]


def test_each_public_class_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(CLASSES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_use_each_field_and_are_kept(name: str) -> None:
    told = [to_data(value) for key, value in every_example() if key == name]
    assert {field for data in told for field in data} == set(
        json_schema(CLASSES[name])["properties"]
    )
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in documents_of(name)]
    assert all(data in kept for data in told)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_golden_document_is_read(path: Path) -> None:
    value = loads(path.read_bytes(), as_=CLASSES[path.name.partition(".")[0]])
    assert value == shown(path.with_suffix(".repr").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_golden_document_is_written_the_same(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    if json.loads(document)["format_version"] == FORMAT_VERSION:
        value = loads(document, as_=CLASSES[path.name.partition(".")[0]])
        assert f"{dumps(value)}\n" == document
