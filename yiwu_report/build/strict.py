"""What a strict build refuses and `check` remarks on: figures that differ from their source or an earlier state, and months that look like financial years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TypeGuard

from yiwu_report.charts.misleading import misleading_charts
from yiwu_report.compute.audit import differs_from_printed, likely_copies
from yiwu_report.compute.corrections import value_now, written
from yiwu_report.compute.derive.views import uses_of_view
from yiwu_report.compute.formula import parse_formula
from yiwu_report.compute.formula.nodes import Compare, FormulaNode, Literal, NameNode, calls_of, names_of
from yiwu_report.compute.tables.figures import spec_of
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.views.view_table import ViewTable, calculated_from
from yiwu_report.model.data import Data, Figure, Table
from yiwu_report.model.figures import CellSpec, ColumnKind, CorrectionSpec, TableSpec, UnitKind, UnitSpec
from yiwu_report.model.problem import Place, Problem, Unusable
from yiwu_report.model.published import FigureRecord, Published
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Text
from yiwu_report.model.views import ViewSpec

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_FEWEST = 3  # two months can be a year and a month apart by chance

PlacedText = tuple[str, Place]


def like_seasons(site: Site) -> Iterator[Problem]:
    """A remark on each column of a table whose months look like financial years, at the first of them."""
    for table in site.tables.values():
        if not isinstance(table, TableSpec):
            continue
        for column in table.columns:
            cells = [(row, cells[column]) for row, cells in table.rows.items() if column in cells]
            written = [each for row, cell in cells if (each := _written(cell))]
            if _are_seasons([text for text, _ in written]):
                text, place = written[0]
                message = f'"{text}" and the periods after it are read as months, but look like financial years'
                yield Problem(place, Rule.BAD_VALUE, message, f"write {text.replace('-', '/')} for a financial year")
                break  # the other columns have the same periods


def _written(cell: object) -> PlacedText | None:
    """A label, or the period of a figure, and its place."""
    if isinstance(cell, CellSpec) and cell.period is not None:
        return cell.period.written, cell.place_of("period")
    label = next(iter(cell.values()), None) if isinstance(cell, dict) else None
    return (label.value.strip(), label.start) if isinstance(label, Text) else None


def _are_seasons(written: Sequence[str]) -> bool:
    """True if each is YYYY-MM with the last digits of the following year for its month, and each a year later."""
    years = []
    for text in dict.fromkeys(written):
        match = _MONTH.fullmatch(text)
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            return False
        years.append(int(match[1]))
    return len(years) >= _FEWEST and all(abs(b - a) == 1 for a, b in pairwise(years))


_FILE = "data/corrections.yaml"
_MOST_NAMED = 5


def strict_problems(site: Site, data: Data, published: Published | None) -> tuple[Problem, ...]:
    """A problem for each figure that differs from its source, or from what is published, without a correction.

    `published` is the named earlier state, if any. A derived figure that follows a changed input needs no
    correction.
    """
    problems = [
        *not_as_printed(site, data),
        *like_seasons(site),
        *lacking_names(site, data),
        *likely_copies(site, data),
        *like_fractions(site, data),
        *_of_views(data),
        *_of_charts(site),
        *misleading_charts(site, data),
    ]
    if published is not None:
        problems += _StrictComparison(site, data, published).problems()
    return tuple(problems)


def like_fractions(site: Site, data: Data) -> Iterator[Problem]:
    """A remark on each condition over rows that compares a column of percentages with a number between 0 and 1.

    There a number is in the unit of the column: best_share > 0.5 holds from half a per cent on.
    """
    for claim in site.claims.values():
        if isinstance(claim, Unusable):
            continue
        for text in (claim.holds, claim.formula, claim.counts, *(case.condition for case in claim.cases or ())):
            formula = parse_formula(text) if text else None
            if text is None or formula is None or isinstance(formula, Problem):
                continue
            for table, condition in _conditions(formula.root, claim.table):
                number = next((each for each in condition.operands if _is_fraction(each)), None)
                if number is not None and _is_of_percent(condition, data.tables.get(table)):
                    written = text.value[number.start : number.end]
                    message = f"{written} beside a column of percentages is {written}%"
                    remedy = f"if a part of 1 is meant, write {Decimal(written) * 100:f}".rstrip("0").rstrip(".")
                    place = text.place_of(number.start, number.end - number.start)
                    yield Problem(place, Rule.BAD_VALUE, message, remedy)


def _conditions(root: FormulaNode, table: str | None) -> Iterator[tuple[str, Compare]]:
    """Each condition over rows, with their table."""
    if table is not None and isinstance(root, Compare):
        yield table, root
    for call in calls_of(root):
        first, last = call.arguments[0], call.arguments[-1]
        if isinstance(first, NameNode) and isinstance(last, Compare):
            yield first.parts[0], last


def _is_fraction(node: FormulaNode) -> TypeGuard[Literal]:
    return isinstance(node, Literal) and 0 < node.value < 1


def _is_of_percent(condition: Compare, table: Table | None) -> bool:
    """True where the first column of figures that a condition names holds percentages."""
    columns = (table.columns.get(each.parts[-1]) for each in names_of(condition) if not each.keys) if table else ()
    first = next((each for each in columns if each and each.kind is ColumnKind.FIGURE), None)
    figure = next(iter(table.rows(None, [first.id])[first.id]), None) if table and first else None
    return isinstance(figure, Figure) and figure.unit.kind is UnitKind.PERCENT


def not_as_printed(site: Site, data: Data) -> Iterator[Problem]:
    """A problem for each figure whose value is not what its source printed and that has no correction."""
    explained = {entry.figure for entry in site.corrections}
    for each in differs_from_printed(data.figures):
        if each.figure not in explained:
            message = f'{each.figure} is {each.value}, but its source printed "{each.printed}"'
            remedy = f"write the printed value, or explain the difference in {_FILE}"
            yield Problem(place_of(data.figures[each.figure], site), Rule.PRINTED_DIFFERS, message, remedy)


def lacking_names(site: Site, data: Data) -> Iterator[Problem]:
    """A problem for each column of a file that has names in a language, but not for all that the report shows of it."""
    for table_id, table in data.tables.items():
        if not isinstance(table, FileTable):
            continue
        shown = table.numbers_of(data.cells.get(table_id, ()))
        views = [
            each for each in data.tables.values() if isinstance(each, ViewTable) and table_id in _made_of(each.id, site)
        ]
        for name, column in table.spec.columns.items():
            named = {code for names in (column.labels or {}).values() for code in names}
            for code in (each for each in site.languages if each in named):
                texts = dict.fromkeys(text for row in shown if (text := table.data.text(row, name)) is not None)
                texts |= dict.fromkeys(
                    text for view in views for text in _shown_of(view, name, data) if table.has(name, text)
                )
                lacking = [text for text in texts if code not in (column.labels or {}).get(text, {})]
                if lacking:
                    message = f'{_listed(lacking)} of {table_id}.{name}: no name in "{code}"'
                    yield Problem(column.place_of("labels"), Rule.MISSING_TRANSLATION, message, "add them to labels:")


def _made_of(view_id: str, site: Site) -> set[str]:
    """The tables that a view is made of, those of its views too."""
    found: set[str] = set()
    waiting = [view_id]
    while waiting:
        view = site.views.get(waiting.pop())
        if isinstance(view, ViewSpec):
            used = set(uses_of_view(view)) - found
            found |= used
            waiting += used
    return found


def _shown_of(view: ViewTable, column: str, data: Data) -> Iterator[str]:
    """The texts of a column in the rows of a view that the report shows."""
    if column in view.frame.texts:
        texts = (view.data.text(row, column) for row in view.numbers_of(data.cells.get(view.id, ())))
        yield from (text for text in texts if text is not None)


def _of_views(data: Data) -> Iterator[Problem]:
    """What is suspicious in how views are made, such as rows of a join without a match."""
    yield from dict.fromkeys(
        each for table in data.tables.values() if isinstance(table, ViewTable) for each in table.remarks
    )


def _of_charts(site: Site) -> Iterator[Problem]:
    """What is suspicious in charts, such as a map whose territory seems to be another one."""
    for chart in site.charts.values():
        if not isinstance(chart, Unusable):
            yield from chart.remarks(site.areas)


def _listed(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - _MOST_NAMED} more" if len(texts) > _MOST_NAMED else ""
    return ", ".join(f'"{text}"' for text in texts[:_MOST_NAMED]) + more


def place_of(figure: Figure, site: Site) -> Place:
    """The place of a figure's value or formula."""
    if figure.formula is not None:
        return figure.formula.start
    spec = spec_of(figure, site)
    return spec.place_of("value") if spec else figure.place


