"""argparse's parser, which also says what a mistyped word may have been meant to be."""

from __future__ import annotations

import re
from argparse import Action, ArgumentParser
from collections.abc import Sequence
from typing import Any, NoReturn

from yiwu_report.model.nearest import nearest


class Parser(ArgumentParser):
    """Knows its arguments and commands, for suggestions and for the reference."""

    def __init__(self, **settings: Any) -> None:
        self.arguments: list[Action] = []
        self.commands: dict[str, Parser] = {}
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
        """As argparse has it, with the nearest name to what is not known."""
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
