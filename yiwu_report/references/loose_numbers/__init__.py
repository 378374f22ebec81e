"""Numbers in prose that are no reference: typed twice, they would go stale."""

from yiwu_report.references.loose_numbers.find import loose_numbers
from yiwu_report.references.loose_numbers.verdict import LooseNumber

__all__ = ["LooseNumber", "loose_numbers"]
