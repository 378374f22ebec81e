"""From a file of the site back to the inputs it is made of, and from a figure to every place that shows it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiwu_report.build import Session
from yiwu_report.build.stages import Stages
from yiwu_report.editor.analysis.usage import Usage, usages
from yiwu_report.incremental import ANY, EVERYTHING, KEYS, Has, Read
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import CellSpec, TableSpec
from yiwu_report.model.output import Output
from yiwu_report.model.problem import Place
from yiwu_report.model.site import Site, entries_of, entry_of
from yiwu_report.resolve.texts import texts_of
from yiwu_report.site.report import Context
from yiwu_report.site.report.assets import STYLES

# What a step gives: an input, or something that is made of inputs itself.
_TraceSteps = Iterator["LineageInput | Read"]


@dataclass(frozen=True, order=True, slots=True)
class LineageInput:
    """Something that an editor wrote, or a template."""

    place: Place
    what: str  # e.g. "figure parks.completed", "template"

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def inputs_of(output: Output, session: Session, context: Context) -> tuple[LineageInput, ...]:
    """Every input an output depends on, in the order of the files.

    What is not among them can be changed without the output changing.
    """
    tracer = _Tracer(session, context)
    found: set[LineageInput] = set()
    seen: set[Read] = set()
    waiting: list[LineageInput | Read] = list(session.reads(output, context))
    while waiting:
        each = waiting.pop()
        if isinstance(each, LineageInput):
            found.add(each)
        elif each not in seen:
            seen.add(each)
            waiting += tracer.step(each)
    return tuple(sorted(found))


class _Tracer:
    """Follows one step from a read value to its own dependencies."""

    def __init__(self, session: Session, context: Context) -> None:
        self._session, self._context = session, context
        self._kept = sorted(_files_of(context.site))
        self._texts = {
            (*key, code): text.start
            for key, localized in texts_of(context.site, context.data)
            for code, text in localized.items()
        }

    def step(self, read: Read) -> _TraceSteps:
        """The dependencies of a read value."""
        path, key = read
        if key in {KEYS, ANY, EVERYTHING}:
            for file in self._files(_WHOLE[path]):
                yield LineageInput(Place(file), _LISTED.get(path, path))
            return
        if isinstance(key, Has):
            key = key.key
        yield from _STEPS[path](self, key)

    def _files(self, folders: Iterable[str]) -> Iterator[str]:
        """The files that hold the entries of some mapping, e.g. every one of data/figures/."""
        return (file for file in self._kept if file.startswith(tuple(folders)))

    def _entry(self, kind: str, name: str) -> _TraceSteps:
        entry = entry_of(self._context.site, kind, name)
        if entry is not None:
            yield LineageInput(entry.place, f"{kind} {name}")

    def _reads(self, *key: Hashable) -> _TraceSteps:
        yield from self._session.reads_of(key)

    def figure(self, name: Any) -> _TraceSteps:
        figure = self._context.data.figures.get(name)
        if figure is None:  # that there is none was read
            return
        yield from self._own(figure)
        yield Read("data.units", figure.unit_id)
        yield from (Read("data.figures", each) for each in figure.inputs)

    def _own(self, figure: Figure) -> _TraceSteps:
        """The entry of a figure; of a cell, its column too, which says what its cells are."""
        if figure.table is None or figure.column is None:
            yield LineageInput(figure.place, f"{'derived' if figure.is_derived else 'figure'} {figure.id}")
            return
        yield from self._column(figure.table, figure.column)
        if not figure.is_derived:
            yield LineageInput(figure.place, f"figure {figure.id}")

    def _column(self, table: str, column: str) -> _TraceSteps:
        spec = self._context.site.tables.get(table)
        if isinstance(spec, TableSpec):
            yield LineageInput(spec.columns[column].place, f"column {table}.{column}")

    def table(self, name: Any) -> _TraceSteps:
        yield from self._entry("table", name)
        for file in self._files([f"data/tables/{name}.csv"]):
            yield LineageInput(Place(file), f"table {name}")
        yield from (Read("data.figures", each) for each in self._context.data.cells.get(name, ()))

    def text(self, key: Any) -> _TraceSteps:
        """A short text stands in the entry of what it belongs to; that of a cell may stand in its column."""
        kind, name, *_ = key
        figure = self._context.data.figures.get(name) if kind == "figure" else None
        if figure is not None:
            yield from self._own(figure)
            if figure.whole is not None:  # its title says what a percentage is a percentage of
                yield Read("bound.texts", ("figure", figure.whole, "title", key[-1]))
        elif key not in self._texts:
            return
        elif kind == "column":
            yield from self._column(name, key[2])
        elif kind == "site":
            yield LineageInput(Place(self._texts[key].file), "site")
        else:
            entry = entry_of(self._context.site, kind, name)
            yield LineageInput(entry.place if entry else self._texts[key], f"{kind} {name}")
        yield Read("languages", key[-1])
        yield from self._reads("text", *key)

    def article(self, key: Any) -> _TraceSteps:
        slug, language = key
        yield LineageInput(Place(f"content/articles/{slug}/{language}.md"), f"article {slug} {language}")
        yield Read("languages", language)
        yield from self._reads("article", slug, language)

    def headline(self, key: Any) -> _TraceSteps:
        slug, language = key
        yield LineageInput(Place(f"content/articles/{slug}/{language}.md"), f"article {slug} {language}")
        yield Read("languages", language)
        title = self._context.article_titles.get(key)
        for used in title.uses if title else ():
            kind, _, name = used.rpartition(" ")
            yield Read("findings" if kind == "claim" else "data.figures", name)

    def card(self, key: Any) -> _TraceSteps:
        """The headline, the names of site and publisher, and the key figures up to the first that has a value."""
        yield from self.headline(key)
        yield Read("site.spec", EVERYTHING)
        for name in ("title", "publisher"):
            yield Read("bound.texts", ("site", name, key[1]))
        article = self._context.articles.get(key)
        for name in article.key_figures if article else ():
            yield Read("data.figures", name)
            yield Read("bound.texts", ("figure", name, "title", key[1]))
            figure = self._context.data.figures.get(name)
            if figure is not None and figure.is_published:
                return

    def sibling(self, slug: Any) -> _TraceSteps:
        for article in self._context.site.articles:
            if article.slug == slug:
                yield LineageInput(Place(article.file), f"article {slug} {article.language}")

    def chart_texts(self, key: Any) -> _TraceSteps:
        chart, language = key
        yield from self._chart_file(chart)
        yield Read("languages", language)
        yield from self._reads("texts of a chart", chart, language)

    def chart(self, key: Any) -> _TraceSteps:
        yield from self._chart_file(key[0])
        yield from self._reads("chart", key[0])

    def _chart_file(self, chart: str) -> _TraceSteps:
        yield LineageInput(Place(f"content/charts/{chart}.yaml"), f"chart {chart}")

    def home(self, key: Any) -> _TraceSteps:
        """The first article that shows a chart; any of the language could be."""
        for file in self._files(["content/articles/"]):
            if file.endswith(f"/{key[1]}.md"):
                yield LineageInput(Place(file), "which charts are shown")

    def claim(self, name: Any) -> _TraceSteps:
        yield from self._entry("claim", name)
        finding = self._context.findings.get(name)
        if finding is not None:
            said = [finding.claim.says] if finding.claim.says else []
            yield from (Read("data.figures", each) for each in (*finding.inputs, *said))

    def checks(self, figure: Any) -> _TraceSteps:
        """The claims that a figure stands in; any claim could be one."""
        for finding in self._context.checks.get(figure, ()):
            yield Read("findings", finding.id)
        yield from self._claims_file()

    def marks(self, figure: Any) -> _TraceSteps:
        yield from self.checks(figure)
        yield from self._corrections_file()

    def _claims_file(self) -> _TraceSteps:
        for file in self._files(["data/claims.yaml"]):
            yield LineageInput(Place(file), "which claims there are")

    def _corrections_file(self) -> _TraceSteps:
        for file in self._files(["data/corrections.yaml"]):
            yield LineageInput(Place(file), "corrections")

    def asset(self, name: Any) -> _TraceSteps:
        if name in STYLES:
            yield from (Read("assets", each) for each in STYLES[name])
        elif name == "plotly.js":
            yield Read("site.spec", EVERYTHING)  # it may name another one
        else:
            yield Read("assets", name)


def _files_of(site: Site) -> set[str]:
    """The files that hold an entry, a cell or an article."""
    entries = [site.spec, *site.corrections, *(each for kind in entries_of(site).values() for each in kind.values())]
    tables = [table for table in site.tables.values() if isinstance(table, TableSpec)]
    cells = [cell for table in tables for row in table.rows.values() for cell in row.values()]
    labels = [next(iter(cell.values())).start for cell in cells if isinstance(cell, dict)]
    places = [*(each.place for each in entries), *(each.place for each in cells if isinstance(each, CellSpec)), *labels]
    return {place.file for place in places} | {article.file for article in site.articles}


def _of_kind(kind: str) -> Callable[[_Tracer, Any], _TraceSteps]:
    return lambda tracer, name: tracer._entry(kind, name)  # noqa: SLF001  # of this module


def _in_folder(folder: str, what: str, ending: str = "") -> Callable[[_Tracer, Any], _TraceSteps]:
    return lambda _tracer, name: iter([LineageInput(Place(f"{folder}{name}{ending}"), what)])


_STEPS: Mapping[str, Callable[[_Tracer, Any], _TraceSteps]] = {
    "article_titles": _Tracer.headline,
    "articles": _Tracer.article,
    "assets": _in_folder("templates/assets/", "asset"),
    "bound.charts": _Tracer.chart_texts,
    "bound.texts": _Tracer.text,
    "cards": _Tracer.card,
    "chart_homes": _Tracer.home,
    "chart_scripts": _Tracer.chart,
    "charts": _Tracer.chart,
    "checks": _Tracer.checks,
    "data.cells": _Tracer.table,
    "data.figures": _Tracer.figure,
    "data.sources": _of_kind("source"),
    "data.tables": _Tracer.table,
    "data.units": _of_kind("unit"),
    "findings": _Tracer.claim,
    "languages": _in_folder("templates/words/", "words", ".yaml"),
    "marks": _Tracer.marks,
    "pictures": _Tracer.chart,
    "siblings": _Tracer.sibling,
    "site.charts": _of_kind("chart"),
    "site.claims": _of_kind("claim"),
    "site.derived": _of_kind("derived"),
    "site.figures": _of_kind("figure"),
    "site.tables": _of_kind("table"),
    "site_assets": _Tracer.asset,
    "templates": _in_folder("templates/", "template"),
}

_SITE, _CORRECTIONS, _CLAIMS = ("content/site.yaml",), ("data/corrections.yaml",), ("data/claims.yaml",)
_ARTICLES, _CHARTS = ("content/articles/",), ("content/charts/",)
_FIGURES = ("data/figures/", "data/tables/", "data/derived.yaml")

# Where that is found which is read as a whole, or which says what entries there are.
_WHOLE: Mapping[str, tuple[str, ...]] = {
    "article_days": _ARTICLES,
    "articles": _ARTICLES,
    "bound.texts": _FIGURES,
    "charts": _CHARTS,
    "data.cells": _FIGURES,
    "data.figures": _FIGURES,
    "data.sources": ("data/sources.yaml",),
    "data.tables": ("data/tables/",),
    "data.units": ("data/units.yaml",),
    "data.unusable": (),
    "findings": _CLAIMS,
    "languages": _SITE,
    "pictures": _CHARTS,
    "published": _ARTICLES,
    "shown_charts": (*_ARTICLES, *_CHARTS),
    "site.claims": _CLAIMS,
    "site.corrections": _CORRECTIONS,
    "site.languages": _SITE,
    "site.spec": _SITE,
    "site.unread": (),
    "traits": (*_FIGURES, *_CHARTS),
}
_LISTED = {
    "site.spec": "site",
    "site.languages": "languages",
    "site.corrections": "corrections",
    "data.figures": "which figures there are",
    "data.tables": "which tables there are",
    "data.units": "which units there are",
    "data.sources": "which sources there are",
    "findings": "which claims there are",
    "site.claims": "which claims there are",
    "pictures": "which charts there are",
    "charts": "which charts there are",
    "shown_charts": "which charts are shown",
    "articles": "which articles there are",
    "published": "which articles there are",
    "article_days": "the days of the articles",
    "traits": "which kinds of numbers there are",
}


@dataclass(frozen=True)
class Use:
    """What shows a figure: places of the inputs, and files of the site."""

    places: tuple[Usage, ...]
    outputs: tuple[Output, ...]


def uses_of(figure_id: str, session: Session, stages: Stages, context: Context) -> Use:
    """Every place that uses the figure, in the order of the files, and every output made of it, by path."""
    places = usages(context.site, context.data, context.findings, context.charts)[figure_id]
    figure = context.data.figures[figure_id]
    outputs = [
        output
        for output in stages.outputs
        if any(
            each.place == figure.place and each.what.endswith(f" {figure_id}")
            for each in inputs_of(output, session, context)
        )
    ]
    return Use(places, tuple(outputs))
