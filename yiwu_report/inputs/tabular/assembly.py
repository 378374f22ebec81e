"""Gathered cells as columns of a table: categoricals, and several columns of a wide file as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from yiwu_report.inputs.tabular.headings import PeriodText
from yiwu_report.model.column_table import NumberColumn
from yiwu_report.quantity import Quantity


def by_period(
    codes: npt.NDArray[np.int32], texts: Sequence[str], periods: Mapping[str, PeriodText]
) -> tuple[npt.NDArray[np.int32], list[str]]:
    """The codes of periods instead of those of cells: two spellings of one period are one."""
    known: dict[str, int] = {}
    new = np.full(len(texts) + 1, -1, np.int32)  # the last is for empty cells
    for code, text in enumerate(texts):
        if text in periods:
            new[code] = known.setdefault(periods[text][0], len(known))
    return new[codes], list(known)


def categorical(codes: npt.NDArray[np.int32], texts: Iterable[str]) -> pd.Categorical:
    """Texts as codes; those that no row has are left out."""
    texts = list(texts)
    used = np.flatnonzero(np.bincount(codes + 1, minlength=1)[1:])
    if len(used) != len(texts):
        new = np.full(len(texts) + 1, -1, np.int32)
        new[used] = np.arange(len(used), dtype=np.int32)
        codes, texts = new[codes], [texts[code] for code in used]
    categories = pd.Index(np.array(texts, dtype=object), dtype=object)
    return pd.Categorical.from_codes(codes, categories=categories)


def repeated(column: NumberColumn, times: int) -> NumberColumn:
    """Each row so often: as a figure beside those of several periods is that of each."""
    if times == 1:
        return column
    scaled: Any = np.repeat(column.scaled, times)
    return NumberColumn(
        scaled,
        column.scale,
        np.repeat(column.decimals, times),
        np.repeat(column.is_missing, times),
        {row * times + each: value for row, value in column.qualified.items() for each in range(times)},
        {row * times + each: value for row, value in column.marks.items() for each in range(times)},
    )


def interleaved(parts: Sequence[NumberColumn | None], rows: int) -> NumberColumn:
    """The columns of several periods as one, row by row; a period that has no column is missing."""
    times = len(parts)
    scale = max((part.scale for part in parts if part), default=0)
    decimals = np.zeros((rows, times), np.int8)
    missing = np.ones((rows, times), bool)
    values: list[npt.NDArray[np.int64] | npt.NDArray[np.object_]] = []
    qualified: dict[int, Quantity] = {}
    marks: dict[int, tuple[str, ...]] = {}
    for number, part in enumerate(parts):
        if part is None:
            values.append(np.zeros(rows, np.int64))
            continue
        decimals[:, number], missing[:, number] = part.decimals, part.is_missing
        values.append(_at_scale(part, scale))
        qualified |= {row * times + number: value for row, value in part.qualified.items()}
        marks |= {row * times + number: value for row, value in part.marks.items()}
    scaled: Any = np.stack(values, axis=1).reshape(-1)
    return NumberColumn(scaled, scale, decimals.reshape(-1), missing.reshape(-1), qualified, marks)


def _at_scale(column: NumberColumn, scale: int) -> npt.NDArray[np.int64] | npt.NDArray[np.object_]:
    by = 10 ** (scale - column.scale)
    largest = max((abs(int(column.scaled.max(initial=0))), abs(int(column.scaled.min(initial=0)))))
    if column.scaled.dtype == object or largest * by >= 2**63:
        return np.array([int(each) * by for each in column.scaled], dtype=object)
    found: npt.NDArray[np.int64] | npt.NDArray[np.object_] = column.scaled * by
    return found
