"""The palettes of tokens.css and of charts: text stands at 4.5:1 against its paper, what is not text at 3:1.

Contrast as WCAG 2.2 defines it: relative luminance of sRGB, (lighter + 0.05) / (darker + 0.05).
"""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from project import ROOT

from yiwu_report.charts.marks.colour_classes import ClassRule, classes_of, given_classes
from yiwu_report.charts.palette import COLOURS, DIVERGING, PALETTE, SEQUENTIAL
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


# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), for
# a severity of 1.0, on linear sRGB.
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Ottosson's Oklab (2020): linear sRGB -> cone responses -> lightness, green to red, blue to yellow
TO_CONES = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566), (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
TO_OKLAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099), (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip


def seen(colour: str, vision: str) -> tuple[float, ...]:
    """A colour in Oklab, as somebody with this vision sees it."""

    def times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
        return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]

    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    simulated = [min(max(each, 0.0), 1.0) for each in times(VISIONS[vision], linear)]
    return tuple(times(TO_OKLAB, [each ** (1 / 3) for each in times(TO_CONES, simulated)]))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("at", [0, 1])
def test_colours_differ_for_every_vision(vision: str, at: int) -> None:
    """Twice what is just noticeable in Oklab, 0.02; series are named beside their marks too."""
    places = {role: seen(PALETTE[role][at], vision) for role in COLOURS}
    apart = {(a, b): math.dist(places[a], places[b]) for a, b in combinations(COLOURS, 2)}
    assert min(apart.values()) >= 0.04, min(apart, key=lambda pair: apart[pair])


@pytest.mark.parametrize(("scheme", "at"), [("light", 0), ("dark", 1)])
def test_colours_can_be_seen(scheme: str, at: int) -> None:
    paper = PALETTE["paper"][at]
    assert min(contrast(PALETTE[role][at], paper) for role in COLOURS) >= 3, scheme


CLASSES = {
    "sequential": (classes_of([0, 100], ClassRule.EQUAL_STEPS), SEQUENTIAL),
    "diverging": (given_classes([-3, -2, -1, 1, 2, 3], 0), DIVERGING),
}


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("name", CLASSES)
def test_values_can_be_read_on_every_class(name: str, at: int) -> None:
    classes, roles = CLASSES[name]
    assert tuple(classes.role(number) for number in range(classes.count)) == roles
    for number, role in enumerate(roles):
        assert contrast(PALETTE[classes.ink_role(number)][at], PALETTE[role][at]) >= 4.5, role


@pytest.mark.parametrize("at", [0, 1])
def test_classes_get_steadily_farther_from_the_paper(at: int) -> None:
    away = {role: contrast(PALETTE[role][at], PALETTE["paper"][at]) for role in (*SEQUENTIAL, *DIVERGING)}
    for side in (SEQUENTIAL, DIVERGING[3:], DIVERGING[3::-1]):
        assert [away[role] for role in side] == sorted({away[role] for role in side}), side


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("at", [0, 1])
def test_classes_differ_for_every_vision(vision: str, at: int) -> None:
    for roles in (SEQUENTIAL, DIVERGING):
        apart = {
            (a, b): math.dist(seen(PALETTE[a][at], vision), seen(PALETTE[b][at], vision))
            for a, b in combinations(roles, 2)
        }
        assert min(apart.values()) >= 0.06, min(apart, key=lambda pair: apart[pair])


@pytest.mark.parametrize(("scheme", "at"), [("light", 0), ("dark", 1)])
def test_charts_have_the_colours_of_the_page(scheme: str, at: int) -> None:
    palette = palettes()[scheme]
    assert {role: palette.get(role) for role in PALETTE} == {role: pair[at].lower() for role, pair in PALETTE.items()}
