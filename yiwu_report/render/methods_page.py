"""The Methodology page: how numbers are read, rounded and drawn, and what is known of the sources."""

from __future__ import annotations

from yiwu_report.context import Context
from yiwu_report.context.qualifiers import qualifier_examples
from yiwu_report.context.words import Words
from yiwu_report.model.figures import Status
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import ROOT, page_path
from yiwu_report.render.corrections import view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.explained import on_charts, on_reading, on_reckoning
from yiwu_report.render.frame import language_of, make_frame
from yiwu_report.render.link import Link
from yiwu_report.render.sharing import About
from yiwu_report.render.sources import view_sources


def render_methods(output: Output, context: Context) -> str:
    """The HTML of the page on method, links from the root of the site."""
    language = language_of(output, context)
    words, traits = Words(language), context.traits
    statuses = [
        (str(each), language.status[each], words[f"methods_status_{each}"])
        for each in Status
        if each in traits.statuses and not traits.statuses <= {Status.FACT}  # facts alone are what a reader expects
    ]
    reckoning, charts = on_reckoning(traits, words), on_charts(traits, words)
    sections = (
        ("page-reading", "methods_reading", True),
        ("page-status", "methods_status", statuses),
        ("page-reckoning", "methods_reckoning", reckoning),
        ("page-charts", "methods_charts", charts),
        ("page-sources", "sources", True),
        ("page-corrections", "corrections", True),
        ("page-licence", "methods_reuse", True),
    )
    values = {
        "frame": make_frame(output, context, About(words["methods_page"], words["methods_lead"]), ["page.js"]),
        "words": words,
        "contents": [Link(words[name], f"#{anchor}") for anchor, name, is_there in sections if is_there],
        "reading": on_reading(traits, words),
        "qualifiers": qualifier_examples(traits, language),
        "statuses": statuses,
        "reckoning": reckoning,
        "charts": charts,
        "sources": view_sources(None, language, context),
        "corrections": view_corrections(None, language, context),
        "all_figures": f"{ROOT}{page_path('figures', language.code, context.site.languages)}",
    }
    return fill_template("pages/methods.html", values, context)
