"""Detects that inputs, generator and output are unchanged since the last build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from yiwu_report.cli.command import Options
from yiwu_report.load.fingerprint import covered_folders, fingerprint
from yiwu_report.load.reads import Reads, are_as_they_were
from yiwu_report.write.stamp import Stamp, still_stands, write_stamp

CACHE = Path(".cache")
STAMP = CACHE / "built.json"  # in the project; it may be deleted at any time


class Again:
    """The record of the last build of a project, without running or importing any stage."""

    def __init__(self, options: Options) -> None:
        self._root, self._path, self._out = options.root, options.root / STAMP, options.out
        self._reads = Reads()
        self._inputs = fingerprint(options.root, *(name for name in ("strict", "compress") if getattr(options, name)))

    def stands(self) -> Stamp | None:
        """The stamp of the last build if its inputs and output are unchanged."""
        stamp = still_stands(self._path, self._inputs, self._out)
        return stamp if stamp and are_as_they_were(self._root, stamp.read) else None

    def note(self, pages: int, notes: Sequence[str]) -> None:
        """Record a successful build and its messages."""
        covered = [*covered_folders(self._root), self._root / CACHE, self._out]
        write_stamp(self._path, self._inputs, self._out, pages, notes, read=self._reads.states(self._root, covered))
