"""Where something stands in an input file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in an input file: line and column count from 1, in characters."""

    file: str  # relative to the project's root, with "/", e.g. "data/figures/parks.yaml"
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
