"""The two widths a chart is drawn at, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NARROW, WIDE = 360, 720
WIDTHS: Final = (NARROW, WIDE)


@dataclass(frozen=True, slots=True)
class Room:
    """The layout of a chart at one width, in px. Narrow charts extend to the edges of a phone, so they have a margin."""

    width: int

    @property
    def is_narrow(self) -> bool:
        """True where names stand above the marks."""
        return self.width < WIDE

    @property
    def left(self) -> float:
        """Where content begins."""
        return 20 if self.is_narrow else 2

    @property
    def right(self) -> float:
        """Where content ends."""
        return self.width - self.left

    @property
    def inner(self) -> float:
        """The width of the content."""
        return self.right - self.left

    @property
    def longest_name(self) -> float:
        """The widest that a name may be."""
        return self.inner if self.is_narrow else 0.36 * self.inner

    @property
    def longest_value(self) -> float:
        """The widest that a value beside a mark may be."""
        return (0.45 if self.is_narrow else 0.3) * self.inner
