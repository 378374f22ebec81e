"""Where the parts of a whole stand, one after the other, and how far it is certain which part is where.

Two ways. *Loose*: each part is solid as far as it is certain, hatched on to its other bound, and the next part
begins there; parts below zero run the other way. *Filling*: the parts fill a whole of a known size, so what isn't
certain of one part is what isn't certain of the others. Between two neighbours that is one band: solar is 58 to 81 %,
the rest 19 to 42 %, and from 58 to 81 it is one of the two. Where it could belong to more parts, or to parts that are
not neighbours, it is a stretch of no part's colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiwu_report.charts.mark import Mark, MarkEnd

NEGLIGIBLE = 1e-9  # of a whole: noise of binary fractions

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Segment:
    """The place of a part: certain from `start` to `sure`, possibly on to `far`. Below zero it runs downwards."""

    start: float
    sure: float
    far: float

    @property
    def ends(self) -> Bounds:
        """Both ends, in order."""
        return min(self.start, self.far), max(self.start, self.far)


@dataclass(frozen=True, slots=True)
class Stack:
    """The parts in order, None for one that is not published, and the stretch that may belong to several of them."""

    segments: tuple[Segment | None, ...]
    undecided: Bounds | None = None


def bounds_of(mark: Mark) -> Bounds:
    """The least and the greatest length of a part; of one with an open end its number."""
    return mark.sure, mark.sure if mark.far is None else mark.far


def stack_loosely(marks: Sequence[Mark]) -> Stack:
    """One part after the other, those below zero on their side of it."""
    segments: list[Segment | None] = []
    tops = {True: 0.0, False: 0.0}
    for mark in marks:
        if mark.end is MarkEnd.MISSING:
            segments.append(None)
            continue
        near, far = bounds_of(mark)
        is_up = (far or near) >= 0
        start = tops[is_up]
        segments.append(Segment(start, start + near, start + far))
        tops[is_up] = start + far
    return Stack(tuple(segments))


def fill_whole(parts: Sequence[Bounds | None], whole: float) -> Stack:
    """Parts that make up a whole, None for one that is not published. Their least lengths are not longer than it."""
    known = tightened([part for part in parts if part is not None], whole)
    slack = whole - sum(low for low, _ in known)
    unsure = [at for at, (low, high) in enumerate(known) if high - low > NEGLIGIBLE * whole]
    is_between_two = len(unsure) == 1 or (len(unsure) == 2 and unsure[1] == unsure[0] + 1)
    segments: list[Segment] = []
    undecided, place = None, 0.0
    for at, (low, _) in enumerate(known):
        sure = place + low
        far = sure
        if unsure and slack > NEGLIGIBLE * whole:
            if is_between_two and at == unsure[0]:
                far = sure + slack
            elif not is_between_two and at == unsure[-1]:
                undecided = (sure, sure + slack)
        segments.append(Segment(place, sure, far))
        place = undecided[1] if undecided and at == unsure[-1] else far
    rest = iter(segments)
    return Stack(tuple(None if part is None else next(rest) for part in parts), undecided)


def tightened(parts: Sequence[Bounds], whole: float) -> list[Bounds]:
    """The bounds of each part, given those of the others: what they leave of the whole at least and at most."""
    lows, highs = sum(low for low, _ in parts), sum(high for _, high in parts)
    return [
        (max(low, min(whole - (highs - high), high)), min(high, max(whole - (lows - low), low))) for low, high in parts
    ]


def rest_of(parts: Sequence[Bounds | None], whole: float, tolerance: float = 0.0) -> Bounds | None:
    """What a whole has beside these parts, those that are not published among it; None if they can make it up.

    `tolerance`: how far off the sum can be because the parts are rounded.
    """
    known = [part for part in parts if part is not None]
    lows, highs = sum(low for low, _ in known), sum(high for _, high in known)
    if len(known) == len(parts) and highs + tolerance >= whole:
        return None
    rest = (max(whole - highs, 0.0), whole - lows)
    return rest if rest[1] > tolerance else None


def shares(parts: Sequence[Bounds], whole: float | None = None) -> list[Bounds]:
    """Each part in percent of a whole, or of what all of them come to; none is negative, and not all are zero."""
    if whole is not None:
        return [(100 * low / whole, 100 * high / whole) for low, high in parts]
    lows, highs = sum(low for low, _ in parts), sum(high for _, high in parts)
    return [(_percent(low, highs - high), _percent(high, lows - low)) for low, high in parts]


def _percent(part: float, others: float) -> float:
    return 100 * part / (part + others) if part + others > 0 else 0.0
