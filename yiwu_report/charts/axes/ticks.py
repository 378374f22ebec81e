"""Ticks of an axis: round numbers in the unit that the language displays, and calendar dates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from yiwu_report.charts.canvas import tidy
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.period import Period, PeriodError, PeriodKind, first_day, parse_period
from yiwu_report.text.formatting import Language, axis_number, format_moment
from yiwu_report.text.formatting.convert import target_of


@dataclass(frozen=True, eq=False)
class UnitTicks:
    """Numbers in a unit, as a language writes them: round ones even if it converts the unit."""

    unit: UnitSpec
    language: Language
    units: Mapping[str, UnitSpec]

    def between(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """At most so many round numbers and their words, none beyond `low` and `high`."""
        return self._written(nice_ticks(low / self._ratio, high / self._ratio, most))

    def on_log(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """The same for a logarithmic scale, the outermost at or beyond both."""
        return self._written(log_ticks(low / self._ratio, high / self._ratio, most))

    def words(self, value: float) -> str:
        """One number in words, e.g. a bound between two classes."""
        return axis_number(Decimal(repr(tidy(value))), self.unit, self.language, self.units)

    @property
    def _ratio(self) -> float:
        """How many of the unit make one of the unit that is shown."""
        return float(target_of(self.unit, self.language, self.units).factor / self.unit.factor)

    def _written(self, ticks: Iterable[float]) -> list[tuple[float, str]]:
        shown = target_of(self.unit, self.language, self.units)
        return [
            (tidy(tick * self._ratio), axis_number(Decimal(repr(tick)), shown, self.language, self.units))
            for tick in ticks
        ]


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers, 1, 2 or 5 times a power of ten apart, at least two of them and none beyond `low` and `high`."""
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    ticks: list[float] = []
    for factor in (1, 2, 5, 10, 20):
        apart = step * factor
        finer, ticks = ticks, _multiples(apart, low, high)
        if len(ticks) <= most:
            return ticks if len(ticks) > 1 else finer
    return ticks


def _multiples(apart: float, low: float, high: float) -> list[float]:
    first, last = math.ceil(low / apart - 1e-9), math.floor(high / apart + 1e-9)
    return [tidy(n * apart) for n in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Powers of ten, with 2 and 5 between them if there is space, from at or below `low` to at or above `high`."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = [10.0**n for n in range(first, max(last, first + 1) + 1)]
    finer = [power * factor for power in powers[:-1] for factor in (1, 2, 5)] + powers[-1:]
    around = [tick for tick in finer if tick * 5 > low and tick < high * 5]
    below = max((tick for tick in finer if tick <= low), default=finer[0])
    above = min((tick for tick in finer if tick >= high and tick > below), default=finer[-1])
    fine = [tick for tick in around if below <= tick <= above]
    if len(fine) <= most:
        return fine
    while len(powers) > most:
        powers = powers[:: math.ceil(len(powers) / most)]
    return powers


_POINTS = frozenset(PeriodKind) - {PeriodKind.SPAN, PeriodKind.COMPARISON, PeriodKind.NAMED}


def period_of(cell: Any) -> Period | None:
    """The year or part of one that a cell of the column of periods holds; None for anything else."""
    if isinstance(cell, Period):
        return cell if cell.kind in _POINTS else None
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
    return first_day(period.parts[0])


def year_of(period: Period) -> float:
    """The beginning of a period, in years: 2019.5 for July 2019."""
    return in_years(day_of(period))


def in_years(day: date) -> float:
    """A day on the scale of years."""
    first = date(day.year, 1, 1)
    days = (date(day.year + 1, 1, 1) - first).days if day.year < 9999 else 365
    return day.year + (day - first).days / days


MOST = 100  # more than fit any chart
_WEEK = 7
_DAYS = {
    PeriodKind.DAY: 1, PeriodKind.WEEK: _WEEK, PeriodKind.MONTH: 30, PeriodKind.QUARTER: 90, PeriodKind.HALF_YEAR: 180,
    PeriodKind.YEAR: 365, PeriodKind.FINANCIAL_YEAR: 365,
}  # fmt: skip
_WITHIN_A_YEAR = ((PeriodKind.DAY, 1), (PeriodKind.DAY, _WEEK), *((PeriodKind.MONTH, every) for every in (1, 3, 6)))


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A time on a scale of years, and its words."""

    at: float
    words: str
    says_year: bool  # the words name the year: 2015, and not only Dec


@dataclass(frozen=True, eq=False)
class Calendar:
    """The times between the first and the last point of a chart, and how a language writes them."""

    first: date
    last: date
    kind: PeriodKind  # the finest that a point is; FINANCIAL_YEAR where each is one
    language: Language

    @classmethod
    def of(cls, periods: list[Period], language: Language) -> Calendar | None:
        """Of these years, months and days; None without any."""
        if not periods:
            return None
        days = [day_of(period) for period in periods]
        kinds = {period.kind for period in periods}
        if len(kinds) > 1:
            kinds.discard(PeriodKind.FINANCIAL_YEAR)
        kind = min(kinds, key=_DAYS.__getitem__)
        return cls(min(days), max(days), kind, language)

    def steps(self) -> Iterator[list[TimeTick]]:
        """Ticks at regular calendar steps, none finer than the points, finest first."""
        span = (self.last - self.first).days
        for kind, every in _steps():
            if _DAYS[kind] * every < _DAYS[self.kind] or span / (_DAYS[kind] * every) > MOST:
                continue
            ticks = [self._tick(day, kind) for day in _days(kind, every, self.first, self.last)]
            yield ticks
            if len(ticks) < 2:
                return

    @property
    def is_yearly(self) -> bool:
        """True if every point is a year."""
        return self.kind in {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR}

    @property
    def ends(self) -> tuple[TimeTick, TimeTick]:
        """The first and the last point, each with its year."""
        start, end = (
            TimeTick(in_years(day), format_moment(day, self.kind, self.language), says_year=True)
            for day in (self.first, self.last)
        )
        return start, end

    def _tick(self, day: date, kind: PeriodKind) -> TimeTick:
        """A year's first day is the year; within the year, its number is omitted."""
        says_year = kind is PeriodKind.YEAR or (day.month == 1 and day.day == 1)
        shown = PeriodKind.YEAR if says_year else self.kind if self.kind is PeriodKind.QUARTER else kind
        if self.kind is PeriodKind.FINANCIAL_YEAR:
            shown = self.kind
        return TimeTick(in_years(day), format_moment(day, shown, self.language, has_year=False), says_year=says_year)


def _steps() -> Iterator[tuple[PeriodKind, int]]:
    """Days, weeks, months, quarters, half-years, then 1, 2 and 5 years times powers of ten."""
    yield from _WITHIN_A_YEAR
    for power in count():
        for factor in (1, 2, 5):
            yield PeriodKind.YEAR, factor * 10**power


def _days(kind: PeriodKind, every: int, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` on which such a step begins; weeks begin on Monday (ISO 8601)."""
    match kind:
        case PeriodKind.DAY:
            start = first + timedelta((-first.weekday()) % _WEEK if every == _WEEK else 0)
            yield from (start + timedelta(n) for n in range(0, (last - start).days + 1, every))
        case PeriodKind.MONTH:
            low, high = (day.year * 12 + day.month - 1 for day in (first, last))
            months = range(low - low % every, high + 1, every)
            yield from (day for n in months if first <= (day := date(n // 12, n % 12 + 1, 1)) <= last)
        case _:
            years = range(first.year - first.year % every, last.year + 1, every)
            yield from (day for year in years if year and first <= (day := date(year, 1, 1)) <= last)
