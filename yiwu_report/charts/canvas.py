"""A chart being drawn: marks and texts in px from the top left corner, returned as a validated Plotly figure.

Every position is calculated here, none by plotly, so that what is measured is what is drawn. An axis that shows values
keeps them (a bar of 71 is 71 long in the figure's data); an axis that only places things counts px.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.palette import light
from yiwu_report.model.drawn import DrawnChart


def in_order(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The figure as plain JSON data with its keys in order."""
    plain: dict[str, Any] = json.loads(json.dumps(figure, sort_keys=True, ensure_ascii=False, allow_nan=False))
    return plain


def check_figures(charts: Iterable[DrawnChart]) -> None:
    """Build each figure of charts as a `go.Figure`; ValueError where plotly knows no such figure.

    This takes 3 ms per figure and 0.1 s to import plotly, so it runs while V8 draws.
    """
    import plotly.graph_objects as go  # noqa: PLC0415  # as above

    no_template = go.layout.Template()  # otherwise plotly copies its default, 7 kB, into every figure
    for chart in charts:
        for given in chart.figures.values():
            figure = in_order(given)  # a copy: plotly removes the types from the traces
            go.Figure(data=figure["data"], layout={**figure["layout"], "template": no_template})


FONT = "Arial, sans-serif"  # the widths that `text_width` knows; Han comes from the reader's own font
NAME_PX, VALUE_PX, TICK_PX = 14, 14, 12
LINE = 1.3  # plotly's line height, in font sizes
DIGITS, TIME_DIGITS = 7, 10  # of places in a figure, at least; of times in years: finer than an hour
VALUE_DIGITS = 15  # of values in a figure: all that a binary fraction of 64 bits keeps
PLACE_PX = 0.01  # places are written at least as finely as this
NO_PLACE = 1e-6  # of that: no difference

PointPx = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """From values to px: `start` is at `start_px`. With `log`, in powers of ten."""

    start_px: float
    end_px: float
    start: float
    end: float
    log: bool = False
    digits: int = DIGITS

    def px(self, value: float) -> float:
        """The position of a value, in px."""
        a, b, x = (self._plain(each) for each in (self.start, self.end, value))
        return self.start_px + (x - a) / (b - a) * (self.end_px - self.start_px)

    def value(self, px: float) -> float:
        """The value at a position, cut to the digits that distinguish positions."""
        a, b = self._plain(self.start), self._plain(self.end)
        x = a + (px - self.start_px) / (self.end_px - self.start_px) * (b - a)
        value = 10**x if self.log else x
        if abs(value) < self._step * NO_PLACE:  # zero, but for the noise of binary fractions
            return 0.0
        return tidy(value, self.digits_of(value))

    def over(self, length_px: float) -> list[float]:
        """Plotly's range for this axis drawn over 0 to `length_px`."""
        ends = (self.value(0), self.value(length_px))
        return [tidy(self._plain(end), self.digits if self.log else self.digits_of(end)) for end in ends]

    def digits_of(self, value: float) -> int:
        """How many significant digits a value needs: more where all values are nearly equal, as 10000001 and 10000002.

        On a logarithmic axis places differ by shares of a value, and the least number of digits is enough.
        """
        step = self._step
        if not value or not step:
            return self.digits
        needed = math.floor(math.log10(abs(value))) - math.floor(math.log10(step)) + 1
        return min(max(self.digits, needed), VALUE_DIGITS)

    @property
    def _step(self) -> float:
        """The length that places are written to; none on a logarithmic axis."""
        return 0.0 if self.log else abs((self.end - self.start) / (self.end_px - self.start_px)) * PLACE_PX

    def _plain(self, value: float) -> float:
        return math.log10(value) if self.log else value


def tidy(x: float, digits: int = VALUE_DIGITS) -> float:
    """`x` with so many significant digits, to avoid binary rounding noise."""
    return float(f"{x:.{digits}g}") + 0.0  # no negative zero


def px_axis(length_px: float) -> Axis:
    """An axis that counts px."""
    return Axis(0, length_px, 0, length_px)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks."""

    role: str = "ink"
    size_px: int = VALUE_PX
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextLabel:
    """Lines of text whose middle is at `y`, and whose left, middle or right is at `x`."""

    x: float
    y: float
    lines: tuple[str, ...]
    style: Style
    anchor: str = "left"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a path looks: its line, its fill, or both."""

    line: str | None = None  # a role
    width_px: float = 1.5
    fill: str | None = None  # a role
    dash: str = "solid"
    layer: str = "above"


