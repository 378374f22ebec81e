"""Where a drawn chart's words and marks stand, worked out from the figure as plotly lays it out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from yiwu_report.text.formatting.text_width import text_width_px

LINE = 1.3  # plotly's line height
TOUCH_PX = 1.0  # boxes may touch by so much: a line's height holds more than its letters


@dataclass(frozen=True)
class Box:
    """A box in px from the top left corner, and what it is."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left + TOUCH_PX < other.right
            and other.left + TOUCH_PX < self.right
            and self.top + TOUCH_PX < other.bottom
            and other.top + TOUCH_PX < self.bottom
        )


def px(axis: Mapping[str, Any], length: float, value: float, *, is_y: bool = False) -> float:
    """Where a value stands: plotly draws `range` over the axis' domain, since a figure has no margins."""
    start, end = (float(each) for each in axis["range"])
    first, last = axis.get("domain", (0.0, 1.0))
    plain = math.log10(value) if axis["type"] == "log" else value
    share = first + (plain - start) / (end - start) * (last - first)
    return (1 - share) * length if is_y else share * length


def _at(figure: Mapping[str, Any], x: float, y: float, axes: tuple[str, str]) -> tuple[float, float]:
    """Where a place on these axes stands, e.g. x2 and y2."""
    layout = figure["layout"]
    across, down = (layout[f"{name[0]}axis{name[1:]}"] for name in axes)
    return px(across, layout["width"], x), px(down, layout["height"], y, is_y=True)


def _axes(trace: Mapping[str, Any]) -> tuple[str, str]:
    return trace.get("xaxis", "x"), trace.get("yaxis", "y")


def _places(figure: Mapping[str, Any], trace: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is not None:
            yield _at(figure, x, y, _axes(trace))


def words(figure: Mapping[str, Any]) -> list[Box]:
    """A box for each text."""
    boxes = []
    for trace in figure["data"]:
        if trace.get("mode") != "text":
            continue
        font = trace["textfont"]
        for (x, y), text in zip(_places(figure, trace), trace["text"], strict=True):
            lines = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split("<br>")
            width = max(text_width_px(line, font["size"], bold=font.get("weight") == "bold") for line in lines)
            half = len(lines) * font["size"] * LINE / 2
            left = {"middle right": x, "middle center": x - width / 2, "middle left": x - width}[trace["textposition"]]
            boxes.append(Box(text, left, y - half, left + width, y + half))
    return boxes


def marks(figure: Mapping[str, Any]) -> list[Box]:
    """A box for each bar and each dot."""
    boxes = []
    for trace in figure["data"]:
        places = list(_places(figure, trace))
        if trace["type"] == "bar":
            boxes += _bars(figure, trace, places)
        elif trace.get("mode") == "markers":
            sizes = trace["marker"]["size"]
            sizes = sizes if isinstance(sizes, list) else [sizes] * len(places)
            boxes += [
                Box("dot", x - size / 2, y - size / 2, x + size / 2, y + size / 2)
                for (x, y), size in zip(places, sizes, strict=True)
            ]
    return boxes


def _bars(figure: Mapping[str, Any], trace: Mapping[str, Any], places: list[tuple[float, float]]) -> list[Box]:
    zero_x, zero_y = _at(figure, 0, 0, _axes(trace))
    boxes = []
    if "base" in trace:  # parts of a stacked bar
        for base, length, (_, y), width in zip(trace["base"], trace["x"], places, trace["width"], strict=True):
            start, end = sorted(_at(figure, each, 0, _axes(trace))[0] for each in (base, base + length))
            boxes.append(Box("bar", start, y - width / 2, end, y + width / 2))
        return boxes
    for (x, y), width in zip(places, trace["width"], strict=True):
        if trace["orientation"] == "h":
            boxes.append(Box("bar", min(x, zero_x), y - width / 2, max(x, zero_x), y + width / 2))
        else:
            boxes.append(Box("bar", x - width / 2, min(y, zero_y), x + width / 2, max(y, zero_y)))
    return boxes


def lines(figure: Mapping[str, Any]) -> list[Box]:
    """A box for each straight line above the marks: the zero line, a rule."""
    boxes = []
    for shape in figure["layout"]["shapes"]:
        if shape["layer"] == "above" and shape["line"].get("width") == 1:
            for x1, y1, x2, y2 in re.findall(r"M([^,]+),([^L]+)L([^,]+),([^MLZ]+)(?=M|$)", shape["path"]):
                axes = (shape.get("xref", "x"), shape.get("yref", "y"))
                ends = [_at(figure, float(x), float(y), axes) for x, y in ((x1, y1), (x2, y2))]
                (left, top), (right, bottom) = (tuple(map(pick, *ends)) for pick in (min, max))
                boxes.append(Box("line", left, top, right, bottom))
    return boxes


def faults(figure: Mapping[str, Any]) -> list[str]:
    """What is clipped, too small, or over something else."""
    layout = figure["layout"]
    texts, shapes = words(figure), marks(figure)
    found = [
        f"clipped: {box}"
        for box in (*texts, *shapes)
        if box.left < -0.01
        or box.top < -0.01
        or box.right > layout["width"] + 0.01
        or box.bottom > layout["height"] + 0.01
    ]
    found += [f"{a} over {b}" for a, b in combinations(texts, 2) if a.overlaps(b)]
    found += [f"{a} over {b}" for a in texts for b in (*shapes, *lines(figure)) if a.overlaps(b)]
    bars = [box for box in shapes if box.what == "bar"]
    found += [f"{a} over {b}" for a, b in combinations(bars, 2) if a.overlaps(b)]
    found += [
        f"{trace['textfont']['size']} px: {trace['text']}"
        for trace in figure["data"]
        if trace.get("mode") == "text" and trace["textfont"]["size"] < 12
    ]
    return found
