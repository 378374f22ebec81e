"""What a publication does to a disk, one small step each, so that a test can stop it at any of them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Protocol

_ATTEMPTS = 20  # on Windows a file that a server is just reading can't be replaced: wait for it
_PAUSE_SECONDS = 0.05


class Effects(Protocol):
    """Every change that `publish` makes to the output folder goes through one of these."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it; one that is there is fine."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file and flush it to disk."""

    def sync_folder(self, folder: Path) -> None:
        """Flush a folder's entries to disk."""

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over another in one step."""

    def remove(self, path: Path) -> None:
        """Remove a file."""

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""


class Disk:
    """The effects on the real disk."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def sync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return  # Windows keeps folders safe by itself and can't open one
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                source.replace(target)
            except PermissionError:
                if sys.platform != "win32" or not attempts_left:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def remove_folder(self, folder: Path) -> None:
        folder.rmdir()
