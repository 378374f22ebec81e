"""What is known while figures are computed: formulas look names up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.model.data import Data, Figure, Figures
from yiwu_report.model.figures import ColumnKind, TableSpec, UnitSpec
from yiwu_report.model.problem import Problem, Unusable, is_unusable
from yiwu_report.model.site import Site
from yiwu_report.model.written_table import WrittenTable


@dataclass
class Store:
    """Filled by the steps of `shape`, read by formulas."""

    units: Mapping[str, UnitSpec]
    listed: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, TableSpec] = field(default_factory=dict)
    keyed_tables: dict[str, KeyedTable] = field(default_factory=dict)  # of files, and views
    coming: set[str] = field(default_factory=set)  # the views that are not made yet
    categories: dict[str, pd.DataFrame] = field(default_factory=dict)  # index: rows; columns: category columns
    unusable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def figures(self) -> Figures:
        """The figures by id, cells of files too."""
        return Figures(self.listed, self.keyed_tables)

    @property
    def file_tables(self) -> Mapping[str, FileTable]:
        """The usable tables of files."""
        return {key: each for key, each in self.keyed_tables.items() if isinstance(each, FileTable)}

    def any_table(self, table_id: str) -> TableSpec | KeyedTable | None:
        """The usable table or view of this id."""
        return self.tables.get(table_id) or self.keyed_tables.get(table_id)

    def usable_unit(self, unit_id: str | None) -> UnitSpec | None:
        """The unit, or None if it is missing or unusable, which is reported elsewhere."""
        unit = self.units.get(unit_id or "")
        return None if isinstance(unit, Unusable) else unit

    def is_unusable(self, name: str) -> bool:
        """True for an id, or a part of something, that exists but has a problem."""
        return is_unusable(name, self.unusable)

    def select(self, table: str, where: Mapping[str, str]) -> list[str]:
        """Ids of the rows of a table whose categories are those of `where`, in the table's order."""
        frame = self.categories[table]
        for column, category in where.items():
            frame = frame[frame[column] == category]
        return list(frame.index)


def category_frame(spec: TableSpec) -> pd.DataFrame:
    """The category columns of a table as a frame: what rows are filtered and grouped by."""
    names = [name for name, column in spec.columns.items() if column.kind is ColumnKind.CATEGORY]
    rows = {row: [cells.get(name) for name in names] for row, cells in spec.rows.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=names, dtype=object)


def store_of(site: Site, data: Data) -> Store:
    """The store that shaped `data` came from, for formulas that are evaluated later: claims."""
    return Store(
        units=data.units,
        listed=dict(data.figures),
        tables={key: spec for key, spec in site.tables.items() if isinstance(spec, TableSpec)},
        keyed_tables={key: table for key, table in data.tables.items() if isinstance(table, KeyedTable)},
        categories={key: table.frame for key, table in data.tables.items() if isinstance(table, WrittenTable)},
        unusable=set(data.unusable),
    )
