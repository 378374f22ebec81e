"""The proof: one document with all text and all numbers of a report, to check before publishing."""

from collections.abc import Callable, Mapping

from yiwu_report.copyedit import as_html as html
from yiwu_report.copyedit import as_markdown as markdown
from yiwu_report.copyedit.make import make_sheet
from yiwu_report.copyedit.sheet import Sheet

FORMS: Mapping[str, Callable[[Sheet], str]] = {".html": html.as_html, ".md": markdown.as_markdown}
MARKS = (html.MARK, markdown.MARK)

__all__ = ["FORMS", "MARKS", "Sheet", "make_sheet"]
