"""The palettes of tokens.css and of charts: text stands at 4.5:1 against its paper, what is not text at 3:1.

Contrast as WCAG 2.2 defines it: relative luminance of sRGB, (lighter + 0.05) / (darker + 0.05).
"""

from __future__ import annotations

import re

import pytest
from project import ROOT

from yiwu_report.charts.palette import PALETTE
from yiwu_report.site.report.assets import palette_css

TOKENS = (ROOT / "templates" / "assets" / "tokens.css").read_text(encoding="utf-8")
TEXT = ("ink", "ink-soft", "ink-faint", "accent", "muted")
EDGES = ("rule-strong", "axis")  # of buttons and fields, and the zero line


def palettes() -> dict[str, dict[str, str]]:
    """Scheme -> token -> colour, of the page and of its charts."""
    own, charts = by_scheme(TOKENS), by_scheme(palette_css())
    assert own.keys() == charts.keys()
    return {scheme: {**own[scheme], **charts[scheme]} for scheme in own}


def by_scheme(css: str) -> dict[str, dict[str, str]]:
    blocks = re.split(r"@media (print|\(prefers-color-scheme: ?dark\))", css)
    schemes = ["light", *("print" if each == "print" else "dark" for each in blocks[1::2])]
    return {scheme: colours(block) for scheme, block in zip(schemes, blocks[::2], strict=True)}


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9_-]+): ?(#[0-9a-f]{6})\b", css))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_calculated_as_in_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


def test_every_scheme_sets_every_colour() -> None:
    found = palettes()
    assert set(found) == {"light", "dark", "print"}
    assert found["light"].keys() == found["dark"].keys() == found["print"].keys()


@pytest.mark.parametrize("paper", ["paper", "wash"])
@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_can_be_read(scheme: str, paper: str) -> None:
    palette = palettes()[scheme]
    worst = {token: contrast(palette[token], palette[paper]) for token in TEXT}
    assert min(worst.values()) >= 4.5, worst


@pytest.mark.parametrize("shade", range(1, 6))
@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_numbers_can_be_read_on_every_shade(scheme: str, shade: int) -> None:
    palette = palettes()[scheme]
    assert contrast(palette["ink"], palette[f"shade-{shade}"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_shades_grow_away_from_the_paper(scheme: str) -> None:
    palette = palettes()[scheme]
    steps = [contrast(palette["paper"], palette[f"shade-{shade}"]) for shade in range(1, 6)]
    assert steps == sorted(set(steps))


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_edges_can_be_seen(scheme: str) -> None:
    palette = palettes()[scheme]
    worst = {token: contrast(palette[token], palette["paper"]) for token in EDGES}
    assert min(worst.values()) >= 3, worst


@pytest.mark.parametrize(("scheme", "at"), [("light", 0), ("dark", 1)])
def test_charts_have_the_colours_of_the_page(scheme: str, at: int) -> None:
    palette = palettes()[scheme]
    assert {role: palette.get(role) for role in PALETTE} == {role: pair[at].lower() for role, pair in PALETTE.items()}
