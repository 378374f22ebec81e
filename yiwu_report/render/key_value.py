"""How wide a key figure's value is, so that the style can set it as large as its column takes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from yiwu_report.formatting.text_width import character_em

WORDS = 0.44  # the size of words beside a number, in that of the number: templates/assets/key_figures.css
WIDER = 1.15  # of the reader's bold serif, against the widths that are known; Han never is
MOST_WHOLE = 6.5  # a wider value takes two lines: on one it would be small
FEWEST, MOST = 3, 16  # the classes that the style has
_UNIT = re.compile(r"\s?\S{1,4}(?!\S)")

Parts = Sequence[tuple[str, bool]]


def value_ems(parts: Parts) -> int:
    """The width that a value needs, in sizes of its number: of all of it, or of the widest number with its unit."""
    whole = sum(_em(text, is_number=is_number) for text, is_number in parts)
    needed = whole if whole <= MOST_WHOLE else max(_unbroken(parts), default=whole)
    return min(max(math.ceil(needed), FEWEST), MOST)


def _unbroken(parts: Parts) -> Iterator[float]:
    """Each number with a short unit behind it: 1,139.2 mm."""
    for (text, is_number), (following, _) in zip(parts, [*parts[1:], ("", False)], strict=True):
        if is_number:
            unit = _UNIT.match(following)
            yield _em(text, is_number=True) + (_em(unit[0], is_number=False) if unit else 0.0)


def _em(text: str, *, is_number: bool) -> float:
    widths = (character_em(each, bold=True) for each in text)
    return (1.0 if is_number else WORDS) * sum(width if width == 1 else width * WIDER for width in widths)
