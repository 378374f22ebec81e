"""One file of the site before it is written: its id and its path.

Every link names its file (`index.html` too), so that it works from disk as it does from a server. A link inside
the report is written from the root of the site, as `@/en/figures/index.html#parks.completed`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """When an output is put in place: assets and data, then pages, then what lists them."""

    ASSET = "asset"
    DATA = "data"
    PAGE = "page"
    LISTING = "listing"  # for machines: feed, sitemap, robots.txt


class OutputKind(StrEnum):
    """What an output is, with the names that distinguish it from others of its kind."""

    ARTICLE = "article {name}"
    FIGURES = "figures"
    CHECKS = "checks"
    METHODS = "methods"
    CORRECTIONS = "corrections"
    EMBED = "embed {name}"
    NOT_FOUND = "not found"
    ROBOTS = "robots"
    HEADERS = "headers"
    SITEMAP = "sitemap"
    FEED = "feed"
    OEMBED = "oembed {name}"
    FIGURES_CSV = "data figures.csv"
    FIGURES_JSON = "data figures.json"
    CLAIMS_JSON = "data claims.json"
    DATA_PACKAGE = "package {language}"
    CHART_FILE = "chart {name}.{language}.{form}"
    CHART_SCRIPT = "asset chart {name}.{language}"
    ASSET = "asset {name}"
    CARD = "card {name}"


@dataclass(frozen=True, order=True, slots=True)
class OutputId:
    """Which output: no two of a site have the same."""

    kind: OutputKind
    name: str = ""  # the slug of an article or of its card, the id of a chart, the name of an asset, e.g. "site.css"
    language: str | None = None
    form: str = ""  # of a chart's file: csv, json or svg
    encoding: str = ""  # of a compressed copy: gz or br

    def __str__(self) -> str:
        """Its name in messages, e.g. "article index", "chart parks.en.svg"."""
        words = self.kind.format(name=self.name, language=self.language, form=self.form)
        return f"{self.encoding} {words}" if self.encoding else words


@dataclass(frozen=True, order=True, slots=True)
class Output:
    """A file of the site. Plain data: hashable, comparable, picklable."""

    path: str  # relative to the output folder, with "/", e.g. "en/figures/index.html"
    id: OutputId
    stage: Stage

    @property
    def language(self) -> str | None:
        """Its language; None if it has none or is in all."""
        return self.id.language


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output with its bytes."""

    output: Output
    content: bytes


ROOT = "@/"


def folder(language: str, languages: Sequence[str]) -> str:
    """The folder of a language's pages: "" for the first one, else e.g. "en/"."""
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
    """Path of that page's oEmbed data."""
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
    """Path of a chart's download; `form` is one of CHART_FORMS."""
    return f"data/charts/{chart}.{language}.{form}"
