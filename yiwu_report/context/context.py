"""Everything an output can depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yiwu_report.context.assets import Asset
from yiwu_report.context.traits import Traits, traits_of
from yiwu_report.formatting import Language
from yiwu_report.model.bound import Bound, BoundArticle, BoundText
from yiwu_report.model.card import Card
from yiwu_report.model.data import Data
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.finding import Finding
from yiwu_report.model.period import Period
from yiwu_report.model.site import Site
from yiwu_report.tracing import Traceable


class Templates(dict[str, str]):
    """Name -> source of each template. Compiled templates are cached by this object's identity."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # by identity: it is filled once and then only read

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(frozen=True, eq=False)
class Context(Traceable):
    """The report after every stage, with the templates and assets its files are made with."""

    site: Site
    data: Data
    bound: Bound
    charts: Mapping[tuple[str, str], DrawnChart]  # (chart id, language) -> chart
    languages: Mapping[str, Language]
    templates: Templates  # name -> source, e.g. "pages/article.html"
    assets: Mapping[str, bytes]  # name -> content, e.g. "tokens.css"
    site_assets: Mapping[str, Asset]  # by name, e.g. "site.css", with path and content
    chart_scripts: Mapping[tuple[str, str], Asset]  # (chart id, language) -> the figures of each that is shown
    findings: Mapping[str, Finding] = field(default_factory=dict)
    pictures: Mapping[tuple[str, str, int], str] = field(
        default_factory=dict
    )  # (chart id, language, width in px) -> SVG
    cards: Mapping[tuple[str, str], Card] = field(default_factory=dict)  # (slug, language) -> card
    cards_without: Mapping[str, str] = field(default_factory=dict)  # language -> characters that no installed font has

    @cached_property
    def articles(self) -> Mapping[tuple[str, str], BoundArticle]:
        """(slug, language) -> the published articles, without drafts."""
        return {(each.article.slug, each.article.language): each for each in published(self.bound)}

    @cached_property
    def published(self) -> tuple[BoundArticle, ...]:
        """The published articles, in order."""
        return tuple(self.articles.values())

    @cached_property
    def article_titles(self) -> Mapping[tuple[str, str], BoundText]:
        """(slug, language) -> the headline of each published article."""
        return {key: bound.title for key, bound in self.articles.items()}

    @cached_property
    def article_days(self) -> tuple[Period, ...]:
        """Dates of publication and update set by articles."""
        fronts = [bound.article.front for bound in self.published]
        return tuple(day for front in fronts for day in (front.published, front.updated) if day)

    @cached_property
    def checks(self) -> Mapping[str, tuple[Finding, ...]]:
        """Figure id -> the claims that say it, and those it goes into that do not hold for certain."""
        found: dict[str, tuple[Finding, ...]] = {}
        for finding in self.findings.values():
            unsure = () if finding.holds else finding.inputs
            for figure_id in dict.fromkeys([*([finding.claim.says] if finding.claim.says else []), *unsure]):
                found[figure_id] = (*found.get(figure_id, ()), finding)
        return found

    @cached_property
    def shown_charts(self) -> tuple[tuple[str, str], ...]:
        """(chart id, language) of every chart that a published article shows, in the order of the articles."""
        return shown_charts(self.published, self.charts)

    @cached_property
    def traits(self) -> Traits:
        """Which kinds of numbers and of charts there are."""
        return traits_of(self.data, (self.bound.charts[key].spec.kind for key in self.shown_charts))

    @cached_property
    def chart_homes(self) -> Mapping[tuple[str, str], str]:
        """(chart id, language) of every chart that is shown -> the slug of the first article that shows it."""
        homes: dict[tuple[str, str], str] = {}
        for (slug, _), bound in self.articles.items():
            for chart, code in shown_charts([bound], self.charts):
                homes.setdefault((chart, code), slug)
        return homes


def published(bound: Bound) -> tuple[BoundArticle, ...]:
    """The published articles, without drafts."""
    return tuple(each for each in bound.articles if not each.article.front.draft)


def shown_charts(
    articles: Iterable[BoundArticle], charts: Mapping[tuple[str, str], DrawnChart]
) -> tuple[tuple[str, str], ...]:
    """(chart id, language) of every chart of these articles that is drawn, in their order."""
    return tuple(
        dict.fromkeys(
            (use.removeprefix("chart "), bound.article.language)
            for bound in articles
            for use in _chart_uses(bound)
            if (use.removeprefix("chart "), bound.article.language) in charts
        )
    )


def _chart_uses(bound: BoundArticle) -> list[str]:
    return sorted(use for use in bound.uses if use.startswith("chart "))
