"""Names of labels in other languages, from a CSV of data/files/: what the cell holds, then a column for each language."""

from __future__ import annotations

from collections.abc import Sequence

from yiwu_report.inputs.tabular.containers import default_separator
from yiwu_report.inputs.tabular.csv_container import CsvContainer, TextFile
from yiwu_report.inputs.tabular.headings import plain_heading
from yiwu_report.inputs.tabular.raw_table import TableFault
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FormatSpec
from yiwu_report.model.text import Text


def read_names(file: DataFile, languages: Sequence[str] | None) -> tuple[dict[str, dict[str, Text]], list[Problem]]:
    """What a cell holds -> language -> name; a UTF-8 file with a line of headings. Empty cells give no name."""
    place = f"data/files/{file.name}"
    try:
        container = CsvContainer(TextFile(place, file.content, "utf-8"), FormatSpec(), default_separator(file.name))
        headings = [plain_heading(each) for each in container.headings]
        numbers = {
            each: number for number, each in enumerate(headings) if number and (not languages or each in languages)
        }
        if not numbers:
            message = "no heading after the first is a language of the report"
            remedy = f"write {' and '.join(languages or ('zh',))} above the names"
            return {}, [Problem(Place(place), Rule.UNKNOWN_LANGUAGE, message, remedy)]
        names: dict[str, dict[str, Text]] = {}
        problems = []
        for chunk in container.chunks([0, *numbers.values()]):
            for line, (cell, *named) in zip(chunk.lines.tolist(), zip(*chunk.columns, strict=True), strict=True):
                inner = {
                    language: Text(each.strip(), Place(place, line), each.strip())
                    for language, each in zip(numbers, named, strict=True)
                    if each.strip()
                }
                if names.setdefault(cell.strip(), inner) != inner:
                    message = f'"{cell.strip()}" has two lines'
                    problems.append(Problem(Place(place, line), Rule.TABLE_KEYS, message, "keep one"))
    except TableFault as fault:
        return {}, list(fault.problems)
    return names, problems
