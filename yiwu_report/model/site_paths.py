"""Where the pages of a report stand, and links between them.

Every link names its file (`index.html` too), so that it works from disk as it does from a server. A link inside
the report is written from the root of the site, as `@/en/figures/index.html#parks.completed`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

ROOT = "@/"


def folder(language: str, languages: Sequence[str]) -> str:
    """Where the pages of a language stand: "" for the first one, else e.g. "en/"."""
    return "" if language == languages[0] else f"{language}/"


def article_path(slug: str, language: str, languages: Sequence[str]) -> str:
    """Path of an article; the slug `index` is the front page."""
    inner = "" if slug == "index" else f"{slug}/"
    return f"{folder(language, languages)}{inner}index.html"


def page_path(name: str, language: str, languages: Sequence[str]) -> str:
    """Path of a page that every language has, e.g. figures/index.html."""
    return f"{folder(language, languages)}{name}/index.html"


def data_package_path(language: str) -> str:
    """Path of the package of all data in a language."""
    return f"data/data-package.{language}.zip"


def embed_path(chart: str, language: str, languages: Sequence[str]) -> str:
    """Path of the page of one chart, which other sites show in a frame."""
    return page_path(f"charts/{chart}", language, languages)


def oembed_path(chart: str, language: str, languages: Sequence[str]) -> str:
    """Path of what oEmbed says of that page."""
    return f"{folder(language, languages)}charts/{chart}/oembed.json"


SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
HEADERS = "_headers"  # read by hosts


def feed_path(language: str, languages: Sequence[str]) -> str:
    """Path of the feed of a language."""
    return f"{folder(language, languages)}feed.xml"


def relative(link: str, page: str) -> str:
    """`link`, a path from the root with or without an anchor, as seen from the page at `page`.

    An anchor of the page itself stays an anchor alone.
    """
    path, mark, anchor = link.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + anchor


CHART_FORMS = ("svg", "csv", "json")


def chart_file_path(chart: str, language: str, form: str) -> str:
    """Path of what a chart can be taken away as; `form` is one of CHART_FORMS."""
    return f"data/charts/{chart}.{language}.{form}"
