"""The checksums of the files of a published site."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def load_checksums(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 in hex of every file of a site, but those whose names begin with a dot."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }
