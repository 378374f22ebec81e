"""A plot of points over two scales: axes with their titles, dots, lines to compare them with, and as many names as fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.axes.value_axis import (
    BOTTOM_PX,
    TICK_GAP_PX,
    ValueScale,
    draw_bottom_axis,
    draw_left_axis,
    value_scale,
)
from yiwu_report.charts.canvas import LINE, TICK_PX, Axis, Canvas, Stroke, Style, TextLabel
from yiwu_report.charts.chart_kind import Plot
from yiwu_report.charts.layout import ChartLayout, widest_px, wrap
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.marks.name_placement import PlacedName, PxBox, WantedName, place_names
from yiwu_report.charts.marks.point_mark import (
    AreaScale,
    PointItem,
    diameter_of,
    draw_context_points,
    draw_points,
    whisker_boxes,
)

PLOT_PX, NARROW_PLOT_PX, PANEL_PX = 400.0, 300.0, 150.0
AREA_PX, NARROW_AREA_PX, PANEL_AREA_PX = 52.0, 36.0, 24.0  # the diameter of the largest dot
NAMES, NARROW_NAMES, PANEL_NAMES = 14, 6, 2  # as many names as are written where the editor chooses none
NAME_PX = 13
X, Y, SIZE = 0, 1, 2  # the columns of a selection
TITLE_GAP_PX = 4.0


class Guide(StrEnum):
    """A line that dots are compared with."""

    NONE = "none"
    MEDIAN = "median"
    IDENTITY = "identity"


@dataclass(frozen=True)
class PointPlot(Plot[PointItem]):
    """Dots with what their axes say; `ticks` are those of the vertical one."""

    x_ticks: UnitTicks | None = None
    x_title: str = ""
    y_title: str = ""
    size_words: str = ""
    sizes: UnitTicks | None = None
    guides: Mapping[Guide, str] = field(default_factory=dict)

    def values(self, at: int) -> list[float]:
        """The values that an axis has to hold, those of all panels too."""
        return [end for row in self.scale_rows if row.is_drawn for end in row.items[at].mark.ends]


@dataclass(frozen=True, slots=True)
class PointPlotLook:
    """What the editor chose about a plot of points."""

    log_x: bool
    log_y: bool
    guide: Guide
    has_context: bool  # the dots of other panels in grey
    is_naming: bool  # names as many as fit; otherwise those that are required


@dataclass(frozen=True)
class _PointLayout:
    """The plot and its scales, in px."""

    plot_box: PxBox
    x: ValueScale
    y: ValueScale
    areas: AreaScale | None
    bottom: float  # of the chart


def draw_point_plot(plot: PointPlot, layout: ChartLayout, look: PointPlotLook) -> Canvas:
    """The chart at this width."""
    legend = lay_legend(plot.legend, layout)
    areas = _areas(plot, layout)
    key_px = areas.most_px * 0.6 + 12 if areas and plot.sizes and not layout.is_panel else 0.0
    y_title = wrap(plot.y_title, layout.inner, TICK_PX)
    title_px = len(y_title) * TICK_PX * LINE + TITLE_GAP_PX
    laid = _lay(look, plot, layout, areas, legend.height + key_px + title_px)
    box, pad = laid.plot_box, (areas.most_px / 2 if areas else 6.0) + 2
    canvas = Canvas(
        layout,
        laid.bottom,
        Axis(box.left + pad, box.right - pad, laid.x.low, laid.x.high, log=look.log_x),
        Axis(box.bottom - pad, box.top + pad, laid.y.low, laid.y.high, log=look.log_y),
    )
    legend.draw(canvas)
    if key_px and areas:
        _draw_size_key(canvas, plot, areas, legend.height, key_px)
    style = Style("muted", TICK_PX)
    middle = legend.height + key_px + (title_px - TITLE_GAP_PX) / 2
    canvas.text(TextLabel(layout.left, middle, y_title, style))
    draw_left_axis(canvas, laid.y.ticks, (box.left, box.right))
    draw_bottom_axis(canvas, laid.x.ticks, (box.top, box.bottom))
    x_title = wrap(plot.x_title, layout.inner, TICK_PX)
    y = box.bottom + BOTTOM_PX + TITLE_GAP_PX + len(x_title) * TICK_PX * LINE / 2
    canvas.text(TextLabel(layout.right, y, x_title, style, "right"))
    taken = _draw_guide(canvas, look, plot, box)
    for other in plot.panels if look.has_context else ():
        draw_context_points(canvas, other.rows)
    draw_points(canvas, plot.rows, areas)
    _draw_names(canvas, look, plot, (areas, box), taken)
    return canvas


def _areas(plot: PointPlot, layout: ChartLayout) -> AreaScale | None:
    sizes = [end for row in plot.scale_rows if row.size for end in row.size.ends]
    if not sizes:
        return None
    most_px = PANEL_AREA_PX if layout.is_panel else NARROW_AREA_PX if layout.is_narrow else AREA_PX
    return AreaScale(max(sizes), most_px)


def _lay(
    look: PointPlotLook, plot: PointPlot, layout: ChartLayout, areas: AreaScale | None, top: float
) -> _PointLayout:
    most = 3 if layout.is_panel else 4 if layout.is_narrow else 6
    y = value_scale(plot.ticks, plot.values(Y), most, is_log=look.log_y)
    x = value_scale(plot.x_ticks, plot.values(X), most, is_log=look.log_x)
    if look.guide is Guide.IDENTITY:
        both = [*plot.values(X), *plot.values(Y)]
        y, x = (value_scale(each, both, most, is_log=look.log_x) for each in (plot.ticks, plot.x_ticks))
    plot_px = PANEL_PX if layout.is_panel else NARROW_PLOT_PX if layout.is_narrow else PLOT_PX
    left = layout.left + y.words_px + TICK_GAP_PX
    box = PxBox(left, top, layout.right, top + plot_px)
    pad = (areas.most_px / 2 if areas else 6.0) + 2

    def are_apart(scale: ValueScale) -> bool:
        axis = Axis(box.left + pad, box.right - pad, scale.low, scale.high, log=look.log_x)
        return scale.are_apart(axis.px, layout)

    while not are_apart(x) and most > 1:
        most -= 1
        x = replace(x, ticks=value_scale(plot.x_ticks, (x.low, x.high), most, is_log=look.log_x).ticks)
    if not are_apart(x):
        x = replace(x, ticks=x.ticks[:1])
    title_px = len(wrap(plot.x_title, layout.inner, TICK_PX)) * TICK_PX * LINE
    return _PointLayout(box, x, y, areas, box.bottom + BOTTOM_PX + TITLE_GAP_PX + title_px + 4)


def _draw_size_key(canvas: Canvas, plot: PointPlot, areas: AreaScale, top: float, height: float) -> None:
    """What the areas show, with one or two dots of a round size, on one line."""
    middle, style = top + (height - 8) / 2, Style("muted", TICK_PX)
    x = canvas.layout.left
    canvas.text(TextLabel(x, middle, (plot.size_words,), style))
    x += widest_px((plot.size_words,), TICK_PX) + 12
    ticks = plot.sizes.between(0.0, areas.most, 4) if plot.sizes else []
    shown = [tick for tick in ticks if tick[0] > 0 and areas.diameter_px(tick[0]) <= height - 8][-1:]
    if plot.sizes and not shown:  # no round size as large as the largest dots fits the line
        ticks = plot.sizes.between(0.0, areas.most * min(1.0, (height - 8) / areas.most_px) ** 2, 2)
        shown = [tick for tick in ticks if tick[0] > 0][-1:]
    small = [tick for tick in ticks if tick[0] > 0][:1]
    for value, words in dict.fromkeys([*small, *shown]) if shown else ():
        radius, words_px = areas.diameter_px(value) / 2, widest_px((words,), TICK_PX)
        if radius * 2 > height - 8 or x + 2 * radius + 6 + words_px > canvas.layout.right:
            continue
        canvas.circle(x + radius, middle, radius, Stroke(line="muted", width_px=1))
        canvas.text(TextLabel(x + 2 * radius + 6, middle, (words,), style))
        x += 2 * radius + 6 + words_px + 14


def _draw_guide(canvas: Canvas, look: PointPlotLook, plot: PointPlot, box: PxBox) -> list[PxBox]:
    """The lines that dots are compared with; where they and their words are."""
    stroke = Stroke(line="muted", width_px=1, dash="4px,3px", layer="below")
    style, words = Style("muted", TICK_PX), plot.guides.get(look.guide, "")
    half, width = TICK_PX * LINE / 2, widest_px((words,), TICK_PX)
    drawn = [row for row in plot.rows if row.is_drawn]
    if look.guide is Guide.NONE or not drawn:
        return []
    if look.guide is Guide.IDENTITY:
        ends = [(canvas.x.px(value), canvas.y.px(value)) for value in (canvas.x.start, canvas.x.end)]
        canvas.polyline(ends, stroke)
        spot = PxBox(box.right - width - 2, box.top, box.right - 2, box.top + 2 * half)
        canvas.text(TextLabel(spot.right, box.top + half, (words,), style, "right"))
        return [spot]
    lines = []
    for at, axis in ((X, canvas.x), (Y, canvas.y)):
        ends_of = [row.items[at].mark.ends for row in drawn]
        for value in dict.fromkeys((median(ends[0] for ends in ends_of), median(ends[-1] for ends in ends_of))):
            px = axis.px(value)
            points = [(px, box.top), (px, box.bottom)] if at == X else [(box.left, px), (box.right, px)]
            canvas.polyline(points, stroke)
            lines.append(PxBox(*(each - 1 for each in points[0]), *(each + 1 for each in points[1])))
    y = min(line.top for line in lines if line.right - line.left > 3) - half  # above the upper horizontal line
    canvas.text(TextLabel(box.right, y, (words,), style, "right"))
    return [PxBox(box.right - width, y - half, box.right, y + half), *lines]


def _draw_names(
    canvas: Canvas,
    look: PointPlotLook,
    plot: PointPlot,
    places: tuple[AreaScale | None, PxBox],
    taken: Sequence[PxBox],
) -> None:
    areas, box = places
    layout = canvas.layout
    drawn = [row for row in plot.rows if row.is_drawn]
    spots = {id(row): (canvas.x.px(row.x.mark.middle), canvas.y.px(row.y.mark.middle)) for row in drawn}
    dots = [_box(*spots[id(row)], diameter_of(row, areas) / 2) for row in drawn]
    dots += [PxBox(*each) for each in whisker_boxes(canvas, drawn)]
    for other in plot.panels if look.has_context else ():
        around = [row for row in other.rows if row.is_drawn]
        dots += [_box(canvas.x.px(row.x.mark.middle), canvas.y.px(row.y.mark.middle), 3.0) for row in around]
    ordered = _by_importance(drawn, areas, spots, box)
    chosen = [row for row in ordered if row.is_required] if not look.is_naming else ordered
    named = [row for row in chosen if row.name]
    lines = [wrap(row.name, 0.34 * layout.inner, NAME_PX) for row in named]
    wanted = [
        WantedName(
            *spots[id(row)],
            diameter_of(row, areas) / 2,
            widest_px(name, NAME_PX),
            len(name) * NAME_PX * LINE,
            is_required=not look.is_naming,
        )
        for row, name in zip(named, lines, strict=True)
    ]
    most = PANEL_NAMES if layout.is_panel else NARROW_NAMES if layout.is_narrow else NAMES
    bounds = PxBox(box.left, box.top, layout.right, box.bottom)
    found = place_names(wanted, [*dots, *taken], bounds, most)
    for want, name, spot in zip(wanted, lines, found, strict=True):
        if spot is not None:
            _write_name(canvas, want, name, spot)


def _write_name(canvas: Canvas, want: WantedName, name: tuple[str, ...], spot: PlacedName) -> None:
    box = spot.box
    if spot.is_apart:
        near = (min(max(want.x, box.left), box.right), min(max(want.y, box.top), box.bottom))
        canvas.polyline([(want.x, want.y), near], Stroke(line="muted", width_px=1))
    canvas.text(TextLabel(box.left, (box.top + box.bottom) / 2, name, Style(size_px=NAME_PX)))


def _box(x: float, y: float, radius: float) -> PxBox:
    return PxBox(x - radius, y - radius, x + radius, y + radius)


def _by_importance(
    rows: Sequence[PointItem],
    areas: AreaScale | None,
    spots: Mapping[int, tuple[float, float]],
    box: PxBox,
) -> list[PointItem]:
    """The largest first; without sizes, the outermost."""
    if areas:
        return sorted(rows, key=lambda row: -(row.size.sure if row.size else 0.0))
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return sorted(rows, key=lambda row: -max(abs(spots[id(row)][0] - x), abs(spots[id(row)][1] - y)))
