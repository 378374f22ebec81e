"""`build`: the report into the output folder.

A build creates millions of objects and keeps nearly all of them until it ends, a second or two later. Python's
garbage collector would search them for cycles repeatedly: an eighth of the time of a clean build, to free 10 MiB. It
would search all of them again when it is re-enabled, and when the process ends: another 0.2 s.
"""

from __future__ import annotations

import gc
import os
import shlex
import shutil
import subprocess
import sys
import time
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.problem_forms import FORMS, as_json
from yiwu_report.cli.terminal import Terminal, counted
from yiwu_report.model.problem import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from yiwu_report.cli.up_to_date import Again
    from yiwu_report.model.published import Published


@contextmanager
def unswept() -> Iterator[None]:
    """Disable the garbage collector in a block, if enabled; objects that remain are frozen (gc.freeze)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


_PORT = 8000


def add_build_options(parser: ArgumentParser) -> None:
    """Add `--out`, `--strict` and `--compress` to a parser."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=SUPPRESS,
        help="output folder (default: public, in the project)",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        default=SUPPRESS,
        help="refuse a figure that differs from its source without a correction, and a number that may be an amount",
    )
    parser.add_argument(
        "--since",
        metavar="OLD",
        default=SUPPRESS,
        help="with --strict: refuse one that differs from this state, too: a published site, a figures.json, "
        "a project's folder or a git revision",
    )
    parser.add_argument(
        "--compress",
        action="store_true",
        default=SUPPRESS,
        help="also write .gz and .br versions of text files, for servers that use them",
    )


@dataclass(frozen=True)
class _Done:
    """What a build did, in numbers."""

    pages: int
    written: int
    unchanged: int
    removed: int
    notes: tuple[str, ...] = ()  # what was omitted

    def __str__(self) -> str:
        return (
            f"{counted(self.pages, 'page')}; {counted(self.written, 'file')} written, "
            f"{self.unchanged} unchanged, {self.removed} removed"
        )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.cli.up_to_date import Again  # noqa: PLC0415  # as below

    start = time.monotonic()
    again = Again(options)
    stamp = None if options.since else again.stands()  # a revision or a folder can be another one by now
    with unswept():
        done = _Done(stamp.pages, 0, stamp.files, 0, stamp.notes) if stamp else _build(options, terminal, again)
    terminal.say(
        f"The report is in {options.out}: {done} ({time.monotonic() - start:.1f} s).",
        "To view it:",
        f"  {_server(options.out)}",
        f"and open http://127.0.0.1:{_PORT}/",
        *done.notes,
    )
    if options.form == "json":
        terminal.print([as_json(built={"folder": options.out.as_posix(), **asdict(done)})])


def _build(options: Options, terminal: Terminal, again: Again) -> _Done:
    from yiwu_report.cli.early_engine import early_engine  # noqa: PLC0415  # before what takes longer

    engine = early_engine(options.root)
    from yiwu_report import build  # noqa: PLC0415  # pandas and plotly take their time: --help doesn't wait for them

    with terminal.progress() as progress:
        built = build.build(
            options.root,
            options.out,
            progress=progress,
            strict=options.strict,
            compress=options.compress,
            engine=engine,
            **({"since": _said_since(options, progress)} if options.since else {}),
        )
    if built.is_final:
        again.note(built.pages, built.notes)
    changes = built.changes
    return _Done(built.pages, len(changes.written), changes.unchanged, len(changes.removed), built.notes)


def _said_since(options: Options, progress: Callable[[str], None]) -> Published:
    """The earlier state that `--since` names."""
    from yiwu_report.editor.diff.compare import said_by  # noqa: PLC0415  # as above
    from yiwu_report.inputs.load.revisions import find_revision  # noqa: PLC0415

    try:
        return said_by(find_revision(options.since, options.root, options.out), options.root, progress=progress)
    except UsageError as error:
        raise UsageError(f"--since: {error}") from None


def _server(folder: Path) -> str:
    """The command that serves the site, quoted for this machine's shell."""
    python = next((name for name in ("python", "python3") if shutil.which(name)), sys.executable)
    words = [python, "-m", "http.server", "--directory", str(folder), str(_PORT)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


BUILD = Command("build", "build the report", _run, add_build_options, "nothing was published", FORMS)
