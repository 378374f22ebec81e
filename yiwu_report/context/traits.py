"""Which kinds of numbers a report has, so that pages explain only those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from yiwu_report.model.data import Data
from yiwu_report.model.figures import Basis, Status, UnitKind
from yiwu_report.quantity import Qualifier


@dataclass(frozen=True, slots=True)
class Traits:
    """What there is among the numbers and charts. It stays the same while values change, and so do pages made of it."""

    qualifiers: frozenset[Qualifier]
    statuses: frozenset[Status]
    bases: frozenset[Basis]
    chart_kinds: frozenset[str]  # of published charts, e.g. "bar"
    has_derived: bool
    has_percentages: bool
    has_overlaps: bool  # groups whose shares cannot be added
    has_unpublished: bool
    figures_of_source: tuple[tuple[str, int], ...]  # source id and how many figures were read in it, by id

    def has_any(self, *qualifiers: Qualifier) -> bool:
        """True if a number has one of these qualifiers."""
        return not self.qualifiers.isdisjoint(qualifiers)

    @property
    def is_exact(self) -> bool:
        """True if no number has a qualifier."""
        return self.qualifiers <= {Qualifier.EXACT}


def traits_of(data: Data, chart_kinds: Iterable[str]) -> Traits:
    """The traits of all figures and tables, and of charts of these kinds."""
    figures = data.figures.values()
    return Traits(
        qualifiers=frozenset(each.quantity.qualifier for each in figures if each.quantity is not None),
        statuses=frozenset(each.status for each in figures),
        bases=frozenset(each.basis for each in figures if each.basis is not None),
        chart_kinds=frozenset(chart_kinds),
        has_derived=any(each.is_derived for each in figures),
        has_percentages=any(each.unit.kind in {UnitKind.PERCENT, UnitKind.POINTS} for each in figures),
        has_overlaps=any(table.overlap for table in data.tables.values()),
        has_unpublished=any(not each.is_published for each in figures),
        figures_of_source=tuple(sorted(Counter(each.source for each in figures if each.source is not None).items())),
    )
