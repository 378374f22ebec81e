"""The stage that resolves references: every text of the report in every language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from yiwu_report.incremental import Memory, NoMemory, Read, Traceable
from yiwu_report.model.bound import Bound, BoundArticle, BoundChart, BoundText, Html
from yiwu_report.model.cell_name import parse_cell
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.data import Data, Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.finding import Finding
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article, Site
from yiwu_report.model.table_display import DisplayedTable
from yiwu_report.model.text import Text
from yiwu_report.model.written_table import WrittenTable
from yiwu_report.resolve.article import bind_article
from yiwu_report.resolve.binder import Binder, Marks, all_uses, names_of, note_marks
from yiwu_report.resolve.candidates import Candidates, LooseInText, best_matches, shown_figures, single_figures
from yiwu_report.resolve.links import Links
from yiwu_report.resolve.texts import LABELS, TextKey, texts_of, texts_of_cell
from yiwu_report.text.formatting import Language
from yiwu_report.text.references import Surroundings


def percentage_bases(
    data: Data, texts: Mapping[tuple[str, ...], BoundText], binder: Binder
) -> Iterator[tuple[tuple[str, ...], BoundText]]:
    """The text under ("figure", id, "percent_of", language) of each such figure, in the binder's language."""
    code = binder.language.code
    for figure in data.figures.values():
        title = texts.get(("figure", figure.whole or "", "title", code))
        if figure.whole is not None and title is not None:
            link = Html.of("<a ", binder.entry(figure.whole), f">{escape(title.plain, quote=False)}</a>")
            yield ("figure", figure.id, "percent_of", code), BoundText(title.plain, link, title.uses | {figure.whole})


def bind(  # noqa: PLR0913  # all that texts refer to, and the cache
    site: Site,
    data: Data,
    findings: Mapping[str, Finding],
    languages: Mapping[str, Language],
    memory: Memory | None = None,
    *,
    displayed: Mapping[str, DisplayedTable] = MappingProxyType({}),
) -> tuple[Bound, tuple[Problem, ...]]:
    """Every article, chart and short text with its references replaced, and what is wrong with them.

    What is only suspicious is among the `remarks` of Bound. `displayed`: the rows of each display.

    `memory` caches unchanged results.
    """
    articles: list[BoundArticle] = []
    charts: dict[tuple[str, str], BoundChart] = {}
    texts: dict[tuple[str, ...], BoundText] = {}
    problems: list[Problem] = []
    editions: list[_LanguageBinder] = []
    marks = note_marks(site, findings)
    of_displays = {f"display {key}": each.uses for key, each in displayed.items()}
    for code in site.languages:
        of_language = {each.slug: each for each in site.articles if each.language == code}
        world = BindingWorld(site, data, findings, marks, of_language)
        edition = _LanguageBinder(world, languages[code], names_of(site, code), memory or NoMemory(), problems)
        bound = {key: edition.chart(key, spec) for key, spec in site.charts.items() if not isinstance(spec, Unusable)}
        charts |= {(key, code): chart for key, chart in bound.items()}
        uses = {f"chart {key}": _chart_uses(chart, data) for key, chart in bound.items()} | of_displays
        articles += [edition.article(each, uses) for each in of_language.values()]
        texts |= {
            (*key, code): edition.text(key, localized[code])
            for key, localized in texts_of(site, data)
            if code in localized
        }
        texts |= dict(percentage_bases(data, texts, edition.binder(world)))
        editions.append(edition)
    cells = _bind_cells(editions, articles, charts, texts)
    problems += (problem for edition in editions for problem in edition.loose_problems())
    remarks = tuple(sorted({each for each in problems if each.rule in _REMARKS}))
    found = tuple(dict.fromkeys(each for each in problems if each.rule not in _REMARKS))
    return Bound(tuple(articles), charts, texts, cells, remarks), found


_REMARKS = {Rule.DOUBTFUL_NUMBER, Rule.LONG_TABLE}


