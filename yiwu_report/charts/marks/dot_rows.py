"""Dots on a scale, one row per name: position, not length. For dumbbells and ranges.

Values are beside their dots or, if that leaves too little space, with the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yiwu_report.charts.axes.value_axis import Tick
from yiwu_report.charts.canvas import LINE, NAME_PX, TICK_PX, VALUE_PX, Axis, Canvas, Stroke, Style, TextLabel, px_axis
from yiwu_report.charts.chart_kind import Item, Plot
from yiwu_report.charts.layout import ChartLayout, Extent, Fit, fit, widest_px, wrap
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.dot_mark import DOT_PX, DotPen
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.marks.uncertainty_marks import OPEN_PX, PlotFrame

GAP_PX = 5.0  # between a dot and its value
NAME_GAP_PX = 14.0
TOP_PX = 4.0
ROW_PX, NARROW_ROW_PX = 30.0, 24.0
TICK_APART_PX = 14.0
ONE_SPOT_PX = 4.0  # two dots so near look like one
TIGHT = 0.1  # values that differ by less than this share of the largest: the scale does not begin at zero
LEAST_SPREAD = 0.4  # of the available width, between the least and the greatest value


@dataclass(frozen=True, slots=True)
class DotRow:
    """Dots with the same name."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class _DotLabel:
    """The words beside a mark, and on which side of it."""

    item: Item
    lines: tuple[str, ...]
    is_left: bool


@dataclass(frozen=True)
class _PlacedRow:
    """A row with its places."""

    row: DotRow
    name: tuple[str, ...]
    values: tuple[str, ...]  # with the name, if they are not beside the dots
    labels: tuple[_DotLabel, ...]
    name_top: float
    y: float
    bottom: float


@dataclass(frozen=True)
class _DotRowsLayout:
    """The positions of everything, in px."""

    layout: ChartLayout
    start: float  # of the space for the scale
    placed: tuple[_PlacedRow, ...]
    ticks: tuple[Tick, ...]
    fitted: Fit

    @property
    def is_wide_enough(self) -> bool:
        """True if the values are well separated on the scale."""
        ends = [end for each in self.placed for item in each.row.items for end in item.mark.ends]
        spread = (max(ends) - min(ends)) * self.fitted.px_per_unit if ends else 0.0
        return not spread or spread >= LEAST_SPREAD * (self.layout.right - self.start)


