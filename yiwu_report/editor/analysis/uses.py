"""What uses a figure, a table, a view or a unit: every place in the inputs, and every file of the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.build import Session
from yiwu_report.build.stages import Stages
from yiwu_report.editor.analysis.lineage import LineageInput, outputs_of
from yiwu_report.editor.analysis.usage import Usage, usages, usages_of_named
from yiwu_report.model.figures import TableSpec
from yiwu_report.model.output import Output
from yiwu_report.model.problem import Place
from yiwu_report.model.site import entry_of
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.site.report import Context


@dataclass(frozen=True)
class Use:
    """What uses a figure, a table, a view or a unit: places of the inputs, and files of the site."""

    places: tuple[Usage, ...]
    outputs: tuple[Output, ...]


def uses_of(name: str, session: Session, stages: Stages, context: Context) -> Use | None:
    """Every place that uses it, in the order of the files, and every output that depends on it, by path.

    None for what is neither a figure nor a table, a view or a unit; what of these have the same id are one.
    """
    figure = context.data.figures.get(name)
    if figure is not None:
        name = figure.id  # of africa.first.change the one of that row
        places = usages(context).get(name, ())
        itself = [LineageInput(figure.place, f"{kind} {name}") for kind in ("figure", "derived")]
    else:
        places = usages_of_named(name, context)
        itself = list(_named(name, context))
    return Use(places, outputs_of(itself, stages.outputs, session, context)) if itself else None


def _named(name: str, context: Context) -> Iterator[LineageInput]:
    """A table, a view or a unit as an input: its entry; of a table with its columns, its figures and its file."""
    for kind in ("table", "view", "unit"):
        entry = entry_of(context.site, kind, name)
        if entry is not None:
            yield LineageInput(entry.place, f"{kind} {name}")
    spec = context.site.tables.get(name)
    if isinstance(spec, TableSpec | FileTableSpec):
        yield from (LineageInput(each.place, f"column {name}.{column}") for column, each in spec.columns.items())
    if isinstance(spec, FileTableSpec):
        yield LineageInput(Place(f"data/files/{spec.file_name}"), f"table {name}")
    for each in context.data.figures.values():
        if each.table == name and not each.is_derived and each.recipe is None:
            yield LineageInput(each.place, f"figure {each.id}")
