"""`main`: one run from its arguments to its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from yiwu_report.cli.arguments import parse
from yiwu_report.cli.command import Command, ExitCode, Options
from yiwu_report.cli.problem_forms import FORMS, as_annotations, as_json, folder_in_repository
from yiwu_report.cli.terminal import Terminal, forget
from yiwu_report.model.problem import InvalidInput, UsageError
from yiwu_report.model.rules import Rule

_PACKAGE = __name__.partition(".")[0]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 good, 1 problems, 2 wrong usage, 130 interrupted.

    Other exceptions are bugs and keep their traceback.
    """
    try:
        command, options = parse(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.USAGE
    finally:
        _flush()
    return _run(command, options, Terminal(quiet=options.quiet or _wants_json(command, options)))


def _run(command: Command, options: Options, terminal: Terminal) -> ExitCode:
    try:
        _put_back(options, terminal)
        return command.run(options, terminal) or ExitCode.GOOD
    except InvalidInput as invalid:
        _show(invalid, command, options, terminal)
        return ExitCode.PROBLEMS
    except UsageError as error:
        terminal.warn(str(error))
        return ExitCode.USAGE
    except KeyboardInterrupt:
        terminal.warn("stopped")
        return ExitCode.INTERRUPTED
    except ModuleNotFoundError as missing:
        library = (missing.name or "").partition(".")[0]
        if library in {"", _PACKAGE}:
            raise
        terminal.warn(f"the library {library} is not installed for {sys.executable}; {_HOW_TO_INSTALL}")
        return ExitCode.USAGE


def _put_back(options: Options, terminal: Terminal) -> None:
    """Roll back an interrupted change of the project's files, if any."""
    if (options.root / ".cache" / "change").is_dir():
        from yiwu_report.publish.input_changes import restore_inputs  # noqa: PLC0415  # rarely needed

        for path in restore_inputs(options.root):
            terminal.warn(f"{path} has been restored: the run that was changing it was interrupted")


def _wants_json(command: Command, options: Options) -> bool:
    """True if standard output contains only the JSON of problems."""
    return command.forms == FORMS and options.form == "json"


def _show(invalid: InvalidInput, command: Command, options: Options, terminal: Terminal) -> None:
    """Print the problems: on standard error for people, on standard output for other programs."""
    if _wants_json(command, options):
        terminal.print([as_json(invalid.problems)])
        return
    terminal.problems(invalid.problems, _closing(command, invalid))
    if options.form == "github":
        terminal.print(as_annotations(invalid.problems, "error", folder_in_repository(options.root)))


_HOW_TO_INSTALL = (
    "run `make site`, which installs what is needed and builds, "
    "or `python -m pip install --require-hashes -r requirements.lock`"
)


def _closing(command: Command, invalid: InvalidInput) -> str:
    """The words after the number of problems; a disk may fail after some files were written."""
    return "" if any(problem.rule is Rule.OUTPUT_FOLDER for problem in invalid.problems) else command.closing


def _flush() -> None:
    """Write out a help text, or notice now that the pipe is closed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            forget(stream)
