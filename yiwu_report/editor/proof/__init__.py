"""The proof: one document with all text and all numbers of a report, to check before publishing."""

from collections.abc import Callable, Mapping

from yiwu_report.editor.proof import sheet as html
from yiwu_report.editor.proof import sheet as markdown
from yiwu_report.editor.proof.make import make_sheet
from yiwu_report.editor.proof.sheet import ProofSheet

FORMS: Mapping[str, Callable[[ProofSheet], str]] = {".html": html.as_html, ".md": markdown.as_markdown}
MARKS = (html.HTML_MARK, markdown.MARKDOWN_MARK)

__all__ = ["FORMS", "MARKS", "ProofSheet", "make_sheet"]
