"""Waffle charts: squares that show a part of a total."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import DIGITS, Canvas, px_axis, tidy
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts, Item, LegendEntry, Swatch
from yiwu_report.charts.chart_reader import ChartReader, check_count, check_lengths, check_overlap
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.marks.mark_labels import MarkLabels, lay_legend
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.charts.selection import ChartSelection, RowName, SelectedRow
from yiwu_report.model.charts import ChartBase, FigureRef
from yiwu_report.model.data import Figure
from yiwu_report.model.fields import FigureId, PositiveWhole
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule

MOST_SQUARES = 400
SQUARE_PX, GAP_PX, TEN_PX = 30.0, 3.0, 6.0  # a square, the space between two, the space after every ten more
SMALL_PX = 13.0
OUTLINE_PX = 1.0

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


class WafflePhrase(StrEnum):
    """A phrase of waffle charts, by its key under `ui:`."""

    NOTE_SQUARE = "chart_note_square"
    WHOLE = "chart_waffle_whole"


class WaffleChart(ChartBase):
    """Squares that show a part of a total."""

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("pie", "donut"), "draw bars, kind: stacked with share: true, or kind: waffle for a part of a total"
    )

    kind: Literal["waffle"]
    part: Annotated[FigureId, FigureRef()] = Field(description="the figure of the part")
    whole: Annotated[FigureId, FigureRef()] = Field(description="the figure of the total")
    per_square: PositiveWhole = Field(1, description="how many things one square represents")

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """It has two figures, and no rows."""
        key = "table" if self.table else "figures" if self.figures is not None else None
        return (key, Fault(Rule.CHART_SHAPE, f"a waffle with {key}", "use part: and whole: instead")) if key else None


@dataclass(frozen=True, slots=True)
class WafflePlot:
    """The chart before layout: its two figures, and what the squares represent."""

    part: Item
    whole: Item
    legend: tuple[LegendEntry, ...]


def select_waffle(reader: ChartReader, spec: WaffleChart) -> ChartSelection | None:
    """The part and the whole; None if something is wrong or unusable."""
    for key in ("where", "sort"):
        if getattr(spec, key) is not None:
            reader.refuse(key, Rule.CHART_SHAPE, f"{key}: in a waffle chart", "name two figures under part: and whole:")
    part, whole = reader.figure("part", spec.part), reader.figure("whole", spec.whole)
    if part is None or whole is None:
        return None
    for key, figure in (("part", part), ("whole", whole)):
        if figure.quantity is None or not figure.quantity.is_exact or figure.quantity.number < 0:
            message = f"{figure.id} is not exact, and squares can show only exact numbers"
            reader.refuse(key, Rule.CHART_SHAPE, message, "draw bars")
    check_lengths(reader, (part, whole), "part")
    check_overlap(reader, "part", (part, whole), "are not parts of a whole")
    if reader.problems:
        return None
    if _count(part, whole, spec) > _count(whole, whole, spec) or not _count(whole, whole, spec):
        message = f"{part.id} cannot be part of {whole.id}: it is larger"
        reader.refuse("part", Rule.CHART_SHAPE, message, "swap part: and whole:, or draw bars")
    check_count(reader, "whole", math.ceil(_count(whole, whole, spec)), MOST_SQUARES, "squares; raise per_square:")
    rows = tuple(SelectedRow(RowName(figure=figure), (figure,)) for figure in (part, whole))
    return ChartSelection(rows)


def _count(figure: Figure, unit_of: Figure, spec: WaffleChart) -> Decimal:
    """How many squares a figure fills."""
    number = figure.quantity.number if figure.quantity else Decimal(0)
    return number * figure.unit.factor / unit_of.unit.factor / spec.per_square


def waffle_texts(spec: WaffleChart, _selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """What a square represents."""
    unit = words.data.figures[spec.whole].unit
    return ChartTexts(notes=(words.say(WafflePhrase.NOTE_SQUARE, n=words.exact(spec.per_square, unit)),))


def plot_waffle(selection: ChartSelection, words: ChartLabels) -> WafflePlot:
    """The chart in words."""
    items = MarkLabels(selection, words)
    part_name, whole_name = (words.name(row.name) for row in selection.rows)
    part, whole = (items.item(row, 0, role) for row, role in zip(selection.rows, ("c1", "axis"), strict=True))
    legend = (
        LegendEntry("c1", words.join("colon", part_name, part.value), part.status),
        LegendEntry("axis", words.say(WafflePhrase.WHOLE, name=whole_name, value=whole.value), swatch=Swatch.EMPTY),
    )
    return WafflePlot(part, whole, legend)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Squares row by row."""

    layout: ChartLayout
    count: float
    top: float

    @property
    def columns(self) -> int:
        """How many are in a row: tens, so that they can be counted."""
        many = self.count > 100
        most = (20 if many else 10) if self.layout.is_narrow else (40 if many else 20)
        return min(most, math.ceil(self.count))

    @property
    def square_px(self) -> float:
        """The side of a square."""
        gaps = (self.columns - 1) * GAP_PX + (self.columns - 1) // 10 * TEN_PX
        return max(
            SMALL_PX if not self.layout.is_narrow else 8, min(SQUARE_PX, (self.layout.inner - gaps) / self.columns)
        )

    @property
    def bottom(self) -> float:
        """The end of the last row."""
        rows = math.ceil(self.count / self.columns)
        return self.top + rows * (self.square_px + GAP_PX) - GAP_PX

    def squares(self, start: float, end: float) -> Iterator[Rectangle]:
        """The squares from the one after `start` to `end`; for a partial square, its filled part."""
        for number in range(math.floor(start), math.ceil(end)):
            row, column = divmod(number, self.columns)
            side = self.square_px
            left = self.layout.left + column * (side + GAP_PX) + column // 10 * TEN_PX
            top = self.top + row * (side + GAP_PX)
            first, last = max(start - number, 0.0), min(end - number, 1.0)
            yield left + first * side, top, left + last * side, top + side


