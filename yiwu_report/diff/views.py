"""The current report with the figures of either state: the resulting texts and charts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from yiwu_report.audit import audit
from yiwu_report.bind import bind
from yiwu_report.bind.binder import Binder, Marks, marks_of, names_of
from yiwu_report.charts import draw_charts
from yiwu_report.context import Context
from yiwu_report.diff.rebuild import rebuild, with_corrections
from yiwu_report.formatting import Language
from yiwu_report.model.bound import Bound
from yiwu_report.model.data import Data
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.figures import DerivedSpec, FigureSpec
from yiwu_report.model.finding import Finding
from yiwu_report.model.problem import Unusable
from yiwu_report.model.published import FiguresRecord
from yiwu_report.model.site import Site

S = TypeVar("S", FigureSpec, DerivedSpec)


@dataclass(frozen=True)
class View:
    """Today's texts and charts over the figures of a state."""

    site: Site
    data: Data
    findings: Mapping[str, Finding]
    bound: Bound
    charts: Mapping[tuple[str, str], DrawnChart]
    languages: Mapping[str, Language]

    @cached_property
    def _marks(self) -> Mapping[str, Marks]:
        return marks_of(self.site, self.findings)

    def binder(self, code: str) -> Binder:
        """What replaces the references of a language."""
        names = names_of(self.site, code)
        return Binder(self.site, self.data, self.findings, self.languages[code], names, self._marks)


def view(record: FiguresRecord, context: Context, languages: Collection[str]) -> View:
    """Today's report in `languages` over the figures of `record`; what it cannot show is left out.

    Both sides of a diff are made in this way, of what a figures.json says: what is lost on the way is lost in both.
    """
    data = rebuild(record, context.data.sources)
    site = replace(
        with_corrections(context.site, record),
        spec=context.site.spec.model_copy(update={"languages": list(languages)}),
        figures={key: _as_published(key, spec, data) for key, spec in context.site.figures.items()},
        derived={key: _as_published(key, spec, data) for key, spec in context.site.derived.items()},
    )
    findings, _ = audit(site, data)
    bound, _ = bind(site, data, findings, context.languages)
    charts, _ = draw_charts(site, data, bound, context.languages)
    return View(site, data, findings, bound, charts, context.languages)


def _as_published(figure_id: str, spec: S | Unusable, data: Data) -> S | Unusable:
    """A figure's spec with the words that it was published with."""
    figure = data.figures.get(figure_id)
    if figure is None or isinstance(spec, Unusable):
        return spec
    return spec.model_copy(update={"title": figure.title, "percent_of": figure.percent_of, "note": figure.note})
