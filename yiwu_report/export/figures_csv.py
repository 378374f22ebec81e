"""data/figures.csv: a row a figure, cells and derived figures included.

With a byte order mark, by which Excel knows UTF-8. Nothing is escaped for spreadsheets that run texts as formulas:
a minus before a number is a minus; whoever opens the file in one imports the texts as texts.
"""

from __future__ import annotations

from yiwu_report.context import Context
from yiwu_report.export.records import Scope, flag, to_csv, value_record
from yiwu_report.model.data import Figure


def figures_csv(context: Context) -> bytes:
    """The CSV of every figure, in the order of the files."""
    header = _header(context)
    scope = Scope.whole(context)
    rows = [_row(figure, scope) for figure in context.data.figures.values()]
    return to_csv([header, *([row.get(key) for key in header] for row in rows)])


def _header(context: Context) -> list[str]:
    languages = context.site.languages
    return [
        *("id", "value", "low", "high", "low_closed", "high_closed", "qualifier", "unit", "status", "basis"),
        *("period", "source", "paragraph", "printed"),
        *(f"title_{code}" for code in languages),
        "formula",
        *(f"percent_of_{code}" for code in languages),
        *(f"note_{code}" for code in languages),
    ]


def _row(figure: Figure, scope: Scope) -> dict[str, str | None]:
    value = value_record(figure)
    titles = scope.texts(("figure", figure.id, "title"), figure.title) or {}
    percent_of = scope.texts(("figure", figure.id, "percent_of"), figure.percent_of) or {}
    notes = scope.texts(("figure", figure.id, "note"), figure.note) or {}
    return {
        "id": figure.id,
        "value": value.value,
        "low": value.low,
        "high": value.high,
        "low_closed": flag(value.low_closed),
        "high_closed": flag(value.high_closed),
        "qualifier": value.qualifier,
        "unit": figure.unit_id,
        "status": str(figure.status),
        "basis": str(figure.basis) if figure.basis else None,
        "period": figure.period.written if figure.period else None,
        "source": figure.source,
        "paragraph": None if figure.paragraph is None else str(figure.paragraph),
        "printed": figure.printed.value if figure.printed else None,
        **{f"title_{code}": text for code, text in titles.items()},
        "formula": figure.formula.value if figure.formula else None,
        **{f"percent_of_{code}": text for code, text in percent_of.items()},
        **{f"note_{code}": text for code, text in notes.items()},
    }
