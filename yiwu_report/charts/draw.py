"""The stage that draws charts: every chart in every language at both widths, or its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from yiwu_report.charts.chart_kind import ChartKind
from yiwu_report.charts.chart_reader import ChartReader
from yiwu_report.charts.colours import NamedThings, assign_colours, given_colours, with_colours
from yiwu_report.charts.kinds import CHART_KINDS, KIND_OF_SPEC
from yiwu_report.charts.labels import ChartLabels, Phrase, common_period, missing_words
from yiwu_report.charts.layout import WIDTHS, ChartLayout
from yiwu_report.charts.notes import description_of, key_of, notes_of
from yiwu_report.charts.panels import draw_panels, plot_panels, select_rows
from yiwu_report.charts.selection import ChartSelection, SelectedRow, ranked_figures
from yiwu_report.compute.row_selection import check_ranking
from yiwu_report.incremental import Memory, NoMemory, Read, Traceable
from yiwu_report.model.bound import Bound, BoundChart
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.data import sources_of as sources_of_figure
from yiwu_report.model.drawn import ChartRows, DataCell, DrawnChart
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.site import Site
from yiwu_report.text.formatting import Language


def rows_of(selection: ChartSelection, words: ChartLabels) -> ChartRows:
    """The rows of a selection, with the category beside the name if colours represent categories."""
    table, colour = selection.table, selection.colour_column
    if table is None:
        header = [words.say(Phrase.HEAD_WHAT), words.say(Phrase.HEAD_VALUE)]
    else:
        header = [words.column(table, selection.label_column or "")]
        header = [words.column(table, selection.facet), *header] if selection.facet else header
        header += [words.column(table, colour)] if colour else []
        header += _series(selection, words)
    return ChartRows(tuple(header), tuple(_row(row, selection, words) for row in selection.rows))


def _series(selection: ChartSelection, words: ChartLabels) -> list[str]:
    """The headings of the columns, with their periods if there are several columns."""
    table = selection.table
    headings = [words.column(table, column) for column in selection.columns] if table else []
    if len(headings) < 2:
        return headings
    periods = [common_period(selection, at) for at in range(len(headings))]
    remarks = [words.period(period) if period else "" for period in periods]
    remarks = ["" if remark == heading else remark for heading, remark in zip(headings, remarks, strict=True)]
    return [words.join("parenthesis", heading, remark) for heading, remark in zip(headings, remarks, strict=True)]


def _row(row: SelectedRow, selection: ChartSelection, words: ChartLabels) -> tuple[DataCell, ...]:
    cells = [DataCell(words.name(row.panel))] if row.panel else []
    cells.append(DataCell(words.name(row.name)))
    if selection.colour_column and selection.table:
        name = words.category(selection.table, selection.colour_column, row.category) if row.category else ""
        cells.append(DataCell(name))
    return (*cells, *(cell_of(figure, words) for figure in row.figures))


def cell_of(figure: Figure | None, words: ChartLabels) -> DataCell:
    """A figure's cell."""
    return DataCell(words.value(figure), figure.id if figure else None)


@dataclass(frozen=True)
class _ChartWorld(Traceable):
    """All that a chart can show, in every language."""

    site: Site
    data: Data
    bound: Bound
    languages: Mapping[str, Language]


def draw_charts(  # noqa: PLR0913  # all inputs of a chart, the cache, and a callback
    site: Site,
    data: Data,
    bound: Bound,
    languages: Mapping[str, Language],
    memory: Memory | None = None,
    *,
    drawn_one: Callable[[DrawnChart], None] = lambda _chart: None,
) -> tuple[Mapping[tuple[str, str], DrawnChart], tuple[Problem, ...]]:
    """Every chart by (id, language), and the problems of those that cannot be drawn.

    A chart that depends on something unusable is skipped without a further problem. `memory` caches charts that were
    drawn before and have not changed; `drawn_one` is called with each chart when it is ready.
    """
    words = [word for kind in CHART_KINDS for word in kind.words]
    problems = [problem for code in site.languages for problem in missing_words(languages[code], words)]
    if problems:
        return {}, tuple(problems)
    drawn: dict[tuple[str, str], DrawnChart] = {}
    memory = memory or NoMemory()
    world = _ChartWorld(site, data, bound, languages)
    colours, of_file = _assigned(world, memory)
    problems += of_file
    for chart_id, spec in site.charts.items():
        if isinstance(spec, Unusable):
            continue
        roles = colours.get(chart_id, {})
        make = partial(_draw_chart, chart_id, spec, roles)
        charts, found = memory.recall(Read("charts", chart_id), world, make, spec, roles)
        drawn |= charts
        problems += found
        for chart in charts.values():
            drawn_one(chart)
    return drawn, tuple(dict.fromkeys(problems))


