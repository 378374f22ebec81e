"""Stacked bars: the parts of each whole, one after the other, in amounts or as shares of 100%."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field

from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_kind import ChartKind, LegendEntry, Swatch
from yiwu_report.charts.chart_reader import MOST_ROWS, ChartReader, check_colours, check_count, check_lengths
from yiwu_report.charts.colours import ColouredThing, roles_of, things_of
from yiwu_report.charts.labels import ChartLabels, only_status, series_names
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.marks.parts import (
    REST_ROLE,
    UNDECIDED_ROLE,
    PartCell,
    PartsOfWhole,
    PartsPhrase,
    PartsSelection,
    check_parts,
    columns_as_parts,
    part_item,
    place_parts,
    rest_item,
    scale_end,
    scale_words,
    undecided_item,
)
from yiwu_report.charts.marks.stack_rows import StackPart, StackPlot, StackRow, draw_stack_rows
from yiwu_report.charts.selection import ChartSelection, RowName, SelectedRow, select_cells, select_listed
from yiwu_report.model.charts import ChartBase, ColumnRef, FigureRef, LabelBy
from yiwu_report.model.fields import FigureId, Flag, Id, IdOrIds
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule


class StackedChart(ChartBase):
    """Bars whose parts follow each other: columns, the categories of one column, or figures as parts of one bar."""

    other_names: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("stack", "stacked_bar", "stackedbar"), "write kind: stacked"),
        **dict.fromkeys(("mosaic", "marimekko"), "draw kind: stacked, with share: true"),
    }
    is_from_zero = True

    kind: Literal["stacked"]
    x: Annotated[IdOrIds | None, ColumnRef(ColumnKind.FIGURE)] = Field(
        None, description="the columns of figures that are the parts of each bar; one column if colour: tells the parts"
    )
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(
        None, description="the column of labels; rows with the same label are one bar if colour: tells the parts"
    )
    colour: Annotated[Id | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None, description="a category column that tells the parts of a bar, a row each"
    )
    share: Flag = Field(False, description="true: each bar is 100%")
    whole: Annotated[FigureId | None, FigureRef()] = Field(
        None, description="with `figures`: the whole that they are parts of; what is left of it is drawn too"
    )
    wholes: Annotated[Id | None, ColumnRef(ColumnKind.FIGURE)] = Field(
        None, description="with several columns: the column of the wholes; what is left of each is drawn too"
    )

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """Keys that say twice, or not at all, what the parts are."""
        if self.whole and self.table:
            fault = Fault(Rule.CHART_SHAPE, "whole: with a table", "name the column of the wholes under wholes:")
            return "whole", fault
        if self.colour and self.wholes:
            fault = Fault(Rule.CHART_SHAPE, "wholes: with colour:", "remove wholes:, or name several columns under x:")
            return "wholes", fault
        if self.colour and isinstance(self.x, list) and len(self.x) > 1:
            message = "colour: with several columns, which are parts themselves"
            return "colour", Fault(Rule.CHART_SHAPE, message, "remove colour:, or name one column under x:")
        if self.table and not self.colour and not (isinstance(self.x, list) and (len(self.x) > 1 or self.wholes)):
            message = "a stacked chart whose bars have one part each"
            remedy = "name several columns under x:, or a column of categories under colour:"
            return ("x" if self.x else "table"), Fault(Rule.CHART_SHAPE, message, remedy)
        return super().fault_of_shape()


def select_stacks(reader: ChartReader, spec: StackedChart) -> ChartSelection | None:
    """The rows of the table or the list; None if something is wrong or unusable."""
    key = "figures" if spec.figures else "x"
    selection = _select_listed(reader, spec) if spec.figures else _select_cells(reader, spec)
    if selection is None:
        return None
    whole_key = "whole" if spec.figures else "wholes"
    if selection.has_whole and selection.is_percent:
        message = f"{whole_key}: with percentages, whose whole is 100%"
        reader.refuse(whole_key, Rule.CHART_SHAPE, message, f"write share: true instead of {whole_key}:")
    check_lengths(reader, selection.figures, key)
    wholes = stacks_of(selection)
    check_count(reader, key, len(wholes), MOST_ROWS, "stacked bars")
    check_colours(reader, "colour" if spec.colour else key, series_of(selection))
    for parts in wholes:
        twice = {cell.series for cell in parts.cells if sum(each.series == cell.series for each in parts.cells) > 1}
        if twice and not reader.problems:
            message = f"{len(parts.cells)} rows for one bar, and more than one for {series_of(selection)[min(twice)]}"
            reader.refuse(
                "colour", Rule.CHART_SHAPE, message, "choose rows with where:, or name another column under y:"
            )
    if not reader.problems:
        check_parts(reader, key, selection, wholes)
    return selection


def _select_listed(reader: ChartReader, spec: StackedChart) -> PartsSelection | None:
    listed = select_listed(reader, spec.figures or ())
    whole = reader.figure("whole", spec.whole) if spec.whole else None
    if listed is None or (spec.whole and whole is None):
        return None
    rows = (*listed.rows, SelectedRow(RowName(figure=whole), (whole,), is_total=True)) if whole else listed.rows
    return PartsSelection(rows, is_share=spec.share, has_whole=whole is not None)


def _select_cells(reader: ChartReader, spec: StackedChart) -> PartsSelection | None:
    table = reader.table(spec.table or "")
    if table is None:
        return None
    wanted = [*spec.x] if isinstance(spec.x, list) else [spec.x]
    columns = [reader.column_or_first("x", table, each, ColumnKind.FIGURE) for each in wanted]
    if spec.wholes:
        columns.append(spec.wholes if reader.column("wholes", table, spec.wholes, ColumnKind.FIGURE) else None)
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if spec.colour:
        reader.column("colour", table, spec.colour, ColumnKind.CATEGORY)
    found = [column for column in columns if column is not None]
    if reader.problems or label is None or len(found) < len(columns):
        return None
    cells = select_cells(reader, table, found, label, spec.colour)
    if cells is None:
        return None
    return PartsSelection(
        cells.rows,
        cells.table,
        cells.columns,
        cells.label_column,
        cells.colour_column,
        is_share=spec.share,
        has_whole=spec.wholes is not None,
    )


def series_of(selection: PartsSelection) -> tuple[str, ...]:
    """What the colours represent: categories, columns or figures, by their ids."""
    if selection.table is None:
        return tuple(row.figures[0].id for row in selection.rows if row.figures[0] and not row.is_total)
    if selection.colour_column is None:
        return selection.columns[: len(selection.columns) - selection.has_whole]
    shown = {row.category for row in selection.rows}
    labels = selection.table.columns[selection.colour_column].labels or {}
    return tuple(category for category in labels if category in shown)


def stacked_things(selection: ChartSelection) -> tuple[ColouredThing, ...]:
    """What the colours represent: categories, columns, or figures that are not times of one."""
    selection = cast("PartsSelection", selection)  # as select_stacks made it
    if selection.table is None:
        figures = [row.name for row in selection.rows if not row.is_total]
        return tuple(
            ColouredThing(name.figure.id, name.figure.title)
            for name in figures
            if name.figure and name.by is LabelBy.TITLE
        )
    series = series_of(selection)
    return tuple(each for each in things_of(selection) if each.id in series)


def stacks_of(selection: PartsSelection) -> list[PartsOfWhole]:
    """The bars with their parts."""
    if selection.table is None:
        cells = tuple(PartCell(row, 0, at) for at, row in enumerate(selection.rows) if not row.is_total)
        return [PartsOfWhole(None, cells, selection.rows[-1].figures[0] if selection.has_whole else None)]
    if selection.colour_column is None:
        return columns_as_parts(selection)
    order = {category: at for at, category in enumerate(series_of(selection))}
    bars: dict[object, list[PartCell]] = {}
    for row in selection.rows:
        if row.category is not None:
            bars.setdefault(_identity(row.name), []).append(PartCell(row, 0, order[row.category]))
    return [
        PartsOfWhole(cells[0].row.name, tuple(sorted(cells, key=lambda cell: cell.series))) for cells in bars.values()
    ]


def _identity(name: RowName) -> object:
    """What makes two names the same."""
    return name.period or tuple(text.value for text in (name.label or {}).values())


def plot_stacks(selection: ChartSelection, words: ChartLabels) -> StackPlot:
    """The chart in words."""
    selection = cast("PartsSelection", selection)  # as select_stacks made it
    names, roles = _names(selection, words), roles_of(selection, series_of(selection))
    made = MarkLabels(selection, words)
    rest_name = words.say(PartsPhrase.REST)
    rows: list[StackRow] = []
    for parts in stacks_of(selection):
        name = _name_of(parts, words)
        stack = place_parts(selection, parts)
        items = [part_item(made, cell, roles[cell.series], names[cell.series]) for cell in parts.cells]
        drawn = [
            StackPart(item, names[cell.series], words.join("colon", names[cell.series], item.value), segment)
            for item, cell, segment in zip(items, parts.cells, stack.segments, strict=False)
        ]
        if len(stack.segments) > len(drawn):
            item = rest_item(name, words)
            drawn.append(StackPart(item, rest_name, rest_name, stack.segments[-1]))
        unsure = undecided_item(name, [(part.name_and_value, part.item) for part in drawn], words)
        rows.append(StackRow(name, tuple(drawn), stack.undecided, unsure))
    return StackPlot(
        tuple(rows), _legend(selection, names, rows, words), scale_words(selection, words), whole=scale_end(selection)
    )


def _name_of(parts: PartsOfWhole, words: ChartLabels) -> str:
    """The name of a bar, with its whole if that is given."""
    name, whole = words.name(parts.name) if parts.name else "", parts.whole
    if whole is None:
        return name
    value = words.value(whole)
    return words.join("parenthesis", name, value) if name else words.join("colon", words.title(whole), value)


def _names(selection: PartsSelection, words: ChartLabels) -> Sequence[str]:
    if selection.table is None:
        return [words.name(row.name) for row in selection.rows]
    if selection.colour_column is None:
        return series_names(selection, words)
    return [words.category(selection.table, selection.colour_column, each) for each in series_of(selection)]


def _legend(
    selection: PartsSelection, names: Sequence[str], rows: Sequence[StackRow], words: ChartLabels
) -> tuple[LegendEntry, ...]:
    """The parts in their order, then what belongs to none of them."""
    parts = [part for row in rows for part in row.parts]
    entries = [
        LegendEntry(role, name, only_status(part.item.status for part in parts if part.item.role == role))
        for role, name in zip(roles_of(selection, series_of(selection)), names, strict=False)
    ]
    if any(part.item.role == REST_ROLE for part in parts):
        entries.append(LegendEntry(REST_ROLE, words.say(PartsPhrase.REST)))
    if any(row.undecided for row in rows):
        entries.append(LegendEntry(UNDECIDED_ROLE, words.say(PartsPhrase.UNDECIDED), swatch=Swatch.HATCH))
    return tuple(entries)


def draw_stacks(_spec: StackedChart, plot: StackPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    return draw_stack_rows(plot, layout)


KIND = ChartKind(
    StackedChart,
    select_stacks,
    plot_stacks,
    draw_stacks,
    {"stacked": "stack"},
    things=stacked_things,
    phrases=PartsPhrase,
)
