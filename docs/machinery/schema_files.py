"""The JSON Schema of each document, as files to download."""

from __future__ import annotations

import json

import reflective_groups as rg
from docs.machinery.words import table
from reflective_groups import planning

DOCUMENTS = {
    rg.Protocol: "a protocol of your own, or one of the catalogue",
    rg.Meeting: "one meeting: protocol, group, start and slot",
    rg.Series: "many meetings: rhythm, holidays, who is away",
    rg.Report: "what `check` found",
    rg.Repair: "what would mend a finding, or make a plan possible",
    planning.Agenda: "one meeting laid out in time",
}
FOLDER = "reference/schemas"


def index() -> str:
    """The files in a table."""
    return table(
        ("document", "what it is", "schema"),
        (
            (f"`{cls.__name__}`", what, f"[{_name(cls)}](schemas/{_name(cls)})")
            for cls, what in DOCUMENTS.items()
        ),
    )


def files() -> dict[str, str]:
    """The text of each schema, by its place."""
    return {
        f"{FOLDER}/{_name(cls)}": json.dumps(rg.json_schema(cls), indent=2, ensure_ascii=False)
        + "\n"
        for cls in DOCUMENTS
    }


def _name(cls: type) -> str:
    return f"{cls.__name__.lower()}.schema.json"
