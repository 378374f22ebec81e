"""Everything that a file of the site can depend on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup, escape

from yiwu_report.incremental import Traceable
from yiwu_report.model.bound import Bound, BoundArticle, BoundText
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.data import Data
from yiwu_report.model.drawn import Card, DrawnChart
from yiwu_report.model.figures import Basis, Status, UnitKind
from yiwu_report.model.finding import Finding
from yiwu_report.model.node import Loaded
from yiwu_report.model.period import Period
from yiwu_report.model.site import Site
from yiwu_report.model.table_display import DisplayedTable
from yiwu_report.quantity import Qualifier
from yiwu_report.site.report.assets import Asset
from yiwu_report.site.report.tokens import Tokens
from yiwu_report.text.formatting import Language, fill


@dataclass(frozen=True, slots=True)
class Traits:
    """Which kinds of numbers and charts there are. Pages that depend on it alone stay the same when values change."""

    qualifiers: frozenset[Qualifier]
    statuses: frozenset[Status]
    bases: frozenset[Basis]
    has_charts: bool  # published ones
    has_bars: bool  # charts whose marks start at zero
    has_derived: bool
    has_percentages: bool
    has_overlaps: bool  # groups whose shares cannot be added
    has_unpublished: bool
    figures_of_source: tuple[tuple[str, int], ...]  # source id and how many figures were read in it, by id

    def has_any(self, *qualifiers: Qualifier) -> bool:
        """True if a number has one of these qualifiers."""
        return not self.qualifiers.isdisjoint(qualifiers)

    @property
    def is_exact(self) -> bool:
        """True if no number has a qualifier."""
        return self.qualifiers <= {Qualifier.EXACT}


def traits_of(data: Data, charts: Sequence[ChartBase]) -> Traits:
    """The traits of all figures and tables, and of these charts."""
    figures = data.figures.values()
    return Traits(
        qualifiers=frozenset(each.quantity.qualifier for each in figures if each.quantity is not None),
        statuses=frozenset(each.status for each in figures),
        bases=frozenset(each.basis for each in figures if each.basis is not None),
        has_charts=bool(charts),
        has_bars=any(each.is_from_zero for each in charts),
        has_derived=any(each.is_derived for each in figures),
        has_percentages=any(each.unit.kind in {UnitKind.PERCENT, UnitKind.POINTS} for each in figures),
        has_overlaps=any(table.overlap for table in data.tables.values()),
        has_unpublished=any(not each.is_published for each in figures),
        figures_of_source=tuple(sorted(Counter(each.source for each in figures if each.source is not None).items())),
    )


class CompiledTemplates(BytecodeCache):
    """The code of each template by its name, as long as its source stays the same."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, Any]] = {}  # name -> checksum of the source, code

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find the code of a template, if it was compiled from the same source."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key] = (bucket.checksum, bucket.code)


@dataclass(frozen=True, eq=False)
class Context(Traceable):
    """The report after every stage, with the templates and assets its files are made with."""

    loaded: Loaded  # for editors' questions about the files; no output reads it
    site: Site
    data: Data
    bound: Bound
    charts: Mapping[tuple[str, str], DrawnChart]  # (chart id, language) -> chart
    languages: Mapping[str, Language]
    templates: Mapping[str, str]  # name -> source, e.g. "pages/article.html"
    assets: Mapping[str, bytes]  # name -> content, e.g. "tokens.css"
    tokens: Tokens  # of tokens.css
    site_assets: Mapping[str, Asset]  # by name, e.g. "site.css", with path and content
    chart_scripts: Mapping[tuple[str, str], Asset]  # (chart id, language) -> the figures of each that is shown
    findings: Mapping[str, Finding] = field(default_factory=dict)
    displayed: Mapping[str, DisplayedTable] = field(default_factory=dict)  # display id -> its rows
    pictures: Mapping[tuple[str, str, int], str] = field(
        default_factory=dict
    )  # (chart id, language, width in px) -> SVG
    cards: Mapping[tuple[str, str], Card] = field(default_factory=dict)  # (slug, language) -> card
    cards_without: Mapping[str, str] = field(default_factory=dict)  # language -> characters that no installed font has
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)

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
        """Figure id -> the claims about it, and those that use it and are not certainly true."""
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
        return traits_of(self.data, [self.bound.charts[key].spec for key in self.shown_charts])

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
            for use in sorted(bound.uses)
            if use.startswith("chart ") and (use.removeprefix("chart "), bound.article.language) in charts
        )
    )


@dataclass(frozen=True, slots=True)
class Words:
    """`words["contents"]` in a view, `words.contents` in a template; InvalidInput for a word that isn't there."""

    language: Language

    def __getitem__(self, key: str) -> str:
        return self(key)

    def __call__(self, key: str, **values: str) -> str:
        """The word of this key with its {placeholders} filled; markup if one of the values is."""
        return _filled(self.language.word(key), values)

    def colon(self, heading: str, text: str) -> str:
        """A heading and its text, as `来源：` and a title."""
        return _filled(self.language.joiners.colon, {"a": heading, "b": text})


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its {placeholders} filled; escaped once, if one of the values is markup."""
    if not any(isinstance(value, Markup) for value in values.values()):
        return fill(pattern, **values)
    filled = fill(str(escape(pattern)), **{name: str(escape(value)) for name, value in values.items()})
    return Markup(filled)  # noqa: S704  # each part of it is escaped
