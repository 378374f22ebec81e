"""JSON Schemas of every kind of file, for completion and checks while editing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from pydantic import BaseModel

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.model import figures, origins, table_files
from yiwu_report.model.charts import ChartColour
from yiwu_report.model.scalar_schemas import ID_KEY, ID_PART_KEY, LOCALIZED, TEXT, Schema
from yiwu_report.model.site import FrontMatter, SiteSpec
from yiwu_report.model.table_display import TableDisplay
from yiwu_report.model.tile_layout import TileLayoutSpec
from yiwu_report.model.views import ViewSpec
from yiwu_report.text.formatting import Language
from yiwu_report.text.formatting.units import FORMS

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
        return _resolved_reference(TEXTS, schema)
    schema = {key: value for key, value in schema.items() if not _is_noise(key, value)}
    if "$ref" in schema:
        return _resolved_reference(schema.pop("$ref").rpartition("/")[2], schema)
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


def _resolved_reference(name: str, schema: Schema) -> Schema:
    """A reference to a definition; draft-07 ignores its sibling keys, so they go around it."""
    reference: Schema = {"$ref": f"#/definitions/{name}"}
    beside: Schema = {key: schema[key] for key in ("description", "default") if key in schema}
    return {"allOf": [reference], **beside} if beside else reference


def texts(languages: Sequence[str] | None) -> Schema:
    """The schema of a text in every language of the report, or in any language if they are not known."""
    described = {"type": "object", "description": "the text under the key of each language"}
    if languages is None:
        return described | {"additionalProperties": TEXT}
    return described | {
        "properties": dict.fromkeys(languages, TEXT),
        "required": list(languages),
        "additionalProperties": False,
    }


Languages = Sequence[str] | None
SchemaParts = tuple[Schema, dict[str, Schema]]  # a schema and its definitions

_DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(languages: Languages) -> Mapping[str, Schema]:
    """Name -> schema of every kind of file, for a report in these languages (None: not known)."""
    return {name: _with_definitions(build(languages), languages) for name, build in _BUILDERS.items()}


def schema_files(languages: Languages) -> dict[str, bytes]:
    """Name -> content of the file of each schema, e.g. "figures.json"."""
    return {
        f"{name}.json": (json.dumps(each, ensure_ascii=False, indent=1) + "\n").encode()
        for name, each in schemas(languages).items()
    }


def _with_definitions(parts: SchemaParts, languages: Languages) -> Schema:
    schema, definitions = parts
    described = {"$schema": _DRAFT, "description": schema.pop("description", ""), **schema}
    return described | {"definitions": dict(sorted({**definitions, TEXTS: texts(languages)}.items()))}


def _of(spec: type[BaseModel]) -> Callable[[Languages], SchemaParts]:
    return lambda _languages: schema_of(spec)


def _by_id(spec: type[BaseModel], file: str) -> Callable[[Languages], SchemaParts]:
    """A file whose keys are ids."""

    def build(_languages: Languages) -> SchemaParts:
        return _entries(file, *schema_of(spec))

    return build


def _entries(file: str, entry: Schema, definitions: dict[str, Schema]) -> SchemaParts:
    return {
        "type": "object",
        "description": file,
        "propertyNames": ID_KEY,
        "additionalProperties": entry,
    }, definitions


def _colours(_languages: Languages) -> SchemaParts:
    entry = {"enum": [str(each) for each in ChartColour]}
    description = "content/colours.yaml: the name of a category or series -> its colour in every chart"
    return {"type": "object", "description": description, "additionalProperties": entry}, {}


def _units(languages: Languages) -> SchemaParts:
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


def _figures(_languages: Languages) -> SchemaParts:
    """Figures with the defaults of their file, whose keys an entry can omit."""
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
    """Each entry needs this key, unless it is among the defaults."""
    given = {"required": ["defaults"], "properties": {"defaults": {"type": "object", "required": [key]}}}
    each = {"properties": {entries: {"additionalProperties": {"required": [key]}}}}
    return {"if": given, "else": each}


def _table(_languages: Languages) -> SchemaParts:
    """A table: columns by their kind; cells as one value, a text in every language, or a mapping."""
    table, definitions = schema_of(figures.TableSpec)
    definitions["ColumnSpec"]["allOf"] = [
        {"if": _is("kind", "category"), "then": {"required": ["labels"]}},
        {"if": {"not": {"required": ["kind"]}}, "then": {"required": ["title"]}},
        {"if": _is("kind", "figure"), "then": {"required": ["title"]}},
    ]
    definitions["Cell"] = {"anyOf": [{"type": "null"}, TEXT, _reference(TEXTS), _reference("CellSpec")]}
    properties = table["properties"]
    properties["columns"] |= _mapping(ID_PART_KEY, _reference("ColumnSpec"))
    properties["rows"] |= _mapping(ID_PART_KEY, _mapping(ID_PART_KEY, _reference("Cell")))
    table["required"].remove("rows")  # they may stand in a CSV beside it
    filed, more = schema_of(table_files.FileTableSpec)
    filed["properties"]["columns"] |= _mapping(ID_PART_KEY, _reference("FileColumnSpec"))
    definitions |= {**more, "RowsTable": table, "FileTable": filed}
    return {"if": {"required": ["file"]}, "then": _reference("FileTable"), "else": _reference("RowsTable")}, definitions


def _chart(_languages: Languages) -> SchemaParts:
    """A chart: its keys depend on its kind."""
    definitions: dict[str, Schema] = {}
    kinds: list[Schema] = []
    words: list[str] = []
    for word, spec in CHART_SPECS.items():
        chart, more = schema_of(spec)
        definitions |= {**more, spec.__name__: chart}
        words.append(word)
        kinds.append({"if": _is("kind", word), "then": _reference(spec.__name__)})
    return {
        "type": "object",
        "description": "content/charts/<id>.yaml",
        "properties": {"kind": {"enum": words, "description": f"the chart kind: {', '.join(words)}"}},
        "required": ["kind"],
        "allOf": kinds,
    }, definitions


def _view(_languages: Languages) -> SchemaParts:
    """A view: each of its steps is a mapping with the name of a step as its one key."""
    view, definitions = schema_of(ViewSpec)
    steps: dict[str, Schema] = {}
    for word, spec in STEP_SPECS.items():
        keys, more = schema_of(spec)
        definitions |= {**more, spec.__name__: keys}
        forms = [_reference(spec.__name__)]
        if spec.is_mapping_of is not None:
            forms = [keys["properties"][spec.is_mapping_of]]
        elif spec.short is not None:
            forms.append(keys["properties"][spec.short])
        steps[word] = {"anyOf": forms} if len(forms) > 1 else forms[0]
    step = {
        "type": "object",
        "properties": steps,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    properties = {
        **view["properties"],
        "steps": {"type": "array", "items": step, "description": "what is done, in this order"},
    }
    definitions.pop("StepSpec", None)
    return {**view, "description": "data/views/<name>.yaml", "properties": properties}, definitions


def _corrections(_languages: Languages) -> SchemaParts:
    entry, definitions = schema_of(figures.CorrectionSpec)
    return {"type": "array", "description": "data/corrections.yaml, the oldest first", "items": entry}, definitions


def _origins(_languages: Languages) -> SchemaParts:
    entry, definitions = schema_of(origins.FetchedFileSpec)
    return {"type": "array", "description": "data/origins.yaml, which refresh writes", "items": entry}, definitions


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _mapping(keys: Schema, values: Schema) -> Schema:
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}


def _is(key: str, word: str) -> dict[str, Any]:
    return {"required": [key], "properties": {key: {"const": word}}}


_BUILDERS: Mapping[str, Callable[[Languages], SchemaParts]] = {
    "site": _of(SiteSpec),
    "article": _of(FrontMatter),
    "chart": _chart,
    "table_display": _of(TableDisplay),
    "colours": _colours,
    "sources": _by_id(figures.SourceSpec, "data/sources.yaml: source id -> the document"),
    "units": _units,
    "figures": _figures,
    "table": _table,
    "view": _view,
    "layout": _of(TileLayoutSpec),
    "derived": _by_id(figures.DerivedSpec, "data/derived.yaml: figure id -> how it is computed"),
    "claims": _by_id(figures.ClaimSpec, "data/claims.yaml: claim id -> the claim"),
    "corrections": _corrections,
    "origins": _origins,
    "words": _of(Language),
}


FOLDER = ".schemas"  # in the project
_FIXED = {"content/site.yaml": "site", "content/colours.yaml": "colours"} | {
    f"data/{name}.yaml": name for name in ("sources", "units", "derived", "claims", "corrections", "origins")
}
_BY_FOLDER = {
    "content/charts": "chart",
    "content/tables": "table_display",
    "data/figures": "figures",
    "data/tables": "table",
    "data/views": "view",
    "data/layouts": "layout",
    "templates/words": "words",
}
_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=\S*[ \t]*")


def schema_name(file: str) -> str | None:
    """The schema of a project file, e.g. "figures" for "data/figures/parks.yaml"; None: none."""
    folder, _, name = file.rpartition("/")
    return _FIXED.get(file) or (_BY_FOLDER.get(folder) if name.endswith(".yaml") else None)


def modeline(file: str) -> str | None:
    """The modeline of a file of the project: its schema by a relative path, so that no network is needed.

    It is the form of yaml-language-server, which VS Code's YAML extension, Neovim, Helix and others use.
    """
    name = schema_name(file)
    return f"# yaml-language-server: $schema={'../' * file.count('/')}{FOLDER}/{name}.json" if name else None


def with_modeline(file: str, text: str) -> str:
    """The text of a file with its modeline first, an existing one corrected; everything else unchanged."""
    line = modeline(file)
    if line is None:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    first, ending, rest = body.partition("\n")
    carriage = "\r" if first.endswith("\r") else ""
    if _MODELINE.fullmatch(first.removesuffix("\r")):
        return f"{mark}{line}{carriage}{ending}{rest}"
    return f"{mark}{line}{carriage}\n{body}"


def add_modelines(inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files among these that follow a schema, each with its modeline, without those that are not UTF-8."""
    marked: dict[str, bytes] = {}
    for name, content in inputs.items():
        with suppress(UnicodeDecodeError):
            if schema_name(name):
                marked[name] = with_modeline(name, content.decode()).encode()
    return marked
