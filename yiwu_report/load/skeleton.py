"""The example project in the package, from which new reports are created."""

from __future__ import annotations

from pathlib import Path

import yiwu_report
from yiwu_report.load.templates import template_folders

_FOLDER = Path(yiwu_report.__file__).parent / "new" / "skeleton"


def load_skeleton(name: str) -> dict[str, bytes]:
    """Path -> bytes of every file of a skeleton, "report" or "article"."""
    return files_in(_FOLDER / name)


def load_own_templates() -> dict[str, bytes]:
    """Path -> bytes of the templates that the generator brings along, as a project's own, e.g. "templates/base.html"."""
    folder = template_folders(_FOLDER)[-1]
    return {f"templates/{name}": content for name, content in files_in(folder).items()}


def files_in(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder, but what Python and editors leave there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("~") and "__pycache__" not in path.parts
    }
