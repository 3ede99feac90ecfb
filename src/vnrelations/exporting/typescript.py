"""TypeScript declarations of the JSON document, from its JSON Schema: no more than that schema needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .json_schema import Schema

_HEAD = """\
// The types of the JSON file beside this one: of what was fetched or read from it,
//   import type { Dataset } from "./vnrelations.json.d.ts";
//   const data = (await response.json()) as Dataset;
// or, with `"resolveJsonModule": false`, of an import of the file itself:
//   import data, { type Dataset } from "./vnrelations.json";
"""
_TAIL = """\
declare const dataset: Dataset;
export default dataset;
"""


def declarations(schema: Schema) -> str:
    """Return a module that declares each definition of the schema, and exports the document itself by default."""
    return "\n".join([_HEAD, *(_definition(name, each) for name, each in schema["$defs"].items()), _TAIL])


def _definition(name: str, schema: Schema) -> str:
    if schema["type"] != "object":
        return f"{_comment(schema)}export type {name} = {_type(schema)};\n"
    required = schema.get("required", [])
    members = (
        f"{_comment(member, '  ')}  readonly {key}{'' if key in required else '?'}: {_type(member)};\n"
        for key, member in schema["properties"].items()
    )
    return f"{_comment(schema)}export interface {name} {{\n{''.join(members)}}}\n"


def _comment(schema: Schema, indent: str = "") -> str:
    words = " ".join(schema.get("description", "").split()).replace("*/", "*\\/")
    return f"{indent}/** {words} */\n" if words else ""


def _type(schema: Any) -> str:
    if "$ref" in schema:
        _, _, name, *inside = schema["$ref"].split("/")
        return f"{name}[{json.dumps(inside[1])}]" if inside else str(name)
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "type" not in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if schema["type"] == "array":
        return f"ReadonlyArray<{_type(schema['items'])}>"
    return "number" if schema["type"] == "integer" else str(schema["type"])
