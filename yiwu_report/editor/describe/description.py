"""The description of a file: data/tables/<name>.yaml, with what is certain filled in and DECIDE for what is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from yiwu_report.editor.describe.columns import FileColumn, describe_columns, period_headings, totals_in, unexplained
from yiwu_report.editor.describe.ids import make_id, without_unit
from yiwu_report.editor.describe.layout import Decide, FileLayout
from yiwu_report.editor.describe.opened import quoted_name
from yiwu_report.editor.describe.yaml_lines import yaml_lines
from yiwu_report.editor.schema import modeline
from yiwu_report.inputs.tabular.file_periods import PeriodReader
from yiwu_report.inputs.tabular.number_cells import CellFault, NumberNotation
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.table_files import NegativeNotation

_HAN = re.compile("[\u3400-\u9fff]")
_MOST_KEYS = 4
_MOST_LISTED = 6
_MANY_FIGURES = 3  # columns


@dataclass(frozen=True)
class ReportNames:
    """What a description can refer to in the report that it belongs to."""

    languages: tuple[str, ...]
    units: tuple[str, ...]  # their ids
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Description:
    """A description that is proposed, and what the next steps say of it."""

    name: str
    text: str  # of data/tables/<name>.yaml
    columns: Sequence[FileColumn]
    keys: Sequence[str]  # ids; those that stand first where they are to be decided
    period: str | None  # the id of the column of periods
    first_row: Mapping[str, str]  # column -> what the first row has there

    @property
    def figures(self) -> list[FileColumn]:
        """Its columns of figures."""
        return [column for column in self.columns if column.kind is ColumnKind.FIGURE]


def describe(name: str, file_name: str, layout: FileLayout, report: ReportNames) -> Description:
    """The description of the table that a file holds."""
    columns = _columns(layout)
    form = dict(layout.format)
    made = _gather_periods(columns, layout)
    describe_columns([column for column in columns if column.cells], form, _unit_advice(report))
    named = [column for column in columns if column.kind not in {None, ColumnKind.FIGURE}]
    keys, key_remarks = _keys(named, [line for line, _ in layout.rows], made)
    if layout.database_table:
        form = {"query": _query(layout.database_table, columns, keys, named)} | form
    totals = {column.id: found for column in named if (found := totals_in(column))}
    if totals:
        listed = ", ".join(f"{column}: [{', '.join(map(_quoted, found))}]" for column, found in totals.items())
        form["drop"] = Decide(f"{{{listed}}} if these rows are sums of others, {{}} if they are not")
    period = made or next((column.id for column in named if column.kind is ColumnKind.PERIOD), None)
    table: dict[str, object] = {f"#{number}": remark for number, remark in enumerate(layout.remarks)}
    table["title"] = {code: _title(layout.title, code, report, "a title for readers") for code in report.languages}
    table["file"] = file_name
    table["keys"] = keys
    table |= {f"#k{number}": remark for number, remark in enumerate(key_remarks)}
    if made:
        table["periods_in_headings"] = made
    table |= {"format": form} if form else {}
    table["defaults"] = _defaults(report, period) | _shared_unit(columns, report)
    table["columns"] = _described_columns(columns, form, report, made)
    text = "\n".join([modeline(f"data/tables/{name}.yaml") or "", *yaml_lines(table)]) + "\n"
    used = [column for column in columns if column.kind is not None]
    first = {column.id: _key_of(column, column.cells[0].strip()) for column in used if len(column.cells)}
    if made:
        first[made] = _first_period(columns, layout)
    return Description(name, text, used, _first_keys(keys), period, first)


def _key_of(column: FileColumn, cell: str) -> str:
    """What a cell is in a reference: a period as it is written in YAML, by the first pattern that is proposed."""
    if column.kind is not ColumnKind.PERIOD:
        return cell
    dates = column.keys.get("dates")
    pattern = re.match('"?([^"]*?)"?( |$)', str(dates)) if dates else None
    read = PeriodReader(pattern[1] if pattern else None, financial_years=None).read([cell])[cell]
    return cell if isinstance(read, CellFault) else read[0]


def _query(table: str, columns: Sequence[FileColumn], keys: object, named: Sequence[FileColumn]) -> str:
    """A SELECT of all columns in the order of the keys, or of all columns that could be."""
    wanted = keys if isinstance(keys, list) else [column.id for column in named]
    order = [quoted_name(column.heading) for column in columns if column.id in wanted] or ["1"]
    selected = ", ".join(quoted_name(column.heading) for column in columns)
    return f"SELECT {selected} FROM {quoted_name(table)} ORDER BY {', '.join(order)}"  # noqa: S608  # for the editor to read


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _columns(layout: FileLayout) -> list[FileColumn]:
    cells = list(zip(*(row for _, row in layout.rows), strict=True)) or [()] * len(layout.headings)
    columns = []
    for number, heading in enumerate(layout.headings):
        count = layout.headings.count(heading)
        occurrence = layout.headings[: number + 1].count(heading) if count > 1 else None
        are_texts = layout.are_texts[number] if layout.are_texts else None
        columns.append(FileColumn(number, heading, cells[number], occurrence, are_texts=are_texts))
    return columns


def _gather_periods(columns: list[FileColumn], layout: FileLayout) -> str | None:
    """Make one column of figures of those that stand under periods; the id of the column that the headings make."""
    if layout.header_row is None:
        return None
    made = None
    for pattern, numbers in list(period_headings(layout.headings, range(len(layout.headings)))):
        cells = [cell for number in numbers for cell in columns[number].cells]
        merged = FileColumn(numbers[0], pattern, cells)
        if not any(merged.number_in(cell) for cell in merged.filled[:50]):
            continue
        made = "period" if re.search("[QH-]", layout.headings[numbers[0]]) else "year"
        columns[numbers[0]] = merged
        for number in numbers[1:]:
            columns[number] = replace(columns[number], cells=())
    if made and any(make_id(column.heading) == made for column in columns):
        made = f"{made}_of_heading"
    return made


def _spelled_out(heading: str) -> str:
    """A heading for readers: words apart, and a capital first where all of it is small."""
    words = heading.replace("_", " ")
    return words[:1].upper() + words[1:] if heading.islower() else words


def _first_period(columns: Sequence[FileColumn], layout: FileLayout) -> str:
    column = next(column for column in columns if "{period}" in column.heading)
    before, _, after = column.heading.partition("{period}")
    return layout.headings[column.number].removeprefix(before).removesuffix(after)


def _unit_advice(report: ReportNames) -> str:
    listed = ", ".join(report.units[:_MOST_LISTED])
    more = ", …" if len(report.units) > _MOST_LISTED else ""
    return (
        f"its unit, {listed}{more} or one that you add to data/units.yaml"
        if listed
        else "its unit, one that you add to data/units.yaml"
    )


def _defaults(report: ReportNames, period: str | None) -> dict[str, object]:
    listed = ", ".join(report.sources[:_MOST_LISTED])
    found: dict[str, object] = {
        "source": Decide(f"its source, {f'{listed} or ' if listed else ''}one that you add to data/sources.yaml")
    }
    if period is None:
        found["period"] = Decide("the year or date of its figures, e.g. 2020; remove this line if they have none")
    return found


def _shared_unit(columns: Sequence[FileColumn], report: ReportNames) -> dict[str, object]:
    """One decision for many columns that may have one unit: it moves from them to the defaults."""
    figures = [column for column in columns if column.kind is ColumnKind.FIGURE]
    advice = {str(column.keys["unit"]) for column in figures}
    if len(figures) <= _MANY_FIGURES or len(advice) > 1 or any(without_unit(column.heading) for column in figures):
        return {}
    for column in figures:
        del column.keys["unit"]
    return {"unit": Decide(f"{_unit_advice(report)}; write unit: in the columns where it is another")}


def _title(text: str, code: str, report: ReportNames, what: str) -> object:
    """A title where the file has it in this language; what is written in Latin letters is in the first such language."""
    advice = Decide(f'{what} in "{code}"' + (f", in the file {_quoted(text)}" if text else ""))
    if not text:
        return advice
    if _HAN.search(text):
        return text if code == "zh" else advice
    latin = (
        "en"
        if "en" in report.languages
        else next((each for each in report.languages if each not in {"zh", "ja", "ko"}), None)
    )
    return text if code == latin else advice


def _described_columns(
    columns: Sequence[FileColumn], form: Mapping[str, object], report: ReportNames, made: str | None
) -> dict[str, object]:
    described: dict[str, object] = {}
    if made:
        described[made] = {
            "kind": "period",
            "title": {code: _title(made.title(), code, report, "a title") for code in report.languages},
        }
    for column in columns:
        if column.kind is None:
            if column.cells or not made:
                described[f"#{column.number}"] = f'column {column.number + 1} "{column.heading}" is empty and not read'
            continue
        entry: dict[str, object] = {}
        if column.kind is not ColumnKind.FIGURE:
            entry["kind"] = str(column.kind)
        if column.heading != column.id:
            entry["header"] = column.heading
        if column.occurrence is not None:
            entry["header"], entry["occurrence"] = column.heading, column.occurrence
        entry |= column.keys
        title = (without_unit(column.heading) or column.heading).replace("{period}", "").strip()
        title = "" if re.fullmatch(r"column_[0-9]+", title) else _spelled_out(title)
        shown = f"what it holds, e.g. {_quoted(column.filled[0][:30])}," if not title else "a title"
        entry["title"] = {code: _title(title, code, report, shown) for code in report.languages}
        if column.kind in {ColumnKind.LABEL, ColumnKind.CATEGORY} and column.has_empty:
            advice = Decide("what an empty cell is called, e.g. Not stated")
            entry["empty"] = dict.fromkeys(report.languages, advice)
        if column.kind is ColumnKind.FIGURE:
            entry |= {f"#{number}": said for number, said in enumerate(_left(column, form))}
        described[column.id] = entry
    return described


def _left(column: FileColumn, form: Mapping[str, object]) -> list[str]:
    """What `check` will say of cells that the description doesn't explain, unless that is to be decided above."""
    keys = {**form, **column.keys}
    if any(isinstance(keys.get(key), Decide) for key in ("decimal", "thousands", "negative", "signs")):
        return []
    missing = keys.get("missing", [""])
    listed = re.findall(r'"([^"]*)"', missing.partition("]")[0]) if isinstance(missing, Decide) else missing
    thousands = keys.get("thousands")
    notation = NumberNotation(
        decimal=str(keys.get("decimal", ".")),
        thousands=" " if thousands == "space" else None if thousands is None else str(thousands),
        missing=frozenset(listed if isinstance(listed, list) else [""]),
        negative=frozenset(NegativeNotation) if "negative" in keys else frozenset(),
        signs=tuple(keys["signs"]) if isinstance(keys.get("signs"), list) else (),  # type: ignore[arg-type]
        marks=(),
        has_zeros=False,
    )
    return unexplained(column, notation)


