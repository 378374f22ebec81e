"""The page on method: how numbers are read, rounded and drawn, and what is known of the sources."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yiwu_report.context import Context
from yiwu_report.formatting import Language, format_quantity
from yiwu_report.model.figures import Basis, Status
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import ROOT, page_path
from yiwu_report.quantity import Interval, Qualifier, Quantity
from yiwu_report.render.claim_view import plain_unit
from yiwu_report.render.corrections import view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.frame import language_of, make_frame
from yiwu_report.render.link import Link
from yiwu_report.render.sharing import About
from yiwu_report.render.sources import view_sources
from yiwu_report.render.words import Words

# A round number for each word; a range takes two, a class a power of ten.
_EXAMPLES = {Qualifier.RANGE: (Decimal(3), Decimal(4)), Qualifier.CLASS: (Decimal(1000), None)}
_EXAMPLE = (Decimal(200), None)

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


@dataclass(frozen=True, slots=True)
class QualifierView:
    """A word of a value: how it looks, what it stands for, how it is drawn."""

    example: str
    stands_for: str  # e.g. 200 < x < 300
    meaning: str


def render_methods(output: Output, context: Context) -> str:
    """The HTML of the page on method, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    statuses = [(str(each), language.status[each], words[f"methods_status_{each}"]) for each in Status]
    values = {
        "frame": make_frame(output, context, About(words["methods_page"], words["methods_lead"]), ["page.js"]),
        "words": words,
        "contents": [Link(words[name], f"#{anchor}") for anchor, name in SECTIONS],
        "qualifiers": [view_qualifier(qualifier, language) for qualifier in Qualifier],
        "statuses": statuses,
        "bases": [language.basis[basis] for basis in Basis],
        "sources": view_sources(None, language, context),
        "corrections": view_corrections(None, language, context),
        "all_figures": f"{ROOT}{page_path('figures', language.code, context.site.languages)}",
    }
    return fill_template("pages/methods.html", values, context)


def view_qualifier(qualifier: Qualifier, language: Language) -> QualifierView:
    """A word of a value by an example; what it stands for is reckoned, not written."""
    number, high = _EXAMPLES.get(qualifier, _EXAMPLE)
    quantity = Quantity(qualifier, number, high)
    example = format_quantity(quantity, plain_unit(language), language, {}).full
    return QualifierView(example, _inequality(quantity.interval), Words(language)[f"meaning_{qualifier.name.lower()}"])


def _inequality(interval: Interval) -> str:
    if interval.is_point:
        return f"x = {_digits(interval.low)}"
    low = "" if interval.low is None else f"{_digits(interval.low)} {'≤' if interval.low_closed else '<'} "
    high = "" if interval.high is None else f" {'≤' if interval.high_closed else '<'} {_digits(interval.high)}"
    if not high and low:
        return f"x {'≥' if interval.low_closed else '>'} {_digits(interval.low)}"
    return f"{low}x{high}"


def _digits(end: Fraction | None) -> str:
    return f"{float(end or 0):g}"
