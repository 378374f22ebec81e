"""What wants an editor's attention and is no problem: unused, overdue, or there in one language only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiwu_report.context import Context
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Unusable
from yiwu_report.usage import usages


@dataclass(frozen=True, slots=True)
class Remark:
    """A thing with its place, and what there is to say of it."""

    place: str
    text: str


def overdue(context: Context, today: date) -> tuple[Remark, ...]:
    """Figures of which a newer value should be there by now."""
    return tuple(
        Remark(str(figure.place), f"{figure.id}: a newer value was due {figure.update_due.written}")
        for figure in context.data.figures.values()
        if figure.update_due is not None and _is_past(figure.update_due, today)
    )


def _is_past(due: Period, today: date) -> bool:
    """True once the day, month or year is over: dates written alike compare as texts."""
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
    """Articles that are checked and not published."""
    return tuple(
        Remark(article.file, "a draft, which readers don't get")
        for article in context.site.articles
        if article.front.draft
    )


@dataclass(frozen=True, slots=True)
class Unused:
    """Ids of what nothing shows or reckons with."""

    figures: frozenset[str]
    tables: frozenset[str]
    charts: frozenset[str]
    claims: frozenset[str]
    sources: frozenset[str]
    units: frozenset[str]


def unused(context: Context) -> Unused:
    """What is written in data/ and content/ and appears nowhere but on the page of all figures."""
    uses = usages(context.site, context.data, context.findings, context.charts)
    figures = context.data.figures.values()
    shown = frozenset().union(*(bound.uses for bound in context.published), *(c.uses for c in context.charts.values()))
    in_formulas = {each.partition(".")[0] for figure in figures for each in figure.inputs}
    return Unused(
        figures=frozenset(figure for figure, places in uses.items() if not places),
        tables=frozenset(
            table
            for table, cells in context.data.cells.items()
            if f"table {table}" not in shown and table not in in_formulas and not any(uses[cell] for cell in cells)
        ),
        charts=frozenset(chart for chart, _ in context.charts if f"chart {chart}" not in shown),
        claims=frozenset(claim for claim in context.findings if f"claim {claim}" not in shown),
        sources=frozenset(context.data.sources)
        - {figure.source for figure in figures if figure.source}
        - _claimed(context),
        units=frozenset(context.data.units) - {figure.unit_id for figure in figures} - _converted(context),
    )


def _claimed(context: Context) -> frozenset[str]:
    claims = (claim for claim in context.site.claims.values() if not isinstance(claim, Unusable))
    return frozenset(claim.source for claim in claims if claim.source)


def _converted(context: Context) -> frozenset[str]:
    """Units that others are shown in."""
    forms = (form for unit in context.data.units.values() for form in unit.forms.values())
    return frozenset(form["convert"].value for form in forms if "convert" in form)
