"""Pages: view models and the templates they fill."""

from yiwu_report.site.pages.template_engine import check_templates

__all__ = ["check_templates"]
