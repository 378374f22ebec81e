"""Walk a formula's nodes over the values that a scope gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from yiwu_report.formula.dimension import compared
from yiwu_report.formula.fault import FormulaFault
from yiwu_report.formula.functions import apply
from yiwu_report.formula.measured import Measured
from yiwu_report.formula.nodes import Binary, Call, Compare, Formula, Literal, Name, Negative, Node
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Truth, equal, greater, greater_equal, less, less_equal, not_equal


class Scope(Protocol):
    """Where names get their values. Each raises FormulaFault for what is not there, SilentlyLeftOut for Unusable."""

    may_sum_percents: bool

    def value(self, name: Name) -> Measured:
        """The value of a figure or a cell."""

    def values(self, name: Name, where: Mapping[str, str]) -> Sequence[Measured]:
        """The values of a table's column in the rows that `where` selects; of a figure: itself."""

    def count(self, name: Name, where: Mapping[str, str]) -> int:
        """How many rows of a table `where` selects."""

    def overlaps(self, name: Name) -> bool:
        """True where the name is a column of a table whose rows overlap, so that a sum counts things twice."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison: its verdict and the values of its operands."""

    truth: Truth
    operands: tuple[Measured, ...]
    operators: tuple[str, ...]


Evaluated = Measured | Comparison

_COMPARE = {"<": less, "<=": less_equal, ">": greater, ">=": greater_equal, "==": equal, "!=": not_equal}


def evaluate(formula: Formula, scope: Scope) -> Evaluated:
    """The value of a formula, or the verdict of a comparison; FormulaFault with its offset where there is none."""
    if isinstance(formula.root, Compare):
        return _Walk(scope).compare(formula.root)
    return _Walk(scope).value(formula.root)


class _Walk:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def value(self, node: Node) -> Measured:
        try:
            return self._value(node)
        except FormulaFault as fault:
            raise fault.at(node.start, node.end - node.start) from None

    def _value(self, node: Node) -> Measured:
        match node:
            case Literal(value=value):
                return Measured.literal(value)
            case Name():
                return self.scope.value(node)
            case Negative(operand=operand):
                return self.value(operand).negated()
            case Binary(operator=operator, left=left, right=right):
                return self._binary(operator, self.value(left), self.value(right))
            case Call():
                return self._call(node)
            case Compare():
                raise FormulaFault(
                    Rule.FORMULA_SYNTAX, "a comparison inside a formula", "compare once, at the top level: a / b < c"
                )

    def _binary(self, operator: str, left: Measured, right: Measured) -> Measured:
        match operator:
            case "*":
                return left.times(right)
            case "/":
                return left.over(right)
        return left.plus(right, is_minus=operator == "-", may_sum_percents=self.scope.may_sum_percents)

    def _call(self, node: Call) -> Measured:
        if node.function == "count":
            return Measured.literal(sum(self._count(argument, node.where) for argument in node.arguments))
        if node.function in {"sum", "mean"}:
            self._refuse_overlap(node)
        values = [value for argument in node.arguments for value in self._values(argument, node.where)]
        return apply(node.function, values, may_sum_percents=self.scope.may_sum_percents)

    def _refuse_overlap(self, node: Call) -> None:
        for argument in node.arguments:
            if isinstance(argument, Name) and self.scope.overlaps(argument):
                raise FormulaFault(
                    Rule.OVERLAP,
                    f"the rows of {argument.parts[0]} overlap",
                    f"do not {node.function} them: members of two rows would count twice",
                    argument.start,
                    argument.end - argument.start,
                )

    def _count(self, argument: Node, where: Mapping[str, str]) -> int:
        if isinstance(argument, Name):
            return self.scope.count(argument, where)
        raise FormulaFault(
            Rule.FORMULA_SYNTAX, "count() of something that is not a table", "write count(table)", argument.start
        )

    def _values(self, argument: Node, where: Mapping[str, str]) -> Sequence[Measured]:
        if isinstance(argument, Name):
            try:
                return self.scope.values(argument, where)
            except FormulaFault as fault:
                raise fault.at(argument.start, argument.end - argument.start) from None
        return [self.value(argument)]

    def compare(self, node: Compare) -> Comparison:
        operands = tuple(self.value(operand) for operand in node.operands)
        truths = []
        for position, operator in enumerate(node.operators):
            left, right = operands[position], operands[position + 1]
            try:
                compared(left.dimension, right.dimension)
            except FormulaFault as fault:
                raise fault.at(node.start, node.end - node.start) from None
            truths.append(_COMPARE[operator](left.interval, right.interval))
        return Comparison(_all(truths), operands, node.operators)


def _all(truths: Sequence[Truth]) -> Truth:
    if Truth.NO in truths:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.YES
