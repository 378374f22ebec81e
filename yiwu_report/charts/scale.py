"""One scale for figures of one dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from yiwu_report.charts.marks import Mark, cut_far, mark_of
from yiwu_report.model.data import Figure


def marks_of(figures: Sequence[Figure]) -> Mapping[str, Mark]:
    """The mark of each figure by its id, converted exactly from its own unit to that of the scale, the first one's."""
    if not figures:
        return {}
    scale = Fraction(figures[0].unit.factor)
    marks = [mark_of(figure, Fraction(figure.unit.factor) / scale) for figure in figures]
    return dict(zip((figure.id for figure in figures), cut_far(marks), strict=True))
