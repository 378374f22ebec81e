"""A figure as readers see it: its quantity or date, its period, and the base of a percentage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date, format_skeleton

from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.period import Period, PeriodKind, kind_of, number_of, years_of
from yiwu_report.model.text import Localized
from yiwu_report.text.formatting.language import Language, fill, join
from yiwu_report.text.formatting.quantities import FormattedQuantity, format_quantity


def format_period(period: Period, language: Language, named: Mapping[str, Localized]) -> str:
    """The period in the language; `named` are the periods of site.yaml. One that it doesn't name stays as written."""
    match period.kind:
        case PeriodKind.NAMED:
            words = named.get(period.written, {}).get(language.code)
            return words.value if words else period.written
        case PeriodKind.SPAN:
            start, end = period.parts
            if all(part.isdigit() for part in period.parts):
                return fill(language.periods.span_years, start=start, end=end)
            return fill(language.periods.span, start=_time(start, language), end=_time(end, language))
        case PeriodKind.COMPARISON:
            start, end = (_time(part, language) for part in period.parts)
            return fill(language.periods.comparison, start=start, end=end)
        case _:
            return _time(period.parts[0], language)


def format_moment(day: date, kind: PeriodKind, language: Language, *, has_year: bool = True) -> str:
    """A time along a scale, in short: 2015年, Dec 2015, Q2 2015; without its year, Dec, Q2 or 31 Dec (CLDR)."""
    if kind is PeriodKind.FINANCIAL_YEAR:
        return _financial_year(f"{day.year:04}", f"{day.year + 1:04}", language)
    if kind is PeriodKind.YEAR:
        return format_date(day, format=language.periods.year, locale=language.babel)
    if kind is PeriodKind.HALF_YEAR and has_year:
        return _part_of_year(kind, day.year, day.month // 7 + 1, language)
    if kind is PeriodKind.QUARTER:
        if has_year:
            return _part_of_year(kind, day.year, (day.month + 2) // 3, language)
        return format_date(day, format="QQQ", locale=language.babel)
    skeleton = "MMMd" if kind in {PeriodKind.DAY, PeriodKind.WEEK} else "MMM"
    return format_skeleton(f"y{skeleton}" if has_year else skeleton, day, locale=language.babel)


def _time(written: str, language: Language) -> str:
    years, number = years_of(written), number_of(written)
    if number is not None:
        return _part_of_year(kind_of(written), int(written[:4]), number, language)
    return _financial_year(*years, language) if years else _date(written, language)


def _part_of_year(kind: PeriodKind, year: int, number: int, language: Language) -> str:
    periods = language.periods
    if kind is PeriodKind.HALF_YEAR:
        return fill(periods.half_years[number - 1], year=str(year))
    return fill(periods.quarter if kind is PeriodKind.QUARTER else periods.week, n=str(number), year=str(year))


def _financial_year(start: str, end: str, language: Language) -> str:
    return fill(language.periods.financial_year, start=start, end=end, short=end[-2:])


def _date(written: str, language: Language) -> str:
    numbers = [int(part) for part in written.split("-")]
    patterns = (language.periods.year, language.periods.month, language.periods.day)
    year, month, day = [*numbers, 1, 1][:3]
    return format_date(date(year, month, day), format=patterns[len(numbers) - 1], locale=language.babel)


def format_figure(figure: Figure, language: Language, units: Mapping[str, UnitSpec]) -> FormattedQuantity:
    """The figure's value in the language; its words for "not published" without one."""
    if figure.date is not None:
        text = format_period(figure.date, language, {})
        form = figure.unit.forms[language.code].get("other")
        text = fill(form.value, n=text) if form else text
        return FormattedQuantity(text, text, "")
    if figure.quantity is None:
        return FormattedQuantity(language.not_published, language.not_published, "")
    return format_quantity(figure.quantity, figure.unit, language, units)


def format_with_own(figure: Figure, language: Language, units: Mapping[str, UnitSpec]) -> str | None:
    """The figure as the language shows it with its own unit beside it, e.g. 453 hectares (6,800 mu).

    Each keeps its qualifier: more than 453 hectares (more than 6,800 mu). None if the unit isn't converted, or has
    no pattern `own` in the language.
    """
    own = figure.unit.forms[language.code].get("own")
    if own is None or figure.quantity is None:
        return None
    unit = figure.unit.model_copy(update={"forms": {language.code: {"other": own}}})
    shown = format_quantity(figure.quantity, figure.unit, language, units).full
    beside = format_quantity(figure.quantity, unit, language, units).full
    return join(language.joiners.parenthesis, [shown, beside])


WORDS = ("percent_of", "percent_of_figure")


def percent_of_words(figure: Figure, what: str, language: Language) -> str:
    """E.g. `100% is all readers of 2019.`; the title of another figure is in quotes."""
    return language.word(WORDS[figure.whole is not None], what=what)
