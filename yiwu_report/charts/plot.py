"""The content of a chart in one language: rows of marks with their texts, before layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from yiwu_report.charts.mark import Mark
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


@dataclass(frozen=True, slots=True)
class PlotRow:
    """Marks with the same name."""

    name: str
    items: tuple[Item, ...]
    heading: str | None = None  # of the group that begins here
    is_total: bool = False
    at: float = 0.0  # of a line chart: the time, in years
    gap: str = ""  # of a line chart: that nothing is published then, where no line has a value


class Swatch(StrEnum):
    """The sample of a mark in a legend."""

    SQUARE = "square"
    EMPTY = "empty"
    DOT = "dot"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a colour stands for."""

    role: str
    text: str
    status: Status = Status.FACT
    swatch: Swatch = Swatch.SQUARE


class TickWriter(Protocol):
    """Writes the numbers of a scale."""

    def between(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """At most so many round numbers and their words, none beyond `low` and `high`."""
        ...

    def on_log(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """The same for a logarithmic scale, the outermost at or beyond both."""
        ...


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A time on a scale of years, and its words."""

    at: float
    words: str
    says_year: bool  # the words name the year: 2015, and not only Dec


class Times(Protocol):
    """Writes the times of a scale."""

    def steps(self) -> Iterator[list[TimeTick]]:
        """Times at even steps that the calendar knows, the finest step first."""
        ...

    @property
    def is_yearly(self) -> bool:
        """True where every point is a year."""
        ...

    @property
    def ends(self) -> tuple[TimeTick, TimeTick]:
        """The first and the last point."""
        ...


@dataclass(frozen=True, slots=True)
class Plot:
    """Rows of marks, what their colours stand for where no label says it, and the numbers of their scale."""

    rows: tuple[PlotRow, ...]
    legend: tuple[LegendEntry, ...] = ()
    ticks: TickWriter | None = None
    log_words: str = ""  # note about a logarithmic axis
    times: Times | None = None

    def items(self) -> Iterator[Item]:
        """Every mark."""
        for row in self.rows:
            yield from row.items
