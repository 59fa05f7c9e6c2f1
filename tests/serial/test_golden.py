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

import pytest

from reflective_groups.serial import FORMAT_VERSION, dumps, json_schema, loads, to_data
from tests.serial.examples import EXAMPLES
from tests.serial.namespace import CLASSES, shown

GOLDEN = Path(__file__).parents[1] / "golden"


def documents_of(name: str) -> list[Path]:
    """The golden documents of a class: `Name.json`, then `Name.2.json`, and so on."""
    return sorted(path for path in GOLDEN.glob("*.json") if path.name.partition(".")[0] == name)


def write_missing() -> None:
    """Add the examples that no golden document holds yet."""
    for name, value in EXAMPLES.items():
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
def test_an_example_uses_each_field_and_is_kept(name: str) -> None:
    data = to_data(EXAMPLES[name])
    assert set(data) == set(json_schema(CLASSES[name])["properties"])
    assert data in [json.loads(path.read_text(encoding="utf-8")) for path in documents_of(name)]


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
