"""Check data/corrections.yaml against the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import CorrectionSpec, UnitKind
from yiwu_report.model.period import Period, PeriodError, PeriodKind, parse_period
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.quantity import Quantity, canonical

_NumberedCorrection = tuple[int, CorrectionSpec]  # with its number in the file, from 0


def check_corrections(site: Site, data: Data) -> tuple[Problem, ...]:
    """A problem for each correction that does not match the previous one or its figure.

    Nothing is reported if an entry was omitted because of another problem: it may be the missing link.
    """
    if site.lacks_corrections:
        return ()
    problems: list[Problem] = []
    for figure_id, entries in by_figure(site).items():
        problems += _broken_chain(entries)
        if figure_id in data.figures:
            problems += _not_the_kind(entries, data.figures[figure_id])
            problems += _not_the_value(entries[-1], data.figures[figure_id])
    return tuple(problems)


def by_figure(site: Site) -> Mapping[str, tuple[_NumberedCorrection, ...]]:
    """Figure id -> its corrections from the oldest to the newest; of one day, in the order of the file."""
    ordered = sorted(enumerate(site.corrections), key=lambda entry: (entry[1].date.parts, entry[0]))
    figures = dict.fromkeys(entry.figure for entry in site.corrections)
    return {figure: tuple(entry for entry in ordered if entry[1].figure == figure) for figure in figures}


def value_now(figure: Figure) -> str | None:
    """The figure's value as an editor writes it, e.g. "200 odd" or "2018-06"; None: not published."""
    return written(figure.quantity if figure.date is None else figure.date)


def written(value: Quantity | Period | None) -> str | None:
    """A value of a correction as an editor writes it; None for null."""
    if value is None:
        return None
    return canonical(value) if isinstance(value, Quantity) else value.written


def with_value(figure: Figure, value: Quantity | Period | None) -> Figure:
    """The figure with a former or current value, for display."""
    if figure.unit.kind is UnitKind.DATE and isinstance(value, Quantity):
        value = parse_period(canonical(value))  # 2018 alone reads as a number
    quantity, date = (value, None) if isinstance(value, Quantity) else (None, value)
    return replace(figure, quantity=quantity, date=date)


def _broken_chain(entries: tuple[_NumberedCorrection, ...]) -> Iterator[Problem]:
    for (_, earlier), (_, later) in pairwise(entries):
        left, found = written(earlier.after) or "null", written(later.before) or "null"
        if left != found:
            message = f"{later.figure} was {left} after the correction of {earlier.date}, not {found}"
            remedy = f"write before: {left}, or add the missing correction in between"
            yield Problem(later.place_of("before"), Rule.CORRECTION_CHAIN, message, remedy)


def _not_the_kind(entries: tuple[_NumberedCorrection, ...], figure: Figure) -> Iterator[Problem]:
    """A problem for each date given for a number, and each number given for a date."""
    is_date = figure.unit.kind is UnitKind.DATE
    for _, entry in entries:
        for key, value in (("before", entry.before), ("after", entry.after)):
            fits = value is None or (_can_be_date(value) if is_date else isinstance(value, Quantity))
            if not fits:
                kinds = ("date", "number") if is_date else ("number", "date")
                message = f"{figure.id} is a {kinds[0]}, and {written(value)} is none"
                yield Problem(entry.place_of(key), Rule.BAD_VALUE, message, f"write a {kinds[0]}, or null")


def _can_be_date(value: Quantity | Period) -> bool:
    """True for a date, and for a year, which reads as a number."""
    if isinstance(value, Period):
        return True
    try:
        return parse_period(canonical(value)).kind is PeriodKind.YEAR
    except PeriodError:
        return False


def _not_the_value(newest: _NumberedCorrection, figure: Figure) -> Iterator[Problem]:
    _, correction = newest
    said, now = written(correction.after) or "null", value_now(figure) or "null"
    if said != now:
        message = f"{figure.id} is {now} ({figure.place}), but its newest correction says {said}"
        remedy = f"add a correction from {said} to {now}, or fix the figure or this entry"
        yield Problem(correction.place_of("after"), Rule.CORRECTION_STALE, message, remedy)
