"""The pages of a report in its languages, and their addresses on the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.context.context import Context
from yiwu_report.model.output import OutputId, OutputKind
from yiwu_report.model.site_paths import article_path, page_path


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
