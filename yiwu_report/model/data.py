"""What is computed from an editor's input: figures and tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from yiwu_report.incremental.traced import Traceable
from yiwu_report.model.cell_name import CellName, parse_cell, row_id
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.figures import Basis, ColumnKind, SourceSpec, Status, UnitSpec
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Fault, Place, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import Interval, Precision, Quantity


@dataclass(frozen=True, slots=True)
class CellRecipe:
    """How a figure of a view is made of cells of tables."""

    how: str  # a function or a step, e.g. "sum"
    cell_count: int
    first: tuple[str, ...]  # the ids of the first cells


@dataclass(frozen=True, eq=False)
class Figure:
    """One number of the report: written by an editor, a cell of a table, or derived by a formula."""

    id: str  # e.g. "parks.completed", "projects.risen.investment", 'life["Swaziland", 2007].life'
    unit_id: str
    unit: UnitSpec
    title: Localized
    place: Place  # its place in data/
    quantity: Quantity | None  # as shown; None: not published, or a date
    interval: Interval | None  # exact and unrounded, in its unit: what arithmetic runs on
    precision: Precision
    date: Period | None = None  # for a unit of kind date
    printed: Text | None = None
    source: str | None = None
    paragraph: int | None = None
    period: Period | None = None
    status: Status = Status.FACT
    basis: Basis | None = None
    percent_of: Localized | None = None  # of a percentage: what 100% is, in words
    whole: str | None = None  # otherwise: the id of the figure its formula divides by
    note: Localized | None = None
    update_due: Period | None = None
    formula: Text | None = None
    inputs: tuple[str, ...] = ()  # ids of the figures its formula uses, in order of first use
    table: str | None = None
    row: str | None = None
    column: str | None = None
    as_it_came: Quantity | None = None  # where `decimals:` rounds what is shown
    column_inputs: tuple[str, ...] = ()  # columns of files that its formula uses as a whole, e.g. "life.population"
    recipe: CellRecipe | None = None  # of a calculated cell of a view

    @property
    def full_quantity(self) -> Quantity | None:
        """The quantity with all the digits that it came with."""
        return self.as_it_came or self.quantity

    @property
    def is_published(self) -> bool:
        """False where the source gives no value."""
        return self.quantity is not None or self.date is not None

    @property
    def is_derived(self) -> bool:
        """True where a formula or the step of a view computes it."""
        return self.formula is not None or self.recipe is not None


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table."""

    id: str
    kind: ColumnKind
    title: Localized | None
    unit_id: str | None = None
    labels: Mapping[str, Localized] | None = None  # of a category: value -> name
    source: str | None = None  # of a column of a file
    period: Period | None = None  # of a view's column that is named by it alone


NAMING_KINDS = (ColumnKind.CATEGORY, ColumnKind.LABEL, ColumnKind.PERIOD)


