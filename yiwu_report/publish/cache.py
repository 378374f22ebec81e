"""A cache between builds, by key, in a folder that may be deleted at any time."""

from __future__ import annotations

import os
import stat
import threading
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

DAY_S = 24 * 60 * 60
UNUSED_DAYS = 30  # what no build asked for in that time is dropped
MOST_BYTES = 200 * 1024 * 1024  # of a folder: above it, the least recently used entries are dropped first
# In the project; they may be deleted at any time.
PICTURES = Path(".cache", "pictures")
COMPRESSED = Path(".cache", "compressed")
CARDS = Path(".cache", "cards")


class FolderCache:
    """One file each. Builds that run at once share it: entries are complete or absent.

    It is optional: files that are damaged or can't be read or written are treated as missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """True if nothing was ever cached."""
        return not self._folder.is_dir()

    def get(self, key: str) -> str | None:
        """The text that was put under this key, e.g. a hash in hexadecimal digits; None if it is missing or damaged."""
        content = self.get_bytes(key)
        try:
            return None if content is None else content.decode()
        except UnicodeDecodeError:
            return None

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key, if the folder can be written to."""
        self.put_bytes(key, text.encode())

    def get_bytes(self, key: str) -> bytes | None:
        """The bytes that were put under this key; None if they are missing or damaged."""
        try:
            digest, _, content = self._path(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest != _digest(content):
            return None
        self._note_use(key)
        return content

    def put_bytes(self, key: str, content: bytes) -> None:
        """Keep some bytes under a key, if the folder can be written to."""
        path = self._path(key)
        # of this thread alone, so that two writers never share a half-written file
        fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                fresh.write_bytes(_digest(content) + b"\n" + content)
                fresh.replace(path)
            except OSError:
                fresh.unlink(missing_ok=True)

    def trim(self, *, most_bytes: int = MOST_BYTES, unused_days: int = UNUSED_DAYS) -> None:
        """Drop entries unused for this many days, and the least recently used ones above this many bytes.

        When a file was last asked for is known to a day. Failing to drop one is harmless.
        """
        now, total = time.time(), 0
        found = []
        for path in self._folder.rglob("*"):
            with suppress(OSError):
                status = path.lstat()
                if stat.S_ISREG(status.st_mode):
                    found.append((status.st_mtime, status.st_size, path))
        for used, size, path in sorted(found, reverse=True):
            total += size
            if total > most_bytes or now - used > unused_days * DAY_S:
                with suppress(OSError):
                    path.unlink()

    def _note_use(self, key: str) -> None:
        path = self._path(key)
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > DAY_S:
                os.utime(path)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def _digest(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
