"""Days on pages: as people read them and as machines do."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.formatting import Language, format_period
from yiwu_report.model.period import Period


@dataclass(frozen=True, slots=True)
class Day:
    """A day in words, and as the `datetime` of <time>, e.g. 2026-11-23."""

    text: str
    machine: str


def day(period: Period, language: Language, context: Context) -> Day:
    """The day of a period, in the words of the language."""
    return Day(format_period(period, language, context.site.spec.periods), period.parts[0] if period.parts else "")


def last_change(context: Context, language: Language) -> Day:
    """The latest of first publication, site.yaml's own date and the newest correction: no clock is read."""
    spec = context.site.spec
    dates = [spec.published, *([spec.updated] if spec.updated else []), *(c.date for c in context.site.corrections)]
    return day(max(dates, key=lambda period: period.parts), language, context)


def is_updated(context: Context) -> bool:
    """True where something changed after first publication."""
    spec = context.site.spec
    later = [*([spec.updated] if spec.updated else []), *(c.date for c in context.site.corrections)]
    return any(period.parts > spec.published.parts for period in later)