def _keys(named: Sequence[FileColumn], lines: Sequence[int], made: str | None) -> tuple[object, list[str]]:
    """The smallest sets of columns that tell rows apart; a column for which there is a code is taken as its name."""
    complete = [column for column in named if not column.has_empty]
    certain = [column for column in complete if column.is_kind_certain or column.kind is ColumnKind.PERIOD]
    more = [made] if made else []
    if made and len(lines) == 1:
        return more, []
    if not complete:
        return Decide("the columns that tell rows apart: none of them holds names or periods in every row"), []
    codes = {
        column.id: pd.factorize(pd.Series([cell.strip() for cell in column.cells], dtype=object))[0]
        for column in complete
    }
    if found := _smallest(certain, codes):
        return _chosen(found, codes, more)
    if found := _smallest(complete, codes):
        listed = " or ".join(f"[{', '.join([*ids, *more])}]" for ids in found[:_MOST_LISTED])
        return Decide(f"{listed}, if none of these columns holds figures"), []
    every = np.array([codes[each] for each in codes]).T
    _, first, inverse = np.unique(every, axis=0, return_index=True, return_inverse=True)
    again = next((row for row in range(len(lines)) if first[inverse.reshape(-1)[row]] != row), None)
    if again is None:  # it takes more columns than are tried
        return [*codes, *more], []
    one = lines[int(first[inverse.reshape(-1)[again]])]
    return Decide(
        f"the columns that tell rows apart: lines {one} and {lines[again]} are the same in all of {', '.join(codes)}"
    ), []


