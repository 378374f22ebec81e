"""Stacked bars: names beside them if there is space, otherwise above; values below the parts that have room for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from yiwu_report.charts.axes.value_axis import BOTTOM_PX, ValueScale, draw_bottom_axis, value_scale
from yiwu_report.charts.canvas import (
    DIGITS,
    LINE,
    NAME_PX,
    VALUE_PX,
    Axis,
    Canvas,
    Stroke,
    Style,
    TextLabel,
    px_axis,
    tidy,
)
from yiwu_report.charts.chart_kind import Item, Plot
from yiwu_report.charts.layout import ChartLayout, breaks_well, widest_px, wrap
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.marks.stacking import Bounds, Segment
from yiwu_report.charts.marks.uncertainty_marks import OPEN_PX, EndPen, Lane, PlotFrame
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.model.figures import Status

NAME_GAP_PX, TOP_PX = 12.0, 3.0
BELOW_PX = 2.0  # between a bar and the words below it
APART_PX = 6.0  # between words below neighbouring parts
TICK_MARK_PX = 4.0
SEAM_PX = 1.5  # between two parts
MOST_LINES = 3  # of the name of a part


@dataclass(frozen=True, slots=True)
class StackPart:
    """A part of a bar; without a segment it is not published."""

    item: Item
    name: str
    name_and_value: str
    segment: Segment | None


@dataclass(frozen=True, slots=True)
class StackRow:
    """One bar."""

    name: str
    parts: tuple[StackPart, ...]
    undecided: Bounds | None = None  # what may belong to several of the parts
    undecided_item: Item | None = None  # with the texts of these parts

    @property
    def items(self) -> tuple[Item, ...]:
        """The marks of its parts."""
        return tuple(part.item for part in self.parts)

    @property
    def ends(self) -> tuple[float, ...]:
        """The ends of its segments."""
        segments = [part.segment for part in self.parts if part.segment]
        return (*(end for segment in segments for end in segment.ends), *(self.undecided or ()))


@dataclass(frozen=True)
class StackPlot(Plot[StackRow]):
    """Bars made of parts."""

    whole: float | None = None  # the end of the scale, if all bars have one


@dataclass(frozen=True)
class _PlacedStack:
    """A bar with its lines and its places from top to bottom."""

    row: StackRow
    name: tuple[str, ...]
    name_y: float
    lane: Lane
    labels: tuple[TextLabel, ...]  # their y counts from the lower edge of the bar
    bottom: float


def draw_stack_rows(plot: StackPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    is_above = layout.is_narrow or len(plot.scale_rows) == 1
    longest = layout.inner if is_above else layout.longest_name
    names = [wrap(row.name, longest, NAME_PX) if row.name else () for row in plot.rows]
    name_px = 0.0 if is_above else max(widest_px(name, NAME_PX) for name in names)
    left = layout.left + (name_px + NAME_GAP_PX if name_px else 0.0)
    scale, x = _scale(plot, layout, left)
    plot, labels = _labelled(plot, layout, x)
    legend = lay_legend(plot.legend, layout)
    placed = _stack(
        plot.rows, list(zip(names, labels, strict=True)), layout, (legend.height + TOP_PX, left), is_above=is_above
    )
    bottom = placed[-1].bottom + 4
    height = bottom + (BOTTOM_PX if scale.ticks else 0.0) + 6
    canvas = Canvas(layout, height, x, px_axis(height))
    legend.draw(canvas)
    draw_bottom_axis(canvas, scale.ticks, (bottom - TICK_MARK_PX, bottom))
    pen = StackPen(canvas, PlotFrame(x.px(0), x.px(1) - x.px(0)))
    for each in placed:
        _draw_grid(canvas, scale, each.lane)
        _draw_row(pen, each, left, is_above=is_above)
    pen.finish()
    return canvas


def _scale(plot: StackPlot, layout: ChartLayout, left: float) -> tuple[ValueScale, Axis]:
    """The scale of all bars, with as many numbers as fit, and room for open ends."""
    values = [end for row in plot.scale_rows for end in row.ends]
    values += [] if plot.whole is None else [plot.whole]
    is_open = any(item.mark.end is MarkEnd.OPEN for item in plot.scale_items())
    before = 1.0 + (OPEN_PX if is_open and min(values, default=0) < 0 else 0.0)
    beyond = 1.0 + (OPEN_PX if is_open else 0.0)
    for most in range(4 if layout.is_narrow else 6, 0, -1):
        scale = value_scale(plot.ticks, values, most, from_zero=True)
        x = Axis(left + before, layout.right - beyond, scale.low, scale.high)
        if scale.are_apart(x.px, layout):
            return scale, x
    return replace(scale, ticks=tuple(tick for tick in scale.ticks if not tick[0])), x


def _labelled(plot: StackPlot, layout: ChartLayout, x: Axis) -> tuple[StackPlot, list[tuple[TextLabel, ...]]]:
    """The words below each bar. One bar alone has the names of its parts there, and a legend only if they don't fit."""
    if len(plot.rows) == 1 and not plot.panels:
        row = plot.rows[0]
        labels = _named(row, layout, x)
        if labels is not None:
            return replace(plot, legend=plot.legend if row.undecided else ()), [labels]
        texts = {part.item.role: part.name_and_value for part in row.parts}
        legend = tuple(replace(entry, text=texts.get(entry.role, entry.text)) for entry in plot.legend)
        return replace(plot, legend=legend), [()]
    return plot, [tuple(_values(row, x)) for row in plot.rows]


