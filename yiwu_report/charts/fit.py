"""The largest scale at which every mark and its label fit the available space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """A value, and the px that its open end and its words need beyond it."""

    value: float
    beyond_px: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The position of zero and the px per unit."""

    zero_px: float
    px_per_unit: float


def fit(left: Sequence[Extent], right: Sequence[Extent], room_px: float) -> Fit:
    """The largest scale at which what stands left of values and what stands right of them stays within the room.

    With zero at z and a scale of s, a value v stands at z + s·v: z + s·a - b >= 0 for each extent on the left,
    z + s·c + d <= room for each on the right. Every pair bounds s; the smallest bound applies. Where nothing has a length,
    one unit takes a px.
    """
    scales = [
        (room_px - a.beyond_px - c.beyond_px) / (c.value - a.value) for a in left for c in right if c.value > a.value
    ]
    scale = max(min(scales, default=1.0), 1e-12)
    return Fit(max(extent.beyond_px - extent.value * scale for extent in left), scale)


def fit_bars(extents: Sequence[Extent], room_px: float) -> Fit:
    """The same for bars from zero, whose words stand at their far ends."""
    left = [extent for extent in extents if extent.value < 0]
    right = [extent for extent in extents if extent.value >= 0]
    return fit([Extent(0.0, 0.0), *left], [Extent(0.0, 0.0), *right], room_px)
