"""A project with some of its files changed, in a folder that is gone afterwards: to check before anything is written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_project(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder that holds these files, by their paths relative to it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Path(folder)
