"""The layout, by its boxes: where the named parts of each kind of page stand, and how large they are.

`boxes.yaml` holds x, y, width and height in px, x and width alone for parts in brackets. A missing entry is written (never in CI); one that differs is written
to `boxes-changed.yaml` beside it: look at the page, and if it is meant, put it in its place.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from pages import spot
from playwright.sync_api import Browser

BOXES = Path(__file__).with_name("boxes.yaml")
CHANGED = Path(__file__).with_name("boxes-changed.yaml")
WIDTHS_PX = (360, 768, 1280)
ACROSS_PX = 3  # x and width are the style's own
DOWN_PX, DOWN_SHARE = 10, 0.04  # y and height also depend on the machine's faces

# Name of a part -> where it is. After a slash: seen from the part before it. In brackets: it comes after texts of any
# length, so that only x and width are kept.
EVERYWHERE = {
    "bar": ".site-bar nav",
    "headline": "h1",
    "(contents)": ".contents",
    "(foot)": ".site-foot",
}
PARTS = {
    "index": {
        "label": ".article-label",
        "standfirst": ".standfirst",
        "byline": ".byline",
        "key figure 1": ".key-figures li >> nth=0",
        "key figure 1 / value": ".key-value >> nth=0",
        "key figure 3": ".key-figures li >> nth=2",
        "(section)": ".prose > section >> nth=0",
        "(section) / heading": ".prose > section > h2 >> nth=0",
        "(section) / paragraph": ".prose > section .prose-text p >> nth=0",
        "(chart)": "figure.chart >> nth=0",
        "(chart) / title": ".chart-title >> nth=0",
        "(chart) / key": ".chart-key >> nth=0",
        "(chart) / box": ".chart-box >> nth=0",
        "(chart) / note": ".chart-note >> nth=0",
        "(chart) / actions": ".chart-actions >> nth=0",
        "(chart) / data": "details.chart-data >> nth=0",
        "(table)": ".table-block >> nth=0",
        "(waffle)": ".chart-waffle .chart-box",
        "(end)": ".end-matter",
        "(end) / first heading": ".end-matter h2 >> nth=0",
        "(notes)": ".endnotes",
        "(notes) / fold": ".note-group >> nth=0",
    },
    "figures": {
        "lead": ".lead",
        "downloads": ".downloads",
        "filter": ".filter",
        "filter / search": ".filter input",
        "(entry)": ".figure-entry >> nth=0",
        "(entry) / value": ".entry-value >> nth=0",
        "(entry) / facts": ".entry-facts >> nth=0",
        "(table)": ".table-region >> nth=0",
    },
    "checks": {
        "lead": ".lead",
        "(contradiction)": ".verdict-contradicts",
        "(contradiction) / title": ".verdict-contradicts h3",
        "(agreement)": ".verdict-agrees >> nth=0",
    },
    "methods": {
        "lead": ".lead",
        "(words around numbers)": ".table-region >> nth=0",
        "(kinds)": ".terms >> nth=0",
        "(source)": ".source",
    },
}
EMBED = {
    "title": ".chart-title",
    "(chart) / box": ".chart-box",
    "(chart) / actions": ".chart-actions",
    "(chart)": "figure.chart",
    "(foot)": ".embed-foot",
}
PARTS = {kind: {**EVERYWHERE, **parts} for kind, parts in PARTS.items()} | {"charts/pv_investment": EMBED}
FOLDERS = {"zh": "", "en": "en/"}


def address_of(kind: str, language: str) -> str:
    return f"{FOLDERS[language]}{'' if kind == 'index' else f'{kind}/'}index.html"


def measured(browser: Browser, address: str, kind: str, width: int) -> dict[str, list[int]]:
    """x, y, width and height of each part; x and width of one in brackets."""
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(address)
    places = {name: spot(page.locator(place).first) for name, place in PARTS[kind].items()}
    page.close()
    boxes = {}
    for name, at in places.items():
        parent, _, child = name.partition(" / ")
        left, top = (places[parent]["x"], places[parent]["y"]) if child else (0, 0)
        box = [at["x"] - left, at["y"] - top, at["width"], at["height"]]
        boxes[name] = [box[0], box[2]] if name.endswith(")") else box
    return boxes


def differs(box: list[int], kept: list[int]) -> bool:
    across, down = (box, []) if len(box) == 2 else (box[::2], box[1::2])
    kept_across, kept_down = (kept, []) if len(kept) == 2 else (kept[::2], kept[1::2])
    return any(abs(a - b) > ACROSS_PX for a, b in zip(across, kept_across, strict=True)) or any(
        abs(a - b) > DOWN_PX + DOWN_SHARE * abs(b) for a, b in zip(down, kept_down, strict=True)
    )


@pytest.mark.parametrize("width", WIDTHS_PX)
@pytest.mark.parametrize("language", FOLDERS)
@pytest.mark.parametrize("kind", PARTS)
def test_parts_stand_where_they_stood(
    kind: str, language: str, width: int, browser: Browser, addresses: dict[str, str]
) -> None:
    key = f"{kind} {language} {width}"
    boxes = measured(browser, addresses["root"] + address_of(kind, language), kind, width)
    kept = _read(BOXES).get(key)
    if kept is None:
        assert "CI" not in os.environ, f"{BOXES.name} has no {key}"
        _write(BOXES, key, boxes)
        return
    faults = {
        name: f"{kept.get(name)} is now {box}"
        for name, box in boxes.items()
        if differs(box, kept.get(name, [-99] * len(box)))
    }
    if faults or kept.keys() - boxes.keys():
        _write(CHANGED, key, boxes)
    assert not faults
    assert kept.keys() == boxes.keys()


@pytest.mark.parametrize("width", WIDTHS_PX)
def test_parts_follow_each_other_and_none_covers_another(
    width: int, browser: Browser, addresses: dict[str, str]
) -> None:
    """Siblings of the text stand below each other, and nothing stands in the margins of the window."""
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(addresses["root"])
    faults = page.evaluate(
        """() => [...document.querySelectorAll(".prose, .prose > section, figure.chart, .spread-head, .end-matter")]
             .flatMap((whole) => {
               const parts = [...whole.children].filter((each) => each.getClientRects().length
                 && getComputedStyle(each).gridRowStart === "auto");
               return parts.slice(1).filter((part, at) =>
                 part.getBoundingClientRect().top < parts[at].getBoundingClientRect().bottom - 0.5)
                 .map((part) => part.outerHTML.slice(0, 80));
             })"""
    )
    page.close()
    assert faults == []


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def _write(path: Path, key: str, boxes: dict[str, list[int]]) -> None:
    """Put the boxes into the file, a line a part."""
    entries = {**_read(path), key: boxes}
    lines = [
        f"{name}:\n" + "".join(f"  {part}: {box}\n" for part, box in parts.items()) for name, parts in entries.items()
    ]
    path.write_text("# x, y, width and height in px; written by test_layout.py\n" + "".join(lines), encoding="utf-8")