def _bind_cells(
    editions: Sequence[_LanguageBinder],
    articles: Iterable[BoundArticle],
    charts: Mapping[tuple[str, str], BoundChart],
    texts: dict[tuple[str, ...], BoundText],
) -> frozenset[str]:
    """The ids of the cells of files that anything refers to, draws or calculates with; their texts go into `texts`."""
    world = editions[0].world
    found = {
        *(use for article in articles for use in article.uses),
        *(use for chart in charts.values() for use in _chart_uses(chart, world.data)),
        *(use for text in texts.values() for use in text.uses),
        *(each for figure in world.data.figures.values() for each in figure.inputs),
        *(each for finding in world.findings.values() for each in (*finding.inputs, finding.claim.says or "")),
        *(entry.figure for entry in world.site.corrections),
    }
    cells: set[str] = set()
    while new := {each for each in found if each not in cells and parse_cell(each) is not None}:
        cells |= new
        found = {use for edition in editions for use in edition.cells(sorted(new), texts)}
        made = filter(None, map(world.data.figures.get, sorted(new)))
        found |= {each for figure in made for each in (*figure.inputs, *(figure.recipe.first if figure.recipe else ()))}
    return frozenset(cells)


@dataclass(frozen=True)
class BindingWorld(Traceable):
    """Everything the texts of a language can refer to."""

    site: Site
    data: Data
    findings: Mapping[str, Finding]
    marks: Mapping[str, Marks]
    siblings: Mapping[str, Article]  # the articles of the language, by their slugs


T = TypeVar("T")
_Made: TypeAlias = tuple[T, list[Problem], list[LooseInText]]


@dataclass(frozen=True)
class _LanguageBinder:
    """Resolves the texts of one language independently of each other; collects problems."""

    world: BindingWorld
    language: Language
    names: tuple[str, ...]
    memory: Memory
    problems: list[Problem]
    loose: list[tuple[frozenset[str], LooseInText]] = field(default_factory=list)  # with what its owner shows

    def chart(self, chart_id: str, spec: ChartBase) -> BoundChart:
        """The texts of a chart."""

        def make(world: BindingWorld) -> _Made[BoundChart]:
            binder = self.binder(world)
            return bind_chart(chart_id, spec, binder), binder.problems, binder.loose

        key = Read("bound.charts", (chart_id, self.language.code))
        made = self.memory.recall(key, self.world, make, spec, self.language, self.names)
        return self._taken(made, lambda bound: {f"chart {chart_id}"} | _chart_uses(bound, self.world.data))

    def article(self, article: Article, shown: Mapping[str, frozenset[str]]) -> BoundArticle:
        """An article; `shown` says which figures each chart and each display shows."""

        def make(world: BindingWorld) -> _Made[BoundArticle]:
            binder = self.binder(world)
            links = Links(world.site, world.data, world.findings, article.language, world.siblings)
            return bind_article(article, binder, links, shown), binder.problems, binder.loose

        key = Read("articles", (article.slug, article.language))
        given = (article, shown, self.language, self.names)
        return self._taken(self.memory.recall(key, self.world, make, *given), lambda bound: bound.uses)

    def text(self, key: TextKey, text: Text) -> BoundText:
        """A short text."""

        def make(world: BindingWorld) -> _Made[BoundText]:
            binder = self.binder(world)
            binder.claim = key[1] if key[0] == "claim" else None
            if key[0] in LABELS:
                binder.refuse_references(text)
            return binder.text(text, may_count=_may_count(key, world.data)), binder.problems, binder.loose

        name = Read("bound.texts", (*key, self.language.code))
        made = self.memory.recall(name, self.world, make, text, self.language, self.names)
        return self._taken(made, lambda _bound: {f"table {key[1]}"} if key[0] in {"table", "column"} else set())

    def _taken(self, made: _Made[T], uses: Callable[[T], Collection[str]]) -> T:
        """What was made; its problems and its loose numbers are gathered."""
        bound, problems, loose = made
        self.problems.extend(problems)
        if loose:
            shown = frozenset(uses(bound))
            self.loose.extend((shown, each) for each in loose)
        return bound

    def loose_problems(self) -> Iterator[Problem]:
        """The problems of the loose numbers; figures are printed to compare with them only if there are any."""
        printed: dict[frozenset[str] | None, Candidates] = {}
        around: dict[int, Surroundings] = {}
        for uses, loose in self.loose:
            for each in {None, uses} - set(printed):
                printed[each] = self._candidates(each)
            if id(loose.text) not in around:
                around[id(loose.text)] = loose.around(self.names, self.language)
            found = (printed[each].matches(loose.number, around[id(loose.text)]) for each in (None, uses))
            yield loose.problem(best_matches(*found), self.language.counting.years)

    def _candidates(self, uses: frozenset[str] | None) -> Candidates:
        """The figures that an article shows which uses these; those that stand alone for None."""

        def make(world: BindingWorld) -> Candidates:
            single = uses is None
            figures = single_figures(world.data) if single else shown_figures(uses or (), world.site, world.data)
            return Candidates.of(figures, self.language, world.data.units)

        key = Read("candidates", (self.language.code, None if uses is None else tuple(sorted(uses))))
        return self.memory.recall(key, self.world, make, self.language)

    def cells(self, ids: Iterable[str], texts: dict[tuple[str, ...], BoundText]) -> Iterator[str]:
        """Bind the texts of these cells of files into `texts`; what they use."""
        for figure in filter(None, map(self.world.data.figures.get, ids)):
            for key, localized in texts_of_cell(figure):
                bound = texts[*key, self.language.code] = self.text(key, localized[self.language.code])
                yield from bound.uses

    def binder(self, world: BindingWorld) -> Binder:
        """Resolves the references of a text and collects its problems."""
        return Binder(world.site, world.data, world.findings, self.language, self.names, world.marks)


