"""Errors of quantities, with messages for editors."""

from __future__ import annotations


class QuantityError(ValueError):
    """A value that cannot be read or does not mean anything, with what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message, self.remedy = message, remedy


class UnboundedError(QuantityError):
    """A result that could be any number."""


class DecimalsError(QuantityError):
    """More digits than the inputs carry, or a result without an end and nothing that says where to stop."""


class ZeroDivisionInterval(QuantityError):  # noqa: N818 - named after ZeroDivisionError, which it stands for
    """A division by an interval that contains zero."""
