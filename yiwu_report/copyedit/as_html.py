"""The proof as one HTML file, to print or to tick on screen."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from yiwu_report.copyedit.sheet import Sheet
from yiwu_report.load.package_files import package_text

MARK = '<meta name="generator" content="yiwu_report copyedit">'  # a file with this marker may be overwritten


def as_html(sheet: Sheet) -> str:
    """The file, without external resources."""
    return _template().render(sheet=sheet)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(package_text("copyedit/sheet.html"))
