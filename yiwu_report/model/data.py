"""What is computed from an editor's input: figures and tables, and the findings of the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import pandas as pd

from yiwu_report.incremental.traced import Traceable
from yiwu_report.model.figures import Basis, ClaimSpec, ColumnKind, SourceSpec, Status, UnitSpec
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import Interval, Precision, Quantity


class Verdict(StrEnum):
    """The verdicts of the audit."""

    AGREES = "agrees"
    AGREES_IF_OPEN = "agrees-if-open"  # consistent only for some values of an approximate input
    CONTRADICTS = "contradicts"
    NOT_COMPARABLE = "not-comparable"
    NOT_CHECKABLE = "not-checkable"


@dataclass(frozen=True, slots=True)
class CalculationStep:
    """One side of the calculation: the formula's text and its result."""

    formula: str  # as written, e.g. "hightech.after / hightech.before - 1"
    interval: Interval  # exact, in `unit_id`; in base units (a plain number) where that is None
    unit_id: str | None = None
    as_printed: Interval | None = None  # what the numbers give just as they are printed, before rounding is granted


@dataclass(frozen=True)
class Finding:
    """A claim with its verdict and the numbers that gave it."""

    id: str
    claim: ClaimSpec
    place: Place
    verdict: Verdict
    holds: bool  # words may be shown: the condition holds for every value the inputs allow
    inputs: tuple[str, ...]  # ids of the figures it used, in order
    steps: tuple[CalculationStep, ...]
    stated: Interval | None = None  # what the digits of the figure that is checked can stand for, in its unit
    open_inputs: tuple[str, ...] = ()  # whose open value alone lets it agree
    difference: str | None = None  # of a contradiction: how far the sides are apart, as digits
    fitting: tuple[tuple[str, str | None], ...] = ()  # input id -> the printed value that would fit, None: none does
    now: str = ""  # what is true now, for the message of a broken wording

    def with_verdict(self, verdict: Verdict) -> Finding:
        """The same with another verdict."""
        return replace(self, verdict=verdict)


def broken_words(finding: Finding) -> Problem:
    """The problem of a claim whose words are not true, or not certainly, at the claim itself."""
    message = f"the words of the claim {finding.id} are not true: {finding.now}"
    remedy = "change the claim and its words to what is true now, or fix the figure"
    return Problem(finding.place, Rule.BROKEN_WORDS, message, remedy)


@dataclass(frozen=True, eq=False)
class Figure:
    """One number of the report: written by an editor, a cell of a table, or derived by a formula."""

    id: str  # e.g. "parks.completed", "projects.risen.investment"
    unit_id: str
    unit: UnitSpec
    title: Localized
    place: Place  # its place in data/
    quantity: Quantity | None  # as shown; None: not published, or a date
    interval: Interval | None  # exact and unrounded, in its unit: what arithmetic runs on
    precision: Precision
    date: Period | None = None  # for a unit of kind date
    printed: Text | None = None
    source: str | None = None
    paragraph: int | None = None
    period: Period | None = None
    status: Status = Status.FACT
    basis: Basis | None = None
    percent_of: Localized | None = None  # of a percentage: what 100% is, in words
    whole: str | None = None  # otherwise: the id of the figure its formula divides by
    note: Localized | None = None
    update_due: Period | None = None
    formula: Text | None = None
    inputs: tuple[str, ...] = ()  # ids of the figures its formula uses, in order of first use
    table: str | None = None
    row: str | None = None
    column: str | None = None

    @property
    def is_published(self) -> bool:
        """False where the source gives no value."""
        return self.quantity is not None or self.date is not None

    @property
    def is_derived(self) -> bool:
        """True where a formula computes it."""
        return self.formula is not None


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table."""

    id: str
    kind: ColumnKind
    title: Localized | None
    unit_id: str | None = None
    labels: Mapping[str, Localized] | None = None  # of a category: value -> name


@dataclass(frozen=True, eq=False)
class Table:
    """A table. `frame`: index = row ids, columns = column ids in order, dtype object.

    A cell is a `Figure` in a figure column (None where the row has none), a Localized in a label column, the
    category's id (str) in a category column.
    """

    id: str
    title: Localized
    columns: Mapping[str, Column]
    frame: pd.DataFrame
    place: Place
    overlap: bool = False
    note: Localized | None = None


@dataclass(frozen=True, eq=False)
class Data(Traceable):
    """Everything a text, a chart or an export can show. `figures` holds cells and derived figures too."""

    figures: Mapping[str, Figure]  # in the order of the files; cells at their tables, derived ones last
    tables: Mapping[str, Table]
    units: Mapping[str, UnitSpec]
    sources: Mapping[str, SourceSpec]
    unusable: frozenset[str]  # ids that exist but have a problem: what depends on them is left out silently

    @cached_property
    def cells(self) -> Mapping[str, tuple[str, ...]]:
        """Table id -> the ids of its cells, in the order of the file."""
        found: dict[str, list[str]] = {table: [] for table in self.tables}
        for figure in self.figures.values():
            if figure.table is not None:
                found.setdefault(figure.table, []).append(figure.id)
        return {table: tuple(ids) for table, ids in found.items()}
