"""Tables as pages show them: a table of data/, one that a display lays out, and the rows of a chart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import pandas as pd
from markupsafe import Markup, escape

from yiwu_report.compute.row_selection import low_end
from yiwu_report.model.bound import BoundText, FigureHref, Html, TableBlock
from yiwu_report.model.cell_name import parse_cell
from yiwu_report.model.data import Column, Figure, Table
from yiwu_report.model.drawn import DataCell, DrawnChart
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.period import Period, PeriodKind
from yiwu_report.model.table_display import MOST_ROWS, DisplayedTable, RowGroup
from yiwu_report.site.pages.formula_view import figure_href
from yiwu_report.site.pages.sparklines import Sparklines, sparklines_of
from yiwu_report.site.pages.table_columns import ColumnBars, ColumnHead, bars_of, column_head, figures_in, shades_of
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_period
from yiwu_report.text.formatting.numbers import format_number


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its text, the figure it shows, and its status if that is not a fact and its column doesn't say so."""

    text: str
    link: FigureHref | Markup | None = None
    status: str | None = None
    status_word: str | None = None
    is_number: bool = False
    order: str | None = None  # what a script sorts by: the low end, or the first day of a period
    picture: Markup | None = None  # a bar behind the text, or a line instead of it
    shade: int | None = None  # from 1, the lightest


@dataclass(frozen=True, slots=True)
class RowView:
    """A row; its first cell names it."""

    head: CellView
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class RowGroupView:
    """Rows under a heading; without one, all rows."""

    title: str | None
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The head of a column."""

    title: str
    is_number: bool = False
    can_be_sorted: bool = True


@dataclass(frozen=True, slots=True)
class TableView:
    """A table in one language."""

    anchor: str
    title: Markup
    note: Html | None
    columns: tuple[ColumnView, ...]
    groups: tuple[RowGroupView, ...]
    total: RowView | None = None
    shown: str | None = None  # how many rows of how many are shown, where that is not all
    keys: tuple[str, ...] = ()  # what bars and lines mean
    has_heading: bool = False  # the page already says its title above it
    found: str = ""  # "{n} of {total} rows", for the filter

    @property
    def row_count(self) -> int:
        """How many rows it shows."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def can_be_sorted(self) -> bool:
        """True in an article, from so many rows on that an order of one's own helps."""
        return bool(self.found) and self.row_count >= _FEWEST_SORTED

    @property
    def can_be_filtered(self) -> bool:
        """True in an article, from so many rows on that they are not seen at once."""
        return bool(self.found) and self.row_count >= _FEWEST_FILTERED


_FEWEST_SORTED = 6
_FEWEST_FILTERED = 16


def view_table(table: Table, language: Language, context: Context, *, listed_only: bool = False) -> TableView:
    """A table of data/ on the page of all figures; of a file all rows, or those with `listed` figures."""
    listed = frozenset(context.data.cells[table.id])
    frame = table.listed_rows(listed) if listed_only else table.rows()
    writer = _TableWriter(table, tuple(column.id for column in _columns(table)), frame, language, context)
    shown = None
    if table.file is not None and len(frame) != table.row_count:
        rows, all_rows = (format_number(Decimal(number), language) for number in (len(frame), table.row_count))
        shown = Words(language)("table_of_file", shown=rows, all=all_rows, file=table.file.name)
    view = writer.view(table.id, (RowGroup(None, tuple(frame.index)),), shown)
    return replace(view, has_heading=listed_only)


def view_block(block: TableBlock, language: Language, context: Context) -> TableView | None:
    """A table in an article, as its display says; None if that could not be laid out."""
    words = Words(language)
    found = words["table_found"]
    if block.display is None:
        view = view_table(context.data.tables[block.table], language, context)
        return replace(view, anchor=block.anchor, found=found)
    displayed = context.displayed[block.display]
    writer = _TableWriter(displayed.table, displayed.columns, displayed.frame, language, context, displayed)
    count, shown = len(displayed.frame), None
    if count < displayed.selected:
        rows, all_rows = (format_number(Decimal(number), language) for number in (count, displayed.selected))
        shown = words("table_first", shown=rows, all=all_rows)
    return replace(writer.view(block.anchor, displayed.groups, shown), found=found)


