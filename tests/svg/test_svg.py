"""Pictures: what they are made of, what is refused, and that they are the same everywhere."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import plotly
import pytest
from picture_figures import WIDTHS_PX, figures

from yiwu_report.svg import CannotDraw, Engine, standalone

PLOTLY_JS = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text("utf-8")
BAR = {"data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2]}], "layout": {}}
DRAWN = Path(__file__).parent.parent / "pictures" / "drawn"
SHOWN = ("bar_three_makers", "bar_patterns", "layout_annotations", "pie_three", "scatter_log_line")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(PLOTLY_JS) as engine:
        yield engine


def drawn(engine: Engine, figure: dict[str, Any], width: int = 360, height: int = 240) -> str:
    return engine.draw(figure, width, height, prefix="chart-1", title="A < B", description='"quoted" & so on')


@pytest.fixture(scope="module")
def pictures(engine: Engine) -> dict[str, str]:
    return {
        f"{name} at {width} px": drawn(engine, figure, width, figure["layout"]["height"])
        for name, figure in figures().items()
        for width in WIDTHS_PX
    }


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def every(pictures: dict[str, str]) -> Iterator[tuple[str, ET.Element]]:
    return ((name, element) for name, svg in pictures.items() for element in elements(svg))


def test_says_what_it_is(engine: Engine) -> None:
    root = ET.fromstring(drawn(engine, BAR))
    assert root.attrib["role"] == "img"
    assert (root.attrib["width"], root.attrib["height"], root.attrib["viewBox"]) == ("360", "240", "0 0 360 240")
    named = {element.attrib["id"]: element for element in root if element.tag in {"title", "desc"}}
    title, description = (named[name] for name in root.attrib["aria-labelledby"].split())
    assert (title.tag, title.text) == ("title", "A < B")
    assert (description.tag, description.text) == ("desc", '"quoted" & so on')


def test_stands_under_a_strict_policy(pictures: dict[str, str]) -> None:
    for name, element in every(pictures):
        assert element.tag not in {"script", "style", "foreignObject", "a", "image", "use"}, name
        assert not {key for key in element.attrib if key == "style" or key.startswith("on") or "href" in key}, name


def test_holds_nothing_that_nobody_sees(pictures: dict[str, str]) -> None:
    for name, element in every(pictures):
        if element.tag in {"g", "defs", "clipPath", "pattern", "text", "tspan"}:
            assert len(element) or (element.text or "").strip(" "), f"{name}: an empty {element.tag}"
        assert element.attrib.get("opacity") != "0", name
        assert element.attrib.get("display") != "none", name


def test_ids_are_the_charts_own_and_referred_to(pictures: dict[str, str]) -> None:
    for name, svg in pictures.items():
        ids = [element.attrib["id"] for element in elements(svg) if "id" in element.attrib]
        assert all(each.startswith("chart-1-") for each in ids), name
        assert max(Counter(ids).values()) == 1, name
        referred = set(re.findall(r"url\(#([^)]+)\)", svg))
        assert referred == {each for each in ids if not each.endswith(("-title", "-desc"))}, name


def test_no_definition_stands_twice(pictures: dict[str, str]) -> None:
    for name, svg in pictures.items():
        definitions = [re.sub(r' id="[^"]*"', "", each) for each in re.findall(r"<clipPath.*?</clipPath>", svg)]
        assert len(definitions) == len(set(definitions)), name


def test_coordinates_have_two_decimals(pictures: dict[str, str]) -> None:
    """But for arcs and scales, where the third and fourth can be seen."""
    for name, element in every(pictures):
        for key, value in element.attrib.items():
            places = 4 if re.search(r"[Aa]\d|scale|matrix", value) else 2
            assert not re.search(rf"\.\d{{{places + 1}}}|\de-\d", value), f"{name}: {key}={value}"


def test_ten_bars_are_light(engine: Engine) -> None:
    values = [38.5, 21, 9.25, 12, 45, 3, 17, 28, 33.3, 8]
    figure = {
        "data": [{
            "type": "bar",
            "orientation": "h",
            "x": values,
            "y": [f"计算机、通信和电子设备制造业之{number}" for number in range(10)],
            "text": [f"{value}%" for value in values],
            "marker": {"color": "#12436d", "pattern": {"shape": ["", "/"] * 5}},
        }],
        "layout": {"xaxis": {"title": {"text": "占比（%）"}}, "yaxis": {"automargin": True}},
    }  # fmt: skip
    svg = drawn(engine, figure, 720, 480).encode()
    assert len(svg) <= 10_000
    assert len(gzip.compress(svg, 9)) <= 2_000


@pytest.mark.parametrize("kind", ["heatmap", "scattergl", "histogram", "box", "scatter3d", "choropleth", "sankey"])
def test_other_traces_are_refused_by_name(engine: Engine, kind: str) -> None:
    with pytest.raises(CannotDraw, match=f"type {kind}; pictures support bar, pie, scatter"):
        drawn(engine, {"data": [*BAR["data"], {"type": kind}]})


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        ({"data": [], "layout": {"images": [{"source": "a.png"}]}}, "images from files"),
        ({"data": [], "layout": {"sliders": [{"steps": []}]}}, "sliders"),
        ({"data": [], "layout": {"updatemenus": [{"buttons": []}]}}, "buttons"),
        ({"data": [{"y": [float("nan")]}]}, "not plain JSON data"),
        ({"data": [{"y": np.array([1, 2])}]}, "not plain JSON data"),
        ({"data": [{"y": [1]}], "layout": {"title": {"text": "t", "font": {"shadow": "auto"}}}}, "style text-shadow"),
    ],
)
def test_what_a_picture_cannot_show_is_refused(engine: Engine, figure: dict[str, Any], reason: str) -> None:
    with pytest.raises(CannotDraw, match=reason):
        drawn(engine, figure)
    assert drawn(engine, BAR)


def test_time_is_limited_and_the_next_figure_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    many = list(range(100_000))
    with Engine(PLOTLY_JS) as engine:
        before = drawn(engine, BAR)
        monkeypatch.setattr("yiwu_report.svg.v8.DRAW_SECONDS", 0.2)
        with pytest.raises(CannotDraw, match="longer than 0 seconds"):
            drawn(engine, {"data": [{"type": "bar", "x": many, "y": many}]})
        monkeypatch.undo()
        assert drawn(engine, BAR) == before


def test_memory_is_limited_and_the_next_figure_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    many = list(range(200_000))
    monkeypatch.setattr("yiwu_report.svg.v8.MEMORY_BYTES", 48 * 1024**2)
    with Engine(PLOTLY_JS) as engine:
        before = drawn(engine, BAR)
        with pytest.raises(CannotDraw, match="more than 48 MiB of memory"):
            drawn(engine, {"data": [{"mode": "markers", "x": many, "y": many}]})
        assert drawn(engine, BAR) == before


@pytest.mark.parametrize("program", ["", "this is no JavaScript", "throw new Error('broken')"])
def test_what_is_not_plotly_js_is_named(program: str) -> None:
    with Engine(program) as engine:
        for _ in range(2):
            with pytest.raises(CannotDraw, match=r"plotly\.js does not start: "):
                drawn(engine, BAR)


def test_pictures_are_as_they_were(engine: Engine) -> None:
    """Looked at once, the same bytes ever since, on every version of Python and every machine."""
    every_figure = figures()
    for name in SHOWN:
        path = DRAWN / f"{name}.svg"
        svg = standalone(engine.draw(every_figure[name], 360, 300, prefix=name, title=name, description=""), {}) + "\n"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(svg, "utf-8", newline="\n")
            pytest.fail(f"{path.name} was missing: look at it, then commit it")
        changed = path.with_name(f"{name}-changed.svg")
        if svg != path.read_text("utf-8"):
            changed.write_text(svg, "utf-8", newline="\n")
            pytest.fail(f"{path.name} is no longer what is drawn: compare it with {changed.name}")
        changed.unlink(missing_ok=True)


def test_earlier_pictures_leave_no_trace(engine: Engine, pictures: dict[str, str]) -> None:
    backwards = reversed(figures().items())
    for name, figure in backwards:
        assert drawn(engine, figure, 720, figure["layout"]["height"]) == pictures[f"{name} at 720 px"], name


def begun(engine: Engine, figure: dict[str, Any], width: int = 360, height: int = 240) -> Future[str]:
    return engine.begin(figure, width, height, prefix="chart-1", title="A < B", description='"quoted" & so on')


def test_pictures_that_share_a_call_leave_no_trace_in_each_other(engine: Engine, pictures: dict[str, str]) -> None:
    coming = {
        f"{name} at {width} px": begun(engine, figure, width, figure["layout"]["height"])
        for name, figure in figures().items()
        for width in WIDTHS_PX
    }
    for name, picture in coming.items():
        assert picture.result() == pictures[name], name


def test_one_that_cannot_be_drawn_keeps_no_other_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    many = list(range(100_000))
    unfit = {"data": [{"y": [1]}], "layout": {"title": {"text": "t", "font": {"shadow": "auto"}}}}
    with Engine(PLOTLY_JS) as engine:
        bar = drawn(engine, BAR)
        monkeypatch.setattr("yiwu_report.svg.v8.DRAW_SECONDS", 0.5)
        asked = [BAR, unfit, BAR, {"data": [{"type": "bar", "x": many, "y": many}]}, BAR]
        coming = [begun(engine, figure) for figure in asked]
        outcomes = [str(each.exception() or each.result() == bar) for each in coming]
    assert outcomes[::2] == ["True"] * 3
    assert "style text-shadow" in outcomes[1]
    assert "longer than" in outcomes[3]
