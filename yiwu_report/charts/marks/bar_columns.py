"""Vertical bars: names below, values above. Not possible if labels would overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from yiwu_report.charts.canvas import LINE, NAME_PX, VALUE_PX, Axis, Canvas, Stroke, Style, TextLabel, px_axis
from yiwu_report.charts.chart_kind import Plot
from yiwu_report.charts.layout import ChartLayout, Extent, breaks_well, fit_bars, widest_px, wrap
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.bar_mark import BarPen, BarRow
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.marks.uncertainty_marks import Lane, PlotFrame

GAP_PX, NAME_GAP_PX, TOP_PX = 3.0, 8.0, 4.0
APART_PX = 8.0  # between the words of neighbours
WIDEST_PX = 64.0
MOST_LINES = 4


@dataclass(frozen=True)
class _ColumnGroup:
    """A row of the plot as a group of columns."""

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    lanes: tuple[tuple[float, float], ...]
    middle: float


def draw_columns(plot: Plot[BarRow], layout: ChartLayout, pen_type: type[BarPen] = BarPen) -> Canvas | None:
    """The chart at this width, its marks drawn by `pen_type`; None if names or values would overlap."""
    columns = _columns(plot, layout)
    of_panels = [(each, _columns(each, layout)) for each in plot.panels] or [(plot, columns)]
    if columns is None or any(laid is None for _, laid in of_panels):
        return None
    legend = lay_legend(plot.legend, layout)
    top = legend.height + TOP_PX
    plot_px = 210.0 if layout.is_narrow else 260.0
    fitted = fit_bars(
        [
            extent
            for each, laid in of_panels
            for row, column in zip(each.rows, laid or (), strict=True)
            for extent in _extents(row, column, pen_type)
        ],
        plot_px,
    )
    bottom = top + plot_px
    names_px = max(len(column.names) for column in columns) * NAME_PX * LINE
    height = bottom + NAME_GAP_PX + names_px + 4
    zero = bottom - fitted.zero_px
    canvas = Canvas(layout, height, px_axis(layout.width), Axis(zero, zero - fitted.px_per_unit, 0, 1), hover="x")
    legend.draw(canvas)
    _draw(pen_type(canvas, PlotFrame(zero, fitted.px_per_unit, is_horizontal=False)), plot, columns, bottom)
    return canvas


def _columns(plot: Plot[BarRow], layout: ChartLayout) -> list[_ColumnGroup] | None:
    series = max(len(row.items) for row in plot.rows)
    slot = layout.inner / len(plot.rows)
    bar = min(WIDEST_PX, slot * (0.8 if series > 1 else 0.66) / series)
    pitch = slot - APART_PX if series == 1 else bar
    if series == 1 and _stand_in_line(plot, layout, slot):
        pitch = layout.width
    columns = []
    for number, row in enumerate(plot.rows):
        middle = layout.left + (number + 0.5) * slot
        names = wrap(row.name, slot - APART_PX, NAME_PX, bold=row.is_total)
        values = tuple(wrap(item.value, pitch, VALUE_PX, bold=True) for item in row.items)
        texts = [(names, row.name, slot - APART_PX)]
        texts += [(lines, item.value, pitch) for lines, item in zip(values, row.items, strict=True)]
        if not all(_reads_well(*each) for each in texts):
            return None
        start = middle - series * bar / 2
        lanes = tuple((start + at * bar + 0.5, start + (at + 1) * bar - 0.5) for at in range(len(row.items)))
        columns.append(_ColumnGroup(names, values, lanes, middle))
    return columns


def _stand_in_line(plot: Plot[BarRow], layout: ChartLayout, slot: float) -> bool:
    """True if unwrapped values fit between their neighbours and the edges."""
    widths = [widest_px((row.items[0].value,), VALUE_PX, bold=True) for row in plot.rows]
    margin = 2 * min(layout.left, layout.width - layout.right)
    return all((a + b) / 2 + APART_PX / 2 <= slot for a, b in pairwise(widths)) and all(
        width <= slot + margin for width in (widths[0], widths[-1])
    )


def _reads_well(lines: tuple[str, ...], text: str, width_px: float) -> bool:
    """True if a text has few lines, broken between words only."""
    return len(lines) <= MOST_LINES and breaks_well(text, width_px, NAME_PX, bold=True)


def _extents(row: BarRow, column: _ColumnGroup, pen_type: type[BarPen]) -> list[Extent]:
    extents: list[Extent] = []
    for item, lines in zip(row.items, column.values, strict=True):
        extents.append(Extent(item.mark.reach, pen_type.beyond_px(item.mark) + GAP_PX + len(lines) * VALUE_PX * LINE))
        extents += [Extent(end, 4.0) for end in item.mark.ends]
    return extents


def _draw(pen: BarPen, plot: Plot[BarRow], columns: list[_ColumnGroup], bottom: float) -> None:
    canvas, zero = pen.canvas, pen.frame.zero_px
    for row, column in zip(plot.rows, columns, strict=True):
        for item, lines, (start, end) in zip(row.items, column.values, column.lanes, strict=True):
            is_down = item.mark.sure < 0
            half = len(lines) * VALUE_PX * LINE / 2
            u = pen.draw(item, Lane(start, end))
            y = zero - u + (GAP_PX + half) * (1 if is_down else -1)
            style = Style("muted") if item.mark.end is MarkEnd.MISSING else Style(bold=True)
            canvas.text(TextLabel((start + end) / 2, y, lines, style, "middle"))
        y = bottom + NAME_GAP_PX + len(column.names) * NAME_PX * LINE / 2
        canvas.text(TextLabel(column.middle, y, column.names, Style(size_px=NAME_PX, bold=row.is_total), "middle"))
    layout = canvas.layout
    canvas.polyline([(layout.left, zero), (layout.right, zero)], Stroke(line="axis", width_px=1))
    pen.finish()
