"""Comma-separated values cut into cells, each with its place: quotes, doubled quotes and newlines within them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yiwu_report.load.source import Source
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
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
        problem = _refuse(place, "a quote that is never closed", 'write " at the end of the cell') if unclosed else None
        return Text(raw, place, raw), problem
    inner = Place(place.file, place.line, place.column + 1)
    if follows not in {"", separator, "\n"}:
        return Text("", place, ""), _refuse(
            place, "something after the end of the quote", 'write "" for a quote in quotes'
        )
    return Text(match[1].replace('""', '"'), inner, match[1]), None


def _refuse(place: Place, message: str, remedy: str) -> Problem:
    return Problem(place, Rule.CSV_SHAPE, message, remedy)
