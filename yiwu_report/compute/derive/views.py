"""The views of a report, each made of the tables and figures that stand in the `Store`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiwu_report.compute.derive.scope import DataScope
from yiwu_report.compute.derive.store import Store
from yiwu_report.compute.formula import SilentlyLeftOut
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.views.frame import ViewFrame
from yiwu_report.compute.views.make import make_view
from yiwu_report.compute.views.sources import frame_of_file, frame_of_view, frame_of_written
from yiwu_report.compute.views.step import Around, ViewStep
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.views import ViewSpec


def usable_views(site: Site, store: Store) -> Mapping[str, ViewSpec]:
    """The views that can be made; the others are among the unusable."""
    found = {key: each for key, each in site.views.items() if not isinstance(each, Unusable)}
    store.unusable.update(key for key in site.views if key not in found)
    store.coming.update(found)
    return found


def uses_of_view(spec: ViewSpec) -> Iterator[str]:
    """The tables and views that a view is made of, and the figures that its formulas may name."""
    yield spec.source_table
    for step in spec.steps:
        if isinstance(step, ViewStep):
            yield from step.uses()


def add_view(view_id: str, spec: ViewSpec, site: Site, store: Store) -> None:
    """Make a view; it is unusable, with its problem noted or silently, where that can't be done."""
    around = Around(
        view=view_id,
        languages=site.languages,
        units={key: each for key, each in store.units.items() if not isinstance(each, Unusable)},
        scope=DataScope(store),
        frame_of=lambda table: _frame_of(table, site, store),
        tables=[*site.tables, *(key for key in site.views if key != view_id)],
    )
    try:
        made = make_view(spec, around)
    except SilentlyLeftOut:
        store.unusable.add(view_id)
        return
    store.coming.discard(view_id)
    if isinstance(made, Problem):
        store.problems.append(made)
        store.unusable.add(view_id)
    else:
        store.keyed_tables[view_id] = made


def _frame_of(table_id: str, site: Site, store: Store) -> ViewFrame | None:
    """The rows of a table or a view; None where there is none of this name."""
    if store.is_unusable(table_id):
        raise SilentlyLeftOut
    match store.any_table(table_id):
        case FileTable() as of_file:
            return frame_of_file(of_file)
        case ViewTable() as view:
            return frame_of_view(view)
        case None:
            return None
    spec = store.tables[table_id]
    units = {key: unit for key, unit in store.units.items() if not isinstance(unit, Unusable)}
    return frame_of_written(table_id, spec, store.listed, units, site.languages)
