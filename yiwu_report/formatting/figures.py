"""A figure as readers see it: its quantity or date, or that the source gives none."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.formatting.fill import fill
from yiwu_report.formatting.language import Language
from yiwu_report.formatting.periods import format_period
from yiwu_report.formatting.quantities import format_quantity
from yiwu_report.formatting.shown import Shown
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitSpec


def format_figure(figure: Figure, language: Language, units: Mapping[str, UnitSpec]) -> Shown:
    """The figure's value in the language; its words for "not published" where there is none."""
    if figure.date is not None:
        text = format_period(figure.date, language, {})
        form = figure.unit.forms[language.code].get("other")
        text = fill(form.value, n=text) if form else text
        return Shown(text, text, "")
    if figure.quantity is None:
        return Shown(language.not_published, language.not_published, "")
    return format_quantity(figure.quantity, figure.unit, language, units)
