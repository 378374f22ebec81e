"""`check`: every problem of the report, and nothing written."""

from __future__ import annotations

from argparse import ArgumentParser

from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.terminal import Terminal


def _no_options(parser: ArgumentParser) -> None:
    """`check` writes nothing: there is no `--out`."""


def _run(options: Options, terminal: Terminal) -> None:
    from yiwu_report import pipeline  # noqa: PLC0415  # as in build.py

    with terminal.progress() as progress:
        pipeline.check(options.root, progress=progress)
    terminal.say("No problems.")


CHECK = Command("check", "say every problem and write nothing", _run, _no_options)
