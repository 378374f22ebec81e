"""Bar charts: lengths from zero, one column or several side by side, coloured by category, with an optional total.

Each length is a bar, or a lollipop: a thin stem with a dot at the value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import DIGITS, Canvas, tidy
from yiwu_report.charts.chart_kind import ChartKind, Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import (
    MOST_ROWS,
    ChartReader,
    check_colours,
    check_count,
    check_lengths,
    check_overlap,
)
from yiwu_report.charts.colours import roles_of, things_of
from yiwu_report.charts.labels import ChartLabels, common_status, only_status, series_names
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.bar_columns import draw_columns
from yiwu_report.charts.marks.bar_mark import BarPen, BarRow
from yiwu_report.charts.marks.bar_rows import draw_rows
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.marks.uncertainty_marks import OPEN_PX, OUTLINE_PX, Lane
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.charts.selection import (
    VALUE,
    ChartSelection,
    RowName,
    SelectedRow,
    categories_of,
    select_cells,
    select_listed,
)
from yiwu_report.model.charts import ChartBase, ColumnRef, FigureRef
from yiwu_report.model.fields import WORD, FigureId, Id, IdOrIds
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.rules import Rule

MOST_COLUMNS = 12  # vertical bars; horizontal ones are limited by MOST_ROWS


class Orientation(StrEnum):
    """The direction of the bars."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class BarForm(StrEnum):
    """What shows a length."""

    BAR = "bar"
    LOLLIPOP = "lollipop"


class BarChart(ChartBase):
    """Bars from zero: horizontal or vertical, one column or several side by side, coloured by a category."""

    other_names: ClassVar[Mapping[str, str]] = {
        "column": "write kind: bar and orientation: vertical",
        "columns": "write kind: bar and orientation: vertical",
        "lollipop": "write kind: bar and form: lollipop",
    }
    is_from_zero = True

    kind: Literal["bar"]
    x: Annotated[IdOrIds | None, ColumnRef(ColumnKind.FIGURE)] = Field(
        None, description="the column of figures; several: grouped bars"
    )
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")
    colour: Annotated[Id | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None, description="a category column that colours the bars"
    )
    orientation: Annotated[Orientation, WORD] = Field(Orientation.HORIZONTAL, description="horizontal or vertical")
    form: Annotated[BarForm, WORD] = Field(
        BarForm.BAR, description="bar, or lollipop: a thin stem from zero with a dot at the value"
    )
    total: Annotated[FigureId | None, FigureRef()] = Field(
        None, description="a derived figure drawn as the last bar, separate from the rows"
    )


def select_bars(reader: ChartReader, spec: BarChart) -> ChartSelection | None:
    """What the chart draws, its total last; None if something is wrong or unusable."""
    selection = select_listed(reader, spec.figures) if spec.figures else _select_cells(reader, spec)
    if selection is None:
        return None
    if spec.total:
        selection = _with_total(reader, spec.total, selection)
    if selection is None:
        return None
    key = "figures" if spec.figures else "x"
    check_lengths(reader, selection.figures, key)
    is_vertical = spec.orientation is Orientation.VERTICAL
    most, way = (MOST_COLUMNS, "vertical") if is_vertical else (MOST_ROWS, "horizontal")
    count = sum(len(row.figures) for row in selection.rows)
    check_count(reader, key, count, most, f"{way} bars")
    check_colours(reader, "x", selection.columns)
    check_colours(reader, "colour", categories_of(selection))
    return selection


def _select_cells(reader: ChartReader, spec: BarChart) -> ChartSelection | None:
    table = reader.table(spec.table or "")
    if table is None:
        return None
    wanted = spec.x if isinstance(spec.x, list) else [spec.x]
    columns = [reader.column_or_first("x", table, each, ColumnKind.FIGURE) for each in wanted]
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if spec.colour:
        reader.column("colour", table, spec.colour, ColumnKind.CATEGORY)
    if spec.colour and len(columns) > 1:
        message = "colour: with several columns, which have their own colours"
        reader.refuse("colour", Rule.CHART_SHAPE, message, "remove colour:, or name one column under x:")
    found = [column for column in columns if column is not None]
    if reader.problems or label is None or len(found) < len(columns):
        return None
    return select_cells(reader, table, found, label, spec.colour)


