"""The small DOM has what plotly.js asks for, and nothing else; and the bundle is cut to what runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import plotly
import pytest
from picture_figures import figures

from yiwu_report.svg import CannotDraw
from yiwu_report.svg.bundle import needed_part
from yiwu_report.svg.engine import _own_code, _text_widths, remembering
from yiwu_report.svg.v8 import V8
from yiwu_report.text.formatting.text_width import text_width_px

PLOTLY_JS = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text("utf-8")

# Counts every use of a member of the DOM's classes.
COUNT = """
const used = new Set();
const members = [];
for (const kind of [Node, Text, Element, HTMLElement, ClassList, Style, Document]) {
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(kind.prototype))) {
    if (name === "constructor") continue;
    for (const part of ["value", "get", "set"]) {
      const original = member[part];
      if (typeof original !== "function") continue;
      const label = `${kind.name}.${name}`;
      members.push(label); // an accessor once for both
      member[part] = function (...given) { used.add(label); return original.apply(this, given); };
    }
    Object.defineProperty(kind.prototype, name, member);
  }
}
function unused() { return JSON.stringify(members.filter((label) => !used.has(label)).sort()); }
"""


class InThread:
    """A context in a thread of its own, as the engine has it: tests of a browser leave an event loop in this one."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._v8 = self._thread.submit(V8).result()

    def load(self, program: str) -> None:
        self._thread.submit(self._v8.load, program).result()

    def call(self, function: str, *arguments: Any) -> Any:
        return self._thread.submit(self._v8.call, function, *arguments).result()

    def close(self) -> None:
        self._thread.submit(self._v8.close).result()
        self._thread.shutdown()


@pytest.fixture
def v8() -> Iterator[InThread]:
    context = InThread()
    context.load(_own_code()[0])
    context.call("setTextWidths", *_text_widths())
    yield context
    context.close()


def draw_all(v8: InThread) -> list[str]:
    pictures = []
    for name, figure in figures().items():
        v8.call("beginPictures", [[json.dumps(figure), 360, figure["layout"]["height"]]])
        (picture,) = json.loads(v8.call("finishPictures", [[name, name, ""]]))
        pictures.append(picture["svg"])
    return pictures


def test_every_part_is_asked_for(v8: InThread) -> None:
    v8.load(COUNT)
    v8.load(PLOTLY_JS)
    v8.load(_own_code()[1])
    draw_all(v8)
    unused = json.loads(v8.call("unused"))
    assert not unused, ", ".join(unused)


def test_the_whole_bundle_draws_the_same_as_its_needed_part(v8: InThread) -> None:
    part = remembering(needed_part(PLOTLY_JS))
    assert len(part) < len(PLOTLY_JS) / 4
    assert part.count("partsOfNames") == 3, "nestedProperty is written in another way: pictures take a fifth longer"
    v8.load(part)
    v8.load(_own_code()[1])
    whole = InThread()
    for program in (_own_code()[0], PLOTLY_JS, _own_code()[1]):
        whole.load(program)
    whole.call("setTextWidths", *_text_widths())
    assert draw_all(whole) == draw_all(v8)
    whole.close()


@pytest.mark.parametrize(
    "bundle",
    [
        "",
        "var Plotly = {};",
        PLOTLY_JS.replace(".register([", ".enrol(["),
        PLOTLY_JS.replace('moduleType:"trace",name:"pie"', 'moduleType:"trace",name:"tart"'),
        PLOTLY_JS.replace("});var ", "});let "),
    ],
    ids=["empty", "another program", "registers otherwise", "without pies", "other statements"],
)
def test_a_bundle_of_another_make_is_taken_whole(bundle: str) -> None:
    assert needed_part(bundle) == bundle


@pytest.mark.parametrize("program", ["", "var Plotly = {};", PLOTLY_JS * 2], ids=["empty", "another", "two of them"])
def test_what_is_not_found_once_is_left_as_it_is(program: str) -> None:
    assert remembering(program) == program


