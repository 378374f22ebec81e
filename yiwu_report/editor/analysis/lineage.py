"""The inputs that a file of the site depends on, and the files that depend on an input."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from yiwu_report.build import Session
from yiwu_report.compute.derive.views import uses_of_view
from yiwu_report.incremental import ANY, EVERYTHING, KEYS, Has, Read
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import CellSpec, TableSpec
from yiwu_report.model.output import Output
from yiwu_report.model.problem import Place
from yiwu_report.model.site import Site, entries_of, entry_of
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.views import ViewSpec
from yiwu_report.resolve.texts import texts_of
from yiwu_report.site.report import Context
from yiwu_report.site.report.assets import SCRIPTS, STYLES

# The result of a step: an input, or something that depends on inputs itself.
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

    Everything else can change without changing the output.
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


def outputs_of(
    inputs: Collection[LineageInput], outputs: Iterable[Output], session: Session, context: Context
) -> tuple[Output, ...]:
    """The outputs that depend on one of these inputs, in their order: each read is followed once for all of them."""
    tracer = _Tracer(session, context)
    made_of: dict[Read, list[LineageInput | Read]] = {}
    reads = {output: list(session.reads(output, context)) for output in outputs}
    waiting = [read for of_one in reads.values() for read in of_one]
    while waiting:
        read = waiting.pop()
        if read not in made_of:
            made_of[read] = list(tracer.step(read))
            waiting += [each for each in made_of[read] if not isinstance(each, LineageInput)]
    used_by: dict[LineageInput | Read, list[Read]] = {}
    for read, parts in made_of.items():
        for each in parts:
            used_by.setdefault(each, []).append(read)
    affected: set[LineageInput | Read] = set()
    following: list[LineageInput | Read] = list(inputs)
    while following:
        each = following.pop()
        if each not in affected:
            affected.add(each)
            following += used_by.get(each, ())
    return tuple(output for output, of_one in reads.items() if not affected.isdisjoint(of_one))


class _Tracer:
    """Follows one step from a read value to its own dependencies."""

    def __init__(self, session: Session, context: Context) -> None:
        self._session, self._context = session, context
        self._files = sorted(_files_of(context.site))
        self._texts = {
            (*key, code): text.start
            for key, localized in texts_of(context.site, context.data)
            for code, text in localized.items()
        }

    def step(self, read: Read) -> _TraceSteps:
        """The dependencies of a read value: those recorded when it was made, and those that its kind adds."""
        path, key = read
        origin = ORIGINS[path]
        if key in {KEYS, ANY, EVERYTHING}:
            yield from self._all_in(origin.files, origin.listed or path)
            return
        key = key.key if isinstance(key, Has) else key
        yield from self._session.reads_of(Read(path, key))
        if origin.entry is not None:
            yield from origin.entry(self, key)

    def _all_in(self, files: tuple[str, ...], what: str) -> _TraceSteps:
        """The files of the project among these, or in these folders."""
        return (LineageInput(Place(file), what) for file in self._files if file.startswith(files))

    def _entry(self, kind: str, name: str) -> _TraceSteps:
        entry = entry_of(self._context.site, kind, name)
        if entry is not None:
            yield LineageInput(entry.place, f"{kind} {name}")

    def figure(self, name: Any) -> _TraceSteps:
        yield from self._view_of(str(name))
        figure = self._context.data.figures.get(name)
        if figure is None:  # that there is none was read
            return
        yield from self._own(figure)
        yield Read("data.units", figure.unit_id)
        yield from (Read("data.figures", each) for each in figure.inputs)
        for each in figure.column_inputs:
            table, _, column = each.partition(".")
            if column:
                yield from self._column(table, column)
            yield from self._file_of(table)

    def _view_of(self, name: str) -> _TraceSteps:
        """The view that a reference goes through, and the tables that it is made of: they decide which cell it means."""
        view = name.partition("[")[0].partition(".")[0]
        if view in self._context.site.views:
            yield Read("data.tables", view)

    def _file_of(self, table: str) -> _TraceSteps:
        """The file that a table is read from, as a whole."""
        spec = self._context.site.tables.get(table)
        if isinstance(spec, FileTableSpec):
            yield LineageInput(Place(f"data/files/{spec.file_name}"), f"table {table}")

    def _own(self, figure: Figure) -> _TraceSteps:
        """The entry of a figure; of a cell, its column too, which defines its cells."""
        if figure.table is None or figure.column is None:
            yield LineageInput(figure.place, f"{'derived' if figure.is_derived else 'figure'} {figure.id}")
            return
        if figure.recipe is not None:
            yield from self._view_of(figure.table)
            return
        yield from self._column(figure.table, figure.column)
        if not figure.is_derived:
            yield LineageInput(figure.place, f"figure {figure.id}")

    def _column(self, table: str, column: str) -> _TraceSteps:
        spec = self._context.site.tables.get(table)
        if isinstance(spec, TableSpec | FileTableSpec):
            yield LineageInput(spec.columns[column].place, f"column {table}.{column}")

    def table(self, name: Any) -> _TraceSteps:
        yield from self._entry("table", name)
        yield from self._file_of(name)
        view = self._context.site.views.get(name)
        if isinstance(view, ViewSpec):
            yield from self._entry("view", name)
            yield from (
                Read("data.tables", each)
                for each in dict.fromkeys(uses_of_view(view))
                if each in self._context.data.tables
            )
            yield from (Read("data.figures", each) for each in uses_of_view(view) if each in self._context.data.figures)
        yield from (Read("data.figures", each) for each in self._context.data.cells.get(name, ()))

    def text(self, key: Any) -> _TraceSteps:
        """A short text is in the entry of its owner; that of a cell may be in its column."""
        kind, name, *_ = key
        figure = self._context.data.figures.get(name) if kind == "figure" else None
        if figure is not None:
            yield from self._own(figure)
            if figure.whole is not None:  # its title names the base of the percentage
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

    def article(self, key: Any) -> _TraceSteps:
        slug, language = key
        yield LineageInput(Place(f"content/articles/{slug}/{language}.md"), f"article {slug} {language}")
        yield Read("languages", language)

    def headline(self, key: Any) -> _TraceSteps:
        yield from self.article(key)
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
        yield from self._chart_file(key[0])
        yield Read("languages", key[1])

    def chart(self, key: Any) -> _TraceSteps:
        """Drawn in every language at once."""
        yield from self._chart_file(key[0])
        yield from self._session.reads_of(Read("charts", key[0]))

    def display(self, name: Any) -> _TraceSteps:
        """The rows of a display."""
        yield from self._entry("display", name)
        yield from self._session.reads_of(Read("displayed", name))

    def _chart_file(self, chart: str) -> _TraceSteps:
        yield LineageInput(Place(f"content/charts/{chart}.yaml"), f"chart {chart}")

    def home(self, key: Any) -> _TraceSteps:
        """The first article that shows a chart; any of the language could be."""
        for file in self._files:
            if file.startswith(_ARTICLES) and file.endswith(f"/{key[1]}.md"):
                yield LineageInput(Place(file), ORIGINS["shown_charts"].listed)

    def claim(self, name: Any) -> _TraceSteps:
        yield from self._entry("claim", name)
        finding = self._context.findings.get(name)
        if finding is not None:
            said = [finding.claim.says] if finding.claim.says else []
            yield from (Read("data.figures", each) for each in (*finding.inputs, *said))

    def checks(self, figure: Any) -> _TraceSteps:
        """The claims about a figure; any claim could be one."""
        for finding in self._context.checks.get(figure, ()):
            yield Read("findings", finding.id)
        yield Read("findings", KEYS)

    def marks(self, figure: Any) -> _TraceSteps:
        yield from self.checks(figure)
        yield Read("site.corrections", EVERYTHING)

    def asset(self, name: Any) -> _TraceSteps:
        if parts := STYLES.get(name) or SCRIPTS.get(name):
            yield from (Read("assets", each) for each in parts)
        elif name == "plotly.js":
            yield Read("site.spec", EVERYTHING)  # it may name another one
        else:
            yield Read("assets", name)


def _files_of(site: Site) -> set[str]:
    """The files that contain an entry, a cell or an article."""
    entries = [site.spec, *site.corrections, *(each for kind in entries_of(site).values() for each in kind.values())]
    tables = [table for table in site.tables.values() if isinstance(table, TableSpec)]
    cells = [cell for table in tables for row in table.rows.values() for cell in row.values()]
    labels = [next(iter(cell.values())).start for cell in cells if isinstance(cell, dict)]
    places = [*(each.place for each in entries), *(each.place for each in cells if isinstance(each, CellSpec)), *labels]
    return {place.file for place in places} | {article.file for article in site.articles}


_Entry = Callable[[_Tracer, Any], _TraceSteps]


class _Origin(NamedTuple):
    """The inputs of the values of a field."""

    entry: _Entry | None  # one entry of a mapping
    files: tuple[str, ...] = ()  # or folders: which entries there are, or all of a field
    listed: str = ""  # a description for people; default: the field


def _of_kind(kind: str) -> _Entry:
    return lambda tracer, name: tracer._entry(kind, name)  # noqa: SLF001  # of this module


def _in_folder(folder: str, what: str, ending: str = "") -> _Entry:
    return lambda _tracer, name: iter([LineageInput(Place(f"{folder}{name}{ending}"), what)])


_SITE, _ARTICLES, _CHARTS = ("content/site.yaml",), ("content/articles/",), ("content/charts/",)
_DISPLAYS = ("content/tables/", "content/articles/")
_FIGURES = ("data/figures/", "data/tables/", "data/views/", "data/derived.yaml")
_WHICH_FIGURES = _Origin(_Tracer.figure, _FIGURES, "which figures there are")
_WHICH_TABLES = _Origin(_Tracer.table, ("data/tables/", "data/views/"), "which tables there are")
_WHICH_UNITS = _Origin(_of_kind("unit"), ("data/units.yaml",), "which units there are")
_WHICH_SOURCES = _Origin(_of_kind("source"), ("data/sources.yaml",), "which sources there are")
_WHICH_CLAIMS = _Origin(_Tracer.claim, ("data/claims.yaml",), "which claims there are")
_WHICH_CHARTS = _Origin(_Tracer.chart, _CHARTS, "which charts there are")
_WHICH_ARTICLES = _Origin(_Tracer.article, _ARTICLES, "which articles there are")

# Of every field that can be read when an output, a text or a chart is made. A test finds missing ones.
ORIGINS: Mapping[str, _Origin] = {
    "article_days": _Origin(None, _ARTICLES, "the days of the articles"),
    "article_titles": _WHICH_ARTICLES._replace(entry=_Tracer.headline),
    "articles": _WHICH_ARTICLES,
    "assets": _Origin(_in_folder("templates/assets/", "asset")),
    "bound.articles": _WHICH_ARTICLES,
    "bound.cells": _Origin(None, _FIGURES, "which cells of files are shown"),
    "bound.charts": _WHICH_CHARTS._replace(entry=_Tracer.chart_texts),
    "bound.remarks": _Origin(None),
    "bound.texts": _Origin(_Tracer.text, _FIGURES),
    "cards": _WHICH_ARTICLES._replace(entry=_Tracer.card),
    "cards_without": _Origin(None, _SITE),
    "chart_homes": _Origin(_Tracer.home, (*_ARTICLES, *_CHARTS), "which charts are shown"),
    "chart_scripts": _WHICH_CHARTS,
    "charts": _WHICH_CHARTS,
    "checks": _WHICH_CLAIMS._replace(entry=_Tracer.checks),
    "compiled": _Origin(None),  # of templates, which are read themselves
    "data.cells": _Origin(_Tracer.table, _FIGURES),
    "data.figures": _WHICH_FIGURES,
    "data.sources": _WHICH_SOURCES,
    "data.tables": _WHICH_TABLES,
    "data.units": _WHICH_UNITS,
    "data.unusable": _Origin(None),
    "displayed": _Origin(_Tracer.display, _DISPLAYS, "which tables are displayed how"),
    "findings": _WHICH_CLAIMS,
    "languages": _Origin(_in_folder("templates/words/", "words", ".yaml"), _SITE),
    "marks": _WHICH_CLAIMS._replace(entry=_Tracer.marks),
    "pictures": _WHICH_CHARTS,
    "published": _WHICH_ARTICLES,
    "shown_charts": _Origin(None, (*_ARTICLES, *_CHARTS), "which charts are shown"),
    "siblings": _WHICH_ARTICLES._replace(entry=_Tracer.sibling),
    "site.areas": _Origin(None, ("data/files/",), "areas of maps"),
    "site.articles": _WHICH_ARTICLES,
    "site.colours": _Origin(None, ("content/colours.yaml",), "colours of charts"),
    "site.column_tables": _WHICH_TABLES,
    "site.charts": _WHICH_CHARTS._replace(entry=_of_kind("chart")),
    "site.claims": _WHICH_CLAIMS._replace(entry=_of_kind("claim")),
    "site.corrections": _Origin(None, ("data/corrections.yaml",), "corrections"),
    "site.derived": _WHICH_FIGURES._replace(entry=_of_kind("derived")),
    "site.displays": _Origin(_of_kind("display"), _DISPLAYS, "which tables are displayed how"),
    "site.fetched": _Origin(None, ("data/origins.yaml",), "where data files were fetched"),
    "site.figures": _WHICH_FIGURES._replace(entry=_of_kind("figure")),
    "site.lacks_corrections": _Origin(None, ("data/corrections.yaml",), "corrections"),
    "site.languages": _Origin(None, _SITE, "languages"),
    "site.layouts": _Origin(None, ("data/layouts/", "templates/layouts/"), "layouts of tile maps"),
    "site.sources": _WHICH_SOURCES,
    "site.spec": _Origin(None, _SITE, "site"),
    "site.tables": _WHICH_TABLES._replace(entry=_of_kind("table")),
    "site.views": _WHICH_TABLES._replace(entry=_of_kind("view")),
    "site.units": _WHICH_UNITS,
    "site.unread": _Origin(None),
    "site_assets": _Origin(_Tracer.asset),
    "templates": _Origin(_in_folder("templates/", "template")),
    "tokens": _Origin(None, ("templates/assets/tokens.css",), "sizes and colours"),
    "traits": _Origin(None, (*_FIGURES, *_CHARTS), "which kinds of numbers there are"),
}
