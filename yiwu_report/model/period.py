"""Periods: a year or a part of one, a span, a comparison, or a named period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yiwu_report.quantity import ValueFault

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN = re.compile(r"(\d{4})年?\s*(?:[-–—~～至到]|to|until)\s*(\d{4})年?", re.IGNORECASE)
_SEASON = re.compile(r"(?:FY ?)?(\d{4})[–—](\d{2})(?: ?财年)?", re.IGNORECASE)
_AGAINST = re.compile(r"(\d{4})年?\s*(?:vs\.?|versus|against|比|较|on)\s*(\d{4})年?", re.IGNORECASE)
_DATE_ELSEWHERE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2}))?\s*[月日号]?")
_YEAR = re.compile(r"(\d{4})\s*年")
_ENGLISH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.? (?:(\d{1,2}),? )?(\d{4})", re.IGNORECASE)


def meant_period(text: str) -> str | None:
    """The form that is meant, e.g. 2020-10 for 2020年10月 or October 2020; None if that is unclear."""
    if (match := _SPAN.fullmatch(text)) or (match := _season(text)):
        return f"{match[1]}/{match[2]}"
    if match := _AGAINST.fullmatch(text):
        return f"{match[1]} vs {match[2]}"
    if match := _YEAR.fullmatch(text):
        return match[1]
    if match := _DATE_ELSEWHERE.fullmatch(text):
        return _written(match[1], int(match[2]), match[3])
    if (match := _ENGLISH.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        return _written(match[4], _MONTHS.index(match[2][:3].lower()) + 1, match[1] or match[3])
    return None


def _season(text: str) -> re.Match[str] | None:
    """A financial year with a dash, 2008–09; 2008–12 is none."""
    match = _SEASON.fullmatch(text)
    return match if match and (int(match[1]) + 1) % 100 == int(match[2]) else None


def _written(year: str, month: int, day: str | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


class PeriodKind(StrEnum):
    """The kind of a period."""

    YEAR = "year"  # 2019
    FINANCIAL_YEAR = "financial year"  # 2008/09: it begins in 2008 and ends in 2009
    HALF_YEAR = "half-year"  # 2020-H1
    QUARTER = "quarter"  # 2020-Q1
    MONTH = "month"  # 2020-10
    WEEK = "week"  # 2020-W07, by ISO 8601: it begins on a Monday
    DAY = "day"  # 2018-06-05
    SPAN = "span"  # 2016/2020
    COMPARISON = "comparison"  # 2019 vs 2015
    NAMED = "named"  # at full production; its words are in site.yaml


class PeriodError(ValueFault):
    """A text that is not a period."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A period as it was written; `parts` are its one or two times, e.g. ("2016", "2020"), ("2008/09",) or ("2020-Q1",)."""

    kind: PeriodKind
    written: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.written

    @property
    def dates(self) -> tuple[str, ...]:
        """Its times as years, months and days: of a financial year, a half-year, a quarter or a week, its ends."""
        return tuple(date for part in self.parts for date in (years_of(part) or ends_of(part) or (part,)))


_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PART = re.compile(r"([0-9]{4})-([HQW])([0-9]{1,2})")
_FINANCIAL_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")


def parse_period(text: str) -> Period:
    """The period that `text` writes; PeriodError for an impossible date or another form."""
    if _FINANCIAL_YEAR.fullmatch(text.strip()):
        return Period(PeriodKind.FINANCIAL_YEAR, text, (_time(text, text),))
    for kind, separator in ((PeriodKind.COMPARISON, " vs "), (PeriodKind.SPAN, "/")):
        if separator in text:
            first, second = text.split(separator, 1)
            read = _time if kind is PeriodKind.COMPARISON else _date
            return Period(kind, text, (read(first, text), read(second, text)))
    if text[:1].isdigit():
        time = _date(text, text)
        return Period(kind_of(time), text, (time,))
    if _NAMED.fullmatch(text):
        return Period(PeriodKind.NAMED, text)
    raise _fault(text)


def kind_of(time: str) -> PeriodKind:
    """The kind of one time as `Period.parts` has it."""
    if match := _PART.fullmatch(time):
        return _PARTS[match[2]][0]
    if "/" in time:
        return PeriodKind.FINANCIAL_YEAR
    return {4: PeriodKind.YEAR, 7: PeriodKind.MONTH, 10: PeriodKind.DAY}[len(time)]


def number_of(time: str) -> int | None:
    """Which half-year, quarter or week of its year it is, e.g. 1 for 2020-Q1; None for another time."""
    match = _PART.fullmatch(time)
    return int(match[3]) if match else None


