"""What a chart shows in one language: rows of marks with their texts, before anything has a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from yiwu_report.charts.marks import Mark
from yiwu_report.model.figures import Status


@dataclass(frozen=True, slots=True)
class Item:
    """One mark with its texts."""

    mark: Mark
    value: str  # as shown beside it, e.g. "200多亿元"
    hover: str  # what a pointer over it shows, lines parted by <br>
    role: str = "c1"  # its colour
    status: Status = Status.FACT
    figure_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Marks that share a name."""

    name: str
    items: tuple[Item, ...]
    heading: str | None = None  # of the group that begins here
    is_total: bool = False
    at: float = 0.0  # of a line chart: the time, in years


class Swatch(StrEnum):
    """The sample of a mark in a legend."""

    SQUARE = "square"
    EMPTY = "empty"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a colour stands for."""

    role: str
    text: str
    status: Status = Status.FACT
    swatch: Swatch = Swatch.SQUARE


class Ticks(Protocol):
    """Writes the numbers of a scale."""

    def between(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """At most so many round numbers and their words, none beyond `low` and `high`."""
        ...

    def on_log(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """The same for a logarithmic scale, the outermost at or beyond both."""
        ...


@dataclass(frozen=True, slots=True)
class Plot:
    """Rows of marks, what their colours stand for where no label says it, and the numbers of their scale."""

    rows: tuple[Row, ...]
    legend: tuple[LegendEntry, ...] = ()
    ticks: Ticks | None = None
    log_words: str = ""  # said on a logarithmic axis

    def items(self) -> Iterator[Item]:
        """Every mark."""
        for row in self.rows:
            yield from row.items
