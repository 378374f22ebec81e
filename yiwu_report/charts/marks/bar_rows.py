"""Horizontal bars: names beside them if there is space, otherwise above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiwu_report.charts.canvas import LINE, NAME_PX, VALUE_PX, Axis, Canvas, Stroke, Style, TextLabel, px_axis
from yiwu_report.charts.chart_kind import Item, Plot
from yiwu_report.charts.layout import ChartLayout, Extent, Fit, breaks_well, fit_bars, widest_px, wrap
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.bar_mark import BarPen, BarRow
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.marks.uncertainty_marks import Lane, PlotFrame

GAP_PX = 6.0  # between a bar and its value
NAME_GAP_PX = 12.0  # between a name and the zero line
HEADING_PX = 14
TOP_PX = 3.0
NARROWER = (0.3, 0.22)  # of the width, if some values are left of zero
LEAST_SPAN = 0.4  # of the available width, for the bars from end to end


@dataclass(frozen=True)
class _PlacedBars:
    """A row with its lines and its places across."""

    row: BarRow
    name: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    heading_y: float | None
    name_y: float
    lanes: tuple[tuple[float, float], ...]
    top: float
    bottom: float


def draw_rows(plot: Plot[BarRow], layout: ChartLayout, pen_type: type[BarPen] = BarPen) -> Canvas:
    """The chart at this width; `pen_type` draws its marks."""
    legend = lay_legend(plot.legend, layout)
    names = [wrap(row.name, layout.longest_name, NAME_PX, bold=row.is_total) for row in plot.rows]
    name_px = 0.0 if layout.is_narrow else max(widest_px(name, NAME_PX, bold=True) for name in names) + NAME_GAP_PX
    zero_room = layout.left + name_px
    blocks, fitted = _fitted(plot, names, layout, (legend.height + TOP_PX, zero_room), pen_type)
    zero = zero_room + fitted.zero_px
    height = blocks[-1].bottom + 8
    canvas = Canvas(layout, height, Axis(zero, zero + fitted.px_per_unit, 0, 1), px_axis(height), hover="y")
    pen = pen_type(canvas, PlotFrame(zero, fitted.px_per_unit))
    legend.draw(canvas)
    for block in blocks:
        _draw_block(pen, block, layout, zero_room)
    _draw_zero(canvas, blocks, zero)
    pen.finish()
    return canvas


def _fitted(
    plot: Plot[BarRow],
    names: Sequence[tuple[str, ...]],
    layout: ChartLayout,
    places: tuple[float, float],
    pen_type: type[BarPen],
) -> tuple[list[_PlacedBars], Fit]:
    """The rows and their scale. If labels on both sides leave too little space for bars, they are wrapped."""
    top, start = places
    ends = [0.0, *(end for item in plot.scale_items() for end in item.mark.ends)]
    longest = [layout.longest_value]
    if min(ends) < 0:
        longest += [share * layout.inner for share in NARROWER]
    for value_px in longest:
        if value_px != longest[0] and not _can_be_broken(plot, value_px):
            break
        blocks = _stack(plot.rows, names, layout, top, value_px)
        shared = _stack(plot.scale_rows, [()] * len(plot.scale_rows), layout, top, value_px) if plot.panels else blocks
        fitted = fit_bars([extent for block in shared for extent in _extents(block, pen_type)], layout.right - start)
        if (max(ends) - min(ends)) * fitted.px_per_unit >= LEAST_SPAN * (layout.right - start):
            break
    return blocks, fitted


def _can_be_broken(plot: Plot[BarRow], width_px: float) -> bool:
    return all(breaks_well(item.value, width_px, VALUE_PX, bold=True) for item in plot.scale_items())


def _thickness(count: int, series: int, layout: ChartLayout) -> float:
    """The thickness of a bar: fewer bars are thicker."""
    if series > 1:
        return 16 if count <= 8 else 13
    if count <= 8:
        return 22 if layout.is_narrow else 26
    return 18 if count <= 16 else 14


def _stack(
    rows: Sequence[BarRow], names: Sequence[tuple[str, ...]], layout: ChartLayout, top: float, value_px: float
) -> list[_PlacedBars]:
    """The rows from top to bottom, values no wider than `value_px`."""
    series = max(len(row.items) for row in rows)
    thick = _thickness(len(rows), series, layout)
    apart = 14.0 if layout.is_narrow or series > 1 else 12.0
    blocks: list[_PlacedBars] = []
    y = top
    for row, name in zip(rows, names, strict=True):
        values = tuple(wrap(item.value, value_px, VALUE_PX, bold=True) for item in row.items)
        if blocks:
            y += apart + (12.0 if row.is_total else 0.0)
        heading_y = None
        if row.heading:
            y += 8.0 if blocks else 0.0
            heading_y = y + HEADING_PX * LINE / 2
            y += HEADING_PX * LINE + 8
        block = _block(row, name, values, layout, (y, thick, heading_y))
        blocks.append(block)
        y = block.bottom
    return blocks


def _block(
    row: BarRow,
    name: tuple[str, ...],
    values: tuple[tuple[str, ...], ...],
    layout: ChartLayout,
    places: tuple[float, float, float | None],
) -> _PlacedBars:
    top, thick, heading_y = places
    name_height = len(name) * NAME_PX * LINE
    pitches = [max(thick, len(lines) * VALUE_PX * LINE) for lines in values]
    bars_height = sum(pitches) + 2 * (len(pitches) - 1)
    if layout.is_narrow:
        start, bottom = top + name_height + 3, top + name_height + 3 + bars_height
        name_y = top + name_height / 2
    else:
        bottom = top + max(name_height, bars_height)
        start, name_y = (top + bottom - bars_height) / 2, (top + bottom) / 2
    lanes = []
    for pitch in pitches:
        lanes.append((start + (pitch - thick) / 2, start + (pitch + thick) / 2))
        start += pitch + 2
    return _PlacedBars(row, name, values, heading_y, name_y, tuple(lanes), top, bottom)


def _extents(block: _PlacedBars, pen_type: type[BarPen]) -> list[Extent]:
    """The space the marks and their labels need."""
    extents = []
    for item, lines in zip(block.row.items, block.values, strict=True):
        words = GAP_PX + widest_px(lines, VALUE_PX, bold=True)
        extents.append(Extent(_words_at(item), pen_type.beyond_px(item.mark) + words))
        extents += [Extent(end, 4.0) for end in item.mark.ends]
    return extents


def _words_at(item: Item) -> float:
    """The value beyond which the label of a mark is placed."""
    return max(item.mark.ends) if item.mark.spans_zero else item.mark.reach


def _draw_block(pen: BarPen, block: _PlacedBars, layout: ChartLayout, zero_room: float) -> None:
    canvas, row, zero = pen.canvas, block.row, pen.frame.zero_px
    if row.heading and block.heading_y is not None:
        x = layout.left if layout.is_narrow else zero_room
        canvas.text(TextLabel(x, block.heading_y, (row.heading,), Style(size_px=HEADING_PX, bold=True)))
    name_x, anchor = (layout.left, "left") if layout.is_narrow else (zero_room - NAME_GAP_PX, "right")
    canvas.text(TextLabel(name_x, block.name_y, block.name, Style(size_px=NAME_PX, bold=row.is_total), anchor))
    for item, lines, (start, end) in zip(row.items, block.values, block.lanes, strict=True):
        is_left = _words_at(item) < 0
        u = pen.draw(item, Lane(start, end))
        x = zero + u + (-GAP_PX if is_left else GAP_PX)
        style = Style("muted") if item.mark.end is MarkEnd.MISSING else Style(bold=True)
        canvas.text(TextLabel(x, (start + end) / 2, lines, style, "right" if is_left else "left"))


def _draw_zero(canvas: Canvas, blocks: Sequence[_PlacedBars], zero: float) -> None:
    """The zero line, broken at headings and before a total; if names are above their bars, at each of them."""
    start = blocks[0].lanes[0][0] - 3
    is_broken = canvas.layout.is_narrow
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        end = block.lanes[-1][1] + 3
        if following is None or is_broken or following.row.heading or following.row.is_total:
            canvas.polyline([(zero, start), (zero, end)], Stroke(line="axis", width_px=1))
            if following is not None:
                start = following.lanes[0][0] - 3
            if following is not None and following.row.is_total:
                _draw_rule(canvas, (block.bottom + following.top) / 2)


def _draw_rule(canvas: Canvas, y: float) -> None:
    layout = canvas.layout
    canvas.polyline([(layout.left, y), (layout.right, y)], Stroke(line="grid", width_px=1))
