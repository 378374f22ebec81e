"""A display: which columns and rows of a table readers see, and in what order.

It is written in content/tables/<id>.yaml, or in short behind the table's id in a reference: {{ table life rows=10 }}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pandas as pd
from pydantic import Field

from yiwu_report.model.charts import CategoryRef, ColumnRef, DataSpec, TableRef
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.fields import WORD, Id, IdKey, LocalizedField, PositiveWhole, Word
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period

MOST_ROWS = 25  # a longer table is shown in part, or its length is a decision


class SparklineScale(StrEnum):
    """What the lines of a table have in common."""

    TABLE = "table"  # one scale for all rows: their heights can be compared
    ROW = "row"  # each line from its own lowest value to its own highest: only shapes can be compared


class TableDisplay(DataSpec):
    """The keys of content/tables/<id>.yaml."""

    table: Annotated[Id, TableRef()] = Field(description="the table of data/ whose rows are shown")
    title: LocalizedField | None = Field(
        None, description="what the table shows, in every language; default: the table's own title"
    )
    note: LocalizedField | None = Field(
        None, description="what readers need to know about it; default: the table's own note"
    )
    columns: Annotated[list[Word] | None, ColumnRef(None)] = Field(
        None,
        description="the columns to show, the first one naming the rows; default: all, in their order, without those of `group` and `sparkline`",
        min_length=1,
    )
    where: Annotated[dict[IdKey, Word] | None, CategoryRef()] = Field(
        None,
        description="only rows with these categories, e.g. {group: pv}; of a file also labels and periods, e.g. {year: 2007}",
    )
    sort: Annotated[Word | None, ColumnRef(ColumnKind.FIGURE, is_sort=True)] = Field(
        None, description="the column of figures to sort by; with -, largest first; default: the table's order"
    )
    rows: PositiveWhole | None = Field(
        None, description="how many rows to show, from the first on; the page says of how many"
    )
    group: Annotated[Word | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None,
        description="a column of categories: the rows of each follow a row with its name, in the order of `labels:`",
    )
    totals: Annotated[list[Word], ColumnRef(ColumnKind.FIGURE)] = Field(
        [], description="columns whose sum over the rows shown stands in a last row"
    )
    bars: Annotated[list[Word], ColumnRef(ColumnKind.FIGURE)] = Field(
        [], description="columns with a bar in each cell, all from zero"
    )
    shade: Annotated[list[Word], ColumnRef(ColumnKind.FIGURE)] = Field(
        [], description="columns whose cells are the darker the larger the value"
    )
    sparkline: Annotated[list[Word] | None, ColumnRef(ColumnKind.FIGURE)] = Field(
        None,
        description="columns of one measure at several times, e.g. those that `pivot` makes of years: a small line in each row",
        min_length=2,
    )
    sparkline_scale: Annotated[SparklineScale, WORD] = Field(
        SparklineScale.TABLE, description="`table`: all lines on one scale; `row`: each on its own"
    )


LISTS = ("columns", "totals", "bars", "shade", "sparkline")
SHORT = ("rows", "sort", "where", "group", "sparkline_scale", *LISTS)  # what a reference can say itself


@dataclass(frozen=True, eq=False)
class RowGroup:
    """Rows under one heading: their ids in order; the category of a column, None without `group`."""

    category: str | None
    rows: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DisplayedTable:
    """The rows of a display, in its order."""

    id: str  # of its file in content/tables/; of a short form, its place
    spec: TableDisplay
    table: Table
    columns: tuple[str, ...]
    frame: pd.DataFrame  # the cells of all columns that it needs, by row id
    groups: tuple[RowGroup, ...]
    selected: int  # how many rows `where` selects
    totals: Mapping[str, Figure]  # by column; without an id
    sparkline: Mapping[str, Period]  # the columns that its lines are drawn from, in the order of their periods

    @property
    def row_ids(self) -> Iterator[str]:
        """The ids of all rows that are shown."""
        return (row for group in self.groups for row in group.rows)

    @property
    def uses(self) -> frozenset[str]:
        """The ids of the figures it shows."""
        cells = (cell for column in {**dict.fromkeys(self.columns), **self.sparkline} for cell in self.frame[column])
        return frozenset(cell.id for cell in cells if isinstance(cell, Figure))


def is_short(display_id: str) -> bool:
    """True for the id of a display that a reference writes in short."""
    return "@" in display_id


def short_id(file: str, start: int) -> str:
    """The id of the display that a reference at this offset in the body of an article writes in short."""
    return f"{file}@{start}"
