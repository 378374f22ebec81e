"""Texts kept between builds, by key, in a folder that may be deleted at any time."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

PICTURES = Path(".cache", "pictures")  # in the project; it may be deleted at any time


class FolderCache:
    """One file a text. Builds that run at once share it: a text is there whole or not at all.

    Nothing of it is needed: a file that is damaged, can't be read or can't be written is as if it were not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """True where nothing was ever kept."""
        return not self._folder.is_dir()

    def get(self, key: str) -> str | None:
        """What was put under this key, e.g. a hash in hexadecimal digits; None if it's gone or damaged."""
        try:
            digest, _, text = self._path(key).read_bytes().decode().partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return text if digest == _digest(text) else None

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key, if the folder can be written to."""
        path = self._path(key)
        # of this thread alone, so that two writers never share a half-written file
        fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                fresh.write_bytes(f"{_digest(text)}\n{text}".encode())
                fresh.replace(path)
            except OSError:
                fresh.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
