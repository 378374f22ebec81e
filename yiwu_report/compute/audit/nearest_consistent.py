"""The nearest printed value of an input that would make a claim true, or proof that there is none; the distance of intervals.

Branch and bound over intervals (R. E. Moore, Interval Analysis, 1966): the formula is evaluated over a whole
range of candidates at once. Where the result does not meet what is stated, no candidate in the range fits,
whatever the formula; where it may, the range is halved, down to single candidates. "None fits" is thus proved,
not merely not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yiwu_report.compute.audit.claim_values import Case
from yiwu_report.compute.formula import Comparison, FormulaFault, SilentlyLeftOut, evaluate, to_unit
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind
from yiwu_report.quantity import Interval, to_decimal


def distance(one: Interval, other: Interval) -> Fraction | None:
    """The distance between two intervals; None if they intersect. Open bounds that touch do not intersect: 0."""
    for below, above in ((one, other), (other, one)):
        if below.high is None or above.low is None or below.high < above.low:
            if below.high is not None and above.low is not None:
                return above.low - below.high
            continue
        if below.high == above.low and not (below.high_closed and above.low_closed):
            return Fraction(0)
    return None


def within(inner: Interval, outer: Interval) -> bool:
    """True if `outer` contains `inner`."""
    return inner.hull(outer) == outer


_DOUBLINGS = 40  # search limit: about 10^12 units of the last printed place
_EVALUATIONS = 2000  # evaluation limit; beyond it nothing is reported


def fitting_values(case: Case, figure: Figure, stated: Interval) -> tuple[tuple[str, str | None], ...]:
    """For each exact input: the nearest value with as many decimals as were printed that would fit; None: no such value.

    The other inputs stay as printed. An input of which nothing could be proved is left out.
    """
    found: list[tuple[str, str | None]] = []
    for each in case.inputs:
        source = case.scope.store.figures[each]
        if source.interval is None or not source.interval.is_point or source.is_derived or not source.precision.place:
            continue
        search = _Search(case, figure, stated, source, source.precision.place)
        try:
            found.append((each, search.nearest()))
        except _TooLong:
            continue
    return tuple(found)


class _TooLong(Exception):  # noqa: N818  # it is no error
    """The search needs too many evaluations."""


@dataclass
class _Search:
    case: Case
    figure: Figure  # what is stated
    stated: Interval
    source: Figure  # the input that varies
    place: Fraction  # the size of its last printed place: candidates are its multiples
    evaluations: int = field(default=0)

    def nearest(self) -> str | None:
        """The digits of the consistent candidate nearest to the printed value."""
        start = self.source.interval.low if self.source.interval else None
        if start is None:
            return None
        here = round(start / self.place)
        found = [
            candidate
            for stretches in (self._above(here), self._below(here))
            if (candidate := self._first([*stretches])) is not None
        ]
        if not found:
            return None
        best = min(found, key=lambda candidate: (abs(candidate - here), candidate))
        decimals = len(str(self.place.denominator)) - 1  # the place is a power of ten
        return format(to_decimal(best * self.place, decimals), "f")

    def _above(self, here: int) -> Iterator[tuple[int, int]]:
        """Ranges of candidates, bounds included, at increasing distance."""
        for doubling in range(_DOUBLINGS):
            yield here + 2**doubling, here + 2 ** (doubling + 1) - 1

    def _below(self, here: int) -> Iterator[tuple[int, int]]:
        least = self._least()
        for far, near in ((2 * here - high, 2 * here - low) for low, high in self._above(here)):
            if least is None or far >= least:
                yield near, far
            elif near >= least:
                yield near, least

    def _least(self) -> int | None:
        """The least number of places the input can have: nothing is counted below zero, no rank is before the first."""
        kind = self.source.unit.kind
        if kind is UnitKind.ORDINAL:
            return 1
        return 0 if kind is UnitKind.COUNT else None

    def _first(self, stretches: Sequence[tuple[int, int]]) -> int | None:
        """The first consistent candidate, from the near end of each range to the far end."""
        for near, far in stretches:
            if not self._may_fit(near, stretches[-1][1]):
                return None  # no candidate further away is consistent either
            waiting = [(near, far)]
            while waiting:
                low, high = waiting.pop()
                if not self._may_fit(low, high):
                    continue
                if low == high:
                    return low
                middle = (low + high) // 2 if low < high else -(-(low + high) // 2)
                waiting += [(middle + (1 if low < high else -1), high), (low, middle)]
        return None

    def _may_fit(self, one: int, other: int) -> bool:
        """False if no candidate between the two is consistent; for a single candidate, whether it is."""
        self.evaluations += 1
        if self.evaluations > _EVALUATIONS:
            raise _TooLong
        stretch = Interval(min(one, other) * self.place, max(one, other) * self.place)
        half = Fraction(0) if self.source.unit.exact or self.source.unit.kind is UnitKind.ORDINAL else self.place / 2
        scope = replace(self.case.scope, instead={self.source.id: stretch.widened(half)})
        try:
            value = evaluate(self.case.formula, scope)
            if isinstance(value, Comparison):
                return False
            computed = to_unit(value, self.figure.unit_id, self.figure.unit)[0]
        except SilentlyLeftOut:
            return False
        except FormulaFault:  # a divisor that can be zero; a single candidate without a result is not consistent
            return one != other
        return distance(computed, self.stated) is None