def _named(row: StackRow, layout: ChartLayout, x: Axis) -> tuple[TextLabel, ...] | None:
    """Name and value below each part of a bar, the last one ending with it; None if that isn't possible."""
    labels: list[TextLabel] = []
    shown = [(part, part.segment) for part in row.parts if part.segment]
    floor = layout.left
    for at, (part, segment) in enumerate(shown):
        start, end = sorted(x.px(value) for value in segment.ends)
        is_last = at == len(shown) - 1 and at > 0
        room = (end - max(floor, layout.left) if is_last else end - start) - APART_PX
        name, value = (
            wrap(part.name, max(room, 1.0), NAME_PX),
            wrap(part.item.value, max(room, 1.0), VALUE_PX, bold=True),
        )
        fits = breaks_well(part.name, room, NAME_PX) and breaks_well(part.item.value, room, VALUE_PX, bold=True)
        if not fits or len(name) > MOST_LINES or end <= start:
            return None
        width = max(widest_px(name, NAME_PX), widest_px(value, VALUE_PX, bold=True))
        is_right = is_last and start + width > end
        place, anchor = (end, "right") if is_right else (max(start, floor), "left")
        name_px = len(name) * NAME_PX * LINE
        labels.append(TextLabel(place, name_px / 2, name, Style(size_px=NAME_PX), anchor))
        middle = name_px + len(value) * VALUE_PX * LINE / 2
        labels.append(TextLabel(place, middle, value, Style(bold=True), anchor))
        floor = start + width + 2 * APART_PX
    return tuple(labels)


def _values(row: StackRow, x: Axis) -> Iterator[TextLabel]:
    """The values of a bar below those parts that are long enough; of an empty bar the first."""
    shown = [(part.item, part.segment) for part in row.parts if part.segment]
    is_empty = not any(row.ends)
    for item, segment in shown[:1] if is_empty else shown:
        start, end = sorted(x.px(value) for value in segment.ends)
        width = widest_px((item.value,), VALUE_PX, bold=True)
        if item.value and (is_empty or end - start >= width + APART_PX):
            is_down = segment.far < segment.start
            inset = APART_PX / 2 if x.start < 0 else 0.0  # two values meet at zero
            place, anchor = (end - inset, "right") if is_down else (start + inset, "left")
            yield TextLabel(place, VALUE_PX * LINE / 2, (item.value,), Style(bold=True), anchor)


def _stack(
    rows: Sequence[StackRow],
    words: Sequence[tuple[tuple[str, ...], tuple[TextLabel, ...]]],
    layout: ChartLayout,
    places: Bounds,
    *,
    is_above: bool,
) -> list[_PlacedStack]:
    """The rows from top to bottom, with their names and the words below them; `places`: the upper end of the first, the left end of the bars."""
    top, left = places
    width_px = layout.right - left
    thick = _thickness(len(rows))
    placed: list[_PlacedStack] = []
    y = top
    for row, (name, own) in zip(rows, words, strict=True):
        name_px = len(name) * NAME_PX * LINE
        start = y + (name_px + 3 if name and is_above else max(0.0, (name_px - thick) / 2))
        name_y = y + name_px / 2 if is_above else start + thick / 2
        lane = Lane(start, start + thick)
        words_px = max((label.y + len(label.lines) * label.style.size_px * LINE / 2 for label in own), default=0.0)
        missing = _missing(row, width_px, lane.end + BELOW_PX + words_px)
        below = [replace(label, y=lane.end + BELOW_PX + label.y) for label in own] + missing
        ends = [label.y + len(label.lines) * VALUE_PX * LINE / 2 for label in below]
        bottom = max([lane.end, y + name_px, *ends])
        placed.append(_PlacedStack(row, name, name_y, lane, tuple(below), bottom))
        y = bottom + (14.0 if layout.is_narrow else 10.0)
    return placed


def _missing(row: StackRow, width_px: float, top: float) -> list[TextLabel]:
    """The parts of a bar that are not published, below it; their place across is that of the bar."""
    words = [part.name_and_value for part in row.parts if part.segment is None]
    lines = tuple(line for each in words for line in wrap(each, width_px, VALUE_PX))
    return [TextLabel(-1, top + len(lines) * VALUE_PX * LINE / 2, lines, Style("muted"))] if lines else []


