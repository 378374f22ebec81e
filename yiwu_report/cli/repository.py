"""The path of a project in the repository of a GitHub workflow."""

from __future__ import annotations

import os
from pathlib import Path


def folder_in_repository(root: Path) -> str:
    """The project's folder as annotations name it, e.g. "reports/2026"; "" for the repository itself.

    The repository is what GITHUB_WORKSPACE names, or the current folder; a project outside of it has no such name.
    """
    repository = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    project = root.resolve()
    return (
        "" if project == repository or repository not in project.parents else project.relative_to(repository).as_posix()
    )