def _smallest(columns: Sequence[FileColumn], codes: Mapping[str, npt.NDArray[np.intp]]) -> list[tuple[str, ...]]:
    """The sets of as few of these columns as tell all rows apart, those with names before those with codes."""
    by_id = {column.id: column for column in columns}

    def codes_in(ids: tuple[str, ...]) -> int:
        return sum(_digits_in(by_id[each]) for each in ids if by_id[each].kind is not ColumnKind.PERIOD)

    for count in range(1, _MOST_KEYS + 1):
        found = [ids for ids in combinations(by_id, count) if _is_unique([codes[each] for each in ids])]
        if found:
            return sorted(found, key=codes_in)
    return []


def _digits_in(column: FileColumn) -> bool:
    """True for names that are mostly codes: a name without digits is easier to write in a reference."""
    return sum(any(each.isdigit() for each in cell) for cell in column.filled) * 2 > len(column.filled)


def _chosen(
    found: Sequence[tuple[str, ...]], codes: Mapping[str, npt.NDArray[np.intp]], more: Sequence[str]
) -> tuple[object, list[str]]:
    """The one set, or the first of those that mean the same; all of them where that is to be decided."""
    first = found[0]
    others = [ids for ids in found[1:] if not _are_same(first, ids, codes)]
    if others:
        listed = " or ".join(f"[{', '.join([*ids, *more])}]" for ids in found[:_MOST_LISTED])
        return Decide(f"{listed}: each of them tells the rows of this file apart; which will in the next one?"), []
    same = [f"or [{', '.join([*ids, *more])}]: they are the same rows" for ids in found[1:3]]
    return [*first, *more], same


def _are_same(one: Sequence[str], other: Sequence[str], codes: Mapping[str, npt.NDArray[np.intp]]) -> bool:
    """True where each column of one set has a column in the other whose cells change with its own."""
    return all(any(_is_one_to_one(codes[a], codes[b]) for b in other) for a in one)


def _is_one_to_one(a: npt.NDArray[np.intp], b: npt.NDArray[np.intp]) -> bool:
    pairs = len(np.unique(a.astype(np.int64) * (int(b.max(initial=0)) + 1) + b))
    return pairs == len(np.unique(a)) == len(np.unique(b))


def _is_unique(columns: Sequence[npt.NDArray[np.intp]]) -> bool:
    whole = np.zeros(len(columns[0]), np.int64)
    for each in columns:
        whole = np.unique(whole, return_inverse=True)[1].reshape(-1) * (int(each.max(initial=0)) + 1) + each
    return len(np.unique(whole)) == len(whole)


def _first_keys(keys: object) -> list[str]:
    if isinstance(keys, list):
        return keys
    found = re.match(r"\[([^\]]*)\]", str(keys))
    return found[1].split(", ") if found else []
