"""The schema of each kind of file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from yiwu_report.formatting import Language
from yiwu_report.formatting.unit_faults import FORMS
from yiwu_report.model import figures
from yiwu_report.model.scalar_schemas import ID_KEY, ID_PART_KEY, TEXT, Schema
from yiwu_report.model.site import AnyChart, FrontMatter, SiteSpec
from yiwu_report.schema.tidy import TEXTS, schema_of, texts

Languages = Sequence[str] | None
Parts = tuple[Schema, dict[str, Schema]]  # a schema and its definitions

_DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(languages: Languages) -> Mapping[str, Schema]:
    """Name -> schema of every kind of file, for a report in these languages (None: not known)."""
    return {name: _whole(build(languages), languages) for name, build in _BUILDERS.items()}


def schema_files(languages: Languages) -> dict[str, bytes]:
    """Name -> content of the file of each schema, e.g. "figures.json"."""
    return {
        f"{name}.json": (json.dumps(each, ensure_ascii=False, indent=1) + "\n").encode()
        for name, each in schemas(languages).items()
    }


def _whole(parts: Parts, languages: Languages) -> Schema:
    schema, definitions = parts
    described = {"$schema": _DRAFT, "description": schema.pop("description", ""), **schema}
    return described | {"definitions": dict(sorted({**definitions, TEXTS: texts(languages)}.items()))}


def _of(spec: type[BaseModel]) -> Callable[[Languages], Parts]:
    return lambda _languages: schema_of(spec)


def _by_id(spec: type[BaseModel], file: str) -> Callable[[Languages], Parts]:
    """A file whose keys are ids."""

    def build(_languages: Languages) -> Parts:
        return _entries(file, *schema_of(spec))

    return build


def _entries(file: str, entry: Schema, definitions: dict[str, Schema]) -> Parts:
    return {
        "type": "object",
        "description": file,
        "propertyNames": ID_KEY,
        "additionalProperties": entry,
    }, definitions


def _units(languages: Languages) -> Parts:
    """Units, whose other keys are the languages of the report."""
    unit, definitions = schema_of(figures.UnitSpec)
    forms = {"type": "object", "properties": dict.fromkeys(FORMS, TEXT), "additionalProperties": False}
    pattern: Schema = {"anyOf": [TEXT, forms], "description": unit["additionalProperties"]["description"]}
    if languages is None:
        unit["additionalProperties"] = pattern
    else:
        unit["additionalProperties"] = False
        unit["properties"] |= dict.fromkeys(languages, pattern)
        unit["required"] = [*unit["required"], *languages]
    return _entries("data/units.yaml: unit id -> the unit", unit, definitions)


def _figures(_languages: Languages) -> Parts:
    """Figures, with what all of a file share: what `defaults` says, an entry need not say."""
    figure, definitions = schema_of(figures.FigureSpec)
    defaults, more = schema_of(figures.DefaultsSpec)
    shared = [key for key in figure["required"] if key in defaults["properties"]]
    figure["required"] = [key for key in figure["required"] if key not in shared]
    definitions |= more | {"Figure": figure, "Defaults": defaults}
    entries = _mapping(ID_KEY, _reference("Figure"))
    return {
        "type": "object",
        "description": "data/figures/<topic>.yaml: defaults, and figures: figure id -> the figure",
        "properties": {"defaults": _reference("Defaults"), "figures": entries},
        "required": ["figures"],
        "additionalProperties": False,
        "allOf": [_unless_shared(key, "figures") for key in shared],
    }, definitions


def _unless_shared(key: str, entries: str) -> Schema:
    """Where the defaults don't give this key, each entry has to."""
    given = {"required": ["defaults"], "properties": {"defaults": {"type": "object", "required": [key]}}}
    each = {"properties": {entries: {"additionalProperties": {"required": [key]}}}}
    return {"if": given, "else": each}


def _table(_languages: Languages) -> Parts:
    """A table: columns by their kind; cells as one value, a text in every language, or a mapping."""
    table, definitions = schema_of(figures.TableSpec)
    column, cell = definitions["ColumnSpec"], definitions["CellSpec"]
    described = schema_of(figures.FigureSpec)[0]["properties"]
    for key, value in cell["properties"].items():
        cell["properties"][key] = {"description": described[key]["description"], **value}
    column["allOf"] = [
        {"if": _is("kind", "category"), "then": {"required": ["labels"]}},
        {"if": {"not": {"required": ["kind"]}}, "then": {"required": ["title"]}},
        {"if": _is("kind", "figure"), "then": {"required": ["title"]}},
    ]
    definitions["Cell"] = {"anyOf": [{"type": "null"}, TEXT, _reference(TEXTS), _reference("CellSpec")]}
    properties = table["properties"]
    properties["columns"] |= _mapping(ID_PART_KEY, _reference("ColumnSpec"))
    properties["rows"] |= _mapping(ID_PART_KEY, _mapping(ID_PART_KEY, _reference("Cell")))
    table["required"].remove("rows")  # they may stand in a CSV beside it
    return table, definitions


def _chart(_languages: Languages) -> Parts:
    """A chart: what it may hold depends on its kind."""
    definitions: dict[str, Schema] = {}
    kinds: list[Schema] = []
    words: list[str] = []
    for spec in get_args(AnyChart):
        chart, more = schema_of(spec)
        word = chart["properties"]["kind"]["const"]
        definitions |= {**more, spec.__name__: chart}
        words.append(word)
        kinds.append({"if": _is("kind", word), "then": _reference(spec.__name__)})
    return {
        "type": "object",
        "description": "content/charts/<id>.yaml",
        "properties": {"kind": {"enum": words, "description": f"the kind of chart: {', '.join(words)}"}},
        "required": ["kind"],
        "allOf": kinds,
    }, definitions


def _corrections(_languages: Languages) -> Parts:
    entry, definitions = schema_of(figures.CorrectionSpec)
    return {"type": "array", "description": "data/corrections.yaml, the oldest first", "items": entry}, definitions


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _mapping(keys: Schema, values: Schema) -> Schema:
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}


def _is(key: str, word: str) -> dict[str, Any]:
    return {"required": [key], "properties": {key: {"const": word}}}


_BUILDERS: Mapping[str, Callable[[Languages], Parts]] = {
    "site": _of(SiteSpec),
    "article": _of(FrontMatter),
    "chart": _chart,
    "sources": _by_id(figures.SourceSpec, "data/sources.yaml: source id -> the document"),
    "units": _units,
    "figures": _figures,
    "table": _table,
    "derived": _by_id(figures.DerivedSpec, "data/derived.yaml: figure id -> how it is computed"),
    "claims": _by_id(figures.ClaimSpec, "data/claims.yaml: claim id -> the claim"),
    "corrections": _corrections,
    "words": _of(Language),
}
