"""Names beside points: none over another name, over a point or outside the plot, the most important first.

Greedy, as Yoeli's rules for names on maps have it (1972): a name right of its point if that is free, then left, above,
below and at the corners. What has to be named may also stand farther away, with a line to its point.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

GAP_PX = 4.0
RINGS_PX: Final = (14.0, 26.0, 40.0, 58.0, 80.0)  # how much farther a name with a line may stand
# Where a name stands, as seen from its point: across and down, in the order of preference.
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class PxBox:
    """A box in px."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: PxBox) -> bool:
        """True if the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_within(self, other: PxBox) -> bool:
        """True if nothing of it is outside the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class WantedName:
    """A point with its radius, and the size of its name, in px."""

    x: float
    y: float
    radius: float
    width: float
    height: float
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class PlacedName:
    """Where a name stands; `is_apart`: so far from its point that a line has to lead to it."""

    box: PxBox
    is_apart: bool = False


def place_names(
    wanted: Sequence[WantedName], obstacles: Sequence[PxBox], bounds: PxBox, most: int
) -> list[PlacedName | None]:
    """A place for each name in their order, at most so many of those that are not required; None without a place."""
    taken: list[PxBox] = []
    grid = _Squares(obstacles)
    placed: list[PlacedName | None] = []
    free = most
    for name in wanted:
        found = None
        if name.is_required or free > 0:
            found = next((each for each in _places(name) if _is_free(each.box, taken, grid, bounds)), None)
        if found is None and name.is_required:  # over points, if need be, but never over another name
            found = next((each for each in _places(name) if _is_free(each.box, taken, None, bounds)), None)
        if found is not None:
            taken.append(found.box)
            free -= 0 if name.is_required else 1
        placed.append(found)
    return placed


def _places(name: WantedName) -> Iterator[PlacedName]:
    for ring in (0.0, *RINGS_PX) if name.is_required else (0.0,):
        for across, down in _SIDES:
            share = math.sqrt(0.5) if across and down else 1.0
            x = name.x + across * (name.radius * share + GAP_PX * share + ring * share)
            y = name.y + down * (name.radius * share + GAP_PX * share / 2 + ring * share)
            left = x if across > 0 else x - name.width if across < 0 else x - name.width / 2
            top = y if down > 0 else y - name.height if down < 0 else y - name.height / 2
            yield PlacedName(PxBox(left, top, left + name.width, top + name.height), ring > 0)


def _is_free(box: PxBox, taken: Sequence[PxBox], grid: _Squares | None, bounds: PxBox) -> bool:
    if not box.is_within(bounds) or any(box.overlaps(each) for each in taken):
        return False
    return grid is None or not any(box.overlaps(each) for each in grid.near(box))


class _Squares:
    """Obstacles by squares, so that thousands of points are not asked one by one."""

    SQUARE_PX = 40.0

    def __init__(self, obstacles: Sequence[PxBox]) -> None:
        self._squares: dict[tuple[int, int], list[PxBox]] = {}
        for each in obstacles:
            for key in self._keys(each):
                self._squares.setdefault(key, []).append(each)

    def near(self, box: PxBox) -> Iterator[PxBox]:
        """The obstacles in the squares of a box."""
        for key in self._keys(box):
            yield from self._squares.get(key, ())

    def _keys(self, box: PxBox) -> Iterator[tuple[int, int]]:
        for across in range(math.floor(box.left / self.SQUARE_PX), math.floor(box.right / self.SQUARE_PX) + 1):
            for down in range(math.floor(box.top / self.SQUARE_PX), math.floor(box.bottom / self.SQUARE_PX) + 1):
                yield across, down
