"""Arguments: a command, with options before or after it; for a mistyped word, the nearest known one is suggested."""

from __future__ import annotations

import re
import sys
from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from yiwu_report import __version__
from yiwu_report.cli.bind import BIND
from yiwu_report.cli.build import BUILD, add_build_options
from yiwu_report.cli.check import CHECK
from yiwu_report.cli.command import Command, Options
from yiwu_report.cli.copyedit import COPYEDIT
from yiwu_report.cli.describe import DESCRIBE
from yiwu_report.cli.diff import DIFF
from yiwu_report.cli.new import NEW
from yiwu_report.cli.refresh import REFRESH
from yiwu_report.cli.rename import RENAME
from yiwu_report.cli.schema import SCHEMA
from yiwu_report.cli.serve import SERVE
from yiwu_report.cli.uses import USES
from yiwu_report.cli.why import WHY
from yiwu_report.model.problem import nearest


class SuggestingParser(ArgumentParser):
    """Knows its arguments and commands, for suggestions and for the reference."""

    def __init__(self, **settings: Any) -> None:
        self.arguments: list[Action] = []
        self.commands: dict[str, SuggestingParser] = {}
        super().__init__(allow_abbrev=False, **settings)

    def add_argument(self, *names: Any, **settings: Any) -> Action:
        """As argparse has it, and note the argument."""
        self.arguments.append(super().add_argument(*names, **settings))
        return self.arguments[-1]

    @property
    def options(self) -> list[str]:
        """The names of the options, e.g. "--root"."""
        return [name for each in self.arguments for name in each.option_strings if name.startswith("--")]

    def error(self, message: str) -> NoReturn:
        """As argparse does it, with the nearest known name."""
        super().error(message + self._instead(message))

    def _instead(self, message: str) -> str:
        if match := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            return _nearest(match[1], re.findall(r"[\w-]+", match[2]))
        if match := re.match(r"unrecognized arguments: (.*)", message):
            unknown = [word.partition("=")[0] for word in match[1].split() if word.startswith("--")]
            return "".join(self._instead_of_option(word) for word in unknown[:1])
        return ""

    def _instead_of_option(self, option: str) -> str:
        owners = [name for name, command in self.commands.items() if option in command.options]
        if owners:
            return f"; {option} is for {', '.join(owners)}, and must follow it"
        known = [*self.options, *(each for command in self.commands.values() for each in command.options)]
        return _nearest(option, known)


def _nearest(word: str, known: Sequence[str]) -> str:
    names = nearest(word, set(known), most=1)
    return f"; did you mean {names[0]}?" if names else ""


COMMANDS = (BUILD, SERVE, CHECK, DIFF, WHY, USES, NEW, DESCRIBE, BIND, REFRESH, RENAME, COPYEDIT, SCHEMA)

_EPILOG = "Exit codes: 0 success, 1 problems (printed; nothing is published), 2 wrong usage."


def parse(argv: Sequence[str] | None) -> tuple[Command, Options]:
    """The command and the options that `argv` asks for; raises `SystemExit`, as argparse does, for help and misuse."""
    parser = make_parser()
    given = parser.parse_args(argv)
    command = next(each for each in COMMANDS if each.name == getattr(given, "command", BUILD.name))
    if command is not BUILD:
        for name in ("out", "strict", "since", "compress"):
            if hasattr(given, name):
                parser.error(f"--{name} is for {BUILD.name}; {command.name} publishes nothing")
    if hasattr(given, "since") and not hasattr(given, "strict"):
        parser.error("--since: what differs from an earlier state is refused by --strict alone; add it")
    options = _options(given, command)
    if options.form not in command.forms:
        parser.error(f'--format: {command.name} has no form "{options.form}"; use one of {", ".join(command.forms)}')
    if not options.root.is_dir():
        parser.error(f"--root: there is no folder {options.root}")
    return command, options


def _options(given: Namespace, command: Command) -> Options:
    root: Path = getattr(given, "root", Path())
    return Options(
        root,
        getattr(given, "out", root / "public"),
        getattr(given, "quiet", False),
        form=getattr(given, "form", command.forms[0]),
        strict=getattr(given, "strict", False),
        since=getattr(given, "since", None),
        compress=getattr(given, "compress", False),
        own=given,
    )


def make_parser() -> SuggestingParser:
    """The parser of everything; omitted options set no attribute, so that they can be given before or after the command."""
    program = Path(sys.argv[0]).name
    parser = SuggestingParser(
        prog="python -m yiwu_report" if program == "__main__.py" else program,
        description="Build a report from its data (data/) and texts (content/).",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"yiwu_report {__version__}")
    _add_common(parser)
    _add_form(parser, BUILD)
    add_build_options(parser)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", help=f"(default: {BUILD.name})", required=False)
    commands.default = SUPPRESS
    for command in COMMANDS:
        below = commands.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary[:1].upper()}{command.summary[1:]}.",
            epilog=_EPILOG,
        )
        parser.commands[command.name] = below
        _add_common(below)
        if len(command.forms) > 1:
            _add_form(below, command)
        command.add_options(below)
    return parser


def _add_common(parser: SuggestingParser) -> None:
    parser.add_argument(
        "--root", metavar="DIR", type=Path, default=SUPPRESS, help="project folder (default: the current folder)"
    )
    parser.add_argument("--quiet", action="store_true", default=SUPPRESS, help="print problems only")


def _add_form(parser: SuggestingParser, command: Command) -> None:
    forms = ", ".join(command.forms)
    parser.add_argument("--format", metavar="FORM", dest="form", default=SUPPRESS, help=f"{forms} (default: text)")
