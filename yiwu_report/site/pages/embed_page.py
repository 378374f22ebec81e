"""The page of one chart, to be embedded in a frame on another site, and its oEmbed data (oembed.com)."""

from __future__ import annotations

import json

from yiwu_report.model.bound import BoundChart
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.output import ROOT, Output, article_path, embed_path, oembed_path
from yiwu_report.site.pages.chart_view import frame_code, frame_height_px, view_chart
from yiwu_report.site.pages.frame import content_policy, language_of
from yiwu_report.site.pages.sharing import Link
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import site_text
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import absolute

_SCRIPTS = ("charts.js", "framed.js")


def render_embed(output: Output, context: Context) -> str:
    """The HTML of a chart's own page, links from the root of the site.

    Search engines are sent to the article: the page is not to be listed beside it.
    """
    chart, bound = _chart(output, context)
    language = language_of(output, context)
    languages = context.site.languages
    slug = context.chart_homes[chart.id, chart.language]
    home = article_path(slug, chart.language, languages)
    assets = context.site_assets
    values = {
        "html_lang": language.html_lang,
        "policy": content_policy(),
        "title": bound.title.plain,
        "description": bound.subtitle.plain,
        "style": ROOT + assets["embed.css"].path,
        "favicon": ROOT + assets["favicon.svg"].path if "favicon.svg" in assets else None,
        "scripts": [ROOT + assets[name].path for name in _SCRIPTS],
        "canonical": absolute(home, context),
        "oembed": ROOT + oembed_path(chart.id, chart.language, languages) if context.site.spec.base_url else None,
        "chart": view_chart(chart, bound, None, 1, context),
        "article": Link(context.article_titles[slug, chart.language].plain, f"{ROOT}{home}#chart-{chart.id}"),
        "publisher": site_text("publisher", chart.language, context) or site_text("title", chart.language, context),
        "licence": site_text("licence", chart.language, context),
        "licence_url": context.site.spec.licence_url,
        "words": Words(language),
    }
    return fill_template("pages/embed.html", values, context)


def render_oembed(output: Output, context: Context) -> str:
    """The JSON of a rich oEmbed (version 1.0), whose frame has a fixed height: those who take it strip scripts."""
    chart, bound = _chart(output, context)
    languages = context.site.languages
    address = absolute(embed_path(chart.id, chart.language, languages), context) or ""
    height_px = frame_height_px(chart, bound, context)
    value = {
        "version": "1.0",
        "type": "rich",
        "title": bound.title.plain,
        "author_name": site_text("publisher", chart.language, context),
        "provider_name": site_text("title", chart.language, context),
        "provider_url": absolute(article_path("index", chart.language, languages), context),
        "html": frame_code(address, bound.title.plain, height_px),
        "width": max(chart.figures),
        "height": height_px,
    }
    known = {key: each for key, each in value.items() if each is not None}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _chart(output: Output, context: Context) -> tuple[DrawnChart, BoundChart]:
    key = (output.id.name, language_of(output, context).code)
    return context.charts[key], context.bound.charts[key]
