"""Cells of periods: as periods are written in YAML, or by the pattern that the column names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from yiwu_report.inputs.tabular.number_cells import CellFault
from yiwu_report.model.period import Period, PeriodError, PeriodKind, parse_period

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TOKENS: Final = {
    "YYYY": r"(?P<year>[0-9]{1,4})",
    "MMMM": r"(?P<name>[A-Za-z]+)",
    "MMM": r"(?P<name>[A-Za-z]{3,4}\.?)",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "QQ": r"[Qq]?(?P<quarter>[1-4])",
    "Q": r"[Qq]?(?P<quarter>[1-4])",
    "HH": r"[Hh]?(?P<half>[12])",
    "H": r"[Hh]?(?P<half>[12])",
    "WW": r"[Ww]?(?P<week>[0-9]{1,2})",
}
_TOKEN = re.compile("YYYY|M{1,4}|D{1,2}|Q{1,2}|H{1,2}|WW|'[^']*'")  # what stands in '' is literal: YYYY'M'MM
_YEAR = re.compile("[0-9]{1,4}")
_YEAR_AND_TWO = re.compile("([0-9]{4})-([0-9]{2})")
_IN_A_TABLE: Final = frozenset(PeriodKind) - {PeriodKind.NAMED, PeriodKind.COMPARISON}
# tried for advice, those that can't be told apart together
PATTERNS: Final = (
    ("YYYYQ", "YYYY Q", "YYYY-Q", "Q YYYY", "Q/YYYY", "YYYY/Q", "YYYY年Q季度", "YYYY年第Q季度"),
    ("YYYY年",),
    ("YYYY年M月",),
    ("YYYY年M月D日",),
    ("MMM YYYY", "MMM-YYYY", "YYYY MMM", "YYYY-MMM"),
    ("MMMM YYYY", "MMMM, YYYY", "YYYY MMMM"),
    ("D MMM YYYY", "D-MMM-YYYY", "MMM D, YYYY", "D MMMM YYYY", "MMMM D, YYYY"),
    ("YYYY/M/D", "YYYY.M.D", "YYYY-M-D", "YYYYMMDD"),
    ("DD.MM.YYYY", "D.M.YYYY"),
    ("D/M/YYYY", "M/D/YYYY"),
    ("D-M-YYYY", "M-D-YYYY"),
    ("M/YYYY", "M.YYYY", "YYYY/M", "YYYY.M", "YYYYMM", "YYYY'M'MM"),
    ("YYYYWW", "YYYY WW", "YYYY-WW"),
    ("YYYY-MM-DD 00:00:00", "YYYY-MM-DDT00:00:00"),
    ("YYYY.0",),
)


def pattern_fault(pattern: str) -> tuple[str, str] | None:
    """What is wrong with a pattern of `dates:`, and what to do."""
    parts = [_part(each) for each in _TOKEN.findall(pattern) if not each.startswith("'")]
    is_whole = parts.count("year") == 1 and len(set(parts)) == len(parts)
    if is_whole and set(parts) in _WHOLE:
        return None
    return (
        f'"{pattern}" is not a pattern of a period',
        "write one such as DD.MM.YYYY, MMM YYYY, YYYY Q, YYYY H or YYYY-WW",
    )


_WHOLE: Final = (
    {"year"}, {"year", "month"}, {"year", "month", "day"}, {"year", "quarter"}, {"year", "half"}, {"year", "week"},
)  # fmt: skip


def _part(token: str) -> str:
    return {"Y": "year", "M": "month", "D": "day", "Q": "quarter", "H": "half", "W": "week"}[token[0]]


def pattern_of(dates: str) -> re.Pattern[str]:
    """A pattern of `dates:` as a regular expression; all but its tokens are literal."""
    expression, end = "", 0
    for token in _TOKEN.finditer(dates):
        literal = dates[end : token.start()]
        expression += re.escape(literal) + (_TOKENS.get(token[0]) or re.escape(token[0][1:-1]))
        end = token.end()
    return re.compile(expression + re.escape(dates[end:]))


class PeriodReader:
    """Reads the cells of one column of periods."""

    def __init__(self, dates: str | None, *, financial_years: bool | None) -> None:
        self._pattern = None if dates is None else pattern_of(dates)
        self._dates, self._financial_years = dates, financial_years

    def read(self, cells: Iterable[str]) -> Mapping[str, tuple[str, Period] | CellFault]:
        """Cell -> the text that names the period in references, and the period; or what isn't explained.

        Whether 2008-09 is a month or a financial year is told by the cells beside it where these can be only one.
        """
        cells = list(cells)
        paired = [each for each in cells if _YEAR_AND_TWO.fullmatch(each)] if self._pattern is None else []
        are_years = self._are_years(paired)
        if are_years is None:
            ambiguous = set(paired)
            return {cell: _AMBIGUOUS if cell in ambiguous else self._one(cell, are_years=False) for cell in cells}
        read = {cell: self._one(cell, are_years=are_years) for cell in cells}
        bad = {cell: _advice([cell]) for cell, each in read.items() if isinstance(each, CellFault)}
        shared = _advice([cell for cell, own in bad.items() if own])
        for cell, own in bad.items():
            fault = read[cell]
            if own and isinstance(fault, CellFault):  # told apart from those that no pattern reads
                read[cell] = replace(fault, kind="pattern", remedy=shared or own)
        return read

    def _are_years(self, paired: list[str]) -> bool | None:
        """True where cells such as 2008-09 are financial years; None where they could be months as well."""
        if self._financial_years is not None or not paired:
            return bool(self._financial_years)
        parts = [(int(each[:4]), int(each[5:])) for each in paired]
        can_be_years = all((year + 1) % 100 == two for year, two in parts)
        can_be_months = all(1 <= two <= 12 for _, two in parts)
        return None if can_be_years and can_be_months else can_be_years

    def _one(self, cell: str, *, are_years: bool) -> tuple[str, Period] | CellFault:
        written = cell
        if self._pattern is not None:
            found = _written_by(self._pattern, cell)
            if found is None:
                return CellFault("period", f"is not written as {self._dates}", _NO_PATTERN)
            written = found
        elif are_years and _YEAR_AND_TWO.fullmatch(cell):
            written = cell.replace("-", "/")
        is_year = _YEAR.fullmatch(written) is not None
        try:
            period = parse_period(written.zfill(4) if is_year else written)
        except PeriodError as error:
            if " is not a period" not in error.message and " is not a valid date" not in error.message:
                message = error.message.partition('" ')[2]  # what a half-year, a quarter or a week has to be
                return CellFault("calendar", message, f"{error.remedy}, or drop: its row")
            return CellFault("period", "is not a period", _NO_PATTERN)
        if period.kind not in _IN_A_TABLE:
            return CellFault("period", "is not a period", _NO_PATTERN)
        return (written.lstrip("0") if is_year else period.written), period


_AMBIGUOUS = CellFault(
    "ambiguous", "can be a month or a financial year", "write financial_years: true under format:, or false for months"
)


def _written_by(pattern: re.Pattern[str], cell: str) -> str | None:
    """The period as YAML has it; None where the pattern doesn't fit."""
    match = pattern.fullmatch(cell)
    if match is None:
        return None
    parts = match.groupdict()
    year = parts["year"].zfill(4)
    month = parts.get("month")
    if name := parts.get("name"):
        name = name.rstrip(".").lower()
        named = [each for each in _MONTHS if each.startswith(name[:3]) and (each.startswith(name) or name == "sept")]
        if len(named) != 1:
            return None
        month = str(_MONTHS.index(named[0]) + 1)
    if month:
        return f"{year}-{int(month):02}" + (f"-{int(parts['day']):02}" if parts.get("day") else "")
    for key, letter in (("quarter", "Q"), ("half", "H")):
        if parts.get(key):
            return f"{year}-{letter}{parts[key]}"
    return f"{year}-W{int(parts['week']):02}" if parts.get("week") else year


_NO_PATTERN = "write dates: with the pattern of the file, drop: for a row of totals, or kind: label if it is no period"


def _advice(cells: list[str]) -> str | None:
    """The pattern that reads all these cells, or those of which one is right; None where none does."""
    for group in PATTERNS:
        fitting: dict[tuple[str, ...], str] = {}  # what the cells are by a pattern -> the first such pattern
        for each in group:
            pattern = pattern_of(each)
            written = [found for cell in cells if (found := _written_by(pattern, cell)) and _is_period(found)]
            if cells and len(written) == len(cells):
                fitting.setdefault(tuple(written), each)
        if fitting:
            named = " or ".join(f'dates: "{each}"' for each in fitting.values())
            return f"write {named}{', whichever the file means' if len(fitting) > 1 else ''}"
    return None


def _is_period(written: str) -> bool:
    try:
        parse_period(written)
    except PeriodError:
        return False
    return True
