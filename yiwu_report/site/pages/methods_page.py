"""The Methodology page: how numbers are interpreted, rounded and charted, and the sources."""

from __future__ import annotations

from collections.abc import Sequence

from yiwu_report.model.figures import Basis, Status
from yiwu_report.model.output import ROOT, Output, page_path
from yiwu_report.quantity import Qualifier
from yiwu_report.site.pages.corrections import view_corrections
from yiwu_report.site.pages.frame import language_of, make_frame
from yiwu_report.site.pages.sharing import About, Link
from yiwu_report.site.pages.sources import view_files, view_sources
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Traits, Words
from yiwu_report.site.report.qualifier_examples import qualifier_examples
from yiwu_report.text.formatting import join

Paragraphs = Sequence[str]

_OPEN = (Qualifier.OVER, Qualifier.ODD, Qualifier.AT_LEAST)
_BAND = (Qualifier.NEARLY, Qualifier.ABOUT, Qualifier.CLASS)
_HOLLOW = (Qualifier.UNDER, Qualifier.AT_MOST)


def on_reading(traits: Traits, words: Words) -> Paragraphs:
    """How numbers are interpreted."""
    return _one(words, ("reading_text", True), ("reading_words", not traits.is_exact))


def on_calculation(traits: Traits, words: Words) -> Paragraphs:
    """How numbers are computed; empty without calculated numbers and percentages."""
    return [
        *_one(
            words,
            ("calculation_text", traits.has_derived),
            ("calculation_qualifiers", traits.has_derived and not traits.is_exact),
        ),
        *_one(words, ("rounding_text", traits.has_derived)),
        *_one(words, ("percent_text", traits.has_percentages), ("overlap_text", traits.has_overlaps)),
        *_one(words, ("basis_text", Basis.UNKNOWN in traits.bases)),
    ]


def on_charts(traits: Traits, words: Words) -> Paragraphs:
    """How charts are drawn; empty without charts."""
    if not traits.has_charts:
        return []
    marks = _one(
        words,
        ("charts_bars", traits.has_bars),
        ("charts_open", traits.has_any(*_OPEN)),
        ("charts_hollow", traits.has_any(*_HOLLOW)),
        ("charts_band", traits.has_any(*_BAND)),
        ("charts_range", traits.has_any(Qualifier.RANGE)),
        ("charts_status", not traits.statuses <= {Status.FACT}),
        ("charts_missing", traits.has_unpublished),
    )
    return [*marks, words["methods_charts_table"]]


def _one(words: Words, *sentences: tuple[str, bool]) -> Paragraphs:
    """One paragraph of the sentences that are needed; none without any."""
    needed = [words[f"methods_{name}"] for name, is_needed in sentences if is_needed]
    return [join(words.language.joiners.sentences, needed)] if needed else []


def render_methods(output: Output, context: Context) -> str:
    """The HTML of the page on method, links from the root of the site."""
    language = language_of(output, context)
    words, traits = Words(language), context.traits
    statuses = [
        (str(each), language.status[each], words[f"methods_status_{each}"])
        for each in Status
        if each in traits.statuses and not traits.statuses <= {Status.FACT}  # facts alone need no explanation
    ]
    files = view_files(language, context)
    calculation, charts = on_calculation(traits, words), on_charts(traits, words)
    sections = (
        ("page-reading", "methods_reading", True),
        ("page-status", "methods_status", statuses),
        ("page-reckoning", "methods_calculation", calculation),
        ("page-charts", "methods_charts", charts),
        ("page-sources", "sources", True),
        ("page-files", "methods_files", files),
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
        "calculation": calculation,
        "charts": charts,
        "sources": view_sources(None, language, context),
        "files": files,
        "corrections": view_corrections(None, language, context),
        "all_figures": f"{ROOT}{page_path('figures', language.code, context.site.languages)}",
    }
    return fill_template("pages/methods.html", values, context)
