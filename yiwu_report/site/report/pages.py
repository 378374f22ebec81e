"""The pages of a report in its languages, their addresses, and their dates of publication and change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.model.bound import BoundArticle
from yiwu_report.model.output import OutputId, OutputKind, article_path, page_path
from yiwu_report.model.period import Period
from yiwu_report.site.report.context import Context


@dataclass(frozen=True, order=True, slots=True)
class Page:
    """A page that search engines may list."""

    path: str  # e.g. "en/figures/index.html"
    id: OutputId


def pages(context: Context) -> Iterator[Page]:
    """Every article that is published, and the pages that each language has."""
    languages = context.site.languages
    for bound in context.published:
        article = bound.article
        path = article_path(article.slug, article.language, languages)
        yield Page(path, OutputId(OutputKind.ARTICLE, article.slug, article.language))
    for language in languages:
        for kind in page_kinds(context):
            yield Page(page_path(kind, language, languages), OutputId(kind, language=language))


def page_kinds(context: Context) -> tuple[OutputKind, ...]:
    """The pages that each language has beside its articles, in the order of the site's bar; each is its own name."""
    checks = [OutputKind.CHECKS] if context.findings else []
    return (OutputKind.FIGURES, *checks, OutputKind.METHODS, OutputKind.CORRECTIONS)


def editions(page: OutputId, context: Context) -> Mapping[str, str]:
    """Language -> path of the page in each language that has it, in the order of the report's languages."""
    languages = context.site.languages
    if page.kind is OutputKind.ARTICLE:
        return {
            code: article_path(page.name, code, languages)
            for code in languages
            if (page.name, code) in context.articles
        }
    if page.kind in page_kinds(context):
        return {code: page_path(page.kind, code, languages) for code in languages}
    return {}


def absolute(path: str, context: Context) -> str | None:
    """The address of a file on the web; None without base_url. index.html is left off."""
    base = context.site.spec.base_url
    if base is None:
        return None
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}"


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
    """Those of the report: its newest article, update or correction counts."""
    return _dates(
        context.site.spec.published, [*context.article_days, *_updates(context), *_corrections(None, context)]
    )


def article_dates(bound: BoundArticle, context: Context) -> Dates:
    """Those of an article; a correction counts if the article shows the figure."""
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
