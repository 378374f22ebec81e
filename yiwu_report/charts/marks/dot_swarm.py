"""Many dots on one scale: moved apart so that none hides another, and names beside some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yiwu_report.charts.canvas import DIGITS, LINE, TICK_PX, Canvas, tidy
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.layout import ChartLayout, widest_px, wrap
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.uncertainty_marks import OPEN_PX, EndPen, Lane, PlotFrame
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.model.figures import Status

RING_PX = 1.5
OPACITY = 0.6  # of dots that may overlap
NAMES_APART_PX, LEADER_PX = 8.0, 4.0  # between names, and between a name and its line


def dot_px(count: int) -> float:
    """The size of a dot, smaller where there are many."""
    return 8.0 if count <= 300 else 6.0 if count <= 1000 else 4.0


def reach_px(mark: Mark, size_px: float) -> tuple[float, float]:
    """How far a mark goes beyond its ends, on the left and on the right."""
    half, beyond = size_px / 2, size_px / 2 + OPEN_PX
    if mark.end not in {MarkEnd.OPEN, MarkEnd.OUTLINE}:
        return half, half
    runs_right = (mark.sure >= 0) is (mark.end is MarkEnd.OPEN)
    return (half, beyond) if runs_right else (beyond, half)


def swarm_lanes(ends: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each mark, from its left to its right end in px, so that none touches another in its lane.

    0 is in the middle, then 1 above, -1 below, 2 above and so on. Marks are placed from left to right, each in the
    lane nearest to the middle that is free: the same marks are always at the same places.
    """
    order = sorted(range(len(ends)), key=lambda at: (ends[at], at))
    free_from: list[float] = []  # where the last mark of a lane ends, by nearness to the middle
    lanes = [0] * len(ends)
    for at in order:
        left, right = ends[at]
        nearest = next((lane for lane, end in enumerate(free_from) if end <= left), len(free_from))
        free_from[nearest : nearest + 1] = [right]
        lanes[at] = (nearest + 1) // 2 * (1 if nearest % 2 else -1)
    return lanes


@dataclass(frozen=True, slots=True)
class DotName:
    """Words above a dot, beside the line that leads to it at `x`, in a row of such words."""

    x: float
    lines: tuple[str, ...]
    left: float
    row: int

    @property
    def right(self) -> float:
        """Where the words end."""
        return self.left + widest_px(self.lines, TICK_PX)


def place_names(named: Sequence[tuple[float, str]], layout: ChartLayout, start: float) -> list[DotName]:
    """The names of dots at these x, in the same order, in few rows: none over another or left of `start`.

    From right to left, each in the lowest row in which it is free: its line then passes left of the words below it.
    """
    placed: dict[int, DotName] = {}
    for at in sorted(range(len(named)), key=lambda at: -named[at][0]):
        x, text = named[at]
        lines = wrap(text, 0.45 * layout.inner, TICK_PX)
        width = widest_px(lines, TICK_PX)
        sides = [
            left for left in (x + LEADER_PX, x - LEADER_PX - width) if left >= start and left + width <= layout.right
        ]
        sides = sides or [min(max(x - width / 2, start), layout.right - width)]
        choices = [DotName(x, lines, left, row) for row in range(len(named) + 1) for left in sides]
        clear = (each for each in choices if all(_are_clear(each, other) for other in placed.values()))
        free = (each for each in choices if all(_are_apart(each, other) for other in placed.values()))
        placed[at] = next(clear, None) or next(free)
    return [placed[at] for at in range(len(named))]


def _are_apart(one: DotName, other: DotName) -> bool:
    """True if the words are in different rows, or beside each other."""
    return one.row != other.row or one.left >= other.right + NAMES_APART_PX or other.left >= one.right + NAMES_APART_PX


def _are_clear(one: DotName, other: DotName) -> bool:
    """True if the line of the upper one does not pass behind the words of the lower one either."""
    upper, lower = (one, other) if one.row > other.row else (other, one)
    is_beside = not lower.left - 1 < upper.x < lower.right + 1
    return _are_apart(one, other) and (upper.row == lower.row or is_beside)


def row_heights(names: Sequence[DotName]) -> list[float]:
    """The height of each row of names, the lowest first."""
    rows = max((name.row for name in names), default=-1) + 1
    return [max(len(name.lines) for name in names if name.row == row) * TICK_PX * LINE + 2 for row in range(rows)]


@dataclass
class SwarmPen:
    """Draws many dots as one trace of markers, and the open, hatched and hollow ends of those that have them."""

    canvas: Canvas
    size_px: float
    is_overlapping: bool
    dots: list[tuple[float, float, str, float, Item]] = field(default_factory=list)  # value, y, fill, size, texts

    def draw(self, item: Item, y: float) -> None:
        """Draws a mark in the middle of a lane."""
        mark, canvas = item.mark, self.canvas
        frame = PlotFrame(canvas.x.px(mark.sure), 1.0)
        ends, lane = EndPen(canvas, frame), Lane(y - self.size_px / 2, y + self.size_px / 2)
        size = self.size_px - RING_PX
        if mark.far is not None:
            u = canvas.x.px(mark.far) - frame.zero_px
            ends.hatch(item.role, lane, (0.0, u))
            ends.sides(item.role, lane, (0.0, u), Status.FACT)
            ends.line(item.role, [(0.0, lane.start), (0.0, lane.end)], RING_PX)
            if mark.end is MarkEnd.RANGE:
                ends.edges(item.role, lane, (0.0, u))
            self.dots.append((mark.middle, y, "paper", 0.0, item))  # an invisible hover target
            return
        before, _ = reach_px(mark, self.size_px)
        sign = -1.0 if before > self.size_px / 2 else 1.0
        if mark.end in {MarkEnd.OPEN, MarkEnd.OUTLINE}:
            ends.slices(item.role, lane, sign * self.size_px / 2, sign)
        fill = "paper" if mark.end is MarkEnd.OUTLINE else fill_role(item.role, item.status)
        self.dots.append((mark.sure, y, fill, size, item))

    def finish(self) -> None:
        """Add the dots to the canvas."""
        if not self.dots:
            return
        opacity = OPACITY if self.is_overlapping else 1
        self.canvas.trace(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [tidy(value) for value, _, _, _, _ in self.dots],
                "y": [tidy(y, DIGITS) for _, y, _, _, _ in self.dots],
                "marker": {
                    "size": [size for _, _, _, size, _ in self.dots],
                    "opacity": opacity,
                    "color": [light(fill) for _, _, fill, _, _ in self.dots],
                    "line": {
                        "color": [light(item.role) for _, _, _, _, item in self.dots],
                        "width": [RING_PX if size else 0.0 for _, _, _, size, _ in self.dots],
                    },
                },
                "cliponaxis": False,
                "customdata": [item.figure_id for _, _, _, _, item in self.dots],
                "hoverinfo": "text",
                "hovertext": [item.hover for _, _, _, _, item in self.dots],
            }
        )