def draw_waffle(spec: WaffleChart, plot: WafflePlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    part, whole = plot.part, plot.whole
    legend = lay_legend(plot.legend, layout)
    grid = _Grid(layout, whole.mark.sure / spec.per_square, legend.height)
    height = grid.bottom + 4
    canvas = Canvas(layout, height, px_axis(layout.width), px_axis(height))
    legend.draw(canvas)
    filled = part.mark.sure / spec.per_square
    stretches = (
        (part, grid.squares(0, filled), _look(part, fill_role("c1", part.status)), filled > 0),
        (whole, grid.squares(filled, grid.count), _look(whole, "paper"), filled < grid.count),
    )
    for item, squares, look, is_there in stretches:
        if is_there:
            x, y = _outlines(squares, inset=look["line"]["width"] / 2)
            mode = "lines" if look["line"]["width"] else "none"
            trace = {"type": "scatter", "mode": mode, "x": x, "y": y, "fill": "toself", "hoveron": "fills", **look}
            canvas.trace({**trace, "hoverinfo": "text", "text": item.hover, "meta": item.figure_id})
    return canvas


def _look(item: Item, fill: str) -> dict[str, Any]:
    """Fill and outline: a fact's outline has its own colour."""
    width = 0 if fill == item.role else OUTLINE_PX
    return {"line": {"width": width, "color": light(item.role)}, "fillcolor": light(fill)}


def _outlines(squares: Iterator[Rectangle], inset: float) -> tuple[list[float | None], list[float | None]]:
    """Closed outlines, one after the other, with a gap (None) between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for left, top, right, bottom in squares:
        a, b, c, d = (tidy(each, DIGITS) for each in (left + inset, top + inset, right - inset, bottom - inset))
        x += [a, c, c, a, a, None]
        y += [b, b, d, d, b, None]
    return x[:-1], y[:-1]


KIND = ChartKind(
    WaffleChart,
    select_waffle,
    plot_waffle,
    draw_waffle,
    {"waffle": "bar"},
    texts=waffle_texts,
    can_have_panels=False,
    phrases=WafflePhrase,
)
