"""The time a figure is true for: a year, a month, a day, a span, a comparison, or a named period."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from yiwu_report.model.mistaken_periods import meant_period


class PeriodKind(StrEnum):
    """What a period is."""

    YEAR = "year"  # 2019
    MONTH = "month"  # 2020-10
    DAY = "day"  # 2018-06-05
    SPAN = "span"  # 2016/2020
    COMPARISON = "comparison"  # 2019 vs 2015
    NAMED = "named"  # at full production; its words stand in site.yaml


class PeriodError(ValueError):
    """A text that is no period, with what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A period as it was written; `parts` are its one or two dates, e.g. ("2016", "2020")."""

    kind: PeriodKind
    written: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.written


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")


def parse_period(text: str) -> Period:
    """The period that `text` writes; PeriodError for an impossible date or another form."""
    for kind, separator in ((PeriodKind.SPAN, "/"), (PeriodKind.COMPARISON, " vs ")):
        if separator in text:
            first, second = text.split(separator, 1)
            return Period(kind, text, (_date(first, text), _date(second, text)))
    if text[:1].isdigit():
        date = _date(text, text)
        kinds = {4: PeriodKind.YEAR, 7: PeriodKind.MONTH, 10: PeriodKind.DAY}
        return Period(kinds[len(date)], text, (date,))
    if _NAMED.fullmatch(text):
        return Period(PeriodKind.NAMED, text)
    raise _fault(text)


def _fault(text: str) -> PeriodError:
    meant = meant_period(text.strip())
    return PeriodError(f'"{text}" is no period', f"write {meant}" if meant else _FORMS)


_FORMS = "write 2019, 2020-10, 2018-06-05, 2016/2020, 2019 vs 2015, or a period named in site.yaml"


def _date(text: str, whole: str) -> str:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise _fault(whole)
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        raise PeriodError(f'"{whole}" is no date of the calendar', _FORMS)
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise PeriodError(f'"{whole}" is no date of the calendar', _FORMS)
    return match.group()
