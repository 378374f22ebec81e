"""The rows of a table that a chart or a displayed table shows: filtered and sorted with pandas, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from yiwu_report.model.charts import COLUMN_KINDS
from yiwu_report.model.data import Column, Data, Figure, Table
from yiwu_report.model.figures import ColumnKind, Status, UnitKind
from yiwu_report.model.problem import Place, Problem, did_you_mean, is_unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized
from yiwu_report.quantity import canonical


class SelectingSpec(Protocol):
    """The keys by which a chart or a display chooses rows."""

    @property
    def where(self) -> dict[str, str] | None:
        """What the rows have in columns of categories, labels or periods."""

    @property
    def sort(self) -> str | None:
        """The column to sort by, with - for the largest first."""

    @property
    def note(self) -> Localized | None:
        """What the editor explains."""

    def place_of(self, *keys: str) -> Place:
        """The place of a key."""


@dataclass
class SelectionReader:
    """Looks up the columns that a chart or a display names, and reports problems at their places."""

    spec: SelectingSpec
    site: Site
    data: Data
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, key: str, rule: Rule, message: str, remedy: str) -> None:
        """Report a problem at one of its keys."""
        self.problems.append(Problem(self.spec.place_of(key), rule, message, remedy))

    def refuse_unknown(self, key: str, rule: Rule, message: str, name: str, known: Iterable[str]) -> None:
        """Report an unknown name, with the nearest known ones."""
        names = list(known)
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        listed = ", ".join(names[:_MOST_NAMED]) or "none: there is none"
        self.refuse(key, rule, message, did_you_mean(name, names, f"use one of {listed}{more}"))

    def is_unusable(self, *ids: str) -> bool:
        """True if one of these is unusable or part of something unusable."""
        return any(is_unusable(name, self.data.unusable) for name in ids)

    def table(self, table_id: str) -> Table | None:
        """The table of this id."""
        found = self.data.tables.get(table_id)
        if found is None and table_id not in self.site.tables and not self.is_unusable(table_id):
            remedy = did_you_mean(table_id, self.data.tables, "tables are defined in data/tables/")
            self.refuse("table", Rule.UNKNOWN_TABLE, f'there is no table "{table_id}"', remedy)
        return found

    def column(self, key: str, table: Table, name: str, *kinds: ColumnKind) -> Column | None:
        """The column of this name and one of these kinds."""
        found = table.columns.get(name)
        if found is None:
            message = f'the table {table.id} has no column "{name}"'
            self.refuse_unknown(key, Rule.UNKNOWN_COLUMN, message, name, table.columns)
        elif found.kind not in kinds:
            message = f"{key}: {name} holds {COLUMN_KINDS[found.kind]}, not {COLUMN_KINDS[kinds[0]]}"
            fitting = [each for each, column in table.columns.items() if column.kind in kinds]
            self.refuse_unknown(key, Rule.CHART_SHAPE, message, name, fitting)
            return None
        return found


NO_LENGTH = {UnitKind.ORDINAL: "a rank", UnitKind.DATE: "a date"}
_MOST_NAMED = 12  # known names in a message
_SELECTED = {ColumnKind.CATEGORY: "category", ColumnKind.LABEL: "label", ColumnKind.PERIOD: "period"}


def filtered(reader: SelectionReader, table: Table, columns: Sequence[str]) -> pd.DataFrame | None:
    """These columns of the rows that `where` keeps; None where that is faulty, or keeps none."""
    if not can_select(reader, table):
        return None
    frame = table.rows(reader.spec.where, columns)
    if frame.empty:
        reader.refuse("where", Rule.EMPTY_SELECTION, "where: selects no row", "change where:, or remove it")
        return None
    return frame


def can_select(reader: SelectionReader, table: Table) -> bool:
    """True if the table has the columns and the texts that `where` names; reports what it doesn't have."""
    for name, text in (reader.spec.where or {}).items():
        column = reader.column("where", table, name, *table.selecting_kinds)
        if column is None:
            return False
        if not table.has(name, text):
            known = table.values_of(name)
            message = f'{name} has no {_SELECTED[column.kind]} "{text}"'
            reader.refuse_unknown("where", Rule.EMPTY_SELECTION, message, text, known)
            return False
    return True


def ordered(reader: SelectionReader, frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame | None:
    """The rows in the order of `sort`: by the low end, rows with the same one as the file has them, unpublished last."""
    sort = reader.spec.sort
    if sort is None:
        return frame
    column = sort.removeprefix("-")
    if column not in columns:
        reader.refuse_unknown(
            "sort", Rule.CHART_SHAPE, f'"{column}" is not a column of figures to sort by', column, columns
        )
        return None
    ranks = pd.DataFrame([_rank(figure) for figure in frame[column]], index=frame.index, columns=["low", "number"])
    order = ranks.sort_values(["low", "number"], ascending=not sort.startswith("-"), kind="stable", na_position="last")
    return frame.loc[order.index]


def _rank(figure: Figure | None) -> tuple[float | None, float | None]:
    """The low end, then the number: what has no bound below comes after all that has one."""
    number = low_end(figure)
    interval = figure.interval or figure.quantity.interval if figure and figure.quantity else None
    return (float("-inf") if interval and interval.low is None else number), number


def low_end(figure: Figure | None) -> float | None:
    """Where a figure begins, in its dimension's base unit; its number where nothing bounds it below."""
    if figure is None or figure.quantity is None:
        return None
    interval = figure.interval or figure.quantity.interval
    bound = interval.low if interval.low is not None else interval.high
    return None if bound is None else float(bound) * float(figure.unit.factor)


def unlike(ranked: Iterable[object]) -> tuple[Figure, Figure] | None:
    """The first two published figures among these whose qualifiers or statuses differ; None where none do."""
    published = [figure for figure in ranked if isinstance(figure, Figure) and figure.quantity is not None]
    for other in published[1:]:
        if _certainty(other) != _certainty(published[0]):
            return published[0], other
    return None


def check_ranking(reader: SelectionReader, ranked: Iterable[object]) -> None:
    """A ranking of numbers with different certainty needs a note by the editor."""
    pair = unlike(ranked)
    if pair is not None and reader.spec.note is None:
        one, other = (f"{figure.id} ({_words(figure)})" for figure in pair)
        message = f"{one} and {other} are ranked but not equally certain"
        reader.refuse("sort", Rule.CHART_RANKING, message, "add note: that explains what this means for the order")


def _certainty(figure: Figure) -> tuple[object, Status]:
    return figure.quantity.qualifier if figure.quantity else None, figure.status


def _words(figure: Figure) -> str:
    value = canonical(figure.quantity) if figure.quantity else "null"
    return value if figure.status is Status.FACT else f"{value}, {figure.status}"
