"""`serve`: a preview that updates at every save."""

from __future__ import annotations

import contextlib
import signal
import time
import webbrowser
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal
from yiwu_report.model.problem import UsageError

if TYPE_CHECKING:
    from yiwu_report.editor.preview.preview_session import State

_PORT = 8000
_HIGHEST_PORT = 65535


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="PORT", help=f"(default: {_PORT}, or the next free port)")
    parser.add_argument("--open", action="store_true", help="open it in a browser")


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report.editor.preview import serve  # noqa: PLC0415  # as in build.py

    port: int | None = options.own.port
    if port is not None and not 0 <= port <= _HIGHEST_PORT:
        raise UsageError(f"serve: {port} is not a valid port; use a number from 1024 to {_HIGHEST_PORT}")

    def ready(address: str) -> None:
        terminal.say(f"The preview is at {address}", f"and the overview at {address}-/desk", "Press Ctrl-C to stop.")
        if options.own.open:
            webbrowser.open(address)

    def tell(state: State) -> None:
        if state.problems:
            terminal.problems(state.problems, "the preview shows the last version without problems")
        elif state.version > 1:
            terminal.say(f"{time.strftime('%H:%M:%S')} updated in {state.seconds:.2f} s")

    try:
        with _ending_when_killed():
            serve(
                options.root,
                _PORT if port is None else port,
                is_port_fixed=port is not None,
                ready=ready,
                tell=tell,
            )
    except UsageError as error:
        raise UsageError(f"serve: {error}; choose another with --port") from None
    except KeyboardInterrupt:
        pass  # uvicorn sometimes returns instead, without passing the signal on
    terminal.say("The preview has stopped.")


@contextlib.contextmanager
def _ending_when_killed() -> Iterator[None]:
    """Make SIGTERM stop the preview like Ctrl-C; uvicorn passes on the signal once it has shut down."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


SERVE = Command("serve", "preview the report, and update it at every save", _run, _add_options)
