"""Histograms: how many rows have values in each of several equal steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.axes.ticks import nice_ticks
from yiwu_report.charts.axes.value_axis import TICK_GAP_PX, are_words_apart, draw_left_axis, middle_inside
from yiwu_report.charts.canvas import LINE, TICK_PX, VALUE_PX, Axis, Canvas, Stroke, Style, TextLabel, px_axis
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts, Item
from yiwu_report.charts.chart_reader import ChartReader, check_count, check_lengths
from yiwu_report.charts.labels import ChartLabels, Phrase
from yiwu_report.charts.layout import ChartLayout, widest_px, wrap
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.bar_mark import BarPen
from yiwu_report.charts.marks.binned_plot import BinWords, CountedRow, HistogramPhrase, HistogramPlot
from yiwu_report.charts.marks.mark_labels import hover_text
from yiwu_report.charts.marks.uncertainty_marks import Lane, PlotFrame
from yiwu_report.charts.marks.value_bins import (
    MOST_BINS,
    ValueBin,
    ValueBins,
    bin_count,
    fullest_bin,
    intervals_of,
    is_bounded,
)
from yiwu_report.charts.selection import ChartSelection, select_cells, select_listed
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.drawn import ChartRows, DataCell
from yiwu_report.model.fields import DecimalNumber, Flag, Id
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval, plain

MOST_VALUES = 10_000
PLOT_PX, NARROW_PLOT_PX, PANEL_PX = 260.0, 210.0, 110.0
TOP_PX, MARK_PX = 4.0, 5.0
MEDIAN_GAP_PX = 9.0  # half of the number of the highest tick
_BINS = re.compile(r"bins|edges|breaks|thresholds|bin_?(?:width|size|count)|nbins")


class HistogramChart(ChartBase):
    """How many rows have values in each of several equal steps."""

    other_names: ClassVar[Mapping[str, str]] = {"distribution": "draw kind: histogram"}
    is_from_zero = True
    is_of_counts = True

    kind: Literal["histogram"]
    x: Annotated[Id | None, ColumnRef(ColumnKind.FIGURE)] = Field(None, description="the column of figures to count")
    step: DecimalNumber | None = Field(
        None, description="how much each bar covers; default: by the Freedman–Diaconis rule, rounded to 1, 2, 5, 10 …"
    )
    share: Flag = Field(False, description="true: the percentage of all values in each bar, instead of their number")
    median: Flag = Field(True, description="false: without the line at the median")

    @classmethod
    def fault_of_key(cls, key: str) -> Fault | None:
        """Keys for bins of unequal steps, in which a longer bar is not a greater number per step."""
        if not _BINS.fullmatch(key):
            return super().fault_of_key(key)
        message = f'"{key}" in a histogram: all bars cover the same step, otherwise their lengths cannot be compared'
        return Fault(Rule.CHART_SHAPE, message, "write step: with what each bar covers")

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """A step above zero, and no order but that of the values."""
        if self.step is not None and self.step <= 0:
            return "step", Fault(Rule.CHART_SHAPE, f"step: {self.step} is not above zero", "write a positive number")
        if self.sort is not None:
            message = "sort: in a histogram, whose bars are in the order of the values"
            return "sort", Fault(Rule.CHART_SHAPE, message, "remove sort:")
        return super().fault_of_shape()


def select_histogram(reader: ChartReader, spec: HistogramChart) -> ChartSelection | None:
    """A row for each value; None if something is wrong or unusable."""
    if spec.figures:
        selection = select_listed(reader, spec.figures)
    else:
        table = reader.table(spec.table or "")
        column = reader.column_or_first("x", table, spec.x, ColumnKind.FIGURE) if table else None
        if table is None or column is None:
            return None
        selection = select_cells(reader, table, [column], None)
    if selection is None:
        return None
    key = "figures" if spec.figures else "x"
    check_lengths(reader, selection.figures, key)
    check_count(reader, key, len(selection.rows), MOST_VALUES, "values; choose rows with where:")
    if reader.problems:
        return selection
    intervals = [each for each in intervals_of(selection.figures) if each is not None]
    if not intervals:
        reader.refuse(key, Rule.CHART_SHAPE, "no value to count: none is published", "show the rows in a table")
    elif spec.step is not None and (count := bin_count(intervals, spec.step)) > MOST_BINS:
        message = f"{count} bars with step: {plain(spec.step)}"
        reader.refuse(
            "step", Rule.CHART_CATEGORIES, message, f"write a larger step; at most {MOST_BINS} bars are drawn"
        )
    return selection


def plot_histogram(selection: ChartSelection, words: ChartLabels) -> HistogramPlot:
    """The chart in words."""
    rows = tuple(CountedRow(interval) for interval in intervals_of([row.figures[0] for row in selection.rows]))
    unit = selection.figures[0].unit if selection.figures else None
    return HistogramPlot(rows, ticks=words.ticks(selection.on_scale()), words=words, unit=unit)


@dataclass(frozen=True)
class _HistogramLayout:
    """The positions of everything, in px."""

    canvas: Canvas
    edges: tuple[float, ...]  # of the bins, from left to right
    top: float
    bottom: float


def draw_histogram(spec: HistogramChart, plot: HistogramPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    writer = plot.bin_words
    if writer is None or not plot.scale:
        return Canvas(layout, 1, px_axis(layout.width), px_axis(1))
    bins, counted = plot.bins(spec.step)
    median = plot.median if spec.median else None
    median_words = wrap(writer.median(median, bins.step), layout.inner, VALUE_PX) if median else ()
    places = _lay(spec, plot, writer, layout, len(median_words))
    pen = BarPen(places.canvas, PlotFrame(places.bottom, -places.canvas.y.px(1) + places.bottom, is_horizontal=False))
    factor = 100 / max(len(plot.known), 1) if spec.share else 1.0
    for each, (start, end) in zip(counted, pairwise(places.edges), strict=True):
        sure, far = each.certain * factor, each.possible * factor
        mark = Mark(MarkEnd.CLOSED, sure) if sure == far else Mark(MarkEnd.BAND, sure, far)
        item = Item(mark, "", hover_text(writer.name(each), *writer.lines(each)))
        pen.draw(item, Lane(start + 0.5, end - 0.5))
    pen.finish()
    _draw_edges(places, bins, writer)
    if median is not None:
        _draw_median(places, bins, median, median_words)
    return places.canvas


def _lay(
    spec: HistogramChart, plot: HistogramPlot, writer: BinWords, layout: ChartLayout, median_lines: int
) -> _HistogramLayout:
    """The canvas with its scales, and the left axis with what it counts above it."""
    bins, _ = plot.bins(spec.step)
    panels = [each for each in plot.panels if isinstance(each, HistogramPlot)] or [plot]
    highest = max(
        each.possible * (100 / max(len(panel.known), 1) if spec.share else 1.0)
        for panel in panels
        for each in bins.counted(panel.known)
    )
    numbers = [n for n in nice_ticks(0, max(highest, 1), 4 if layout.is_narrow else 5) if spec.share or n == int(n)]
    ticks = [(n, writer.percent(Decimal(repr(n))) if spec.share else writer.words.count(int(n))) for n in numbers]
    top = TOP_PX + TICK_PX * LINE + 6 + (median_lines * VALUE_PX * LINE + MEDIAN_GAP_PX if median_lines else 4)
    bottom = top + (PANEL_PX if layout.is_panel else NARROW_PLOT_PX if layout.is_narrow else PLOT_PX)
    left = layout.left + max(widest_px((words,), TICK_PX) for _, words in ticks) + TICK_GAP_PX
    height = bottom + MARK_PX + TICK_GAP_PX + TICK_PX * LINE
    y = Axis(bottom, top, 0, highest or 1.0)
    canvas = Canvas(layout, height, px_axis(layout.width), y, hover="x")
    head = HistogramPhrase.SHARE if spec.share else HistogramPhrase.COUNT
    label = TextLabel(layout.left, TOP_PX + TICK_PX * LINE / 2, (writer.words.say(head),), Style("muted", TICK_PX))
    canvas.text(label)
    draw_left_axis(canvas, ticks, (left, layout.right))
    first, last = float(bins.edges[0]), float(bins.edges[-1])
    scale = (layout.right - left) / (last - first)
    return _HistogramLayout(canvas, tuple(left + (float(edge) - first) * scale for edge in bins.edges), top, bottom)


def _spacings(step: Decimal) -> tuple[int, ...]:
    """After how many bins an edge can have words, from the closest: with a step of 5, they are 20 apart and not 25."""
    is_five = step.normalize().as_tuple().digits == (5,)
    return (1, 2, 4, 10, 20, 40, 100) if is_five else (1, 2, 5, 10, 20, 50, 100)


def _draw_edges(places: _HistogramLayout, bins: ValueBins, writer: BinWords) -> None:
    """The base line, a mark at each edge, and words at as many edges as fit, at regular steps from a round one."""
    canvas = places.canvas
    base = Stroke(line="axis", width_px=1)
    canvas.polyline([(places.edges[0], places.bottom), (places.edges[-1], places.bottom)], base)
    labels = [
        (x, writer.ticks.words(edge), int(edge / bins.step)) for x, edge in zip(places.edges, bins.edges, strict=True)
    ]
    shown = next(
        found
        for every in _spacings(bins.step)
        if len(found := [(x, words) for x, words, number in labels if number % every == 0]) < 2
        or are_words_apart(found, canvas.layout)
    )
    if len(shown) < 2:
        shown = [(x, words) for x, words, _ in (labels[0], labels[-1])]
    for x in places.edges:
        length = MARK_PX if any(x == each for each, _ in shown) else MARK_PX / 2
        canvas.polyline([(x, places.bottom), (x, places.bottom + length)], base)
    y = places.bottom + MARK_PX + TICK_GAP_PX / 2 + TICK_PX * LINE / 2
    for x, words in shown:
        canvas.text(TextLabel(middle_inside(x, words, canvas.layout), y, (words,), Style("muted", TICK_PX), "middle"))


def _draw_median(places: _HistogramLayout, bins: ValueBins, median: Interval, lines: tuple[str, ...]) -> None:
    """A line at the median, or at both ends of where it can be, with its words above the plot."""
    first, last = Fraction(bins.edges[0]), Fraction(bins.edges[-1])
    left, right = places.edges[0], places.edges[-1]
    xs = [
        left + float((end - first) / (last - first)) * (right - left)
        for end in (median.low, median.high)
        if end is not None
    ]
    layout, canvas = places.canvas.layout, places.canvas
    for stroke in (Stroke(line="paper", width_px=4), Stroke(line="ink", width_px=1.5, dash="5px,3px")):
        for x in dict.fromkeys(xs):
            canvas.polyline([(x, places.top), (x, places.bottom)], stroke)
    if xs[0] != xs[-1]:
        canvas.polyline([(xs[0], places.top), (xs[-1], places.top)], Stroke(line="ink", width_px=1.5))
    half = widest_px(lines, VALUE_PX) / 2
    middle = min(max(sum(xs) / len(xs), layout.left + half), layout.right - half)
    canvas.text(
        TextLabel(middle, places.top - MEDIAN_GAP_PX - len(lines) * VALUE_PX * LINE / 2, lines, Style(), "middle")
    )


def histogram_texts(spec: HistogramChart, selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """The bins as a table, and what is counted and how."""
    plot = plot_histogram(selection, words)
    if selection.whole:  # a panel has the bins of all
        plot = replace(plot, panels=(plot_histogram(selection.whole, words),))
    writer = plot.bin_words
    if writer is None:
        return ChartTexts()
    bins, counted = plot.bins(spec.step)
    head = (HistogramPhrase.BIN, HistogramPhrase.COUNT, HistogramPhrase.SHARE)
    rows = tuple(
        (DataCell(writer.name(each)), DataCell(writer.count(each)), DataCell(writer.share(each))) for each in counted
    )
    says = [_counted(writer, counted)]
    if plot.median is not None:
        says.append(words.say(Phrase.SAYS_FINDING, title=writer.median(plot.median, bins.step)))
    unsure = bins.unsure(plot.known)
    return ChartTexts(
        rows=ChartRows(tuple(words.say(each) for each in head), rows),
        says=tuple(says),
        key=(("band", words.say(HistogramPhrase.KEY_BAND)),) if unsure else (),
        notes=tuple(_notes(spec, plot, selection, writer, unsure)),
    )


def _counted(writer: BinWords, counted: tuple[ValueBin, ...]) -> str:
    total, fullest = writer.words.count(writer.total), fullest_bin(counted)
    if fullest is None:
        return writer.words.say(HistogramPhrase.SAYS_COUNTED, n=total)
    return writer.words.say(HistogramPhrase.SAYS, n=total, bin=writer.name(fullest), most=writer.lines(fullest)[0])


def _notes(
    spec: HistogramChart, plot: HistogramPlot, selection: ChartSelection, writer: BinWords, unsure: int
) -> Iterator[str]:
    words, (bins, _) = writer.words, plot.bins(spec.step)
    step = words.exact(plain(bins.step.normalize()), writer.unit)
    yield words.say(HistogramPhrase.NOTE_STEP if spec.step else HistogramPhrase.NOTE_RULE, step=step)
    counts = {
        HistogramPhrase.NOTE_UNSURE: unsure,
        HistogramPhrase.NOTE_UNBOUNDED: sum(not is_bounded(each) for each in plot.known),
        HistogramPhrase.NOTE_PLANNED: sum(
            figure.status is not Status.FACT for figure in selection.figures if figure.is_published
        ),
        HistogramPhrase.NOTE_MISSING: len(plot.rows) - len(plot.known),
    }
    for phrase, count in counts.items():
        if count:
            yield words.say(phrase, n=words.count(count))


KIND = ChartKind(
    HistogramChart,
    select_histogram,
    plot_histogram,
    draw_histogram,
    {"histogram": "bar"},
    texts=histogram_texts,
    phrases=HistogramPhrase,
)
