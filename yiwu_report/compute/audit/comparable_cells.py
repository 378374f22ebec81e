"""Numbers of data/ by the names of what they are: keys, period and status, so that those of one fact can be compared.

Only what an editor wrote or what a file holds is among them. A view has no numbers of its own, and what a formula
calculates is stated nowhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from yiwu_report.compute.formula.measured import factor_of
from yiwu_report.compute.tables.figures import row_label
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import CellSpec, ColumnKind, FigureSpec, Status, TableSpec
from yiwu_report.model.period import Period
from yiwu_report.model.site import Site

CellNames = npt.NDArray[np.object_]
_BETWEEN = "\x1f"  # between keys


@dataclass(frozen=True, eq=False)
class Cells:
    """Numbers of data/ that can be compared with others of the same name: one column, or figures."""

    names: CellNames  # the keys, the period and the status of each, as one text; several names of a number are several rows
    rows: npt.NDArray[np.intp]  # which number each is: what `figure` takes
    amounts: npt.NDArray[np.float64]  # in base units; NaN where there is no single number
    places: npt.NDArray[np.float64]  # the size of the last printed place, in base units
    figure: Callable[[int], Figure | None]
    is_of_file: bool = False


def cells_of_measures(site: Site, data: Data) -> Mapping[str, Sequence[Cells]]:
    """Measure -> the numbers that declare it: those of data files first, which stay as they came, then figures, then tables."""
    found: dict[str, list[Cells]] = {}
    for table in (each for each in data.tables.values() if isinstance(each, FileTable)):
        for column, said in table.spec.columns.items():
            if said.measure and column in table.data.numbers:
                found.setdefault(said.measure, []).append(_of_column_of_file(table, column))
    for measure, cells in (*_figures(site, data), *_written(site, data)):
        found.setdefault(measure, []).append(cells)
    return found


_Named = list[tuple[str, Figure]]


def _figures(site: Site, data: Data) -> Iterator[tuple[str, Cells]]:
    """The figures of each measure. They have no keys: the measure is all that they are of."""
    named: dict[str, _Named] = defaultdict(list)
    for figure_id, spec in site.figures.items():
        if isinstance(spec, FigureSpec) and spec.measure and figure_id in data.figures:
            figure = data.figures[figure_id]
            named[spec.measure].append((_name((), figure.period, figure.status), figure))
    return ((measure, _of_figures(each)) for measure, each in named.items())


def _written(site: Site, data: Data) -> Iterator[tuple[str, Cells]]:
    """The cells of each measure in tables in YAML."""
    tables = {table_id: each for table_id, each in site.tables.items() if isinstance(each, TableSpec)}
    for table_id, table in tables.items():
        named: dict[str, _Named] = defaultdict(list)
        for column in table.columns:
            for cell, name, figure in _of_rows(table_id, table, column, data):
                if cell.measure:
                    named[cell.measure].append((name, figure))
        yield from ((measure, _of_figures(each)) for measure, each in named.items())


def last_place(figure: Figure) -> Fraction:
    """The size of a figure's last printed place, in base units; 0 where nothing limits it."""
    return (figure.precision.place or Fraction(0)) * factor_of(figure.unit)


def _name(keys: Sequence[str], period: Period | None, status: Status | None) -> str:
    return _BETWEEN.join([*(normalize("NFC", key.strip()) for key in keys), _when(period), str(status or Status.FACT)])


def _when(period: Period | None) -> str:
    return "" if period is None else f"{period.kind} {' '.join(period.parts) or period.written}"


def cells_of_column(table_id: str, column: str, site: Site, data: Data) -> Cells:
    """The published numbers of a column of figures, by formula none."""
    table, made = site.tables[table_id], data.tables[table_id]
    if isinstance(made, FileTable):
        return _of_column_of_file(made, column)
    assert isinstance(table, TableSpec)  # noqa: S101  # a table is one or the other
    return _of_figures([(name, figure) for _, name, figure in _of_rows(table_id, table, column, data)])


def _of_figures(named: _Named) -> Cells:
    figures = [figure for _, figure in named]
    factors = [factor_of(each.unit) for each in figures]
    values = [
        float(each.interval.low * factor)
        if each.interval is not None and each.interval.is_point and each.interval.low is not None
        else np.nan
        for each, factor in zip(figures, factors, strict=True)
    ]
    return Cells(
        np.array([name for name, _ in named], dtype=object),
        np.arange(len(named), dtype=np.intp),
        np.array(values, dtype=np.float64),
        np.array([float(last_place(each)) for each in figures], dtype=np.float64),
        figures.__getitem__,
    )


def _of_rows(table_id: str, spec: TableSpec, column: str, data: Data) -> Iterator[tuple[CellSpec, str, Figure]]:
    """The published cells of a column in YAML, each with its names: its row's label in each language.

    Where rows have the same label and period, the categories of the row tell them apart, or else its id.
    """
    cells = {row: cell for row, each in spec.rows.items() if isinstance(cell := each.get(column), CellSpec)}
    figures = {
        row: figure
        for row in cells
        if (figure := data.figures.get(f"{table_id}.{row}.{column}")) is not None and figure.is_published
    }
    named = {row: _labels(spec, row, figure.period) for row, figure in figures.items()}
    counts = Counter((text, _when(figures[row].period)) for row, texts in named.items() for text in texts)
    for row, figure in figures.items():
        is_alone = all(counts[text, _when(figure.period)] == 1 for text in named[row])
        categories = () if is_alone else _categories(spec, row)
        for text in named[row]:
            keys = [] if text is None else [text]
            if not is_alone:
                keys += categories or [row]
            yield cells[row], _name(keys, figure.period, figure.status), figure


def _labels(spec: TableSpec, row: str, period: Period | None) -> tuple[str | None, ...]:
    """What names a row: its label in each language, or its id; None for the period of the cell, which is told apart."""
    label = row_label(spec, row)
    texts = [each.value.strip() for each in label.values()] if label else [row]
    written = period.written.strip() if period else None
    return tuple(dict.fromkeys(None if text == written else text for text in texts))


def _categories(spec: TableSpec, row: str) -> list[str]:
    cells = (spec.rows[row].get(name) for name, each in spec.columns.items() if each.kind is ColumnKind.CATEGORY)
    return [cell for cell in cells if isinstance(cell, str)]


def _of_column_of_file(table: FileTable, column: str) -> Cells:
    """The published cells of a column of a file."""
    data, said = table.data, table.spec.columns[column]
    numbers = data.numbers[column]
    there = np.flatnonzero(~numbers.is_missing)
    time = next(iter(data.periods), None)
    names: CellNames = np.full(len(there), "", dtype=object)
    for key in (each for each in data.keys if each != time):
        texts = np.array([*(f"{normalize('NFC', each.strip())}{_BETWEEN}" for each in data.texts_of(key)), ""], object)
        names = names + texts[data.codes_of(key)[there]]
    if time is None:
        names = names + _when(said.period)
    else:
        periods = [*(_when(data.periods[time][each]) for each in data.texts_of(time)), _when(said.period)]
        names = names + np.array(periods, dtype=object)[data.codes_of(time)[there]]
    factor = float(factor_of(table.units[table.columns[column].unit_id or ""]))
    values = numbers.floats()
    values[[*numbers.qualified, *numbers.calculated]] = np.nan
    return Cells(
        names + f"{_BETWEEN}{said.status or Status.FACT}",
        there.astype(np.intp),
        values[there] * factor,
        10.0 ** -numbers.decimals[there].astype(np.float64) * factor,
        lambda row: table.figure_at(row, column),
        is_of_file=True,
    )
