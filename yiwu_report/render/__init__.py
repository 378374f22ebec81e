"""Pages: view models and the templates they fill."""

from yiwu_report.render.engine import check_templates
from yiwu_report.render.render import render_listing, render_page

__all__ = ["check_templates", "render_listing", "render_page"]
