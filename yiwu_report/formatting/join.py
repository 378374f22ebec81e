"""Joining texts with the punctuation of a language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from yiwu_report.formatting.fill import fill


def join(pattern: str, parts: Iterable[str]) -> str:
    """The parts, two by two, in a pattern of `language.joiners`; empty parts are left out."""
    present = [part for part in parts if part]
    return reduce(lambda a, b: fill(pattern, a=a, b=b), present) if present else ""
