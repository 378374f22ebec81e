"""A view as a table: what its steps made, with a figure for each cell that something refers to, draws or lists.

A cell that repeats a cell of a table is that cell's figure. A cell that is calculated has a figure of its own, which
knows the cells that it comes from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from yiwu_report.compute.formula import Measured
from yiwu_report.compute.tables.figures import figure_of
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame, certainly_before
from yiwu_report.compute.views.lineage import CellBlock, Measure, Rows, blocks_of
from yiwu_report.compute.views.step import Around
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.data import CellRecipe, Column, Data, Figure
from yiwu_report.model.figures import CellSpec, ColumnKind, Status, UnitSpec, least_certain
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Fault, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized, Text
from yiwu_report.model.views import ViewSpec
from yiwu_report.quantity import UNLIMITED, Interval, Precision, Qualifier, Quantity, canonical, quantity_of
from yiwu_report.quantity.precision import TEN

MOST_LISTED = 12  # cells that a figure lists as its inputs; of more, their columns are told, and the first cells
FIRST_CELLS = 3
MOST_SEARCHED = 10_000  # rows of a view: of more, those are listed that have a calculated cell of the report


@dataclass(frozen=True, eq=False)
class ViewTable(KeyedTable):
    """A view. Its rows are in the order that its steps give them."""

    spec: ViewSpec
    frame: ViewFrame
    remarks: tuple[Problem, ...] = ()
    row_unit: tuple[str, UnitSpec] | None = None  # of what its rows are

    @property
    def file(self) -> None:
        """None: it is made of other tables."""
        return

    def figure_at(self, row: int, column: str) -> Figure | None:
        """The figure in a cell: that of the table it is repeated from, or one of the view's own."""
        values = self.frame.figures[column]
        repeated = values.lineage.figure(row)
        if repeated is not None or values.numbers.interval(row) is None:
            return repeated or self._missing(row, column)
        return self._calculated(row, column)

    def listed_rows(self, cells: Collection[str]) -> pd.DataFrame:
        """The rows that have one of these cells, also as one that they repeat, in the order of the view."""
        if self.row_count > MOST_SEARCHED:
            return super().listed_rows(cells)
        found = [
            row for row in range(self.row_count) if any(self._has_one(row, each, cells) for each in self.figure_columns)
        ]
        return self._frame(found, list(self.columns))

    def _has_one(self, row: int, column: str, cells: Collection[str]) -> bool:
        figure = self.figure_at(row, column)
        return figure is not None and figure.id in cells

    def measured(self, figure: Figure, measure: Measure) -> Measured:
        """The value of one of the view's own figures, from cells as `measure` has them; raises FormulaFault."""
        (row,) = self.numbers_of([figure.id])
        return self.frame.figures[figure.column or ""].lineage.measured(row, measure)

    def label(self, column: str, text: str) -> Localized:
        """A text of a label or category column in every language."""
        given = (self.frame.texts[column].names or {}).get(text, {})
        return {code: given.get(code) or Text(text, self.place, text) for code in self.languages}

    def empty(self, column: str) -> Localized | None:
        """What an empty label or category is called."""
        return self.frame.texts[column].empty

    def texts(self, column: str, language: str) -> list[str | None]:
        """A column in a language, as CSV has it; numbers without a figure for each row."""
        values = self.frame.figures.get(column)
        if values is None:
            return super().texts(column, language)
        numbers = values.numbers
        texts = numbers.written()
        for row, (interval, precision) in numbers.calculated.items():
            repeated = values.lineage.figure(row)
            quantity = repeated.full_quantity if repeated else shown(interval, precision, values)
            texts[row] = None if quantity is None else canonical(quantity)
        return texts

    def _missing(self, row: int, column: str) -> Figure:
        """A calculated cell without a value: one that it would be calculated from is not published."""
        return self._figure(row, column, None, None, UNLIMITED)

    def _calculated(self, row: int, column: str) -> Figure:
        numbers = self.frame.figures[column].numbers
        interval, precision = numbers.interval(row), numbers.precision(row)
        assert interval is not None  # noqa: S101  # asked by figure_at
        return self._figure(row, column, shown(interval, precision, self.frame.figures[column]), interval, precision)

    def _figure(
        self, row: int, column: str, value: Quantity | None, interval: Interval | None, precision: Precision
    ) -> Figure:
        values = self.frame.figures[column]
        blocks = blocks_of(values.lineage, row)
        making = values.lineage.making(row)
        of_files = [each for each in blocks if each.column.is_of_file and len(each.rows) > MOST_LISTED]
        listed = [figure for block in blocks if block not in of_files for figure in block.figures]
        said = CellSpec.model_construct(
            value=value,
            period=self.period_of(row) or _period(blocks),
            status=_status(blocks),
            source=None if blocks else values.source,
            percent_of=values.percent_of,
            note=values.note,
        )
        key = (self.id, self.row_id(row), column)
        unit = values.unit_id, values.unit
        first = [figure for block in of_files for figure in CellBlock(block.column, block.rows[:FIRST_CELLS]).figures]
        recipe = CellRecipe(
            how=making.how if making else "step",
            cell_count=sum(len(each.rows) for each in blocks),
            first=tuple(figure.id for figure in (*listed, *first)[:FIRST_CELLS]),
        )
        return replace(
            figure_of(key, unit, self.title_of(row, column), self.place, said),
            id=self.data.cell_id(row, column),
            interval=interval,
            precision=precision,
            formula=making.formula if making else None,
            inputs=tuple(figure.id for figure in listed),
            column_inputs=tuple(f"{each.column.table}.{each.column.column}" for each in of_files),
            recipe=recipe,
        )

    def blocks(self, column: str, rows: Rows) -> Iterator[CellBlock]:
        """The cells of tables that the numbers of a column are calculated from, in these rows."""
        return self.frame.figures[column].lineage.cells(rows)

    def row_named(self, word: str) -> str | Fault:
        """The id of the first or the last row."""
        found = self._row_at(word)
        return found if isinstance(found, Fault) else self.row_id(found)

    def is_sorted_up(self, column: str) -> bool:
        """True if its rows are sorted by a column, the least first."""
        return self.frame.order[:1] == ((column, False),)

    def counted(self) -> Figure | Fault:
        """How many rows it has, in the unit that `rows:` names; the row of others is none."""
        if self.row_unit is None:
            message = f"{self.id} does not say in which unit its rows are counted"
            return Fault(Rule.UNKNOWN_UNIT, message, f"add rows: with a unit of kind count to {self.place.file}")
        count = Decimal(len(self.frame.ranked_rows()))
        said = CellSpec.model_construct(value=Quantity(Qualifier.EXACT, count))
        figure = figure_of((f"{self.id}.count",), self.row_unit, self.title, self.place, said)
        return replace(figure, recipe=CellRecipe("count", 0, ()))

    def counted_rows(self, where: Mapping[str, str]) -> Rows:
        """The rows that `where` selects, without the one of others."""
        rows = self.data.rows_where(where)
        return rows if self.frame.others is None else rows[rows != self.frame.others]

    def rows_at(self, word: str) -> list[int]:
        """The rows that may be the first, or the last one: one, where that can be told; none of a view without rows."""
        rows = self.frame.ranked_rows().tolist()
        if not rows:
            return []
        found, others = (rows[0], rows[1:]) if word == "first" else (rows[-1], rows[:-1])
        return [found, *(each for each in others if not self._is_apart(found, each, is_first=word == "first"))]

    def _is_apart(self, found: int, other: int, *, is_first: bool) -> bool:
        return self._is_before(found, other) if is_first else self._is_before(other, found)

    def _row_at(self, word: str) -> int | Fault:
        """The number of the first or the last row; a fault where it can't be told which that is."""
        rows = self.rows_at(word)
        if not rows:
            return Fault(Rule.EMPTY_SELECTION, f"{self.id} has no rows", "change its steps, or remove the reference")
        if len(rows) == 1:
            return rows[0]
        named = " or ".join(self.frame.row_name(row) for row in rows[:FIRST_CELLS])
        message = f"it can't be told which row of {self.id} is {word}: {named}"
        return Fault(Rule.UNDECIDED_ORDER, message, "name the row by its keys, or sort by a further column")

    def _is_before(self, one: int, other: int) -> bool:
        """True where a row certainly comes before another, as the view is sorted; also where it is not sorted."""
        for name, is_descending in self.frame.order:
            column = self.frame.columns[name]
            if isinstance(column, TextColumn):
                if column.codes[one] != column.codes[other]:
                    return True
                continue
            before = certainly_before(column, one, other, is_descending=is_descending)
            if before is not None:
                return before
        return not self.frame.order


