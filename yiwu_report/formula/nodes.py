"""The nodes of a parsed formula. Each knows its span in the formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.model.text import Text


@dataclass(frozen=True, slots=True)
class Literal:
    """A number typed in the formula: exact."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A figure, a cell, a table's column or a table, by its parts, e.g. ("parks", "completed")."""

    parts: tuple[str, ...]
    start: int
    end: int

    @property
    def id(self) -> str:
        """The parts joined by dots."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Negative:
    """- operand."""

    operand: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Binary:
    """left operator right; the operator is + - * or /."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain of comparisons, e.g. 6.5 < a / b < 7."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A column and a category that select rows, e.g. group='geely', with where each begins (after the quote)."""

    column: str
    category: str
    start: int
    category_start: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a documented function; `where` selects rows, e.g. {"group": "geely"}."""

    function: str
    arguments: tuple[Node, ...]
    start: int
    end: int
    selections: tuple[Selection, ...] = ()

    @property
    def where(self) -> dict[str, str]:
        """Column -> category."""
        return {each.column: each.category for each in self.selections}


Node = Literal | Name | Negative | Binary | Compare | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula with its text."""

    text: Text
    root: Node


def walk(node: Node) -> Iterator[Node]:
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
        case Name() | Literal():
            return


def calls_of(node: Node) -> Iterator[Call]:
    """Every call of a formula, the outer ones first."""
    return (each for each in walk(node) if isinstance(each, Call))


def names_of(node: Node) -> Iterator[Name]:
    """Every name of a formula, in order of its text."""
    return (each for each in walk(node) if isinstance(each, Name))
