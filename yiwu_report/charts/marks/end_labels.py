"""Names and values beside the ends of lines and areas, moved apart where they would overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiwu_report.charts.canvas import LINE, VALUE_PX, Canvas, PointPx, Stroke, Style, TextLabel
from yiwu_report.charts.layout import widest_px, wrap

GAP_PX, LEADER_PX = 9.0, 14.0  # between an end and its words, and more if a line leads to them
DOT_PX = 8.0  # of a point at the end of a line
LONGEST = 0.34  # of the width, for words beside an end


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What is written beside the end of a line or an area of a colour."""

    role: str
    name: tuple[str, ...]
    value: tuple[str, ...]

    @classmethod
    def wrapped(cls, role: str, name: str, value: str, width_px: float) -> EndLabel:
        """These words in lines no wider than this."""
        return cls(
            role,
            wrap(name, width_px, VALUE_PX) if name else (),
            wrap(value, width_px, VALUE_PX, bold=True) if value else (),
        )

    @property
    def height(self) -> float:
        """The height of its words."""
        return (len(self.name) + len(self.value)) * VALUE_PX * LINE

    @property
    def width(self) -> float:
        """The width of its words."""
        return max(widest_px(self.name, VALUE_PX), widest_px(self.value, VALUE_PX, bold=True))


def labels_px(labels: Sequence[EndLabel]) -> float:
    """The width that the words need beyond the last point."""
    words_px = max((label.width for label in labels), default=0.0) + GAP_PX + DOT_PX
    return words_px + (LEADER_PX if len(labels) > 1 else 0.0)


def draw_end_labels(canvas: Canvas, labels: Sequence[tuple[EndLabel, PointPx]], ends: tuple[float, float]) -> None:
    """Each label beside the end, in px, of what it names; `ends`: of the plot, from top to bottom."""
    placed = sorted(labels, key=lambda pair: pair[1][1])
    x = canvas.x.end_px + DOT_PX / 2 + GAP_PX + (LEADER_PX if len(placed) > 1 else 0.0)
    if len(placed) == 1:  # its label is beside its own last point
        x = placed[0][1][0] + DOT_PX / 2 + GAP_PX
    for y, (label, (last, own)) in zip(
        apart([(y, label.height) for label, (_, y) in placed], ends), placed, strict=True
    ):
        top = y - label.height / 2
        if len(placed) > 1:
            points = [(last + DOT_PX / 2, own), (x - GAP_PX / 2, y)]
            canvas.polyline(points, Stroke(line=label.role, width_px=1, layer="below"))
        names_px = len(label.name) * VALUE_PX * LINE
        canvas.text(TextLabel(x, top + names_px / 2, label.name, Style()))
        values_px = len(label.value) * VALUE_PX * LINE
        canvas.text(TextLabel(x, top + names_px + values_px / 2, label.value, Style(bold=True)))


def apart(wanted: Sequence[tuple[float, float]], ends: tuple[float, float]) -> list[float]:
    """Middles of boxes (middle, height) in order, near their preferred positions, without overlap.

    Pushed down from the first on, then up from the last on if they would leave the plot at the bottom.
    """
    middles: list[float] = []
    floor = ends[0] - 10
    for middle, height in wanted:
        middles.append(max(middle, floor + height / 2))
        floor = middles[-1] + height / 2 + 2
    ceiling = ends[1] + 4
    for at in range(len(middles) - 1, -1, -1):
        height = wanted[at][1]
        middles[at] = min(middles[at], ceiling - height / 2)
        ceiling = middles[at] - height / 2 - 2
    return middles
