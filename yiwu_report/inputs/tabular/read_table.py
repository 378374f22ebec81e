"""A data file by its description: as a table of columns, or what the description doesn't explain."""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from yiwu_report.inputs.tabular.assembly import by_period, categorical, interleaved, repeated
from yiwu_report.inputs.tabular.columns import Faults, NumberGatherer, TextGatherer
from yiwu_report.inputs.tabular.containers import open_container
from yiwu_report.inputs.tabular.file_periods import PeriodReader
from yiwu_report.inputs.tabular.headings import FoundColumns, PeriodText, find_columns, plain_heading, with_advice
from yiwu_report.inputs.tabular.number_cells import CellFault, NumberNotation
from yiwu_report.inputs.tabular.raw_table import Container, RawChunk, TableFault
from yiwu_report.model.column_table import ColumnTable, DataFile, NumberColumn
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec

FOLDER: Final = "data/files/"
_MOST_PLACES: Final = 3
_TEXTS: Final = (ColumnKind.LABEL, ColumnKind.CATEGORY, ColumnKind.PERIOD)
LabelNames = Mapping[str, Mapping[str, Mapping[str, str]]]  # column -> what a cell holds -> language -> name


@dataclass(frozen=True)
class TableRead:
    """What a file holds by its description: a table, or None with problems."""

    table: ColumnTable | None
    problems: tuple[Problem, ...]
    names: LabelNames = field(default_factory=dict)  # of label columns that have a heading for each language


def read_table(name: str, spec: FileTableSpec, file: DataFile) -> TableRead:
    """The table that a description makes of a file, with every problem of both."""
    try:
        container = open_container(file, spec)
        found = find_columns(spec, container.headings, container.file)
        if found.problems:
            return TableRead(None, with_advice(found, spec, container))
        return _TableFileReader(name, spec, file, container, found).read()
    except TableFault as fault:
        return TableRead(None, fault.problems)


