"""What needs an editor's attention but is not a problem: unused, overdue, or missing in a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiwu_report.context import Context
from yiwu_report.model.period import Period
from yiwu_report.unused import unused


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark with the place of its subject."""

    place: str
    text: str


def overdue(context: Context, today: date) -> tuple[Remark, ...]:
    """Figures whose update is overdue."""
    return tuple(
        Remark(str(figure.place), f"{figure.id}: a newer value was due {figure.update_due.written}")
        for figure in context.data.figures.values()
        if figure.update_due is not None and _is_past(figure.update_due, today)
    )


def _is_past(due: Period, today: date) -> bool:
    """True once the day, month or year is over; ISO dates of equal precision compare as texts."""
    written = due.parts[-1]
    return today.isoformat()[: len(written)] > written


def untranslated(context: Context) -> tuple[Remark, ...]:
    """Articles that some language of the report doesn't have."""
    languages = context.site.languages
    found: dict[str, list[str]] = {}
    for article in context.site.articles:
        found.setdefault(article.slug, []).append(article.language)
    return tuple(
        Remark(f"content/articles/{slug}/", f"only in {', '.join(there)}; not in {', '.join(missing)}")
        for slug, there in found.items()
        if (missing := [code for code in languages if code not in there])
    )


def drafts(context: Context) -> tuple[Remark, ...]:
    """Drafts: articles that are checked but not published."""
    return tuple(
        Remark(article.file, "a draft, not published") for article in context.site.articles if article.front.draft
    )


def without_use(context: Context) -> tuple[Remark, ...]:
    """Unused entries, as listed by `check`."""
    return tuple(Remark(str(each.place), each.message) for each in unused(context))