def _assigned(world: _ChartWorld, memory: Memory) -> tuple[Mapping[str, Mapping[str, str]], list[Problem]]:
    """The colours of each chart, from the things that all charts show, and the problems of content/colours.yaml."""
    found = {
        chart_id: None
        if isinstance(spec, Unusable)
        else memory.recall(Read("things", chart_id), world, partial(_things, spec), spec)
        for chart_id, spec in world.site.charts.items()
    }
    things = {chart_id: each for chart_id, each in found.items() if each}
    given, problems = given_colours(things, world.site.colours, is_complete=None not in found.values())
    first_names = {chart_id: [(key, names[0]) for key, names in each] for chart_id, each in things.items()}
    return assign_colours(first_names, given), problems


def _things(spec: ChartBase, world: _ChartWorld) -> NamedThings | None:
    """The id and the names of each thing that a chart has a colour for; None if it cannot be drawn."""
    reader = ChartReader(spec, world.site, world.data)
    kind = KIND_OF_SPEC[type(spec)]
    if kind.things is None:
        return ()
    selection = select_rows(reader, kind, spec)
    if selection is None or reader.problems:
        return None
    things = kind.things(selection)
    return tuple((each.id, each.texts(world.site.languages)) for each in things)


def _draw_chart(
    chart_id: str, spec: ChartBase, roles: Mapping[str, str], world: _ChartWorld
) -> tuple[Mapping[tuple[str, str], DrawnChart], list[Problem]]:
    """A chart in every language, and its problems; `roles`: the colours of its things."""
    reader = ChartReader(spec, world.site, world.data)
    selection = select_rows(reader, KIND_OF_SPEC[type(spec)], spec)
    if selection is not None:
        selection = with_colours(selection, roles)
        check_ranking(reader, ranked_figures(selection, spec.sort))
    if selection is None or reader.problems or reader.is_unusable(*(figure.id for figure in selection.figures)):
        return {}, reader.problems
    drawn = {}
    for code in world.site.languages:
        texts = world.bound.charts.get((chart_id, code))
        if texts is not None:
            words = ChartLabels.of(world.languages[code], world.data, world.bound, world.site.spec.periods)
            drawn[chart_id, code] = _draw(texts, selection, words)
    return drawn, reader.problems


def _draw(bound: BoundChart, selection: ChartSelection, words: ChartLabels) -> DrawnChart:
    spec = bound.spec
    kind = KIND_OF_SPEC[type(spec)]
    form = kind.form(spec)
    figures, texts = selection.figures, kind.texts(spec, selection, words)
    rows = texts.rows and selection.panels and _rows_of_panels(kind, spec, selection, words)
    return DrawnChart(
        id=bound.id,
        language=bound.language,
        form=form,
        figures=_figures(kind, spec, selection, words),
        rows=rows or texts.rows or rows_of(selection, words),
        description=description_of(bound, selection, words, texts.says),
        notes=notes_of(bound, selection, words, *texts.notes),
        key=key_of(selection, words, kind.key_styles[form]) if texts.key is None else texts.key,
        sources=sources_of(figures, words.data),
        uses=frozenset(figure.id for figure in figures).union(*_shown_in_names(selection, words)),
    )


def _rows_of_panels(
    kind: ChartKind[Any, Any], spec: ChartBase, selection: ChartSelection, words: ChartLabels
) -> ChartRows | None:
    """The table of a kind that makes its own, panel after panel."""
    tables = [(words.name(panel.name), kind.texts(spec, panel.selection, words).rows) for panel in selection.panels]
    first = tables[0][1]
    if first is None or selection.table is None:
        return None
    header = (words.column(selection.table, selection.facet or ""), *first.header)
    return ChartRows(header, tuple((DataCell(name), *row) for name, table in tables if table for row in table.rows))


def _figures(
    kind: ChartKind[Any, Any], spec: ChartBase, selection: ChartSelection, words: ChartLabels
) -> Mapping[int, Mapping[str, Any]]:
    """The chart at each width."""
    layouts = {width: ChartLayout(width) for width in WIDTHS}
    if selection.panels:
        panels, legend = plot_panels(kind, spec, selection, words)
        return {width: draw_panels(kind, spec, panels, legend, layout) for width, layout in layouts.items()}
    plot = kind.plot(selection, words)
    return {width: kind.draw(spec, plot, layout).figure() for width, layout in layouts.items()}


def _shown_in_names(selection: ChartSelection, words: ChartLabels) -> Iterator[frozenset[str]]:
    """What the names of rows and columns show: a title may contain another figure."""
    table = selection.table
    keys: list[tuple[str, ...]] = [("figure", figure.id, "title") for figure in selection.figures]
    if table is not None:
        keys = [("column", table.id, column) for column in selection.columns]
    for key in keys:
        bound = words.texts.get((*key, words.language.code))
        if bound is not None:
            yield bound.uses


def sources_of(figures: Sequence[Figure], data: Data) -> tuple[str, ...]:
    """The sources of what a chart shows, those of the inputs of derived figures too, in order."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(reversed(figures))
    while waiting:
        figure = waiting.pop()
        if figure.id in seen:
            continue
        seen.add(figure.id)
        found |= dict.fromkeys(sources_of_figure(figure, data))
        waiting += [data.figures[each] for each in reversed(figure.inputs) if each in data.figures]
    return tuple(found)