@dataclass
class Canvas:
    """Collects what a chart shows."""

    layout: ChartLayout
    height: float
    x: Axis
    y: Axis
    traces: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[tuple[Style, str], list[TextLabel]] = field(default_factory=dict)
    paths: dict[Stroke, list[str]] = field(default_factory=dict)
    hover: str = "closest"

    @property
    def width(self) -> int:
        """Its width in px."""
        return self.layout.width

    def text(self, text: TextLabel) -> None:
        """Writes a text."""
        if any(text.lines):
            self.texts.setdefault((text.style, text.anchor), []).append(text)

    def polygon(self, points: Sequence[PointPx], stroke: Stroke) -> None:
        """Draws a closed outline."""
        self.paths.setdefault(stroke, []).append(self._path(points) + "Z")

    def polyline(self, points: Sequence[PointPx], stroke: Stroke) -> None:
        """Draws an open line."""
        self.paths.setdefault(stroke, []).append(self._path(points))

    def circle(self, x: float, y: float, radius: float, stroke: Stroke) -> None:
        """Draws a circle of four Bézier curves (off by less than a thousandth of its radius)."""
        k = 0.5523 * radius
        corners = [(radius, 0.0), (0.0, radius), (-radius, 0.0), (0.0, -radius), (radius, 0.0)]
        handles = [((radius, k), (k, radius)), ((-k, radius), (-radius, k)), ((-radius, -k), (-k, -radius))]
        handles.append(((k, -radius), (radius, -k)))
        path = self._path([(x + radius, y)])
        for (first, second), end in zip(handles, corners[1:], strict=True):
            path += "C" + " ".join(self._place(x + dx, y + dy) for dx, dy in (first, second, end))
        self.paths.setdefault(stroke, []).append(path + "Z")

    def trace(self, trace: Mapping[str, Any]) -> None:
        """Adds a trace in plotly's own words: its x and y are values."""
        self.traces.append({"showlegend": False, "hoverinfo": "skip", **trace})

    def figure(self) -> dict[str, Any]:
        """The figure as plain JSON data."""
        height = math.ceil(self.height)
        return in_order({"data": [*self.traces, *self._text_traces()], "layout": self._layout(height)})

    def _axis(self, name: str) -> Axis:
        return self.x if name == "x" else self.y

    def _path(self, points: Sequence[PointPx]) -> str:
        return "M" + "L".join(self._place(x, y) for x, y in points)

    def _place(self, x: float, y: float) -> str:
        places = ((axis, axis.value(px)) for axis, px in ((self.x, x), (self.y, y)))
        return ",".join(f"{value:.{axis.digits_of(value)}g}" for axis, value in places)

    def _text_traces(self) -> list[dict[str, Any]]:
        return [
            {
                "type": "scatter",
                "mode": "text",
                "x": [self.x.value(text.x) for text in texts],
                "y": [self.y.value(text.y) for text in texts],
                "text": ["<br>".join(escape(line) for line in text.lines) for text in texts],
                "textposition": {"left": "middle right", "middle": "middle center", "right": "middle left"}[anchor],
                "textfont": {
                    "color": light(style.role),
                    "size": style.size_px,
                    **({"weight": "bold"} if style.bold else {}),
                },
                "cliponaxis": False,
                "hoverinfo": "skip",
                "showlegend": False,
            }
            for (style, anchor), texts in self.texts.items()
        ]

    def _layout(self, height: int) -> dict[str, Any]:
        return {
            "width": self.width,
            "height": height,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
            "paper_bgcolor": light("paper"),
            "plot_bgcolor": light("paper"),
            "font": {"family": FONT, "size": VALUE_PX, "color": light("ink")},
            "showlegend": False,
            "barmode": "overlay",
            "dragmode": False,
            "hovermode": self.hover,
            "hoverlabel": {
                "bgcolor": light("paper"),
                "bordercolor": light("axis"),
                "font": {"color": light("ink"), "size": VALUE_PX, "family": FONT},
                "align": "left",
                "namelength": 0,
            },
            "xaxis": self._layout_axis("x", self.width),
            "yaxis": self._layout_axis("y", height),
            "shapes": [_shape(stroke, paths) for stroke, paths in self.paths.items()],
        }

    def _layout_axis(self, name: str, length: float) -> dict[str, Any]:
        axis = self._axis(name)
        ends = axis.over(length)
        return {
            "type": "log" if axis.log else "linear",
            "range": ends if name == "x" else ends[::-1],
            "fixedrange": True,
            "automargin": False,
            "showgrid": False,
            "zeroline": False,
            "showline": False,
            "showticklabels": False,
            "ticks": "",
        }


def escape(text: str) -> str:
    """`text` without anything that plotly takes for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shape(stroke: Stroke, paths: Sequence[str]) -> dict[str, Any]:
    line: dict[str, Any] = {"color": light(stroke.line), "width": stroke.width_px} if stroke.line else {"width": 0}
    if stroke.dash != "solid":
        line["dash"] = stroke.dash
    fill = {"fillcolor": light(stroke.fill)} if stroke.fill else {}
    return {"type": "path", "path": "".join(paths), "line": line, "layer": stroke.layer, **fill}
