"""The command line: arguments in, problems and an exit code out. One file per command."""

from yiwu_report.cli.run import main

__all__ = ["main"]
