"""The times along a scale: calendar steps (each month, each January, every ten years), independent of the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from yiwu_report.charts.plot import TimeTick
from yiwu_report.charts.times import day_of, in_years
from yiwu_report.formatting import Language, format_moment
from yiwu_report.model.period import Period, PeriodKind

MOST = 100  # more than fit any chart
_WEEK = 7
_DAYS = {PeriodKind.DAY: 1, PeriodKind.MONTH: 30, PeriodKind.YEAR: 365, PeriodKind.FINANCIAL_YEAR: 365}
_WITHIN_A_YEAR = ((PeriodKind.DAY, 1), (PeriodKind.DAY, _WEEK), *((PeriodKind.MONTH, every) for every in (1, 3, 6)))


@dataclass(frozen=True, eq=False)
class Calendar:
    """The times between the first and the last point of a chart, and how a language writes them."""

    first: date
    last: date
    kind: PeriodKind  # the finest that a point is: YEAR, MONTH or DAY; FINANCIAL_YEAR where each is one
    language: Language

    @classmethod
    def of(cls, periods: list[Period], language: Language) -> Calendar | None:
        """Of these years, months and days; None where there are none."""
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
            if _DAYS[kind] < _DAYS[self.kind] or span / (_DAYS[kind] * every) > MOST:
                continue
            ticks = [self._tick(day, kind) for day in _days(kind, every, self.first, self.last)]
            yield ticks
            if len(ticks) < 2:
                return

    @property
    def is_yearly(self) -> bool:
        """True where every point is a year."""
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
        """A year's first day is the year; within the year, its number is left out."""
        says_year = kind is PeriodKind.YEAR or (day.month == 1 and day.day == 1)
        shown = PeriodKind.YEAR if says_year else kind
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
