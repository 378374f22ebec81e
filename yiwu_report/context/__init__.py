"""What the files of a site are made of, and where each stands: shared by plan, render and export."""

from yiwu_report.context.context import Context, Templates, published, shown_charts

__all__ = ["Context", "Templates", "published", "shown_charts"]
