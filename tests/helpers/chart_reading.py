"""A drawn chart as a few lines that a person can review: what is where, in which colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any

from chart_boxes import marks, words

from yiwu_report.charts.palette import PALETTE
from yiwu_report.model.drawn import DrawnChart

ROLES = {light: role for role, (light, _) in PALETTE.items()}


def reading(drawn: DrawnChart, width: int) -> str:
    """The chart at one width."""
    figure = drawn.figures[width]
    lines = [f"== {drawn.language} {width} x {figure['layout']['height']}"]
    lines += [f"text {_at(box.left, box.top)} {box.what}" for box in sorted(words(figure), key=_order)]
    lines += _marks(figure)
    lines += [_shape(shape) for shape in figure["layout"]["shapes"]]
    return "\n".join(lines)


def remarks(drawn: DrawnChart) -> str:
    """What stands beside it."""
    lines = [f"-- {drawn.language}: {drawn.description}"]
    lines += [f"key {name}: {text}" for name, text in drawn.key]
    lines += [f"note {note}" for note in drawn.notes]
    lines.append("| " + " | ".join(drawn.rows.header))
    lines += ["| " + " | ".join(cell.text for cell in row) for row in drawn.rows.rows]
    return "\n".join(lines)


def _order(box: Any) -> tuple[float, float]:
    return box.top, box.left


def _at(x: float, y: float) -> str:
    return f"({x:.0f}, {y:.0f})"


def _marks(figure: Mapping[str, Any]) -> Iterator[str]:
    boxes = iter(marks(figure))
    for trace in figure["data"]:
        if trace["type"] == "bar":
            for colour, hover in zip(trace["marker"]["color"], trace.get("hovertext") or repeat(""), strict=False):
                box = next(boxes)
                size = f"{box.right - box.left:.1f} x {box.bottom - box.top:.1f}"
                yield f"bar {_at(box.left, box.top)} {size} {ROLES[colour]} [{hover}]"
        elif trace.get("mode") == "markers":
            colours = trace["marker"]["color"]
            for colour, hover in zip(colours, trace["hovertext"], strict=True):
                box = next(boxes)
                yield f"dot {_at((box.left + box.right) / 2, (box.top + box.bottom) / 2)} {ROLES[colour]} [{hover}]"
        elif trace.get("meta") == "areas":
            yield from (f"area [{hover}]" for hover in trace["hovertext"])
        elif trace.get("fill"):
            squares = trace["x"].count(None) + 1
            yield f"squares {squares} {ROLES[trace['fillcolor']]} [{trace['text']}]"
        elif trace["mode"] == "lines":
            look = trace["line"]
            yield f"line {ROLES[look['color']]} {look.get('dash', 'solid')} {list(zip(trace['x'], trace['y'], strict=True))}"


def _shape(shape: Mapping[str, Any]) -> str:
    line = shape["line"]
    look = [f"line {ROLES[line['color']]} {line['width']} {line.get('dash', '')}".strip()] if line["width"] else []
    look += [f"fill {ROLES[shape['fillcolor']]}"] if "fillcolor" in shape else []
    pieces = len(re.findall("M", shape["path"]))
    return f"path {shape['layer']} {', '.join(look)}: {pieces}"
