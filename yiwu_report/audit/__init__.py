"""The claims recomputed: what agrees, what contradicts, and what cannot be compared or checked."""

from yiwu_report.audit.audit import audit
from yiwu_report.audit.printed import PrintedDifference, differs_from_printed

__all__ = ["PrintedDifference", "audit", "differs_from_printed"]
