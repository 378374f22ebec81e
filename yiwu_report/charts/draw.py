"""The charts stage: every chart in every language at both widths, or its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.bar import draw_bars, plot_bars, select_bars
from yiwu_report.charts.chart_rows import rows_of
from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.dumbbell import draw_dumbbells, plot_dumbbells, select_dumbbells
from yiwu_report.charts.line import draw_lines, line_notes, plot_lines, select_line
from yiwu_report.charts.plot import Plot
from yiwu_report.charts.range_dots import draw_ranges, plot_ranges, select_ranges
from yiwu_report.charts.ranking import check_ranking
from yiwu_report.charts.remarks import description_of, key_of, notes_of
from yiwu_report.charts.room import WIDTHS
from yiwu_report.charts.selection import Selection
from yiwu_report.charts.sheet import Sheet
from yiwu_report.charts.waffle import draw_waffle, plot_waffle, select_waffle, waffle_notes
from yiwu_report.charts.words_check import missing_words
from yiwu_report.formatting import Language
from yiwu_report.model.bound import Bound, BoundChart
from yiwu_report.model.charts import BarChart, DumbbellChart, LineChart, RangeChart, WaffleChart
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.site import AnyChart, Site
from yiwu_report.tracing import Memory, NoMemory, Traceable


@dataclass(frozen=True)
class _Kind:
    """How a chart kind is read, described and drawn."""

    select: Callable[..., Selection | None]
    plot: Callable[[Selection, ChartWords], Plot]
    draw: Callable[..., Sheet]
    style: str = "bar"
    notes: Callable[..., tuple[str, ...]] = lambda _spec, _words: ()


_KINDS: dict[type[AnyChart], _Kind] = {
    BarChart: _Kind(select_bars, plot_bars, draw_bars),
    DumbbellChart: _Kind(select_dumbbells, plot_dumbbells, draw_dumbbells, "dot"),
    RangeChart: _Kind(select_ranges, plot_ranges, draw_ranges, "dot"),
    WaffleChart: _Kind(select_waffle, plot_waffle, draw_waffle, "bar", waffle_notes),
    LineChart: _Kind(select_line, plot_lines, draw_lines, "line", line_notes),
}


@dataclass(frozen=True)
class _World(Traceable):
    """All that a chart can show, in every language."""

    site: Site
    data: Data
    bound: Bound
    languages: Mapping[str, Language]


def draw_charts(  # noqa: PLR0913  # all that a chart can show, what is known of it, and who waits for it
    site: Site,
    data: Data,
    bound: Bound,
    languages: Mapping[str, Language],
    memory: Memory | None = None,
    *,
    drawn_one: Callable[[DrawnChart], None] = lambda _chart: None,
) -> tuple[Mapping[tuple[str, str], DrawnChart], tuple[Problem, ...]]:
    """Every chart by (id, language), and the problems of those that cannot be drawn.

    A chart that depends on something unusable is skipped without a problem of its own. `memory` caches charts that were
    drawn before and have not changed; `drawn_one` gets each chart as soon as it is there.
    """
    problems = [problem for code in site.languages for problem in missing_words(languages[code])]
    if problems:
        return {}, tuple(problems)
    drawn: dict[tuple[str, str], DrawnChart] = {}
    world = _World(site, data, bound, languages)
    for chart_id, spec in site.charts.items():
        if isinstance(spec, Unusable):
            continue
        make = partial(_draw_chart, chart_id, spec)
        charts, found = (memory or NoMemory()).recall(("chart", chart_id), world, make, spec)
        drawn |= charts
        problems += found
        for chart in charts.values():
            drawn_one(chart)
    return drawn, tuple(dict.fromkeys(problems))


def _draw_chart(
    chart_id: str, spec: AnyChart, world: _World
) -> tuple[Mapping[tuple[str, str], DrawnChart], list[Problem]]:
    """A chart in every language, and its problems."""
    asking = Asking(chart_id, spec, world.site, world.data)
    selection = _KINDS[type(spec)].select(asking, spec)
    if selection is not None:
        check_ranking(asking, selection)
    if selection is None or asking.problems or asking.is_unusable(*(figure.id for figure in selection.figures)):
        return {}, asking.problems
    drawn = {}
    for code in world.site.languages:
        texts = world.bound.charts.get((chart_id, code))
        if texts is not None:
            words = ChartWords.of(world.languages[code], world.data, world.bound, world.site.spec.periods)
            drawn[chart_id, code] = _draw(texts, selection, words)
    return drawn, asking.problems


def _draw(bound: BoundChart, selection: Selection, words: ChartWords) -> DrawnChart:
    spec = bound.spec
    kind = _KINDS[type(spec)]
    plot = kind.plot(selection, words)
    figures = selection.figures
    return DrawnChart(
        id=bound.id,
        language=bound.language,
        kind=spec.kind,
        figures={width: kind.draw(spec, plot, width).figure() for width in WIDTHS},
        rows=rows_of(selection, words),
        description=description_of(bound, selection, words),
        notes=notes_of(bound, selection, words, *kind.notes(spec, words)),
        key=key_of(figures, words, kind.style),
        sources=sources_of(figures, words.data),
        uses=frozenset(figure.id for figure in figures).union(*_shown_in_names(selection, words)),
    )


def _shown_in_names(selection: Selection, words: ChartWords) -> Iterator[frozenset[str]]:
    """What the names of rows and columns show: a title may hold another figure."""
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
        if figure.source is not None:
            found[figure.source] = None
        waiting += [data.figures[each] for each in reversed(figure.inputs) if each in data.figures]
    return tuple(found)
