"""The report during a preview: waits until saved files are stable, then rebuilds the pages that changed."""

from __future__ import annotations

import asyncio
import posixpath
import stat
import time
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import Change, awatch

from yiwu_report.build import Session, Stages
from yiwu_report.model.output import Output, Stage
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.site.report import Context

_INPUTS = ("content", "data", "templates")
_SETTLED_MS = 10  # nothing more within this time: a save is complete
_LONGEST_MS = 200
_LOOK_AGAIN_MS = 1000  # for a folder that wasn't there


async def saves(root: Path, stop: asyncio.Event) -> AsyncIterator[None]:
    """Something for each time that files were saved, until `stop` is set."""
    while not stop.is_set():
        folders = _folders(root)
        changes = awatch(
            *folders,
            watch_filter=_is_input,
            debounce=_LONGEST_MS,
            step=_SETTLED_MS,
            stop_event=stop,
            rust_timeout=_LOOK_AGAIN_MS,
            yield_on_timeout=True,
        )
        async for changed in changes:
            if changed:
                yield
            elif _folders(root) != folders:
                yield
                break


Saved = Mapping[str, tuple[int, int]]


def saved_files(root: Path) -> Saved:
    """Name -> size and time of each file of the inputs."""
    found = {}
    for folder in _INPUTS:
        for path in (root / folder).rglob("*"):
            if not _is_input(Change.modified, str(path)):
                continue
            with suppress(OSError):
                status = path.stat()
                if stat.S_ISREG(status.st_mode):
                    found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def _folders(root: Path) -> list[Path]:
    return [root / name for name in _INPUTS if (root / name).is_dir()] or [root]


def _is_input(_change: Change, path: str) -> bool:
    """False for what `load` doesn't read: hidden files and editors' copies."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".swo", ".tmp"))


# Problems are reported when the files have been unchanged for this long; a site without any is shown at once.
SETTLED_S, HALF_SAVED_S, LONGEST_S = 0.15, 1.0, 5.0
LOOK_S = 0.02


@dataclass(frozen=True)
class State:
    """The result of a save. `version` counts them."""

    version: int = 0
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class PreviewSite:
    """A report without problems, whose files are made when they are asked for."""

    context: Context
    outputs: dict[str, Output] = field(default_factory=dict)  # by path

    @classmethod
    def of(cls, stages: Stages) -> PreviewSite | None:
        """The site that the stages made; None if there are problems."""
        if stages.problems or stages.context is None:
            return None
        return cls(stages.context, {output.path: output for output in stages.outputs})

    def find(self, path: str) -> Output | None:
        """The output at the path of a request, e.g. "en/" or "figures/index.html"."""
        inside = posixpath.normpath(path.lstrip("/"))
        inside = "index.html" if inside == "." else inside
        return self.outputs.get(inside) or self.outputs.get(f"{inside}/index.html")


class PreviewSession:
    """Runs the stages after each save, and makes the files of the site; for one thread at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.session = Session(root)
        self.state = State()
        self.site: PreviewSite | None = None  # the last good one
        self._saved: Saved = saved_files(root)  # the files of the last good one
        self._before: PreviewSite | None = None  # the one before it, for when a template turns out to be at fault

    def close(self) -> None:
        """Give the drawing engine's memory back."""
        self.session.close()

    def update(self, open_paths: Collection[str] = ()) -> State:
        """Process the current files; open pages are rendered first."""
        start = time.monotonic()
        while True:
            saved = saved_files(self.root)
            site, problems = self._run(open_paths)
            waited = time.monotonic() - start
            if not problems or waited > LONGEST_S or not self._is_being_saved(saved):
                break
        if site is not None and not problems:
            self.site, self._before, self._saved = site, self.site, saved
        return self.tell(problems, time.monotonic() - start)

    def _run(self, open_paths: Collection[str]) -> tuple[PreviewSite | None, tuple[Problem, ...]]:
        stages = self.session.run()
        site = PreviewSite.of(stages)
        if site is None:
            return None, tuple(sorted(set(stages.problems)))
        return site, self._faults(site, [path for path in open_paths if site.find(path)])

    def _is_being_saved(self, saved: Saved) -> bool:
        """True if the files change again: a problem was that of an incomplete save.

        Programs empty a file and then write it, or move it away and another into its place; those are waited for
        longer than others.
        """
        is_half = any(name not in saved or (size and not saved[name][0]) for name, (size, _) in self._saved.items())
        end = time.monotonic() + (HALF_SAVED_S if is_half else SETTLED_S)
        while time.monotonic() < end:
            time.sleep(LOOK_S)
            if saved_files(self.root) != saved:
                return True
        return False

    def rest(self) -> Iterator[None]:
        """Render the other pages to find their problems; the state may change in the end."""
        site, version = self.site, self.state.version
        if site is None or self.state.problems:
            return
        for path in site.outputs:
            faults = self._faults(site, [path])
            if faults and self.state.version == version:
                self.site = self._before
                self.tell(faults, self.state.seconds)
                return
            yield

    def content(self, path: str) -> tuple[Output, bytes] | None:
        """The content at this path of the last valid version."""
        output = self.site.find(path) if self.site else None
        if output is None or self.site is None:
            return None
        return output, self.session.content(output, self.site.context)

    def _faults(self, site: PreviewSite, paths: Collection[str]) -> tuple[Problem, ...]:
        found: set[Problem] = set()
        for path in paths:
            output = site.find(path)
            try:
                if output is not None:
                    self.session.content(output, site.context)
            except InvalidInput as invalid:
                found |= set(invalid.problems)
        return tuple(sorted(found))

    def tell(self, problems: tuple[Problem, ...], seconds: float = 0.0) -> State:
        """The new state."""
        self.state = State(self.state.version + 1, problems, seconds)
        return self.state

    @property
    def pages(self) -> list[str]:
        """The paths of the pages of the last good site."""
        outputs = self.site.outputs.values() if self.site else ()
        return [output.path for output in outputs if output.stage is Stage.PAGE]
