"""`check`: every problem of the report, and nothing written."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal


def _add_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--words",
        action="store_true",
        default=SUPPRESS,
        help="then list comparatives, multiples and superlatives that no claim covers",
    )


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report import pipeline  # noqa: PLC0415  # as in build.py

    with terminal.progress() as progress:
        if options.words:
            words = pipeline.list_words(options.root, progress=progress)
        else:
            remarks = pipeline.check(options.root, progress=progress)
    if options.words:
        terminal.show([str(each) for each in words])
        return
    terminal.say("No problems.")
    if remarks:
        count = "1 thing" if len(remarks) == 1 else f"{len(remarks)} things"
        terminal.show([f"{count} that a build --strict refuses:", *(str(each) for each in remarks)])


CHECK = Command("check", "say every problem and write nothing", _run, _add_words)
