"""Shared access of commands to project files, with errors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yiwu_report.cli.command import UsageError


def languages_of(root: Path, command: str) -> tuple[str, ...]:
    """The languages of the report in `root`; UsageError where there is none."""
    from yiwu_report.load.own_yaml import load_languages  # noqa: PLC0415  # as in build.py

    languages = load_languages(root)
    if not languages:
        raise UsageError(f"{command}: {root / 'content' / 'site.yaml'} lists no languages; is this a report?")
    return languages


def change_files(files: Mapping[str, bytes | None], root: Path, command: str) -> tuple[str, ...]:
    """Make files have these bytes (None: be gone), all or none, and say which changed; UsageError where they can't."""
    from yiwu_report.write.inputs import change_inputs  # noqa: PLC0415  # as in build.py

    try:
        return change_inputs(files, root)
    except OSError as error:
        raise UsageError(f"{command}: {error}") from None
