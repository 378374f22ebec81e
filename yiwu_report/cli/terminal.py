"""The output of a run for people and logs: progress, results, problems."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from yiwu_report.model.problem import Problem

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # a file's escape codes must not reach the terminal


class Terminal:
    """Results go to standard output, problems and progress to standard error, which may be a terminal or not."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._is_coloured = self._is_terminal and not os.environ.get("NO_COLOR")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # as standard error has it

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """A function that shows what is being done, on a terminal and for the time of a block."""
        if self._quiet or not self._is_terminal:
            yield lambda _stage: None
            return
        from rich.console import Console  # noqa: PLC0415  # a log doesn't need it

        with Console(stderr=True).status("starting") as status:
            yield lambda stage: status.update(one_line(stage))

    def say(self, *lines: str) -> None:
        """Print a result."""
        if not self._quiet:
            _write(sys.stdout, "\n".join(lines))

    def show(self, lines: Sequence[str]) -> None:
        """Print a result with texts of files, line by line; nothing without one."""
        if lines:
            self.say(*(one_line(line) for line in lines))

    def print(self, lines: Sequence[str]) -> None:
        """Print what another program reads from standard output, whether quiet or not."""
        for line in lines:
            _write(sys.stdout, line)

    def warn(self, line: str) -> None:
        """Print what went wrong with the run itself."""
        _write(sys.stderr, line)

    def problems(self, problems: Sequence[Problem], closing: str) -> None:
        """Print a line a problem, then how many there are."""
        for problem in problems:
            line = one_line(str(problem))
            if self._is_coloured:
                _print_coloured(line, one_line(str(problem.place)), problem.rule)
            else:
                _write(sys.stderr, line)
        if not self._quiet:
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            _write(sys.stderr, f"{count}; {closing}" if closing else count)


def one_line(text: str) -> str:
    """The text with its control characters spelt out, e.g. a line break as a backslash and an n."""
    return _CONTROL.sub(lambda found: repr(found.group())[1:-1], text)


def _print_coloured(line: str, place: str, rule: str) -> None:
    """Print the same characters, neither wrapped nor cut, with a bold place and a faint rule."""
    from rich.console import Console  # noqa: PLC0415  # a log doesn't need it
    from rich.text import Text  # noqa: PLC0415

    text = Text(line)
    text.stylize("bold", 0, len(place))
    text.stylize("dim", len(line) - len(f"[{rule}]"))
    Console(stderr=True, force_terminal=True).print(text, soft_wrap=True, highlight=False)


def _write(stream: TextIO, text: str) -> None:
    """Print a text immediately; a closed pipe (`| head`) does not change what the run does or returns."""
    try:
        stream.write(text + "\n")
        stream.flush()
    except BrokenPipeError:
        forget(stream)


def forget(stream: TextIO) -> None:
    """Redirect a closed stream to /dev/null, so that Python does not complain at exit."""
    with contextlib.suppress(OSError, ValueError):  # ValueError: a test's stream has no descriptor
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 page, 2 pages."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
