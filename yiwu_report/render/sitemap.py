"""sitemap.xml and robots.txt: what search engines may list, after sitemaps.org and RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.context.dates import article_dates, report_dates
from yiwu_report.context.pages import absolute, pages
from yiwu_report.model.output import Output, OutputId, OutputKind
from yiwu_report.model.site_paths import SITEMAP
from yiwu_report.render.engine import fill_template
from yiwu_report.render.link import Link
from yiwu_report.render.sharing import alternates


@dataclass(frozen=True, slots=True)
class Entry:
    """A page with its other editions."""

    address: str
    changed: str  # the day of its last change, e.g. 2026-11-23
    alternates: tuple[Link, ...]


def render_sitemap(_output: Output, context: Context) -> str:
    """The XML of the sitemap. Only a report with a `base_url` has one."""
    whole = report_dates(context).last_change.written
    changed = {
        OutputId(OutputKind.ARTICLE, bound.article.slug, bound.article.language): article_dates(
            bound, context
        ).last_change.written
        for bound in context.published
    }
    entries = [
        Entry(address, changed.get(page.id, whole), alternates(page.id, context))
        for page in sorted(pages(context))
        if (address := absolute(page.path, context))
    ]
    return fill_template("feeds/sitemap.xml", {"pages": entries}, context)


def render_robots(_output: Output, context: Context) -> str:
    """robots.txt: everything may be read; pages that are not to be listed say so themselves, and can't if kept away."""
    return fill_template("feeds/robots.txt", {"sitemap": absolute(SITEMAP, context)}, context)
