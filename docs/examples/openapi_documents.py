"""What both web apps tell of their documents: the published schemas, and how a refusal reads."""

from __future__ import annotations

from typing import Any, cast

import reflective_groups as rg
from reflective_groups import planning, serial

JSON = "application/json"
COMPONENTS = "#/components/schemas/"
MOST_BYTES = serial.Limits().size  # the library reads no longer document either


def reference(name: str) -> dict[str, str]:
    """A reference to one of `schemas()`."""
    return {"$ref": f"{COMPONENTS}{name}"}


def schemas() -> dict[str, Any]:
    """The schemas of every document that goes in or out, as an OpenAPI document holds them.

    The library publishes one whole JSON Schema for each class. Here the definitions in it are put
    side by side, each once, because that is where generators of clients look for them.
    """
    told: dict[str, Any] = {"Catalogue": CATALOGUE, "Refusal": REFUSAL}
    for cls in (rg.Meeting, rg.Report, rg.Protocol, planning.Agenda, planning.Limit, rg.Repair):
        published = cast("dict[str, Any]", _moved(rg.json_schema(cls)))
        del published["$schema"]  # OpenAPI 3.1 speaks that dialect anyway
        told |= published.pop("$defs")
        told[f"{cls.__name__}Document"] = published
    return told


def _moved(schema: object) -> object:
    """A schema whose references lead to the components of the OpenAPI document."""
    if isinstance(schema, list):
        return [_moved(item) for item in cast("list[object]", schema)]
    if not isinstance(schema, dict):
        return schema
    told = cast("dict[str, object]", schema)
    return {
        key: value.replace("#/$defs/", COMPONENTS)
        if key == "$ref" and isinstance(value, str)
        else _moved(value)
        for key, value in told.items()
    }


def catalogue() -> dict[str, Any]:
    """The protocols there are; whoever kept one sees by its hash whether it is still the same."""
    names = ("key", "title", "version", "content_hash")
    return {
        "protocols": [
            {name: getattr(protocol, name) for name in names} for protocol in rg.CATALOGUE.values()
        ]
    }


def refusal(error: Exception) -> dict[str, Any]:
    """All that is wrong, as data: it goes back to whoever sent the document, and into no log.

    A message can quote what was sent, and what was sent names people.
    """
    if isinstance(error, rg.DocumentError):
        return {
            "problems": [{"path": path, "message": message} for path, message in error.problems]
        }
    told: dict[str, Any] = {"problems": [{"path": "$", "message": str(error)}]}
    if isinstance(error, rg.Infeasible):
        told["conflict"] = [serial.to_data(limit) for limit in error.conflict]
        told["repairs"] = [serial.to_data(repair) for repair in error.repairs]
    return told


_TEXT = {"type": "string"}
_NAMED = ("key", "title", "version", "content_hash")

CATALOGUE = {
    "type": "object",
    "description": "The protocols there are.",
    "properties": {
        "protocols": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": dict.fromkeys(_NAMED, _TEXT),
                "required": list(_NAMED),
            },
        },
    },
    "required": ["protocols"],
}
REFUSAL = {
    "type": "object",
    "description": "All that is wrong; where no timing fits, what clashes and what helps.",
    "properties": {
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"path": _TEXT, "message": _TEXT},
                "required": ["path", "message"],
            },
        },
        "conflict": {"type": "array", "items": reference("LimitDocument")},
        "repairs": {"type": "array", "items": reference("RepairDocument")},
    },
    "required": ["problems"],
}
