"""Scatter charts: two values of each row against each other, with a third as the area of its dot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts, LegendEntry, Swatch
from yiwu_report.charts.chart_reader import (
    ChartReader,
    axis_dimension,
    check_colours,
    check_count,
    check_lengths,
    check_log,
)
from yiwu_report.charts.colours import categories_as_things, roles_of
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.mark_labels import MarkLabels, hover_text
from yiwu_report.charts.marks.point_mark import PointItem
from yiwu_report.charts.marks.point_plot import SIZE, Guide, PointPlot, PointPlotLook, X, Y, draw_point_plot
from yiwu_report.charts.selection import ChartSelection, SelectedRow, categories_of, select_cells
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import WORD, Flag, Id, Word
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.problem import did_you_mean
from yiwu_report.model.rules import Rule

MOST_POINTS = 3000


class ScatterPhrase(StrEnum):
    """A phrase of scatter charts, by its key under `ui:`."""

    AREA = "chart_scatter_area"
    MEDIAN = "chart_scatter_median"
    IDENTITY = "chart_scatter_identity"
    NOTE_LOG = "chart_scatter_note_log"
    NOTE_MISSING = "chart_scatter_note_missing"
    SAYS = "chart_scatter_says"


class ScatterChart(ChartBase):
    """Two columns against each other: a dot for each row."""

    other_names: ClassVar[Mapping[str, str]] = {
        "bubble": "write kind: scatter and size: with a column",
    }

    kind: Literal["scatter"]
    x: Annotated[Id, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column of the horizontal axis")
    y: Annotated[Id, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column of the vertical axis")
    size: Annotated[Id | None, ColumnRef(ColumnKind.FIGURE)] = Field(
        None, description="a column of figures to which the areas of the dots are proportional"
    )
    label: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(
        None, description="the column of the dots’ names; default: the first column of labels"
    )
    colour: Annotated[Id | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None, description="a category column that colours the dots"
    )
    names: list[Word] | None = Field(
        None, description="the rows to name; default: as many as fit, the largest or outermost first; []: none"
    )
    log_x: Flag = Field(False, description="true: a logarithmic horizontal axis, stated below the chart")
    log_y: Flag = Field(False, description="true: a logarithmic vertical axis, stated below the chart")
    guide: Annotated[Guide, WORD] = Field(
        Guide.NONE, description="median: lines at both medians; identity: the line on which both values are equal"
    )
    context: Flag = Field(False, description="true, with facet: the dots of all panels in grey behind each panel's own")


def select_scatter(reader: ChartReader, spec: ScatterChart) -> ChartSelection | None:
    """The rows with their values; None if something is wrong or unusable."""
    if spec.table is None:
        reader.refuse("figures", Rule.CHART_SHAPE, "a scatter chart without a table", "name a table")
        return None
    table = reader.table(spec.table)
    if table is None:
        return None
    named = {"x": spec.x, "y": spec.y, **({"size": spec.size} if spec.size else {})}
    found = [each for key, each in named.items() if reader.column(key, table, each, ColumnKind.FIGURE)]
    label = reader.column_or_first("label", table, spec.label, ColumnKind.LABEL)
    if spec.colour:
        reader.column("colour", table, spec.colour, ColumnKind.CATEGORY)
    if reader.problems or label is None or len(found) < len(named):
        return None
    cells = select_cells(reader, table, found, label, spec.colour)
    if cells is None:
        return None
    selection = replace(cells, scales=_scales(cells, spec))
    for at, key in enumerate(named):
        check_lengths(reader, [row.figures[at] for row in selection.rows if row.figures[at]], key)  # type: ignore[misc]
    check_count(reader, "table", len(selection.rows), MOST_POINTS, "dots; choose rows with where:")
    check_colours(reader, "colour", categories_of(selection))
    for key, at, is_log in (("log_x", X, spec.log_x), ("log_y", Y, spec.log_y)):
        if is_log:
            check_log(reader, key, [row.figures[at] for row in selection.rows if row.figures[at]])  # type: ignore[misc]
    if spec.size:
        _check_sizes(reader, selection)
    _check_guide(reader, spec, selection)
    _check_names(reader, spec, selection)
    return _with_names(selection, spec)


def _with_names(selection: ChartSelection, spec: ScatterChart) -> ChartSelection:
    wanted = set(spec.names or ())
    return replace(selection, rows=tuple(replace(row, is_named=bool(wanted & _texts(row))) for row in selection.rows))


def _scales(selection: ChartSelection, spec: ScatterChart) -> tuple[tuple[int, ...], ...]:
    """Each column has a scale of its own; with the line of equal values, both axes have one unit."""
    if spec.guide is Guide.IDENTITY:
        return ((X, Y), (SIZE,)) if spec.size else ((X, Y),)
    return tuple((at,) for at in range(len(selection.columns)))


def _check_sizes(reader: ChartReader, selection: ChartSelection) -> None:
    for row in selection.rows:
        figure = row.figures[SIZE]
        if figure is not None and any(end < 0 for end in selection.marks[figure.id].ends):
            message = f"{figure.id} is below zero, and no area is"
            reader.refuse("size", Rule.CHART_SHAPE, message, "remove size:, or choose rows with where:")
            return


def _check_guide(reader: ChartReader, spec: ScatterChart, selection: ChartSelection) -> None:
    if spec.guide is not Guide.IDENTITY:
        return
    dimensions = {
        axis_dimension(figure.unit_id, figure.unit)
        for row in selection.rows
        for figure in row.figures[: Y + 1]
        if figure is not None
    }
    if len(dimensions) > 1:
        message = f"guide: identity, and {spec.x} and {spec.y} are {' and '.join(sorted(dimensions))}"
        reader.refuse("guide", Rule.CHART_DIMENSIONS, message, "remove guide:, or compare values of one dimension")
    if spec.log_x is not spec.log_y:
        reader.refuse(
            "guide", Rule.CHART_SHAPE, "guide: identity with one logarithmic axis", "write log_x: and log_y: alike"
        )


def _check_names(reader: ChartReader, spec: ScatterChart, selection: ChartSelection) -> None:
    known = {text for row in selection.rows for text in _texts(row)}
    for name in spec.names or () if not spec.facet else ():
        if name not in known:
            shown = sorted(known)
            message = f'no dot is named "{name}"'
            reader.refuse(
                "names", Rule.EMPTY_SELECTION, message, did_you_mean(name, shown, "use the names that label: has")
            )


def _texts(row: SelectedRow) -> set[str]:
    """What a row is called in any language."""
    return {text.value for text in row.name.label.values()} if row.name.label else set()


def plot_scatter(selection: ChartSelection, words: ChartLabels) -> PointPlot:
    """The chart in words."""
    table = selection.table
    items, categories = MarkLabels(selection, words), categories_of(selection)
    roles = dict(zip(categories, roles_of(selection, categories), strict=True))
    titles = [words.column(table, column) for column in selection.columns] if table else []
    rows = []
    for row in selection.rows:
        role, name = roles.get(row.category or "", "c1"), words.name(row.name)
        values = [
            words.join("colon", title, words.value(cell)) for title, cell in zip(titles, row.figures, strict=True)
        ]
        status = dict.fromkeys(
            words.language.status[cell.status] for cell in row.figures if cell and cell.status is not Status.FACT
        )
        hover = hover_text(name, *values, words.join("list", *status))
        x, y = (replace(items.item(row, at, role), hover=hover) for at in (X, Y))
        size = items.item(row, SIZE, role).mark if len(row.figures) > SIZE else None
        rows.append(PointItem(name, x, y, size, is_required=row.is_named))
    legend = tuple(
        LegendEntry(role, words.category(table, selection.colour_column, category), swatch=Swatch.DOT)
        for category, role in roles.items()
        if table and selection.colour_column and len(roles) > 1
    )
    scale_of = {column: at for at, columns in enumerate(selection.scales) for column in columns}
    ticks = {column: words.ticks(selection.on_scale(at)) for column, at in scale_of.items()}
    return PointPlot(
        tuple(rows),
        legend,
        ticks[Y],
        x_ticks=ticks[X],
        x_title=titles[X],
        y_title=titles[Y],
        size_words=words.say(ScatterPhrase.AREA, what=titles[SIZE]) if SIZE in ticks else "",
        sizes=ticks.get(SIZE),
        guides={Guide.MEDIAN: words.say(ScatterPhrase.MEDIAN), Guide.IDENTITY: words.say(ScatterPhrase.IDENTITY)},
    )


def draw_scatter(spec: ScatterChart, plot: PointPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    look = PointPlotLook(spec.log_x, spec.log_y, spec.guide, has_context=spec.context, is_naming=spec.names is None)
    return draw_point_plot(plot, layout, look)


def scatter_texts(spec: ScatterChart, selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """From where to where each column goes; that an axis is logarithmic; which rows are not drawn."""
    table, says, marks = selection.table, [], selection.marks
    for at, column in enumerate(selection.columns):
        cells = [(row, row.figures[at]) for row in selection.rows]
        shown = [(marks[cell.id].middle, row, cell) for row, cell in cells if cell and marks[cell.id].ends]
        if table is None or not shown:
            continue
        low, high = min(shown, key=lambda each: each[0]), max(shown, key=lambda each: each[0])
        says.append(
            words.say(
                ScatterPhrase.SAYS,
                what=words.column(table, column),
                low=words.value(low[2]),
                low_name=words.name(low[1].name),
                high=words.value(high[2]),
                high_name=words.name(high[1].name),
            )
        )
    missing = [
        words.name(row.name)
        for row in selection.rows
        if any(cell is None or marks[cell.id].end is MarkEnd.MISSING for cell in row.figures)
    ]
    notes = [words.say(ScatterPhrase.NOTE_LOG)] if spec.log_x or spec.log_y else []
    if missing:
        notes.append(words.say(ScatterPhrase.NOTE_MISSING, names=words.join("list", *missing)))
    return ChartTexts(says=tuple(says), notes=tuple(notes))


KIND = ChartKind(
    ScatterChart,
    select_scatter,
    plot_scatter,
    draw_scatter,
    {"scatter": "point"},
    texts=scatter_texts,
    things=categories_as_things,
    phrases=ScatterPhrase,
)
