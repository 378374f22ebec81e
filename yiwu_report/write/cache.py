"""What is kept between builds, by key, in a folder that may be deleted at any time."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

# In the project; they may be deleted at any time.
PICTURES = Path(".cache", "pictures")
COMPRESSED = Path(".cache", "compressed")
CARDS = Path(".cache", "cards")


class FolderCache:
    """One file each. Builds that run at once share it: what is kept is there whole or not at all.

    Nothing of it is needed: a file that is damaged, can't be read or can't be written is as if it were not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """True where nothing was ever kept."""
        return not self._folder.is_dir()

    def get(self, key: str) -> str | None:
        """The text that was put under this key, e.g. a hash in hexadecimal digits; None if it's gone or damaged."""
        content = self.get_bytes(key)
        try:
            return None if content is None else content.decode()
        except UnicodeDecodeError:
            return None

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key, if the folder can be written to."""
        self.put_bytes(key, text.encode())

    def get_bytes(self, key: str) -> bytes | None:
        """The bytes that were put under this key; None if they are gone or damaged."""
        try:
            digest, _, content = self._path(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if digest == _digest(content) else None

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

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def _digest(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
