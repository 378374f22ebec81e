"""The code by which other sites show a chart: a frame, and a line of script that fits its height.

The chart's page tells the page around how high it is, wherever it changes: by a message, for which the code listens
(from its own frame alone), and by CSS `frame-sizing` where a browser knows it. Where neither can be, because a site
strips scripts, the frame keeps the height that the chart needs at any width from 360 px on, and scrolls below that.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from markupsafe import escape

from yiwu_report.context import Context
from yiwu_report.context.pages import absolute
from yiwu_report.formatting.text_width import text_width_px
from yiwu_report.model.bound import BoundChart
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.site_paths import ROOT, embed_path
from yiwu_report.render.chart_sources import chart_sources

_LISTENER = (
    '<script>addEventListener("message",e=>{for(const f of document.querySelectorAll("iframe"))'
    "if(f.contentWindow===e.source&&e.data?.chartHeight>0)f.height=e.data.chartHeight})</script>"
)

# Sizes of templates/assets/embed.css and of what it builds on, in px.
_SIDES = 2 * 20
_TITLE, _TITLE_LINE = 24, 24 * 1.35
_SMALL, _SMALL_LINE = 14, 14 * 1.8
_KEY_MARK = 34
_NARROW_ENDS = 480  # the narrow picture grows to this width, and stands until the wide one has room
_TARGET = 44 + 8
_ONE_ROW = 600
_GAPS = 130  # margins and paddings, all together
_LOOSE = 1.1  # lines that break at words are never full


@dataclass(frozen=True, slots=True)
class EmbedView:
    """How to show a chart elsewhere. Links begin with `@/`."""

    page: str
    code: str
    is_whole: bool  # False: a script puts in the address that the reader sees, as `base_url` doesn't say it
    script: str


def view_embed(chart: DrawnChart, bound: BoundChart, context: Context) -> EmbedView:
    """The way to a chart's own page, and the code that shows it."""
    path = embed_path(chart.id, chart.language, context.site.languages)
    address = absolute(path, context)
    code = frame_code(address or "", bound.title.plain, frame_height_px(chart, bound, context))
    return EmbedView(
        ROOT + path, f"{code}\n{_LISTENER}", address is not None, ROOT + context.site_assets["copy.js"].path
    )


def frame_code(address: str, title: str, height_px: int) -> str:
    """The frame alone."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height_px}" loading="lazy" '
        'style="border:0;frame-sizing:content-height"></iframe>'
    )


def frame_height_px(chart: DrawnChart, bound: BoundChart, context: Context) -> int:
    """The height that holds the page of a chart at any width from 360 px on, rounded up to 20 px.

    Reckoned with the widths of Liberation Sans, on the generous side: other faces are hardly ever wider.
    """
    heights: dict[int, float] = {width: figure["layout"]["height"] for width, figure in chart.figures.items()}
    narrow, wide = min(heights), max(heights)
    pictures = {
        narrow: heights[narrow],
        _NARROW_ENDS: heights[narrow] * _NARROW_ENDS / narrow,
        wide: heights[wide],
    }
    texts = _Texts(chart, bound, context)
    return ceil(max(height + texts.height_px(width - _SIDES) for width, height in pictures.items()) / 20) * 20


class _Texts:
    """All but the picture."""

    def __init__(self, chart: DrawnChart, bound: BoundChart, context: Context) -> None:
        sources = "; ".join(f"{line.title}, {line.paragraph or ''}" for line in chart_sources(chart, context))
        self._title = bound.title.plain
        self._key = [text for _, text in chart.key]
        self._small = [bound.subtitle.plain, *chart.notes, sources, self._title]  # the last stands for the way back

    def height_px(self, width_px: float) -> float:
        title = _lines(self._title, _TITLE, width_px) * _TITLE_LINE
        lines = [_lines(text, _SMALL, width_px - _KEY_MARK) for text in self._key]
        lines += [_lines(text, _SMALL, width_px) for text in self._small]
        rows = 2 if width_px > _ONE_ROW else 3  # of buttons and links, and of the data
        return title + sum(lines) * _SMALL_LINE + rows * _TARGET + _GAPS


def _lines(text: str, size_px: float, width_px: float) -> int:
    return max(1, ceil(text_width_px(text, size_px) * _LOOSE / width_px))
