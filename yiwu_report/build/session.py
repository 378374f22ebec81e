"""A report that is being edited, and how a change of its files would affect its problems."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from yiwu_report.build.picture_stage import Drawing, drawing
from yiwu_report.build.share_image_stage import card_painter
from yiwu_report.build.stages import KeepingWorkspace, Progress, Stages, run_in
from yiwu_report.incremental import Read
from yiwu_report.inputs.load.package_files import load_plotly_js
from yiwu_report.inputs.load.scratch_project import change_files, copied_project
from yiwu_report.model.output import Output
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.publish.cache import PICTURES, FolderCache
from yiwu_report.site.plan import content_of
from yiwu_report.site.report import Context


class Session:
    """The stages over one project, again and again, with all that can be kept from one run to the next.

    For one thread at a time. Whatever a run gives is the same, to the byte, as a build of the same inputs gives.
    """

    def __init__(self, root: Path, artist: Drawing | None = None) -> None:
        """`artist` draws, and is closed at the end; without one, pictures are cached in the project."""
        self._root = root
        self._workspace = KeepingWorkspace()
        self._artist = artist or Drawing(load_plotly_js(), FolderCache(root / PICTURES), painter=card_painter(root))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the drawing engine's memory back."""
        self._artist.close()

    def run(self, progress: Progress = lambda _stage: None) -> Stages:
        """The report as its files have it now; never raises for an editor's mistake."""
        stages = run_in(self._workspace, self._root, progress, self._artist)
        if stages.outputs:  # otherwise the previous site is still shown
            self._workspace.memo.forget_unasked({_key(output) for output in stages.outputs})
        return stages

    def content(self, output: Output, context: Context) -> bytes:
        """The bytes of an output; InvalidInput for a wrong template or a missing interface word."""
        made = self._workspace.memo.recall(_key(output), context, lambda seen: _attempt(output, seen), output)
        if isinstance(made, InvalidInput):
            raise InvalidInput(made.problems)
        return made

    def reads(self, output: Output, context: Context) -> Mapping[Read, Any]:
        """What of the context was read for an output."""
        self.content(output, context)
        return self.reads_of(_key(output))

    def reads_of(self, key: Hashable) -> Mapping[Read, Any]:
        """The reads for a value that the stages made separately, e.g. Read("articles", ("index", "en"))."""
        return self._workspace.memo.reads(key)


def _key(output: Output) -> Hashable:
    return "output", output.path


def _attempt(output: Output, context: Context) -> bytes | InvalidInput:
    """The bytes, or why there are none: an error is cached too, until one of its dependencies changes."""
    try:
        return content_of(output, context)
    except InvalidInput as invalid:
        return invalid


@dataclass(frozen=True, slots=True)
class Trial:
    """The problems of a project now, and after a change."""

    before: tuple[Problem, ...]
    after: tuple[Problem, ...]
    context_before: Context | None = None  # None if there is nothing to show
    context_after: Context | None = None

    @property
    def new(self) -> tuple[Problem, ...]:
        """The problems that the change brings."""
        known = set(self.before)
        return tuple(problem for problem in self.after if problem not in known)


def try_change(root: Path, changes: Mapping[str, bytes | None], *, progress: Progress) -> Trial:
    """Run the stages over a copy of the project in `root`, unchanged and with these files changed (None: removed)."""
    cache = FolderCache(root / PICTURES)
    with copied_project(root) as folder, drawing(load_plotly_js(), cache) as artist:
        workspace = KeepingWorkspace()
        before = run_in(workspace, folder, progress, artist)
        change_files(folder, changes)
        after = run_in(workspace, folder, progress, artist)
    problems = [tuple(sorted(set(each.problems))) for each in (before, after)]
    return Trial(problems[0], problems[1], before.context, after.context)
