"""The files a site consists of, listed before any is made."""

from yiwu_report.plan.plan import find_clashes, plan_outputs, source_of

__all__ = ["find_clashes", "plan_outputs", "source_of"]
