"""Every percentage says what it is a percentage of: in words, or by what its formula divides by."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.shape.store import Store

KEY = "percent_of"


def check_percentages(site: Site, store: Store) -> Iterator[Problem]:
    """A problem for each percentage that does not say what 100% is, and for each other figure that does.

    Points are differences of percentages and may say it. What a file's defaults say holds for its percentages alone.
    """
    from_defaults = {place for key, place in site.places.items() if key[-1] == KEY and "defaults" in key[:-1]}
    for figure in store.figures.values():
        name = f"{figure.table}.{figure.column}" if figure.table else figure.id
        if figure.unit.kind is UnitKind.PERCENT:
            if figure.percent_of is None and figure.whole is None:
                message = f"{name} has no base: it does not say what 100% is"
                remedy = f"add {KEY}: with what 100% is, in every language, e.g. en: all readers of 2019"
                yield Problem(_entry(figure, site), Rule.PERCENT_OF, message, remedy)
        elif figure.percent_of is not None and figure.unit.kind is not UnitKind.POINTS:
            place = _words(figure, site)
            if place not in from_defaults:
                remedy = f"remove {KEY}:, or change unit:"
                yield Problem(place, Rule.PERCENT_OF, f"{name} is not a percentage", remedy)


def _entry(figure: Figure, site: Site) -> Place:
    """The figure's entry; of a cell, its column: what one lacks, its neighbours lack."""
    if figure.table is None or figure.column is None:
        return figure.place
    return site.places.get(("table", figure.table, "columns", figure.column), figure.place)


def _words(figure: Figure, site: Site) -> Place:
    """Where the words stand that mean nothing."""
    keys: list[tuple[str, ...]] = [(kind, figure.id, KEY) for kind in ("figure", "cell", "derived")]
    keys += [("table", figure.table or "", "columns", figure.column or "", KEY)]
    return next((site.places[key] for key in keys if key in site.places), figure.place)
