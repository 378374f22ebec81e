"""What a command is: its name, its own options, and what it does."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
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
    """Arguments that turn out wrong only when a command looks at the disk; says what is wrong with them."""


@dataclass(frozen=True)
class Options:
    """The arguments of a run."""

    root: Path
    out: Path
    quiet: bool
    strict: bool = False  # of build
    words: bool = False  # of check
    old: str | None = None  # of diff
    form: str = "text"  # of diff


@dataclass(frozen=True)
class Command:
    """One of the words after the program's name. `run` raises `InvalidInput` with what the editor must mend."""

    name: str
    summary: str
    run: Callable[[Options, Terminal], None]
    add_options: Callable[[ArgumentParser], None]
    closing: str = ""  # after the number of problems, e.g. "nothing was published"
