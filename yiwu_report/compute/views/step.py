"""What every step of a view has: how it looks up columns, tables and units, and how it reports what is wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from pydantic import BeforeValidator, WithJsonSchema

from yiwu_report.compute.formula import FormulaFault, FormulaScope
from yiwu_report.compute.formula.nodes import NameNode
from yiwu_report.compute.views.frame import RowFault, TextColumn, ValueColumn, ViewFrame
from yiwu_report.model.data import Figure
from yiwu_report.model.fields import Word
from yiwu_report.model.figures import ColumnKind, UnitKind, UnitSpec
from yiwu_report.model.problem import Problem, Unusable, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.scalar_schemas import TEXT
from yiwu_report.model.text import Text
from yiwu_report.model.views import RESERVED, StepSpec


class StepFault(Exception):  # noqa: N818  # "error" is kept for our own mistakes
    """A step can't be applied: the problem, at its place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class FigureScope(FormulaScope, Protocol):
    """The figures of the report, for formulas."""

    def named(self, name: NameNode) -> Figure:
        """The figure that a name means; raises FormulaFault or SilentlyLeftOut."""


@dataclass(frozen=True)
class Around:
    """What a step can use beside the rows that it gets."""

    view: str
    languages: tuple[str, ...]
    units: Mapping[str, UnitSpec]
    scope: FigureScope  # of the figures that formulas name
    frame_of: Callable[[str], ViewFrame | None]  # of a table or another view; SilentlyLeftOut where that is unusable
    tables: Sequence[str]  # the names of all tables and views
    remarks: list[Problem] = field(default_factory=list)


