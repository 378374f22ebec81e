"""Loose numbers: numbers in prose outside references, which would become outdated."""

from yiwu_report.text.references.loose_numbers.find import loose_numbers
from yiwu_report.text.references.loose_numbers.tokens import LooseNumber, composed

__all__ = ["LooseNumber", "composed", "loose_numbers"]
