"""How wide a text is, the same on every machine: no font is read.

Latin, Greek, Cyrillic, digits and signs have the advance widths of Liberation Sans (Arial's), without kerning,
which only ever draws letters closer. Han, kana, Hangul and full-width signs are one em. Combining marks over
another character have no width. Other scripts are assumed to be 0.7 em per character, a generous estimate.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from yiwu_report.text.formatting import liberation_sans

OTHER_EM = 0.7

# First and last code point, width in em: sorted, and apart from each other and from the font's characters.
RANGES: tuple[tuple[int, int, float], ...] = (
    (0x00AD, 0x00AD, 0.0),  # soft hyphen
    (0x0300, 0x036F, 0.0),  # combining marks
    (0x0483, 0x0489, 0.0),
    (0x1100, 0x115F, 1.0),  # Hangul letters
    (0x200B, 0x200F, 0.0),  # zero-width spaces, direction marks
    (0x202A, 0x202E, 0.0),
    (0x2060, 0x2064, 0.0),  # word joiner
    (0x20D0, 0x20F0, 0.0),
    (0x2103, 0x2103, 1.0),  # ℃ and ℉ of Han typefaces
    (0x2109, 0x2109, 1.0),
    (0x2460, 0x24FF, 1.0),  # enclosed numbers and letters
    (0x2E80, 0x303E, 1.0),  # Han radicals, CJK punctuation
    (0x3041, 0xA4CF, 1.0),  # kana, enclosed and squared words, Han, Yi
    (0xA960, 0xA97F, 1.0),
    (0xAC00, 0xD7A3, 1.0),  # Hangul
    (0xF900, 0xFAFF, 1.0),  # Han, compatibility
    (0xFE00, 0xFE0F, 0.0),  # variation selectors
    (0xFE20, 0xFE2F, 0.0),
    (0xFE30, 0xFE6F, 1.0),  # vertical and small forms
    (0xFEFF, 0xFEFF, 0.0),
    (0xFF01, 0xFF60, 1.0),  # full-width forms
    (0xFF61, 0xFFDC, 0.5),  # half-width kana and Hangul
    (0xFFE0, 0xFFE6, 1.0),
    (0x1F000, 0x1FAFF, 1.0),  # pictographs
    (0x20000, 0x3FFFD, 1.0),  # Han, rare
)
_STARTS = [first for first, _, _ in RANGES]


def _by_character(widths: dict[int, str]) -> dict[str, float]:
    return {
        character: width / liberation_sans.UNITS_PER_EM
        for width, characters in widths.items()
        for character in characters
    }


_REGULAR = _by_character(liberation_sans.REGULAR)
_BOLD = _by_character(liberation_sans.BOLD)


def character_em(character: str, *, bold: bool = False) -> float:
    """The advance width of one character, in em."""
    known = (_BOLD if bold else _REGULAR).get(character)
    if known is not None:
        return known
    code = ord(character)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= RANGES[at][1]:
        return RANGES[at][2]
    return OTHER_EM


def text_width_px(text: str, size_px: float, *, bold: bool = False) -> float:
    """The advance width of one line of text at a font size, in px."""
    return size_px * sum(character_em(character, bold=bold) for character in text)


def widths_as_json() -> dict[str, Any]:
    """The complete rule as plain JSON data, for JavaScript.

    `regular` and `bold`: width in 1/`unitsPerEm` em -> characters; `ranges`: [first, last, em]; `other`: em.
    """
    return {
        "unitsPerEm": liberation_sans.UNITS_PER_EM,
        "regular": {str(width): characters for width, characters in liberation_sans.REGULAR.items()},
        "bold": {str(width): characters for width, characters in liberation_sans.BOLD.items()},
        "ranges": [list(entry) for entry in RANGES],
        "other": OTHER_EM,
    }