def _with_total(reader: ChartReader, total: str, selection: ChartSelection) -> ChartSelection | None:
    """The selection with the total as its last row."""
    if reader.spec.facet:
        reader.refuse("total", Rule.CHART_SHAPE, "total: in a chart of panels", "remove total: or facet:")
    figure = reader.figure("total", total)
    if figure is None:
        return None
    if len(selection.columns) > 1:
        reader.refuse("total", Rule.CHART_SHAPE, "total: with several columns", "remove total:")
    if not figure.is_derived:
        message = f"total: {total} is not a derived figure"
        reader.refuse("total", Rule.CHART_SHAPE, message, "name a figure of data/derived.yaml that adds the rows up")
    check_overlap(reader, "total", [*selection.figures, figure], "have no total")
    row = SelectedRow(RowName(figure=figure), (figure,), is_total=True)
    return ChartSelection(
        (*selection.rows, row), selection.table, selection.columns, selection.label_column, selection.colour_column
    )


def plot_bars(selection: ChartSelection, words: ChartLabels) -> Plot[BarRow]:
    """The chart in words."""
    categories = categories_of(selection)
    roles = dict(zip(categories, roles_of(selection, categories), strict=True))
    of_columns = roles_of(selection, selection.columns or (VALUE,))
    names = {each: _category_name(selection, each, words) for each in categories}
    has_headings = len(categories) > 1 and _stand_together(selection)
    items = MarkLabels(selection, words)
    rows: list[BarRow] = []
    before: str | None = None
    for row in selection.rows:
        row_roles = _roles(row, roles, of_columns)
        drawn = tuple(items.item(row, at, role) for at, role in enumerate(row_roles))
        heading = names.get(row.category or "") if has_headings and row.category != before else None
        rows.append(BarRow(words.name(row.name), drawn, heading, row.is_total))
        before = row.category
    return Plot(tuple(rows), _legend(selection, roles, names, words, has_headings=has_headings))


def draw_bars(spec: BarChart, plot: Plot[BarRow], layout: ChartLayout) -> Canvas:
    """The chart at this width; vertical bars become horizontal if their labels do not fit."""
    pen_type = BarPen
    if spec.form is BarForm.LOLLIPOP:
        pen_type = LollipopPen
        plot = replace(plot, legend=tuple(replace(entry, swatch=Swatch.DOT) for entry in plot.legend))
    if spec.orientation is Orientation.VERTICAL:
        standing = draw_columns(plot, layout, pen_type)
        if standing is not None:
            return standing
    return draw_rows(plot, layout, pen_type)


STEM_PX, OUTLINED_STEM_PX, OPEN_STEM_PX, BAND_PX = 4.0, 6.0, 8.0, 10.0  # across: stems, broken ends, intervals
DOT_PX, RING_PX = 12.0, 2.0


