"""Labels of marks, and the legend of their colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiwu_report.charts.canvas import LINE, VALUE_PX, Canvas, Stroke, Style, TextLabel, escape
from yiwu_report.charts.chart_kind import Item, LegendEntry, Swatch
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout, widest_px, wrap
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.uncertainty_marks import HATCH_PX, stripes
from yiwu_report.charts.palette import fill_role
from yiwu_report.charts.selection import ChartSelection, SelectedRow
from yiwu_report.model.figures import Status

HOVER_PX = 240.0


@dataclass(frozen=True, eq=False)
class MarkLabels:
    """Makes the items of a selection in one language."""

    selection: ChartSelection
    words: ChartLabels

    def item(self, row: SelectedRow, at: int, role: str) -> Item:
        """The mark of the figure in column `at` of a row, in a colour."""
        figure = row.figures[at]
        hover = self._hover(row, at)
        if figure is None:
            return Item(Mark(MarkEnd.MISSING), self.words.value(None), hover, role)
        return Item(self.selection.marks[figure.id], self.words.value(figure), hover, role, figure.status, figure.id)

    def _hover(self, row: SelectedRow, at: int) -> str:
        """The hover text of a mark: the row, the value with its column, its status and its time."""
        words, table, figure = self.words, self.selection.table, row.figures[at]
        name, value = words.name(row.name), words.value(figure)
        if table is not None and not row.is_total:
            value = words.join("colon", words.column(table, self.selection.columns[at]), value)
        remarks = ""
        if figure is not None:
            period = words.period(figure.period) if figure.period else ""
            status = words.language.status[figure.status] if figure.status is not Status.FACT else ""
            remarks = words.join("list", status, "" if period == name else period)
        return hover_text(name, value, remarks)


def hover_text(name: str, *lines: str) -> str:
    """A name in bold and the lines below it, broken so that they fit a phone."""
    bold = [f"<b>{escape(line)}</b>" for line in wrap(name, HOVER_PX, VALUE_PX, bold=True)]
    plain = [escape(part) for line in lines if line for part in wrap(line, HOVER_PX, VALUE_PX)]
    return "<br>".join([*bold, *plain])


SIZE_PX = 13
SWATCH_PX, SPACE_PX, APART_PX, BELOW_PX = 12.0, 7.0, 20.0, 12.0


@dataclass(frozen=True, slots=True)
class _PlacedEntry:
    entry: LegendEntry
    lines: tuple[str, ...]
    x: float
    y: float  # middle of its first line


@dataclass(frozen=True)
class Legend:
    """A legend with its places."""

    placed: tuple[_PlacedEntry, ...]
    height: float

    def draw(self, canvas: Canvas) -> None:
        """Writes it at the top of the canvas."""
        for each in self.placed:
            _draw_swatch(canvas, each)
            x, style = each.x + SWATCH_PX + SPACE_PX, Style(size_px=SIZE_PX)
            middle = each.y + (len(each.lines) - 1) * SIZE_PX * LINE / 2
            canvas.text(TextLabel(x, middle, each.lines, style))


def lay_legend(entries: Sequence[LegendEntry], layout: ChartLayout) -> Legend:
    """The entries one after the other, on new lines if they do not fit."""
    placed: list[_PlacedEntry] = []
    x, y, height = layout.left, SIZE_PX * LINE / 2, 0.0
    for entry in entries:
        lines = wrap(entry.text, layout.inner - SWATCH_PX - SPACE_PX, SIZE_PX)
        width = SWATCH_PX + SPACE_PX + widest_px(lines, SIZE_PX)
        if x > layout.left and x + width > layout.right:
            x, y = layout.left, height + SIZE_PX * LINE / 2 + 4
        placed.append(_PlacedEntry(entry, lines, x, y))
        x += width + APART_PX
        height = max(height, y + (len(lines) - 0.5) * SIZE_PX * LINE)
    return Legend(tuple(placed), height + BELOW_PX if placed else 0.0)


def _draw_swatch(canvas: Canvas, each: _PlacedEntry) -> None:
    entry, half = each.entry, SWATCH_PX / 2
    x, y = each.x, each.y
    if entry.swatch is Swatch.DOT:
        canvas.circle(
            x + half, y, half - 1, Stroke(line=entry.role, width_px=2, fill=fill_role(entry.role, entry.status))
        )
        return
    if entry.swatch is Swatch.LINE:
        canvas.polyline([(x, y), (x + SWATCH_PX, y)], Stroke(line=entry.role, width_px=3))
        return
    is_fact = entry.status is Status.FACT
    fill = "paper" if entry.swatch in {Swatch.EMPTY, Swatch.HATCHED} else fill_role(entry.role, entry.status)
    line = None if is_fact and entry.swatch is Swatch.SQUARE else entry.role
    inset = 0.75 if line else 0.0
    low, high = inset - half, half - inset
    corners = [(x + half + a, y + b) for a, b in ((low, low), (high, low), (high, high), (low, high))]
    dash = "4px,2px" if entry.status is Status.FORECAST else "solid"
    canvas.polygon(corners, Stroke(line=line, width_px=1.5, fill=fill, dash=dash))
    if entry.swatch is Swatch.HATCHED:
        for band in stripes(corners, HATCH_PX / 2, 1.0):
            canvas.polygon(band, Stroke(fill=entry.role))
