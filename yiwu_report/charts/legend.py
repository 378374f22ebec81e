"""A line of swatches and words at the top of a chart, for colours that labels do not explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiwu_report.charts.palette import fill_role
from yiwu_report.charts.plot import LegendEntry, Swatch
from yiwu_report.charts.room import Room
from yiwu_report.charts.sheet import LINE, Sheet, Stroke, Style, Text
from yiwu_report.charts.wrap import widest_px, wrap
from yiwu_report.model.figures import Status

SIZE_PX = 13
SWATCH_PX, SPACE_PX, APART_PX, BELOW_PX = 12.0, 7.0, 20.0, 12.0


@dataclass(frozen=True, slots=True)
class _Placed:
    entry: LegendEntry
    lines: tuple[str, ...]
    x: float
    y: float  # middle of its first line


@dataclass(frozen=True)
class Legend:
    """A legend with its places."""

    placed: tuple[_Placed, ...]
    height: float

    def draw(self, sheet: Sheet) -> None:
        """Writes it at the top of the sheet."""
        for each in self.placed:
            _draw_swatch(sheet, each)
            x, style = each.x + SWATCH_PX + SPACE_PX, Style(size_px=SIZE_PX)
            middle = each.y + (len(each.lines) - 1) * SIZE_PX * LINE / 2
            sheet.text(Text(x, middle, each.lines, style))


def lay_legend(entries: Sequence[LegendEntry], room: Room) -> Legend:
    """The entries one after the other, on new lines where they do not fit."""
    placed: list[_Placed] = []
    x, y, height = room.left, SIZE_PX * LINE / 2, 0.0
    for entry in entries:
        lines = wrap(entry.text, room.inner - SWATCH_PX - SPACE_PX, SIZE_PX)
        width = SWATCH_PX + SPACE_PX + widest_px(lines, SIZE_PX)
        if x > room.left and x + width > room.right:
            x, y = room.left, height + SIZE_PX * LINE / 2 + 4
        placed.append(_Placed(entry, lines, x, y))
        x += width + APART_PX
        height = max(height, y + (len(lines) - 0.5) * SIZE_PX * LINE)
    return Legend(tuple(placed), height + BELOW_PX if placed else 0.0)


def _draw_swatch(sheet: Sheet, each: _Placed) -> None:
    entry, half = each.entry, SWATCH_PX / 2
    x, y = each.x, each.y
    if entry.swatch is Swatch.DOT:
        sheet.circle(
            x + half, y, half - 1, Stroke(line=entry.role, width_px=2, fill=fill_role(entry.role, entry.status))
        )
        return
    if entry.swatch is Swatch.LINE:
        sheet.polyline([(x, y), (x + SWATCH_PX, y)], Stroke(line=entry.role, width_px=3))
        return
    is_fact = entry.status is Status.FACT
    fill = "paper" if entry.swatch is Swatch.EMPTY else fill_role(entry.role, entry.status)
    line = None if is_fact and entry.swatch is Swatch.SQUARE else entry.role
    inset = 0.75 if line else 0.0
    low, high = inset - half, half - inset
    corners = [(x + half + a, y + b) for a, b in ((low, low), (high, low), (high, high), (low, high))]
    dash = "4px,2px" if entry.status is Status.FORECAST else "solid"
    sheet.polygon(corners, Stroke(line=line, width_px=1.5, fill=fill, dash=dash))