@dataclass
class LollipopPen(BarPen):
    """Draws lollipops: stems as one bar trace, dots as one trace of markers, their ends as paths."""

    dots: list[tuple[float, float, str, Item]] = field(default_factory=list)  # value, place across, fill, texts

    @staticmethod
    def beyond_px(mark: Mark) -> float:
        """The space that a mark needs beyond its value: half a dot, and its open end."""
        return BarPen.beyond_px(mark) + (0.0 if mark.end in {MarkEnd.BAND, MarkEnd.MISSING} else DOT_PX / 2)

    def _end(self, item: Item, lane: Lane, sure: float, sign: float) -> float:
        mark = item.mark
        edge = sure + sign * DOT_PX / 2
        if mark.end is MarkEnd.OUTLINE:
            self._outlined_stem(item, lane)
            self.dots.append((mark.sure, lane.middle, "paper", item))
            return edge
        self._stem(item, lane)
        self.dots.append((mark.sure, lane.middle, fill_role(item.role, item.status), item))
        if mark.end is MarkEnd.OPEN:
            self.ends.slices(item.role, _strip(lane, OPEN_STEM_PX), edge, sign)
            return edge + sign * OPEN_PX
        return edge

    def _stem(self, item: Item, lane: Lane) -> None:
        """From zero as far as the value is certain; lighter and outlined if it is not a fact."""
        is_fact = item.status is Status.FACT
        strip = _strip(lane, STEM_PX if is_fact else OUTLINED_STEM_PX)
        self.bodies.append((item.mark.sure, strip, fill_role(item.role, item.status), item))
        if not is_fact:
            self._outlined_stem(item, lane, 0.0 if item.mark.end is MarkEnd.BAND else DOT_PX / 2)

    def _outlined_stem(self, item: Item, lane: Lane, dot_px: float = DOT_PX / 2) -> None:
        """The two long sides of a stem, up to its dot: all of a stem if the value may be anywhere along it."""
        sure = self.frame.u(item.mark.sure)
        if abs(sure) > dot_px:
            end = sure - dot_px if sure > 0 else sure + dot_px
            self.ends.sides(item.role, _strip(lane, OUTLINED_STEM_PX), (0.0, end), item.status, is_open=True)

    def _interval(self, item: Item, lane: Lane) -> float:
        """A stem to the near end, then hatching; the ends of a range are dots, those of an estimate are edges."""
        mark, strip = item.mark, _strip(lane, BAND_PX)
        near, far = self.frame.u(mark.sure), self.frame.u(mark.far or 0.0)
        if not mark.spans_zero:
            self._stem(item, lane)
        direction = 1.0 if far > near else -1.0
        if mark.end is MarkEnd.RANGE:
            for value in mark.ends:
                self.dots.append((value, lane.middle, fill_role(item.role, item.status), item))
            start, end = (near + direction * DOT_PX / 2, far - direction * DOT_PX / 2)
        else:
            self.dots.append((mark.middle, lane.middle, "", item))  # none is seen, but a pointer finds it
            self.ends.line(item.role, [(near, strip.start), (near, strip.end)], OUTLINE_PX)
            start, end = near, far
        if (end - start) * direction > 0:  # two dots may touch
            self.ends.hatch(item.role, strip, (start, end))
            self.ends.sides(item.role, strip, (start, end), Status.FACT, is_open=mark.end is MarkEnd.RANGE)
        outermost = max(near, far) if mark.spans_zero else far
        if mark.end is not MarkEnd.RANGE:
            return outermost
        return outermost + (DOT_PX / 2 if outermost > 0 else -DOT_PX / 2)

    def finish(self) -> None:
        """Add stems and dots to the canvas; a pointer finds the dots, and an estimate in the middle of its interval."""
        super().finish()
        for trace in self.canvas.traces[:1] if self.bodies else ():
            trace["hoverinfo"] = "skip"
            del trace["hovertext"], trace["customdata"]
        if not self.dots:
            return
        along, across = ("x", "y") if self.frame.is_horizontal else ("y", "x")
        marker = {
            "size": [DOT_PX - RING_PX if fill else 0.0 for _, _, fill, _ in self.dots],
            "opacity": 1,
            "color": [light(fill or "paper") for _, _, fill, _ in self.dots],
            "line": {
                "color": [light(item.role) for _, _, _, item in self.dots],
                "width": [RING_PX if fill else 0.0 for _, _, fill, _ in self.dots],
            },
        }
        self.canvas.trace(
            {
                "type": "scatter",
                "mode": "markers",
                along: [tidy(value) for value, _, _, _ in self.dots],
                across: [tidy(place, DIGITS) for _, place, _, _ in self.dots],
                "marker": marker,
                "cliponaxis": False,
                "customdata": [item.figure_id for _, _, _, item in self.dots],
                "hoverinfo": "text",
                "hovertext": [item.hover for _, _, _, item in self.dots],
            }
        )


def _strip(lane: Lane, width_px: float) -> Lane:
    """The middle of a lane, so wide."""
    half = min(width_px, lane.end - lane.start) / 2
    return Lane(lane.middle - half, lane.middle + half)


def _roles(row: SelectedRow, roles: Mapping[str, str], of_columns: Sequence[str]) -> Sequence[str]:
    if row.is_total:
        return ("total",)
    if row.category is not None:
        return (roles.get(row.category, of_columns[0]),)
    return of_columns


def _category_name(selection: ChartSelection, category: str, words: ChartLabels) -> str:
    if selection.table is None or selection.colour_column is None:
        return category
    return words.category(selection.table, selection.colour_column, category)


def _stand_together(selection: ChartSelection) -> bool:
    """True if the rows of each category are consecutive, two or more on average, so that a heading can name them."""
    order = [row.category for row in selection.rows if not row.is_total]
    changes = sum(a != b for a, b in pairwise(order))
    groups = len(set(order))
    return changes == groups - 1 and len(order) >= 2 * groups


def _legend(
    selection: ChartSelection,
    roles: Mapping[str, str],
    names: Mapping[str, str],
    words: ChartLabels,
    *,
    has_headings: bool,
) -> tuple[LegendEntry, ...]:
    if len(selection.columns) > 1:
        series = enumerate(zip(roles_of(selection, selection.columns), series_names(selection, words), strict=True))
        return tuple(LegendEntry(role, name, common_status(selection, at)) for at, (role, name) in series)
    if len(roles) < 2 or has_headings:
        return ()
    return tuple(
        LegendEntry(role, names[category], _status_of_category(selection, category)) for category, role in roles.items()
    )


def _status_of_category(selection: ChartSelection, category: str) -> Status:
    rows = [row for row in selection.rows if row.category == category]
    return only_status(figure.status for row in rows for figure in row.figures if figure)


KIND = ChartKind(
    BarChart,
    select_bars,
    plot_bars,
    draw_bars,
    {"bar": "bar", "lollipop": "lollipop"},
    form=lambda spec: spec.form,
    things=things_of,
)
