"""Columns without a `measure:` that look like copies of another table's: a view would have the same numbers once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from yiwu_report.compute.audit.comparable_cells import Cells, cells_of_column
from yiwu_report.compute.audit.facts_twice import written
from yiwu_report.compute.views.view_table import MOST_SEARCHED, ViewTable
from yiwu_report.model.data import Data
from yiwu_report.model.figures import ColumnKind, ColumnSpec, TableSpec
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.table_files import FileColumnSpec, FileTableSpec

_FEWEST_SHARED = 5  # rows: fewer can be equal by chance
_FEWEST_VALUES = 3  # different ones: zeros are equal by chance
_SHARED = 0.8  # of the rows of the smaller table
_EQUAL = 0.9  # of the rows that both have, or all but one
_Key = tuple[str, str]  # table, column


def likely_copies(site: Site, data: Data) -> Iterator[Problem]:
    """A remark on each column that looks like a copy of another table's: the same numbers under the same keys and periods.

    Columns are compared that have the same unit, and the same title in a language, heading or id; not two that both
    declare a measure, since those are compared anyway.
    """
    columns = {(table, name): spec for table, name, spec in _columns(site, data)}
    alike: dict[tuple[str, str], list[_Key]] = defaultdict(list)
    for key, spec in columns.items():
        for text in _called(key[1], spec):
            alike[spec.unit or _default_unit(site, key[0]), text].append(key)
    pairs = dict.fromkeys(pair for several in alike.values() for pair in combinations(several, 2))
    cells: dict[_Key, Cells] = {}
    for one, other in pairs:
        if one[0] == other[0] or (columns[one].measure and columns[other].measure) or _have_one_file(one, other, site):
            continue
        for key in (one, other):
            if key not in cells:
                cells[key] = cells_of_column(key[0], key[1], site, data)
        # the copy is the smaller one, or the one in YAML
        source, copy = sorted((one, other), key=lambda key: (-len(set(cells[key].rows)), not cells[key].is_of_file))
        remark = _copied(cells[source], cells[copy], source, copy, data)
        if remark is not None:
            yield Problem(columns[copy].place, Rule.LIKELY_COPY, *remark)


def _columns(site: Site, data: Data) -> Iterator[tuple[str, str, ColumnSpec]]:
    """The columns of figures that are written in YAML or read from a file."""
    for table_id, table in site.tables.items():
        if isinstance(table, TableSpec | FileTableSpec) and table_id in data.tables:
            for name, spec in table.columns.items():
                if spec.kind is ColumnKind.FIGURE and spec.formula is None:
                    yield table_id, name, spec


def _default_unit(site: Site, table_id: str) -> str:
    table = site.tables[table_id]
    return (table.defaults.unit if isinstance(table, TableSpec | FileTableSpec) else None) or ""


def _called(name: str, spec: ColumnSpec) -> Iterable[str]:
    """What a column is called: its id, its title in each language, its headings in the file."""
    headings = spec.heading_in(name) if isinstance(spec, FileColumnSpec) else name
    titles = (each.value.strip() for each in (spec.title or {}).values())
    texts: Iterable[str] = (name, *titles, *(headings.values() if isinstance(headings, dict) else (headings,)))
    return dict.fromkeys(text.casefold() for text in texts)


def _have_one_file(one: _Key, other: _Key, site: Site) -> bool:
    """True for two descriptions of one file: its numbers stand once."""
    tables = [site.tables[table] for table, _ in (one, other)]
    names = [each.file_name for each in tables if isinstance(each, FileTableSpec)]
    return len(names) == len(tables) and names[0] == names[1]


def _copied(source: Cells, copy: Cells, key: _Key, of_copy: _Key, data: Data) -> tuple[str, str] | None:
    """The message and the remedy, if one column repeats another."""
    frames = [pd.DataFrame({"name": each.names, "row": each.rows, "value": each.amounts}) for each in (source, copy)]
    shared = frames[0].merge(frames[1], on="name").drop_duplicates("row_y")
    is_equal = np.isclose(shared["value_x"], shared["value_y"], rtol=1e-12, atol=0, equal_nan=False)
    size = len(set(copy.rows.tolist()))
    if len(shared) < max(_FEWEST_SHARED, _SHARED * size):
        return None
    if is_equal.sum() < min(_EQUAL * len(shared), len(shared) - 1):
        return None
    if shared["value_y"].nunique() < _FEWEST_VALUES:
        return None
    message = (
        f"{'.'.join(of_copy)} looks like a copy of {'.'.join(key)}: {is_equal.sum()} of {size} numbers are the same"
    )
    different = shared[~is_equal]
    for row_x, row_y in different[["row_x", "row_y"]].head(1).itertuples(index=False):
        first, second = source.figure(int(row_x)), copy.figure(int(row_y))
        if first is not None and second is not None:
            message += f", but {second.id} is {written(second)} and {first.id} is {written(first)}"
    views = list(_views_with(source, shared["row_x"].tolist(), key, data))
    instead = f"use the view {' or '.join(views)}" if views else f"make a view with from: {key[0]} in data/views/"
    return message, f"{instead} in place of the copy, or give both columns the same measure:"


def _views_with(source: Cells, rows: Iterable[int], key: _Key, data: Data) -> Iterator[str]:
    """The views that show all of these cells under the name of their column."""
    wanted = {figure.id for row in rows if (figure := source.figure(int(row))) is not None}
    for view_id, view in data.tables.items():
        if not isinstance(view, ViewTable) or key[1] not in view.figure_columns or view.row_count > MOST_SEARCHED:
            continue
        shown = (view.figure_at(row, key[1]) for row in range(view.row_count))
        if wanted <= {figure.id for figure in shown if figure is not None}:
            yield view_id
