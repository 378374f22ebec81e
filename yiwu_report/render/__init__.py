"""Pages: view models and the templates they fill."""

from yiwu_report.render.engine import check_templates

__all__ = ["check_templates"]
