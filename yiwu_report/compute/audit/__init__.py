"""Claims recomputed: consistent, contradicted, not comparable or not verifiable."""

from yiwu_report.compute.audit.audit import audit
from yiwu_report.compute.audit.likely_copies import likely_copies
from yiwu_report.compute.audit.printed import PrintedDifference, differs_from_printed

__all__ = ["PrintedDifference", "audit", "differs_from_printed", "likely_copies"]
