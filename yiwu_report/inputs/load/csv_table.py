"""The rows of a table from its CSV, as the nodes that YAML rows would be; each cell with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_tree import broken
from yiwu_report.model.node import BrokenNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?!")')  # never ends at the first half of a doubled quote


def csv_rows(source: Source, separator: str = ",") -> Iterator[list[Text] | Problem]:
    """The rows that hold anything, as cells; a Problem, after which nothing follows, where quotes don't match."""
    unquoted = re.compile(rf"[^{re.escape(separator)}\n]*")
    row: list[Text] = []
    position, line, line_start = 0, 1, 0
    while position <= len(source.text):
        match = _QUOTED.match(source.text, position) or unquoted.match(source.text, position)
        if match is None:
            return
        place = Place(source.file, line, position - line_start + 1)
        end = match.end()
        cell, problem = _cell(match, place, source.text[end : end + 1], separator)
        if problem:
            yield problem
            return
        row.append(cell)
        newlines = match[0].count("\n")
        if newlines:
            line, line_start = line + newlines, position + match[0].rfind("\n") + 1
        if source.text[end : end + 1] != separator:
            if len(row) > 1 or row[0].raw:
                yield row
            row, line, line_start = [], line + 1, end + 1
        position = end + 1


def _cell(match: re.Match[str], place: Place, follows: str, separator: str) -> tuple[Text, Problem | None]:
    raw = match[0]
    if match.re is not _QUOTED:
        unclosed = raw.startswith('"')
        problem = (
            _refuse_quote(place, "a quote that is never closed", 'write " at the end of the cell') if unclosed else None
        )
        return Text(raw, place, raw), problem
    inner = Place(place.file, place.line, place.column + 1)
    if follows not in {"", separator, "\n"}:
        return Text("", place, ""), _refuse_quote(
            place, "something after the end of the quote", 'write "" for a quote in quotes'
        )
    return Text(match[1].replace('""', '"'), inner, match[1]), None


def _refuse_quote(place: Place, message: str, remedy: str) -> Problem:
    return Problem(place, Rule.CSV_SHAPE, message, remedy)


@dataclass(frozen=True, slots=True)
class _CsvHeading:
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
    entries: dict[str, MappingEntry] = {}
    for row in rows:
        if isinstance(row, Problem):
            return broken(source), [*problems, row]
        problem = _row_problem(row, headings, entries)
        if problem:
            problems.append(problem)
        if row[0].value.strip():
            node = BrokenNode(row[0].start) if problem else _row(row, headings)
            entries.setdefault(row[0].value.strip(), MappingEntry(row[0].start, node))
    return MappingNode(entries, Place(source.file)), problems


def _headings(header: list[Text]) -> tuple[list[_CsvHeading], list[Problem]]:
    first = header[0]
    if len(header) == 1 and any(mark in first.value for mark in ";\t"):
        return [], [
            _refuse(first.start, "the columns are not separated by commas", "save it as comma-separated values")
        ]
    if first.value.strip() != "id":
        return [], [
            _refuse(first.start, f'the first column is "{first.value}"', 'rename it to "id": it contains the row ids')
        ]
    headings: list[_CsvHeading] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str | None]] = set()
    for cell in header[1:]:
        column, dot, part = cell.value.strip().partition(".")
        heading = _CsvHeading(column, part if dot else None, cell.start)
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


def _row_problem(row: list[Text], headings: list[_CsvHeading], entries: dict[str, MappingEntry]) -> Problem | None:
    row_id, wanted = row[0].value.strip(), len(headings) + 1
    if not row_id:
        return _refuse(row[0].start, "a row without an id", "name it in the first column")
    if row_id in entries:
        where = f"first in line {entries[row_id].key.line}"
        return Problem(row[0].start, Rule.ID_CLASH, f'the row "{row_id}" occurs twice, {where}', "give it another id")
    if len(row) != wanted:
        place = row[wanted].start if len(row) > wanted else row[-1].start
        remedy = "quote a cell that contains a comma" if len(row) > wanted else "add the commas of its empty cells"
        return _refuse(place, f'the row "{row_id}" has {len(row)} cells where the first row has {wanted}', remedy)
    return None


def _row(row: list[Text], headings: list[_CsvHeading]) -> MappingNode:
    entries: dict[str, MappingEntry] = {}
    parts: dict[str, dict[str, MappingEntry]] = {}
    for heading, cell in zip(headings, row[1:], strict=True):
        node = ScalarNode(cell if cell.value.strip() else None, cell.start)
        if heading.part is None:
            entries[heading.column] = MappingEntry(heading.place, node)
            continue
        inner = parts.setdefault(heading.column, {})
        inner[heading.part] = MappingEntry(heading.place, node)
        entries.setdefault(heading.column, MappingEntry(heading.place, MappingNode(inner, cell.start)))
    for column, inner in parts.items():
        if all(isinstance(each.node, ScalarNode) and each.node.text is None for each in inner.values()):
            entry = entries[column]
            entries[column] = MappingEntry(entry.key, ScalarNode(None, entry.node.place))
    return MappingNode(entries, row[0].start)


def _refuse(place: Place, message: str, remedy: str) -> Problem:
    return Problem(place, Rule.CSV_SHAPE, message, remedy)