class _TableFileReader:
    """Reads the rows of one table."""

    def __init__(
        self, name: str, spec: FileTableSpec, file: DataFile, container: Container, found: FoundColumns
    ) -> None:
        self.name, self.spec, self.file, self.container, self.found = name, spec, file, container, found
        self.problems: list[Problem] = []
        self.lines: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        numbers = found.numbers
        self.at = {number: index for index, number in enumerate(numbers)}  # column of the file -> column of a chunk
        shared = spec.format

        def figures(name: str) -> NumberGatherer:
            notation = NumberNotation.of(spec.columns[name], shared)
            return NumberGatherer(notation, are_texts_numbers=shared.text_numbers)

        self.figures = {name: figures(name) for name in spec.columns_of(ColumnKind.FIGURE) if name in found.single}
        self.wide = {name: {each: figures(name) for each in columns} for name, columns in found.periods.items()}
        self.texts = {
            name: TextGatherer(spec.columns[name].missing or ())
            for name in spec.columns_of(*_TEXTS)
            if name in found.single
        }
        self.others = {
            (name, language): TextGatherer(()) for name, inner in found.languages.items() for language in inner
        }

    def read(self) -> TableRead:
        self._gather()
        kept = self._kept()
        periods = self._check_texts(kept)
        self._check_numbers(kept)
        if self.problems:
            return TableRead(None, tuple(self.problems))
        table = self._table(kept, periods)
        self._check_keys(table)
        names = self._names(kept)
        if self.problems:
            return TableRead(None, tuple(self.problems))
        return TableRead(table, (), names)

    def _gather(self) -> None:
        # a million rows are a million lists, none of which refers to itself: the garbage collector would visit them all
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            self._gather_chunks()
        finally:
            if was_enabled:
                gc.enable()

    def _gather_chunks(self) -> None:
        lines = []
        for chunk in self.container.chunks(self.found.numbers):
            lines.append(chunk.lines)

            def cells(number: int, chunk: RawChunk = chunk) -> Sequence[str]:
                return chunk.columns[self.at[number]]

            for name, gatherer in self.figures.items():
                number = self.found.single[name]
                gatherer.add(cells(number), chunk.are_texts.get(number))
            for name, inner in self.wide.items():
                for period, gatherer in inner.items():
                    number = self.found.periods[name][period]
                    gatherer.add(cells(number), chunk.are_texts.get(number))
            for name, texts in self.texts.items():
                texts.add(cells(self.found.single[name]))
            for (name, language), texts in self.others.items():
                texts.add(cells(self.found.languages[name][language]))
        if not lines:
            message, remedy = "there are no rows below the headings", "see header_row:, skip_top: and skip_bottom:"
            raise TableFault(Problem(Place(self.container.file), Rule.TABLE_FORMAT, message, remedy))
        self.lines = np.concatenate(lines)

    def _kept(self) -> npt.NDArray[np.bool_] | None:
        """The rows that `drop` leaves; None for all."""
        if not self.spec.format.drop:
            return None
        kept = np.ones(len(self.lines), bool)
        for name, cells in self.spec.format.drop.items():
            texts = self.texts[name]
            wanted = [code for code, text in enumerate(texts.texts) if text in cells]
            if missing := [each for each in cells if each and each not in texts.texts]:
                place = self.spec.place_of("format", "drop", otherwise=self.spec.place_of("format"))
                message = f'no cell of "{name}" is "{missing[0]}", whose rows drop: leaves out'
                self.problems.append(Problem(place, Rule.TABLE_FORMAT, message, "write what the cells hold"))
            if "" in cells:
                wanted.append(-1)
            kept &= ~np.isin(texts.codes, wanted)
        return kept

    def _check_texts(self, kept: npt.NDArray[np.bool_] | None) -> dict[str, dict[str, PeriodText]]:
        """Cell of a column of periods -> period; problems of empty cells and of what is no period."""
        periods: dict[str, dict[str, PeriodText]] = {}
        for name, gatherer in self.texts.items():
            column, codes = self.spec.columns[name], gatherer.codes
            is_kept = np.ones(len(codes), bool) if kept is None else kept
            empty = np.flatnonzero((codes < 0) & is_kept)
            if len(empty) and name in self.spec.keys:
                remedy = f'leave its rows out with drop: {{{name}: [""]}} under format:, or name other keys'
                fault = CellFault("empty", "is empty, but it is a key", remedy, Rule.TABLE_KEYS)
                self._refuse(name, empty.tolist(), fault)
            elif len(empty) and column.kind is ColumnKind.PERIOD and column.missing is None:
                self._refuse(
                    name, empty.tolist(), CellFault("empty", "is empty", 'write missing: [""] in the column'), ""
                )
            elif len(empty) and column.kind is not ColumnKind.PERIOD and column.empty is None:
                remedy = "write empty: with what an empty one is called, in every language"
                self._refuse(name, empty.tolist(), CellFault("empty", "is empty", remedy), "")
            if column.kind is not ColumnKind.PERIOD:
                self._check_characters(name, gatherer, codes, is_kept)
                continue
            used = np.unique(codes[is_kept & (codes >= 0)])
            dates = column.dates.value.strip() if column.dates else None
            reader = PeriodReader(dates, financial_years=self.spec.format.financial_years)
            read = reader.read([gatherer.texts[code] for code in used])
            faults = Faults()
            periods[name] = {}
            for code in used.tolist():
                text = gatherer.texts[code]
                period = read[text]
                if isinstance(period, CellFault):
                    for row in np.flatnonzero((codes == code) & is_kept).tolist():
                        faults.add(row, text, period)
                else:
                    periods[name][text] = period
            self._refuse_all(name, faults, None)
        return periods

    def _check_characters(
        self, name: str, gatherer: TextGatherer, codes: npt.NDArray[np.int32], is_kept: npt.NDArray[np.bool_]
    ) -> None:
        if not _CONTROL.search("".join(gatherer.texts)):
            return
        strange = [code for code, text in enumerate(gatherer.texts) if _CONTROL.search(text)]
        rows = np.flatnonzero(np.isin(codes, strange) & is_kept).tolist()
        if rows:
            fault = CellFault(
                "control", "holds a control character", "check encoding: under format:, or name another column"
            )
            self._refuse(name, rows, fault, gatherer.texts[codes[rows[0]]])

    def _check_numbers(self, kept: npt.NDArray[np.bool_] | None) -> None:
        for name, gatherer in self.figures.items():
            self._refuse_all(name, gatherer.faults, kept)
        for name, inner in self.wide.items():
            for period, gatherer in inner.items():
                self._refuse_all(name, gatherer.faults, kept, self.found.periods[name][period])

    def _refuse_all(
        self, name: str, faults: Faults, kept: npt.NDArray[np.bool_] | None, number: int | None = None
    ) -> None:
        for kind, rows in faults.rows.items():
            cell, fault = faults.first[kind]
            left = sorted(rows) if kept is None else [row for row in sorted(rows) if kept[row]]
            if left:
                self._refuse(name, left, fault, cell, number)

    def _refuse(
        self, name: str, rows: Sequence[int], fault: CellFault, cell: str = "", number: int | None = None
    ) -> None:
        """One problem for all cells of a column with which the same is wrong."""
        number = self.found.single[name] if number is None else number
        first = [(int(self.lines[row]), number) for row in rows[:_MOST_PLACES]]
        places = self.container.places(first)
        listed = ", ".join(f"{places[each].line}:{places[each].column}" for each in first)
        more = f" ({len(rows):,} cells: {listed}{' …' if len(rows) > _MOST_PLACES else ''})" if len(rows) > 1 else ""
        shown = _short(cell)
        what = f'"{shown}" {fault.message}' if shown else f'a cell of "{self.heading(number, name)}" {fault.message}'
        self.problems.append(Problem(places[first[0]], fault.rule, f"{what}{more}", fault.remedy))

    def heading(self, number: int, name: str) -> str:
        """The heading of a column of the file."""
        return plain_heading(self.container.headings[number]) or name

    def _table(
        self, kept: npt.NDArray[np.bool_] | None, periods: Mapping[str, Mapping[str, PeriodText]]
    ) -> ColumnTable:
        spec = self.spec
        lines = self.lines if kept is None else self.lines[kept]
        wide = self.found.all_periods if self.wide else []
        times = max(len(wide), 1)
        columns: dict[str, object] = {}
        numbers: dict[str, NumberColumn] = {}
        meanings: dict[str, dict[str, Period]] = {}
        for name in self._order():
            if name in self.texts:
                gatherer = self.texts[name]
                codes = gatherer.codes if kept is None else gatherer.codes[kept]
                named = gatherer.texts
                if name in periods:
                    codes, named = by_period(codes, named, periods[name])
                    meanings[name] = dict(periods[name].values())
                columns[name] = categorical(np.repeat(codes, times), named)
            elif name == spec.periods_in_headings:
                meanings[name] = dict(wide)
                columns[name] = categorical(
                    np.tile(np.arange(times, dtype=np.int32), len(lines)), [text for text, _ in wide]
                )
            elif name in self.figures:
                number = self.figures[name].column(kept, spec.columns[name].factor)
                numbers[name] = repeated(number, times)
                columns[name] = numbers[name].scaled
            elif name in self.wide:
                factor = spec.columns[name].factor
                parts = [
                    self.wide[name][each].column(kept, factor) if each in self.wide[name] else None for each in wide
                ]
                numbers[name] = interleaved(parts, len(lines))
                columns[name] = numbers[name].scaled
        frame = pd.DataFrame(columns, copy=False)
        return ColumnTable(self.name, self.file, tuple(spec.keys), frame, numbers, meanings, np.repeat(lines, times))

    def _order(self) -> list[str]:
        """The columns in the order of the description; one made of headings that isn't listed comes after the keys."""
        names = list(self.spec.columns)
        made = self.spec.periods_in_headings
        return names if made is None or made in names else [*names, made]

    def _check_keys(self, table: ColumnTable) -> None:
        """Every two rows that have the same keys."""
        whole = np.zeros(table.row_count, np.int64)
        for name in table.keys:
            each = np.asarray(table.frame[name].cat.codes, dtype=np.int64)
            size = int(each.max(initial=0)) + 2
            if int(whole.max(initial=0)) >= 2**62 // size:
                whole = np.unique(whole, return_inverse=True)[1]
            whole = whole * size + each + 1
        ordered = np.sort(whole)
        if not (ordered[1:] == ordered[:-1]).any():
            return
        _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
        again = np.flatnonzero(np.arange(table.row_count) != first[inverse])
        row = int(again[0])
        keys = ", ".join(f'"{each}"' for each in table.key(row))
        number = next(self.found.single[name] for name in table.keys if name in self.found.single)
        cells = [(int(table.lines[int(each)]), number) for each in again[:_MOST_PLACES]]
        places = self.container.places([*cells, (int(table.lines[first[inverse[row]]]), number)])
        listed = ", ".join(f"{places[each].line}:{places[each].column}" for each in cells)
        more = (
            f" ({len(again):,} rows repeat keys: {listed}{' …' if len(again) > _MOST_PLACES else ''})"
            if len(again) > 1
            else ""
        )
        message = f"a second row with the keys {keys}, first in line {int(table.lines[first[inverse[row]]])}{more}"
        remedy = "name more columns under keys: until every row has its own, or leave rows out with drop: under format:"
        self.problems.append(Problem(places[cells[0]], Rule.TABLE_KEYS, message, remedy))

    def _names(self, kept: npt.NDArray[np.bool_] | None) -> dict[str, dict[str, dict[str, str]]]:
        """Of label columns with a heading for each language: what the cell holds -> language -> name."""
        rows = np.arange(len(self.lines)) if kept is None else np.flatnonzero(kept)
        found: dict[str, dict[str, dict[str, str]]] = {}
        for name, inner in self.found.languages.items():
            found[name] = {text: {} for text in self.texts[name].texts}
            for language in inner:
                self._name(name, language, found[name], rows)
        return {name: {text: each for text, each in names.items() if each} for name, names in found.items()}

    def _name(self, name: str, language: str, names: dict[str, dict[str, str]], rows: npt.NDArray[np.intp]) -> None:
        """Note the name of each label in one language, with a problem for those that have none or two."""
        number, base, other = self.found.languages[name][language], self.texts[name], self.others[name, language]
        lacking, differing = [], []
        for row, code, named in zip(rows.tolist(), base.codes[rows].tolist(), other.codes[rows].tolist(), strict=True):
            if code < 0:
                continue
            if named < 0:
                lacking.append(row)
            elif names[base.texts[code]].setdefault(language, other.texts[named]) != other.texts[named]:
                differing.append(row)
        if lacking:
            remedy = "write one header: for all languages, and labels: with the names in others"
            self._refuse(name, lacking, CellFault("empty", f"is empty: no name in {language}", remedy), number=number)
        if differing:
            remedy = "write labels: with one name for each"
            fault = CellFault("names", f"is a second name in {language} for one label", remedy)
            self._refuse(name, differing, fault, other.texts[other.codes[differing[0]]], number)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _short(cell: str) -> str:
    words = " ".join(cell.split())
    words = "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in words)
    return words if len(words) <= 40 else f"{words[:39]}…"
