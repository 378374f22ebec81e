"""The report in Python, for a notebook or a script: its figures and tables as pandas frames, and what commands do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from yiwu_report.build import build
from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.derive import shape
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.editor.check import check
from yiwu_report.inputs.load.load import load as load_files
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.validate import validate
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.publish import Changes
from yiwu_report.quantity import Interval, canonical

_SAID = ("unit", "status", "source", "period")  # of a figure, besides its value


@dataclass(frozen=True, eq=False)
class Report:
    """The figures and tables of a report. What has a problem is left out; `problems` says what and why.

    `figures`: a row for each figure of data/figures, of tables written in YAML and of data/derived.yaml, by its id.
    `value`, `low` and `high` are float64: NaN where nothing is published, infinite where nothing bounds the value;
    `low` and `high` are those of what the qualifier says, e.g. 200 and 300 for "200 odd". `qualifier`, `written` (the
    value as in YAML, with all its digits), `title` (in the report's first language), `unit`, `status`, `source` and
    `period` are texts, None where there is none.

    `tables`: table id -> its rows. Index: the ids of rows, or the keys of a file or a view. Labels, categories and periods are
    texts; figures float64, `<column>.low`, `<column>.high` and `<column>.qualifier` beside them where one of the
    column has a qualifier. What is said of all figures of a column is in `frame.attrs["columns"][column]` (title, unit,
    status, source, period), what differs between them in a column beside it, e.g. `<column>.status`.
    """

    root: Path
    figures: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]

    def check(self) -> tuple[Problem, ...]:
        """Every problem of the files as they are now, of texts and charts too; where there is none, the remarks.

        A problem has a `place` (file, line, column), a `rule`, a `message` and a `remedy`. Nothing is written.
        """
        try:
            return check(self.root, progress=_silent)
        except InvalidInput as invalid:
            return invalid.problems

    def build(self, out: str | Path | None = None) -> Changes:
        """Publish the report into `out`, by default its own folder public/; the paths written, unchanged and removed.

        InvalidInput, with every problem in `problems`, where there is any; then nothing is changed.
        """
        return build(self.root, self.root / "public" if out is None else Path(out), progress=_silent).changes


def load(root: str | Path = ".") -> Report:
    """The figures and tables of the report in this folder, and the problems of its files and formulas."""
    folder = Path(root)
    loaded = load_files(folder, words_folders(folder))
    site, _, problems = validate(loaded, CHART_SPECS, STEP_SPECS)
    if site is None:
        return Report(folder, _frame_of([], ""), {}, tuple(sorted({*loaded.problems, *problems})))
    data, more = shape(site)
    language = site.languages[0]
    tables = {key: _table(table, language) for key, table in data.tables.items()}
    found = tuple(sorted({*loaded.problems, *problems, *more}))
    return Report(folder, _frame_of(data.figures.values(), language), tables, found)


def _silent(_: str) -> None:
    """Shows no progress."""


_NUMBERS = ("value", "low", "high")


def _frame_of(figures: Iterable[Figure | None], language: str, index: pd.Index[Any] | None = None) -> pd.DataFrame:
    """A row for each figure, all empty for None; by their ids without an index."""
    given = list(figures)
    columns = ["title", *_NUMBERS, "qualifier", "written", *_SAID]
    rows = [_row(figure, language) if figure else dict.fromkeys(columns) for figure in given]
    frame = pd.DataFrame(rows, index=[each.id for each in given if each] if index is None else index, columns=columns)
    return frame.astype({name: "float64" if name in _NUMBERS else object for name in columns})


def _row(figure: Figure, language: str) -> dict[str, Any]:
    quantity = figure.full_quantity
    low, high = _ends(quantity.interval) if quantity else (None, None)
    value = float(quantity.number) if quantity else None
    qualifier = "date" if figure.date else str(quantity.qualifier) if quantity else None
    written = figure.date.written if figure.date else canonical(quantity) if quantity else None
    return {
        "title": figure.title[language].value,
        "value": value,
        "low": low,
        "high": high,
        "qualifier": qualifier,
        "written": written,
        "unit": figure.unit_id,
        "status": str(figure.status),
        "source": figure.source,
        "period": figure.period.written if figure.period else None,
    }


def _ends(interval: Interval) -> tuple[float, float]:
    low = float("-inf") if interval.low is None else float(interval.low)
    return low, float("inf") if interval.high is None else float(interval.high)


def _table(table: Table, language: str) -> pd.DataFrame:
    index = _keys_of(table) if isinstance(table, KeyedTable) else table.rows().index
    parts: dict[str, pd.Series[Any]] = {}
    said: dict[str, dict[str, Any]] = {}
    for name, column in table.columns.items():
        if column.kind is not ColumnKind.FIGURE:
            parts[name] = pd.Series(_texts(table, name, language), index=index, dtype=object)
            continue
        told = _cells(table, name, language, index)
        parts[name] = told["value"]
        if not told["qualifier"].isin(["exact", None]).all():
            parts |= {f"{name}.{part}": told[part] for part in ("low", "high", "qualifier")}
        said[name] = {"title": column.title[language].value if column.title else name}
        for key in _SAID:
            values = told[key].dropna().unique()
            if len(values) > 1:
                parts[f"{name}.{key}"] = told[key]
            else:
                said[name][key] = values[0] if len(values) else None
    frame = pd.DataFrame(parts, index=index)
    frame.attrs = {"title": table.title[language].value, "columns": said}
    return frame


def _keys_of(table: KeyedTable) -> pd.Index[Any]:
    """The keys of each row, as references name them."""
    keys = [
        [None if code < 0 else table.data.texts_of(key)[code] for code in table.data.codes_of(key)]
        for key in table.data.keys
    ]
    names = list(table.data.keys)
    return (
        pd.MultiIndex.from_arrays(keys, names=names)
        if len(names) > 1
        else pd.Index(keys[0], name=names[0], dtype=object)
    )


def _texts(table: Table, column: str, language: str) -> list[str | None]:
    """The words of labels and categories, and periods as YAML writes them."""
    if isinstance(table, KeyedTable):
        return table.texts(column, language)
    cells = table.rows()[column]
    return [cell[language].value if isinstance(cell, dict) else cell for cell in cells]


def _cells(table: Table, column: str, language: str, index: pd.Index[Any]) -> pd.DataFrame:
    if isinstance(table, FileTable) and column in table.data.numbers:
        return _cells_of_file(table, column, index)
    return _frame_of(table.rows(columns=[column])[column], language, index)


def _cells_of_file(table: FileTable, column: str, index: pd.Index[Any]) -> pd.DataFrame:
    """The same of a file, without a figure for each cell."""
    numbers, spec = table.data.numbers[column], table.spec.columns[column]
    values = numbers.floats()
    told = pd.DataFrame({"value": values, "low": values, "high": values}, index=index)
    qualifiers = np.array([None if each else "exact" for each in numbers.is_missing], dtype=object)
    for row, quantity in numbers.qualified.items():
        told.iloc[row] = (float(quantity.number), *_ends(quantity.interval))
        qualifiers[row] = str(quantity.qualifier)
    told["qualifier"] = qualifiers
    own = spec.period.written if spec.period and not table.data.periods else None
    for key, value in zip(_SAID, (spec.unit, str(spec.status or Status.FACT), spec.source, own), strict=True):
        told[key] = pd.Series([value] * len(told), index=index, dtype=object)
    return told