def test_names_taken_apart_once_are_taken_apart_as_before(v8: InThread) -> None:
    start = PLOTLY_JS.index('.split("."),', PLOTLY_JS.index('"bad property string"') - 200)
    body = PLOTLY_JS[PLOTLY_JS.rindex("var ", 0, start) : PLOTLY_JS.index('return typeof t!="object"', start)]
    take_apart = f'(t, r) => {{{body}return typeof t!="object"?i:i}}'
    memory, _, quicker = remembering(take_apart).partition("\n")
    v8.load(memory)
    names = json.dumps(["tickfont.size", "shapes[2].line.color", "x", "", "a[0][1].b", "[3]", "tickfont.size"])
    before, after = (value(v8, f"{names}.map((name) => ({each})({{}}, name))") for each in (take_apart, quicker))
    assert after == before
    assert after[1] == ["shapes", 2, "line", "color"]


def value(v8: InThread, expression: str) -> Any:
    v8.load(f"var result = () => JSON.stringify({expression})")
    return json.loads(v8.call("result"))


@pytest.mark.parametrize(
    ("text", "size", "weight", "length"),
    [
        ("200", 13, "regular", 21.703125),  # as Chromium has it: up to the next 1/64 px
        ("Hg", 12, "bold", 16.0),
        ("多亿元", 12, "regular", 36.015625),  # Han at 12 px are a little more than 12 px wide
        ("多亿元", 14, "regular", 42),
        ("To", 13, "regular", 13.734375),  # drawn together
        ("Yiwu", 13, "regular", 27.703125),
    ],
)
def test_texts_are_as_long_as_in_chromium(v8: InThread, text: str, size: int, weight: str, length: float) -> None:
    measured = value(v8, f"measured({json.dumps(text)}, {{size: {size}, weight: '{weight}'}}).length")
    table = text_width_px(text, size, bold=weight == "bold")
    assert measured == pytest.approx(table, abs=1.5)
    assert measured == length


def test_ink_beyond_the_advance_is_in_the_box(v8: InThread) -> None:
    box = value(v8, "measured('¥20 yr', {size: 13, weight: 'regular'})")
    assert box["left"] == -1
    assert box["right"] > box["length"]


@pytest.mark.parametrize("selector", ["a + b", "a:hover", "a:nth-child(2)", "[a|=b]"])
def test_what_is_not_known_is_an_error(v8: InThread, selector: str) -> None:
    with pytest.raises(CannotDraw, match="selector not known to the DOM of pictures"):
        v8.call("document.querySelector.bind(document)", selector)


def test_a_curve_is_not_measured_wrongly(v8: InThread) -> None:
    v8.load("const path = document.createElementNS(SVG, 'path'); path.setAttribute('d', 'M0,0C1,1 2,2 3,3');")
    with pytest.raises(CannotDraw, match="a curved path is measured"):
        v8.call("path.getBBox.bind(path)")


@pytest.mark.parametrize(
    ("markup", "box"),
    [
        ("['path', {d: 'M1,2L5,-3H7v20Z'}]", [1, -3, 7, 17]),
        ("['path', {d: 'M1,2l5,-3z', transform: 'translate(10,20)'}]", [11, 19, 16, 22]),
        ("['rect', {x: 1, y: 2, width: 3, height: 4, transform: 'scale(2)'}]", [2, 4, 8, 12]),
        ("['rect', {x: 0, y: 0, width: 4, height: 2, transform: 'rotate(90)'}]", [-2, 0, 0, 4]),
        ("['rect', {x: 0, y: 0, width: 4, height: 2, transform: 'rotate(180,2,1)'}]", [0, 0, 4, 2]),
        ("['circle', {cx: 5, cy: 5, r: 2, transform: 'matrix(1,0,0,1,-5,-5)'}]", [-2, -2, 2, 2]),
        ("['line', {x1: 5, y1: 1, x2: 2, y2: 9}]", [2, 1, 5, 9]),
        (
            "['g', {transform: 'translate(1)'}, ['rect', {width: 1, height: 1}], ['rect', {x: 8, width: 1, height: 3}]]",
            [1, 0, 10, 3],
        ),
    ],
)
def test_boxes_of_shapes(v8: InThread, markup: str, box: list[float]) -> None:
    v8.load("""
      function made([name, attributes, ...children]) {
        const element = document.createElementNS(SVG, name);
        for (const key in attributes) element.setAttribute(key, attributes[key]);
        for (const child of children) element.appendChild(made(child));
        return element;
      }
      function rect(markup) {
        const { left, top, right, bottom } = made(markup).getBoundingClientRect();
        return JSON.stringify([left, top, right, bottom]);
      }
    """)
    assert value(v8, f"JSON.parse(rect({markup}))") == pytest.approx(box)
