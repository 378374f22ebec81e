"""The parts of a whole in stacked charts: what they have to be, and where they stand in each bar or at each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.chart_reader import ChartReader, check_overlap
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.mark_labels import MarkLabels, hover_text
from yiwu_report.charts.marks.stacking import Bounds, Stack, bounds_of, fill_whole, rest_of, shares, stack_loosely
from yiwu_report.charts.selection import ChartSelection, RowName, SelectedRow
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.rules import Rule

PERCENT = 100.0
REST_ROLE, UNDECIDED_ROLE = "context", "muted"
_NO_PARTS = {UnitKind.INDEX: "an index", UnitKind.POINTS: "a difference of percentages"}


class PartsPhrase(StrEnum):
    """A phrase of stacked charts, by its key under `ui:`."""

    REST = "chart_parts_rest"
    UNDECIDED = "chart_parts_undecided"


@dataclass(frozen=True, eq=False)
class PartsSelection(ChartSelection):
    """Rows whose figures are parts of a whole."""

    is_share: bool = False  # bars of 100%
    has_whole: bool = False  # the last column, or the last figure of a list, is the whole

    @property
    def is_percent(self) -> bool:
        """True if the parts are percentages, whose whole is 100."""
        return any(figure.unit.kind is UnitKind.PERCENT for figure in self.figures[:1])

    @property
    def is_filled(self) -> bool:
        """True if the parts fill a whole of a known size."""
        return self.is_share or self.has_whole

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """The mark of each figure: in a stack, every interval is a band; an upper limit is one from zero on."""
        return {key: self._in_a_stack(mark) for key, mark in super().marks.items()}

    def _in_a_stack(self, mark: Mark) -> Mark:
        if mark.end is MarkEnd.RANGE:
            return replace(mark, end=MarkEnd.BAND)
        if mark.end is MarkEnd.OUTLINE:
            return Mark(MarkEnd.BAND, 0.0, mark.sure)
        if mark.end is MarkEnd.OPEN and self.is_filled and self.is_percent:
            return Mark(MarkEnd.BAND, mark.sure, PERCENT)
        return mark


@dataclass(frozen=True, eq=False)
class PartCell:
    """A part: the cell of a row, and which series it belongs to."""

    row: SelectedRow
    at: int
    series: int

    @property
    def figure(self) -> Figure | None:
        """Its figure, if it has one."""
        return self.row.figures[self.at]


@dataclass(frozen=True, eq=False)
class PartsOfWhole:
    """What is stacked: the parts in their order, and the whole if it is given."""

    name: RowName | None
    cells: tuple[PartCell, ...]
    whole: Figure | None = None

    @property
    def figures(self) -> list[Figure]:
        """The figures of its parts."""
        return [cell.figure for cell in self.cells if cell.figure is not None]


def columns_as_parts(selection: PartsSelection) -> list[PartsOfWhole]:
    """Each row as a whole, its columns as parts."""
    count = len(selection.columns) - selection.has_whole
    return [
        PartsOfWhole(
            row.name,
            tuple(PartCell(row, at, at) for at in range(count)),
            row.figures[-1] if selection.has_whole else None,
        )
        for row in selection.rows
    ]


def check_parts(reader: ChartReader, key: str, selection: PartsSelection, wholes: Sequence[PartsOfWhole]) -> None:
    """The parts can be added, are those of one whole, and don't come to more than it."""
    figures = selection.figures
    for figure in figures:
        if figure.unit.kind in _NO_PARTS or not figure.unit.additive:
            what = _NO_PARTS.get(figure.unit.kind, f"in {figure.unit_id}, which is not additive")
            _refuse(
                reader, key, f"{figure.id} is {what}, and cannot be part of a stack", "draw kind: bar or kind: line"
            )
            return
    check_overlap(reader, key, figures, "are not parts of a whole")
    for parts in wholes:
        if not reader.problems:
            _check_one_whole(reader, key, parts)
        if not reader.problems:
            _check_marks(reader, key, selection, parts)
        if not reader.problems:
            _check_sum(reader, key, selection, parts)


def _refuse(reader: ChartReader, key: str, message: str, remedy: str) -> None:
    reader.refuse(key, Rule.CHART_PARTS, message, remedy)


def _check_one_whole(reader: ChartReader, key: str, parts: PartsOfWhole) -> None:
    """The parts have one base and one period."""
    for first, second in zip(parts.figures, parts.figures[1:], strict=False):
        if first.period != second.period:
            message = f"{first.id} and {second.id} are of different periods, and do not add up"
            _refuse(reader, key, message, "draw kind: bar, which shows them side by side")
            return
        if first.unit.kind is UnitKind.PERCENT and _base(first) != _base(second):
            message = f"{first.id} and {second.id} are percentages of different things, and do not add up"
            _refuse(reader, key, message, "draw kind: bar, which shows them side by side")
            return


def _base(figure: Figure) -> object:
    if figure.percent_of is None:
        return figure.whole
    return {code: text.value for code, text in figure.percent_of.items()}


