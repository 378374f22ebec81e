"""Times in a language: 2020年10月, October 2020, a span, a comparison, a named period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date, format_skeleton

from yiwu_report.formatting.fill import fill
from yiwu_report.formatting.language import Language
from yiwu_report.model.period import Period, PeriodKind, years_of
from yiwu_report.model.text import Localized


def format_period(period: Period, language: Language, named: Mapping[str, Localized]) -> str:
    """The period in the language; `named` are the periods of site.yaml. One that it doesn't name stays as written."""
    match period.kind:
        case PeriodKind.NAMED:
            words = named.get(period.written, {}).get(language.code)
            return words.value if words else period.written
        case PeriodKind.SPAN:
            start, end = period.parts
            if all(part.isdigit() for part in period.parts):
                return fill(language.periods.span_years, start=start, end=end)
            return fill(language.periods.span, start=_date(start, language), end=_date(end, language))
        case PeriodKind.COMPARISON:
            start, end = (_time(part, language) for part in period.parts)
            return fill(language.periods.comparison, start=start, end=end)
        case _:
            return _time(period.parts[0], language)


def format_moment(day: date, kind: PeriodKind, language: Language, *, has_year: bool = True) -> str:
    """A year, a month or a day along a scale, in short: 2015年, Dec 2015; without its year, Dec or 31 Dec (CLDR)."""
    if kind is PeriodKind.FINANCIAL_YEAR:
        return _financial_year(f"{day.year:04}", f"{day.year + 1:04}", language)
    if kind is PeriodKind.YEAR:
        return format_date(day, format=language.periods.year, locale=language.babel)
    skeleton = "MMM" if kind is PeriodKind.MONTH else "MMMd"
    return format_skeleton(f"y{skeleton}" if has_year else skeleton, day, locale=language.babel)


def _time(written: str, language: Language) -> str:
    years = years_of(written)
    return _financial_year(*years, language) if years else _date(written, language)


def _financial_year(start: str, end: str, language: Language) -> str:
    return fill(language.periods.financial_year, start=start, end=end, short=end[-2:])


def _date(written: str, language: Language) -> str:
    numbers = [int(part) for part in written.split("-")]
    patterns = (language.periods.year, language.periods.month, language.periods.day)
    year, month, day = [*numbers, 1, 1][:3]
    return format_date(date(year, month, day), format=patterns[len(numbers) - 1], locale=language.babel)
