"""Rules for charts: one dimension per axis, no sums of overlapping groups, no more marks than can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.palette import COLOURS
from yiwu_report.model.charts import LabelBy
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.rules import Rule

MOST_COLOURS = len(COLOURS)
MOST_ROWS, MOST_COLUMNS, MOST_SQUARES = 24, 12, 400
_NO_LENGTH = {UnitKind.ORDINAL: "a rank", UnitKind.DATE: "a date"}


def dimension_of(unit_id: str, unit: UnitSpec) -> str:
    """The dimension of a unit; its own id by default. Points are never percent."""
    return unit_id if unit.kind is UnitKind.POINTS else unit.dimension or unit_id


def check_lengths(asking: Asking, figures: Sequence[Figure], key: str) -> None:
    """Each figure has a length, and all of them on one scale."""
    for figure in figures:
        if figure.unit.kind in _NO_LENGTH:
            what = f"{figure.id} is {_NO_LENGTH[figure.unit.kind]}, which cannot be drawn as a length"
            asking.refuse(key, Rule.CHART_SHAPE, what, "show it in a table")
            return
    dimensions: dict[str, Figure] = {}
    for figure in figures:
        dimensions.setdefault(dimension_of(figure.unit_id, figure.unit), figure)
    if len(dimensions) > 1:
        first, second = list(dimensions.values())[:2]
        message = f"one axis for {first.unit_id} ({first.id}) and {second.unit_id} ({second.id})"
        asking.refuse(key, Rule.CHART_DIMENSIONS, message, "draw a separate chart for each")


def check_labels(asking: Asking, figures: Sequence[Figure]) -> None:
    """Each figure of a list has a period to label it."""
    without = [figure.id for figure in figures if figure.period is None]
    if asking.spec.labels is LabelBy.PERIOD and without:
        verb = "has" if len(without) == 1 else "have"
        message = f"labels: period, and {', '.join(without)} {verb} none"
        asking.refuse("labels", Rule.CHART_SHAPE, message, "add period: there, or remove labels:")


def check_colours(asking: Asking, key: str, names: Sequence[str]) -> None:
    """At most four colours carry meaning."""
    if len(names) > MOST_COLOURS:
        message = f"{len(names)} colours for {', '.join(names)}"
        asking.refuse(key, Rule.CHART_COLOURS, message, f"use at most {MOST_COLOURS}, or one chart for each")


def check_count(asking: Asking, key: str, count: int, most: int, what: str) -> None:
    """No more marks than can be read; `what` they are and how to reduce them, separated by a semicolon."""
    if count > most:
        marks, _, fewer = what.partition("; ")
        remedy = f"draw at most {most}: {fewer or 'choose rows with where:, or show a table'}"
        asking.refuse(key, Rule.CHART_CATEGORIES, f"{count} {marks}", remedy)


def check_overlap(asking: Asking, key: str, figures: Iterable[Figure], what: str) -> None:
    """Groups that overlap are not added up or shown as parts of a whole."""
    for table in overlapping(asking.data, figures):
        message = f"the groups of {table} overlap, and {what}"
        asking.refuse(key, Rule.CHART_OVERLAP, message, f"remove {key}:; draw them side by side")


def overlapping(data: Data, figures: Iterable[Figure]) -> list[str]:
    """The overlapping tables that figures come from, through formulas too."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if figure.id in seen:
            continue
        seen.add(figure.id)
        table = data.tables.get(figure.table or "")
        if table is not None and table.overlap:
            found[table.id] = None
        waiting += [data.figures[each] for each in figure.inputs if each in data.figures]
    return sorted(found)
