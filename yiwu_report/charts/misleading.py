"""What may mislead in charts that can be drawn: counts on maps, periods left out, marks too short or too equal to see.

Each is a remark: `check` lists it and a strict build refuses it. A `note:` that explains it to readers settles it. What
no chart can do at all, and why, is in docs/explanation/misleading-charts.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yiwu_report.charts.axes.ticks import period_of
from yiwu_report.charts.chart_reader import ChartReader
from yiwu_report.charts.kinds import KIND_OF_SPEC
from yiwu_report.charts.panels import select_rows
from yiwu_report.charts.selection import ChartSelection
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.data import Data
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site

PLOT_PX = 500  # about how long the longest mark is in the widest picture, beside names and numbers
_MOST_NAMED = 5


def misleading_charts(site: Site, data: Data) -> Iterator[Problem]:
    """A remark for each thing that may mislead in a chart without a note."""
    for spec in site.charts.values():
        if isinstance(spec, Unusable) or spec.note is not None:
            continue
        reader = ChartReader(spec, site, data)
        selection = select_rows(reader, KIND_OF_SPEC[type(spec)], spec)
        if selection is not None and not reader.problems:
            yield from _remarks(spec, selection)


def _remarks(spec: ChartBase, selection: ChartSelection) -> Iterator[Problem]:
    found: list[tuple[str, str, str]] = []
    if spec.is_by_area:
        found += _counts_by_area(selection)
    found += _left_out_periods(spec, selection)
    if spec.is_from_zero and not spec.is_of_counts:
        found += _unseen_lengths(spec, selection)
    for key, message, remedy in found:
        yield Problem(spec.place_of(key), Rule.MISLEADING_CHART, message, remedy)


def _counts_by_area(selection: ChartSelection) -> Iterator[tuple[str, str, str]]:
    """Numbers of things on a map are largest where most people live, whatever they are about."""
    counts = [figure for figure in selection.figures if figure.unit.kind is UnitKind.COUNT]
    if counts:
        message = f"{counts[0].id} is a number of things: such a map mostly shows where people live"
        remedy = "divide by the population or the area of each row, e.g. in a view; or say in note: why not"
        yield "x", message, remedy


def _left_out_periods(spec: ChartBase, selection: ChartSelection) -> Iterator[tuple[str, str, str]]:
    """Periods of the table that `where` leaves out by a column that only tells times apart, not e.g. a group."""
    table, label = selection.table, selection.label_column
    rows = [row for row in selection.rows if not row.is_total]
    drawn = {row.period for row in rows}
    if table is None or label is None or not drawn or None in drawn:
        return
    for column in spec.where or {}:
        others = {key: text for key, text in (spec.where or {}).items() if key != column}
        cells = list(table.rows(others, [label])[label])
        every = [period for cell in cells if (period := period_of(cell)) is not None]
        kept = sum(period in drawn for period in every)
        left_out = list(dict.fromkeys(period.written for period in every if period not in drawn))
        if left_out and kept == len(rows):
            message = f"where: {column} leaves out periods of {table.id}: {_listed(left_out)}"
            yield "where", message, "draw all periods, or say in note: why these are left out"


def _unseen_lengths(spec: ChartBase, selection: ChartSelection) -> Iterator[tuple[str, str, str]]:
    """Values other than zero whose marks are shorter than a pixel, or that differ by less than one."""
    key = "figures" if spec.figures else "x" if "x" in type(spec).model_fields else "table"
    lengths = {each: abs(mark.reach) for each, mark in selection.marks.items() if mark.ends}
    longest = max(lengths.values(), default=0.0)
    unseen = [each for each, length in lengths.items() if 0 < length * PLOT_PX < longest]
    if unseen:
        message = f"too short to be seen beside the longest mark: {_listed(unseen)}"
        yield key, message, "draw them in a chart of their own, or show a table; or say so in note:"
    values = {mark.reach for mark in selection.marks.values() if mark.ends}
    if len(values) > 1 and 0 < (max(values) - min(values)) * PLOT_PX < longest:
        message = "the lengths differ by less than a pixel, and look equal"
        yield key, message, "draw kind: range or kind: line, whose scales needn't begin at zero; or say so in note:"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
