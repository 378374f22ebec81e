"""Classes of a value by colour, for heat maps and maps: where one class ends and the next begins, by a rule with a name.

A bound belongs to the class above it. The outermost classes have no outer bound, so every value has a class. Bounds are
round numbers in the unit of the data, and the same in every language.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Final

from pydantic import Field

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.canvas import tidy
from yiwu_report.charts.chart_kind import Item, LegendEntry
from yiwu_report.charts.labels import ChartLabels, Phrase
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.palette import DIVERGING, SEQUENTIAL
from yiwu_report.model.fields import WORD, DecimalNumber, Spec
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule


class ClassRule(StrEnum):
    """How the bounds of classes are chosen, as editors write it."""

    EQUAL_STEPS = "equal_steps"  # bounds the same round step apart
    EQUAL_COUNTS = "equal_counts"  # about the same number of values in each class


MOST_SEQUENTIAL: Final = len(SEQUENTIAL)
MOST_DIVERGING: Final = len(DIVERGING)
MOST_ON_A_SIDE: Final = MOST_DIVERGING // 2
_ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROUND_HALVED: Final = (1.0, 2.0, 4.0, 5.0, 10.0)  # half of each is round too
_DARK: Final = frozenset({"s4", "s5", "d1", "d2", "d6", "d7"})  # far from the paper: text on them has its colour


@dataclass(frozen=True)
class ColourClasses:
    """Classes from low to high, numbered from 0: `bounds` are between them, one fewer than there are classes."""

    bounds: tuple[float, ...]
    middle: float | None = None  # classes diverge from it

    @property
    def count(self) -> int:
        """How many classes there are."""
        return len(self.bounds) + 1

    def class_at(self, value: float) -> int:
        """The class of an exact value."""
        return sum(value >= bound for bound in self.bounds)

    def class_of(self, mark: Mark) -> tuple[int, ...]:
        """Every class that the value can be in, ascending: several if it is uncertain, none if nothing is published."""
        if mark.end is MarkEnd.MISSING:
            return ()
        ends = list(mark.ends)
        if mark.end is MarkEnd.OPEN:
            ends.append(math.copysign(math.inf, mark.sure))
        elif mark.end is MarkEnd.OUTLINE:
            ends.append(0.0)
        return tuple(range(self.class_at(min(ends)), self.class_at(max(ends)) + 1))

    def role(self, number: int) -> str:
        """The colour of a class: fewer classes than colours are as far apart as they can be."""
        if self.middle is None:
            if self.count == 1:
                return SEQUENTIAL[MOST_SEQUENTIAL // 2]
            return SEQUENTIAL[round(number * (MOST_SEQUENTIAL - 1) / (self.count - 1))]
        below, above = self.sides(self.middle)
        away = number - below if number < below else max(number - (self.count - 1 - above), 0)
        farthest = max(below, above)
        step = math.ceil(abs(away) * MOST_ON_A_SIDE / farthest) if farthest else 0
        return DIVERGING[MOST_ON_A_SIDE + (step if away > 0 else -step)]

    def ink_role(self, number: int) -> str:
        """The colour of text on a class."""
        return "paper" if self.role(number) in _DARK else "ink"

    def names(self, ticks: UnitTicks, words: ChartLabels) -> tuple[str, ...]:
        """Each class by its bounds: "under 10", "10 to under 20", "20 or more"."""
        if not self.bounds:
            return (words.say(Phrase.CLASS_ALL),)
        said = [ticks.words(bound) for bound in self.bounds]
        between = (words.say(Phrase.CLASS_BETWEEN, low=low, high=high) for low, high in pairwise(said))
        first, last = words.say(Phrase.CLASS_BELOW, high=said[0]), words.say(Phrase.CLASS_FROM, low=said[-1])
        return (first, *between, last)

    def legend(self, ticks: UnitTicks, words: ChartLabels) -> tuple[LegendEntry, ...]:
        """An entry for each class, from low to high."""
        return tuple(LegendEntry(self.role(number), name) for number, name in enumerate(self.names(ticks, words)))

    def sides(self, middle: float) -> tuple[int, int]:
        """The number of classes below and above a middle, without the one that has it inside."""
        below = sum(bound <= middle for bound in self.bounds)
        above = sum(bound >= middle for bound in self.bounds)
        return below, above


def classes_of(
    values: Sequence[float], rule: ClassRule, count: int | None = None, middle: float | None = None
) -> ColourClasses:
    """Classes that hold these values: at most `count`, by default 5, or 7 around a middle.

    Fewer where steps are rounded or values are equal. With an odd number the class in the middle has it inside; with an
    even one it is a bound. Classes around a middle have equal steps; ValueError for equal counts.
    """
    most = count or (MOST_SEQUENTIAL if middle is None else MOST_DIVERGING)
    low, high = min(values, default=0.0), max(values, default=0.0)
    if middle is not None:
        if rule is ClassRule.EQUAL_COUNTS:
            raise ValueError("classes of equal counts have no middle")
        return ColourClasses(_around(middle, max(abs(low - middle), abs(high - middle)), most), middle)
    if low == high:
        return ColourClasses(())
    if rule is ClassRule.EQUAL_COUNTS:
        return ColourClasses(_equal_counts(sorted(values), most))
    return ColourClasses(_equal_steps(low, high, most))


def given_classes(bounds: Sequence[float], middle: float | None = None) -> ColourClasses:
    """Classes with bounds that an editor chose; see `fault_of_classes`."""
    return ColourClasses(tuple(bounds), middle)


class ClassKeys(Spec):
    """The keys by which charts choose classes of a value."""

    classes: Annotated[ClassRule | None, WORD] = Field(
        None,
        description="how the bounds of the classes are chosen: equal_steps (the default), round steps of the same "
        "size, or equal_counts, as many values in each",
    )
    breaks: list[DecimalNumber] | None = Field(
        None, description="the bounds between classes, ascending, instead of a rule, in the unit of the column"
    )
    middle: DecimalNumber | None = Field(
        None, description="the value that classes diverge from, with one colour on each side of it, e.g. 0 for changes"
    )

    def fault_of_class_keys(self) -> tuple[str, Fault] | None:
        """How these keys contradict each other, with the key to report it at."""
        return fault_of_classes(self.classes, self._bounds, self._middle)

    def classes_for(self, items: Iterable[Item], count: int | None = None) -> ColourClasses:
        """The classes of these values, at most so many."""
        if self._bounds is not None:
            return given_classes(self._bounds, self._middle)
        values = [end for item in items for end in item.mark.ends]
        return classes_of(values, self.classes or ClassRule.EQUAL_STEPS, count, self._middle)

    @property
    def _bounds(self) -> list[float] | None:
        return None if self.breaks is None else [float(each) for each in self.breaks]

    @property
    def _middle(self) -> float | None:
        return None if self.middle is None else float(self.middle)


def fault_of_classes(
    rule: ClassRule | None, bounds: Sequence[float] | None, middle: float | None
) -> tuple[str, Fault] | None:
    """What is wrong with the keys `classes`, `breaks` and `middle` of a chart, with the key to report it at."""
    if bounds is not None and rule is not None:
        return "classes", Fault(
            Rule.CHART_SHAPE, "classes: with breaks:, which say where classes end", "remove classes:, or breaks:"
        )
    if middle is not None and rule is ClassRule.EQUAL_COUNTS:
        message = "middle: with classes of equal counts, which would be wider on one side of it"
        return "middle", Fault(Rule.CHART_SHAPE, message, "write classes: equal_steps, or breaks:")
    fault = _fault_of_breaks(bounds, middle) if bounds is not None else None
    return ("breaks", fault) if fault else None


def _fault_of_breaks(bounds: Sequence[float], middle: float | None) -> Fault | None:
    if not bounds or any(one >= other for one, other in pairwise(bounds)):
        return Fault(Rule.CHART_SHAPE, "breaks: are not in ascending order", "sort them, each once")
    classes = ColourClasses(tuple(bounds), middle)
    if middle is None and classes.count > MOST_SEQUENTIAL:
        message = f"{classes.count} classes of colour"
        return Fault(Rule.CHART_COLOURS, message, f"write at most {MOST_SEQUENTIAL - 1} breaks")
    if middle is not None and max(classes.sides(middle)) > MOST_ON_A_SIDE:
        message = f"more than {MOST_ON_A_SIDE} classes of colour on one side of {middle:g}"
        return Fault(Rule.CHART_COLOURS, message, f"write at most {MOST_ON_A_SIDE} breaks on each side")
    return None


def _equal_steps(low: float, high: float, most: int) -> tuple[float, ...]:
    """Multiples of the least round step of which so many hold everything from `low` to `high`."""
    for step in _steps((high - low) / most, _ROUND):
        first = math.floor(tidy(low / step)) + 1
        bounds = [tidy(number * step) for number in range(first, first + most) if tidy(number * step) < high]
        if len(bounds) < most:
            return tuple(bounds)
    return ()


def _around(middle: float, farthest: float, most: int) -> tuple[float, ...]:
    """Bounds on both sides of the middle, a round step apart: at half steps if a class has the middle inside."""
    if not farthest:
        return ()
    is_inside = most % 2 == 1
    step = next(iter(_steps(2 * farthest / most, _ROUND_HALVED if is_inside else _ROUND)))
    places = [number + (0.5 if is_inside else 0.0) for number in range(most // 2)]
    offsets = sorted({sign * place * step for place in places for sign in (-1, 1)})
    return tuple(tidy(middle + offset) for offset in offsets)


def _steps(least: float, factors: Sequence[float]) -> list[float]:
    """The round numbers from `least` on, ascending."""
    power = 10.0 ** math.floor(math.log10(least))
    return [
        step for scale in (power, power * 10) for factor in factors if (step := tidy(scale * factor)) >= tidy(least)
    ]


def _equal_counts(values: Sequence[float], most: int) -> tuple[float, ...]:
    """Bounds between sorted values such that classes have about the same number; equal values are in one class."""
    bounds: dict[float, None] = {}
    cuts = [at for at in range(1, len(values)) if values[at - 1] < values[at]]
    for number in range(1, most):
        wanted = number * len(values) / most
        at = min(cuts, key=lambda cut: abs(cut - wanted))
        bounds[_roundest(values[at - 1], values[at])] = None
    return tuple(sorted(bounds))


def _roundest(low: float, high: float) -> float:
    """The number with the fewest digits above `low` and at most `high`."""
    power = 10.0 ** math.ceil(math.log10(max(abs(low), abs(high))))
    for _ in range(18):
        for step in (power, power / 2):
            found = tidy(math.floor(tidy(high / step)) * step)
            if low < found <= high:
                return found
        power /= 10
    return high
