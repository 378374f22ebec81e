"""The page on method: how numbers are read, rounded and drawn, and what is known of the sources."""

from __future__ import annotations

from yiwu_report.context import Context
from yiwu_report.context.qualifiers import qualifier_examples
from yiwu_report.context.words import Words
from yiwu_report.model.figures import Basis, Status
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import ROOT, page_path
from yiwu_report.render.corrections import view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.frame import language_of, make_frame
from yiwu_report.render.link import Link
from yiwu_report.render.sharing import About
from yiwu_report.render.sources import view_sources

# anchor of a section -> the word for its heading
SECTIONS = (
    ("page-reading", "methods_reading"),
    ("page-status", "methods_status"),
    ("page-reckoning", "methods_reckoning"),
    ("page-charts", "methods_charts"),
    ("page-sources", "sources"),
    ("page-corrections", "corrections"),
    ("page-licence", "methods_reuse"),
)


def render_methods(output: Output, context: Context) -> str:
    """The HTML of the page on method, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    statuses = [(str(each), language.status[each], words[f"methods_status_{each}"]) for each in Status]
    values = {
        "frame": make_frame(output, context, About(words["methods_page"], words["methods_lead"]), ["page.js"]),
        "words": words,
        "contents": [Link(words[name], f"#{anchor}") for anchor, name in SECTIONS],
        "qualifiers": qualifier_examples(language),
        "statuses": statuses,
        "bases": [language.basis[basis] for basis in Basis],
        "sources": view_sources(None, language, context),
        "corrections": view_corrections(None, language, context),
        "all_figures": f"{ROOT}{page_path('figures', language.code, context.site.languages)}",
    }
    return fill_template("pages/methods.html", values, context)
