"""The files a site consists of, listed before any is made."""

from yiwu_report.plan.kinds import content_of
from yiwu_report.plan.left_out import left_out
from yiwu_report.plan.plan import find_clashes, plan_outputs, source_of

__all__ = ["content_of", "find_clashes", "left_out", "plan_outputs", "source_of"]