def shown(interval: Interval, precision: Precision, values: ValueColumn) -> Quantity:
    """A calculated number as it is shown; `decimals` is the most, since rows have different numbers of digits."""
    decimals = values.decimals
    allowed = precision.place_for(interval)
    if decimals is not None and allowed is not None and TEN**-decimals < allowed:
        decimals = None
    return quantity_of(interval, precision, decimals)


def _period(blocks: Sequence[CellBlock]) -> Period | None:
    """The period of the cells that a number comes from, if they have the same."""
    periods = {period for block in blocks for period in _periods(block)}
    return periods.pop() if len(periods) == 1 else None


def _periods(block: CellBlock) -> Iterator[Period | None]:
    if block.column.period_at is None:
        return (figure.period for figure in block.figures)
    return (block.column.period_at(row) for row in block.rows.tolist())


def _status(blocks: Sequence[CellBlock]) -> Status:
    """The least certain status of the cells that a number comes from."""
    return least_certain(
        status
        for block in blocks
        for status in ([block.column.status] if block.column.status else (each.status for each in block.figures))
    )


def table_of(spec: ViewSpec, frame: ViewFrame, around: Around, row_unit: tuple[str, UnitSpec] | None) -> ViewTable:
    """The table that a frame is in the end."""
    view_id, languages, remarks = around.view, around.languages, tuple(around.remarks)
    columns = {name: _column(name, each) for name, each in frame.columns.items()}
    made: dict[str, object] = {
        name: pd.Categorical.from_codes(each.codes, categories=pd.Index(each.texts, dtype=str))
        if isinstance(each, TextColumn)
        else each.numbers.scaled
        for name, each in frame.columns.items()
    }
    data = ColumnTable(
        id=view_id,
        file=None,
        keys=frame.keys,
        frame=pd.DataFrame(made, index=range(frame.row_count)),
        numbers={name: each.numbers for name, each in frame.figures.items()},
        periods={name: each.periods for name, each in frame.texts.items() if each.periods is not None},
        lines=np.zeros(frame.row_count, dtype=np.int64),
    )
    overlap = any(each.overlaps for each in frame.figures.values())
    table = ViewTable(
        view_id, spec.title, columns, spec.place, overlap, spec.note, data, languages, spec, frame, remarks, row_unit
    )
    for name, column in columns.items():
        if column.kind is ColumnKind.CATEGORY:
            labels = {text: table.label(name, text) for text in data.texts_of(name)}
            columns[name] = replace(column, labels=labels)
    return table


