"""Intermediate results of the stage: figures by id, tables with their rows, and what is unusable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import ColumnKind, TableSpec, UnitSpec
from yiwu_report.model.problem import Problem, Unusable, is_unusable
from yiwu_report.model.site import Site


@dataclass
class Store:
    """Filled by the steps of `shape`, read by formulas."""

    units: Mapping[str, UnitSpec]
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, TableSpec] = field(default_factory=dict)
    categories: dict[str, pd.DataFrame] = field(default_factory=dict)  # index: rows; columns: category columns
    unusable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def usable_unit(self, unit_id: str | None) -> UnitSpec | None:
        """The unit, or None where it is missing or unusable, which has a problem of its own."""
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
        figures=dict(data.figures),
        tables={key: spec for key, spec in site.tables.items() if isinstance(spec, TableSpec)},
        categories={key: table.frame for key, table in data.tables.items()},
        unusable=set(data.unusable),
    )
