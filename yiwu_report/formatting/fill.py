"""Placeholders in patterns: {n}, {all}, {low}. No `str.format`: patterns are data."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill(pattern: str, **values: str) -> str:
    """`pattern` with each {name} replaced by its value; a name that is not given stays as it is."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), pattern)


def placeholders(pattern: str) -> list[str]:
    """The names that stand in braces, in order."""
    return _PLACEHOLDER.findall(pattern)
