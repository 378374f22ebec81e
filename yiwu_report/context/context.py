"""Everything a file of the site can be made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yiwu_report.context.assets import Asset, site_assets
from yiwu_report.formatting import Language
from yiwu_report.model.bound import Bound, BoundArticle
from yiwu_report.model.data import Data
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.finding import Finding
from yiwu_report.model.site import Site


class Templates(dict[str, str]):
    """Name -> source of each template. The same object stays the same templates: what is compiled is kept by it."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity: it is filled once and then only read

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(frozen=True, eq=False)
class Context:
    """The report after every stage, with the templates and assets its files are made with."""

    site: Site
    data: Data
    bound: Bound
    charts: Mapping[tuple[str, str], DrawnChart]  # (chart id, language) -> chart
    languages: Mapping[str, Language]
    plotly_js: bytes
    templates: Templates  # name -> source, e.g. "pages/article.html"
    assets: Mapping[str, bytes]  # name -> content, e.g. "tokens.css"
    findings: Mapping[str, Finding] = field(default_factory=dict)
    pictures: Mapping[tuple[str, str, int], str] | None = None  # (chart id, language, width in px) -> SVG

    @cached_property
    def published(self) -> tuple[BoundArticle, ...]:
        """The articles that readers get: drafts are left out."""
        return tuple(bound for bound in self.bound.articles if not bound.article.front.draft)

    @cached_property
    def shown_charts(self) -> tuple[tuple[str, str], ...]:
        """(chart id, language) of every chart that a published article shows, in the order of the articles."""
        return tuple(
            dict.fromkeys(
                (use.removeprefix("chart "), bound.article.language)
                for bound in self.published
                for use in _chart_uses(bound)
                if (use.removeprefix("chart "), bound.article.language) in self.charts
            )
        )

    @cached_property
    def site_assets(self) -> Mapping[str, Asset]:
        """Every asset by its name, e.g. "site.css" or "chart parks.en", with its path and content."""
        shown = [self.charts[key] for key in self.shown_charts]
        return site_assets(self.assets, self.plotly_js, shown)


def _chart_uses(bound: BoundArticle) -> list[str]:
    return sorted(use for use in bound.uses if use.startswith("chart "))