def ends_of(time: str) -> tuple[str, str] | None:
    """The first and the last month of a half-year or quarter, or the first and the last day of a week; None for others."""
    match = _PART.fullmatch(time)
    if match is None:
        return None
    if match[2] == "W":
        monday = _monday(int(match[1]), int(match[3]))
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat() if monday < date.max - timedelta(
            6
        ) else time
    months = 12 // _PARTS[match[2]][1]
    last = int(match[3]) * months
    return f"{match[1]}-{last - months + 1:02}", f"{match[1]}-{last:02}"


def first_day(time: str) -> date:
    """The first day of a time; of a financial year, of the first year that it lies in."""
    first = (years_of(time) or ends_of(time) or (time,))[0]
    year, month, day = (*map(int, first.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(time: str) -> date | None:
    """The last day of a year, a month or another part of a year; None for a financial year, which begins when it likes."""
    if years_of(time):
        return None
    year, *rest = map(int, (ends_of(time) or (time,))[-1].split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])


def is_within(period: Period, whole: Period) -> bool:
    """True for a time that lies in another one, or in a span: a day in its month, a month in 2010/2015."""
    if len(period.parts) != 1 or whole.kind in {PeriodKind.COMPARISON, PeriodKind.NAMED}:
        return False
    end, last = last_day(period.parts[0]), last_day(whole.parts[-1])
    if end is None or last is None:
        return False
    return first_day(whole.parts[0]) <= first_day(period.parts[0]) and end <= last


def positions_within(periods: Sequence[Period], text: str) -> list[int]:
    """The positions of the periods that lie in the one that a text writes; none where it writes none."""
    try:
        whole = parse_period(text)
    except PeriodError:
        return []
    return [position for position, each in enumerate(periods) if is_within(each, whole)]


def _monday(year: int, week: int) -> date:
    return date.fromisocalendar(year, week, 1)


_PARTS: dict[str, tuple[PeriodKind, int]] = {  # letter -> what it is, and the most that a year has
    "H": (PeriodKind.HALF_YEAR, 2),
    "Q": (PeriodKind.QUARTER, 4),
    "W": (PeriodKind.WEEK, 53),
}


def years_of(time: str) -> tuple[str, str] | None:
    """The two years that a financial year spans, e.g. 2008 and 2009 for 2008/09; None for another period."""
    match = _FINANCIAL_YEAR.fullmatch(time)
    return (match[1], f"{int(match[1]) + 1:04}") if match else None


def _time(text: str, whole: str) -> str:
    """A financial year, or a date."""
    match = _FINANCIAL_YEAR.fullmatch(text.strip())
    if match is None:
        return _date(text, whole)
    if int(match[1]) and (int(match[1]) + 1) % 100 == int(match[2]):
        return match[0]
    if int(match[1]) % 100 < int(match[2]) <= 12:  # 2008/12
        remedy = f"write {match[1]}-{match[2]} for a month, {match[1]}/{match[1][:2]}{match[2]} for a span of years"
        raise PeriodError(f'"{whole}" is not a period', remedy)
    raise _fault(whole)


def _fault(text: str) -> PeriodError:
    meant = meant_period(text.strip())
    return PeriodError(f'"{text}" is not a period', f"write {meant}" if meant else _FORMS)


_FORMS = "write 2019, 2020-10, 2018-06-05, 2020-Q1, 2016/2020, 2019 vs 2015, or a period named in site.yaml"


def _part_of_year(match: re.Match[str], whole: str) -> str:
    """A half-year, quarter or week that the year has: 53 weeks where its last Thursday is in the 53rd."""
    year, number = int(match[1]), int(match[3])
    is_written = len(match[3]) == (2 if match[2] == "W" else 1)
    most = _PARTS[match[2]][1]
    if year and match[2] == "W":
        most = date(year, 12, 28).isocalendar().week
    if not year or not is_written or not 1 <= number <= most:
        forms = {"H": "2020-H1 or 2020-H2", "Q": "2020-Q1 to 2020-Q4", "W": f"{match[1]}-W01 to {match[1]}-W{most:02}"}
        raise PeriodError(f'"{whole}" is not a {_PARTS[match[2]][0]}', f"write {forms[match[2]]}")
    return match[0]


def _date(text: str, whole: str) -> str:
    if match := _PART.fullmatch(text.strip()):
        return _part_of_year(match, whole)
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise _fault(whole)
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        is_season = month is not None and day is None and year and month == (year + 1) % 100
        remedy = f"write {year:04}/{month:02} if it is a financial year" if is_season else _FORMS
        raise PeriodError(f'"{whole}" is not a valid date', remedy)
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise PeriodError(f'"{whole}" is not a valid date', _FORMS)
    return match.group()
