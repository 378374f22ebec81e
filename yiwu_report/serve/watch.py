"""Waits for something in a project's inputs to change."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, awatch

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