@dataclass(frozen=True)
class _StrictComparison:
    """Compares what is published with what would be."""

    site: Site
    data: Data
    published: Published

    def problems(self) -> Iterator[Problem]:
        for record in self.published.figures.figures:
            figure = self.data.figures.get(record.id)
            if figure is None or not self._is_changed(record, figure) or self._is_explained(record, figure):
                continue
            yield self._problem(record, figure)

    def _problem(self, record: FigureRecord, figure: Figure) -> Problem:
        was, now = record.written or "null", value_now(figure) or "null"
        if was == now:
            message = f"the unit of {figure.id} differs from the published {record.unit}, with the same number"
            remedy = "a correction cannot express this: give the figure a new id"
        else:
            message = f"{figure.id} is {now}, but {was} is published"
            remedy = f"add a correction from {was} to {now} to {_FILE}"
        return Problem(place_of(figure, self.site), Rule.UNEXPLAINED_CHANGE, message, remedy)

    def _is_changed(self, record: FigureRecord, figure: Figure) -> bool:
        return record.written != value_now(figure) or self._is_other_unit(record, figure)

    def _is_other_unit(self, record: FigureRecord, figure: Figure) -> bool:
        """True for a unit with another meaning or notation; a new name for the same unit makes no difference."""
        before = self.published.figures.units.get(record.unit)
        if before is None:
            return record.unit != figure.unit_id
        if record.unit != figure.unit_id and before.forms != _forms(figure.unit):
            return True
        return (before.kind, before.dimension, before.factor) != (
            figure.unit.kind,
            figure.unit.dimension,
            figure.unit.factor,
        )

    def _is_explained(self, record: FigureRecord, figure: Figure) -> bool:
        """True if a new correction begins with what is published, or if a changed input is the cause.

        That corrections lead from there to the value now is checked in every build.
        """
        if any(written(entry.before) == record.written for entry in self._new.get(figure.id, ())):
            return True
        formula = figure.formula.value if figure.formula else None
        if not figure.is_derived or formula != record.formula or not _has_inputs_of(record, figure):
            return False
        return bool(calculated_from(figure, self._causes, self.data))

    @cached_property
    def _causes(self) -> list[Figure]:
        """The figures that explain changes of others: those that changed, and those with a new correction."""
        records = {record.id: record for record in self.published.figures.figures}
        return [
            figure
            for name in dict.fromkeys((*records, *self._new))
            if (figure := self.data.figures.get(name)) is not None
            and (name in self._new or self._is_changed(records[name], figure))
        ]

    @cached_property
    def _new(self) -> Mapping[str, Sequence[CorrectionSpec]]:
        """Figure id -> its corrections that are not published."""
        found: dict[str, list[CorrectionSpec]] = {}
        for entry in self.site.corrections:
            if (entry.date.written, entry.figure, written(entry.before), written(entry.after)) not in self._said:
                found.setdefault(entry.figure, []).append(entry)
        return found

    @cached_property
    def _said(self) -> set[tuple[str, str, str | None, str | None]]:
        """The corrections that are published: they explain what changed before."""
        return {(each.date, each.figure, each.before, each.after) for each in self.published.figures.corrections}


def _has_inputs_of(record: FigureRecord, figure: Figure) -> bool:
    """True for the inputs of a record; of a view's cells in any order, since a corrected number can change that."""
    if figure.recipe is None:
        return figure.inputs == record.inputs
    return set(figure.inputs) == set(record.inputs)


def _forms(unit: UnitSpec) -> dict[str, dict[str, str]]:
    return {code: {name: form.value for name, form in forms.items()} for code, forms in unit.forms.items()}
