"""All pictures of a report: drawn once, kept, coloured by roles; a chart that can't be drawn is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plotly
import pytest

from yiwu_report.model.drawn import ChartRows, DrawnChart
from yiwu_report.model.rules import Rule
from yiwu_report.svg import Engine, PictureQueue, standalone, themed

PLOTLY_JS = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text("utf-8")
ROLES = {"#12436D": "c1", "#FFFFFF": "paper"}


class MemoryCache(dict[str, str]):
    """Keeps texts for the time of a test."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


class Starts:
    """Hands out one engine and counts how often it was asked for."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.count = 0

    def __call__(self) -> Engine:
        self.count += 1
        return self.engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(PLOTLY_JS) as engine:
        yield engine


def figure(height: int = 200, kind: str = "bar", value: float = 3) -> dict[str, Any]:
    trace = {"type": kind, "x": ["a", "b"], "y": [value, 1], "marker": {"color": "#12436D"}}
    return {"data": [trace], "layout": {"height": height, "font": {"family": "Arial", "size": 13}}}


def chart(name: str = "parks", language: str = "en", figures: dict[int, Any] | None = None) -> DrawnChart:
    return DrawnChart(
        id=name,
        language=language,
        form="bar",
        figures=figures or {360: figure(), 720: figure(150)},
        rows=ChartRows((), ()),
        description=f"what {name} shows",
        notes=(),
        key=(),
        sources=(),
        uses=frozenset(),
    )


def drawn(charts: list[DrawnChart], starts: Starts, cache: MemoryCache, version: str = "4.1.1") -> Any:
    queue = PictureQueue(starts, cache, version)
    for each in charts:
        queue.begin(each, f"Title of {each.id}")
    return queue.finish(ROLES)


def test_every_chart_at_each_of_its_widths(engine: Engine) -> None:
    pictures, problems = drawn([chart(), chart(language="zh"), chart("growth")], Starts(engine), MemoryCache())
    assert problems == ()
    assert list(pictures) == [
        (name, language, width)
        for name, language in (("parks", "en"), ("parks", "zh"), ("growth", "en"))
        for width in (360, 720)
    ]
    svg = pictures["parks", "en", 720]
    assert 'width="720" height="150"' in svg
    assert '<title id="parks-720-title">Title of parks</title><desc id="parks-720-desc">what parks shows</desc>' in svg


def test_ids_of_one_page_differ(engine: Engine) -> None:
    pictures, _ = drawn([chart(), chart("growth")], Starts(engine), MemoryCache())
    ids = [found for svg in pictures.values() for found in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))


def test_nothing_changed_starts_no_engine(engine: Engine) -> None:
    starts, cache = Starts(engine), MemoryCache()
    first = drawn([chart()], starts, cache)
    assert starts.count == 1
    assert drawn([chart()], starts, cache) == first
    assert starts.count == 1


@pytest.mark.parametrize("changed", ["figure", "title or text", "plotly.js", "width"])
def test_what_changed_is_drawn_anew_and_nothing_else(engine: Engine, changed: str) -> None:
    cache = MemoryCache()
    drawn([chart(), chart("growth")], Starts(engine), cache)
    kept = len(cache)
    other = {
        "figure": chart(figures={360: figure(value=4), 720: figure(150)}),
        "title or text": chart("shares", figures={360: figure()}),
        "plotly.js": chart(figures={360: figure()}),
        "width": chart(figures={400: figure(), 720: figure(150)}),
    }[changed]
    drawn([other, chart("growth")], Starts(engine), cache, version="4.2.0" if changed == "plotly.js" else "4.1.1")
    assert len(cache) - kept == (3 if changed == "plotly.js" else 1)


def test_colours_become_roles_of_the_page(engine: Engine) -> None:
    pictures, _ = drawn([chart()], Starts(engine), MemoryCache())
    svg = pictures["parks", "en", 360]
    assert 'fill="var(--c1)"' in svg
    assert 'fill="var(--paper)"' in svg
    assert "#12436d" not in svg
    assert 'fill="#444444"' in svg  # a colour without a role stays


def test_a_file_of_its_own_has_its_colours(engine: Engine) -> None:
    with_roles = drawn([chart()], Starts(engine), MemoryCache())[0]["parks", "en", 360]
    svg = standalone(with_roles, ROLES)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    assert "var(" not in svg
    assert 'fill="#12436d"' in svg
    assert "text-autospace:no-autospace" in svg
    assert svg.count("<svg") == svg.count("</svg>") == 1


def test_words_are_never_taken_for_colours() -> None:
    svg = '<text x="1" fill="#12436d"> fill=&quot;#12436d&quot; #12436d</text>'
    assert themed(svg, ROLES) == '<text x="1" fill="var(--c1)"> fill=&quot;#12436d&quot; #12436d</text>'


def test_a_chart_that_cannot_be_drawn_is_named_once(engine: Engine) -> None:
    broken = {360: figure(kind="heatmap"), 720: figure(150, kind="heatmap")}
    charts = [chart("maps", figures=broken), chart("maps", "zh", figures=broken), chart()]
    pictures, problems = drawn(charts, Starts(engine), MemoryCache())
    assert {key[0] for key in pictures} == {"parks"}
    (problem,) = problems
    assert problem.rule is Rule.PICTURE
    assert str(problem).startswith(
        'content/charts/maps.yaml:1:1: cannot draw a picture of the chart "maps": it has a trace of type heatmap'
    )


def test_a_problem_is_not_kept(engine: Engine) -> None:
    cache = MemoryCache()
    broken = chart(figures={360: figure(kind="heatmap")})
    assert drawn([broken], Starts(engine), cache)[1] == drawn([broken], Starts(engine), cache)[1] != ()
    assert not cache
