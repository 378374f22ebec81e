"""What each number of an article is, at its end: a number in the text leads there, and from there to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from yiwu_report.context import Context
from yiwu_report.formatting import Language
from yiwu_report.model.finding import Finding
from yiwu_report.model.site_paths import ROOT, page_path
from yiwu_report.render.corrections import CorrectionView, view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.figure_view import FigureView, view_figure
from yiwu_report.render.formula_view import formula_in_numbers
from yiwu_report.render.words import Words

MARK = "<!-- endnotes -->"  # where the template of an article has them


@dataclass(frozen=True, slots=True)
class CheckView:
    """A claim that the figure stands in, with its verdict in words."""

    href: str
    verdict: str
    word: str


@dataclass(frozen=True, slots=True)
class Endnote:
    """Everything about one number."""

    anchor: str  # e.g. n-parks.completed
    figure: FigureView
    formula: Markup | None  # in numbers
    checks: tuple[CheckView, ...]
    corrections: tuple[CorrectionView, ...]


def with_endnotes(page: str, language: Language, context: Context) -> str:
    """The page with a note for each figure it links to, in the order of their first appearance.

    The numbers before the notes lead to them, and carry their note's number for print; the notes lead on to the
    page of all figures.
    """
    above, mark, below = page.partition(MARK)
    if not mark:
        return page
    link = _link_to_figures(language, context)
    ids = [each for each in dict.fromkeys(link.findall(page)) if each in context.data.figures]
    numbers = {figure_id: number for number, figure_id in enumerate(ids, 1)}

    def to_note(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            return match[0]
        return f'href="#{anchor(match[1])}" data-n="{numbers[match[1]]}"'

    values = {"notes": tuple(_notes(ids, language, context)), "words": Words(language)}
    notes = fill_template("partials/endnotes.html", values, context)
    return link.sub(to_note, above) + notes + link.sub(to_note, below)


def anchor(figure_id: str) -> str:
    """The anchor of a figure's note on the page that shows it."""
    return f"n-{figure_id}"


def _link_to_figures(language: Language, context: Context) -> re.Pattern[str]:
    path = page_path("figures", language.code, context.site.languages)
    return re.compile(rf'href="{re.escape(ROOT + path)}#([a-z][a-z0-9_.]*)"')


def _notes(ids: Iterable[str], language: Language, context: Context) -> Iterable[Endnote]:
    for figure_id in ids:
        figure = context.data.figures[figure_id]
        formula = formula_in_numbers(figure.formula.value, language, context) if figure.formula else None
        checks = tuple(_check(finding, language, context) for finding in context.checks.get(figure_id, ()))
        corrections = view_corrections({figure_id}, language, context)
        yield Endnote(anchor(figure_id), view_figure(figure, language, context), formula, checks, corrections)


def _check(finding: Finding, language: Language, context: Context) -> CheckView:
    path = page_path("checks", language.code, context.site.languages)
    name = str(finding.verdict).replace("-", "_")
    return CheckView(f"{ROOT}{path}#{finding.id}", str(finding.verdict), Words(language)[f"verdict_{name}"])