def _check_marks(reader: ChartReader, key: str, selection: PartsSelection, parts: PartsOfWhole) -> None:
    """No part's mark is one that a stack can't show."""
    aside = "draw kind: bar, which shows them side by side"
    if parts.whole is not None and (parts.whole.quantity is None or not parts.whole.quantity.is_exact):
        _refuse(reader, key, f"{parts.whole.id}, the whole, is not exact", "stack the parts alone")
        return
    last: dict[bool, str] = {}
    for figure in parts.figures:
        mark = selection.marks[figure.id]
        last[mark.sure >= 0] = figure.id
    for figure in parts.figures:
        mark = selection.marks[figure.id]
        if mark.end is MarkEnd.MISSING and selection.is_share and not (selection.is_percent or selection.has_whole):
            message = f"{figure.id} is not published, so the shares of the others are not known"
            _refuse(reader, key, message, "leave the row out with where:, or remove share:")
        elif mark.spans_zero or (min(mark.ends, default=0.0) < 0 and (selection.is_filled or selection.is_percent)):
            _refuse(reader, key, f"{figure.id} can be less than zero, which no part of a whole is", aside)
        elif mark.end is MarkEnd.OPEN and (selection.is_filled or last[mark.sure >= 0] != figure.id):
            message = f"how far {figure.id} reaches is not known, so nothing can be stacked on it"
            _refuse(reader, key, message, f"put it last, without share:; or {aside}")


def _check_sum(reader: ChartReader, key: str, selection: PartsSelection, parts: PartsOfWhole) -> None:
    """The parts come to no more than the whole."""
    if parts.whole is not None:
        whole, what = selection.marks[parts.whole.id].sure, parts.whole.id
    elif selection.is_percent:
        whole, what = PERCENT, "100%"
    else:
        return
    least = sum(low for low, _ in _bounds(selection, parts) if low is not None)
    if least > whole + rounding_of(parts.figures):
        names = ", ".join(figure.id for figure in parts.figures)
        message = f"{names} come to {least:.6g}, which is more than {what}"
        _refuse(reader, key, message, "check the numbers; parts that overlap are drawn side by side, with kind: bar")
    if whole <= 0:
        _refuse(reader, key, f"{what}, the whole, is not more than zero", "leave the row out with where:")


def rounding_of(figures: Iterable[Figure]) -> float:
    """How far off their sum can be because each is rounded: half of its last place, in the unit of the first."""
    found = list(figures)
    places = [(figure.precision.place or Fraction(0)) * Fraction(figure.unit.factor) for figure in found]
    return float(sum(places) / 2 / Fraction(found[0].unit.factor)) if found else 0.0


def _bounds(selection: PartsSelection, parts: PartsOfWhole) -> list[Bounds]:
    marks = [selection.marks[figure.id] for figure in parts.figures]
    return [bounds_of(mark) for mark in marks if mark.end is not MarkEnd.MISSING]


def place_parts(selection: PartsSelection, parts: PartsOfWhole) -> Stack:
    """The place of each part; where something is left of the whole, one segment more."""
    marks = [selection.marks[cell.figure.id] if cell.figure else Mark(MarkEnd.MISSING) for cell in parts.cells]
    if not selection.is_filled:
        return stack_loosely(marks)
    known, whole, tolerance = _bounds(selection, parts), PERCENT, rounding_of(parts.figures)
    given = selection.marks[parts.whole.id].sure if parts.whole else None
    if selection.is_share and not selection.is_percent:
        known = shares(known, given)
        tolerance *= PERCENT / given if given else 0.0
    elif given is not None:
        whole = given
    following = iter(known)
    bounds = [None if mark.end is MarkEnd.MISSING else next(following) for mark in marks]
    rest = rest_of(bounds, whole, tolerance) if given is not None or selection.is_percent else None
    least, most = sum(low for low, _ in known), sum(high for _, high in known)
    if rest is None and known and (least > whole or (least == most and least)):
        whole = least  # what is rounded need not come to 100
    return fill_whole([*bounds, *([rest] if rest else [])], whole)


def rest_item(name: str, words: ChartLabels) -> Item:
    """What is left of a whole beside its parts."""
    return Item(Mark(MarkEnd.CLOSED), "", hover_text(name, words.say(PartsPhrase.REST)), REST_ROLE)


def undecided_item(name: str, parts: Iterable[tuple[str, Item]], words: ChartLabels) -> Item:
    """What may belong to several parts; `parts`: all of them with what they are called."""
    lines = [called for called, item in parts if item.mark.far is not None]
    return Item(Mark(MarkEnd.CLOSED), "", hover_text(name, words.say(PartsPhrase.UNDECIDED), *lines), UNDECIDED_ROLE)


def part_item(made: MarkLabels, cell: PartCell, role: str, series: str = "") -> Item:
    """A part with its texts."""
    return made.item(cell.row, cell.at, role, series)


def scale_words(selection: PartsSelection, words: ChartLabels) -> UnitTicks | None:
    """Writes the numbers of the scale: those of the figures, or percentages if the report has a unit for them."""
    if not selection.is_share or selection.is_percent:
        return words.ticks(selection.on_scale())
    unit = next((unit for unit in words.data.units.values() if unit.kind is UnitKind.PERCENT), None)
    return UnitTicks(unit, words.language, words.data.units) if unit else None


def scale_end(selection: PartsSelection) -> float | None:
    """The end of a scale that all bars fill."""
    return PERCENT if selection.is_share else None
