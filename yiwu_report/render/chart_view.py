"""A chart as a page shows it: its words, the box it is drawn in at both widths, and its data as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.model.bound import BoundChart
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.site_paths import CHART_FORMS, ROOT, chart_file_path
from yiwu_report.render.chart_sources import chart_sources
from yiwu_report.render.embed_code import EmbedView, view_embed
from yiwu_report.render.figure_view import SourceLine
from yiwu_report.render.table_view import TableView, view_rows


@dataclass(frozen=True, slots=True)
class BoxView:
    """The room of a chart at one of its widths, and its picture, if it has one."""

    width: int
    height: int
    picture: Markup | None


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart in one language. Links begin with `@/`."""

    id: str
    kind: str
    anchor: str
    number: str  # in words, e.g. Chart 3; empty where it stands alone
    level: int  # of its heading
    title: Markup
    subtitle: Markup
    narrow: BoxView
    wide: BoxView
    key: tuple[tuple[str, str], ...]
    description: str
    notes: tuple[Markup, ...]
    sources: tuple[SourceLine, ...]
    data: TableView
    script: str  # its figures
    script_name: str  # under which that script hands them over
    plotly: str
    live: str
    downloads: tuple[tuple[str, str], ...]  # (form in words, address)
    embed: EmbedView | None  # None where it is embedded already
    weight: str  # what the interactive chart loads, e.g. 4.8 MB


def view_chart(chart: DrawnChart, bound: BoundChart, number: int | None, level: int, context: Context) -> ChartView:
    """The chart with its place on the page: `number` counts from 1, None: it stands alone; `level` is its heading's."""
    language = context.languages[chart.language]
    words = Words(language)
    assets, wholes = context.site_assets, _wholes(chart, context)
    script = context.chart_scripts[chart.id, chart.language]
    narrow = _box(chart, min(chart.figures), context)
    return ChartView(
        id=chart.id,
        kind=chart.kind,
        anchor=f"chart-{chart.id}",
        number=words("chart_number", n=str(number)) if number else "",
        level=level,
        title=Markup(bound.title.html),  # noqa: S704  # bound HTML is escaped where it is made
        subtitle=Markup(bound.subtitle.html),  # noqa: S704
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
        weight=_megabytes(len(assets["plotly.js"].content) + len(script.content)),
    )


def _box(chart: DrawnChart, width: int, context: Context) -> BoxView:
    layout = chart.figures[width]["layout"]
    svg = context.pictures.get((chart.id, chart.language, width))
    return BoxView(
        round(layout["width"]),
        round(layout["height"]),
        Markup(svg) if svg else None,  # noqa: S704  # SVG comes from the drawing stage
    )


def _note(note: str, bound: BoundChart, wholes: Mapping[str, str]) -> Markup:
    """The editor's note and what percentages are of keep their links; what the marks ask for is plain."""
    if bound.note is not None and bound.note.plain == note:
        return Markup(bound.note.html)  # noqa: S704
    if not wholes:
        return escape(note)
    pattern = "|".join(re.escape(plain) for plain in sorted(wholes, key=len, reverse=True))
    return Markup(re.sub(pattern, lambda match: wholes[match[0]], str(escape(note))))  # noqa: S704


def _wholes(chart: DrawnChart, context: Context) -> Mapping[str, str]:
    """What the percentages of a chart are of, escaped, and with its links."""
    keys = sorted(("figure", name, "percent_of", chart.language) for name in chart.uses)
    texts = [context.bound.texts[key] for key in keys if key in context.bound.texts]
    return {str(escape(text.plain)): text.html for text in texts if text.uses}


def _megabytes(size: int) -> str:
    """A size as sent without compression, e.g. 4.8 MB."""
    return f"{size / 1_000_000:.1f} MB"
