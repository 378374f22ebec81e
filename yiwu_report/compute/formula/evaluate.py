"""Walk a formula's nodes over the values that a scope gives; functions over lists of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from yiwu_report.compute.formula.dimension import compared
from yiwu_report.compute.formula.measured import Measured, from_unit, share
from yiwu_report.compute.formula.nodes import (
    Binary,
    Call,
    Compare,
    Formula,
    FormulaFault,
    FormulaNode,
    Is,
    KeyWords,
    Literal,
    NameNode,
    Negative,
)
from yiwu_report.compute.formula.parse import OF_CONDITIONS
from yiwu_report.compute.formula.scope import Comparison, FormulaScope
from yiwu_report.compute.formula.superlatives import condition_of, counted, rank_of
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import (
    UNLIMITED,
    Interval,
    Truth,
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    maximum,
    minimum,
    not_equal,
    sum_precision,
)


def apply(function: str, values: Sequence[Measured], *, may_sum_percents: bool) -> Measured:
    """The value of `function` over `values` (at least one); a fault where it makes no sense."""
    match function:
        case "sum":
            return _total(values, may_sum_percents=may_sum_percents)
        case "mean":
            return _total(values, may_sum_percents=True).over(Measured.literal(len(values)))
        case "min" | "max":
            return _extreme(values, is_max=function == "max")
        case "low" | "high":
            return _bound(_only(function, values), is_high=function == "high")
        case "share":
            if len(values) != 2:
                raise FormulaFault(Rule.FORMULA_SYNTAX, f"share() of {len(values)} values", "write share(part, rest)")
            return share(*values)
    raise AssertionError(function)  # the parser lets no other name through


def _total(values: Sequence[Measured], *, may_sum_percents: bool) -> Measured:
    return reduce(lambda left, right: left.plus(right, may_sum_percents=may_sum_percents), values)


def _only(function: str, values: Sequence[Measured]) -> Measured:
    if len(values) != 1:
        raise FormulaFault(Rule.FORMULA_SYNTAX, f"{function}() of {len(values)} values", f"write {function}(one value)")
    return values[0]


def _extreme(values: Sequence[Measured], *, is_max: bool) -> Measured:
    for other in values[1:]:
        values[0].plus(other, is_minus=True)  # refuses what cannot be compared
    pick = maximum if is_max else minimum
    interval = pick([value.interval for value in values])
    return Measured(interval, sum_precision(interval, [value.precision for value in values]), values[0].dimension)


def _bound(value: Measured, *, is_high: bool) -> Measured:
    """At least the lower bound, or at most the upper bound: the interval without its other bound."""
    one = value.interval
    interval = (
        Interval(None, one.high, False, one.high_closed) if is_high else Interval(one.low, None, one.low_closed, False)
    )
    return Measured(interval, value.precision, value.dimension)


Evaluated = Measured | Comparison

_COMPARE = {"<": less, "<=": less_equal, ">": greater, ">=": greater_equal, "==": equal, "!=": not_equal}


CallResults = dict[Call, Measured | FormulaFault]


def evaluate(formula: Formula, scope: FormulaScope, kept: CallResults | None = None) -> Evaluated:
    """The value of a formula, or the verdict of a comparison; FormulaFault with its offset where there is none.

    `kept` is for a formula that is evaluated for many rows in scopes that give functions the same whole columns: what a
    function gives over names alone is calculated once.
    """
    match formula.root:
        case Compare() as root:
            return _Walk(scope).compare(root)
        case Is() | Call(function="all" | "none") as root:
            return condition_of(root, scope)
    return _Walk(scope, kept=kept).value(formula.root)


Unit = tuple[str, UnitSpec]


def comparison(node: Compare, scope: FormulaScope, unit: Unit | None, kept: CallResults | None = None) -> Comparison:
    """The verdict of a comparison inside a function, e.g. change < -9 in count(africa, change < -9).

    A number alone on one side is in `unit`, that of the column: -9 years. `kept`: as for `evaluate`.
    """
    return _Walk(scope, unit, kept).compare(node)


class _Walk:
    def __init__(self, scope: FormulaScope, unit: Unit | None = None, kept: CallResults | None = None) -> None:
        self.scope = scope
        self.kept = kept
        self.unit = unit  # of numbers that stand alone in a comparison

    def value(self, node: FormulaNode) -> Measured:
        try:
            return self._value(node)
        except FormulaFault as fault:
            raise fault.at(node.start, node.end - node.start) from None

    def _value(self, node: FormulaNode) -> Measured:
        match node:
            case Literal(value=value):
                return Measured.literal(value)
            case NameNode():
                return self.scope.value(node)
            case Negative(operand=operand):
                return self.value(operand).negated()
            case Binary(operator=operator, left=left, right=right):
                return self._binary(operator, self.value(left), self.value(right))
            case Call():
                return self._call(node) if self.kept is None else self._call_once(node, self.kept)
            case KeyWords():
                raise FormulaFault(Rule.FORMULA_SYNTAX, "a text in a formula", "use names and numbers")
            case Compare() | Is():
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

    def _call_once(self, node: Call, kept: CallResults) -> Measured:
        if len(node.over_rows) < len(node.arguments) or any(each.parts[0] == "row" for each in node.over_rows):
            return self._call(node)
        if node not in kept:
            try:
                kept[node] = self._call(node)
            except FormulaFault as fault:
                kept[node] = fault
        found = kept[node]
        if isinstance(found, FormulaFault):
            raise found
        return found

    def _call(self, node: Call) -> Measured:
        if node.function == "rank":
            return rank_of(node, self.scope)
        if node.function in OF_CONDITIONS:
            message = f"{node.function}() is not a number"
            raise FormulaFault(
                Rule.FORMULA_SYNTAX, message, 'write a condition in data/claims.yaml, e.g. first(view) is "key"'
            )
        if node.function == "count" and isinstance(node.arguments[-1], Compare):
            return counted(node, self.scope)
        if node.function == "count":
            return Measured.literal(sum(self._count(argument, node.where) for argument in node.arguments))
        if node.function == "sum":
            self._require_additive(node)
        if not node.goes_over_rows:
            return apply(node.function, self._single(node), may_sum_percents=self.scope.may_sum_percents)
        if node.function in {"sum", "mean"}:
            self._refuse_overlap(node)
        values = [value for argument in node.arguments for value in self._values(argument, node.where)]
        return apply(node.function, values, may_sum_percents=self.scope.may_sum_percents)

    def _single(self, node: Call) -> list[Measured]:
        """One value of each argument: that of the row, where it names a column of the row."""
        for selected in node.selections:
            by = f"{selected.column}='{selected.category}'"
            remedy = f"select rows of one column, e.g. {node.function}(sum(table.a, {by}), …)"
            message = f"{node.function}() of single values selects rows"
            raise FormulaFault(Rule.FORMULA_SYNTAX, message, remedy, selected.start)
        for each in node.arguments:
            if isinstance(each, NameNode) and self.scope.is_column(each):
                what = "several arguments" if len(node.arguments) > 1 else "one value"
                message = f"{node.function}() of {what}, of which {each.id} is a column"
                raise FormulaFault(Rule.FORMULA_SYNTAX, message, _of_each(node), each.start, each.end - each.start)
        return [self.value(each) for each in node.arguments]

    def _refuse_overlap(self, node: Call) -> None:
        for argument in node.arguments:
            if isinstance(argument, NameNode) and self.scope.overlaps(argument):
                raise FormulaFault(
                    Rule.OVERLAP,
                    f"the rows of {argument.parts[0]} overlap",
                    f"do not {node.function} them: members of two rows would count twice",
                    argument.start,
                    argument.end - argument.start,
                )

    def _require_additive(self, node: Call) -> None:
        for argument in node.arguments:
            if isinstance(argument, NameNode) and not self.scope.is_additive(argument):
                raise FormulaFault(
                    Rule.NOT_ADDITIVE,
                    f"values of {argument.id} can't be added",
                    "use mean, min or max",
                    argument.start,
                    argument.end - argument.start,
                )

    def _count(self, argument: FormulaNode, where: Mapping[str, str]) -> int:
        if isinstance(argument, NameNode):
            return self.scope.count(argument, where)
        raise FormulaFault(
            Rule.FORMULA_SYNTAX, "count() of something that is not a table", "write count(table)", argument.start
        )

    def _values(self, argument: FormulaNode, where: Mapping[str, str]) -> Sequence[Measured]:
        if isinstance(argument, NameNode):
            try:
                return self.scope.values(argument, where)
            except FormulaFault as fault:
                raise fault.at(argument.start, argument.end - argument.start) from None
        return [self.value(argument)]

    def _limit(self, node: FormulaNode) -> Measured | None:
        """A number that stands alone in the condition of a function."""
        number = node.operand if isinstance(node, Negative) else node
        if self.unit is None or not isinstance(number, Literal):
            return None
        value = -number.value if number is not node else number.value
        return from_unit(Interval.point(Fraction(value)), UNLIMITED, *self.unit)

    def _others(self, node: Compare) -> dict[int, FormulaScope]:
        """For min() and max() of a column that holds another operand: the scope without that one."""
        names = [each for each in node.operands if isinstance(each, NameNode)]
        found = {}
        for at, each in enumerate(node.operands):
            if (
                not isinstance(each, Call)
                or each.function not in {"min", "max"}
                or not names
                or not each.goes_over_rows
            ):
                continue
            without = self.scope.without(names)
            columns = [argument for argument in each.arguments if isinstance(argument, NameNode)]
            if any(
                len(without.values(column, each.where)) < len(self.scope.values(column, each.where))
                for column in columns
            ):
                found[at] = without
        return found

    def compare(self, node: Compare) -> Comparison:
        others = self._others(node)
        operands = tuple(
            self._limit(each) or (_Walk(others[at]) if at in others else self).value(each)
            for at, each in enumerate(node.operands)
        )
        truths = []
        for position, written in enumerate(node.operators):
            left, right = operands[position], operands[position + 1]
            extreme = next((at for at in (position, position + 1) if at in others), None)
            operator = (
                written
                if extreme is None
                else _among_others(written, node.operands[extreme], is_left=extreme == position)
            )
            try:
                compared(left.dimension, right.dimension)
            except FormulaFault as fault:
                raise fault.at(node.start, node.end - node.start) from None
            truths.append(_COMPARE[operator](left.interval, right.interval))
        return Comparison(_all(truths), operands, node.operators)


def _of_each(node: Call) -> str:
    """What to write in place of a function of several columns: one that says what becomes of the rows of each."""
    if node.function == "mean":
        return "divide sums by counts, e.g. (sum(table.a) + sum(table.b)) / (2 * count(table))"
    inner = node.function if node.function in {"sum", "min", "max"} else "sum"
    several = (f"{inner}({each.id})" if isinstance(each, NameNode) else "…" for each in node.arguments)
    return f"write e.g. {node.function}({', '.join(several)})"


def _among_others(operator: str, extreme: FormulaNode, *, is_left: bool) -> str:
    """The comparison with the others of a column: a value is the least where it is at most the least of the others."""
    if operator not in {"==", "!="} or not isinstance(extreme, Call):
        return operator
    is_below = (extreme.function == "min") is not is_left
    if operator == "==":
        return "<=" if is_below else ">="
    return ">" if is_below else "<"


def _all(truths: Sequence[Truth]) -> Truth:
    if Truth.NO in truths:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.YES