@dataclass(frozen=True, eq=False)
class Table(ABC):
    """A table: its rows written in YAML, or read from a file."""

    id: str
    title: Localized
    columns: Mapping[str, Column]
    place: Place
    overlap: bool
    note: Localized | None

    @abstractmethod
    def rows(self, where: Mapping[str, str] | None = None, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows whose labels, categories and periods are those of `where`; all columns, or these.

        Index: row ids; columns: column ids in order, dtype object. A cell is a `Figure` in a figure column (None where
        the row has none), a Localized in a label column, the category's id (str) in a category column, a `Period`.
        """

    @abstractmethod
    def listed_rows(self, cells: Collection[str]) -> pd.DataFrame:
        """All rows; of a file those that have one of these cells."""

    @property
    @abstractmethod
    def example(self) -> str | None:
        """The id of a cell, where rows have keys."""

    @property
    @abstractmethod
    def file(self) -> DataFile | None:
        """The file that it is read from; None where its rows are in YAML."""

    @abstractmethod
    def figure(self, row: str, column: str) -> Figure | None:
        """The figure in a cell; None where there is no such row or column, or the row has none there."""

    @abstractmethod
    def row_number(self, row: str) -> int | None:
        """The number of a row by its id, from 0; None where there is no such row."""

    @abstractmethod
    def values_of(self, column: str) -> Sequence[str]:
        """What rows can be selected by: the categories, labels or periods of a column; nothing for figures."""

    @abstractmethod
    def has(self, column: str, text: str) -> bool:
        """True if the text selects a row by this column; a period also selects those that lie in it."""

    @abstractmethod
    def fault_of(self, cell: CellName) -> Fault:
        """What is wrong with the name of a cell that isn't there."""

    def row_named(self, word: str) -> str | Fault:
        """The id of the row that `first` or `last` names in a reference."""
        message = f"{self.id} is not a view, and its rows have no {word} one"
        return Fault(Rule.UNKNOWN_FIGURE, message, "make a view of it in data/views/, with sort:")

    def counted(self) -> Figure | Fault:
        """How many rows it has, as a figure: what `count` names in a reference."""
        remedy = "make a view of it in data/views/, with rows: and a unit"
        return Fault(Rule.UNKNOWN_FIGURE, f"{self.id} is not a view, and its rows are not counted", remedy)

    def text_in(self, cell: CellName, language: str) -> str | None:  # noqa: ARG002  # of tables with keys
        """What readers see of a label, a category or a period in a cell that keys name; None where there is none."""
        return None

    def text_of(self, column: str, text: str, language: str) -> str:
        """What readers see of a label, a category or a period."""
        label = (self.columns[column].labels or {}).get(text)
        return label[language].value if label else text

    @property
    @abstractmethod
    def selecting_kinds(self) -> tuple[ColumnKind, ...]:
        """The kinds of columns by which rows can be selected."""

    @property
    @abstractmethod
    def row_count(self) -> int:
        """How many rows it has."""


@dataclass(frozen=True, eq=False)
class Figures(Mapping[str, Figure]):
    """Figures by id. Those of files are made when they are asked for; going through all has the `listed` ones."""

    listed: Mapping[str, Figure]
    tables: Mapping[str, Table]

    def __getitem__(self, figure_id: str) -> Figure:
        found = self.listed.get(figure_id)
        if found is None and (named := in_words(figure_id, self.tables)) is not None:
            if isinstance(named, Fault):
                raise KeyError(figure_id)
            if isinstance(named, Figure):
                return named
            figure_id = named
        if found is None and (cell := parse_cell(figure_id)) and cell.id == figure_id and cell.table in self.tables:
            found = self.tables[cell.table].figure(row_id(cell.keys), cell.column)
        if found is None:
            raise KeyError(figure_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)

    def with_cells(self, ids: Iterable[str]) -> Figures:
        """The same, with those of these ids that are cells of files and views in the list.

        They stand in the order of the tables, their rows and columns, whatever the order of the ids.
        """
        found = (figure for each in ids if each not in self.listed and (figure := self.get(each)) is not None)
        cells = {figure.id: figure for figure in found if figure.id not in self.listed}
        numbers = {table: number for number, table in enumerate(self.tables)}
        places = {key: (numbers[figure.table or ""], *self._position(figure)) for key, figure in cells.items()}
        return Figures(
            {**self.listed, **{key: cells[key] for key in sorted(cells, key=places.__getitem__)}}, self.tables
        )

    def _position(self, cell: Figure) -> tuple[int, int]:
        """The numbers of its row and its column in its table."""
        table = self.tables[cell.table or ""]
        return table.row_number(cell.row or "") or 0, list(table.columns).index(cell.column or "")


def in_words(figure_id: str, tables: Mapping[str, Table]) -> str | Figure | Fault | None:
    """What an id with first, last or count means: a cell's id, a figure, or a fault; None for another id.

    E.g. africa["Swaziland"].change for africa.first.change.
    """
    table_id, _, rest = figure_id.partition(".")
    table, (word, _, column) = tables.get(table_id), rest.partition(".")
    if table is None or (word, bool(column)) not in {("first", True), ("last", True), ("count", False)}:
        return None
    if word == "count":
        return table.counted()
    row = table.row_named(word)
    return row if isinstance(row, Fault) else f"{table_id}[{row}].{column}"


def text_of_cell(name: str, data: Data, language: str) -> str | None:
    """The text of a label, a category or a period that a reference names, e.g. africa.first.country; None for others."""
    named = in_words(name, data.tables)
    cell = parse_cell(named if isinstance(named, str) else name)
    table = data.tables.get(cell.table) if cell else None
    return table.text_in(cell, language) if cell and table else None


@dataclass(frozen=True, eq=False)
class Data(Traceable):
    """Everything a text, a chart or an export can show. `figures` holds cells and derived figures too."""

    figures: Figures  # in the order of the files; cells at their tables, derived ones last
    tables: Mapping[str, Table]
    units: Mapping[str, UnitSpec]
    sources: Mapping[str, SourceSpec]
    unusable: frozenset[str]  # ids that exist but have a problem: what depends on them is left out silently

    def with_cells(self, ids: Iterable[str]) -> Data:
        """The same, with those of these ids that are cells of files among the listed figures."""
        return replace(self, figures=self.figures.with_cells(ids))

    @cached_property
    def cells(self) -> Mapping[str, tuple[str, ...]]:
        """Table id -> the ids of its cells that are figures of the report, in the order of the file."""
        found: dict[str, list[str]] = {table: [] for table in self.tables}
        for figure in self.figures.values():
            if figure.table is not None:
                found.setdefault(figure.table, []).append(figure.id)
        return {table: tuple(ids) for table, ids in found.items()}


def sources_of(figure: Figure, data: Data) -> tuple[str, ...]:
    """The source that a figure was read in, and those of the columns of files that its formula goes through."""
    columns = [
        column
        for table, _, named in (name.partition(".") for name in figure.column_inputs)
        for key, column in data.tables[table].columns.items()
        if named in {"", key}
    ]
    named = (figure.source, *(column.source for column in columns))
    return tuple(dict.fromkeys(source for source in named if source is not None))


def fault_of_figure(figure_id: str, data: Data, otherwise: str = "figures are defined in data/") -> Fault:
    """What is wrong with an id that no figure has, and the nearest ones."""
    named = in_words(figure_id, data.tables)
    if isinstance(named, Fault):
        return named
    figure_id = named if isinstance(named, str) else figure_id
    if (cell := parse_cell(figure_id)) and cell.table in data.tables:
        return data.tables[cell.table].fault_of(cell)
    table = data.tables.get(figure_id.partition(".")[0])
    if table is not None and table.example is not None:
        return Fault(
            Rule.UNKNOWN_FIGURE,
            f'there is no figure "{figure_id}"',
            f"name rows of a file by their keys, e.g. {table.example}",
        )
    known = [*data.figures, *data.unusable]
    return Fault(Rule.UNKNOWN_FIGURE, f'there is no figure "{figure_id}"', did_you_mean(figure_id, known, otherwise))
