"""Differences from an earlier state: figures, and every sentence, chart, claim and page that shows them."""

from collections.abc import Callable, Mapping

from yiwu_report.diff.as_json import as_json
from yiwu_report.diff.as_markdown import as_markdown
from yiwu_report.diff.as_text import as_text
from yiwu_report.diff.diff import Today, compare
from yiwu_report.diff.difference import Difference
from yiwu_report.diff.states import published_of, today_of

FORMS: Mapping[str, Callable[[Difference], list[str]]] = {"text": as_text, "markdown": as_markdown, "json": as_json}

__all__ = ["FORMS", "Difference", "Today", "compare", "published_of", "today_of"]
