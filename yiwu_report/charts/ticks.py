"""Tick labels of a scale: round numbers, in the unit displayed in the language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.charts.sheet import tidy
from yiwu_report.formatting import Language, axis_number
from yiwu_report.formatting.convert import target_of
from yiwu_report.model.figures import UnitSpec


@dataclass(frozen=True, eq=False)
class UnitTicks:
    """Numbers in a unit, and how a language writes them: round ones where it converts the unit, too."""

    unit: UnitSpec
    language: Language
    units: Mapping[str, UnitSpec]

    def between(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """At most so many round numbers and their words, none beyond `low` and `high`."""
        return self._written(nice_ticks(low / self._ratio, high / self._ratio, most))

    def on_log(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """The same for a logarithmic scale, the outermost at or beyond both."""
        return self._written(log_ticks(low / self._ratio, high / self._ratio, most))

    @property
    def _ratio(self) -> float:
        """How many of the unit make one of the unit that is shown."""
        return float(target_of(self.unit, self.language, self.units).factor / self.unit.factor)

    def _written(self, ticks: Iterable[float]) -> list[tuple[float, str]]:
        shown = target_of(self.unit, self.language, self.units)
        return [
            (tidy(tick * self._ratio), axis_number(Decimal(repr(tick)), shown, self.language, self.units))
            for tick in ticks
        ]


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers, 1, 2 or 5 times a power of ten apart, at least two of them and none beyond `low` and `high`."""
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    ticks: list[float] = []
    for factor in (1, 2, 5, 10, 20):
        apart = step * factor
        finer, ticks = ticks, _multiples(apart, low, high)
        if len(ticks) <= most:
            return ticks if len(ticks) > 1 else finer
    return ticks


def _multiples(apart: float, low: float, high: float) -> list[float]:
    first, last = math.ceil(low / apart - 1e-9), math.floor(high / apart + 1e-9)
    return [tidy(n * apart) for n in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Powers of ten, with 2 and 5 between them where there is room, from at or below `low` to at or above `high`."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = [10.0**n for n in range(first, max(last, first + 1) + 1)]
    finer = [power * factor for power in powers[:-1] for factor in (1, 2, 5)] + powers[-1:]
    around = [tick for tick in finer if tick * 5 > low and tick < high * 5]
    below = max((tick for tick in finer if tick <= low), default=finer[0])
    above = min((tick for tick in finer if tick >= high and tick > below), default=finer[-1])
    fine = [tick for tick in around if below <= tick <= above]
    if len(fine) <= most:
        return fine
    while len(powers) > most:
        powers = powers[:: math.ceil(len(powers) / most)]
    return powers
