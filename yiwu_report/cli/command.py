"""What a command is: its name, its own options, and what it does."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from yiwu_report.cli.terminal import Terminal


class ExitCode(IntEnum):
    """What the process tells its caller."""

    GOOD = 0
    PROBLEMS = 1
    USAGE = 2
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it


class UsageError(Exception):
    """Wrong usage that is detected only when a command runs, with a message."""


EXIT_CODES = {
    ExitCode.GOOD: "good",
    ExitCode.PROBLEMS: "problems; they are printed, and nothing is published",
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
    since: str | None = None  # of build: the earlier state that it compares with, where it is strict
    compress: bool = False  # of build
    own: Namespace = field(default_factory=Namespace)  # what the command's `add_options` added


def add_nothing(_parser: ArgumentParser) -> None:
    """Add no option: the command has none of its own."""


@dataclass(frozen=True)
class Command:
    """A command. `run` raises `InvalidInput` with the problems that the editor must fix."""

    name: str
    summary: str
    run: Callable[[Options, Terminal], None]
    add_options: Callable[[ArgumentParser], None] = add_nothing
    closing: str = ""  # after the number of problems, e.g. "nothing was published"
    forms: tuple[str, ...] = ("text",)  # what --format can ask for, the usual one first
