"""Corrections and revisions as pages list them, and the page of all of them, newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import escape

from yiwu_report.compute.corrections import with_value
from yiwu_report.model.bound import BoundText, FigureHref, Html
from yiwu_report.model.cell_name import anchor_of
from yiwu_report.model.figures import CorrectionKind
from yiwu_report.model.output import Output
from yiwu_report.site.pages.figure_view import figure_title
from yiwu_report.site.pages.formula_view import figure_href
from yiwu_report.site.pages.frame import Day, day, language_of, make_frame
from yiwu_report.site.pages.sharing import About
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_figure


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A change of a published figure."""

    anchor: str  # on the page of corrections; entries are never removed, so it lasts
    id: str  # of the figure
    is_newest: bool  # of its figure
    is_mistake: bool  # our correction, not a revision by the source
    date: Day
    kind: str  # in words
    figure: str
    link: FigureHref
    before: str
    after: str
    reason: BoundText


def view_corrections(uses: Collection[str] | None, language: Language, context: Context) -> tuple[CorrectionView, ...]:
    """The corrections of these figures (None: of all), newest first."""
    words = Words(language)
    entries = [
        (number, entry)
        for number, entry in enumerate(context.site.corrections)
        if (uses is None or entry.figure in uses) and entry.figure in context.data.figures
    ]
    views: list[CorrectionView] = []
    for number, entry in sorted(entries, key=lambda pair: (pair[1].date.parts, pair[0]), reverse=True):
        figure = context.data.figures[entry.figure]
        written = entry.reason[language.code].value
        reason = context.bound.texts.get(("correction", str(number), "reason", language.code))
        values = [
            format_figure(with_value(figure, value), language, context.data.units).full
            for value in (entry.before, entry.after)
        ]
        views.append(
            CorrectionView(
                f"correction-{number + 1}",
                anchor_of(figure.id),
                anchor_of(figure.id) not in {view.id for view in views},
                entry.kind is CorrectionKind.CORRECTION,
                day(entry.date, language, context),
                words[f"correction_{entry.kind}"],
                figure_title(figure, language.code, context).unescape(),
                figure_href(figure.id, language.code, context),
                values[0],
                values[1],
                reason or BoundText(written, Html.of(escape(written))),
            )
        )
    return tuple(views)


def in_a_sentence(view: CorrectionView, language: Language) -> str:
    """What was changed and why, as plain text, e.g. Parks completed: 71 parks → 72 parks. It was misread."""
    words = Words(language)
    return words("correction_says", figure=view.figure, before=view.before, after=view.after, reason=view.reason.plain)


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
