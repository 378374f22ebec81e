"""A `group` view over a million rows beside the same by plain pandas on the same frame, side by side.

`python benchmarks/views.py` prints the CPU time of each, medians of eleven rounds in turns: a sum, a mean, a median, the
least, the greatest and a count of five columns of numbers by 5 and by 3,000 groups. Both start from columns in memory:
ours from integers with their scale, pandas' from float64. Then a weighted mean, of a tenth of the rows.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import TableCells
from yiwu_report.compute.views.step import Around
from yiwu_report.compute.views.steps.group import GroupStep
from yiwu_report.model.column_table import NumberColumn
from yiwu_report.model.figures import ColumnKind, UnitKind, UnitSpec
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text

ROWS = 1_000_000
ROUNDS = 11
NAMES = "abcde"
FUNCTIONS = ("sum", "mean", "median", "min", "max")
UNITS = {
    "thing": UnitSpec.model_construct(kind=UnitKind.MEASURE, forms={}),
    "row": UnitSpec.model_construct(kind=UnitKind.COUNT, exact=True, forms={}),
}


def main() -> None:
    for groups in (5, 3_000):
        frame, plain = _frames(ROWS, groups)
        columns: dict[str, Any] = {
            f"{name}_{function}": _said(function, name) for name in NAMES for function in FUNCTIONS
        }
        step = _step({**columns, "rows": {"function": _text("count"), "unit": _text("row")}})
        ours, theirs = _in_turns(lambda: step.apply(frame, _AROUND), lambda: _by_pandas(plain))  # noqa: B023  # now
        print(f"{ROWS:,} rows, {groups:,} groups: {ours:.2f} s, pandas {theirs:.2f} s, ratio {ours / theirs:.2f}")
    frame, plain = _frames(ROWS // 10, 5)
    step = _step({"mean": {**_said("weighted_mean", "a"), "weights": _text("b")}})
    ours, theirs = _in_turns(lambda: step.apply(frame, _AROUND), lambda: _weighted(plain), rounds=3)
    print(f"{ROWS // 10:,} rows, a weighted mean: {ours:.2f} s, pandas {theirs:.3f} s")


def _frames(rows: int, groups: int) -> tuple[ViewFrame, pd.DataFrame]:
    """The same rows as a view has them and as pandas has them."""
    generator = np.random.default_rng(1)
    codes = generator.integers(0, groups, rows).astype(np.intp)
    texts = tuple(f"g{number}" for number in range(groups))
    numbers = {name: generator.integers(1, 1_000_000, rows) for name in NAMES}
    columns: dict[str, TextColumn | ValueColumn] = {"group": TextColumn(ColumnKind.CATEGORY, codes, texts)}
    for name, scaled in numbers.items():
        decimals, missing = np.full(rows, 2, dtype=np.int8), np.zeros(rows, dtype=np.bool_)
        column = NumberColumn(scaled, 2, decimals, missing)
        columns[name] = ValueColumn(column, TableCells("t", name, lambda _row: None), "thing", UNITS["thing"])
    plain = pd.DataFrame({name: scaled / 100 for name, scaled in numbers.items()})
    plain["group"] = pd.Categorical.from_codes(codes, categories=pd.Index(texts))
    return ViewFrame(("group",), columns, rows), plain


def _text(value: str) -> Text:
    return Text(value, Place("view"), value)


def _said(function: str, name: str) -> dict[str, Text]:
    return {"function": _text(function), "of": _text(name)}


def _step(columns: dict[str, Any]) -> GroupStep:
    return GroupStep.model_validate({"by": _text("group"), "columns": columns})


_AROUND = Around("v", ("en",), UNITS, None, lambda _table: None, ())  # type: ignore[arg-type]  # no formulas


def _by_pandas(plain: pd.DataFrame) -> None:
    grouped = plain.groupby("group", observed=True, sort=False)
    grouped[list(NAMES)].agg(list(FUNCTIONS))
    grouped.size()


def _weighted(plain: pd.DataFrame) -> None:
    products = (plain["a"] * plain["b"]).groupby(plain["group"], observed=True).sum()
    products / plain.groupby("group", observed=True)["b"].sum()


def _in_turns(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> Sequence[float]:
    """The medians of the CPU times of both, in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for taken, run in zip(times, (ours, theirs), strict=True):
            start = time.process_time()
            run()
            taken.append(time.process_time() - start)
    return [statistics.median(each) for each in times]


if __name__ == "__main__":
    main()
