"""`build --strict`: no published figure changes, and none differs from its source, without a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from yiwu_report.audit import differs_from_printed
from yiwu_report.corrections import by_figure, value_now, written
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.published import FigureRecord, Published, UnitRecord
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.pipeline.seasons import like_seasons

_FILE = "data/corrections.yaml"


def strict_problems(site: Site, data: Data, published: Published | None) -> tuple[Problem, ...]:
    """A problem for each figure that differs from its source, or from what is published, where no correction says so.

    `published` is what the earlier state that was named says, None where none was. A derived figure that follows a changed input needs no
    correction of its own.
    """
    problems = [*not_as_printed(site, data), *like_seasons(site)]
    if published is not None:
        problems += _Comparison(site, data, published).problems()
    return tuple(problems)


def not_as_printed(site: Site, data: Data) -> Iterator[Problem]:
    """A problem for each figure whose value is not what its source printed and that has no correction."""
    explained = {entry.figure for entry in site.corrections}
    for each in differs_from_printed(data.figures):
        if each.figure not in explained:
            message = f'{each.figure} is {each.value}, but its source printed "{each.printed}"'
            remedy = f"write the printed value, or explain the difference in {_FILE}"
            yield Problem(place_of(data.figures[each.figure], site), Rule.PRINTED_DIFFERS, message, remedy)


def place_of(figure: Figure, site: Site) -> Place:
    """Where a figure's value stands, or its formula."""
    if figure.formula is not None:
        return figure.formula.start
    kind = "figure" if figure.table is None else "cell"
    return site.places.get((kind, figure.id, "value"), figure.place)


@dataclass(frozen=True)
class _Comparison:
    """What is published against what would be."""

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
        """True for a unit that measures something else, or is written otherwise; a new name for the same is none."""
        before = self.published.figures.units.get(record.unit)
        if before is None:
            return record.unit != figure.unit_id
        if record.unit != figure.unit_id and before.forms != _forms(figure.unit):
            return True
        return _measure(before) != (figure.unit.kind, figure.unit.dimension, figure.unit.factor)

    def _is_explained(self, record: FigureRecord, figure: Figure) -> bool:
        """True where a new correction begins with what is published, or where a changed input is the cause.

        That corrections lead from there to the value now is checked in every build.
        """
        for _, entry in by_figure(self.site).get(figure.id, ()):
            key = (entry.date.written, entry.figure, written(entry.before), written(entry.after))
            if written(entry.before) == record.written and key not in self._said:
                return True
        if figure.formula is None or figure.formula.value != record.formula or figure.inputs != record.inputs:
            return False
        return any(self._has_changed(name) for name in figure.inputs)

    def _has_changed(self, name: str) -> bool:
        record, figure = self._records.get(name), self.data.figures.get(name)
        return record is not None and figure is not None and self._is_changed(record, figure)

    @cached_property
    def _records(self) -> dict[str, FigureRecord]:
        return {record.id: record for record in self.published.figures.figures}

    @cached_property
    def _said(self) -> set[tuple[str, str, str | None, str | None]]:
        """The corrections that are published: they explain what changed before."""
        return {(each.date, each.figure, each.before, each.after) for each in self.published.figures.corrections}


def _measure(unit: UnitRecord) -> tuple[UnitKind, str | None, Decimal]:
    return unit.kind, unit.dimension, unit.factor


def _forms(unit: UnitSpec) -> dict[str, dict[str, str]]:
    return {code: {name: form.value for name, form in forms.items()} for code, forms in unit.forms.items()}
