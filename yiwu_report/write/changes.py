"""What a publication did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What a publication did to the output folder. Paths are relative to it, with "/", in the order of the work."""

    written: tuple[str, ...] = ()  # e.g. ("assets/site.3f2a.css", "index.html")
    unchanged: int = 0
    removed: tuple[str, ...] = ()  # files an earlier build wrote and this one doesn't make