@dataclass(frozen=True, eq=False)
class _TableWriter:
    """Writes the rows of a table, all of them or those of a display."""

    table: Table
    columns: tuple[str, ...]
    frame: pd.DataFrame
    language: Language
    context: Context
    displayed: DisplayedTable | None = None

    def view(self, anchor: str, groups: Sequence[RowGroup], shown: str | None) -> TableView:
        """The table under this anchor; `shown` says how many rows of how many it has."""
        heads = [ColumnView(head.text, head.is_number) for head in map(self._heads.__getitem__, self.columns)]
        if self._lines:
            heads.insert(1, ColumnView(self._lines.title, can_be_sorted=False))
        cells = {column: self._cells(column) for column in self.columns}
        keys = dict.fromkeys(key for marks in self._bars.values() for key in marks.keys)
        return TableView(
            anchor,
            escape(self._title),
            self._note,
            tuple(heads),
            tuple(
                RowGroupView(self._category(group), tuple(self._row(cells, row) for row in group.rows))
                for group in groups
            ),
            self._total,
            shown,
            (*map(self.language.word, keys), *(self._lines.keys if self._lines else ())),
        )

    def _text(self, name: str) -> BoundText | None:
        """The title or the note: that of the display, else the table's own."""
        code, texts = self.language.code, self.context.bound.texts
        own = texts.get(("display", self.displayed.id, name, code)) if self.displayed else None
        return own or texts.get(("table", self.table.id, name, code))

    @property
    def _title(self) -> str:
        bound = self._text("title")
        return bound.plain if bound else self.table.title[self.language.code].value

    @property
    def _note(self) -> Html | None:
        bound = self._text("note")
        return bound.html if bound else None

    def _category(self, group: RowGroup) -> str | None:
        if group.category is None or self.displayed is None or self.displayed.spec.group is None:
            return None
        return self.table.text_of(self.displayed.spec.group, group.category, self.language.code) or "—"

    @cached_property
    def _heads(self) -> Mapping[str, ColumnHead]:
        return {
            column: column_head(self.table, column, list(self.frame[column]), self.language, self.context)
            for column in self.columns
        }

    @cached_property
    def _bars(self) -> Mapping[str, ColumnBars]:
        of = self.displayed.spec.bars if self.displayed else ()
        return {column: bars_of(figures_in(self.frame[column])) for column in of}

    @cached_property
    def _lines(self) -> Sparklines | None:
        if self.displayed is None or not self.displayed.sparkline:
            return None
        return sparklines_of(self.displayed, self.language, self.context)

    @cached_property
    def _shades(self) -> Mapping[str, Mapping[str, int]]:
        of = self.displayed.spec.shade if self.displayed else ()
        return {column: shades_of(figures_in(self.frame[column])) for column in of}

    @cached_property
    def _entries(self) -> Collection[str] | None:
        """The cells that have an entry: of a file those that something refers to; None: all."""
        return frozenset(self.context.data.cells[self.table.id]) if self.table.file is not None else None

    def _row(self, cells: Mapping[str, Mapping[str, CellView]], row: str) -> RowView:
        written = [cells[column][row] for column in self.columns]
        if self._lines:
            line = self._lines.of.get(row)
            written.insert(1, CellView("" if line else "—", picture=line))
        return RowView(written[0], tuple(written[1:]))

    def _cells(self, column: str) -> dict[str, CellView]:
        return {str(row): self._cell(value, column) for row, value in self.frame[column].items()}

    def _cell(self, value: object, column: str) -> CellView:
        code, head = self.language.code, self._heads[column]
        if isinstance(value, Figure):
            is_told = value.status is Status.FACT or head.status is not None
            bars = self._bars.get(column)
            low = low_end(value)
            return CellView(
                head.value(value, self.context),
                self._link(value),
                None if is_told else str(value.status),
                None if is_told else self.language.status[value.status],
                is_number=True,
                order=None if low is None else f"{low:.10g}",
                picture=bars.of.get(value.id) if bars else None,
                shade=self._shades.get(column, {}).get(value.id),
            )
        if isinstance(value, dict):
            return CellView(str(value[code]))
        if isinstance(value, Period):
            text = format_period(value, self.language, self.context.site.spec.periods)
            return CellView(text, order=None if value.kind is PeriodKind.NAMED else value.parts[0])
        if isinstance(value, str):
            return CellView(self.table.text_of(column, value, code))
        return CellView("—", is_number=head.is_number)

    def _link(self, figure: Figure) -> FigureHref | Markup | None:
        """To the note of a figure; in a long table to its entry, since that many notes would be most of the page."""
        if self._entries is not None and figure.id not in self._entries and figure.table == self.table.id:
            return None
        href = figure_href(figure.id, self.language.code, self.context)
        return href.__html__() if len(self.frame) > MOST_ROWS else href

    @property
    def _total(self) -> RowView | None:
        if self.displayed is None or not self.displayed.totals:
            return None
        words, count = Words(self.language), len(self.frame)
        is_cut = count < self.displayed.selected
        name = (
            words("table_total_of", n=format_number(Decimal(count), self.language)) if is_cut else words["table_total"]
        )
        totals = self.displayed.totals
        cells = [
            CellView(self._heads[column].value(totals[column], self.context), is_number=True)
            if column in totals
            else CellView("")
            for column in self.columns[1:]
        ]
        if self._lines:
            cells.insert(0, CellView(""))
        return RowView(CellView(name), tuple(cells))


def view_rows(chart: DrawnChart, title: str, context: Context) -> TableView:
    """The data of a chart, as a table."""
    code = chart.language
    numbers = {at for row in chart.rows.rows for at, cell in enumerate(row) if cell.figure}
    rows = []
    for row in chart.rows.rows:
        cells = [
            CellView(cell.text, _of_chart(cell, code, context), is_number=at in numbers) for at, cell in enumerate(row)
        ]
        rows.append(RowView(cells[0], tuple(cells[1:])))
    columns = tuple(ColumnView(head, at in numbers) for at, head in enumerate(chart.rows.header))
    return TableView("", escape(title), None, columns, (RowGroupView(None, tuple(rows)),))


def _of_chart(cell: DataCell, language: str, context: Context) -> FigureHref | Markup | None:
    """A link to the note of a figure; to the entry of a cell of a file, of which a chart may have a thousand."""
    if cell.figure is None:
        return None
    href = figure_href(cell.figure, language, context)
    return href.__html__() if parse_cell(cell.figure) else href


def _columns(table: Table) -> list[Column]:
    """The columns in order, but the first label column, which names the rows, before all others."""
    columns = list(table.columns.values())
    named = [column for column in columns if column.kind is ColumnKind.LABEL][:1]
    return [*named, *(column for column in columns if column not in named)]
