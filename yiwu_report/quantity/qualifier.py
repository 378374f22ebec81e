"""Qualifiers."""

from __future__ import annotations

from enum import StrEnum


class Qualifier(StrEnum):
    """A qualifier; its value is the word an editor writes."""

    EXACT = "exact"  # 71
    AT_LEAST = "at least"  # [n, ∞)
    AT_MOST = "at most"  # (-∞, n]
    OVER = "over"  # (n, ∞)
    UNDER = "under"  # (-∞, n)
    ODD = "odd"  # 200 odd: (200, 300)
    NEARLY = "nearly"  # nearly 10: [9, 10)
    ABOUT = "about"  # about 100: [90, 110]
    RANGE = "range"  # 3 to 4: [3, 4]
    CLASS = "class"  # class 1000: [1000, 10000)