def _thickness(count: int) -> float:
    """The thickness of a bar: fewer bars are thicker."""
    return 40 if count == 1 else 26 if count <= 8 else 18 if count <= 16 else 14


def _draw_grid(canvas: Canvas, scale: ValueScale, lane: Lane) -> None:
    """The lines of the scale behind a bar, and not through the words below it."""
    for value, _ in scale.ticks or ((0.0, ""),):
        x = canvas.x.px(value)
        stroke = Stroke(line="grid" if value else "axis", width_px=1, layer="below")
        canvas.polyline([(x, lane.start - 3), (x, lane.end + 3)], stroke)


def _draw_row(pen: StackPen, each: _PlacedStack, left: float, *, is_above: bool) -> None:
    canvas, layout = pen.canvas, pen.canvas.layout
    x, anchor = (layout.left, "left") if is_above else (left - NAME_GAP_PX, "right")
    canvas.text(TextLabel(x, each.name_y, each.name, Style(size_px=NAME_PX), anchor))
    for label in each.labels:
        canvas.text(replace(label, x=left) if label.x < 0 else label)
    for part in each.row.parts:
        if part.segment:
            pen.draw(part.item, part.segment, each.lane)
    if each.row.undecided and each.row.undecided_item:
        pen.band(each.row.undecided_item, each.row.undecided, each.lane)


@dataclass
class StackPen:
    """Draws parts on a canvas: what is certain as one bar trace, the rest as paths."""

    canvas: Canvas
    frame: PlotFrame
    bodies: list[tuple[Bounds, Lane, Item]] = field(default_factory=list)
    spots: list[tuple[float, Lane, Item]] = field(default_factory=list)  # where a pointer finds a band

    @property
    def ends(self) -> EndPen:
        """Draws the ends."""
        return EndPen(self.canvas, self.frame)

    def draw(self, item: Item, segment: Segment, lane: Lane) -> None:
        """A part: solid, then hatched or open."""
        start, sure, far = (self.frame.u(each) for each in (segment.start, segment.sure, segment.far))
        if segment.sure != segment.start:
            self.bodies.append(((segment.start, segment.sure), lane, item))
            if item.status is not Status.FACT:
                is_open = item.mark.end is MarkEnd.OPEN or segment.far != segment.sure
                self.ends.sides(item.role, lane, (start, sure), item.status, is_open=is_open)
        if segment.far != segment.sure:
            self.band(item, (segment.sure, segment.far), lane)
        elif segment.sure == segment.start:  # a pointer finds a part of zero at its place
            self.spots.append((segment.start, lane, item))
        if item.mark.end is MarkEnd.OPEN:
            self.ends.slices(item.role, lane, far, -1.0 if far < 0 else 1.0)
        elif segment.start:
            seam = [self.frame.at(start, lane.start), self.frame.at(start, lane.end)]
            self.canvas.polyline(seam, Stroke(line="paper", width_px=SEAM_PX))

    def band(self, item: Item, bounds: Bounds, lane: Lane) -> None:
        """A stretch that is not certain."""
        ends = (self.frame.u(bounds[0]), self.frame.u(bounds[1]))
        self.ends.hatch(item.role, lane, ends)
        self.ends.sides(item.role, lane, ends, Status.FACT, is_open=True)
        self.spots.append((sum(bounds) / 2, lane, item))

    def finish(self) -> None:
        """Add the bodies to the canvas, and what a pointer finds of the bands."""
        if self.bodies:
            trace = {
                "type": "bar",
                "orientation": "h",
                "base": [tidy(start) for (start, _), _, _ in self.bodies],
                "x": [tidy(end - start) for (start, end), _, _ in self.bodies],
                "y": [tidy(lane.middle, DIGITS) for _, lane, _ in self.bodies],
                "width": [tidy(lane.end - lane.start, DIGITS) for _, lane, _ in self.bodies],
                "marker": {
                    "color": [light(fill_role(item.role, item.status)) for _, _, item in self.bodies],
                    "line": {"width": 0},
                },
                **_texts([item for _, _, item in self.bodies]),
            }
            self.canvas.traces.insert(0, {"showlegend": False, **trace})
        if self.spots:
            places = {
                "x": [tidy(value) for value, _, _ in self.spots],
                "y": [tidy(lane.middle, DIGITS) for _, lane, _ in self.spots],
            }
            self.canvas.trace(
                {"type": "scatter", "mode": "none", **places, **_texts([item for _, _, item in self.spots])}
            )


def _texts(items: Sequence[Item]) -> dict[str, list[str] | str]:
    """What a pointer finds of marks."""
    return {
        "customdata": [item.figure_id for item in items],
        "hoverinfo": "text",
        "hovertext": [item.hover for item in items],
    }
