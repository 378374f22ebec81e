"""Months that follow one another by a year and a month, 2008-09, 2009-10, 2010-11: financial years, most probably."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yiwu_report.model.figures import CellSpec, TableSpec
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_FEWEST = 3  # two months can be a year and a month apart by chance

Written = tuple[str, Place]


def like_seasons(site: Site) -> Iterator[Problem]:
    """A remark on each column of a table whose months look like financial years, at the first of them."""
    for table_id, table in site.tables.items():
        if not isinstance(table, TableSpec):
            continue
        for column in table.columns:
            cells = [(row, cells[column]) for row, cells in table.rows.items() if column in cells]
            written = [each for row, cell in cells if (each := _written(site, f"{table_id}.{row}.{column}", cell))]
            if _are_seasons([text for text, _ in written]):
                text, place = written[0]
                message = f'"{text}" and what follows it are months here, and look like financial years'
                yield Problem(place, Rule.BAD_VALUE, message, f"write {text.replace('-', '/')} for a financial year")
                break  # the other columns have the same periods


def _written(site: Site, cell_id: str, cell: object) -> Written | None:
    """A label, or the period of a figure, and its place."""
    if isinstance(cell, CellSpec) and cell.period is not None:
        keys: tuple[tuple[str, ...], ...] = (("cell", cell_id, "period"), ("cell", cell_id))
        return cell.period.written, next((site.places[key] for key in keys if key in site.places), Place("data"))
    label = next(iter(cell.values()), None) if isinstance(cell, dict) else None
    return (label.value.strip(), label.start) if isinstance(label, Text) else None


def _are_seasons(written: Sequence[str]) -> bool:
    """True where each is YYYY-MM with the last digits of the following year for its month, and each a year later."""
    years = []
    for text in dict.fromkeys(written):
        match = _MONTH.fullmatch(text)
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            return False
        years.append(int(match[1]))
    return len(years) >= _FEWEST and all(abs(b - a) == 1 for a, b in pairwise(years))
