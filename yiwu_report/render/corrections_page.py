"""The page of corrections: every change of a published figure, newest first."""

from __future__ import annotations

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.model.output import Output
from yiwu_report.render.corrections import view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.frame import language_of, make_frame
from yiwu_report.render.sharing import About


def render_corrections(output: Output, context: Context) -> str:
    """The HTML of the page of corrections, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    values = {
        "frame": make_frame(output, context, About(words["corrections"], words["corrections_policy"]), ["page.js"]),
        "words": words,
        "corrections": view_corrections(None, language, context),
    }
    return fill_template("pages/corrections.html", values, context)
