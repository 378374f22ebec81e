"""The lines of a file around a place in it, shown with a problem."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yiwu_report.model.place import Place

_AROUND = 2  # lines before and after
_WIDEST = 160  # characters; of a longer line, what stands around the place


@dataclass(frozen=True, slots=True)
class Line:
    """A line, with its number from 1, and where in it the place is (from 0), if it is in it."""

    number: int
    text: str
    at: int | None = None


def passage(place: Place, root: Path) -> tuple[Line, ...]:
    """The lines around a place; none where the file can't be read."""
    try:
        lines = (root / place.file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    first = max(0, place.line - 1 - _AROUND)
    return tuple(
        _cut(number, text, place.column - 1 if number == place.line else None)
        for number, text in enumerate(lines[first : place.line + _AROUND], first + 1)
    )


def _cut(number: int, text: str, at: int | None) -> Line:
    start = 0 if at is None else max(0, at - _WIDEST // 2)
    cut = text[start : start + _WIDEST]
    before, after = "…" if start else "", "…" if start + _WIDEST < len(text) else ""
    return Line(number, f"{before}{cut}{after}", None if at is None else at - start + len(before))
