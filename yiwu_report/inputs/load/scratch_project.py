"""A temporary copy of a project with some files changed, to check a change before it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from yiwu_report.inputs.load.files import load_inputs, read_document
from yiwu_report.model.node import MappingNode, ScalarNode

_SITE = "content/site.yaml"


@contextmanager
def temporary_project(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with these files, by their paths relative to it."""
    with tempfile.TemporaryDirectory() as folder:
        change_files(Path(folder), files)
        yield Path(folder)


@contextmanager
def copied_project(root: Path) -> Iterator[Path]:
    """A folder with everything of a project that a build reads."""
    files = load_inputs(root, ("content", "data", "templates"))
    bundle = _named_bundle(root, files.get(_SITE, b""))
    with temporary_project(files | bundle) as folder:
        yield folder


def change_files(root: Path, changes: Mapping[str, bytes | None]) -> None:
    """Give files in a temporary folder these bytes; None: remove."""
    for name, content in changes.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _named_bundle(root: Path, site: bytes) -> dict[str, bytes]:
    """The plotly.js that site.yaml names, if it exists."""
    node = read_document(_SITE, site)
    named = node.get("plotly_js") if isinstance(node, MappingNode) else None
    if not (isinstance(named, ScalarNode) and named.text):
        return {}
    path = (root / named.text.value.strip()).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        return {}
    return {path.relative_to(root.resolve()).as_posix(): path.read_bytes()}
