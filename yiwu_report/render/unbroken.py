"""Keep short figures on one line: a number is not separated from its unit."""

from __future__ import annotations

import re
from html import unescape

from yiwu_report.formatting.text_width import text_width_px

LONGEST_EM = 11.0  # a longer one would leave a gap in narrow columns, or overflow them

# Between a minus sign and a currency's a line may end (UAX #14: both are of class PR).
_SIGNED = re.compile(r"−[^0-9\s<&]+[0-9][0-9,.]*")
_FIGURE = re.compile(r'<a class="n" (href="[^"]*"[^<>]*)>([^<]*)</a>')

_UNBROKEN = r'<span class="nb">\g<0></span>'


def keep_unbroken(html: str) -> str:
    """The HTML with a class on each link to a figure that is short enough to stay unbroken; signs stay in all of them."""
    return _FIGURE.sub(_keep, html)


def _keep(match: re.Match[str]) -> str:
    if text_width_px(unescape(match[2]), 1.0) > LONGEST_EM:
        return f'<a class="n" {match[1]}>{_SIGNED.sub(_UNBROKEN, match[2])}</a>'
    return f'<a class="n nb" {match[1]}>{match[2]}</a>'
