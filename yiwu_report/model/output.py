"""One file of the site, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """When an output is put in place: assets and data, then pages, then what lists them."""

    ASSET = "asset"
    DATA = "data"
    PAGE = "page"
    LISTING = "listing"  # for machines: feed, sitemap, robots.txt


class OutputKind(StrEnum):
    """What an output is, as people are told, with the names that tell it from others of its kind."""

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
        """What people are told, e.g. "article index", "chart parks.en.svg"."""
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
        """The language it is in; None where it is in none or in all."""
        return self.id.language


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output with its bytes."""

    output: Output
    content: bytes
