"""The report with new data files in place, on a copy of the project, compared with the report as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from yiwu_report.build.stages import Progress
from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.editor import diff
from yiwu_report.editor.refresh.shown_tables import ChangedTable, changed_tables
from yiwu_report.editor.refresh.table_change import TableChange, table_change
from yiwu_report.inputs.load.load import load
from yiwu_report.inputs.load.package_files import words_folders
from yiwu_report.inputs.load.scratch_project import change_files, copied_project
from yiwu_report.inputs.validate import validate
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.problem import Problem

FOLDER = "data/files/"
OLD = "the old file"  # what differences are told from


@dataclass(frozen=True)
class FileTrial:
    """What new files would do: in their tables, and in the report."""

    tables: Mapping[str, TableChange]  # by id: those whose new file can be read
    difference: diff.Difference | None  # None: it can't be told for problems, before or after
    shown_tables: tuple[ChangedTable, ...]  # tables of articles with other rows or cells
    problems: tuple[Problem, ...]  # with the new files in place
    was_sound: bool  # False if the report has problems with the old files

    def of_files(self, files: Collection[str], tables: Collection[str]) -> tuple[Problem, ...]:
        """The problems that are those of the files and of what describes them, not of texts, charts or claims."""
        places = {*(f"{FOLDER}{each}" for each in files), *(f"data/tables/{each}.yaml" for each in tables)}
        return tuple(each for each in self.problems if each.place.file in places)


def try_files(root: Path, files: Mapping[str, bytes], tables: Collection[str], *, progress: Progress) -> FileTrial:
    """The trial of these files of data/files/, which `tables` are read from; the project itself is not changed."""
    progress("reading the new file")
    with copied_project(root) as folder:
        old = _column_tables(folder, tables)
        change_files(folder, {f"{FOLDER}{name}": content for name, content in files.items()})
        new = _column_tables(folder, tables)
        changes = {name: table_change(old.get(name), each) for name, each in new.items()}
        after, problems = diff.today_if_untrue(folder, progress=progress, cache=root)
        before, _ = diff.today_if_untrue(root, progress=progress, cache=root)
        if before is None or after is None:
            return FileTrial(changes, None, (), problems, was_sound=before is not None)
        difference = diff.compare(after, before.published, OLD)
        return FileTrial(changes, difference, changed_tables(before.context, after.context), problems, was_sound=True)


def _column_tables(root: Path, wanted: Collection[str]) -> dict[str, ColumnTable]:
    """What these tables hold; without those that can't be read."""
    site = validate(load(root, words_folders(root)), CHART_SPECS, STEP_SPECS)[0]
    tables = site.column_tables if site else {}
    return {name: tables[name] for name in wanted if name in tables}