def draw_dot_rows(plot: Plot[DotRow], layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    legend = lay_legend(plot.legend, layout)
    row_places = _lay(plot, layout, legend.height + TOP_PX, is_aside=True)
    if not row_places.is_wide_enough:
        row_places = _lay(plot, layout, legend.height + TOP_PX, is_aside=False)
    zero = row_places.start + row_places.fitted.zero_px
    bottom = row_places.placed[-1].bottom + 8
    height = bottom + TICK_PX * LINE + 8
    canvas = Canvas(layout, height, _axis(row_places, zero), px_axis(height), hover="y")
    legend.draw(canvas)
    pen = DotPen(canvas, PlotFrame(zero, row_places.fitted.px_per_unit))
    for each in row_places.placed:
        _write_row(pen, each, row_places)
    _draw_scale(pen, row_places, bottom)
    for each in row_places.placed:
        _draw_row(pen, each)
    pen.finish()
    return canvas


def _axis(row_places: _DotRowsLayout, zero_px: float) -> Axis:
    """The scale between the two ends, and not from zero, which can be so far away that digits are lost."""
    ends_px = (row_places.start, row_places.layout.right)
    start, end = ((px - zero_px) / row_places.fitted.px_per_unit for px in ends_px)
    return Axis(*ends_px, start, end)


def _lay(plot: Plot[DotRow], layout: ChartLayout, top: float, *, is_aside: bool) -> _DotRowsLayout:
    longest = layout.longest_name
    names = [wrap(row.name, longest, NAME_PX) for row in plot.rows]
    values = [
        () if is_aside else wrap(" → ".join(item.value for item in row.items), longest, VALUE_PX, bold=True)
        for row in plot.rows
    ]
    start = layout.left
    if not layout.is_narrow:
        widths = [widest_px(name, NAME_PX) for name in names] + [
            widest_px(each, VALUE_PX, bold=True) for each in values
        ]
        start += max(widths) + NAME_GAP_PX
    placed = _stack(plot.rows, names, values, layout, top)
    ticks, fitted = _scale(plot, placed, layout, layout.right - start)
    return _DotRowsLayout(layout, start, placed, ticks, fitted)


def _stack(
    rows: Sequence[DotRow],
    names: Sequence[tuple[str, ...]],
    values: Sequence[tuple[str, ...]],
    layout: ChartLayout,
    top: float,
) -> tuple[_PlacedRow, ...]:
    placed = []
    y = top
    for row, name, value in zip(rows, names, values, strict=True):
        labels = () if value else _labels(row, layout)
        words_px = len(name) * NAME_PX * LINE + len(value) * VALUE_PX * LINE
        row_px = NARROW_ROW_PX if layout.is_narrow else ROW_PX
        marks_px = max([row_px, *(len(label.lines) * VALUE_PX * LINE + 4 for label in labels)])
        if layout.is_narrow:
            name_top, middle, bottom = y, y + words_px + marks_px / 2, y + words_px + marks_px
        else:
            bottom = y + max(words_px, marks_px)
            middle = (y + bottom) / 2
            name_top = middle - words_px / 2
        placed.append(_PlacedRow(row, name, value, labels, name_top, middle, bottom))
        y = bottom + (16.0 if layout.is_narrow else 10.0)
    return tuple(placed)


def _labels(row: DotRow, layout: ChartLayout) -> tuple[_DotLabel, ...]:
    """The values of a row beside its marks: with the smaller of two on the left."""
    shown = sorted((item for item in row.items if item.mark.ends), key=lambda item: item.mark.ends[0])
    return tuple(
        _DotLabel(item, wrap(item.value, layout.longest_value, VALUE_PX, bold=True), at == 0 and _is_left(shown))
        for at, item in enumerate(shown)
    )


def _is_left(shown: Sequence[Item]) -> bool:
    """True if the first value is left of its mark: the smaller of two, or a negative one."""
    return len(shown) > 1 or shown[0].mark.ends[-1] < 0


def _scale(
    plot: Plot[DotRow], placed: Sequence[_PlacedRow], layout: ChartLayout, room_px: float
) -> tuple[tuple[Tick, ...], Fit]:
    """As many numbers along the scale as fit without overlap, and at least one."""
    choices = [_ticks(plot, most) for most in range(4 if layout.is_narrow else 6, 0, -1)]
    choices += [(choices[-1][0], choices[-1][-1]), choices[-1][:1]] if choices[-1] else []
    for ticks in choices:
        fitted = fit(*_extents(placed, ticks), room_px)
        places = [(value * fitted.px_per_unit, widest_px((words,), TICK_PX) / 2) for value, words in ticks]
        gaps = [b - half - (a + before) for (a, before), (b, half) in pairwise(places)]
        if all(gap >= TICK_APART_PX for gap in gaps):
            return ticks, fitted
    return (), fit(*_extents(placed, ()), room_px)


def _ticks(plot: Plot[DotRow], most: int) -> tuple[Tick, ...]:
    """Round numbers from zero on, or from the smallest value if all are close together."""
    ends = [end for item in plot.items() for end in item.mark.ends]
    if plot.ticks is None or not ends:
        return ()
    low, high = min(ends), max(ends)
    if high - low >= TIGHT * max(abs(low), abs(high)) or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    return tuple(plot.ticks.between(low, high if high > low else low + 1, most))


def _extents(placed: Sequence[_PlacedRow], ticks: Sequence[Tick]) -> tuple[list[Extent], list[Extent]]:
    left, right = [], []
    for value, words in ticks:
        half = widest_px((words,), TICK_PX) / 2
        left.append(Extent(value, half if value else min(half, DOT_PX)))
        right.append(Extent(value, half))
    for each in placed:
        sides = {label.item: label for label in each.labels}
        for item in each.row.items:
            if not item.mark.ends:
                continue
            before, after = _around(item)
            label = sides.get(item)
            words_px = GAP_PX + widest_px(label.lines, VALUE_PX, bold=True) if label else 0.0
            is_left = label is not None and label.is_left
            left.append(Extent(item.mark.ends[0], before + (words_px if is_left else 0.0)))
            missing = _missing_px(each) if label else 0.0
            right.append(Extent(item.mark.ends[-1], after + (0.0 if is_left else words_px + missing)))
    return left or [Extent(0.0, 0.0)], right or [Extent(0.0, 0.0)]


def _around(item: Item) -> tuple[float, float]:
    """The width of a mark beyond its ends, on the left and on the right."""
    mark = item.mark
    half = DOT_PX / 2 + 1
    beyond = OPEN_PX + half if mark.end in {MarkEnd.OPEN, MarkEnd.OUTLINE} else half
    runs_right = (mark.sure >= 0) is (mark.end is not MarkEnd.OUTLINE)
    return (half, beyond) if runs_right else (beyond, half)


def _missing_px(each: _PlacedRow) -> float:
    return sum(GAP_PX * 2 + widest_px((item.value,), VALUE_PX) for item in each.row.items if not item.mark.ends)


def _draw_scale(pen: DotPen, row_places: _DotRowsLayout, bottom: float) -> None:
    canvas, top = pen.canvas, row_places.placed[0].y - ROW_PX / 2
    style = Style("muted", TICK_PX)
    for value, words in row_places.ticks:
        x = canvas.x.px(value)
        pen.upright(x, (top, bottom), Stroke(line="grid" if value else "axis", width_px=1, layer="below"))
        half = widest_px((words,), TICK_PX) / 2
        middle = min(max(x, row_places.layout.left + half), row_places.layout.right - half)
        canvas.text(TextLabel(middle, bottom + 4 + TICK_PX * LINE / 2, (words,), style, "middle"))


def _draw_row(pen: DotPen, each: _PlacedRow) -> None:
    shown = [item for item in each.row.items if item.mark.ends]
    if len(shown) > 1:
        ends = [pen.canvas.x.px(end) for item in shown for end in item.mark.ends]
        pen.join((min(ends), max(ends)), each.y)
    is_one_spot = _is_one_spot(shown, pen)
    for at, item in enumerate(shown):
        pen.draw(item, each.y, is_around=is_one_spot and at == 0)


def _write_row(pen: DotPen, each: _PlacedRow, row_places: _DotRowsLayout) -> None:
    _draw_name(pen, each, row_places)
    after = row_places.start
    for label in each.labels:
        after = _draw_label(pen, label, each.y)
    if each.values:
        return
    for item in each.row.items:
        if not item.mark.ends:
            pen.write(TextLabel(after, each.y, (item.value,), Style("muted")))
            after += widest_px((item.value,), VALUE_PX) + 2 * GAP_PX


def _is_one_spot(shown: Sequence[Item], pen: DotPen) -> bool:
    """True if the second dot would hide the first."""
    if len(shown) != 2 or any(item.mark.far is not None for item in shown):
        return False
    first, second = (pen.frame.u(item.mark.sure) for item in shown)
    return abs(first - second) <= ONE_SPOT_PX


def _draw_name(pen: DotPen, each: _PlacedRow, row_places: _DotRowsLayout) -> None:
    x, anchor = (
        (row_places.layout.left, "left") if row_places.layout.is_narrow else (row_places.start - NAME_GAP_PX, "right")
    )
    name_px, values_px = len(each.name) * NAME_PX * LINE, len(each.values) * VALUE_PX * LINE
    pen.write(TextLabel(x, each.name_top + name_px / 2, each.name, Style(size_px=NAME_PX), anchor))
    if each.values:
        pen.write(TextLabel(x, each.name_top + name_px + values_px / 2, each.values, Style(bold=True), anchor))


def _draw_label(pen: DotPen, label: _DotLabel, y: float) -> float:
    """Writes a value beside its mark; returns where it ends."""
    places = [pen.canvas.x.px(end) for end in label.item.mark.ends]
    before, beyond = _around(label.item)
    x = places[0] - before - GAP_PX if label.is_left else places[-1] + beyond + GAP_PX
    pen.write(TextLabel(x, y, label.lines, Style(bold=True), "right" if label.is_left else "left"))
    return x + widest_px(label.lines, VALUE_PX, bold=True) + 2 * GAP_PX
