"""Pictures are what plotly.js draws in a browser: the same marks and texts at the same places, with the same looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import plotly
import pytest
from charts_fixture import cases as chart_cases
from charts_fixture import draw_case, stress_cases
from picture_figures import WIDTHS_PX, figures
from playwright.sync_api import Browser, Page

from yiwu_report.svg import Engine

ROOT = Path(__file__).resolve().parent.parent.parent
PLOTLY_JS = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MARK_PX = 0.1
TEXT_PX = 0.5
BLANK_PX = 2  # a text's box begins so far above the ink of its letters
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
    cases = [
        Case(f"{name} at {width} px", figure, width, figure["layout"]["height"])
        for name, figure in figures().items()
        for width in WIDTHS_PX
    ]
    assert len(cases) >= 60 * len(WIDTHS_PX)
    compare(cases, page, engine)


def test_the_reports_own_charts_are_too(page: Page, engine: Engine) -> None:
    from yiwu_report.build.stages import run_stages  # noqa: PLC0415  # only this test waits for it

    context = run_stages(ROOT, progress=lambda _stage: None).context
    assert context is not None
    cases = [
        Case(f"{id_} in {language} at {width} px", figure, width, round(figure["layout"]["height"]), is_clipped=False)
        for (id_, language), chart in context.charts.items()
        for width, figure in chart.figures.items()
    ]
    assert {case.width for case in cases} == set(WIDTHS_PX)
    compare(cases, page, engine)


def test_the_cases_of_every_kind_of_chart_are_too(page: Page, engine: Engine) -> None:
    """Negative values, points without dots, two dots on one spot, and whatever else tests/charts has."""
    cases = [
        Case(f"{name} in {language} at {width} px", figure, width, round(figure["layout"]["height"]), is_clipped=False)
        for name, case in chart_cases().items()
        for (_, language), chart in draw_case(case)[0].items()
        for width, figure in chart.figures.items()
    ]
    assert len(cases) >= 30 * len(WIDTHS_PX)
    compare(cases, page, engine)


def test_figures_under_stress_are_too(page: Page, engine: Engine) -> None:
    """Long and odd names, values far apart or equal, times before 1900: no text is cut or over another."""
    cases = [
        Case(f"{name} in {language} at {width} px", figure, width, round(figure["layout"]["height"]), is_clipped=False)
        for name, case in stress_cases().items()
        if "problems" not in case
        for (_, language), chart in draw_case(case)[0].items()
        for width, figure in chart.figures.items()
    ]
    assert len(cases) >= 40 * len(WIDTHS_PX)
    compare(cases, page, engine)


@dataclass(frozen=True)
class Case:
    """A figure to draw both ways; `is_clipped`: whether its labels may reach beyond the picture."""

    name: str
    figure: Mapping[str, Any]
    width: int
    height: int
    is_clipped: bool = True


def compare(cases: list[Case], page: Page, engine: Engine) -> None:
    """Draw all figures both ways, fail with every difference, print how far the worst are apart."""
    faults: list[str] = []
    worst = {"marks": (0.0, ""), "texts": (0.0, "")}
    for case in cases:
        whole = [0, 0, case.width, case.height]
        theirs = page.evaluate("([f, w, h]) => plotlyMarks(f, w, h)", [case.figure, *whole[2:]])
        svg = engine.draw(case.figure, case.width, case.height, prefix="p", title=case.name, description="")
        ours = page.evaluate("pictureMarks", svg)
        found, apart = differences(theirs, ours, whole)
        if not case.is_clipped:
            found += [f"{text} reaches beyond the picture" for text in outside(ours["marks"], whole)]
            found += [f"{one} is over {other}" for one, other in overlapping(ours["marks"])]
        faults += [f"{case.name}: {fault}" for fault in found]
        for kind, px in apart.items():
            worst[kind] = max(worst[kind], (px, case.name))
    print(f"\n{len(cases)} pictures")
    for kind, (px, name) in worst.items():
        print(f"{kind}: at most {px:.3f} px apart ({name})")
    assert not faults, "\n".join(faults)


def differences(
    theirs: dict[str, Any], ours: dict[str, Any], whole: Sequence[float]
) -> tuple[list[str], dict[str, float]]:
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


def outside(marks: list[dict[str, Any]], whole: Sequence[float]) -> list[str]:
    """Texts of which a part cannot be seen."""
    texts = (mark for mark in marks if mark["name"] == "text")
    return [text["words"] for text in texts if furthest(region([whole, text["box"]]), text["box"]) > BLANK_PX]


def overlapping(marks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Texts that lie on one another, by more than the space around their letters."""
    texts = [mark for mark in marks if mark["name"] == "text" and mark["words"].strip()]
    return [
        (one["words"], other["words"])
        for one, other in combinations(texts, 2)
        for left, top, right, bottom in [region([one["box"], other["box"]])]
        if right - left > BLANK_PX and bottom - top > 2 * BLANK_PX
    ]


def furthest(one: Sequence[float], other: Sequence[float]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def region(clips: Sequence[Sequence[float]]) -> list[float]:
    """The part that all clips leave."""
    lefts, tops, rights, bottoms = zip(*clips, strict=True)
    return [max(lefts), max(tops), min(rights), min(bottoms)]
