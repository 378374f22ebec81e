"""The data that outputs are made from, and their paths; shared by plan, render and export."""

from yiwu_report.site.report.context import CompiledTemplates, Context, published, shown_charts

__all__ = ["CompiledTemplates", "Context", "published", "shown_charts"]
