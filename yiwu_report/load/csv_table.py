"""The rows of a table from its CSV, as the nodes that YAML rows would be."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.load.csv_cells import csv_rows
from yiwu_report.load.source import Source
from yiwu_report.load.yaml_tree import broken
from yiwu_report.model.node import BrokenNode, Entry, MappingNode, Node, ScalarNode
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading such as `investment`, or `name.zh` for a part of a cell."""

    column: str
    part: str | None
    place: Place


def read_csv(source: Source) -> tuple[Node, list[Problem]]:
    """Row id -> column id -> cell. The first row names the columns, the first column holds the ids of the rows.

    A heading `name.zh` is the key `zh` of the cells of the column `name`. An empty cell is null.
    """
    rows = csv_rows(source)
    header = next(rows, None)
    if header is None:
        return broken(source), [Problem(Place(source.file), Rule.EMPTY_FILE, "an empty file", "fill it, or delete it")]
    if isinstance(header, Problem):
        return broken(source), [header]
    headings, problems = _headings(header)
    if problems:
        return broken(source), problems
    entries: dict[str, Entry] = {}
    for row in rows:
        if isinstance(row, Problem):
            return broken(source), [*problems, row]
        problem = _row_problem(row, headings, entries)
        if problem:
            problems.append(problem)
        if row[0].value.strip():
            node = BrokenNode(row[0].start) if problem else _row(row, headings)
            entries.setdefault(row[0].value.strip(), Entry(row[0].start, node))
    return MappingNode(entries, Place(source.file)), problems


def _headings(header: list[Text]) -> tuple[list[_Heading], list[Problem]]:
    first = header[0]
    if len(header) == 1 and any(mark in first.value for mark in ";\t"):
        return [], [
            _refuse(first.start, "the columns are not separated by commas", "save it as comma-separated values")
        ]
    if first.value.strip() != "id":
        return [], [
            _refuse(first.start, f'the first column is "{first.value}"', 'rename it to "id": it contains the row ids')
        ]
    headings: list[_Heading] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str | None]] = set()
    for cell in header[1:]:
        column, dot, part = cell.value.strip().partition(".")
        heading = _Heading(column, part if dot else None, cell.start)
        whole = {(column, None)} if dot else {each for each in seen if each[0] == column}
        if not column:
            problems.append(
                _refuse(cell.start, "a column without a name", "add a heading in the first row, or remove the column")
            )
        elif (column, heading.part) in seen or whole & seen:
            problems.append(_refuse(cell.start, f'the column "{cell.value.strip()}" occurs twice', "keep one"))
        seen.add((column, heading.part))
        headings.append(heading)
    return headings, problems


def _row_problem(row: list[Text], headings: list[_Heading], entries: dict[str, Entry]) -> Problem | None:
    row_id, wanted = row[0].value.strip(), len(headings) + 1
    if not row_id:
        return _refuse(row[0].start, "a row without an id", "name it in the first column")
    if row_id in entries:
        where = f"first in line {entries[row_id].key.line}"
        return Problem(
            row[0].start, Rule.ID_CLASH, f'the row "{row_id}" occurs twice, {where}', "give it an id of its own"
        )
    if len(row) != wanted:
        place = row[wanted].start if len(row) > wanted else row[-1].start
        remedy = "quote a cell that contains a comma" if len(row) > wanted else "add the commas of its empty cells"
        return _refuse(place, f'the row "{row_id}" has {len(row)} cells where the first row has {wanted}', remedy)
    return None


def _row(row: list[Text], headings: list[_Heading]) -> MappingNode:
    entries: dict[str, Entry] = {}
    parts: dict[str, dict[str, Entry]] = {}
    for heading, cell in zip(headings, row[1:], strict=True):
        node = ScalarNode(cell if cell.value.strip() else None, cell.start)
        if heading.part is None:
            entries[heading.column] = Entry(heading.place, node)
            continue
        inner = parts.setdefault(heading.column, {})
        inner[heading.part] = Entry(heading.place, node)
        entries.setdefault(heading.column, Entry(heading.place, MappingNode(inner, cell.start)))
    for column, inner in parts.items():
        if all(isinstance(each.node, ScalarNode) and each.node.text is None for each in inner.values()):
            entry = entries[column]
            entries[column] = Entry(entry.key, ScalarNode(None, entry.node.place))
    return MappingNode(entries, row[0].start)


def _refuse(place: Place, message: str, remedy: str) -> Problem:
    return Problem(place, Rule.CSV_SHAPE, message, remedy)
