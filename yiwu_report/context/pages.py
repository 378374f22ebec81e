"""The pages of a report in its languages, and their addresses on the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yiwu_report.context.context import Context
from yiwu_report.model.site_paths import article_path, page_path


@dataclass(frozen=True, order=True, slots=True)
class Page:
    """A page that search engines may list."""

    path: str  # e.g. "en/figures/index.html"
    subject: str  # as in `Output`, e.g. "article index", "figures"
    language: str


def pages(context: Context) -> Iterator[Page]:
    """Every article that is published, and the pages that each language has."""
    languages = context.site.languages
    for bound in context.published:
        article = bound.article
        path = article_path(article.slug, article.language, languages)
        yield Page(path, f"article {article.slug}", article.language)
    for language in languages:
        for name in page_names(context):
            yield Page(page_path(name, language, languages), name, language)


def page_names(context: Context) -> tuple[str, ...]:
    """The pages that each language has beside its articles, in the order of the site's bar."""
    return ("figures", *(["checks"] if context.findings else []), "methods", "corrections")


def editions(subject: str, context: Context) -> Mapping[str, str]:
    """Language -> path of the page in each language that has it, in the order of the report's languages."""
    languages = context.site.languages
    kind, _, slug = subject.partition(" ")
    if kind == "article":
        return {code: article_path(slug, code, languages) for code in languages if (slug, code) in context.articles}
    if subject in page_names(context):
        return {code: page_path(subject, code, languages) for code in languages}
    return {}


def absolute(path: str, context: Context) -> str | None:
    """The address of a file on the web; None without base_url. index.html is left off."""
    base = context.site.spec.base_url
    if base is None:
        return None
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}"
