"""Small multiples: the same chart once for each category, label or period of a column, on one scale.

A panel is a chart of its kind on a smaller layout. Each has axes of its own in the figure, so that the figure keeps
values (a bar of 71 is 71 long in each panel).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from yiwu_report.charts.canvas import LINE, NAME_PX, Canvas, Style, TextLabel, in_order, px_axis
from yiwu_report.charts.chart_kind import ChartKind, LegendEntry, Plot
from yiwu_report.charts.chart_reader import ChartReader
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout, wrap
from yiwu_report.charts.marks.mark_labels import lay_legend
from yiwu_report.charts.selection import ChartSelection, Panel, SelectedRow, row_name
from yiwu_report.model.charts import ChartBase, PanelOrder
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule

MOST_PANELS = 16
LEAST_PX = {True: 140, False: 165}  # the width of a panel, on a narrow chart or a wide one
ACROSS_PX, DOWN_PX = 20, 22  # between panels
NAME_GAP_PX = 4.0

_PANEL_KINDS: Final = (ColumnKind.CATEGORY, ColumnKind.LABEL, ColumnKind.PERIOD)


def select_rows(reader: ChartReader, kind: ChartKind[Any, Any], spec: ChartBase) -> ChartSelection | None:
    """The rows of a chart or of its panels; None if something is wrong or unusable."""
    return _select_panels(reader, kind, spec, spec.facet) if spec.facet else kind.select(reader, spec)


def _select_panels(
    reader: ChartReader, kind: ChartKind[Any, Any], spec: ChartBase, facet: str
) -> ChartSelection | None:
    """The rows of all panels, and each panel's own; None if something is wrong or unusable."""
    if not kind.can_have_panels:
        reader.refuse(
            "facet",
            Rule.CHART_SHAPE,
            f"facet: in a {spec.kind} chart, which has no panels",
            "remove facet:, or draw bars",
        )
    elif spec.table is None:
        reader.refuse("facet", Rule.CHART_SHAPE, "facet: without a table", "remove facet:, or name a table")
    table = reader.table(spec.table) if spec.table else None
    if table is None or reader.column("facet", table, facet, *_PANEL_KINDS) is None or reader.problems:
        return None
    selecting = table.selecting_kinds
    if table.columns[facet].kind not in selecting:
        message = f"{facet} is a column of labels, by which rows of this table cannot be selected"
        reader.refuse("facet", Rule.CHART_SHAPE, message, "make it a column of categories")
        return None
    shown = table.rows(spec.where, [facet])[facet]
    names = {text: row_name(table, facet, cell) for text, cell in zip(_texts(shown), shown, strict=True) if text}
    ordered = [each for each in table.values_of(facet) if each in names]
    if len(ordered) > MOST_PANELS:
        remedy = f"draw at most {MOST_PANELS}: choose rows with where:, or make a view with top:"
        reader.refuse("facet", Rule.CHART_CATEGORIES, f"{len(ordered)} panels", remedy)
        return None
    panels = []
    for text in ordered:
        own = spec.model_copy(update={"where": {**(spec.where or {}), facet: text}})
        of_panel = replace(reader, spec=own, problems=[])
        selection = kind.select(of_panel, own)
        reader.problems += [each for each in of_panel.problems if each not in reader.problems]
        if selection is not None:
            panels.append(Panel(names[text], selection))
    if reader.problems or len(panels) < len(ordered) or not panels:
        return None
    return _together(panels, facet, spec.facet_order)


def _texts(cells: Iterable[Any]) -> list[str]:
    """How rows are selected by each cell of a column."""
    return [str(next(iter(cell.values()))) if isinstance(cell, dict) else str(cell) for cell in cells]


def _together(panels: Sequence[Panel], facet: str, order: PanelOrder) -> ChartSelection:
    """One selection of all panels' rows, on one scale: the panel with the highest value first, or as the file has them."""
    whole = replace(panels[0].selection, rows=_rows(panels), facet=facet)
    if order is PanelOrder.VALUE:
        marks = whole.marks

        def highest(panel: Panel) -> float:
            ends = [end for figure in panel.selection.figures for end in marks[figure.id].ends]
            return max(ends, default=-math.inf)

        panels = sorted(panels, key=highest, reverse=True)
        whole = replace(whole, rows=_rows(panels))
    return replace(whole, panels=tuple(Panel(each.name, replace(each.selection, whole=whole)) for each in panels))


