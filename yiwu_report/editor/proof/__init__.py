"""The proof: one document with all text and all numbers of a report, to check before publishing."""

from collections.abc import Callable, Mapping

from yiwu_report.editor.proof import document as html
from yiwu_report.editor.proof import document as markdown
from yiwu_report.editor.proof.document import ProofDocument
from yiwu_report.editor.proof.make import make_document

FORMS: Mapping[str, Callable[[ProofDocument], str]] = {".html": html.as_html, ".md": markdown.as_markdown}
MARKS = (html.HTML_MARK, markdown.MARKDOWN_MARK)

__all__ = ["FORMS", "MARKS", "ProofDocument", "make_document"]
