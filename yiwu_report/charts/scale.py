"""One scale for figures of one dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yiwu_report.charts.marks import Mark, cut_far, mark_of
from yiwu_report.model.data import Figure


def marks_of(figures: Sequence[Figure]) -> Mapping[str, Mark]:
    """The mark of each figure by its id, on the scale of the first one's unit."""
    if not figures:
        return {}
    unit = figures[0].unit
    marks = [mark_of(figure, float(figure.unit.factor / unit.factor)) for figure in figures]
    return dict(zip((figure.id for figure in figures), cut_far(marks), strict=True))