class ViewStep(StepSpec):
    """A step of a view."""

    def uses(self) -> Iterable[str]:
        """The other tables that the step needs, and figures that it may need."""
        return ()

    @abstractmethod
    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The rows after this step; raises StepFault."""

    def fault(self, key: str | tuple[str, ...], rule: Rule, message: str, remedy: str) -> StepFault:
        """The fault at one of its keys, or at the step."""
        keys = (key,) if isinstance(key, str) else key
        return StepFault(Problem(self.place_of(*keys), rule, message, remedy))

    def value_column(self, frame: ViewFrame, key: str | tuple[str, ...], name: str) -> ValueColumn:
        """The column of figures of this name."""
        found = frame.columns.get(name)
        if isinstance(found, ValueColumn):
            return found
        raise self._unknown(key, name, frame.figures, "column of figures", is_there=found is not None)

    def text_column(self, frame: ViewFrame, key: str | tuple[str, ...], name: str) -> TextColumn:
        """The column of labels, categories or periods of this name."""
        found = frame.columns.get(name)
        if isinstance(found, TextColumn):
            return found
        what = "column of labels, categories or periods"
        raise self._unknown(key, name, frame.texts, what, is_there=found is not None)

    def period_column(self, frame: ViewFrame, key: str, name: str | None) -> str:
        """The column of periods of this name; without one, the only column of periods among the keys."""
        if name is not None:
            if self.text_column(frame, key, name).kind is ColumnKind.PERIOD:
                return name
            raise self.fault(key, Rule.VIEW_STEP, f'"{name}" is not a column of periods', "name one of kind period")
        found = [each for each in frame.keys if frame.texts[each].kind is ColumnKind.PERIOD]
        if len(found) == 1:
            return found[0]
        remedy = (
            f"add {key}: with {' or '.join(found)}" if found else "the rows need a column of periods among the keys"
        )
        raise self.fault((), Rule.VIEW_STEP, f"{self.word}: does not say which column has the periods", remedy)

    def column(self, frame: ViewFrame, key: str | tuple[str, ...], name: str) -> TextColumn | ValueColumn:
        """The column of this name."""
        found = frame.columns.get(name)
        if found is None:
            raise self._unknown(key, name, frame.columns, "column", is_there=False)
        return found

    def _unknown(
        self, key: str | tuple[str, ...], name: str, known: Iterable[str], what: str, *, is_there: bool
    ) -> StepFault:
        names = list(known)
        message = f'"{name}" is not a {what}' if is_there else f'there is no {what} "{name}" at this step'
        return self.fault(
            key, Rule.UNKNOWN_COLUMN, message, did_you_mean(name, names, f"use one of {', '.join(names) or 'none'}")
        )

    def new_name(self, frame: ViewFrame, key: str, name: str, *, may_replace: bool = False) -> str:
        """The name of a new column; it is free, and no word of references."""
        if name in RESERVED:
            raise self.fault(key, Rule.BAD_ID, f'"{name}" is a word of references', "choose another name")
        if "." in name:
            raise self.fault(key, Rule.BAD_ID, f'"{name}" is an id with a dot', "write _ instead")
        if name in frame.columns and not may_replace:
            message = f'there is a column "{name}" already'
            raise self.fault(key, Rule.ID_CLASH, message, "give the new one another name:")
        return name

    def unit_named(self, around: Around, name: str) -> tuple[str, UnitSpec]:
        """The unit that `unit:` names."""
        found = around.units.get(name)
        if isinstance(found, Unusable) or found is None:
            remedy = did_you_mean(name, around.units, "define it in data/units.yaml")
            raise self.fault("unit", Rule.UNKNOWN_UNIT, f'there is no unit "{name}"', remedy)
        return name, found

    def unit_of_kind(self, around: Around, kind: UnitKind, name: str | None) -> tuple[str, UnitSpec]:
        """The unit that `unit:` names; by default the only one of a kind."""
        if name is not None:
            return self.unit_named(around, name)
        of_kind = [(key, each) for key, each in around.units.items() if each.kind is kind]
        if len(of_kind) == 1:
            return of_kind[0]
        names = ", ".join(key for key, _ in of_kind)
        remedy = f"add unit: with {names}" if of_kind else f"define a unit of kind {kind} in data/units.yaml"
        raise self.fault((), Rule.MISSING_KEY, f"{self.word}: does not say its unit", remedy)

    def refuse_others(self, frame: ViewFrame) -> None:
        """StepFault where a row of others would be turned into several, and then counted."""
        if frame.others is not None:
            message = f"{self.word}: after top with others:"
            raise self.fault((), Rule.VIEW_STEP, message, "put top after it")

    def of_row(self, key: str, frame: ViewFrame, wrong: RowFault) -> StepFault:
        """The problem of a number that can't be calculated, with its row."""
        message = f"{wrong.fault.message} ({frame.row_name(wrong.row)})"
        return self.fault(key, wrong.fault.rule, message, wrong.fault.remedy)

    def of_formula(self, formula: Text, wrong: FormulaFault, row: str | None = None) -> StepFault:
        """The problem of a formula, at its place in it."""
        problem = wrong.problem(formula)
        message = f"{problem.message} ({row})" if row else problem.message
        return StepFault(Problem(problem.place, problem.rule, message, problem.remedy))


def _as_list(value: object) -> object:
    """One value alone is a list of it."""
    return [value] if isinstance(value, Text) else value


OneOrMore = Annotated[
    list[Word], BeforeValidator(_as_list), WithJsonSchema({"anyOf": [TEXT, {"type": "array", "items": TEXT}]})
]


def require_unique(step: ViewStep, frame: ViewFrame) -> ViewFrame:
    """The frame; StepFault where two rows have the same keys."""
    groups = frame.groups(frame.keys)
    if groups.count == frame.row_count and frame.keys:
        return frame
    if not frame.keys:
        message = "no column is left that tells rows apart"
        raise step.fault((), Rule.VIEW_KEYS, message, "keep one of the keys, or use group:")
    first = groups.first_rows
    twice = next(row for row in range(frame.row_count) if row not in set(first.tolist()))
    name = frame.row_name(twice)
    message = f"several rows are {name}: {', '.join(frame.keys)} no longer tells rows apart"
    raise step.fault((), Rule.VIEW_KEYS, message, "keep a further column, select rows with where:, or use group:")
