"""Differences from an earlier state: figures, and every sentence, chart, claim and page that shows them."""

from collections.abc import Callable, Mapping

from yiwu_report.editor.diff.compare import Today, compare, published_of, today_if_untrue, today_of
from yiwu_report.editor.diff.difference import Difference
from yiwu_report.editor.diff.formats import as_json, as_markdown, as_text

FORMS: Mapping[str, Callable[[Difference], list[str]]] = {"text": as_text, "markdown": as_markdown, "json": as_json}

__all__ = ["FORMS", "Difference", "Today", "compare", "published_of", "today_if_untrue", "today_of"]
