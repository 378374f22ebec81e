"""An earlier state of the report, rebuilt from its figures.json, and what texts and charts show with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

import pandas as pd

from yiwu_report.charts import draw_charts
from yiwu_report.compute.audit import audit
from yiwu_report.compute.displays import lay_out
from yiwu_report.compute.tables.figures import figure_of
from yiwu_report.model.bound import Bound
from yiwu_report.model.data import Column, Data, Figure, Figures
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.figures import (
    CellSpec,
    ColumnKind,
    CorrectionSpec,
    DerivedSpec,
    FigureSpec,
    SourceSpec,
    UnitKind,
    UnitSpec,
)
from yiwu_report.model.finding import Finding
from yiwu_report.model.period import Period, PeriodError, parse_period
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.published import (
    CorrectionRecord,
    FigureRecord,
    FiguresRecord,
    TableRecord,
    TextRecord,
    UnitRecord,
)
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized, Text
from yiwu_report.model.written_table import WrittenTable
from yiwu_report.quantity import Qualifier, Quantity, parse_quantity
from yiwu_report.resolve import bind
from yiwu_report.resolve.binder import Binder, Marks, names_of, note_marks
from yiwu_report.site.report import Context
from yiwu_report.text.formatting import Language

_PLACE = Place("data/figures.json")


def rebuild(record: FiguresRecord, sources: Mapping[str, SourceSpec]) -> Data:
    """The data from which a figures.json was made; a figure that cannot be read is omitted."""
    units = {key: _unit(unit) for key, unit in record.units.items()}
    figures = {each.id: figure for each in record.figures if (figure := _figure(each, units))}
    tables = {table.id: _table(table, figures, units) for table in record.tables}
    return Data(
        figures=Figures(figures, tables),
        tables=tables,
        units=units,
        sources=sources,
        unusable=frozenset(),
    )


def with_corrections(site: Site, record: FiguresRecord) -> Site:
    """The site with the corrections of a figures.json: only the marks of their figures are shown."""
    corrections = (_correction(each) for each in record.corrections)
    return replace(site, corrections=tuple(each for each in corrections if each is not None))


def _correction(record: CorrectionRecord) -> CorrectionSpec | None:
    try:
        return CorrectionSpec.model_construct(
            date=parse_period(record.date),
            figure=record.figure,
            kind=record.kind,
            before=None,
            after=None,
            reason={},
        )
    except ValueError:  # another generator's form of a value
        return None


def _unit(record: UnitRecord) -> UnitSpec:
    forms = {code: {name: _text(form) for name, form in forms.items()} for code, forms in record.forms.items()}
    return UnitSpec.model_construct(
        kind=record.kind, exact=record.exact, dimension=record.dimension, factor=record.factor, forms=forms
    )


def _figure(record: FigureRecord, units: Mapping[str, UnitSpec]) -> Figure | None:
    unit = units.get(record.unit)
    if unit is None:
        return None
    is_date = unit.kind is UnitKind.DATE
    try:
        quantity = None if record.written is None or is_date else _quantity(record.written, record.high)
        said = CellSpec.model_construct(
            value=quantity,
            date=_period(record.written) if is_date else None,
            printed=_text(record.printed) if record.printed else None,
            source=record.source,
            paragraph=record.paragraph,
            period=_period(record.period),
            status=record.status,
            basis=record.basis,
            percent_of=_localized(record.percent_of) if record.percent_of else None,
            note=_localized(record.note) if record.note else None,
            update_due=_period(record.update_due),
        )
        key = (
            (record.table, record.row, record.column) if record.table and record.row and record.column else (record.id,)
        )
        figure = figure_of(key, (record.unit, unit), _localized(record.title), _PLACE, said)
        formula = _text(record.formula) if record.formula else None
        return replace(figure, id=record.id, formula=formula, inputs=record.inputs)
    except (ValueError, ArithmeticError):  # another generator's form of a value
        return None


def _quantity(written: str, high: str | None) -> Quantity:
    """The quantity; of one that is about, its own tolerance follows from its upper bound."""
    quantity = parse_quantity(written)
    if quantity.qualifier is not Qualifier.ABOUT or high is None:
        return quantity
    tolerance = (Decimal(high) - quantity.number) / abs(quantity.number)
    return quantity.with_tolerance(tolerance) if 0 < tolerance < 1 else quantity


def _period(written: str | None) -> Period | None:
    try:
        return None if written is None else parse_period(written)
    except PeriodError:
        return None


def _table(record: TableRecord, figures: Mapping[str, Figure], units: Mapping[str, UnitSpec]) -> WrittenTable:
    columns = {
        each.id: Column(
            each.id,
            each.kind,
            _localized(each.title) if each.title else None,
            each.unit,
            {key: _localized(label) for key, label in each.labels.items()} if each.labels else None,
        )
        for each in record.columns
    }
    rows = {
        row.id: [
            {code: _text(row.id) for code in record.title}
            if column.id == "id" and column.kind is ColumnKind.LABEL  # of a view: the ids of rows in YAML
            else _cell(row.cell(column.id), column, figures)
            for column in columns.values()
        ]
        for row in record.rows
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(columns), dtype=object)
    note = _localized(record.note) if record.note else None
    is_of_file = record.file is not None or record.derived_from is not None
    return WrittenTable(
        record.id,
        _localized(record.title),
        columns,
        _PLACE,
        record.overlap,
        note,
        frame,
        was_in_file=is_of_file,
        ends={word: row for word, row in (("first", record.first), ("last", record.last)) if row is not None},
        count=_count(record, units),
    )


def _count(record: TableRecord, units: Mapping[str, UnitSpec]) -> Figure | None:
    """How many rows a view had; None where that wasn't published."""
    if record.count is None or record.count_unit is None:
        return None
    said = FigureRecord(id=f"{record.id}.count", title=record.title, written=record.count, unit=record.count_unit)
    return _figure(said, units)


