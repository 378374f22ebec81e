"""Which printed value of which input would make a claim true, or that none does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from yiwu_report.audit.case import Case
from yiwu_report.formula import Comparison, FormulaFault, SilentlyLeftOut, evaluate, to_unit
from yiwu_report.model.data import Figure
from yiwu_report.quantity import Interval, to_decimal

_DOUBLINGS = 24  # how far to look: the input's own size, doubled so often
_HALVINGS = 80


def fitting_values(case: Case, figure: Figure, stated: Interval) -> tuple[tuple[str, str | None], ...]:
    """For each exact input: the nearest value with as many decimals as were printed that would fit; None: no such value.

    The other inputs stay as printed. Found by halving the stretch in which the computed value passes the stated
    one; a formula of one occurrence of an input is monotone in it.
    """
    found = []
    for each in case.inputs:
        source = case.scope.store.figures[each]
        if source.interval is None or not source.interval.is_point or source.is_derived or not source.precision.place:
            continue
        found.append((each, _Search(case, figure, stated, source, source.precision.place).nearest()))
    return tuple(found)


@dataclass(frozen=True)
class _Search:
    case: Case
    figure: Figure  # what is stated
    stated: Interval
    source: Figure  # the input that varies
    place: Fraction  # the size of its last printed place

    def computed(self, x: Fraction, *, widened: bool) -> Interval | None:
        """What the formula gives with `x` for the input; None where it gives nothing (a divisor of zero)."""
        half = self.place / 2 if widened and not self.source.unit.exact else Fraction(0)
        scope = replace(self.case.scope, instead={self.source.id: Interval.point(x).widened(half)})
        try:
            value = evaluate(self.case.formula, scope)
            if isinstance(value, Comparison):
                return None
            return to_unit(value, self.figure.unit_id, self.figure.unit)[0]
        except (FormulaFault, SilentlyLeftOut):
            return None

    def side(self, x: Fraction) -> int | None:
        """-1 where the computed value lies below the stated one, 1 above, 0 where they meet."""
        computed = self.computed(x, widened=False)
        if computed is None:
            return None
        if computed.high is not None and self.stated.low is not None and computed.high < self.stated.low:
            return -1
        if computed.low is not None and self.stated.high is not None and computed.low > self.stated.high:
            return 1
        return 0

    def nearest(self) -> str | None:
        start = self.source.interval.low if self.source.interval else None
        if start is None:
            return None
        here = self.side(start)
        crossing = self._crossing(start, here) if here is not None else None
        if crossing is None:
            return None
        base = crossing // self.place
        for step in sorted(range(-2, 4), key=lambda n: abs((base + n) * self.place - crossing)):
            candidate = (base + step) * self.place
            if self._fits(candidate):
                decimals = len(str(self.place.denominator)) - 1  # the place is a power of ten
                return format(to_decimal(candidate, decimals), "f")
        return None

    def _fits(self, x: Fraction) -> bool:
        computed = self.computed(x, widened=True)
        if computed is None:
            return False
        below = computed.high is not None and self.stated.low is not None and computed.high < self.stated.low
        above = computed.low is not None and self.stated.high is not None and computed.low > self.stated.high
        return not below and not above

    def _crossing(self, start: Fraction, here: int) -> Fraction | None:
        """A value at which the computed one passes the stated one, the nearest found on either side."""
        if here == 0:
            return start
        for doubling in range(_DOUBLINGS):
            stretch = self.place * 2**doubling
            for end in (start + stretch, start - stretch):
                if (there := self.side(end)) is not None and there != here:
                    return self._halve(start, end, here)
        return None

    def _halve(self, near: Fraction, far: Fraction, here: int) -> Fraction:
        for _ in range(_HALVINGS):
            if abs(far - near) <= self.place / 1000:
                break
            middle = (near + far) / 2
            if self.side(middle) == here:
                near = middle
            else:
                far = middle
        return far
