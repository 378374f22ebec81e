"""The files that a build read outside the folders covered by its fingerprint, and whether they are unchanged.

Python reports every file that it opens (audit event `open`, https://docs.python.org/3/library/audit_events.html).
Modules are omitted: what is installed is known by its version, and the generator's own files by their bytes. So are
caches and the output, which the generator writes itself and reads only where their own checksums fit.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

_MODULES = (".py", ".pyc", ".so", ".pyd", ".pth")
_NO_FILES = ("/proc/", "/sys/", "/dev/")


class Reads:
    """The files that this process opens for reading from now on. A hook can't be removed again: one is enough."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        sys.addaudithook(self._hear)

    def states(self, root: Path, without: Iterable[Path]) -> dict[str, str]:
        """Path -> state of each file that was read and still exists, except those in the folders `without`.

        A path in the project is relative to its root, and its state is a digest: the project may move. Elsewhere it is
        size and time, so that the fonts of a system need not be read again.
        """
        root = root.resolve()
        left_out = tuple(f"{folder.resolve()}{os.sep}" for folder in without)
        found: dict[str, str] = {}
        for name in sorted(self._paths):
            path = os.path.realpath(name)
            if path.endswith(_MODULES) or path.startswith((*_NO_FILES, *left_out)):
                continue
            key = Path(path).relative_to(root).as_posix() if path.startswith(f"{root}{os.sep}") else path
            if state := _state(root, key):
                found[key] = state
        return found

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event != "open":
            return
        name, mode, flags = arguments
        writes = isinstance(mode, str) and not mode.startswith("r")
        if isinstance(flags, int) and mode is None:
            writes = bool(flags & (os.O_WRONLY | os.O_CREAT))
        if not writes and isinstance(name, (str, bytes)):
            self._paths.add(os.fsdecode(name))


def are_as_they_were(root: Path, states: Mapping[str, str]) -> bool:
    """True if each file still has the state that `Reads.states` gave."""
    root = root.resolve()
    return all(_state(root, key) == state for key, state in states.items())


def _state(root: Path, key: str) -> str | None:
    """What distinguishes one state of a file from another; None if it is not a file."""
    path = root / key
    try:
        if not path.is_file():
            return None
        if not Path(key).is_absolute():
            return sha256(path.read_bytes()).hexdigest()
        status = path.stat()
    except OSError:
        return None
    return f"{status.st_size} {status.st_mtime_ns}"
