"""The colours of charts as CSS variables, written from the palette that the charts are drawn with."""

from __future__ import annotations

from yiwu_report.charts.palette import PALETTE

# The page's own, which templates/assets/tokens.css sets for everything.
_OF_THE_PAGE = ("paper", "ink")


def palette_css() -> str:
    """A variable for each role: light, dark where the reader's device is, light again on paper."""
    light, dark = _rule(0), _rule(1)
    return f":root{light}\n@media (prefers-color-scheme:dark){{:root{dark}}}\n@media print{{:root{light}}}\n"


def _rule(scheme: int) -> str:
    roles = (role for role in PALETTE if role not in _OF_THE_PAGE)
    return "{" + ";".join(f"--{role}:{PALETTE[role][scheme].lower()}" for role in roles) + "}"
