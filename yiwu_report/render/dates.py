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
