"""A view from its spec: the table it starts from, then its steps in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yiwu_report.compute.views.frame import ValueColumn, ViewFrame
from yiwu_report.compute.views.step import Around, StepFault, ViewStep
from yiwu_report.compute.views.view_table import ViewTable, shown, table_of
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.problem import Fault, Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.views import RESERVED, ViewSpec
from yiwu_report.quantity import DecimalsError, UnboundedError


def make_view(spec: ViewSpec, around: Around) -> ViewTable | Problem:
    """The table that a view is; a Problem where a step can't be applied. Raises SilentlyLeftOut as `frame_of` does."""
    frame = around.frame_of(spec.source_table)
    if frame is None:
        remedy = did_you_mean(spec.source_table, around.tables, "tables are defined in data/tables/ and data/views/")
        message = f'there is no table "{spec.source_table}"'
        return Problem(spec.place_of("from"), Rule.UNKNOWN_TABLE, message, remedy)
    try:
        for step in spec.steps:
            assert isinstance(step, ViewStep)  # noqa: S101  # as STEP_SPECS has them
            frame = step.apply(frame, around)
    except StepFault as fault:
        return fault.problem
    wrong = next(_faults(spec, frame, around), None)
    if wrong is not None:
        return wrong
    unit = around.units.get(spec.rows or "")
    return table_of(spec, _described(frame, spec), around, (spec.rows, unit) if spec.rows and unit else None)


def _faults(spec: ViewSpec, frame: ViewFrame, around: Around) -> Iterator[Problem]:
    """What is wrong with a view beside its steps."""
    for name in spec.columns:
        if name not in frame.columns:
            remedy = did_you_mean(name, frame.columns, f"its columns are {', '.join(frame.columns)}")
            message = f'the view has no column "{name}"'
            yield Problem(spec.place_of("columns", name), Rule.UNKNOWN_COLUMN, message, remedy)
            return
    for name in frame.columns:
        if name in RESERVED:
            message = f'"{name}" is a word of references, and a column of the view'
            yield Problem(spec.place, Rule.BAD_ID, message, "leave the column out with select:")
    unit = around.units.get(spec.rows or "")
    if spec.rows is not None and (unit is None or unit.kind is not UnitKind.COUNT):
        fitting = [key for key, each in around.units.items() if each.kind is UnitKind.COUNT]
        remedy = did_you_mean(spec.rows, fitting, f"use one of {', '.join(fitting)}" if fitting else "define one")
        yield Problem(spec.place_of("rows"), Rule.UNKNOWN_UNIT, f'"{spec.rows}" is not a unit of kind count', remedy)
    described = _described(frame, spec)
    for name, column in described.figures.items():
        wrong = _not_shown(name, column, described)
        if wrong is not None:
            yield wrong.at(spec.place_of("columns", name, otherwise=spec.place))


def _not_shown(name: str, column: ValueColumn, frame: ViewFrame) -> Fault | None:
    """What prevents a calculated number from being shown, so that nothing that refers to it fails later."""
    for row, (interval, precision) in column.numbers.calculated.items():
        is_endless = interval.low is None and interval.high is None
        if not is_endless and (column.decimals is not None or precision.place_for(interval) is not None):
            continue
        try:
            shown(interval, precision, column)
        except UnboundedError as error:
            return Fault(Rule.UNBOUNDED, f"{error.message} ({name} of {frame.row_name(row)})", error.remedy)
        except DecimalsError as error:
            message = f"{error.message} ({name} of {frame.row_name(row)})"
            return Fault(Rule.DECIMALS, message, f"set decimals: in its step, or under columns: {name}:")
    return None


def _described(frame: ViewFrame, spec: ViewSpec) -> ViewFrame:
    """The frame with what `columns:` says of its columns."""
    described = dict(frame.columns)
    for name, said in spec.columns.items():
        column = replace(described[name], title=said.title or described[name].title)
        if isinstance(column, ValueColumn):
            column = replace(
                column,
                period=None if said.title else column.period,
                decimals=said.decimals if said.decimals is not None else column.decimals,
                note=said.note or column.note,
                percent_of=said.percent_of or column.percent_of,
            )
        described[name] = column
    frame = replace(frame, columns=described)
    if spec.overlap:
        overlapping = {name: replace(each, overlaps=True) for name, each in frame.figures.items()}
        frame = frame.with_columns(overlapping)
    return frame
