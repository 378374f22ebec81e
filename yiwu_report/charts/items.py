"""Figures as marks with their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.marks import End, Mark
from yiwu_report.charts.plot import Item
from yiwu_report.charts.scale import marks_of
from yiwu_report.charts.selection import SelectedRow, Selection
from yiwu_report.charts.sheet import VALUE_PX, escape
from yiwu_report.charts.wrap import wrap
from yiwu_report.model.figures import Status

HOVER_PX = 240.0


@dataclass(frozen=True, eq=False)
class Items:
    """Makes the items of a selection in one language."""

    selection: Selection
    words: ChartWords
    marks: Mapping[str, Mark]

    @classmethod
    def of(cls, selection: Selection, words: ChartWords) -> Items:
        """Of a selection, on one scale."""
        return cls(selection, words, marks_of(selection.figures))

    def item(self, row: SelectedRow, at: int, role: str) -> Item:
        """The mark of the figure in column `at` of a row, in a colour."""
        figure = row.figures[at]
        hover = self._hover(row, at)
        if figure is None:
            return Item(Mark(End.MISSING), self.words.value(None), hover, role)
        return Item(self.marks[figure.id], self.words.value(figure), hover, role, figure.status, figure.id)

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
