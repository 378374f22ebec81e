"""feed.xml: articles and corrections, newest first, as Atom (RFC 4287).

An id is the address of what the entry is about, as long as that has one. A report knows days and no hours: an entry
stands at the beginning of its day, in universal time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.context.dates import article_dates, report_dates
from yiwu_report.context.pages import absolute
from yiwu_report.context.site_texts import makers, site_text
from yiwu_report.formatting import Language, join
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import article_path, page_path
from yiwu_report.render.corrections import in_a_sentence, view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.frame import language_of

MOST_ENTRIES = 50  # readers ask for a feed every hour, and it names what is new


@dataclass(frozen=True, slots=True)
class Entry:
    """An article, or a correction."""

    updated: str
    address: str
    published: str
    title: str
    summary: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of a language."""

    html_lang: str
    address: str
    home: str
    title: str
    subtitle: str | None
    updated: str
    author: str
    rights: str | None
    entries: tuple[Entry, ...]


def render_feed(output: Output, context: Context) -> str:
    """The XML of the feed of a language. Only a report with a `base_url` has one."""
    language = language_of(output, context)
    code = language.code
    entries = [*_articles(language, context), *_corrections(language, context)]
    title = site_text("title", code, context) or ""
    feed = Feed(
        html_lang=language.html_lang,
        address=_address(output.path, context),
        home=_address(article_path("index", code, context.site.languages), context),
        title=title,
        subtitle=site_text("description", code, context),
        updated=_instant(report_dates(context).last_change.written),
        author=site_text("publisher", code, context) or title,
        rights=site_text("licence", code, context),
        entries=tuple(sorted(entries, key=lambda entry: (entry.updated, entry.address), reverse=True)[:MOST_ENTRIES]),
    )
    return fill_template("feeds/atom.xml", {"feed": feed}, context)


def _articles(language: Language, context: Context) -> Iterator[Entry]:
    names = tuple(dict.fromkeys(maker.name for maker in makers(language.code, context)))
    for bound in context.published:
        article = bound.article
        if article.language != language.code:
            continue
        dates = article_dates(bound, context)
        yield Entry(
            updated=_instant(dates.last_change.written),
            address=_address(article_path(article.slug, article.language, context.site.languages), context),
            published=_instant(dates.published.written),
            title=bound.title.plain,
            summary=bound.standfirst.plain if bound.standfirst else None,
            authors=names,
        )


def _corrections(language: Language, context: Context) -> Iterator[Entry]:
    page = _address(page_path("corrections", language.code, context.site.languages), context)
    for view in view_corrections(None, language, context):
        day = _instant(view.date.machine)
        title = join(language.joiners.colon, [view.kind, view.figure])
        yield Entry(day, f"{page}#{view.anchor}", day, title, in_a_sentence(view, language), ())


def _address(path: str, context: Context) -> str:
    return absolute(path, context) or path


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
