"""Area charts: columns over time, from zero; several are stacked, in amounts or as shares of 100%."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field

from yiwu_report.charts.axes.time_axis import draw_times, times_px
from yiwu_report.charts.axes.value_axis import TICK_GAP_PX, ValueScale, draw_left_axis, value_scale
from yiwu_report.charts.canvas import TIME_DIGITS, Axis, Canvas, tidy
from yiwu_report.charts.chart_kind import ChartKind, Item, LegendEntry
from yiwu_report.charts.chart_reader import ChartReader, check_colours
from yiwu_report.charts.colours import columns_as_things, roles_of
from yiwu_report.charts.labels import ChartLabels, series_names
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.area_mark import AreaPoint, draw_area
from yiwu_report.charts.marks.end_labels import DOT_PX, LONGEST, EndLabel, draw_end_labels, labels_px
from yiwu_report.charts.marks.mark_labels import Legend, hover_text, lay_legend
from yiwu_report.charts.marks.parts import (
    PartsOfWhole,
    PartsPhrase,
    PartsSelection,
    check_parts,
    columns_as_parts,
    place_parts,
    rest_item,
    scale_end,
    scale_words,
)
from yiwu_report.charts.marks.stacking import Segment, Stack
from yiwu_report.charts.marks.time_rows import TimePlot, TimeRow, calendar_of, select_times, time_rows
from yiwu_report.charts.marks.uncertainty_marks import OPEN_PX
from yiwu_report.charts.selection import ChartSelection
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import Flag, Id, IdOrIds
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule

TOP_PX = 12.0
LEAST_SHARE = 0.6  # minimum share of the width for the plot; otherwise names are above it


class AreaChart(ChartBase):
    """Columns over time as areas from zero: rows are periods, several columns are stacked."""

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(("stacked_area", "streamgraph"), "write kind: area")
    is_from_zero = True

    kind: Literal["area"]
    x: Annotated[Id, ColumnRef(ColumnKind.LABEL)] = Field(
        description="the column of periods (a label column with years, months or days)"
    )
    y: Annotated[IdOrIds, ColumnRef(ColumnKind.FIGURE)] = Field(
        description="the column of figures; several: stacked, the first at the bottom"
    )
    share: Flag = Field(False, description="true: the columns are shares of 100% at each time")


@dataclass(frozen=True, slots=True)
class StackedTime(TimeRow):
    """The parts at a time, and where they are; no segments where one is not published."""

    segments: tuple[Segment, ...] = ()
    gap_hover: str = ""  # what is published at a time without segments


@dataclass(frozen=True)
class AreaPlot(TimePlot):
    """Areas: one for each entry of the legend, from the bottom up."""

    whole: float | None = None  # the end of the scale, if the areas fill one

    @property
    def stacks(self) -> tuple[StackedTime, ...]:
        """Its rows."""
        return cast("tuple[StackedTime, ...]", self.rows)

    def scale_values(self) -> list[float]:
        """What the scale has to hold."""
        rows = cast("tuple[StackedTime, ...]", self.scale_rows)
        values = [end for row in rows for segment in row.segments for end in segment.ends]
        return [*values, *([] if self.whole is None else [self.whole])]


def select_areas(reader: ChartReader, spec: AreaChart) -> ChartSelection | None:
    """The rows in the order of time; None if something is wrong or unusable."""
    found = select_times(reader, "an area chart", spec.x, spec.y)
    if found is None:
        return None
    check_colours(reader, "y", found.columns)
    if spec.share and len(found.columns) < 2 and not PartsSelection(found.rows).is_percent:
        reader.refuse("share", Rule.CHART_SHAPE, "share: with one column, which is all of it", "remove share:")
    selection = PartsSelection(
        found.rows, found.table, found.columns, found.label_column, found.colour_column, is_share=spec.share
    )
    if reader.problems or (len(selection.columns) < 2 and not spec.share):
        return selection
    whole = [parts for parts in columns_as_parts(selection) if all(figure.quantity for figure in parts.figures)]
    check_parts(reader, "y", selection, whole)
    for parts in () if reader.problems else whole:
        _check_shown(reader, selection, parts)
        if reader.problems:
            break
    return selection


def _check_shown(reader: ChartReader, selection: PartsSelection, parts: PartsOfWhole) -> None:
    """An area can show where these parts are."""
    names = ", ".join(figure.id for figure in parts.figures)
    stack = place_parts(selection, parts)
    if selection.is_share and not any(end for segment in stack.segments if segment for end in segment.ends):
        message = f"{names} come to zero, of which nothing is a share"
        reader.refuse("share", Rule.CHART_PARTS, message, "leave the row out with where:, or remove share:")
    elif stack.undecided:
        message = f"which of {names} the uncertain share belongs to is not known, and an area can't show that"
        reader.refuse("share", Rule.CHART_PARTS, message, "remove share:; or draw kind: stacked, whose bars can")


def plot_areas(selection: ChartSelection, words: ChartLabels) -> AreaPlot:
    """The chart in words."""
    selection = cast("PartsSelection", selection)  # as select_areas made it
    stacks = [place_parts(selection, parts) for parts in columns_as_parts(selection)]
    has_rest = any(_segments(stack)[len(selection.columns) :] for stack in stacks)
    rest_name = words.say(PartsPhrase.REST)
    names = [*(series_names(selection, words) if len(selection.columns) > 1 or has_rest else ("",))]
    rows: list[TimeRow] = []
    for row, stack in zip(time_rows(selection, words), stacks, strict=True):
        segments = _segments(stack)
        if has_rest and segments and len(segments) == len(row.items):
            top = segments[-1].far
            segments = (*segments, Segment(top, top, top))
        items = (*row.items, rest_item(row.time.name, words)) if has_rest else row.items
        rows.append(StackedTime(row.time, items, segments) if segments else _gap(row, items, names, words))
    legend = [LegendEntry(role, name) for role, name in zip(roles_of(selection, selection.columns), names, strict=True)]
    if has_rest:
        legend.append(LegendEntry(rows[0].items[-1].role, rest_name))
    return AreaPlot(
        tuple(rows),
        tuple(legend),
        scale_words(selection, words),
        times=calendar_of(selection, words),
        whole=scale_end(selection),
    )


def _gap(row: TimeRow, items: tuple[Item, ...], names: Sequence[str], words: ChartLabels) -> StackedTime:
    """A time at which a part is not published, so nothing can be stacked: named below the axis, its values on hover."""
    missing = next((item.value for item in items if not item.mark.ends), "")
    time = replace(row.time, gap=words.join("colon", row.time.name, missing), missing=missing)
    lines = [
        words.join("colon", name, item.value) if name else item.value for name, item in zip(names, items, strict=False)
    ]
    return StackedTime(time, items, (), hover_text(row.time.name, *lines))


def _segments(stack: Stack) -> tuple[Segment, ...]:
    """The segments, none at all if one of the parts is not published."""
    segments = tuple(segment for segment in stack.segments if segment is not None)
    return segments if len(segments) == len(stack.segments) else ()


def draw_areas(_spec: AreaChart, plot: AreaPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    scale = value_scale(plot.ticks, plot.scale_values(), 4 if layout.is_narrow else 6, from_zero=True)
    labels, legend = _named(plot, layout, scale)
    is_open = any(item.mark.end is MarkEnd.OPEN for item in plot.scale_items())
    top = TOP_PX + legend.height + (OPEN_PX if is_open else 0.0)
    bottom = top + max(220.0 if layout.is_narrow else 280.0, sum(label.height + 4 for label in labels))
    left, right = _sides(labels, scale, layout)
    x = Axis(left, right, *plot.ends, digits=TIME_DIGITS)
    canvas = Canvas(layout, bottom + times_px(plot.points) + 6, x, Axis(bottom, top, scale.low, scale.high))
    legend.draw(canvas)
    draw_left_axis(canvas, scale.ticks, (left, right))
    for at in range(len(plot.legend)):
        points = [
            AreaPoint(row.time.at, row.items[at], row.segments[at] if row.segments else None) for row in plot.stacks
        ]
        draw_area(canvas, points)
    _add_gaps(canvas, plot.stacks)
    draw_times(canvas, plot.points, plot.times, bottom)
    _draw_ends(canvas, plot, labels, (top, bottom))
    return canvas


def _add_gaps(canvas: Canvas, rows: Sequence[StackedTime]) -> None:
    """What a pointer finds at times without areas."""
    gaps = [row for row in rows if not row.segments]
    if gaps:
        places = {"x": [tidy(row.time.at, TIME_DIGITS) for row in gaps], "y": [canvas.y.start] * len(gaps)}
        texts = {"hoverinfo": "text", "hovertext": [row.gap_hover for row in gaps]}
        canvas.trace({"type": "scatter", "mode": "none", **places, **texts})


def _sides(labels: Sequence[EndLabel], scale: ValueScale, layout: ChartLayout) -> tuple[float, float]:
    """The positions of the first and the last time."""
    left = layout.left + scale.words_px + TICK_GAP_PX + DOT_PX
    return left, layout.right - labels_px(labels)


def _named(plot: AreaPlot, layout: ChartLayout, scale: ValueScale) -> tuple[list[EndLabel], Legend]:
    """The words at the ends of the areas; if they leave too little space, the names are in a legend, from the top down."""
    last = _last(plot)
    values = [item.value for item in last.items] if last else [""] * len(plot.legend)
    labels = [
        EndLabel.wrapped(entry.role, entry.text, value, LONGEST * layout.inner)
        for entry, value in zip(plot.legend, values, strict=True)
    ]
    left, right = _sides(labels, scale, layout)
    if right - left >= LEAST_SHARE * layout.inner or not any(label.name for label in labels):
        return labels, lay_legend((), layout)
    return [replace(label, name=()) for label in labels], lay_legend(plot.legend[::-1], layout)


def _last(plot: AreaPlot) -> StackedTime | None:
    """The last time that has areas."""
    return next((row for row in reversed(plot.stacks) if row.segments), None)


def _draw_ends(canvas: Canvas, plot: AreaPlot, labels: Sequence[EndLabel], ends: tuple[float, float]) -> None:
    """The labels beside the last time, each at the middle of its area; of a single area at its upper edge."""
    last = _last(plot)
    if last is None:
        return
    x, is_alone = canvas.x.px(last.time.at), len(labels) == 1
    places = [(x, canvas.y.px(segment.sure if is_alone else sum(segment.ends) / 2)) for segment in last.segments]
    shown = [(label, place) for label, place in zip(labels, places, strict=True) if label.height]
    draw_end_labels(canvas, shown, ends)


KIND = ChartKind(
    AreaChart,
    select_areas,
    plot_areas,
    draw_areas,
    {"area": "stack"},
    things=columns_as_things,
    phrases=PartsPhrase,
)
