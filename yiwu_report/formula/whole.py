"""The figure that a formula uses as 100%."""

from __future__ import annotations

from yiwu_report.formula.nodes import Binary, Call, Literal, Name, Negative, Node


def whole_of(node: Node) -> Name | None:
    """The name that a plain quotient divides by: b of a / b, a / b - 1, 1 - a / b and low(a / b); None for the rest."""
    match node:
        case Binary(operator="/", right=Name() as whole):
            return whole
        case (
            Binary(operator="+" | "-", left=quotient, right=Literal())
            | Binary(operator="-", left=Literal(), right=quotient)
        ):
            return whole_of(quotient)
        case Negative(operand=quotient) | Call(function="low" | "high", arguments=(quotient,)):
            return whole_of(quotient)
    return None
