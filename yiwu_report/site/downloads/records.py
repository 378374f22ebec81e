"""A figure as plain values, the same ones for CSV and JSON. Numbers are texts: their digits stay as written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from yiwu_report.compute.derive.views import uses_of_view
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.data import Figure
from yiwu_report.model.text import Localized
from yiwu_report.model.views import ViewSpec
from yiwu_report.quantity import Interval, Quantity, canonical
from yiwu_report.site.report import Context


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """The parts of a value. A bound of None is unknown; a closed bound is included."""

    written: str | None  # e.g. "200 odd"
    value: str | None  # its digits, e.g. "200"; "3 to 4" for a range, "2018-06" for a date
    qualifier: str | None
    low: str | None
    high: str | None
    low_closed: bool | None
    high_closed: bool | None


def value_record(figure: Figure) -> ValueRecord:
    """The value of a figure, in its unit, with all the digits that it came with."""
    if figure.date is not None:
        return ValueRecord(figure.date.written, figure.date.written, "date", None, None, None, None)
    if figure.full_quantity is None:
        return ValueRecord(None, None, None, None, None, None, None)
    return quantity_record(figure.full_quantity)


def quantity_record(quantity: Quantity) -> ValueRecord:
    """The parts of a quantity."""
    interval: Interval = quantity.interval
    number = f"{quantity.number:f}"
    value = number if quantity.number_high is None else f"{number} to {quantity.number_high:f}"
    return ValueRecord(
        canonical(quantity),
        value,
        str(quantity.qualifier),
        plain_digits(interval.low),
        plain_digits(interval.high),
        interval.low_closed if interval.low is not None else None,
        interval.high_closed if interval.high is not None else None,
    )


def plain_digits(end: Fraction | None) -> str | None:
    """An end of an interval as digits, without an exponent and without trailing zeros behind the point."""
    if end is None:
        return None
    with localcontext(prec=60):
        number = Decimal(end.numerator) / Decimal(end.denominator)
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@dataclass(frozen=True, slots=True)
class RecordScope:
    """The report in some of its languages: a published file has all of them, a package of data one."""

    context: Context
    languages: tuple[str, ...]

    @staticmethod
    def whole(context: Context) -> RecordScope:
        """The report in all its languages."""
        return RecordScope(context, context.site.languages)

    def texts(self, key: tuple[str, ...], localized: Localized | None = None) -> dict[str, str] | None:
        """A text in every language, references replaced; `localized` if it was not bound."""
        found = {}
        for code in self.languages:
            bound = self.context.bound.texts.get((*key, code))
            if bound is not None:
                found[code] = bound.plain
            elif localized and code in localized:
                found[code] = localized[code].value
        return found or None

    def plain(self, localized: Localized) -> dict[str, str]:
        """A text without references in every language."""
        return {code: text.value for code, text in localized.items() if code in self.languages}


def figure_record(figure: Figure, scope: RecordScope) -> dict[str, Any]:
    """Everything that is said of a figure, in the order of figures.json; `shown` is for the caller to fill in."""
    return {
        "id": figure.id,
        "title": scope.texts(("figure", figure.id, "title"), figure.title),
        **asdict(value_record(figure)),
        "unit": figure.unit_id,
        "shown": None,
        "status": str(figure.status),
        "basis": str(figure.basis) if figure.basis else None,
        "period": figure.period.written if figure.period else None,
        "source": figure.source,
        "paragraph": figure.paragraph,
        "printed": figure.printed.value if figure.printed else None,
        "percent_of": scope.texts(("figure", figure.id, "percent_of"), figure.percent_of),
        "note": scope.texts(("figure", figure.id, "note"), figure.note),
        "formula": figure.formula.value if figure.formula else None,
        "inputs": list(figure.inputs),
        "table": figure.table,
        "row": figure.row,
        "column": figure.column,
        "update_due": figure.update_due.written if figure.update_due else None,
    }


def tables_of_view(view: ViewSpec, scope: RecordScope) -> list[str]:
    """The ids of the tables and views that a view is made of."""
    return [each for each in dict.fromkeys(uses_of_view(view)) if each in scope.context.data.tables]


def file_record(file: DataFile) -> dict[str, Any]:
    """What identifies a file of data/files/, byte for byte."""
    return {"name": file.name, "bytes": file.size_bytes, "sha256": file.sha256}


CsvRow = Sequence[str | None]


def to_csv(rows: Iterable[CsvRow]) -> bytes:
    """CSV as this site writes it: RFC 4180 with line feeds, and a byte order mark, by which Excel knows UTF-8."""
    return ("\ufeff" + csv_text(rows, "\n")).encode()


def csv_text(rows: Iterable[CsvRow], line_end: str) -> str:
    """The rows as CSV; None is an empty cell. A text that a spreadsheet would run as a formula begins with '."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=line_end).writerows(map(_inert, row) for row in rows)
    return buffer.getvalue()


_NUMBER = re.compile(r"[-+]?[0-9]+([.][0-9]+)?")


def _inert(cell: str | None) -> str | None:
    """The cell, so that no spreadsheet runs it: OWASP's list of the characters that a formula begins with."""
    if cell and cell[0] in "=+-@\t\r" and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def csv_cell(value: object) -> str | None:
    """A plain value in CSV; None is an empty cell."""
    return flag(value) if isinstance(value, bool) else None if value is None else str(value)


def flag(value: bool | None) -> str | None:  # noqa: FBT001  # it is the value itself
    """A boolean in CSV."""
    return None if value is None else str(value).lower()


def to_json(value: Mapping[str, Any] | list[Any]) -> bytes:
    """JSON as this site writes it: indented, in UTF-8, keys in the order given, a newline at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
