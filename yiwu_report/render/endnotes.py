"""Notes to the numbers of an article, at its end: a number in the text leads there, and from there to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from yiwu_report.context import Context
from yiwu_report.context.words import Words
from yiwu_report.formatting import Language
from yiwu_report.model.finding import Finding
from yiwu_report.model.site_paths import ROOT, page_path
from yiwu_report.render.claim_view import claim_title
from yiwu_report.render.corrections import CorrectionView, view_corrections
from yiwu_report.render.engine import fill_template
from yiwu_report.render.figure_view import FigureView, row_of, view_figure
from yiwu_report.render.formula_view import formula_in_numbers

MARK = "<!-- endnotes -->"  # where the template of an article has them
PART = "<!-- part -->"  # before each part of the page whose numbers stand under a heading of their own


@dataclass(frozen=True, slots=True)
class CheckView:
    """A claim that the figure stands in, with its verdict in words."""

    href: str
    verdict: str
    title: Markup
    word: str


@dataclass(frozen=True, slots=True)
class Endnote:
    """Everything about one number."""

    anchor: str  # e.g. n-parks.completed
    figure: FigureView
    formula: Markup | None  # in numbers
    checks: tuple[CheckView, ...]
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes to the numbers that a part of the page shows first."""

    title: str
    start: int  # the number of its first note
    notes: tuple[Endnote, ...]


def with_endnotes(page: str, parts: Sequence[str], language: Language, context: Context) -> str:
    """The page with a note for each figure it links to, in the order of their first appearance.

    The numbers before the notes lead to them, and carry their note's number for print; the notes lead on to the
    page of all figures. `parts` are the titles of the pieces that `PART` cuts the page into.
    """
    above, mark, below = page.partition(MARK)
    if not mark:
        return page
    link = _link_to_figures(language, context)
    pieces = above.split(PART)
    ids_of = _first_shown([*pieces[:-1], pieces[-1] + below], link, context)
    numbers = {figure_id: number for number, figure_id in enumerate(chain.from_iterable(ids_of), 1)}

    def to_note(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            return match[0]
        return f'href="#{anchor(match[1])}" data-n="{numbers[match[1]]}"'

    groups = tuple(
        NoteGroup(title, numbers[ids[0]], tuple(_notes(ids, language, context)))
        for title, ids in zip(parts, ids_of, strict=True)
        if ids
    )
    notes = fill_template("partials/endnotes.html", {"groups": groups, "words": Words(language)}, context)
    return link.sub(to_note, "".join(pieces)) + notes + link.sub(to_note, below)


def _first_shown(pieces: Iterable[str], link: re.Pattern[str], context: Context) -> list[list[str]]:
    """For each piece the figures it links to that no piece before it does."""
    seen: set[str] = set()
    shown = []
    for piece in pieces:
        ids = [each for each in dict.fromkeys(link.findall(piece)) if each in context.data.figures and each not in seen]
        seen.update(ids)
        shown.append(ids)
    return shown


def anchor(figure_id: str) -> str:
    """The anchor of a figure's note on the page that shows it."""
    return f"n-{figure_id}"


def _link_to_figures(language: Language, context: Context) -> re.Pattern[str]:
    path = page_path("figures", language.code, context.site.languages)
    return re.compile(rf'href="{re.escape(ROOT + path)}#([a-z][a-z0-9_.]*)"')


def _notes(ids: Iterable[str], language: Language, context: Context) -> Iterable[Endnote]:
    for figure_id in ids:
        figure = context.data.figures[figure_id]
        formula = (
            formula_in_numbers(figure.formula.value, language, context, row_of(figure)) if figure.formula else None
        )
        checks = tuple(_check(finding, language, context) for finding in context.checks.get(figure_id, ()))
        corrections = view_corrections({figure_id}, language, context)
        yield Endnote(anchor(figure_id), view_figure(figure, language, context), formula, checks, corrections)


def _check(finding: Finding, language: Language, context: Context) -> CheckView:
    path = page_path("checks", language.code, context.site.languages)
    name = str(finding.verdict).replace("-", "_")
    return CheckView(
        f"{ROOT}{path}#{finding.id}",
        str(finding.verdict),
        claim_title(finding, language, context),
        Words(language)[f"verdict_{name}"],
    )
