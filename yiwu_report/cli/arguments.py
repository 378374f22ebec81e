"""The arguments: a command, and options before or after it."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from yiwu_report import __version__
from yiwu_report.cli.build import BUILD, add_build_options
from yiwu_report.cli.check import CHECK
from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.diff import DIFF

COMMANDS = (BUILD, CHECK, DIFF)

_EPILOG = "Exit codes: 0 good, 1 problems (they are printed, and nothing is published), 2 wrong usage."


def parse(argv: Sequence[str] | None) -> tuple[Command, Options]:
    """The command and the options that `argv` asks for; raises `SystemExit`, as argparse does, for help and misuse."""
    parser = make_parser()
    given = parser.parse_args(argv)
    command = next(each for each in COMMANDS if each.name == getattr(given, "command", BUILD.name))
    if command is not BUILD:
        for name in ("out", "strict"):
            if hasattr(given, name):
                parser.error(f"--{name} is for {BUILD.name}; {command.name} writes nothing")
    options = _options(given)
    if not options.root.is_dir():
        parser.error(f"--root: there is no folder {options.root}")
    return command, options


def _options(given: Namespace) -> Options:
    root: Path = getattr(given, "root", Path())
    return Options(
        root,
        getattr(given, "out", root / "public"),
        getattr(given, "quiet", False),
        strict=getattr(given, "strict", False),
        words=getattr(given, "words", False),
        old=getattr(given, "old", None),
        form=getattr(given, "form", "text"),
    )


def make_parser() -> ArgumentParser:
    """The parser of everything; an option that isn't given leaves no attribute, so that it may stand on either side."""
    program = Path(sys.argv[0]).name
    parser = ArgumentParser(
        prog="python -m yiwu_report" if program == "__main__.py" else program,
        description="Build a report from its figures (data/) and texts (content/).",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"yiwu_report {__version__}")
    _add_common(parser)
    add_build_options(parser)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", help=f"(default: {BUILD.name})", required=False)
    commands.default = SUPPRESS
    for command in COMMANDS:
        below = commands.add_parser(
            command.name, help=command.summary, description=command.summary, epilog=_EPILOG, allow_abbrev=False
        )
        _add_common(below)
        command.add_options(below)
    return parser


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--root", metavar="DIR", type=Path, default=SUPPRESS, help="the project's folder (default: the current one)"
    )
    parser.add_argument("--quiet", action="store_true", default=SUPPRESS, help="print problems and nothing else")
