"""The data that outputs are made from, and their paths; shared by plan, render and export."""

from yiwu_report.site.report.context import Context, Templates, published, shown_charts

__all__ = ["Context", "Templates", "published", "shown_charts"]
