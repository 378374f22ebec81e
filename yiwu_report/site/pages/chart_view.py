"""A chart as pages show it, with its downloads and the code that embeds it elsewhere.

The chart's page reports its height to the embedding page when it changes: by a message, for which the code listens
(from its own frame alone), and by CSS `frame-sizing` if the browser supports it. If neither is possible, because a site
strips scripts, the frame keeps the height that the chart needs at any width from 360 px on, and scrolls below that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup, escape

from yiwu_report.model.bound import BoundChart, BoundText, Html
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.output import CHART_FORMS, ROOT, chart_file_path, embed_path
from yiwu_report.site.pages.figure_view import SourceLine
from yiwu_report.site.pages.sources import chart_sources
from yiwu_report.site.pages.table_view import TableView, view_rows
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import absolute
from yiwu_report.text.formatting.text_width import text_width_px

_LISTENER = (
    '<script>addEventListener("message",e=>{for(const f of document.querySelectorAll("iframe"))'
    "if(f.contentWindow===e.source&&e.data?.chartHeight>0)f.height=e.data.chartHeight})</script>"
)

# Of templates/assets/base.css, chart.css and embed.css; sizes in px, line heights and the mark of a key in their text's.
_TITLE_LINE, _SMALL_LINE, _KEY_MARK = 1.35, 1.8, 2.4
_NARROW_ENDS = 411  # the narrow picture grows to this width, and is shown until the wide one fits
_TARGET = 44 + 8
_ONE_ROW = 600
_GAPS = 130  # margins and paddings, all together
_LOOSE = 1.1  # lines that break at words are never full


@dataclass(frozen=True, slots=True)
class EmbedView:
    """How to show a chart elsewhere. Links begin with `@/`."""

    page: str
    code: str
    is_whole: bool  # False: a script fills in the address of the reader's page, because `base_url` is not set
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

    Calculated generously, with the widths of Liberation Sans: other fonts are hardly ever wider.
    """
    heights: dict[int, float] = {width: figure["layout"]["height"] for width, figure in chart.figures.items()}
    narrow, wide = min(heights), max(heights)
    pictures = {
        narrow: heights[narrow],
        _NARROW_ENDS: heights[narrow] * _NARROW_ENDS / narrow,
        wide: heights[wide],
    }
    texts, sides = _EmbedTexts(chart, bound, context), 2 * context.tokens.gutter_px
    return ceil(max(height + texts.height_px(width - sides) for width, height in pictures.items()) / 20) * 20


class _EmbedTexts:
    """All but the picture."""

    def __init__(self, chart: DrawnChart, bound: BoundChart, context: Context) -> None:
        sources = "; ".join(f"{line.title}, {line.paragraph or ''}" for line in chart_sources(chart, context))
        self._title, self._tokens = bound.title.plain, context.tokens
        self._key = [text for _, text in chart.key]
        self._small = [
            bound.subtitle.plain,
            *chart.notes,
            sources,
            self._title,
        ]  # the last is about as long as the link back

    def height_px(self, width_px: float) -> float:
        title_px, small_px = self._tokens.chart_title_px, self._tokens.small_px
        title = _lines(self._title, title_px, width_px) * title_px * _TITLE_LINE
        lines = [_lines(text, small_px, width_px - ceil(_KEY_MARK * small_px)) for text in self._key]
        lines += [_lines(text, small_px, width_px) for text in self._small]
        rows = 2 if width_px > _ONE_ROW else 3  # of buttons and links, and of the data
        return title + sum(lines) * small_px * _SMALL_LINE + rows * _TARGET + _GAPS


def _lines(text: str, size_px: float, width_px: float) -> int:
    return max(1, ceil(text_width_px(text, size_px) * _LOOSE / width_px))


@dataclass(frozen=True, slots=True)
class BoxView:
    """The size of a chart at one of its widths, and its picture, if it has one."""

    width: int
    height: int
    picture: Markup | None


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart in one language. Links begin with `@/`."""

    id: str
    kind: str
    anchor: str
    number: str  # in words, e.g. Chart 3; empty if it is alone
    level: int  # of its heading
    title: BoundText
    subtitle: Html
    narrow: BoxView
    wide: BoxView
    key: tuple[tuple[str, str], ...]
    description: str
    notes: tuple[Html, ...]
    sources: tuple[SourceLine, ...]
    data: TableView
    script: str  # its figures
    script_name: str  # under which that script hands them over
    plotly: str
    live: str
    downloads: tuple[tuple[str, str], ...]  # (form in words, address)
    embed: EmbedView | None  # None if it is embedded already
    weight: str  # size of the interactive chart, e.g. 4.8 MB


def view_chart(chart: DrawnChart, bound: BoundChart, number: int | None, level: int, context: Context) -> ChartView:
    """The chart with its place on the page: `number` counts from 1, None: it is alone; `level` is its heading's."""
    language = context.languages[chart.language]
    words = Words(language)
    assets, wholes = context.site_assets, _wholes(chart, context)
    script = context.chart_scripts[chart.id, chart.language]
    narrow = _box(chart, min(chart.figures), context)
    return ChartView(
        id=chart.id,
        kind=chart.form,
        anchor=f"chart-{chart.id}",
        number=words("chart_number", n=str(number)) if number else "",
        level=level,
        title=bound.title,
        subtitle=bound.subtitle.html,
        narrow=narrow,
        wide=_box(chart, max(chart.figures), context),
        key=chart.key,
        description=chart.description,
        notes=tuple(_note(note, bound, wholes) for note in chart.notes),
        sources=chart_sources(chart, context),
        data=view_rows(chart, words("chart_data_caption", title=bound.title.plain), context),
        script=ROOT + script.path,
        script_name=f"{chart.id}.{chart.language}",
        plotly=ROOT + assets["plotly.js"].path,
        live=ROOT + assets["live.js"].path,
        downloads=tuple(
            (form.upper(), ROOT + chart_file_path(chart.id, chart.language, form))
            for form in (CHART_FORMS if narrow.picture else CHART_FORMS[1:])
        ),
        embed=view_embed(chart, bound, context) if number else None,
        weight=f"{(len(assets['plotly.js'].content) + len(script.content)) / 1_000_000:.1f} MB",
    )


def _box(chart: DrawnChart, width: int, context: Context) -> BoxView:
    layout = chart.figures[width]["layout"]
    svg = context.pictures.get((chart.id, chart.language, width))
    return BoxView(
        round(layout["width"]),
        round(layout["height"]),
        Markup(svg) if svg else None,  # noqa: S704  # SVG comes from the drawing stage
    )


def _note(note: str, bound: BoundChart, wholes: Mapping[str, Html]) -> Html:
    """The editor's note and the bases of percentages keep their links; notes on the marks are plain."""
    if bound.note is not None and bound.note.plain == note:
        return bound.note.html
    if not wholes:
        return Html.of(escape(note))
    pattern = "|".join(re.escape(plain) for plain in sorted(wholes, key=len, reverse=True))
    return Html.of(*(wholes.get(part) or escape(part) for part in re.split(f"({pattern})", note)))


def _wholes(chart: DrawnChart, context: Context) -> Mapping[str, Html]:
    """The bases of the percentages in a chart, with links."""
    keys = sorted(("figure", name, "percent_of", chart.language) for name in chart.uses)
    texts = [context.bound.texts[key] for key in keys if key in context.bound.texts]
    return {text.plain: text.html for text in texts if text.uses}
