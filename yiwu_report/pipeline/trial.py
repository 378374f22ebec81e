"""The effect of file changes on problems, before they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yiwu_report.load.changed import change_files, copied_project
from yiwu_report.load.plotly_bundle import load_plotly_js
from yiwu_report.model.data import Data
from yiwu_report.model.problem import Problem
from yiwu_report.pipeline.picture_stage import drawing
from yiwu_report.pipeline.stages import Progress, run_in
from yiwu_report.pipeline.workspace import KeepingWorkspace
from yiwu_report.write.cache import PICTURES, FolderCache


@dataclass(frozen=True, slots=True)
class Trial:
    """The problems of a project as it is, and as it would be."""

    before: tuple[Problem, ...]
    after: tuple[Problem, ...]
    data: Data | None = None  # as it would be; None where there is nothing to show

    @property
    def new(self) -> tuple[Problem, ...]:
        """The problems that the change brings."""
        known = set(self.before)
        return tuple(problem for problem in self.after if problem not in known)


def try_change(root: Path, changes: Mapping[str, bytes | None], *, progress: Progress) -> Trial:
    """Run the stages over a copy of the project in `root` as it is, and with these files changed (None: gone)."""
    cache = FolderCache(root / PICTURES)
    with copied_project(root) as folder, drawing(load_plotly_js(), cache) as artist:
        workspace = KeepingWorkspace()
        before = run_in(workspace, folder, progress, artist).problems
        change_files(folder, changes)
        after = run_in(workspace, folder, progress, artist)
    data = after.context.data if after.context else None
    return Trial(tuple(sorted(set(before))), tuple(sorted(set(after.problems))), data)
