"""The nodes of a parsed formula, each with its range in the text, and the faults of formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.model.cell_name import cell_id
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


@dataclass(frozen=True, slots=True)
class Literal:
    """A number typed in the formula: exact."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameNode:
    """A figure, a cell, a table's column or a table, by its parts, e.g. ("parks", "completed").

    `keys` are those of life["Swaziland", 2007].life, whose parts are the table and the column.
    """

    parts: tuple[str, ...]
    start: int
    end: int
    keys: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The parts joined by dots, with the keys of a row in brackets."""
        if self.keys:
            return cell_id(self.parts[0], self.keys, self.parts[1])
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Negative:
    """- operand."""

    operand: FormulaNode
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Binary:
    """left operator right; the operator is + - * or /."""

    operator: str
    left: FormulaNode
    right: FormulaNode
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain of comparisons, e.g. 6.5 < a / b < 7."""

    operands: tuple[FormulaNode, ...]
    operators: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A column and a text that select rows, e.g. group='geely' or year=2007, with where each begins (after a quote)."""

    column: str
    category: str
    start: int
    category_start: int


@dataclass(frozen=True, slots=True)
class KeyWords:
    """Texts in quotes and whole numbers: the keys of a row, or a word such as "rising"."""

    texts: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Is:
    """first(africa) is "Swaziland", trend(life.life, country="China") is "rising"."""

    call: Call
    words: KeyWords
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a documented function; `where` selects rows, e.g. {"group": "geely"}.

    The condition of count(africa, change < -9) is a `Compare` among its arguments, with names of columns.
    """

    function: str
    arguments: tuple[FormulaNode, ...]
    start: int
    end: int
    selections: tuple[Selection, ...] = ()

    @property
    def where(self) -> dict[str, str]:
        """Column -> category."""
        return {each.column: each.category for each in self.selections}

    @property
    def goes_over_rows(self) -> bool:
        """True where a column among its arguments is all rows of it: max(now). In max(now, before) it is one value."""
        if self.function in _OF_COLUMNS:
            return len(self.arguments) == 1
        return self.function not in _OF_VALUES

    @property
    def over_rows(self) -> tuple[NameNode, ...]:
        """The names among its arguments that are all rows of a column or a table."""
        return tuple(each for each in self.arguments if self.goes_over_rows and isinstance(each, NameNode))


_OF_COLUMNS = {"sum", "mean", "min", "max"}
_OF_VALUES = {"low", "high", "share"}


FormulaNode = Literal | NameNode | Negative | Binary | Compare | Call | KeyWords | Is


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula with its text."""

    text: Text
    root: FormulaNode


def walk(node: FormulaNode) -> Iterator[FormulaNode]:
    """Every node of a formula, in order of its text, the outer ones first."""
    yield node
    match node:
        case Negative(operand=operand):
            yield from walk(operand)
        case Binary(left=left, right=right):
            yield from walk(left)
            yield from walk(right)
        case Compare(operands=several) | Call(arguments=several):
            for each in several:
                yield from walk(each)
        case Is(call=call):
            yield from walk(call)
        case NameNode() | Literal() | KeyWords():
            return


def calls_of(node: FormulaNode) -> Iterator[Call]:
    """Every call of a formula, the outer ones first."""
    return (each for each in walk(node) if isinstance(each, Call))


def names_of(node: FormulaNode) -> Iterator[NameNode]:
    """Every name of a formula, in order of its text."""
    return (each for each in walk(node) if isinstance(each, NameNode))


def denominator_of(node: FormulaNode) -> NameNode | None:
    """The name that a plain quotient divides by: b of a / b, a / b - 1, 1 - a / b and low(a / b); None for the rest."""
    match node:
        case Binary(operator="/", right=NameNode() as whole):
            return whole
        case (
            Binary(operator="+" | "-", left=quotient, right=Literal())
            | Binary(operator="-", left=Literal(), right=quotient)
        ):
            return denominator_of(quotient)
        case Negative(operand=quotient) | Call(function="low" | "high", arguments=(quotient,)):
            return denominator_of(quotient)
    return None


class FormulaFault(Exception):  # noqa: N818  # "error" is kept for our own mistakes
    """A fault of a formula, at `offset` of its text; becomes a Problem where its place is known."""

    def __init__(self, rule: Rule, message: str, remedy: str, offset: int = -1, length: int = 1) -> None:
        super().__init__(message)
        self.rule, self.message, self.remedy, self.offset, self.length = rule, message, remedy, offset, length

    def at(self, offset: int, length: int) -> FormulaFault:
        """The same fault at this range of the formula, unless it already has a place."""
        if self.offset >= 0:
            return self
        return FormulaFault(self.rule, self.message, self.remedy, offset, length)

    def problem(self, text: Text) -> Problem:
        """The problem it is in the formula that `text` writes: at its range, or at the formula's start."""
        place = text.place_of(self.offset, self.length) if self.offset >= 0 else text.start
        return Problem(place, self.rule, self.message, self.remedy)


class SilentlyLeftOut(Exception):  # noqa: N818  # no error: the cause has its own Problem
    """The formula uses something Unusable, which is reported elsewhere."""
