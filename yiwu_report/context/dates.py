"""Dates of publication and last change of a report and its articles, from their metadata; the clock is never read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yiwu_report.context.context import Context
from yiwu_report.model.bound import BoundArticle
from yiwu_report.model.period import Period


@dataclass(frozen=True, slots=True)
class Dates:
    """Two dates; the second is None if nothing changed after the first."""

    published: Period
    updated: Period | None

    @property
    def last_change(self) -> Period:
        """The date of the last change."""
        return self.updated or self.published


def report_dates(context: Context) -> Dates:
    """Those of the whole report: its newest article, update or correction counts."""
    return _dates(
        context.site.spec.published, [*context.article_days, *_updates(context), *_corrections(None, context)]
    )


def article_dates(bound: BoundArticle, context: Context) -> Dates:
    """Those of an article; a correction counts where the article shows the figure."""
    front = bound.article.front
    updates = [front.updated] if front.updated else _updates(context)
    published = front.published or context.site.spec.published
    return _dates(published, [*updates, *_corrections(bound.uses, context)])


def _dates(published: Period, later: Collection[Period]) -> Dates:
    newest = max((*later, published), key=lambda day: day.parts)
    return Dates(published, newest if newest.parts > published.parts else None)


def _updates(context: Context) -> list[Period]:
    updated = context.site.spec.updated
    return [updated] if updated else []


def _corrections(uses: Collection[str] | None, context: Context) -> list[Period]:
    return [entry.date for entry in context.site.corrections if uses is None or entry.figure in uses]
