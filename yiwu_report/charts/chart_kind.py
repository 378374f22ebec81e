"""What a chart kind consists of: from its keys to rows of figures, to marks with texts in a language, to a canvas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_reader import ChartReader
from yiwu_report.charts.colours import ColouredThing
from yiwu_report.charts.labels import ChartLabels, key_words
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.mark import Mark
from yiwu_report.charts.selection import ChartSelection
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.drawn import ChartRows
from yiwu_report.model.figures import Status


@dataclass(frozen=True, slots=True)
class Item:
    """One mark with its texts."""

    mark: Mark
    value: str  # as displayed beside it, e.g. "200多亿元"
    hover: str  # hover text, lines separated by <br>
    role: str = "c1"  # its colour
    status: Status = Status.FACT
    figure_id: str = ""


class Swatch(StrEnum):
    """The sample of a mark in a legend."""

    SQUARE = "square"
    EMPTY = "empty"
    DOT = "dot"
    LINE = "line"
    HATCH = "hatch"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a colour represents."""

    role: str
    text: str
    status: Status = Status.FACT
    swatch: Swatch = Swatch.SQUARE


class PlotRow(Protocol):
    """A row of marks; each kind has its own type with more."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Its marks, in the order of the columns."""
        ...


Row = TypeVar("Row", bound=PlotRow)
AnySpec = TypeVar("AnySpec", bound=ChartBase)
AnyPlot = TypeVar("AnyPlot")


@dataclass(frozen=True)
class Plot(Generic[Row]):
    """The content of a chart in one language, before layout: rows of marks, what their colours mean, and the scale."""

    rows: tuple[Row, ...]
    legend: tuple[LegendEntry, ...] = ()
    ticks: UnitTicks | None = None  # writes the numbers of the scale; None if values are only at the marks
    panels: tuple[Plot[Row], ...] = ()  # of a panel: all panels, which share a scale

    @property
    def scale_rows(self) -> tuple[Row, ...]:
        """The rows that the scale has to hold: those of all panels, or its own."""
        return tuple(row for each in self.panels for row in each.rows) or self.rows

    def scale_items(self) -> Iterator[Item]:
        """Every mark that the scale has to hold."""
        for row in self.scale_rows:
            yield from row.items

    def items(self) -> Iterator[Item]:
        """Every mark."""
        for row in self.rows:
            yield from row.items


@dataclass(frozen=True)
class ChartTexts:
    """What a kind says around its chart in its own way, e.g. because its marks stand for many figures; None: as others."""

    rows: ChartRows | None = None  # the table below it
    says: tuple[str, ...] | None = None  # the sentences of its description after the title
    key: tuple[tuple[str, str], ...] | None = None  # (class of the mark, words)
    notes: tuple[str, ...] = ()  # after those that every chart can have


@dataclass(frozen=True, eq=False)
class ChartKind(Generic[AnySpec, AnyPlot]):
    """A kind of chart, registered in charts/kinds/__init__.py."""

    spec: type[AnySpec]  # the keys, and checks of them alone
    select: Callable[[ChartReader, AnySpec], ChartSelection | None]  # None: something is wrong, or unusable
    plot: Callable[[ChartSelection, ChartLabels], AnyPlot]
    draw: Callable[[AnySpec, AnyPlot, ChartLayout], Canvas]  # at a width
    key_styles: Mapping[str, str]  # form of the chart -> the marks that its key describes: chart_key_<marks>_<look>
    form: Callable[[AnySpec], str] = lambda spec: spec.kind  # which of these it is, also the class of its HTML
    can_have_panels: bool = True
    texts: Callable[[AnySpec, ChartSelection, ChartLabels], ChartTexts] = lambda _spec, _selection, _words: ChartTexts()
    panel_legend: Callable[[AnySpec, AnyPlot], tuple[LegendEntry, ...]] | None = None  # if not its plot's `legend`
    things: Callable[[ChartSelection], tuple[ColouredThing, ...]] | None = (
        None  # what its colours represent, if anything
    )
    phrases: type[StrEnum] | None = None  # its own interface words, by their keys under `ui:`

    @property
    def words(self) -> tuple[str, ...]:
        """What every language has to have under `ui:` for it."""
        return (*(self.phrases or ()), *(word for style in self.key_styles.values() for word in key_words(style)))
