"""A formatted figure: its quantity or date, or "not published"."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.formatting.fill import fill
from yiwu_report.formatting.join import join
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


def format_with_own(figure: Figure, language: Language, units: Mapping[str, UnitSpec]) -> str | None:
    """The figure as the language shows it with its own unit beside it, e.g. 453 hectares (6,800 mu).

    Each keeps its qualifier: more than 453 hectares (more than 6,800 mu). None where the unit isn't converted, or has
    no pattern `own` in the language.
    """
    own = figure.unit.forms[language.code].get("own")
    if own is None or figure.quantity is None:
        return None
    unit = figure.unit.model_copy(update={"forms": {language.code: {"other": own}}})
    shown = format_quantity(figure.quantity, figure.unit, language, units).full
    beside = format_quantity(figure.quantity, unit, language, units).full
    return join(language.joiners.parenthesis, [shown, beside])
