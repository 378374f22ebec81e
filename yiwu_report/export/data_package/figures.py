"""figures.csv of the package: a row a figure, cells and derived ones too."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.context.words import Words
from yiwu_report.export.data_package.resource import Column, Resource, table
from yiwu_report.export.records import Row, Scope, flag, value_record
from yiwu_report.formatting import Language, format_figure
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Basis, Status
from yiwu_report.quantity import Qualifier

NAME = "figures"
QUALIFIERS = [*map(str, Qualifier), "date"]
REQUIRED = {"required": True}


def figures_table(scope: Scope, language: Language) -> Resource:
    """Every figure, in the order of the files."""
    words = Words(language)
    context = scope.context
    columns = [Column(name, kind, words[f"column_{name}"], constraints) for name, kind, constraints in _COLUMNS]
    rows = [_row(figure, scope, language) for figure in context.data.figures.values()]
    keys = {"unit": ("units", "id"), "source": ("sources", "id")}
    return table(NAME, words["figures_page"], columns, rows, keys=keys, description=words["package_numbers"])


_COLUMNS: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("id", "string", {**REQUIRED, "unique": True}),
    ("title", "string", REQUIRED),
    ("shown", "string", REQUIRED),
    ("written", "string", {}),
    ("value", "string", {}),
    ("qualifier", "string", {"enum": QUALIFIERS}),
    ("low", "number", {}),
    ("high", "number", {}),
    ("low_closed", "boolean", {}),
    ("high_closed", "boolean", {}),
    ("unit", "string", REQUIRED),
    ("status", "string", {**REQUIRED, "enum": [str(each) for each in Status]}),
    ("basis", "string", {"enum": [str(each) for each in Basis]}),
    ("percent_of", "string", {}),
    ("period", "string", {}),
    ("source", "string", {}),
    ("paragraph", "integer", {"minimum": 1}),
    ("printed", "string", {}),
    ("formula", "string", {}),
    ("table", "string", {}),
    ("row", "string", {}),
    ("column", "string", {}),
    ("note", "string", {}),
)


def _row(figure: Figure, scope: Scope, language: Language) -> Row:
    value = value_record(figure)

    def text(name: str) -> str | None:
        found = scope.texts(("figure", figure.id, name), getattr(figure, name))
        return found[language.code] if found else None

    return [
        figure.id,
        text("title"),
        format_figure(figure, language, scope.context.data.units).full,
        value.written,
        value.value,
        value.qualifier,
        value.low,
        value.high,
        flag(value.low_closed),
        flag(value.high_closed),
        figure.unit_id,
        str(figure.status),
        str(figure.basis) if figure.basis else None,
        text("percent_of"),
        figure.period.written if figure.period else None,
        figure.source,
        None if figure.paragraph is None else str(figure.paragraph),
        figure.printed.value if figure.printed else None,
        figure.formula.value if figure.formula else None,
        figure.table,
        figure.row,
        figure.column,
        text("note"),
    ]
