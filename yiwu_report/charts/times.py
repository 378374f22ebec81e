"""Periods on a scale of time, in years."""

from __future__ import annotations

from datetime import date
from typing import Any

from yiwu_report.model.data import Figure
from yiwu_report.model.period import Period, PeriodError, PeriodKind, parse_period

_POINTS = {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR, PeriodKind.MONTH, PeriodKind.DAY}


def period_of(cell: Any) -> Period | None:
    """The year, financial year, month or day that a cell of the column of periods holds; None for anything else."""
    if isinstance(cell, Figure):
        return cell.date if cell.date is not None and cell.date.kind in _POINTS else None
    if not isinstance(cell, dict) or not cell:
        return None
    try:
        period = parse_period(next(iter(cell.values())).value.strip())
    except PeriodError:
        return None
    return period if period.kind in _POINTS else None


def day_of(period: Period) -> date:
    """The day on which a period begins."""
    parts = [int(part) for part in period.dates[0].split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def year_of(period: Period) -> float:
    """Where a period begins, in years: 2019.5 for July 2019."""
    return in_years(day_of(period))


def in_years(day: date) -> float:
    """A day on the scale of years."""
    first = date(day.year, 1, 1)
    days = (date(day.year + 1, 1, 1) - first).days if day.year < 9999 else 365
    return day.year + (day - first).days / days