def _column(name: str, column: TextColumn | ValueColumn) -> Column:
    if isinstance(column, TextColumn):
        return Column(name, column.kind, column.title)
    return Column(name, ColumnKind.FIGURE, column.title, column.unit_id, source=column.source, period=column.period)


def calculated_from(figure: Figure, candidates: Iterable[Figure], data: Data) -> tuple[str, ...]:
    """The ids of those figures that a figure is calculated from: its inputs, and cells that a function or a view goes over."""
    blocks = list(_blocks(figure, data))
    views = {key for key, table in data.tables.items() if isinstance(table, ViewTable)}
    whole = set() if figure.recipe else {each for each in figure.column_inputs if each.partition(".")[0] not in views}

    def is_one(cell: Figure) -> bool:
        if cell.id in figure.inputs or {cell.table, f"{cell.table}.{cell.column}"} & whole:
            return cell.id != figure.id
        of_column = [each for each in blocks if (each.column.table, each.column.column) == (cell.table, cell.column)]
        row = data.tables[cell.table or ""].row_number(cell.row or "") if of_column else None
        return row is not None and any(row in each.rows for each in of_column)

    return tuple(each.id for each in candidates if is_one(each))


def _blocks(figure: Figure, data: Data) -> Iterator[CellBlock]:
    """The cells behind a cell of a view, or behind the columns of views that a formula goes over."""
    table = data.tables.get(figure.table or "")
    if figure.recipe is not None:
        if isinstance(table, ViewTable):
            yield from table.blocks(figure.column or "", np.array(table.numbers_of([figure.id]), dtype=np.intp))
        return
    for of, _, column in (name.partition(".") for name in figure.column_inputs):
        view = data.tables.get(of)
        if isinstance(view, ViewTable) and column in view.frame.figures:
            yield from view.blocks(column, view.frame.ranked_rows())
