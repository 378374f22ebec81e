"""The type of a command, and helpers that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError


class ExitCode(IntEnum):
    """Exit codes of the process."""

    GOOD = 0
    PROBLEMS = 1
    USAGE = 2
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it


EXIT_CODES = {
    ExitCode.GOOD: "good",
    ExitCode.PROBLEMS: "problems; they are printed, and nothing is published. For `refresh` also: something is new and was not accepted",
    ExitCode.USAGE: "wrong usage, or a library that is not installed",
    ExitCode.INTERRUPTED: "interrupted from the keyboard",
}


@dataclass(frozen=True)
class Options:
    """The arguments of a run."""

    root: Path
    out: Path
    quiet: bool
    form: str = "text"  # one of the command's `forms`
    strict: bool = False  # of build
    since: str | None = None  # of a strict build: the earlier state to compare with
    compress: bool = False  # of build
    own: Namespace = field(default_factory=Namespace)  # what the command's `add_options` added


def add_nothing(_parser: ArgumentParser) -> None:
    """Add no option."""


@dataclass(frozen=True)
class Command:
    """A command. `run` raises `InvalidInput` with the problems that the editor must fix."""

    name: str
    summary: str
    run: Callable[[Options, Terminal], ExitCode | None]  # None: good
    add_options: Callable[[ArgumentParser], None] = add_nothing
    closing: str = ""  # after the number of problems, e.g. "nothing was published"
    forms: tuple[str, ...] = ("text",)  # what --format can ask for, the usual one first


def languages_of(root: Path, command: str) -> tuple[str, ...]:
    """The languages of the report in `root`; UsageError without any."""
    from yiwu_report.inputs.load.files import load_languages  # noqa: PLC0415  # as in build.py

    languages = load_languages(root)
    if not languages:
        raise UsageError(f"{command}: {root / 'content' / 'site.yaml'} lists no languages; is this a report?")
    return languages


def change_files(files: Mapping[str, bytes | None], root: Path, command: str) -> tuple[str, ...]:
    """Give files these bytes (None: remove), all or none, and report which changed; UsageError if that fails."""
    from yiwu_report.publish.input_changes import change_inputs  # noqa: PLC0415  # as in build.py

    try:
        return change_inputs(files, root)
    except OSError as error:
        raise UsageError(f"{command}: {error}") from None
