"""data/corrections.yaml against the figures: what was changed is said, and what is said was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import CorrectionSpec
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.quantity import canonical

_Entry = tuple[int, CorrectionSpec]  # with its number in the file, from 0


def check_corrections(site: Site, data: Data) -> tuple[Problem, ...]:
    """A problem for each correction that the one before it, or its figure, does not bear out.

    Nothing is said where an entry was left out for a problem of its own: it may be the missing link.
    """
    written = sum(len(key) == 2 and key[0] == "correction" for key in site.places)
    if written > len(site.corrections):
        return ()
    problems: list[Problem] = []
    for figure_id, entries in by_figure(site).items():
        problems += _broken_chain(entries, site)
        if figure_id in data.figures:
            problems += _not_the_value(entries[-1], data.figures[figure_id], site)
    return tuple(problems)


def by_figure(site: Site) -> Mapping[str, tuple[_Entry, ...]]:
    """Figure id -> its corrections from the oldest to the newest; of one day, in the order of the file."""
    ordered = sorted(enumerate(site.corrections), key=lambda entry: (entry[1].date.parts, entry[0]))
    figures = dict.fromkeys(entry.figure for entry in site.corrections)
    return {figure: tuple(entry for entry in ordered if entry[1].figure == figure) for figure in figures}


def value_now(figure: Figure) -> str | None:
    """The figure's value as an editor writes it, e.g. "200 odd" or "2018-06"; None: not published."""
    if figure.date is not None:
        return figure.date.written
    return None if figure.quantity is None else canonical(figure.quantity)


def _broken_chain(entries: tuple[_Entry, ...], site: Site) -> Iterator[Problem]:
    for (_, earlier), (number, later) in pairwise(entries):
        left, found = canonical(earlier.after), canonical(later.before)
        if left != found:
            message = f"{later.figure} was {left} after the correction of {earlier.date}, not {found}"
            remedy = f"write before: {left}, or add the correction that is missing between"
            yield Problem(_place(number, "before", site), Rule.CORRECTION_CHAIN, message, remedy)


def _not_the_value(newest: _Entry, figure: Figure, site: Site) -> Iterator[Problem]:
    number, correction = newest
    said, now = canonical(correction.after), value_now(figure) or "null"
    if said != now:
        message = f"{figure.id} is {now} ({figure.place}), and its newest correction says {said}"
        remedy = f"add a correction from {said} to {now}, or mend the figure or this entry"
        yield Problem(_place(number, "after", site), Rule.CORRECTION_STALE, message, remedy)


def _place(number: int, key: str, site: Site) -> Place:
    return site.places.get(("correction", str(number), key), Place("data/corrections.yaml"))
