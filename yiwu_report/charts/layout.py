"""The layout of a chart at two widths: wrapped texts, and a scale that leaves space for marks and labels.

Han text may break before or after any character, but not before a closing mark, nor after an opening one, nor between
digits and what belongs to them (clreq, "Digits and their Prefix and Suffix"). Latin text breaks at spaces and
after hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from yiwu_report.text.formatting.text_width import text_width_px

_CLOSING = "，。、；：？！）》〉」』】〕”’％％·…—～,.;:?!)%]}"
_OPENING = "（《〈「『【〔“‘¥￥$€£([{"
_HAN = r"\u2e80-\u303e\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# A number with its signs and one Han character after it; a Latin word up to its hyphen; one Han character; spaces.
# A short unit stays with its number: 1,226.0 mm.
_NUMBER = rf"[¥$€£+−-]*[0-9](?:[0-9.,\u00a0]*[0-9])?[.,]?(?:%?[{_HAN}]|[ \u00a0]?[^ 0-9{_HAN}]{{1,4}}(?![^ {_HAN}]))?"
_PIECE = re.compile(rf"{_NUMBER}|[^ {_HAN}-]+-?|-|[{_HAN}]| +")
_SPACES = re.compile(r"[^\S\u00a0]+")  # a line may end at any of them


def wrap(text: str, width_px: float, size_px: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as fit the width, of similar length; nothing is truncated."""

    def measure(line: str) -> float:
        return text_width_px(line, size_px, bold=bold)

    text = _SPACES.sub(" ", text).strip()
    if measure(text) <= width_px:
        return (text,)
    pieces = [part for piece in _pieces(text) for part in _fitting(piece, width_px, measure)]
    lines = _fill(pieces, width_px, measure)
    return _even(pieces, lines, width_px, measure)


def breaks_well(text: str, width_px: float, size_px: float, *, bold: bool = False) -> bool:
    """True if the text fits the width without breaking a word or a number."""
    return all(text_width_px(piece, size_px, bold=bold) <= width_px for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """Unbreakable pieces: closing punctuation stays with the text before it, opening punctuation with the text after it."""
    pieces: list[str] = []
    for token in _PIECE.findall(text):
        glued = pieces and not pieces[-1].isspace() and (token[0] in _CLOSING or pieces[-1][-1] in _OPENING)
        if glued and not token.isspace():
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _fitting(piece: str, width_px: float, measure: Callable[[str], float]) -> list[str]:
    """A piece in parts that fit: a number longer than the line leaves its unit, a word is broken if necessary."""
    if measure(piece) <= width_px or piece.isspace():
        return [piece]
    parts = [""]
    for word in re.split(r"([ \u00a0])", piece):
        if parts[-1] and measure(parts[-1] + word) > width_px:
            parts.append("")
        for character in word:
            if parts[-1] and measure(parts[-1] + character) > width_px:
                parts.append("")
            parts[-1] += character
    return parts


def _fill(pieces: list[str], width_px: float, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1].strip() and measure((lines[-1] + piece).strip()) > width_px:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _even(pieces: list[str], lines: list[str], width_px: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """The narrowest lines of the same number: 3 + 3 characters are better than 5 + 1."""
    low, high = max(measure(piece.strip()) for piece in pieces), width_px
    best = lines
    while high - low > 1:
        middle = (low + high) / 2
        tried = _fill(pieces, middle, measure)
        if len(tried) <= len(lines):
            best, high = tried, middle
        else:
            low = middle
    return tuple(best)


def widest_px(lines: tuple[str, ...], size_px: float, *, bold: bool = False) -> float:
    """The width of the widest line."""
    return max((text_width_px(line, size_px, bold=bold) for line in lines), default=0.0)


NARROW, WIDE = 360, 720
WIDTHS: Final = (NARROW, WIDE)


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """The layout of a chart at one width, in px. Narrow charts extend to the edges of a phone, so they have a margin."""

    width: int
    is_panel: bool = False  # one of several in a figure, which has the margin

    @property
    def is_narrow(self) -> bool:
        """True if names are above the marks."""
        return self.width < WIDE

    @property
    def left(self) -> float:
        """Where content begins."""
        return 1 if self.is_panel else 20 if self.is_narrow else 2  # plotly drops texts at the very edge of a panel

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
    """The largest scale at which everything left and right of the values stays within the width.

    With zero at z and a scale of s, a value v is at z + s·v: z + s·a - b >= 0 for each extent on the left,
    z + s·c + d <= room for each on the right. Every pair bounds s; the smallest bound applies. If nothing has a length,
    one unit takes a px.
    """
    scales = [
        (room_px - a.beyond_px - c.beyond_px) / (c.value - a.value) for a in left for c in right if c.value > a.value
    ]
    scale = max(min(scales, default=1.0), 1e-12)
    return Fit(max(extent.beyond_px - extent.value * scale for extent in left), scale)


def fit_bars(extents: Sequence[Extent], room_px: float) -> Fit:
    """The same for bars from zero, whose labels are at their far ends."""
    left = [extent for extent in extents if extent.value < 0]
    right = [extent for extent in extents if extent.value >= 0]
    return fit([Extent(0.0, 0.0), *left], [Extent(0.0, 0.0), *right], room_px)
