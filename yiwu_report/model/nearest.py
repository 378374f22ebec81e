"""The nearest known names to one that is unknown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """At most `most` known names that look like `name`, best first (difflib's ratio, at least 0.6)."""
    return difflib.get_close_matches(name, sorted(known), n=most, cutoff=0.6)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy: the nearest known names, or `otherwise` where none is near."""
    names = nearest(name, known)
    if not names:
        return otherwise
    return "did you mean " + " or ".join(f'"{n}"' for n in names) + "?"