def _may_count(key: TextKey, data: Data) -> bool:
    """True if a number needs no reference.

    The words of a claim stand under its condition; a licence has a version in its name; the names of rows and groups
    are data (70 years and over, District 9); the title of a cell is put together of its row's label and its column's
    title, each a text of its own.
    """
    if key[0] in LABELS:
        return True
    if key[0] == "figure" and key[-1] == "title":
        figure = data.figures.get(key[1])
        return figure is not None and figure.table is not None
    return (key[0], key[-1]) in {("claim", "words"), ("site", "licence")}


def bind_chart(chart_id: str, spec: ChartBase, binder: Binder) -> BoundChart:
    """The texts of a chart in the binder's language."""
    code = binder.language.code
    title, subtitle = binder.text(spec.title[code]), binder.text(spec.subtitle[code])
    alt, note = (binder.text(each[code]) if each else None for each in (spec.alt, spec.note))
    return BoundChart(chart_id, spec, code, title, subtitle, alt, note)


def _cells(spec: ChartBase, table: Table | None) -> Iterator[str]:
    """The ids of the cells of a file that a chart draws or sorts by."""
    where = {column: text for column, text in (spec.where or {}).items() if table and column in table.columns}
    if table is None or len(where) < len(spec.where or {}):
        return
    figures = [key for key, each in table.columns.items() if each.kind is ColumnKind.FIGURE]
    named = spec.columns_of_kind(ColumnKind.FIGURE)
    rows = table.rows(where, [key for key in figures if key in named] or figures[:1])
    yield from (figure.id for name in rows for figure in rows[name] if isinstance(figure, Figure))


def _chart_uses(chart: BoundChart, data: Data) -> frozenset[str]:
    """What a chart's texts and marks may show: every cell of its table, since `where` can change with the data."""
    spec = chart.spec
    shown = set(spec.figures or ())
    shown |= {value for name in ("part", "whole", "total") if isinstance(value := getattr(spec, name, None), str)}
    table = data.tables.get(spec.table or "")
    shown |= set(data.cells.get(spec.table or "", ()) if isinstance(table, WrittenTable) else _cells(spec, table))
    return all_uses([chart.title, chart.subtitle, chart.alt, chart.note]) | shown
