"""How large key figures are set: whole values where they fit, else numbers with their short units."""

from __future__ import annotations

import re

import pytest
from words import ROOT

from yiwu_report.site.pages.figure_view import FEWEST, MOST, WORDS, key_figure_width_em
from yiwu_report.text.formatting.numbers import number_parts


@pytest.mark.parametrize(
    ("shown", "ems"),
    [
        ("71个", 3),  # never larger than the style's own size
        ("1,139.2 mm", 5),
        ("−1,139.2毫米", 6),
        ("more than ¥51.2 billion", 3),  # two lines where its column is narrow
        ("on the order of ¥100 billion to ¥1,000 billion a year", 4),  # in lines, none narrower than ¥1,000
        ("1,234,567,890.12 km", 10),
        ("9" * 40, 16),
        ("sixth", 3),
    ],
)
def test_a_value_has_the_width_it_needs(shown: str, ems: int) -> None:
    assert key_figure_width_em(number_parts(shown)) == ems


def test_the_style_has_each_width() -> None:
    style = (ROOT / "templates/assets/key_figures.css").read_text(encoding="utf-8")
    found = re.findall(r"\.ems-([0-9]+) \{ --ems: ([0-9]+); \}", style)
    assert [(int(name), int(ems)) for name, ems in found] == [(n, n) for n in range(FEWEST, MOST + 1)]
    assert f"min(var(--step-1), {WORDS * 100:g}cqi / var(--ems))" in style
