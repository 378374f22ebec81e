"""pydantic's schemas in the form that editors read best: JSON Schema draft-07, without details that only programs need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from yiwu_report.model.scalar_schemas import LOCALIZED, TEXT, Schema

TEXTS = "Texts"  # the definition of a text in every language
_ONE = ("additionalProperties", "propertyNames", "items", "not", "if", "then", "else")
_LIST = ("anyOf", "allOf", "oneOf")
_MAP = ("properties", "definitions")


def schema_of(spec: type[BaseModel]) -> tuple[Schema, dict[str, Schema]]:
    """The schema of a spec and the definitions it refers to."""
    raw = spec.model_json_schema()
    definitions = {name: tidy(each) for name, each in raw.pop("$defs", {}).items()}
    return tidy(raw), definitions


def tidy(schema: Any) -> Any:
    """A schema without titles and empty defaults, its references and mappings as draft-07 has them."""
    if not isinstance(schema, dict):
        return schema
    if schema.get(LOCALIZED):
        return _reference(TEXTS, schema)
    schema = {key: value for key, value in schema.items() if not _is_noise(key, value)}
    if "$ref" in schema:
        return _reference(schema.pop("$ref").rpartition("/")[2], schema)
    if patterns := schema.pop("patternProperties", None):
        [(pattern, values)] = patterns.items()
        schema |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
    if "discriminator" in schema or "oneOf" in schema:
        schema["anyOf"] = schema.pop("oneOf")
    return each_inside(schema, tidy)


def each_inside(schema: Schema, change: Any) -> Schema:
    """The schema with every schema directly inside it changed."""
    changed = dict(schema)
    for key in _ONE:
        if key in schema:
            changed[key] = change(schema[key])
    for key in _LIST:
        if key in schema:
            changed[key] = [change(each) for each in schema[key]]
    for key in _MAP:
        if key in schema:
            changed[key] = {name: change(each) for name, each in schema[key].items()}
    return changed


def _is_noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and not isinstance(value, str | bool | int))


def _reference(name: str, schema: Schema) -> Schema:
    """A reference to a definition; draft-07 ignores what stands beside one, so that goes around it."""
    reference: Schema = {"$ref": f"#/definitions/{name}"}
    beside: Schema = {key: schema[key] for key in ("description", "default") if key in schema}
    return {"allOf": [reference], **beside} if beside else reference


def texts(languages: Sequence[str] | None) -> Schema:
    """The schema of a text in every language of the report, or in any where they are not known."""
    described = {"type": "object", "description": "the text under the key of each language"}
    if languages is None:
        return described | {"additionalProperties": TEXT}
    return described | {
        "properties": dict.fromkeys(languages, TEXT),
        "required": list(languages),
        "additionalProperties": False,
    }
