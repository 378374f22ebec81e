"""`sort`: the order of the rows."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.views.frame import TextColumn, ViewFrame
from yiwu_report.compute.views.lineage import Rows
from yiwu_report.compute.views.step import Around, OneOrMore, ViewStep


class SortStep(ViewStep):
    """Sorts the rows."""

    word: ClassVar[str] = "sort"
    short: ClassVar[str | None] = "by"

    by: OneOrMore = Field(
        description="a column, or several, the first one first; with - before it, the largest first. Periods are in the "
        "order of time, texts in that of their characters; what is missing comes last",
        min_length=1,
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:  # noqa: ARG002
        """The rows in this order; rows that are equal in all of it stay as they stand."""
        rows = np.arange(frame.row_count, dtype=np.intp)
        order: list[tuple[str, bool]] = []
        for name in reversed(self.by):
            is_descending, column = name.startswith("-"), name.removeprefix("-").strip()
            self.column(frame, "by", column)
            rows = rows[sorted_rows(frame.take(rows), column, is_descending=is_descending)]
            order.insert(0, (column, is_descending))
        return frame.take(rows, order=tuple(order))


def sorted_rows(frame: ViewFrame, name: str, *, is_descending: bool) -> Rows:
    """The rows in the order of one column; that of others stays at the end."""
    column = frame.columns[name]
    if isinstance(column, TextColumn):
        ordered = column.ordered()
        ranks = np.argsort(np.argsort(np.array(ordered.texts or ("",), dtype=object), kind="stable"), kind="stable")
        places = np.arange(len(ordered.texts)) if column.periods is not None else ranks
        keys = np.where(ordered.codes < 0, len(ordered.texts), places[ordered.codes] if len(places) else 0)
        keys = np.where((ordered.codes >= 0) & is_descending, -keys, keys)
        rows = np.argsort(keys, kind="stable").astype(np.intp)
    else:
        rows = column.order(is_descending=is_descending)
    if frame.others is not None:
        rows = np.append(rows[rows != frame.others], frame.others)
    return rows
