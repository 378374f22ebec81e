"""Pictures are what plotly.js draws in a browser: the same marks and texts at the same places, with the same looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plotly
import pytest
from picture_figures import WIDTHS_PX, figures
from playwright.sync_api import Browser, Page

from yiwu_report.pictures import Engine

PLOTLY_JS = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MARK_PX = 0.1
TEXT_PX = 0.5
CLIP_PX = 0.15  # read back to a tenth


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=zh-Hans><body style='margin:0'>")
    page.add_script_tag(path=str(PLOTLY_JS))
    page.add_script_tag(path=str(Path(__file__).with_name("marks.js")))
    yield page
    page.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(PLOTLY_JS.read_text("utf-8")) as engine:
        yield engine


def test_pictures_are_as_plotly_draws_them(page: Page, engine: Engine) -> None:
    every = figures()
    assert len(every) >= 60
    compare(every, page, engine)


def compare(every: dict[str, dict[str, Any]], page: Page, engine: Engine) -> None:
    """Draw all figures both ways at both widths, fail with every difference, print how far the worst are apart."""
    faults: list[str] = []
    worst = {"marks": (0.0, ""), "texts": (0.0, "")}
    for name, figure in every.items():
        for width in WIDTHS_PX:
            case = f"{name} at {width} px"
            height = figure["layout"]["height"]
            theirs = page.evaluate("([f, w, h]) => plotlyMarks(f, w, h)", [figure, width, height])
            ours = page.evaluate(
                "pictureMarks", engine.draw(figure, width, height, prefix="p", title=name, description=name)
            )
            found, apart = differences(theirs, ours, [0, 0, width, height])
            faults += [f"{case}: {fault}" for fault in found]
            for kind, px in apart.items():
                worst[kind] = max(worst[kind], (px, case))
    print(f"\n{len(every)} figures at {len(WIDTHS_PX)} widths")
    for kind, (px, case) in worst.items():
        print(f"{kind}: at most {px:.3f} px apart ({case})")
    assert not faults, "\n".join(faults)


def differences(theirs: dict[str, Any], ours: dict[str, Any], whole: list[float]) -> tuple[list[str], dict[str, float]]:
    """What is not the same, in words, and how far marks and texts are apart at most, in px; `whole`: the picture."""
    apart = {"marks": 0.0, "texts": 0.0}
    faults = [] if theirs["paper"] == ours["paper"] else [f"paper {ours['paper']}, not {theirs['paper']}"]
    if ours["styled"]:
        faults.append(f"{ours['styled']} elements have styles or scripts")
    names = [[(mark["name"], mark["words"]) for mark in drawn["marks"]] for drawn in (theirs, ours)]
    if names[0] != names[1]:
        extra = [mark for mark in names[1] if mark not in names[0]]
        lacking = [mark for mark in names[0] if mark not in names[1]]
        return [*faults, f"{len(names[1])} marks, not {len(names[0])}; extra {extra[:5]}, lacking {lacking[:5]}"], apart
    for their, our in zip(theirs["marks"], ours["marks"], strict=True):
        is_text = their["name"] == "text"
        px = furthest(their["box"], our["box"])
        kind = "texts" if is_text else "marks"
        apart[kind] = max(apart[kind], px)
        what = f"{our['name']} {our['words']!r}"
        if px > (TEXT_PX if is_text else MARK_PX):
            faults.append(f"{what} is {px:.2f} px away: {our['box']}, not {their['box']}")
        if their["look"] != our["look"]:
            faults.append(f"{what} looks {our['look']}, not {their['look']}")
        if furthest(region([whole, *their["clips"]]), region([whole, *our["clips"]])) > CLIP_PX:
            faults.append(f"{what} is clipped by {our['clips']}, not {their['clips']}")
    return faults, apart


def furthest(one: list[float], other: list[float]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def region(clips: list[list[float]]) -> list[float]:
    """The part that all clips leave."""
    lefts, tops, rights, bottoms = zip(*clips, strict=True)
    return [max(lefts), max(tops), min(rights), min(bottoms)]