def _rows(panels: Sequence[Panel]) -> tuple[SelectedRow, ...]:
    """The rows of all panels, each with the name of its own."""
    return tuple(replace(row, panel=panel.name) for panel in panels for row in panel.selection.rows)


@dataclass(frozen=True)
class PanelPlot:
    """A panel in words."""

    name: str
    plot: Plot[Any]


def plot_panels(
    kind: ChartKind[Any, Any], spec: ChartBase, selection: ChartSelection, words: ChartLabels
) -> tuple[tuple[PanelPlot, ...], tuple[LegendEntry, ...]]:
    """Each panel with the scale of all, and what their colours mean."""
    plots: list[Plot[Any]] = [kind.plot(panel.selection, words) for panel in selection.panels]
    legends = [kind.panel_legend(spec, plot) if kind.panel_legend else plot.legend for plot in plots]
    legend = tuple(dict.fromkeys(entry for entries in legends for entry in entries if entry.text))
    drawn = [
        replace(plot, panels=tuple(plots), legend=tuple(replace(entry, text="") for entry in plot.legend))
        for plot in plots
    ]
    names = [words.name(panel.name) for panel in selection.panels]
    return tuple(PanelPlot(name, plot) for name, plot in zip(names, drawn, strict=True)), legend


def draw_panels(
    kind: ChartKind[Any, Any],
    spec: ChartBase,
    panels: Sequence[PanelPlot],
    legend: Sequence[LegendEntry],
    layout: ChartLayout,
) -> dict[str, Any]:
    """All panels in rows, as plain JSON data of one figure."""
    across = min(len(panels), int((layout.inner + ACROSS_PX) // (LEAST_PX[layout.is_narrow] + ACROSS_PX)))
    across = math.ceil(len(panels) / math.ceil(len(panels) / across))  # rows of nearly the same length
    width_px = int((layout.inner + ACROSS_PX) // across - ACROSS_PX)
    canvases = [kind.draw(spec, each.plot, ChartLayout(width_px, is_panel=True)) for each in panels]
    laid = lay_legend(legend, layout)
    names = [wrap(each.name, width_px, NAME_PX, bold=True) for each in panels]
    top, places = math.ceil(laid.height), []
    for start in range(0, len(panels), across):
        row = range(start, min(start + across, len(panels)))
        names_px = math.ceil(max(len(names[at]) for at in row) * NAME_PX * LINE + NAME_GAP_PX)
        places += [(round(layout.left) + (at - start) * (width_px + ACROSS_PX), top + names_px) for at in row]
        top += names_px + max(math.ceil(canvases[at].height) for at in row) + DOWN_PX
    height = top - DOWN_PX
    frame = Canvas(layout, height, px_axis(layout.width), px_axis(height))
    laid.draw(frame)
    for (left, panel_top), name in zip(places, names, strict=True):
        middle = panel_top - NAME_GAP_PX - len(name) * NAME_PX * LINE / 2
        frame.text(TextLabel(left, middle, name, Style(size_px=NAME_PX, bold=True)))
    return _composed(frame, list(zip(canvases, places, strict=True)))


def _composed(frame: Canvas, panels: Sequence[tuple[Canvas, tuple[int, int]]]) -> dict[str, Any]:
    """The frame's figure with each panel's traces and shapes on axes of their own."""
    figure = frame.figure()
    layout = figure["layout"]
    width, height = layout["width"], layout["height"]
    for number, (canvas, (left, top)) in enumerate(panels, start=2):
        own = canvas.figure()
        right, bottom = left + own["layout"]["width"], top + own["layout"]["height"]
        axes = {"x": (left / width, right / width), "y": (1 - bottom / height, 1 - top / height)}
        for name, (start, end) in axes.items():
            anchor = f"{'y' if name == 'x' else 'x'}{number}"
            layout[f"{name}axis{number}"] = {**own["layout"][f"{name}axis"], "domain": [start, end], "anchor": anchor}
        refers = {f"{name}axis": f"{name}{number}" for name in axes}
        figure["data"] += [{**trace, **refers} for trace in own["data"]]
        layout["shapes"] += [
            {**shape, **{f"{name}ref": f"{name}{number}" for name in axes}} for shape in own["layout"]["shapes"]
        ]
        layout["hovermode"] = own["layout"]["hovermode"]
    return in_order(figure)
