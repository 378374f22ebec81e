"""Loose numbers: numbers in prose outside references, which would become outdated."""

from yiwu_report.references.loose_numbers.find import loose_numbers
from yiwu_report.references.loose_numbers.verdict import LooseNumber

__all__ = ["LooseNumber", "loose_numbers"]
