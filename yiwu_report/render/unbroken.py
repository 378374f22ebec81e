"""Short figures in running text stay on one line: a number is not parted from its unit."""

from __future__ import annotations

import re
from html import unescape

from yiwu_report.formatting.text_width import text_width_px

LONGEST_EM = 11.0  # a longer one would leave a gap in narrow columns, or overflow them

_FIGURE = re.compile(r'<a class="n" (href="[^"]*"[^<>]*)>([^<]*)</a>')


def keep_unbroken(html: str) -> str:
    """The HTML with a class on each link to a figure that is short enough to stay unbroken."""
    return _FIGURE.sub(_keep, html)


def _keep(match: re.Match[str]) -> str:
    if text_width_px(unescape(match[2]), 1.0) > LONGEST_EM:
        return match[0]
    return f'<a class="n nb" {match[1]}>{match[2]}</a>'