def _cell(value: object, column: Column, figures: Mapping[str, Figure]) -> object:
    if column.kind is ColumnKind.FIGURE:
        return figures.get(value) if isinstance(value, str) else None
    if column.kind is ColumnKind.PERIOD and isinstance(value, str):
        return parse_period(value)
    return _localized(value) if isinstance(value, dict) else value


def _localized(texts: TextRecord) -> Localized:
    return {code: _text(text) for code, text in texts.items()}


def _text(value: str) -> Text:
    return Text(value, _PLACE, value)


S = TypeVar("S", FigureSpec, DerivedSpec)


@dataclass(frozen=True)
class View:
    """Today's texts and charts over the figures of a state."""

    site: Site
    data: Data
    findings: Mapping[str, Finding]
    bound: Bound
    charts: Mapping[tuple[str, str], DrawnChart]
    languages: Mapping[str, Language]

    @cached_property
    def _marks(self) -> Mapping[str, Marks]:
        return note_marks(self.site, self.findings)

    def binder(self, code: str) -> Binder:
        """What replaces the references of a language."""
        names = names_of(self.site, code)
        return Binder(self.site, self.data, self.findings, self.languages[code], names, self._marks)


def view(record: FiguresRecord, context: Context, languages: Collection[str]) -> View:
    """Today's report in `languages` over the figures of `record`; what it cannot show is omitted.

    Both sides of a diff are rebuilt from a figures.json, so that what it lacks is missing in both.
    """
    data = rebuild(record, context.data.sources)
    site = replace(
        with_corrections(context.site, record),
        spec=context.site.spec.model_copy(update={"languages": list(languages)}),
        figures={key: _as_published(key, spec, data) for key, spec in context.site.figures.items()},
        derived={key: _as_published(key, spec, data) for key, spec in context.site.derived.items()},
    )
    findings, _ = audit(site, data)
    displayed, _ = lay_out(site, data)
    bound, _ = bind(site, data, findings, context.languages, displayed=displayed)
    charts, _ = draw_charts(site, data, bound, context.languages)
    return View(site, data, findings, bound, charts, context.languages)


def _as_published(figure_id: str, spec: S | Unusable, data: Data) -> S | Unusable:
    """A figure's spec with the words that it was published with."""
    figure = data.figures.get(figure_id)
    if figure is None or isinstance(spec, Unusable):
        return spec
    return spec.model_copy(update={"title": figure.title, "percent_of": figure.percent_of, "note": figure.note})
