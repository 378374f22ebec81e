"""A displayed value split into words and numbers, which are displayed larger."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"−?[¥$€£]?[0-9][0-9,.]*(?:%?[–—～-]−?[0-9][0-9,.]*)*%?")


def number_parts(text: str) -> tuple[tuple[str, bool], ...]:
    """A shown value cut into its words and its numbers: ¥20-odd billion is ¥20 and -odd billion.

    A value in words alone, such as sixth, is one number.
    """
    parts: list[tuple[str, bool]] = []
    position = 0
    for match in _DIGITS.finditer(text):
        parts += [(text[position : match.start()], False), (match[0], True)]
        position = match.end()
    if not parts:
        return ((text, True),)
    return tuple(part for part in (*parts, (text[position:], False)) if part[0])
